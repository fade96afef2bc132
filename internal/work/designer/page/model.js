// What the page shows, and every change of it. The files are the truth: a change is sent, and what comes back is shown.
import { get, post, send, Refused } from "./api.js";
import { nameOf } from "./dom.js";
import { t } from "./words.js";

export const model = {
  state: null, // of the folder
  face: null, // of the paper
  fields: {}, // texts of the person's fields
  schema: null,
  view: { kind: "", side: "front", person: 0 },
  selected: new Set(), // keys of boxes
  locked: new Set(),
  refused: null, // { what, keys }: the last change that was not made, shown at its boxes and keys
  outlines: false,
  zoom: 0, // 0: fit
};

const listeners = {};

// on calls f whenever something of a kind is new: state, face, selection, said or busy.
export function on(kind, f) { (listeners[kind] ??= []).push(f); }
export function tell(kind, ...of) { for (const f of listeners[kind] ?? []) f(...of); }

export const box = (key) => model.face?.boxes.find((b) => b.key === key);
export const selection = () => (model.face?.boxes ?? []).filter((b) => model.selected.has(b.key));

export function select(keys, more = false) {
  if (!more) model.selected.clear();
  for (const key of keys) {
    if (more && model.selected.has(key)) model.selected.delete(key);
    else model.selected.add(key);
  }
  tell("selection");
}

const path = (what) => `${model.view.kind}/${model.view.side}/${model.view.person}/${what}`;
export const picture = (width, person = model.view.person) =>
  `${model.view.kind}/${model.view.side}/${person}/picture.png?width=${Math.round(width)}&v=${model.face?.version ?? 0}`;

// remember keeps locks for as long as the page is open: they are nobody's business but the designer's.
const lockName = () => `locked ${model.face?.file}`;
export function lock(keys, locked) {
  for (const key of keys) model.locked[locked ? "add" : "delete"](key);
  sessionStorage.setItem(lockName(), JSON.stringify([...model.locked]));
  tell("selection");
}

let asked = 0;

// load asks for the folder and the paper that is shown.
export async function load() {
  const mine = ++asked;
  const state = await get("state.json");
  if (mine !== asked) return;
  model.state = state;
  const v = model.view;
  if (!state.sides.some((s) => s.kind === v.kind && s.side === v.side)) Object.assign(v, state.sides[0] ?? {});
  if (!state.people[v.person]?.gets.includes(v.kind)) v.person = Math.max(0, state.people.findIndex((p) => p.gets.includes(v.kind)));
  tell("state");
  await loadFace(mine);
}

async function loadFace(mine = ++asked) {
  try {
    const face = model.view.kind && model.state.people.length ? await get(path(`face.json?v=${model.state.version}`)) : null;
    if (mine !== asked) return;
    const before = model.face?.file;
    model.face = face;
    if (face && before !== face.file) {
      model.locked = new Set(JSON.parse(sessionStorage.getItem(lockName()) ?? "[]"));
      model.selected.clear();
    }
    for (const key of model.selected) if (!box(key)) model.selected.delete(key);
    tell("face");
    const fields = face?.drawn ? await get(path(`fields.json?v=${model.state.version}`)) : {};
    if (mine === asked) { model.fields = fields; tell("fields"); }
  } catch (e) {
    if (mine !== asked) return;
    console.error(e.stack);
    model.face = null;
    tell("face", String(e.message));
  }
}

export function show(change) {
  Object.assign(model.view, change);
  history.replaceState(null, "", "#" + new URLSearchParams({ ...model.view }));
  return load();
}

// said shows a sentence for some seconds.
let silent;
export function said(text, bad = false, quiet = false) {
  tell("said", text, bad, quiet); // what is quiet is only for those who do not see the page
  clearTimeout(silent);
  if (text) silent = setTimeout(() => tell("said", ""), bad ? 12000 : 5000);
}

let queue = Promise.resolve();
export const settled = () => queue;

// queued makes changes one after the other: each is based on the text that the one before left.
function queued(work) {
  queue = queue.then(work, work).catch((e) => said(String(e.message), true));
  return queue;
}

const noted = (a) => {
  if (a.said) said(a.said);
  return load();
};

