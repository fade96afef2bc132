// What will be made, on which sheet, and what was made.

import { element, get, name, quoted } from "./dom.js";
import { moment, say, size } from "./words.js";

const unwished = { Only: "", New: false, Spares: 0, Start: 1, Zip: false, Merged: false, One: "", Where: "", PNG: 0, Force: false, Printer: "" };
let wish = { ...unwished }, wisher = ""; // of one event
let compared = null;

// words returns the command line of a wish.
const words = (dir) => ["lanyard make", wish.Only && "-only " + wish.Only, wish.New && "-new", wish.Spares && "-spares " + wish.Spares, wish.Start > 1 && "-start " + wish.Start,
  wish.Printer && "-printer " + quoted(wish.Printer), wish.Zip && "-zip", wish.Merged && "-merged", wish.One && "-one " + quoted(wish.One),
  wish.Where && "-where " + quoted(wish.Where), wish.PNG && "-png " + wish.PNG, wish.Force && "-force", quoted(dir)].filter(Boolean).join(" ");

export async function showPrint(desk) {
  const s = desk.state, [files, stocks] = await Promise.all([get(desk.path("files.json")), get(desk.path("stocks.json"))]);
  if (wisher !== desk.id) wish = { ...unwished };
  wisher = desk.id;
  const line = element("div", {}, desk.command(words(s.dir)));
  const told = () => {
    const open = line.querySelector("details").open;
    line.replaceChildren(desk.command(words(s.dir)));
    line.querySelector("details").open = open;
  };
  return [
    s.draft && element("p", { class: "notice" }, say("draft")),
    s.errors ? element("p", { class: "notice bad" }, say("stopFirst", s.errors)) : null,
    element("div", { class: "halves" },
      element("section", { class: "card" }, element("h3", {}, say("whatToMake")), form(desk, s, told), line),
      s.sheet && wish.Only !== "certificates" ? sheet(desk, s, stocks, told) : null),
    rehearsal(desk, s), offsets(desk, s), made(desk, files), changed(desk, s), walkin(desk, s),
  ].filter(Boolean);
}

function form(desk, s, told) {
  const check = (key, text) => {
    const box = element("input", { type: "checkbox", id: "make-" + key, checked: wish[key], onchange: () => { wish[key] = box.checked; told(); } });
    return element("label", { class: "check" }, box, text);
  };
  const kinds = [["", "everything"], ["badges", "badges"], ["certificates", "certificates"]].filter(([k]) => s.kinds.length > 1 || !k || s.kinds[0] + "s" === k);
  const spares = element("input", { type: "number", id: "make-spares", min: 0, max: 10000, value: wish.Spares, oninput: () => { wish.Spares = Number(spares.value); told(); } });
  const one = element("input", { type: "text", id: "make-one", value: wish.One, dir: "ltr", autocomplete: "off", oninput: () => { wish.One = one.value.trim(); told(); } });
  const printer = element("select", { id: "make-printer", onchange: () => { wish.Printer = printer.value; told(); } }, element("option", { value: "" }, "–"), ...s.printers.map((p) => element("option", { value: p }, p)));
  printer.value = wish.Printer;
  const where = element("input", { type: "text", id: "make-where", value: wish.Where, dir: "ltr", autocomplete: "off", spellcheck: false, oninput: () => { wish.Where = where.value.trim(); told(); } });
  const png = element("input", { type: "number", id: "make-png", min: 0, max: 1200, value: wish.PNG, oninput: () => { wish.PNG = Number(png.value); told(); } });
  return element("form", {
    onsubmit: (e) => {
      e.preventDefault();
      desk.send("make", wish);
    },
  },
  element("fieldset", { class: "segments" }, element("legend", { class: "hidden" }, say("whatToMake")), ...kinds.map(([k, text]) => element("label", {},
    element("input", { type: "radio", name: "only", value: k, checked: wish.Only === k, onchange: () => { wish.Only = k; desk.redraw(); } }), element("span", {}, say(text))))),
  check("New", say("onlyNew")), check("Merged", say("merged")), check("Zip", say("zip")),
  element("div", { class: "pair" }, s.kinds.includes("badge") && element("label", {}, say("spares"), spares), element("label", {}, say("onePerson"), one, element("small", {}, say("onePersonMore")))),
  s.printers.length > 0 && element("label", {}, say("printer"), printer),
  s.errors > 0 && check("Force", say("force")),
  element("details", { class: "more", id: "more", open: Boolean(wish.Where || wish.PNG) }, element("summary", {}, say("moreWishes")),
    element("label", {}, say("where"), where, element("small", {}, say("whereMore"))), element("label", {}, say("png"), png, element("small", {}, say("pngMore")))),
  element("button", { class: "primary", id: "make", disabled: ["running", "asking"].includes(desk.job?.state) }, say("go")));
}

