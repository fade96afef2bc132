// The desk in English. {0} and {1} are places for a value; "one|many" depends on the first.

export const words = {
  language: "English", chooseLanguage: "Language", skip: "Skip to the content", allEvents: "All events",
  people: "People", design: "Design", print: "Print", issued: "Issued", publish: "Publish", settings: "Event file",
  loading: "Reading …", gone: "The desk is not running. Start it again: lanyard desk", again: "Load again",
  command: "The same on the command line", copy: "Copy", copied: "Copied", close: "Close", cancel: "Cancel", save: "Save", undo: "Undo",

  welcome: "Badges and certificates that anyone can verify", welcomeMore: "Everything stays in a folder on this computer.",
  recent: "Recent events", noRecent: "No event was open on this computer yet.", openOther: "Open another event", folder: "Folder", open: "Open",
  newEvent: "New event", title: "Title, as it is to be printed", issuer: "Organisation that certifies", verify: "Host of the verification page",
  verifyMore: "A host of yours, like verify.example.org. It is printed in every code and never changes.",
  first: "First day", last: "Last day", lastMore: "if there are several", languages: "Languages of certificates", languagesMore: "the main one first: en, fr",
  listOfPeople: "List of people", dropList: "Drop a CSV file or an Excel workbook here", or: "or", chooseFile: "choose a file", chosen: "{0} will be copied",
  withoutList: "Without a list the event begins with three examples.", make: "Make the event", newFolder: "Folder of the event",
  example: "Just looking?", exampleMore: "An event with 24 invented people in twelve scripts. Its papers say DRAFT.", tryExample: "Make an example", exampleTitle: "Example Workshop",

  nobody: "There is nobody on the list.", persons: "{0} person|{0} people", rows: "{0} row|{0} rows", recognised: "How the list was read",
  ready: "Everything can be printed", errors: "{0} error stops the run|{0} errors stop the run", warnings: "{0} warning|{0} warnings",
  corrected: "{0} correction in corrections.csv|{0} corrections in corrections.csv", columns: "Columns", column: "Column of the list", takenFor: "is", notTaken: "– only kept –",
  columnsMore: "Change what a column is taken for. The choice goes to event.toml.", findings: "What to look at", noFindings: "No finding. Every name was checked, every page laid out.",
  moreFindings: "and {0} more: lanyard check", row: "Row {0}", event: "Event", mend: "Correct the cell", search: "Search the list", list: "The list", listMore: "The file itself is never changed: corrections lie in corrections.csv, also for the next export.",
  newList: "Replace the list by a new export", was: "in the file: {0}", outByYou: "left out by you", takeIn: "Take in again", leaveOut: "Leave the row out", leaveOutShort: "Leave out",
  fixCell: "Write “{0}”", fixMerge: "Same person: join with the other row", fixAlias: "It means {0}", fixRole: "Make it a role", fixOut: "Leave the row out",
  role: "Role", attended: "Was there", yes: "yes", no: "no", unknown: "unknown", noRole: "– none –", showing: "{0} to {1} of {2}", previous: "Back", next: "Next", name: "Name", picture: "Picture",
  shareBadge: "{0} badge|{0} badges", shareCertificate: "{0} certificate|{0} certificates", shareOut: "{0} without|{0} without", doubts: "Whether {0} person gets a certificate is not known|Whether {0} people get a certificate is not known",

  whatToMake: "What to make", everything: "Badges and certificates", badges: "Badges", certificates: "Certificates", onlyNew: "Only what is new or changed since the last print",
  spares: "Spare badges for walk-ins", zip: "All certificates in one ZIP file", merged: "All certificates in one PDF", onePerson: "One person only", onePersonMore: "the id on the list; empty: everybody",
  reprintOne: "Print this badge again, with the number it has", startCell: "Begin at cell {0}", startMore: "Choose the first free cell of a sheet that is partly used.", sheet: "The sheet",
  go: "Make them", files: "Files", noFiles: "Nothing was made yet.", download: "Download", moreFiles: "and {0} more in the folder out",
  draft: "Every paper says DRAFT and nothing is signed until the examples in the event file are yours.", stopFirst: "{0} error must be mended first: see People.|{0} errors must be mended first: see People.",
  changed: "What has changed since the last print", compare: "Compare", nothingChanged: "Nothing has changed since the last print.", added: "new", changedOne: "changed", goneOne: "gone", unearned: "no longer due",
  walkin: "Give a spare badge to a walk-in", walkinNumber: "Number of the spare", walkinDone: "{0} is on the list as {1}.", organisation: "Organisation", give: "Give",

  working: "Making papers …", workingSite: "Writing the page …", workingCheck: "Asking the published page …", progress: "{0} of {1}", stop: "Stop", stopped: "Stopped. Nothing was issued and no file was changed.",
  failed: "It did not work", done: "Done", doneMake: "{0} badge on {1}, {2}|{0} badges on {1}, {2}", pages: "{0} page|{0} pages", spareMade: "{0} spare badge|{0} spare badges", newNumbers: "{0} new number|{0} new numbers", noNewNumbers: "everybody keeps the number issued before",
  same: "Nothing has changed since the last run: the files are up to date.", newKeys: "The keys of the event were made. Keep a copy in a safe place: see Publish.", undecided: "Some people got no certificate, because nobody has said whether they get one.",
  withheld: "Left out, as revoked or suspended: {0}", goneStay: "No longer on the list, but valid: {0}", printHow: "Print badges at 100 %, not fitted to the page.",
  askCorrections: "{0} person gets a new number|{0} people get new numbers", askMore: "What they hold now is superseded: whoever verifies it reads that a corrected one exists.", askGo: "Go on", askStop: "Stop",
  askEverybody: "a fact that is the same for everybody, like the title or the days", askDoubles: "back under another id; they get new numbers, and their old ones stay valid",
  askDoubts: "Make certificates for these people?", askDoubtsMore: "The list does not say whether they were there.", askYes: "Make theirs", askNo: "Leave them out",
  wordDoubt: "{0} with the {1} “{2}”", oddDoubt1: "{0} in hidden rows", oddDoubt2: "{0} in rows that are struck out", oddDoubt3: "{0} that are devices or programs",

  runs: "Runs", runsMore: "What counts as printed. Mark a run that never reached paper.", run: "Run {0}", papers: "{0} paper|{0} papers", wasPrinted: "printed", notPrinted: "not printed", printer: "Printer",
  noIssued: "Nothing was issued yet. Make badges or certificates first.", searchIssued: "Search name, id or number", withReplaced: "also replaced versions",
  valid: "valid", suspended: "suspended", revoked: "revoked", superseded: "replaced", badge: "badge", certificate: "certificate", number: "Number", state: "State", since: "since {0}", printedAs: "printed {0}: {1}, page {2}", neverPrinted: "never printed",
  revoke: "Revoke", suspend: "Suspend", reinstate: "Reinstate", reissue: "New number", reprint: "Print again", history: "History", reason: "Reason", reasonMore: "For the ledger; it is not published.",
  revokeAsk: "Revoke the {0} of {1}?", revokeMore: "It becomes invalid for good.", suspendAsk: "Suspend the {0} of {1}?", suspendMore: "It is invalid until you reinstate it.", reinstateAsk: "Make the {0} of {1} valid again?", reissueAsk: "Give {1} a new number for the {0}?", reissueMore: "The present number is replaced. Print the new one afterwards.",
  publishReminder: "Verifiers do not know it yet: publish the page.", version: "version {0}", issuedOn: "issued {0}", paperNow: "As it would be printed now", forgotten: "forgotten",

  site: "The verification page", siteNone: "The page was never written.", siteToday: "Written today", siteAge: "Written {0}, {1} ago", days: "{0} day|{0} days", siteExpires: "Upload it again by {0}: later it cannot tell what was revoked.",
  siteBehind: "{0} paper was issued or changed since|{0} papers were issued or changed since", siteFine: "It has everything that was issued.", write: "Write the page", writeMore: "Then upload the folder site to {0}.", wrote: "Wrote {0} files, left {1} as they were. Upload the folder {2}.",
  check: "Ask the published page", checkMore: "What does a stranger get there?", checkAt: "Another address", checkFine: "Fine: {0} has the page of this version, with every list and file.", wrong: "wrong", note: "note", todo: "To do: {0}",
  keys: "Back up the keys", keysMore: "Without the keys nothing can be issued, revoked or published any more. They never leave the folder through this page: make an encrypted copy on the command line.", keysNone: "The event has no keys yet: the first run makes them.",

  settingsMore: "Everything about the event that the other pages do not ask is in this file. lanyard help event explains every key.", saved: "Saved.", conflict: "The file has changed meanwhile", conflictMore: "Somebody has changed {0} since this page read it, so nothing was written. Yours is on one side, the file as it is on the other.", yours: "Yours", theirs: "The file as it is", takeTheirs: "Go on with the file as it is",
};
