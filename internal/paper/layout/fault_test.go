package layout

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/template"
)

// box starts a box of 60 by 10 mm in the templates of these tests.
const box = "\n[[box]]\nname = \"line\"\nat = [\"5mm\", \"5mm\"]\nsize = [\"60mm\", \"10mm\"]\n"

func TestFaults(t *testing.T) {
	column := "\n[[box]]\ntype = \"group\"\nname = \"column\"\nat = [\"5mm\", \"5mm\"]\nsize = [\"60mm\", " +
		"\"12mm\"]\nflow = \"down\"\n" +
		strings.Repeat("[[box.box]]\ntype = \"text\"\nat = [\"0mm\", \"0mm\"]\nsize = [\"60mm\", "+
			"\"10mm\"]\nfont_size = \"20pt\"\nmin = \"18pt\"\ntext = \"{{name}}\"\n", 2)
	for _, c := range []struct {
		name, boxes string
		fields      Fields
		want        string // code, box, fields
		says        []string
	}{
		{"missing glyph", box + `type = "text"` + "\n" + `text = "{{name}}"`, Fields{"name": {Text: "Ana \U0001F984"}},
			"layout-no-glyph line [name]", []string{"U+1F984", "UNICORN FACE"}},
		{"each missing glyph once", box + `type = "text"` + "\n" + `text = "{{name}}"`,
			Fields{"name": {Text: "\U0001F984\U0001F984"}},
			"layout-no-glyph line [name]", []string{"U+1F984"}},
		{"overflow", box + "type = \"text\"\nfont_size = \"20pt\"\nmin = \"18pt\"\nlines = 2\n" +
			`text = "{{role}}: {{name}}"`,
			Fields{"role": {Text: "Speaker"}, "name": {Text: strings.Repeat("Throckmorton ",
				9)}}, "layout-overflow line [role name]", []string{"Throckmorton", "18pt", "2 lines"}},
		{"small QR", box + `type = "qr"`, Fields{VerifyURL: {Text: "https://verify.example.org/#" +
			strings.Repeat("0123456789", 50)}},
			"layout-qr-small line [verify.url]", []string{"22.77mm x 22.77mm", "10mm"}},
		{"long QR", box + "type = \"qr\"\n" + `payload = "{{ticket}}"`,
			Fields{"ticket": {Text: strings.Repeat("long ", 900)}}, "layout-qr-long line [ticket]", nil},
		{"full group", column, Fields{"name": {Text: "Ana"}}, "layout-group-full column [name name]", []string{"12mm"}},
		{"unknown picture", box + "type = \"picture\"\n" + `picture = "{{role}}"`, Fields{"role": {Text: "stamp"}},
			"layout-picture line [role]", []string{`"stamp"`}},
		{"missing photo that stops", box + "type = \"picture\"\n" + `file = "photos/{{id}}.jpg"` +
			"\nmissing = \"stop\"", Fields{"id": {Text: "7"}},
			"layout-picture line [id]", []string{`"photos/7.jpg"`}},
		{"broken photo", box + "type = \"picture\"\n" + `file = "broken.jpg"`, nil, "layout-picture line []",
			[]string{"it is damaged"}},
		{"bad colour", box + "type = \"shape\"\nshape = \"box\"\n" + `fill = "{{role.colour}}"`,
			Fields{"role.colour": {Text: "reddish"}},
			"layout-colour line [role.colour]", []string{"reddish"}},
		{"bad colour of text", box + "type = \"text\"\ncolour = \"{{role.colour}}\"\n" + `text = "x"`, nil,
			"layout-colour line [role.colour]", nil},
		{"barcode in Persian", box + "type = \"barcode\"\n" + `payload = "{{name}}"`, Fields{"name": {Text: "علی"}},
			"layout-barcode line [name]", nil},
		{"narrow barcode", box + "type = \"barcode\"\n" + `payload = "{{id}}"`,
			Fields{"id": {Text: strings.Repeat("LONG", 9)}}, "layout-barcode line [id]", []string{"0.19mm"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := New(library, shelf{}).Page(parsed(t, c.boxes), c.fields)
			if len(r.Faults) != 1 {
				t.Fatalf("%d faults: %+v", len(r.Faults), r.Faults)
			}
			f := r.Faults[0]
			if got := fmt.Sprint(f.Code, " ", f.Box, " ", f.Fields); got != c.want {
				t.Errorf("is %q, expected %q", got, c.want)
			}
			for _, word := range c.says {
				if !strings.Contains(f.Message, word) {
					t.Errorf("%q says nothing of %q", f.Message, word)
				}
			}
			if f.Hint == "" {
				t.Errorf("%q comes without a hint", f.Message)
			}
		})
	}
}

