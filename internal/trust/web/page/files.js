// The files that are published with the page. In an archive they are part of
// the document itself, and nothing is requested.

const patience = 8000; // milliseconds to wait for a slow network

const archived = new Map();
for (const element of document.querySelectorAll("data[data-path]")) {
  archived.set(element.dataset.path, element.value);
}

export const isArchive = archived.size > 0;

// base is the address of the page's folder: everything that is published lies under it.
const base = new URL(".", location.href);

// TooLarge is the error of a file that has more bytes than it may have.
export class TooLarge extends Error {}

// load returns the bytes of a file of this site, null when it is unavailable or
// larger than limit. A path begins with one slash, which means the page's folder.
export const load = (path, limit) => loadUpTo(path, limit).catch(() => null);

// loadUpTo is load for files whose size is said: it throws TooLarge.
export async function loadUpTo(path, limit) {
  if (isArchive) return archived.has(path) ? fromBase64(archived.get(path)) : null;
  const address = new URL("." + path, base);
  if (!address.href.startsWith(base.href)) return null;
  try {
    const response = await fetch(address, {
      cache: "no-cache", credentials: "omit", redirect: "error", signal: AbortSignal.timeout(patience),
    });
    return response.ok ? await bytesOf(response, limit) : null;
  } catch (error) {
    if (error instanceof TooLarge) throw error;
    return null;
  }
}

// bytesOf reads an answer, and no further than limit.
async function bytesOf(response, limit) {
  const all = [];
  const reader = response.body.getReader();
  const stop = (what) => {
    reader.cancel().catch(() => {});
    throw new TooLarge(`${what} bytes, more than ${limit}`);
  };
  const says = Number(response.headers.get("content-length"));
  if (says > limit) stop(`a file of ${says}`);
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > limit) stop(`a file of at least ${size}`);
    all.push(value);
  }
  const data = new Uint8Array(size);
  all.reduce((at, part) => (data.set(part, at), at + part.length), 0);
  return data;
}

const fromBase64 = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
