package batch_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/paper"
	"lanyard/internal/paper/readback"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/keyring"
	"lanyard/internal/trust/ledger"
	"lanyard/internal/work/batch"
	"lanyard/internal/work/manifest"
)

const smallEvent = `id = "summer-2026"
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

[access.backstage]
label = "Backstage"

[badges]
template = "bilingual"

[certificates]
template = "bilingual"
`

const smallList = `id,name,name_local,language,organisation,country,role,email
1,Ana Popescu,,ro,Embassy of Romania,Romania,speaker,ana@mail.example.org
2,Ali Rezaei,علی رضایی,fa,University of Tehran,Iran,guest,ali@mail.example.org
3,Misaki Takahashi,髙橋 美咲,ja,Police Agency,Japan,speaker,misaki@mail.example.org
`

// days later than the small event's first one, in the morning.
func later(days int) time.Time { return time.Date(2026, 7, 1+days, 8, 0, 0, 0, time.UTC) }

// event is a folder with an event, and what tests ask of it.
type event struct {
	testing.TB
	dir string
}

// newEvent writes files into a new folder: event.toml, attendees.csv and what
// else comes with them.
func newEvent(t testing.TB, toml, list string, more map[string]string) event {
	e := event{t, t.TempDir()}
	e.write("event.toml", toml)
	e.write("attendees.csv", list)
	for name, text := range more {
		e.write(name, text)
	}
	return e
}

func (e event) path(name string) string { return filepath.Join(e.dir, filepath.FromSlash(name)) }

func (e event) write(name, text string) {
	e.Helper()
	err := os.MkdirAll(filepath.Dir(e.path(name)), 0o755)
	if err := errors.Join(err, os.WriteFile(e.path(name), []byte(text), 0o644)); err != nil {
		e.Fatal(err)
	}
}

func (e event) exists(name string) bool {
	_, err := os.Stat(e.path(name))
	return err == nil
}

// run makes what j says and looks whether manifest, files and ledger agree.
func (e event) run(j batch.Job) *batch.Report {
	e.Helper()
	report, err := e.try(j)
	if err != nil {
		e.Fatalf("%v %v", err, report.Problems)
	}
	e.agree()
	return report
}

func (e event) try(j batch.Job) (*batch.Report, error) {
	j.Dir = e.dir
	if j.Now.IsZero() {
		j.Now = later(0)
	}
	return batch.Make(e.Context(), j)
}

func (e event) manifest() bundle.Manifest {
	e.Helper()
	out, err := bundle.Open(e.path("out"))
	if err != nil {
		e.Fatal(err)
	}
	defer out.Close()
	m, err := out.ReadManifest(".")
	if err != nil {
		e.Fatal(err)
	}
	return m
}

func (e event) ledger() *ledger.Ledger {
	e.Helper()
	l, err := ledger.Open(e.path("ledger.db"), func() time.Time { return later(1) })
	if err != nil {
		e.Fatal(err)
	}
	e.Cleanup(func() { l.Close() })
	return l
}

// issued returns all that the ledger knows, in its order.
func (e event) issued() (entries []ledger.Entry) {
	e.Helper()
	for entry, err := range e.ledger().All(e.Context()) {
		if err != nil {
			e.Fatal(err)
		}
		entries = append(entries, entry)
	}
	return entries
}

// current returns the entry of the newest version that an attendee has.
func (e event) current(kind paper.Kind, id string) ledger.Entry {
	e.Helper()
	all, err := e.ledger().Current("summer-2026", kind)
	if err != nil {
		e.Fatal(err)
	}
	entry, ok := all[id]
	if !ok {
		e.Fatalf("the ledger knows no %s of %s", kind, id)
	}
	return entry
}

