package event

import (
	"lanyard/internal/base/geom"
	"lanyard/internal/base/locale"
	"lanyard/internal/base/source"
)

// Schema returns the JSON Schema (draft 2020-12) of event.toml, for editors. It rejects nothing that Read accepts, but
// accepts more: only Read checks keys against each other.
func Schema() []byte {
	empty, _ := source.ParseTOML("", nil)
	var w written
	w.setDefaults(empty)
	return source.Schema(w, "event.toml of Lanyard", notes())
}

// Texts shared by several keys.
const (
	datePattern = `^\d{4}-\d{2}-\d{2}$`
	textPattern = `\S`
	pathPattern = `^[^\\:]+$`
)

// notes describes every key. A new key in written needs a note here and a place in the manual.
func notes() map[string]source.Note {
	all := map[string]source.Note{
		"id": {About: "The stable reference of the event: a-z, 0-9 and \"-\". It is part of every " +
			"certificate number, so never change it. Default: the title and the year.",
			Pattern: `^[a-z0-9]+(-[a-z0-9]+)*$`},
		"languages": {About: "The languages of the event, the main one first. Default: those of the title.",
			Pattern: source.LanguagePattern},
		"title": {About: "What is certified. \"\\n\" breaks the line on paper.", Pattern: textPattern,
			Needed: true},
		"place": {About: "The place of the event.", Pattern: textPattern},
		"start": {About: "The first day.", Pattern: datePattern, Needed: true},
		"end":   {About: "The last day. Default: start.", Pattern: datePattern},
		"expires": {About: "The last day on which certificates are valid. Default: they never expire.",
			Pattern: datePattern},
		"calendars": {About: "The calendar of each language, like fa = \"solar-hijri\".",
			Keys: source.LanguagePattern, Words: locale.CalendarNames()},
		"attendees": {About: "The list of people."},
		"roles":     {About: "The roles, in display order.", Keys: name.String()},
		"access": {About: "Areas or sessions with restricted admission: people whose access column has the key " +
			"get a mark on the badge.", Keys: name.String()},
		"sheets": {About: "Sheets of your own. Only size is required, and alone it means plain paper; any other " +
			"key means that the sheet is already cut.", Keys: name.String()},
		"printers": {About: "How far a printer must shift its output right and down. Measure it with \"lanyard " +
			"testsheet\".", Keys: name.String()},
		"fonts":    {About: "Your own fonts, which templates select by family."},
		"names":    {About: "How people's names are set."},
		"pictures": {About: "Pictures that templates use by their key.", Keys: name.String(), Pattern: pathPattern},
		"text": {About: "Phrases that templates use by their key: {{text.closing.en}}.", Pattern: textPattern,
			Keys: name.String()},
		"*.label":     {About: "Its name on paper. Default: the key.", Pattern: textPattern},
		"*.colour":    {About: "Its colour on badges.", Pattern: colour.String()},
		"*.aliases":   {About: "Other words for it in the list; the key and the labels always count."},
		"*.columns":   {About: "Badges in a row. Default: as many as fit.", Least: 1, Most: maxGrid},
		"*.rows":      {About: "Badges in a column. Default: as many as fit.", Least: 1, Most: maxGrid},
		"*.template":  {About: "A built-in template (\"lanyard templates\" lists them), or the path of one of yours."},
		"*.templates": {About: "Templates for single roles: role = \"template\"."},
	}
	for _, more := range []map[string]source.Note{notesOnPeople(), notesOnBadges(), notesOnSheets()} {
		for key, n := range more {
			all[key] = n
		}
	}
	return all
}

