package batch

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"lanyard/internal/base/paper"
	"lanyard/internal/paper/page"
)

const tehran = "../../../examples/tehran-2017"

func TestPreview(t *testing.T) {
	before := listing(t, tehran)
	v, problems, err := OpenPreview(context.Background(), tehran, time.Date(2017, 7, 27, 0, 0, 0, 0, time.UTC))
	if err != nil || v == nil || problems.Err() != nil {
		t.Fatal(v, problems, err)
	}
	if title, lang := v.Title(); title == "" || lang != "en" || !v.Has(paper.Badge) || !v.Has(paper.Certificate) || v.Has(paper.Kind(9)) || !v.Sheets() {
		t.Errorf("%q, %q", title, lang)
	}
	scripts := map[string]bool{}
	for i, p := range v.People() {
		scripts[p.Script] = true
		for _, kind := range paper.Kinds() {
			shown, err := v.Paper(kind, i)
			if err != nil || shown.Page == nil || len(shown.Problems) > 0 || len(shown.Boxes) < 5 {
				t.Fatalf("%s of %s: %v, %v, %d boxes", kind, p.Name, err, shown.Problems, len(shown.Boxes))
			}
		}
	}
	for _, want := range []string{"Latin", "Arabic", "Thai", "Japanese"} {
		if !scripts[want] {
			t.Errorf("nobody writes %s; there are %v", want, scripts)
		}
	}
	if sheet, err := v.Sheet(3, 0); err != nil || len(sheet.Page.Items) < v.work.Sheet.PerSheet() {
		t.Errorf("a sheet of %v, %v", sheet, err)
	}
	for _, i := range []int{-1, len(v.People())} {
		if _, err := v.Paper(paper.Badge, i); err == nil {
			t.Errorf("there is a badge of person %d", i)
		}
		if _, err := v.Sheet(i, 0); err == nil {
			t.Errorf("there is a sheet with person %d", i)
		}
	}
	var a, b, c bytes.Buffer
	if err := v.PDF(&a, paper.Badge, 4); err != nil || !bytes.HasPrefix(a.Bytes(), []byte("%PDF-")) {
		t.Errorf("PDF: %v", err)
	}
	if err := v.PDF(&b, paper.Badge, 4); err != nil || !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Errorf("the same paper gives other bytes (%v)", err)
	}
	if err := v.PDF(&c, paper.Kind(9), 4); err == nil {
		t.Error("there is a PDF of an unknown kind")
	}
	if after := listing(t, tehran); !slices.Equal(before, after) {
		t.Errorf("a look has left %v, before %v", after, before)
	}
}

func listing(t *testing.T, dir string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	return names
}

