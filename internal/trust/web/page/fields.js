// Fields reads decoded maps. All Fields of one message share a reader, which
// records the first error, and whether any key was left over.

export const maxTime = 253402300799; // 9999-12-31T23:59:59Z
const minDay = -719162;
const maxDay = 2932896;
export const maxExact = Number.MAX_SAFE_INTEGER;

export const required = true;
export const optional = false;

// Unsupported reports that a message is well formed, but of a later version.
export class Unsupported extends Error {}

export class Reader {
  error = null;
  unknown = false;

  fail(why) {
    this.error ??= why;
  }

  // finish throws the first error, or Unsupported when there is none but a key is
  // left.
  finish() {
    if (this.error !== null) throw new Error(this.error);
    if (this.unknown) throw new Unsupported("made by a later version");
  }

  fields(map) {
    return new Fields(this, map);
  }
}

export class Fields {
  constructor(reader, map) {
    this.reader = reader;
    this.left = new Map(map instanceof Map ? map : []);
  }

  fail(why) {
    this.reader.fail(why);
  }

  has(key) {
    return this.left.has(key);
  }

  done() {
    if (this.left.size > 0) this.reader.unknown = true;
  }

  // taken returns the value under key when is(value) holds, else undefined.
  taken(key, what, presence, is) {
    if (!this.left.has(key)) {
      if (presence === required) this.fail(what + ": missing");
      return undefined;
    }
    const value = this.left.get(key);
    this.left.delete(key);
    if (is(value)) return value;
    this.fail(what + ": wrong type");
    return undefined;
  }

  text(key, what, presence) {
    const value = this.taken(key, what, presence, isText);
    if (value !== undefined && !printable(value)) this.fail(what + ": not printable");
    return value ?? "";
  }

  integer(key, what, presence, least, most) {
    const value = this.taken(key, what, presence, isInteger);
    if (value !== undefined && (value < least || value > most)) this.fail(`${what}: not between ${least} and ${most}`);
    return value ?? 0;
  }

  // time returns null when the key is absent.
  time(key, what, presence) {
    if (presence === optional && !this.has(key)) return null;
    return this.integer(key, what, presence, 0, maxTime);
  }

  // days returns the first and the last day under two keys.
  days(first, last) {
    const a = this.integer(first, "first day", required, minDay, maxDay);
    if (!this.has(last)) return [a, a];
    const b = this.integer(last, "last day", required, minDay, maxDay);
    if (b <= a) this.fail("last day: not after the first");
    return [a, b];
  }

  // bytes returns a byte string of exactly that length, or null.
  bytes(length, key, what, presence) {
    const value = this.taken(key, what, presence, isBytes);
    if (value === undefined) return null;
    if (value.length === length) return value;
    this.fail(`${what}: ${value.length} bytes, not ${length}`);
    return null;
  }

  table(key, what, presence) {
    return this.reader.fields(this.taken(key, what, presence, (v) => v instanceof Map));
  }

  list(key, what, presence) {
    const value = this.taken(key, what, presence, Array.isArray);
    if (value?.length === 0 && presence === optional) this.fail(what + ": empty");
    return value ?? [];
  }

  // texts returns a list of texts, each of which must pass check.
  texts(key, what, check) {
    const values = this.list(key, what, optional);
    if (!values.every((v) => isText(v) && check(v))) this.fail(what + ": wrong");
    return values;
  }
}

export const isText = (v) => typeof v === "string";
export const isBytes = (v) => v instanceof Uint8Array;
export const isInteger = (v) => typeof v === "number" || typeof v === "bigint";

// printable rejects empty text, and characters that could hide or reorder the
// text around them.
export function printable(text) {
  return text !== "" && !/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/.test(text);
}

export function isHost(host) {
  return host.length <= 253 && host.split(".").every((label) =>
    label.length <= 63 && /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(label));
}

// isAddress accepts a host and optionally the path of the folder in which a site lies.
export function isAddress(address) {
  const [host, ...path] = address.split("/");
  return isHost(host) && path.join("/").length <= 120 && path.every((segment) => /^[a-z0-9_-][a-z0-9_.-]*$/.test(segment));
}

export function isURI(uri) {
  const match = /^https:\/\/([^/]*)(\/[^]*)$/.exec(uri);
  return match !== null && uri.length <= 512 && isHost(match[1]) && isPath(match[2]);
}

export function isPath(path) {
  return /^\/[!-~]*$/.test(path) && path.length <= 512 && !/[#\\]/.test(path) && !(path + "/").includes("/../");
}

export const hex = (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");

// bytesOf returns the bytes of what hex wrote.
export const bytesOf = (text) => Uint8Array.from(text.match(/../g) ?? [], (b) => parseInt(b, 16));

export const sameBytes = (a, b) => a.length === b.length && a.every((v, n) => v === b[n]);
