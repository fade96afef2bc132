// CBOR (RFC 8949). decode accepts only what issuers write: core deterministic
// encoding, no tags, at most 8 levels, and encode writes that. peekParts and peekMap are lenient; they
// only serve to find the sender that a token names.
//
// Integers become numbers where numbers are exact, and BigInt otherwise; byte
// strings Uint8Array, text strings, arrays Array, maps Map; floats and simple
// values become objects that equal nothing.

const maxDepth = 8;
const lenientDepth = 32;
const maxItems = 131072; // elements of an array, pairs of a map
const maxInt64 = (1n << 63n) - 1n;

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

class Float {
  constructor(value) {
    this.value = value;
  }
}

class Simple {
  constructor(value) {
    this.value = value;
  }
}

class Tagged {
  constructor(number, content) {
    this.number = number;
    this.content = content;
  }
}

function refuse(why) {
  throw new Error("CBOR: " + why);
}

// decode returns the single item in data.
export function decode(data) {
  const source = { data, at: 0 };
  const value = strictItem(source, 0);
  if (source.at !== data.length) refuse("bytes after the end");
  return value;
}

// decodeMap is decode for an item that must be a map.
export function decodeMap(data) {
  const value = decode(data);
  if (!(value instanceof Map)) refuse("not a map");
  return value;
}

// head reads the first byte of an item and its argument, which is null when the
// length is indefinite.
function head(source) {
  const { data } = source;
  if (source.at >= data.length) refuse("it ends too early");
  const first = data[source.at++];
  const major = first >> 5;
  const info = first & 31;
  if (info < 24) return { major, info, argument: BigInt(info) };
  if (info === 31) {
    if (major < 2 || major === 6) refuse("no such item");
    return { major, info, argument: null };
  }
  if (info > 27) refuse("no such item");
  const size = 1 << (info - 24);
  if (source.at + size > data.length) refuse("it ends too early");
  let argument = 0n;
  for (const end = source.at + size; source.at < end; source.at++) {
    argument = (argument << 8n) | BigInt(data[source.at]);
  }
  if (major === 7 && info === 24 && argument < 32n) refuse("no such simple value");
  return { major, info, argument };
}

function take(source, length) {
  if (length > BigInt(source.data.length - source.at)) refuse("it ends too early");
  const start = source.at;
  source.at += Number(length);
  return source.data.slice(start, source.at);
}

function strictItem(source, depth) {
  const { major, info, argument } = head(source);
  if (major === 7) return strictPrimitive(info, argument);
  if (argument === null) refuse("indefinite length");
  if (info > 23) {
    const least = [24n, 256n, 65536n, 4294967296n][info - 24];
    if (argument < least) refuse("an integer longer than need be");
  }
  switch (major) {
    case 0:
    case 1:
      return integer(major, argument);
    case 2:
      return take(source, argument);
    case 3:
      return utf8.decode(take(source, argument));
    case 6:
      refuse("a tag");
  }
  if (depth === maxDepth) refuse("nested too deep");
  if (argument > maxItems) refuse("too many items");
  return major === 4 ? strictArray(source, argument, depth + 1) : strictMap(source, argument, depth + 1);
}

function integer(major, argument) {
  if (argument > maxInt64) refuse("an integer of more than 64 bits");
  const exact = major === 0 ? argument : -1n - argument;
  const value = Number(exact);
  return Number.isSafeInteger(value) ? value : exact;
}

function strictArray(source, length, depth) {
  const items = [];
  for (let n = 0; n < length; n++) items.push(strictItem(source, depth));
  return items;
}

function strictMap(source, length, depth) {
  const map = new Map();
  let before = null;
  for (let n = 0; n < length; n++) {
    const start = source.at;
    const key = strictItem(source, depth);
    checkKey(key);
    const encoded = source.data.subarray(start, source.at);
    if (before !== null && !follows(encoded, before, key)) refuse("keys out of order");
    before = encoded;
    map.set(key, strictItem(source, depth));
  }
  if (hasBothZeros(map)) refuse("a key twice");
  return map;
}

// checkKey rejects values that cannot be keys: arrays, maps and bignums.
function checkKey(key) {
  const isBignum = key instanceof Tagged && (key.number === 2n || key.number === 3n);
  if (Array.isArray(key) || key instanceof Map || isBignum) {
    refuse("a key of a kind that is none");
  }
  if (key instanceof Tagged) checkKey(key.content);
}

// follows reports whether a key sorts after the previous one, byte by byte. NaN
// equals no other NaN, so only NaN may occur twice.
function follows(a, b, key) {
  return sortsAfter(a, b) || (key instanceof Float && Number.isNaN(key.value) && !sortsAfter(b, a));
}

