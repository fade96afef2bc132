package source

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// millimetres reads "85.6mm", as the lengths of a template do.
type millimetres float64

func (m *millimetres) UnmarshalText(text []byte) error {
	if _, err := fmt.Sscanf(string(text), "%fmm", (*float64)(m)); err != nil {
		return fmt.Errorf("%q is not a length", text)
	}
	return nil
}

// role rejects everything but "host" with a Problem of its own.
type role string

func (r *role) UnmarshalText(text []byte) error {
	if *r = role(text); *r != "host" {
		return Problem{Code: "role-unknown", Message: "nobody is " + Quote(string(text)), Hint: "write host"}
	}
	return nil
}

type frame struct {
	Width  millimetres `toml:"width"`
	Height millimetres `toml:"height"`
}

type box struct {
	frame    `toml:"-"`
	Kind     string   `toml:"kind"`
	Size     frame    `toml:"size"`
	Text     Texts    `toml:"text"`
	Role     role     `toml:"role"`
	Children []box    `toml:"children"`
	Colours  []string `toml:"colours"`
}

type sheet struct {
	Name    string         `toml:"name"`
	Columns int            `toml:"columns"`
	Copies  *uint8         `toml:"copies"`
	Scale   float64        `toml:"scale"`
	Marks   bool           `toml:"marks"`
	Day     string         `toml:"day"`
	Title   Texts          `toml:"title"`
	Boxes   []box          `toml:"boxes"`
	Roles   map[string]box `toml:"roles"`
	Any     any            `toml:"any"`
	//lint:ignore U1000 a field without a tag is no key
	hidden string
}

const good = `name = "A4"
columns = 2
copies = 3
scale = 1
marks = true
title.en = "Meeting"
title.fa = "نشست"
any = { a = [1, "b"] }

[[boxes]]
kind = "group"
size = { width = "85.6mm", height = "54mm" }

  [[boxes.children]]
  kind = "text"
  text = "bare"

  [[boxes.children]]
  kind = "text"

    [[boxes.children.children]]
    text.en = "deep"

[[boxes]]
children = [
  { kind = "qr" },
  { kind = "text", text = { en = "inline" }, colours = ["red",
    "blue"] },
]

[roles."the host"]
role = "host"
`

// decodeTOML is ParseTOML followed by Decode.
func decodeTOML(file string, data []byte, v any) Problems {
	d, problems := ParseTOML(file, data)
	if len(problems) > 0 {
		return problems
	}
	return d.Decode(v)
}

func TestDecode(t *testing.T) {
	var s sheet
	if ps := decodeTOML("a.toml", []byte("\ufeff"+good), &s); len(ps) > 0 {
		t.Fatal(ps)
	}
	three := uint8(3)
	want := sheet{
		Name: "A4", Columns: 2, Copies: &three, Scale: 1, Marks: true,
		Title: Texts{"en": "Meeting", "fa": "نشست"},
		Any:   map[string]any{"a": []any{int64(1), "b"}},
		Boxes: []box{
			{Kind: "group", Size: frame{85.6, 54}, Children: []box{
				{Kind: "text", Text: Texts{"": "bare"}},
				{Kind: "text", Children: []box{{Text: Texts{"en": "deep"}}}},
			}},
			{Children: []box{{Kind: "qr"}, {Kind: "text", Text: Texts{"en": "inline"},
				Colours: []string{"red", "blue"}}}},
		},
		Roles: map[string]box{"the host": {Role: "host"}},
	}
	if !reflect.DeepEqual(s, want) {
		t.Errorf("got  %#v\nwant %#v", s, want)
	}
}

func TestDecodeKeepsDefaults(t *testing.T) {
	s := sheet{Columns: 2, Name: "A4"}
	if ps := decodeTOML("a.toml", []byte(`name = "Letter"`), &s); len(ps) > 0 {
		t.Fatal(ps)
	}
	if s.Columns != 2 || s.Name != "Letter" {
		t.Errorf("got %#v", s)
	}
}

