// What the first page of a PDF file links to, and the photographs on it (ISO
// 32000-1). The file is anyone's: nothing is followed further or unpacked larger
// than these limits allow.

const mostSections = 64; // of the cross-reference table, one for each time the file was saved
const mostDepth = 32; // of objects in objects, pages in pages and references to references
const mostInflated = 16 << 20; // bytes of one stream
const mostLinks = 200;
const mostPhotos = 4; // of a page; scans have one
const tail = 2048; // bytes at the end in which the last section is named

// firstPage returns { links, photos, pages }: the addresses that the first page links
// to, in their order, the bytes of its JPEG pictures, and how many pages the file says
// it has. It throws when the file has no page that can be read, or is encrypted.
export async function firstPage(bytes) {
  const file = new PDF(bytes);
  await file.open();
  const page = await file.page();
  const links = [];
  for (const reference of asArray(await file.value(page.get("Annots"))).slice(0, mostLinks)) {
    const action = asMap(await file.value(asMap(await file.value(reference)).get("A")));
    const address = await file.value(action.get("URI"));
    if (address instanceof Text) links.push(address.value);
  }
  return { links, photos: await photosOf(file, page), pages: file.pages };
}

async function photosOf(file, page) {
  const resources = asMap(await file.value(page.get("Resources")));
  const photos = [];
  for (const reference of asMap(await file.value(resources.get("XObject"))).values()) {
    const object = await file.value(reference);
    if (!(object instanceof Stream) || photos.length === mostPhotos) continue;
    const [filter] = [await file.value(object.entries.get("Filter"))].flat();
    if (filter instanceof Name && filter.value === "DCTDecode") photos.push(await file.rawBytes(object));
  }
  return photos;
}

const asMap = (value) => (value instanceof Map ? value : value instanceof Stream ? value.entries : new Map());
const asArray = (value) => (Array.isArray(value) ? value : []);
const asNumber = (value) => (Number.isSafeInteger(value) && value >= 0 ? value : 0);

class Name {
  constructor(value) {
    this.value = value;
  }
}

class Text {
  constructor(value) {
    this.value = value;
  }
}

class Reference {
  constructor(number) {
    this.number = number;
  }
}

// Stream is a dictionary with bytes, which begin at a place of the file.
class Stream {
  constructor(entries, start) {
    this.entries = entries;
    this.start = start;
  }
}

// PDF finds objects by the cross-reference sections, the newest first.
class PDF {
  constructor(bytes) {
    this.bytes = bytes;
    this.sections = []; // of { first, count, entry(n) }
    this.objectStreams = new Map();
    this.pages = 0;
  }

  async open() {
    const end = latin(this.bytes.subarray(Math.max(0, this.bytes.length - tail)));
    const [, start] = /startxref\s+(\d+)(?![\s\S]*startxref)/.exec(end) ?? [];
    if (start === undefined) throw new Error("no startxref");
    const seen = new Set();
    const waiting = [Number(start)];
    while (waiting.length > 0 && seen.size < mostSections) {
      const at = waiting.shift();
      if (seen.has(at)) continue;
      seen.add(at);
      const trailer = await this.readSection(at);
      this.trailer ??= trailer;
      for (const key of ["XRefStm", "Prev"]) if (trailer.has(key)) waiting.push(asNumber(trailer.get(key)));
    }
    if (this.trailer.has("Encrypt")) throw new Error("encrypted");
  }

  // readSection takes a table or a stream and returns its trailer.
  async readSection(at) {
    const reader = new Reader(this.bytes, at);
    if (reader.takesWord("xref")) return this.readTable(reader);
    const stream = reader.indirect();
    if (!(stream instanceof Stream)) throw new Error("no cross-reference section");
    const table = await this.unpacked(stream);
    const widths = asArray(stream.entries.get("W")).map(asNumber);
    const width = widths[0] + widths[1] + widths[2];
    if (widths.length !== 3 || !(width > 0 && width < 32)) throw new Error("no widths");
    const field = (start, size) => table.subarray(start, start + size).reduce((value, byte) => value * 256 + byte, 0);
    const ranges = asArray(stream.entries.get("Index") ?? [0, asNumber(stream.entries.get("Size"))]).map(asNumber);
    for (let k = 0, row = 0; k + 1 < ranges.length; row += ranges[k + 1], k += 2) {
      const begin = row;
      const entry = (n) => {
        const from = (begin + n) * width;
        if (from + width > table.length) return null;
        const kind = widths[0] === 0 ? 1 : field(from, widths[0]);
        const [a, b] = [field(from + widths[0], widths[1]), field(from + widths[0] + widths[1], widths[2])];
        return kind === 1 ? { at: a } : kind === 2 ? { inside: a, index: b } : null;
      };
      this.sections.push({ first: ranges[k], count: ranges[k + 1], entry });
    }
    return stream.entries;
  }

