// The desk: which event and which room is shown, the state of the folder, the job under way.

import { blob, element, get, message, post, Refusal } from "./dom.js";
import { choose, picker, say } from "./words.js";
import { showStart } from "./start.js";
import { showPeople } from "./people.js";
import { showPrint } from "./print.js";
import { showIssued } from "./issued.js";
import { showPublish } from "./publish.js";
import { showSettings } from "./settings.js";
import { problem } from "./kinds.js";
import { dismiss, showJob } from "./job.js";

const $ = (id) => document.getElementById(id);
const rooms = { people: showPeople, print: showPrint, issued: showIssued, publish: showPublish, settings: showSettings };
const order = ["people", "design", "print", "issued", "publish", "settings"];

// desk is what every room gets: the event's state, and what can be done.
export const desk = {
  id: "", room: "", state: null, job: null,
  path: (rest) => "event/" + desk.id + "/" + rest,
  async send(rest, body) {
    const page = drawn;
    if (page === sent) return null; // a second press on a page that does not show yet what the first has done
    sent = page;
    try {
      const answer = await post(desk.path(rest), body);
      await load();
      return answer;
    } catch (e) {
      complain(e);
      return null;
    } finally {
      if (sent === page) sent = -1;
    }
  },
  // save keeps a file that the desk makes, or says why there is none.
  async save(rest, as) {
    try {
      const link = element("a", { href: URL.createObjectURL(await blob(desk.path(rest))), download: as });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    } catch (e) {
      complain(e);
    }
  },
  show: (room) => { location.hash = desk.id + "/" + room; },
  redraw: () => draw(),
  toast, complain, command, confirm, ask,
};

let changes = null, loading = 0, loaded = 0;
let shown = ""; // the event and the room on the page
let drawing = 0, drawn = 0, sent = -1; // numbers of pages: the last begun, the one shown, the one that sent something

// load asks for the state and shows it, unless a later question was answered before.
async function load() {
  const id = desk.id, mine = ++loading;
  const state = await get(desk.path("state.json"));
  if (id !== desk.id || mine < loaded) return;
  loaded = mine;
  desk.state = state;
  desk.job = state.job;
  await draw();
}

// draw shows the room. What has the focus keeps it, by its id.
async function draw() {
  const mine = ++drawing, focus = document.activeElement?.id, mending = $("findings")?.contains(document.activeElement);
  $("skip").textContent = say("skip");
  $("languageLabel").textContent = say("chooseLanguage");
  showNavigation();
  let content;
  try {
    content = desk.id ? (desk.state ? await rooms[desk.room](desk) : [element("p", { class: "quiet" }, say("loading"))]) : await showStart(desk);
  } catch (e) {
    content = [e instanceof Refusal ? message("p", e.message, { class: "refused" }) : element("p", { class: "refused" }, say("gone"))];
  }
  if (mine !== drawing) return;
  const room = desk.id ? "room " + desk.room : "start", same = desk.id + room === shown;
  const folds = same ? [...$("main").querySelectorAll("details[id][open]")].map((d) => d.id) : [];
  shown = desk.id + room;
  $("main").className = room;
  $("main").dataset.language = document.documentElement.lang; // in which it was drawn
  $("main").replaceChildren(...content);
  for (const id of folds) if ($(id)) $(id).open = true; // what a person has opened stays open
  drawn = mine;
  if (focus) $(focus)?.focus({ preventScroll: true });
  else if (mending) ($("findings")?.querySelector("button") ?? $("main")).focus({ preventScroll: true }); // the finding is gone: on to the next
  showJob(desk, $("job"));
}

function showNavigation() {
  const title = desk.state?.title ?? "";
  $("title").textContent = desk.id ? title : "";
  document.title = (title && desk.id ? title + " – " : "") + "Lanyard";
  $("nav").hidden = !desk.id;
  $("nav").replaceChildren(...(desk.id ? order.map((room) => {
    const link = room === "design"
      ? element("a", { href: desk.path("design/"), target: "_blank", rel: "noopener" }, say(room), element("span", { class: "out", aria: { hidden: "true" } }, " ↗"))
      : element("a", { href: "#" + desk.id + "/" + room, aria: room === desk.room ? { current: "page" } : {} }, say(room));
    if (room === "people" && desk.state?.errors) link.append(element("span", { class: "count" }, String(desk.state.errors)));
    return link;
  }) : []));
  $("nav").querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
}

