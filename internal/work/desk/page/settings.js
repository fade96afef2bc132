// The event file, as text.

import { element, get, quoted } from "./dom.js";
import { say } from "./words.js";

let edited = null; // { id, text, version }: what was typed and not saved
let wanted = 0; // the line to show next; 0: the first

// openAt shows a line of the event file.
export function openAt(desk, line) {
  wanted = line;
  desk.show("settings");
}

// reveal selects a line of a text that is shown.
function reveal(text, line) {
  const lines = text.value.split("\n"), start = lines.slice(0, line - 1).join("\n").length + (line > 1);
  text.focus();
  text.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
  text.scrollTop = (text.scrollHeight / lines.length) * Math.max(0, line - 6);
}

export async function showSettings(desk) {
  const now = await get(desk.path("text.json"));
  if (edited?.id !== desk.id) edited = null;
  const text = element("textarea", { id: "event-text", dir: "ltr", spellcheck: false, rows: 30, value: edited?.text ?? now.text, aria: { label: "event.toml" },
    oninput: () => { edited = { id: desk.id, text: text.value, version: edited?.version ?? now.version }; save.disabled = undo.disabled = false; } });
  const save = element("button", { class: "primary", disabled: !edited }, say("save"));
  const undo = element("button", { type: "button", disabled: !edited, onclick: () => { edited = null; desk.redraw(); } }, say("undo"));
  if (wanted) {
    const line = wanted;
    wanted = 0;
    setTimeout(() => reveal(text, line)); // once it is on the page
  }
  return [element("section", { class: "card" }, element("h3", { dir: "ltr" }, "event.toml"), element("p", { class: "quiet" }, say("settingsMore")),
    element("form", {
      onsubmit: async (e) => {
        e.preventDefault();
        const mine = edited;
        if (!mine) return;
        edited = null;
        if (await desk.send("text", { Version: mine.version, Text: mine.text })) desk.toast(say("saved"));
        else { // both versions were shown: what is saved next is saved over the file as it is now
          edited = { ...mine, version: (await get(desk.path("text.json"))).version };
          desk.redraw();
        }
      },
    }, text, element("div", { class: "buttons" }, undo, save)),
    desk.command("$EDITOR " + quoted(desk.state.dir + "/event.toml")))];
}