  readTable(reader) {
    while (!reader.takesWord("trailer")) {
      const [first, count] = [asNumber(reader.value()), asNumber(reader.value())];
      reader.skipSpace();
      const begin = reader.at;
      reader.at += 20 * count;
      if (count === 0 || reader.at > this.bytes.length) throw new Error("no cross-reference table");
      const entry = (n) => {
        const row = latin(this.bytes.subarray(begin + 20 * n, begin + 20 * n + 18));
        return row[17] === "n" ? { at: Number(row.slice(0, 10)) } : null;
      };
      this.sections.push({ first, count, entry });
    }
    return asMap(reader.value());
  }

  // value returns an object itself in the place of a reference.
  async value(object) {
    for (let depth = 0; object instanceof Reference; depth++) {
      if (depth === mostDepth) return null;
      object = await this.object(object.number);
    }
    return object ?? null;
  }

  async object(number) {
    const section = this.sections.find((s) => number >= s.first && number < s.first + s.count);
    const entry = section?.entry(number - section.first) ?? null;
    if (entry === null) return null;
    if (entry.at !== undefined) return new Reader(this.bytes, entry.at).indirect();
    if (!this.objectStreams.has(entry.inside)) this.objectStreams.set(entry.inside, await this.objectsIn(entry.inside));
    const { bytes, places } = this.objectStreams.get(entry.inside);
    const place = places.get(number);
    return place === undefined ? null : new Reader(bytes, place).value();
  }

  // objectsIn unpacks an object stream. It must itself not lie in one.
  async objectsIn(number) {
    const section = this.sections.find((s) => number >= s.first && number < s.first + s.count);
    const at = section?.entry(number - section.first)?.at;
    const stream = at === undefined ? null : new Reader(this.bytes, at).indirect();
    if (!(stream instanceof Stream)) throw new Error("no object stream");
    const bytes = await this.unpacked(stream);
    const first = asNumber(stream.entries.get("First"));
    const reader = new Reader(bytes, 0);
    const places = new Map();
    for (let n = asNumber(stream.entries.get("N")); n > 0 && reader.at < first; n--) {
      places.set(reader.value(), first + asNumber(reader.value()));
    }
    return { bytes, places };
  }

  async rawBytes({ entries, start }) {
    const length = asNumber(await this.value(entries.get("Length")));
    return this.bytes.subarray(start, start + length);
  }

  // unpacked returns the bytes of a stream that is plain or deflated.
  async unpacked(stream) {
    const raw = await this.rawBytes(stream);
    const filters = [stream.entries.get("Filter") ?? []].flat();
    if (filters.length === 0) return raw;
    if (filters.length > 1 || filters[0].value !== "FlateDecode") throw new Error("packed in another way");
    const [parameters] = [stream.entries.get("DecodeParms") ?? null].flat();
    return unpredicted(await inflated(raw), asMap(parameters));
  }

  // page goes down to the first page, and gives it the resources that it inherits.
  async page() {
    const root = asMap(await this.value(this.trailer.get("Root")));
    const pages = await this.value(root.get("Pages"));
    this.pages = asNumber(asMap(pages).get("Count"));
    let waiting = [{ node: pages, resources: undefined, depth: 0 }];
    for (let looked = 0; waiting.length > 0 && looked < 1000; looked++) {
      const { node, resources: inherited, depth } = waiting.shift();
      if (!(node instanceof Map)) continue;
      const resources = node.get("Resources") ?? inherited;
      if (!node.has("Kids")) return new Map([...node, ["Resources", resources]]);
      if (depth === mostDepth) continue;
      const kids = [];
      for (const kid of asArray(await this.value(node.get("Kids"))).slice(0, 8)) {
        kids.push({ node: await this.value(kid), resources, depth: depth + 1 });
      }
      waiting = [...kids, ...waiting];
    }
    throw new Error("no page");
  }
}

async function inflated(raw) {
  const chunks = new Blob([raw]).stream().pipeThrough(new DecompressionStream("deflate")).getReader();
  const parts = [];
  for (let size = 0; ;) {
    // What came before a fault at the end is taken, as every reader does.
    const { done, value } = await chunks.read().catch(() => ({ done: true }));
    if (done) return new Uint8Array(await new Blob(parts).arrayBuffer());
    size += value.length;
    if (size > mostInflated) {
      await chunks.cancel();
      throw new Error(`more than ${mostInflated} bytes once inflated`);
    }
    parts.push(value);
  }
}

// unpredicted adds to every byte what its predictor took away (PNG, 9.2).
function unpredicted(data, parameters) {
  const predictor = parameters.get("Predictor") ?? 1;
  if (predictor < 10) return data;
  const size = Math.max(1, asNumber(parameters.get("Columns") ?? 1));
  const rows = Math.floor(data.length / (size + 1));
  const plain = new Uint8Array(rows * size);
  for (let y = 0; y < rows; y++) {
    const kind = data[y * (size + 1)];
    for (let x = 0; x < size; x++) {
      const at = y * size + x;
      const left = x > 0 ? plain[at - 1] : 0;
      const up = y > 0 ? plain[at - size] : 0;
      const corner = x > 0 && y > 0 ? plain[at - size - 1] : 0;
      plain[at] = data[y * (size + 1) + 1 + x] + [0, left, up, (left + up) >> 1, paeth(left, up, corner)][kind];
    }
  }
  return plain;
}

