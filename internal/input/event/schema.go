package event

import (
	"lanyard/internal/base/geom"
	"lanyard/internal/base/locale"
	"lanyard/internal/base/source"
)

// Schema returns the JSON Schema (draft 2020-12) of event.toml, for editors.
// It asks for no more than Read does, and not for all of it: what one key says
// about another is for Read alone.
func Schema() []byte {
	empty, _ := source.ParseTOML("", nil)
	var w written
	w.setDefaults(empty)
	return source.Schema(w, "event.toml of Lanyard", notes())
}

// What several keys have in common.
const (
	datePattern = `^\d{4}-\d{2}-\d{2}$`
	textPattern = `\S`
	pathPattern = `^[^\\:]+$`
)

// notes says of every key what it is. A key that is new in written needs a note
// here and a place in the manual.
func notes() map[string]source.Note {
	all := map[string]source.Note{
		"id":          {About: "The stable reference of the event, a-z, 0-9 and \"-\". It goes into every certificate number: never change it. Default: the title and the year.", Pattern: `^[a-z0-9]+(-[a-z0-9]+)*$`},
		"languages":   {About: "The languages it is held in, the main one first. Default: those of the title.", Pattern: source.LanguagePattern},
		"title":       {About: "What is certified. \"\\n\" breaks the line on paper.", Pattern: textPattern, Needed: true},
		"place":       {About: "Where it is held.", Pattern: textPattern},
		"start":       {About: "The first day.", Pattern: datePattern, Needed: true},
		"end":         {About: "The last day. Default: start.", Pattern: datePattern},
		"expires":     {About: "The last day on which certificates are valid. Default: they do not expire.", Pattern: datePattern},
		"calendars":   {About: "The calendar of each language, like fa = \"solar-hijri\".", Keys: source.LanguagePattern, Words: locale.CalendarNames()},
		"attendees":   {About: "The list of people."},
		"roles":       {About: "The roles, in the order they are shown.", Keys: name.String()},
		"access":      {About: "What some are admitted to: a mark on the badge of those whose access column has the key.", Keys: name.String()},
		"sheets":      {About: "Sheets of your own. Only size is needed: then it is plain paper. One with any of the others has been cut, and is not cut again.", Keys: name.String()},
		"printers":    {About: "By how much a printer is to print further right and further down: what \"lanyard testsheet\" lets you measure.", Keys: name.String()},
		"fonts":       {About: "Fonts of your own, which templates call by the family."},
		"names":       {About: "How names of people are set."},
		"pictures":    {About: "Pictures that templates call by their key.", Keys: name.String(), Pattern: pathPattern},
		"text":        {About: "Phrases that templates call by their key: {{text.closing.en}}.", Pattern: textPattern, Keys: name.String()},
		"*.label":     {About: "How it is called on paper. Default: the key.", Pattern: textPattern},
		"*.colour":    {About: "Its colour on badges.", Pattern: colour.String()},
		"*.aliases":   {About: "Other words for it in the list; the key and the labels are always understood."},
		"*.columns":   {About: "Badges in a row. Default: as many as fit.", Least: 1, Most: maxGrid},
		"*.rows":      {About: "Badges in a column. Default: as many as fit.", Least: 1, Most: maxGrid},
		"*.template":  {About: "A built-in template (\"lanyard templates\" lists them), or the path of one of yours."},
		"*.templates": {About: "Templates of roles that have one of their own: role = \"template\"."},
	}
	for _, more := range []map[string]source.Note{notesOnPeople(), notesOnBadges(), notesOnSheets()} {
		for key, n := range more {
			all[key] = n
		}
	}
	return all
}

