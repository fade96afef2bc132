// Judge returns the verdict on what was scanned or pasted: the first one that
// matches, in the order of the format's manual,
// internal/trust/credential/doc.go.

import { withoutSpace, parseToken, readNumber, formatNumber, maxToken } from "./digits.js";
import { openMessage, verify, peek, typeCWT } from "./cose.js";
import { readClaim } from "./token.js";
import { expand, isCompact, UnknownEvent, UnknownKey } from "./compact.js";
import { placeOf, openRecord, NoRecord } from "./record.js";
import { Unsupported } from "./fields.js";
import { answersFor, allows, covers, displayName, eventsOf, labelsOf, useCertificates, compromised } from "./issuer.js";
import { entryAt, isExpired, isFresh, suspended, superseded } from "./status.js";

// Each verdict has a state, the reason that decided ("" when valid), the signed
// facts in claim, the facts of an unproven token in unverified, and, as far as
// known, the token, the issuer, the keyID, and asOf, the second at which the
// status was last known. Of a number that is none, why has the phrase and the values
// that say it.
const blank = { state: "", reason: "", detail: "", claim: null, unverified: null, token: null, issuer: null, keyID: "", asOf: null };

// judge takes the opened documents that the verifier has pinned, the status
// lists that it has, the time in seconds, and a function that returns the bytes of the
// bucket file at a path of the issuer's site, null when it cannot be loaded; it throws when
// the file can be no bucket.
export async function judge(input, issuers, lists, now, loadBucket = () => null) {
  const verdict = { ...blank };
  const end = (state, reason, detail = "") => Object.assign(verdict, { state, reason, detail });
  if (withoutSpace(input) === "") return end("nothing", "nothing");
  try {
    const number = readNumber(input);
    if (number !== null) return judgeNumber(number, issuers, lists, now, loadBucket);
  } catch (error) {
    return Object.assign(end("unreadable", "number", error.message), { why: [error.phrase, ...error.values] });
  }
  try {
    verdict.token = parseToken(input);
  } catch (error) {
    return end("unreadable", "text", error.message);
  }
  return judgeToken(verdict.token, issuers, lists, now);
}

// Why an issuer has no token of a number: the last that holds for any of them counts.
const lookRank = ["codes-alone", "no-record", "record-missing", "record"];

// NotLoaded is the error of a bucket that is not there.
class NotLoaded extends Error {}

// judgeNumber judges the token in the first record of a number. The verdict is by the
// signature in it, never by the record.
async function judgeNumber(number, issuers, lists, now, loadBucket) {
  let verdict = { ...blank, state: "unknown-issuer", reason: "issuer" };
  for (const issuer of issuers) {
    const of = { ...blank, issuer };
    const end = (state, reason, detail = "") => Object.assign(of, { state, reason, detail });
    const place = await placeOf(issuer, number);
    if (place === null) {
      end("not-looked-up", "codes-alone");
    } else {
      try {
        const bucket = await loadBucket(place.path, issuer);
        if (bucket === null) throw new NotLoaded();
        const found = await judgeToken(await openRecord(bucket, place), issuers, lists, now);
        const claim = found.claim ?? found.unverified;
        if (claim === null || claim.number === formatNumber(number)) return found;
        return end("unreadable", "record", "the record of this number has the token of another");
      } catch (error) {
        if (error instanceof NoRecord) end("no-such-number", "no-record");
        else if (error instanceof NotLoaded) end("not-looked-up", "record-missing");
        else end("unreadable", "record", error.message);
      }
    }
    if (verdict.issuer === null || lookRank.indexOf(of.reason) > lookRank.indexOf(verdict.reason)) verdict = of;
  }
  return verdict;
}

async function judgeToken(token, issuers, lists, now) {
  const verdict = { ...blank, token };
  const end = (state, reason, detail = "") => Object.assign(verdict, { state, reason, detail });
  if (![0xd2, 0x02, 0x03].includes(token[0])) return end("unreadable", "text", "not a signed certificate");
  if (isCompact(verdict.token)) return judgeCompact(verdict.token, issuers, lists, now);
  const from = peek(verdict.token);
  if (from === null) return end("unreadable", "structure");
  verdict.keyID = from.kid;
  for (const issuer of issuers) {
    if (issuer.keys.has(from.kid) && answersFor(issuer, from.iss)) {
      verdict.issuer = issuer;
      await judgeKnown(verdict, end, lists, now);
      return verdict;
    }
  }
  verdict.unverified = unproven(verdict.token);
  return end("unknown-issuer", "issuer");
}