function paeth(left, up, corner) {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

const latin = (bytes) => String.fromCharCode(...bytes);

const character = (code) => String.fromCharCode(parseInt(code, 16));

const isSpace = (byte) => byte === 32 || byte === 10 || byte === 13 || byte === 9 || byte === 12 || byte === 0;
const isDelimiter = (byte) => "()<>[]{}/%".includes(String.fromCharCode(byte));

// Reader takes objects apart, one after the other.
class Reader {
  constructor(bytes, at) {
    this.bytes = bytes;
    this.at = at;
  }

  skipSpace() {
    for (; this.at < this.bytes.length; this.at++) {
      if (this.bytes[this.at] === 37) while (this.at < this.bytes.length && !/[\r\n]/.test(this.here())) this.at++;
      else if (!isSpace(this.bytes[this.at])) return;
    }
  }

  here(size = 1) {
    return latin(this.bytes.subarray(this.at, this.at + size));
  }

  takesWord(word) {
    this.skipSpace();
    if (this.here(word.length) !== word) return false;
    this.at += word.length;
    return true;
  }

  // indirect takes "n g obj", the object, and the start of its stream.
  indirect() {
    this.value();
    this.value();
    if (!this.takesWord("obj")) throw new Error("no object");
    const object = this.value();
    if (!(object instanceof Map) || !this.takesWord("stream")) return object;
    if (this.bytes[this.at] === 13) this.at++;
    if (this.bytes[this.at] === 10) this.at++;
    return new Stream(object, this.at);
  }

  value(depth = 0) {
    if (depth > mostDepth) throw new Error("too deep");
    this.skipSpace();
    if (this.at >= this.bytes.length) throw new Error("cut off");
    const two = this.here(2);
    if (two === "<<") return this.dictionary(depth);
    if (two[0] === "[") return this.array(depth);
    if (two[0] === "(") return this.literal();
    if (two[0] === "<") return this.hexadecimal();
    if (two[0] === "/") return new Name(this.word(1).replace(/#([0-9a-f]{2})/gi, (_, code) => character(code)));
    const word = this.word(0);
    if (word === "") throw new Error("no object");
    if (!/^[+-]?[\d.]+$/.test(word)) return word === "true" ? true : word === "false" ? false : null;
    const generation = /^\s+\d+\s+R(?![^\s()<>[\]{}/%])/.exec(this.here(16));
    if (/^\d+$/.test(word) && generation !== null) {
      this.at += generation[0].length;
      return new Reference(Number(word));
    }
    return Number(word);
  }

  word(skipped) {
    const start = this.at + skipped;
    this.at = start;
    while (this.at < this.bytes.length && !isSpace(this.bytes[this.at]) && !isDelimiter(this.bytes[this.at])) this.at++;
    return latin(this.bytes.subarray(start, Math.min(this.at, start + 256)));
  }

  dictionary(depth) {
    this.at += 2;
    const entries = new Map();
    while (!this.takesWord(">>")) {
      const key = this.value(depth + 1);
      if (!(key instanceof Name)) throw new Error("no key");
      entries.set(key.value, this.value(depth + 1));
    }
    return entries;
  }

  array(depth) {
    this.at++;
    const items = [];
    while (!this.takesWord("]")) items.push(this.value(depth + 1));
    return items;
  }

  literal() {
    const codes = [];
    this.at++;
    for (let open = 1; this.at < this.bytes.length; this.at++) {
      const byte = this.bytes[this.at];
      if (byte === 92) {
        codes.push(...this.escape());
        continue;
      }
      if (byte === 40) open++;
      if (byte === 41 && --open === 0) break;
      codes.push(byte);
    }
    this.at++;
    return new Text(codes.map((code) => String.fromCharCode(code)).join(""));
  }

  // escape takes what follows a backslash, up to its last character.
  escape() {
    this.at++;
    const [octal] = /^[0-7]{1,3}/.exec(this.here(3)) ?? [];
    if (octal !== undefined) {
      this.at += octal.length - 1;
      return [parseInt(octal, 8) & 255];
    }
    const sign = this.here();
    if (sign === "\r" && this.bytes[this.at + 1] === 10) this.at++;
    if (sign === "\r" || sign === "\n") return [];
    const known = { n: 10, r: 13, t: 9, b: 8, f: 12 }[sign];
    return [known ?? this.bytes[this.at]];
  }

  hexadecimal() {
    const end = this.bytes.indexOf(62, this.at);
    const digits = latin(this.bytes.subarray(this.at + 1, Math.min(end, this.at + 65536))).replace(/[^0-9a-f]/gi, "");
    this.at = end < 0 ? this.bytes.length : end + 1;
    return new Text((digits.length % 2 ? digits + "0" : digits).replace(/../g, character));
  }
}
