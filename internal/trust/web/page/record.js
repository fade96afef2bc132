// Records: what a number opens. Each is a token, encrypted under its number, in one of
// many bucket files; internal/trust/credential/doc.go specifies them.

import { sha256 } from "./cose.js";
import { bytesOf, sameBytes } from "./fields.js";

export const maxBucket = 16 << 20; // bytes

const head = 9; // bytes: root, bits, number
const sum = 16; // bytes at the end
const entryHead = 6; // bytes: tag, length
const pad = 64; // bytes
const seal = 16; // bytes
const maxRecord = 2048 + pad + seal; // bytes

export class NoRecord extends Error {}

// placeOf returns where the record of a number is, or with badge the proof of its Open Badge in the same bucket, and
// what opens it; null when the issuer answers codes alone.
export async function placeOf(issuer, number, badge = false) {
  if (issuer.buckets === 0) return null;
  const root = bytesOf(issuer.root);
  const derived = await hkdf(number, root, "lanyard record 1", 52);
  const bits = Math.log2(issuer.buckets);
  const bucket = bits === 0 ? 0 : new DataView(derived.buffer).getUint32(48) >>> (32 - bits);
  const start = new Uint8Array(head);
  start.set(root.subarray(0, 4));
  start[4] = bits;
  new DataView(start.buffer).setUint32(5, bucket);
  const name = bucket.toString(16).padStart(Math.max(1, Math.ceil(bits / 4)), "0");
  const opens = badge ? await hkdf(number, root, "lanyard badge 1", 52) : derived;
  return { path: "/r/" + name, start, key: opens.slice(0, 32), nonce: opens.slice(32, 44), tag: opens.slice(44, 48) };
}

// hkdf derives bytes (RFC 5869).
async function hkdf(secret, salt, info, size) {
  const key = await hmac(salt, secret);
  const out = new Uint8Array(size);
  let last = new Uint8Array();
  for (let at = 0, n = 1; at < size; at += 32, n++) {
    last = await hmac(key, Uint8Array.from([...last, ...new TextEncoder().encode(info), n]));
    out.set(last.subarray(0, size - at), at);
  }
  return out;
}

// hmac returns HMAC-SHA-256 (RFC 2104) under a key of at most 64 bytes.
async function hmac(key, data) {
  const block = (mask) => Array.from({ length: 64 }, (_, n) => (key[n] ?? 0) ^ mask);
  const inner = await sha256(Uint8Array.from([...block(0x36), ...data]));
  return sha256(Uint8Array.from([...block(0x5c), ...inner]));
}

// openRecord returns the token that a bucket has at a place. It throws NoRecord when it
// has none, and another error when the bucket cannot be read.
export async function openRecord(data, place) {
  if (data.length > maxBucket) throw new Error(`a bucket of more than ${maxBucket} bytes`);
  if (data.length < head + sum) throw new Error("a truncated bucket");
  if (!sameBytes(data.subarray(0, 4), place.start.subarray(0, 4))) throw new Error("a bucket of another issuer");
  if (!sameBytes(data.subarray(0, head), place.start)) throw new Error("another bucket, or of another issuer document");
  const end = data.length - sum;
  if (!sameBytes((await sha256(data.subarray(0, end))).subarray(0, sum), data.subarray(end))) throw new Error("a truncated or damaged bucket");
  const tagged = entriesOf(data.subarray(head, end)).filter((entry) => compare(entry, place.tag) === 0);
  for (const entry of tagged) {
    const text = await unseal(place.key, place.nonce, entry.slice(entryHead));
    if (text === null) continue; // another number with an equal tag
    let size = text.length;
    while (size > 0 && text[size - 1] === 0) size--;
    if (size < 2 || text[size - 1] !== 0x80) break;
    return text.slice(0, size - 1);
  }
  if (tagged.length > 0) throw new Error("the record is damaged");
  throw new NoRecord("no record of this number");
}

function entriesOf(data) {
  const entries = [];
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  for (let at = 0; at < data.length; at += entries.at(-1).length) {
    if (data.length < at + entryHead) throw new Error("a bucket that ends within an entry");
    const size = view.getUint16(at + 4);
    if (size < pad + seal || size > maxRecord || (size - seal) % pad !== 0 || data.length < at + entryHead + size) {
      throw new Error("a bucket with an entry of a wrong length");
    }
    const entry = data.subarray(at, at + entryHead + size);
    if (entries.length > 0 && compare(entries.at(-1), entry) > 0) throw new Error("a bucket whose entries are not sorted");
    entries.push(entry);
  }
  return entries;
}

// compare orders by tag, the first 4 bytes.
function compare(a, b) {
  for (let n = 0; n < 4; n++) {
    if (a[n] !== b[n]) return a[n] - b[n];
  }
  return 0;
}

// unseal opens AES-256-GCM by the browser, or by our own code where the page was not
// opened over https; null when it is not authentic.
async function unseal(key, nonce, sealed) {
  if (globalThis.crypto?.subtle === undefined) {
    const { open } = await import("./aes.js");
    return open(key, nonce, sealed);
  }
  const made = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["decrypt"]);
  return crypto.subtle.decrypt({ name: "AES-GCM", iv: nonce }, made, sealed).then((text) => new Uint8Array(text), () => null);
}
