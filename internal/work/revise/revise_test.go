package revise

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lanyard/internal/base/amend"
	"lanyard/internal/base/fault"
	"lanyard/internal/base/source"
	"lanyard/internal/input/roster"
	"lanyard/internal/work/folder"
	"lanyard/internal/work/owner"
	"lanyard/internal/work/review"
)

const oneList = "id,name,role\n1,Ana Pop,speaker\n2,Bob Hale,Speakr\n3,Hale Bob,\n"

// newEvent returns the folder of an event with a list, all of whose files are for their owner alone.
func newEvent(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	write(t, dir, owner.EventFile, `id = "desk-2027"
title = "Desk"  # as printed
start = 2027-05-14
[issuer]
name = "Example University"
verify = "verify.example.edu"
[roles.speaker]
label = "Speaker"
[roles.participant]
label = "Participant"
[badges]
template = "classic"
`)
	write(t, dir, "attendees.csv", oneList)
	return dir
}

func read(t *testing.T, dir, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func write(t *testing.T, dir, name, data string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o600); err != nil {
		t.Fatal(err)
	}
}

// version returns the version of a file as a page gets it.
func version(t *testing.T, f *Files, name string) string {
	t.Helper()
	_, v, err := f.Read(name)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// listOf returns the list of an event as a page shows it.
func listOf(t *testing.T, dir string) List {
	t.Helper()
	all, problems, err := review.Load(t.Context(), dir)
	if err != nil || all == nil {
		t.Fatal(problems, err)
	}
	table, err := all.Table()
	if err != nil {
		t.Fatal(err)
	}
	return List{People: all, Table: table, Columns: all.Roster.Explain()}
}

// What is written keeps its permissions. Corrections and old lists are new files with names in them, for their owner alone.
func TestPermissions(t *testing.T) {
	dir := newEvent(t)
	f := New(dir)
	modes := func(want map[string]fs.FileMode) {
		t.Helper()
		for name, mode := range want {
			if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Mode().Perm() != mode {
				t.Errorf("%s: %v, %v; not %v", name, info, err, mode)
			}
		}
	}
	correct := func(to string) {
		t.Helper()
		all, err := listOf(t, dir).Corrections([]Cell{{"1", "name", to}})
		if err == nil {
			err = f.Correct(version(t, f, folder.CorrectionsFile), all)
		}
		if err != nil {
			t.Error(err)
		}
	}
	renew := func(list string) {
		t.Helper()
		if err := f.NewList(version(t, f, owner.EventFile), "attendees.csv", []byte(list)); err != nil {
			t.Error(err)
		}
	}
	correct("Anna Pop")
	edit, err := listOf(t, dir).Alias("speaker", "Speakr")
	if err == nil {
		err = f.Amend(version(t, f, owner.EventFile), edit)
	}
	if err != nil {
		t.Error(err)
	}
	renew(oneList + "4,Cy Young,speaker\n")
	if n := len(listOf(t, dir).People.People); n != 4 {
		t.Errorf("the new list has %d people", n)
	}
	modes(map[string]fs.FileMode{"event.toml": 0o600, "corrections.csv": 0o600, "attendees.csv": 0o600, "attendees.csv.before": 0o600})
	for _, name := range []string{"event.toml", "corrections.csv", "attendees.csv"} {
		if err := os.Chmod(filepath.Join(dir, name), 0o640); err != nil {
			t.Fatal(err)
		}
	}
	correct("Annie Pop")
	renew(oneList)
	modes(map[string]fs.FileMode{"event.toml": 0o640, "corrections.csv": 0o640, "attendees.csv": 0o640, "attendees.csv.before": 0o600})
	if got := read(t, dir, "attendees.csv.before"); got != oneList+"4,Cy Young,speaker\n" {
		t.Errorf("the list before is %q", got)
	}
	if got := read(t, dir, "corrections.csv"); !strings.Contains(got, "1,name,Ana Pop,Annie Pop\n") {
		t.Errorf("corrections.csv is\n%s", got)
	}
}

// A list that cannot be read cannot be kept, so the new one does not take its place.
func TestListNotKept(t *testing.T) {
	dir := newEvent(t)
	f := New(dir)
	large := filepath.Join(dir, "large.csv")
	write(t, dir, "large.csv", "id,name\n")
	if err := os.Truncate(large, roster.MaxFile+1); err != nil {
		t.Fatal(err)
	}
	before := read(t, dir, owner.EventFile)
	if err := f.NewList(version(t, f, owner.EventFile), "large.csv", []byte(oneList)); fault.Hint(err) == "" {
		t.Errorf("the error is %v", err)
	}
	if info, err := os.Stat(large); err != nil || info.Size() != roster.MaxFile+1 {
		t.Errorf("the list is %v, %v", info, err)
	}
	if read(t, dir, owner.EventFile) != before {
		t.Error("event.toml was changed")
	}
}

// A change of a file that is another one by now is not made; its error has both texts. What the strict reader refuses is
// not written.
func TestRefused(t *testing.T) {
	dir := newEvent(t)
	f := New(dir)
	seen := version(t, f, owner.EventFile)
	before := read(t, dir, owner.EventFile)
	var problems source.Problems
	for _, edit := range []amend.Edit{{Key: "nonsense", Value: "1"}, {Key: "badges.printer", Value: "nobody's"}} {
		if err := f.Amend(seen, edit); !errors.As(err, &problems) {
			t.Errorf("%+v: %v", edit, err)
		}
	}
	if err := f.Write(seen, before+strings.Repeat("#", source.MaxTOML)); fault.Hint(err) == "" {
		t.Errorf("a long text: %v", err)
	}
	if read(t, dir, owner.EventFile) != before {
		t.Error("event.toml was changed")
	}
	write(t, dir, owner.EventFile, before+"# by somebody else\n")
	var old *Stale
	if err := f.Amend(seen, amend.Edit{Key: "title", Value: "Mine"}); !errors.As(err, &old) || old.File != owner.EventFile ||
		old.Theirs != before+"# by somebody else\n" || old.Mine != strings.Replace(before, `"Desk"`, `"Mine"`, 1) {
		t.Errorf("%v %+v", err, old)
	}
	if err := f.Write("", "id = 1\n"); !errors.As(err, &old) || old.Mine != "" {
		t.Errorf("a text that was never seen: %v %+v", err, old)
	}
	if read(t, dir, owner.EventFile) != before+"# by somebody else\n" {
		t.Error("event.toml was changed")
	}
	if err := f.HasTable("badges"); err != nil {
		t.Error(err)
	}
	if err := f.HasTable("certificates"); fault.Hint(err) == "" {
		t.Errorf("event.toml without [certificates]: %v", err)
	}
}

// What a page asks for means these corrections and edits; what the list does not have is an error with a hint.
func TestList(t *testing.T) {
	l := listOf(t, newEvent(t))
	all, err := l.Merge("3", "2")
	if err != nil || len(all) != 1 || all[0] != (roster.Correction{Person: "3", Column: roster.WholeRow, To: roster.LeaveOut}) {
		t.Errorf("%v %+v", err, all)
	}
	if all, err = l.Merge("2", "3"); err != nil || len(all) != 2 || all[1] != (roster.Correction{Person: "3", Column: "role", To: "Speakr"}) {
		t.Errorf("%v %+v", err, all)
	}
	if all, err = l.Corrections([]Cell{{"2", "role", " speaker "}}); err != nil || len(all) != 1 ||
		all[0] != (roster.Correction{Person: "2", Column: "role", From: "Speakr", To: "speaker"}) {
		t.Errorf("%v %+v", err, all)
	}
	edit := func(e amend.Edit, err error) string {
		if err != nil {
			return "error: " + fault.Hint(err)
		}
		return strings.TrimSpace(e.Key + " " + source.Quote(strings.Join(strings.Fields(strings.Trim(valueOf(e.Value), "[]")), " ")))
	}
	none := List{}
	for what, c := range map[string][2]string{
		"a column":                   {edit(l.Column("organisation", "role")), `attendees.columns.organisation "role"`},
		"a column for nothing":       {edit(l.Column("", "role")), `attendees.columns.role ""`},
		"a column that is nothing":   {edit(l.Column("", "x")), "error: choose what it is"},
		"a field that is none":       {edit(l.Column("shoe size", "role")), "error: choose one that the page offers"},
		"an alias":                   {edit(l.Alias("speaker", "Speakr")), `roles.speaker.aliases "Speakr"`},
		"of no role":                 {edit(l.Alias("king", "Speakr")), "error: choose one that the page offers"},
		"of an event without a list": {edit(none.Alias("speaker", "x")), "error: correct what is wrong with it first"},
		"a role":                     {edit(l.Role(" Press Corps ")), `roles.press-corps.label "Press Corps"`},
		"a role without a name":      {edit(l.Role(" ")), "error: write one"},
		"a rule":                     {edit(l.Rule(" attended ")), `certificates.where "attended"`},
		"a rule without a list":      {edit(none.Rule("shoes > 3")), `certificates.where "shoes > 3"`},
	} {
		if c[0] != c[1] {
			t.Errorf("%s is %s, not %s", what, c[0], c[1])
		}
	}
	if e, err := l.Rule(""); err != nil || e.Value != nil {
		t.Errorf("no rule: %v %+v", err, e)
	}
	if _, err := l.Rule("minutes >= ) ("); err == nil {
		t.Error("a wrong rule is taken")
	}
	for _, cells := range [][]Cell{{{"9", "name", "x"}}, {{"1", "name", strings.Repeat("x", maxText+1)}}, {{"1", "name", "\xff"}}} {
		if _, err := l.Corrections(cells); fault.Hint(err) == "" {
			t.Errorf("%.40v: %v", cells, err)
		}
	}
	for _, rows := range [][2]string{{"1", "1"}, {"1", "9"}, {"9", "1"}} {
		if _, err := l.Merge(rows[0], rows[1]); fault.Hint(err) == "" {
			t.Errorf("%v: %v", rows, err)
		}
	}
}

// valueOf returns a text, or the texts of a list.
func valueOf(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case []string:
		return strings.Join(v, " ")
	}
	return "?"
}

func TestOffset(t *testing.T) {
	edits, err := Offset{Printer: " Front Desk", Front: [2]string{"0.5mm ", ""}, Flip: "short"}.Edits()
	var got []string
	for _, e := range edits {
		got = append(got, e.Key+" "+valueOf(e.Value))
	}
	want := "badges.printer front-desk; printers.front-desk.back 0mm 0mm; printers.front-desk.front 0.5mm 0mm; badges.flip short"
	if err != nil || strings.Join(got, "; ") != want {
		t.Errorf("%v %q", err, got)
	}
	if _, err := (Offset{Printer: " "}).Edits(); fault.Hint(err) == "" {
		t.Errorf("a printer without a name: %v", err)
	}
}
