package edit

import (
	"slices"
	"strings"
	"testing"

	"lanyard/internal/base/geom"
)

const design = `# a comment that stays
size = ["100mm", "60mm"]

[[box]]
name = "a"
at = ["10mm", "50%"]   # so
size = ["20mm", "10mm"]

[[box]]
name = "b"
at = ["100% - 30mm", "5mm"]
size = ["10%", "5mm"]

[[box]]
type = "group"
name = "g"
at = ["50mm", "20mm"]
size = ["40mm", "30mm"]

[[box.box]]
name = "inner"
at = ["1mm", "2mm"]
size = ["10mm", "5mm"]
`

func mm(x, y, w, h float64) geom.Rect {
	return geom.Rect{X: geom.MM(x), Y: geom.MM(y), W: geom.MM(w), H: geom.MM(h)}
}

// shown is the page of design.
var shown = Page{Size: geom.Size{W: geom.MM(100), H: geom.MM(60)}, Frames: []Frame{{Key: "box.0", Box: mm(10, 30, 20, 10)},
	{Key: "box.1", Box: mm(70, 5, 10, 5)}, {Key: "box.2", Box: mm(50, 20, 40, 30)}, {Key: "box.2.box.0", Box: mm(51, 22, 10, 5)}}}

// An edit changes the lines that it means, in their own terms, and keeps every other byte.
func TestApply(t *testing.T) {
	mirrored := shown
	mirrored.Mirrored = true
	for name, c := range map[string]struct {
		page    Page
		actions []Action
		from    string // what is replaced in design
		to      string
		keys    string
	}{
		"per cent":       {shown, []Action{{Do: "place", Key: "box.0", X: 12, Y: 33, W: 20, H: 10}}, `["10mm", "50%"] `, `["12mm", "50% + 3mm"] `, ""},
		"from the end":   {shown, []Action{{Do: "place", Key: "box.1", X: 68, Y: 5, W: 10, H: 5}}, `"100% - 30mm"`, `"100% - 32mm"`, ""},
		"where it is":    {shown, []Action{{Do: "place", Key: "box.0", X: 10, Y: 30, W: 20, H: 10}}, "", "", ""},
		"in a group":     {shown, []Action{{Do: "place", Key: "box.2.box.0", X: 52, Y: 22, W: 11, H: 5}}, "[\"1mm\", \"2mm\"]\nsize = [\"10mm\"", "[\"2mm\", \"2mm\"]\nsize = [\"11mm\"", ""},
		"mirrored":       {mirrored, []Action{{Do: "place", Key: "box.0", X: 69, Y: 30, W: 20, H: 10}}, `["10mm", "50%"] `, `["11mm", "50%"] `, ""},
		"a whole number": {shown, []Action{{Do: "set", Key: "box.1.name", Value: 3.0}}, `"b"`, `3`, ""},
		"two after another": {shown, []Action{{Do: "set", Key: "box.1.name", Value: "c"}, {Do: "remove", Key: "box.1.name"}, {Do: "remove", Key: "box.1.name"}},
			"name = \"b\"\n", "", ""},
		"a copy": {shown, []Action{{Do: "copy", Key: "box.0"}}, "# so\nsize = [\"20mm\", \"10mm\"]\n",
			"# so\nsize = [\"20mm\", \"10mm\"]\n\n[[box]]\nname = \"a\"\nat = [\"13mm\", \"50% + 3mm\"]   # so\nsize = [\"20mm\", \"10mm\"]\n", "box.1"},
	} {
		out, keys, err := c.page.Apply("design.toml", []byte(design), c.actions)
		want := design
		if c.from != "" {
			want = strings.Replace(design, c.from, c.to, 1)
		}
		if err != nil || string(out) != want || strings.Join(keys, " ") != c.keys {
			t.Errorf("%s: %v %q\n%s", name, err, keys, out)
		}
	}
}

// A group of two boxes that is taken apart leaves their places as they were, seen from the page.
func TestGroupAndBack(t *testing.T) {
	out, keys, err := shown.Apply("design.toml", []byte(design), []Action{{Do: "group", Keys: []string{"box.0", "box.1"}}})
	if err != nil || !slices.Equal(keys, []string{"box.0"}) || strings.Count(string(out), "[[box.box]]") != 3 {
		t.Fatalf("%v %q\n%s", err, keys, out)
	}
	grouped := Page{Size: shown.Size, Frames: []Frame{{Key: "box.0", Box: mm(10, 5, 70, 35)}, {Key: "box.0.box.0", Box: mm(10, 30, 20, 10)},
		{Key: "box.0.box.1", Box: mm(70, 5, 10, 5)}}}
	out, keys, err = grouped.Apply("design.toml", out, []Action{{Do: "ungroup", Key: "box.0"}})
	if err != nil || !slices.Equal(keys, []string{"box.0", "box.1"}) || strings.Count(string(out), "[[box.box]]") != 1 {
		t.Fatalf("%v %q\n%s", err, keys, out)
	}
	again, _, err := shown.Apply("design.toml", out, []Action{{Do: "place", Key: "box.0", X: 10, Y: 30, W: 20, H: 10},
		{Do: "place", Key: "box.1", X: 70, Y: 5, W: 10, H: 5}})
	if err != nil || string(again) != string(out) {
		t.Errorf("%v: the boxes are not where they were\n%s", err, out)
	}
}

// What makes no sense on the page or in the text is an error.
func TestRefuses(t *testing.T) {
	for name, actions := range map[string][]Action{
		"far away":            {{Do: "place", Key: "box.0", X: 1e6}},
		"not on the page":     {{Do: "place", Key: "box.9"}},
		"nothing to add":      {{Do: "add", Key: "box"}},
		"a group of one":      {{Do: "group", Keys: []string{"box.0"}}},
		"of two lists":        {{Do: "group", Keys: []string{"box.0", "box.2.box.0"}}},
		"not alone":           {{Do: "set", Key: "name", Value: "x"}, {Do: "group", Keys: []string{"box.0", "box.1"}}},
		"no group":            {{Do: "ungroup", Key: "box.0"}},
		"no box":              {{Do: "copy", Key: "size"}},
		"no action of a hand": {{Do: "paint", Key: "box.0"}},
	} {
		if _, _, err := shown.Apply("design.toml", []byte(design), actions); err == nil {
			t.Errorf("%s is done", name)
		}
	}
}

func TestParent(t *testing.T) {
	for key, want := range map[string]string{"box.3": "", "box.3.box.1": "box.3", "box.3.box.1.box.2": "box.3.box.1"} {
		if got := Parent(key); got != want {
			t.Errorf("%s is in %q, not %q", key, got, want)
		}
	}
}
