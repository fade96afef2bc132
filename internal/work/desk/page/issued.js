// Everything that was issued, and what may become of it.

import { element, get, name, quoted, roving } from "./dom.js";
import { date, moment, number, say } from "./words.js";

const view = { q: "", all: false };

export async function showIssued(desk) {
  const s = desk.state;
  const found = await get(desk.path("issued.json?q=" + encodeURIComponent(view.q) + (view.all ? "&all=1" : "")));
  const search = element("input", { id: "search-issued", type: "search", value: view.q, placeholder: say("searchIssued"), aria: { label: say("searchIssued") }, dir: "auto" });
  let waiting;
  search.oninput = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { view.q = search.value; desk.redraw(); }, 250);
  };
  const all = element("input", { type: "checkbox", id: "with-replaced", checked: view.all, onchange: () => { view.all = all.checked; desk.redraw(); } });
  const counts = Object.entries(found.counts);
  const papers = element("ul", { class: "issued", id: "issued" }, ...found.rows.map((r) => paper(desk, s, r)));
  roving(papers, "paper", () => [...papers.children].map((li) => [li.querySelector("summary")]));
  return [
    element("section", { class: "card" },
      element("div", { class: "heading" }, element("p", { class: "tags" }, ...counts.map(([state, n]) => element("span", { class: "tag " + state }, number(n) + " " + say(state)))), search,
        element("label", { class: "check" }, all, say("withReplaced"))),
      found.rows.length ? papers : element("p", { class: "quiet" }, say("noIssued")),
      found.total > found.rows.length && element("p", { class: "quiet" }, say("showing", 1, found.rows.length, found.total)),
      desk.command("lanyard status " + quoted(s.dir))),
    found.runs.length ? element("details", { class: "card", id: "runs" }, element("summary", {}, element("h3", {}, say("runs")), element("span", { class: "quiet" }, say("runsMore"))),
      element("ul", { class: "files" }, ...found.runs.map((r) => element("li", {}, element("span", {}, say("run", r.number), " · ", moment(r.at), " · ", say("papers", r.papers)), name(r.about, { class: "quiet" }),
        element("button", { type: "button", class: "attended " + (r.printed ? "yes" : "no"), onclick: () => desk.send("mark", { Run: r.number, Printed: !r.printed }) }, say(r.printed ? "wasPrinted" : "notPrinted"))))),
      desk.command("lanyard printed -no " + quoted(s.dir))) : "",
    await letters(desk, s),
    found.total > 0 ? everybody(desk, s) : "",
  ];
}

// letters is what became of the papers that were mailed.
async function letters(desk, s) {
  const mail = await get(desk.path("mail.json"));
  return element("details", { class: "card", id: "letters" }, element("summary", {}, element("h3", {}, say("mail")),
    element("span", { class: "tags" }, ...Object.entries(mail.counts).map(([state, n]) => element("span", { class: "tag " + state }, number(n) + " " + say("mail_" + state))))),
  element("p", { class: "quiet" }, say("mailMore")),
  mail.rows.length ? element("ul", { class: "files", id: "mail" }, ...mail.rows.map((r) => element("li", {}, name(r.name || r.number, { class: "strong" }), element("span", { class: "tag " + r.state }, say("mail_" + r.state)),
    element("span", { class: "quiet" }, moment(r.at), r.status && [" · ", element("code", { dir: "ltr" }, r.status)])))) : element("p", { class: "quiet" }, say("mailNone")),
  mail.total > mail.rows.length && element("p", { class: "quiet" }, say("showing", 1, mail.rows.length, mail.total)),
  desk.command("lanyard send " + quoted(s.dir), "lanyard deliveries " + quoted(s.dir), "lanyard bounces mailbox " + quoted(s.dir)));
}

// everybody offers to forget all who hold a paper of an event that is long over.
function everybody(desk, s) {
  const day = element("input", { type: "date", id: "forget-before", required: true, value: new Date().toISOString().slice(0, 10) });
  const line = element("div", {}), told = () => line.replaceChildren(desk.command("lanyard forget -before " + (day.value || "2025-01-31") + " " + quoted(s.dir)));
  day.oninput = told;
  told();
  return element("details", { class: "card", id: "everybody" }, element("summary", {}, element("h3", {}, say("forgetAll")), element("span", { class: "quiet" }, say("forgetAllMore"))),
    element("form", { class: "line", id: "forget-all", onsubmit: (e) => { e.preventDefault(); forget(desk, { Before: day.value }, say("forgetAll")); } },
      element("label", {}, say("forgetBefore"), day), element("button", { class: "danger" }, say("forget"))), line);
}

