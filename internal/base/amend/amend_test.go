package amend

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/source"
)

// amended is a file with everything that an edit must leave as it is.
const amended = `# An event.
id   =  "x" # short
title.en = 'One "quoted" title'
title.fa = """دو
خط"""
list = [ "a", # first
  "b" ]

[issuer]   # who
  name = "Us"
inline = { en = "a", fa = "b" }

# The first box.
[[box]]
type = "text" # a text
at = ["1mm","2mm"]
  [[box.box]]
  type = "qr"

# The second box.
[[box]]
type = "shape"
`

func TestAmend(t *testing.T) {
	for _, tc := range []struct {
		edit Edit
		old  string // what is replaced
		new  string // its replacement
	}{
		{Edit{Key: "id", Value: "y"}, `"x" #`, `"y" #`},
		{Edit{Key: "title.en", Value: `a "b" \ c`}, `'One "quoted" title'`, `"a \"b\" \\ c"`},
		{Edit{Key: "title.fa", Value: "یک\u200cدو"}, "\"\"\"دو\nخط\"\"\"", "\"یک\u200cدو\""},
		{Edit{Key: "list", Value: []string{"c"}}, "[ \"a\", # first\n  \"b\" ]", `["c"]`},
		{Edit{Key: "title.de", Value: "Titel"}, "list =", "title.de = \"Titel\"\nlist ="},
		{Edit{Key: "issuer.verify", Value: "h.example"}, "\n\n# The first", "\nverify = \"h.example\"\n\n# The first"},
		{Edit{Key: "issuer.inline.fa", Value: "c"}, `fa = "b"`, `fa = "c"`},
		{Edit{Key: "box.0.at", Value: []string{"3mm", "4.5mm"}}, `["1mm","2mm"]`, `["3mm", "4.5mm"]`},
		{Edit{Key: "box.0.turn", Value: 4}, "  [[box.box]]", "turn = 4\n  [[box.box]]"},
		{Edit{Key: "box.1.bold", Value: true}, "\"shape\"\n", "\"shape\"\nbold = true\n"},
		{Edit{Key: "box.0.box.0.type", Value: "text"}, `"qr"`, `"text"`},
		{Edit{Key: "box.0.box.0.x", Value: 1.0}, "\"qr\"\n", "\"qr\"\n  x = 1.0\n"},
		{Edit{Key: "look.primary", Value: "#fff"}, "\"shape\"\n", "\"shape\"\n\n[look]\nprimary = \"#fff\"\n"},
		{Edit{Key: "list"}, "list = [ \"a\", # first\n  \"b\" ]\n", ""},
		{Edit{Key: "box.0"}, amended[strings.Index(amended, "# The first"):strings.Index(amended, "# The second")], ""},
		{Edit{Key: "box.1"}, amended[strings.Index(amended, "# The second"):], ""},
		{Edit{Key: "box.0.box.0"}, "  [[box.box]]\n  type = \"qr\"\n\n", ""},
		{Edit{Key: "box", Table: "type = \"qr\""}, "\"shape\"\n", "\"shape\"\n\n[[box]]\ntype = \"qr\"\n"},
		{Edit{Key: "box.1", Table: "type = \"qr\""}, "# The second", "[[box]]\ntype = \"qr\"\n\n# The second"},
		{Edit{Key: "people", Table: "name = \"A\""}, "\"shape\"\n", "\"shape\"\n\n[[people]]\nname = \"A\"\n"},
	} {
		want := strings.Replace(amended, tc.old, tc.new, 1)
		for _, eol := range []string{"\n", "\r\n"} {
			in, want := strings.ReplaceAll(amended, "\n", eol), strings.ReplaceAll(want, "\n", eol)
			got, err := TOML("f.toml", []byte(in), tc.edit)
			if err != nil || string(got) != want {
				t.Errorf("%+v: %v\n%s\nwant\n%s", tc.edit, err, got, want)
			}
		}
	}
	for _, e := range []Edit{
		{Key: "issuer.inline.fa"}, {Key: "issuer.inline.de", Value: "x"}, {Key: "box.7.at", Value: "x"}, {Key: "id.en", Value: "x"},
		{Key: "nothing"}, {Key: "box", Value: 1}, {Key: "", Value: 1}, {Key: "box.0", Value: "x"}, {Key: "list.0", Value: "x"},
	} {
		got, err := TOML("f.toml", []byte(amended), e)
		var f *fault.Error
		if got != nil || err == nil || errors.As(err, &f) && f.Hint == "" {
			t.Errorf("%+v: %v\n%s", e, err, got)
		}
	}
	got, err := TOML("f.toml", nil, Edit{Key: "title", Value: "T"}, Edit{Key: "look.ink", Value: "#000"})
	if want := "title = \"T\"\n\n[look]\nink = \"#000\"\n"; err != nil || string(got) != want {
		t.Errorf("an empty file: %v\n%s", err, got)
	}
}

