package event

import (
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/locale"
	"lanyard/internal/base/paper"
	"lanyard/internal/base/source"
	"lanyard/internal/input/eventfile"
	"lanyard/internal/input/issuer"
	"lanyard/internal/input/values"
)

// Event is one validated event. Texts are maps by language tag, in NFC; unless empty, they include the main language.
// It must not be changed after Read and is then safe for concurrent use.
type Event struct {
	ID           string // part of every number; must never change
	Title, Place map[string]string
	Languages    []string // canonical tags, the main one first; never empty
	Start, End   locale.Date
	Expires      locale.Date // last day of validity; zero: never expires
	Issuer       issuer.Issuer
	Calendars    map[string]locale.Calendar // as in the file; use Calendar
	Attendees    Attendees
	Roles        map[string]Role
	RoleOrder    []string // keys of Roles in file order
	Access       map[string]Role
	AccessOrder  []string
	Badges       *Badges // nil: no badges
	Sheets       map[string]Sheet
	Printers     map[string]Printer
	Certificates *Certificates // nil: no certificates
	Fonts        []Font
	Nastaliq     []string                     // languages whose names are set in Nastaliq
	Pictures     map[string]string            // path by key
	Text         map[string]map[string]string // phrase by key, then language
	Phrases      map[string]map[string]string // likewise, those of the built-in templates that it words itself; ask Phrase
	Facts        map[string]OwnFact           // facts of its own that papers sign, by name; ask FactsOf
	Timezone     *time.Location               // nil: that of the machine; ask Day
	Look         Look
	Press        string // path of the ICC profile of the press, or ""
	Mail         *Mail  // nil: nothing is sent

	document *source.Document
}

// Attendees describes the list of people. Encoding, Sheet and Name are "" if they are to be detected.
type Attendees struct {
	File, Encoding, Sheet string
	Name                  string            // how a name is put together: "{{given}} {{family}}"
	Columns               map[string]string // our field -> their header
	Also                  []Also            // further lists, which add to the people of File
}

// Also is a further list. Encoding and Sheet are "" if they are to be detected.
type Also struct {
	File, Encoding, Sheet string
	Attended              bool              // each of its rows says that the person was there
	Columns               map[string]string // our field -> their header
}

// Role is a person's role at the event, or something a person is admitted to.
type Role struct {
	Label   map[string]string
	Colour  string // "#rrggbb" in lower case, or ""
	Aliases []string
}

// Badges says how badges are made; the manual explains each word.
type Badges struct {
	Template      string            // built-in name or path
	Templates     map[string]string // the same, by role key
	Back          string            // the same, or ""
	Size          string            // as ParseSize reads it; "": that of the cells of a cut stock, or of the design
	Sheet         string            // a paper, a stock, a key of Event.Sheets, or "none": one badge a page
	Columns, Rows int               // 0: as many as fit
	Gutter        *geom.Length      // nil: what the bleed needs
	CropMarks     bool
	Registration  bool
	Outlines      bool
	Fold          string // "none", "tent" or "butterfly"
	Flip          string // "long" or "short"
	Order         string // "rows" or "stack"
	Copies        int    // 1 to 100
	Collate       bool
	Sort          string   // "family", "name", "organisation", "role", "country", "row", "arrival" or a column
	Group         string   // "none", "role", "organisation", "country", "letter" or a column
	Separator     string   // "cell", "sheet" or "none"
	Files         string   // "one" or "group"
	Printer       string   // a key of Event.Printers, or ""
	Where         string   // the condition on a person, Everybody, or ""
	Facts         []string // names of facts that are signed
	Code          string   // CodeToken or CodeNumber
}

// Sheet is a sheet of the event's own. If Cut is false it is plain paper and only Size counts.
type Sheet struct {
	Size          geom.Size
	Cut           bool
	Cell          geom.Size      // zero: the size of the badge
	Margins       *geom.Position // of the first cell; nil: the cells are centred
	Pitch         geom.Size      // zero: no gap
	Columns, Rows int            // 0: as many as fit
	Radius        geom.Length
}

// Printer is how far a printer must shift its output right and down.
type Printer struct{ Front, Back geom.Position }

// Certificates says how certificates are made.
type Certificates struct {
	Template    string
	Templates   map[string]string // by role key
	Size        string            // as ParseSize reads it; "": that of the design
	Files       string            // pattern for file names; never empty
	Archive     string            // Archive2U or Archive3U
	Code        string            // CodeToken or CodeNumber
	Where       string            // the condition on a person, Everybody, or ""
	Facts       []string          // names of facts that are signed
	Signatories []Signatory
}

// CodeOf returns what the codes of a kind of paper carry.
func (e *Event) CodeOf(kind paper.Kind) string {
	switch kind {
	case paper.Badge:
		if e.Badges != nil {
			return e.Badges.Code
		}
	case paper.Certificate:
		if e.Certificates != nil {
			return e.Certificates.Code
		}
	}
	return eventfile.CodeToken
}

// Signatory is a person who signs certificates. Picture is the path of their signature, or "".
type Signatory struct {
	Name, Title map[string]string
	Picture     string
}

// Font is one of the event's own font families; Bold is a path or "".
type Font struct{ Family, File, Bold string }

