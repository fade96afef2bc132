package people

import (
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"lanyard/internal/base/paper"
	"lanyard/internal/paper/layout"
)

// stating loads an event whose certificates sign facts; more is added to event.toml.
func stating(t *testing.T, languages, facts, more, list string) (*List, []string) {
	t.Helper()
	dir := t.TempDir()
	event := "languages = " + languages + "\n" + someEvent + "[certificates]\nfacts = " + facts + "\n" + more
	for name, text := range map[string]string{"event.toml": event, "attendees.csv": list} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	l, problems, err := Load(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, p := range problems {
		if strings.HasPrefix(p.Code, "fact-") || p.Code == "person-fact" {
			said = append(said, p.Code+": "+p.Message)
		}
	}
	return l, said
}

// TestHours checks that minutes become hours in quarters, never more than the list says.
func TestHours(t *testing.T) {
	for minutes, want := range map[int]string{0: "", 14: "", 15: "0.25", 29: "0.25", 30: "0.5", 60: "1", 89: "1.25", 95: "1.5", 960: "16"} {
		if got := hours(minutes); got != want {
			t.Errorf("%d minutes are %q hours, want %q", minutes, got, want)
		}
	}
}

// TestStated checks what is signed of people: the value as it is printed, with its unit, in the language of the paper.
func TestStated(t *testing.T) {
	const units = "[facts.credits]\nlabel.en = \"Credits\"\nlabel.de = \"Punkte\"\nlabel.fa = \"امتیاز\"\nunit.en = \"CPD\"\nunit.de = \"FP\"\nunit.fa = \"واحد\"\n"
	for _, c := range []struct {
		name, languages, facts, more, list string
		want                               string // of the first person
	}{
		{"a number with its unit", `["en"]`, `["credits"]`, units, "name,Credits\nAna,4\n", "credits=4 CPD"},
		{"with the decimal sign of the language", `["de"]`, `["credits"]`, units, "name,Credits\nAna,7.5\n", "credits=7,5 FP"},
		{"a comma in the list", `["en"]`, `["credits"]`, units, "name,Credits\nAna,\"7,5\"\n", "credits=7.5 CPD"},
		{"with the digits of the language", `["fa"]`, `["credits"]`, units, "name,Credits\nAna,7.5\n", "credits=۷٫۵ واحد"},
		{"grouped", `["en"]`, `["credits"]`, units, "name,Credits\nAna,1 200\n", "credits=1200 CPD"},
		{"a number of two readings stays as it is", `["en"]`, `["credits"]`, units, "name,Credits\nAna,\"1,200\"\n", "credits=1,200 CPD"},
		{"a word has no unit", `["en"]`, `["credits"]`, units, "name,Credits\nAna,none so far\n", "credits=none so far"},
		{"an empty cell is not stated", `["en"]`, `["credits"]`, units, "name,Credits\nAna,\nBo,4\n", ""},
		{"a percentage", `["en"]`, `["grade"]`, "[facts.grade]\nlabel = \"Grade\"\nunit = \"%\"\n", "name,Grade\nAna,85\n", "grade=85%"},
		{"hours of minutes", `["en"]`, `["hours"]`, "[facts.hours]\nlabel = \"Hours\"\nunit = \"h\"\n", "name,Duration (Minutes)\nAna,95\n", "hours=1.5 h"},
		{"hours of a column", `["en"]`, `["hours"]`, "[facts.hours]\nlabel = \"Hours\"\nunit = \"h\"\n", "name,Hours,Duration (Minutes)\nAna,16,95\n", "hours=16 h"},
		{"in the order of event.toml", `["en"]`, `["grade", "credits"]`, units + "[facts.grade]\nlabel = \"Grade\"\n", "name,Credits,Grade\nAna,4,A\n", "grade=A credits=4 CPD"},
		{"minutes have a key of their own in a token", `["en"]`, `["minutes"]`, "[facts.minutes]\nlabel = \"Minutes\"\n", "name,Duration (Minutes)\nAna,95\n", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			l, said := stating(t, c.languages, c.facts, c.more, c.list)
			if len(l.People) == 0 {
				t.Fatal(said)
			}
			var got []string
			for _, s := range l.Stated(paper.Certificate, &l.People[0]) {
				got = append(got, s.Name+"="+s.Value)
			}
			if s := strings.Join(got, " "); s != c.want {
				t.Errorf("stated is %q, want %q; said: %q", s, c.want, said)
			}
			for _, s := range l.Stated(paper.Badge, &l.People[0]) {
				t.Errorf("a badge states %s", s.Name)
			}
		})
	}
}

// TestFactsLine checks the line that designs print: labels and values in the language that is asked for.
func TestFactsLine(t *testing.T) {
	l, said := stating(t, `["en", "fa"]`, `["credits", "grade"]`, "[facts.credits]\nlabel.en = \"Credits\"\nlabel.fa = \"امتیاز\"\n"+
		"[facts.grade]\nlabel.en = \"Grade\"\nlabel.fa = \"درجه\"\n", "name,Credits,Grade\nAna,4,Pass\nBo,,\n")
	if len(l.People) != 2 {
		t.Fatal(said)
	}
	fields := l.PersonFields(l.EventFields(), &l.People[0])
	for name, want := range map[string]string{
		"certificate.facts":        "Credits: 4 · Grade: Pass",
		"certificate.facts.main":   "Credits: 4 · Grade: Pass",
		"certificate.facts.second": "امتیاز: ۴ · درجه: \u2068Pass\u2069",
		"badge.facts":              "",
		"credits":                  "4",
	} {
		if got := fields[name].Text; got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if got := Compared(fields["credits"]); got != "4" {
		t.Errorf("conditions compare %q", got)
	}
	if got := l.PersonFields(l.EventFields(), &l.People[1])["certificate.facts"].Text; got != "" {
		t.Errorf("somebody without facts has the line %q", got)
	}
}

// TestWithFields checks that lent fields are those of PersonFields, whoever had their map before.
func TestWithFields(t *testing.T) {
	l, said := stating(t, `["en", "fa"]`, `["credits"]`, "[facts.credits]\nlabel = \"Credits\"\n",
		"name,Credits,Organisation,Table\nAna,4,ACME,7\nBo,,,\nCy,3,,\n")
	if len(l.People) != 3 {
		t.Fatal(said)
	}
	base := l.EventFields()
	for range 3 {
		for i := range l.People {
			p := &l.People[i]
			var got layout.Fields
			l.WithFields(base, p, func(f layout.Fields) { got = maps.Clone(f) })
			if want := l.PersonFields(base, p); !reflect.DeepEqual(got, want) {
				t.Errorf("%s: the fields are %v, want %v", p.Name, got, want)
			}
		}
	}
}