// agree compares the manifest with the files and with the ledger.
func (e event) agree() {
	e.Helper()
	m := e.manifest()
	links := map[string][]string{}
	for _, f := range m.Files {
		data, err := os.ReadFile(e.path("out/" + f.File))
		if err != nil {
			e.Errorf("the manifest names a file that is not there: %v", err)
			continue
		}
		if sha256.Sum256(data) != f.Sum || int64(len(data)) != f.Size {
			e.Errorf("%s is not as the manifest says", f.File)
		}
		if f.File == manifest.MailingFile {
			continue // no paper; mailing.txtar looks at it
		}
		if links[f.File], err = readback.Links(context.Background(), data); err != nil {
			e.Errorf("%s: %v", f.File, err)
		}
	}
	tokens := map[string]ledger.Entry{}
	for _, entry := range e.issued() {
		tokens[entry.Number.String()] = entry
	}
	type paper struct{ id, kind, file string }
	seen := map[paper]bool{}
	for entry := range m.Entries {
		token := tokens[entry.Number]
		if len(token.Token) == 0 || token.TokenHash != entry.Token || token.AttendeeID != entry.Attendee || token.Name != entry.Name {
			e.Errorf("the ledger does not know %+v", entry)
			continue
		}
		if !slices.Contains(links[entry.File], token.Token.URL("verify.example.org")) {
			e.Errorf("%s does not show the token of %+v", entry.File, entry)
		}
		if p := (paper{entry.Attendee, entry.Kind, entry.File}); seen[p] {
			e.Errorf("the manifest names %v twice", p)
		} else {
			seen[p] = true
		}
	}
}

// files returns the names of the PDF files that are in the output folder.
func (e event) files() (names []string) {
	e.Helper()
	err := filepath.WalkDir(e.path("out"), func(path string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".pdf") {
			name, _ := filepath.Rel(e.path("out"), path)
			names = append(names, filepath.ToSlash(name))
		}
		return err
	})
	if err != nil {
		e.Fatal(err)
	}
	return names
}

func (e event) expectFiles(want ...string) {
	e.Helper()
	if got := e.files(); !slices.Equal(got, want) {
		e.Errorf("the files are %q, expected %q", got, want)
	}
}

func TestIssueOnce(t *testing.T) {
	e := newEvent(t, smallEvent, smallList, nil)
	first := e.run(batch.Job{})
	if first.Issued != 6 || first.Corrected != 0 || first.NewKeys == "" || first.People != 3 || first.Badges != 3 || first.Certificates != 3 || first.Sheets != 1 {
		t.Errorf("the first run: %+v", first)
	}
	e.expectFiles("badges.pdf", "certificates/1-Ana-Popescu.pdf", "certificates/2-Ali-Rezaei.pdf", "certificates/3-Misaki-Takahashi.pdf")
	before, issued := contents(t, e.path("out")), e.issued()
	second := e.run(batch.Job{Now: later(5)})
	if second.Issued != 0 || second.NewKeys != "" || len(second.Removed) > 0 {
		t.Errorf("the second run: %+v", second)
	}
	if !maps.EqualFunc(contents(t, e.path("out")), before, bytes.Equal) {
		t.Error("another day gives other files")
	}
	if len(e.issued()) != len(issued) || len(issued) != 6 {
		t.Errorf("the ledger has %d entries, and then %d", len(issued), len(e.issued()))
	}
	for i, entry := range e.issued() {
		if !entry.IssuedAt.Equal(later(0).Truncate(24 * time.Hour)) {
			t.Errorf("entry %d was issued at %s, which tells the hour", i, entry.IssuedAt)
		}
	}
}

// TestCorrection gives a new version to whom the list now calls by another
// name, and to nobody else.
func TestCorrection(t *testing.T) {
	e := newEvent(t, smallEvent, smallList, nil)
	e.run(batch.Job{})
	before := e.current(paper.Certificate, "1")
	e.write("attendees.csv", strings.Replace(smallList, "Ana Popescu", "Ana Ionescu", 1))
	report := e.run(batch.Job{Now: later(3)})
	if report.Issued != 2 || report.Corrected != 2 {
		t.Errorf("%d new, %d corrected", report.Issued, report.Corrected)
	}
	after := e.current(paper.Certificate, "1")
	if after.Version != 2 || after.Replaces != before.Number || after.Number == before.Number || after.Name != "Ana Ionescu" {
		t.Errorf("the new version is %+v", after)
	}
	v := e.verdict(after.Token)
	if v.Claim == nil || v.Claim.Replaces != before.Number || v.Claim.Name != "Ana Ionescu" {
		t.Errorf("its token says %+v", v)
	}
	if !slices.Equal(report.Removed, []string{"certificates/1-Ana-Popescu.pdf"}) {
		t.Errorf("removed were %q", report.Removed)
	}
	e.expectFiles("badges.pdf", "certificates/1-Ana-Ionescu.pdf", "certificates/2-Ali-Rezaei.pdf", "certificates/3-Misaki-Takahashi.pdf")
	for _, f := range report.Files {
		if mine := f.File == "badges.pdf" || f.File == "certificates/1-Ana-Ionescu.pdf"; f.Changed != mine {
			t.Errorf("%s changed: %v", f.File, f.Changed)
		}
	}
	for _, id := range []string{"2", "3"} {
		if v := e.current(paper.Badge, id).Version; v != 1 {
			t.Errorf("attendee %s has version %d", id, v)
		}
	}
}

