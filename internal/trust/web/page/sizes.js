// How large a picture is, from the beginning of its file, so that one that would fill
// the memory of a telephone is not unpacked.

// pixelsOf returns width times height, 0 when the file does not say it in a way that
// is known here.
export function pixelsOf(start) {
  const view = new DataView(start.buffer, start.byteOffset, start.length);
  try {
    if (view.getUint32(0) === 0x89504e47) return view.getUint32(16) * view.getUint32(20);
    if (view.getUint16(0) === 0xffd8) return pixelsOfJPEG(view);
    if (view.getUint32(0) === 0x47494638) return view.getUint16(6, true) * view.getUint16(8, true);
    if (view.getUint16(0) === 0x424d) return Math.abs(view.getInt32(18, true) * view.getInt32(22, true));
    if (view.getUint32(0) === 0x52494646 && view.getUint32(8) === 0x57454250) return pixelsOfWebP(view);
    if (view.getUint32(4) === 0x66747970) return pixelsOfHEIF(view);
  } catch {
    // It ends before it says so.
  }
  return 0;
}

// pixelsOfJPEG looks for the frame header (ITU-T T.81, B.2.2).
function pixelsOfJPEG(view) {
  for (let at = 2; ; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint16(at);
    const isFrame = marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker);
    if (isFrame) return view.getUint16(at + 5) * view.getUint16(at + 7);
    if (marker < 0xff01) return 0;
  }
}

function pixelsOfWebP(view) {
  const kind = view.getUint32(12);
  if (kind === 0x56503858) { // VP8X
    const three = (at) => 1 + view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
    return three(24) * three(27);
  }
  if (kind === 0x5650384c) { // VP8L
    const bits = view.getUint32(21, true);
    return (1 + (bits & 0x3fff)) * (1 + ((bits >> 14) & 0x3fff));
  }
  return (view.getUint16(26, true) & 0x3fff) * (view.getUint16(28, true) & 0x3fff);
}

// pixelsOfHEIF takes the largest size (box "ispe") that is spoken of in HEIC and AVIF.
function pixelsOfHEIF(view) {
  let most = 0;
  for (let at = 0; at + 16 <= view.byteLength; at++) {
    if (view.getUint32(at) === 0x69737065) most = Math.max(most, view.getUint32(at + 8) * view.getUint32(at + 12));
  }
  return most;
}
