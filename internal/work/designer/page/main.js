// The page of lanyard design. All that comes from the event's files is set as text and never as markup.
import { element, button, message } from "./dom.js";
import { get } from "./api.js";
import * as m from "./model.js";
import { lang, picker, t } from "./words.js";
import { showTabs, showPanel } from "./panel.js";
import { showStage, showFrames } from "./stage.js";
import "./strip.js";

const byId = (id) => document.getElementById(id);
const { model } = m;

byId("language").setAttribute("aria-label", t.chooseLanguage);
picker(byId("language"), () => location.reload());

// ---- Head and tools ----

function showHead() {
  const s = model.state;
  document.title = s.title ? `${s.title} – ${t.designer}` : t.designer;
  byId("title").textContent = s.title || t.designer;
  byId("title").lang = s.lang || "en";
  byId("sides").setAttribute("aria-label", t.papers);
  byId("sides").replaceChildren(...s.sides.map((of) => element("button", { type: "button",
    "aria-pressed": String(of.kind === model.view.kind && of.side === model.view.side), onclick: () => m.show(of) },
    t[of.kind] + (of.side === "back" ? `, ${t.back}` : ""))));
  for (const [id, note, work] of [["undo", s.undo, m.undo], ["redo", s.redo, m.redo]]) {
    const b = button(note ? `${t[id]}: ${note}` : t[id], work, id, { id });
    b.disabled = !note;
    byId(id).replaceWith(b);
  }
  byId("people").setAttribute("aria-label", t.people);
  byId("people").replaceChildren(...s.people.map((p, i) => [p, i]).filter(([p]) => p.gets.includes(model.view.kind)).slice(0, 3000)
    .map(([p, i]) => element("option", { value: String(i) }, `${p.name}${p.local ? ` · ${p.local}` : ""} (${p.id})`)));
  byId("people").value = String(model.view.person);
}

function showProblems() {
  const s = model.state, all = [...s.problems];
  if (s.failure) all.unshift({ severity: "error", place: "", message: s.failure, hint: "" });
  const first = (p) => (p.severity === "error" ? 0 : 1), about = model.face?.file;
  const shown = [...model.face?.problems ?? [], ...all].filter((p) => p.severity === "error" || p.place.startsWith(about) || p.place.startsWith("event.toml"))
    .sort((a, b) => first(a) - first(b)).slice(0, 20);
  byId("problems").replaceChildren(...shown.map((p) => element("div", { class: `problem ${p.severity}` }, p.place ? element("code", { dir: "ltr" }, p.place) : "",
    message("span", p.message), p.hint ? message("p", p.hint) : "")), ...(shown.length && lang !== "en" ? [element("p", { class: "note" }, t.messages)] : []));
}

function showFile() {
  const f = model.face;
  byId("file").textContent = f ? (f.builtIn ? t.builtIn(f.name) : `${model.state.folder}/${f.file}`) : model.state?.folder ?? "";
}

function showTools() {
  const n = model.selected.size, one = n === 1, some = m.movable().length;
  const tool = (label, work, image, enabled = true, pressed) => {
    const b = button(label, work, image);
    b.disabled = !enabled;
    if (pressed !== undefined) b.ariaPressed = String(pressed);
    return b;
  };
  const gap = () => element("span", { class: "gap" });
  const ends = (image, by, label) => tool(label, () => m.reorder(by), image, one);
  const locked = n > 0 && [...model.selected].every((k) => model.locked.has(k));
  byId("tools").setAttribute("aria-label", t.tools);
  byId("tools").replaceChildren(
    ...[["text", t.addText], ["qr", t.addQR], ["shape", t.addShape], ["line", t.addLine]].map(([type, label]) => tool(`${t.add}: ${label}`, () => m.add(type), type, !!model.face)),
    tool(`${t.add}: ${t.addPicture}`, () => byId("upload").click(), "picture", !!model.face), gap(),
    ...["left", "centre", "right", "top", "middle", "bottom"].map((how) => tool(n > 1 ? `${t.align}: ${t[how]}` : `${t.align}: ${t[how]}, ${t.toPage}`, () => m.align(how), how, some > 0)),
    tool(`${t.distribute}: ${t.across}`, () => m.distribute("x"), "across", some > 2), tool(`${t.distribute}: ${t.down}`, () => m.distribute("y"), "down", some > 2), gap(),
    ends("bottom", -Infinity, t.rear), ends("down", -1, t.backward), ends("top", 1, t.forward), ends("group", Infinity, t.front), gap(),
    tool(locked ? t.unlock : t.lock, () => m.lock([...model.selected], !locked), locked ? "lock" : "unlock", n > 0, locked),
    element("button", { type: "button", id: "togroup", onclick: m.group, disabled: some < 2 }, t.group),
    element("button", { type: "button", id: "ungroup", onclick: m.ungroup, disabled: !one || m.selection()[0]?.values.type !== "group" }, t.ungroup),
    element("button", { type: "button", onclick: m.duplicate, disabled: some === 0 }, t.duplicate),
    element("button", { type: "button", onclick: m.remove, disabled: some === 0 }, t.remove), gap(),
    tool(t.outlines, () => { model.outlines = !model.outlines; showTools(); showFrames(); }, "outlines", true, model.outlines),
    sign("−", tool(t.smaller, () => zoom(-1), "")), sign("+", tool(t.larger, () => zoom(1), "")), tool(t.fit, () => { model.zoom = 0; showStage(); }, ""));
}

function sign(text, b) {
  b.textContent = text;
  return b;
}

