// Elements of the page, and requests to the desk.

// element returns a new element. Properties that begin with "on" are listeners, "data" and "aria" objects are attributes.
export function element(name, properties = {}, ...children) {
  const e = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) e.addEventListener(key.slice(2), value);
    else if (key === "class") e.className = value;
    else if (key === "aria") for (const [k, v] of Object.entries(value)) e.setAttribute("aria-" + k, v);
    else if (key in e && key !== "list" && key !== "form") e[key] = value;
    else e.setAttribute(key, value);
  }
  e.append(...children.flat().filter((c) => c !== null && c !== undefined && c !== false));
  return e;
}

// name returns a text that somebody else wrote, in its own direction.
export const name = (text, properties = {}) => element("bdi", { dir: "auto", ...properties }, text);

// message returns a sentence of lanyard itself, which is always in English, and read from the left even when it begins with a Persian name.
export const message = (tag, text, properties = {}) => element(tag, { lang: "en", dir: "ltr", ...properties }, text);

// Refusal is the answer to a request that was not carried out.
export class Refusal extends Error {
  constructor(status, answer) {
    super(answer.error);
    this.status = status;
    this.answer = answer;
  }
}

async function answerOf(response, as = "json") {
  if (response.ok) return response[as]();
  let answer;
  try {
    answer = await response.json();
  } catch {
    answer = { error: response.statusText };
  }
  throw new Refusal(response.status, answer);
}

export const get = async (path) => answerOf(await fetch(path));

export const blob = async (path) => answerOf(await fetch(path), "blob");

export const post = async (path, body = {}) =>
  answerOf(await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }));

// base64 returns the bytes of a file as the desk reads them.
export async function base64(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let i = 0; i < bytes.length; i += 32768) text += String.fromCharCode(...bytes.subarray(i, i + 32768));
  return btoa(text);
}

// quoted returns a text as a word of a command line.
export const quoted = (text) => (/^[\w@%+=:,./\p{L}\p{N}-]+$/u.test(text) ? text : "'" + text.replaceAll("'", "'\\''") + "'");

// roving makes rows of controls one stop of the Tab key, at which the arrow keys, Home and End move: a list of a hundred
// people would be a thousand stops. Controls get ids that begin with prefix, so that the page finds the one in use again.
export function roving(box, prefix, rowsOf) {
  const rows = rowsOf(box), all = rows.flat(), kept = roving.at[prefix];
  const enter = (control) => {
    for (const c of all) c.tabIndex = c === control ? 0 : -1;
    roving.at[prefix] = control.id;
  };
  rows.forEach((row, y) => row.forEach((control, x) => { control.id ||= prefix + "-" + y + "-" + x; }));
  const first = all.find((c) => c.id === kept) ?? all[0];
  if (first) enter(first);
  box.addEventListener("focusin", (e) => { if (all.includes(e.target)) enter(e.target); });
  box.addEventListener("keydown", (e) => {
    const y = rows.findIndex((row) => row.includes(e.target)), x = rows[y]?.indexOf(e.target);
    const on = document.documentElement.dir === "rtl" ? -1 : 1;
    const [dx, dy] = { ArrowLeft: [-on, 0], ArrowRight: [on, 0], ArrowUp: [0, -1], ArrowDown: [0, 1], Home: [-Infinity, 0], End: [Infinity, 0] }[e.key] ?? [0, 0];
    if (y < 0 || (!dx && !dy) || e.altKey || e.ctrlKey || e.metaKey || (dy && e.target.localName === "select")) return;
    const row = rows[y + dy];
    if (!row?.length) return;
    e.preventDefault();
    row[Math.max(0, Math.min(row.length - 1, x + dx))].focus();
  });
}
roving.at = {};
