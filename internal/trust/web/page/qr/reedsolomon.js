// Reed-Solomon codes over the field of 256 elements (ISO/IEC 18004, annex A), with
// errors and erasures.

const exp = new Uint8Array(510);
const log = new Uint8Array(256);
for (let n = 0, value = 1; n < 255; n++) {
  exp[n] = exp[n + 255] = value;
  log[value] = n;
  value = (value << 1) ^ (value & 128 ? 0x11d : 0);
}

const times = (a, b) => (a === 0 || b === 0 ? 0 : exp[log[a] + log[b]]);
const over = (a, b) => (a === 0 ? 0 : exp[log[a] + 255 - log[b]]);

// at evaluates a polynomial, lowest power first.
function at(polynomial, x) {
  let value = 0;
  for (let n = polynomial.length - 1; n >= 0; n--) value = times(value, x) ^ polynomial[n];
  return value;
}

// correct mends the codewords of a block in place, of which the last check are for
// that. erased are positions that are known to be wrong. It returns how many
// codewords it changed, -1 when the block cannot be mended with spare codewords of
// redundancy left, which guard against mending to something that was never written.
export function correct(block, check, erased, spare) {
  const syndromes = new Uint8Array(check);
  let isClean = true;
  for (let n = 0; n < check; n++) {
    let value = 0;
    for (const codeword of block) value = times(value, exp[n]) ^ codeword;
    syndromes[n] = value;
    if (value !== 0) isClean = false;
  }
  if (isClean) return 0;
  const powers = erased.map((position) => block.length - 1 - position);
  const locator = locate(syndromes, powers);
  const degree = locator.length - 1;
  const errors = degree - powers.length;
  if (errors < 0 || 2 * errors + powers.length > check - spare) return -1;
  return mend(block, syndromes, locator) ? degree : -1;
}

// locate finds the polynomial whose roots are the places of errors and erasures
// (Berlekamp and Massey, begun with the erasures).
function locate(syndromes, powers) {
  let locator = [1];
  for (const power of powers) locator = product(locator, [1, exp[power]]);
  const known = powers.length;
  let previous = locator;
  let length = known;
  let gap = 1;
  let scale = 1;
  for (let n = known; n < syndromes.length; n++) {
    let discrepancy = 0;
    for (let k = 0; k < locator.length && k <= n; k++) discrepancy ^= times(locator[k], syndromes[n - k]);
    if (discrepancy === 0) {
      gap++;
      continue;
    }
    const next = difference(locator, previous, over(discrepancy, scale), gap);
    if (2 * length <= n + known) {
      length = n + 1 - length + known;
      previous = locator;
      scale = discrepancy;
      gap = 1;
    } else {
      gap++;
    }
    locator = next;
  }
  while (locator.length > 1 && locator[locator.length - 1] === 0) locator.pop();
  return locator;
}

function product(a, b) {
  const c = new Array(a.length + b.length - 1).fill(0);
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < b.length; j++) c[i + j] ^= times(a[i], b[j]);
  }
  return c;
}

// difference returns a - factor * x^shift * b.
function difference(a, b, factor, shift) {
  const c = a.slice();
  while (c.length < b.length + shift) c.push(0);
  for (let k = 0; k < b.length; k++) c[k + shift] ^= times(factor, b[k]);
  return c;
}

// mend finds the roots of the locator and takes the errors there away (Chien,
// Forney). It says whether there are as many as the locator promises.
function mend(block, syndromes, locator) {
  const evaluator = product(Array.from(syndromes), locator).slice(0, syndromes.length);
  const slope = locator.slice(1).map((value, k) => (k % 2 === 0 ? value : 0)); // formal derivative
  const found = [];
  for (let position = 0; position < block.length; position++) {
    const power = block.length - 1 - position;
    const inverse = exp[(255 - (power % 255)) % 255];
    if (at(locator, inverse) !== 0) continue;
    const bottom = at(slope, inverse);
    if (bottom === 0) return false;
    found.push([position, times(exp[power % 255], over(at(evaluator, inverse), bottom))]);
  }
  if (found.length !== locator.length - 1) return false;
  for (const [position, value] of found) block[position] ^= value;
  return true;
}
