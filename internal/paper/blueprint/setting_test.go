package blueprint

import (
	"fmt"
	"lanyard/internal/paper/template"
	"strings"
	"testing"

	"lanyard/internal/base/geom"
)

func TestExtents(t *testing.T) {
	for _, tc := range []struct {
		in   string
		want geom.Length // along 200 mm; negative 1: an error
	}{
		{"5mm", 5 * geom.Millimetre}, {"0", 0}, {"50%", 100 * geom.Millimetre}, {"100% - 35mm", 165 * geom.Millimetre},
		{"100%-35mm", 165 * geom.Millimetre}, {"-1mm", -geom.Millimetre}, {"33.5% + 1in", 67*geom.Millimetre + geom.Inch},
		{"50 % + 2 cm", 120 * geom.Millimetre}, {"-10%", -20 * geom.Millimetre}, {"0%", 0},
	} {
		var e extent
		if err := e.UnmarshalText([]byte(tc.in)); err != nil || e.along(200*geom.Millimetre) != tc.want {
			t.Errorf("%q: %v, %v; want %v", tc.in, e.along(200*geom.Millimetre), err, tc.want)
		}
	}
	for _, in := range []string{"", "%", "x%", "50% 5mm", "50% - -5mm", "50% -", "50% - 5", "NaN%", "2000%", "50%% - 1mm", "1mm + 50%", "Inf%"} {
		var e extent
		if err := e.UnmarshalText([]byte(in)); err == nil {
			t.Errorf("%q was read as %+v", in, e)
		}
	}
}

// sized is a design for pages of 80 x 50 to 160 x 130 mm.
const sized = `name = "t"
kind = "badge"
size = ["100mm", "60mm"]
min_size = ["80mm", "50mm"]
max_size = ["160mm", "130mm"]
ground = "paper"
ornament = "frame"
[colours]
primary = "#14263b"
paper = "#ffffff"
pale = "mix(primary, paper, 25%)"
[families]
heading = "serif"
[styles.name]
family = "heading"
size = "20pt"
min = "8pt"
[[box]]
type = "shape"
shape = "box"
at = ["0mm", "0mm"]
size = ["100%", "10mm"]
fill = "pale"
[[box]]
type = "shape"
name = "frame"
shape = "box"
ornament = "frame"
at = ["2mm", "2mm"]
size = ["100% - 4mm", "100% - 4mm"]
stroke = "primary"
[[box]]
type = "qr"
name = "beside"
on = "landscape"
at = ["100% - 33mm", "100% - 33mm"]
size = ["30mm", "30mm"]
[[box]]
type = "qr"
name = "below"
on = "portrait"
at = ["50% - 15mm", "100% - 33mm"]
size = ["30mm", "30mm"]
[[box]]
type = "group"
name = "half"
at = ["50%", "10mm"]
size = ["50%", "20mm"]
  [[box.box]]
  type = "text"
  name = "name"
  at = ["10%", "50%"]
  size = ["80%", "50%"]
  style = "name"
  colour = "primary"
  text = "{{name}}"
`

// boxOf returns the box with a name and the position of its group.
func boxOf(tm *template.Template, name string) (b template.Box, at geom.Position) {
	for _, top := range tm.Boxes {
		if g, ok := top.(*template.Group); ok {
			for _, inner := range g.Boxes {
				if template.FrameOf(inner).Name == name {
					return inner, g.At
				}
			}
		}
		if template.FrameOf(top).Name == name {
			return top, at
		}
	}
	return nil, at
}

func millimetres(w, h float64) geom.Size { return geom.Size{W: geom.MM(w), H: geom.MM(h)} }

