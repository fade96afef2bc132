// The Open Badge of a certificate, made of its claim, the issuer document and the proof in its record;
// internal/trust/openbadge/doc.go specifies it.

import { sha256 } from "./cose.js";
import { readNumber, shortNumber } from "./digits.js";
import { hex } from "./fields.js";
import { openRecord, placeOf } from "./record.js";

const version = 1; // of the proof in a record
const proofSize = 105; // bytes

// openBadge returns the badge of a certificate as the text of a file, null when its record has none.
// loadBucket returns the bytes of a record file by its path, null when it cannot be had; then it throws.
export async function openBadge(claim, issuer, loadBucket) {
  const number = readNumber(claim.number);
  const place = await placeOf(issuer, number, true);
  if (place === null) return null;
  const bucket = await loadBucket(place.path);
  if (bucket === null) throw new Error("the record could not be loaded");
  const proof = await openRecord(bucket, place);
  if (proof[0] !== version || proof.length !== proofSize) return null;
  const badge = await credential(claim, issuer, number);
  return JSON.stringify({ ...badge, proof: [proofOf(proof, did(issuer))] }, null, 2) + "\n";
}

const did = (issuer) => "did:web:" + issuer.host.replaceAll("/", ":");

async function credential(claim, issuer, number) {
  const site = `https://${issuer.host}/`;
  const [first, last] = [instant(claim.firstDay * 86400), instant(claim.lastDay * 86400)];
  const day = first.slice(0, 10);
  const days = first === last ? day : `${day}/${last.slice(0, 10)}`;
  const about = [claim.role, claim.event, days, claim.issuerName].filter(Boolean).join(" · ");
  const list = `${site}b/${claim.status.uri.replace(/^.*\//, "")}.json`;
  const texts = [issuer.host, claim.event, day, claim.role].map((text) => text + "\n").join("");
  return {
    "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
    id: `${site}#${shortNumber(number)}`,
    type: ["VerifiableCredential", "OpenBadgeCredential"],
    name: claim.event,
    issuer: { id: did(issuer), type: ["Profile"], name: claim.issuerName, url: site },
    validFrom: instant(claim.issued),
    ...(claim.expires === null ? {} : { validUntil: instant(claim.expires) }),
    credentialSubject: {
      id: await uuid("lanyard subject 1", number),
      type: ["AchievementSubject"],
      identifier: [{ type: "IdentityObject", hashed: false, identityHash: claim.name, identityType: "name" }],
      ...(claim.role === "" ? {} : { role: claim.role }),
      activityStartDate: first,
      activityEndDate: last,
      achievement: {
        id: await uuid("lanyard achievement 1\n", new TextEncoder().encode(texts)),
        type: ["Achievement"],
        name: claim.event,
        description: about,
        ...inLanguage(claim.entry),
        criteria: { id: site, narrative: about },
      },
    },
    credentialStatus: {
      id: `${list}#${claim.status.index}`,
      type: "BitstringStatusListEntry",
      statusPurpose: "revocation",
      statusListIndex: String(claim.status.index),
      statusListCredential: list,
    },
  };
}

// inLanguage is the main language of an event, without variants and extensions, which a badge may not have.
function inLanguage(entry) {
  const found = /^([a-z]{2,4}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?)(?:-|$)/.exec(entry?.main ?? "");
  return found === null ? {} : { inLanguage: found[1] };
}

function proofOf(record, issuer) {
  const created = new DataView(record.buffer, record.byteOffset).getBigUint64(33);
  return {
    type: "DataIntegrityProof",
    cryptosuite: "eddsa-rdfc-2022",
    created: instant(Number(created)),
    verificationMethod: `${issuer}#${multibase([0xed, 0x01, ...record.subarray(1, 33)])}`,
    proofPurpose: "assertionMethod",
    proofValue: multibase(record.subarray(41)),
  };
}

// instant formats seconds since 1970 as RFC 3339 in UTC.
const instant = (seconds) => new Date(seconds * 1000).toISOString().replace(/\.\d+Z$/, "Z");

async function uuid(purpose, data) {
  const sum = await sha256(Uint8Array.from([...new TextEncoder().encode(purpose), ...data]));
  sum[6] = (sum[6] & 0x0f) | 0x80;
  sum[8] = (sum[8] & 0x3f) | 0x80;
  return "urn:uuid:" + hex(sum.subarray(0, 16)).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

const base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

// multibase returns bytes as z and base58btc.
function multibase(bytes) {
  let value = 0n;
  for (const b of bytes) value = (value << 8n) | BigInt(b);
  let text = "";
  for (; value > 0n; value /= 58n) text = base58[Number(value % 58n)] + text;
  const zeros = [...bytes].findIndex((b) => b !== 0);
  return "z" + base58[0].repeat(zeros < 0 ? bytes.length : zeros) + text;
}
