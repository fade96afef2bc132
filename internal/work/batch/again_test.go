package batch_test

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"lanyard/internal/base/paper"
	"lanyard/internal/trust/credential"
	"lanyard/internal/work/batch"
	"lanyard/templates"
)

// Where a run records what it has made its files from, and what it has drawn.
const madeRecord, drawnRecord = ".lanyard.made", ".lanyard.drawn"

const againEvent = `id = "summer-2026"
languages = ["en", "fa"]
title = "Summer Meeting"
start = 2026-07-01
end = 2026-07-02

[issuer]
name = "Example Office"
verify = "verify.example.org"

[roles.speaker]
label.en = "Speaker"
label.fa = "سخنران"
colour = "#7a1f3d"
[roles.guest]
label = "Guest"

[pictures]
logo = "logo.png"

[[attendees.also]]
file = "minutes.csv"

[badges]
template = "designs/own"
sort = "row"

[certificates]
template = "bilingual"
facts = ["hours"]
`

// crowd is a list of n people, each a line; four sheets, a piece, have 32 of them.
func crowd(n int) []string {
	list := []string{"id,name,name_local,language,organisation,country,role,email"}
	for i := range n {
		who := []string{"Ana Popescu,,ro,Embassy,Romania,speaker", "Ali Rezaei,علی رضایی,fa,University of Tehran,Iran,guest",
			"Misaki Takahashi,髙橋 美咲,ja,Police Agency,Japan,speaker", "Fulano" + strings.Repeat(" de Tal", 12) + ",,pt,,,guest"}[i%4]
		list = append(list, fmt.Sprintf("%d,%s,%d@mail.example.org", i+1, strings.Replace(who, ",", fmt.Sprintf(" %c%c,", 'A'+i%26, 'a'+i/26), 1), i+1))
	}
	return list
}

// dot is a picture of one colour.
func dot(shade uint8, encode func(io.Writer, image.Image) error) string {
	img := image.NewGray(image.Rect(0, 0, 40, 40))
	for i := range img.Pix {
		img.Pix[i] = shade
	}
	img.Set(0, 0, color.White)
	var b bytes.Buffer
	if err := encode(&b, img); err != nil {
		panic(err)
	}
	return b.String()
}

func photo(w io.Writer, img image.Image) error { return jpeg.Encode(w, img, nil) }

// newAgain is an event with everything that papers are made of: a design of its own, a logo, photos, further lists.
func newAgain(t *testing.T, design string) event {
	own, err := fs.ReadFile(templates.FS, "badges/"+design+"/template.toml")
	if err != nil {
		t.Fatal(err)
	}
	var minutes strings.Builder
	minutes.WriteString("id,minutes\n")
	for i := range 100 {
		fmt.Fprintf(&minutes, "%d,%d\n", i+1, 60+i)
	}
	e := newEvent(t, againEvent, strings.Join(crowd(100), "\n")+"\n", map[string]string{"designs/own/template.toml": string(own), "logo.png": dot(90, png.Encode),
		"minutes.csv": minutes.String(), "corrections.csv": "person,column,from,to\n9,organisation,Embassy,Legation\n"})
	for i := range 100 {
		if i%3 == 0 {
			e.write(fmt.Sprintf("photos/%d.jpg", i+1), dot(uint8(i), photo))
		}
	}
	return e
}

// control is a copy of the event without the record, so that everything is drawn.
func (e event) control() event {
	e.Helper()
	f := event{e.TB, e.TB.(*testing.T).TempDir()}
	err := filepath.WalkDir(e.dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		inside, _ := filepath.Rel(e.dir, name)
		info, err := d.Info()
		if err != nil {
			return err
		}
		if d.IsDir() {
			return os.MkdirAll(f.path(inside), info.Mode().Perm())
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		return os.WriteFile(f.path(inside), data, info.Mode().Perm())
	})
	if err != nil {
		e.Fatal(err)
	}
	f.remove(drawnRecord)
	return f
}

