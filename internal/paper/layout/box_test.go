package layout

import (
	"slices"
	"strings"
	"testing"
	"time"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
)

// TestBoxes compares small pages with their dumps.
func TestBoxes(t *testing.T) {
	small := "\n[[box]]\nat = [\"10mm\", \"10mm\"]\nsize = [\"20mm\", \"20mm\"]\n"
	for _, c := range []struct {
		name, boxes string
		fields      Fields
		want        string // without the page line
	}{
		{"nothing to say", box + "type = \"text\"\ntext = \"{{name}}\"", nil, ""},
		{"condition fails", box + "type = \"shape\"\nshape = \"box\"\nfill = \"#000000\"\nwhen = \"not name\"",
			Fields{"name": {Text: "x"}}, ""},
		{"condition holds", box + "type = \"shape\"\nshape = \"box\"\nfill = \"#000000\"\nwhen = \"name is X\"",
			Fields{"name": {Text: "x"}},
			"path (5mm, 5mm) 60mm x 10mm 5 segments fill #000000"},
		{"gradient",
			small + "type = \"shape\"\nshape = \"box\"\nfill = \"#000000\"\nfill_to = \"#ffffff\"\nstroke = " +
				"\"#ff0000\"\nstroke_width = \"1pt\"\nopacity = 0.5", nil,
			"path (10mm, 10mm) 20mm x 20mm 5 segments fill #000000 to #ffffff stroke #ff0000 1.00pt opacity 0.5"},
		{"line", small + "type = \"shape\"\nshape = \"line\"\nstroke = \"#000000\"\nstroke_width = \"1pt\"", nil,
			"path (10mm, 10mm) 20mm x 20mm 2 segments stroke #000000 1.00pt"},
		{"path", small +
			"type = \"shape\"\nshape = \"path\"\nd = \"M0 0L10 5L0 10Z\"\nview = [10, 10]\nfill = \"#000000\"", nil,
			"path (10mm, 10mm) 20mm x 20mm 4 segments fill #000000 even-odd"},
		{"colour of a field", small + "type = \"shape\"\nshape = \"box\"\nfill = \"{{role.colour}}\"",
			Fields{"role.colour": {Text: "#7a1f3d"}},
			"path (10mm, 10mm) 20mm x 20mm 5 segments fill #7a1f3d"},
		{"whole picture", small + "type = \"picture\"\npicture = \"seal\"\nalt = \"Seal of {{name}}\"",
			Fields{"name": {Text: "Ana"}}, `picture (10mm, 15mm) 20mm x 10mm 200x100 png alt "Seal of Ana"`},
		{"cropped picture", small + "type = \"picture\"\npicture = \"seal\"\nfit = \"cover\"", nil,
			`picture (0mm, 10mm) 40mm x 20mm 200x100 png alt "" clip (10mm, 10mm) 20mm x 20mm`},
		{"photo", small + "type = \"picture\"\nfile = \"photos/{{id}}.jpg\"", Fields{"id": {Text: "1"}},
			`picture (10mm, 15mm) 20mm x 10mm 200x100 png alt ""`},
		{"no photo, and nothing for it",
			small + "type = \"picture\"\nfile = \"photos/{{id}}.jpg\"\nmissing = \"nothing\"",
			Fields{"id": {Text: "2"}}, ""},
		{"group", box +
			"type = \"group\"\n[[box.box]]\ntype = \"shape\"\nshape = \"box\"\nat = [\"1mm\", \"2mm\"]\nsize = " +
			"[\"3mm\", \"4mm\"]\nfill = \"#000000\"", nil,
			"group (5mm, 5mm) turn 0\n  path (1mm, 2mm) 3mm x 4mm 5 segments fill #000000"},
		{"turned", small + "turn = 90\ntype = \"shape\"\nshape = \"box\"\nfill = \"#000000\"", nil,
			"group (20mm, 20mm) turn 90\n  group (-20mm, -20mm) turn 0\n    path (10mm, 10mm) 20mm x 20mm 5 segments " +
				"fill #000000"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := dumped(t, lay(t, New(library, shelf{}), parsed(t, c.boxes), c.fields).Page)
			_, got, _ = strings.Cut(strings.ReplaceAll(got, "\n  ", "\n"), "\n")
			if got = strings.TrimSpace(got); got != c.want {
				t.Errorf("is\n%s\nexpected\n%s", got, c.want)
			}
		})
	}
}

