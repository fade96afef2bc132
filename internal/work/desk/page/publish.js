// The verification page: how old it is, written again, and asked as a stranger would.

import { element, get, message, name, quoted } from "./dom.js";
import { date, say } from "./words.js";

let at = "";

export async function showPublish(desk) {
  const s = desk.state, site = await get(desk.path("site.json"));
  const busy = ["running", "asking"].includes(desk.job?.state);
  const old = !site.written || site.days >= 25 || site.changed > 0;
  const address = element("input", { id: "check-at", type: "url", dir: "ltr", value: at, placeholder: "https://" + site.host, oninput: () => { at = address.value; } });
  return [
    element("section", { class: "summary " + (site.issued ? (old ? "warn" : "good") : "") },
      element("div", {}, element("h2", {}, site.host ? name(site.host) : say("site")),
        element("p", {}, site.written ? (site.days ? say("siteAge", date(site.written), say("days", site.days)) : say("siteToday")) : say("siteNone")),
        site.written && element("p", {}, say("siteExpires", date(site.expires))),
        site.issued > 0 && site.written && element("p", {}, site.changed ? say("siteBehind", site.changed) : say("siteFine")))),
    element("div", { class: "halves" },
      element("section", { class: "card" }, element("h3", {}, say("write")), element("p", { class: "quiet" }, say("writeMore", site.host)),
        element("button", { type: "button", id: "site", class: old ? "primary" : "", disabled: busy || !site.keys, onclick: () => desk.send("site", {}) }, say("write")),
        !site.keys && element("p", { class: "quiet" }, say("keysNone")),
        desk.command("lanyard site " + quoted(s.dir))),
      element("section", { class: "card" }, element("h3", {}, say("check")), element("p", { class: "quiet" }, say("checkMore")),
        element("form", { onsubmit: (e) => { e.preventDefault(); desk.send("sitecheck", { At: address.value }); } },
          element("label", {}, say("checkAt"), address), element("button", { disabled: busy || !site.keys }, say("check"))),
        desk.command("lanyard site -check " + (at ? "-at " + quoted(at) + " " : "") + quoted(s.dir)))),
    element("section", { class: "card" }, element("h3", {}, say("keys")), element("p", {}, site.keys ? say("keysMore") : say("keysNone")),
      site.broken && message("p", site.broken, { class: "refused" }),
      site.all.length > 0 && element("ul", { class: "files", id: "keys", aria: { label: say("keyList") } }, ...site.all.map((k) => element("li", {}, element("code", { dir: "ltr" }, k.id),
        element("span", { class: "quiet" }, say("from", date(k.from)), k.to.startsWith("0001") ? "" : " · " + say("until", date(k.to))), element("span", { class: "tag " + (k.state === "signs" ? "valid" : "suspended") }, say("key_" + k.state))))),
      site.keys && element("p", {}, element("code", { class: "block", dir: "ltr" }, "lanyard keys export " + quoted("keys-" + new Date().toISOString().slice(0, 10) + ".age") + " " + quoted(site.dir))),
      element("p", { class: "quiet" }, say("keysOther"))),
    site.issued > 0 && element("section", { class: "card" }, element("h3", {}, say("ledger")), element("p", { class: "quiet" }, say("ledgerMore")),
      element("button", { type: "button", id: "ledger", disabled: busy, onclick: () => desk.send("ledger", {}) }, say("ledger")),
      desk.command("lanyard ledger check " + quoted(s.dir))),
    site.keys && element("details", { class: "card", id: "last" }, element("summary", {}, element("h3", {}, say("freeze"))), element("p", { class: "quiet" }, say("freezeMore")),
      element("div", { class: "fixes" }, element("button", { type: "button", id: "freeze", disabled: busy, onclick: async () => {
        if (await desk.confirm({ title: say("freezeAsk"), more: say("freezeMore"), go: say("freeze") })) desk.send("freeze", {});
      } }, say("freeze"))), desk.command("lanyard freeze " + quoted(s.dir))),
    s.setup?.adoption && element("section", { class: "card" }, element("h3", {}, say("adopt")), element("p", {}, say("adoptMore")),
      element("button", { type: "button", id: "adopt", disabled: busy, onclick: async () => {
        const answer = await desk.send("adopt", {});
        if (answer) desk.toast(say("adopted", answer.papers));
      } }, say("adopt")),
      desk.command("lanyard adopt " + quoted(s.dir))),
  ].filter(Boolean);
}
