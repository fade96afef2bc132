// Digits, base64url and numbers: the ways to write a token.

const maxInput = 8192; // bytes of pasted text
export const maxToken = 2048; // bytes

const space = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;

export const withoutSpace = (text) => text.replace(space, "");

// parseToken parses what was scanned or pasted: the URL of a QR code, its
// digits alone, or base64url instead of the digits. White space is ignored.
export function parseToken(input) {
  if (new TextEncoder().encode(input).length > maxInput) throw new Error(`more than ${maxInput} characters`);
  let text = withoutSpace(input);
  const cut = text.indexOf("#");
  if (cut >= 0) {
    if (!/^https:\/\//i.test(text.slice(0, cut))) throw new Error("not an https address");
    text = text.slice(cut + 1);
  }
  const token = /^[0-9]*$/.test(text) ? decodeDigits(text) : decodeBase64url(text);
  if (token.length > maxToken) throw new Error(`${token.length} bytes, more than ${maxToken}`);
  if (![0xd2, 0x02, 0x03].includes(token[0])) throw new Error("not a signed certificate");
  return token;
}

// Seven bytes, little-endian, become 17 digits, and a remainder of n bytes becomes
// digitsFor[n].
const digitsFor = [0, 3, 5, 8, 10, 13, 15, 17];

function decodeDigits(text) {
  const bytes = [];
  for (let at = 0; at < text.length; at += 17) {
    const group = text.slice(at, at + 17);
    const size = digitsFor.indexOf(group.length);
    if (size < 0) throw new Error(`${group.length} digits at the end encode no bytes`);
    let value = BigInt(group);
    if (value >> BigInt(8 * size) !== 0n) throw new Error(`digits ${group} do not fit into ${size} bytes`);
    for (let n = 0; n < size; n++) {
      bytes.push(Number(value & 255n));
      value >>= 8n;
    }
  }
  return Uint8Array.from(bytes);
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

function decodeBase64url(text) {
  const wrong = () => new Error("neither digits nor base64url");
  const bytes = [];
  let held = 0;
  let bits = 0;
  for (const c of text) {
    const value = alphabet.indexOf(c);
    if (value < 0) throw wrong();
    held = ((held & 0xfff) << 6) | value;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 255);
    }
  }
  if (bits === 6 || (held & ((1 << bits) - 1)) !== 0) throw wrong();
  return Uint8Array.from(bytes);
}

// WrongNumber is why something that was meant as a number is none: the name of a phrase, and the values for its places.
export class WrongNumber extends Error {
  constructor(message, phrase, ...values) {
    super(message);
    this.phrase = phrase;
    this.values = values;
  }
}

const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

const dashes = /[-\u00ad\u2010-\u2015\u2212]+/g;
const numberLength = 16;

// symbolValue returns the value of a symbol of a number as people type it, -1 when it
// has none.
function symbolValue(c) {
  const upper = /^[a-z]$/.test(c) ? c.toUpperCase() : c;
  return crockford.indexOf({ I: "1", L: "1", O: "0" }[upper] ?? upper);
}

// readNumber returns the 10 bytes of the number in what was scanned or typed: a number
// or a short link; null for anything else, which may be a token. Something as long as a
// number, and shorter than any token, was meant as one: it throws and says why it is none.
export function readNumber(input) {
  if (new TextEncoder().encode(input).length > maxInput) return null;
  const bare = (text) => withoutSpace(text).replace(dashes, "");
  const cut = input.indexOf("#");
  if (cut >= 0 && !/^https:\/\//i.test(bare(input.slice(0, cut)))) return null;
  const symbols = [...bare(input.slice(cut + 1))];
  const meant = symbols.every((c) => symbolValue(c) >= 0 || /^([Uu]|(?![\0-\x7f])[\p{L}\p{Nd}])$/u.test(c));
  if (!meant || Math.abs(symbols.length - numberLength) > 2) return null;
  let value = 0n;
  symbols.forEach((c) => {
    const v = symbolValue(c);
    if (v < 0) throw new WrongNumber(`no number contains ${c}`, "numberSymbol", c);
    value = (value << 5n) | BigInt(v);
  });
  const { length } = symbols;
  if (length !== numberLength) throw new WrongNumber(`${length} symbols, not ${numberLength}`, "numberLength", length, numberLength);
  return Uint8Array.from({ length: 10 }, (_, n) => Number((value >> BigInt(8 * (9 - n))) & 255n));
}

// shortNumber formats the 10 bytes of a number as short links have it.
export const shortNumber = (bytes) => formatNumber(bytes).replaceAll("-", "");

// formatNumber formats the 10 bytes of a number as printed:
// 7Q3M-K0ZT-9V2C-4H1X.
export function formatNumber(bytes) {
  let value = 0n;
  for (const b of bytes) value = (value << 8n) | BigInt(b);
  let text = "";
  for (let n = 15n; n >= 0n; n--) text += crockford[Number((value >> (5n * n)) & 31n)];
  return text.match(/.{4}/g).join("-");
}
