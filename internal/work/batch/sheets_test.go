package batch

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
	"lanyard/internal/work/folder"
	"lanyard/internal/work/review"
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

// badgesOf writes an event with more keys under [badges].
func badgesOf(t *testing.T, badges string) string {
	return folderOf(t, sheetsEvent+badges, sheetsList)
}

// On Letter four rows of 65 mm leave (269.4 - 260) / 3 = 3.133 mm between them,
// so that the block begins at (215.9 - 183.133) / 2 mm. On the roll of 500 x 700
// mm ten rows leave (690 - 650) / 9 = 4.444 mm: (500 - 4 x 90 - 3 x 4.444) / 2.
func TestSheetOfEvent(t *testing.T) {
	for badges, want := range map[string]string{
		"":                                 "A4 2x4 at 12mm 9.5mm",
		`sheet = "letter"`:                 "Letter 2x4 at 16.383mm 5mm",
		`sheet = "avery5392"`:              "Avery 5392 2x3 at 6.35mm 25.4mm",
		`sheet = "own"`:                    "own 2x4 at 15mm 18.5mm", // cells of 90 x 65: (297 - 18.5) / 65 = 4
		`sheet = "roll"`:                   "roll 4x10 at 63.333mm 5mm",
		"sheet = \"roll\"\ncolumns = 5":    "roll 5x10 at 16.111mm 5mm",
		"sheet = \"A3\"\nfold = \"tent\"":  "A3 3x3 at 7.5mm 9mm",
		"sheet = \"A4\"\ngutter = \"1cm\"": "A4 2x3 at 10mm 41mm",
		`sheet = "none"`:                   "none",
	} {
		w, problems, err := review.Load(context.Background(), badgesOf(t, badges))
		if err != nil || problems.Err() != nil {
			t.Errorf("%s: %v, %v", badges, err, problems)
			continue
		}
		got := "none"
		if s := w.Sheet; s != nil {
			got = fmt.Sprintf("%s %dx%d at %s %s", s.Name(), s.Columns, s.Rows, s.First.X, s.First.Y)
		}
		if got != want {
			t.Errorf("%s: %s, want %s", badges, got, want)
		}
	}
}

func TestSheetProblems(t *testing.T) {
	for badges, want := range map[string][2]string{
		`sheet = "Avery 5329"`: {`event.toml:21:9: there is no sheet "Avery 5329"`, "did you mean Avery 5392?"},
		`sheet = "owm"`:        {`event.toml:21:9: there is no sheet "owm"`, "did you mean own?"},
		`sheet = "Avery 5160"`: {`event.toml:21:9: imposing: a page of 90mm x 65mm is larger than a cell of Avery 5160, which has 66.675mm x 25.4mm`, "a template of another size"},
		`back = "nobody"`:      {`event.toml:21:8: there is no template "nobody"`, ""},
		`sort = "clas"`:        {`event.toml:21:8: the list has no column "clas" to sort by`, "did you mean class?"},
		`group = "clas"`:       {`event.toml:21:9: the list has no column "clas" to group by`, "did you mean class?"},
	} {
		_, problems, err := review.Load(context.Background(), badgesOf(t, badges))
		if err != nil || len(problems) != 1 || problems[0].Error() != want[0] || !strings.Contains(problems[0].Hint, want[1]) {
			t.Errorf("%s: %v, %v", badges, problems, err)
		}
	}
}

// TestMakeSheets makes badges and looks at where the manifest says they are.
func TestMakeSheets(t *testing.T) {
	for _, c := range []struct {
		name, badges string
		job          Job
		files        string
		pages        string // of the badges, in the order of the manifest
		sheets       int
	}{
		{"both sides", `back = "classic"`, Job{}, "badges.pdf", "1 1 1 1 1", 2},
		{"both sides, one a page", "back = \"classic\"\nsheet = \"none\"", Job{}, "badges.pdf", "1 3 5 7 9", 10},
		{"folded", "fold = \"tent\"\nback = \"classic\"", Job{}, "badges.pdf", "1 1 1 1 2", 2},
		{"part-used", "", Job{Options: Options{Start: 5}}, "badges.pdf", "1 1 1 1 2", 2},
		{"a file a group", "group = \"role\"\nfiles = \"group\"", Job{Options: Options{Start: 7}}, "badges-speaker.pdf badges-guest.pdf", "1 1 1 1 1", 2},
		{"divided", "group = \"class\"\nseparator = \"sheet\"", Job{}, "badges.pdf", "2 2 4 4 6", 6},
		// One row holds three badges when the sheet is turned, so that ten stand
		// on four sheets, and the fifth is the first one of the second pile.
		{"stack and copies", "order = \"stack\"\ncopies = 2\nrows = 1", Job{}, "badges.pdf", "1 1 2 3 4", 4},
	} {
		c.job.Dir, c.job.Now = badgesOf(t, c.badges), time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)
		report, err := Make(context.Background(), c.job)
		if err != nil {
			t.Errorf("%s: %v, %v", c.name, err, report.Problems)
			continue
		}
		data, err := os.ReadFile(filepath.Join(c.job.Dir, "out", "manifest.json"))
		if err != nil {
			t.Fatal(err)
		}
		var files, pages []string
		for _, f := range report.Files {
			files = append(files, f.File)
		}
		for line := range strings.Lines(string(data)) {
			if page, ok := strings.CutPrefix(strings.TrimSpace(line), `"page": `); ok {
				pages = append(pages, strings.TrimRight(page, ","))
			}
		}
		slices.Sort(pages)
		if got := strings.Join(files, " "); got != c.files {
			t.Errorf("%s: files %s, want %s", c.name, got, c.files)
		}
		if got := strings.Join(pages, " "); got != c.pages || report.Sheets != c.sheets || report.Badges != 5 {
			t.Errorf("%s: %d badges on pages %s of %d, want %s of %d", c.name, report.Badges, got, report.Sheets, c.pages, c.sheets)
		}
	}
}

