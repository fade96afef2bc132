package eventfile

import (
	_ "embed"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/locale"
	"lanyard/internal/base/schema"
	"lanyard/internal/base/source"
	"lanyard/internal/input/issuer"
	"lanyard/internal/input/values"
)

// Schema returns the JSON Schema (draft 2020-12) of event.toml, for editors. It rejects nothing that event.Read
// accepts, but accepts more: only event.Read checks keys against each other.
func Schema() []byte {
	return schema.JSON(defaults(), "event.toml of Lanyard", Notes())
}

//go:embed manual.txt
var manual string

// Example is an event.toml with every key, of which Manual takes its examples.
//
//go:embed example.toml
var Example []byte

// Manual returns the manual of event.toml as plain text: every key with an
// example, its type, its default and what it is for.
func Manual() string {
	return manual + "\n" + schema.Manual(defaults(), "event.toml", Notes(), Example)
}

// defaults returns what a file without any key says.
func defaults() File {
	empty, _ := source.ParseTOML("", nil)
	var w File
	w.SetDefaults(empty)
	return w
}

// Texts shared by several keys.
const (
	datePattern = `^\d{4}-\d{2}-\d{2}$`
	anyText     = `^`
	factPattern = `^\S+$`
	anyKey      = `^[A-Za-z0-9_-]+$`
)

