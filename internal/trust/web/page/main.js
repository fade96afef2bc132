// The page from opening to verdict. The token is always in the fragment of the
// address, after the #, so that the browser's back and forward buttons work; it
// is sent nowhere.

import { languages, phrases, learn, choose } from "./text.js";
import { parseToken, readNumber, shortNumber, withoutSpace } from "./digits.js";
import { verify, knownIssuer, prepare } from "./verifier.js";
import { owns, placeOf } from "./address.js";
import { forget } from "./memory.js";
import { isArchive, loadUpTo } from "./files.js";
import { maxBucket } from "./record.js";
import { show, speak, nameIssuer, present, complain } from "./view.js";

const scanner = () => import("./scan.js");
const hasCamera = () => navigator.mediaDevices?.getUserMedia !== undefined;

const canWorkOffline = !isArchive && "serviceWorker" in navigator;

const byID = (id) => document.getElementById(id);

const languageKey = "language";
const restMilliseconds = 2000; // how long what later verdicts need waits for the first one
const keepsSeconds = 300; // how long a verdict stays while nobody looks at it

let language = "en";
let issuer = null; // whose page this is
let last = null; // the outcome on display
let trouble = null; // why nothing was read, when that is on display
let unread = []; // notices about the rest of the file whose code is checked next
let leads = ""; // where the address leads whose code is checked next
let turn = 0; // counts requests; only the latest is ever shown
let camera = new AbortController();

