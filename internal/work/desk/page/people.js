// The list as it was read: columns, findings with their fixes, rows.

import { base64, element, get, message, name, quoted, roving } from "./dom.js";
import { kind, place } from "./kinds.js";
import { openAt } from "./settings.js";
import { drop } from "./start.js";
import { number, say } from "./words.js";

const view = { from: 0, q: "", open: null };

export async function showPeople(desk) {
  const s = desk.state;
  const rows = await get(desk.path("people.json?from=" + view.from + "&q=" + encodeURIComponent(view.q)));
  return [
    summary(desk, s),
    findings(desk, s),
    columns(desk, s),
    rule(desk, s),
    list(desk, s, rows),
    element("section", { class: "card" }, element("h3", {}, say("newList")), drop("replace", say("listOfPeople"), async (file) => {
      await desk.send("list", { Version: s.files["event.toml"], Name: file.name, List: await base64(file) });
    })),
  ];
}

function summary(desk, s) {
  const state = s.errors ? ["bad", say("errors", s.errors)] : s.warnings ? ["warn", say("ready")] : ["good", say("ready")];
  return element("section", { class: "summary " + state[0] },
    element("div", { class: "figure" }, element("strong", {}, number(s.people)), element("span", {}, say("persons", s.people).replace(number(s.people), "").replace(/[:：]\s*$/, "").trim())),
    element("div", {}, element("h2", {}, state[1]),
      element("p", {}, [s.warnings && say("warnings", s.warnings), ...s.shares.map((x) => say(x.kind === "badge" ? "shareBadge" : "shareCertificate", x.gets) + (x.out ? " (" + say("shareOut", x.out) + ")" : "")),
        s.corrected && say("corrected", s.corrected)].filter(Boolean).join(" · ")),
      s.recognised && message("p", s.recognised, { class: "quiet" }),
      ...s.notes.map((n) => message("p", n, { class: "quiet" })),
      ...s.doubts.map((d) => element("p", { class: "quiet" }, say("doubts", d.people), ": ", name(d.names.join(", ")))),
      s.failure && message("p", s.failure, { class: "refused" }),
      document.documentElement.lang !== "en" && element("p", { class: "quiet", id: "messages" }, say("messages")),
      desk.command("lanyard check " + quoted(s.dir))));
}

function findings(desk, s) {
  if (!s.findings.length) return element("section", { class: "card" }, element("h3", {}, say("findings")), element("p", { class: "fine" }, say("noFindings")));
  const more = s.errors + s.warnings - s.findings.length;
  return element("section", { class: "card" }, element("h3", {}, say("findings")),
    element("ul", { class: "findings", id: "findings" }, ...s.findings.map((f) => finding(desk, s, f))),
    more > 0 && element("p", { class: "quiet" }, say("moreFindings", more)));
}

function finding(desk, s, f) {
  const corrections = s.files["corrections.csv"], event = s.files["event.toml"];
  const act = {
    cell: (x) => [say("fixCell", x.to), () => desk.send("cells", { Version: corrections, Changes: [{ Row: f.row, Column: f.cell.column, To: x.to }] })],
    merge: (x) => [say("fixMerge"), () => desk.send("merge", { Version: corrections, Row: f.row, Into: x.into })],
    alias: (x) => [say("fixAlias", s.roles.find((r) => r.key === x.role)?.label ?? x.role), () => desk.send("alias", { Version: event, Role: x.role, Word: x.word })],
    column: (x) => [say("fixColumn", x.to, fieldName(x.field)), () => desk.send("column", { Version: event, Field: x.field, Column: x.to })],
    role: (x) => [say("fixRole"), () => desk.send("role", { Version: event, Word: x.word })],
    out: () => [say("fixOut"), () => desk.send("cells", { Version: corrections, Changes: [{ Row: f.row, Column: "(row)", To: "leave out" }] })],
  };
  const input = f.cell && element("input", { type: "text", dir: "auto", value: f.cell.text, aria: { label: say("mend") + ": " + f.cell.header }, autocomplete: "off", spellcheck: false });
  return element("li", { class: f.severity },
    place(s, f),
    element("div", {},
      kind(f.code) && element("p", { class: "message" }, kind(f.code)),
      message("p", f.message, { class: kind(f.code) ? "" : "message" }),
      f.hint && message("p", f.hint, { class: "hint" }),
      element("div", { class: "fixes" }, ...(f.fixes ?? []).map((x) => {
        const [label, go] = act[x.do](x);
        return element("button", { type: "button", class: "fix " + x.do, onclick: go }, label);
      }), f.file === "event.toml" && f.line > 0 && element("button", { type: "button", class: "fix file", onclick: () => openAt(desk, f.line) }, say("settings")),
      f.file?.endsWith("template.toml") && element("a", { class: "button", href: desk.path("design/"), target: "_blank", rel: "noopener" }, say("design")),
      input && element("form", {
        class: "mend",
        onsubmit: (e) => {
          e.preventDefault();
          desk.send("cells", { Version: corrections, Changes: [{ Row: f.row, Column: f.cell.column, To: input.value }] });
        },
      }, name(f.cell.header, { class: "quiet" }), input, element("button", {}, say("save"))))));
}

