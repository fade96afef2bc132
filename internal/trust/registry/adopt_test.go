package registry

import (
	"crypto/rand"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"lanyard/internal/base/paper"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/discover"
	"lanyard/internal/trust/keyring"
	"lanyard/internal/trust/ledger"
	"lanyard/internal/trust/publish"
)

// firstEdition makes an event as the first edition did, at an address: certificates that
// spell the event out and badges that refer to event 1, in slots of the list /s/0.
func firstEdition(t *testing.T, dir, id, at string, slots ...int) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "event.toml"), "# "+id)
	d, err := openAt(dir, Options{Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	if d.Keys, err = keyring.New(filepath.Join(dir, discover.KeysDir), keyring.Organiser{Host: at, Names: map[string]string{"en": "Issuer"},
		StatusLists: []string{publish.ListURI(at, 0)}}, rand.Reader, noon); err != nil {
		t.Fatal(err)
	}
	d.Keys.Issuer.Events = map[uint]credential.Event{1: {Title: "Title of " + id, FirstDay: 1, LastDay: 1}}
	var entries []ledger.Entry
	for n, slot := range slots {
		kind := paper.Kinds()[n%2]
		e := ledger.Entry{EventID: id, Kind: kind, AttendeeID: string(rune('a' + n)), Version: 1, Slot: slot, Name: "Person of " + id,
			IssuedAt: noon.Truncate(24 * time.Hour), KeyID: d.Keys.Signing.Public().ID()}
		e.Number = credential.DeriveNumber(d.Keys.ID, id, kind, e.AttendeeID, 1)
		c := credential.Claim{Issuer: at, Issued: e.IssuedAt, Number: e.Number, Kind: kind, Name: e.Name,
			Status: credential.StatusRef{Index: uint(slot), URI: publish.ListURI(at, 0)}}
		if kind == paper.Badge {
			c.EventRef = 1
		} else {
			c.Event, c.IssuerName = "Title of "+id, "Issuer"
		}
		if e.Token, err = credential.Sign(c, d.Keys.Signing); err != nil {
			t.Fatal(err)
		}
		entries = append(entries, e)
	}
	if err := errors.Join(d.Issue(slices.Values(entries)), d.Close()); err != nil {
		t.Fatal(err)
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// issuerFolder returns the folder of an issuer without keys.
func issuerFolder(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "acme")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, discover.IssuerToml), "# issuer")
	return dir
}

