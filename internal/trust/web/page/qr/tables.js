// The measures of QR codes (ISO/IEC 18004): how codewords are protected, where
// patterns lie, which modules hold data.

// Error correction codewords a block and blocks a symbol (table 9), by level and
// version from 1 to 40.
const check = {
  L: [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28,
    28, 28, 30, 30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30],
  M: [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26,
    26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28],
  Q: [13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30,
    28, 30, 30, 30, 30, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30],
  H: [17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28,
    30, 24, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30],
};
const count = {
  L: [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8,
    8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25],
  M: [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16,
    17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49],
  Q: [1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12, 17, 16, 18, 21, 20,
    23, 23, 25, 27, 29, 34, 34, 35, 38, 40, 43, 45, 48, 51, 53, 56, 59, 62, 65, 68],
  H: [1, 1, 2, 4, 4, 4, 5, 6, 8, 8, 11, 11, 16, 16, 18, 16, 19, 21, 25, 25,
    25, 34, 30, 32, 35, 37, 40, 42, 45, 48, 51, 54, 57, 60, 63, 66, 70, 74, 77, 81],
};

export const maxVersion = 40;

// modulesOf returns the modules a side of a version.
export const modulesOf = (version) => 17 + 4 * version;

// protection returns how many blocks a symbol has and how many error correction
// codewords there are in each; level is "L", "M", "Q" or "H".
export function protection(version, level) {
  return { blocks: count[level][version - 1], check: check[level][version - 1] };
}

// codewordsOf returns how many codewords a symbol holds: what function patterns,
// format and version information leave of its modules, in bytes.
export function codewordsOf(version) {
  let modules = (16 * version + 128) * version + 64;
  if (version >= 2) {
    const n = Math.floor(version / 7) + 2;
    modules -= (25 * n - 10) * n - 55;
  }
  if (version >= 7) modules -= 36;
  return modules >> 3;
}

// alignmentLines returns the columns, which are the rows, on whose crossings the
// alignment patterns lie (annex E), none for version 1.
export function alignmentLines(version) {
  if (version === 1) return [];
  const n = Math.floor(version / 7) + 2;
  const step = version === 32 ? 26 : 2 * Math.ceil((version * 4 + 4) / (2 * n - 2));
  const lines = [6];
  for (let k = n - 2; k >= 0; k--) lines.push(modulesOf(version) - 7 - k * step);
  return lines;
}

// alignments returns the centres [column, row] of all alignment patterns.
export function alignments(version) {
  const lines = alignmentLines(version);
  const last = lines.length - 1;
  const all = [];
  for (const [i, y] of lines.entries()) {
    for (const [j, x] of lines.entries()) {
      const isFinder = (i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0);
      if (!isFinder) all.push([x, y]);
    }
  }
  return all;
}

const paths = new Map();

// dataPath returns the modules that hold codewords in the order of their bits, as
// row * side + column (7.7.3).
export function dataPath(version) {
  if (paths.has(version)) return paths.get(version);
  const n = modulesOf(version);
  const taken = functionModules(version);
  const path = new Int32Array(codewordsOf(version) * 8);
  let at = 0;
  let up = true;
  for (let right = n - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    for (let k = 0; k < n; k++) {
      const y = up ? n - 1 - k : k;
      for (const x of [right, right - 1]) {
        if (taken[y * n + x] === 0 && at < path.length) path[at++] = y * n + x;
      }
    }
    up = !up;
  }
  paths.set(version, path);
  return path;
}

// functionModules marks with 1 what holds no codewords.
function functionModules(version) {
  const n = modulesOf(version);
  const taken = new Uint8Array(n * n);
  const mark = (x, y, w, h) => {
    for (let row = y; row < y + h; row++) taken.fill(1, row * n + x, row * n + x + w);
  };
  mark(0, 0, 9, 9);
  mark(n - 8, 0, 8, 9);
  mark(0, n - 8, 9, 8);
  mark(6, 0, 1, n);
  mark(0, 6, n, 1);
  for (const [x, y] of alignments(version)) mark(x - 2, y - 2, 5, 5);
  if (version >= 7) {
    mark(n - 11, 0, 3, 6);
    mark(0, n - 11, 6, 3);
  }
  return taken;
}

// masks are the conditions under which a module is turned over (table 10).
export const masks = [
  (x, y) => (x + y) % 2 === 0,
  (x, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => ((y >> 1) + Math.floor(x / 3)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

// bch returns data followed by the remainder of its division by a generator of
// that many bits.
function bch(data, generator, bits) {
  let rest = data << bits;
  for (let k = 31 - Math.clz32(rest); k >= bits; k--) {
    if ((rest >> k) & 1) rest ^= generator << (k - bits);
  }
  return (data << bits) | rest;
}

// formats holds the 15 bits of format information by level and mask (7.9).
export const formats = ["M", "L", "H", "Q"].flatMap((level, code) =>
  masks.map((_, mask) => ({ level, mask, bits: bch((code << 3) | mask, 0x537, 10) ^ 0x5412 })));

// formatPlaces returns where the two copies of the format information lie, each as
// 15 pairs [column, row] from the most significant bit on (figure 25).
export function formatPlaces(n) {
  const first = [];
  for (let x = 0; x <= 5; x++) first.push([x, 8]);
  first.push([7, 8], [8, 8], [8, 7]);
  for (let y = 5; y >= 0; y--) first.push([8, y]);
  const second = [];
  for (let y = n - 1; y >= n - 7; y--) second.push([8, y]);
  for (let x = n - 8; x < n; x++) second.push([x, 8]);
  return [first, second];
}

// versionBits returns the 18 bits of version information, from 7 on (7.10).
export const versionBits = (version) => bch(version, 0x1f25, 12);

// versionPlaces returns where the two copies of the version information lie, each as
// 18 pairs [column, row] from the least significant bit on (figure 27).
export function versionPlaces(n) {
  const first = [];
  const second = [];
  for (let k = 0; k < 18; k++) {
    const long = Math.floor(k / 3);
    const short = n - 11 + (k % 3);
    first.push([short, long]);
    second.push([long, short]);
  }
  return [first, second];
}
