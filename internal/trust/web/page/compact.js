// The compact spelling of a token, which codes carry. The issuer document gives what it
// omits: it expands to exactly the bytes that were signed.

import { decode, encode } from "./cbor.js";
import { openMessage, seal, verify, typeCWT } from "./cose.js";
import { maxToken } from "./digits.js";
import { hostOf } from "./entry.js";
import { eventsOf } from "./issuer.js";
import { squeeze, unsqueeze } from "./scsu.js";
import { Reader, Unsupported, required, optional, isBytes, isInteger, isText, bytesOf, hex, maxTime, maxExact } from "./fields.js";

const mark = 0x02;
const denseMark = 0x03; // says less that the entry says, and may have texts in SCSU
const headSize = 5; // bytes before the array
const signatureSize = 64;
const listSlots = 65536; // slots of a list in a slot number
const secondsADay = 86400;
const maxMinutes = 527040;
const firstFact = 64;

const number = 0;
const event = 1; // 2 x reference + kind
const slot = 2;
const day = 3;
const name = 4;
const role = 5; // place in the entry's roles, or text
const nameLocal = 6;
const language = 7;
const minutes = 8;
const replaces = 9;
const extra = 10;
const elements = 11;

export class UnknownKey extends Error {}

export class UnknownEvent extends Error {}

// squeezable are the elements that the dense form may have in SCSU.
const squeezable = [name, role, nameLocal];

export const isCompact = (token) => (token[0] === mark || token[0] === denseMark) && token.length >= headSize;

// expand returns the token that a compact one spells, the kid of the key that signed
// it, or else of the first that begins like it, whether it signed, and the iss. It
// throws UnknownKey, UnknownEvent or Unsupported, or says what is wrong; kid is that of
// the first key then, too.
export async function expand(compact, issuer) {
  const kids = [...issuer.keys.keys()].filter((kid) => kid.startsWith(hex(compact.subarray(1, headSize))));
  if (kids.length === 0) throw new UnknownKey("no key begins like the token's");
  try {
    if (compact.length < headSize + 1 + signatureSize) throw new Error(`${compact.length} bytes are too few`);
    const at = compact.length - signatureSize;
    let first = null;
    let fault = null;
    for (const kid of kids) {
      try {
        const { payload, host } = readArray(compact.slice(headSize, at), compact[0] === denseMark, eventsOf(issuer, issuer.keys.get(kid)));
        const token = seal(bytesOf(kid), payload, compact.slice(at));
        const message = openMessage(token, typeCWT, maxToken);
        const signed = await verify(message, issuer.keys.get(kid).publicKey);
        if (signed) return { token, kid, signed, host };
        first ??= { token, kid, signed, host };
      } catch (error) {
        fault ??= error;
      }
    }
    if (first === null) throw fault;
    return first;
  } catch (error) {
    throw Object.assign(error, { kid: kids[0] });
  }
}

// readArray returns the payload that the array of a compact token spells, and its iss.
function readArray(body, dense, known) {
  const array = decode(body);
  if (!Array.isArray(array)) throw new Error("not an array");
  if (array.length > elements) throw new Unsupported("made by a later version");
  if (array.length === 0 || array.at(-1) === null) throw new Error("nulls at the end");
  if (array.length <= name) throw new Error(`${array.length} elements are too few`);
  const spelt = array.map((value) => (isBytes(value) ? hex(value) : value));
  if (dense) unsqueezeAll(array);
  const reader = new Reader();
  const f = reader.fields(new Map([...array.entries()].filter(([, value]) => value !== null)));
  const kept = new Map(f.left);
  readElements(f, dense);
  reader.finish();
  const ref = Math.floor(kept.get(event) / 2);
  if (known.events.has(ref)) throw new Error(`event ${ref} is not one for compact tokens`);
  const entry = known.entries.get(ref);
  if (entry === undefined) throw new UnknownEvent(`event ${ref} is not in this issuer document`);
  checkRole(kept.get(role), entry);
  if (dense) fillIn(kept, spelt, body.length, entry);
  return { payload: encode(payloadOf(kept, ref, entry)), host: hostOf(entry) };
}

// unsqueezeAll replaces byte strings by the texts that they spell.
function unsqueezeAll(array) {
  for (const n of squeezable) if (isBytes(array[n])) array[n] = unsqueeze(array[n]);
}

