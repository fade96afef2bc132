// Reads the codes on rendered pages with the decoder of the page and compares them
// with what the page of the PDF links to: node sheets.js COLUMNS ROWS PDF PGM ...
//
// Each page, in PGM, is the first of the PDF before it. It is read whole, where any of
// its codes will do, and cut into columns and rows, where every code must be read. Three
// more readers must read every code, too: jsQR and ZXing where $LANYARD_NODE_MODULES has
// them, and zbarimg where that is installed.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { others, coloured } from "./others.js";
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

// zbar returns what zbarimg reads in pictures, null when it is not installed.
function zbar(pictures) {
  const folder = mkdtempSync(join(tmpdir(), "lanyard-zbar-"));
  const names = pictures.map(({ width, height, data }, n) => {
    const name = join(folder, `${n}.pgm`);
    writeFileSync(name, Buffer.concat([Buffer.from(`P5 ${width} ${height} 255\n`), data]));
    return name;
  });
  const { error, stdout } = spawnSync("zbarimg", ["-q", "--raw", "-Sdisable", "-Sqrcode.enable", ...names]);
  rmSync(folder, { recursive: true });
  return error === undefined ? stdout.toString().trim().split(/\s+/).filter(Boolean) : null;
}

const [columns, rows, ...files] = process.argv.slice(2);
const judges = await others(process.env.LANYARD_NODE_MODULES || undefined);
const found = { "the page": 0 };
const times = [];
let codes = 0;
for (let k = 0; k + 1 < files.length; k += 2) {
  const { links } = await firstPage(new Uint8Array(readFileSync(files[k])));
  const page = readPGM(files[k + 1]);
  const whole = read(page);
  if (sameToken(links, whole.text) === undefined) console.log(`${files[k]}: read whole it says ${whole.text}`);
  const [w, h] = [Math.floor(page.width / columns), Math.floor(page.height / rows)];
  const cells = Array.from({ length: columns * rows }, (_, n) => cut(page, (n % columns) * w, Math.floor(n / columns) * h, w, h));
  const texts = { "the page": [] };
  for (const cell of cells) {
    const { text, took } = read(cell);
    texts["the page"].push(text);
    if (text !== null) times.push(took);
    for (const [n, judge] of judges.entries()) (texts[["jsQR", "ZXing"][n]] ??= []).push(await judge(coloured(cell)));
  }
  const byZbar = zbar(cells);
  if (byZbar !== null) texts.zbar = byZbar;
  codes += links.length;
  for (const [reader, all] of Object.entries(texts)) {
    const left = new Set(links);
    for (const text of all) {
      if (text !== null && !left.delete(sameToken(left, text))) console.log(`${files[k]}: ${reader} says ${text}`);
    }
    found[reader] = (found[reader] ?? 0) + links.length - left.size;
    for (const link of left) console.log(`${files[k]}: not read by ${reader}: ${link}`);
  }
}
times.sort((a, b) => a - b);
const counts = Object.entries(found).map(([reader, n]) => `${n} by ${reader}`);
console.log(`read of ${codes} codes ${counts.join(", ")}`);
console.log(`by the page in the middle ${Math.round(times[times.length >> 1])} ms each, at most ${Math.round(times.at(-1))} ms`);
process.exit(codes > 0 && Object.values(found).every((n) => n === codes) ? 0 : 1);