// notesOnPeople covers issuer, attendees and signatories.
func notesOnPeople() map[string]source.Note {
	return map[string]source.Note{
		"issuer":      {About: "The issuer, and the host where anyone can verify.", Needed: true},
		"issuer.name": {About: "The name of the issuer.", Pattern: textPattern, Needed: true},
		"issuer.verify": {About: "The host where anyone can verify: a bare host name in lower case.",
			Needed: true, Pattern: hostName.String()},
		"attendees.file":     {About: "The list: a CSV file or a workbook.", Pattern: pathPattern},
		"attendees.encoding": {About: "Its encoding. Default: detected.", Such: []string{"utf-8"}},
		"attendees.sheet":    {About: "The sheet of a workbook. Default: the one with the people."},
		"attendees.columns": {About: "Columns that Lanyard does not recognise by their header: ours = " +
			"\"theirs\"."},
		"certificates": {About: "Certificates. Without this table and without [badges], both are " +
			"made."},
		"certificates.archive": {About: "The archive standard of certificates; a-3u attaches the signed " +
			"token.", Words: []string{Archive2U, Archive3U}, Default: Archive2U},
		"certificates.files": {About: "Pattern for the names of certificate files, with the fields of " +
			"templates."},
		"certificates.signatories":         {About: "The people who sign, at most six."},
		"certificates.signatories.name":    {About: "The signatory's name.", Pattern: textPattern, Needed: true},
		"certificates.signatories.title":   {About: "The line below the name.", Pattern: textPattern},
		"certificates.signatories.picture": {About: "A picture of the signature.", Pattern: pathPattern},
		"fonts.family":                     {About: "The name by which templates select the font.", Needed: true},
		"fonts.file":                       {About: "The font file.", Pattern: pathPattern, Needed: true},
		"fonts.bold":                       {About: "The font file of the bold style.", Pattern: pathPattern},
		"names.nastaliq": {About: "Languages in which people's names are set in Nastaliq, the " +
			"hanging style of Urdu.", Pattern: source.LanguagePattern},
	}
}

func notesOnBadges() map[string]source.Note {
	return map[string]source.Note{
		"badges": {About: "Badges. Without this table and without [certificates], both are made."},
		"badges.back": {About: "The template of the back; on a folded badge, of the second half, which " +
			"otherwise repeats the first."},
		"badges.sheet": {About: "A paper size; a stock by its part number (\"lanyard stocks\" lists them); a " +
			"key of [sheets]; or none: one badge a page, with its bleed.", Such: []string{"A3", "A4", "A5", "A6", "A7",
			"Letter", "Legal", "none"}},
		"badges.gutter": {About: "Space between badges on paper that you cut. Default: what the bleed of the " +
			"template needs.", Pattern: geom.LengthPattern, Zero: true},
		"badges.crop_marks":   {About: "Lines to cut along, on paper that you cut."},
		"badges.registration": {About: "Registration marks for a print shop."},
		"badges.outlines":     {About: "The edges of the badges."},
		"badges.fold": {About: "How a badge of two halves is folded: tent, at the top, the halves one above " +
			"the other; butterfly, like a book, the halves side by side.", Words: folds},
		"badges.flip": {About: "The edge about which the printer turns the sheet to print its back.",
			Words: flips},
		"badges.order": {About: "rows, or stack: cut the pile of sheets and put the piles on top of each other, " +
			"and the badges are in order.", Words: orders},
		"badges.copies": {About: "Copies of every badge.", Least: 1, Most: maxCopies},
		"badges.collate": {About: "true: all badges, then all of them again; false: the copies of a badge follow " +
			"each other."},
		"badges.sort": {About: "What badges are sorted by: family, name, organisation, role, country, row (list " +
			"order, also called arrival), or a column of the list.", Such: []string{"family", "name", "organisation",
			"role", "country", "row", "arrival"}},
		"badges.group": {About: "What badges are grouped by: none, role, organisation, country, letter (first " +
			"letter of the family name), or a column of the list.", Such: []string{"none", "role", "organisation",
			"country", "letter"}},
		"badges.separator": {About: "What precedes a group: a cell or a sheet with the name of the group, or none.",
			Words: separators},
		"badges.files":   {About: "One file, or one per group.", Words: filings},
		"badges.printer": {About: "A key of [printers]."},
	}
}

// notesOnSheets covers lengths on paper. A pair is across, then down.
func notesOnSheets() map[string]source.Note {
	pair := func(about string) source.Note {
		return source.Note{About: about, Pattern: geom.LengthPattern, Zero: true, Count: 2}
	}
	size := pair("Width and height of the paper.")
	size.Needed = true
	return map[string]source.Note{
		"sheets.size":    size,
		"sheets.cell":    pair("Width and height of a badge. Default: those of the template."),
		"sheets.margins": pair("Left of and above the first badge. Default: badges are centred."),
		"sheets.pitch":   pair("From one badge to the next, across and down. Default: no gap."),
		"sheets.radius":  {About: "Of the corners of a badge. Default: 0.", Pattern: geom.LengthPattern, Zero: true},
		"printers.front": pair("Shift right and down on the front, at most 20mm."),
		"printers.back":  pair("Shift right and down on the back, at most 20mm."),
	}
}
