// Package draft holds a template while it is made from a design of another program: its boxes, its files, and the
// record of what was taken, guessed and left out. The rooms that read the formats fill it in; Settle adds what a paper
// cannot do without, and Written returns the text of template.toml. It touches no file.
package draft

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/paper"
	"lanyard/internal/paper/extract"
	"lanyard/internal/paper/page"
	"lanyard/internal/work/placeholder"
)

// Draft is a template being made. Its zero value with Target and File is ready to be filled.
type Draft struct {
	Target     Target
	File       string // the original
	Kind       paper.Kind
	Size       geom.Size
	Bleed      geom.Length
	Background string // name of a file
	Boxes      []Box
	Files      []File
	notes      []Finding

	// The positions in the original if it has a page; otherwise nil.
	Space *Space
	Look  func(geom.Rect) extract.Text // the look for a text in a place
	Below func(geom.Rect) (ground geom.Colour, sure bool)
}

// Box is a box of the template. Which of the fields count depends on its kind.
type Box struct {
	Kind    string // text, qr, barcode, picture, shape
	Name    string
	At      geom.Rect
	Turn    float64
	Comment string
	Style   Style
	Text    string // a phrase
	Heading bool
	File    string // of a picture
	Missing string
	Cover   bool
	Shape   Shape
}

// Style is the look of a text.
type Style struct {
	Serif, Bold   bool
	Size, Min     geom.Length
	Colour        geom.Colour
	Align, Valign string
	Lines         int
	Leading       float64
	Tracking      geom.Length
	Wrap          bool
}

// Shape is what a shape draws.
type Shape struct {
	Form          string // box, ellipse, line, path
	Fill, Stroke  *geom.Colour
	Width, Radius geom.Length
	Opacity       float64
	D             string
	View          [2]float64
}

// Note records a finding, of which What is formatted; a count of 0 records none.
func (d *Draft) Note(v Verdict, count int, format string, args ...any) {
	if count > 0 {
		d.notes = append(d.notes, Finding{v, count, fmt.Sprintf(format, args...)})
	}
}

// Findings returns the notes by verdict, equal ones added up.
func (d *Draft) Findings() []Finding {
	var all []Finding
	for _, n := range d.notes {
		i := slices.IndexFunc(all, func(f Finding) bool { return f.Verdict == n.Verdict && f.What == n.What })
		if i < 0 {
			all = append(all, n)
		} else {
			all[i].Count += n.Count
		}
	}
	slices.SortStableFunc(all, func(a, b Finding) int { return cmp.Compare(a.Verdict, b.Verdict) })
	return all
}

// Has reports whether a box shows a field of templates: "name", "event.title".
func (d *Draft) Has(field string) bool {
	return slices.ContainsFunc(d.Boxes, func(b Box) bool { return slices.Contains(placeholder.FieldsOf(b.Text), field) })
}

// smallestCertificate is the shorter side from which a paper is taken to be a certificate: badges reach 120 mm.
const smallestCertificate = 125 * geom.Millimetre

// Decide sets the kind of paper: the kind that the user asked for, that the words of the original name, or that the
// size suggests. The size has to be set.
func (d *Draft) Decide(words []string) {
	switch {
	case d.Target.Kind != nil:
		d.Kind = *d.Target.Kind
		return
	case slices.ContainsFunc(words, placeholder.Certifies):
		d.Kind = paper.Certificate
	case min(d.Size.W, d.Size.H) >= smallestCertificate:
		d.Kind = paper.Certificate
	default:
		d.Kind = paper.Badge
	}
	d.Note(Guessed, 1, "kind of paper: a %s; -kind says otherwise", d.Kind)
}

