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

// load returns the bytes of a file of this site, null when it is unavailable or
// larger than limit. A path begins with one slash, which means the page's folder.
export async function load(path, limit) {
  if (isArchive) return archived.has(path) ? fromBase64(archived.get(path)) : null;
  const address = new URL("." + path, base);
  if (!address.href.startsWith(base.href)) return null;
  try {
    const response = await fetch(address, {
      cache: "no-cache", credentials: "omit", redirect: "error", signal: AbortSignal.timeout(patience),
    });
    if (!response.ok) return null;
    const data = new Uint8Array(await response.arrayBuffer());
    return data.length <= limit ? data : null;
  } catch {
    return null;
  }
}

const fromBase64 = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
