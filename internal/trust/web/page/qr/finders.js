// The three finder patterns of a QR code in a binary picture.

const mostHits = 20_000; // lines through something like a pattern that are looked at
const mostCentres = 400; // places where they meet
const mostPatterns = 48; // of those, the clearest, that are put together to symbols
const mostTriples = 2_000;

// isPattern says whether five runs are dark, light, dark, light, dark in the
// proportions 1:1:3:1:1. Ink that has spread moves all edges alike, so what is
// compared is the way from each edge to the next of its kind.
function isPattern(runs) {
  const ways = [runs[0] + runs[1], runs[1] + runs[2], runs[2] + runs[3], runs[3] + runs[4]];
  const module = (ways[0] + ways[1] + ways[2] + ways[3]) / 12;
  const near = (way, modules) => Math.abs(way - modules * module) <= 0.25 * modules * module + 0.7;
  return runs[2] > module && near(ways[0], 2) && near(ways[1], 4) && near(ways[2], 4) && near(ways[3], 2);
}

// across measures the pattern whose middle is at a pixel along a line, in steps of
// a number of pixels; it returns the middle, as steps from there, and the module.
function across(dark, at, step, before, after) {
  const runs = [0, 0, 0, 0, 0];
  const walk = (direction, most, order) => {
    let k = 1;
    for (const [n, run] of order.entries()) {
      const colour = n % 2 === 0 ? 1 : 0;
      while (k <= most && dark[at + direction * k * step] === colour) {
        runs[run]++;
        k++;
      }
    }
    return k;
  };
  if (dark[at] !== 1) return null;
  runs[2] = 1;
  walk(-1, before, [2, 1, 0]);
  const back = runs[2] - 1;
  walk(1, after, [2, 3, 4]);
  if (runs.includes(0) || !isPattern(runs)) return null;
  // The middle of the whole pattern and that of its core.
  const core = (runs[2] - 1) / 2 - back;
  const whole = core + (runs[3] + runs[4] - runs[0] - runs[1]) / 2 * 0.5;
  return { middle: whole, module: (runs[0] + 2 * runs[1] + 2 * runs[2] + 2 * runs[3] + runs[4]) / 12 };
}

// centres looks for finder patterns and returns { x, y, module, count } of each, the
// clearest first. It pauses between parts of the picture.
export function* centres(dark, width, height) {
  const found = [];
  let hits = 0;
  for (let y = 0; y < height; y++) {
    if (y % 64 === 63) yield;
    const runs = [0, 0, 0, 0, 0];
    const begin = y * width;
    for (let x = 0, start = 0; x < width; x = start) {
      while (start < width && dark[begin + start] === dark[begin + x]) start++;
      runs.shift();
      runs.push(start - x);
      if (dark[begin + x] === 0 || runs[0] === 0 || !isPattern(runs)) continue;
      if (++hits > mostHits) return best(found);
      const middle = Math.round(start - runs[4] - runs[3] - runs[2] / 2 - 0.5);
      const upright = across(dark, begin + middle, width, y, height - 1 - y);
      if (upright === null) continue;
      const row = Math.round(y + upright.middle);
      const level = across(dark, row * width + middle, 1, middle, width - 1 - middle);
      if (level === null || level.module > 2.5 * upright.module || upright.module > 2.5 * level.module) continue;
      join(found, middle + level.middle + 0.5, y + upright.middle + 0.5, (level.module + upright.module) / 2);
    }
  }
  return best(found);
}

// join adds a sighting to the centre it belongs to.
function join(found, x, y, module) {
  for (const c of found) {
    const near = 1.5 * Math.max(c.module, module);
    if (Math.abs(c.x - x) > near || Math.abs(c.y - y) > near) continue;
    c.count++;
    c.x += (x - c.x) / c.count;
    c.y += (y - c.y) / c.count;
    c.module += (module - c.module) / c.count;
    return;
  }
  if (found.length < mostCentres) found.push({ x, y, module, count: 1 });
}

function best(found) {
  // A pattern is met by as many lines as its core has pixels.
  const clarity = (c) => Math.min(1, c.count / (2 * c.module));
  const sure = found.filter((c) => c.count > 1);
  const enough = sure.length >= 3 ? sure : found;
  return enough.sort((a, b) => clarity(b) - clarity(a) || b.module - a.module).slice(0, mostPatterns);
}

// triples returns those [top left, top right, bottom left] that may belong to one
// symbol, the most likely first.
export function triples(patterns) {
  const all = [];
  for (const corner of patterns) {
    for (const [i, a] of patterns.entries()) {
      if (a === corner || !similar(a, corner)) continue;
      for (const b of patterns.slice(i + 1)) {
        if (b === corner || !similar(b, corner) || !similar(a, b)) continue;
        const cost = unlikeness(corner, a, b);
        if (cost === null) continue;
        const turn = (a.x - corner.x) * (b.y - corner.y) - (a.y - corner.y) * (b.x - corner.x);
        all.push({ cost, corners: turn > 0 ? [corner, a, b] : [corner, b, a] });
      }
    }
  }
  return all.sort((a, b) => a.cost - b.cost).slice(0, mostTriples).map(({ corners }) => corners);
}

const similar = (a, b) => a.module < 2 * b.module && b.module < 2 * a.module;

// unlikeness says how far three patterns are from a right angle with equal legs that
// a symbol can have; null when no view of one looks like that.
function unlikeness(corner, a, b) {
  const [ax, ay, bx, by] = [a.x - corner.x, a.y - corner.y, b.x - corner.x, b.y - corner.y];
  const [legA, legB] = [Math.hypot(ax, ay), Math.hypot(bx, by)];
  const module = (corner.module + a.module + b.module) / 3;
  const cosine = Math.abs(ax * bx + ay * by) / (legA * legB);
  const ratio = Math.abs(Math.log(legA / legB));
  const modules = (legA + legB) / 2 / module;
  if (cosine > 0.6 || ratio > 0.8 || modules < 8 || modules > 260) return null;
  const uneven = Math.abs(Math.log(a.module / corner.module)) + Math.abs(Math.log(b.module / corner.module));
  return cosine + ratio + uneven + 0.004 * modules;
}
