// The page of lanyard preview. All that comes from the event's files is set as
// text and never as markup.

import { choose, picker, say } from "./words.js";

const byId = (id) => document.getElementById(id);
const ui = {};
for (const id of ["title", "folder", "live", "kinds", "search", "people", "count", "previous", "place", "next", "smaller", "zoom",
  "larger", "boxes", "longest", "scripts", "download", "problems", "desk", "notes", "tools", "language"]) ui[id] = byId(id);

const steps = [0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4];
const listed = 300; // people in the list at the side; a search finds the others
const pixelsPerMillimetre = 96 / 25.4;

let state = { version: 0, folder: "", title: "", kinds: [], people: [], problems: [], failure: "", stale: false };

// What is looked at. It stands in the address, so that reloading keeps it.
const view = { kind: "badge", id: "", zoom: 0, boxes: false, scripts: false }; // zoom 0: fit into the window

function readAddress() {
  const p = new URLSearchParams(location.hash.slice(1));
  view.kind = p.get("show") ?? view.kind;
  view.id = p.get("id") ?? "";
  view.zoom = Number(p.get("zoom")) || 0;
  view.boxes = p.has("boxes");
  view.scripts = p.has("scripts");
}

function writeAddress() {
  const p = new URLSearchParams({ show: view.kind, id: view.id });
  if (view.zoom) p.set("zoom", view.zoom);
  if (view.boxes) p.set("boxes", "");
  if (view.scripts) p.set("scripts", "");
  history.replaceState(null, "", "#" + p);
}

// element makes an element with text or children.
function element(name, className, ...content) {
  const e = document.createElement(name);
  if (className) e.className = className;
  e.append(...content);
  return e;
}

// auto lets a name decide its own direction.
function auto(e, lang) {
  e.dir = "auto";
  if (lang) e.lang = lang;
  return e;
}

// english marks a sentence of lanyard itself.
function english(e) {
  e.lang = "en";
  e.dir = "ltr";
  return e;
}

const at = () => Math.max(0, state.people.findIndex((p) => p.id === view.id));
const address = (kind, i, what) => `${kind}/${i}/${what}?v=${state.version}`;

// ---- The parts of the page ----

function showHead() {
  document.title = state.title ? `${state.title} – ${say("preview")}` : say("preview");
  ui.title.textContent = state.title || say("preview");
  ui.title.lang = state.title ? state.lang || "en" : document.documentElement.lang;
  ui.folder.textContent = state.folder;
  ui.kinds.replaceChildren(...state.kinds.map((kind) => {
    const b = element("button", "", say(kind));
    b.ariaPressed = String(kind === view.kind);
    b.onclick = () => look({ kind, scripts: kind === "sheet" ? false : view.scripts });
    return b;
  }));
}

function found() {
  const words = ui.search.value.trim().toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return state.people.map((p, i) => [p, i]).filter(([p]) => {
    const text = `${p.id} ${p.name} ${p.local} ${p.organisation} ${p.role}`.toLocaleLowerCase();
    return words.every((w) => text.includes(w));
  });
}

function showPeople() {
  const all = found();
  ui.people.replaceChildren(...all.slice(0, listed).map(([p, i]) => {
    const b = element("button", "", auto(element("b", "", p.name)));
    if (p.local) b.append(auto(element("span", "local", p.local), p.lang));
    b.append(element("small", "", [p.id, p.role].filter(Boolean).join(" · ")));
    b.ariaCurrent = String(i === at());
    b.onclick = () => look({ id: p.id, scripts: false });
    return element("li", "", b);
  }));
  ui.people.querySelector("[aria-current=true]")?.scrollIntoView({ block: "nearest" });
  const shown = Math.min(listed, all.length);
  ui.count.textContent = shown < all.length ? say("rest", shown, all.length) :
    all.length === state.people.length ? say("people", all.length) : say("some", all.length, state.people.length);
}

function showTools() {
  const n = state.people.length, i = at();
  ui.place.textContent = n ? say("place", i + 1, n) : "–";
  ui.previous.disabled = i === 0 || view.scripts;
  ui.next.disabled = i + 1 >= n || view.scripts;
  ui.zoom.textContent = view.zoom ? say("zoomed", view.zoom * 100) : say("fit");
  ui.boxes.ariaPressed = String(view.boxes);
  ui.scripts.ariaPressed = String(view.scripts);
  ui.boxes.disabled = view.kind === "sheet";
  ui.scripts.disabled = view.kind === "sheet" || n === 0;
  ui.longest.disabled = n === 0;
  ui.smaller.disabled = ui.larger.disabled = ui.zoom.disabled = view.scripts;
  const none = n === 0 || view.kind === "sheet" || view.scripts;
  ui.download.ariaDisabled = String(none);
  if (none) ui.download.removeAttribute("href");
  else ui.download.href = address(view.kind, i, "paper.pdf");
}