// TestPreviewOfProblems opens folders with less and less in them: what can be
// shown is, and the problems come along.
func TestPreviewOfProblems(t *testing.T) {
	event := "id = \"x\"\ntitle = \"X\"\nplace = \"Y\"\nstart = 2026-01-02\nend = 2026-01-02\n[issuer]\nname = \"I\"\nverify = \"verify.example.org\"\n[badges]\n"
	for name, c := range map[string]struct {
		event, list string
		shown       bool
		problem     string
	}{
		"right":        {event, "id,name\n1,Ana\n", true, ""},
		"no event":     {"", "id,name\n1,Ana\n", false, "event-missing"},
		"no list":      {event, "", false, "event-attendees"},
		"no template":  {event + "template = \"clasic\"\n", "id,name\n1,Ana\n", false, "event-template"},
		"only a glyph": {event, "id,name\n1,Ana \U0001f984\n", true, ""},
	} {
		dir := t.TempDir()
		for file, data := range map[string]string{"event.toml": c.event, "attendees.csv": c.list} {
			if data != "" {
				if err := os.WriteFile(filepath.Join(dir, file), []byte(data), 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
		v, problems, err := OpenPreview(context.Background(), dir, time.Now())
		if err != nil || (v != nil) != c.shown {
			t.Errorf("%s: shown %v, %v, %v", name, v != nil, problems, err)
			continue
		}
		if c.problem != "" && (len(problems) == 0 || problems[0].Code != c.problem) {
			t.Errorf("%s: %v, want %s", name, problems, c.problem)
		}
		if name == "only a glyph" {
			if shown, err := v.Paper(paper.Badge, 0); err != nil || shown.Page == nil || shown.Problems.Err() == nil {
				t.Errorf("%s: %+v, %v", name, shown, err)
			}
			if err := v.PDF(new(bytes.Buffer), paper.Badge, 0); err == nil {
				t.Errorf("%s: there is a PDF", name)
			}
		}
	}
}

// TestPreviewOfSides looks at badges with a back, folded ones, and sheets on
// which groups are divided.
func TestPreviewOfSides(t *testing.T) {
	const event = "id = \"x\"\ntitle = \"X\"\nplace = \"Y\"\nstart = 2026-01-02\nend = 2026-01-02\n[issuer]\nname = \"I\"\nverify = \"verify.example.org\"\n" +
		"[roles.speaker]\n[roles.guest]\n[badges]\ntemplate = \"minimal\"\n"
	for name, c := range map[string]struct {
		badges string
		back   bool
		height float64 // of the page, in millimetres
		boxes  bool
		items  int // on the sheet of the last person
	}{
		"plain":  {"", false, 36, true, 3},
		"back":   {"back = \"minimal\"\n", true, 36, true, 3},
		"folded": {"fold = \"tent\"\n", false, 72, false, 3},
		"groups": {"group = \"role\"\nseparator = \"sheet\"\n", false, 36, true, 2},
	} {
		dir := t.TempDir()
		for file, data := range map[string]string{"event.toml": event + c.badges, "attendees.csv": "id,name,role\n1,Ana,guest\n2,Bo,speaker\n3,Cy,guest\n"} {
			if err := os.WriteFile(filepath.Join(dir, file), []byte(data), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		v, problems, err := OpenPreview(context.Background(), dir, time.Now())
		if v == nil || err != nil || problems.Err() != nil {
			t.Fatalf("%s: %v, %v", name, problems, err)
		}
		shown, err := v.Paper(paper.Badge, 1)
		if err != nil || (shown.Back != nil) != c.back || shown.Page.Size.H.Millimetres() != c.height || (len(shown.Boxes) > 0) != c.boxes {
			t.Errorf("%s: %v, back %v, %s high, %d boxes", name, err, shown.Back != nil, shown.Page.Size.H, len(shown.Boxes))
		}
		sheet, err := v.Sheet(2, 0)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		badges := 0
		for _, it := range sheet.Page.Items {
			if _, ok := it.(*page.Group); ok {
				badges++
			}
		}
		if badges != c.items {
			t.Errorf("%s: there are %d badges on the sheet, want %d", name, badges, c.items)
		}
	}
}

// TestPreviewObeysRules checks that the preview shows no paper that a run would not make, and says why.
func TestPreviewObeysRules(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"event.toml": "id = \"x\"\ntitle = \"T\"\nstart = 2027-01-01\n[issuer]\nname = \"I\"\nverify = \"verify.lake.at\"\n" +
			"[badges]\nwhere = \"not staff\"\n[certificates]\nwhere = \"attended\"\n",
		"attendees.csv": "id,name,Attended,Staff\n1,Ana Pop,yes,\n2,Bo Ek,no,\n3,Cy Dee,yes,x\n4,Di Ma,maybe so,\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	v, problems, err := OpenPreview(t.Context(), dir, time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC))
	if err != nil || problems.Err() != nil {
		t.Fatal(problems, err)
	}
	for i, c := range []struct{ badge, certificate string }{
		{"", ""},
		{"", `"Bo Ek" gets no certificate: certificates.where = "attended" does not hold for them`},
		{`"Cy Dee" gets no badge: badges.where = "not staff" does not hold for them`, ""},
		{"", `"Di Ma" gets no certificate: certificates.where = "attended" does not hold for them`},
	} {
		for kind, want := range map[paper.Kind]string{paper.Badge: c.badge, paper.Certificate: c.certificate} {
			shown, err := v.Paper(kind, i)
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, p := range shown.Problems {
				got += p.Message
			}
			if got != want || (shown.Page == nil) != (want != "") {
				t.Errorf("%s of person %d: page %v, %q, want %q", kind, i, shown.Page != nil, got, want)
			}
		}
	}
	sheet, err := v.Sheet(0, 0)
	if err != nil || sheet.Page == nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := page.Dump(&b, sheet.Page); err != nil {
		t.Fatal(err)
	}
	if dump := b.String(); !strings.Contains(dump, "Ana") || strings.Contains(dump, "Cy") {
		t.Error("the sheet has a badge of somebody who gets none, or none of those who get one")
	}
}