function follow(id) {
  changes?.close();
  changes = null;
  desk.state = desk.job = null;
  if (!id) return;
  changes = new EventSource("event/" + id + "/changes");
  let started = false;
  changes.onmessage = async (e) => {
    const now = JSON.parse(e.data), before = desk.job;
    desk.job = now.job;
    const ended = before && now.job && before.id === now.job.id && before.state !== now.job.state && !["running", "asking"].includes(now.job.state);
    if (!started || now.version !== desk.state?.version || ended) {
      started = true;
      try { await load(); } catch (error) { complain(error); }
    } else {
      showJob(desk, $("job"));
    }
  };
  changes.onerror = () => toast(say("gone"));
}

function route() {
  const [id, room] = decodeURIComponent(location.hash.slice(1)).split("/");
  const other = id !== desk.id;
  dismiss(desk);
  if (other || room !== desk.room) $("toast").hidden = true; // it is about what was there
  desk.id = id ?? "";
  desk.room = room in rooms ? room : "people";
  if (other) follow(desk.id);
  draw();
  if (!other) scrollTo(0, 0);
}

// toast shows a sentence for a while.
let fading;
function toast(text) {
  const t = $("toast");
  t.textContent = text;
  t.hidden = false;
  clearTimeout(fading);
  fading = setTimeout(() => { t.hidden = true; }, 6000);
}

// complain shows why something was not done; a stale write with both versions of the file.
function complain(e) {
  if (!(e instanceof Refusal)) {
    toast(say("gone"));
    return;
  }
  const a = e.answer;
  const body = e.status === 409 ? [
    element("h2", {}, say("conflict")), element("p", {}, say("conflictMore", a.file)),
    element("div", { class: "versions" }, ...[["yours", a.mine], ["theirs", a.theirs]].map(([title, text]) =>
      element("section", {}, element("h3", {}, say(title)), element("pre", { dir: "ltr", tabIndex: 0 }, text ?? "")))),
  ] : [
    element("h2", {}, say("failed")), message("p", a.error), a.hint && message("p", a.hint, { class: "hint" }),
    ...(a.problems ?? []).slice(0, 20).map((p) => problem(desk.state, p)),
  ];
  ask(body, [[e.status === 409 ? say("takeTheirs") : say("close"), null]]);
  if (e.status === 409) load();
}

// ask shows a dialog and returns the value of the button that was pressed, or null.
function ask(body, buttons) {
  const d = $("dialog");
  return new Promise((answer) => {
    let value = null;
    d.replaceChildren(...body.flat().filter(Boolean), element("div", { class: "buttons" }, ...buttons.map(([label, v, kind]) =>
      element("button", { type: "button", class: kind ?? "", onclick: () => { value = v; d.close(); } }, label))));
    d.onclose = () => answer(value);
    if (d.open) d.close();
    d.showModal();
    (d.querySelector("input:not([type=checkbox])") ?? d.querySelector(".buttons button")).focus();
  });
}

// confirm asks before something that others see, with a reason where one is needed; null: no.
async function confirm({ title, more, go, reason, what }) {
  const input = reason && element("input", { id: "reason", type: "text", required: true, autocomplete: "off" });
  const yes = await ask([element("h2", {}, title), what && element("p", {}, what), more && element("p", { class: "hint" }, more),
    reason && element("label", {}, say("reason"), input, element("small", {}, say("reasonMore")))],
    [[say("cancel"), null], [go, true, "primary"]]);
  return yes ? (reason ? { reason: input.value } : {}) : null;
}

// command shows what does the same on the command line.
function command(...lines) {
  return element("details", { class: "command" }, element("summary", {}, say("command")),
    ...lines.map((line) => element("div", {}, element("code", { dir: "ltr", tabIndex: 0 }, line),
      element("button", { type: "button", onclick: async () => { await navigator.clipboard?.writeText(line); toast(say("copied")); } }, say("copy")))));
}

choose();
picker($("language"), () => draw());
$("skip").onclick = (e) => { e.preventDefault(); $("main").focus(); };
addEventListener("hashchange", route);
addEventListener("keydown", (e) => {
  if (e.altKey && !e.ctrlKey && !e.metaKey && desk.id && /^[1-6]$/.test(e.key)) {
    const room = order[Number(e.key) - 1];
    if (room !== "design") { e.preventDefault(); desk.show(room); }
  }
});
route();

