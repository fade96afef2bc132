package blueprint

import (
	"bytes"
	"fmt"
	"io/fs"
	"lanyard/internal/paper/template"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"lanyard/internal/base/geom"
	"lanyard/templates"
)

// The example of the manual parses, and the manual has every key of every type of box.
func TestManual(t *testing.T) {
	text := Manual() // panics when a key has no note or no example
	for line := range strings.Lines(text) {
		if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > 80 {
			t.Errorf("a line of the manual has %d columns: %s", n, line)
		}
	}
	tm, problems := Parse("example.toml", example, Setting{})
	if len(problems) > 0 {
		t.Fatalf("the example does not parse: %v", problems)
	}
	kinds := map[string]bool{}
	tm.Walk(func(b template.Box) {
		switch b.(type) {
		case *template.Text:
			kinds["text"] = true
		case *template.QR:
			kinds["qr"] = true
		case *template.Barcode:
			kinds["barcode"] = true
		case *template.Picture:
			kinds["picture"] = true
		case *template.Shape:
			kinds["shape"] = true
		case *template.Group:
			kinds["group"] = true
		}
	})
	for _, k := range boxTypes {
		if !kinds[k] {
			t.Errorf("the example shows no %s box", k)
		}
	}
	for _, k := range boxTypes {
		_, section, _ := strings.Cut(text, fmt.Sprintf("\n[[box]] with type = %q\n", k))
		for i, next := range boxTypes {
			if i > slices.Index(boxTypes, k) {
				section, _, _ = strings.Cut(section, fmt.Sprintf("\n[[box]] with type = %q\n", next))
			}
		}
		for _, key := range keysOf[k] {
			if !regexp.MustCompile(`(?m)(^| )(\[\[box\.)?` + key + `( = |[,:.]|\]\])`).MatchString(section) {
				t.Errorf("the manual does not have the key %s of %s boxes:\n%s", key, k, section)
			}
		}
	}
}

func TestBuiltInTemplatesParse(t *testing.T) {
	n := 0
	err := fs.WalkDir(templates.FS, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".toml") {
			return err
		}
		n++
		data, err := fs.ReadFile(templates.FS, path)
		if err != nil {
			return err
		}
		tm, problems := Parse(path, data, Setting{})
		if len(problems) > 0 {
			t.Errorf("%v", problems)
		} else if want := tm.Kind.Plural() + "/" + tm.Name + "/template.toml"; path != want {
			t.Errorf("%s should be at %s", path, want)
		}
		return nil
	})
	if err != nil || n == 0 {
		t.Fatalf("%d templates, %v", n, err)
	}
}

const head = "name = \"t\"\nkind = \"badge\"\nsize = [\"90mm\", \"65mm\"]\n"

func box(keys string) string {
	return head + "[[box]]\nat = [\"0mm\", \"0mm\"]\nsize = [\"10mm\", \"10mm\"]\n" + keys + "\n"
}

func TestProblems(t *testing.T) {
	for name, tc := range map[string]struct{ in, want string }{
		"no name": {strings.Replace(box(`type = "qr"`), `name = "t"`, "", 1),
			"t.toml: the template has no name"},
		"kind": {strings.Replace(box(`type = "qr"`), `"badge"`, `"badges"`, 1),
			`t.toml:2:8: there is no kind "badges"`},
		"no boxes":    {head, "t.toml: the template has no boxes"},
		"unknown key": {box("type = \"qr\"\nmodul = \"1mm\""), `t.toml:8:1: there is no key "modul"`},
		"length unit": {strings.Replace(box(`type = "qr"`), "65mm", "65 px", 1),
			`t.toml:3:17: size: "65 px" has no known unit`},
		"type":          {box(`type = "txt"`), `t.toml:7:8: there is no type of box "txt"`},
		"key of others": {box("type = \"text\"\nradius = \"1mm\""), `t.toml:8:10: a text box takes no key "radius"`},
		"phrase":        {box("type = \"text\"\ntext = \"{{name\""), `t.toml:8:8: text: "{{name" has a {{ without`},
		"condition":     {box("type = \"text\"\nwhen = \"a b\""), `t.toml:8:8: when: condition "a b"`},
		"style": {box("type = \"text\"\nstyle = \"nme\"") + "[styles.name]\n",
			`t.toml:8:9: there is no style "nme"`},
		"circle": {box(`type = "qr"`) + "[styles.a]\ninherits = \"b\"\n[styles.b]\ninherits = \"a\"\n",
			"the styles a, b inherit from each other"},
		"floor": {box("type = \"text\"\nfont_size = \"8pt\"\nmin = \"9pt\""),
			"t.toml:9:7: min is 9pt, but must be between 0 and the size, 8pt"},
		"colour": {box("type = \"text\"\ncolour = \"rd\"") + "[colours]\nred = \"#f00\"\n",
			`t.toml:8:10: "rd" is not a colour`},
		"nothing to draw": {box("type = \"shape\"\nshape = \"box\""), "the shape has no fill and no stroke"},
		"path without d": {box("type = \"shape\"\nshape = \"path\"\nfill = \"#000\"\nd = \"M0 0A1\"\nview = [1, 1]"),
			"t.toml:10:5: path data"},
		"picture": {box(`type = "picture"`), "the box needs either a picture or a file"},
		"leading": {box("type = \"text\"\nleading = 9.0"), "a leading of 9 must be between"},
		"page of nothing": {"background_page = 2\n" + box(`type = "qr"`),
			"t.toml:1:19: background_page needs a background"},
		"page 0": {"background = \"paper\"\nbackground_page = 0\n" + box(`type = "qr"`),
			"t.toml:2:19: a page 0 is not between 1 and 10000"},
		"at": {head + "[[box]]\ntype = \"qr\"\nsize = [\"1mm\", \"1mm\"]\n", "at needs two lengths"},
	} {
		_, problems := Parse("t.toml", []byte(tc.in), Setting{})
		if err := problems.Err(); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: got %v, want %q", name, err, tc.want)
		}
	}
}