// refused shows why a change was not made, and reports whether the change itself was at fault. One that was made on an
// older text is not: it can be made again on the file as it is by now, if again is given.
async function refused(e, again = null) {
  if (!(e instanceof Refused)) throw e;
  if (e.stale) { tell("stale", e.what, again); await load(); return false; }
  const first = e.what.problems?.[0];
  said([e.what.message, first?.message, first?.hint ?? e.what.hint].filter(Boolean).join("\n"), true);
  return true;
}

// change makes a change of the design, or of event.toml, and shows what came of it.
export function change(note, actions, event = false) {
  return queued(async () => {
    const started = performance.now();
    const q = { ...model.view, event, note, version: event ? model.state.event : model.face.text, actions };
    try {
      const a = await post("edit", q);
      model.refused = null;
      if (a.keys) { model.selected = new Set(a.keys); }
      tell("changed", started);
      await noted(a);
    } catch (e) {
      if (!await refused(e, () => change(note, actions, event))) return;
      model.refused = { what: e.what, keys: actions.map((a) => a.key) };
      tell("face");
    }
  });
}

function back(verb) {
  return queued(async () => {
    try {
      const note = model.state[verb], a = await post(verb, {});
      said(verb === "undo" ? t.undone(note) : t.redone(note));
      await noted(a);
    } catch (e) {
      await refused(e);
    }
  });
}
export const undo = () => back("undo");
export const redo = () => back("redo");

// drop takes a file as something of the event or the design.
export function drop(file, as, more = {}) {
  return queued(async () => {
    try {
      const a = await send("drop", { ...model.view, as, name: file.name, ...more }, file);
      if (a.keys) model.selected = new Set(a.keys);
      await noted(a);
    } catch (e) {
      await refused(e, () => drop(file, as, more));
    }
  });
}

// ---- What is done with boxes ----

const names = (boxes) => (boxes.length === 1 ? nameOf(boxes[0]) : t.several(boxes.length));

// placed moves boxes to new frames: [[box, {x, y, w, h}]].
export function placed(frames, note = t.moved) {
  const moved = frames.filter(([b, f]) => ["x", "y", "w", "h"].some((k) => Math.abs(b[k] - f[k]) > 0.004));
  if (!moved.length) return queue;
  return change(note(names(moved.map(([b]) => b))), moved.map(([b, f]) => ({ do: "place", key: b.key, x: f.x, y: f.y, w: f.w, h: f.h })));
}

// movable returns the selected boxes that can be moved: not those in a group that is moved as well.
export const movable = () => selection().filter((b) => b.placed && !model.locked.has(b.key) &&
  ![...model.selected].some((key) => b.key.startsWith(key + ".box.")));

export const set = (key, value, note) => change(note, [value === "" || value === undefined ? { do: "remove", key } : { do: "set", key, value }]);

export function remove() {
  const boxes = selection().filter((b) => !model.locked.has(b.key) && ![...model.selected].some((key) => b.key.startsWith(key + ".box.")));
  if (boxes.length) change(t.deleted(names(boxes)), boxes.reverse().map((b) => ({ do: "remove", key: b.key })));
}

export function duplicate() {
  const boxes = movable();
  if (boxes.length) change(t.duplicated(names(boxes)), boxes.reverse().map((b) => ({ do: "copy", key: b.key })));
}

// reorder moves the selected box among its neighbours: by steps, or Infinity for the end.
export function reorder(by) {
  const [b] = selection();
  if (!b || model.selected.size !== 1) return;
  const dot = b.key.lastIndexOf("."), list = b.key.slice(0, dot), at = Number(b.key.slice(dot + 1));
  const last = model.face.boxes.filter((o) => o.parent === b.parent).length - 1;
  const to = Math.max(0, Math.min(last, at + by));
  if (to === at) return;
  model.selected = new Set([`${list}.${to}`]);
  change(t.ordered(nameOf(b)), [{ do: "order", key: b.key, to }]);
}

// group puts the selected boxes into a group, and ungroup takes the selected group apart; nothing moves on the paper.
export function group() {
  const boxes = movable();
  if (boxes.length > 1) change(t.grouped(names(boxes)), [{ do: "group", key: boxes[0].key, keys: boxes.map((b) => b.key) }]);
}
export function ungroup() {
  const [b] = selection();
  if (b?.values.type === "group" && !model.locked.has(b.key)) change(t.ungrouped(nameOf(b)), [{ do: "ungroup", key: b.key }]);
}