// sheet is a picture of the first sheet, with a button for each cell to begin at.
function sheet(desk, s, stocks, told) {
  const picture = (start) => desk.path("papers/sheet/0/picture.png?width=700&start=" + start + "&s=" + s.version);
  const image = element("img", { src: picture(wish.Start), alt: say("sheet") + ": " + s.sheet.name });
  image.onerror = () => { image.hidden = true; };
  const paper = element("div", { class: "sheet" }, image);
  paper.style.aspectRatio = s.sheet.w + " / " + s.sheet.h;
  const cells = s.sheet.cells.map((c, i) => {
    const b = element("button", { type: "button", class: "begin", aria: { label: say("startCell", i + 1), pressed: String(wish.Start === i + 1) }, title: say("startCell", i + 1), onclick: () => {
      wish.Start = i + 1;
      image.hidden = false;
      image.src = picture(i + 1);
      cells.forEach((x, n) => { x.setAttribute("aria-pressed", String(n === i)); x.classList.toggle("used", n < i); });
      told();
    } });
    b.classList.toggle("used", i + 1 < wish.Start);
    b.style.left = c.x * 100 + "%";
    b.style.top = c.y * 100 + "%";
    b.style.width = c.w * 100 + "%";
    b.style.height = c.h * 100 + "%";
    return b;
  });
  paper.append(...cells);
  const plain = stocks.stocks.filter((x) => !x.count), cut = stocks.stocks.filter((x) => x.count);
  const option = (x) => element("option", { value: x.name }, [x.name, x.badge || x.sheet, x.count > 1 && "× " + x.count].filter(Boolean).join(" · "));
  const stock = element("select", { id: "stock", onchange: () => { wish.Start = 1; desk.send("sheet", { Version: s.files["event.toml"], Name: stock.value }); } },
    ...(stocks.own.length ? [element("optgroup", { label: "event.toml" }, ...stocks.own.map((x) => element("option", { value: x }, x)))] : []),
    element("optgroup", { label: say("stockPlain") }, ...plain.map(option)), element("optgroup", { label: say("stockCut") }, ...cut.map(option)));
  if (![...stock.options].some((o) => o.value === s.sheet.name)) stock.prepend(element("option", { value: s.sheet.name }, s.sheet.name));
  stock.value = s.sheet.name;
  return element("section", { class: "card" }, element("h3", {}, say("sheet")), element("label", {}, say("stock"), stock, element("small", {}, say("stockMore"))), desk.command("lanyard stocks"), element("p", { class: "quiet" }, say("startMore")), paper);
}

// rehearsal offers what to print on ordinary paper before the real one: a sheet to measure with, the longest names.
function rehearsal(desk, s) {
  const file = (id, label, path, as) => element("button", { type: "button", id, onclick: () => desk.save(path, as) }, say(label));
  return element("details", { class: "card", id: "before" }, element("summary", {}, element("h3", {}, say("rehearsal")), element("span", { class: "quiet" }, say("rehearsalMore"))),
    element("div", { class: "fixes" }, s.kinds.includes("badge") && file("testsheet", "testSheet", "testsheet.pdf", "testsheet.pdf"), file("proof", "proof", "proof.pdf?longest=20", "proof.pdf")),
    desk.command("lanyard testsheet " + quoted(s.dir), "lanyard proof -longest 20 " + quoted(s.dir)));
}

