package batch_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"lanyard/internal/paper/interpret"
	"lanyard/internal/paper/page"
	"lanyard/internal/work/batch"
	"lanyard/internal/work/press"
	"lanyard/internal/work/shard"
)

// roughEvent has one fact as lanyard init wrote it: the issuer's name.
var roughEvent = strings.Replace(smallEvent, `name = "Example Office"`, `name = "Name of Your Organisation"`, 1)

// TestDrafts makes papers while event.toml has a fact that lanyard init wrote: DRAFT is across each page, and nothing is
// signed or recorded. Once it is corrected, the next run replaces every paper with one that verifies.
func TestDrafts(t *testing.T) {
	e := newEvent(t, roughEvent, smallList, nil)
	r, err := e.try(batch.Job{})
	if err != nil || len(r.Draft) != 1 || r.Draft[0].Line != 8 {
		t.Fatalf("%v, %+v", err, r)
	}
	for _, name := range []string{"ledger.db", "keys"} {
		if e.exists(name) {
			t.Errorf("a draft leaves %s", name)
		}
	}
	m, papers := e.manifest(), 0
	for one := range m.Entries {
		if papers++; one.Number != press.DraftWord {
			t.Errorf("%s %s has the number %q in the manifest", one.Kind, one.Name, one.Number)
		}
	}
	drafts := map[string][]byte{}
	for _, f := range m.Files {
		if drafts[f.File], err = os.ReadFile(e.path("out/" + f.File)); err != nil {
			t.Fatal(err)
		}
		if n := pale(t, drafts[f.File]); n < len(press.DraftWord) {
			t.Errorf("%s has %d pale letters across its page, fewer than %s", f.File, n, press.DraftWord)
		}
	}
	if len(drafts) != 4 || papers != 6 {
		t.Fatalf("made are %d files with %d papers", len(drafts), papers)
	}
	if _, err := e.try(batch.Job{}); err != nil {
		t.Fatal(err)
	}
	for name, data := range drafts {
		if now, err := os.ReadFile(e.path("out/" + name)); err != nil || !bytes.Equal(now, data) {
			t.Errorf("%s: the same draft has other bytes (%v)", name, err)
		}
	}

	e.write("event.toml", smallEvent)
	e.run(batch.Job{})
	if n := pale(t, drafts["badges.pdf"]) - palest(t, e, "badges.pdf"); n < len(press.DraftWord) {
		t.Errorf("the corrected badges have as many pale shapes as the draft, but %d", n)
	}
	for name, data := range drafts {
		if now, err := os.ReadFile(e.path("out/" + name)); err == nil && bytes.Equal(now, data) {
			t.Errorf("%s is still a draft", name)
		}
	}
	if got := len(e.issued()); got != 6 {
		t.Errorf("%d papers were issued, want 6", got)
	}
}

// palest counts them in a file of the last run.
func palest(t *testing.T, e event, name string) int {
	t.Helper()
	data, err := os.ReadFile(e.path("out/" + name))
	if err != nil {
		t.Fatal(err)
	}
	return pale(t, data)
}

// pale counts the shapes of the first page through which what is below them shows: the letters of press.DraftWord.
func pale(t *testing.T, data []byte) (n int) {
	t.Helper()
	d, err := interpret.Page(t.Context(), data, 1)
	if err != nil {
		t.Fatal(err)
	}
	var count func(items []page.Item)
	count = func(items []page.Item) {
		for _, item := range items {
			switch item := item.(type) {
			case *page.Group:
				count(item.Items)
			case *page.Path:
				if item.Opacity > 0 && item.Opacity < 0.5 {
					n++
				}
			}
		}
	}
	count(d.Page.Items)
	return n
}

// TestDraftsSignNothing checks the verbs that would sign or record: they stop and say which line to correct.
func TestDraftsSignNothing(t *testing.T) {
	for name, do := range map[string]func(e event) error{
		"issue": func(e event) error {
			_, err := batch.Issue(t.Context(), batch.Job{Dir: e.dir, Now: later(0)})
			return err
		},
		"a shard": func(e event) error {
			_, err := e.try(batch.Job{Shard: shard.Shard{Number: 1, Of: 2}})
			return err
		},
		"reissue": func(e event) error {
			_, _, err := batch.Reissue(t.Context(), batch.Job{Dir: e.dir, Now: later(0)})
			return err
		},
	} {
		e := newEvent(t, roughEvent, smallList, nil)
		if err := do(e); err == nil || !strings.Contains(err.Error(), "lanyard init wrote as examples") {
			t.Errorf("%s: %v", name, err)
		}
		if e.exists("keys") || e.exists("ledger.db") {
			t.Errorf("%s leaves keys or a ledger", name)
		}
	}
}
