package review

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lanyard/internal/base/source"
	"lanyard/templates"
)

const shownEvent = "id = \"x\"\ntitle = \"T\"\nstart = 2027-01-01\n[issuer]\nname = \"I\"\nverify = \"verify.example.org\"\n"

// findings loads an event with these files and returns the findings about what papers show, one per line.
func findings(t *testing.T, files map[string]string) []string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.MkdirAll(filepath.Join(dir, path.Dir(name)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	_, problems, err := Load(context.Background(), dir)
	if err != nil || problems.Err() != nil {
		t.Fatal(err, problems)
	}
	var said []string
	for _, p := range problems {
		if slices.Contains([]string{"template-off-page", "template-empty-field", "template-nobody", "template-parted-names", "signatory-unshown", "template-unknown-field"}, p.Code) {
			if p.Severity != source.Warning || p.Hint == "" || p.File == "" {
				t.Errorf("%v: %q", p, p.Hint)
			}
			said = append(said, p.Error()+" | "+p.Hint)
		}
	}
	return said
}

// TestShown checks the findings about boxes that stay empty.
func TestShown(t *testing.T) {
	box := func(key, text, more string) string {
		return fmt.Sprintf("[[box]]\ntype = %q\nname = \"b\"\nat = [\"5mm\", \"5mm\"]\nsize = [\"80mm\", \"15mm\"]\n%s = %q\n%s\n",
			map[string]string{"text": "text", "payload": "qr"}[key], key, text, more)
	}
	for _, c := range []struct {
		name, list, boxes string
		want              []string
	}{
		{"all is well", "name,organisation\nAna Pop,A\nBo Ek,B\n", box("text", "{{name}}", "") + box("text", "{{organisation}}", ""), nil},
		{"empty for all", "name\nAna Pop\nBo Ek\n", box("text", "{{name}}", "") + box("text", "{{organisation}}", ""),
			[]string{"b.toml:11: b shows {{organisation}}, which is empty on all 2 badges", `organisation = "header of that column"`}},
		{"empty for most", "name,organisation\nAna Pop,\nBo Ek,\nCy Dee,C\n", box("text", "{{name}}", "") + box("text", "{{organisation}}", ""),
			[]string{"{{organisation}}, which is empty on 2 of 3 badges", "fill in the column"}},
		{"empty for some", "name,organisation\nAna Pop,\nBo Ek,B\nCy Dee,C\n", box("text", "{{name}}", "") + box("text", "{{organisation}}", ""), nil},
		{"a sentence for one", "name,organisation\nAna Pop,\nBo Ek,B\nCy Dee,C\n", box("text", "{{name}} of {{organisation}}", ""),
			[]string{"empty on 1 of 3 badges, and prints the words around it", `when = "organisation"`}},
		{"a condition", "name,organisation\nAna Pop,\nBo Ek,\n", box("text", "{{name}}", "") + box("text", "of {{organisation}}", `when = "organisation"`), nil},
		{"a column", "name,Diet\nAna Pop,\nBo Ek,\nCy Dee,vegan\n", box("text", "{{name}}", "") + box("text", "{{diet}}", ""), []string{"{{diet}}, which is empty on 2 of 3", "fill in the column"}},
		{"a code", "name\nAna Pop\n", box("text", "{{name}}", "") + box("payload", "{{email}}", ""), []string{"{{email}}, which is empty on the only badge"}},
		{"the event's", "name\nAna Pop\n", box("text", "{{name}}", "") + box("text", "{{event.place}}", ""), []string{"{{event.place}}, which is empty on the only badge", "add it to event.toml"}},
		{"nothing of anybody", "name\nAna Pop\nBo Ek\n", box("text", "{{role.label}} {{number}}", `when = "number"`),
			[]string{`2 badges of 2 show nothing of their person, neither name nor any other text: the first is that of "Ana Pop" (attendees.csv:2)`, "{{name}}", "{{role.label}}, which is empty"}},
		{"parts in a flow", "name\n7B\n", "[[box]]\ntype = \"group\"\nname = \"g\"\nat = [\"5mm\", \"5mm\"]\nsize = [\"80mm\", \"30mm\"]\nflow = \"down\"\n" +
			strings.ReplaceAll(box("text", "{{organisation}}", ""), "[[box]]", "[[box.box]]"), []string{"1 badge of 1 show nothing"}},
		{"parted names", "name\nJomo Karanja\nMaría José de la Cruz\n", box("text", "{{given}}", "") + box("text", "{{family}}", ""),
			[]string{`b.toml:4: the template shows {{given}} and {{family}}, and the list has whole names alone: 2 were parted by the rules of their language, such as "María José de la Cruz" into "María José" and "de la Cruz"`}},
		{"given names", "Given name,Family name\nJomo,Karanja\n", box("text", "{{given}}", "") + box("text", "{{family}}", ""), nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			said := findings(t, map[string]string{"attendees.csv": c.list, "event.toml": shownEvent + "[badges]\ntemplate = \"b.toml\"\nsheet = \"none\"\n",
				"b.toml": "name = \"b\"\nkind = \"badge\"\nsize = [\"90mm\", \"65mm\"]\n" + c.boxes})
			if len(c.want) == 0 && len(said) > 0 {
				t.Errorf("warned of %s", said)
			}
			for _, want := range c.want {
				if !strings.Contains(strings.Join(said, "\n"), want) {
					t.Errorf("said %s\nwant %s", said, want)
				}
			}
		})
	}
}

