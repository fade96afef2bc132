package registry

import (
	"context"
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"lanyard/internal/base/bundle"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/discover"
	"lanyard/internal/trust/keyring"
	"lanyard/internal/trust/ledger"
	"lanyard/internal/trust/publish"
)

// revokeAt revokes everything that a person has, at a time.
func revokeAt(t *testing.T, dir, id string, at time.Time) {
	t.Helper()
	d := open(t, dir, Options{Now: at})
	_, err := d.Change(ledger.Revoked, "reason", find(t, d, id, nil))
	if err := errors.Join(err, d.Close()); err != nil {
		t.Fatal(err)
	}
}

// publish publishes the site of an event at a time.
func publishAt(t *testing.T, dir string, at time.Time) *publish.Site {
	t.Helper()
	d := open(t, dir, Options{Now: at})
	site, err := d.Publish(t.Context(), "", terms)
	if err := errors.Join(err, d.Close()); err != nil {
		t.Fatal(err)
	}
	return site
}

// put copies keys and ledger, as a backup has them.
func put(t *testing.T, from, to string) {
	t.Helper()
	for _, name := range []string{discover.KeysDir, discover.LedgerFile, discover.LedgerFile + "-wal", discover.LedgerFile + "-shm"} {
		if err := os.RemoveAll(filepath.Join(to, name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.CopyFS(filepath.Join(to, discover.KeysDir), os.DirFS(filepath.Join(from, discover.KeysDir))); err != nil {
		t.Fatal(err)
	}
	keys, err := filepath.Glob(filepath.Join(to, discover.KeysDir, "*"))
	for _, key := range keys {
		err = errors.Join(err, os.Chmod(key, 0o600))
	}
	data, err2 := os.ReadFile(filepath.Join(from, discover.LedgerFile))
	if err := errors.Join(err, err2, os.WriteFile(filepath.Join(to, discover.LedgerFile), data, 0o600)); err != nil {
		t.Fatal(err)
	}
}

// unsigned revokes the papers of a person while the head of the ledger cannot be
// replaced, and returns the error.
func unsigned(t *testing.T, dir string) error {
	t.Helper()
	d := open(t, dir, Options{Now: noon.Add(time.Hour)})
	head := filepath.Join(dir, discover.KeysDir, "ledger.head")
	entries := find(t, d, "1", nil)
	d.Ledger.Witness(func(h ledger.Head) error {
		return errors.Join(d.Keys.SignNext(d.head(h)), os.Rename(head, head+".kept"), os.Mkdir(head, 0o700))
	})
	_, failed := d.Change(ledger.Revoked, "reason", entries)
	if err := errors.Join(d.Close(), os.Remove(head), os.Rename(head+".kept", head)); err != nil {
		t.Fatal(err)
	}
	return failed
}

func TestFailedSignatureIsNotDone(t *testing.T) {
	dir, backup := event(t), t.TempDir()
	put(t, dir, backup)
	wantHint(t, unsigned(t, dir), "recorded, not signed: ", "lanyard ledger repair")

	// An old copy of the ledger alone is refused in that state, too: the keys have a signature of what it lacks.
	whole := t.TempDir()
	put(t, dir, whole)
	data, err := os.ReadFile(filepath.Join(backup, discover.LedgerFile))
	if err := errors.Join(err, os.WriteFile(filepath.Join(dir, discover.LedgerFile), data, 0o600)); err != nil {
		t.Fatal(err)
	}
	_, err = Open(dir, Options{Now: noon.Add(time.Hour)})
	wantHint(t, err, "the ledger is an old copy: it lacks row 8", "-accept-ledger")
	put(t, whole, dir)

	// Without the second signature, the rows are counted until something is signed.
	if err := os.Remove(filepath.Join(dir, discover.KeysDir, "ledger.next")); err != nil {
		t.Fatal(err)
	}
	d := open(t, dir, Options{Now: noon.Add(time.Hour), Reads: true})
	if n := d.Unsigned(); n != 2 {
		t.Errorf("%d rows are not signed, want 2", n)
	}
	if err := errors.Join(d.Complete(), d.Close()); err != nil {
		t.Fatal(err)
	}
	d = open(t, dir, Options{Now: noon.Add(time.Hour)})
	if n := d.Unsigned(); n != 0 {
		t.Errorf("%d rows are not signed afterwards", n)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, discover.LedgerFile), data, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = Open(dir, Options{Now: noon.Add(time.Hour)})
	wantHint(t, err, "the ledger is an old copy", "-accept-ledger")
}

// A run that is killed after its rows were recorded is caught up with.
func TestKilledBeforeSignature(t *testing.T) {
	dir := event(t)
	if unsigned(t, dir) == nil {
		t.Fatal("the signature does not fail")
	}
	if err := os.Remove(filepath.Join(dir, unsignedFile)); err != nil { // a killed run cannot leave it
		t.Fatal(err)
	}
	var said []string
	d := open(t, dir, Options{Now: noon.Add(time.Hour), Say: func(s string) { said = append(said, s) }})
	if d.Unsigned() != 0 || !slices.Equal(said, []string{"signed the last 2 rows of the ledger, after which a run was killed"}) {
		t.Errorf("%d rows are not signed; it says %q", d.Unsigned(), said)
	}
}

// When the next head cannot be signed, nothing is recorded.
func TestNothingRecordedUnsigned(t *testing.T) {
	dir := event(t)
	d := open(t, dir, Options{})
	before, err := d.Ledger.Head()
	if err := errors.Join(err, os.MkdirAll(filepath.Join(dir, discover.KeysDir, "ledger.next"), 0o700)); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Change(ledger.Revoked, "reason", find(t, d, "1", nil)); err == nil {
		t.Error("revoked without a signature")
	}
	if after, err := d.Ledger.Head(); err != nil || after != before {
		t.Errorf("the ledger ends at %v, and ended at %v; %v", after, before, err)
	}
}

func TestRollbackOfLedgerAndKeys(t *testing.T) {
	later := noon.Add(24 * time.Hour)
	for name, c := range map[string]struct {
		happens func(t *testing.T, dir string)
		found   string
	}{
		"a revocation that was published": {func(t *testing.T, dir string) {
			revokeAt(t, dir, "1", later)
			publishAt(t, dir, later)
		}, "in another state than the ledger, in which it is valid"},
		"a key that was replaced": {func(t *testing.T, dir string) {
			d := open(t, dir, Options{Now: later})
			if err := errors.Join(d.Keys.Rotate(rand.Reader, later, time.Time{}), d.Keys.Save(), d.Seal(), d.Close()); err != nil {
				t.Fatal(err)
			}
			publishAt(t, dir, later)
		}, "site/issuer.cwt is version 2 of the issuer document, and the keys have version 1"},
		"papers that were made": {func(t *testing.T, dir string) { printAt(t, dir, later) }, "out/manifest.json lists papers that it does not know: 1, like the badge "},
	} {
		t.Run(name, func(t *testing.T) {
			dir, backup := event(t), t.TempDir()
			publishAt(t, dir, noon)
			put(t, dir, backup)
			c.happens(t, dir)
			open(t, dir, Options{Now: later}).Close()
			put(t, backup, dir)
			_, err := Open(dir, Options{Now: later})
			wantHint(t, err, "the ledger and the keys are an old copy: ", "-accept-ledger")
			if !strings.Contains(err.Error(), c.found) {
				t.Errorf("it says %v, want %q", err, c.found)
			}
			// what was overruled once is not held against the next run
			open(t, dir, Options{Now: later, AcceptLedger: true}).Close()
			open(t, dir, Options{Now: later}).Close()
		})
	}
}

// printAt makes a paper and the manifest of a run.
func printAt(t *testing.T, dir string, later time.Time) {
	t.Helper()
	d := open(t, dir, Options{Now: later})
	e := signed(t, d, "4", 1, 8)
	out, err := bundle.OpenIn(dir, papersDir)
	if err := errors.Join(err, d.Issue(slices.Values([]ledger.Entry{e}))); err != nil {
		t.Fatal(err)
	}
	_, err = out.WriteManifest(bundle.Manifest{Issuer: d.Keys.Issuer.Root.Thumbprint().String(),
		Entries: slices.Values([]bundle.Entry{{Kind: "badge", Number: e.Number.String(), Token: e.Token.Hash()}})})
	if err := errors.Join(err, out.Close(), d.Close()); err != nil {
		t.Fatal(err)
	}
}

// Evidence that was overruled stays overruled when other evidence is overruled later.
func TestOverruledOneAfterTheOther(t *testing.T) {
	later := noon.Add(24 * time.Hour)
	dir, backup := event(t), t.TempDir()
	publishAt(t, dir, noon)
	put(t, dir, backup)
	printAt(t, dir, later)
	put(t, backup, dir)
	open(t, dir, Options{Now: later, AcceptLedger: true}).Close() // against the papers
	put(t, dir, backup)
	revokeAt(t, dir, "1", later)
	publishAt(t, dir, later)
	put(t, backup, dir)
	_, err := Open(dir, Options{Now: later})
	wantHint(t, err, "the ledger and the keys are an old copy: ", "-accept-ledger")
	open(t, dir, Options{Now: later, AcceptLedger: true}).Close() // against the site
	open(t, dir, Options{Now: later}).Close()
}

// What an honest organiser does is never taken for a rollback.
func TestNoRollback(t *testing.T) {
	dir := event(t)
	at := noon
	for _, to := range []ledger.State{ledger.Suspended, ledger.Valid, ledger.Suspended, ledger.Revoked} {
		at = at.Add(time.Hour)
		publishAt(t, dir, at)
		d := open(t, dir, Options{Now: at.Add(-clockSlack / 2)}) // a clock that is set back a little
		_, err := d.Change(to, "reason", find(t, d, "1", nil))
		if err := errors.Join(err, d.Close()); err != nil {
			t.Fatal(err)
		}
		publishAt(t, dir, at.Add(time.Minute))
	}
}

func TestClockFarAhead(t *testing.T) {
	dir := event(t)
	publishAt(t, dir, noon)
	for _, c := range []struct {
		at      time.Time
		doubted string
	}{
		{noon.AddDate(0, 8, 0), ""}, // remade, or corrected
		{noon.AddDate(1, 0, 0), "365 days after anything was signed here (2026-07-01)"},
		{time.Date(2051, 3, 4, 5, 6, 7, 0, time.UTC), "more than 10 years after this program was built"},
	} {
		today := c.at.Format(time.DateOnly)
		d, err := Open(dir, Options{Now: c.at})
		if c.doubted == "" {
			if err := errors.Join(err, d.Close()); err != nil {
				t.Errorf("%s: %v", today, err)
			}
			continue
		}
		wantHint(t, err, c.doubted, "-today "+today)
		asked := 0
		answer := false
		ask := func(string) bool { asked++; return answer }
		if _, err := Open(dir, Options{Now: c.at, Clock: ask}); err == nil || asked != 1 {
			t.Errorf("%s: asked %d times, then %v", today, asked, err)
		}
		if _, err := Open(dir, Options{Now: c.at, Today: "2026-07-02"}); err == nil {
			t.Errorf("%s: another day was accepted", today)
		}
		answer = true
		open(t, dir, Options{Now: c.at, Clock: ask}).Close()
		open(t, dir, Options{Now: c.at, Today: today}).Close()
		open(t, dir, Options{Now: c.at, Reads: true}).Close()
	}
	// a site that is published now and then keeps the question away
	for m := 0; m < 30; m += 9 {
		publishAt(t, dir, noon.AddDate(0, m, 0))
	}
}

// A run with a clock that is behind does not make the next one believe it.
func TestClockBehind(t *testing.T) {
	dir := event(t)
	behind := noon.Add(-48 * time.Hour)
	d := open(t, dir, Options{Now: behind})
	n := find(t, d, "1", nil)[0].Number
	err := d.Printed("event", "", slices.Values([]ledger.Print{{Number: n, File: "badges.pdf", Page: 1}}))
	if err := errors.Join(err, d.Close()); err != nil {
		t.Fatal(err)
	}
	d = open(t, dir, Options{Now: behind})
	_, err = d.Publish(t.Context(), "", terms)
	wantHint(t, err, "but the last change here was made at 2026-07-01", "set the clock")
}

func TestWayBackFromTheFuture(t *testing.T) {
	dir := t.TempDir()
	future := noon.AddDate(3, 0, 0)
	d, err := Open(dir, Options{Now: future})
	if err != nil {
		t.Fatal(err)
	}
	if d.Keys, err = keyring.New(filepath.Join(dir, discover.KeysDir), keyring.Organiser{Host: host, Names: map[string]string{"en": "Issuer"},
		StatusLists: []string{publish.ListURI(host, 0)}}, rand.Reader, future); err != nil {
		t.Fatal(err)
	}
	e := signed(t, d, "1", 1, 0)
	e.IssuedAt = future.Truncate(24 * time.Hour)
	if err := errors.Join(d.Issue(slices.Values([]ledger.Entry{e})), d.Close()); err != nil {
		t.Fatal(err)
	}
	publishAt(t, dir, future)

	d = open(t, dir, Options{Now: noon})
	_, err = d.Publish(t.Context(), "", terms)
	wantHint(t, err, "but the last change here was made at 2029-07-01", "lanyard ledger repair")
	if err := d.Confirm(Options{Now: noon}); err == nil {
		t.Error("it is repaired without a question")
	}
	if err := d.Confirm(Options{Now: noon, Today: "2026-07-01"}); err != nil {
		t.Error(err)
	}
	r, err := d.Repair(context.Background())
	if err != nil || !r.Ahead.Equal(future) || !r.Document || len(r.Papers) != 1 {
		t.Fatalf("%+v, %v", r, err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	site := publishAt(t, dir, noon)
	data, err := os.ReadFile(filepath.Join(dir, discover.SiteDir, "s", "0"))
	document, err2 := os.ReadFile(filepath.Join(dir, discover.SiteDir, keyring.IssuerFile))
	if err := errors.Join(err, err2); err != nil {
		t.Fatal(err)
	}
	issuer, err := credential.OpenIssuer(document, credential.Thumbprint{})
	if err != nil || issuer.Issued.After(noon) || issuer.Keys[0].NotBefore.After(noon) || issuer.Sequence != 2 {
		t.Errorf("the issuer document is %+v, %v", issuer, err)
	}
	list, err := credential.OpenStatusList(data, issuer)
	if err != nil || list.Issued.After(noon) || site.Future != 1 {
		t.Errorf("the list is of %v, %v; %d lists of the future were replaced", list.Issued, err, site.Future)
	}
	revokeAt(t, dir, "1", noon.Add(time.Hour))
	publishAt(t, dir, noon.Add(time.Hour))
}
