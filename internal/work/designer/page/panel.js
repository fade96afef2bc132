// The panel: the keys of the selected box and of its style out of the JSON Schema, the look of the event, and all boxes.
import { element, button, icon, nameOf, typeOf, keyOf, round } from "./dom.js";
import { model, on, tell, select, selection, set, change, placed, pick, lock, add, blank } from "./model.js";
import { t } from "./words.js";
import { editor, palette } from "./text.js";
import { showFrames, write } from "./stage.js";

const panel = document.getElementById("panel"), tabs = document.getElementById("tabs");
let tab = "box";

const names = ["box", "look", "layers"];

function choose(name) {
  tab = name;
  showTabs();
  showPanel();
}

// showTabs shows the tabs. Only the chosen one is in the order of Tab; arrow keys, Home and End go to the others.
export function showTabs() {
  const focused = tabs.contains(document.activeElement);
  tabs.setAttribute("aria-label", t.panel);
  tabs.replaceChildren(...names.map((name) => element("button", { type: "button", role: "tab", id: `tab-${name}`, "aria-controls": "panel",
    "aria-selected": String(name === tab), tabindex: name === tab ? "0" : "-1", onclick: () => choose(name) }, t[name])));
  panel.setAttribute("aria-labelledby", `tab-${tab}`);
  if (focused) document.getElementById(`tab-${tab}`).focus();
}

tabs.addEventListener("keydown", (e) => {
  const at = names.indexOf(tab), forward = document.documentElement.dir === "rtl" ? -1 : 1;
  const to = { ArrowRight: at + forward, ArrowLeft: at - forward, Home: 0, End: names.length - 1 }[e.key];
  if (to === undefined) return;
  e.preventDefault();
  choose(names[(to + names.length) % names.length]);
});

// ---- Controls ----

const colours = ["colour", "fill", "fill_to", "stroke", "ground"];
const wide = ["d", "view", "at", "size", "type", "text", "box"];

const refusedAt = (key) => (model.refused?.keys.includes(key) ? model.refused.what : null);

// called returns what a key of a template is called in the language of the page.
const called = (key) => t[`key_${key}`] ?? key.replaceAll("_", " ");

// labelled returns a row of the panel, with what was wrong with the last change of the key.
function labelled(key, label, about, control, isSet) {
  const row = element("div", { class: "row" }, element("label", { class: isSet ? "" : "unset", title: about ?? "" }, label), control);
  const input = control.matches("input, select, .edit") ? control : control.querySelector("input, select");
  if (input) {
    input.id = `k-${key}`;
    row.firstChild.htmlFor = input.id;
    if (about) input.title = about;
  }
  const what = refusedAt(key);
  if (what) {
    const first = what.problems?.[0];
    row.append(element("div", { class: "wrong", role: "alert" }, [first?.message ?? what.message, first?.hint ?? what.hint].filter(Boolean).join("\n")));
  }
  return row;
}

function choice(value, words, label, give) {
  const s = element("select", { "aria-label": label, onchange: () => give(s.value) });
  const all = [...new Set([...words, ...(value && !words.includes(value) ? [value] : [])])];
  s.append(element("option", { value: "" }, t.byDefault), ...all.map((w) => element("option", { value: w }, w)));
  s.value = value ?? "";
  return s;
}

function colourOf(value, label, give, names = true, byDefault = null) {
  const own = model.face?.colours ?? {}, screen = /^#[0-9a-f]{6}$/i.test(value ?? "") ? value : own[value]?.screen ?? byDefault ?? "#ffffff";
  const text = element("input", { dir: "auto", value: value ?? "", "aria-label": label, onchange: () => give(text.value.trim()), spellcheck: "false" });
  const any = element("input", { type: "color", "aria-label": `${label}: ${t.design}`, onchange: () => give(any.value) });
  any.value = screen;
  const swatches = element("div", { class: "swatches" }, ...(names ? Object.entries(own) : []).map(([name, c]) =>
    button(`${name} ${c.written}`, () => give(name), "", { class: "swatch", style: { background: c.screen }, "aria-pressed": String(name === value) })));
  swatches.querySelectorAll(".swatch").forEach((b) => b.replaceChildren());
  any.className = value ? "" : "none";
  return element("div", { class: "colour" }, text, any, ...(swatches.children.length ? [swatches] : []));
}

// control returns the input for a key of the schema.
function control(name, schema, value, give) {
  const label = called(name);
  const enums = schema.enum ?? schema.anyOf?.find((a) => a.enum)?.enum;
  if (colours.includes(name)) return colourOf(value, label, give);
  if (name === "family") return choice(value, [...Object.keys(model.face.families ?? {}), ...model.state.families], label, give);
  if (name === "style" || name === "inherits") return choice(value, Object.keys(model.face.styles ?? {}), label, give);
  if (name === "picture" && model.state.pictures.length) return choice(value, model.state.pictures, label, give);
  if (schema.type === "boolean") {
    const s = choice(value === undefined ? "" : String(value), ["true", "false"], label, (v) => give(v === "" ? "" : v === "true"));
    for (const o of s.options) if (o.value) o.textContent = o.value === "true" ? t.yes : t.no;
    return s;
  }
  if (enums && schema.type !== "array") return choice(value, enums.filter(Boolean), label, give);
  const numeric = schema.type === "number" || schema.type === "integer";
  const i = element("input", { value: value ?? "", spellcheck: "false", placeholder: schema.default !== undefined ? String(schema.default) : "" });
  if (numeric) { i.type = "number"; i.step = schema.type === "integer" ? "1" : "any"; } else i.dir = "auto";
  i.onchange = () => give(i.value.trim() === "" ? "" : numeric ? Number(i.value) : i.value.trim());
  i.setAttribute("aria-label", label);
  return i;
}

