// Reads the codes on rendered pages with the decoder of the page and compares them
// with what the page of the PDF links to: node sheets.js COLUMNS ROWS PDF PGM ...
//
// Each page, in PGM, is the first of the PDF before it. It is read whole, where any of
// its codes will do, and cut into columns and rows, where every code must be read.

import { readFileSync } from "node:fs";
import { search } from "../page/qr/read.js";
import { firstPage } from "../page/pdf.js";
import { parseToken } from "../page/digits.js";

// sameToken returns the link that opens the token of a code. The code carries a shorter
// spelling of it, with the same signature.
function sameToken(links, text) {
  const signature = (address) => parseToken(address).slice(-64).join();
  return [...links].find((link) => text !== null && signature(link) === signature(text));
}

function readPGM(name) {
  const bytes = readFileSync(name);
  const [head, width, height] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 64).toString("latin1"));
  return { width: Number(width), height: Number(height), data: new Uint8Array(bytes.subarray(head.length)) };
}

function cut({ width, data }, left, top, columns, rows) {
  const part = new Uint8Array(columns * rows);
  for (let y = 0; y < rows; y++) part.set(data.subarray((top + y) * width + left, (top + y) * width + left + columns), y * columns);
  return { width: columns, height: rows, data: part };
}

function read(picture) {
  const started = performance.now();
  const work = search(picture, { milliseconds: Infinity, attempts: 2000 });
  for (;;) {
    const { done, value } = work.next();
    if (done) return { text: value, took: performance.now() - started };
  }
}

const [columns, rows, ...files] = process.argv.slice(2);
const times = [];
let found = 0;
let codes = 0;
for (let k = 0; k + 1 < files.length; k += 2) {
  const { links } = await firstPage(new Uint8Array(readFileSync(files[k])));
  const page = readPGM(files[k + 1]);
  const whole = read(page);
  if (sameToken(links, whole.text) === undefined) console.log(`${files[k]}: read whole it says ${whole.text}`);
  const [w, h] = [Math.floor(page.width / columns), Math.floor(page.height / rows)];
  const left = new Set(links);
  for (let cell = 0; cell < columns * rows; cell++) {
    const { text, took } = read(cut(page, (cell % columns) * w, Math.floor(cell / columns) * h, w, h));
    if (text === null) continue;
    times.push(took);
    if (!left.delete(sameToken(left, text))) console.log(`${files[k]}: cell ${cell} says ${text}`);
  }
  codes += links.length;
  found += links.length - left.size;
  for (const link of left) console.log(`${files[k]}: not read: ${link}`);
}
times.sort((a, b) => a - b);
console.log(`read ${found} of ${codes} codes, in the middle ${Math.round(times[times.length >> 1])} ms each, at most ${Math.round(times.at(-1))} ms`);
process.exit(found === codes && codes > 0 ? 0 : 1);