func TestPosition(t *testing.T) {
	d, ps := ParseTOML("a.toml", []byte(good))
	if len(ps) > 0 {
		t.Fatal(ps)
	}
	for key, want := range map[string]spot{
		"name":                                  {1, 8},
		"title":                                 {6, 1},
		"title.fa":                              {7, 12},
		"any":                                   {8, 7},
		"any.a":                                 {8, 13},
		"any.a.1":                               {8, 17},
		"boxes":                                 {10, 3},
		"boxes.0":                               {10, 3},
		"boxes.0.size.height":                   {12, 37},
		"boxes.0.children.0.text":               {16, 10},
		"boxes.0.children.1":                    {18, 11},
		"boxes.0.children.1.children.0.text":    {22, 5},
		"boxes.0.children.1.children.0.text.en": {22, 15},
		"boxes.1":                               {24, 3},
		"boxes.1.children.0":                    {26, 3},
		"boxes.1.children.0.kind":               {26, 12},
		"boxes.1.children.1.text.en":            {27, 34},
		"boxes.1.children.1.colours.1":          {28, 5},
		`roles."the host"`:                      {31, 8},
		`roles."the host".role`:                 {32, 8},
		`roles."the host".colour`:               {31, 8}, // missing: the position of its table
		"boxes.7.kind":                          {10, 3},
		"nothing.at.all":                        {0, 0},
		"":                                      {0, 0},
	} {
		line, column := d.Position(key)
		if got := (spot{line, column}); got != want {
			t.Errorf("Position(%q) = %v, want %v", key, got, want)
		}
	}
	if !d.Has("boxes.0.kind") || d.Has("boxes.0.kin") {
		t.Error("Has is wrong about boxes.0.kind or boxes.0.kin")
	}
	if got := strings.Join(d.Keys(""), " "); got != "name columns copies scale marks title any boxes roles" {
		t.Errorf("keys in the order of the file: %s", got)
	}
	if got := Key("roles", "the host", "a.b", "", "1"); got != `roles."the host"."a.b"."".1` {
		t.Errorf("Key: %s", got)
	}
	if p := d.Problem("x", "columns", "too few", ""); p.Error() != "a.toml:2:11: too few" {
		t.Errorf("got %v", p)
	}
}

func TestDecodeProblems(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"unknown key", `colums = 2`, "1:1 toml-unknown-key there is no key \"colums\" | did you mean columns?"},
		{"wrong case", `Columns = 2`, "1:1 toml-unknown-key there is no key \"Columns\" | did you mean columns?"},
		{"unknown key far from all", "[boxen.a]\nx=1",
			"1:2 toml-unknown-key there is no key \"boxen\" | did you mean boxes?"},
		{"unknown key in a deep table", "[[boxes]]\n[[boxes.children]]\nkimd = 1",
			"3:1 toml-unknown-key there is no key \"kimd\" in children | did you mean kind?"},
		{"unknown key without a neighbour", `[boxes.x]`,
			"1:2 toml-wrong-type boxes must be a list of tables, not a table | write [[boxes]] above the keys of each"},
		{"unknown inline", `boxes = [{size = {wide = 1}}]`,
			"1:19 toml-unknown-key there is no key \"wide\" in size | the keys here are width, height"},
		{"hidden field", `hidden = "x"`,
			"1:1 toml-unknown-key there is no key \"hidden\" | the keys here are name, columns, copies, scale, " +
				"marks, day, title, boxes, roles, any"},
		{"text for a number", `columns = "two"`,
			"1:11 toml-wrong-type columns must be a whole number, not text | write columns = 3"},
		{"quoted number", `columns = "2"`,
			"1:11 toml-wrong-type columns must be a whole number, not text | remove the quotes: columns = 2"},
		{"fraction", `columns = 2.5`,
			"1:11 toml-wrong-type columns must be a whole number, not a decimal number | write columns = 3"},
		{"number for text", `name = 2017`,
			"1:8 toml-wrong-type name must be text, not a whole number | put it in quotes: name = \"2017\""},
		{"date for text", `day = 2017-07-26`,
			"1:7 toml-wrong-type day must be text, not a date | put it in quotes: day = \"2017-07-26\""},
		{"text for true", `marks = "yes"`,
			"1:9 toml-wrong-type marks must be true or false, not text | write marks = true"},
		{"text for a list", `boxes = [{colours = "red"}]`,
			"1:21 toml-wrong-type colours must be a list, not text | put it in brackets: colours = [\"red\"]"},
		{"number in a list", `boxes = [{colours = ["red", 3]}]`,
			"1:29 toml-wrong-type each element of colours must be text, not a whole number | put it in quotes: \"3\""},
		{"list of texts for texts", `title = ["a"]`,
			"1:9 toml-wrong-type title must be text, or text by language, not a list | write title = \"text\", or " +
				"title.en = \"text\" for each language"},
		{"number as a text", `title.en = 3`,
			"1:12 toml-wrong-type en must be text, not a whole number | put it in quotes: en = \"3\""},
		{"text for a table", `roles = "host"`,
			"1:9 toml-wrong-type roles must be a table, not text | write [roles] on a line of its own and its keys " +
				"below"},
		{"out of range", `copies = 256`, "1:10 toml-wrong-type copies is out of range: 256 | "},
		{"negative", `copies = -1`, "1:10 toml-wrong-type copies is out of range: -1 | "},
		{"infinite", `scale = inf`, "1:9 toml-wrong-type scale must be a number, not inf or nan | write scale = 1.5"},
		{"bad length", "[[boxes]]\nsize.width = \"85.6\"", "2:14 toml-bad-value width: \"85.6\" is not a length | "},
		{"bare number for a length", "[[boxes]]\nsize.width = 85.6",
			"2:14 toml-bad-value width: \"85.6\" is not a length | "},
		{"table for a length", "[[boxes]]\nsize.width = {mm = 3}",
			"2:14 toml-wrong-type width must be a single value, not a table | write one value, without brackets"},
		{"problem of its own", "[[boxes]]\nrole = \"boss\"", "2:8 role-unknown role: nobody is \"boss\" | write host"},
		{"all of them, in order", "columns = \"x\"\ntitel = 1\n[[boxes]]\nkind = 4",
			"1:11 toml-wrong-type columns must be a whole number, not text | write columns = 3\n" +
				"2:1 toml-unknown-key there is no key \"titel\" | did you mean title?\n" +
				"4:8 toml-wrong-type kind must be text, not a whole number | put it in quotes: kind = \"4\""},
		{"characters, not bytes, in columns", `title = { fa = "نشست", en = 1 }`,
			"1:29 toml-wrong-type en must be text, not a whole number | put it in quotes: en = \"1\""},
		{"escape in a key", "\"a\\u001b[2J\" = 1",
			"1:1 toml-unknown-key there is no key \"a\\u{1b}[2J\" | the keys here are name, columns, copies, scale, " +
				"marks, day, title, boxes, roles, any"},
	} {
		var s sheet
		if got := listed(decodeTOML("a.toml", []byte(test.text), &s)); got != test.want {
			t.Errorf("%s:\ngot  %s\nwant %s", test.name, got, test.want)
		}
	}
}