// verdict judges a token with the issuer document of the event.
func (e event) verdict(token credential.Token) credential.Verdict {
	e.Helper()
	ring, err := keyring.Open(e.path(batch.KeysDir))
	if err != nil {
		e.Fatal(err)
	}
	return credential.Judge(token.URL(ring.Issuer.Host), []*credential.Issuer{ring.Issuer}, nil, later(1))
}

// TestWithheld prints nothing that was revoked or suspended, and takes the old
// file away; what is reinstated comes back under its number.
func TestWithheld(t *testing.T) {
	e := newEvent(t, smallEvent, smallList, nil)
	e.run(batch.Job{})
	l := e.ledger()
	number := e.current(paper.Certificate, "2").Number
	if err := l.Suspend("to be looked at", number); err != nil {
		t.Fatal(err)
	}
	report := e.run(batch.Job{})
	if !slices.Equal(report.Withheld, []string{"2"}) || report.Certificates != 2 || report.Badges != 3 {
		t.Errorf("withheld %q, made %d certificates and %d badges", report.Withheld, report.Certificates, report.Badges)
	}
	e.expectFiles("badges.pdf", "certificates/1-Ana-Popescu.pdf", "certificates/3-Misaki-Takahashi.pdf")
	if err := l.Reinstate("all is well", number); err != nil {
		t.Fatal(err)
	}
	if report = e.run(batch.Job{}); len(report.Withheld) > 0 || report.Issued != 0 || e.current(paper.Certificate, "2").Number != number {
		t.Errorf("after it was reinstated: %+v", report)
	}
	if err := l.Revoke("left early", number); err != nil {
		t.Fatal(err)
	}
	e.write("attendees.csv", strings.Replace(smallList, "Ali Rezaei", "Ali Rezai", 1)) // a new name is no way round
	report = e.run(batch.Job{})
	if !slices.Equal(report.Withheld, []string{"2"}) || report.Issued != 1 || report.Corrected != 1 {
		t.Errorf("withheld %q, %d new, %d corrected", report.Withheld, report.Issued, report.Corrected)
	}
}

// TestStale removes the files of those who have gone and nothing of others.
func TestStale(t *testing.T) {
	e := newEvent(t, smallEvent, smallList, nil)
	e.run(batch.Job{})
	e.write("out/notes.txt", "mine")
	e.write("out/certificates/scan.pdf", "mine too")
	e.write("attendees.csv", smallList[:strings.Index(smallList, "3,Misaki")])
	report := e.run(batch.Job{})
	if !slices.Equal(report.Removed, []string{"certificates/3-Misaki-Takahashi.pdf"}) {
		t.Errorf("removed were %q", report.Removed)
	}
	e.expectFiles("badges.pdf", "certificates/1-Ana-Popescu.pdf", "certificates/2-Ali-Rezaei.pdf", "certificates/scan.pdf")
	if !e.exists("out/notes.txt") {
		t.Error("a file that is not ours is gone")
	}
	e.write("attendees.csv", smallList)
	if report := e.run(batch.Job{}); report.Issued != 0 || report.Certificates != 3 {
		t.Errorf("who comes back gets another number: %+v", report)
	}
}

