// From three finder patterns to the brightness of every module.

import { brightness } from "./picture.js";
import { Plane } from "./plane.js";
import { seek, likenessAt, alignmentMark, finderMark } from "./marks.js";
import { alignments, alignmentLines, modulesOf, maxVersion } from "./tables.js";
import { agreesWithVersion } from "./symbol.js";

const clear = 0.55; // the least likeness of an alignment pattern that is believed
const leastFinder = 0.4; // likeness of a finder pattern before its plane is known well
const leastTilt = 0.05; // difference in depth that is believed
const leastTiming = 0.25; // agreement with the timing pattern, below which there is no symbol

// views returns what { picture, corners } may show, the likeliest first, as
// { version, plane }: corners are the middles of three finder patterns with the
// module that was measured there.
export function views(picture, corners) {
  const estimate = modulesEstimate(corners);
  const near = [];
  for (let version = 1; version <= maxVersion; version++) {
    const off = Math.abs(modulesOf(version) - estimate);
    if (off > Math.max(5, 0.2 * estimate)) continue;
    const fit = finderLikeness(picture, corners, version);
    if (fit > leastFinder) near.push({ version, off, fit });
  }
  if (near.length === 0) return [];
  near.sort((a, b) => b.fit - b.off / estimate - (a.fit - a.off / estimate));
  const found = [];
  for (const fourth of fourths(picture, corners, near[0].version)) {
    for (const { version, off } of near) {
      const plane = planeOf(corners, fourth, version);
      if (plane === null) continue;
      const n = modulesOf(version);
      const timing = agreesWithTiming(picture, plane, n);
      if (timing < leastTiming) continue;
      const known = Math.max(0, versionAgreement(picture, plane, version));
      found.push({ version, plane, rank: timing + 0.6 * known - (0.5 * off) / estimate + 0.2 * fourth.likeness });
    }
  }
  return found.sort((a, b) => b.rank - a.rank);
}

// finderLikeness says how much all corners look like finder patterns of the size that
// their distance asks for.
function finderLikeness(picture, corners, version) {
  const n = modulesOf(version);
  const plane = planeOf(corners, fourthAt(corners, depthsOf(corners), n), version);
  if (plane === null) return 0;
  return Math.min(...cornerPairs(corners, n).map(([u, v]) => likenessAt(picture, finderMark, plane, u, v)));
}

// modulesEstimate divides the legs of the three corners by the module; lines across
// a turned pattern are longer than the pattern is wide.
function modulesEstimate([corner, a, b]) {
  const along = (to) => {
    const [dx, dy] = [Math.abs(to.x - corner.x), Math.abs(to.y - corner.y)];
    const leg = Math.hypot(dx, dy);
    return leg / (Math.sqrt(corner.module * to.module) * (Math.max(dx, dy) / leg)) + 7;
  };
  return (along(a) + along(b)) / 2;
}

function cornerPairs(corners, n) {
  return [[3.5, 3.5], [n - 3.5, 3.5], [3.5, n - 3.5]].map(([u, v], k) => [u, v, corners[k].x, corners[k].y]);
}

// fourths returns where the last alignment pattern may lie, and, last, where it would
// lie if there were none to be seen.
function fourths(picture, corners, version) {
  const n = modulesOf(version);
  const depths = depthsOf(corners);
  const isTilted = depths.some((depth) => Math.abs(depth - 1) > leastTilt);
  const starts = (isTilted ? [depths, [1, 1, 1]] : [[1, 1, 1]]).map((all) => fourthAt(corners, all, n));
  const spots = [];
  for (const start of version === 1 ? [] : starts) {
    const plane = planeOf(corners, start, version);
    if (plane !== null) spots.push(...seek(picture, alignmentMark, plane, n - 6.5, n - 6.5, 2 + 0.1 * n, 4));
  }
  const seen = spots.filter((spot) => spot.likeness > clear).sort((a, b) => b.likeness - a.likeness);
  return [...seen.slice(0, 5), ...starts];
}

// depthsOf returns how far the corners are from the camera beside the first of them:
// an area shrinks with the third power of that.
const depthsOf = (corners) => corners.map((c) => (corners[0].module / c.module) ** (2 / 3));

// fourthAt returns where the module (n - 6.5, n - 6.5) lies in a picture whose depths
// at the corners are known: those of a plane are in proportion.
function fourthAt(corners, depths, n) {
  const share = (n - 10) / (n - 7);
  const weights = [1 - 2 * share, share, share].map((part, k) => part * depths[k]);
  const depth = weights[0] + weights[1] + weights[2];
  const mean = (k) => corners.reduce((sum, c, i) => sum + weights[i] * c[k], 0) / depth;
  return { x: mean("x"), y: mean("y"), likeness: 0 };
}

