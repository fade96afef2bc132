package event

import (
	"strings"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/source"
	"lanyard/internal/input/eventfile"
)

// Look is the event's own look, which the built-in designs obey. An empty field keeps the look of the design.
type Look struct {
	Primary  string // colour of headings and bands, as geom.ParseColour reads it
	Accent   string // colour of ornaments
	Ink      string // colour of texts
	Paper    string // colour of the page
	Heading  string // font family of names and headings
	Text     string // font family of everything else
	Ornament string // one of the words for built-in ornaments, or OrnamentFile
	File     string // path of an ornament of its own, or ""
}

// OrnamentFile is the ornament of a look that is a file of the event.
const OrnamentFile = "file"

// OrnamentPicture is the name under which designs find the picture of OrnamentFile.
const OrnamentPicture = "ornament"

// ornaments are the words for built-in ornaments.
var ornaments = []string{"none", "rule", "frame", "guilloche"}

// leastPaper is the least contrast of black on the colour of the page, the background of QR codes: readers need three
// quarters of the light of white paper.
const leastPaper = 15.0

// look checks the event's own look. Families are checked by the code that knows the fonts.
func (r *reader) look(w eventfile.Look) Look {
	for _, c := range []struct{ key, value string }{{"primary", w.Primary}, {"accent", w.Accent}, {"ink", w.Ink},
		{"paper", w.Paper}} {
		if !r.Has("look." + c.key) {
			continue
		}
		parsed, err := geom.ParseColour(c.value)
		if err != nil {
			r.Report("bad-colour", "look."+c.key, err.Error(), "")
		} else if c.key == "paper" && geom.Contrast(parsed, geom.Colour{}) < leastPaper {
			r.Report("dark-paper", "look.paper", c.value+" is too dark for a page: QR codes on it could not be read",
				`write a light colour, like paper = "#fbf7ee"`)
		}
	}
	r.Word("look.heading", w.Heading)
	r.Word("look.text", w.Text)
	l := Look{Primary: w.Primary, Accent: w.Accent, Ink: w.Ink, Paper: w.Paper, Heading: w.Heading, Text: w.Text,
		Ornament: w.Ornament}
	if strings.ContainsAny(w.Ornament, "./") {
		r.Path("look.ornament", w.Ornament)
		l.Ornament, l.File = OrnamentFile, w.Ornament
	} else if r.Has("look.ornament") {
		r.Choice("look.ornament", w.Ornament, ornaments...)
	}
	return l
}

// size checks how the size of papers is written; "" means that no size is given.
func (r *reader) size(key, written string) string {
	if !r.Has(key) {
		return ""
	}
	if _, _, ok := ParseSize(written); !ok {
		r.Report("bad-size", key, source.Quote(written)+" is not a size of paper",
			`write the name of a paper, "A4" or "Letter landscape", or a width and a height, "4in x 3in"`)
	}
	return written
}

func startsWithDigit(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

// ParseSize reads a size of paper: a name and perhaps an orientation, which it returns, or a width and a height.
func ParseSize(written string) (named string, size geom.Size, ok bool) {
	if across, down, cross := strings.Cut(strings.Replace(written, "×", "x", 1), "x"); cross && startsWithDigit(across) {
		if unit := strings.TrimLeft(down, "0123456789. "); strings.Trim(across, "0123456789. ") == "" {
			across += unit // "148 x 105 mm"
		}
		w, errW := geom.ParseLength(across)
		h, errH := geom.ParseLength(down)
		return "", geom.Size{W: w, H: h}, errW == nil && errH == nil && w > 0 && h > 0 && w <= maxSheet && h <= maxSheet
	}
	words := strings.Fields(written)
	if len(words) == 0 || len(words) > 2 || len(words) == 2 && words[1] != "landscape" && words[1] != "portrait" {
		return "", geom.Size{}, false
	}
	first := words[0][0] | 0x20 // in lower case
	return strings.Join(words, " "), geom.Size{}, first >= 'a' && first <= 'z'
}