// A design fills the page that an event asks for, and its text is scaled by the smaller of the two ratios.
func TestDesignFillsItsPage(t *testing.T) {
	for _, tc := range []struct {
		size        geom.Size
		code        string // the box that is drawn
		x, y        float64
		name        geom.Size
		letters, at float64
	}{
		{geom.Size{}, "beside", 67, 27, millimetres(40, 10), 20, 50},
		{millimetres(150, 60), "beside", 117, 27, millimetres(60, 10), 20, 75},
		{millimetres(150, 120), "beside", 117, 87, millimetres(60, 10), 30, 75},
		{millimetres(80, 130), "below", 25, 97, millimetres(32, 10), 16, 40},
		{millimetres(80, 50), "beside", 47, 17, millimetres(32, 10), 20 * 0.8, 40},
	} {
		tm, problems := Parse("t.toml", []byte(sized), Setting{Size: tc.size})
		if tm == nil || len(problems) > 0 {
			t.Fatalf("%v: %v", tc.size, problems)
		}
		code, _ := boxOf(tm, tc.code)
		name, at := boxOf(tm, "name")
		if code == nil || name == nil {
			t.Fatalf("%v: boxes are missing", tc.size)
		}
		if got, want := template.FrameOf(code).At, (geom.Position{X: geom.MM(tc.x), Y: geom.MM(tc.y)}); got != want {
			t.Errorf("%v: the code is at %v, not %v", tc.size, got, want)
		}
		if got := template.FrameOf(name).Size; got != tc.name || at.X != geom.MM(tc.at) {
			t.Errorf("%v: the name has %v at %v, not %v at %gmm", tc.size, got, at.X, tc.name, tc.at)
		}
		if s := name.(*template.Text).Style; s.Size != geom.Pt(tc.letters) || s.Min != 8*geom.Point {
			t.Errorf("%v: letters of %v to %v, not %gpt to 8pt", tc.size, s.Size.Points(), s.Min.Points(), tc.letters)
		}
	}
	for _, size := range []geom.Size{millimetres(79, 60), millimetres(100, 131), millimetres(300, 200)} {
		tm, problems := Parse("t.toml", []byte(sized), Setting{Size: size})
		if tm != nil || len(problems) != 1 || problems[0].Code != "template-size" ||
			!strings.Contains(problems[0].Message, "80mm x 50mm to 160mm x 130mm") {
			t.Errorf("%v: %v", size, problems)
		}
	}
}

func TestLook(t *testing.T) {
	tm, problems := Parse("t.toml", []byte(sized), Setting{Look: Look{Primary: "#800000", Paper: "#fffaf0", Heading: "Brand", Ornament: "none"}})
	if tm == nil || len(problems) > 0 {
		t.Fatal(problems)
	}
	ground := tm.Boxes[0].(*template.Shape)
	if ground.Name != "ground" || ground.Fill.Colour != (geom.Colour{V: [4]uint8{0xff, 0xfa, 0xf0}}) || ground.Size != tm.Size {
		t.Errorf("the ground is %+v", ground)
	}
	// The band mixes a quarter of #800000 and three quarters of #fffaf0.
	if band := tm.Boxes[1].(*template.Shape); band.Fill.Colour != (geom.Colour{V: [4]uint8{0xdf, 0xbc, 0xb4}}) {
		t.Errorf("the mixture is %v", band.Fill.Colour)
	}
	if b, _ := boxOf(tm, "frame"); b != nil {
		t.Error("the frame is drawn although the look has none")
	}
	if b, _ := boxOf(tm, "name"); b.(*template.Text).Style.Family != "Brand" || b.(*template.Text).Style.Ink.Colour.V != [4]uint8{0x80} {
		t.Errorf("the name is set in %+v", b.(*template.Text).Style)
	}
	_, problems = Parse("t.toml", []byte(sized), Setting{Look: Look{Accent: "#c0a060", Text: "serif", Primary: "#f0f0f0"}})
	var all []string
	for _, p := range problems {
		all = append(all, p.Code+": "+p.Message)
	}
	if got := fmt.Sprint(all); len(all) != 3 || !strings.Contains(got, `no colour called accent`) || !strings.Contains(got, "no family called text") ||
		!strings.Contains(got, "template-contrast: name is hard to read") {
		t.Errorf("problems: %s", got)
	}
}

// A problem says that a design has no boxes for an ornament.
func TestOrnamentThatIsNotThere(t *testing.T) {
	for ornament, want := range map[string]string{"frame": "", "none": "", "guilloche": `the design "t" has no ornament guilloche, so none is drawn`} {
		_, problems := Parse("t.toml", []byte(sized), Setting{Look: Look{Ornament: ornament}})
		if got := problems.Error(); (want == "") != (len(problems) == 0) || !strings.Contains(got, want) {
			t.Errorf("%s: %v, want %q", ornament, problems, want)
		}
	}
}

