// The hard cases: six real papers, each with what is wrong with it.
import { element } from "./dom.js";
import { get } from "./api.js";
import { model, on, show } from "./model.js";
import { lang, t } from "./words.js";
import { fitText } from "./panel.js";

const strip = document.getElementById("strip");
const reasons = { "longest name": t.longestName, "shortest name": t.shortestName, "most is missing": t.missing, "densest code": t.densest };
const codes = ["Arab", "Armn", "Beng", "Cyrl", "Deva", "Ethi", "Geor", "Grek", "Gujr", "Guru", "Hang", "Hani", "Hebr", "Hira", "Jpan", "Kana", "Khmr", "Knda",
  "Kore", "Laoo", "Latn", "Mlym", "Mymr", "Sinh", "Taml", "Telu", "Thai", "Tibt"];
const [own, english] = [lang, "en"].map((l) => new Intl.DisplayNames(l, { type: "script" }));
const scripts = Object.fromEntries(codes.map((c) => [english.of(c), own.of(c)])); // the names of scripts that come are English
scripts.Urdu = new Intl.DisplayNames(lang, { type: "language" }).of("ur");
const why = (s) => s.why.split(", ").map((w) => reasons[w] ?? scripts[w] ?? w).join(" · ");

let asked = 0, known = "";

// refresh shows the strip of what is shown; it is asked for once the paper itself is there.
export async function refresh() {
  const f = model.face, v = model.view;
  if (!f) { strip.replaceChildren(); return; }
  const mine = ++asked, key = `${v.kind} ${v.side} ${f.version} ${v.person}`;
  if (key === known) return;
  let all;
  try { all = await get(`${v.kind}/${v.side}/0/strip.json?v=${f.version}`); } catch { return; }
  if (mine !== asked) return;
  known = key;
  const cards = all.map((s) => {
    const red = s.problems.length > 0, notes = red ? s.problems.map((p) => p.message) : s.fits.map(fitText);
    const img = element("img", { alt: "", width: 200, height: 96 });
    const e = element("button", { type: "button", class: red ? "red" : "", "aria-current": String(s.person === v.person), title: notes.join("\n"),
      onclick: () => show({ person: s.person }) }, img, element("b", {}, why(s)), element("span", { dir: "auto", lang: s.lang || undefined }, s.name),
      element("small", {}, notes.slice(0, 2).join("; ") || ""));
    e.img = img;
    e.source = `${v.kind}/${v.side}/${s.person}/picture.png?width=260&v=${f.version}`;
    return e;
  });
  strip.replaceChildren(...cards);
  for (const e of cards) { // one after the other: the paper itself comes first
    if (mine !== asked) return;
    e.img.src = e.source;
    try { await e.img.decode(); } catch { /* its message says why there is none */ }
  }
}

on("drawn", () => setTimeout(refresh, 30));
on("face", () => { if (model.face && !model.face.drawn) refresh(); });
