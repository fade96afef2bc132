// The verifier: it pins the issuer document, keeps the newest status lists and
// calls judge. Every list that the issuer document names is fetched, whichever
// one is needed, so that the server cannot tell what is being verified.

import { canVerify } from "./cose.js";
import { openIssuer, succeeds, addAllowList } from "./issuer.js";
import { openStatusList, StatusLists } from "./status.js";
import { judge } from "./judge.js";
import { sameBytes } from "./fields.js";
import { pathOf } from "./address.js";
import { load, loadUpTo, isArchive } from "./files.js";
import { maxBucket } from "./record.js";
import { recall, recallAll, remember, drop } from "./memory.js";

const maxDocument = 256 << 10; // bytes
const maxList = (1 << 20) + (4 << 10); // bytes
const maxAllowList = 8 << 20; // bytes
const maxLists = 16; // lists fetched in advance
const maxOlder = 8; // older versions of a list that are remembered for what they revoke
const restSeconds = 30; // before a list is fetched again
const clockTolerance = 86400; // seconds by which clocks may differ

const issuerKey = "issuer";
const listKey = (issuer, uri) => `list ${issuer.root} ${uri}`;
const olderKey = (issuer, uri) => `older ${issuer.root} ${uri} `; // then the time of the list

let able = null; // whether this browser verifies Ed25519; null: not tried yet
let pinned = null; // the issuer document
let replaced = false; // whether this host serves a document that does not succeed it
let lists = new StatusLists(); // opened under pinned
const asked = new Map(); // by list URI, when it was requested, and the promise of it

let coming = null; // what prepare has begun, for the first question alone

// prepare begins to fetch what the first question needs, so that it comes while the page is still being put together:
// the issuer document and, where a paper will be asked about, the lists.
export function prepare(isAsked) {
  coming = pinNow();
  const begun = isAsked ? coming.then(() => loadLists(Date.now() / 1000)) : coming;
  begun.catch(() => {}); // the question meets the same fault
}

// knownIssuer returns the issuer document without judging anything, null when
// it is unavailable or this browser cannot check it.
export function knownIssuer() {
  const known = coming ?? pinNow();
  coming = null;
  return known;
}

async function pinNow() {
  able ??= await canVerify();
  if (able) await pinIssuer();
  return pinned;
}

// verify returns the verdict on an input, with the issuer, notes for the
// reader, and the time in seconds. The state is "unable" or "no-keys" when no
// verdict is possible here.
export async function verify(input) {
  const now = Date.now() / 1000;
  return reach(input, now).catch(() => outcome({ state: "unable" }, now));
}

async function reach(input, now) {
  await knownIssuer();
  if (!able) return outcome({ state: "unable" }, now);
  if (pinned === null) return outcome({ state: "no-keys" }, now);
  await loadLists(now);
  let bucket = null; // the promise of it; it is asked for once
  const loadBucket = (path) => (bucket ??= loadUpTo(path, maxBucket));
  const verdict = await judge(input, [pinned], lists, now, loadBucket);
  if (verdict.claim === null) return outcome(verdict, now);
  await loadNamed(verdict, now);
  return outcome(await judge(input, [pinned], lists, now, loadBucket), now);
}

// loadLists adds the lists that the issuer document names.
async function loadLists(now) {
  await Promise.all((pinned?.statusLists ?? []).slice(0, maxLists).map((uri) => loadList(uri, now)));
}

function outcome(verdict, now) {
  const notices = [];
  if (isArchive) notices.push("archive");
  if (replaced) notices.push("replaced");
  if (!isSecureContext && !isArchive) notices.push("insecure");
  const known = [pinned?.issued, verdict.asOf, verdict.claim?.issued].filter((t) => typeof t === "number");
  if (known.some((time) => time > now + clockTolerance)) notices.push("clock");
  return { verdict, issuer: pinned, notices, now };
}

// pinIssuer pins the document of this host if it succeeds the one that this
// browser has seen before; otherwise it keeps the old one.
async function pinIssuer() {
  const [fetched, kept] = await Promise.all([load("/issuer.cwt", maxDocument), isArchive ? null : recall(issuerKey)]);
  const [next, before] = [await opened(fetched), await opened(kept)];
  const follows = next !== null && (before === null || sameBytes(fetched, kept) || succeeds(next, before));
  replaced = next !== null && !follows && !(next.root === before.root && next.sequence <= before.sequence);
  if (kept !== null && before === null) await drop(issuerKey, kept); // it would keep out what is true
  const issuer = follows ? next : before;
  if (issuer === null) return;
  if (follows && !isArchive) await remember(issuerKey, next.sequence, fetched);
  if (pinned !== null && pinned.root === issuer.root && pinned.sequence === issuer.sequence) return;
  // Lists of the previous document may not be valid under this one: their key may
  // be compromised now.
  pinned = issuer;
  lists = new StatusLists();
  asked.clear();
}

const opened = (data) => (data === null ? null : openIssuer(data).catch(() => null));

// loadList adds the version of a list that this browser remembers and the one
// that this host serves now. Calls during a request share it.
function loadList(uri, now) {
  const before = asked.get(uri);
  if (before !== undefined && Math.abs(now - before.at) < restSeconds) return before.done;
  const done = loadNow(uri, pinned);
  asked.set(uri, { at: now, done });
  return done;
}

async function loadNow(uri, issuer) {
  const path = pathOf(issuer, uri);
  if (path === null) return;
  const key = listKey(issuer, uri);
  const [fetched, kept, older] = await Promise.all([load(path, maxList), isArchive ? null : recall(key),
    isArchive ? [] : recallAll(olderKey(issuer, uri), maxOlder)]);
  const keptList = await openList(uri, kept, issuer);
  if (kept !== null && keptList === null) await drop(key, kept);
  for (const data of older) await openList(uri, data, issuer);
  const list = await openList(uri, fetched, issuer);
  if (list === null || isArchive || issuer !== pinned) return;
  if (lists.find(list.root, uri) === list) {
    // The store may say another time than the list itself.
    if (keptList !== null && keptList.issued < list.issued) await drop(key, kept);
    await remember(key, list.issued, fetched);
    if (keptList !== null && lists.aloneRevokes(keptList)) await remember(olderKey(issuer, uri) + keptList.issued, keptList.issued, kept);
  } else if (lists.aloneRevokes(list)) {
    await remember(olderKey(issuer, uri) + list.issued, list.issued, fetched);
  }
}

// openList adds a list, of an older one what it revokes, unless another document is
// pinned by now, and returns it; null when it is not valid under that of the issuer.
async function openList(uri, data, issuer) {
  if (data === null) return null;
  const list = await openStatusList(data, issuer).catch(() => null);
  if (list === null || list.uri !== uri) return null;
  if (issuer === pinned) lists.add(list);
  return list;
}

// loadNamed fetches the files that only the token names: a list that is not in
// the issuer document, and the allow-list of a compromised key.
async function loadNamed(verdict, now) {
  if (verdict.claim.status) await loadList(verdict.claim.status.uri, now);
  const key = pinned.keys.get(verdict.keyID);
  if (verdict.reason !== "compromised" || key.allowList === null || key.allowed !== null) return;
  const data = await load(key.allowList.path, maxAllowList);
  if (data !== null) await addAllowList(pinned, data).catch(() => {});
}