func TestStyleInheritance(t *testing.T) {
	tm, problems := Parse("t.toml", []byte(box("type = \"text\"\nstyle = \"name\"\nbold = false\nfont_size = \"20pt\"")+
		`
[styles.base]
family = "serif"
size = "11pt"
min = "7pt"
align = "centre"
[styles.name]
inherits = "base"
bold = true
size = "24pt"
`), Setting{})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	s := tm.Boxes[0].(*template.Text).Style
	if s.Family != "serif" || s.Bold || s.Size.Points() != 20 || s.Min.Points() != 7 || s.Align != template.AlignCentre {
		t.Errorf("%+v", s)
	}
}

func TestBackground(t *testing.T) {
	for in, want := range map[string]template.Background{
		"":                       {},
		"background = \"paper\"": {Picture: "paper", Page: 1, Line: 1, Column: 14},
		"\nbackground = \"design/paper.pdf\"\nbackground_page = 3": {Picture: "design/paper.pdf", Page: 3, Line: 2,
			Column: 14},
	} {
		tm, problems := Parse("t.toml", []byte(in+"\n"+box(`type = "qr"`)), Setting{})
		if tm == nil {
			t.Fatal(problems)
		}
		if tm.Background != want || want.Picture != "" && tm.Background.IsFile() != (want.Page == 3) {
			t.Errorf("%s: %+v", in, tm.Background)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(box("type = \"text\"\ntext = \"{{name}}\"\nwhen = \"role is x\""))
	f.Add(box("type = \"group\"\nflow = \"down\"\n[[box.box]]\ntype = \"qr\""))
	f.Fuzz(func(t *testing.T, s string) {
		tm, problems := Parse("t.toml", []byte(s), Setting{})
		if (tm == nil) != (problems.Err() != nil) {
			t.Errorf("template %v with problems %v", tm, problems)
		}
	})
}

// textBox returns a template with a text box of the given keys.
func textBox(keys string) string {
	return box("type = \"text\"\nstyle = \"base\"\n"+keys) + `
[colours]
red = "#ff0000"
[styles.base]
family = "serif"
size = "10pt"
colour = "#111111"
[styles.strong]
bold = true
size = "150%"
[styles.red]
colour = "red"
[styles.both]
inherits = "strong"
colour = "{{role.colour}}"
[styles.large]
inherits = "base"
size = "30pt"
`
}

func TestSpansOfStyles(t *testing.T) {
	tm, problems := Parse("t.toml",
		[]byte(textBox(`text = "a <strong>b <red>c</red> <strong>d</strong></strong> <both>e</both> <large>f</large>"`)), Setting{})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	black, red := template.Ink{Set: true, Colour: geom.Colour{V: [4]uint8{17, 17, 17}}}, template.Ink{Set: true,
		Colour: geom.Colour{V: [4]uint8{255}}}
	want := map[string]template.Span{
		"strong":        {Family: "serif", Bold: true, Ink: black, Scale: 1.5},
		"strong red":    {Family: "serif", Bold: true, Ink: red, Scale: 1.5},
		"strong strong": {Family: "serif", Bold: true, Ink: black, Scale: 2.25},
		"both":          {Family: "serif", Bold: true, Ink: template.Ink{Set: true, Field: "role.colour"}, Scale: 1.5},
		"large":         {Family: "serif", Bold: false, Ink: black, Scale: 3},
	}
	text := tm.Boxes[0].(*template.Text)
	if !reflect.DeepEqual(text.Spans, want) {
		t.Errorf("spans are\n%+v, want\n%+v", text.Spans, want)
	}
	if fields := template.FieldsOf(text); !slices.Contains(fields, "role.colour") {
		t.Errorf("the fields %v lack that of the colour", fields)
	}
}

func TestTexts(t *testing.T) {
	tm, problems := Parse("t.toml", []byte(textBox(`text.EN = "Hello {{name}}"`+"\n"+`text.prs = "{{organisation}}"`+
		"\n"+`text.zh_TW = "<red>{{name}}</red>"`)), Setting{})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	text := tm.Boxes[0].(*template.Text)
	if want := []string{"en", "fa-AF", "zh-TW"}; !slices.Equal(tm.Languages, want) ||
		!slices.Equal(text.Tongues(), want) {
		t.Errorf("languages %v and %v, want %v", tm.Languages, text.Tongues(), want)
	}
	if want := []string{"name", "organisation"}; !slices.Equal(text.Fields(), want) {
		t.Errorf("fields %v, want %v", text.Fields(), want)
	}
	tm, problems = Parse("t.toml", []byte(textBox("lang = \"fa\"\ntext.en = \"a\"\ntext.fa = \"b\"")), Setting{})
	if len(problems) > 0 || len(tm.Languages) > 0 {
		t.Errorf("a box that asks for a language gives the page %v, %v", tm.Languages, problems)
	}
}

func TestProblemsOfTexts(t *testing.T) {
	other := "\n[[box]]\ntype = \"text\"\nat = [\"0mm\", \"0mm\"]\nsize = [\"10mm\", \"10mm\"]\ntext.en = " +
		"\"x\"\ntext.ja = \"y\"\n"
	for keys, want := range map[string]string{
		`text.english = "x"`:                `t.toml:9:16: "english" is not a language tag`,
		"text.fa = \"x\"\ntext.fas = \"y\"": `t.toml:10:12: "fas" is the language fa, which the text has already`,
		`text.fa = 1`:                       "t.toml:9:11: fa must be text, not a whole number",
		`text = 1`:                          `t.toml:9:8: text must be text, or text by language, not a whole number`,
		`text = "<stron>x</stron>"`:         `t.toml:9:8: there is no style "stron" for the span <stron>`,
		`text.fa = "<b>x"`:                  "t.toml:9:11: text: the span <b> is not closed",
		"lang = \"farsi\"\ntext = \"x\"":    `t.toml:9:8: "farsi" is not a language tag`,
		"lang = \"ja\"\ntext.fa = \"x\"":    "t.toml:4: box 1 has no text in ja, only in fa",
		"text.en = \"x\"" +
			other: "t.toml:4: box 1 has no text in ja, only in en: it would be in another language",
		`text = "<strong><strong><strong><strong><strong><strong><strong><strong>x</strong></strong></strong></strong></strong></strong></strong></strong>"` +
			"\nfont_size = \"90pt\"": "a span of",
		"font_size = \"0.5%\"": `font_size: "0.5%" is not a size between 1% and 1000%`,
	} {
		_, problems := Parse("t.toml", []byte(textBox(keys)), Setting{})
		if len(problems) == 0 || !strings.Contains(problems[0].Error(), want) {
			t.Errorf("%s: got %v, want %q", keys, problems, want)
		}
	}
}

// TestMirror checks that mirroring twice changes nothing.
func TestMirror(t *testing.T) {
	src, err := fs.ReadFile(templates.FS, "certificates/modern/template.toml")
	if err != nil {
		t.Fatal(err)
	}
	src = bytes.Replace(src, []byte("fill = \"primary\"\n"), []byte("fill = \"primary\"\nfill_to = \"ink\"\n"), 1)
	tm, problems := Parse("t.toml", src, Setting{Signatories: 3})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	panel := tm.Mirror[0].(*template.Shape)
	title := tm.Mirror[slices.IndexFunc(tm.Mirror, func(b template.Box) bool { return template.FrameOf(b).Name == "title" })].(*template.Text)
	own := tm.Boxes[0].(*template.Shape)
	if own.At.X != geom.MM(-3) || panel.At.X != geom.MM(297)-own.Size.W+geom.MM(3) || !own.FillTo.Set ||
		panel.Fill != own.FillTo || panel.FillTo != own.Fill ||
		title.Style.Align != template.AlignRight || title.At.X > geom.MM(20) {
		t.Errorf("the panel is at %v, the title %+v", panel.At, title)
	}
	if again := template.Mirrored(tm.Mirror, tm.Size.W); !reflect.DeepEqual(again, tm.Boxes) {
		t.Error("mirroring twice changed the template")
	}
}