// shelf holds one picture, "seal", and two files.
type shelf struct{}

var seal = &page.Image{Name: "5ea1", Format: "png", Width: 200, Height: 100}

func (shelf) Named(name string) *page.Image {
	if name == "seal" {
		return seal
	}
	return nil
}

func (shelf) Background(*template.Template) *page.Picture { return nil }

func (shelf) File(name string) (*page.Image, error) {
	switch name {
	case "photos/1.jpg":
		return seal, nil
	case "broken.jpg":
		return nil, errors.New("it is damaged")
	}
	return nil, nil
}

// drawn is a shelf with a drawing, twice as wide as high.
type drawn struct{ shelf }

func (drawn) Named(string) *page.Image {
	return &page.Image{Format: "svg", Size: geom.Size{W: geom.MM(8), H: geom.MM(4)}, Title: "A mark"}
}

// TestDrawing places a drawing by its natural proportions and uses its title if the template has no alt.
func TestDrawing(t *testing.T) {
	for more, want := range map[string]page.Picture{
		``: {Box: geom.Rect{X: geom.MM(1), Y: geom.MM(4), W: geom.MM(12), H: geom.MM(6)},
			Alt: "A mark"},
		`alt = "The logo"`: {Box: geom.Rect{X: geom.MM(1), Y: geom.MM(4), W: geom.MM(12), H: geom.MM(6)},
			Alt: "The logo"},
		`fit = "cover"`: {Box: geom.Rect{X: geom.MM(-3), Y: geom.MM(2), W: geom.MM(20), H: geom.MM(10)}, Alt: "A mark"},
	} {
		made := parsed(t,
			"[[box]]\ntype = \"picture\"\nat = [\"1mm\", \"2mm\"]\nsize = [\"12mm\", \"10mm\"]\npicture = \"logo\"\n"+
				more+"\n")
		r := New(library, drawn{}).Page(made, Fields{})
		if len(r.Faults) > 0 || len(r.Page.Items) != 1 {
			t.Fatalf("%v", r)
		}
		p := r.Page.Items[0].(*page.Picture)
		if p.Box != want.Box || p.Alt != want.Alt || (p.Clip != nil) != (more == `fit = "cover"`) {
			t.Errorf("%s: got %v %q, want %v %q", more, p.Box, p.Alt, want.Box, want.Alt)
		}
	}
}

// TestFaultsOfAPageAreAllFound lays out a page with three bad boxes, twice: cached texts keep their faults.
func TestFaultsOfAPageAreAllFound(t *testing.T) {
	made := parsed(t, box+"type = \"text\"\ntext = \"{{a}}\"\n"+box+"type = \"picture\"\npicture = \"stamp\"\n"+box+
		"type = \"text\"\ntext = \"{{a}}!\"\n")
	l := New(library, shelf{})
	for range 2 {
		var codes []string
		for _, f := range l.Page(made, Fields{"a": {Text: "\U0001F984"}}).Faults {
			codes = append(codes, f.Code)
		}
		if want := []string{"layout-no-glyph", "layout-picture", "layout-no-glyph"}; !slices.Equal(codes, want) {
			t.Errorf("faults %v, expected %v", codes, want)
		}
	}
}
