// The picture of the paper, and the frames of its boxes over it. While something is dragged only frames move.
import { element, nameOf, round, icon } from "./dom.js";
import { model, on, tell, select, selection, movable, placed, pick, picture, set, said, flowedTo, reorder } from "./model.js";
import { t } from "./words.js";
import { editor } from "./text.js";

const byId = (id) => document.getElementById(id);
const sheet = byId("sheet"), frames = byId("frames"), guides = byId("guides"), img = byId("picture"), desk = byId("desk");
const perMillimetre = 96 / 25.4;
const safe = 5; // mm inside the edges: what cutters ask for
const reach = 6; // px in which something snaps
const sides = { n: [0.5, 0], ne: [1, 0], e: [1, 0.5], se: [1, 1], s: [0.5, 1], sw: [0, 1], w: [0, 0.5], nw: [0, 0] };

let width = 0; // of the sheet, in px
const scale = () => width / model.face.width;

// fit sets how large the sheet is on the screen.
function fit() {
  const f = model.face, natural = f.width * perMillimetre;
  const room = { w: desk.clientWidth - 70, h: Math.max(220, desk.clientHeight - 70) };
  if (matchMedia("(max-width: 860px)").matches) room.h = innerHeight * 0.6;
  width = model.zoom ? natural * model.zoom : Math.max(140, Math.min(room.w, room.h * f.width / f.height, natural * 4));
  sheet.style.width = `${width}px`;
  sheet.style.height = `${width * f.height / f.width}px`;
}

let drawing = 0, shown = "", started = 0;
on("changed", (at) => { started = at; });

// draw loads the picture of what is shown; the old one stays until it is there.
async function draw() {
  const mine = ++drawing, address = picture(Math.min(5120, width * devicePixelRatio));
  if (!model.face?.drawn || address === shown) { if (model.face && !model.face.drawn) img.removeAttribute("src"); return; }
  const next = new Image();
  next.src = address;
  try { await next.decode(); } catch { return; }
  if (mine !== drawing) return;
  img.src = address;
  shown = address;
  if (started) tell("busy", t.drawn(Math.round(performance.now() - started)));
  started = 0;
  tell("drawn");
}

const percent = (v, of) => `${100 * v / of}%`;
function put(e, r) {
  const f = model.face;
  Object.assign(e.style, { left: percent(r.x, f.width), top: percent(r.y, f.height), width: percent(r.w, f.width), height: percent(r.h, f.height) });
}

function frame(b) {
  const on = model.selected.has(b.key), faults = model.face.problems.filter((p) => p.box && p.box === b.values.name);
  const refused = model.refused?.keys.some((k) => k === b.key || k.startsWith(b.key + "."));
  const bad = faults.length > 0 || refused;
  const e = element("div", { class: ["frame", on && "on", bad && "bad", model.locked.has(b.key) && "locked"].filter(Boolean).join(" ") });
  e.dataset.key = b.key;
  put(e, b);
  if (b.turn) e.style.transform = `rotate(${b.turn}deg)`;
  if (bad) e.title = [...faults.map((p) => p.message), refused ? model.refused.what.message : ""].filter(Boolean).join("\n");
  if (on || bad) {
    e.append(element("span", { class: "name" }, nameOf(b)));
    if (model.locked.has(b.key)) e.firstChild.append(" ", icon("lock"));
  }
  if (on && model.selected.size === 1 && !model.locked.has(b.key)) {
    const roomy = { w: b.w * scale() > 30, h: b.h * scale() > 30 }; // a small box keeps its middle for moving
    for (const [name, [x, y]] of Object.entries(sides)) {
      if (x === 0.5 && !roomy.w || y === 0.5 && !roomy.h || x === 0.5 && !roomy.h && b.w * scale() < 90) continue;
      const out = roomy.h ? 0 : 5 * (2 * y - 1); // and its handles outside
      const h = element("div", { class: "handle", style: { left: `${100 * x}%`, top: `calc(${100 * y}% + ${out}px)`, cursor: `${name}-resize` } });
      h.dataset.side = name;
      e.append(h);
    }
  }
  return e;
}