// TestParts makes one kind, or one person, and keeps the rest of the manifest.
func TestParts(t *testing.T) {
	e := newEvent(t, smallEvent, smallList, nil)
	entries := func() (n int) { return len(slices.Collect(e.manifest().Entries)) }
	if r := e.run(batch.Job{Options: batch.Options{Only: "certificates"}}); r.Issued != 3 || r.Badges != 0 || entries() != 3 || e.exists("out/badges.pdf") {
		t.Errorf("certificates alone: %+v, %d in the manifest", r, entries())
	}
	if r := e.run(batch.Job{Options: batch.Options{Only: "badges"}}); r.Issued != 3 || r.Certificates != 0 || len(r.Removed) > 0 || entries() != 6 {
		t.Errorf("then badges: %+v, %d in the manifest", r, entries())
	}
	if r := e.run(batch.Job{Options: batch.Options{One: "2", Only: "certificates"}}); r.Issued != 0 || r.Certificates != 1 || len(r.Removed) > 0 || entries() != 6 {
		t.Errorf("then one: %+v, %d in the manifest", r, entries())
	}
	e.run(batch.Job{Options: batch.Options{One: "2"}})
	e.expectFiles("badges-2.pdf", "badges.pdf", "certificates/1-Ana-Popescu.pdf", "certificates/2-Ali-Rezaei.pdf", "certificates/3-Misaki-Takahashi.pdf")
	e.write("attendees.csv", strings.Replace(smallList, "Ali Rezaei", "Ali Rezai", 1))
	if r := e.run(batch.Job{Options: batch.Options{One: "2", Only: "certificates"}}); r.Issued != 1 || !slices.Equal(r.Removed, []string{"certificates/2-Ali-Rezaei.pdf"}) || entries() != 7 {
		t.Errorf("then one corrected: %+v, %d in the manifest", r, entries())
	}
	if _, err := e.try(batch.Job{Options: batch.Options{One: "22"}}); err == nil || errors.Is(err, batch.ErrProblems) {
		t.Errorf("nobody has the id 22, and the answer is %v", err)
	}
	e.write("event.toml", smallEvent[:strings.Index(smallEvent, "[certificates]")])
	if _, err := e.try(batch.Job{Options: batch.Options{Only: "certificates"}}); err == nil || errors.Is(err, batch.ErrProblems) {
		t.Errorf("there are no certificates to make, and the answer is %v", err)
	}
	e.run(batch.Job{Options: batch.Options{Merged: true}})
	if e.exists("out/certificates.pdf") {
		t.Error("a file of all certificates, of which there are none")
	}
}

// TestSlots gives every paper its own place in a status list that the issuer
// document names, in later runs too.
func TestSlots(t *testing.T) {
	e := newEvent(t, smallEvent, "name\n"+people(1, 60), nil)
	e.run(batch.Job{Options: batch.Options{Only: "badges"}})
	e.write("attendees.csv", "name\n"+people(1, 120))
	e.run(batch.Job{Options: batch.Options{Only: "badges"}})
	ring, err := keyring.Open(e.path(batch.KeysDir))
	if err != nil {
		t.Fatal(err)
	}
	type place struct{ list, slot int }
	taken := map[place]bool{}
	inOrder := true
	last := -1
	for _, entry := range e.issued() {
		p := place{entry.List, entry.Slot}
		if taken[p] {
			t.Errorf("two have the place %+v", p)
		}
		taken[p] = true
		inOrder = inOrder && entry.Slot > last
		last = entry.Slot
		v := e.verdict(entry.Token)
		if v.Claim == nil || int(v.Claim.Status.Index) != entry.Slot || !slices.Contains(ring.Issuer.StatusLists, v.Claim.Status.URI) {
			t.Errorf("the token of %s names the place %+v", entry.Name, v.Claim)
		}
	}
	if len(taken) != 120 || inOrder {
		t.Errorf("%d places, in the order of the list: %v", len(taken), inOrder)
	}
}

// people returns rows with names of their own.
func people(from, to int) string {
	var b strings.Builder
	for i := from; i <= to; i++ {
		b.WriteString("Ana " + strings.Repeat("I", i%10+1) + string(rune('a'+i/10%26)) + string(rune('a'+i/260)) + "escu\n")
	}
	return b.String()
}

// TestClaims signs every fact that is printed, and nothing that is not.
func TestClaims(t *testing.T) {
	e := newEvent(t, strings.Replace(smallEvent, "[issuer]", "expires = 2030-12-31\n\n[issuer]", 1), smallList, nil)
	e.run(batch.Job{})
	for _, kind := range []paper.Kind{paper.Certificate, paper.Badge} {
		entry := e.current(kind, "2")
		v := e.verdict(entry.Token)
		if v.State != credential.StateUnknown {
			t.Fatalf("%s: %s, %s", kind, v.State, v.Detail)
		}
		c := *v.Claim
		want := credential.Claim{
			Issuer: "verify.example.org", Issued: later(0).Truncate(24 * time.Hour), Expires: time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC),
			Number: entry.Number, Kind: kind, Name: "Ali Rezaei", NameLocal: "علی رضایی", Language: "fa", Role: "Guest",
			Event: "Summer Meeting", FirstDay: 20635, LastDay: 20636, IssuerName: "Example Office",
			Status: c.Status, EventRef: c.EventRef, Extra: c.Extra,
		}
		if !c.Issued.Equal(want.Issued) || !c.Expires.Equal(want.Expires) {
			t.Errorf("%s: issued %s, expires %s", kind, c.Issued, c.Expires)
		}
		c.Issued, c.Expires, want.Issued, want.Expires = time.Time{}, time.Time{}, time.Time{}, time.Time{}
		if got := c; got.Number != want.Number || got.Name != want.Name || got.NameLocal != want.NameLocal || got.Language != want.Language || got.Role != want.Role ||
			got.Event != want.Event || got.FirstDay != want.FirstDay || got.LastDay != want.LastDay || got.IssuerName != want.IssuerName || got.Issuer != want.Issuer || got.Kind != kind {
			t.Errorf("%s: signed is\n%+v, expected\n%+v", kind, got, want)
		}
		if bytes.Contains(entry.Token, []byte("mail.example.org")) {
			t.Errorf("%s: the token holds the e-mail address", kind)
		}
	}
}

