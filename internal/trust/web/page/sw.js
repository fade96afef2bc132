// The service worker. It serves the page from its own cache; the issuer
// document and the lists from the network, or from the cache when there is no
// network.

const version = "@version@"; // changes with every file of the page
const pageFiles = new Set(["@page files@"]);
const liveFiles = ["@live files@"];

const pageCache = "page " + version;
const liveCache = "live";
const patience = 4000; // milliseconds to wait for the network when there is a copy

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(Promise.all([
    caches.open(pageCache).then((cache) => cache.addAll([...pageFiles].filter(isNeeded).map(fresh))),
    caches.open(liveCache).then((cache) => Promise.allSettled(liveFiles.map((path) => cache.add(fresh(path))))),
  ]));
});

self.addEventListener("activate", (event) => event.waitUntil(dropOldPages().then(() => self.clients.claim())));

self.addEventListener("fetch", (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== self.location.origin) return;
  if (pageFiles.has(pathname)) event.respondWith(cacheFirst(pathname));
  else if (isLive(pathname)) event.respondWith(networkFirst(pathname));
});

const isLive = (pathname) => liveFiles.includes(pathname) || pathname.startsWith("/s/");

// isNeeded leaves out the languages that nobody has asked for: each is kept once it
// is fetched. English is what the others fall back to.
const isNeeded = (pathname) => !pathname.startsWith("/lang/") || pathname === "/lang/en.js";

// fresh requests a path on this host; two slashes would name another host.
const fresh = (path) => new Request(self.location.origin + path, { cache: "no-cache", credentials: "omit" });

async function dropOldPages() {
  for (const name of await caches.keys()) {
    if (name.startsWith("page ") && name !== pageCache) await caches.delete(name);
  }
}

async function cacheFirst(path) {
  const cache = await caches.open(pageCache);
  const copy = await cache.match(path);
  if (copy !== undefined) return copy;
  const response = await fetch(fresh(path));
  if (response.ok) await cache.put(path, response.clone());
  return response;
}

async function networkFirst(path) {
  const cache = await caches.open(liveCache);
  const copy = await cache.match(path);
  try {
    const signal = copy === undefined ? undefined : AbortSignal.timeout(patience);
    const response = await fetch(fresh(path), { signal });
    if (response.ok) {
      await cache.put(path, response.clone());
      return response;
    }
    return copy ?? response;
  } catch {
    return copy ?? Response.error();
  }
}
