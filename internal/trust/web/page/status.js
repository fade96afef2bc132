// Status lists (draft-ietf-oauth-status-list): the state of certificates after
// they were printed.

import { openMessage, verify, typeList } from "./cose.js";
import { Reader, required, isBytes, isURI, hex } from "./fields.js";
import { covers, useStatus, compromised } from "./issuer.js";

const maxList = (1 << 20) + (4 << 10); // bytes, signed
const maxInflated = 1 << 20; // bytes
const minCapacity = 8192; // entries
const entriesPerByte = 4;
const maxTTL = 9223372036; // seconds

const revoked = 1;
export const suspended = 2;
export const superseded = 3;

// openStatusList opens a status list. The key that signed it must be the
// issuer's, be meant for status lists, not be compromised, and have been in use
// at that time.
export async function openStatusList(data, issuer) {
  const message = openMessage(data, typeList, maxList);
  const key = issuer.keys.get(hex(message.kid));
  if (key === undefined) throw new Error("key does not belong to the issuer");
  if ((key.uses & useStatus) === 0) throw new Error("key is not for status lists");
  if (key.state === compromised) throw new Error("key is compromised");
  if (!(await verify(message, key.publicKey))) throw new Error("invalid signature");
  const list = await readList(message.claims);
  if (!covers(key, list.issued)) throw new Error("key was not in use at that time");
  list.root = issuer.root;
  return list;
}

async function readList(payload) {
  const reader = new Reader();
  const f = reader.fields(payload);
  const list = { uri: f.text(2, "sub", required) };
  if (!isURI(list.uri)) reader.fail("sub: not an https address with a path");
  list.issued = f.time(6, "iat", required);
  list.expires = f.time(4, "exp", required);
  if (list.expires <= list.issued) reader.fail("exp: not after iat");
  list.ttl = f.integer(65534, "ttl", required, 1, maxTTL);
  const inner = f.table(65533, "status_list", required);
  inner.integer("bits", "bits", required, 2, 2);
  const deflated = inner.taken("lst", "lst", required, isBytes);
  inner.done();
  f.done();
  reader.finish();
  list.packed = await inflate(deflated);
  return list;
}

// inflate decompresses a zlib stream of at most maxInflated bytes, with nothing
// after it.
async function inflate(data) {
  const chunks = new Blob([data]).stream().pipeThrough(new DecompressionStream("deflate")).getReader();
  const packed = new Uint8Array(maxInflated);
  let size = 0;
  for (;;) {
    const { done, value } = await chunks.read();
    if (done) break;
    if (size + value.length > maxInflated) {
      await chunks.cancel();
      throw new Error(`lst: more than ${maxInflated} bytes once inflated`);
    }
    packed.set(value, size);
    size += value.length;
  }
  const entries = packed.slice(0, size);
  if (size * entriesPerByte < minCapacity) throw new Error(`lst: fewer than ${minCapacity} entries`);
  // Not every browser rejects bytes after the end, where the checksum must be.
  if (new DataView(data.buffer, data.byteOffset + data.length - 4).getUint32(0) !== adler32(entries)) {
    throw new Error("lst: bytes after the end");
  }
  return entries;
}

function adler32(data) {
  let a = 1;
  let b = 0;
  for (const byte of data) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return ((b << 16) | a) >>> 0;
}

// entryAt returns the entry at index, undefined when the list has no such entry.
export function entryAt(list, index) {
  const byte = list.packed[Math.floor(index / entriesPerByte)];
  return byte === undefined ? undefined : (byte >> (2 * (index % entriesPerByte))) & 3;
}

export const isFresh = (list, now) => now <= list.issued + list.ttl;

export const isExpired = (list, now) => now >= list.expires;

// StatusLists holds what a verifier knows about status: the latest version of
// each list, and every opened version, for what it has revoked.
export class StatusLists {
  #lists = new Map();
  #all = new Map();

  // add adds an opened list. One that is older than the present one counts for what
  // it revokes alone; add returns false then.
  add(list) {
    const id = list.root + " " + list.uri;
    const all = (this.#all.get(id) ?? []).filter((other) => other.issued !== list.issued);
    this.#all.set(id, [...all, list]);
    const have = this.#lists.get(id);
    if (have !== undefined && list.issued < have.issued) return false;
    this.#lists.set(id, list);
    return true;
  }

  find(root, uri) {
    return this.#lists.get(root + " " + uri);
  }

  // aloneRevokes reports whether a list revokes an entry that the latest version of it
  // does not.
  aloneRevokes(list) {
    const latest = this.find(list.root, list.uri);
    const isRevoked = (byte, n) => ((byte ?? 0) >> (2 * n) & 3) === revoked;
    return list.packed.some((byte, k) => [0, 1, 2, 3].some((n) => isRevoked(byte, n) && !isRevoked(latest?.packed[k], n)));
  }

  // everRevoked reports whether any version of the list has revoked the entry at
  // index: a revocation is never undone.
  everRevoked(root, uri, index) {
    return (this.#all.get(root + " " + uri) ?? []).some((list) => entryAt(list, index) === revoked);
  }
}