// planeOf returns the plane through three finder patterns and the last alignment
// pattern.
function planeOf(corners, fourth, version) {
  const n = modulesOf(version);
  return Plane.fit([...cornerPairs(corners, n), [n - 6.5, n - 6.5, fourth.x, fourth.y]]);
}

// agreesWithTiming says how well the two timing patterns are seen, from -1 to 1.
function agreesWithTiming(picture, plane, n) {
  let sum = 0;
  let most = 0.001;
  for (const place of [(k) => plane.place(k + 0.5, 6.5), (k) => plane.place(6.5, k + 0.5)]) {
    const values = [];
    for (let k = 7; k <= n - 8; k++) values.push(brightness(picture, ...place(k)));
    for (let k = 1; k < values.length - 1; k++) {
      const darker = (values[k - 1] + values[k + 1]) / 2 - values[k];
      sum += k % 2 === 1 ? darker : -darker; // the module in column 8 is dark
      most += Math.abs(darker);
    }
  }
  return sum / most;
}

// versionAgreement samples the version information alone.
function versionAgreement(picture, plane, version) {
  if (version < 7) return 0;
  const n = modulesOf(version);
  const values = new Float32Array(n * n);
  for (const [left, top, width, height] of [[n - 11, 0, 3, 6], [0, n - 11, 6, 3]]) {
    const seen = [];
    for (let y = top; y < top + height; y++) {
      for (let x = left; x < left + width; x++) {
        seen.push([y * n + x, brightness(picture, ...plane.place(x + 0.5, y + 0.5))]);
      }
    }
    const middle = (Math.max(...seen.map((s) => s[1])) + Math.min(...seen.map((s) => s[1]))) / 2;
    for (const [at, value] of seen) values[at] = middle - value;
  }
  return agreesWithVersion(values, version);
}

// refined returns places(u, v) for a view: its plane, drawn through every pattern that
// is found, and bent where the paper is.
export function refined(picture, { version, plane }, corners) {
  const n = modulesOf(version);
  const pairs = cornerPairs(corners, n).map(([u, v, x, y]) => {
    const [spot] = seek(picture, finderMark, plane, u, v, 0.75, 1);
    return spot.likeness > clear ? [u, v, spot.x, spot.y] : [u, v, x, y];
  });
  let warp = new Warp(plane, version, []);
  for (const radius of [1.5, 1]) {
    const found = [];
    for (const [column, row] of alignments(version)) {
      const [u, v] = [column + 0.5, row + 0.5];
      const [spot] = seek(picture, alignmentMark, warp, u, v, radius, 1);
      if (spot.likeness > clear) found.push([u, v, spot.x, spot.y]);
    }
    const all = [...pairs, ...found];
    const better = all.length > 3 ? Plane.fit(all) : null;
    if (better !== null) plane = better;
    warp = new Warp(plane, version, all);
  }
  return warp;
}

// Warp is a plane with the distances by which patterns lie beside it, interpolated
// between the lines of alignment patterns.
class Warp {
  constructor(plane, version, pairs) {
    this.plane = plane;
    this.lines = alignmentLines(version).map((line) => line + 0.5);
    this.bends = pairs.length > 8 ? this.measure(pairs, modulesOf(version)) : null;
  }

  // measure returns [dx, dy] for every crossing; where no pattern is seen, the mean of
  // those around it.
  measure(pairs, n) {
    const size = this.lines.length;
    const bends = new Array(size * size).fill(null);
    const index = (at) => (at < 6 ? 0 : at > n - 6 ? size - 1 : this.lines.indexOf(at));
    for (const [u, v, x, y] of pairs) {
      const [px, py] = this.plane.place(u, v);
      bends[index(v) * size + index(u)] = [x - px, y - py];
    }
    return bends.map((bend, k) => bend ?? meanAround(bends, size, k % size, Math.floor(k / size)));
  }

  place(u, v) {
    const [x, y] = this.plane.place(u, v);
    if (this.bends === null) return [x, y];
    const size = this.lines.length;
    const [i, s] = this.between(u);
    const [j, t] = this.between(v);
    const at = j * size + i;
    const [a, b, c, d] = [this.bends[at], this.bends[at + 1], this.bends[at + size], this.bends[at + size + 1]];
    const mix = (k) => (a[k] * (1 - s) + b[k] * s) * (1 - t) + (c[k] * (1 - s) + d[k] * s) * t;
    return [x + mix(0), y + mix(1)];
  }

