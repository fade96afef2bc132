// review: none
// Die Vorschau auf Deutsch.

export const words = {
  language: "Deutsch", chooseLanguage: "Sprache", preview: "Vorschau", badge: "Namensschild", certificate: "Urkunde", sheet: "Bogen",
  shown: "Was gezeigt wird", search: "Name oder Kennung suchen", view: "Ansicht", previous: "Vorige Person (Pfeil links)",
  next: "Nächste Person (Pfeil rechts)", smaller: "Kleiner (−)", larger: "Größer (+)", fit: "Einpassen",
  fitTitle: "Ins Fenster einpassen (0)", zoomed: "{0} %", boxes: "Rahmen", boxesTitle: "Die Rahmen der Vorlage zeigen (o)",
  longest: "Längster Name", longestTitle: "Zum längsten Namen (l)", scripts: "Schriften",
  scriptsTitle: "Je Schrift eine Person nebeneinander (s)", pdfTitle: "Das PDF dieser Person, als Vorschau gekennzeichnet",
  place: "{0} von {1}", people: "{0} Person|{0} Personen", some: "{0} von {1} Personen",
  rest: "{0} von {1} Personen; die übrigen findet die Suche", line: "{0} · Zeile {1}", noScript: "Keine Schrift",
  nothing: "Noch nichts zu zeigen", nothingMend: "Beheben Sie, was oben steht, und speichern Sie: Diese Seite folgt.",
  nothingSave: "Speichern Sie event.toml oder die Liste: Diese Seite folgt.", cannot: "Dieses Papier lässt sich nicht zeichnen",
  cannotMore: "Der Grund steht oben.", gone: "lanyard preview läuft nicht mehr", failed: "Das lässt sich nicht zeichnen",
  sizeNote: "gesetzt in {0} pt statt {1} pt", linesNote: "umbrochen in {0} Zeile|umbrochen in {0} Zeilen",
  messages: "Meldungen zu Dateien sind auf Englisch.",
};
