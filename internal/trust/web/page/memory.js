// What this browser remembers between visits and shares between tabs: the
// newest version of each file that it has seen. Where storage is not allowed,
// it remembers until the tab is closed.

import { sameBytes } from "./fields.js";

const storeName = "newest";

// Several pages can live on one host, each under a path of its own.
const folder = new URL(".", location.href).pathname;
const databaseName = folder === "/" ? "lanyard" : "lanyard " + folder;

// Milliseconds to wait for the store: some browsers never answer. A busy phone
// takes seconds, and without its memory the page would trust whatever issuer
// document is served today.
const patience = 15_000;
const fallback = new Map();

const database = new Promise((resolve) => {
  try {
    const opening = indexedDB.open(databaseName, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(storeName);
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => resolve(null);
    setTimeout(() => resolve(null), patience);
  } catch {
    resolve(null);
  }
});

// inStore runs work on the store and returns what work puts into the box,
// undefined when nothing can be stored.
async function inStore(mode, work) {
  const db = await database;
  if (db === null) return undefined;
  return new Promise((resolve) => {
    const box = {};
    try {
      const transaction = db.transaction(storeName, mode);
      work(transaction.objectStore(storeName), box);
      transaction.oncomplete = () => resolve(box);
      transaction.onerror = transaction.onabort = () => resolve(undefined);
    } catch {
      resolve(undefined);
    }
  });
}

// recall returns the bytes kept under the key, or null.
export async function recall(key) {
  const box = await inStore("readonly", (store, box) => {
    const got = store.get(key);
    got.onsuccess = () => (box.kept = got.result);
  });
  return (box?.kept ?? fallback.get(key))?.data ?? null;
}

// recallAll returns all bytes kept under keys with a beginning, at most some of them.
export async function recallAll(beginning, most) {
  const box = await inStore("readonly", (store, box) => {
    const got = store.getAll(IDBKeyRange.bound(beginning, beginning + "\uffff"), most);
    got.onsuccess = () => (box.kept = got.result);
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
      if (isLater(got.result)) store.put({ time, data }, key);
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
      if (isThat(got.result)) store.delete(key);
    };
  });
}

// forget drops everything.
export async function forget() {
  fallback.clear();
  await inStore("readwrite", (store) => store.clear());
}