// TestAgain changes every input of an event, one at a time. A run with the record of the last one must write what a run
// without it writes, and lay out only what has changed.
func TestAgain(t *testing.T) {
	line := func(e event, n int, old, new string) {
		list := strings.Split(e.read("attendees.csv"), "\n")
		changed := strings.Replace(list[n], old, new, 1)
		if list[n] == changed {
			e.Fatalf("line %d has no %q", n+1, old)
		}
		list[n] = changed
		e.write("attendees.csv", strings.Join(list, "\n"))
	}
	edit := func(name, old, new string) func(event) {
		return func(e event) {
			text := e.read(name)
			if !strings.Contains(text, old) {
				e.Fatalf("%s has no %q", name, old)
			}
			e.write(name, strings.Replace(text, old, new, 1))
		}
	}
	forge := func(file func(e event) string) func(event) {
		return func(e event) {
			if !slices.Contains([]string{"linux", "darwin"}, runtime.GOOS) {
				e.Skip("the system does not note when a file was changed")
			}
			name := e.path(file(e))
			info, err := os.Stat(name)
			if err != nil {
				e.Fatal(err)
			}
			e.write(file(e), strings.Replace(e.read(file(e)), "0 ", "1 ", 1))
			if err := os.Chtimes(name, info.ModTime(), info.ModTime()); err != nil {
				e.Fatal(err)
			}
		}
	}
	const all, certificates, sheets = 200, 100, 32
	for name, c := range map[string]struct {
		change func(event)
		again  int // papers that are not laid out
		o      batch.Options
	}{
		"nothing but the record of the run": {func(e event) { e.remove(madeRecord) }, all, batch.Options{}},
		"a name":                            {func(e event) { line(e, 50, "Ali", "Alia") }, all - 1 - sheets, batch.Options{}},
		"a name of the same length":         {func(e event) { line(e, 50, "Ali", "Eli") }, all - 1 - sheets, batch.Options{}},
		"a name in another script":          {func(e event) { line(e, 50, "علی", "على") }, all - 1 - sheets, batch.Options{}},
		"a role":                            {func(e event) { line(e, 1, "speaker", "guest") }, all - 1 - sheets, batch.Options{}},
		"a country":                         {func(e event) { line(e, 1, "Romania", "Moldova") }, all - 1 - sheets, batch.Options{}},
		"a language":                        {func(e event) { line(e, 100, ",pt,", ",es,") }, all - 1 - 4, batch.Options{}},
		"an organisation":                   {func(e event) { line(e, 3, "Police", "Policy") }, all - 1 - sheets, batch.Options{}},
		"a person more": {func(e event) {
			e.write("attendees.csv", e.read("attendees.csv")+"101,Zoe Zed,,en,,,guest,z@mail.example.org\n")
		}, all - 4, batch.Options{}},
		"a person fewer": {func(e event) {
			e.write("attendees.csv", strings.Replace(e.read("attendees.csv"), crowd(100)[1]+"\n", "", 1))
		}, certificates - 1, batch.Options{}},
		"two rows changed about": {func(e event) {
			list := crowd(100)
			list[1], list[2] = list[2], list[1]
			e.write("attendees.csv", strings.Join(list, "\n"))
		}, all - sheets, batch.Options{}},
		"a correction":  {edit("corrections.csv", "Legation", "Legations"), all - 1 - sheets, batch.Options{}},
		"minutes":       {edit("minutes.csv", "\n1,60\n", "\n1,180\n"), all - 1 - sheets, batch.Options{}},
		"the title":     {edit("event.toml", "Summer Meeting", "Winter Meeting"), 0, batch.Options{}},
		"a role's name": {edit("event.toml", `"Guest"`, `"Guests"`), 0, batch.Options{}},
		"a phrase": {func(e event) {
			e.write("event.toml", e.read("event.toml")+"\n[phrases]\nthis_certifies_that.en = \"This says\"\n")
		}, 0, batch.Options{}},
		"the template":   {edit("designs/own/template.toml", "[[", "# a comment\n[["), 0, batch.Options{}},
		"the logo":       {func(e event) { e.write("logo.png", dot(91, png.Encode)) }, 0, batch.Options{}},
		"the first cell": {func(e event) {}, 0, batch.Options{Start: 3}},
		"pictures":       {func(e event) {}, 0, batch.Options{PNG: 30}},
		"a file that was touched": {func(e event) {
			e.write("out/"+e.certificate("1"), strings.Repeat("x", len(e.read("out/"+e.certificate("1")))))
		}, all - 1, batch.Options{}},
		"a file that was forged, with its size and time":    {forge(func(e event) string { return "out/" + e.certificate("1") }), all - 1, batch.Options{}},
		"badges that were forged, with their size and time": {forge(func(event) string { return "out/badges.pdf" }), certificates, batch.Options{}},
		"a file that is gone":                               {func(e event) { e.remove("out/" + e.certificate("1")) }, all - 1, batch.Options{}},
		"badges that were touched": {func(e event) {
			e.write("out/badges.pdf", strings.Repeat("x", len(e.read("out/badges.pdf"))))
		}, certificates, batch.Options{}},
		"a record that was cut": {func(e event) {
			e.remove(madeRecord)
			e.write(drawnRecord, e.read(drawnRecord)[:1000])
		}, 0, batch.Options{}},
		"a record of another kind": {func(e event) {
			e.remove(madeRecord)
			e.write(drawnRecord, strings.Repeat("lanyard drawn 1\n", 100))
		}, 0, batch.Options{}},
		"a record with another byte": {func(e event) {
			e.remove(madeRecord)
			b := []byte(e.read(drawnRecord))
			b[len(b)-200] ^= 1
			e.write(drawnRecord, string(b))
		}, 0, batch.Options{}},
		"a file of a later run": {func(e event) { e.run(batch.Job{Options: batch.Options{One: "5"}, Now: later(1)}) }, all, batch.Options{}},
	} {
		if sample := []string{"a name", "a person fewer", "the template", "a file that is gone", "a record with another byte"}; testing.Short() &&
			!slices.Contains(sample, name) {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := newAgain(t, "classic")
			e.run(batch.Job{})
			c.change(e)
			e.sameAsDrawn(batch.Job{Now: later(2), Options: c.o}, c.again)
		})
	}
}

