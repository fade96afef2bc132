// Grey pictures: { width, height, data } with a byte a pixel, 0 black.

// grey returns the brightness of the pixels of an ImageData (ITU-R BT.601, in
// 256ths). What is transparent is on white paper.
export function grey({ data, width, height }) {
  const values = new Uint8Array(width * height);
  for (let n = 0, at = 0; n < values.length; n++, at += 4) {
    const value = (77 * data[at] + 150 * data[at + 1] + 29 * data[at + 2]) >> 8;
    values[n] = data[at + 3] === 255 ? value : 255 + (((value - 255) * data[at + 3]) >> 8);
  }
  return { width, height, data: values };
}

// halved returns a picture of half the width and height.
export function halved(picture) {
  const width = picture.width >> 1;
  const height = picture.height >> 1;
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    let from = 2 * y * picture.width;
    for (let x = 0; x < width; x++, from += 2) {
      const below = from + picture.width;
      data[y * width + x] =
        (picture.data[from] + picture.data[from + 1] + picture.data[below] + picture.data[below + 1] + 2) >> 2;
    }
  }
  return { width, height, data };
}

// doubled returns a picture of twice the width and height, interpolated.
export function doubled(picture) {
  const width = 2 * picture.width;
  const height = 2 * picture.height;
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data[y * width + x] = brightness(picture, (x + 0.5) / 2, (y + 0.5) / 2) + 0.5;
  }
  return { width, height, data };
}

// negative returns a picture with light and dark exchanged.
export function negative({ width, height, data }) {
  return { width, height, data: data.map((value) => 255 - value) };
}

// brightness returns what a picture shows at a place, between its pixels, whose
// centres lie at halves. Beyond its edges it goes on as at them.
export function brightness({ width, height, data }, x, y) {
  const left = Math.min(Math.max(x - 0.5, 0), width - 1.001);
  const top = Math.min(Math.max(y - 0.5, 0), height - 1.001);
  const [column, row] = [left | 0, top | 0];
  const [right, down] = [left - column, top - row];
  const at = row * width + column;
  const upper = data[at] + right * (data[at + 1] - data[at]);
  const lower = data[at + width] + right * (data[at + width + 1] - data[at + width]);
  return upper + down * (lower - upper);
}

// binary returns a byte a pixel, 1 for those that are darker than their
// neighbourhood: the square of 2 * radius + 1 pixels around them.
export function binary({ width, height, data }, radius) {
  const stride = width + 1;
  const sums = new Uint32Array(stride * (height + 1));
  for (let y = 0; y < height; y++) {
    let row = 0;
    for (let x = 0; x < width; x++) {
      row += data[y * width + x];
      sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1] + row;
    }
  }
  const margin = contrast(data) * 0.06; // how much darker, so that even paper has no dark spots
  const dark = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const top = Math.max(0, y - radius) * stride;
    const bottom = Math.min(height, y + radius + 1) * stride;
    const rows = (bottom - top) / stride;
    for (let x = 0; x < width; x++) {
      const left = Math.max(0, x - radius);
      const right = Math.min(width, x + radius + 1);
      const sum = sums[bottom + right] - sums[bottom + left] - sums[top + right] + sums[top + left];
      if ((data[y * width + x] + margin) * rows * (right - left) < sum) dark[y * width + x] = 1;
    }
  }
  return dark;
}

// contrast returns how far the lightest and the darkest tenth of the pixels lie apart.
function contrast(data) {
  const counts = new Uint32Array(256);
  const step = 1 + (data.length >> 16);
  let seen = 0;
  for (let n = 0; n < data.length; n += step, seen++) counts[data[n]]++;
  const quantile = (share) => {
    let left = share * seen;
    let value = 0;
    while (value < 255 && (left -= counts[value]) > 0) value++;
    return value;
  };
  return Math.max(4, quantile(0.9) - quantile(0.1));
}
