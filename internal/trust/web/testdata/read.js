// Reads grey pictures, one a line on standard input as { width, height, data } with
// data in base64, and prints the text of the code in each, or null, as JSON. With
// the name of a folder, the npm packages jsqr and zxing-wasm in it read them too.

import { createInterface } from "node:readline";
import { search } from "../page/qr/read.js";
import { others, coloured } from "./others.js";

function readOurs(picture) {
  const work = search(picture, { milliseconds: Infinity, attempts: 2000 });
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

const judges = await others(process.argv[2]);
for await (const line of createInterface({ input: process.stdin })) {
  const { width, height, data } = JSON.parse(line);
  const grey = new Uint8Array(Buffer.from(data, "base64"));
  const image = coloured({ width, height, data: grey });
  const texts = [readOurs({ width, height, data: grey })];
  for (const judge of judges) texts.push(await judge(image));
  process.stdout.write(JSON.stringify(texts) + "\n");
}
