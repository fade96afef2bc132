// The languages of the page, and the form of dates and values in them.

import { ar } from "./lang/ar.js";
import { de } from "./lang/de.js";
import { en } from "./lang/en.js";
import { es } from "./lang/es.js";
import { fa } from "./lang/fa.js";
import { fr } from "./lang/fr.js";
import { ja } from "./lang/ja.js";
import { ru } from "./lang/ru.js";
import { th } from "./lang/th.js";
import { tr } from "./lang/tr.js";
import { zh } from "./lang/zh.js";

// phrases holds every language by its tag, in the order of the switch.
export const phrases = { en, ar, de, es, fa, fr, ja, ru, th, tr, zh };

export const direction = (language) => (language === "ar" || language === "fa" ? "rtl" : "ltr");

// choose returns the first of the wanted BCP 47 tags that the page has.
export function choose(wanted) {
  for (const tag of wanted) {
    const language = String(tag).toLowerCase().split("-")[0];
    if (Object.hasOwn(phrases, language)) return language;
  }
  return "en";
}

const secondsADay = 86400;

// formatDays returns first and last day, days since 1970-01-01, in the calendar
// of the language, and in ISO 8601 when that calendar is not the Gregorian one,
// else "".
export function formatDays(first, last, language) {
  const format = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" });
  const [from, to] = [first, last].map((day) => new Date(day * secondsADay * 1000));
  const text = first === last ? format.format(from) : format.formatRange(from, to);
  return [text, format.resolvedOptions().calendar === "gregory" ? "" : iso(from, to)];
}

function iso(from, to) {
  const [a, b] = [from, to].map((date) => date.toISOString().slice(0, 10));
  return a === b ? a : `${a} – ${b}`;
}

// formatInstant formats seconds since 1970 in the reader's own time zone.
export function formatInstant(seconds, language) {
  const fields = { year: "numeric", month: "long", day: "numeric", hour: "numeric", minute: "2-digit", timeZoneName: "short" };
  return new Intl.DateTimeFormat(language, fields).format(new Date(seconds * 1000));
}

// formatDate formats the day of an instant.
export function formatDate(seconds, language) {
  return new Intl.DateTimeFormat(language, { dateStyle: "long" }).format(new Date(seconds * 1000));
}

export function formatMinutes(minutes, language) {
  return new Intl.NumberFormat(language, { style: "unit", unit: "minute", unitDisplay: "long" }).format(minutes);
}
