// The languages of the local pages: which one is shown, and its texts with their values filled in. Each page has its
// texts in lang/, one file for each language; English fills in for a text that another language lacks.

const rightToLeft = ["ar", "fa", "he"];
const otherTags = { iw: "he", prs: "fa" }; // for the same language
const categories = ["zero", "one", "two", "few", "many", "other"];

let current = "en", known = {};

// choose sets the language of the page and returns it: tag, or the one that was chosen before on this machine, or the
// first of the browser's that is known, or English.
export function choose(languages, tag) {
  let kept = null;
  try {
    kept = localStorage.getItem("language");
    if (tag) localStorage.setItem("language", tag);
  } catch { /* a browser that keeps nothing */ }
  known = languages;
  const browser = navigator.languages.map((l) => l.split("-")[0]).map((l) => otherTags[l] ?? l);
  current = [tag, kept, ...browser, "en"].find((l) => l && Object.hasOwn(known, l));
  document.documentElement.lang = current;
  document.documentElement.dir = rightToLeft.includes(current) ? "rtl" : "ltr";
  return current;
}

// isolated keeps a value that reads in the other direction, like a file name in a Persian sentence, from reordering the
// text around it.
const isolated = (value) => (rightToLeft.includes(current) || /[\u0590-\u08ff]/.test(value) ? `\u2068${value}\u2069` : value);

// form chooses among "one|other", or among a text for each plural category of the language, in the order of CLDR.
function form(text, n) {
  const all = text.split("|");
  if (all.length === 1) return text;
  const rules = new Intl.PluralRules(current), category = rules.select(n);
  if (all.length === 2) return all[category === "one" ? 0 : 1];
  const own = categories.filter((c) => rules.resolvedOptions().pluralCategories.includes(c));
  return all[Math.min(own.indexOf(category), all.length - 1)];
}

// say returns a text with its values filled in at {0}, {1}. The first one chooses the plural form.
export function say(key, ...values) {
  const text = form(known[current][key] ?? known.en[key] ?? key, Number(values[0]));
  return text.replace(/\{(\d)\}/g, (_, i) => {
    const value = values[i] ?? "";
    return typeof value === "number" ? number(value) : value === "" ? "" : isolated(String(value));
  });
}

export const number = (n) => new Intl.NumberFormat(current).format(n);

// date returns a day for people. What the desk says of a day is its midnight in UTC, which is the evening before in the west.
export const date = (at) => new Intl.DateTimeFormat(current, { dateStyle: "medium", ...(/T00:00:00Z$/.test(at) ? { timeZone: "UTC" } : {}) }).format(new Date(at));
export const moment = (at) => new Intl.DateTimeFormat(current, { dateStyle: "medium", timeStyle: "short" }).format(new Date(at));

// size returns a number of bytes for people.
export function size(bytes) {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"];
  let i = 0;
  for (; bytes >= 1000 && i < units.length - 1; i++) bytes /= 1000;
  return new Intl.NumberFormat(current, { style: "unit", unit: units[i], unitDisplay: "short", maximumFractionDigits: i ? 1 : 0 }).format(bytes);
}

// picker fills a select with the languages. pick is called once another one was chosen.
export function picker(select, pick) {
  select.replaceChildren(...Object.entries(known).map(([tag, words]) => {
    const option = document.createElement("option");
    Object.assign(option, { value: tag, lang: tag, textContent: words.language });
    return option;
  }));
  select.value = current;
  select.onchange = () => { choose(known, select.value); pick(); };
}
