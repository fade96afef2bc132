// The service worker. It serves the page from its own cache, so that the page works
// without a network. What the page verifies with is kept by the page itself.

const version = "@version@"; // changes with every file of the page
const parts = "@parts@"; // the folder of the page's files, whose name changes with every one of them

// What every visit loads. Languages and the reader of codes are kept when they are asked for.
const needed = ["main.js", "style.css", "icon.svg"];

// Several pages can live on one host, each under a path of its own.
const base = new URL("./", self.registration.scope);
const ours = `page ${base.pathname} `;
const pageCache = ours + version;

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(newPage());
});

// newPage fills the cache of the page. What is there before the first install was put
// there by another page of this host, which may have been anybody's.
async function newPage() {
  await caches.delete(pageCache);
  const all = [fresh(), ...needed.map((name) => lasting(parts + name))];
  await Promise.all(all.map(cacheFirst));
  const kept = await (await caches.open(pageCache)).keys();
  if (kept.length < all.length) throw Error(); // a later visit installs it
}

self.addEventListener("activate", (event) => event.waitUntil(dropOldPages().then(() => self.clients.claim())));

// A page that was loaded while the worker was activated, or past it (a forced reload), asks to be taken too: its one message.
self.addEventListener("message", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== base.origin || !pathname.startsWith(base.pathname)) return;
  const path = pathname.slice(base.pathname.length);
  if (path === "" || path === "index.html") event.respondWith(cacheFirst(fresh()));
  else if (path.startsWith(parts)) event.respondWith(cacheFirst(lasting(path)));
});

// fresh requests the page itself; lasting one of its parts, which never changes, as the page does: then a browser takes
// it from its cache. Firefox keeps answers to requests without credentials apart.
const fresh = () => new Request(base, { cache: "no-cache", credentials: "omit" });
const lasting = (path) => new Request(new URL(path, base));

async function dropOldPages() {
  for (const name of await caches.keys()) {
    if (name.startsWith(ours) && name !== pageCache) await caches.delete(name);
  }
}

// Many hosts answer with a page of theirs, as if all were well, or with one of another version while new files are coming:
// to keep such an answer would break the page for good. Where nothing can be stored the page still works, with a network.
async function cacheFirst(request) {
  const cache = await caches.open(pageCache).catch(() => {});
  const copy = await cache?.match(request).catch(() => {});
  if (copy !== undefined) return copy;
  let response = await fetch(request);
  const isHTML = /^text\/html/i.test(response.headers.get("content-type"));
  const belongs = response.ok && response.type === "basic" && isHTML === (request.url === base.href) && // no other host's
    (!isHTML || (await response.clone().text()).includes(parts));
  // A browser takes no answer to a navigation that says that it was redirected.
  if (response.redirected) response = new Response(response.body, response);
  if (belongs) await cache?.put(request, response.clone()).catch(() => {});
  return response;
}
