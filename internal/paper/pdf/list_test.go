package pdf

import (
	"bytes"
	"strings"
	"testing"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/outline"
	"lanyard/internal/paper/page"
)

// listed returns a page with a list, a list in a list, and a table with an empty cell.
func listed(t *testing.T) *page.Page {
	sans := face(t, latin)
	y := 0.0
	says := func(role page.Role, s string) page.Item {
		y += 6
		return tagged(role, "en", s, text(run(t, sans, s, 0), 5, y))
	}
	part := func(role page.Role, items ...page.Item) page.Item { return tagged(role, "", "", items...) }
	rule := &page.Path{Outline: geom.Box(mm(1, 2, 3, 4)), Fill: &page.Paint{}}
	moved := func(it page.Item) page.Item {
		return &page.Group{At: geom.Position{X: geom.MM(2)}, Items: []page.Item{it}}
	}
	return sized(
		says(page.Subheading, "Sessions"),
		says(page.Subheading, "Day 1"),
		part(page.List,
			moved(part(page.ListItem, moved(says(page.Label, "1.")), rule, says(page.Paragraph, "Ana"), says(page.Paragraph, "Bo"))),
			part(page.ListItem, part(page.List, part(page.ListItem, says(page.Label, "-"), says(page.Paragraph, "Cy"))), says(page.Paragraph, "Di")),
			part(page.ListItem), part(page.ListItem, part(page.List)), rule),
		part(page.Table,
			part(page.Row, part(page.ColumnHeader, says(page.Paragraph, "Session")), part(page.ColumnHeader, says(page.Paragraph, "Hours"))),
			rule,
			moved(part(page.Row, part(page.RowHeader, says(page.Paragraph, "Web")), part(page.Cell))),
			part(page.Row, part(page.Cell, rule), part(page.Cell, moved(says(page.Paragraph, "2"))))),
		part(page.List))
}

func TestLists(t *testing.T) {
	data := write(t, meta, listed(t))
	want := `Document
  Sect
    H1 "Sessions"
    H2 "Day 1"
    L
      LI
        Lbl "1."
        LBody
          P "Ana"
          P "Bo"
      LI
        LBody
          L
            LI
              Lbl "-"
              LBody
                P "Cy"
          P "Di"
    Table
      TR
        TH
          P "Session"
        TH
          P "Hours"
      TR
        TH
          P "Web"
        TD
      TR
        TD
        TD
          P "2"
`
	a := open(t, data)
	if got := a.outline(); got != want {
		t.Errorf("is\n%s\nnot\n%s", got, want)
	}
	checkTree(t, a)
	for about, times := range map[string]int{"/Decimal": 1, "/Disc": 1, "/Scope /Column": 2, "/Scope /Row": 1} {
		got := 0
		for _, o := range a.objects {
			got += strings.Count(strings.ReplaceAll(string(o.value), "Scope/", "Scope /"), about)
		}
		if got != times {
			t.Errorf("%s %d times, not %d", about, got, times)
		}
	}
	judgeAll(t, data)
}

// marked returns a file whose bookmarks are groups, letters and people.
func marked(t *testing.T, pages ...*page.Page) []byte {
	t.Helper()
	var b bytes.Buffer
	f := NewFile(&b, meta)
	c, err := Draw(pages)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Append(c); err != nil {
		t.Fatal(err)
	}
	f.Bookmark([]outline.Bookmark{{Title: "Speakers", Level: 0, Page: 1}, {Title: "A", Level: 1, Page: 1},
		{Title: "Ana (1)", Level: 2, Page: 1}, {Title: "Ali علی", Level: 2, Page: 2}, {Title: "B", Level: 1, Page: 3},
		{Title: "Bo\x00", Level: 2, Page: 3},
		{Title: "Guests", Level: 0, Page: 3}, {Title: "Éva", Level: 1, Page: 3}})
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestBookmarks(t *testing.T) {
	data := marked(t, listed(t), sized(), sized())
	checkBookmarks(t, open(t, data))
	var got strings.Builder
	a := open(t, data)
	var walk func(d dictionary, depth int)
	walk = func(d dictionary, depth int) {
		for at := d.get("First"); at != nil; at = a.dict(at).get("Next") {
			title, _ := stringValue(a.dict(at).get("Title"))
			got.WriteString(strings.Repeat(" ", depth) + title + "|")
			walk(a.dict(at), depth+1)
		}
	}
	walk(a.dict(a.root().get("Outlines")), 0)
	if want := "Speakers| A|  Ana (1)|"; !strings.HasPrefix(got.String(), want) || strings.Count(got.String(), "|") != 8 {
		t.Errorf("bookmarks %q", got.String())
	}
	if one := write(t, meta, sized()); bytes.Contains(one, []byte("Outlines")) {
		t.Error("a file without bookmarks has an outline")
	}
	judgeAll(t, data)
}
