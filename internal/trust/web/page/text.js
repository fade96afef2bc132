// The languages of the page, and the form of dates and values in them.

// languages are the names of all languages by their tags, in the order of the switch.
export const languages = {
  en: "English",
  af: "Afrikaans",
  ar: "العربية",
  az: "Azərbaycanca",
  bg: "Български",
  bn: "বাংলা",
  bs: "Bosanski",
  ca: "Català",
  ckb: "کوردیی ناوەندی",
  cs: "Čeština",
  cy: "Cymraeg",
  da: "Dansk",
  de: "Deutsch",
  el: "Ελληνικά",
  es: "Español",
  et: "Eesti",
  fa: "فارسی",
  fi: "Suomi",
  fil: "Filipino",
  fr: "Français",
  gl: "Galego",
  he: "עברית",
  hi: "हिन्दी",
  hr: "Hrvatski",
  hu: "Magyar",
  hy: "Հայերեն",
  id: "Bahasa Indonesia",
  is: "Íslenska",
  it: "Italiano",
  ja: "日本語",
  ka: "ქართული",
  kk: "Қазақша",
  ko: "한국어",
  ky: "Кыргызча",
  lt: "Lietuvių",
  lv: "Latviešu",
  mk: "Македонски",
  mn: "Монгол",
  mr: "मराठी",
  ms: "Bahasa Melayu",
  nb: "Norsk bokmål",
  nl: "Nederlands",
  pl: "Polski",
  ps: "پښتو",
  pt: "Português",
  "pt-BR": "Português (Brasil)",
  ro: "Română",
  ru: "Русский",
  sk: "Slovenčina",
  sl: "Slovenščina",
  sq: "Shqip",
  sr: "Српски",
  "sr-Latn": "Srpski (latinica)",
  sv: "Svenska",
  sw: "Kiswahili",
  ta: "தமிழ்",
  te: "తెలుగు",
  th: "ไทย",
  tr: "Türkçe",
  uk: "Українська",
  ur: "اردو",
  uz: "O‘zbekcha",
  vi: "Tiếng Việt",
  zh: "中文",
  "zh-Hant": "繁體中文",
};

// phrases holds the languages that have been fetched, by their tags.
export const phrases = {};

const fetchLanguage = (tag) => import(`./lang/${tag}.js`);

// learn fetches a language and returns its tag, or "en" where that cannot be had.
// Where English cannot be had either, the page has not been loaded whole, and learn throws.
export async function learn(tag) {
  try {
    if (!Object.hasOwn(phrases, tag)) phrases[tag] = (await fetchLanguage(tag)).phrases;
    return tag;
  } catch (error) {
    if (tag === "en") throw error;
    return learn("en");
  }
}

const rightToLeft = new Set(["ar", "ckb", "fa", "he", "ps", "ur"]);

export const direction = (language) => (rightToLeft.has(language) ? "rtl" : "ltr");

// choose returns the first of the wanted BCP 47 tags that the page speaks: the same
// language in the same script, best in the same region.
export function choose(wanted) {
  for (const tag of wanted) {
    const like = likely(tag);
    // Only tags of the same language are compared: the likely scripts of all take longer than all else before a verdict.
    const same = Object.keys(languages).filter((tag) => tag.split("-")[0] === like?.language)
      .map((tag) => [tag, likely(tag)]).filter(([, is]) => is.script === like.script);
    if (same.length > 0) return (same.findLast(([, is]) => is.region === like.region) ?? same[0])[0];
  }
  return "en";
}

// likely returns a tag with its likely script and region, null for what is no tag.
function likely(tag) {
  try {
    return new Intl.Locale(String(tag).replace(/^n[on]\b/, "nb")).maximize();
  } catch {
    return null;
  }
}

const secondsADay = 86400;

// known says whether this browser writes dates and numbers of a language. Where it does
// not, it would take its own language, so that numbers of ISO 8601 are clearer.
const known = (language) => Intl.DateTimeFormat.supportedLocalesOf([language]).length > 0;

// formatDays returns first and last day, days since 1970-01-01, in the calendar of
// the language, and again in ISO 8601 where that is not the Gregorian one, else "".
export function formatDays(first, last, language) {
  const [from, to] = [first, last].map((day) => new Date(day * secondsADay * 1000));
  if (!known(language)) return [iso(from, to), ""];
  const format = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" });
  const text = first === last ? format.format(from) : format.formatRange(from, to);
  return [text, format.resolvedOptions().calendar === "gregory" ? "" : iso(from, to)];
}

function iso(from, to) {
  const [a, b] = [from, to].map((date) => date.toISOString().slice(0, 10));
  return a === b ? a : `${a} – ${b}`;
}

// formatInstant formats seconds since 1970 in the reader's own time zone.
export function formatInstant(seconds, language) {
  const date = new Date(seconds * 1000);
  if (!known(language)) return date.toISOString().slice(0, 16).replace("T", " ") + " UTC";
  const fields = { year: "numeric", month: "long", day: "numeric", hour: "numeric", minute: "2-digit", timeZoneName: "short" };
  return new Intl.DateTimeFormat(language, fields).format(date);
}

const units = [["year", 365 * secondsADay], ["month", 30 * secondsADay], ["day", secondsADay], ["hour", 3600], ["minute", 60]];

// formatAgo says how long ago something was, in the largest unit that fits, "" where this
// browser does not know the language. A clock that is a little behind makes it now.
export function formatAgo(seconds, language) {
  if (!known(language)) return "";
  const [unit, length] = units.find(([, length]) => seconds >= length) ?? ["second", Infinity];
  const numeric = unit === "second" ? "auto" : "always";
  return new Intl.RelativeTimeFormat(language, { numeric }).format(-Math.floor(seconds / length) || 0, unit);
}

// formatDate formats the day of an instant.
export function formatDate(seconds, language) {
  const date = new Date(seconds * 1000);
  return known(language) ? new Intl.DateTimeFormat(language, { dateStyle: "long" }).format(date) : iso(date, date);
}

export function formatMinutes(minutes, language) {
  if (!known(language)) return `${minutes} min`;
  return new Intl.NumberFormat(language, { style: "unit", unit: "minute", unitDisplay: "long" }).format(minutes);
}