// TestShownBuiltIn loads a list of plain names with every built-in design, and with a copy of it in the event: there
// are no findings. A design that shows parts of names gets a list with these parts; without them they are guessed, and
// a finding says so.
func TestShownBuiltIn(t *testing.T) {
	files, err := fs.Glob(templates.FS, "*/*/template.toml")
	if err != nil || len(files) < 10 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		data, err := fs.ReadFile(templates.FS, file)
		if err != nil {
			t.Fatal(err)
		}
		kind, name := path.Dir(path.Dir(file)), path.Base(path.Dir(file))
		more, list := "", "name\nAna Pop\nBo Ek\n"
		if strings.Contains(string(data), "{{family}}") {
			list = "Given name,Family name\nAna,Pop\nBo,Ek\n"
		}
		if kind == "badges" {
			more = "sheet = \"none\"\n"
		}
		for _, design := range []string{name, "own/template.toml"} {
			event := strings.Replace(shownEvent, "title = \"T\"", "title.en = \"T\"\ntitle.fr = \"T\"", 1) + fmt.Sprintf("[%s]\ntemplate = %q\n%s", kind, design, more)
			if said := findings(t, map[string]string{"attendees.csv": list, "event.toml": event, "own/template.toml": string(data)}); len(said) > 0 {
				t.Errorf("%s as %s: %s", file, design, said)
			}
		}
	}
}

// TestSignatories checks that everybody who signs is shown.
func TestSignatories(t *testing.T) {
	sign := func(n int) string {
		s := ""
		for i := range n {
			s += fmt.Sprintf("[[certificates.signatories]]\nname = \"S%d\"\ntitle = \"T\"\n", i+1)
		}
		return s
	}
	for _, c := range []struct{ design, signatories, want string }{
		{"formal", sign(2), ""},
		{"letter", sign(6), ""},
		{"own.toml", sign(2), `event.toml:11:9: the design "own" does not show the title of "S1" | add a box with {{signatory.1.title}} to the template, or delete the line` + "\n" +
			`event.toml:12:16: the design "own" does not show the name of "S2" | add a box with {{signatory.2.name}} to the template, or delete the line`},
		{"own.toml", sign(1), `event.toml:11:9: the design "own" does not show the title of "S1" | add a box with {{signatory.1.title}} to the template, or delete the line`},
	} {
		said := strings.Join(findings(t, map[string]string{"attendees.csv": "name\nAna Pop\n", "event.toml": shownEvent + "[certificates]\ntemplate = \"" + c.design + "\"\n" + c.signatories,
			"own.toml": "name = \"own\"\nkind = \"certificate\"\nsize = [\"210mm\", \"297mm\"]\n[[box]]\ntype = \"text\"\nat = [\"20mm\", \"20mm\"]\nsize = [\"100mm\", \"20mm\"]\ntext = \"{{name}} {{signatory.1.name}}\"\n"}), "\n")
		if said != c.want {
			t.Errorf("%s: said %s\nwant %s", c.design, said, c.want)
		}
	}
}