// judgeCompact expands a compact token by the document of each issuer with a key that
// begins like the token's. The first that signed it decides, or else the first.
async function judgeCompact(compact, issuers, lists, now) {
  let first = null;
  for (const issuer of issuers) {
    const verdict = { ...blank, issuer };
    const end = (state, reason, detail = "") => Object.assign(verdict, { state, reason, detail });
    try {
      const { token, kid, signed, host } = await expand(compact, issuer);
      verdict.keyID = kid;
      if (signed && !answersFor(issuer, host)) continue;
      if (signed) {
        verdict.token = token;
        await judgeKnown(verdict, end, lists, now);
        return verdict;
      }
      end("tampered", "signature");
    } catch (error) {
      if (error instanceof UnknownKey) continue;
      verdict.keyID = error.kid;
      if (error instanceof UnknownEvent) end("not-yet-known", "event");
      else if (error instanceof Unsupported) end("unsupported", "version");
      else end("tampered", "structure", error.message);
    }
    first ??= verdict;
  }
  return first ?? { ...blank, state: "unknown-issuer", reason: "issuer" };
}

// unproven returns what a token claims, null when it is malformed.
function unproven(token) {
  try {
    const { claim, unsupported } = readClaim(openMessage(token, typeCWT, maxToken).claims);
    return unsupported ? null : claim;
  } catch {
    return null;
  }
}

// judgeKnown runs steps 4 to 8 with a key of verdict.issuer.
async function judgeKnown(verdict, end, lists, now) {
  const { token, issuer, keyID } = verdict;
  const key = issuer.keys.get(keyID);
  let message;
  let read;
  try {
    message = openMessage(token, typeCWT, maxToken);
  } catch (error) {
    return end("tampered", "structure", error.message);
  }
  if (!(await verify(message, key.publicKey))) return end("tampered", "signature");
  try {
    read = readClaim(message.claims);
  } catch (error) {
    return end("tampered", "structure", error.message);
  }
  const { claim, unsupported } = read;
  if (claim.extra) claim.labels = labelsOf(issuer, claim);
  if (unsupported) {
    verdict.claim = claim.name ? claim : null;
    return end("unsupported", "version");
  }
  if (claim.entryHash !== "") {
    const known = eventsOf(issuer, key);
    if (!known.entries.has(claim.eventRef) && !known.events.has(claim.eventRef)) {
      verdict.claim = claim;
      return end("not-yet-known", "event");
    }
    if (!fillEntry(claim, known)) {
      verdict.unverified = claim;
      return end("tampered", "entry");
    }
  } else if (claim.eventRef !== 0 && !fillEvent(claim, eventsOf(issuer, key), issuer)) {
    verdict.claim = claim;
    return end("unsupported", "event");
  }
  // A key used outside its window or its purpose may be stolen, so its claims are
  // not proven.
  verdict.unverified = claim;
  if ((key.uses & useCertificates) === 0) return end("tampered", "key-use");
  if (!covers(key, claim.issued)) return end("tampered", "key-window");
  verdict.unverified = null;
  verdict.claim = claim;
  if (key.state === compromised && !(await allows(key, token))) return end("not-trusted", "compromised");
  if (claim.expires !== null && now >= claim.expires) return end("expired", "expired");
  return judgeStatus(verdict, end, lists, now);
}

// fillEntry copies the entry that a claim refers to into it, in its main language, and
// reports whether it is the one that was signed.
function fillEntry(claim, known) {
  const entry = known.entries.get(claim.eventRef);
  if (entry === undefined || entry.hash !== claim.entryHash) return false;
  claim.entry = entry;
  claim.event = entry.titles.get(entry.main);
  claim.firstDay = entry.firstDay;
  claim.lastDay = entry.lastDay;
  claim.issuerName = entry.issuerNames.get(entry.main);
  return true;
}

// fillEvent copies the event of the first edition that a badge refers to into its claim.
function fillEvent(claim, known, issuer) {
  const event = known.events.get(claim.eventRef);
  if (event === undefined) return false;
  claim.event = event.title;
  claim.firstDay = event.firstDay;
  claim.lastDay = event.lastDay;
  claim.issuerName = displayName(issuer, claim.language);
  return true;
}

// judgeStatus runs steps 9 and 10. What any list has revoked is revoked, although the
// list is old, expired or of the future.
function judgeStatus(verdict, end, lists, now) {
  const { root } = verdict.issuer;
  const { uri, index } = verdict.claim.status;
  const list = lists.find(root, uri);
  verdict.asOf = list?.issued ?? null;
  if (lists.everRevoked(root, uri, index)) return end("revoked", "revoked");
  if (list === undefined) return end("unknown", "list-missing");
  if (isExpired(list, now)) return end("unknown", "list-expired");
  switch (entryAt(list, index)) {
    case undefined:
      return end("error", "list-index");
    case suspended:
      return end("suspended", "suspended");
    case superseded:
      return end("superseded", "superseded");
  }
  return isFresh(list, now) ? end("valid", "") : end("stale", "list-stale");
}
