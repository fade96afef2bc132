// An event entry of the issuer document: what it says of an event in every language of
// the event. A token carries its hash, so it never changes.

import { encode } from "./cbor.js";
import { sha256 } from "./cose.js";
import { required, optional, isText, isAddress, isURI, printable, hex, maxTime, maxExact } from "./fields.js";

const secondsADay = 86400;
const firstFact = 64;

// isEntry tells an entry from an event of the first edition.
export const isEntry = (content) => content instanceof Map && content.get(2) instanceof Map;

// hashOf returns the hash, in hexadecimal, by which tokens pin an entry.
export const hashOf = async (entry) => hex((await sha256(encode(entry.content))).subarray(0, 8));

// hostOf returns the iss of every token that refers to the entry.
export const hostOf = (entry) => entry.lists.slice("https://".length, Math.max(8, entry.lists.lastIndexOf("/s/")));

// roleNames returns every label, by language, of the role whose label in any language
// is the given one; null when there is none.
export function roleNames(entry, label) {
  const main = entry.roles.find((labels) => labels.get(entry.main) === label);
  return main ?? entry.roles.find((labels) => [...labels.values()].includes(label)) ?? null;
}

// inLanguages returns the texts of a map by language as [tag, text], each text once:
// the reader's first, then the main language's.
export function inLanguages(entry, texts, language) {
  const tags = [language, language.split("-")[0], entry.main, ...texts.keys()].filter((tag) => texts.has(tag));
  const first = new Map();
  for (const tag of tags) if (!first.has(texts.get(tag))) first.set(texts.get(tag), tag);
  return [...first].map(([text, tag]) => [tag, text]);
}

export function readEntry(f) {
  const entry = { eventID: f.text(1, "event id", required) };
  entry.titles = byLanguage(f.table(2, "titles", required), "titles");
  [entry.firstDay, entry.lastDay] = f.days(3, 4);
  entry.issuerNames = byLanguage(f.table(5, "issuer's names", required), "issuer's names");
  entry.roles = f.list(6, "roles", optional).map((labels) => byLanguage(f.reader.fields(labels), "roles"));
  entry.lists = f.text(7, "address of lists", required);
  if (!isURI(entry.lists) || !entry.lists.endsWith("-") || !isAddress(hostOf(entry))) f.fail("address of lists: wrong");
  entry.expires = null;
  if (f.has(8)) {
    const last = f.integer(8, "last valid day", required, 0, Math.floor(maxTime / secondsADay) - 1);
    entry.expires = (last + 1) * secondsADay;
  }
  entry.facts = f.has(9) ? readLabels(f.table(9, "labels of further facts", required)) : new Map();
  readMain(f, entry);
  entry.days = f.has(11) ? byLanguage(f.table(11, "days as printed", required), "days as printed") : new Map();
  entry.printed = new Map();
  for (const kind of [0, 1]) {
    if (f.has(12 + kind)) entry.printed.set(kind, readPrinted(f.table(12 + kind, "printed facts", required)));
  }
  f.done();
  return entry;
}

// readMain reads the main language, which is left out when it is the first of the titles.
function readMain(f, entry) {
  const tags = [...entry.titles.keys()];
  entry.main = tags[0];
  if (f.has(10)) {
    entry.main = f.text(10, "main language", required);
    if (!tags.slice(1).includes(entry.main)) f.fail("main language: not a later language of the titles");
  }
  if (!entry.issuerNames.has(entry.main)) f.fail("issuer's names: none in the main language");
  if (!entry.roles.every((labels) => labels.has(entry.main))) f.fail("roles: no label in the main language");
}

// byLanguage reads a map that holds nothing but texts by language tag, at least one.
export function byLanguage(f, what) {
  const texts = new Map();
  for (const tag of [...f.left.keys()]) {
    if (!isText(tag) || !printable(tag)) {
      f.fail(what + ": a key that is not a language tag");
      return texts;
    }
    texts.set(tag, f.text(tag, what, required));
  }
  if (texts.size === 0) f.fail(what + ": none");
  return texts;
}

function readLabels(f) {
  const labels = new Map();
  for (const key of [...f.left.keys()]) {
    if (typeof key !== "number" || key < firstFact || key > maxExact) {
      f.fail("labels of further facts: a key that is not a number from 64");
      return labels;
    }
    labels.set(key, byLanguage(f.table(key, "label of a further fact", required), "label of a further fact"));
  }
  if (labels.size === 0) f.fail("labels of further facts: none");
  return labels;
}

// readPrinted reads which facts every paper of a kind prints, and in which languages.
// The page of the site compares no pages: it only refuses what is malformed.
function readPrinted(f) {
  const facts = new Map();
  for (const key of [...f.left.keys()]) {
    if (typeof key !== "number" || key < 1 || key >= firstFact) {
      f.fail("printed facts: a key that is not a number below 64");
      return facts;
    }
    const tags = f.texts(key, "languages of a printed fact", printable);
    if (new Set(tags).size !== tags.length) f.fail("languages of a printed fact: one is listed twice");
    facts.set(key, tags);
  }
  if (facts.size === 0) f.fail("printed facts: none");
  return facts;
}
