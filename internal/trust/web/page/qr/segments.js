// The text that the data codewords of a QR code spell (ISO/IEC 18004, 7.4).

const signs = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

// How long the character count of a segment is, by mode, for versions 1 to 9, 10 to
// 26 and 27 to 40 (table 3).
const countBits = { 1: [10, 12, 14], 2: [9, 11, 13], 4: [8, 16, 16], 8: [8, 10, 12] };

// The character sets that byte segments name most often (AIM ECI assignments), as
// TextDecoder knows them.
const charsets = {
  1: "iso-8859-1", 3: "iso-8859-1", 4: "iso-8859-2", 7: "iso-8859-5", 8: "iso-8859-6", 9: "iso-8859-7",
  20: "shift_jis", 21: "windows-1250", 22: "windows-1251", 24: "windows-1256", 26: "utf-8", 29: "gb18030", 30: "euc-kr",
};

// readText returns the text of the codewords, null when they are not well formed.
export function readText(codewords, version) {
  const bits = new Bits(codewords);
  const size = version < 10 ? 0 : version < 27 ? 1 : 2;
  let charset = "";
  let text = "";
  while (bits.left >= 4) {
    const mode = bits.take(4);
    if (mode === 0) break;
    if (mode === 3) bits.take(16); // one symbol of several, each read on its own
    else if (mode === 9) bits.take(8); // application indicator
    else if (mode === 7) charset = charsets[designator(bits)] ?? "";
    else if (mode !== 5) {
      const part = segment(bits, mode, size, charset);
      if (part === null) return null;
      text += part;
    }
  }
  return bits.left < 0 ? null : text;
}

function segment(bits, mode, size, charset) {
  if (countBits[mode] === undefined) return null;
  const length = bits.take(countBits[mode][size]);
  if (length > bits.left) return null;
  if (mode === 1) return digits(bits, length);
  if (mode === 2) return alphanumerics(bits, length);
  return mode === 4 ? octets(bits, length, charset) : kanji(bits, length);
}

function digits(bits, length) {
  let text = "";
  for (let left = length; left > 0; left -= 3) {
    const n = Math.min(left, 3);
    const value = bits.take([0, 4, 7, 10][n]);
    if (value >= 10 ** n) return null;
    text += String(value).padStart(n, "0");
  }
  return text;
}

function alphanumerics(bits, length) {
  let text = "";
  for (let left = length; left > 0; left -= 2) {
    const value = bits.take(left > 1 ? 11 : 6);
    if (value >= (left > 1 ? 45 * 45 : 45)) return null;
    text += left > 1 ? signs[Math.floor(value / 45)] + signs[value % 45] : signs[value];
  }
  return text;
}

function octets(bits, length, charset) {
  const bytes = new Uint8Array(length);
  for (let n = 0; n < length; n++) bytes[n] = bits.take(8);
  if (charset !== "") return new TextDecoder(charset).decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("iso-8859-1").decode(bytes);
  }
}

function kanji(bits, length) {
  const bytes = new Uint8Array(2 * length);
  for (let n = 0; n < length; n++) {
    const value = bits.take(13);
    const code = (Math.floor(value / 0xc0) << 8) + (value % 0xc0);
    const shifted = code + (code < 0x1f00 ? 0x8140 : 0xc140);
    bytes[2 * n] = shifted >> 8;
    bytes[2 * n + 1] = shifted;
  }
  return new TextDecoder("shift_jis").decode(bytes);
}

function designator(bits) {
  const first = bits.take(8);
  if (first < 0x80) return first;
  if (first < 0xc0) return ((first & 0x3f) << 8) | bits.take(8);
  return ((first & 0x1f) << 16) | bits.take(16);
}

// Bits are taken from the most significant on; behind the end there are zeros, and
// left is negative.
class Bits {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  get left() {
    return 8 * this.bytes.length - this.at;
  }

  take(n) {
    let value = 0;
    for (let k = 0; k < n; k++, this.at++) {
      value = (value << 1) | (((this.bytes[this.at >> 3] ?? 0) >> (7 - (this.at & 7))) & 1);
    }
    return value;
  }
}