const fieldName = (f) => f.replaceAll("_", " ");

function columns(desk, s) {
  if (!s.columns.length) return null;
  return element("details", { class: "card", id: "columns", open: s.findings.some((f) => ["roster-ambiguous", "roster-no-name", "roster-mapping"].includes(f.code)) },
    element("summary", {}, element("h3", {}, say("columns")), element("span", { class: "quiet" }, say("columnsMore"))),
    element("div", { class: "scroll" }, element("table", { class: "columns" },
      element("thead", {}, element("tr", {}, element("th", { scope: "col" }, say("column")), element("th", { scope: "col" }, say("takenFor")))),
      element("tbody", {}, ...s.columns.map((c, i) => {
        const select = element("select", { id: "column-" + i, aria: { label: c.header }, onchange: () => desk.send("column", { Version: s.files["event.toml"], Field: select.value, Column: c.name }) },
          element("option", { value: "" }, say("notTaken")), ...[...s.fields, ...(c.takenFor && !s.fields.includes(c.takenFor) ? [c.takenFor] : [])].map((f) => element("option", { value: f }, fieldName(f))));
        select.value = c.takenFor;
        return element("tr", {}, element("th", { scope: "row" }, name(c.header)), element("td", {}, element("div", { class: "taken" }, select, message("bdi", c.why, { class: "quiet" }))));
      })))),
    desk.command("lanyard check -explain " + quoted(s.dir)));
}

// rule is who gets a certificate, as a condition.
function rule(desk, s) {
  if (!s.kinds.includes("certificate")) return null;
  const input = element("input", { id: "rule", type: "text", dir: "ltr", value: s.setup?.rule ?? "", autocomplete: "off", spellcheck: false });
  const gets = s.shares.find((x) => x.kind === "certificate")?.gets ?? s.people; // without a share, everybody
  return element("details", { class: "card", id: "who" }, element("summary", {}, element("h3", {}, say("ruleTitle")), element("span", { class: "quiet" }, say("ruleBy", say("shareCertificate", gets)))),
    element("p", { class: "quiet" }, say("ruleMore")),
    element("form", { id: "rule-form", onsubmit: (e) => { e.preventDefault(); desk.send("rule", { Version: s.files["event.toml"], Where: input.value }); } },
      element("label", {}, say("rule"), input), element("button", {}, say("save"))));
}

