// Codes read by this device itself: from its camera, from a picture, from a PDF. The
// decoder is ours, so that it is the same in every browser; where the browser has a
// BarcodeDetector, the camera asks that as well.

import { readPixels } from "./pixels.js";
import { firstPage } from "./pdf.js";
import { pixelsOf } from "./sizes.js";

const pause = 80; // milliseconds between two looks at the camera
const frameBudget = { milliseconds: 1000, attempts: 60 };
const pictureBudget = { milliseconds: 8000, attempts: 2000 };

const maxFile = 64 << 20; // bytes: more than any picture or certificate has
const maxPixels = 64_000_000; // of a picture: 256 MB once unpacked
const drawnPixels = 12_000_000; // that are looked at: a canvas on a telephone has 16 million
const drawnSide = 4096; // pixels a side, for the same reason
const head = 256 << 10; // bytes of a file in which it says what it is

// Trouble is why there is no code: the name of a phrase, and a number for its place.
class Trouble extends Error {
  constructor(phrase, number) {
    super(phrase);
    this.phrase = phrase;
    this.number = number;
  }
}

// scan shows the rear camera in the video and returns what the first code says, or
// null when signal ended it. It throws Trouble when there is no camera to be had.
export async function scan(video, signal) {
  const stream = await openCamera();
  try {
    const detector = await browserDetector();
    video.srcObject = stream;
    await video.play();
    while (!signal.aborted) {
      const text = (await detector(video)) || (await readPixels(frame(video), frameBudget));
      if (signal.aborted) break;
      if (text) return text;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
    return null;
  } finally {
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  }
}

async function openCamera() {
  const video = { facingMode: "environment", width: { ideal: 1920 }, height: { ideal: 1080 } };
  try {
    return await navigator.mediaDevices.getUserMedia({ video });
  } catch ({ name }) {
    const isDenied = name === "NotAllowedError" || name === "SecurityError";
    const isAbsent = name === "NotFoundError" || name === "OverconstrainedError";
    throw new Trouble(isDenied ? "cameraDenied" : isAbsent ? "cameraAbsent" : "cameraBusy");
  }
}

// browserDetector returns a function that asks the browser for the code in a video, and
// gets "" where it sees none or has no detector.
async function browserDetector() {
  const formats = await globalThis.BarcodeDetector?.getSupportedFormats().catch(() => []);
  if (!formats?.includes("qr_code")) return async () => "";
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  return async (video) => {
    const [code] = await detector.detect(video).catch(() => []);
    return code?.rawValue ?? "";
  };
}

const frame = (video) => drawn(video, video.videoWidth, video.videoHeight);

// drawn returns the pixels of a picture, smaller when there are too many.
function drawn(picture, width, height) {
  const scale = Math.min(1, Math.sqrt(drawnPixels / (width * height)), drawnSide / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.imageSmoothingQuality = "high";
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

// readFile returns { texts, notices }: the texts of codes in a picture or on the first
// page of a PDF, at least one, and the names of phrases that say what was left unread,
// or was not compared: of a PDF, the page around the code.
// It throws Trouble when there is no code.
export async function readFile(file) {
  if (file.size > maxFile) throw new Trouble("fileLarge", maxFile >> 20);
  const start = new Uint8Array(await file.slice(0, head).arrayBuffer());
  return isPDF(start) ? readPDF(file) : { texts: [await readPicture(file, start)], notices: [] };
}

// A PDF begins in the first kilobyte (ISO 32000-1, annex H, 3.4.1).
const isPDF = (start) => String.fromCharCode(...start.subarray(0, 1024)).includes("%PDF-");

async function readPDF(file) {
  let page;
  try {
    page = await firstPage(new Uint8Array(await file.arrayBuffer()));
  } catch {
    throw new Trouble("fileUnknown");
  }
  const notices = page.pages > 1 ? ["uncompared", "firstPage"] : ["uncompared"];
  const texts = [...new Set(page.links.filter((link) => link.includes("#")))];
  if (texts.length > 0) return { texts, notices: texts.length > 1 ? ["several", ...notices] : notices };
  for (const photo of page.photos) {
    const text = await readPicture(new Blob([photo]), photo).catch(() => "");
    if (text !== "") return { texts: [text], notices };
  }
  throw new Trouble("pdfWithout");
}

async function readPicture(file, start) {
  const isLarge = (pixels) => pixels > maxPixels;
  if (isLarge(pixelsOf(start))) throw new Trouble("pictureLarge", maxPixels / 1e6);
  let bitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    throw new Trouble("fileUnknown");
  }
  try {
    const { width, height } = bitmap;
    if (isLarge(width * height)) throw new Trouble("pictureLarge", maxPixels / 1e6);
    const text = await readPixels(drawn(bitmap, width, height), pictureBudget);
    if (text === null) throw new Trouble("pictureWithout");
    return text;
  } finally {
    bitmap.close();
  }
}
