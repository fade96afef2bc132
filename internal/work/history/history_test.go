package history

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/paper"
	"lanyard/internal/input/roster"
	"lanyard/internal/paper/expression"
	"lanyard/internal/paper/layout"
	"lanyard/internal/paper/template"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/ledger"
	"lanyard/internal/work/folder"
	"lanyard/internal/work/issue"
	"lanyard/internal/work/people"
)

func TestHolds(t *testing.T) {
	h := &History{held: map[paper.Kind]map[string]ledger.Print{paper.Badge: {
		"ana": {Number: credential.Number{1}, Shown: "Ana"},
		"old": {Number: credential.Number{2}}, // by a version that did not record what was shown
	}}}
	for _, test := range []struct {
		name   string
		kind   paper.Kind
		id     string
		number byte
		shown  string
		want   bool
	}{
		{"as it was", paper.Badge, "ana", 1, "Ana", true},
		{"says something else", paper.Badge, "ana", 1, "Anna", false},
		{"another number", paper.Badge, "ana", 3, "Ana", false},
		{"another kind", paper.Certificate, "ana", 1, "Ana", false},
		{"nobody", paper.Badge, "bo", 1, "Ana", false},
		{"what was shown is unknown", paper.Badge, "old", 2, "anything", true},
	} {
		one := issue.Issued{Paper: issue.Paper{Person: people.Blank(&roster.Attendee{ID: test.id}), Kind: test.kind},
			Grant: &issue.Grant{Number: credential.Number{test.number}}}
		if got := h.Holds(one, func() string { return test.shown }); got != test.want {
			t.Errorf("%s: %v", test.name, got)
		}
	}
}

func TestChanges(t *testing.T) {
	for _, test := range []struct {
		name, before, after string
		want                []Change
	}{
		{"nothing", `{"name":"Ana"}`, `{"name":"Ana"}`, nil},
		{"the name first, then by name", `{"country":"Chad","name":"Ana","name_local":"آنا","role.main":"Guest"}`,
			`{"country":"Mali","name":"Anna","name_local":"انا","role.main":"Host"}`, []Change{{"name", "Ana", "Anna"},
				{"local name", "آنا", "انا"}, {"country", "Chad", "Mali"}, {"role", "Guest", "Host"}}},
		{"one that is new, one that is gone", `{"a":"1"}`, `{"b":"2"}`, []Change{{"a", "1", ""}, {"b", "", "2"}}},
		{"never recorded", ``, `{"a":"1"}`, []Change{{"a", "", "1"}}},
		{"both languages say the same", `{"role.main":"Guest","role.second":"Guest"}`,
			`{"role.main":"Host","role.second":"Host"}`, []Change{{"role", "Guest", "Host"}}},
		{"the second language alone", `{"role.main":"Guest","role.second":"Gast"}`,
			`{"role.main":"Guest","role.second":"Gästin"}`, []Change{{"role in the second language", "Gast", "Gästin"}}},
	} {
		got, err := changes(test.before, test.after)
		if err != nil || !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, %v; want %q", test.name, got, err, test.want)
		}
	}
	if _, err := changes("Ana", "{}"); err == nil {
		t.Error("what is not JSON is read")
	}
}