const steps = [0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4];
function zoom(by) {
  const now = model.zoom || byId("sheet").clientWidth / (model.face.width * 96 / 25.4);
  const next = by > 0 ? steps.find((s) => s > now + 0.01) : steps.findLast((s) => s < now - 0.01);
  if (next) { model.zoom = next; showStage(); }
}

function go(by) {
  const gets = model.state.people.map((p, i) => [p, i]).filter(([p]) => p.gets.includes(model.view.kind)).map(([, i]) => i);
  const next = gets[gets.indexOf(model.view.person) + by];
  if (next !== undefined) m.show({ person: next });
}

for (const [id, by] of [["previous", -1], ["next", 1]]) {
  const b = button(t[id], () => go(by), "", { id });
  b.textContent = by < 0 ? "‹" : "›";
  byId(id).replaceWith(b);
}
byId("people").onchange = (e) => m.show({ person: Number(e.target.value) });
byId("sheet").setAttribute("aria-label", t.stage);

m.on("state", showHead);
m.on("face", () => { showProblems(); showFile(); showTools(); });
m.on("selection", showTools);
m.on("busy", (text) => { byId("busy").textContent = text; });
m.on("said", (text, bad, quiet) => {
  byId("said").textContent = text;
  byId("said").className = bad ? "bad" : quiet ? "quiet" : "";
});
m.on("choose", () => byId("upload").click());

// ---- Keys ----

addEventListener("keydown", (e) => {
  if (e.target.closest?.("input, select, textarea, .edit, dialog") || !(e.ctrlKey || e.metaKey || e.key === "Delete" || e.key === "Backspace")) return;
  const work = { z: e.shiftKey ? m.redo : m.undo, Z: m.redo, y: m.redo, d: m.duplicate, g: m.group, G: m.ungroup, a: () => m.select(model.face.boxes.filter((b) => b.placed && !b.parent).map((b) => b.key)) }[e.key];
  if (e.key === "Delete" || e.key === "Backspace") {
    if (document.activeElement !== byId("sheet")) return;
    e.preventDefault();
    m.remove();
  } else if (work) {
    e.preventDefault();
    work();
  }
});

// ---- Dialogs: a file that was dropped, and a file that has changed ----

function dialog(title, ...content) {
  const d = byId("dialog");
  d.replaceChildren(element("h2", {}, title), ...content);
  d.showModal();
  return d;
}

function dropped(file, at) {
  const f = model.face, wide = f.width / 4;
  const as = (what, more) => () => { byId("dialog").close(); m.drop(file, what, more); };
  const place = { x: Math.max(0, (at?.x ?? f.width / 2) - wide / 2), y: Math.max(0, (at?.y ?? f.height / 2) - wide / 2), w: wide, h: wide };
  dialog(t.dropAs(file.name), element("div", { class: "buttons" },
    element("button", { type: "button", onclick: as("logo") }, t.logo), element("button", { type: "button", onclick: as("background") }, t.background),
    element("button", { type: "button", onclick: as("picture", place) }, t.here),
    ...model.state.signatories.map((name, i) => element("button", { type: "button", onclick: as("signature", { signatory: i }) }, t.signatureOf(name))),
    element("button", { type: "button", onclick: () => byId("dialog").close() }, t.cancel)));
}

const desk = byId("desk");
desk.addEventListener("dragover", (e) => { if (e.dataTransfer.types.includes("Files")) e.preventDefault(); });
desk.addEventListener("drop", (e) => {
  e.preventDefault();
  const [file] = e.dataTransfer.files, r = byId("sheet").getBoundingClientRect();
  if (file && model.face) dropped(file, { x: (e.clientX - r.left) / r.width * model.face.width, y: (e.clientY - r.top) / r.height * model.face.height });
});
byId("upload").onchange = (e) => {
  const [file] = e.target.files;
  e.target.value = "";
  if (file && model.face) dropped(file);
};

// differing returns a text with the lines marked that the other one lacks.
function differing(text, other) {
  const lines = new Set(other.split("\n")), pre = element("pre", { tabindex: "0" });
  for (const line of text.split("\n")) pre.append(lines.has(line) ? line : element("mark", {}, line), "\n");
  return pre;
}

m.on("stale", (what, again) => {
  const close = (work) => () => { byId("dialog").close(); work?.(); };
  const yours = what.yours ?? "", buttons = [element("button", { type: "button", onclick: close() }, t.leave)];
  if (again) buttons.unshift(element("button", { type: "button", onclick: close(again) }, t.again));
  dialog(t.stale, message("p", what.message), message("p", what.hint ?? ""),
    element("div", { class: "two" }, element("div", {}, element("b", {}, t.theirs), differing(what.theirs, yours)),
      yours ? element("div", {}, element("b", {}, t.yours), differing(yours, what.theirs)) : ""),
    element("div", { class: "buttons" }, ...buttons));
  byId("dialog").querySelector("mark")?.scrollIntoView({ block: "center" });
});

// ---- The folder ----

function readAddress() {
  const p = new URLSearchParams(location.hash.slice(1));
  if (p.get("kind")) Object.assign(model.view, { kind: p.get("kind"), side: p.get("side") ?? "front", person: Number(p.get("person")) || 0 });
}

readAddress();
showTabs();
model.schema = await get("template.schema.json");
const live = byId("live"), changes = new EventSource("changes");
changes.onopen = () => { live.className = "live on"; live.title = t.follows; };
changes.onerror = () => { live.className = "live"; live.title = t.gone; };
changes.onmessage = async (e) => {
  await m.settled();
  if (Number(e.data) !== model.state?.version) m.load();
};
addEventListener("hashchange", () => { readAddress(); m.load(); });
m.on("face", () => { document.body.dataset.ready = model.face?.file ?? "none"; });
showPanel();