  // between returns the line before a place and how far it is to the next.
  between(at) {
    let k = 0;
    while (k < this.lines.length - 2 && at >= this.lines[k + 1]) k++;
    return [k, (at - this.lines[k]) / (this.lines[k + 1] - this.lines[k])];
  }
}

function meanAround(bends, size, x, y) {
  let [dx, dy, count] = [0, 0, 0];
  for (let j = Math.max(0, y - 1); j <= Math.min(size - 1, y + 1); j++) {
    for (let i = Math.max(0, x - 1); i <= Math.min(size - 1, x + 1); i++) {
      const bend = bends[j * size + i];
      if (bend === null) continue;
      dx += bend[0];
      dy += bend[1];
      count++;
    }
  }
  return count === 0 ? [0, 0] : [dx / count, dy / count];
}

// sampled returns the brightness of every module, row by row.
export function sampled(picture, warp, n) {
  const values = new Float32Array(n * n);
  const steps = [-0.22, 0, 0.22];
  for (let row = 0; row < n; row++) {
    for (let column = 0; column < n; column++) {
      const [x, y] = warp.place(column + 0.5, row + 0.5);
      const [rx, ry] = warp.place(column + 1.5, row + 0.5);
      const [dx, dy] = warp.place(column + 0.5, row + 1.5);
      let sum = 0;
      for (const s of steps) {
        for (const t of steps) {
          sum += brightness(picture, x + s * (rx - x) + t * (dx - x), y + s * (ry - y) + t * (dy - y));
        }
      }
      values[row * n + column] = sum / 9;
    }
  }
  return values;
}

// sharpened takes a share of what blur has brought from the four neighbours away.
export function sharpened(values, n, share) {
  const sharp = new Float32Array(n * n);
  for (let y = 0; y < n; y++) {
    for (let x = 0; x < n; x++) {
      const at = y * n + x;
      const around = values[x > 0 ? at - 1 : at] + values[x < n - 1 ? at + 1 : at] +
        values[y > 0 ? at - n : at] + values[y < n - 1 ? at + n : at];
      sharp[at] = values[at] + share * (values[at] - around / 4);
    }
  }
  return sharp;
}

const reach = 5; // modules around one that say what is dark there

// darkness returns for every module how dark it is beside the modules around it, from
// -1 to 1.
export function darkness(values, n) {
  const light = boxMeans(values, null, n);
  const isDark = values.map((value, k) => (value < light.means[k] ? 1 : 0));
  const isLight = isDark.map((value) => 1 - value);
  const below = boxMeans(values, isDark, n);
  const above = boxMeans(values, isLight, n);
  const mean = (marks) => {
    let [sum, count] = [0, 0];
    for (let k = 0; k < values.length; k++) {
      sum += values[k] * marks[k];
      count += marks[k];
    }
    return sum / Math.max(1, count);
  };
  const [wholeDark, wholeLight] = [mean(isDark), mean(isLight)];
  const whole = Math.max(1, wholeLight - wholeDark);
  return values.map((value, k) => {
    let [dark, bright] = [below.means[k], above.means[k]];
    // In a spot, a glare or a hole there is nothing to compare with.
    if (!(bright - dark > 0.3 * whole)) [dark, bright] = [wholeDark, wholeLight];
    const certain = ((dark + bright) / 2 - value) / ((bright - dark) / 2 || 1);
    return Math.max(-1, Math.min(1, certain));
  });
}

// boxMeans returns the means of the marked values, all when marks is null, around
// every module.
function boxMeans(values, marks, n) {
  const stride = n + 1;
  const sums = new Float64Array(stride * stride);
  const counts = new Float64Array(stride * stride);
  for (let y = 0; y < n; y++) {
    let [sum, count] = [0, 0];
    for (let x = 0; x < n; x++) {
      const mark = marks === null ? 1 : marks[y * n + x];
      sum += mark * values[y * n + x];
      count += mark;
      sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1] + sum;
      counts[(y + 1) * stride + x + 1] = counts[y * stride + x + 1] + count;
    }
  }
  const means = new Float32Array(n * n);
  const clamp = (k) => Math.max(0, Math.min(n, k));
  for (let y = 0; y < n; y++) {
    for (let x = 0; x < n; x++) {
      const [l, r] = [clamp(x - reach), clamp(x + reach + 1)];
      const [t, b] = [clamp(y - reach) * stride, clamp(y + reach + 1) * stride];
      const inside = (all) => all[b + r] - all[b + l] - all[t + r] + all[t + l];
      means[y * n + x] = inside(sums) / inside(counts);
    }
  }
  return { means };
}