function sortsAfter(a, b) {
  const shared = Math.min(a.length, b.length);
  for (let n = 0; n < shared; n++) {
    if (a[n] !== b[n]) return a[n] > b[n];
  }
  return a.length > b.length;
}

function hasBothZeros(map) {
  let zeros = 0;
  for (const key of map.keys()) if (key instanceof Float && key.value === 0) zeros++;
  return zeros > 1;
}

function strictPrimitive(info, argument) {
  if (info === 31) refuse("a break outside");
  if (info === 23) refuse("undefined");
  const value = primitive(info, argument);
  if (value instanceof Float && info > shortest(value.value, argument)) refuse("a number longer than need be");
  return value;
}

function primitive(info, argument) {
  if (info < 20 || info === 24) return new Simple(Number(argument));
  if (info < 22) return info === 21;
  if (info < 24) return null;
  const view = new DataView(new ArrayBuffer(8));
  if (info === 27) {
    view.setBigUint64(0, argument);
    return new Float(view.getFloat64(0));
  }
  if (info === 26) {
    view.setUint32(0, Number(argument));
    return new Float(view.getFloat32(0));
  }
  return new Float(half(Number(argument)));
}

function half(bits) {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

// shortest returns the additional information of the shortest float that
// represents the value; the only NaN is 0x7e00.
function shortest(value, argument) {
  if (Number.isNaN(value)) return argument === 0x7e00n ? 25 : 0;
  if (!Number.isFinite(value) || value === 0) return 25;
  const size = Math.abs(value);
  const step = Math.max(2 ** -24, 2 ** (Math.floor(Math.log2(size)) - 10));
  if (size <= 65504 && Number.isInteger(size / step)) return 25;
  return Math.fround(value) === value ? 26 : 27;
}

// bytesHead returns the head of a byte string of that length.
export function bytesHead(length) {
  if (length < 24) return [0x40 | length];
  if (length < 256) return [0x58, length];
  if (length < 65536) return [0x59, length >> 8, length & 255];
  return [0x5a, (length >> 24) & 255, (length >> 16) & 255, (length >> 8) & 255, length & 255];
}

// encode returns the core deterministic encoding of null, an integer, a text, a byte
// string, an array or a map, as decode returns them.
export function encode(value) {
  if (value === null) return Uint8Array.of(0xf6);
  if (typeof value === "number" || typeof value === "bigint") {
    return value < 0 ? encodedHead(1, -1n - BigInt(value)) : encodedHead(0, BigInt(value));
  }
  if (value instanceof Uint8Array) return joined([encodedHead(2, BigInt(value.length)), value]);
  if (typeof value === "string") {
    const bytes = new TextEncoder().encode(value);
    return joined([encodedHead(3, BigInt(bytes.length)), bytes]);
  }
  if (Array.isArray(value)) return joined([encodedHead(4, BigInt(value.length)), ...value.map(encode)]);
  if (!(value instanceof Map)) refuse("a value that is not encoded here");
  const pairs = [...value].map(([key, content]) => ({ key: encode(key), content: encode(content) }));
  pairs.sort((a, b) => (sortsAfter(a.key, b.key) ? 1 : -1));
  return joined([encodedHead(5, BigInt(pairs.length)), ...pairs.flatMap(({ key, content }) => [key, content])]);
}

function encodedHead(major, argument) {
  if (argument < 24n) return Uint8Array.of((major << 5) | Number(argument));
  const size = argument < 256n ? 0 : argument < 65536n ? 1 : argument < 4294967296n ? 2 : 3;
  const bytes = [(major << 5) | (24 + size)];
  for (let shift = 8 * ((1 << size) - 1); shift >= 0; shift -= 8) bytes.push(Number((argument >> BigInt(shift)) & 255n));
  return Uint8Array.from(bytes);
}

export function joined(parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

// peekParts reads the first item of data, an array of four, and returns its
// first and third elements, which are byte strings.
export function peekParts(data) {
  const source = { data, at: 0 };
  wellFormed(source, 0);
  source.at = 0;
  skipTags(source);
  const { major, argument } = head(source);
  if (major !== 4) refuse("not an array");
  const items = [];
  while (argument === null ? data[source.at] !== 0xff : items.length < argument) {
    if (items.length === 4) refuse("not four parts");
    if (items.length % 2 === 0) {
      items.push(lenientBytes(source));
    } else {
      skipTags(source);
      wellFormed(source, 1);
      items.push(null);
    }
  }
  if (items.length !== 4) refuse("not four parts");
  return [items[0], items[2]];
}

// peekMap reads a map in any encoding.
export function peekMap(data) {
  const source = { data, at: 0 };
  wellFormed(source, 0);
  if (source.at !== data.length) refuse("bytes after the end");
  source.at = 0;
  skipTags(source);
  const value = lenientItem(source);
  if (!(value instanceof Map)) refuse("not a map");
  return value;
}

// wellFormed skips one item (RFC 8949, appendix C).
function wellFormed(source, depth) {
  let { major, argument } = head(source);
  for (let tags = 0; major === 6; tags++) {
    if (tags > 0 && ++depth > lenientDepth) refuse("nested too deep");
    ({ major, argument } = head(source));
  }
  if (major < 2) return;
  if (major === 7) {
    if (argument === null) refuse("a break outside");
    return;
  }
  if (major < 4) {
    if (argument !== null) take(source, argument);
    else wellFormedChunks(source, major);
    return;
  }
  if (++depth > lenientDepth) refuse("nested too deep");
  if (argument !== null && argument > maxItems) refuse("too many items");
  const length = argument === null ? Infinity : Number(argument) * (major - 3);
  let items = 0;
  for (; items < length; items++) {
    if (argument === null && source.data[source.at] === 0xff) {
      source.at++;
      if (major === 5 && items % 2 === 1) refuse("a key without a value");
      return;
    }
    wellFormed(source, depth);
  }
}

function wellFormedChunks(source, major) {
  while (source.data[source.at] !== 0xff) {
    const chunk = head(source);
    if (chunk.major !== major || chunk.argument === null) refuse("a chunk of another kind");
    take(source, chunk.argument);
  }
  source.at++;
}

// skipTags skips tags and returns their numbers.
function skipTags(source) {
  const numbers = [];
  while (source.data[source.at] >> 5 === 6) {
    numbers.push(head(source).argument);
    checkTag(numbers.at(-1), source.data[source.at]);
  }
  return numbers;
}

// checkTag rejects items that must not follow one of the four oldest tags.
function checkTag(number, first) {
  const major = first >> 5;
  const ok = number === 0n ? major === 3
    : number === 1n ? major < 2 || (first >= 0xf9 && first <= 0xfb)
    : number === 2n || number === 3n ? major === 2
    : true;
  if (!ok) refuse("a tag before the wrong thing");
}

function lenientBytes(source) {
  skipTags(source);
  const { major, argument } = head(source);
  if (major === 2) return argument === null ? chunks(source) : take(source, argument);
  if (major !== 4) refuse("not a byte string");
  const bytes = [];
  while (argument === null ? source.data[source.at] !== 0xff : bytes.length < argument) {
    skipTags(source);
    const item = head(source);
    if (item.major !== 0 || item.argument > 255n) refuse("not a byte string");
    bytes.push(Number(item.argument));
  }
  if (argument === null) source.at++;
  return Uint8Array.from(bytes);
}

function chunks(source) {
  const parts = [];
  while (source.data[source.at] !== 0xff) parts.push(...take(source, head(source).argument));
  source.at++;
  return Uint8Array.from(parts);
}

// lenientItem reads one well-formed item.
function lenientItem(source) {
  for (;;) {
    const start = source.at;
    if (source.data[start] >> 5 !== 6) break;
    const number = head(source).argument;
    if (number !== 55799n) {
      source.at = start;
      return lenientTagged(source);
    }
  }
  const { major, info, argument } = head(source);
  switch (major) {
    case 0:
    case 1:
      return integer(major, argument);
    case 2:
      return argument === null ? chunks(source) : take(source, argument);
    case 3:
      return argument === null ? textChunks(source) : utf8.decode(take(source, argument));
    case 7:
      return primitive(info, argument);
  }
  const more = (n) => (argument === null ? source.data[source.at] !== 0xff : n < argument);
  const value = major === 4 ? [] : new Map();
  for (let n = 0; more(n); n++) {
    const item = lenientItem(source);
    if (major === 4) {
      value.push(item);
    } else {
      checkKey(item);
      value.set(item, lenientItem(source));
    }
  }
  if (argument === null) source.at++;
  return value;
}

function textChunks(source) {
  let text = "";
  while (source.data[source.at] !== 0xff) text += utf8.decode(take(source, head(source).argument));
  source.at++;
  return text;
}

function lenientTagged(source) {
  const start = source.at;
  skipTags(source);
  source.at = start;
  const number = head(source).argument;
  const content = lenientItem(source);
  if (number === 0n && Number.isNaN(Date.parse(content))) refuse("not a time");
  return new Tagged(number, content);
}
