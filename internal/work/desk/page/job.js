// The job under way: how far it is, what it asks, how it ended.

import { element, message, name, quoted } from "./dom.js";
import { problem } from "./kinds.js";
import { date, say } from "./words.js";

let closed = ""; // event and number of the last job whose end was read
let asked = "";

// dismiss puts away how the last job has ended, when somebody goes on to another room.
export function dismiss(desk) {
  if (desk.job && !["running", "asking"].includes(desk.job.state)) closed = desk.id + desk.job.id;
}

export function showJob(desk, place) {
  const j = desk.job;
  const ended = j && !["running", "asking"].includes(j.state);
  if (!desk.id || !j || (ended && closed === desk.id + j.id)) {
    place.hidden = true;
    return;
  }
  const key = j.id + j.state;
  if (j.state === "asking" && asked === key && !place.hidden) return; // the buttons keep the focus
  asked = key;
  place.hidden = false;
  place.className = "job " + j.state;
  const close = element("button", { type: "button", onclick: () => { closed = desk.id + j.id; place.hidden = true; } }, say("close"));
  if (j.state === "running") {
    const bar = element("progress", { max: j.total || 1, aria: { label: say("working") } });
    if (j.total) bar.value = j.done;
    place.replaceChildren(element("strong", {}, say({ site: "workingSite", freeze: "workingSite", sitecheck: "workingCheck", ledger: "workingLedger" }[j.verb] ?? "working")), bar,
      element("span", { class: "quiet" }, j.total ? say("progress", j.done, j.total) : ""),
      element("button", { type: "button", id: "stop", onclick: () => desk.send("cancel", { Job: j.id }) }, say("stop")));
  } else if (j.state === "asking") {
    place.replaceChildren(...question(desk, j));
    place.querySelector("button")?.focus();
  } else if (j.state === "cancelled") {
    place.replaceChildren(element("strong", {}, say("stopped")), close);
  } else if (j.state === "failed") {
    const problems = j.problems ?? j.result?.problems ?? [];
    place.replaceChildren(element("strong", {}, say("failed")), message("p", j.error), j.hint ? message("p", j.hint, { class: "hint" }) : "",
      ...problems.filter((p) => p.severity === "error").slice(0, 5).map((p) => problem(desk.state, p)), close);
  } else {
    place.replaceChildren(element("strong", {}, say("done")), ...result(desk, j).map((t) => element("p", {}, t)), close);
  }
}

function question(desk, j) {
  const q = j.question, answer = (yes) => desk.send("answer", { Job: j.id, Yes: yes });
  if (q.kind === "doubts") {
    return [element("strong", {}, say("askDoubts")), element("p", {}, say("askDoubtsMore")),
      element("ul", {}, ...q.doubts.map((d) => element("li", {}, d.odd ? say("oddDoubt" + d.odd, say("persons", d.people)) : say("wordDoubt", say("persons", d.people), d.header, d.word), ": ", name(d.names.join(", "))))),
      element("div", { class: "buttons" }, element("button", { type: "button", class: "primary", onclick: () => answer(true) }, say("askYes")), element("button", { type: "button", onclick: () => answer(false) }, say("askNo")))];
  }
  const n = (q.corrections?.length ?? 0) + (q.more ?? 0);
  return [n ? element("strong", {}, say("askCorrections", n)) : "", n ? element("p", {}, say("askMore")) : "", q.design ? message("p", q.design) : "",
    element("ul", {}, ...(q.corrections ?? []).map((c) => element("li", {}, name(c.name, { class: "strong" }), " ", element("span", { class: "quiet", dir: "auto" }, c.changes.join("; ") || say("askEverybody")))),
      ...(q.doubles ?? []).map((d) => element("li", {}, name(d.name, { class: "strong" }), " ", say("askDoubles")))),
    element("div", { class: "buttons" }, element("button", { type: "button", class: "primary", id: "goon", onclick: () => answer(true) }, say("askGo")), element("button", { type: "button", onclick: () => answer(false) }, say("askStop")))];
}

// english returns sentences of lanyard itself for a list of lines.
const english = (all) => (all ?? []).map((text) => message("bdi", text));

// result describes what a job has done, line by line.
function result(desk, j) {
  const r = j.result ?? {};
  if (j.verb === "ledger") {
    return [say("ledgerSound", r.rows), r.unsigned ? say("ledgerUnsigned", r.unsigned) + " lanyard ledger repair " + quoted(desk.state.dir) : "", r.forgotten ? say("forgotRows", r.forgotten) : ""].filter(Boolean);
  }
  if (j.verb === "freeze") return [say("wrote", r.written, r.kept, r.dir), say("frozen", date(r.expires)), ...english(r.said)];
  if (j.verb === "site") return [say("wrote", r.written, r.kept, r.dir), say("siteExpires", date(r.expires)), ...english(r.said)];
  if (j.verb === "sitecheck") return r.findings.length ? r.findings.map((f) => [say(f.grave ? "wrong" : "note"), ": ", message("bdi", f.what), f.todo && [" — ", say("todo"), ": ", message("bdi", f.todo)]].flat()) : [say("checkFine", r.at)];
  if (r.same) return [say("same")];
  const lines = [];
  if (r.badges || r.certificates) lines.push(say("doneMake", r.badges, say("pages", r.sheets), say("shareCertificate", r.certificates)));
  else if (!r.blanks) lines.push(say("nothingChanged"));
  if (r.blanks) lines.push(say("spareMade", r.blanks));
  if (r.draft) lines.push(say("draft"));
  else lines.push(r.issued ? say("newNumbers", r.issued) : say("noNewNumbers"));
  if (r.badges || r.blanks) lines.push(say("printHow"));
  if (r.keys) lines.push(say("newKeys"));
  if (r.undecided) lines.push(say("undecided"));
  if (r.withheld?.length) lines.push(say("withheld", r.withheld.join(", ")));
  if (r.gone?.length) lines.push(say("goneStay", r.gone.map((p) => p.name).join(", ")));
  if (r.replaced) lines.push(say("publishReminder"));
  return [...lines, ...english(r.said)];
}