// Notes returns an explanation of every key. It is where event.toml is documented: the schema
// and the manual of "lanyard help event" are made of it. A new key in File
// needs a note here and a line in example.toml; Schema and Manual panic without.
func Notes() map[string]schema.Note {
	all := map[string]schema.Note{
		"id": {About: "The permanent reference of the event: a-z, 0-9 and \"-\". It is part of every certificate number: " +
			"never change it. Default: the title and the year.", Pattern: `^[a-z0-9]+(-[a-z0-9]+)*$`},
		"languages": {About: "The languages of the event as BCP 47 tags, the main one first. Default: those of the title; " +
			"en if the title is written once.", Pattern: schema.LanguagePattern},
		"title": {About: "What is certified. \"\\n\" breaks the line on paper; the signed fact has a space there.",
			Pattern: values.TextPattern, Needed: true},
		"place": {About: "Where it is held.", Pattern: values.TextPattern},
		"start": {About: "The first day.", Pattern: datePattern, Needed: true},
		"end":   {About: "The last day. Default: start.", Pattern: datePattern},
		"expires": {About: "The last day on which certificates are valid. Default: they do not expire.",
			Pattern: datePattern},
		"calendars": {About: "The calendar of a language. Default: solar-hijri for fa and ps, buddhist for th, gregorian for all others.",
			Keys: schema.LanguagePattern, Words: locale.CalendarNames()},
		"attendees": {About: "The list of people. Walk-ins are read from walkins.csv as well, if it exists; \"lanyard walkin\" writes it."},
		"roles": {About: "The roles, in the order they are shown. The key is the role's name in the list.",
			Keys: NamePattern.String()},
		"access": {About: "Special access: a mark on the badge of everybody whose access column contains the key. The keys are those of a role.",
			Keys: NamePattern.String()},
		"sheets": {About: "Sheets of your own. A sheet with size alone is plain paper. With any other key it is " +
			"taken for die-cut, and gets no crop marks.", Keys: NamePattern.String()},
		"printers": {About: "How far a printer prints from the right place, which \"lanyard testsheet\" lets you measure. Default: 0.",
			Keys: NamePattern.String()},
		"fonts": {About: "Your own fonts. Templates refer to them by family."},
		"names": {About: "How people's names are set."},
		"pictures": {About: "Pictures that templates refer to by key: PNG, JPEG, the first page of a PDF (its outlines stay outlines), or SVG, " +
			"which prints sharp at any size. Convert the text of an SVG to paths first. An SVG is refused, with line and column, " +
			"if it holds anything that paper cannot show as a screen does: text, filters, fading gradients, bitmaps, scripts, " +
			"or addresses outside the file.", Keys: NamePattern.String(), Pattern: values.PathPattern},
		"text": {About: "Phrases that templates refer to by key: {{text.closing}}.", Pattern: values.TextPattern,
			Keys: NamePattern.String()},
		"phrases": {About: "Phrases of the built-in templates in your own words, without copying a template: in the main language, or in " +
			"another one under [phrases.de]. The keys are those of {{phrase.KEY}}; \"\" leaves a phrase out. A language without " +
			"built-in phrases takes them from here.", Pattern: anyText, Keys: anyKey, Tags: anyKey},
		"facts": {About: "Facts of your own that papers sign, as certificates.facts lists them: their words. The key is the name of the fact.", Keys: factPattern},
		"facts.unit": {About: "What is written behind a number, like h or credits. Default: nothing.",
			Pattern: values.TextPattern},
		"facts.label": {About: "What papers and verifiers call it. Default: its name.", Pattern: values.TextPattern},
		"facts.key": {About: "Its key in the token, which must never change: only needed when two facts have the same. " +
			"Default: derived from the name, so that no other fact can change it.", Least: LeastFactKey, Most: MostFactKey},
		"verify": {About: "How papers are verified."},
		"verify.numbers": {About: "true: the printed number opens the paper on the verification page: lanyard site publishes every paper " +
			"encrypted under its number. false: codes alone do, and papers do not print the address next to the number."},
		"look":         {About: "A look of your own, which every built-in design obeys. Default: the design's, with the issuer's colour and accent."},
		"look.primary": {About: "The colour of headings and bands: \"#rrggbb\", \"cmyk(100, 60, 0, 20)\" or \"spot(Name, 0, 20, 60, 20)\". Default: issuer.colour."},
		"look.accent":  {About: "The colour of ornaments. Default: issuer.accent."},
		"look.ink":     {About: "The colour of texts."},
		"look.paper":   {About: "The colour of the page, a light one. Default: white, which is not painted."},
		"look.heading": {About: "The font family of names and headings: sans, serif, or one of [[fonts]].",
			Such: []string{"serif"}},
		"look.text":     {About: "The font family of everything else."},
		"look.ornament": {About: "none, rule, frame, guilloche, or the path of a drawing that fills the page behind the texts.", Such: []string{"frame"}},
		"*.size": {About: "The size of the paper, if not that of the design or of the stock's cells: \"A4\", \"Letter landscape\", \"CR80\", " +
			"\"4in x 3in\". The built-in designs fill it.", Such: []string{"A6", "Letter landscape", "4in x 3in"}},
		"timezone": {About: "The time zone whose day papers are issued on, by its IANA name. Default: the machine's.",
			Such: []string{"UTC", "Asia/Tehran", "Europe/Berlin"}},
		"press": {About: "The ICC profile of the press in CMYK, which the printer gives you: files with CMYK colours then are PDF/A too, and " +
			"have the profile in them. Default: unknown.", Pattern: values.PathPattern},
		"*.label":     {About: "Its name on paper. Default: the key.", Pattern: values.TextPattern},
		"*.colour":    {About: "Its colour on badges, \"#rrggbb\".", Pattern: values.Colour.String()},
		"*.aliases":   {About: "Other words for it in the list. The key and the labels are always understood."},
		"*.columns":   {About: "Badges in a row. Default: as many as fit.", Least: 1, Most: MaxGrid},
		"*.rows":      {About: "Badges in a column. Default: as many as fit.", Least: 1, Most: MaxGrid},
		"*.template":  {About: "A built-in template (\"lanyard templates\" lists them), or the path of your own."},
		"*.templates": {About: "Templates for single roles: role = \"template\". Those of badges have the size of the main one."},
	}
	for _, more := range []map[string]schema.Note{notesOnPeople(), notesOnBadges(), notesOnSheets(), notesOnMail()} {
		for key, n := range more {
			all[key] = n
		}
	}
	return all
}

