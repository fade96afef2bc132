// review: none
// Der Schreibtisch auf Deutsch. {0} und {1} sind Stellen für Werte; „einer|mehrere“ richtet sich nach dem ersten.

export const words = {
  language: "Deutsch", chooseLanguage: "Sprache", messages: "Meldungen zu Liste und Dateien sind auf Englisch.", skip: "Zum Inhalt", allEvents: "Alle Veranstaltungen",
  people: "Personen", design: "Gestaltung", print: "Drucken", issued: "Ausgestellt", publish: "Veröffentlichen", settings: "Veranstaltungsdatei",
  loading: "Wird gelesen …", gone: "Das Programm läuft nicht mehr. Starten Sie es neu: lanyard desk", again: "Neu laden",
  command: "Dasselbe auf der Befehlszeile", copy: "Kopieren", copied: "Kopiert", close: "Schließen", cancel: "Abbrechen", save: "Speichern", undo: "Rückgängig",

  welcome: "Namensschilder und Zertifikate, die alle prüfen können", welcomeMore: "Alles bleibt in einem Ordner auf diesem Rechner.",
  recent: "Zuletzt geöffnet", noRecent: "Auf diesem Rechner war noch keine Veranstaltung offen.", openOther: "Andere Veranstaltung öffnen", folder: "Ordner", open: "Öffnen",
  newEvent: "Neue Veranstaltung", title: "Titel, wie er gedruckt wird", issuer: "Ausstellende Organisation", verify: "Host der Prüfseite",
  verifyMore: "Ein eigener Host wie verify.example.org. Er steht in jedem Code und ändert sich nie.",
  first: "Erster Tag", last: "Letzter Tag", lastMore: "falls es mehrere sind", languages: "Sprachen der Zertifikate", languagesMore: "die wichtigste zuerst: de, en",
  listOfPeople: "Personenliste", dropList: "CSV-Datei oder Excel-Mappe hierher ziehen", or: "oder", chooseFile: "Datei auswählen", chosen: "{0} wird kopiert",
  withoutList: "Ohne Liste beginnt die Veranstaltung mit drei Beispielen.", make: "Veranstaltung anlegen", newFolder: "Ordner der Veranstaltung",
  example: "Nur zum Ansehen?", exampleMore: "Eine Veranstaltung mit 24 erfundenen Personen in zwölf Schriften. Auf dem Papier steht DRAFT.", tryExample: "Beispiel anlegen", exampleTitle: "Beispiel-Workshop",

  nobody: "Auf der Liste steht niemand.", persons: "{0} Person|{0} Personen", rows: "{0} Zeile|{0} Zeilen", recognised: "So wurde die Liste gelesen",
  ready: "Alles kann gedruckt werden", errors: "{0} Fehler verhindert den Lauf|{0} Fehler verhindern den Lauf", warnings: "{0} Warnung|{0} Warnungen",
  corrected: "{0} Korrektur in corrections.csv|{0} Korrekturen in corrections.csv", columns: "Spalten", column: "Spalte der Liste", takenFor: "gilt als", notTaken: "– nur aufbewahrt –",
  columnsMore: "Ändern Sie, als was eine Spalte gilt. Die Wahl kommt in event.toml.", findings: "Zum Ansehen", noFindings: "Keine Befunde. Jeder Name wurde geprüft, jede Seite gesetzt.",
  moreFindings: "und {0} weitere: lanyard check", row: "Zeile {0}", event: "Veranstaltung", mend: "Zelle korrigieren", search: "In der Liste suchen", list: "Die Liste", listMore: "Die Datei selbst wird nie geändert: Korrekturen stehen in corrections.csv und gelten auch für den nächsten Export.",
  newList: "Liste durch neuen Export ersetzen", was: "in der Datei: {0}", outByYou: "von Ihnen ausgelassen", takeIn: "Wieder aufnehmen", leaveOut: "Zeile auslassen", leaveOutShort: "Auslassen",
  fixCell: "„{0}“ schreiben", fixMerge: "Dieselbe Person: mit der anderen Zeile verbinden", fixAlias: "Gemeint ist {0}", fixRole: "Als Rolle anlegen", fixOut: "Zeile auslassen",
  role: "Rolle", attended: "War da", yes: "ja", no: "nein", unknown: "unbekannt", noRole: "– keine –", showing: "{0} bis {1} von {2}", previous: "Zurück", next: "Weiter", name: "Name", picture: "Bild",
  shareBadge: "{0} Namensschild|{0} Namensschilder", shareCertificate: "{0} Zertifikat|{0} Zertifikate", shareOut: "{0} ohne", doubts: "Von {0} Person ist unklar, ob sie ein Zertifikat bekommt|Von {0} Personen ist unklar, ob sie ein Zertifikat bekommen",

  whatToMake: "Was erzeugt wird", everything: "Schilder und Zertifikate", badges: "Namensschilder", certificates: "Zertifikate", onlyNew: "Nur was seit dem letzten Druck neu oder geändert ist",
  spares: "Ersatzschilder für Unangemeldete", zip: "Alle Zertifikate in einer ZIP-Datei", merged: "Alle Zertifikate in einem PDF", onePerson: "Nur eine Person", onePersonMore: "die ID auf der Liste; leer: alle",
  reprintOne: "Dieses Schild mit seiner Nummer noch einmal drucken", startCell: "Bei Feld {0} beginnen", startMore: "Wählen Sie das erste freie Feld eines angebrochenen Bogens.", sheet: "Der Bogen",
  go: "Erzeugen", files: "Dateien", noFiles: "Es wurde noch nichts erzeugt.", download: "Herunterladen", moreFiles: "und {0} weitere im Ordner out",
  draft: "Auf jedem Papier steht DRAFT und nichts wird signiert, bis Sie die Beispiele in der Veranstaltungsdatei ersetzt haben.", stopFirst: "Zuerst muss {0} Fehler behoben werden: siehe Personen.|Zuerst müssen {0} Fehler behoben werden: siehe Personen.",
  changed: "Was sich seit dem letzten Druck geändert hat", compare: "Vergleichen", nothingChanged: "Seit dem letzten Druck hat sich nichts geändert.", added: "neu", changedOne: "geändert", goneOne: "weg", unearned: "steht nicht mehr zu",
  walkin: "Ersatzschild an Unangemeldete geben", walkinNumber: "Nummer des Ersatzschilds", walkinDone: "{0} steht als {1} auf der Liste.", organisation: "Organisation", give: "Geben",

  working: "Papiere werden erzeugt …", workingSite: "Die Seite wird geschrieben …", workingCheck: "Die veröffentlichte Seite wird abgefragt …", progress: "{0} von {1}", stop: "Anhalten", stopped: "Angehalten. Nichts wurde ausgestellt und keine Datei geändert.",
  failed: "Das hat nicht geklappt", done: "Fertig", doneMake: "{0} Namensschild auf {1}, {2}|{0} Namensschilder auf {1}, {2}", pages: "{0} Seite|{0} Seiten", spareMade: "{0} Ersatzschild|{0} Ersatzschilder", newNumbers: "{0} neue Nummer|{0} neue Nummern", noNewNumbers: "alle behalten ihre bisherige Nummer",
  same: "Seit dem letzten Lauf hat sich nichts geändert: Die Dateien sind aktuell.", newKeys: "Die Schlüssel der Veranstaltung wurden angelegt. Bewahren Sie eine Kopie sicher auf: siehe Veröffentlichen.", undecided: "Einige Personen bekamen kein Zertifikat, weil nicht angegeben ist, ob es ihnen zusteht.",
  withheld: "Ausgelassen, weil widerrufen oder ausgesetzt: {0}", goneStay: "Nicht mehr auf der Liste, aber gültig: {0}", printHow: "Drucken Sie Namensschilder mit 100 %, nicht an die Seite angepasst.",
  askCorrections: "{0} Person bekommt eine neue Nummer|{0} Personen bekommen neue Nummern", askMore: "Was sie jetzt haben, wird ersetzt: Beim Prüfen wird angezeigt, dass es eine korrigierte Fassung gibt.", askGo: "Weiter", askStop: "Anhalten",
  askEverybody: "eine Angabe, die für alle gleich ist, wie Titel oder Tage", askDoubles: "unter anderer ID wieder da; bekommt eine neue Nummer, die alte bleibt gültig",
  askDoubts: "Zertifikate für diese Personen erzeugen?", askDoubtsMore: "Die Liste gibt nicht an, ob sie da waren.", askYes: "Erzeugen", askNo: "Auslassen",
  wordDoubt: "{0} mit {1} „{2}“", oddDoubt1: "{0} in ausgeblendeten Zeilen", oddDoubt2: "{0} in durchgestrichenen Zeilen", oddDoubt3: "{0}: Geräte oder Programme",

  runs: "Läufe", runsMore: "Was als gedruckt gilt. Markieren Sie Läufe, die nie auf Papier kamen.", run: "Lauf {0}", papers: "{0} Papier|{0} Papiere", wasPrinted: "gedruckt", notPrinted: "nicht gedruckt", printer: "Drucker",
  noIssued: "Es wurde noch nichts ausgestellt. Erzeugen Sie zuerst Schilder oder Zertifikate.", searchIssued: "Name, ID oder Nummer suchen", withReplaced: "auch ersetzte Fassungen",
  valid: "gültig", suspended: "ausgesetzt", revoked: "widerrufen", superseded: "ersetzt", badge: "Namensschild", certificate: "Zertifikat", number: "Nummer", state: "Status", since: "seit {0}", printedAs: "gedruckt {0}: {1}, Seite {2}", neverPrinted: "nie gedruckt",
  revoke: "Widerrufen", suspend: "Aussetzen", reinstate: "Wieder einsetzen", reissue: "Neue Nummer", reprint: "Noch einmal drucken", history: "Verlauf", reason: "Grund", reasonMore: "Für das Register; wird nicht veröffentlicht.",
  revokeAsk: "{0} von {1} widerrufen?", revokeMore: "Das Papier wird endgültig ungültig.", suspendAsk: "{0} von {1} aussetzen?", suspendMore: "Das Papier ist ungültig, bis Sie es wieder einsetzen.", reinstateAsk: "{0} von {1} wieder gültig machen?", reissueAsk: "{1} eine neue Nummer geben ({0})?", reissueMore: "Die jetzige Nummer wird ersetzt. Drucken Sie danach das neue Papier.",
  publishReminder: "Wer prüft, sieht das noch nicht: Veröffentlichen Sie die Seite.", version: "Fassung {0}", issuedOn: "ausgestellt {0}", paperNow: "So würde es jetzt gedruckt", forgotten: "vergessen",

  site: "Die Prüfseite", siteNone: "Die Seite wurde noch nie geschrieben.", siteToday: "Heute geschrieben", siteAge: "Geschrieben am {0}, vor {1}", days: "{0} Tag|{0} Tagen", siteExpires: "Laden Sie sie bis {0} erneut hoch: Danach kann sie nicht mehr angeben, was widerrufen wurde.",
  siteBehind: "{0} Papier wurde seither ausgestellt oder geändert|{0} Papiere wurden seither ausgestellt oder geändert", siteFine: "Sie enthält alles, was ausgestellt wurde.", write: "Seite schreiben", writeMore: "Laden Sie danach den Ordner site auf {0} hoch.", wrote: "{0} Dateien geschrieben, {1} unverändert gelassen. Laden Sie den Ordner {2} hoch.",
  check: "Veröffentlichte Seite abfragen", checkMore: "Was bekommen Fremde dort zu sehen?", checkAt: "Andere Adresse", checkFine: "In Ordnung: {0} hat die Seite dieser Fassung mit allen Listen und Dateien.", wrong: "falsch", note: "Hinweis", todo: "Zu tun: {0}",
  keys: "Schlüssel sichern", keysMore: "Ohne die Schlüssel kann nichts mehr ausgestellt, widerrufen oder veröffentlicht werden. Sie verlassen den Ordner nie über diese Seite: Machen Sie auf der Befehlszeile eine verschlüsselte Kopie.", keysNone: "Die Veranstaltung hat noch keine Schlüssel: Der erste Lauf legt sie an.",

  settingsMore: "Alles, wonach die anderen Seiten nicht fragen, steht in dieser Datei. lanyard help event erklärt jeden Schlüssel.", saved: "Gespeichert.", conflict: "Die Datei wurde inzwischen geändert", conflictMore: "{0} wurde geändert, seit diese Seite die Datei gelesen hat; deshalb wurde nichts geschrieben. Auf einer Seite steht Ihre Fassung, auf der anderen die jetzige Datei.", yours: "Ihre Fassung", theirs: "Die jetzige Datei", takeTheirs: "Mit der jetzigen Datei weiter",
};
