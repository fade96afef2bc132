package walkin

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"lanyard/fonts"
	"lanyard/internal/base/geom"
	"lanyard/internal/base/paper"
	"lanyard/internal/input/roster"
	"lanyard/internal/paper/blueprint"
	"lanyard/internal/paper/expression"
	"lanyard/internal/paper/layout"
	"lanyard/internal/paper/template"
	"lanyard/internal/trust/ledger"
	"lanyard/internal/typography/font"
	"lanyard/internal/work/folder"
	"lanyard/internal/work/people"
	"lanyard/templates"
)

func TestSpareNumber(t *testing.T) {
	for id, want := range map[string]int{"walk-in-1": 1, "walk-in-10000": 10_000, "walk-in-10001": 0, "walk-in-0": 0,
		"walk-in-07": 0, "walk-in-+7": 0, "walk-in-": 0, "walk-in-7x": 0, "7": 0, "Walk-in-7": 0, "": 0} {
		if got := spareNumber(id); got != want {
			t.Errorf("%q is spare %d, want %d", id, got, want)
		}
	}
}

func TestIsSpare(t *testing.T) {
	for _, test := range []struct {
		e     ledger.Entry
		spare bool
	}{
		{ledger.Entry{Kind: paper.Badge, AttendeeID: "walk-in-7", Name: "Walk-in 7"}, true},
		{ledger.Entry{Kind: paper.Badge, AttendeeID: "walk-in-7", Name: "Ana"}, false}, // reissued in her name
		{ledger.Entry{Kind: paper.Badge, AttendeeID: "walk-in-7", Name: "Walk-in 8"}, false},
		{ledger.Entry{Kind: paper.Certificate, AttendeeID: "walk-in-7", Name: "Walk-in 7"}, false},
		{ledger.Entry{Kind: paper.Badge, AttendeeID: "7", Name: "Walk-in 7"}, false},
		{ledger.Entry{}, false},
	} {
		if got := IsSpare(&test.e); got != test.spare {
			t.Errorf("%+v: %v", test.e, got)
		}
		ana := people.Blank(&roster.Attendee{ID: test.e.AttendeeID, Name: "Ana"})
		if got := Keeps(&test.e, ana); got != test.spare {
			t.Errorf("Keeps(%+v, Ana) is %v", test.e, got)
		}
		nobody := people.Blank(&roster.Attendee{ID: test.e.AttendeeID, Name: "Walk-in 7"})
		if Keeps(&test.e, nobody) {
			t.Errorf("a person with the name of the spare keeps %+v", test.e)
		}
	}
}

