// Reads codes on this device, where the browser has a BarcodeDetector.

const pause = 120; // milliseconds between two looks at the camera

// canScan reports whether codes can be read here.
export async function canScan() {
  if (!("BarcodeDetector" in globalThis)) return false;
  const formats = await BarcodeDetector.getSupportedFormats().catch(() => []);
  return formats.includes("qr_code");
}

export const hasCamera = () => navigator.mediaDevices?.getUserMedia !== undefined;

const detector = () => new BarcodeDetector({ formats: ["qr_code"] });

// scan shows the rear camera in the video and returns the content of the first
// code, or null when signal ends it.
export async function scan(video, signal) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  const reader = detector();
  try {
    video.srcObject = stream;
    await video.play();
    while (!signal.aborted) {
      const [code] = await reader.detect(video).catch(() => []);
      if (code !== undefined && !signal.aborted) return code.rawValue;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
    return null;
  } finally {
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  }
}

// readPicture returns the content of the code in an image file, "" when there
// is none.
export async function readPicture(file) {
  try {
    const [code] = await detector().detect(await createImageBitmap(file));
    return code?.rawValue ?? "";
  } catch {
    return "";
  }
}
