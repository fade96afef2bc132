import { t } from "./words.js";

// element makes an element with properties and children. What comes from files is only ever set as text.
export function element(name, own = {}, ...content) {
  const e = document.createElement(name);
  for (const [key, value] of Object.entries(own)) {
    if (key === "class") e.className = value;
    else if (key === "style") Object.assign(e.style, value);
    else if (key.startsWith("on")) e[key] = value;
    else if (key in e && typeof value !== "string") e[key] = value;
    else if (value !== undefined) e.setAttribute(key, value);
  }
  e.append(...content.filter((c) => c !== null && c !== undefined));
  return e;
}

const shapes = {
  undo: "M6 4L3 7l3 3M3 7h6a4 4 0 0 1 0 8H7", redo: "M10 4l3 3-3 3M13 7H7a4 4 0 0 0 0 8h2", text: "M3 4V3h10v1M8 3v10M6 13h4",
  qr: "M2 2h5v5H2zM9 2h5v5H9zM2 9h5v5H2zM9 9h2v2H9zM12 12h2v2h-2z", shape: "M2 4h12v8H2z", line: "M2 13L14 3",
  picture: "M2 3h12v10H2zM2 11l4-4 3 3 2-2 3 3", barcode: "M3 3v10M5 3v10M8 3v10M10 3v10M13 3v10", group: "M2 2h7v7H2zM7 7h7v7H7z",
  left: "M2 2v12M4 4h9v3H4zM4 9h6v3H4z", centre: "M8 1v14M3 4h10v3H3zM5 9h6v3H5z", right: "M14 2v12M3 4h9v3H3zM6 9h6v3H6z",
  top: "M2 2h12M4 4v9h3V4zM9 4v6h3V4z", middle: "M1 8h14M4 3v10h3V3zM9 5v6h3V5z", bottom: "M2 14h12M4 3v9h3V3zM9 6v6h3V6z",
  across: "M2 2v12M14 2v12M6 5h4v6H6z", down: "M2 2h12M2 14h12M5 6h6v4H5z", lock: "M4 7h8v6H4zM5.5 7V5a2.5 2.5 0 0 1 5 0v2",
  unlock: "M4 7h8v6H4zM5.5 7V4.500a2.5 2.500 0 0 1 5 0", outlines: "M2 2h3M7 2h2M11 2h3v3M14 7v2M14 11v3h-3M9 14H7M5 14H2v-3M2 9V7M2 5V2",
};

export function icon(name) {
  const ns = "http://www.w3.org/2000/svg", svg = document.createElementNS(ns, "svg"), path = document.createElementNS(ns, "path");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", shapes[name] ?? shapes.shape);
  svg.append(path);
  return svg;
}

// message returns a sentence of lanyard itself, which is always in English.
export const message = (tag, text, own = {}) => element(tag, { lang: "en", dir: "auto", ...own }, text);

// button makes a button with an icon or a text, and its name for those who do not see it.
export function button(label, onclick, image, own = {}) {
  return element("button", { type: "button", title: label, "aria-label": label, onclick, ...own }, image ? icon(image) : label);
}

// name is what a box is called.
export const nameOf = (b) => b.values.name || typeOf(b);

// typeOf returns what a box is, in the language of the page.
export const typeOf = (b) => {
  const type = b.values.type === "shape" ? b.values.shape ?? "shape" : b.values.type;
  return t[`type_${type}`] ?? type ?? b.key;
};

// key joins parts as a key of TOML.
export const keyOf = (...parts) => parts.map((p) => (/^[A-Za-z0-9_-]+$/.test(p) ? p : JSON.stringify(p))).join(".");

export const round = (v, digits = 2) => Math.round(v * 10 ** digits) / 10 ** digits;