// keysOf returns the keys that a type of box takes, by the schema.
function keysOf(type) {
  const rule = model.schema.$defs.box.allOf.find((r) => r.if.properties.type.const === type);
  return rule?.then.propertyNames.enum ?? [];
}

// ---- The box ----

function placeOf(b) {
  const why = b.in === "row" ? t.rowed : b.in === "flow" ? t.flowed : "";
  if (!b.placed) return element("p", {}, why);
  const input = (k) => {
    const i = element("input", { type: "number", step: "0.1", value: String(round(b[k])), "aria-label": t[k] });
    i.onchange = () => placed([[b, { ...pick(b), [k]: Number(i.value) }]], k === "w" || k === "h" ? t.resized : t.moved);
    i.disabled = model.locked.has(b.key) || b.in === "flow" && k === "y";
    return element("label", {}, t[k], i);
  };
  return element("div", {}, element("div", { class: "four" }, ...["x", "y", "w", "h"].map(input)), why ? element("p", {}, why) : null,
    element("p", {}, `${t.written(b.line)} `, element("code", { dir: "ltr" }, `at = ${JSON.stringify(b.values.at)}, size = ${JSON.stringify(b.values.size)}`)));
}

function textsOf(b) {
  const many = b.values.text !== null && typeof b.values.text === "object";
  const one = (tag, text) => {
    const key = many ? `${b.key}.text.${keyOf(tag)}` : `${b.key}.text`;
    const e = editor(text, nameOf(b), (save) => {
      const now = e.read();
      if (save && now !== text) set(key, now, t.changedKey(called("text"), nameOf(b)));
      else if (!save) e.blur();
    });
    if (tag) e.lang = tag;
    return labelled(key, many ? `${called("text")} ${tag}` : called("text"), model.schema.$defs.box.properties.text.description, e, true);
  };
  return many ? Object.entries(b.values.text).map(([tag, text]) => one(tag, text)) : [one("", b.values.text ?? "")];
}

function rowsOf(prefix, names, schemas, values, of) {
  return names.filter((name) => schemas[name] && !wide.includes(name)).sort((a, b) => (values[b] !== undefined) - (values[a] !== undefined)).map((name) => {
    const key = `${prefix}.${name}`, schema = schemas[name];
    return labelled(key, called(name), `${name} – ${schema.description}`, control(name, schema, values[name],
      (v) => set(key, v, t.changedKey(called(name), of))), values[name] !== undefined);
  });
}

// blankPaper is the form that begins a design from nothing.
function blankPaper() {
  if (!model.face) return [];
  const input = (id, value, label) => element("label", {}, label, element("input", { type: "number", id, min: 20, max: 600, step: "0.1", value: String(round(value, 1)) }));
  const form = element("form", { id: "blank", onsubmit: (e) => {
    e.preventDefault();
    blank(...["blank-w", "blank-h"].map((id) => Number(form.querySelector(`#${id}`).value)));
  } }, element("p", {}, t.blankMore), element("div", { class: "four" }, input("blank-w", model.face.width, t.w), input("blank-h", model.face.height, t.h)),
  element("button", {}, t.begin));
  return [element("h2", {}, t.blank), form];
}