// forget shows what forgetting comes to, forgets once that is confirmed, and says what remains where.
async function forget(desk, whom, title) {
  const plan = await desk.send("forget", whom);
  if (!plan) return;
  const files = (label, all) => all.length > 0 && [element("p", {}, say(label)), element("ul", { class: "paths", tabIndex: 0 }, ...all.map((f) => element("li", {}, element("code", { dir: "ltr" }, f))))];
  const kept = plan.kept && element("p", {}, say("forgetKept", plan.kept));
  if (!plan.papers) {
    desk.toast(plan.undated ? say("forgetUndated", plan.undated) : say("forgetNobody"));
    return;
  }
  const keep = element("input", { type: "checkbox", id: "forget-keep" });
  const yes = await desk.ask([element("h2", {}, title), element("p", {}, say("persons", plan.people), " · ", say("papers", plan.papers)), element("p", { class: "hint" }, say("forgetMore")), plan.undated > 0 && element("p", {}, say("forgetUndated", plan.undated)),
    files("forgetDeletes", plan.deleted), plan.more > 0 && element("p", {}, say("moreFiles", plan.more)),
    plan.deleted.length > 0 && element("label", { class: "check" }, keep, say("forgetKeep")), files("forgetShared", plan.shared), kept],
  [[say("cancel"), null], [say("forgetGo"), true, "danger"]]);
  if (!yes) return;
  const done = await desk.send("forget", { ...whom, Keep: keep.checked, Sure: plan.papers });
  if (!done) return;
  await desk.ask([element("h2", {}, say("forgotDone", done.people)), element("p", {}, say("forgotRows", done.rows)), done.letters > 0 && element("p", {}, say("forgotLetters", done.letters)),
    files("forgetShared", done.shared), keep.checked && files("forgetKeeps", done.deleted), files("forgetListed", done.listed), files("forgetAlso", done.also),
    done.unread && element("p", {}, say("forgetUnread")), kept, element("p", {}, say("forgetCopies"))], [[say("close"), null, "primary"]]);
}

function paper(desk, s, r) {
  const kind = say(r.kind), verb = async (word) => {
    const answer = await desk.confirm({ title: say(word + "Ask", kind, r.name), more: word === "reinstate" ? "" : say(word + "More"), go: say(word), reason: word !== "reinstate" });
    if (!answer) return;
    if (await desk.send("change", { Verb: word, What: r.number, Only: "", Reason: answer.reason ?? "" })) desk.toast(say("publishReminder"));
  };
  const renew = async () => {
    if (!await desk.confirm({ title: say("reissueAsk", kind, r.name), more: say("reissueMore"), go: say("reissue") })) return;
    if (await desk.send("reissue", { ID: r.id, Only: r.kind })) desk.toast(say("publishReminder"));
  };
  const again = () => desk.send("make", { Again: true, One: r.id, Only: r.kind + "s" });
  const actions = r.forgotten || r.state === "superseded" ? [] : [
    r.state === "valid" && r.kind === "badge" && element("button", { type: "button", onclick: again }, say("reprint")),
    r.state === "valid" && element("button", { type: "button", onclick: () => verb("suspend") }, say("suspend")),
    r.state === "suspended" && element("button", { type: "button", onclick: () => verb("reinstate") }, say("reinstate")),
    r.state !== "revoked" && element("button", { type: "button", class: "danger", onclick: () => verb("revoke") }, say("revoke")),
    element("button", { type: "button", onclick: renew }, say("reissue")),
    element("button", { type: "button", class: "danger forget", onclick: () => forget(desk, { What: r.id }, say("forgetAsk", r.name)) }, say("forget")),
  ];
  // What was printed, once it is looked at: the page of its file, and what would be printed differently now.
  const then = element("figure", { class: "then" });
  const look = async (e) => {
    if (!e.target.open || then.childElementCount || !r.prints.length) return;
    const image = element("img", { alt: say("paperThen") + ": " + r.name, src: desk.path("printed/" + r.number + "/picture.png?width=700") });
    image.onerror = () => image.replaceWith(element("p", { class: "quiet" }, say("goneFile")));
    then.append(image, element("figcaption", { class: "quiet" }, say("paperThen")));
    try {
      const now = await get(desk.path("printed/" + r.number + "/changes.json"));
      if (now.differs) then.append(element("p", { class: "notice differs", dir: "auto" }, now.changes.length ? say("differs", now.changes.join("; ")) : say("differsAll")));
    } catch { /* the list cannot be read: People says why */ }
  };
  return element("li", {}, element("details", { id: "about-" + r.number, ontoggle: look }, element("summary", {},
    element("span", { class: "tag " + r.state }, say(r.state)), name(r.forgotten ? say("forgotten") : r.name, { class: "strong" }),
    element("span", { class: "quiet which" }, kind, " · ", element("code", { dir: "ltr" }, r.number))),
  element("div", { class: "paper" },
    element("ol", { class: "history" },
      element("li", {}, say("issuedOn", date(r.issued)), " · ", say("version", r.version), r.replaces ? [" · ", element("code", { dir: "ltr" }, r.replaces)] : ""),
      ...(r.prints.length ? r.prints.map((p) => element("li", {}, say("printedAs", moment(p.at), p.file, p.page), " ", element("a", { href: desk.path("file/" + p.file.split("/").map(encodeURIComponent).join("/") + "#page=" + p.page), target: "_blank", rel: "noopener" }, say("open")))) : [element("li", {}, say("neverPrinted"))]),
      r.state !== "valid" && element("li", {}, say(r.state), " ", say("since", date(r.since)), r.reason ? [": ", name(r.reason)] : "")),
    element("div", { class: "fixes" }, ...actions),
    desk.command(...(r.forgotten ? [] : ["lanyard reprint " + quoted(r.id) + " -dir " + quoted(s.dir), "lanyard reissue " + quoted(r.id) + " -dir " + quoted(s.dir)]),
      "lanyard suspend " + quoted(r.number) + ' -reason "…" -dir ' + quoted(s.dir), "lanyard revoke " + quoted(r.number) + ' -reason "…" -dir ' + quoted(s.dir),
      ...(r.forgotten ? [] : ["lanyard forget " + quoted(r.id) + " " + quoted(s.dir)])),
    then,
    r.index >= 0 && element("figure", {}, element("img", { loading: "lazy", alt: kind + ": " + r.name, src: desk.path("papers/" + r.kind + "/" + r.index + "/picture.png?width=480&s=" + s.version) }), element("figcaption", { class: "quiet" }, say("paperNow"))))));
}
