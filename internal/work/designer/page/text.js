// Texts with their fields as chips, which show the value for the person on the page.
import { element } from "./dom.js";
import { model } from "./model.js";
import { t } from "./words.js";

const field = /(\{\{\s*[A-Za-z0-9_.-]+\s*\}\})/;

export function chip(name) {
  const value = model.fields[name] ?? "";
  const e = element("span", { class: value ? "chip" : "chip empty", contenteditable: "false", title: `{{${name}}}` }, value || name);
  e.dir = "auto";
  e.dataset.field = name;
  return e;
}

// parts returns a text as text and chips.
export const parts = (text) => String(text).split(field).filter(Boolean)
  .map((p) => (field.test(p) ? chip(p.slice(2, -2).trim()) : document.createTextNode(p)));

let active = null; // the editor that a click on a field writes into

// insert puts a field where the caret is, and reports whether there was an editor.
export function insert(name) {
  if (!active?.isConnected) return false;
  active.focus();
  const s = getSelection();
  if (!s.rangeCount || !active.contains(s.anchorNode)) { active.append(chip(name)); return true; }
  const r = s.getRangeAt(0), c = chip(name);
  r.deleteContents();
  r.insertNode(c);
  r.setStartAfter(c);
  r.collapse(true);
  s.removeAllRanges();
  s.addRange(r);
  return true;
}

// editor returns a field for a text. close is called with true when it is to be saved, with false when it is to be left.
export function editor(text, label, close) {
  const e = element("div", { class: "edit", contenteditable: "true", role: "textbox", "aria-multiline": "true", "aria-label": label, spellcheck: "false" });
  e.dir = "auto";
  e.append(...parts(text));
  e.read = () => {
    let out = "";
    const walk = (n) => {
      if (n.dataset?.field) out += `{{${n.dataset.field}}}`;
      else if (n.nodeType === Node.TEXT_NODE) out += n.data;
      else if (n.nodeName === "BR") out += "\n";
      else {
        if (n.nodeName === "DIV" && n !== e && out && !out.endsWith("\n")) out += "\n";
        n.childNodes.forEach(walk);
      }
    };
    walk(e);
    return out.replace(/\n$/, "").replaceAll("\u00a0", " ");
  };
  e.addEventListener("focus", () => { active = e; });
  e.addEventListener("paste", (p) => {
    p.preventDefault();
    const s = getSelection();
    if (!s.rangeCount) return;
    const r = s.getRangeAt(0);
    r.deleteContents();
    for (const n of parts(p.clipboardData.getData("text/plain")).reverse()) r.insertNode(n);
    r.collapse(false);
  });
  e.addEventListener("keydown", (k) => {
    k.stopPropagation();
    if (k.key === "Escape") { k.preventDefault(); close(false); }
    if (k.key === "Enter" && !k.shiftKey) { k.preventDefault(); close(true); }
  });
  e.addEventListener("blur", () => setTimeout(() => {
    const to = document.activeElement;
    if (to !== e && !to?.closest?.(".fields, .find")) close(true);
  }, 0));
  return e;
}

// palette returns the fields of the person as buttons. press is called with the name of the chosen one if no text is
// being edited.
export function palette(press) {
  const list = element("div", { class: "fields" });
  const search = element("input", { class: "find", type: "search", placeholder: t.find, "aria-label": t.find, oninput: () => fill() });
  const fill = () => {
    const words = search.value.toLocaleLowerCase();
    const all = Object.entries(model.fields).filter(([name, value]) => `${name} ${value}`.toLocaleLowerCase().includes(words) &&
      (words || value) && !/^(phrase|verify\.url)/.test(words ? "" : name));
    all.sort(([a], [b]) => a.split(".").length - b.split(".").length || (a < b ? -1 : 1));
    list.replaceChildren(...all.slice(0, 80).map(([name, value]) => element("button", { type: "button",
      onmousedown: (e) => e.preventDefault(), onclick: () => insert(name) || press(name) }, name, element("span", { dir: "auto" }, value.slice(0, 40)))));
  };
  fill();
  return element("div", {}, search, list);
}