// sameAsDrawn runs j with the record of the last run and without, and compares everything that is written.
func (e event) sameAsDrawn(j batch.Job, again int) {
	e.Helper()
	f := e.control()
	made, err := e.try(j)
	drawn, failed := f.try(j)
	if err := errors.Join(err, failed); err != nil {
		e.Fatal(err)
	}
	if made.Same || drawn.Same {
		e.Fatal("nothing was made")
	}
	if made.Again != again || drawn.Again != 0 {
		e.Errorf("%d papers come from the last run, want %d; without a record %d", made.Again, again, drawn.Again)
	}
	if !reflect.DeepEqual(made.Fits, drawn.Fits) || len(drawn.Fits) == 0 {
		e.Errorf("%d fits, want %d: %v, %v", len(made.Fits), len(drawn.Fits), made.Fits, drawn.Fits)
	}
	if shown, want := e.shown(), f.shown(); len(want) < 100 || !maps.Equal(shown, want) {
		e.Errorf("the ledger says of %d papers what they show, want %d, or other things", len(shown), len(want))
	}
	got, want := contents(e, e.path("out")), contents(e, f.path("out"))
	if names := slices.Sorted(maps.Keys(got)); len(want) < 100 || !slices.Equal(names, slices.Sorted(maps.Keys(want))) {
		e.Fatalf("%d files, want %d: %q", len(got), len(want), names)
	}
	for name, data := range want {
		if !bytes.Equal(got[name], data) {
			e.Errorf("%s has other bytes", name)
		}
	}
}

// shown returns what the last print of each paper shows, as the ledger has it.
func (e event) shown() map[credential.Number]string {
	e.Helper()
	last, err := e.ledger().LastPrints()
	if err != nil {
		e.Fatal(err)
	}
	shown := map[credential.Number]string{}
	for number, p := range last {
		shown[number] = p.Shown
	}
	return shown
}

// TestAgainGroups is TestAgain for a file of badges for each group.
func TestAgainGroups(t *testing.T) {
	for name, c := range map[string]struct {
		file, old, new string
		again          int
	}{
		"a name":        {"attendees.csv", "1,Ana", "1,Anna", 199 - 32},
		"a role's name": {"event.toml", `"Speaker"`, `"Speakers"`, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := newAgain(t, "classic")
			e.write("event.toml", strings.Replace(e.read("event.toml"), "[badges]\n",
				"[badges]\nfiles = \"group\"\ngroup = \"role\"\n", 1))
			e.run(batch.Job{})
			if n := len(e.files()); n != 102 {
				t.Fatalf("%d files", n)
			}
			e.write(c.file, strings.Replace(e.read(c.file), c.old, c.new, 1))
			e.sameAsDrawn(batch.Job{Now: later(2)}, c.again)
		})
	}
}

// TestAgainPhotos is TestAgain for badges that show photos, which may lie about anywhere in the folder.
func TestAgainPhotos(t *testing.T) {
	for name, c := range map[string]struct {
		change func(event)
		again  int
	}{
		"a photo":              {func(e event) { e.write("photos/1.jpg", dot(200, photo)) }, 100},
		"a photo that is gone": {func(e event) { e.remove("photos/1.jpg") }, 100},
		"a photo more":         {func(e event) { e.write("photos/2.jpg", dot(200, photo)) }, 100},
	} {
		if testing.Short() && name != "a photo" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := newAgain(t, "photo")
			e.run(batch.Job{})
			c.change(e)
			e.sameAsDrawn(batch.Job{Now: later(2)}, c.again)
		})
	}
}

// TestAgainTwice: what was taken from the last run is in the record of this one.
func TestAgainTwice(t *testing.T) {
	e := newAgain(t, "classic")
	e.run(batch.Job{})
	for round := range 3 {
		e.write("attendees.csv", strings.Replace(e.read("attendees.csv"), "Ana", "Anna", 1))
		if r := e.run(batch.Job{Now: later(round)}); r.Again < 200-2*33 {
			t.Errorf("in round %d %d papers come from the last run", round+1, r.Again)
		}
	}
	info, err := os.Stat(e.path(drawnRecord))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the record has the mode %v, %v", info.Mode(), err)
	}
	if e.exists(drawnRecord + ".part") {
		t.Error("a part of a record is left")
	}
}

func (e event) read(name string) string {
	e.Helper()
	text, err := os.ReadFile(e.path(name))
	if err != nil {
		e.Fatal(err)
	}
	return string(text)
}

func (e event) remove(name string) {
	e.Helper()
	if err := os.Remove(e.path(name)); err != nil {
		e.Fatal(err)
	}
}

// certificate returns the file of a person's certificate in out.
func (e event) certificate(id string) string {
	e.Helper()
	for entry := range e.manifest().Entries {
		if entry.Attendee == id && entry.Kind == paper.Certificate.String() {
			return entry.File
		}
	}
	e.Fatalf("no certificate of %s", id)
	return ""
}
