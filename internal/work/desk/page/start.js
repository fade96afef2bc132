// The first page: recent events, a new one, an example.

import { base64, element, get, name, post, quoted } from "./dom.js";
import { say } from "./words.js";

let list = null; // the file that was dropped

export async function showStart(desk) {
  const start = await get("start.json");
  const go = async (path, body) => {
    try {
      const answer = await post(path, body);
      if (path === "new") list = null; // it is in the folder of that event
      location.hash = answer.event + "/people";
    } catch (e) {
      desk.complain(e);
    }
  };
  return [
    element("div", { class: "welcome" }, element("h2", {}, say("welcome")), element("p", { class: "quiet" }, say("welcomeMore"))),
    element("div", { class: "halves" }, newEvent(desk, start, go), element("div", {}, recentEvents(start, go), example(start, go))),
  ];
}

function recentEvents(start, go) {
  const dir = element("input", { id: "dir", type: "text", dir: "ltr", autocomplete: "off", spellcheck: false });
  return element("section", { class: "card" }, element("h3", {}, say("recent")),
    start.recent.length ? element("ul", { class: "recent" }, ...start.recent.map((r) => element("li", {},
      element("button", { type: "button", onclick: () => go("open", { Dir: r.dir }) }, name(r.title, { class: "strong" }), element("small", { dir: "ltr" }, r.dir)))))
      : element("p", { class: "quiet" }, say("noRecent")),
    element("form", { class: "line", onsubmit: (e) => { e.preventDefault(); go("open", { Dir: dir.value }); } },
      element("label", {}, say("openOther"), dir), element("button", {}, say("open"))));
}

function example(start, go) {
  const stamp = new Date().toISOString().slice(0, 16).replace(/\D/g, "");
  return element("section", { class: "card" }, element("h3", {}, say("example")), element("p", {}, say("exampleMore")),
    element("button", { type: "button", id: "example", onclick: () => go("example", { Folder: start.home + "/lanyard-example-" + stamp, Title: say("exampleTitle") }) }, say("tryExample")));
}

// folderOf proposes a folder for a title.
function folderOf(home, title) {
  const slug = title.toLowerCase().normalize("NFC").replace(/[^\p{L}\p{N}\p{M}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 60);
  return home + "/" + (slug || "event");
}

function newEvent(desk, start, go) {
  const field = (id, type, properties = {}) => element("input", { id, type, autocomplete: "off", ...properties });
  const title = field("new-title", "text", { required: true, dir: "auto" }), issuer = field("new-issuer", "text", { required: true, dir: "auto" });
  const verify = field("new-verify", "text", { required: true, dir: "ltr", spellcheck: false });
  const first = field("new-first", "date", { required: true }), last = field("new-last", "date");
  const languages = field("new-languages", "text", { dir: "ltr", value: document.documentElement.lang });
  const folder = field("new-folder", "text", { required: true, dir: "ltr", spellcheck: false });
  const within = element("p", { class: "notice", id: "within", role: "status", hidden: true });
  let typed = false, waiting, asked = 0;
  // In the folder of an issuer of several events, issuer.toml says who certifies.
  const place = () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const mine = ++asked, { issuer: file } = await get("place.json?folder=" + encodeURIComponent(folder.value));
      if (mine !== asked) return;
      within.hidden = !file;
      within.textContent = file ? say("within", file) : "";
      issuer.disabled = verify.disabled = Boolean(file);
      told();
    }, 250);
  };
  folder.oninput = () => { typed = true; place(); };
  title.oninput = () => {
    if (typed) return;
    folder.value = folderOf(start.home, title.value);
    place();
  };
  const chosen = element("p", { class: "chosen", id: "chosen", role: "status" }, list ? say("chosen", list.name) : say("withoutList"));
  const take = (file) => {
    list = file;
    chosen.textContent = say("chosen", file.name);
    told();
  };
  const line = element("div", {});
  const told = () => {
    const open = line.querySelector("details")?.open ?? false, words = ["lanyard init", quoted(folder.value || "my-event")];
    for (const [option, input] of [["title", title], ["issuer", issuer], ["verify", verify], ["start", first], ["end", last], ["languages", languages]]) if (input.value && !input.disabled) words.push("-" + option, quoted(input.value));
    if (list) words.push("-list", quoted(list.name));
    line.replaceChildren(desk.command(words.join(" ")));
    line.querySelector("details").open = open;
  };
  told();
  const label = (text, input, more) => element("label", {}, text, input, more && element("small", {}, more));
  return element("section", { class: "card" }, element("h3", {}, say("newEvent")),
    element("form", {
      id: "new",
      oninput: () => told(),
      onsubmit: async (e) => {
        e.preventDefault();
        await go("new", {
          Title: title.value, Issuer: issuer.disabled ? "" : issuer.value, Verify: verify.disabled ? "" : verify.value, Start: first.value, End: last.value, Languages: languages.value, Folder: folder.value,
          ...(list ? { ListName: list.name, List: await base64(list) } : {}),
        });
      },
    },
    label(say("title"), title), label(say("issuer"), issuer), label(say("verify"), verify, say("verifyMore")),
    element("div", { class: "pair" }, label(say("first"), first), label(say("last"), last, say("lastMore"))),
    label(say("languages"), languages, say("languagesMore")),
    drop("new-list", say("listOfPeople"), take), chosen,
    label(say("newFolder"), folder), within,
    element("button", { class: "primary" }, say("make"))), line);
}

// drop is an area for a list that is dropped or chosen.
export function drop(id, title, take) {
  const input = element("input", { id, type: "file", accept: ".csv,.tsv,.txt,.xlsx,.xlsm", onchange: () => { if (input.files[0]) take(input.files[0]); } });
  const area = element("div", {
    class: "drop",
    ondragover: (e) => { e.preventDefault(); area.classList.add("over"); },
    ondragleave: () => area.classList.remove("over"),
    ondrop: (e) => {
      e.preventDefault();
      area.classList.remove("over");
      if (e.dataTransfer.files[0]) take(e.dataTransfer.files[0]);
    },
  }, element("strong", {}, title), element("span", {}, say("dropList"), " ", say("or"), " "),
  element("label", { class: "choose" }, say("chooseFile"), input));
  return area;
}