// usual are the sizes of paper that a page is meant to have, portrait.
var usual = []geom.Size{
	{W: 297 * geom.Millimetre, H: 420 * geom.Millimetre}, {W: 210 * geom.Millimetre, H: 297 * geom.Millimetre},
	{W: 148 * geom.Millimetre, H: 210 * geom.Millimetre}, {W: 105 * geom.Millimetre, H: 148 * geom.Millimetre},
	{W: 74 * geom.Millimetre, H: 105 * geom.Millimetre}, {W: geom.Inch * 17 / 2, H: geom.Inch * 11},
	{W: geom.Inch * 17 / 2, H: geom.Inch * 14}, {W: 3 * geom.Inch, H: 4 * geom.Inch},
}

// near is how far a page may be from a size that it is meant to have: programs round to whole points.
const near = geom.Millimetre * 4 / 10

// Intended returns the size that a page is meant to have: a usual size of paper that is within 0.4 mm of it, or else
// the nearest in whole tenths of a millimetre.
func Intended(s geom.Size) geom.Size {
	off := func(a, b geom.Length) bool { return max(a-b, b-a) > near }
	for _, u := range usual {
		for _, u := range []geom.Size{u, u.Turned()} {
			if !off(s.W, u.W) && !off(s.H, u.H) {
				return u
			}
		}
	}
	return geom.Size{W: Rounded(s.W), H: Rounded(s.H)}
}

// Rounded returns a length in whole tenths of a millimetre.
func Rounded(l geom.Length) geom.Length {
	const step = geom.Millimetre / 10
	if l < 0 {
		return -Rounded(-l)
	}
	return (l + step/2) / step * step
}

// NoteFields notes what became of the fields of a text.
func (d *Draft) NoteFields(w placeholder.Words, original string) {
	for _, f := range w.Fields {
		d.Note(Taken, 1, "text|texts %s as {{%s}}", Short(original), f)
	}
	for _, f := range w.Columns {
		d.Note(Guessed, 1, "text|texts %s as {{%s}}: a column of your list with that header", Short(original), f)
	}
	if len(w.Fields)+len(w.Columns) == 0 {
		d.Note(Taken, 1, "text|texts as written")
	}
}

// AddPicture adds a file for a PNG or JPEG, once, and returns its name; an error says why it cannot be used.
func (d *Draft) AddPicture(data []byte) (name string, err error) {
	pictures := 0
	for _, f := range d.Files {
		if bytes.Equal(f.Data, data) {
			return f.Name, nil
		}
		if strings.HasPrefix(f.Name, "picture-") {
			pictures++
		}
	}
	if pictures == maxPictures {
		return "", fmt.Errorf("there are more than %d", maxPictures)
	}
	img, _, err := page.DecodeImage(data)
	if err != nil {
		return "", err
	}
	ext := map[string]string{"png": ".png", "jpeg": ".jpg"}[img.Format]
	name = fmt.Sprintf("picture-%d%s", pictures+1, ext)
	d.Files = append(d.Files, File{name, data})
	return name, nil
}

// SerifName reports whether the name of a font family promises serifs; a handwriting counts as one with serifs.
func SerifName(family string) bool {
	f := strings.ToLower(family)
	return !strings.Contains(f, "sans") && slices.ContainsFunc([]string{"serif", "times", "georgia", "garamond", "roman",
		"cambria", "playfair", "merriweather", "book", "palatino", "baskerville", "bodoni", "didot", "script"},
		func(w string) bool { return strings.Contains(f, w) })
}

// ForName lets a text shrink and break into two lines, as names need it.
func (s *Style) ForName() { s.Lines, s.Wrap, s.Min = max(s.Lines, 2), false, Smallest(s.Size) }

// HexColour returns a colour of #rgb or #rrggbb; nil for any other.
func HexColour(s string) *geom.Colour {
	c, _, ok := geom.ParseHex(strings.TrimPrefix(strings.TrimSpace(s), "#"))
	if !ok {
		return nil
	}
	return &c
}

// BoxName returns a name for a box with a phrase, that of its first field; "" if it has none.
func BoxName(phrase string) string {
	if f := placeholder.FieldsOf(phrase); len(f) > 0 {
		return f[0]
	}
	return ""
}

// BackgroundPDF is the name of the file below the boxes of a design that has a PDF.
const BackgroundPDF = "background.pdf"