func TestSyntaxProblems(t *testing.T) {
	const quotes = ` | write key = "text", with straight quotes`
	for _, test := range []struct{ name, text, want string }{
		{"no quotes", "name = Tehran", "1:8 toml-syntax text must be in quotes" + quotes},
		{"curly quotes", "name = “Tehran”", "1:8 toml-syntax text must be in quotes" + quotes},
		{"a word that begins like true", "name = tehran", "1:8 toml-syntax text must be in quotes"},
		{"no equals sign", "a = 1\nname \"Tehran\"", "2:6 toml-syntax there is no = after the key"},
		{"equals sign missing at the end", "name", "1:"},
		{"no value", "name = \ncolumns = 2", "1:8 toml-syntax "},
		{"open quote", "name = \"Tehran\ncolumns = 2", "1:15 toml-syntax the text has no closing quote on its line"},
		{"open quote at the end", "name = \"Tehran", "1:"},
		{"backslash", `name = "C:\pictures"`, `1:11 toml-syntax \ has a meaning of its own`},
		{"open header", "[boxes\nname = 1", "1:7 toml-syntax the header is not closed"},
		{"open list", "colours = [\"a\" \"b\"]", "1:16 toml-syntax there is no comma or ]"},
		{"list to the end", "colours = [\"a\",", "1:"},
		{"semicolon comment", "; note", "1:1 toml-syntax a key cannot begin like this"},
		{"two keys on a line", "a = 1 b = 2", "1:7 toml-syntax there is something else on the line"},
		{"leading zero", "a = 007", "1:5 toml-syntax a number cannot begin with 0"},
		{"impossible day", "day = 2017-02-30", "1:15 toml-syntax there is no such day"},
		{"control character", "name = \"a\x07\"", "1:10 toml-syntax there is an invisible control character here"},
		{"twice", "name = \"a\"\n\nname = \"b\"", "3:1 toml-duplicate-key key name is already defined | keep one"},
		{"table twice", "[any]\n[any]", "2:2 toml-duplicate-key table any already exists | keep one"},
		{"twice inline", "any = {a = 1, a = 2}", "1:1"},
		{"value, then table", "name = 1\n[name.b]", "2:2 toml-duplicate-key "},
		{"UTF-16", "\xff\xfen\x00", "1:1 toml-encoding the file is in UTF-16"},
		{"Latin-1", "a = 1\nname = \"Caf\xe9\"", "2:12 toml-encoding the file is not in UTF-8"},
		{"large", strings.Repeat("#", MaxTOML+1),
			"0:0 toml-limit the file has 1,048,577 bytes, more than the 1,048,576 that are read"},
		{"long key", strings.Repeat("k", 257) + " = 1",
			"1:1 toml-limit a key has 257 bytes, more than the 256 that are read"},
		{"many keys", manyKeys(4097), "4097:1 toml-limit a table has more than 4096 keys"},
		{"deep list", "a = " + strings.Repeat("[", 5000) + strings.Repeat("]", 5000), "1:5 toml-limit"},
		{"deep key", "b = 1\n" + strings.Repeat("a.", 5000) + "a = 1", "2:127 toml-limit"},
		{"deep header", "[" + strings.Repeat("a.", 5000) + "a]", "1:128 toml-limit"},
	} {
		var s sheet
		ps := decodeTOML("a.toml", []byte(test.text), &s)
		if len(ps) != 1 || !strings.HasPrefix(listed(ps), test.want) {
			t.Errorf("%s:\ngot  %s\nwant %s", test.name, listed(ps), test.want)
			continue
		}
		if ps[0].Hint == "" && ps[0].Code != "toml-limit" {
			t.Errorf("%s: no hint with %q", test.name, ps[0].Message)
		}
	}
}

