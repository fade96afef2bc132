// The issuer document: an organiser's signing keys, and the events that tokens
// refer to.

import { openMessage, verify, thumbprint, keyID, readKey, sha256, typeCWT } from "./cose.js";
import { readEntry, isEntry, hashOf, byLanguage } from "./entry.js";
import { Reader, required, optional, isText, isAddress, isURI, isPath, printable, hex, sameBytes, maxExact } from "./fields.js";

const maxDocument = 256 << 10; // bytes
const maxAllowList = 8 << 20; // bytes
const entrySize = 8; // bytes of a token's hash in an allow-list
const claimIssuer = -65538;
const firstFact = 64;
const maxBuckets = 1 << 16;

export const useCertificates = 1;
export const useStatus = 2;
export const compromised = 2;

// openIssuer opens an issuer document. The caller must know whether its root
// key, with the thumbprint root, is the organiser's.
export async function openIssuer(data) {
  const message = openMessage(data, typeCWT, maxDocument);
  const { issuer, publicKeys, rootKey } = readIssuer(message.claims);
  issuer.root = hex(await thumbprint(rootKey));
  if (hex(message.kid) !== issuer.root) throw new Error("kid is not its root key");
  for (const [n, key] of publicKeys.entries()) {
    const id = await keyID(key.publicKey);
    if (issuer.keys.has(id)) throw new Error(`key ${n + 1} stands twice`);
    issuer.keys.set(id, key);
  }
  for (const { entries } of [issuer, ...issuer.keys.values()].map((key) => eventsOf(issuer, key))) {
    for (const entry of entries.values()) entry.hash = await hashOf(entry);
  }
  if (!(await verify(message, rootKey))) throw new Error("invalid signature");
  return issuer;
}

function readIssuer(payload) {
  if (!payload.has(claimIssuer)) throw new Error("not an issuer document");
  const reader = new Reader();
  const f = reader.fields(payload);
  const issuer = { host: f.text(1, "iss", required), issued: f.time(6, "iat", required), keys: new Map() };
  if (!isAddress(issuer.host)) reader.fail("iss: not a host");
  const d = f.table(claimIssuer, "issuer", required);
  f.done();
  issuer.sequence = d.integer(1, "sequence number", required, 1, maxExact);
  issuer.names = byLanguage(d.table(2, "names", required), "names");
  const publicKeys = d.list(3, "keys", required).map((key) => readSigningKey(reader.fields(key)));
  issuer.formerHosts = d.texts(4, "former hosts", isAddress);
  issuer.statusLists = d.texts(5, "status lists", isURI);
  issuer.nextRoot = hex(d.bytes(32, 6, "next root key", optional) ?? []);
  issuer.events = new Map(); // of the first edition
  issuer.entries = new Map();
  if (d.has(7)) readEvents(d.table(7, "events", required), issuer);
  issuer.facts = d.has(12) ? readFacts(d.table(12, "facts", required)) : new Map();
  issuer.buckets = d.integer(9, "buckets", optional, 1, maxBuckets) ?? 0; // 0: it answers codes alone
  if (!Number.isInteger(Math.log2(issuer.buckets || 1))) d.fail("buckets: not a power of two");
  const rootKey = readKey(d.table(8, "root key", required));
  d.done();
  reader.finish();
  return { issuer, publicKeys, rootKey };
}

// readFacts reads the labels of facts of the events' own.
function readFacts(f) {
  const facts = new Map();
  for (const key of [...f.left.keys()]) {
    if ((typeof key !== "number" && typeof key !== "bigint") || key < firstFact) {
      f.fail("facts: a key that is not one of a fact");
      return facts;
    }
    facts.set(String(key), byLanguage(f.table(key, "labels of a fact", required), "labels of a fact"));
  }
  if (facts.size === 0) f.fail("facts: none");
  return facts;
}

function readSigningKey(f) {
  const key = { publicKey: readKey(f.table(1, "key", required)), allowed: null };
  key.state = f.integer(2, "key state", required, 0, compromised);
  key.notBefore = f.time(3, "not before", required);
  key.notAfter = f.time(4, "not after", optional);
  if (key.notAfter !== null && key.notAfter < key.notBefore) f.fail("key window: ends before it starts");
  key.uses = f.integer(5, "key uses", required, 1, useCertificates | useStatus);
  key.allowList = null;
  if (f.has(6)) {
    const a = f.table(6, "allow-list", required);
    key.allowList = { hash: a.bytes(32, 1, "allow-list hash", required), path: a.text(2, "allow-list path", required) };
    if (!isPath(key.allowList.path)) f.fail("allow-list: not an absolute path");
    a.done();
  }
  if (f.has(7)) {
    key.own = { events: new Map(), entries: new Map() };
    readEvents(f.table(7, "events of a key", required), key.own);
  }
  f.done();
  return key;
}