function problem(p) {
  const e = element("div", `problem ${p.severity}`);
  if (p.place) e.append(element("code", "", p.place));
  e.append(english(element("span", "", p.message)));
  if (p.hint) e.append(english(element("p", "", p.hint)));
  return e;
}

function showProblems(ofPaper) {
  const all = [...state.problems];
  for (const p of ofPaper) { // what is wrong with the whole list may stand there already
    if (!all.some((q) => q.place === p.place && q.message === p.message)) all.unshift(p);
  }
  if (state.failure) all.unshift({ severity: "error", place: "", message: state.failure, hint: "" });
  all.sort((a, b) => (a.severity === "error" ? 0 : 1) - (b.severity === "error" ? 0 : 1));
  const inEnglish = all.length && document.documentElement.lang !== "en" ? [element("p", "note", say("messages"))] : [];
  ui.problems.replaceChildren(...inEnglish, ...all.slice(0, 100).map(problem));
}

const points = (v) => Math.round(v * 10) / 10;

function showNotes(fits) {
  ui.notes.replaceChildren(...fits.map((f) => {
    const done = [];
    if (f.size < f.wanted) done.push(say("sizeNote", points(f.size), points(f.wanted)));
    if (f.lines > 1) done.push(say("linesNote", f.lines));
    return element("div", "", auto(element("b", "", f.text)), " – ", element("bdi", "", f.box), `: ${done.join(", ")}`);
  }));
}

// paper returns a picture with the outlines of its boxes, once it is loaded.
async function paper(kind, i, record, width, side = "front") {
  const img = new Image();
  img.alt = "";
  img.src = address(kind, i, "picture.png") + `&side=${side}&width=${Math.round(width * devicePixelRatio)}`;
  await img.decode();
  const e = element("div", "sheet", img);
  e.dataset.zoom = width / (record.width * pixelsPerMillimetre);
  e.style.width = `${width}px`;
  e.style.height = `${width * record.height / record.width}px`;
  if (view.boxes && side === "front") e.append(...record.boxes.map((b) => outline(b, record)));
  return e;
}

function outline(b, record) {
  const part = (v, of) => `${100 * v / of}%`;
  const e = element("div", "box", element("span", "", say("line", b.name, b.line)));
  Object.assign(e.style, { left: part(b.x, record.width), top: part(b.y, record.height), width: part(b.w, record.width), height: part(b.h, record.height) });
  if (b.turn) e.style.transform = `rotate(${b.turn}deg)`;
  return e;
}

async function record(kind, i) {
  const r = await fetch(address(kind, i, "record.json"));
  if (!r.ok) throw new Error(await r.text());
  return r.json();
}

function nothing(title, text) {
  const e = element("div", "nothing", element("b", "", title));
  e.append(text);
  return e;
}

let drawing = 0; // counts the drawings of the desk; only the last one may show

async function showDesk() {
  const mine = ++drawing;
  const tell = (r) => { // first, because it takes room
    if (mine !== drawing) return;
    showProblems(r.problems);
    showNotes(r.fits);
  };
  const silent = { fits: [], problems: [] };
  let content;
  try {
    if (!state.people.length) {
      tell(silent);
      content = [nothing(say("nothing"), say(state.problems.length ? "nothingMend" : "nothingSave"))];
    } else if (view.scripts) {
      tell(silent);
      content = await showScripts();
    } else {
      const r = await record(view.kind, at());
      tell(r);
      content = r.width ? await sides(r) : [nothing(say("cannot"), say("cannotMore"))];
    }
  } catch (e) {
    tell(silent);
    content = [nothing(say("failed"), english(element("span", "", String(e.message))))];
  }
  if (mine !== drawing) return;
  ui.desk.className = (view.scripts ? "many " : "") + (state.stale ? "stale" : "");
  ui.desk.replaceChildren(...content);
}

// sides returns the paper of the person, and its back where it has one.
function sides(r) {
  const all = r.back ? ["front", "back"] : ["front"];
  return Promise.all(all.map((side) => paper(view.kind, at(), r, width(r), side)));
}

// width returns how wide a paper is on the screen.
function width(r) {
  const natural = r.width * pixelsPerMillimetre;
  if (view.zoom) return natural * view.zoom;
  const room = { w: ui.desk.clientWidth - 56, h: ui.desk.clientHeight - 56 };
  if (r.back) room.h = (room.h - 28) / 2;
  return Math.max(120, Math.min(room.w, room.h * r.width / r.height, natural * 4));
}