// TestShown checks what counts as a difference between two papers: what the template shows of the person and what is
// signed about them. Texts that are the same for everybody, values that come with a token, and colours do not count.
func TestShown(t *testing.T) {
	text := func(fields ...string) template.Box {
		box := &template.Text{}
		for _, f := range fields {
			box.Text = append(box.Text, expression.Phrase{{Field: f}}...)
		}
		return box
	}
	design := &people.Design{List: &people.List{Work: &folder.Work{}}, Kind: paper.Badge,
		Base:  layout.Fields{"event.title": {Text: "Lake Days"}},
		Front: &template.Template{Boxes: []template.Box{text("name", "event.title", "number", "role.colour")}},
		Back:  &template.Template{Boxes: []template.Box{text("affiliation", "table")}}}
	one := people.Blank(&roster.Attendee{ID: "1"})
	fields := layout.Fields{"name": {Text: "Ana"}, "event.title": {Text: "Lake Days"}, "number": {Text: "V4KP"},
		"role.colour": {Text: "#fff"}, "organisation": {Text: "Institute"}, "country": {Text: "Chad"},
		"table": {Text: "7"}, "diet": {Text: "vegan"}}
	const want = `{"country":"Chad","name":"Ana","organisation":"Institute","table":"7"}`
	if got := ContentsOf(design).On(one, fields); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestWithGone(t *testing.T) {
	print := ledger.Print{Number: credential.Number{7}}
	h := &History{held: map[paper.Kind]map[string]ledger.Print{paper.Badge: {"1": print}, paper.Certificate: {"1": print}}}
	badges := []*people.Design{{Kind: paper.Badge}}
	gone := []Person{{ID: "1", Name: "Ana Popescu", Kinds: paper.Kinds()}, {ID: "2", Name: "Bo Wu", Kinds: paper.Kinds()}}
	all := h.WithGone(gone, badges, []Difference{{What: Added, ID: "9", Name: "Ana Popesku"}, {What: Added, ID: "8", Name: "Cem"},
		{What: Changed, ID: "7", Name: "Ana Popescu"}})
	if len(all) != 4 || all[3].What != Gone || all[3].ID != "1" || all[3].Kind != paper.Badge || all[3].Number != print.Number {
		t.Fatalf("gone are %+v; want only Ana's badge, which was printed", all[3:])
	}
	for i, want := range []string{"1", "", "", ""} {
		if all[i].Perhaps != want {
			t.Errorf("%s (%s) is perhaps %q, want %q", all[i].Name, all[i].What, all[i].Perhaps, want)
		}
	}
}

// TestSame changes one thing at a time after a run.
func TestSame(t *testing.T) {
	type trial struct {
		Inputs
		dir string
		out *bundle.Dir
	}
	for name, test := range map[string]struct {
		change func(t *testing.T, tr *trial)
		want   bool
	}{
		"nothing":         {func(*testing.T, *trial) {}, true},
		"no ledger":       {func(_ *testing.T, tr *trial) { tr.Ledger = nil }, false},
		"an option":       {func(_ *testing.T, tr *trial) { tr.Options = "merged" }, false},
		"the folder":      {func(_ *testing.T, tr *trial) { tr.Out = "elsewhere" }, false},
		"a file read":     {func(_ *testing.T, tr *trial) { tr.Read[0].Sum[0]++ }, false},
		"a file less":     {func(_ *testing.T, tr *trial) { tr.Read = nil }, false},
		"the record":      {func(t *testing.T, tr *trial) { write(t, filepath.Join(tr.dir, madeFile), "made") }, false},
		"a file made":     {func(t *testing.T, tr *trial) { write(t, filepath.Join(tr.Out, "a.pdf"), "other") }, false},
		"a made one gone": {func(t *testing.T, tr *trial) { must(t, os.Remove(filepath.Join(tr.Out, "a.pdf"))) }, false},
	} {
		t.Run(name, func(t *testing.T) {
			tr := trial{dir: t.TempDir()}
			l, err := ledger.Open(filepath.Join(tr.dir, "ledger.db"), time.Now)
			must(t, err)
			defer l.Close()
			tr.Inputs = Inputs{Ledger: l, Out: filepath.Join(tr.dir, "out"), Options: "badges",
				Read: []bundle.Written{{File: "event.toml", Size: 3}}}
			must(t, os.Mkdir(tr.Out, 0o700))
			tr.out, err = bundle.Open(tr.Out)
			must(t, err)
			defer tr.out.Close()
			write(t, filepath.Join(tr.Out, "a.pdf"), "made")
			_, err = tr.out.WriteManifest(bundle.Manifest{Event: "e", Files: []bundle.Written{{File: "a.pdf", Size: 4}}})
			must(t, err)
			must(t, tr.Keep(tr.dir))
			test.change(t, &tr)
			if got, err := tr.Same(tr.dir, tr.out); got != test.want || err != nil {
				t.Errorf("the same: %v, %v", got, err)
			}
		})
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	must(t, os.WriteFile(path, []byte(text), 0o600))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