export function showFrames() {
  if (!model.face) return;
  frames.className = model.outlines ? "all" : "";
  frames.replaceChildren(...model.face.boxes.filter((b) => b.placed).map(frame));
  const f = model.face, marks = [];
  const edge = (name, by) => {
    const e = element("div", { class: name });
    put(e, { x: -by, y: -by, w: f.width + 2 * by, h: f.height + 2 * by });
    marks.push(e);
  };
  if (f.bleed) edge("bleed", f.bleed);
  edge("safe", -safe);
  guides.replaceChildren(...marks);
}

export function showStage(why = "") {
  const nothing = byId("nothing"), f = model.face;
  sheet.hidden = !f;
  nothing.hidden = !!f && f.drawn;
  if (!f || !f.drawn) nothing.replaceChildren(element("b", {}, f ? t.cannot : t.nobody), why || (f ? "" : t.nobodyHint));
  if (!f) return;
  sheet.classList.toggle("stale", model.state.stale);
  fit();
  showFrames();
  return draw();
}
on("face", showStage);
on("selection", showFrames);

// ---- What is under the pointer ----

const point = (e) => {
  const r = sheet.getBoundingClientRect();
  return { x: (e.clientX - r.left) / scale(), y: (e.clientY - r.top) / scale() };
};

// under returns the boxes below a point, the one that is meant first: the smallest. A box that covers most of the page is
// meant only at its edges, since it lies behind everything.
function under(p) {
  const f = model.face, near = 1.5, tall = 1.5;
  return f.boxes.filter((b) => {
    if (!b.placed || model.locked.has(b.key)) return false;
    let { x, y } = p;
    if (b.turn) {
      const cx = b.x + b.w / 2, cy = b.y + b.h / 2, [dx, dy] = turned(x - cx, y - cy, -b.turn);
      [x, y] = [cx + dx, cy + dy];
    }
    const h = Math.max(b.h, tall), w = Math.max(b.w, tall), top = b.y - (h - b.h) / 2, left = b.x - (w - b.w) / 2;
    const inside = x >= left && y >= top && x <= left + w && y <= top + h;
    if (!inside || b.w * b.h < 0.5 * f.width * f.height || model.selected.has(b.key)) return inside;
    return x < b.x + near || y < b.y + near || x > b.x + b.w - near || y > b.y + b.h - near;
  }).sort((a, b) => a.w * a.h - b.w * b.h);
}

// ---- Snapping ----

// lines returns what boxes snap to along an axis: edges and middles of the page, its bleed and safe area, and other boxes.
function lines(axis, moving) {
  const f = model.face, size = axis === "x" ? "w" : "h", whole = axis === "x" ? f.width : f.height;
  const all = [0, whole / 2, whole, safe, whole - safe];
  if (f.bleed) all.push(-f.bleed, whole + f.bleed);
  for (const b of f.boxes) {
    if (!b.placed || b.turn || moving.has(b.key) || [...moving].some((k) => b.key.startsWith(k + ".box."))) continue;
    all.push(b[axis], b[axis] + b[size] / 2, b[axis] + b[size]);
  }
  return all;
}

// snap returns by how much to move so that one of the points at lies on a line, and that line.
function snap(at, all) {
  let best = { by: 0, line: null, off: reach / scale() };
  for (const a of at) {
    for (const line of all) {
      const off = Math.abs(line - a);
      if (off < best.off) best = { by: line - a, line, off };
    }
  }
  return best;
}

function guide(axis, line) {
  const f = model.face;
  if (line === null) return null;
  const e = element("div", { class: "guide" });
  const style = axis === "x" ? { left: percent(line, f.width), top: "-12px", bottom: "-12px", width: "1px" } :
    { top: percent(line, f.height), left: "-12px", right: "-12px", height: "1px" };
  Object.assign(e.style, style);
  return e;
}