function list(desk, s, rows) {
  const search = element("input", { id: "search", type: "search", value: view.q, placeholder: say("search"), aria: { label: say("search") }, dir: "auto" });
  let waiting;
  search.oninput = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { view.q = search.value; view.from = 0; desk.redraw(); }, 250);
  };
  const last = Math.min(rows.total, view.from + rows.rows.length);
  const shown = (rows.header ?? []).map((header, at) => ({ header, at }));
  const names = shown.filter((c) => isName(s, c.at)), others = shown.filter((c) => !isName(s, c.at));
  const head = (c) => element("th", { scope: "col" }, name(c.header));
  const body = element("tbody", {}, ...rows.rows.map((r) => row(desk, s, r, names, others)));
  roving(body, "cell", () => [...body.rows].map((r) => [...r.querySelectorAll("button, select")].filter((e) => !e.disabled)));
  return element("section", { class: "card list" },
    element("div", { class: "heading" }, element("div", {}, element("h3", {}, say("list"), " ", name(s.list, { class: "quiet" })), element("p", { class: "quiet" }, say("listMore"), " ", say("arrows"))), search),
    rows.rows.length ? element("div", { class: "scroll", tabIndex: 0, role: "region", aria: { label: say("list") } }, element("table", { class: "rows" },
      element("thead", {}, element("tr", {}, element("th", {}), ...names.map(head), ...(s.roles.length ? [element("th", { scope: "col" }, say("role"))] : []), element("th", { scope: "col" }, say("attended")),
        ...others.map(head), element("th", {}))),
      body)) : element("p", { class: "quiet" }, say("nobody")),
    element("div", { class: "pages" },
      element("button", { type: "button", disabled: view.from === 0, onclick: () => { view.from = Math.max(0, view.from - 100); desk.redraw(); } }, say("previous")),
      element("span", { class: "quiet" }, say("showing", rows.rows.length ? view.from + 1 : 0, last, rows.total)),
      element("button", { type: "button", disabled: last >= rows.total, onclick: () => { view.from += 100; desk.redraw(); } }, say("next"))));
}

// isName reports whether a column of the list is a part of a name: those stand first.
const isName = (s, at) => ["name", "given", "middle", "patronymic", "infix", "family", "family_2", "suffix"].includes(s.columns[at]?.takenFor?.replace("_local", ""));

function row(desk, s, r, names, others) {
  const write = (column, to) => desk.send("cells", { Version: s.files["corrections.csv"], Changes: [{ Row: r.key, Column: column, To: to }] });
  const columnOf = (field) => s.columns.find((c) => c.takenFor === field)?.name ?? field;
  const role = element("select", { aria: { label: say("role") + ": " + (r.name ?? "") }, disabled: r.out, onchange: () => write(columnOf("role"), role.value) },
    element("option", { value: "" }, say("noRole")), ...s.roles.map((x) => element("option", { value: x.key }, x.label)));
  role.value = r.role ?? "";
  const next = { yes: "no", no: "yes", unknown: "yes" }[r.attended ?? "unknown"];
  const shown = (c) => {
    const was = r.was?.[c.at];
    return element("td", { class: was !== undefined ? "corrected" : "", title: was !== undefined ? say("was", was) : "" }, cell(desk, s, r, c.at, write));
  };
  return element("tr", { class: r.out ? "out" : "" },
    element("th", { scope: "row", class: "quiet" }, number(r.line)),
    ...names.map(shown),
    ...(s.roles.length ? [element("td", {}, role)] : []),
    element("td", {}, element("button", { type: "button", class: "attended " + (r.attended ?? "unknown"), disabled: r.out || r.index < 0, aria: { label: say("attended") + ": " + say(r.attended ?? "unknown") },
      onclick: () => write(columnOf("presence"), next) }, say(r.attended ?? "unknown"))),
    ...others.map(shown),
    element("td", {}, r.out ? element("button", { type: "button", onclick: () => write("(row)", "") }, say("takeIn"))
      : element("button", { type: "button", class: "plain", aria: { label: say("leaveOutShort") + ": " + (r.name || say("row", r.line)) }, onclick: () => write("(row)", "leave out") }, say("leaveOutShort"))));
}

// cell is a text that becomes a field to write in when it is pressed.
function cell(desk, s, r, i, write) {
  const text = r.cells[i] ?? "";
  if (r.out) return name(text);
  const column = s.columns[i]?.name;
  const b = element("button", { type: "button", class: "text", aria: { label: (s.columns[i]?.header ?? "") + ": " + text }, onclick: () => {
    const input = element("input", { type: "text", value: text, dir: "auto", autocomplete: "off", spellcheck: false, aria: { label: s.columns[i]?.header ?? "" } });
    let over = false;
    const end = (keep) => {
      if (over) return;
      over = true;
      if (keep && input.value.trim() !== text.trim()) write(column, input.value);
      input.replaceWith(b);
      b.focus();
    };
    input.onkeydown = (e) => {
      if (e.key === "Enter") end(true);
      if (e.key === "Escape") end(false);
    };
    input.onblur = () => end(true);
    b.replaceWith(input);
    input.focus();
    input.select();
  } }, name(text || "\u00a0"));
  return b;
}