// showScripts shows the person with the longest name of each script.
async function showScripts() {
  const best = new Map();
  state.people.forEach((p, i) => {
    const b = best.get(p.script);
    if (b === undefined || length(p) > length(state.people[b])) best.set(p.script, i);
  });
  return Promise.all([...best].map(async ([script, i]) => {
    const p = state.people[i], r = await record(view.kind, i);
    const e = element("figure", "", element("figcaption", "", element("b", "", script || say("noScript")), auto(element("span", "", p.local || p.name), p.lang)));
    if (!r.width) return e;
    const sheet = await paper(view.kind, i, r, 460);
    sheet.style.width = "100%";
    sheet.style.height = "auto";
    sheet.onclick = () => look({ id: p.id, scripts: false });
    e.append(sheet);
    return e;
  }));
}

const length = (p) => [...p.name].length + [...p.local].length;

// ---- What can be done ----

function look(change) {
  Object.assign(view, change);
  if (!state.kinds.includes(view.kind) && state.kinds.length) view.kind = state.kinds[0];
  view.id = state.people[at()]?.id ?? view.id;
  writeAddress();
  showHead();
  showPeople();
  showTools();
  showDesk();
}

function go(by) {
  const p = state.people[at() + by];
  if (p && !view.scripts) look({ id: p.id });
}

function zoom(by) {
  if (view.scripts) return;
  const drawn = ui.desk.querySelector(".sheet");
  const now = view.zoom || (drawn ? Number(drawn.dataset.zoom) : 1);
  const next = by > 0 ? steps.find((s) => s > now) : steps.findLast((s) => s < now);
  if (next) look({ zoom: next });
}

function longest() {
  const most = state.people.reduce((a, p) => ([...p.name].length > [...a.name].length ? p : a), state.people[0]);
  if (most) look({ id: most.id, scripts: false });
}

ui.previous.onclick = () => go(-1);
ui.next.onclick = () => go(1);
ui.smaller.onclick = () => zoom(-1);
ui.larger.onclick = () => zoom(1);
ui.zoom.onclick = () => look({ zoom: 0 });
ui.boxes.onclick = () => look({ boxes: !view.boxes });
ui.longest.onclick = longest;
ui.scripts.onclick = () => look({ scripts: !view.scripts });
ui.search.oninput = showPeople;
ui.search.onkeydown = (e) => {
  const first = found()[0];
  if (e.key === "Enter" && first) look({ id: first[0].id, scripts: false });
  if (e.key === "Escape") { ui.search.value = ""; showPeople(); ui.search.blur(); }
};

// forward is where lines end: the arrow key that points there leads to the next person.
const forward = () => (document.documentElement.dir === "rtl" ? -1 : 1);

const keys = {
  ArrowLeft: () => go(-forward()), ArrowRight: () => go(forward()), "+": () => zoom(1), "=": () => zoom(1), "-": () => zoom(-1), 0: () => look({ zoom: 0 }),
  o: () => ui.boxes.click(), l: longest, s: () => ui.scripts.click(), "/": () => ui.search.focus(),
  b: () => state.kinds.includes("badge") && look({ kind: "badge" }), c: () => state.kinds.includes("certificate") && look({ kind: "certificate" }),
};
addEventListener("keydown", (e) => {
  if (e.target === ui.search || e.ctrlKey || e.metaKey || e.altKey || !keys[e.key]) return;
  e.preventDefault();
  keys[e.key]();
});

let resized;
addEventListener("resize", () => {
  clearTimeout(resized);
  resized = setTimeout(() => { if (!view.zoom && !view.scripts) showDesk(); }, 100);
});
addEventListener("hashchange", () => { readAddress(); look({}); });

// ---- The folder ----

async function update(version) {
  if (version === state.version) return;
  const r = await fetch("state.json");
  if (!r.ok) return;
  const first = state.version === 0;
  state = await r.json();
  if (!first) {
    ui.live.classList.remove("saved");
    void ui.live.offsetWidth; // the animation begins anew
    ui.live.classList.add("saved");
  }
  look({});
}

// ---- The language ----

// showWords puts the texts that stay on the page into its language.
function showWords() {
  ui.kinds.ariaLabel = say("shown");
  ui.tools.ariaLabel = say("view");
  ui.language.ariaLabel = say("chooseLanguage");
  ui.search.placeholder = ui.search.ariaLabel = say("search");
  for (const id of ["boxes", "longest", "scripts"]) {
    ui[id].textContent = say(id);
    ui[id].title = say(id + "Title");
  }
  for (const [id, key] of [["previous", "previous"], ["next", "next"], ["smaller", "smaller"], ["larger", "larger"]]) ui[id].title = ui[id].ariaLabel = say(key);
  ui.zoom.title = say("fitTitle");
  ui.download.title = say("pdfTitle");
}

choose();
picker(ui.language, () => { showWords(); look({}); });
showWords();
readAddress();
const changes = new EventSource("changes");
changes.onopen = () => { ui.live.className = "live on"; ui.live.title = ""; };
changes.onerror = () => { ui.live.className = "live"; ui.live.title = say("gone"); };
changes.onmessage = (e) => update(Number(e.data));
