package press

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lanyard/internal/base/paper"
	"lanyard/internal/input/event"
	"lanyard/internal/paper/impose"
	"lanyard/internal/paper/template"
	"lanyard/internal/work/folder"
	"lanyard/internal/work/issue"
	"lanyard/internal/work/order"
	"lanyard/internal/work/people"
)

const sheetsEvent = `id = "paper-2026"
title = "A meeting"
start = 2026-07-01
[issuer]
name = "An institute"
verify = "verify.example.org"
[roles.speaker]
label = "Speaker"
[roles.guest]
label = "Guest"
[sheets.own]
size = ["210mm", "297mm"]
margins = ["15mm", "18.5mm"]
[sheets.roll]
size = ["500mm", "700mm"]
columns = 4
[printers.desk]
front = ["0.5mm", "-0.3mm"]
[badges]
template = "classic"
`

const sheetsList = `id,given,family,role,organisation,country,class
1,Ana,Östberg,guest,B,Norway,7B
2,Bo,Wu,speaker,A,Chad,7A
3,Cem,Yıldız,guest,,Chad,
4,Dina,Oduya,guest,A,Albania,7B
5,Eva,Adler,speaker,B,Norway,7A
`

// badgesOf writes an event with extra keys under [badges].
func badgesOf(t *testing.T, badges string) string {
	dir := t.TempDir()
	for name, text := range map[string]string{"event.toml": sheetsEvent + badges, "attendees.csv": sheetsList} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestSpread places seven papers in groups of 3, 0 and 4 on sheets of four. "A:" is the card with the name of group A,
// "A!" such a card on a sheet of its own, and "*" marks a further copy.
func TestSpread(t *testing.T) {
	groups := []group{{name: "A", papers: 3}, {name: "B", papers: 4}}
	for _, c := range []struct {
		name   string
		badges event.Badges
		groups []group
		start  int
		order  impose.Order
		single bool
		want   string
	}{
		{name: "plain", want: "0 1 2 3 / 4 5 6 -"},
		{name: "part-used", start: 2, want: "- - 0 1 / 2 3 4 5 / 6 - - -"},
		{name: "a cell before each", groups: groups, badges: event.Badges{Separator: "cell"}, want: "A: 0 1 2 / B: 3 4 5 / 6 - - -"},
		{name: "a sheet before each", groups: groups, badges: event.Badges{Separator: "sheet"}, start: 1, want: "A! / - 0 1 2 / B! / 3 4 5 6"},
		{name: "nothing between", groups: groups, badges: event.Badges{Separator: "none"}, want: "0 1 2 3 / 4 5 6 -"},
		{name: "one group needs no name", groups: []group{{name: "A", papers: 7}}, badges: event.Badges{Separator: "cell"}, want: "0 1 2 3 / 4 5 6 -"},
		{name: "copies", badges: event.Badges{Copies: 2, Collate: true}, want: "0 1 2 3 / 4 5 6 0* / 1* 2* 3* 4* / 5* 6* - -"},
		{name: "copies of each", badges: event.Badges{Copies: 2}, want: "0 0* 1 1* / 2 2* 3 3* / 4 4* 5 5* / 6 6* - -"},
		// Nine cards need three sheets, so each pile has three cards: A 0 1, 2 B 3 and 4 5 6.
		{name: "stack", groups: groups, badges: event.Badges{Separator: "cell"}, order: impose.InStack, want: "A: 2 4 - / 0 B: 5 - / 1 3 6 -"},
		{name: "one a page", single: true, groups: groups, badges: event.Badges{Separator: "cell"}, want: "A: / 0 / 1 / 2 / B: / 3 / 4 / 5 / 6"},
	} {
		c.badges.Copies = max(c.badges.Copies, 1)
		w := &people.List{Work: &folder.Work{Event: &event.Event{Badges: &c.badges}}}
		if !c.single {
			w.Sheet = &impose.Plan{Stock: impose.Stock{Columns: 2, Rows: 2}, Options: impose.Options{Order: c.order}}
		}
		p := &Press{Design: &people.Design{List: w, Kind: paper.Badge, Front: &template.Template{Kind: paper.Badge}}, Papers: make([]Printed, 7), groups: c.groups, Start: c.start}
		var sheets []string
		for _, l := range p.Spread() {
			if l.group != nil {
				sheets = append(sheets, l.group.name+"!")
				continue
			}
			var cells []string
			for _, card := range l.cells {
				switch {
				case card.group != nil:
					cells = append(cells, card.group.name+":")
				case card.paper == blank:
					cells = append(cells, "-")
				case card.again:
					cells = append(cells, fmt.Sprintf("%d*", card.paper))
				default:
					cells = append(cells, fmt.Sprint(card.paper))
				}
			}
			sheets = append(sheets, strings.Join(cells, " "))
		}
		if got := strings.Join(sheets, " / "); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// Sorted by family name, Adler, Oduya, Östberg, Wu, Yıldız are 5 4 1 2 3.
func TestOrderOfBadges(t *testing.T) {
	for badges, want := range map[string]string{
		"":                                      "5 4 1 2 3 | ",
		`sort = "country"`:                      "4 2 3 5 1 | ",
		`sort = "arrival"`:                      "1 2 3 4 5 | ",
		`sort = "class"`:                        "2 5 1 4 3 | ",
		`group = "role"`:                        "5 2 4 1 3 | Speaker 2, Guest 3",
		`group = "organisation"`:                "4 2 5 1 3 | A 2, B 2, – 1",
		`group = "country"`:                     "4 2 3 5 1 | Albania 1, Chad 2, Norway 2",
		`group = "letter"`:                      "5 4 1 2 3 | A 1, O 2, W 1, Y 1",
		"group = \"class\"\nsort = \"arrival\"": "2 5 1 4 3 | 7A 2, 7B 2, – 1",
	} {
		w, problems, err := people.Load(context.Background(), badgesOf(t, badges))
		if err != nil || problems.Err() != nil {
			t.Fatal(err, problems)
		}
		var all []*people.Person
		for i := range w.People {
			all = append(all, &w.People[i])
		}
		var ids, groups []string
		var papers []Printed
		for _, one := range order.Sorted(w, all) {
			ids, papers = append(ids, one.ID), append(papers, Printed{Issued: issue.Issued{Paper: issue.Paper{Person: one}}})
		}
		for _, g := range groupsOf(w, papers) {
			groups = append(groups, fmt.Sprintf("%s %d", g.name, g.papers))
		}
		if got := strings.Join(ids, " ") + " | " + strings.Join(groups, ", "); got != want {
			t.Errorf("%s: %s, want %s", badges, got, want)
		}
	}
}
