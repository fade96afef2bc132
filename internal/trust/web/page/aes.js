// AES-256-GCM (FIPS 197, NIST SP 800-38D) for pages that were not opened over https,
// where browsers offer none. It opens, and never seals. What it opens is no secret of
// the reader's, so nothing here hides how long it takes.

// The bytes of GF(2^8) with the polynomial 0x11b, and the S-box made of their inverses.
const double = (x) => ((x << 1) ^ (x & 0x80 ? 0x11b : 0)) & 255;

const box = makeBox();

function makeBox() {
  const made = new Uint8Array(256);
  let p = 1;
  let q = 1; // 1 / p
  do {
    p ^= double(p); // times 3
    q ^= q << 1; // and divided by it
    q ^= q << 2;
    q = (q ^ (q << 4)) & 255;
    if (q & 0x80) q ^= 0x09;
    const turned = (n) => ((q << n) | (q >> (8 - n))) & 255;
    made[p] = q ^ turned(1) ^ turned(2) ^ turned(3) ^ turned(4) ^ 0x63;
  } while (p !== 1);
  made[0] = 0x63;
  return made;
}

const rounds = 14;

// expand returns the round keys of a key of 32 bytes.
function expand(key) {
  const w = new Uint8Array(16 * (rounds + 1));
  w.set(key);
  let constant = 1;
  for (let at = 32; at < w.length; at += 4) {
    let t = [...w.subarray(at - 4, at)];
    if (at % 32 === 0) {
      t = [box[t[1]] ^ constant, box[t[2]], box[t[3]], box[t[0]]];
      constant = double(constant);
    } else if (at % 32 === 16) {
      t = t.map((b) => box[b]);
    }
    for (let n = 0; n < 4; n++) w[at + n] = w[at - 32 + n] ^ t[n];
  }
  return w;
}

// encrypt returns the cipher of a block of 16 bytes.
function encrypt(w, block) {
  let s = block.map((b, n) => b ^ w[n]);
  for (let round = 1; round <= rounds; round++) {
    const moved = s.map((_, n) => box[s[(n + 4 * (n % 4)) % 16]]);
    s = round === rounds ? moved : mixed(moved);
    s = s.map((b, n) => b ^ w[16 * round + n]);
  }
  return s;
}

function mixed(s) {
  return s.map((b, n) => {
    const [next, third, last] = [1, 2, 3].map((k) => s[(n & ~3) + ((n + k) & 3)]);
    return double(b) ^ double(next) ^ next ^ third ^ last;
  });
}

const toNumber = (bytes) => bytes.reduce((value, b) => (value << 8n) | BigInt(b), 0n);

// times multiplies in GF(2^128), whose bits are counted from the most significant.
function times(x, y) {
  let product = 0n;
  for (let bit = 127n; bit >= 0n; bit--) {
    if ((x >> bit) & 1n) product ^= y;
    y = (y >> 1n) ^ (y & 1n ? 0xe1n << 120n : 0n);
  }
  return product;
}

// open returns the text of a ciphertext with its 16 bytes of authentication at the end,
// null when it is not authentic. The nonce has 12 bytes.
export function open(key, nonce, sealed) {
  const w = expand(key);
  const text = sealed.slice(0, -16);
  const h = toNumber(encrypt(w, new Uint8Array(16)));
  let hash = 0n;
  for (let at = 0; at < text.length; at += 16) {
    const block = new Uint8Array(16);
    block.set(text.subarray(at, at + 16));
    hash = times(hash ^ toNumber(block), h);
  }
  hash = times(hash ^ BigInt(8 * text.length), h);
  const stream = (count) => {
    const block = new Uint8Array(16);
    block.set(nonce);
    new DataView(block.buffer).setUint32(12, count);
    return encrypt(w, block);
  };
  if ((hash ^ toNumber(stream(1))) !== toNumber(sealed.subarray(-16))) return null;
  for (let at = 0; at < text.length; at += 16) {
    const mask = stream(2 + at / 16);
    for (let n = at; n < Math.min(at + 16, text.length); n++) text[n] ^= mask[n - at];
  }
  return text;
}