// A thousand random edits of every built-in design and of the examples. Each sets its key and keeps every byte before and
// after its value.
func TestAmendAtRandom(t *testing.T) {
	files, err := filepath.Glob("../../../templates/*/*/template.toml")
	more, _ := filepath.Glob("../../../examples/*/event.toml")
	if files = append(files, more...); err != nil || len(files) < 12 {
		t.Fatal(err, files)
	}
	edits := 1000
	if testing.Short() {
		edits = 200
	}
	r := rand.New(rand.NewPCG(1, 2))
	for _, file := range files {
		first, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for n, data := 0, first; n < edits/len(files); n++ {
			phrases := outlineOf(data).phrases
			keys := keysBelow(data)
			key := keys[r.IntN(len(keys))]
			value := fmt.Sprint("value ", n)
			changed, err := TOML(file, data, Edit{Key: key, Value: value})
			if err != nil {
				t.Fatalf("%s: %s: %v", file, key, err)
			}
			d, _ := source.ParseTOML(file, changed)
			if got := d.At(key); got != value {
				t.Fatalf("%s: %s is %v", file, key, got)
			}
			at := slices.IndexFunc(phrases, func(p phraseOf) bool { return !p.header && source.Key(p.path...) == key })
			before, after := data[:phrases[at].value[0]], data[phrases[at].value[1]:]
			if !bytes.HasPrefix(changed, before) || !bytes.HasSuffix(changed, after) {
				t.Fatalf("%s: %s changed bytes outside of its value:\n%s\nwas\n%s", file, key, changed, data)
			}
			data = changed
		}
	}
}

// keysBelow returns all keys with a value.
func keysBelow(data []byte) (keys []string) {
	for _, p := range outlineOf(data).phrases {
		if !p.header && !strings.HasPrefix(string(data[p.value[0]:p.value[1]]), "{") {
			keys = append(keys, source.Key(p.path...))
		}
	}
	return keys
}

func FuzzAmend(f *testing.F) {
	f.Add(amended, "title.en", "x")
	f.Add("a = 1", "b.c", "x")
	f.Add("[a]\nb = {c = 1}", "a.b.c", "")
	f.Fuzz(func(t *testing.T, in, key, value string) {
		before, problems := source.ParseTOML("f", []byte(in))
		if len(problems) > 0 {
			return
		}
		out, err := TOML("f", []byte(in), Edit{Key: key, Value: value})
		if err != nil {
			return
		}
		after, problems := source.ParseTOML("f", out)
		if len(problems) > 0 || after.At(key) != any(string([]rune(value))) {
			t.Fatalf("%q: %v is %v: %q", key, problems, after.At(key), out)
		}
		if !reflect.DeepEqual(without(whole(before), source.KeyParts(key)), without(whole(after), source.KeyParts(key))) {
			t.Fatalf("%q: other lines changed too: %q", key, out)
		}
	})
}

// An element of a list is moved with its comment and its tables; moving it back restores the bytes.
func TestReorder(t *testing.T) {
	const file = "a = 1\n\n# One.\n[[box]]\nn = 1\n  [[box.box]]\n  m = 1\n\n# Two.\n[[box]]\nn = 2\n\n[[box]]\nn = 3 # three\n"
	for _, tc := range []struct {
		key  string
		to   int
		want string
	}{
		{"box.0", 1, "a = 1\n\n# Two.\n[[box]]\nn = 2\n\n# One.\n[[box]]\nn = 1\n  [[box.box]]\n  m = 1\n\n[[box]]\nn = 3 # three\n"},
		{"box.0", 9, "a = 1\n\n# Two.\n[[box]]\nn = 2\n\n[[box]]\nn = 3 # three\n\n# One.\n[[box]]\nn = 1\n  [[box.box]]\n  m = 1\n\n"},
		{"box.2", 0, "a = 1\n\n[[box]]\nn = 3 # three\n\n# One.\n[[box]]\nn = 1\n  [[box.box]]\n  m = 1\n\n# Two.\n[[box]]\nn = 2\n\n"},
		{"box.1", 1, file},
		{"box.0.box.0", 3, file},
	} {
		got, err := Reorder("f.toml", []byte(file), tc.key, tc.to)
		if err != nil || string(got) != tc.want {
			t.Errorf("%s to %d: %v\n%s\nwant\n%s", tc.key, tc.to, err, got, tc.want)
		}
	}
	for _, key := range []string{"box", "box.7", "a", "", "a.0"} {
		if got, err := Reorder("f.toml", []byte(file), key, 0); err == nil {
			t.Errorf("%q was moved:\n%s", key, got)
		}
	}
	text, err := Element("f.toml", []byte(file), "box.0")
	if want := "n = 1\n  [[box.box]]\n  m = 1\n"; err != nil || text != want {
		t.Errorf("%v, %q", err, text)
	}
	twice, err := TOML("f.toml", []byte(file), Edit{Key: "box", Table: text})
	if d, _ := source.ParseTOML("f.toml", twice); err != nil || d.At("box.3.box.0.m") != int64(1) {
		t.Errorf("%v\n%s", err, twice)
	}
}
