package batch_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/paper"
	"lanyard/internal/trust/registry"
	"lanyard/internal/work/batch"
	"lanyard/internal/work/history"
	"lanyard/internal/work/walkin"
	"lanyard/templates"
)

// diff says what has changed, a word a paper: "changed 2 badge: name".
func (e event) diff() (all []string) {
	e.Helper()
	differences, report, err := batch.Diff(context.Background(), batch.Job{Dir: e.dir, Now: later(2)})
	if err != nil {
		e.Fatal(err, report.Problems)
	}
	for _, d := range differences {
		line := fmt.Sprintf("%s %s %s", d.What, d.ID, d.Kind)
		for _, c := range d.Changes {
			line += fmt.Sprintf(", %s %q -> %q", c.Field, c.Old, c.New)
		}
		if d.Anew {
			line += ", anew"
		}
		all = append(all, line)
	}
	return all
}

func (e event) wantDiff(want ...string) {
	e.Helper()
	if got := e.diff(); !slices.Equal(got, want) {
		e.Errorf("differences:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

const badgesOnly = `id = "summer-2026"
languages = ["en", "fa"]
title = "Summer Meeting"
start = 2026-07-01

[issuer]
name = "Example Office"
verify = "verify.example.org"

[roles.speaker]
label = "Speaker"
[roles.guest]
label = "Guest"

[badges]
template = "bilingual"
`

func TestDiff(t *testing.T) {
	change := func(old, new string) string { return strings.Replace(smallList, old, new, 1) }
	for name, c := range map[string]struct {
		list string
		want []string
	}{
		"nothing":                      {smallList, nil},
		"other order":                  {"id,name,name_local,language,organisation,country,role,email\n" + reversed(smallList), nil},
		"a column that no badge shows": {change("ana@", "anna@"), nil},
		"a name":                       {change("Ana Popescu", "Ana Ionescu"), []string{`changed 1 badge, name "Ana Popescu" -> "Ana Ionescu", anew`}},
		"an own name":                  {change("علی رضایی", "علی رضائی"), []string{`changed 2 badge, local name "علی رضایی" -> "علی رضائی", anew`}},
		"an organisation":              {change("Police Agency", "National Police Agency"), []string{`changed 3 badge, organisation "Police Agency" -> "National Police Agency"`}},
		"no organisation":              {change("Police Agency", ""), []string{`changed 3 badge, organisation "Police Agency" -> ""`}},
		"a role":                       {change("guest", "speaker"), []string{`changed 2 badge, role label "Guest" -> "Speaker", anew`}},
		"one more":                     {smallList + "4,Dora Lund,,,,,guest,\n", []string{"added 4 badge"}},
		"one less":                     {change("2,Ali Rezaei,علی رضایی,fa,University of Tehran,Iran,guest,ali@mail.example.org\n", ""), []string{"gone 2 badge"}},
		"another id":                   {change("1,Ana", "11,Ana"), []string{"added 11 badge", "gone 1 badge"}},
	} {
		if testing.Short() && len(c.want) > 0 && !strings.HasPrefix(c.want[0], "added") {
			continue // a whole run has all of them
		}
		t.Run(name, func(t *testing.T) {
			e := newEvent(t, badgesOnly, smallList, nil)
			e.run(batch.Job{})
			e.write("attendees.csv", c.list)
			e.wantDiff(c.want...)
			report := e.run(batch.Job{Options: batch.Options{New: true}})
			made := slices.DeleteFunc(slices.Clone(c.want), func(s string) bool { return strings.HasPrefix(s, "gone") })
			if report.Badges != len(made) {
				t.Errorf("%d badges made, want %d", report.Badges, len(made))
			}
			if len(made) != e.pagesBut("badges.pdf") {
				t.Errorf("the files are %v", e.files())
			}
			if after := e.diff(); slices.ContainsFunc(after, func(s string) bool { return !strings.HasPrefix(s, "gone") }) {
				t.Errorf("after the run: %v", after)
			}
		})
	}
}

// reversed returns the rows of a list below its header, the last one first.
func reversed(list string) string {
	rows := strings.SplitAfter(strings.TrimSuffix(list, "\n"), "\n")[1:]
	slices.Reverse(rows)
	return strings.Join(rows[:1], "") + "\n" + strings.Join(rows[1:], "")
}

// pagesBut counts the badges that the manifest has in other files than one.
func (e event) pagesBut(file string) (n int) {
	e.Helper()
	for entry := range e.manifest().Entries {
		if entry.File != file {
			n++
		}
	}
	return n
}

func TestTheEventItselfIsDifferent(t *testing.T) {
	e := newEvent(t, badgesOnly, smallList, nil)
	e.run(batch.Job{})
	e.write("event.toml", strings.Replace(badgesOnly, "Summer Meeting", "Winter Meeting", 1))
	e.wantDiff("changed 1 badge, anew", "changed 2 badge, anew", "changed 3 badge, anew")
	report := e.run(batch.Job{Options: batch.Options{New: true}})
	if len(report.Corrections) != 3 || len(report.Corrections[0].Changes) != 0 {
		t.Errorf("corrections %+v", report.Corrections)
	}
}

func TestNewCountsFromWhatWasPrinted(t *testing.T) {
	e := newEvent(t, badgesOnly, smallList, nil)
	e.run(batch.Job{})
	e.write("attendees.csv", smallList+"4,Dora Lund,,,,,guest,\n")
	e.run(batch.Job{Options: batch.Options{New: true}})
	e.wantDiff()
	if _, err := history.Runs(e.dir, registry.Options{Now: later(1)}, history.LastRun, false); err != nil {
		t.Fatal(err)
	}
	e.wantDiff("added 4 badge")
	if r := e.run(batch.Job{Options: batch.Options{New: true}}); r.Badges != 1 || r.Issued != 0 {
		t.Errorf("%d badges, %d numbers: want the one again under its number", r.Badges, r.Issued)
	}
	e.wantDiff()
	// All runs are marked as never printed: everything is new, also to a run that
	// finds its file on the disk already.
	e.run(batch.Job{})
	runs, err := history.Runs(e.dir, registry.Options{Now: later(1)}, 0, false)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range runs {
		if _, err := history.Runs(e.dir, registry.Options{Now: later(1)}, r.Number, false); err != nil {
			t.Fatal(err)
		}
	}
	if got := e.diff(); len(got) != 4 {
		t.Errorf("differences %v", got)
	}
	if r := e.run(batch.Job{}); slices.ContainsFunc(r.Files, func(f bundle.Written) bool { return f.Changed }) {
		t.Errorf("files %v were written anew", r.Files)
	}
	e.wantDiff()
}

func TestARevokedPaperIsNoDifference(t *testing.T) {
	e := newEvent(t, badgesOnly, smallList, nil)
	e.run(batch.Job{})
	if err := e.ledger().Revoke("left", e.current(paper.Badge, "2").Number); err != nil {
		t.Fatal(err)
	}
	e.write("attendees.csv", strings.Replace(smallList, "Ali Rezaei", "Ali Rezai", 1))
	e.wantDiff()
}

func TestCorrectionsAreConfirmed(t *testing.T) {
	e := newEvent(t, smallEvent, smallList, nil)
	e.run(batch.Job{})
	before := e.current(paper.Badge, "1")
	e.write("attendees.csv", strings.Replace(smallList, "Ana Popescu", "Ana Ionescu", 1)+"4,Dora Lund,,,,,guest,\n")
	var asked []history.Correction
	report, err := e.try(batch.Job{Confirm: func(r *batch.Report) bool { asked = r.Corrections; return false }})
	if err == nil || len(report.Files) != 0 || e.current(paper.Badge, "1").Number != before.Number || e.exists("out/certificates/4-Dora-Lund.pdf") {
		t.Errorf("the run went on: %v, %+v", err, report.Files)
	}
	if len(asked) != 2 || asked[0].Kind != paper.Badge || asked[0].Old != before.Number || asked[0].New == before.Number || asked[0].Name != "Ana Ionescu" {
		t.Errorf("asked for %+v", asked)
	}
	e.run(batch.Job{Confirm: func(r *batch.Report) bool { t.Errorf("asked for %+v", r.Corrections); return false }, Options: batch.Options{Where: "id is 4"}})
	e.run(batch.Job{Confirm: func(r *batch.Report) bool { return len(r.Corrections) == 2 && len(r.Doubles) == 0 }})
	if after := e.current(paper.Badge, "1"); after.Replaces != before.Number {
		t.Errorf("after the confirmation Ana has %+v", after)
	}
}

func TestAnotherIDIsAsked(t *testing.T) {
	e := newEvent(t, badgesOnly, smallList, nil)
	e.run(batch.Job{})
	e.write("attendees.csv", strings.Replace(smallList, "1,Ana", "11,Ana", 1)+"4,Dora Lund,,,,,guest,\n")
	var asked []history.Double
	if _, err := e.try(batch.Job{Confirm: func(r *batch.Report) bool { asked = r.Doubles; return false }}); err == nil {
		t.Error("the run went on")
	}
	if want := []history.Double{{ID: "11", Was: "1", Name: "Ana Popescu"}}; !slices.Equal(asked, want) {
		t.Errorf("asked for %v, want %v", asked, want)
	}
	if n := len(e.issued()); n != 3 {
		t.Errorf("%d numbers were issued", n)
	}
}

func TestAnotherPhotoIsDifferent(t *testing.T) {
	e := newEvent(t, strings.Replace(badgesOnly, "bilingual", "photo", 1), smallList, map[string]string{"photos/1.jpg": square(t, 10), "photos/2.jpg": square(t, 20)})
	e.run(batch.Job{})
	e.wantDiff()
	e.write("photos/1.jpg", square(t, 30))
	got := e.diff()
	if len(got) != 1 || !strings.HasPrefix(got[0], "changed 1 badge, photo ") {
		t.Errorf("differences %q", got)
	}
}

// square returns a picture of one grey.
func square(t *testing.T, grey uint8) string {
	img := image.NewGray(image.Rect(0, 0, 40, 50))
	for i := range img.Pix {
		img.Pix[i] = grey
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestFilesOfParts(t *testing.T) {
	if testing.Short() {
		t.Skip("slow: seven events, each made three times")
	}
	for name, c := range map[string]struct {
		job  batch.Job
		want string
	}{
		"one":              {batch.Job{Options: batch.Options{One: "2"}}, "badges-2.pdf"},
		"one like a group": {batch.Job{Options: batch.Options{One: "speaker"}}, "badges-speaker-2.pdf"},
		"where":            {batch.Job{Options: batch.Options{Where: "role is guest"}}, "badges-role-is-guest.pdf"},
		"where, a field":   {batch.Job{Options: batch.Options{Where: "speaker"}}, "badges-speaker-2.pdf"},
		"new":              {batch.Job{Options: batch.Options{New: true}}, "badges-new-2.pdf"},
		"new and where":    {batch.Job{Options: batch.Options{New: true, Where: "role is guest"}}, "badges-new-2-role-is-guest.pdf"},
		"again":            {batch.Job{Options: batch.Options{One: "2", Again: true}}, "reprint-2.pdf"},
	} {
		t.Run(name, func(t *testing.T) {
			grouped := strings.Replace(badgesOnly, "[badges]", "[badges]\ngroup = \"role\"\nfiles = \"group\"", 1)
			list := strings.Replace(smallList, "id,name,", "id,name,speaker,", 1)
			list = strings.NewReplacer("Popescu,", "Popescu,,", "Rezaei,", "Rezaei,,", "Takahashi,", "Takahashi,yes,").Replace(list) + "speaker,Dora Lund,,,,,,guest,\n"
			e := newEvent(t, grouped, list, nil)
			e.run(batch.Job{})
			whole := e.files()
			e.write("attendees.csv", strings.Replace(list, "University of Tehran", "Sharif University", 1))
			e.run(c.job)
			part := slices.DeleteFunc(e.files(), func(f string) bool { return slices.Contains(whole, f) })
			if !slices.Equal(part, []string{c.want}) {
				t.Errorf("the part is in %v, want %s; the whole in %v", part, c.want, whole)
			}
			e.run(batch.Job{})
			if again := e.files(); !slices.Equal(again, whole) {
				t.Errorf("then everybody is in %v, want %v", again, whole)
			}
		})
	}
}

func TestNamesOfCertificates(t *testing.T) {
	const list = "id,name,role\n1,Ana Popescu,guest\n2,Ion POPESCU,guest\n3,Zoe Lund,guest\n4,Weiß Weiss,guest\n"
	for pattern, want := range map[string]string{
		"{{family}}":                       "Lund.pdf POPESCU-2.pdf Popescu-1.pdf Weiss.pdf",
		"{{id}} {{name}}":                  "1-Ana-Popescu.pdf 2-Ion-POPESCU.pdf 3-Zoe-Lund.pdf 4-Weiß-Weiss.pdf",
		"{{role}}/../{{event.title.main}}": "guest-Summer-Meeting-1.pdf guest-Summer-Meeting-2.pdf guest-Summer-Meeting-3.pdf guest-Summer-Meeting-4.pdf",
		"{{organisation}}":                 "unnamed-1.pdf unnamed-2.pdf unnamed-3.pdf unnamed-4.pdf",
	} {
		t.Run(pattern, func(t *testing.T) {
			e := newEvent(t, strings.Replace(smallEvent, "[certificates]", "[certificates]\nfiles = \""+pattern+"\"", 1), list, nil)
			e.run(batch.Job{Options: batch.Options{Only: "certificates"}})
			names := strings.ReplaceAll(strings.Join(e.files(), " "), "certificates/", "")
			if names != want {
				t.Errorf("the files are %s, want %s", names, want)
			}
			e.run(batch.Job{Options: batch.Options{Only: "certificates", One: "2"}}) // a part calls it as the whole does
			if again := e.files(); strings.ReplaceAll(strings.Join(again, " "), "certificates/", "") != want {
				t.Errorf("after a part the files are %v", again)
			}
		})
	}
}

func TestZip(t *testing.T) {
	e := newEvent(t, smallEvent, smallList, nil)
	if _, err := e.try(batch.Job{Options: batch.Options{Zip: true}}); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(e.path("out/certificates.zip"))
	if err != nil {
		t.Fatal(err)
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil || len(archive.File) != 3 {
		t.Fatal(archive, err)
	}
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		inside, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		outside, err := os.ReadFile(e.path("out/certificates/" + f.Name))
		if err != nil || !bytes.Equal(inside, outside) {
			t.Errorf("%s is not the file of that name, %v", f.Name, err)
		}
	}
	for workers := range 3 {
		if _, err := e.try(batch.Job{Workers: workers + 1, Now: later(workers), Options: batch.Options{Zip: true}}); err != nil {
			t.Fatal(err)
		}
		if again, err := os.ReadFile(e.path("out/certificates.zip")); err != nil || !bytes.Equal(again, data) {
			t.Errorf("%d workers give another archive, %v", workers+1, err)
		}
	}
}

func TestDesignsOfRoles(t *testing.T) {
	e := newEvent(t, badgesOnly+"[badges.templates]\nspeaker = \"design/own\"\n", smallList, map[string]string{"design/own/template.toml": ownBadge})
	e.run(batch.Job{})
	e.wantDiff()
	for _, name := range []string{"Ana Popescu", "Misaki Takahashi"} {
		e.write("attendees.csv", strings.Replace(smallList, name+",", name+" Jr.,", 1))
		if got := e.diff(); len(got) != 1 {
			t.Errorf("differences %v", got)
		}
	}
	// The design of speakers shows no organisation, that of guests does.
	e.write("attendees.csv", strings.NewReplacer("Police Agency", "Police", "University of Tehran", "Sharif University").Replace(smallList))
	e.wantDiff(`changed 2 badge, organisation "University of Tehran" -> "Sharif University"`)
}

const ownBadge = `name = "own"
kind = "badge"
size = ["90mm", "65mm"]
bleed = "3mm"

[styles.name]
size = "20pt"
min = "8pt"

[[box]]
type = "text"
at = ["5mm", "5mm"]
size = ["80mm", "12mm"]
style = "name"
text = "{{name}}"

[[box]]
type = "qr"
at = ["40mm", "20mm"]
size = ["40mm", "40mm"]
`

func TestSparesOfEveryDesign(t *testing.T) {
	found, err := fs.Glob(templates.FS, "badges/*/template.toml")
	if err != nil || len(found) == 0 {
		t.Fatalf("there are no templates, %v", err)
	}
	if testing.Short() {
		found = found[:1]
	}
	for _, file := range found {
		name := path.Base(path.Dir(file))
		t.Run(name, func(t *testing.T) {
			e := newEvent(t, strings.Replace(badgesOnly, `"bilingual"`, `"`+name+`"`, 1), smallList, nil)
			report := e.run(batch.Job{Options: batch.Options{Spares: 3}})
			if report.Blanks != 3 || report.Badges != 3 || report.Issued != 6 {
				t.Errorf("%d spares, %d badges, %d numbers", report.Blanks, report.Badges, report.Issued)
			}
			if problems := report.Problems.Err(); problems != nil {
				t.Error(problems)
			}
			if _, problems, err := walkin.Bind(context.Background(), e.dir, registry.Options{Now: later(1)}, walkin.Walkin{Spare: "2", Name: "Dora Lund", Role: "guest"}); err != nil {
				t.Fatal(err, problems)
			}
			report = e.run(batch.Job{Options: batch.Options{Spares: 3}})
			if report.Blanks != 2 || report.Badges != 3 || report.Kept != 1 || report.Issued != 0 || len(report.Gone) != 0 {
				t.Errorf("then %d spares, %d badges, %d kept, %d numbers, gone %v", report.Blanks, report.Badges, report.Kept, report.Issued, report.Gone)
			}
			if _, _, err := batch.Reissue(context.Background(), batch.Job{Dir: e.dir, Now: later(1), Options: batch.Options{One: "walk-in-2", Only: "badges"}}); err != nil {
				t.Fatal(err)
			}
			if report = e.run(batch.Job{Options: batch.Options{New: true}}); report.Badges != 1 || report.Kept != 0 {
				t.Errorf("after the reissue %d badges, %d kept", report.Badges, report.Kept)
			}
		})
	}
}
