// What this browser remembers between visits and shares between tabs: the
// newest version of each file that it has seen. Where storage is not allowed,
// it remembers until the tab is closed.

import { sameBytes } from "./fields.js";

const storeName = "newest";

// Several pages can live on one host, each under a path of its own.
const folder = new URL(".", location.href).pathname;
const databaseName = folder === "/" ? "lanyard" : "lanyard " + folder;

// Milliseconds to wait for the store: some browsers never answer, and another page
// of this host can hold a lock. A busy phone takes seconds, and without its memory the
// page would trust whatever issuer document is served today.
const patience = 15_000;
const fallback = new Map();

// database is the promise of it, of null where there is none. It is opened anew after
// somebody has deleted it.
let database = opened(true);

// opened opens the database. One that another page of this host has left in its place, of
// a later version or without the store, is deleted first, once.
function opened(mayDelete) {
  return inTime(new Promise((resolve) => {
    const anew = () => {
      if (!mayDelete) return resolve(null);
      indexedDB.deleteDatabase(databaseName).onsuccess = () => resolve(opened(false));
    };
    try {
      const opening = indexedDB.open(databaseName, 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore(storeName);
      opening.onsuccess = () => {
        const db = opening.result;
        db.onversionchange = db.onclose = () => {
          db.close();
          database = null;
        };
        if (db.objectStoreNames.contains(storeName)) resolve(db);
        else anew(); // which closes this one
      };
      opening.onerror = () => (opening.error.name === "VersionError" ? anew() : resolve(null));
    } catch {
      resolve(null);
    }
  }));
}

// inTime is a promise, or that of null when it takes longer than patience.
function inTime(promise) {
  return Promise.race([promise, new Promise((resolve) => setTimeout(resolve, patience, null))]);
}

// inStore runs work on the store and returns what work puts into the box,
// undefined when nothing can be stored. What has been too slow once is not asked again.
async function inStore(mode, work) {
  const db = await (database ??= opened(true));
  if (db === null) return;
  const done = await inTime(new Promise((resolve) => {
    const box = {};
    try {
      const transaction = db.transaction(storeName, mode);
      work(transaction.objectStore(storeName), box);
      transaction.oncomplete = () => resolve(box);
      transaction.onerror = transaction.onabort = () => resolve();
    } catch {
      resolve();
    }
  }));
  if (done === null) database = Promise.resolve(null);
  return done;
}

// sound returns what is kept if it is of the form in which this page keeps it, or else
// undefined: another page of this host may have put it there.
const sound = (kept) => (kept?.data instanceof Uint8Array && kept.time >= 0 ? kept : undefined);

// recall returns the bytes kept under the key, or null.
export async function recall(key) {
  const box = await inStore("readonly", (store, box) => {
    const got = store.get(key);
    got.onsuccess = () => (box.kept = sound(got.result));
  });
  return (box?.kept ?? fallback.get(key))?.data ?? null;
}

// recallAll returns all bytes kept under keys with a beginning, at most some of them.
export async function recallAll(beginning, most) {
  const box = await inStore("readonly", (store, box) => {
    const got = store.getAll(IDBKeyRange.bound(beginning, beginning + "\uffff"), most);
    got.onsuccess = () => (box.kept = got.result.filter(sound));
  });
  const kept = box?.kept ?? [...fallback].filter(([key]) => key.startsWith(beginning)).map(([, one]) => one).slice(0, most);
  return kept.map(({ data }) => data);
}

// remember keeps the bytes of a file with its time, unless a later one is kept
// already, even if another tab keeps one in the same moment.
export async function remember(key, time, data) {
  const isLater = (kept) => kept === undefined || kept.time <= time;
  if (isLater(fallback.get(key))) fallback.set(key, { time, data });
  await inStore("readwrite", (store) => {
    const got = store.get(key);
    got.onsuccess = () => {
      if (isLater(sound(got.result))) store.put({ time, data }, key);
    };
  });
}

// drop forgets the bytes kept under the key, if they are still the same: a file
// that is no longer true must not keep out one that is.
export async function drop(key, data) {
  const isThat = (kept) => kept !== undefined && sameBytes(kept.data, data);
  if (isThat(fallback.get(key))) fallback.delete(key);
  await inStore("readwrite", (store) => {
    const got = store.get(key);
    got.onsuccess = () => {
      if (isThat(sound(got.result))) store.delete(key);
    };
  });
}

// forget drops everything.
export async function forget() {
  fallback.clear();
  await inStore("readwrite", (store) => store.clear());
}