func manyKeys(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "k%d = 1\n", i)
	}
	return b.String()
}

// TestLongLines reads half a million elements on one line. It takes minutes if the cost of finding a position grows
// with more than the distance from the previous one.
func TestLongLines(t *testing.T) {
	if testing.Short() {
		t.Skip("slow: 200,000 problems")
	}
	var s sheet
	ps := decodeTOML("a.toml", []byte("boxes = ["+strings.Repeat("1,", 200_000)+"]"), &s)
	if len(ps) != 200_000 || ps[199_999].Column != 10+2*199_999 {
		t.Errorf("%d problems, the last %v", len(ps), ps[len(ps)-1])
	}
}

func listed(ps Problems) string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = fmt.Sprintf("%d:%d %s %s | %s", p.Line, p.Column, p.Code, p.Message, p.Hint)
	}
	return strings.Join(lines, "\n")
}

// FuzzDecodeTOML looks for documents that crash the decoder, problems outside the file, and keys whose position is not
// found.
func FuzzDecodeTOML(f *testing.F) {
	f.Add(good)
	f.Add("[[a]]\n[a.b]\nc=1\n[[a.b.d]]\n[[a]]\nb.c = [[1],[{x=2}]]")
	f.Add("a = [\n# note\n1,\n[2, 3], # note\n]\n'a.b' = {}")
	f.Fuzz(func(t *testing.T, text string) {
		d, ps := ParseTOML("a.toml", []byte(text))
		if (d == nil) == (len(ps) == 0) {
			t.Fatalf("document %v with problems %v", d, ps)
		}
		if d != nil {
			walk(t, d, nil, d.value)
			var s sheet
			ps = d.Decode(&s)
		}
		for _, p := range ps {
			if lines := strings.Count(text, "\n") + 1; p.Line < 0 || p.Line > lines || p.Code == "" || p.Message == "" {
				t.Fatalf("%#v in %d lines", p, lines)
			}
		}
	})
}

// walk checks that every key below parts has a position.
func walk(t *testing.T, d *Document, parts []string, value any) {
	if key := Key(parts...); len(parts) > 0 {
		if line, column := d.Position(key); !d.Has(key) || line < 1 || column < 1 {
			t.Fatalf("%s is at %d:%d", key, line, column)
		}
	}
	switch x := value.(type) {
	case map[string]any:
		for name, v := range x {
			walk(t, d, append(parts[:len(parts):len(parts)], name), v)
		}
	case []any:
		for i, v := range x {
			walk(t, d, append(parts[:len(parts):len(parts)], fmt.Sprint(i)), v)
		}
	}
}

func BenchmarkDecodeTOML(b *testing.B) {
	b.SetBytes(int64(len(good)))
	for b.Loop() {
		var s sheet
		if ps := decodeTOML("a.toml", []byte(good), &s); len(ps) > 0 {
			b.Fatal(ps)
		}
	}
}

func TestEntries(t *testing.T) {
	d, problems := ParseTOML("boxes.toml", []byte("[[box]]\na = 1\n[[box]]\n[text]\nb = 2\n\"my key\" = [3, 4]\n"))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for _, test := range []struct {
		key  string
		want []string
	}{
		{"box", []string{"box.0", "box.1"}},
		{"box.0", []string{"box.0.a"}},
		{"box.1", nil},
		{"text", []string{"text.b", `text."my key"`}},
		{`text."my key"`, []string{`text."my key".0`, `text."my key".1`}},
		{"text.b", nil},
		{"text.none", nil}, // although the table around it is not empty
	} {
		got := d.Entries(test.key)
		if !slices.Equal(got, test.want) {
			t.Errorf("Entries(%q) = %q, want %q", test.key, got, test.want)
		}
		for _, key := range got {
			if !d.Has(key) {
				t.Errorf("the document does not have %q, which is an entry of %q", key, test.key)
			}
		}
	}
}
