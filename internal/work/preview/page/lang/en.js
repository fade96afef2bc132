// review: source
// The preview in English. {0} and {1} are places for a value; "one|many" depends on the first.

export const words = {
  language: "English", chooseLanguage: "Language", preview: "Preview", badge: "Badge", certificate: "Certificate", sheet: "Sheet",
  shown: "What is shown", search: "Search a name or id", view: "View", previous: "Previous person (left arrow)",
  next: "Next person (right arrow)", smaller: "Smaller (−)", larger: "Larger (+)", fit: "Fit", fitTitle: "Fit into the window (0)",
  zoomed: "{0} %", boxes: "Boxes", boxesTitle: "Show the boxes of the template (o)", longest: "Longest name",
  longestTitle: "Go to the longest name (l)", scripts: "Scripts", scriptsTitle: "One person for each script, side by side (s)",
  pdfTitle: "The PDF of this person, marked as a preview", place: "{0} of {1}", people: "{0} person|{0} people", some: "{0} of {1} people",
  rest: "{0} of {1} people; search for the others", line: "{0} · line {1}", noScript: "No script", nothing: "Nothing to show yet",
  nothingMend: "Mend what is said above and save: this page follows.", nothingSave: "Save event.toml or the list: this page follows.",
  cannot: "This paper cannot be drawn", cannotMore: "The reason stands above.", gone: "lanyard preview is not running",
  failed: "This cannot be drawn", sizeNote: "set at {0} pt in place of {1} pt", linesNote: "broken into {0} line|broken into {0} lines",
  messages: "Messages about files are in English.",
};