// eventsOf returns what tokens of a key refer to: the events of the document, or those
// that another root key vouched for when the key signed them.
export function eventsOf(issuer, key) {
  return key?.own ?? issuer;
}

function readEvents(f, { events, entries }) {
  for (const ref of [...f.left.keys()]) {
    if (typeof ref !== "number" || ref < 1) {
      f.fail("events: a key that is not a reference");
      return;
    }
    const content = f.left.get(ref);
    const e = f.table(ref, "event", required);
    if (isEntry(content)) {
      entries.set(ref, { ...readEntry(e), content });
      continue;
    }
    const title = e.text(1, "event title", required);
    const [firstDay, lastDay] = e.days(2, 3);
    e.done();
    events.set(ref, { title, firstDay, lastDay });
  }
  if (events.size + entries.size === 0) f.fail("events: none");
}

export function answersFor(issuer, host) {
  return issuer.host === host || issuer.formerHosts.includes(host);
}

// covers reports whether the key may sign at that second.
export function covers(key, time) {
  return time >= key.notBefore && (key.notAfter === null || time <= key.notAfter);
}

// succeeds reports whether the document may replace an old one in a verifier:
// it is later, is signed by the same root key or the one that old announced,
// vouches for the same host, and holds every event entry of old unchanged.
export function succeeds(issuer, old) {
  return (issuer.root === old.root || issuer.root === old.nextRoot) &&
    answersFor(issuer, old.host) && issuer.sequence > old.sequence &&
    (issuer.root !== old.root || keeps(issuer, old)) &&
    [...old.keys].every(([id, key]) => (issuer.keys.has(id) ? keeps(eventsOf(issuer, issuer.keys.get(id)), eventsOf(old, key)) :
      issuer.root === old.root && !key.own));
}

function keeps(known, old) {
  const is = ({ title, firstDay, lastDay }, event) => event?.title === title && event.firstDay === firstDay && event.lastDay === lastDay;
  return [...old.entries].every(([ref, entry]) => known.entries.get(ref)?.hash === entry.hash) &&
    [...old.events].every(([ref, event]) => is(event, known.events.get(ref)));
}

// displayName returns the issuer's name in the language, else in the language
// without region and script, else in English, else in the language whose tag
// sorts first.
export function displayName(issuer, language) {
  return inLanguage(issuer.names, language, "en");
}

// labelsOf returns the labels of the facts of a claim, by their keys.
export function labelsOf(issuer, claim) {
  return new Map(claim.extra.map(([key]) => [key, issuer.facts.get(key)]).filter(([, labels]) => labels !== undefined));
}

// factLabel returns what a fact of a claim is called: in the language, else in the
// language without region and script, else in the main language of the event, else
// as displayName; "" when nobody says. The entry of the event decides, and the issuer
// document where it has none. Claim.Label answers the same, on the vectors of
// credential/testdata/labels.json.
export function factLabel(claim, key, language) {
  const labels = claim.entry?.facts.get(Number(key)) ?? claim.labels?.get(key) ?? new Map();
  return inLanguage(labels, language, claim.entry?.main ?? "en");
}

function inLanguage(texts, language, main) {
  for (const tag of [language, language.split("-")[0], main, "en", ...[...texts.keys()].sort()]) {
    if (texts.has(tag)) return texts.get(tag);
  }
  return "";
}

// addAllowList adds the content of an allow-list file, which the document must
// name by its hash.
export async function addAllowList(issuer, data) {
  if (data.length > maxAllowList || data.length % entrySize !== 0) throw new Error("allow-list: wrong size");
  for (let at = entrySize; at < data.length; at += entrySize) {
    if (compare(data, at - entrySize, data, at) >= 0) throw new Error("allow-list: not sorted");
  }
  const hash = await sha256(data);
  const keys = [...issuer.keys.values()].filter((k) => k.allowList !== null && sameBytes(k.allowList.hash, hash));
  if (keys.length === 0) throw new Error("allow-list: not one that the issuer document names");
  for (const key of keys) key.allowed = data;
}

// allows reports whether the token is in the allow-list of the key.
export async function allows(key, token) {
  if (key.allowed === null) return false;
  const hash = await sha256(token);
  let low = 0;
  let high = key.allowed.length / entrySize;
  while (low < high) {
    const middle = (low + high) >> 1;
    const order = compare(hash, 0, key.allowed, middle * entrySize);
    if (order === 0) return true;
    if (order < 0) high = middle;
    else low = middle + 1;
  }
  return false;
}

function compare(a, atA, b, atB) {
  for (let n = 0; n < entrySize; n++) {
    if (a[atA + n] !== b[atB + n]) return a[atA + n] - b[atB + n];
  }
  return 0;
}
