// COSE_Sign1 (RFC 9052) with Ed25519, the common structure of tokens, status
// lists and issuer documents.

import { decode, decodeMap, encode, bytesHead, joined, peekParts, peekMap } from "./cbor.js";
import { Reader, required, isBytes, isText, bytesOf, hex } from "./fields.js";

const algEdDSA = -8;
const algEd25519 = -19;

export const typeCWT = 61;
export const typeList = "application/statuslist+cwt";

// openMessage checks the structure of data: a header with exactly alg, kid and
// typ, and a payload that is a map. It does not check the signature.
export function openMessage(data, type, limit) {
  if (data.length > limit) throw new Error(`${data.length} bytes, more than ${limit}`);
  if (data[0] !== 0xd2) throw new Error("not a signed message");
  const parts = decode(data.subarray(1));
  const shaped = Array.isArray(parts) && parts.length === 4 && isBytes(parts[0]) && parts[1] instanceof Map &&
    isBytes(parts[2]) && isBytes(parts[3]) && parts[3].length === 64;
  if (!shaped) throw new Error("not a COSE_Sign1");
  const [protectedHeader, bare, payload, signature] = parts;
  if (bare.size > 0) throw new Error("entries in the unprotected header");
  const kid = readHeader(decodeMap(protectedHeader), type);
  return { protectedHeader, payload, signature, kid, claims: decodeMap(payload) };
}

// seal returns the token around a payload with a signature that was made elsewhere.
export function seal(kid, payload, signature) {
  const header = encode(new Map([[1, algEdDSA], [4, kid], [16, typeCWT]]));
  return joined([Uint8Array.of(0xd2), encode([header, new Map(), payload, signature])]);
}

function readHeader(header, type) {
  const reader = new Reader();
  const f = reader.fields(header);
  const alg = f.integer(1, "alg", required, algEd25519, algEdDSA);
  if (alg !== algEdDSA && alg !== algEd25519) reader.fail(`alg: ${alg} is not Ed25519`);
  const kid = f.taken(4, "kid", required, isBytes);
  f.taken(16, "typ", required, (v) => v === type);
  f.done();
  if (reader.unknown) reader.fail("an entry beside alg, kid and typ");
  reader.finish();
  return kid;
}

// verify reports whether the public key, 32 bytes, has signed the message. A
// key that is not a point of the curve has signed nothing.
export async function verify(message, publicKey) {
  const part = (bytes) => [Uint8Array.from(bytesHead(bytes.length)), bytes];
  const context = Uint8Array.from([0x84, 0x6a, ...new TextEncoder().encode("Signature1")]);
  const signed = joined([context, ...part(message.protectedHeader), Uint8Array.of(0x40), ...part(message.payload)]);
  way ??= choose();
  const verifyThisWay = await way;
  try {
    return await verifyThisWay(publicKey, message.signature, signed);
  } catch {
    return false;
  }
}

let way = null; // how signatures are verified here; null: not chosen yet

// choose takes the Ed25519 of the browser, or our own where that is missing or wrong,
// or the page was not opened over https. It throws when neither works.
async function choose() {
  if (await isRight(verifyByBrowser)) return verifyByBrowser;
  const { verify: verifyByPage } = await import("./ed25519.js");
  if (await isRight(verifyByPage)) return verifyByPage;
  throw new Error("no Ed25519");
}

async function verifyByBrowser(publicKey, signature, signed) {
  const key = await crypto.subtle.importKey("raw", publicKey, "Ed25519", false, ["verify"]);
  return crypto.subtle.verify("Ed25519", key, signature, signed);
}

// isRight checks an implementation with RFC 8032, 7.1, test 1: the valid signature
// must pass and an invalid one must fail.
async function isRight(verifyThisWay) {
  const publicKey = bytesOf("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
  const signature = bytesOf(
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
  try {
    const truth = await verifyThisWay(publicKey, signature, new Uint8Array());
    const falsehood = await verifyThisWay(publicKey, signature, Uint8Array.of(0));
    return truth && !falsehood;
  } catch {
    return false;
  }
}

// canVerify reports whether Ed25519 can be verified here, by the browser or the page.
export async function canVerify() {
  try {
    way ??= choose();
    await way;
    return true;
  } catch {
    way = null;
    return false;
  }
}

export async function sha256(data) {
  if (globalThis.crypto?.subtle !== undefined) return new Uint8Array(await crypto.subtle.digest("SHA-256", data));
  const { sha256: hash } = await import("./sha2.js");
  return hash(data);
}

// thumbprint returns the 32 bytes of the SHA-256 thumbprint of a public key
// (RFC 9679).
export function thumbprint(publicKey) {
  return sha256(Uint8Array.from([0xa3, 0x01, 0x01, 0x20, 0x06, 0x21, 0x58, 0x20, ...publicKey]));
}

// keyID returns the 16 hexadecimal digits by which a token names a key.
export async function keyID(publicKey) {
  return hex((await thumbprint(publicKey)).subarray(0, 8));
}

// readKey reads a COSE_Key and returns the key's 32 bytes.
export function readKey(f) {
  f.integer(1, "key type", required, 1, 1);
  f.integer(-1, "curve", required, 6, 6);
  const key = f.bytes(32, -2, "public key", required);
  f.done();
  return key;
}

// peek finds kid and iss in a token of any structure, to distinguish a
// malformed token of a known key from a stranger's token; null when they are
// missing. Neither is proven.
export function peek(token) {
  try {
    const [header, payload] = peekParts(token.subarray(1)).map(peekMap);
    const kid = header.get(4);
    const iss = payload.get(1);
    return isBytes(kid) && kid.length === 8 && isText(iss) && iss !== "" ? { kid: hex(kid), iss } : null;
  } catch {
    return null;
  }
}
