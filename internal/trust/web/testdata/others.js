// The npm packages that read QR codes beside the page's own decoder.

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

// others returns the readers jsQR and ZXing from the packages in a folder, none where it is undefined. Each takes an image
// of the canvas and returns the text of its code, or null.
export async function others(folder) {
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

// coloured returns a grey picture as an image of the canvas.
export function coloured({ width, height, data }) {
  const colours = new Uint8ClampedArray(4 * data.length).map((_, k) => (k % 4 === 3 ? 255 : data[k >> 2]));
  return { data: colours, width, height, colorSpace: "srgb" };
}
