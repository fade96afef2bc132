// The Standard Compression Scheme for Unicode (UTS #6), in which a letter of most
// alphabets takes one byte: texts of dense tokens. Of all ways to write a text in it
// issuers use that of squeeze.

const quote = 0x01; // SQ0: the next byte is of static window 0, or from 80 of dynamic window 0; then SQ1 to SQ7
const quoteUnicode = 0x0e; // SQU: the next two bytes are a character
const unicode = 0x0f; // SCU: all that follows is UTF-16
const change = 0x10; // SC0: bytes from 80 are of dynamic window 0; then SC1 to SC7
const define = 0x18; // SD0: as SC0, and the next byte says where dynamic window 0 lies; then SD1 to SD7

const size = 0x80; // of a window
const offsets = 0x67; // an offset up to this puts a window at 128 times itself
const statics = [0x0000, 0x0080, 0x0100, 0x0300, 0x2000, 0x2080, 0x2100, 0x3000];
const dynamics = [0x0080, 0x00c0, 0x0400, 0x0600, 0x0900, 0x3040, 0x30a0, 0xff00];

// squeeze returns the shortest of these spellings of a text, of equal ones the first: with
// window 0 as it is or at an offset, then with each other window active as it is, or
// window 1 at an offset, or neither; and in UTF-16. It returns null when the text has none.
export function squeeze(text) {
  const codes = [...text].map((c) => c.codePointAt(0));
  const touched = new Set(codes.map((c) => Math.floor(c / size)).filter((n) => n > 0 && n <= offsets));
  const found = [...touched].sort((a, b) => a - b);
  const changed = (z, n) => ({ head: [...z.head, change + n], windows: z.windows, active: n });
  const defined = (z, n, offset) =>
    ({ head: [...z.head, define + n, offset], windows: z.windows.map((w, m) => (m === n ? offset * size : w)), active: n });
  const start = { head: [], windows: dynamics, active: 0 };
  const from = (z) => [z, ...dynamics.slice(1).map((_, n) => changed(z, n + 1))];
  const ways = from(start);
  for (const offset of found) {
    const z = defined(start, 0, offset);
    ways.push(...from(z), ...found.map((other) => defined(z, 1, other)));
  }
  return [...ways.map((z) => spell(z, codes)), inUnicode(text)]
    .reduce((best, way) => (way !== null && (best === null || way.length < best.length) ? way : best), null);
}

// spell writes a text after what precedes it: one byte for each character of ASCII and of
// the active window, two for one of another window, and three for any other.
function spell({ head, windows, active }, codes) {
  const bytes = [...head];
  for (const c of codes) {
    const isIn = (start) => c >= start && c < start + size;
    if (c >= 0x20 && c < size) bytes.push(c);
    else if (isIn(windows[active])) bytes.push(c - windows[active] + size);
    else if (c > 0xffff) return null;
    else {
      const fixed = statics.findIndex((start, n) => n > 0 && isIn(start));
      const other = windows.findIndex(isIn);
      if (fixed > 0) bytes.push(quote + fixed, c - statics[fixed]);
      else if (other >= 0) bytes.push(quote + other, c - windows[other] + size);
      else bytes.push(quoteUnicode, c >> 8, c & 255);
    }
  }
  return Uint8Array.from(bytes);
}

function inUnicode(text) {
  const bytes = [unicode];
  for (let n = 0; n < text.length; n++) {
    const unit = text.charCodeAt(n);
    if (unit >> 8 >= 0xe0 && unit >> 8 <= 0xf2) return null; // tags
    bytes.push(unit >> 8, unit & 255);
  }
  return Uint8Array.from(bytes);
}

// unsqueeze returns the text of a spelling that squeeze may return, and of some that it
// does not.
export const unsqueeze = (bytes) => (bytes[0] === unicode ? fromUnicode(bytes.subarray(1)) : fromWindow(bytes));

const wrong = () => new Error("not SCSU as issuers write it");

function fromUnicode(bytes) {
  if (bytes.length % 2 !== 0) throw wrong();
  let text = "";
  for (let n = 0; n < bytes.length; n += 2) text += String.fromCharCode((bytes[n] << 8) | bytes[n + 1]);
  return whole(text);
}

function fromWindow(bytes) {
  const windows = [...dynamics];
  let active = 0;
  const codes = [];
  for (let at = 0; at < bytes.length; at++) {
    const tag = bytes[at];
    const next = bytes[at + 1]; // undefined at the end
    if (tag >= size) codes.push(windows[active] + tag - size);
    else if (tag >= 0x20) codes.push(tag);
    else if (codes.length === 0 && tag >= change && tag < change + windows.length) active = tag - change;
    else if (codes.length === 0 && tag >= define && tag < define + windows.length && next >= 1 && next <= offsets) {
      active = tag - define;
      windows[active] = bytes[++at] * size;
    } else if (tag >= quote && tag < quote + windows.length && next !== undefined) {
      codes.push(next < size ? statics[tag - quote] + next : windows[tag - quote] + next - size);
      at++;
    } else if (tag === quoteUnicode && at + 2 < bytes.length) codes.push((bytes[++at] << 8) | bytes[++at]);
    else throw wrong();
  }
  return whole(codes.map((c) => String.fromCodePoint(c)).join(""));
}

// whole refuses halves of characters.
function whole(text) {
  if ([...text].some((c) => c.codePointAt(0) >= 0xd800 && c.codePointAt(0) <= 0xdfff)) throw wrong();
  return text;
}
