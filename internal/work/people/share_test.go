package people

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lanyard/internal/base/paper"
	"lanyard/internal/input/roster"
)

const someEvent = "id = \"x\"\ntitle = \"T\"\nstart = 2027-01-01\n[issuer]\nname = \"I\"\nverify = \"verify.example.org\"\n"

// shared loads an event with a rule for certificates and a list.
func shared(t *testing.T, rule, list string, data []byte) *List {
	t.Helper()
	dir := t.TempDir()
	event := someEvent + "[badges]\n[certificates]\n"
	if rule != "" {
		event += fmt.Sprintf("where = %q\n", rule)
	}
	for name, data := range map[string][]byte{"event.toml": []byte(event), list: data} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	l, problems, err := Load(context.Background(), dir)
	if err != nil || problems.Err() != nil {
		t.Fatal(err, problems)
	}
	return l
}

// TestShare checks who gets a certificate, who gets none, and of whom it is asked. Everybody gets a badge.
func TestShare(t *testing.T) {
	hidden, err := os.ReadFile("../../input/roster/testdata/cases/51-hidden.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, rule, list  string
		gets, out, doubts string
		shares            int // lines about who gets what
	}{
		{"no column", "", "name\nAna\nBo\n", "Ana Bo", "", "", 0},
		{"presence", "", "name,Attended\nAna,Yes\nBo,No\nCy,\n", "Ana", "Bo Cy", "", 1},
		{"presence that is mute", "", "name,Attended\nAna,\nBo,\n", "Ana Bo", "", "", 1},
		{"presence and everybody", "everybody", "name,Attended\nAna,Yes\nBo,No\n", "Ana Bo", "", "", 1},
		{"an unknown word", "", "name,Status\nAna,Confirmed\nBo,Limbo\n", "Ana", "", "Status=Limbo:Bo", 0},
		{"an unknown word of presence", "", "name,Attended\nAna,Yes\nBo,perhaps so\n", "Ana", "", "Attended=perhaps so:Bo", 1},
		{"an unknown word and presence", "", "name,Status,Attended\nAna,Limbo,Yes\nBo,Limbo,No\n", "Ana", "Bo", "", 1},
		{"an unknown word and a rule that reads it", "status is not Limbo", "name,Status\nAna,Confirmed\nBo,Limbo\n", "Ana", "Bo", "", 1},
		{"an unknown word and another rule", "paid is yes", "name,Status,Paid\nAna,Limbo,yes\nBo,Limbo,no\nCy,Confirmed,yes\n", "Cy", "Bo", "Status=Limbo:Ana", 1},
		{"an unknown word and everybody", "everybody", "name,Status\nAna,Confirmed\nBo,Limbo\n", "Ana Bo", "", "", 1},
		{"words in any case", "", "name,Status\nAna,LIMBO\nBo,Limbo\nCy,Confirmed\n", "Cy", "", "Status=LIMBO:Ana Bo", 0},
		{"minutes", "", "name,email,Duration (Minutes)\nAna,a@example.org,30\nBo,b@example.org,0\n", "Ana Bo", "", "", 1},
		{"minutes of a rule", "minutes", "name,email,Duration (Minutes)\nAna,a@example.org,30\nBo,b@example.org,\n", "Ana", "Bo", "", 1},
		{"devices", "", "name,email\nAna,a@example.org\niPhone,\nOtter.ai,\n", "Ana", "", "device:iPhone Otter.ai", 0},
		{"devices that were there", "attended", "name,Attended\nAna,Yes\niPhone,Yes\niPad,No\n", "Ana", "iPad", "device:iPhone", 1},
		{"devices and everybody", "everybody", "name,email\nAna,a@example.org\niPhone,\n", "Ana iPhone", "", "", 1},
		{"hidden and struck rows", "", "51-hidden.xlsx", "Jomo Karanja", "", "hidden:Wiebke Osterloh Lea Adler|struck:Ana Popescu", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			file, data := "attendees.csv", []byte(c.list)
			if strings.HasSuffix(c.list, ".xlsx") {
				file, data = "attendees.xlsx", hidden
			}
			l := shared(t, c.rule, file, data)
			var gets, out, doubts []string
			var everybody []*Person
			for i := range l.People {
				p := &l.People[i]
				everybody = append(everybody, p)
				switch {
				case p.Gets(paper.Certificate):
					gets = append(gets, p.Name)
				case !p.Doubted(paper.Certificate):
					out = append(out, p.Name)
				}
				if !p.Gets(paper.Badge) {
					t.Errorf("%s gets no badge", p.Name)
				}
			}
			for _, d := range l.Doubts(everybody) {
				var names []string
				for _, p := range d.People {
					names = append(names, p.Name)
				}
				why := map[roster.Oddity]string{roster.Ordinary: d.Header + "=" + d.Word, roster.NoPerson: "device", roster.HiddenRow: "hidden", roster.StruckRow: "struck"}[d.Odd]
				doubts = append(doubts, why+":"+strings.Join(names, " "))
			}
			for _, x := range []struct{ what, got, want string }{{"get one", strings.Join(gets, " "), c.gets}, {"get none", strings.Join(out, " "), c.out}, {"doubts", strings.Join(doubts, "|"), c.doubts}} {
				if x.got != x.want {
					t.Errorf("%s: %s, want %s", x.what, x.got, x.want)
				}
			}
			shares := l.Shares()
			if len(shares) != c.shares {
				t.Errorf("%d shares, want %d: %+v", len(shares), c.shares, shares)
			}
			for _, s := range shares {
				if s.Gets != len(gets) || len(s.Out) != len(out) {
					t.Errorf("counted %d and %d, want %d and %d", s.Gets, len(s.Out), len(gets), len(out))
				}
			}
			l.Admit()
			for _, p := range everybody {
				if p.Gets(paper.Certificate) == slices.Contains(out, p.Name) {
					t.Errorf("admitted: %s %v", p.Name, p.Gets(paper.Certificate))
				}
			}
		})
	}
}

// TestUnserved checks why somebody gets no certificate.
func TestUnserved(t *testing.T) {
	for _, c := range []struct{ rule, list, want string }{
		{"", "name,Attended\nBo,No\nAna,Yes\n", `"Bo" gets no certificate: the list says that they were not there`},
		{"", "name,Status\nBo,Limbo\nAna,Paid\n", `"Bo" gets no certificate: the list says "Limbo" of them, which Lanyard does not know`},
		{"paid", "name,Paid\nBo,\nAna,yes\n", `"Bo" gets no certificate: certificates.where = "paid" does not hold for them`},
		{"", "name,email\niPhone,\nAna,a@example.org\n", `"iPhone" gets no certificate: that is a device or a program, and no person`},
	} {
		l := shared(t, c.rule, "attendees.csv", []byte(c.list))
		if p := l.Unserved(&l.People[0], paper.Certificate); p.Message != c.want || !strings.Contains(p.Hint, `write under [certificates]: where = "everybody"`) {
			t.Errorf("%s | %s\nwant %s", p.Message, p.Hint, c.want)
		}
	}
}