function kept(key) {
  try {
    return localStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

function keep(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Storage is not allowed: the choice lasts as long as the tab.
  }
}

// begin clears the display, stops the camera and returns the number of the new turn.
function begin() {
  camera.abort();
  last = trouble = null;
  complain(trouble, language);
  return ++turn;
}

// check removes the verdict on display before it looks for the next one.
async function check(input) {
  const mine = begin();
  const notices = unread;
  const place = leads;
  unread = [];
  leads = "";
  if (withoutSpace(input) === "") {
    show("home");
    keepScanner();
    issuer = await knownIssuer();
    nameIssuer(issuer, language);
    return;
  }
  show("checking");
  const outcome = await verify(input);
  if (mine !== turn) return;
  outcome.notices.push(...notices);
  outcome.elsewhere = place !== "" && outcome.issuer !== null && !owns(outcome.issuer, place) ? place : "";
  issuer = outcome.issuer;
  last = { input, outcome, command: commandFor(input) };
  render();
  scrollTo(0, 0);
}

function render() {
  nameIssuer(issuer, language);
  if (last !== null) {
    present(last.outcome, last.command, language);
    offerToHolder(last).catch(() => {}); // what was not loaded is not offered
  }
  complain(trouble, language);
}

// offerToHolder offers what can be done with a certificate that is genuine.
async function offerToHolder(mine) {
  byID("holder").hidden = true;
  const { verdict, issuer } = mine.outcome;
  const { claim } = verdict;
  if (claim?.kind !== "certificate" || !["valid", "stale", "unknown"].includes(verdict.state) || isArchive) return;
  // Where codes alone open papers, a short link would open nothing.
  const code = issuer.buckets > 0 ? claim.number.replaceAll("-", "") : fragmentOf(mine.input);
  const failed = phrases[language].verdicts["not-looked-up"][1];
  const { offer } = await import("./holder.js");
  if (mine === last) offer(claim, issuer, `https://${issuer.host}/#${code}`, failed, (path) => loadUpTo(path, maxBucket));
}

// commandFor returns the command that checks a token, "" for anything else.
function commandFor(input) {
  const text = fragmentOf(input);
  if (text === "") return "";
  const site = text.length > 16 || issuer === null ? "" : `-issuer https://${issuer.host} `; // a number needs it
  return `lanyard verify ${site}${text}`;
}

// fragmentOf returns the digits, base64url or number of an input, "" when it has none.
function fragmentOf(input) {
  try {
    const number = readNumber(input);
    if (number !== null) return shortNumber(number);
    parseToken(input);
  } catch {
    return "";
  }
  return withoutSpace(input).replace(/^[^#]*#/, "");
}

// go checks what was scanned, pasted or dropped, and puts it into the fragment.
function go(input) {
  const fragment = fragmentOf(input);
  leads = placeOf(input);
  if (fragment !== "" && location.hash !== "#" + fragment) {
    location.hash = fragment;
    return;
  }
  if (fragment === "" && location.hash !== "") history.pushState(null, "", location.pathname);
  check(input);
}

const checkAddress = () => check(location.hash.slice(1));

// take handles a text or a file that was pasted or dropped.
async function take(data) {
  const [file] = data.files;
  if (file === undefined) go(data.getData("text/plain"));
  else if (file.type.startsWith("text/")) go(await file.slice(0, 8192).text());
  else useFile(file);
}

// useFile checks the first code in a picture or a PDF.
async function useFile(file) {
  const mine = begin();
  show("checking");
  try {
    const { readFile } = await scanner();
    const { texts, notices } = await readFile(file);
    if (mine !== turn) return;
    unread = notices;
    go(texts.find((text) => fragmentOf(text) !== "") ?? texts[0]);
  } catch (error) {
    if (mine === turn) giveUp(error);
  }
}

// giveUp goes home and says why: error is a Trouble of scan.js, or a fault of ours
// that the file has caused.
function giveUp(error) {
  if (location.hash !== "") history.pushState(null, "", location.pathname);
  trouble = "phrase" in error ? error : { phrase: "fileUnknown" };
  show("home");
  complain(trouble, language);
}

async function useCamera() {
  const mine = begin();
  camera = new AbortController();
  const { signal } = camera;
  byID("camera").hidden = false;
  byID("scan").hidden = true;
  try {
    const { scan } = await scanner();
    const text = await scan(byID("video"), signal);
    if (text !== null) go(text);
  } catch (error) {
    if (mine === turn) giveUp("phrase" in error ? error : { phrase: "cameraBusy" });
  } finally {
    byID("camera").hidden = true;
    byID("scan").hidden = false;
  }
}

// lookAgain renews the verdict when the reader comes back to it.
function lookAgain() {
  const old = last !== null && Date.now() / 1000 - last.outcome.now > keepsSeconds;
  if (old && document.visibilityState === "visible") check(last.input);
}

let asked = 0; // counts changes of the language; only the latest is ever spoken

// changeLanguage speaks a language once it has been fetched.
async function changeLanguage(next) {
  const mine = ++asked;
  const learnt = await learn(next);
  if (mine !== asked) return;
  language = learnt;
  if (byID("language").length < 2) byID("language").replaceChildren(optionOf(language));
  byID("language").value = language;
  speak(language);
  render();
}

function listen() {
  addEventListener("hashchange", checkAddress);
  addEventListener("pageshow", (event) => event.persisted && checkAddress());
  document.addEventListener("visibilitychange", lookAgain);
  byID("language").addEventListener("change", (event) => {
    keep(languageKey, event.target.value);
    changeLanguage(event.target.value);
  });
  byID("form").addEventListener("submit", (event) => {
    event.preventDefault();
    go(byID("input").value);
  });
  byID("scan").addEventListener("click", useCamera);
  byID("stop").addEventListener("click", () => camera.abort());
  byID("picture").addEventListener("change", (event) => {
    const [file] = event.target.files;
    event.target.value = "";
    if (file !== undefined) useFile(file);
  });
  byID("again").addEventListener("click", () => {
    byID("input").value = "";
    history.pushState(null, "", location.pathname);
    check("");
    byID("heading").focus();
  });
  byID("print").addEventListener("click", () => print());
  byID("forget").addEventListener("click", async () => {
    await forget();
    location.reload();
  });
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    take(event.dataTransfer);
  });
  document.addEventListener("paste", (event) => {
    if (event.target === byID("input") && event.clipboardData.files.length === 0) return;
    event.preventDefault();
    take(event.clipboardData);
  });
}

// optionOf returns a language as the switch offers it.
function optionOf(tag) {
  const option = new Option(languages[tag], tag);
  option.lang = tag;
  return option;
}

// offerLanguages offers all languages. Browsers look for the letters of twenty scripts then, which takes longer than a
// verdict, so only the language that is spoken is offered before the first one.
function offerLanguages() {
  byID("language").replaceChildren(...Object.keys(languages).map(optionOf));
  byID("language").value = language;
}

// workOffline keeps the page in this browser. The policy requires a trusted
// type, which only this one address gets.
function workOffline() {
  if (!canWorkOffline) return;
  const address = new URL("sw.js", location.href).href;
  const trusted = globalThis.trustedTypes?.createPolicy("service-worker", {
    createScriptURL: (url) => (url === address ? url : ""),
  });
  navigator.serviceWorker.register(trusted?.createScriptURL(address) ?? address).catch(() => {});
  keeper().then(keepLoaded).catch(() => {});
}

// keeper resolves once there is a service worker that sees what this page asks for.
async function keeper() {
  const { serviceWorker } = navigator;
  const { active } = await serviceWorker.ready;
  if (serviceWorker.controller !== null) return;
  active.postMessage("take me");
  await new Promise((resolve) => serviceWorker.addEventListener("controllerchange", resolve, { once: true }));
}

// keepLoaded asks again for what was loaded before there was a service worker to keep
// it: the language, and whatever this browser needs that others do not.
function keepLoaded() {
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  const missing = (name) => name.endsWith(".js") && name !== import.meta.url; // the worker has this one
  return Promise.all(loaded.filter(missing).map((name) => fetch(name)));
}

// keepScanner keeps what reads codes, so that it works without a network. A visitor who
// follows a link needs no scanner, and is not made to load it.
function keepScanner() {
  if (!canWorkOffline) return;
  const names = ["scan.js", "qr/read.js", "qr/worker.js"];
  keeper().then(() => Promise.all(names.map((name) => fetch(new URL(name, import.meta.url))))).catch(() => {});
}

// start shows the first verdict before it does what later ones need, but does not wait for a network that is slow.
async function start() {
  byID("broken").hidden = true;
  prepare(location.hash.length > 1);
  listen();
  await changeLanguage(choose([kept(languageKey), ...navigator.languages]));
  byID("scan").hidden = !hasCamera();
  const first = turn === 0 ? checkAddress() : null; // unless something was pasted meanwhile
  await Promise.race([first, new Promise((resolve) => setTimeout(resolve, restMilliseconds))]);
  offerLanguages();
  workOffline();
}

start().catch(() => {
  byID("broken").className = "notice";
  byID("broken").hidden = false;
});