func TestMixtures(t *testing.T) {
	for in, want := range map[string]string{
		`a = "mix(b, white, 50%)"`:                                           "there is no colour",
		`a = "mix(a, a, 50%)"`:                                               "mixed from each other",
		"a = \"mix(b, b, 50%)\"\nb = \"mix(a, a, 1%)\"":                      "mixed from each other",
		`a = "mix(#000000, #ffffff)"`:                                        "is not a mixture",
		`a = "mix(#000000, #ffffff, 150%)"`:                                  "is not a mixture",
		`a = "mix(#000000, #ffffff, 50)"`:                                    "is not a mixture",
		`a = "mix(#000000, #ffffff, 50%"`:                                    "is not a mixture",
		`a = "mix(#0000, #ffffff, 50%)"`:                                     "is not a colour",
		`a = "mix(#000000, #ffffff, 50%)"`:                                   "",
		"a = \"mix(gold, #fff, 50%)\"\ngold = \"spot(Gold, 0, 20, 60, 20)\"": "",
	} {
		_, problems := Parse("t.toml", []byte(head+"[colours]\n"+in+"\n"+strings.TrimPrefix(box(`type = "qr"`), head)), Setting{})
		if got := problems.Error(); (want == "") != (len(problems) == 0) || !strings.Contains(got, want) {
			t.Errorf("%s: %v, want %q", in, problems, want)
		}
	}
}

// Signatories are placed side by side, share the row equally and have their own fields.
func TestRow(t *testing.T) {
	design := head + `[[box]]
type = "group"
name = "signatory"
at = ["10mm", "40mm"]
size = ["70mm", "20mm"]
flow = "across"
repeat = "signatories"
gap = "2mm"
columns = 3
widest = "30mm"
align = "centre"
  [[box.box]]
  type = "text"
  name = "who"
  at = ["0mm", "0mm"]
  size = ["100%", "50%"]
  text = "{{signatory.name}} of {{event.title}}"
  when = "signatory.name"
`
	for n, want := range []string{
		"", "20+30/20", "4+30/20 36+30/20", "0+22/20 24+22/20 48+22/20", "4+30/9 36+30/9 4+30/9 36+30/9",
		"0+22/9 24+22/9 48+22/9 12+22/9 36+22/9", "0+22/9 24+22/9 48+22/9 0+22/9 24+22/9 48+22/9",
	} {
		tm, problems := Parse("t.toml", []byte(design), Setting{Signatories: n})
		if tm == nil || len(problems) > 0 {
			t.Fatalf("%d: %v", n, problems)
		}
		var got []string
		for i, b := range tm.Boxes[0].(*template.Group).Boxes {
			g := b.(*template.Group)
			got = append(got, fmt.Sprintf("%g+%g/%g", g.At.X.Millimetres(), g.Size.W.Millimetres(), g.Size.H.Millimetres()))
			who := g.Boxes[0].(*template.Text)
			field := fmt.Sprintf("signatory.%d.name", i+1)
			if who.Text[0].Field != field || who.When[0][0].Field != field || who.Text[2].Field != "event.title" ||
				who.Name != fmt.Sprintf("who %d", i+1) || who.Size.W != g.Size.W {
				t.Errorf("%d: box %d is %+v", n, i+1, who)
			}
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%d signatories: %s, want %s", n, s, want)
		}
	}
	for in, want := range map[string]string{
		`flow = "across"`:              "a row repeats the signatories",
		`repeat = "signatories"`:       "side by side",
		"flow = \"down\"\ncolumns = 2": "keys of a row",
		"flow = \"across\"\nrepeat = \"signatories\"\ncolumns = 9": "between 1 and 6",
	} {
		_, problems := Parse("t.toml", []byte(box("type = \"group\"\n"+in)), Setting{})
		if !strings.Contains(problems.Error(), want) {
			t.Errorf("%s: %v", in, problems)
		}
	}
}
