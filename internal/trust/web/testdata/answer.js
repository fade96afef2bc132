// answer judges a vector of internal/trust/credential/testdata/vectors with the modules of
// the page and says the outcome in the words of that file, for Node and browsers.

import { judge } from "../page/judge.js";
import { openIssuer, addAllowList } from "../page/issuer.js";
import { openStatusList, StatusLists } from "../page/status.js";

const states = {
  "nothing": ["SCAN OR PASTE", 2],
  "unreadable": ["UNREADABLE", 50],
  "unknown-issuer": ["UNKNOWN ISSUER", 40],
  "tampered": ["TAMPERED", 30],
  "unsupported": ["UNSUPPORTED", 51],
  "not-yet-known": ["NOT YET KNOWN HERE", 41],
  "no-such-number": ["NO SUCH NUMBER HERE", 42],
  "not-looked-up": ["NUMBER NOT LOOKED UP", 43],
  "not-trusted": ["NOT TRUSTED", 31],
  "expired": ["EXPIRED", 23],
  "revoked": ["REVOKED", 20],
  "superseded": ["SUPERSEDED", 21],
  "suspended": ["SUSPENDED", 22],
  "error": ["ERROR", 1],
  "valid": ["VALID", 0],
  "stale": ["VALID, STATUS STALE", 10],
  "unknown": ["GENUINE, STATUS UNKNOWN", 10],
};

const bytes = (text) => Uint8Array.from(text.match(/../g) ?? [], (b) => parseInt(b, 16));

const instant = (seconds) => new Date(seconds * 1000).toISOString().replace(".000Z", "Z");

const noNumber = "0000-0000-0000-0000";

function written(claim) {
  const all = {
    issuer: claim.issuer,
    issued: instant(claim.issued),
    expires: claim.expires === null ? "" : instant(claim.expires),
    number: claim.number,
    replaces: claim.replaces,
    status: claim.status,
    kind: claim.kind,
    name: claim.name,
    name_local: claim.nameLocal,
    language: claim.language,
    role: claim.role,
    minutes: claim.minutes || "",
    event_ref: claim.eventRef || "",
    event: claim.event,
    first_day: claim.firstDay,
    last_day: claim.lastDay,
    issuer_name: claim.issuerName,
    entry_hash: claim.entryHash,
    entry: claim.entry === null ? "" : writtenEntry(claim.entry),
    extra: claim.extra.length > 0 ? Object.fromEntries(claim.extra) : "",
    labels: claim.labels?.size > 0 ? Object.fromEntries([...claim.labels].map(([key, texts]) => [key, Object.fromEntries(texts)])) : "",
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== "" && value !== noNumber));
}

const kinds = ["certificate", "badge"]; // by their number

function writtenEntry(entry) {
  const all = {
    event_id: entry.eventID,
    main: entry.main,
    titles: Object.fromEntries(entry.titles),
    first_day: entry.firstDay,
    last_day: entry.lastDay,
    issuer_names: Object.fromEntries(entry.issuerNames),
    roles: entry.roles.length > 0 ? entry.roles.map((labels) => Object.fromEntries(labels)) : "",
    lists: entry.lists,
    expires: entry.expires === null ? "" : instant(entry.expires),
    facts: entry.facts.size > 0 ? Object.fromEntries([...entry.facts].map(([key, labels]) => [key, Object.fromEntries(labels)])) : "",
    days: entry.days.size > 0 ? Object.fromEntries(entry.days) : "",
    printed: entry.printed.size > 0 ? Object.fromEntries([...entry.printed].map(([kind, facts]) => [kinds[kind], Object.fromEntries(facts)])) : "",
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ""));
}

export async function answer(vector) {
  const issuer = await openIssuer(bytes(vector.issuer));
  if (issuer.root !== vector.root) throw new Error(`root ${issuer.root}, not ${vector.root}`);
  for (const list of vector.allow_lists ?? []) await addAllowList(issuer, bytes(list));
  const lists = new StatusLists();
  for (const data of vector.lists ?? []) {
    try {
      lists.add(await openStatusList(bytes(data), issuer));
    } catch {
      // A list that cannot be opened is left out, as a verifier does.
    }
  }
  const bucket = vector.bucket === undefined ? null : bytes(vector.bucket);
  const verdict = await judge(vector.input, [issuer], lists, Date.parse(vector.clock) / 1000, () => bucket);
  const [state, exit] = states[verdict.state];
  const said = { state, exit, line: state };
  if (verdict.state === "stale") said.line = "VALID, status as of " + instant(verdict.asOf).slice(0, 10);
  if (verdict.reason !== "") said.reason = verdict.reason;
  if (verdict.keyID !== "") said.key_id = verdict.keyID;
  if (verdict.asOf !== null) said.status_as_of = instant(verdict.asOf);
  if (verdict.claim !== null) said.claim = written(verdict.claim);
  if (verdict.unverified !== null) said.unverified = written(verdict.unverified);
  return said;
}
