package blueprint

import (
	"lanyard/internal/paper/template"
	"strings"
	"testing"
)

// boxed returns a template with the given boxes below a valid head.
func boxed(boxes string) []byte {
	r := strings.NewReplacer("TEXT", "type = \"text\"\nat = [\"0mm\", \"0mm\"]\nsize = [\"20mm\", \"6mm\"]",
		"GROUP", "type = \"group\"\nat = [\"0mm\", \"0mm\"]\nsize = [\"40mm\", \"30mm\"]")
	return []byte("name = \"x\"\nkind = \"badge\"\nsize = [\"90mm\", \"65mm\"]\n" + r.Replace(boxes))
}

// TestTags checks that a screen reader can make sense of every list and table that is accepted.
func TestTags(t *testing.T) {
	const head = "[[box]]\nGROUP\nflow = \"down\"\ntag = \"table\"\n"
	const titles = "[[box.box]]\nGROUP\n[[box.box.box]]\nTEXT\ntext = \"Session\"\ntag = \"header\"\n" +
		"[[box.box.box]]\nTEXT\ntext = \"Hours\"\ntag = \"header\"\n"
	const rows = "[[box.box]]\nGROUP\nflow = \"down\"\nrepeat = \"sessions\"\n[[box.box.box]]\nGROUP\n" +
		"[[box.box.box.box]]\nTEXT\ntext = \"{{item}}\"\n"
	const cell = "[[box.box.box.box]]\nTEXT\ntext = \"\"\n"
	for _, c := range []struct{ name, boxes, want string }{
		{"a table", head + titles + rows + cell, ""},
		{"rows alone", head + rows + cell, "a table without a header"},
		{"a cell too few", head + titles + rows, "has 1 cells, but the first row of the table has 2"},
		{"a hidden header", head + strings.Replace(titles, "GROUP\n", "GROUP\nwhen = \"id\"\n", 1) + rows + cell, "not always shown"},
		{"a text as a row", head + titles + "[[box.box]]\nTEXT\ntext = \"x\"\n", "not a row"},
		{"a flow as a row", head + titles + "[[box.box]]\nGROUP\nflow = \"down\"\n", "not a row"},
		{"a header elsewhere", "[[box]]\nTEXT\ntext = \"x\"\ntag = \"header\"\n", "not in a row"},
		{"a list", "[[box]]\nGROUP\ntag = \"list\"\n[[box.box]]\nTEXT\ntext = \"1\"\ntag = \"label\"\n", ""},
		{"a label elsewhere", "[[box]]\nTEXT\ntext = \"x\"\ntag = \"label\"\n", "not in a list"},
		{"a series", "[[box]]\nTEXT\ntext = \"{{sessions}}\"\ntag = \"list\"\n", ""},
		{"a series with an alt", "[[box]]\nTEXT\ntext = \"{{sessions}}\"\ntag = \"list\"\nalt = \"x\"\n", "alt would not be heard"},
		{"an ornament with an alt", "[[box]]\nTEXT\ntext = \"~\"\ntag = \"ornament\"\nalt = \"x\"\n", "needs no alt"},
		{"a heading that is a group", "[[box]]\nGROUP\ntag = \"heading\"\n", "no tag of a group"},
		{"a text that is a table", "[[box]]\nTEXT\ntext = \"x\"\ntag = \"table\"\n", "no tag of a text"},
	} {
		t.Run(c.name, func(t *testing.T) {
			made, problems := Parse("t.toml", boxed(c.boxes), Setting{})
			switch err := problems.Err(); {
			case c.want == "" && err != nil:
				t.Fatal(err)
			case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
				t.Fatalf("%v does not say %q", err, c.want)
			case c.name == "a table":
				table := made.Boxes[0].(*template.Group)
				if !table.Boxes[0].(*template.Group).Row || !table.Boxes[1].(*template.Group).Boxes[0].(*template.Group).Row || table.Row {
					t.Error("the rows are not marked")
				}
			}
		})
	}
}