// notesOnPeople explains the keys about issuer, list, certificates and names.
func notesOnPeople() map[string]schema.Note {
	return map[string]schema.Note{
		"issuer": {About: "The organisation that certifies, and the host for verification. Only an event in the folder of an " +
			"issuer does without: issuer.toml says it there."},
		"issuer.name": {About: "The name of the organisation.", Pattern: values.TextPattern, Needed: true},
		"issuer.verify": {About: "The address where anyone can verify: the host name, in lower case, and the path of a folder " +
			"when the host holds other pages too. Write a host with non-Latin letters in its \"xn--\" form.",
			Such: []string{"verify.example.org", "user.github.io/verify"}, Needed: true, Pattern: issuer.AddressPattern},
		"issuer.logo":        {About: issuer.LogoAbout, Pattern: values.PathPattern},
		"issuer.colour":      {About: issuer.ColourAbout, Pattern: values.Colour.String()},
		"issuer.accent":      {About: issuer.AccentAbout, Pattern: values.Colour.String()},
		"attendees.file":     {About: "The list: a CSV file or a workbook (.xlsx).", Pattern: values.PathPattern},
		"attendees.encoding": {About: "Its encoding. Default: recognised.", Such: []string{"utf-8"}},
		"attendees.sheet":    {About: "The sheet of a workbook. Default: the one that lists the people."},
		"attendees.name": {About: "How a name is put together from the columns of the list: its parts (given, middle, patronymic, infix, family, " +
			"family_2, suffix, honorific), name.latin and name.local of a cell with two scripts, and any column. " +
			"\"{{name}}\" prints the column of names unchanged. Default: the whole name, or its parts in the order of their language.",
			Such: []string{"{{given}} {{middle}} {{family}}"}},
		"attendees.columns": {About: "Which column is which, where the header does not tell: our name = \"header\". " +
			"See \"lanyard help lists\"."},
		"attendees.also": {About: "Further lists, which say more about the people of the list: scans, minutes, payments, speakers. A row is joined with " +
			"the person who has its id, the number on the badge or its QR code, the e-mail address, or else the name. Minutes and sessions of several rows " +
			"add up; a role, organisation, position or country is taken where the list has none; every other column is a field for where and templates."},
		"attendees.also.file": {About: "The further list: a CSV file or a workbook.", Pattern: values.PathPattern,
			Needed: true},
		"attendees.also.encoding": {About: "Its encoding. Default: recognised.", Such: []string{"utf-8"}},
		"attendees.also.sheet":    {About: "The sheet of a workbook. Default: the first."},
		"attendees.also.attended": {About: "true: each of its rows says that the person was there, as in a list of signatures. A scanned number always says so, " +
			"and so do a time of check-in and minutes."},
		"attendees.also.columns": {About: "Which column is which, as in [attendees.columns]."},
		"certificates":           {About: "Certificates. Without [badges] and [certificates] both are made; with one of them, only that one."},
		"certificates.archive": {About: "The archive standard that certificates conform to: a-2u is PDF/A-2u; a-3u is PDF/A-3u with the signed token " +
			"attached as NUMBER.cwt, for archives that keep a document together with its proof. " +
			"A file with the certificates of several people has no attachment.",
			Words: []string{Archive2U, Archive3U}, Default: Archive2U},
		"certificates.code": {About: "What QR codes carry. token: everything that is signed, which verifies anywhere, without a network and for ever. " +
			"number: a short link, in a smaller code that cheap cameras read; it opens the certificate on the verification page alone, " +
			"so it needs the network and your published page, and the paper says so. The PDF holds the token either way.",
			Words: Codes, Default: CodeToken},
		"certificates.files": {About: "File names of certificates, made of fields, like \"{{family}}-{{number}}\". Characters that some file " +
			"system refuses are left out; where two names are equal, the second gets the id appended. " +
			"Default: the id, if the list has ids, and the name."},
		"certificates.where": {About: "Who gets a certificate: a condition like those of -where and of templates, on attended, minutes, sessions or " +
			"any column of the list: \"attended\", \"attended and paid\", \"role is speaker or minutes\"; or everybody. " +
			"Default: everybody; if the list says who was there, those who were.",
			Such: []string{"attended", Everybody}},
		"certificates.facts": {About: "Columns of the list, or the fields minutes, hours and sessions, that are signed: the paper prints them, everybody who verifies sees them, " +
			"an edited one is found out, and a changed one makes a new number. At most eight. [facts.NAME] gives their words.",
			Pattern: factPattern},
		"certificates.signatories":         {About: "The people who sign, at most six."},
		"certificates.signatories.name":    {About: "The signatory's name.", Pattern: values.TextPattern, Needed: true},
		"certificates.signatories.title":   {About: "The line below the name.", Pattern: values.TextPattern},
		"certificates.signatories.picture": {About: "A picture of the signature.", Pattern: values.PathPattern},
		"fonts.family":                     {About: "The name that templates use.", Needed: true},
		"fonts.file":                       {About: "The font file.", Pattern: values.PathPattern, Needed: true},
		"fonts.bold":                       {About: "The font file of the bold style.", Pattern: values.PathPattern},
		"names.nastaliq": {About: "The languages in which people's names are set in Nastaliq, the hanging style of Urdu. It is taller than " +
			"other writing, so names come out smaller. Default: none; names are set in naskh, the style of print. " +
			"For a single person write ur-Aran in the list's language column.", Pattern: schema.LanguagePattern},
	}
}