function showBox() {
  const all = selection();
  if (all.length !== 1) {
    const adders = element("div", { class: "buttons" }, ...[["text", t.addText], ["qr", t.addQR], ["shape", t.addShape], ["line", t.addLine]].map(([type, label]) =>
      element("button", { type: "button", onclick: () => add(type) }, icon(type), label)),
      element("button", { type: "button", onclick: () => tell("choose") }, icon("picture"), t.addPicture));
    panel.replaceChildren(element("h2", {}, all.length ? t.several(all.length) : t.box), element("p", {}, t.nothingSelected), element("h2", {}, t.add), adders,
      ...all.length ? [] : [element("h2", {}, t.addField), palette((name) => add("text", name)), ...blankPaper()]);
    return;
  }
  const [b] = all, schemas = model.schema.$defs.box.properties, out = [element("h2", {}, ...(b.values.name ? [element("bdi", {}, b.values.name), " · "] : []), typeOf(b)), placeOf(b)];
  const mine = model.face.problems.filter((p) => p.box === b.values.name);
  const notes = model.face.fits.filter((f) => f.box === b.values.name).map(fitText);
  if (mine.length || notes.length) out.push(element("div", { class: "wrong" }, [...mine.map((p) => p.message), ...notes].join("\n")));
  if (b.values.type === "text") {
    out.push(...textsOf(b), element("h2", {}, t.fields), palette((name) => {
      const many = typeof b.values.text === "object", tag = many ? Object.keys(b.values.text)[0] : "";
      set(many ? `${b.key}.text.${keyOf(tag)}` : `${b.key}.text`, `${many ? b.values.text[tag] : b.values.text ?? ""}{{${name}}}`, t.changedKey(called("text"), nameOf(b)));
    }));
  }
  out.push(element("h2", {}, t.keys), ...rowsOf(b.key, keysOf(b.values.type), schemas, b.values, nameOf(b)));
  const style = b.values.style;
  if (style && model.face.styles?.[style]) {
    const own = model.schema.properties.styles.additionalProperties.properties;
    out.push(element("h2", {}, t.style), element("p", {}, t.ofStyle(style)),
      ...rowsOf(keyOf("styles", style), Object.keys(own), own, model.face.styles[style], style),
      labelled(`${keyOf("styles", style)}.size`, called("size"), own.size.description, control("size", own.size, model.face.styles[style].size,
        (v) => set(`${keyOf("styles", style)}.size`, v, t.changedKey(called("size"), style))), model.face.styles[style].size !== undefined));
  }
  panel.replaceChildren(...out);
}

export function fitText(f) {
  if (f.modules) return t.dense(f.box, f.modules);
  if (f.with) return t.meets(f.box, f.with);
  const points = (v) => Math.round(v * 10) / 10;
  return f.size < f.wanted ? t.smallerText(f.box, points(f.size), points(f.wanted)) : t.lines(f.box, f.lines);
}

// ---- The look of the event ----

function showLook() {
  const look = model.state.look;
  const give = (key) => (v) => change(t.lookOf(key), [v === "" ? { do: "remove", key: `look.${key}` } : { do: "set", key: `look.${key}`, value: v }], true);
  const row = (key, c) => labelled(`look.${key}`, t[key], "", c, look[key] !== undefined);
  panel.replaceChildren(element("h2", {}, t.look), element("p", {}, t.lookAbout),
    ...["primary", "accent", "ink", "paper"].map((key) => row(key, colourOf(look[key], t[key], give(key), false, model.face?.colours[key]?.screen))),
    ...["heading", "text"].map((key) => row(key, choice(look[key], model.state.families, t[key], give(key)))),
    row("ornament", choice(look.ornament, model.state.ornaments.filter((o) => o !== "file"), t.ornament, give("ornament"))),
    element("h2", {}, t.design), ...["ground"].map((key) => labelled(key, called(key), model.schema.properties[key]?.description,
      colourOf(model.face?.rest[key], called(key), (v) => set(key, v, t.changedKey(called(key), model.face.name))), model.face?.rest[key] !== undefined)),
    ...Object.entries(model.face?.colours ?? {}).map(([name, c]) => {
      const key = keyOf("colours", name);
      return labelled(key, element("bdi", {}, name), "", colourOf(c.written, name, (v) => set(key, v, t.changedKey(name, model.face.name)), false, c.screen), true);
    }));
}

// ---- All boxes ----

function showLayers() {
  const depth = (b) => b.key.split(".box.").length - 1, list = element("ul", { class: "layers" });
  for (const b of [...model.face?.boxes ?? []]) {
    const locked = model.locked.has(b.key), bad = model.face.problems.some((p) => p.box && p.box === b.values.name);
    const li = element("li", { class: bad ? "bad" : "" }, element("button", { type: "button", class: model.selected.has(b.key) ? "on" : "",
      "aria-pressed": String(model.selected.has(b.key)), onclick: (e) => select([b.key], e.shiftKey || e.ctrlKey || e.metaKey), ondblclick: () => write(b) },
      icon(b.values.type), element("bdi", {}, nameOf(b)), ...(b.values.when ? [element("bdi", { class: "type" }, `· ${b.values.when}`)] : [])),
      button(`${locked ? t.unlock : t.lock} ${nameOf(b)}`, () => { lock([b.key], !locked); showPanel(); }, locked ? "lock" : "unlock", { "aria-pressed": String(locked) }));
    li.style.setProperty("--depth", depth(b));
    list.append(li);
  }
  panel.replaceChildren(element("h2", {}, t.layers), list);
}

export function showPanel() {
  if (!model.state || !model.schema) return;
  const focus = panel.contains(document.activeElement) ? document.activeElement.id : "", top = panel.scrollTop;
  if (document.activeElement?.classList.contains("edit") && panel.contains(document.activeElement)) return; // a text is being written
  if (!model.face) panel.replaceChildren();
  else ({ box: showBox, look: showLook, layers: showLayers })[tab]();
  panel.scrollTop = top;
  if (focus) document.getElementById(focus)?.focus({ preventScroll: true });
}

on("face", () => { showPanel(); });
on("fields", () => { showPanel(); });
on("selection", () => { if (tab === "look" && selection().length === 1) { tab = "box"; showTabs(); } showPanel(); showFrames(); });
