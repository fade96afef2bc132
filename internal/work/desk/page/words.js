// The languages of the desk. Texts lie in lang/, one file for each; English fills in what another lacks.

import { words as en } from "./lang/en.js";
import { words as fa } from "./lang/fa.js";

export const languages = { en, fa };
const rightToLeft = ["fa"];
let current = "en";

// choose takes a language, the one that was chosen before, or the browser's.
export function choose(tag) {
  let kept = null;
  try {
    kept = localStorage.getItem("language");
    if (tag) localStorage.setItem("language", tag);
  } catch { /* a browser that keeps nothing */ }
  const wanted = [tag, kept, ...navigator.languages.map((l) => l.split("-")[0]), "en"];
  current = wanted.find((l) => l && l in languages);
  document.documentElement.lang = current;
  document.documentElement.dir = rightToLeft.includes(current) ? "rtl" : "ltr";
  return current;
}

// say returns a text with its places filled in: {0}, {1}. A number chooses between "one|many".
export function say(key, ...values) {
  let text = languages[current][key] ?? en[key] ?? key;
  if (text.includes("|")) {
    const [one, many] = text.split("|");
    text = new Intl.PluralRules(current).select(Number(values[0])) === "one" ? one : many;
  }
  return text.replace(/\{(\d)\}/g, (_, i) => (typeof values[i] === "number" ? number(values[i]) : values[i] ?? ""));
}

export const number = (n) => new Intl.NumberFormat(current).format(n);
export const date = (at) => new Intl.DateTimeFormat(current, { dateStyle: "medium" }).format(new Date(at));
export const moment = (at) => new Intl.DateTimeFormat(current, { dateStyle: "medium", timeStyle: "short" }).format(new Date(at));

// size returns a number of bytes for people.
export function size(bytes) {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"];
  let i = 0;
  for (; bytes >= 1000 && i < units.length - 1; i++) bytes /= 1000;
  return new Intl.NumberFormat(current, { style: "unit", unit: units[i], unitDisplay: "short", maximumFractionDigits: i ? 1 : 0 }).format(bytes);
}