func adopted(t *testing.T, home, event string) *Adopted {
	t.Helper()
	a, err := Adopt(t.Context(), home, filepath.Join(home, event), Options{Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// verdicts judges every paper by what the issuer publishes, by event: attendee, verdict and
// title.
func verdicts(t *testing.T, home string) map[string][]string {
	t.Helper()
	d := open(t, home, Options{})
	data, err := d.Keys.Document()
	if err != nil {
		t.Fatal(err)
	}
	i, err := credential.OpenIssuer(data, credential.Thumbprint{})
	if err != nil {
		t.Fatal(err)
	}
	signed, err := d.Lists(t.Context(), terms)
	if err != nil {
		t.Fatal(err)
	}
	var lists credential.StatusLists
	for _, data := range signed {
		l, err := credential.OpenStatusList(data, i)
		if err != nil {
			t.Fatal(err)
		}
		if err := lists.Add(l); err != nil {
			t.Fatal(err)
		}
	}
	all := map[string][]string{}
	rows, err := d.Rows()
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range rows {
		v := credential.Judge(e.Token.String(), []*credential.Issuer{i}, &lists, noon)
		title := ""
		if v.Claim != nil {
			title = v.Claim.Event
		}
		all[e.EventID] = append(all[e.EventID], e.AttendeeID+" "+v.String()+" "+title)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	return all
}

func state(t *testing.T, home, event, attendee string, to ledger.State) {
	t.Helper()
	d := open(t, home, Options{Event: event})
	_, err := d.Change(to, "x", find(t, d, attendee, nil))
	if err := errors.Join(err, d.Close()); err != nil {
		t.Fatal(err)
	}
}

// TestAdoptFirstEdition takes in two events that share their list, its address, a place
// in it, and the reference of their badges.
func TestAdoptFirstEdition(t *testing.T) {
	home := issuerFolder(t)
	firstEdition(t, filepath.Join(home, "a"), "a", host, 10, 11, 12)
	firstEdition(t, filepath.Join(home, "b"), "b", host, 20, 11, 22)
	if a := adopted(t, home, "a"); !a.First || a.Papers != 3 || len(a.Shared) != 0 {
		t.Errorf("the first is taken in as %+v", a)
	}
	b := adopted(t, home, "b")
	if b.First || b.Papers != 3 || !b.Announced || len(b.Shared) != 1 || b.Shared[0].AttendeeID != "b" || b.Shared[0].EventID != "b" {
		t.Errorf("the second is taken in as %+v", b)
	}
	want := map[string][]string{"a": {"a VALID Title of a", "b VALID Title of a", "c VALID Title of a"},
		"b": {"a VALID Title of b", "b VALID Title of b", "c VALID Title of b"}}
	equal := func() {
		t.Helper()
		if got := verdicts(t, home); !maps.EqualFunc(got, want, slices.Equal[[]string]) {
			t.Errorf("got %q\nwant %q", got, want)
		}
	}
	equal()
	state(t, home, "a", "a", ledger.Revoked)
	want["a"][0] = "a REVOKED Title of a"
	equal()
	state(t, home, "b", "c", ledger.Suspended)
	want["b"][2] = "c SUSPENDED Title of b"
	equal()
	// the place that two papers have: a revocation is not lost
	state(t, home, "b", "b", ledger.Revoked)
	want["a"][1], want["b"][1] = "b REVOKED Title of a", "b REVOKED Title of b"
	equal()
	// nothing is done twice
	again := adopted(t, home, "b")
	if again.Papers != 0 || again.Kept == "" {
		t.Errorf("once more: %+v", again)
	}
	equal()
	// the announcement
	data, err := os.ReadFile(filepath.Join(home, "b", BeforeAdoption, discover.KeysDir, keyring.IssuerFile))
	if err != nil {
		t.Fatal(err)
	}
	last, err := credential.OpenIssuer(data, b.Root)
	d := open(t, home, Options{})
	if err != nil || !d.Keys.Issuer.Follows(last) || d.Keys.Issuer.Sequence <= last.Sequence || d.Keys.Issuer.Keeps(last) != nil {
		t.Errorf("the issuer's document does not follow the last of the event: %v", err)
	}
}

// TestAdoptKilled finishes what a killed run has begun, whichever step it had reached.
func TestAdoptKilled(t *testing.T) {
	t.Run("keys copied", func(t *testing.T) {
		home := issuerFolder(t)
		firstEdition(t, filepath.Join(home, "a"), "a", host, 10, 11)
		if err := keyring.Copy(filepath.Join(home, discover.KeysDir), filepath.Join(home, "a", discover.KeysDir)); err != nil {
			t.Fatal(err)
		}
		adopted(t, home, "a")
		if got := verdicts(t, home)["a"]; !slices.Equal(got, []string{"a VALID Title of a", "b VALID Title of a"}) {
			t.Errorf("got %q", got)
		}
		d := open(t, home, Options{})
		if len(d.Keys.Issuer.StatusLists) != 1 || len(d.Keys.Issuer.Keys) != 1 {
			t.Errorf("the document has the lists %v and %d keys", d.Keys.Issuer.StatusLists, len(d.Keys.Issuer.Keys))
		}
	})
	t.Run("keys taken", func(t *testing.T) {
		home := issuerFolder(t)
		for _, id := range []string{"a", "b"} {
			firstEdition(t, filepath.Join(home, id), id, host, 10, 11)
		}
		adopted(t, home, "a")
		d, err := openAt(home, Options{Now: noon})
		if err != nil {
			t.Fatal(err)
		}
		other, err := openAt(filepath.Join(home, "b"), Options{Now: noon})
		if err != nil {
			t.Fatal(err)
		}
		_, added, err := d.placesFor(other)
		if err := errors.Join(err, d.takeKeys(other, added, []string{"b"}), other.Close(), d.Close()); err != nil {
			t.Fatal(err)
		}
		adopted(t, home, "b")
		if got := verdicts(t, home)["b"]; !slices.Equal(got, []string{"a VALID Title of b", "b VALID Title of b"}) {
			t.Errorf("got %q", got)
		}
		d = open(t, home, Options{})
		if len(d.Keys.Issuer.StatusLists) != 2 || len(d.Keys.Issuer.Keys) != 2 {
			t.Errorf("the document has the lists %v and %d keys", d.Keys.Issuer.StatusLists, len(d.Keys.Issuer.Keys))
		}
	})
}

// TestAdoptRefuses leaves both as they were.
func TestAdoptRefuses(t *testing.T) {
	home := issuerFolder(t)
	firstEdition(t, filepath.Join(home, "a"), "a", host, 10)
	adopted(t, home, "a")
	firstEdition(t, filepath.Join(home, "far"), "far", "far.example.org", 10)
	_, err := Adopt(t.Context(), home, filepath.Join(home, "far"), Options{Now: noon})
	wantHint(t, err, "https://far.example.org/s/0, and those of the issuer https://verify.example.org/s/0: one site cannot hold both",
		"go on publishing the event alone")
	firstEdition(t, filepath.Join(home, "twin"), "a", host, 10)
	_, err = Adopt(t.Context(), home, filepath.Join(home, "twin"), Options{Now: noon})
	wantHint(t, err, `has issued 1 numbers for an event with the id "a" already`, "belongs to an issuer once")
	firstEdition(t, filepath.Join(home, "up"), "../../up", host, 12)
	_, err = Adopt(t.Context(), home, filepath.Join(home, "up"), Options{Now: noon})
	if err == nil || !strings.Contains(err.Error(), `"../../up" is not the id of an event`) {
		t.Errorf("an id that is a path: %v", err)
	}
	for _, event := range []string{"far", "twin", "up"} {
		if !discover.Has(filepath.Join(home, event), discover.KeysDir) || discover.Has(filepath.Join(home, event), BeforeAdoption) {
			t.Errorf("the keys of %s were moved", event)
		}
		if err := os.RemoveAll(filepath.Join(home, event)); err != nil {
			t.Fatal(err)
		}
	}
	if got := verdicts(t, home); len(got) != 1 || len(got["a"]) != 1 {
		t.Errorf("the issuer has %q", got)
	}
}

// TestPublishOver refuses the page of what the issuer does not know, and takes the place
// of the page of an event that was taken in.
func TestPublishOver(t *testing.T) {
	home, out := issuerFolder(t), filepath.Join(t.TempDir(), "out")
	for n, id := range []string{"a", "b"} {
		firstEdition(t, filepath.Join(home, id), id, host, n)
	}
	published := func(dir string) error {
		t.Helper()
		d, err := openAt(dir, Options{Now: noon})
		if err != nil {
			t.Fatal(err)
		}
		_, err = d.Publish(t.Context(), out, terms)
		return errors.Join(err, d.Close())
	}
	if err := published(filepath.Join(home, "b")); err != nil {
		t.Fatal(err)
	}
	wantHint(t, published(filepath.Join(home, "a")), "has the verification page of another issuer", "lanyard adopt EVENT")
	adopted(t, home, "a")
	wantHint(t, published(home), `has keys of its own, so it was made alone`, "lanyard adopt ")
	if err := os.Rename(filepath.Join(home, "b"), home+"-b"); err != nil {
		t.Fatal(err)
	}
	wantHint(t, published(home), "has the verification page of another issuer", "a path of its own")
	if err := os.Rename(home+"-b", filepath.Join(home, "b")); err != nil {
		t.Fatal(err)
	}
	adopted(t, home, "b")
	if err := published(home); err != nil {
		t.Errorf("the page of an event that was taken in: %v", err)
	}
	// the same root key, and what this copy of the ledger never knew
	d := open(t, home, Options{})
	d.Keys.Issuer.Events = map[uint]credential.Event{7: {Title: "Winter School", FirstDay: 1, LastDay: 1}}
	d.Keys.Issuer.StatusLists = append(d.Keys.Issuer.StatusLists, "https://"+host+"/s/ff-0")
	data, err := credential.SignIssuer(d.Keys.Issuer, d.Keys.Root)
	if err := errors.Join(err, d.Close()); err != nil {
		t.Fatal(err)
	}
	document := filepath.Join(out, keyring.IssuerFile)
	write(t, document, string(data))
	wantHint(t, published(home), `has the page of what is unknown here: the event "Winter School", the status list https://verify.example.org/s/ff-0`,
		"an old copy")
	write(t, document, "damaged")
	wantHint(t, published(home), "has an issuer document that cannot be read", "if a newer lanyard wrote it")
	if err := os.Remove(document); err != nil {
		t.Fatal(err)
	}
	if err := published(home); err != nil {
		t.Error(err)
	}
}