function showGuides(x, y) {
  guides.querySelectorAll(".guide").forEach((g) => g.remove());
  guides.append(...[guide("x", x), guide("y", y)].filter(Boolean));
}

// ---- Dragging ----

let drag = null;

function bounds(boxes) {
  const x = Math.min(...boxes.map((b) => b.x)), y = Math.min(...boxes.map((b) => b.y));
  return { x, y, w: Math.max(...boxes.map((b) => b.x + b.w)) - x, h: Math.max(...boxes.map((b) => b.y + b.h)) - y };
}

const frameOf = (key) => frames.querySelector(`[data-key="${CSS.escape(key)}"]`);

sheet.addEventListener("pointerdown", (e) => {
  if (e.button !== 0 || e.target.closest(".inplace")) return;
  sheet.focus({ preventScroll: true });
  const at = point(e), hit = under(at);
  const handle = e.target.dataset.side;
  if (handle) {
    drag = { how: "size", side: handle, from: at, boxes: movable() };
  } else {
    const held = hit.find((b) => model.selected.has(b.key));
    if (!held && hit.length) select([hit[0].key], e.shiftKey || e.ctrlKey || e.metaKey);
    else if (held && (e.shiftKey || e.ctrlKey || e.metaKey)) select([hit[0].key], true);
    else if (!hit.length && !e.shiftKey) select([]);
    drag = { how: hit.length ? "move" : "band", from: at, boxes: movable(), held, hit };
  }
  sheet.setPointerCapture(e.pointerId);
});

sheet.addEventListener("pointermove", (e) => {
  if (!model.face) return;
  const at = point(e);
  if (!drag) {
    const [first] = under(at);
    frames.querySelectorAll(".near").forEach((f) => f.classList.remove("near"));
    if (first) frameOf(first.key)?.classList.add("near");
    sheet.style.cursor = first ? "move" : "default";
    return;
  }
  const dx = at.x - drag.from.x, dy = at.y - drag.from.y;
  if (!drag.moved && Math.hypot(dx, dy) * scale() < 3) return;
  drag.moved = true;
  sheet.classList.add("moving");
  if (drag.how === "band") band(at);
  else if (drag.how === "move") move(dx, dy, e.altKey, e.shiftKey);
  else resize(dx, dy, e.altKey, e.shiftKey);
});

function move(dx, dy, free, straight) {
  if (!drag.boxes.length) return;
  if (straight) { if (Math.abs(dx) > Math.abs(dy)) dy = 0; else dx = 0; }
  const b = bounds(drag.boxes), moving = new Set(drag.boxes.map((o) => o.key));
  let x = { by: 0, line: null }, y = x;
  if (!free) {
    x = snap([b.x + dx, b.x + b.w / 2 + dx, b.x + b.w + dx], lines("x", moving));
    y = snap([b.y + dy, b.y + b.h / 2 + dy, b.y + b.h + dy], lines("y", moving));
  }
  // Without a line, the position is rounded to a tenth of a millimetre.
  const step = (v, from, s) => (s.line === null ? round(from + v, 1) - from : v + s.by);
  drag.frames = drag.boxes.map((o) => [o, { ...pick(o), x: round(o.x + step(dx, b.x, x)), y: round(o.y + step(dy, b.y, y)) }]);
  for (const [o, f] of drag.frames) put(frameOf(o.key), f);
  showGuides(x.line, y.line);
}

// turned returns a vector turned clockwise by degrees.
function turned(x, y, degrees) {
  const a = degrees * Math.PI / 180;
  return [x * Math.cos(a) - y * Math.sin(a), x * Math.sin(a) + y * Math.cos(a)];
}