// fillIn puts what the entry says in place of what a dense array has of it. It refuses one
// in which something is not as short as can be, and one no shorter than the plain array.
function fillIn(kept, spelt, length, entry) {
  const wrong = () => new Error("not the shortest spelling");
  for (const n of squeezable) {
    const text = kept.get(n);
    if (!isText(text)) continue;
    const squeezed = squeeze(text);
    const shorter = squeezed !== null && squeezed.length < new TextEncoder().encode(text).length;
    if (spelt[n] !== (shorter ? hex(squeezed) : text)) throw wrong();
  }
  const tags = [...entry.titles.keys()].sort();
  const tag = kept.get(language);
  if (isInteger(tag)) {
    if (tag >= tags.length) throw new Error(`language: ${tag}, and the event has ${tags.length} languages`);
    kept.set(language, tags[tag]);
  } else if (tags.includes(tag)) throw wrong();
  kept.set(day, kept.get(day) + entry.firstDay);
  if (kept.get(day) < 0 || kept.get(day) > Math.floor(maxTime / secondsADay)) throw new Error("day of issue: out of range");
  const plain = Array.from({ length: spelt.length }, (_, n) => kept.get(n) ?? null);
  if (encode(plain).length <= length) throw wrong();
}

function readElements(f, dense) {
  const isZero = (bytes) => bytes !== null && bytes.every((b) => b === 0);
  if (isZero(f.bytes(10, number, "number", required))) f.fail("number: no number");
  f.integer(event, "event and kind", required, 2, maxExact);
  f.integer(slot, "slot", required, 0, maxExact);
  if (dense) f.integer(day, "day of issue", required, -maxExact, maxExact);
  else f.integer(day, "day of issue", required, 0, Math.floor(maxTime / secondsADay));
  f.text(name, "name", required);
  f.text(nameLocal, "second name", optional);
  if (dense && isInteger(f.left.get(language))) f.integer(language, "language", optional, 0, maxExact);
  else f.text(language, "language", optional);
  f.integer(minutes, "minutes", optional, 1, maxMinutes);
  if (f.has(replaces) && isZero(f.bytes(10, replaces, "replaced number", required))) f.fail("replaced number: no number");
  if (f.has(extra)) readFacts(f.table(extra, "further facts", required));
  if (isInteger(f.left.get(role))) f.integer(role, "role", optional, 0, maxExact);
  else f.text(role, "role", optional);
}

function readFacts(f) {
  if (f.left.size === 0) f.fail("further facts: none");
  for (const [key, value] of [...f.left]) {
    if (typeof key !== "number" || key < firstFact || key > maxExact) f.fail("further facts: a key that is not a number from 64");
    else if (!isText(value)) f.reader.unknown = true;
    else f.text(key, "further fact", required);
  }
}

// checkRole refuses a role that the entry does not have, and one that is spelt out
// although it has it.
function checkRole(value, entry) {
  const labels = entry.roles.map((names) => names.get(entry.main));
  if (isInteger(value) && value >= labels.length) throw new Error(`role: ${value}, and the event has ${labels.length} roles`);
  const label = isInteger(value) ? labels[value] : value;
  const place = labels.indexOf(label);
  if (place >= 0 && place !== value) throw new Error("not the shortest spelling");
}

// payloadOf returns the claims that were signed.
function payloadOf(array, ref, entry) {
  const certificate = new Map([[1, array.get(name)], [10, array.get(event) % 2], [12, ref], [14, bytesOf(entry.hash)]]);
  const add = (key, value) => value !== undefined && certificate.set(key, value);
  const spelt = array.get(role);
  add(5, isInteger(spelt) ? entry.roles[spelt].get(entry.main) : spelt);
  add(6, array.get(minutes));
  add(8, array.get(replaces));
  add(9, array.get(nameLocal));
  add(13, array.get(language));
  for (const [key, value] of array.get(extra) ?? []) add(key, value);
  const place = array.get(slot);
  const list = new Map([["idx", place % listSlots], ["uri", entry.lists + Math.floor(place / listSlots)]]);
  const claims = new Map([[1, hostOf(entry)], [6, array.get(day) * secondsADay], [7, array.get(number)],
    [65535, new Map([["status_list", list]])], [-65537, certificate]]);
  if (entry.expires !== null) claims.set(4, entry.expires);
  return claims;
}
