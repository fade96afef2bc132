// Signatures by Ed25519 (RFC 8032) verified without the help of the browser. All of
// it is public, so nothing here takes care to hide how long it takes.
//
// What is accepted is what crypto/ed25519 of Go accepts: the second half of a
// signature must be below the order of the group; the first is compared as bytes, so
// the equation is the one without the cofactor; a public key may be of small order or
// spelt with a number from p on, which harms nobody, as keys are signed by the root.

import { sha512 } from "./sha2.js";

const p = 2n ** 255n - 19n;
const order = 2n ** 252n + 27742317777372353535851937790883648493n;

const mod = (x) => {
  const rest = x % p;
  return rest < 0n ? rest + p : rest;
};

function power(base, exponent) {
  let value = 1n;
  for (let square = base, e = exponent; e > 0n; e >>= 1n, square = (square * square) % p) {
    if (e & 1n) value = (value * square) % p;
  }
  return value;
}

const d = mod(-121665n * power(121666n, p - 2n));
const rootOfMinusOne = power(2n, (p - 1n) / 4n);

function number(bytes) {
  let value = 0n;
  for (let n = bytes.length - 1; n >= 0; n--) value = (value << 8n) | BigInt(bytes[n]);
  return value;
}

// A point is [X, Y, Z, T] with x = X/Z, y = Y/Z and xy = T/Z.
const zero = [0n, 1n, 1n, 0n];

// add is the formula that holds for all points (RFC 8032, 5.1.4).
function add([x1, y1, z1, t1], [x2, y2, z2, t2]) {
  const a = ((y1 - x1) * (y2 - x2)) % p;
  const b = ((y1 + x1) * (y2 + x2)) % p;
  const c = (((2n * t1 * t2) % p) * d) % p;
  const e = b - a;
  const f = 2n * z1 * z2 - c;
  const g = 2n * z1 * z2 + c;
  const h = b + a;
  return [(e * f) % p, (g * h) % p, (f * g) % p, (e * h) % p];
}

function double([x, y, z]) {
  const a = (x * x) % p;
  const b = (y * y) % p;
  const h = a + b;
  const e = h - (x + y) ** 2n;
  const g = a - b;
  const f = 2n * z * z + g;
  return [(e * f) % p, (g * h) % p, (f * g) % p, (e * h) % p];
}

const negated = ([x, y, z, t]) => [-x, y, z, -t];

// pointOf returns the point that 32 bytes spell, null when they spell none.
function pointOf(bytes) {
  const spelt = number(bytes);
  const isOdd = spelt >> 255n;
  const y = (spelt & (2n ** 255n - 1n)) % p;
  const u = mod(y * y - 1n);
  const v = mod(d * y * y + 1n);
  let x = (((u * power(v, 3n)) % p) * power((u * power(v, 7n)) % p, (p - 5n) / 8n)) % p;
  const square = (v * x * x) % p;
  if (square !== u) {
    if (square !== mod(-u)) return null;
    x = (x * rootOfMinusOne) % p;
  }
  if ((x & 1n) !== isOdd) x = mod(-x);
  return [x, y, 1n, (x * y) % p];
}

function bytesOf([x, y, z]) {
  const inverse = power(mod(z), p - 2n);
  let spelt = mod(y * inverse) | ((mod(x * inverse) & 1n) << 255n);
  const bytes = new Uint8Array(32);
  for (let n = 0; n < 32; n++, spelt >>= 8n) bytes[n] = Number(spelt & 255n);
  return bytes;
}

const base = pointOf(Uint8Array.from({ length: 32 }, (_, n) => (n === 0 ? 0x58 : 0x66)));

// combined returns a * A + b * B.
function combined(a, pointA, b, pointB) {
  const both = [zero, pointA, pointB, add(pointA, pointB)];
  let sum = zero;
  for (let k = 255n; k >= 0n; k--) {
    sum = double(sum);
    const which = Number(((a >> k) & 1n) | (((b >> k) & 1n) << 1n));
    if (which !== 0) sum = add(sum, both[which]);
  }
  return sum;
}

// verify says whether the 64 bytes of signature are the public key's over the message.
export function verify(publicKey, signature, message) {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  const key = pointOf(publicKey);
  const s = number(signature.subarray(32));
  if (key === null || s >= order) return false;
  const hashed = new Uint8Array(64 + message.length);
  hashed.set(signature.subarray(0, 32));
  hashed.set(publicKey, 32);
  hashed.set(message, 64);
  const k = number(sha512(hashed)) % order;
  const r = bytesOf(combined(k, negated(key), s, base));
  return r.every((byte, n) => byte === signature[n]);
}
