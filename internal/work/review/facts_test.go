package review

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const factsEvent = shownEvent + `[certificates]
template = "formal"
facts = [%s]
[facts.hours]
label = "Hours attended"
unit.en = "h"
unit.de = "Std."
[facts.grade]
label = "Grade"
`

// TestWrongFacts checks what is said of facts that are not on the list, empty, without their unit or not to be signed:
// each with its place, and who of it fails.
func TestWrongFacts(t *testing.T) {
	long := strings.Repeat("x", 81)
	for _, c := range []struct {
		name, facts, list string
		failed            int // people whose facts cannot be signed
		want              []string
	}{
		{"all is well", `"hours", "grade"`, "name,Hours,Grade\nAna Pop,16,A\nBo Ek,\"7,5\",B\n", 0, nil},
		{"a unit in the cell", `"hours"`, "name,Hours\nAna Pop,16 h\nBo Ek,8 Std.\n", 0, nil},
		{"no such column", `"hours", "grade"`, "name,Hours,Grades\nAna Pop,16,A\n", 0,
			[]string{`error: event.toml:9:19: the list has no column "grade" | did you mean grades?`}},
		{"empty", `"grade"`, "name,Grade\nAna Pop,A\nBo Ek,\n", 0,
			[]string{`warning: event.toml:9:10: the list says no grade of 1 of 2 people: their certificates leave it out, the first is "Bo Ek" in attendees.csv:3`}},
		{"no number", `"hours"`, "name,Hours\nAna Pop,16\nBo Ek,all\nCy Dee,half a day\n", 0,
			[]string{`warning: attendees.csv:3:2: "Bo Ek": the fact hours is "all", which is no number: certificates of 2 people print it as it is, without the unit "h" | write a number like 8`}},
		{"too long", `"grade"`, "name,Grade\nAna Pop,A\nBo Ek," + long + "\n", 1,
			[]string{`error: attendees.csv:3:2: "Bo Ek": the fact grade: "xxxx`, `has 81 characters, more than 80 | shorten it`}},
		{"an address", `"grade"`, "id,name,Grade\n1,Ana Pop,ana@example.org\n2,Bo Ek,B\n", 1,
			[]string{`error: attendees.csv:2:3: "Ana Pop": the fact grade: "ana@example.org" looks like an e-mail address`, "take the column out"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			for name, text := range map[string]string{"event.toml": fmt.Sprintf(factsEvent, c.facts), "attendees.csv": c.list} {
				if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			l, problems, err := Load(context.Background(), dir)
			if err != nil {
				t.Fatal(err)
			}
			var said []string
			for _, p := range problems {
				if strings.HasPrefix(p.Code, "fact-") || p.Code == "person-fact" {
					said = append(said, fmt.Sprintf("%v: %v | %s", p.Severity, p, p.Hint))
				}
			}
			all := strings.Join(said, "\n")
			if len(said) != min(len(c.want), 1) {
				t.Errorf("said %q", said)
			}
			for _, want := range c.want {
				if !strings.Contains(all, want) {
					t.Errorf("said %s\nwant %s", all, want)
				}
			}
			failed := 0
			for _, p := range l.People {
				if p.Failed {
					failed++
				}
			}
			if failed != c.failed {
				t.Errorf("%d people failed, want %d", failed, c.failed)
			}
		})
	}
}