func notesOnBadges() map[string]schema.Note {
	return map[string]schema.Note{
		"badges": {About: "Badges. Without [badges] and [certificates] both are made; with one of them, only that one."},
		"badges.back": {About: "The template of the reverse; of a folded badge, of its second half, which otherwise repeats the first. " +
			"Default: none."},
		"badges.sheet": {About: "A paper size; a stock by its part number, like \"Avery 5392\" (\"lanyard stocks\" lists them); the key of one of " +
			"[sheets]; or none: one badge a page, with its bleed.",
			Such: []string{"A3", "A4", "A5", "A6", "A7", "Letter", "Legal", "none"}},
		"badges.gutter": {About: "The space between badges on paper that you cut. Default: what the bleed of the template needs.",
			Pattern: geom.LengthPattern, Zero: true},
		"badges.crop_marks":   {About: "Lines to cut along, on paper that you cut."},
		"badges.registration": {About: "Registration targets for a print shop."},
		"badges.outlines":     {About: "Draw the edges of the badges."},
		"badges.fold": {About: "How a badge of two halves is folded. tent: along the top, one half above the other; " +
			"butterfly: like a book, the halves side by side.", Words: Folds},
		"badges.flip": {About: "The edge about which the printer turns the sheet to print its back.", Words: Flips},
		"badges.order": {About: "rows: row by row on each sheet. stack: cut the pile of sheets, put one stack on the next, " +
			"and the badges are in order.", Words: Orders},
		"badges.copies":  {About: "Copies of every badge.", Least: 1, Most: MaxCopies},
		"badges.collate": {About: "true: all badges, then all of them again. false: the copies of a badge follow each other."},
		"badges.sort": {About: "The order of badges: by family, name, organisation, role, country, row (the order of the list, also called arrival), " +
			"or a column of the list, whole numbers by value.",
			Such: []string{"family", "name", "organisation", "role", "country", "row", "arrival"}},
		"badges.group": {About: "Group badges by none, role, organisation, country, letter (the first letter of the family name), " +
			"or a column of the list.", Such: []string{"none", "role", "organisation", "country", "letter"}},
		"badges.separator": {About: "What precedes each group: a cell or a whole sheet that bears the name of the group, or none.",
			Words: Separators},
		"badges.files": {About: "one file for all badges, or one file per group.", Words: Filings},
		"badges.code": {About: "What QR codes carry, as certificates.code says it for certificates.", Words: Codes,
			Default: CodeToken},
		"badges.where": {About: "Who gets a badge, as certificates.where says it for certificates. Default: everybody.",
			Such: []string{"role is not online", Everybody}},
		"badges.facts": {About: "What badges sign, as certificates.facts says it for certificates. The template must show it: {{badge.facts}} is all of it on one line.",
			Pattern: factPattern},
		"badges.printer": {About: "The key of one of [printers]. Default: none."},
	}
}

// notesOnSheets explains lengths on paper. A pair goes across, then down.
func notesOnSheets() map[string]schema.Note {
	pair := func(about string) schema.Note {
		return schema.Note{About: about, Pattern: geom.LengthPattern, Zero: true, Count: 2}
	}
	size := pair("Width and height of the paper.")
	size.Needed = true
	return map[string]schema.Note{
		"sheets.size":    size,
		"sheets.cell":    pair("Width and height of a badge. Default: those of the template."),
		"sheets.margins": pair("The space to the left of and above the first badge. Default: equal on both sides."),
		"sheets.pitch":   pair("The distance from one badge to the next, across and down. Default: no gap."),
		"sheets.radius":  {About: "The radius of a badge's corners. Default: 0.", Pattern: geom.LengthPattern, Zero: true},
		"printers.front": pair("By how much to print further right and further down on the front, at most 20mm."),
		"printers.back":  pair("The same for the back."),
	}
}
