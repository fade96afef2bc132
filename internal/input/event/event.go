package event

import (
	"maps"
	"slices"
	"strings"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/locale"
	"lanyard/internal/base/source"
)

// Event is one occasion, validated. Texts are maps by language tag, in the
// composed form of Unicode, and have at least the main language unless they are
// empty. It is not to be changed after Read and then safe for concurrent use.
type Event struct {
	ID           string // part of every number: the same for as long as the event is known
	Title, Place map[string]string
	Languages    []string // canonical tags, the main one first; never empty
	Start, End   locale.Date
	Expires      locale.Date // last day of validity; zero: never expires
	Issuer       Issuer
	Calendars    map[string]locale.Calendar // what the file says; ask Calendar
	Attendees    Attendees
	Roles        map[string]Role
	RoleOrder    []string // keys of Roles in the order of the file
	Access       map[string]Role
	AccessOrder  []string
	Badges       *Badges // nil: no badges
	Sheets       map[string]Sheet
	Printers     map[string]Printer
	Certificates *Certificates // nil: no certificates
	Fonts        []Font
	Nastaliq     []string                     // languages in which names are set in Nastaliq
	Pictures     map[string]string            // path by key
	Text         map[string]map[string]string // phrase by key, then language

	document *source.Document
}

// Issuer is who certifies.
type Issuer struct {
	Name   map[string]string
	Verify string // host name, lower case, ASCII: "verify.example.org"
}

// Attendees says where the list of people is and how to read it. Encoding and
// Sheet are "" when the reader is to find out.
type Attendees struct {
	File, Encoding, Sheet string
	Columns               map[string]string // our field -> their header
}

// Role is what a person is at the event, or what a person is admitted to.
type Role struct {
	Label   map[string]string
	Colour  string // "#rrggbb" in lower case, or ""
	Aliases []string
}

// Badges says how badges are made; the manual explains each of its words.
type Badges struct {
	Template      string            // name of a built-in one, or a path
	Templates     map[string]string // likewise, by the key of a role that has its own
	Back          string            // likewise, or ""
	Sheet         string            // a paper, a stock, a key of Event.Sheets, or "none": one badge a page
	Columns, Rows int               // 0: as many as fit
	Gutter        *geom.Length      // nil: as the bleed needs it
	CropMarks     bool
	Registration  bool
	Outlines      bool
	Fold          string // "none", "tent" or "butterfly"
	Flip          string // "long" or "short"
	Order         string // "rows" or "stack"
	Copies        int    // 1 to 100
	Collate       bool
	Sort          string // "family", "name", "organisation", "role", "country", "row", "arrival" or a column
	Group         string // "none", "role", "organisation", "country", "letter" or a column
	Separator     string // "cell", "sheet" or "none"
	Files         string // "one" or "group"
	Printer       string // a key of Event.Printers, or ""
}

// Sheet is paper of the event's own. It is plain where Cut is false, and of the
// others only Size counts.
type Sheet struct {
	Size          geom.Size
	Cut           bool
	Cell          geom.Size      // zero: as large as the badge
	Margins       *geom.Position // of the first cell; nil: the cells stand in the middle
	Pitch         geom.Size      // zero: no gap
	Columns, Rows int            // 0: as many as fit
	Radius        geom.Length
}

// Printer says by how much a printer is to print further right and down.
type Printer struct{ Front, Back geom.Position }

// Certificates says how certificates are made.
type Certificates struct {
	Template    string
	Templates   map[string]string // by the key of a role that has its own
	Files       string            // pattern of the names of their files; never empty
	Archive     string            // Archive2U or Archive3U
	Signatories []Signatory
}

// The ways to keep certificates: PDF/A-2u, and PDF/A-3u with the signed token
// as a file inside.
const (
	Archive2U = "a-2u"
	Archive3U = "a-3u"
)

// Signatory is a person whose name stands below a certificate. Picture, of the
// signature, is a path or "".
type Signatory struct {
	Name, Title map[string]string
	Picture     string
}

// Font is a font family of the event's own; Bold is a path or "".
type Font struct{ Family, File, Bold string }

// The limits of an event. What is printed has to fit on paper, what is signed
// into a QR code, and what is listed in front of a person's eyes.
const (
	maxID        = 64   // bytes; part of file names
	maxFact      = 200  // characters of a title, a place, the issuer's name: three lines of a certificate
	maxLabel     = 80   // characters of a label, a signatory's name or title: one line
	maxPhrase    = 2000 // characters of a phrase: half a page
	maxLanguages = 8    // a certificate shows two, the verification page any
	maxRoles     = 64   // colours that one can tell apart are fewer
	maxAliases   = 64   // of a role
	maxFonts     = 16   // families
	maxEntries   = 200  // pictures, and phrases
	maxGrid      = 20   // badges in a row or a column of a sheet
	maxCopies    = 100  // of a badge: more are a slip of the pen

	// MaxSignatories is how many people may sign a certificate: side by side on A4.
	MaxSignatories = 6

	maxSheet  = 1500 * geom.Millimetre // side of a sheet: no press prints larger
	maxGutter = 50 * geom.Millimetre
	maxOffset = 20 * geom.Millimetre // by which a printer may be off: one that is off by more is broken
)

// Read reads the text of an event file; file is its name in messages. The
// event is nil when a problem is an error, and complete when there are only
// warnings. Read opens nothing: that a picture or a template is there, is found
// out by those who use it.
func Read(file string, data []byte) (*Event, source.Problems) {
	document, problems := source.ParseTOML(file, data)
	if problems.Err() != nil {
		return nil, problems
	}
	var w written
	w.setDefaults(document)
	r := reader{Document: document, problems: document.Decode(&w)}
	e := r.event(&w)
	e.document = document
	r.problems.Sort()
	if r.problems.Err() != nil {
		return nil, r.problems
	}
	return e, r.problems
}

// Calendar returns the calendar in which dates are written in a language.
func (e *Event) Calendar(lang string) locale.Calendar {
	if tag, err := locale.Canonical(lang); err == nil {
		if c, ok := e.Calendars[tag]; ok {
			return c
		}
	}
	return locale.HomeCalendar(lang)
}

// Role finds the role that a word of the list means: its key, one of its
// aliases or one of its labels, whatever the case, the spaces and the hyphens.
func (e *Event) Role(word string) (key string, role Role, ok bool) {
	return find(word, e.Roles, e.RoleOrder)
}

// Admission finds, in the same way, what an entry of the access column means.
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

// words returns every word that means the role.
func (r Role) words(key string) []string {
	words := append([]string{key}, r.Aliases...)
	return append(words, slices.Sorted(maps.Values(r.Label))...)
}

// Problem returns an error at the place of a key of the file, for those who
// find out later that what it names is not there or does not fit.
func (e *Event) Problem(code, key, message, hint string) source.Problem {
	return e.document.Problem(code, key, message, hint)
}

// Say returns a text in a language: in that, in the one that is closest to it
// (en for en-GB, zh-Hant for zh-TW), or in the main language of the event; ""
// when the text is empty.
func (e *Event) Say(text map[string]string, lang string) string {
	if s, ok := text[lang]; ok {
		return s
	}
	if tag, ok := locale.Closest(lang, slices.Sorted(maps.Keys(text))); ok {
		return text[tag]
	}
	return text[e.Languages[0]]
}

// Fact returns a text as it is signed: one line, single spaces, none around.
func Fact(text string) string { return strings.Join(strings.Fields(text), " ") }
