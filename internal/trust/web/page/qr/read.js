// A QR code in a picture, read by this page itself.
//
// A picture is looked at in several sizes: blur, noise and the raster of a printer
// go away in smaller ones. In each, finder patterns are looked for, three at a time
// are taken for a symbol, and its modules are measured in the size in which they are
// a few pixels wide. Everything is tried until a symbol reads without contradiction
// or the budget is spent, so a picture full of patterns costs no more than others.

import { grey, halved, doubled, negative, binary } from "./picture.js";
import { centres, triples } from "./finders.js";
import { views, refined, sampled, sharpened, darkness } from "./grid.js";
import { readSymbol } from "./symbol.js";
import { modulesOf } from "./tables.js";

const firstSide = 1000; // pixels: the size that is looked at first has no longer side
const leastSide = 48; // pixels: no symbol has less
const doubledSide = 1000; // pixels: longer pictures are not enlarged
const radii = [12, 40]; // pixels of the neighbourhoods that say what is dark
const sharpness = [0.3, 0.9, 0]; // shares of blur that are taken away, in turn
const viewsEach = 2; // of three patterns
const moduleRange = [3, 6]; // pixels of a module when it is measured

// searchIn searches the pixels of an ImageData.
export const searchIn = (pixels, budget) => search(grey(pixels), budget);

// search reads a grey picture as a generator, so that its work can be spread over
// turns: it yields between pieces of a few milliseconds, and its value at the end is
// the text of a code, null when none is found. budget has the milliseconds and the
// symbols (attempts) that may be spent.
export function* search(picture, budget) {
  const end = performance.now() + budget.milliseconds;
  let attempts = budget.attempts;
  for (const isNegative of [false, true]) {
    const levels = pyramid(isNegative ? negative(picture) : picture);
    const tried = new Set();
    for (const { image, scale } of passes(levels)) {
      for (const radius of radii) {
        yield;
        const dark = binary(image, radius);
        yield;
        const patterns = yield* centres(dark, image.width, image.height);
        for (const corners of triples(patterns)) {
          if (performance.now() > end || attempts <= 0) return null;
          const scaled = corners.map((c) => ({ x: c.x * scale, y: c.y * scale, module: c.module * scale }));
          if (!isNew(tried, scaled)) continue;
          yield;
          const { text, cost } = readCorners(levels, scaled);
          if (text !== null) return text;
          attempts -= cost;
        }
        if (performance.now() > end) return null;
      }
    }
  }
  return null;
}

// pyramid returns the picture and its halves.
function pyramid(picture) {
  const levels = [picture];
  for (let last = picture; Math.min(last.width, last.height) >= 2 * leastSide;) {
    last = halved(last);
    levels.push(last);
  }
  return levels;
}

// passes returns the pictures to look for patterns in, with the pixels of the first
// level that one of theirs is wide.
function* passes(levels) {
  const side = ({ width, height }) => Math.max(width, height);
  let first = levels.findIndex((level) => side(level) <= firstSide);
  if (first < 0) first = levels.length - 1;
  const order = [first];
  for (let k = 1; k < levels.length; k++) order.push(first - k, first + k);
  for (const k of order) if (levels[k] !== undefined) yield { image: levels[k], scale: 2 ** k };
  if (side(levels[0]) <= doubledSide) yield { image: doubled(levels[0]), scale: 0.5 };
}

// isNew says whether three corners have not been tried before, and notes them.
function isNew(tried, corners) {
  const step = Math.max(2, corners[0].module);
  const name = corners.map(({ x, y }) => Math.round(x / step) + " " + Math.round(y / step)).join(" ");
  if (tried.has(name)) return false;
  tried.add(name);
  return true;
}

// readCorners reads the symbol that has these corners; cost is how many symbols were
// measured for it.
function readCorners(levels, corners) {
  const module = Math.min(...corners.map((c) => c.module));
  const k = Math.max(0, Math.min(levels.length - 1, Math.floor(Math.log2(module / moduleRange[0]))));
  const picture = levels[k];
  const own = corners.map((c) => ({ x: c.x / 2 ** k, y: c.y / 2 ** k, module: c.module / 2 ** k }));
  let cost = 0.1;
  for (const view of views(picture, own).slice(0, viewsEach)) {
    const n = modulesOf(view.version);
    const values = sampled(picture, refined(picture, view, own), n);
    for (const share of sharpness) {
      cost++;
      const text = readSymbol(darkness(sharpened(values, n, share), n), view.version);
      if (text !== null && text !== "") return { text, cost };
    }
  }
  return { text: null, cost };
}