func TestStartAndPrinterThatCannotBe(t *testing.T) {
	for want, j := range map[string]Job{
		"a sheet has 8 badges and cannot start with number 9": {Options: Options{Start: 9}},
		`event.toml has no printer "dest"`:                    {Options: Options{Printer: "dest"}},
	} {
		j.Dir, j.Now = badgesOf(t, ""), time.Now()
		if _, err := Make(context.Background(), j); err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

// The preview shows everybody on a sheet, whatever the sheet is made of.
func TestPreviewOfSheets(t *testing.T) {
	for _, badges := range []string{
		"fold = \"tent\"\nback = \"classic\"", `fold = "butterfly"`, "group = \"role\"\nseparator = \"sheet\"", "group = \"class\"\norder = \"stack\"\ncopies = 3", `back = "classic"`,
	} {
		v, problems, err := OpenPreview(context.Background(), badgesOf(t, badges), time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC))
		if err != nil || problems.Err() != nil {
			t.Fatal(err, problems)
		}
		for i := range v.People() {
			if sheet, err := v.Sheet(i, 0); err != nil || len(sheet.Page.Items) == 0 || sheet.Page.Size != v.work.Sheet.Sheet {
				t.Errorf("%s: person %d: %v", badges, i, err)
			}
		}
	}
}

func TestSheetByName(t *testing.T) {
	nowhere := t.TempDir()
	for _, c := range []struct{ dir, name, want string }{
		{nowhere, "", "A4"}, {nowhere, "5392", "Avery 5392"}, {badgesOf(t, `sheet = "Avery 5392"`), "", "Avery 5392"}, {badgesOf(t, ""), "own", "own"},
	} {
		if s, err := folder.Sheet(context.Background(), c.dir, c.name); err != nil || s.Name() != c.want {
			t.Errorf("%s: %s, %v", c.name, s.Name(), err)
		}
	}
	if _, err := folder.Sheet(context.Background(), nowhere, "own"); err == nil {
		t.Error("a sheet of another event was found")
	}
}

// What the preview shows of sheets: the back behind its front, the cells that
// were used before, and the sheet that goes before a group.
func TestPreviewOfMarkedSheets(t *testing.T) {
	open := func(badges string) *Preview {
		v, problems, err := OpenPreview(context.Background(), badgesOf(t, badges), time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC))
		if err != nil || problems.Err() != nil {
			t.Fatal(err, problems)
		}
		return v
	}
	groups := func(p *page.Page) (at []geom.Position) {
		for _, item := range p.Items {
			if g, ok := item.(*page.Group); ok {
				at = append(at, g.At)
			}
		}
		return at
	}
	// Five badges from the fourth cell on: the first one is the right one of the
	// second row, at 12 + 96 = 108 and 9.5 + 71 = 80.5 mm, and its back at 12.
	v := open(`back = "classic"`)
	s, err := v.Sheet(0, 3)
	if err != nil {
		t.Fatal(err)
	}
	if front, back := groups(s.Page), groups(s.Back); len(front) != 5 || len(back) != 5 || front[0] != (geom.Position{X: geom.MM(108), Y: geom.MM(80.5)}) || back[0] != (geom.Position{X: geom.MM(12), Y: geom.MM(80.5)}) {
		t.Errorf("front %v, back %v", front, back)
	}
	if _, err := v.Sheet(0, 8); err == nil || err.Error() != "a sheet has 8 badges and cannot start with number 9" {
		t.Errorf("from the ninth cell: %v", err)
	}
	if _, err := v.Divider(0); err == nil {
		t.Error("there is a sheet before a group, and there are no groups")
	}
	// Eva of 7A stands on the second sheet, behind that with the name; Cem of no
	// class on the sixth.
	v = open("group = \"class\"\nseparator = \"sheet\"")
	for i, want := range map[int]string{4: "7A", 2: "–"} {
		d, err := v.Divider(i)
		if err != nil || d.Page.Size != v.work.Sheet.Sheet {
			t.Fatal(err)
		}
		if said := d.Page.Items[0].(*page.Group).Items[0].(*page.Glyphs).Run.Text; said != want {
			t.Errorf("before person %d stands %q, want %q", i, said, want)
		}
	}
}
