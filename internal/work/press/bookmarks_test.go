package press

import (
	"fmt"
	"strings"
	"testing"

	"lanyard/internal/input/event"
	"lanyard/internal/input/roster"
	"lanyard/internal/paper/outline"
	"lanyard/internal/work/folder"
	"lanyard/internal/work/people"
)

// TestBookmarksOfFile checks that groups are above letters and letters above people, and that letters appear only for
// many people in alphabetical order.
func TestBookmarksOfFile(t *testing.T) {
	list := &people.List{}
	list.Work = &folder.Work{}
	list.Event = &event.Event{Languages: []string{"en"}}
	press := func(names ...string) *Press {
		p := &Press{Design: &people.Design{List: list}}
		for _, n := range names {
			one := Printed{}
			one.Person = &people.Person{Attendee: &roster.Attendee{Name: n, Given: "Ana", Family: n}}
			p.Papers = append(p.Papers, one)
		}
		return p
	}
	pages := make([]int, 100)
	for i := range pages {
		pages[i] = i/2 + 1
	}
	show := func(marks []outline.Bookmark) string {
		var b strings.Builder
		for _, m := range marks {
			fmt.Fprintf(&b, "%s%s %d\n", strings.Repeat(" ", m.Level), m.Title, m.Page)
		}
		return b.String()
	}
	if got := press("Ana").bookmarks(pages); got != nil {
		t.Errorf("one person has the bookmarks %v", got)
	}
	two := press("Bo", "Ana")
	if got, want := show(two.bookmarks(pages)), "Bo 1\nAna 1\n"; got != want {
		t.Errorf("is\n%s\nnot\n%s", got, want)
	}
	two.groups = []group{{name: "Speakers", papers: 1}, {name: unnamed, papers: 1}}
	if got, want := show(two.bookmarks(pages)), "Speakers 1\n Bo 1\n– 1\n Ana 1\n"; got != want {
		t.Errorf("is\n%s\nnot\n%s", got, want)
	}
	var many []string
	for i := range lettersFrom {
		many = append(many, string(rune('A'+i/20))+strings.Repeat("a", i%20+1))
	}
	got := show(press(many...).bookmarks(pages))
	if !strings.HasPrefix(got, "A 1\n Aa 1\n Aaa 1\n Aaaa 2\n") || !strings.Contains(got, "\nB 11\n Ba 11\n") {
		t.Errorf("is\n%s", got)
	}
	many[0], many[25] = many[25], many[0]
	if got := show(press(many...).bookmarks(pages)); strings.Contains(got, "\nB 11\n") || strings.Contains(got, "\n ") {
		t.Errorf("a list out of order has letters:\n%s", got)
	}
}
