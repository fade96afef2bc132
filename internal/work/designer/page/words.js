// All texts of the page, by language. The page takes the browser's language where it is here, or else English.
const all = {
  en: {
    designer: "Designer", undo: "Undo", redo: "Redo", badge: "Badge", certificate: "Certificate", back: "back",
    box: "Box", look: "Look", layers: "Layers", previous: "Previous person", next: "Next person", people: "Person shown",
    follows: "Follows what is saved", gone: "lanyard is not running any more", papers: "What is designed",
    addText: "Text", addQR: "Code", addShape: "Rectangle", addLine: "Line", addPicture: "Picture…", add: "Add",
    outlines: "Outlines", smaller: "Smaller", larger: "Larger", fit: "Fit", tools: "Tools", stage: "The paper: Tab goes from " +
      "box to box, arrow keys move by 0.1 mm, with Shift by 1 mm, Enter edits a text, Delete deletes, Ctrl+D duplicates",
    nobody: "Nothing to show yet", nobodyHint: "Mend what is said above and save: this page follows.",
    cannot: "This paper cannot be drawn", place: "Place in mm", x: "left", y: "top", w: "width", h: "height",
    keys: "Keys", style: "Style", ofStyle: (n) => `Style ${n}: for every box that has it`, unset: "as the design has it",
    byDefault: "default", yes: "yes", no: "no", nothingSelected: "Click a box, or go through them with Tab.",
    several: (n) => `${n} boxes`, align: "Align", distribute: "Distribute", order: "Order", duplicate: "Duplicate",
    remove: "Delete", lock: "Lock", unlock: "Unlock", group: "Group", ungroup: "Ungroup", grouped: (n) => `Group ${n}`, ungrouped: (n) => `Ungroup ${n}`,
    addField: "Add a field", blank: "Begin from blank paper", blankMore: "An empty design of this size takes the place of the one " +
      "shown, whose file stays.", begin: "Begin",
    front: "To the front", forward: "Forward", backward: "Backward",
    rear: "To the back", left: "Left edges", centre: "Centres", right: "Right edges", top: "Upper edges", middle: "Middles",
    bottom: "Lower edges", across: "Across", down: "Down", toPage: "To the page", fields: "Fields of this person",
    find: "Find a field", noValue: "no value", lookAbout: "What all designs of the event obey, in [look] of event.toml. " +
      "Empty is as each design has it.", primary: "Primary colour", accent: "Accent", ink: "Ink", paper: "Paper",
    heading: "Headings", text: "Text", ornament: "Ornament", clear: "As the design has it", flowed: "Its place follows from " +
      "the boxes above it: drag it up or down to change the order.", rowed: "A row of signatories: its boxes are drawn once for " +
      "each of them. Here is the first.",
    hard: "Hard cases", fine: "fits", smallerText: (b, a, c) => `${b}: ${a} pt instead of ${c} pt`,
    lines: (b, n) => `${b}: ${n} lines`, dense: (b, n) => `${b}: a dense code, ${n} modules a side`,
    meets: (b, o) => `${b} runs into ${o}`, builtIn: (n) => `built-in design ${n}: copied at the first change`,
    stale: "The file has changed in the meantime", yours: "With your change", theirs: "As it is now",
    again: "Make my change on the file as it is now", leave: "Leave my change", dropAs: "What is this file?", logo: "The logo",
    background: "The background of this design", here: "A picture here", signatureOf: (n) => `The signature of ${n}`,
    cancel: "Cancel", moved: (n) => `Move ${n}`, resized: (n) => `Resize ${n}`, changedKey: (k, n) => `Change ${k} of ${n}`,
    deleted: (n) => `Delete ${n}`, added: (n) => `Add ${n}`, ordered: (n) => `Reorder ${n}`, duplicated: (n) => `Duplicate ${n}`,
    aligned: (n) => `Align ${n}`, spread: (n) => `Distribute ${n}`, lookOf: (k) => `Look: ${k}`, drawing: "drawing…",
    drawn: (ms) => `drawn in ${ms} ms`, longestName: "longest name", written: "Line", design: "Design",
    mixed: "A mixture or an ink", locked: "locked", newText: "New text",
  },
};

export const lang = all[navigator.language.split("-")[0]] ? navigator.language.split("-")[0] : "en";
export const t = all[lang];
export const rtl = ["ar", "fa", "he", "ur"].includes(lang);