function resize(dx, dy, free, keep) {
  const [b] = drag.boxes, [sx, sy] = sides[drag.side], moving = new Set([b?.key]);
  if (!b) return;
  const f = pick(b);
  let x = { by: 0, line: null }, y = x;
  if (b.turn) { // its sides lie on no lines
    [dx, dy] = turned(dx, dy, -b.turn);
    free = true;
  }
  if (sx !== 0.5) {
    const edge = b.x + b.w * sx + dx;
    x = free ? x : snap([edge], lines("x", moving));
    const to = x.line === null ? round(edge, 1) : x.line;
    if (sx === 1) f.w = Math.max(0, to - b.x);
    else { f.w = Math.max(0, b.x + b.w - to); f.x = b.x + b.w - f.w; }
  }
  if (sy !== 0.5) {
    const edge = b.y + b.h * sy + dy;
    y = free ? y : snap([edge], lines("y", moving));
    const to = y.line === null ? round(edge, 1) : y.line;
    if (sy === 1) f.h = Math.max(0, to - b.y);
    else { f.h = Math.max(0, b.y + b.h - to); f.y = b.y + b.h - f.h; }
  }
  if (keep && sx !== 0.5 && sy !== 0.5 && b.w && b.h) {
    const by = Math.max(f.w / b.w, f.h / b.h);
    [f.w, f.h] = [round(b.w * by), round(b.h * by)];
    if (sx === 0) f.x = b.x + b.w - f.w;
    if (sy === 0) f.y = b.y + b.h - f.h;
  }
  if (b.turn) { // the corner opposite stays: the middle, around which the box is turned, goes half the way
    const mx = f.x + f.w / 2 - b.x - b.w / 2, my = f.y + f.h / 2 - b.y - b.h / 2, [tx, ty] = turned(mx, my, b.turn);
    f.x += tx - mx;
    f.y += ty - my;
  }
  for (const k of ["x", "y", "w", "h"]) f[k] = round(f[k]);
  drag.frames = [[b, f]];
  put(frameOf(b.key), f);
  showGuides(x.line, y.line);
}

function band(at) {
  const r = { x: Math.min(at.x, drag.from.x), y: Math.min(at.y, drag.from.y), w: Math.abs(at.x - drag.from.x), h: Math.abs(at.y - drag.from.y) };
  drag.band ??= guides.appendChild(element("div", { class: "band" }));
  put(drag.band, r);
  drag.inside = model.face.boxes.filter((b) => b.placed && !model.locked.has(b.key) && b.x >= r.x && b.y >= r.y && b.x + b.w <= r.x + r.w && b.y + b.h <= r.y + r.h);
}

function drop(e, cancelled = false) {
  if (!drag) return;
  const done = drag;
  drag = null;
  sheet.classList.remove("moving");
  done.band?.remove();
  showGuides(null, null);
  if (cancelled) return showFrames();
  if (done.inside?.length) return select(done.inside.map((b) => b.key));
  if (done.frames?.length === 1 && done.how === "move" && done.frames[0][0].in === "flow") {
    const [[b, f]] = done.frames;
    if (Math.abs(f.y - b.y) > Math.abs(f.x - b.x)) { // it goes to another place in the flow, or back
      if (!flowedTo(b, f.y + f.h / 2)) showFrames();
      return;
    }
  }
  if (done.frames) return placed(done.frames, done.how === "size" ? t.resized : t.moved);
  // A click on what is selected already means the smallest box below, or with Alt the next one.
  if (!done.moved && done.held && done.how === "move" && !e.shiftKey && !e.ctrlKey && !e.metaKey) {
    const next = e.altKey ? done.hit[(done.hit.indexOf(done.held) + 1) % done.hit.length] : done.hit[0];
    select([next.key]);
  }
}
sheet.addEventListener("pointerup", drop);
sheet.addEventListener("pointercancel", (e) => drop(e, true));
sheet.addEventListener("pointerleave", () => { if (!drag) frames.querySelectorAll(".near").forEach((f) => f.classList.remove("near")); });

