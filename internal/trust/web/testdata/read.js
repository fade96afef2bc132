// Reads grey pictures, one a line on standard input as { width, height, data } with
// data in base64, and prints the text of the code in each, or null, as JSON. With
// the name of a folder, the npm packages jsqr and zxing-wasm in it read them too.

import { createInterface } from "node:readline";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { search } from "../page/qr/read.js";

function readOurs(picture) {
  const work = search(picture, { milliseconds: Infinity, attempts: 2000 });
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

async function others(folder) {
  if (folder === undefined) return [];
  const require = createRequire(folder + "/");
  const jsqr = require("jsqr");
  const { prepareZXingModule, readBarcodes } = require("zxing-wasm/reader");
  const wasmBinary = readFileSync(require.resolve("zxing-wasm/reader/zxing_reader.wasm"));
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
  const options = { formats: ["QRCode"], tryHarder: true, maxNumberOfSymbols: 1 };
  return [
    (image) => jsqr(image.data, image.width, image.height)?.data || null,
    async (image) => {
      const [code] = await readBarcodes(image, options);
      return code?.isValid ? code.text : null;
    },
  ];
}

const judges = await others(process.argv[2]);
for await (const line of createInterface({ input: process.stdin })) {
  const { width, height, data } = JSON.parse(line);
  const grey = new Uint8Array(Buffer.from(data, "base64"));
  const colours = new Uint8ClampedArray(4 * grey.length).map((_, k) => (k % 4 === 3 ? 255 : grey[k >> 2]));
  const image = { data: colours, width, height, colorSpace: "srgb" };
  const texts = [readOurs({ width, height, data: grey })];
  for (const judge of judges) texts.push(await judge(image));
  process.stdout.write(JSON.stringify(texts) + "\n");
}