// Limits of an event: printed texts have to fit on paper, signed texts into a QR code, and lists on a screen.
const (
	maxID      = 64   // bytes; part of file names
	maxLabel   = 80   // characters of a label, a signatory's name or title: one line
	maxPhrase  = 2000 // characters of a phrase: half a page
	maxRoles   = 64   // more than the colours people can tell apart
	maxAliases = 64   // of a role
	maxFonts   = 16   // families
	maxAlso    = 16   // further lists
	maxEntries = 200  // pictures, and phrases

	// MaxSignatories is the most signatories of a certificate: side by side on A4.
	MaxSignatories = 6

	maxSheet  = 1500 * geom.Millimetre // side of a sheet: no press prints larger
	maxGutter = 50 * geom.Millimetre
	maxOffset = 20 * geom.Millimetre // offset of a printer: a larger one means it is broken
)

// Read reads the text of an event file; file is its name in messages. The event is nil if any problem is an error, and
// complete if there are only warnings. Read opens no other file: whether a picture or template exists is checked by the
// code that uses it.
func Read(file string, data []byte) (*Event, source.Problems) { return readText(file, data, nil) }

// ReadOf is Read for an event in the folder of an issuer, whose event.toml needs no [issuer]; if it has one, it must
// say the same.
func ReadOf(of *issuer.Issuer, file string, data []byte) (*Event, source.Problems) {
	return readText(file, data, of)
}

// readText is Read; of is the issuer whose folder contains the event, or nil without one.
func readText(file string, data []byte, of *issuer.Issuer) (*Event, source.Problems) {
	document, problems := source.ParseTOML(file, data)
	if problems.Err() != nil {
		return nil, problems
	}
	var w eventfile.File
	w.SetDefaults(document)
	r := reader{values.Decode(document, &w)}
	e := r.event(&w, of)
	e.document = document
	r.Problems.Sort()
	if r.Problems.Err() != nil {
		return nil, r.Problems
	}
	return e, r.Problems
}

// Calendar returns the calendar for dates in a language.
func (e *Event) Calendar(lang string) locale.Calendar {
	if tag, err := locale.Canonical(lang); err == nil {
		if c, ok := e.Calendars[tag]; ok {
			return c
		}
	}
	return locale.HomeCalendar(lang)
}

// Role finds the role meant by a word of the list: its key, an alias or a label, ignoring case, spaces and hyphens.
func (e *Event) Role(word string) (key string, role Role, ok bool) {
	return find(word, e.Roles, e.RoleOrder)
}

// Admission finds the access meant by an entry of the access column, as Role does.
func (e *Event) Admission(word string) (key string, access Role, ok bool) {
	return find(word, e.Access, e.AccessOrder)
}

func find(word string, roles map[string]Role, order []string) (key string, role Role, ok bool) {
	folded := locale.Fold(word)
	for _, key := range order {
		for _, w := range roles[key].words(key) {
			if folded != "" && locale.Fold(w) == folded {
				return key, roles[key], true
			}
		}
	}
	return "", Role{}, false
}

// NamesList reports whether the file names the list of people.
func (e *Event) NamesList() bool { return e.document != nil && e.document.Has("attendees.file") }

// RoleWords returns every word for each role, in the order of the file: its key,
// its aliases and its labels.
func (e *Event) RoleWords() [][]string { return wordsOf(e.Roles, e.RoleOrder) }

// AccessWords returns every word for each access mark, as RoleWords does for roles.
func (e *Event) AccessWords() [][]string { return wordsOf(e.Access, e.AccessOrder) }

func wordsOf(roles map[string]Role, order []string) [][]string {
	all := make([][]string, 0, len(order))
	for _, key := range order {
		all = append(all, roles[key].words(key))
	}
	return all
}

// words returns every word for the role.
func (r Role) words(key string) []string {
	words := append([]string{key}, r.Aliases...)
	return append(words, slices.Sorted(maps.Values(r.Label))...)
}

// Problem returns an error at a key of the file, for checks made after Read, such as a missing picture.
func (e *Event) Problem(code, key, message, hint string) source.Problem {
	if of, ok := strings.CutPrefix(key, "issuer."); ok && e.Issuer.Shared() {
		return e.Issuer.Problem(code, of, message, hint)
	}
	return e.document.Problem(code, key, message, hint)
}

// Say returns a text in lang, in the closest language that it has (en for en-GB, zh-Hant for zh-TW), or in the main
// language of the event; "" if the text is empty.
func (e *Event) Say(text map[string]string, lang string) string {
	if s, ok := text[lang]; ok {
		return s
	}
	if tag, ok := locale.Closest(lang, slices.Sorted(maps.Keys(text))); ok {
		return text[tag]
	}
	return text[e.Languages[0]]
}

// Fact returns a text as it is signed: on one line, with single spaces and none at the ends.
func Fact(text string) string {
	spaced := true // before the first character
	for _, r := range text {
		space := unicode.IsSpace(r)
		if space && (spaced || r != ' ') {
			return strings.Join(strings.Fields(text), " ")
		}
		spaced = space
	}
	if spaced {
		return strings.Join(strings.Fields(text), " ")
	}
	return text
}

// Facts returns texts by language as they are signed.
func Facts(texts map[string]string) map[string]string {
	signed := maps.Clone(texts)
	for tag, text := range signed {
		signed[tag] = Fact(text)
	}
	return signed
}

// LogoProblem returns a problem with the logo of the event's issuer.
func (e *Event) LogoProblem(code, message, hint string) source.Problem {
	return e.Problem(code, "issuer.logo", message, hint)
}