// ---- Keys ----

let nudged = null;

// nudge moves the selected boxes; the change is made once the keys rest.
function nudge(dx, dy) {
  nudged ??= { dx: 0, dy: 0, boxes: movable() };
  if (!nudged.boxes.length) { nudged = null; return; }
  if (dy && nudged.boxes.length === 1 && nudged.boxes[0].in === "flow") { // up and down: its place in the flow
    nudged = null;
    reorder(Math.sign(dy));
    return;
  }
  nudged.dx = round(nudged.dx + dx);
  nudged.dy = round(nudged.dy + dy);
  const all = nudged.boxes.map((b) => [b, { ...pick(b), x: round(b.x + nudged.dx), y: round(b.y + nudged.dy) }]);
  for (const [b, f] of all) { const e = frameOf(b.key); if (e) put(e, f); }
  clearTimeout(nudged.wait);
  const rest = () => { nudged = null; placed(all); };
  nudged.rest = rest;
  nudged.wait = setTimeout(rest, 260);
}

const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

let left = false; // Escape was pressed: Tab leaves the paper

// step selects the next box, or the one before.
function step(by) {
  if (left) return false;
  const all = model.face.boxes.filter((b) => b.placed), now = all.findIndex((b) => model.selected.has(b.key));
  const next = all[now + by] ?? (now < 0 ? all[by > 0 ? 0 : all.length - 1] : null);
  if (!next) return false;
  select([next.key]);
  said(nameOf(next), false, true);
  return true;
}

sheet.addEventListener("focus", () => { left = false; });
sheet.addEventListener("keydown", (e) => {
  if (e.target !== sheet || !model.face) return;
  if (arrows[e.key] && !e.ctrlKey && !e.metaKey) {
    if (!model.selected.size) return;
    const by = e.shiftKey ? 1 : 0.1, [x, y] = arrows[e.key];
    nudge(x * by, y * by);
  } else if (e.key === "Tab") {
    if (!step(e.shiftKey ? -1 : 1)) return; // beyond the last box the focus goes on
  } else if (e.key === "Escape") {
    if (drag) drop(e, true);
    else { select([]); left = true; }
  } else if (e.key === "Enter") {
    write(selection()[0]);
  } else return;
  e.preventDefault();
});

// ---- Text in place ----

// write opens the text of a box for editing where it is.
export function write(b) {
  if (!b || b.values.type !== "text" || model.locked.has(b.key)) return;
  const many = typeof b.values.text === "object";
  const tag = many ? (b.values.text[model.state.people[model.view.person].lang] !== undefined ? model.state.people[model.view.person].lang :
    b.values.text[model.state.lang] !== undefined ? model.state.lang : Object.keys(b.values.text)[0]) : "";
  const key = many ? `${b.key}.text.${tag}` : `${b.key}.text`, before = many ? b.values.text[tag] : b.values.text ?? "";
  sheet.querySelector(".inplace")?.remove();
  const holder = element("div", { class: "inplace", lang: tag || undefined });
  put(holder, b);
  holder.style.height = "auto";
  const close = (save) => {
    if (!holder.isConnected) return;
    const text = e.read();
    holder.remove();
    sheet.focus({ preventScroll: true });
    if (save && text !== before) set(key, text, t.changedKey(t.key_text, nameOf(b)));
  };
  const e = editor(before, nameOf(b), close);
  e.classList.add("bare");
  holder.append(e);
  sheet.append(holder);
  e.focus();
}

sheet.addEventListener("dblclick", (e) => {
  const hit = under(point(e)).find((b) => b.values.type === "text");
  if (hit) { select([hit.key]); write(hit); }
});

let resized, room = "";
new ResizeObserver(() => {
  const now = `${desk.clientWidth} ${desk.clientHeight}`;
  if (now === room) return;
  room = now;
  clearTimeout(resized);
  resized = setTimeout(() => model.face && showStage(), 100);
}).observe(desk);
