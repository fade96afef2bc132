// What the reader sees. All text becomes text nodes; text from a token is
// inside <bdi dir=auto>, so that no name can reorder the text around it.

import { phrases, direction, formatDays, formatInstant, formatAgo, formatDate, formatMinutes } from "./text.js";
import { displayName, factLabel } from "./issuer.js";
import { inLanguages, roleNames } from "./entry.js";
import { isUnder } from "./address.js";
import { isArchive } from "./files.js";

const byID = (id) => document.getElementById(id);

const sections = ["home", "checking", "verdict"];

// show shows one of the three sections.
export function show(name) {
  for (const id of sections) byID(id).hidden = id !== name;
  if (name !== "verdict") {
    byID("announcement").textContent = name === "checking" ? byID("checking-text").textContent : "";
    for (const id of ["notices", "facts", "standing", "unverified-facts", "technical-facts"]) byID(id).replaceChildren();
  }
}

// complain shows why no code was read, and hides that when trouble is null.
export function complain(trouble, language) {
  const { phrase, number } = trouble ?? {};
  const format = new Intl.NumberFormat(language);
  byID("trouble").hidden = trouble === null;
  byID("trouble").replaceChildren(...(trouble === null ? [] : fill(phrases[language][phrase], format.format(number))));
}

// speak sets the language of the page's own text.
export function speak(language) {
  const t = phrases[language];
  document.documentElement.lang = language;
  document.documentElement.dir = direction(language);
  for (const element of document.querySelectorAll("[data-text]")) element.textContent = t[element.dataset.text];
  document.title = t.title;
}

// nameIssuer shows whose page this is.
export function nameIssuer(issuer, language) {
  byID("issuer-name").replaceChildren(said(issuer === null ? "" : displayName(issuer, language)));
}

// present shows an outcome of verify; command is the command that checks the
// same on a computer, "" when there is nothing to check.
export function present({ verdict, issuer, notices, now, elsewhere }, command, language) {
  const t = phrases[language];
  const [title] = t.verdicts[verdict.state];
  const name = issuer === null ? "" : displayName(issuer, language);
  const text = textOf(verdict, name, t, language);
  const asOf = verdict.asOf == null ? "" : formatDate(verdict.asOf, language);
  byID("verdict").dataset.state = verdict.state;
  byID("icon").setAttribute("href", "#icon-" + verdict.state);
  presentHeading(verdict.claim?.kind, fill(title, asOf), text, t);
  byID("notices").replaceChildren(...notices.map((notice) => element("p", t[notice])));
  if (elsewhere) {
    const warning = element("p", "");
    warning.replaceChildren(...fill(t.elsewhere, elsewhere, issuer.host));
    byID("notices").append(warning);
  }
  byID("forget").hidden = !notices.includes("replaced");
  presentFacts(verdict, t, language);
  presentStanding(verdict, issuer, now, t, language);
  fold("unverified", verdict.unverified ? claimRows(verdict.unverified, t, language) : []);
  fold("technical", technicalRows(verdict, issuer, now, t, language));
  // When the page cannot judge, offer the command.
  byID("technical").open = issuer === null;
  byID("command").hidden = command === "";
  byID("command-text").textContent = command;
  show("verdict");
  byID("announcement").textContent = byID("verdict").querySelector("header").innerText;
}

// presentHeading shows the verdict, after what it is about: a badge proves less than a
// certificate, and says so.
function presentHeading(kind, title, text, t) {
  byID("verdict").dataset.kind = kind ?? "";
  const what = kind === undefined ? [] : [element("span", kind === "badge" ? t.badge : t.certificate)];
  byID("verdict-title").replaceChildren(...what, ...title);
  byID("verdict-text").replaceChildren(...text, ...(kind === "badge" ? [element("span", t.badgeMeans)] : []));
}

// textOf returns what a verdict means. A number has reasons of its own.
function textOf({ state, reason, why }, name, t, language) {
  if (reason === "codes-alone") return fill(t.codesAlone);
  if (reason === "record") return fill(t.verdicts["not-looked-up"][1]);
  if (reason !== "number") return fill(t.verdicts[state][1], name);
  const format = new Intl.NumberFormat(language);
  const [phrase, ...values] = why;
  return fill(t[phrase], ...values.map((value) => (typeof value === "number" ? format.format(value) : value)));
}

function presentFacts(verdict, t, language) {
  const rows = verdict.claim ? claimRows(verdict.claim, t, language) : [];
  byID("paper").hidden = rows.length === 0;
  byID("facts").replaceChildren(...rows.map(row));
}

