// The texts of the preview, by language.

import { choose as among } from "./languages.js";
import { words as ar } from "./lang/ar.js";
import { words as de } from "./lang/de.js";
import { words as en } from "./lang/en.js";
import { words as es } from "./lang/es.js";
import { words as fa } from "./lang/fa.js";
import { words as fr } from "./lang/fr.js";
import { words as he } from "./lang/he.js";
import { words as ja } from "./lang/ja.js";

export { number, picker, say } from "./languages.js";

export const choose = () => among({ en, ar, de, es, fa, fr, he, ja });