// offsets says how far a printer prints from the right place, and about which edge it turns a sheet.
function offsets(desk, s) {
  if (!s.kinds.includes("badge") || !s.setup) return null;
  const known = s.setup.offsets[s.setup.printer] ?? ["", "", "", ""];
  const input = (id, value, label) => element("label", {}, say(label), element("input", { id, type: "text", dir: "ltr", value, placeholder: "0mm", autocomplete: "off" }));
  const printer = element("input", { id: "printer-name", type: "text", dir: "auto", required: true, value: s.setup.printer, autocomplete: "off" });
  const flip = element("select", { id: "printer-flip" }, ...s.setup.flips.map((f) => element("option", { value: f }, say("flip_" + f))));
  flip.value = s.setup.flip;
  const sides = [input("front-right", known[0], "frontRight"), input("front-down", known[1], "frontDown"), input("back-right", known[2], "backRight"), input("back-down", known[3], "backDown")];
  const value = (i) => sides[i].querySelector("input").value;
  return element("details", { class: "card", id: "centre" }, element("summary", {}, element("h3", {}, say("printerTitle")), element("span", { class: "quiet" }, s.setup.printer)),
    element("p", { class: "quiet" }, say("printerMore")),
    element("form", { id: "printer-form", onsubmit: (e) => {
      e.preventDefault();
      desk.send("printer", { Version: s.files["event.toml"], Printer: printer.value, Front: [value(0), value(1)], Back: [value(2), value(3)], Flip: flip.value });
    } }, element("label", {}, say("printerName"), printer), element("div", { class: "pair" }, sides[0], sides[1]), element("div", { class: "pair" }, sides[2], sides[3]),
    element("label", {}, say("flipTitle"), flip), element("button", {}, say("save"))));
}

function made(desk, files) {
  return element("section", { class: "card" }, element("h3", {}, say("files")),
    files.files.length ? element("ul", { class: "files", id: "files" }, ...files.files.map((f) => {
      const at = desk.path("file/" + f.name.split("/").map(encodeURIComponent).join("/"));
      return element("li", {}, element("a", { href: at, target: "_blank", rel: "noopener" }, name(f.name)), element("span", { class: "quiet" }, element("bdi", {}, size(f.size)), " · ", element("bdi", {}, moment(f.at))),
        element("a", { class: "button", href: at + "?download=1", download: "", aria: { label: say("download") + ": " + f.name } }, say("download")));
    })) : element("p", { class: "quiet" }, say("noFiles")),
    files.total > files.files.length && element("p", { class: "quiet" }, say("moreFiles", files.total - files.files.length)));
}

function changed(desk, s) {
  const words = { added: "added", changed: "changedOne", gone: "goneOne", unearned: "unearned" };
  return element("section", { class: "card" }, element("h3", {}, say("changed")),
    compared && compared.id === desk.id && (compared.differences.length ? element("ul", { class: "differences" }, ...compared.differences.map((d) => element("li", {},
      element("span", { class: "tag " + d.what }, say(words[d.what])), " ", name(d.name, { class: "strong" }), " ", element("span", { class: "quiet", dir: "auto" }, d.changes.join("; ")))))
      : element("p", { class: "fine" }, say("nothingChanged"))),
    element("button", { type: "button", id: "compare", onclick: async () => {
      const answer = await desk.send("diff", {});
      if (answer) { compared = { id: desk.id, ...answer }; desk.redraw(); }
    } }, say("compare")),
    desk.command("lanyard diff " + quoted(s.dir)));
}

function walkin(desk, s) {
  if (!s.kinds.includes("badge")) return null;
  const spare = element("input", { id: "walkin-spare", type: "text", required: true, dir: "ltr", autocomplete: "off" });
  const who = element("input", { id: "walkin-name", type: "text", required: true, dir: "auto", autocomplete: "off" });
  const organisation = element("input", { id: "walkin-organisation", type: "text", dir: "auto", autocomplete: "off" });
  const role = element("select", { id: "walkin-role" }, element("option", { value: "" }, say("noRole")), ...s.roles.map((r) => element("option", { value: r.key }, r.label)));
  return element("details", { class: "card", id: "walkin" }, element("summary", {}, element("h3", {}, say("walkin"))),
    element("form", {
      onsubmit: async (e) => {
        e.preventDefault();
        const answer = await desk.send("walkin", { Spare: spare.value, Name: who.value, Organisation: organisation.value, Role: role.value });
        if (answer) desk.toast(say("walkinDone", who.value, answer.id));
      },
    }, element("div", { class: "pair" }, element("label", {}, say("walkinNumber"), spare), element("label", {}, say("name"), who)),
    element("div", { class: "pair" }, element("label", {}, say("organisation"), organisation), element("label", {}, say("role"), role)),
    element("button", {}, say("give"))),
    desk.command("lanyard walkin 7 -name " + quoted("Ana Popescu") + " -dir " + quoted(s.dir)));
}
