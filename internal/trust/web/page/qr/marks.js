// Finder and alignment patterns found again by correlation, to a fraction of a module.

import { brightness } from "./picture.js";

// template takes the rings of a square pattern from its middle outwards, 1 for dark
// ones, apart into points of its modules. Weights have a mean of 0 and squares with
// a sum of 1.
function template(rings, inModule) {
  const points = [];
  const last = rings.length - 1;
  for (let v = -last; v <= last; v++) {
    for (let u = -last; u <= last; u++) {
      const isDark = rings[Math.max(Math.abs(u), Math.abs(v))];
      for (const [du, dv] of inModule) {
        points.push({ u: u + du, v: v + dv, weight: -isDark });
      }
    }
  }
  const mean = points.reduce((sum, p) => sum + p.weight, 0) / points.length;
  for (const p of points) p.weight -= mean;
  const size = Math.sqrt(points.reduce((sum, p) => sum + p.weight * p.weight, 0));
  for (const p of points) p.weight /= size;
  return points;
}

const quarters = [[-0.25, -0.25], [0.25, -0.25], [-0.25, 0.25], [0.25, 0.25]];
const mark = (rings) => ({ coarse: template(rings, [[0, 0]]), fine: template(rings, quarters) });

export const alignmentMark = mark([1, 0, 1]);
export const finderMark = mark([1, 1, 0, 1, 0]);

// likeness is the correlation of a pattern with what the picture shows around a
// place, from -1 to 1; right and down are one module there.
function likeness(picture, mark, [x, y], right, down) {
  let sum = 0;
  let squares = 0;
  let product = 0;
  for (let k = 0; k < mark.length; k++) {
    const { u, v, weight } = mark[k];
    const value = brightness(picture, x + u * right[0] + v * down[0], y + u * right[1] + v * down[1]);
    sum += value;
    squares += value * value;
    product += value * weight;
  }
  const variance = squares - (sum * sum) / mark.length;
  return variance < mark.length ? 0 : product / Math.sqrt(variance);
}

// likenessAt is the likeness of a pattern at the place of a module on a plane.
export function likenessAt(picture, mark, plane, u, v) {
  const { origin, right, down } = frame(plane, u, v);
  return likeness(picture, mark.coarse, origin, right, down);
}

// frame returns where a module lies and how far the next ones are.
function frame(plane, u, v) {
  const origin = plane.place(u, v);
  const minus = (a) => [a[0] - origin[0], a[1] - origin[1]];
  return { origin, right: minus(plane.place(u + 1, v)), down: minus(plane.place(u, v + 1)) };
}

// seek looks for a pattern near the place of a module on a plane, at most radius
// modules away, and returns up to most places { x, y, likeness }, the best first.
export function seek(picture, mark, plane, u, v, radius, most) {
  const { origin, right, down } = frame(plane, u, v);
  const look = (points) => (du, dv) => {
    const place = [origin[0] + du * right[0] + dv * down[0], origin[1] + du * right[1] + dv * down[1]];
    return { du, dv, x: place[0], y: place[1], likeness: likeness(picture, points, place, right, down) };
  };
  // What is far off must look better.
  const rank = (spot) => spot.likeness - (0.1 * Math.hypot(spot.du, spot.dv)) / radius;
  const coarse = around(look(mark.coarse), 0, 0, radius, 0.5).sort((a, b) => rank(b) - rank(a));
  const chosen = [];
  for (const spot of coarse) {
    if (chosen.length === most) break;
    if (chosen.every((c) => Math.hypot(c.du - spot.du, c.dv - spot.dv) > 1.5)) chosen.push(spot);
  }
  return chosen.map((spot) => centred(around(look(mark.fine), spot.du, spot.dv, 0.5, 0.125)));
}

function around(look, du, dv, radius, step) {
  const spots = [];
  const n = Math.floor(radius / step);
  for (let j = -n; j <= n; j++) {
    for (let i = -n; i <= n; i++) spots.push(look(du + i * step, dv + j * step));
  }
  return spots;
}

// centred returns the middle of the spots that are as good as the best: sharp
// patterns look the same over half a module.
function centred(spots) {
  const best = Math.max(...spots.map((s) => s.likeness));
  const good = spots.filter((s) => s.likeness > best - 0.04);
  const mean = (k) => good.reduce((sum, s) => sum + s[k], 0) / good.length;
  return { x: mean("x"), y: mean("y"), likeness: best };
}
