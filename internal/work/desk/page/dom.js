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