// TestQR puts a link over an address and over nothing else.
func TestQR(t *testing.T) {
	made := parsed(t,
		"\n[[box]]\ntype = \"qr\"\nat = [\"10mm\", \"10mm\"]\nsize = [\"40mm\", \"40mm\"]\npayload = \"{{ticket}}\"\n")
	said := map[string]string{"https://example.org/#1": "QR code: example.org", "TICKET 1": "QR code",
		"http://example.org/": "QR code"}
	for payload, links := range map[string]int{"https://example.org/#1": 1, "TICKET 1": 0, "http://example.org/": 0,
		"": 0} {
		r := lay(t, New(library, nil), made, Fields{"ticket": {Text: payload}})
		paths, found := 0, 0
		var items []page.Item
		if payload != "" {
			g := r.Page.Items[0].(*page.Group)
			if items = g.Items; g.Tag.Role != page.Figure || g.Tag.Text != said[payload] {
				t.Errorf("%q is a %s that says %q", payload, g.Tag.Role, g.Tag.Text)
			}
		}
		for _, it := range items {
			switch it := it.(type) {
			case *page.Path:
				paths++
				if ink := it.Bounds(); !(geom.Rect{X: geom.MM(10), Y: geom.MM(10), W: geom.MM(40),
					H: geom.MM(40)}).Contains(ink) {
					t.Errorf("%q: the code at %v leaves its box", payload, ink)
				}
			case *page.Link:
				if found++; it.URL != payload {
					t.Errorf("the link of %q opens %q", payload, it.URL)
				}
			}
		}
		if found != links || (paths == 1) != (payload != "") {
			t.Errorf("%q: %d paths and %d links", payload, paths, found)
		}
	}
}

// TestFlow closes gaps of hidden boxes and follows valign.
func TestFlow(t *testing.T) {
	column := func(valign string) string {
		s := "\n[[box]]\ntype = \"group\"\nname = \"column\"\nat = [\"0mm\", \"0mm\"]\nsize = [\"60mm\", " +
			"\"40mm\"]\nflow = \"down\"\ngap = \"1mm\"\nvalign = \"" + valign + "\"\n"
		for _, f := range []string{"a", "b", "c"} {
			s += "[[box.box]]\ntype = \"shape\"\nshape = \"box\"\nfill = \"#000000\"\nat = [\"0mm\", \"2mm\"]\nsize " +
				"= [\"60mm\", \"5mm\"]\nwhen = \"" + f + "\"\n"
		}
		return s
	}
	for _, c := range []struct {
		valign, shown string
		want          []float64 // tops of the boxes, in mm
	}{
		{"top", "abc", []float64{0, 8, 16}},
		{"top", "ac", []float64{0, 8}},
		{"top", "", nil},
		{"middle", "b", []float64{17.5}},
		{"bottom", "bc", []float64{27, 35}},
	} {
		f := Fields{}
		for _, name := range c.shown {
			f[string(name)] = Value{Text: "yes"}
		}
		r := lay(t, New(library, nil), parsed(t, column(c.valign)), f)
		var tops []geom.Length
		eachPath(r.Page.Items, geom.Position{}, func(box geom.Rect) { tops = append(tops, box.Y) })
		if len(tops) != len(c.want) {
			t.Errorf("%s of %q: %v", c.valign, c.shown, tops)
			continue
		}
		for i, y := range tops {
			if y != geom.MM(c.want[i]) {
				t.Errorf("%s of %q: box %d at %s, expected %gmm", c.valign, c.shown, i, y, c.want[i])
			}
		}
	}
}

func eachPath(items []page.Item, at geom.Position, f func(geom.Rect)) {
	for _, it := range items {
		switch it := it.(type) {
		case *page.Path:
			f(it.Bounds().Move(at))
		case *page.Group:
			eachPath(it.Items, at.Add(it.At), f)
		}
	}
}

// TestRepeat sets one copy of the boxes per element of a list.
func TestRepeat(t *testing.T) {
	made := parsed(t,
		"\n[[box]]\ntype = \"group\"\nname = \"list\"\nat = [\"5mm\", \"5mm\"]\nsize = [\"80mm\", \"40mm\"]\nflow = "+
			"\"down\"\nrepeat = \"sessions\"\n"+
			"[[box.box]]\ntype = \"text\"\nat = [\"0mm\", \"0mm\"]\nsize = [\"80mm\", \"6mm\"]\ntext = "+
			"\"{{item.number}}. {{item}} ({{name}})\"\n")
	f := Fields{"name": {Text: "Ana"}, "sessions": {Text: "Opening; Deep web", Items: []string{"Opening", "Deep web"}}}
	got := plain(said(lay(t, New(library, nil), made, f).Page.Items))
	if want := "1. Opening (Ana)2. Deep web (Ana)"; got != want {
		t.Errorf("says %q, expected %q", got, want)
	}
	if _, left := f[Item]; left {
		t.Error("the fields of the caller were changed")
	}
}

