// The modules of a QR code, once their brightness is known, to its text.

import { modulesOf, protection, codewordsOf, dataPath, masks } from "./tables.js";
import { formats, formatPlaces, versionBits, versionPlaces } from "./tables.js";
import { correct } from "./reedsolomon.js";
import { readText } from "./segments.js";

// Shares of the redundancy that are spent on the codewords which look least
// certain, one after the other until a block is mended.
const erasures = [0, 0.25, 0.5, 0.75];

// The agreement that format and version information must have with one of their
// code words, from -1 to 1. What is no code seldom has more than 0.5.
const leastAgreement = 0.45;

// readSymbol returns the text of a symbol, null when it cannot be read. darkness
// has a number for each module, row by row, positive for dark and as large as it is
// certain, at most 1.
export function readSymbol(darkness, version) {
  const [upright, turned] = [darkness, transposed(darkness, modulesOf(version))].map((values) => ({
    values, format: bestFormat(values, modulesOf(version)),
  }));
  // In a mirror columns are rows.
  const { values, format } = upright.format.agreement >= turned.format.agreement ? upright : turned;
  if (format.agreement < leastAgreement) return null;
  const data = readData(values, version, format);
  return data === null ? null : readText(data, version);
}

function transposed(values, n) {
  const turned = new Float32Array(n * n);
  for (let y = 0; y < n; y++) {
    for (let x = 0; x < n; x++) turned[x * n + y] = values[y * n + x];
  }
  return turned;
}

// agreement compares bits that should be there with what is seen at places.
function agreement(values, n, places, isDark) {
  let sum = 0;
  let most = 0.001;
  for (const [k, [x, y]] of places.entries()) {
    const value = values[y * n + x];
    sum += isDark(k) ? value : -value;
    most += Math.abs(value);
  }
  return sum / most;
}

// bestFormat returns the format information that agrees best, in both copies taken
// together or in one when the other is hidden.
function bestFormat(values, n) {
  const [first, second] = formatPlaces(n);
  let best = { agreement: -1 };
  for (const format of formats) {
    const isDark = (k) => ((format.bits >> (14 - (k % 15))) & 1) === 1;
    const seen = [first, second, [...first, ...second]].map((places) => agreement(values, n, places, isDark));
    const most = Math.max(seen[2], 0.8 * seen[0], 0.8 * seen[1]);
    if (most > best.agreement) best = { ...format, agreement: most };
  }
  return best;
}

// agreesWithVersion says how well the version information agrees, from -1 to 1, 0
// below version 7, which has none.
export function agreesWithVersion(values, version) {
  if (version < 7) return 0;
  const bits = versionBits(version);
  const n = modulesOf(version);
  return Math.max(...versionPlaces(n).map((places) => agreement(values, n, places, (k) => ((bits >> k) & 1) === 1)));
}

// readData returns the mended data codewords, null when a block cannot be mended.
function readData(values, version, { level, mask }) {
  const n = modulesOf(version);
  const total = codewordsOf(version);
  const codewords = new Uint8Array(total);
  const certainty = new Float32Array(total).fill(1);
  const path = dataPath(version);
  const isTurned = masks[mask];
  for (let k = 0; k < path.length; k++) {
    const x = path[k] % n;
    const y = (path[k] - x) / n;
    const value = values[path[k]];
    if (value > 0 !== isTurned(x, y)) codewords[k >> 3] |= 128 >> (k & 7);
    certainty[k >> 3] = Math.min(certainty[k >> 3], Math.abs(value));
  }
  const { blocks, check } = protection(version, level);
  const data = [];
  for (const block of deinterleave(codewords, certainty, blocks, check)) {
    const mended = mendBlock(block, check);
    if (mended === null) return null;
    data.push(...mended.subarray(0, mended.length - check));
  }
  return Uint8Array.from(data);
}

// deinterleave sorts codewords into their blocks (7.6); the last ones have one data
// codeword more where they do not come out even.
function deinterleave(codewords, certainty, blocks, check) {
  const short = Math.floor(codewords.length / blocks);
  const firstLong = blocks - (codewords.length % blocks);
  const all = [];
  for (let b = 0; b < blocks; b++) {
    const size = short + (b >= firstLong ? 1 : 0);
    const block = { codewords: new Uint8Array(size), certainty: new Float32Array(size) };
    const put = (to, from) => {
      block.codewords[to] = codewords[from];
      block.certainty[to] = certainty[from];
    };
    const data = short - check;
    for (let k = 0; k < data; k++) put(k, k * blocks + b);
    if (b >= firstLong) put(data, data * blocks + b - firstLong);
    const rest = codewords.length - check * blocks;
    for (let k = 0; k < check; k++) put(size - check + k, rest + k * blocks + b);
    all.push(block);
  }
  return all;
}

// mendBlock returns the codewords of a block as they were written, or null.
function mendBlock({ codewords, certainty }, check) {
  const doubtful = Array.from(codewords.keys()).sort((a, b) => certainty[a] - certainty[b]);
  for (const share of erasures) {
    const copy = codewords.slice();
    const erased = doubtful.slice(0, Math.floor(share * check));
    // A guess is held to more: two codewords that must fit by themselves.
    if (correct(copy, check, erased, share === 0 ? 0 : 2) >= 0) return copy;
  }
  return null;
}