// notesOnPeople is about who issues, who comes and who signs.
func notesOnPeople() map[string]source.Note {
	return map[string]source.Note{
		"issuer":                           {About: "Who certifies, and where anyone verifies.", Needed: true},
		"issuer.name":                      {About: "The name of who certifies.", Pattern: textPattern, Needed: true},
		"issuer.verify":                    {About: "The host where anyone verifies: the name alone, in lower case.", Needed: true, Pattern: hostName.String()},
		"attendees.file":                   {About: "The list: a CSV file or a workbook.", Pattern: pathPattern},
		"attendees.encoding":               {About: "Its encoding. Default: recognised.", Such: []string{"utf-8"}},
		"attendees.sheet":                  {About: "The sheet of a workbook. Default: the one with the people."},
		"attendees.columns":                {About: "Which column is what, where its header does not tell: ours = \"theirs\"."},
		"certificates":                     {About: "Certificates. Without this table and without [badges], both are made."},
		"certificates.archive":             {About: "The archive standard that certificates keep to; a-3u has the signed token attached.", Words: []string{Archive2U, Archive3U}, Default: Archive2U},
		"certificates.files":               {About: "How the files of certificates are called, with the fields of templates."},
		"certificates.signatories":         {About: "Those who sign, at most six."},
		"certificates.signatories.name":    {About: "The name of who signs.", Pattern: textPattern, Needed: true},
		"certificates.signatories.title":   {About: "What stands below the name.", Pattern: textPattern},
		"certificates.signatories.picture": {About: "A picture of the signature.", Pattern: pathPattern},
		"fonts.family":                     {About: "What templates call the font by.", Needed: true},
		"fonts.file":                       {About: "The font file.", Pattern: pathPattern, Needed: true},
		"fonts.bold":                       {About: "The font file of the bold style.", Pattern: pathPattern},
		"names.nastaliq":                   {About: "The languages in which names of people are set in Nastaliq, the hanging style of Urdu.", Pattern: source.LanguagePattern},
	}
}

func notesOnBadges() map[string]source.Note {
	return map[string]source.Note{
		"badges":              {About: "Badges. Without this table and without [certificates], both are made."},
		"badges.back":         {About: "The template of the other side; of a badge that is folded, of its second half, which else repeats the first."},
		"badges.sheet":        {About: "A paper; a stock by its part number (\"lanyard stocks\" lists them); the key of one of [sheets]; or none: one badge a page, with its bleed.", Such: []string{"A3", "A4", "A5", "A6", "A7", "Letter", "Legal", "none"}},
		"badges.gutter":       {About: "Between badges on paper that you cut. Default: as the bleed of the template needs it.", Pattern: geom.LengthPattern, Zero: true},
		"badges.crop_marks":   {About: "Lines to cut along, on paper that you cut."},
		"badges.registration": {About: "Targets for a print shop."},
		"badges.outlines":     {About: "The edges of the badges."},
		"badges.fold":         {About: "How a badge of two halves is folded: tent, along the top, the halves one over the other; butterfly, like a book, the halves side by side.", Words: folds},
		"badges.flip":         {About: "The edge about which the printer turns the sheet to print its back.", Words: flips},
		"badges.order":        {About: "rows, or stack: once the pile of sheets has been cut, the badges lie in order when you put one pile on the other.", Words: orders},
		"badges.copies":       {About: "Copies of every badge.", Least: 1, Most: maxCopies},
		"badges.collate":      {About: "true: all badges, and then all of them again; false: the copies of a badge follow each other."},
		"badges.sort":         {About: "What badges are sorted by: family, name, organisation, role, country, row (the order of the list, also called arrival), or a column of the list.", Such: []string{"family", "name", "organisation", "role", "country", "row", "arrival"}},
		"badges.group":        {About: "What badges are grouped by: none, role, organisation, country, letter (the first one of the family name), or a column of the list.", Such: []string{"none", "role", "organisation", "country", "letter"}},
		"badges.separator":    {About: "What stands before a group: a cell or a sheet of its own with the name of the group, or none.", Words: separators},
		"badges.files":        {About: "One file, or one a group.", Words: filings},
		"badges.printer":      {About: "The key of one of [printers]."},
	}
}

// notesOnSheets is about lengths on paper. A pair goes across and then down.
func notesOnSheets() map[string]source.Note {
	pair := func(about string) source.Note {
		return source.Note{About: about, Pattern: geom.LengthPattern, Zero: true, Count: 2}
	}
	size := pair("Width and height of the paper.")
	size.Needed = true
	return map[string]source.Note{
		"sheets.size":    size,
		"sheets.cell":    pair("Width and height of a badge. Default: those of the template."),
		"sheets.margins": pair("To the left of and above the first badge. Default: equal on both sides."),
		"sheets.pitch":   pair("From one badge to the next, across and down. Default: no gap."),
		"sheets.radius":  {About: "Of the corners of a badge. Default: 0.", Pattern: geom.LengthPattern, Zero: true},
		"printers.front": pair("Further right and further down on the front, at most 20mm."),
		"printers.back":  pair("Further right and further down on the back, at most 20mm."),
	}
}
