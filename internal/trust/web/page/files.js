// The files that are published with the page. In an archive they are part of
// the document itself, and nothing is requested.

const patience = 8000; // milliseconds to wait for a slow network

const archived = new Map();
for (const element of document.querySelectorAll("data[data-path]")) {
  archived.set(element.dataset.path, element.value);
}

export const isArchive = archived.size > 0;

// load returns the bytes of a file on this host, null when it is unavailable or
// larger than limit. A path that begins with two slashes would name another
// host.
export async function load(path, limit) {
  if (isArchive) return archived.has(path) ? fromBase64(archived.get(path)) : null;
  try {
    const response = await fetch(location.origin + path, {
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
