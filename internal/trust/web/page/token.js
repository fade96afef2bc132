// The claim inside a token: what is printed, and where its status is published.

import { Reader, Unsupported, required, optional, isText, isAddress, isURI, printable, hex, maxExact } from "./fields.js";
import { formatNumber } from "./digits.js";

const claimCertificate = -65537;
const firstExtra = 64;
const maxMinutes = 527040; // a leap year

// readClaim reads a payload. It returns the claim, and whether it is of a later
// version; the claim then has the fields that were understood. It throws when
// the payload is wrong.
export function readClaim(payload) {
  if (!payload.has(claimCertificate)) return { claim: {}, unsupported: true };
  const reader = new Reader();
  const f = reader.fields(payload);
  const claim = { issuer: f.text(1, "iss", required) };
  if (!isAddress(claim.issuer)) reader.fail("iss: not a host");
  claim.issued = f.time(6, "iat", required);
  claim.expires = f.time(4, "exp", optional);
  claim.number = readNumber(f, 7, "cti", required);
  const status = f.table(65535, "status", required);
  const list = status.table("status_list", "status_list", required);
  claim.status = { index: list.integer("idx", "idx", required, 0, maxExact), uri: list.text("uri", "uri", required) };
  if (!isURI(claim.status.uri)) reader.fail("uri: not an https address with a path");
  list.done();
  status.done();
  readCertificate(f.table(claimCertificate, "certificate", required), claim);
  f.done();
  try {
    reader.finish();
  } catch (error) {
    if (error instanceof Unsupported) return { claim, unsupported: true };
    throw error;
  }
  return { claim, unsupported: false };
}

function readNumber(f, key, what, presence) {
  const bytes = f.bytes(10, key, what, presence);
  if (bytes === null) return "";
  if (bytes.every((b) => b === 0)) f.fail(what + ": no number");
  return formatNumber(bytes);
}

function readCertificate(f, claim) {
  claim.name = f.text(1, "name", required);
  claim.nameLocal = f.text(9, "second name", optional);
  claim.language = f.text(13, "language", optional);
  claim.role = f.text(5, "role", optional);
  claim.minutes = f.has(6) ? f.integer(6, "minutes", required, 1, maxMinutes) : 0;
  claim.replaces = readNumber(f, 8, "replaced number", optional);
  const kind = f.integer(10, "kind", required, 0, maxExact);
  if (kind > 1) f.reader.unknown = true;
  claim.kind = kind === 1 ? "badge" : "certificate";
  claim.eventRef = 0;
  claim.entryHash = "";
  claim.entry = null;
  if (f.has(12)) {
    claim.eventRef = f.integer(12, "event reference", required, 1, maxExact);
    if (f.has(2) || f.has(3) || f.has(4) || f.has(7)) f.fail("both an event and an event reference");
    if (f.has(14)) {
      const hash = f.bytes(8, 14, "hash of the event entry", required) ?? [];
      if (hash.every((b) => b === 0)) f.fail("hash of the event entry: zero");
      claim.entryHash = hex(hash);
    }
    Object.assign(claim, { event: "", firstDay: 0, lastDay: 0, issuerName: "" });
  } else {
    if (f.has(14)) f.fail("a hash of an event entry without an event reference");
    claim.event = f.text(2, "event", required);
    [claim.firstDay, claim.lastDay] = f.days(3, 4);
    claim.issuerName = f.text(7, "issuer's name", required);
  }
  claim.extra = readExtra(f);
  f.done();
}

// readExtra returns the facts of the event's own as pairs of key and text.
function readExtra(f) {
  const extra = [];
  for (const [key, value] of [...f.left]) {
    if ((typeof key !== "number" && typeof key !== "bigint") || key < firstExtra || !isText(value)) continue;
    if (!printable(value)) f.fail("further fact: not printable");
    extra.push([String(key), value]);
    f.left.delete(key);
  }
  return extra;
}
