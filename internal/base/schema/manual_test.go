package schema

import (
	"maps"
	"strings"
	"testing"

	"lanyard/internal/base/source"
)

const treeExample = `name = "taiga"
open = true
[[tree]]
name = "oak"
wide = "3mm"
say.en = "Hello."
say.fa = "درود."
count = 3
open = false
pair = ["1mm", "2mm"]
  [tree.leaf.first]
  colour = "green"
  [[tree.tree]]
  name = "ash"
`

func TestManual(t *testing.T) {
	notes := maps.Clone(treeNotes)
	notes["*.tree"] = Note{About: "Trees in it."}
	want := `name = "taiga"
    Its name. [text, such as oak; required]
open = true
    Whether. [true or false; default true]

[[tree]]
    Trees in it.
wide = "3mm"
    How wide. [millimetres]
say.en = "Hello."
say.fa = "درود."
    What it says. [text, or one text per language]
count = 3
    How many. [whole number from 1 to 20]
open = false
    Whether. [true or false; default false]
pair = ["1mm", "2mm"]
    Two. [two millimetres]
    name: as above

[tree.leaf.first]
    Leaves.
colour = "green"
    Of a leaf. [one of green, red]

[[tree.tree]]
    Trees in it.
`
	if got := Manual(forest{Name: "taiga", Open: true}, "forest", notes, []byte(treeExample)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestManualIsWhole checks that Manual panics for a key without an example or a note.
func TestManualIsWhole(t *testing.T) {
	notes := maps.Clone(treeNotes)
	notes["*.tree"] = Note{About: "Trees in it."}
	short := strings.Replace(treeExample, "count = 3\n", "", 1)
	unsaid := maps.Clone(notes)
	delete(unsaid, "tree.say")
	for _, test := range []struct {
		notes         map[string]Note
		example, want string
	}{
		{notes, short, "the example does not have tree.count"},
		{unsaid, treeExample, "tree.say has no note"},
	} {
		func() {
			defer func() {
				if said, _ := recover().(string); !strings.Contains(said, test.want) {
					t.Errorf("Manual says %q, want %q", said, test.want)
				}
			}()
			Manual(forest{}, "forest", test.notes, []byte(test.example))
		}()
	}
}

// A table of texts may contain tables by language, each with its own header.
func TestManualOfTables(t *testing.T) {
	var v struct {
		Words map[string]source.Texts `toml:"words"`
	}
	notes := map[string]Note{"words": {About: "Words."}}
	want := "[words]\nhello = \"Hello\"\n[words.fa]\nhello = \"درود\"\n    Words. [text, or one text per language]\n"
	if got := Manual(v, "words", notes, []byte("[words]\nhello = \"Hello\"\n[words.fa]\nhello = \"درود\"\n")); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	want = "[words.hello]\nen = \"Hello\"\n    Words. [text, or one text per language]\n"
	if got := Manual(v, "words", notes, []byte("[words.hello]\nen = \"Hello\"\n")); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