// TestForce makes the papers of the good rows and says that it left some out.
func TestForce(t *testing.T) {
	list := smallList + "4,Una Corn \U0001F984,,,Zoo,Ireland,guest,una@mail.example.org\n5,Ed Nobody,,,Zoo,Ireland,janitor,ed@mail.example.org\n"
	e := newEvent(t, smallEvent, list, nil)
	report, err := e.try(batch.Job{})
	if !errors.Is(err, batch.ErrProblems) || len(report.Files) > 0 || e.exists("out/badges.pdf") || e.exists("keys") || e.exists("ledger.db") {
		t.Fatalf("without -force: %v, files %v", err, report.Files)
	}
	report, err = e.try(batch.Job{Options: batch.Options{Force: true}})
	if !errors.Is(err, batch.ErrProblems) || report.Badges != 3 || report.Certificates != 3 || report.Issued != 6 {
		t.Errorf("with -force: %v, %+v", err, report)
	}
	lines := map[int]bool{}
	for _, p := range report.Problems {
		lines[p.Line] = true
	}
	if !lines[5] || !lines[6] {
		t.Errorf("the problems are %v", report.Problems)
	}
	e.agree()
}

// TestFaultsLeaveTheLastRun changes nothing when one page cannot be printed.
func TestFaultsLeaveTheLastRun(t *testing.T) {
	e := newEvent(t, smallEvent, smallList, nil)
	e.run(batch.Job{})
	before, issued := contents(t, e.path("out")), len(e.issued())
	e.write("attendees.csv", strings.NewReplacer("Ana Popescu", "Ana Ionescu", "Ali Rezaei", "Ali \U0001F984").Replace(smallList))
	if _, err := e.try(batch.Job{}); !errors.Is(err, batch.ErrProblems) {
		t.Fatalf("a unicorn was printed: %v", err)
	}
	if !maps.EqualFunc(contents(t, e.path("out")), before, bytes.Equal) || len(e.issued()) != issued {
		t.Error("the files or the ledger have changed")
	}
}

// TestCancelled stops a run midway; nothing was there before, and nothing is
// after.
func TestCancelled(t *testing.T) {
	e := newEvent(t, smallEvent, "name\n"+people(1, 60), nil)
	ctx, cancel := context.WithCancel(t.Context())
	_, err := batch.Make(ctx, batch.Job{Dir: e.dir, Now: later(0), Progress: func(done, total int) {
		if done > total/2 {
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("it ended with %v", err)
	}
	if e.exists("keys") || e.exists("ledger.db") || e.exists("out/manifest.json") {
		t.Error("something was made")
	}
	if files := e.files(); len(files) > 0 {
		t.Errorf("left behind are %q", files)
	}
	if r := e.run(batch.Job{}); r.Issued != 120 {
		t.Errorf("the run after it issued %d", r.Issued)
	}
}

func TestProgress(t *testing.T) {
	e := newEvent(t, smallEvent, smallList, nil)
	last, of := 0, 0
	e.run(batch.Job{Progress: func(done, total int) {
		if done <= last || done > total || total != 6 {
			t.Errorf("%d of %d after %d", done, total, last)
		}
		last, of = done, total
	}})
	if last != of || of == 0 {
		t.Errorf("it ended at %d of %d", last, of)
	}
}

// TestOneAtATime refuses a second run while the first is at work.
func TestOneAtATime(t *testing.T) {
	e := newEvent(t, smallEvent, smallList, nil)
	var second error
	e.run(batch.Job{Progress: func(done, total int) {
		if done == total {
			_, second = e.try(batch.Job{})
		}
	}})
	if second == nil || errors.Is(second, batch.ErrProblems) {
		t.Errorf("the second run ended with %v", second)
	}
}