// TestRepeatIsBounded: a list too long for any page, or lists within lists, stop early with the reason.
func TestRepeatIsBounded(t *testing.T) {
	group := func(key string) string {
		return "\n[[" + key +
			"]]\ntype = \"group\"\nat = [\"0mm\", \"0mm\"]\nsize = [\"80mm\", \"0mm\"]\nflow = \"down\"\nrepeat = " +
			"\"sessions\"\n"
	}
	line := "]]\ntype = \"text\"\nat = [\"0mm\", \"0mm\"]\nsize = [\"80mm\", \"6mm\"]\ntext = \"{{item}}\"\n"
	shape := "]]\ntype = \"shape\"\nshape = \"line\"\nstroke = \"#000\"\nat = [\"0mm\", \"0mm\"]\nsize = [\"80mm\", " +
		"\"0mm\"]\n"
	deep, key := "", "box"
	for range 7 {
		deep += group(key)
		key += ".box"
	}
	for name, test := range map[string]struct {
		boxes string
		items int
	}{
		"a long list":       {group("box") + "[[box.box" + line, 100_000},
		"lists in lists":    {deep + "[[" + key + shape, 100},
		"lists of nothing":  {deep + "[[" + key + line + "when = \"nothing\"\n", 100},
		"a list of no size": {group("box") + "[[box.box" + shape, 100_000},
	} {
		f := Fields{"sessions": {Items: slices.Repeat([]string{"Opening"}, test.items)}}
		start := time.Now()
		r := New(library, nil).Page(parsed(t, test.boxes), f)
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%s: ends after %v", name, took)
		}
		crowded := 0
		for _, fault := range r.Faults {
			if fault.Code == "layout-crowded" {
				crowded++
			}
		}
		if crowded != 1 {
			t.Errorf("%s: %d faults, %d of them for too many boxes", name, len(r.Faults), crowded)
		}
	}
}

// said returns the text of all items in order.
func said(items []page.Item) string {
	var b strings.Builder
	for _, it := range items {
		switch it := it.(type) {
		case *page.Glyphs:
			b.WriteString(it.Run.Text)
		case *page.Group:
			b.WriteString(said(it.Items))
		}
	}
	return b.String()
}

// TestIsolates: a value does not reorder the text around it. The sentence of a certificate continues in its own
// direction after a name of the other direction.
func TestIsolates(t *testing.T) {
	made := parsed(t, box+"type = \"text\"\ntext = \"{{a}} – {{b}} ({{c}})\"\n")
	for _, c := range []struct{ lang, a, b, c, want string }{
		{"en", "علی", "2017", "رضا", "علی 2017 رضا"},
		{"en", "Ana", "علی", "Bo", "Ana علی Bo"},
		{"fa", "علی", "Ana", "رضا", "رضا Ana علی"},
	} {
		r := lay(t, New(library, nil), made, Fields{"a": {Text: c.a, Lang: c.lang}, "b": {Text: c.b}, "c": {Text: c.c}})
		var order []string
		for g := range page.Runs(r.Page.Items) {
			if s := strings.Trim(plain(g.Run.Text), " –()"); s != "" {
				order = append(order, s)
			}
		}
		if got := strings.Join(order, " "); got != c.want {
			t.Errorf("in %q it says, from left to right, %q, expected %q", c.lang, got, c.want)
		}
		if r.Page.Lang != c.lang {
			t.Errorf("the language of the page is %q, expected %q", r.Page.Lang, c.lang)
		}
	}
}

// TestFits: a Fit is recorded exactly when something was done.
func TestFits(t *testing.T) {
	made := parsed(t, box+"type = \"text\"\ntext = \"{{name}}\"\nfont_size = \"20pt\"\nmin = \"6pt\"\nlines = 2\n")
	l := New(library, nil)
	if r := lay(t, l, made, Fields{"name": {Text: "Bo"}}); len(r.Fits) > 0 {
		t.Errorf("a short name: %+v", r.Fits)
	}
	long := strings.Repeat("Throckmorton ", 6)
	for range 2 { // the second time from the cache
		r := lay(t, l, made, Fields{"name": {Text: long}})
		if len(r.Fits) != 1 {
			t.Fatalf("a long name: %+v", r.Fits)
		}
		f := r.Fits[0]
		if f.Box != "line" || f.Text != long || f.Wanted != geom.Pt(20) || f.Floor != geom.Pt(6) ||
			f.Size >= f.Wanted || f.Size < f.Floor || f.Lines < 1 || f.Lines > 2 || len(f.Fields) != 1 {
			t.Errorf("a long name: %+v", f)
		}
	}
}

// TestMemory: the cache gives the same page as a new layouter.
func TestMemory(t *testing.T) {
	made := builtIn(t, "badges/bilingual")
	used := New(library, nil)
	for name, who := range people {
		lay(t, used, made, who())
		if a, b := dumped(t, lay(t, used, made, who()).Page), dumped(t,
			lay(t, New(library, nil), made, who()).Page); a != b {
			t.Errorf("%s: the page from memory differs", name)
		}
	}
	if len(used.memory) == 0 {
		t.Error("nothing was remembered")
	}
}
