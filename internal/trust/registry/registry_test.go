package registry

import (
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/paper"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/discover"
	"lanyard/internal/trust/keyring"
	"lanyard/internal/trust/ledger"
	"lanyard/internal/trust/publish"
)

var noon = time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)

const host = "verify.example.org"

var terms = publish.Terms{TTL: publish.TTL, Lifetime: publish.Lifetime}

// event returns a folder in which three people have a badge and a certificate.
func event(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	d, err := Open(dir, Options{Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	if d.Keys, err = keyring.New(filepath.Join(dir, discover.KeysDir),
		keyring.Organiser{Host: host, Names: map[string]string{"en": "Issuer"},
			StatusLists: []string{publish.ListURI(host, 0)}}, rand.Reader, noon); err != nil {
		t.Fatal(err)
	}
	var entries []ledger.Entry
	for i, id := range []string{"1", "2", "3"} {
		for _, kind := range []paper.Kind{paper.Badge, paper.Certificate} {
			entries = append(entries, signed(t, d, id, kind, 2*i+int(kind)))
		}
	}
	if err := errors.Join(d.Issue(slices.Values(entries)), d.Close()); err != nil {
		t.Fatal(err)
	}
	return dir
}

func signed(t *testing.T, d *Desk, id string, kind paper.Kind, slot int) ledger.Entry {
	t.Helper()
	e := ledger.Entry{EventID: "event", Kind: kind, AttendeeID: id, Version: 1, Slot: slot, Name: "Person " + id,
		IssuedAt: noon.Truncate(24 * time.Hour),
		Number:   credential.DeriveNumber(d.Keys.ID, "event", kind, id, 1), KeyID: d.Keys.Signing.Public().ID()}
	var err error
	e.Token, err = credential.Sign(credential.Claim{Issuer: host, Issued: e.IssuedAt, Number: e.Number, Kind: kind,
		Name: e.Name, Event: "Event", IssuerName: "Issuer",
		Status: credential.StatusRef{Index: uint(slot), URI: publish.ListURI(host, 0)}}, d.Keys.Signing)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func open(t *testing.T, dir string, o Options) *Desk {
	t.Helper()
	if o.Now.IsZero() {
		o.Now = noon
	}
	d, err := Open(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() }) // closed already where that matters
	return d
}

func wantHint(t *testing.T, err error, message, hint string) {
	t.Helper()
	if fault.Hint(err) == "" || !strings.Contains(err.Error(), message) || !strings.Contains(fault.Hint(err), hint) {
		t.Errorf("got %v, want %q with the hint %q", err, message, hint)
	}
}

func find(t *testing.T, d *Desk, what string, only *paper.Kind) []ledger.Entry {
	t.Helper()
	found, err := d.Find(what, only)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestFind(t *testing.T) {
	d := open(t, event(t), Options{})
	badge, other := paper.Badge, paper.Kind(7)
	both := find(t, d, "2", nil)
	if len(both) != 2 || len(find(t, d, "2", &badge)) != 1 {
		t.Errorf("%d papers", len(both))
	}
	number := both[0].Number.String()
	for _, typed := range []string{number, strings.ToLower(strings.ReplaceAll(number, "-", ""))} {
		if found := find(t, d, typed, nil); len(found) != 1 || found[0].Number != both[0].Number {
			t.Errorf("%s: %v", typed, found)
		}
	}
	_, err := d.Find("9", nil)
	wantHint(t, err, `nothing was issued under "9"`, "lanyard status")
	_, err = d.Find("person 3", nil)
	wantHint(t, err, "nothing was issued", "the id is 3")
	_, err = d.Find("2", &other)
	wantHint(t, err, `"2" has no kind 7`, "-only")

	// an id that is the number of something else, and one at two events
	like := signed(t, d, strings.ReplaceAll(number, "-", ""), badge, 100)
	twin := signed(t, d, "1", badge, 101)
	twin.EventID, twin.Number, twin.Token = "other", credential.Number{9}, append(credential.Token{}, "x"...)
	if err := d.Issue(slices.Values([]ledger.Entry{like, twin})); err != nil {
		t.Fatal(err)
	}
	_, err = d.Find(like.AttendeeID, nil)
	wantHint(t, err, "it can mean either", number)
	if found := find(t, d, number, nil); len(found) != 1 {
		t.Error("the number with dashes is not clear")
	}
	_, err = d.Find("1", nil)
	wantHint(t, err, "at 2 events", "the number")
}

func TestChangeAndLists(t *testing.T) {
	dir := event(t)
	d := open(t, dir, Options{})
	quiet, err := d.Lists(t.Context(), terms)
	if err != nil {
		t.Fatal(err)
	}
	d.now = noon.Add(3 * time.Hour)
	if again, _ := d.Lists(t.Context(), terms); string(again["0"]) != string(quiet["0"]) {
		t.Error("the list of a quiet day changed")
	}
	both := find(t, d, "2", nil)
	if already, err := d.Change(ledger.Suspended, "asked", both); err != nil || len(already) != 0 {
		t.Fatal(already, err)
	}
	if already, err := d.Change(ledger.Suspended, "asked", find(t, d, "2", nil)); err != nil || len(already) != 2 {
		t.Error(already, err)
	}
	if _, err := d.Change(ledger.Valid, "", find(t, d, "2", nil)[:1]); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Change(ledger.Revoked, "left", find(t, d, "3", nil)); err != nil {
		t.Fatal(err)
	}
	_, err = d.Change(ledger.Valid, "", find(t, d, "3", nil))
	wantHint(t, err, "is revoked", "new version")

	d.now = d.now.Add(time.Hour)
	lists, err := d.Lists(t.Context(), terms)
	if err != nil {
		t.Fatal(err)
	}
	document, err := d.Keys.Document()
	if err != nil {
		t.Fatal(err)
	}
	issuer, err := credential.OpenIssuer(document, credential.Thumbprint{})
	if err != nil {
		t.Fatal(err)
	}
	l, err := credential.OpenStatusList(lists["0"], issuer)
	if err != nil {
		t.Fatal(err)
	}
	if !l.Issued.Equal(noon.Add(3*time.Hour)) || l.TTL != publish.TTL || l.Expires.Sub(l.Issued) != publish.Lifetime {
		t.Errorf("issued %v, fresh for %v, until %v", l.Issued, l.TTL, l.Expires)
	}
	rows, err := d.Rows()
	if err != nil || len(rows) != 6 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	want := map[ledger.State]int{ledger.Valid: 3, ledger.Suspended: 1, ledger.Revoked: 2}
	for _, r := range rows {
		want[r.State]--
		if s, ok := l.At(uint(r.Slot)); !ok || uint8(s) != uint8(r.State) {
			t.Errorf("%s is %s, and %s in the list", r.Number, r.State, s)
		}
	}
	for s, n := range want {
		if n != 0 {
			t.Errorf("%d too few are %s", n, s)
		}
	}
	d.now = noon.Add(-time.Hour)
	_, err = d.Lists(t.Context(), terms)
	wantHint(t, err, "the clock of this machine", "set the clock")
	_, err = d.Change(ledger.Revoked, "x", find(t, d, "1", nil))
	wantHint(t, err, "the clock of this machine", "set the clock")
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	in, err := os.Open(from)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(out, in); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
}

// revoke changes the ledger once more.
func revoke(t *testing.T, dir, id string) {
	t.Helper()
	d := open(t, dir, Options{})
	if _, err := d.Change(ledger.Revoked, "left", find(t, d, id, nil)); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestLedgerThatIsNotTheLast(t *testing.T) {
	for _, c := range []struct {
		name, message string
		do            func(t *testing.T, dir string)
	}{
		{"gone", "the ledger is missing: the last one had 8 rows", func(t *testing.T, dir string) {
			if err := os.Remove(filepath.Join(dir, discover.LedgerFile)); err != nil {
				t.Fatal(err)
			}
		}},
		{"an old copy", "an old copy: it ends with row 6, and the last one had 8 rows", func(t *testing.T, dir string) {
			copyFile(t, filepath.Join(dir, "old"), filepath.Join(dir, discover.LedgerFile))
		}},
		{"another one", "is not the one that was signed", func(t *testing.T, dir string) {
			copyFile(t, filepath.Join(dir, "old"), filepath.Join(dir, discover.LedgerFile))
			head := filepath.Join(dir, discover.KeysDir, "ledger.head")
			copyFile(t, head, filepath.Join(dir, "head"))
			copyFile(t, filepath.Join(dir, "oldhead"), head)
			revoke(t, dir, "2")
			copyFile(t, filepath.Join(dir, "head"), head)
		}},
		{"no head", "ledger.head) is missing", func(t *testing.T, dir string) {
			if err := os.Remove(filepath.Join(dir, discover.KeysDir, "ledger.head")); err != nil {
				t.Fatal(err)
			}
		}},
		{"a forged head", "was not signed by these keys", func(t *testing.T, dir string) {
			if err := os.WriteFile(filepath.Join(dir, discover.KeysDir, "ledger.head"), []byte("head"), 0o600); err != nil {
				t.Fatal(err)
			}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := event(t)
			copyFile(t, filepath.Join(dir, discover.LedgerFile), filepath.Join(dir, "old"))
			copyFile(t, filepath.Join(dir, discover.KeysDir, "ledger.head"), filepath.Join(dir, "oldhead"))
			revoke(t, dir, "1")
			c.do(t, dir)
			_, err := Open(dir, Options{Now: noon})
			wantHint(t, err, c.message, "-accept-ledger")
			d := open(t, dir, Options{AcceptLedger: true})
			if d.Ledger == nil {
				return
			}
			if err := errors.Join(d.Seal(), d.Close()); err != nil {
				t.Fatal(err)
			}
			if err := open(t, dir, Options{}).Close(); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// A run that is killed between the ledger and its head leaves a sound ledger.
func TestLedgerAheadOfItsHead(t *testing.T) {
	dir := event(t)
	head := filepath.Join(dir, discover.KeysDir, "ledger.head")
	copyFile(t, head, filepath.Join(dir, "head"))
	revoke(t, dir, "1")
	copyFile(t, filepath.Join(dir, "head"), head)
	if err := open(t, dir, Options{}).Close(); err != nil {
		t.Fatal(err)
	}
}

func TestEditedRow(t *testing.T) {
	dir := event(t)
	db, err := sql.Open("sqlite", filepath.Join(dir, discover.LedgerFile))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("DROP TRIGGER issue_stays; UPDATE issue SET name = 'Somebody' WHERE seq = 3"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	_, err = open(t, dir, Options{}).Check(t.Context())
	wantHint(t, err, "row 3 (issue) was changed after it was written", "last copy")
}

func TestKeysLost(t *testing.T) {
	dir := event(t)
	if err := os.RemoveAll(filepath.Join(dir, discover.KeysDir)); err != nil {
		t.Fatal(err)
	}
	_, err := Open(dir, Options{Now: noon})
	wantHint(t, err, "a ledger with 6 rows, but no keys", "lanyard keys import")
	_, err = Open(filepath.Join(dir, "nowhere"), Options{Now: noon})
	wantHint(t, err, "there is no folder", "name the event")
	empty := open(t, t.TempDir(), Options{})
	_, err = empty.Find("1", nil)
	wantHint(t, err, "nothing was issued", "lanyard make")
	_, err = empty.Lists(t.Context(), terms)
	wantHint(t, err, "there are no keys", "lanyard make")
}

func TestPublish(t *testing.T) {
	dir := event(t)
	d := open(t, dir, Options{})
	out := filepath.Join(t.TempDir(), "site")
	first, err := d.Publish(t.Context(), out, terms)
	if err != nil || first.Written < 10 || first.Lists != 1 {
		t.Fatalf("%+v, %v", first, err)
	}
	for _, name := range []string{"index.html", "issuer.cwt", "s/0", "_headers", "verify-archive.html",
		".well-known/jwks.json", "SHA256SUMS"} {
		if _, err := os.Stat(filepath.Join(out, name)); err != nil {
			t.Error(err)
		}
	}
	if again, err := d.Publish(t.Context(), out, terms); err != nil || again.Written != 0 || again.Kept != first.Written {
		t.Errorf("%+v, %v", again, err)
	}
	// what an earlier run wrote goes; what others have put there stays
	stale, mine := filepath.Join(out, "s", "9"), filepath.Join(out, "CNAME")
	for _, path := range []string{stale, mine} {
		if err := os.WriteFile(path, []byte("x"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	sums, err := os.OpenFile(filepath.Join(out, publish.SumsFile), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(sums, "%s  s/9\n", strings.Repeat("0", 64))
	if err := sums.Close(); err != nil {
		t.Fatal(err)
	}
	if again, err := d.Publish(t.Context(), out, terms); err != nil || again.Removed != 1 {
		t.Errorf("%+v, %v", again, err)
	}
	if _, err := os.Stat(stale); err == nil {
		t.Error("the stale list is still there")
	}
	if _, err := os.Stat(mine); err != nil {
		t.Error(err)
	}
	if _, err := d.Publish(t.Context(), dir, terms); err == nil {
		t.Error("a site was written over the event")
	} else {
		wantHint(t, err, "lanyard did not write", "-out")
	}
}

// A list under other terms must not look older than the one that is out.
func TestTermsChange(t *testing.T) {
	d := open(t, event(t), Options{Now: noon.Add(time.Hour)})
	out := filepath.Join(t.TempDir(), "site")
	issued := func(terms publish.Terms) time.Time {
		t.Helper()
		if _, err := d.Publish(t.Context(), out, terms); err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(filepath.Join(out, "s", "0"))
		if err != nil {
			t.Fatal(err)
		}
		l, err := credential.OpenStatusList(data, d.Keys.Issuer)
		if err != nil {
			t.Fatal(err)
		}
		return l.Issued
	}
	short := issued(publish.Terms{TTL: time.Hour, Lifetime: 24 * time.Hour})
	if frozen := issued(publish.Terms{TTL: publish.TTL, Lifetime: publish.Frozen}); !short.Equal(noon.Add(time.Hour)) || !frozen.Equal(short) {
		t.Errorf("issued at %v, and then at %v", short, frozen)
	}
}

func TestSigned(t *testing.T) {
	d := open(t, event(t), Options{})
	id := d.Keys.Signing.Public().ID()
	all, err := d.Signed(id, func(ledger.Entry) bool { return true })
	if err != nil || len(all) != 6 || slices.Contains(all, [32]byte{}) {
		t.Errorf("%d tokens, %v", len(all), err)
	}
	if none, _ := d.Signed(credential.KeyID{1}, func(ledger.Entry) bool { return true }); len(none) != 0 {
		t.Errorf("a strange key has signed %d", len(none))
	}
}