// flowedTo moves a box of a flow among its neighbours, to where its middle is at y.
export function flowedTo(b, y) {
  const all = model.face.boxes.filter((o) => o.parent === b.parent && o !== b), shown = all.filter((o) => o.placed);
  const above = shown.filter((o) => o.y + o.h / 2 < y).at(-1);
  const to = above ? all.indexOf(above) + 1 : shown.length ? all.indexOf(shown[0]) : 0;
  const list = b.key.slice(0, b.key.lastIndexOf(".")), now = Number(b.key.slice(list.length + 1));
  const before = shown.filter((o) => Number(o.key.slice(list.length + 1)) < now).at(-1);
  if (above === before) return false;
  model.selected = new Set([`${list}.${to}`]);
  change(t.ordered(nameOf(b)), [{ do: "order", key: b.key, to }]);
  return true;
}

// blank puts an empty design of a size in millimetres in the place of the one that is shown.
export function blank(w, h) {
  return queued(async () => {
    try {
      await noted(await post("blank", { ...model.view, actions: [{ do: "blank", key: "", w, h }] }));
    } catch (e) {
      await refused(e, () => blank(w, h));
    }
  });
}

const edges = { left: ["x", 0], centre: ["x", 0.5], right: ["x", 1], top: ["y", 0], middle: ["y", 0.5], bottom: ["y", 1] };
const side = { x: "w", y: "h" };

// align puts the edges or middles of the selected boxes on one line: that of all of them, or of the page for a single one.
export function align(how) {
  const boxes = movable(), [axis, share] = edges[how], size = side[axis];
  if (!boxes.length) return;
  const page = { x: 0, y: 0, w: model.face.width, h: model.face.height };
  const low = boxes.length > 1 ? Math.min(...boxes.map((b) => b[axis])) : page[axis];
  const high = boxes.length > 1 ? Math.max(...boxes.map((b) => b[axis] + b[size])) : page[size];
  placed(boxes.map((b) => [b, { ...pick(b), [axis]: low + (high - low) * share - b[size] * share }]), t.aligned);
}

// distribute makes the gaps between the selected boxes equal.
export function distribute(axis) {
  const boxes = movable().sort((a, b) => a[axis] - b[axis]), size = side[axis];
  if (boxes.length < 3) return;
  const last = boxes.at(-1), room = last[axis] + last[size] - boxes[0][axis] - boxes.reduce((sum, b) => sum + b[size], 0);
  let at = boxes[0][axis];
  placed(boxes.map((b) => {
    const f = [b, { ...pick(b), [axis]: at }];
    at += b[size] + room / (boxes.length - 1);
    return f;
  }), t.spread);
}

export const pick = (b) => ({ x: b.x, y: b.y, w: b.w, h: b.h });

const pageLengths = (w, h) => {
  const f = model.face;
  return { at: [`${Math.round((f.width - w) / 2)}mm`, `${Math.round((f.height - h) / 2)}mm`], size: [`${w}mm`, `${h}mm`] };
};

// add adds a box in the middle of the page, or a text with a field.
export function add(type, field = "") {
  const f = model.face, wide = Math.round(f.width / 3);
  const tables = {
    text: { type: "text", name: field || "text", text: field ? `{{${field}}}` : t.newText, ...pageLengths(wide, 8) },
    qr: { type: "qr", name: "code", ...pageLengths(Math.min(30, wide), Math.min(30, wide)) },
    shape: { type: "shape", shape: "box", fill: Object.keys(f.colours)[0] ?? "#d9dee4", ...pageLengths(wide, Math.round(wide / 2)) },
    line: { type: "shape", shape: "line", stroke: Object.keys(f.colours)[0] ?? "#22303f", ...pageLengths(wide, 0) },
  };
  if (type === "text" && f.styles?.base) tables.text.style = "base";
  change(t.added(tables[type].name ?? tables[type].shape), [{ do: "add", key: "box", table: tables[type] }]);
}
