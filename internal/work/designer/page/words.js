// The texts of the designer, by language, as properties of t: a text, or a function of the values in it.

import { choose, say } from "./languages.js";
import { words as ar } from "./lang/ar.js";
import { words as de } from "./lang/de.js";
import { words as en } from "./lang/en.js";
import { words as es } from "./lang/es.js";
import { words as fa } from "./lang/fa.js";
import { words as fr } from "./lang/fr.js";
import { words as he } from "./lang/he.js";
import { words as ja } from "./lang/ja.js";

export { number, picker } from "./languages.js";

export const lang = choose({ en, ar, de, es, fa, fr, he, ja });
export const t = Object.fromEntries(Object.entries(en)
  .map(([key, text]) => [key, text.includes("{0}") ? (...values) => say(key, ...values) : say(key)]));