// claimRows returns every printed fact of a claim as [kind, label, value]. Facts of
// the event's own have their labels from the issuer, or their keys.
function claimRows(claim, t, language) {
  const tag = claim.language || undefined;
  const rows = [["name", t.name, named(claim.name, claim.nameLocal ? undefined : tag)]];
  const add = (kind, label, value) => value !== "" && rows.push([kind, label, said(value)]);
  if (claim.nameLocal) rows.push(["name", t.nameLocal, named(claim.nameLocal, tag)]);
  const { entry } = claim;
  // What stands on the paper is in one of the event's languages.
  const addAll = (kind, label, texts) => rows.push([kind, label, ...inLanguages(entry, texts, language).map(([tag, text]) => said(text, tag))]);
  const roles = entry === null || claim.role === "" ? null : roleNames(entry, claim.role);
  if (entry !== null) addAll("event", t.event, entry.titles);
  else add("event", t.event, claim.event);
  if (claim.event) rows.push(["wide", t.days, ...formatDays(claim.firstDay, claim.lastDay, language).filter(Boolean).map((text) => said(text))]);
  if (roles !== null) addAll("", t.role, roles);
  else add("", t.role, claim.role);
  if (claim.minutes) add("", t.minutes, formatMinutes(claim.minutes, language));
  if (entry !== null) addAll("wide", t.issuer, entry.issuerNames);
  else add("wide", t.issuer, claim.issuerName);
  add("number", t.number, claim.number);
  add("number", t.replaces, claim.replaces);
  if (claim.expires !== null) add("wide", t.expires, formatInstant(claim.expires, language));
  for (const [key, text] of claim.extra) {
    const label = factLabel(claim, key, language);
    add("wide", label === "" ? `${t.extra} ${key}` : said(label), text);
  }
  return rows;
}

// presentStanding shows when the status was last known, and the host that the
// address bar must show.
function presentStanding(verdict, issuer, now, t, language) {
  const rows = [];
  const { asOf } = verdict;
  // Of what has expired, or has a key that is not trusted, no list was asked.
  if (verdict.claim && (asOf !== null || verdict.state === "unknown")) {
    const texts = asOf === null ? [t.never] : [formatAgo(now - asOf, language), formatInstant(asOf, language)];
    rows.push(row(["wide", t.status, ...texts.filter(Boolean).map((text) => said(text))]));
  }
  if (issuer !== null && !isArchive) rows.push(...addressRows(issuer.host, t));
  byID("standing").replaceChildren(...rows);
}

function addressRows(address, t) {
  const rows = [row(["host", t.address, said(address)])];
  const here = location.hostname + new URL(".", location.href).pathname;
  if (isUnder(address, here)) return rows;
  const differs = element("p", "");
  differs.replaceChildren(...fill(t.differs, location.host, address));
  byID("notices").append(differs);
  return rows;
}

function technicalRows(verdict, issuer, now, t, language) {
  const rows = [];
  const add = (label, value) => rows.push(["wide", label, said(value)]);
  const addCode = (label, value) => rows.push(["code", label, said(value)]);
  const { claim } = verdict;
  if (claim) add(t.kind, claim.kind === "badge" ? t.badge : t.certificate);
  if (verdict.keyID) addCode(t.keyLabel, verdict.keyID);
  if (claim?.status) addCode(t.list, `${claim.status.uri} · ${claim.status.index}`);
  if (verdict.reason) addCode(t.reason, [verdict.reason, verdict.detail].filter(Boolean).join(": "));
  if (issuer !== null) {
    rows.push(["wide", t.sequence, said(`${issuer.host} · ${issuer.sequence}`), said(formatInstant(issuer.issued, language))]);
    addCode(t.root, issuer.root.match(/.{8}/g).join(" "));
  }
  add(t.checked, formatInstant(now, language));
  return rows;
}

// fold fills one of the two collapsible tables and closes it.
function fold(id, rows) {
  byID(id).hidden = rows.length === 0;
  byID(id).open = false;
  byID(id + "-facts").replaceChildren(...rows.map(row));
}

// row returns a label and its values.
function row([kind, label, ...values]) {
  const group = element("div", "");
  if (kind) group.className = kind;
  const description = element("dd", "");
  description.append(...values);
  const term = element("dt", "");
  term.append(label);
  group.append(term, description);
  return group;
}

function element(tag, text) {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}

// said returns the element of a text that somebody else wrote.
function said(text, language) {
  const bdi = element("bdi", text);
  bdi.dir = "auto";
  if (language !== undefined) bdi.lang = language;
  return bdi;
}

const lineLetters = 16; // of a word in large type that fit on a line of the narrowest telephones
const leastFit = 0.55; // of the size: 15 pixels

// A word as lines are broken: between spaces and after hyphens, but anywhere in scripts that have none.
const words = /[^\s\-\u2010\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]+/gu;

// named is said for a name: smaller when that keeps a word whole that is longer than a line.
function named(name, language) {
  const bdi = said(name, language);
  const longest = Math.max(0, ...(name.match(words) ?? []).map((word) => [...word.replace(/\p{M}/gu, "")].length));
  const fit = lineLetters / longest;
  if (fit < 1 && fit >= leastFit) bdi.style.setProperty("font-size", `${fit}em`);
  return bdi;
}

// fill puts values into the placeholders {0} and {1} of a phrase.
function fill(phrase, ...values) {
  return phrase.split(/(\{[01]\})/).map((part) => {
    const place = /^\{([01])\}$/.exec(part);
    return place === null ? part : said(values[place[1]]);
  });
}