// TestSpares asks for five spares, of which the second and the fourth were given away.
func TestSpares(t *testing.T) {
	given := []people.Person{*people.Blank(&roster.Attendee{ID: "walk-in-2"}), *people.Blank(&roster.Attendee{ID: "4"}),
		*people.Blank(&roster.Attendee{ID: "walk-in-4"})}
	var got []string
	for _, p := range Spares(&people.List{Work: &folder.Work{}, People: given}, 5) {
		got = append(got, fmt.Sprintf("%s %s %s", p.ID, p.Name, p.Fields.Get(spareField)))
	}
	want := []string{"walk-in-1 Walk-in 1 Walk-in 1", "walk-in-3 Walk-in 3 Walk-in 3", "walk-in-5 Walk-in 5 Walk-in 5"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWrite(t *testing.T) {
	const header = "id,name,name_local,language,organisation,position,country,role,email\n"
	ana := Walkin{Name: " Ana ", Country: "=Chad", Role: "guest"}
	for _, test := range []struct {
		name, id, before, want string
		again                  bool
	}{
		{"the first", "walk-in-7", "", header + "walk-in-7,Ana,,,,,'=Chad,guest,\n", false},
		{"in order of numbers", "walk-in-9", header + "walk-in-2,Bo,,,,,,,\nwalk-in-10,Cem,,,,,,,\n",
			header + "walk-in-2,Bo,,,,,,,\nwalk-in-9,Ana,,,,,'=Chad,guest,\nwalk-in-10,Cem,,,,,,,\n", false},
		{"in place of another", "walk-in-2", "\ufeff" + header + "walk-in-2,Bo,,,,,,,\n",
			header + "walk-in-2,Ana,,,,,'=Chad,guest,\n", true},
		{"another list", "walk-in-2", "id,name\n2,Bo\n", "", false},
		{"not a list", "walk-in-2", header + "\"walk", "", false},
	} {
		g := Given{ID: test.id}
		got, err := g.write([]byte(test.before), ana)
		if (err != nil) != (test.want == "") || string(got) != test.want || g.Again != test.again {
			t.Errorf("%s: again %v, %v\n%s", test.name, g.Again, err, got)
		}
		if err != nil && !strings.Contains(err.Error(), folder.WalkinsFile) {
			t.Errorf("%s: the error does not name the file: %v", test.name, err)
		}
	}
}

// TestBlankBuiltIn prints a spare of every built-in badge at its default, its smallest and its largest size: the lines
// fit, and one is for the name.
func TestBlankBuiltIn(t *testing.T) {
	files, err := fs.Glob(templates.FS, "badges/*/template.toml")
	if err != nil || len(files) < 10 {
		t.Fatal(files, err)
	}
	l := layout.New(font.NewLibrary(fonts.FS), nil)
	for _, file := range files {
		data, err := fs.ReadFile(templates.FS, file)
		if err != nil {
			t.Fatal(err)
		}
		for _, size := range []geom.Size{{}, {W: geom.MM(74), H: geom.MM(54)}, {W: geom.MM(74), H: geom.MM(105)}, {W: geom.MM(148), H: geom.MM(148)}} {
			made, problems := blueprint.Parse(file, data, blueprint.Setting{Size: size})
			if made == nil {
				t.Fatal(problems)
			}
			blank := Blank(made)
			r := l.Page(blank, layout.Fields{spareField: {Text: "7"}, "number": {Text: "0WZS-KD6M-8ZKM-2MS0"},
				layout.VerifyURL: {Text: "https://verify.example.org/#0"}, "role.label.main": {Text: "Guest", Lang: "en"}})
			for _, fault := range r.Faults {
				t.Errorf("%s, %s x %s: %s: %s", file, blank.Size.W, blank.Size.H, fault.Box, fault.Message)
			}
			names := 0
			blank.Walk(func(b template.Box) {
				if g, ok := b.(*template.Group); ok && g.Name == "badge name" {
					names++
				}
			})
			if names != 1 {
				t.Errorf("%s, %s x %s: %d lines for the name", file, blank.Size.W, blank.Size.H, names)
			}
		}
	}
}

// TestBlank checks a badge that is printed for nobody: lines replace name and organisation, the photo is gone, and the
// rest is unchanged, also in groups.
func TestBlank(t *testing.T) {
	size := geom.Size{W: 80 * geom.Millimetre, H: 10 * geom.Millimetre}
	text := func(field string) template.Box {
		return &template.Text{Frame: template.Frame{Name: field, Size: size}, Text: expression.Phrase{{Field: field}}}
	}
	photo := &template.Picture{Frame: template.Frame{Name: "photo"}, File: expression.Phrase{{Field: "photo"}}}
	logo := &template.Picture{Frame: template.Frame{Name: "logo"}}
	full := &template.Template{Mirror: []template.Box{text("family")}, Boxes: []template.Box{text("name"), text("affiliation"),
		text("event.title"), photo, logo, &template.Group{Frame: template.Frame{Name: "inner"}, Boxes: []template.Box{text("given"), text("role")}}}}
	var names func(boxes []template.Box) string
	names = func(boxes []template.Box) string {
		var all []string
		for _, b := range boxes {
			name := template.FrameOf(b).Name
			if g, ok := b.(*template.Group); ok {
				name += "(" + names(g.Boxes) + ")"
			}
			if s, ok := b.(*template.Shape); ok && s.Frame.At.Y+s.Frame.Size.H != size.H {
				t.Errorf("the line %q is not at the foot of its box", s.Name)
			}
			all = append(all, name)
		}
		return strings.Join(all, "; ")
	}
	before := names(full.Boxes)
	blank := Blank(full)
	const want = "name(name, line; name, spare); affiliation(affiliation, line); event.title; logo; " +
		"inner(given(given, line; given, spare); role)"
	if got := names(blank.Boxes); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := names(blank.Mirror); got != "family(family, line; family, spare)" {
		t.Errorf("the mirrored boxes are %s", got)
	}
	if names(full.Boxes) != before {
		t.Error("Blank has changed its argument")
	}
	if Blank(nil) != nil {
		t.Error("Blank(nil) is not nil")
	}
}
