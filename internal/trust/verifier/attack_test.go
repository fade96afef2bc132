package verifier

import (
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"lanyard/internal/trust/credential"
)

// remember puts a site into a memory as if a host had served it.
func (s site) remember(t *testing.T, dir, host string) {
	t.Helper()
	i := must(credential.OpenIssuer(s["issuer.cwt"], credential.Thumbprint{}))
	h := &held{issuer: i, document: s["issuer.cwt"], lists: [][]byte{s["s/0"]}}
	lists := &credential.StatusLists{}
	if err := lists.Add(must(credential.OpenStatusList(s["s/0"], i))); err != nil {
		t.Fatal(err)
	}
	if err := (memory{dir}).keep(servedPart+"/"+host, h, lists); err != nil {
		t.Fatal(err)
	}
}

// TestFolderIsNotAHost: a forger's folder named after the real host is not used for the host's address offline.
func TestFolderIsNotAHost(t *testing.T) {
	o := Options{Memory: t.TempDir()}
	wantVerdict(t, o, credential.StateValid, "", published(credential.StatusValid).folder(t))
	o.Offline = true
	wantFault(t, o, "nothing of "+host+" was seen before", "without -offline", "https://"+host)
	published(credential.StatusSuspended).remember(t, o.Memory, host)
	wantVerdict(t, o, credential.StateSuspended, "", "https://"+host)
}

// TestSecondRoot: a document with another root key for a known host is refused, even if it has a later date and a
// higher number, and wherever it comes from.
func TestSecondRoot(t *testing.T) {
	second := site{"s/0": list(clock, credential.StatusValid), "issuer.cwt": document(newRoot,
		func(i *credential.Issuer) { i.Sequence, i.Issued = 9, clock })}
	o := Options{Memory: t.TempDir()}
	published(credential.StatusRevoked).remember(t, o.Memory, host)
	was := "was " + rootKey.Public().Thumbprint().String() + " when it was last seen"
	wantFault(t, o, was, "by telephone", second.folder(t))
	wantFault(t, o, was, "by telephone", filepath.Join(second.folder(t), "issuer.cwt"))
	wantFault(t, o, was, "by telephone", second.serve(t))
	wantVerdict(t, o, credential.StateRevoked, "", filepath.Join(published(credential.StatusValid).folder(t), "issuer.cwt"))
	// the same for an issuer that the user has pinned
	o = Options{Pins: Pins(t.TempDir())}
	if _, err := o.Pins.Add(document(rootKey, nil)); err != nil {
		t.Fatal(err)
	}
	wantFault(t, o, "you have pinned "+rootKey.Public().Thumbprint().String(), "lanyard issuers remove", second.folder(t))
	wantVerdict(t, o, credential.StateValid, "", published(credential.StatusValid).folder(t))
}

// TestFutureDocument: a document dated in the future causes a note, is not remembered and does not replace another.
func TestFutureDocument(t *testing.T) {
	o := Options{Memory: t.TempDir()}
	future := published(credential.StatusValid)
	future["issuer.cwt"] = document(rootKey, func(i *credential.Issuer) {
		i.Sequence, i.Issued, i.FormerHosts = 9, clock.AddDate(0, 0, 2), []string{"later.example.org"}
	})
	wantVerdict(t, o, credential.StateValid, "is dated 2026-07-03, in the future", future.folder(t))
	if seen := must(filepath.Glob(filepath.Join(o.Memory, "*", "*"))); len(seen) > 0 {
		t.Errorf("remembers %q", seen)
	}
	by := must(Load(t.Context(), named(published(credential.StatusValid).folder(t), future.folder(t)),
		Options{Now: clock}))
	if len(by.Issuers) != 1 || by.Issuers[0].Sequence != 3 {
		t.Errorf("the document dated in the future is used: %+v", by.Issuers)
	}
}

// TestUnvouchedLists: lists that the issuer document does not authenticate are neither used nor remembered.
func TestUnvouchedLists(t *testing.T) {
	o := Options{Memory: t.TempDir()}
	stolen := document(rootKey, func(i *credential.Issuer) {
		i.Keys[0].State, i.Keys[0].AllowList = credential.KeyCompromised, theAllow
	})
	wantVerdict(t, o, credential.StateNotTrusted, "is not the one that the issuer document names",
		site{"issuer.cwt": stolen, "allow/1.bin": make([]byte, 4<<20)}.folder(t))
	forged := published(credential.StatusValid)
	forged["s/0"][len(forged["s/0"])-1] ^= 1
	o = Options{Memory: filepath.Join(o.Memory, "other")}
	wantVerdict(t, o, credential.StateUnknown, "invalid signature", forged.folder(t))
	err := filepath.WalkDir(filepath.Dir(o.Memory), func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && d.Name() != documentFile {
			t.Errorf("remembers %s", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestManyLargeLists: a small document that names many large lists causes neither much traffic nor a long wait.
func TestManyLargeLists(t *testing.T) {
	many := document(rootKey, func(i *credential.Issuer) {
		for n := range 60 {
			k := must(credential.NewSigningKey(secret(byte(100 + n))))
			i.Keys = append(i.Keys, credential.Key{Public: k.Public(), NotBefore: clock, Uses: 1, State: credential.KeyCompromised,
				AllowList: credential.AllowListRef{Path: fmt.Sprintf("/allow/%d.bin", n)}})
			i.StatusLists = append(i.StatusLists, fmt.Sprintf("https://%s/s/%d", host, n+1))
		}
	})
	var asked, sent atomic.Int64
	wait := time.Duration(0)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/issuer.cwt" {
			w.Write(many)
			return
		}
		asked.Add(1)
		time.Sleep(wait)
		n, _ := w.Write(make([]byte, 1<<20))
		sent.Add(int64(n))
	}))
	defer server.Close()
	by := must(Load(t.Context(), named(server.URL), Options{Now: clock}))
	if asked.Load() > 61+maxAllow || sent.Load() > maxGathered+8<<20 || !strings.Contains(strings.Join(by.Notes, "\n"), "the rest is left out") {
		t.Errorf("asked for %d lists and got %d MB; notes %q", asked.Load(), sent.Load()>>20, by.Notes)
	}
	before := conversation
	conversation, wait = 300*time.Millisecond, 100*time.Millisecond
	defer func() { conversation = before }()
	start := time.Now()
	must(Load(t.Context(), named(server.URL), Options{Now: clock}))
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("a slow host held verify up for %s", took)
	}
}

// TestClaimedHost: an issuer that claims another issuer's host, as its own or as a former one, causes a note, whichever
// source comes first.
func TestClaimedHost(t *testing.T) {
	real := published(credential.StatusRevoked).folder(t)
	for _, change := range []func(*credential.Issuer){
		func(i *credential.Issuer) {},
		func(i *credential.Issuer) { i.Host, i.FormerHosts = "evil.example.org", []string{host} },
	} {
		evil := site{"issuer.cwt": document(newRoot, change), "s/0": list(clock, credential.StatusValid)}.folder(t)
		for _, names := range [][]string{{real, evil}, {evil, real}} {
			wantVerdict(t, Options{}, credential.StateRevoked, "claims "+host, names...)
		}
		pinned := Options{Pins: Pins(t.TempDir())}
		if _, err := pinned.Pins.Add(document(rootKey, nil)); err != nil {
			t.Fatal(err)
		}
		if by, err := Load(t.Context(), named(evil), Options{Now: clock, Pins: pinned.Pins}); err == nil &&
			!strings.Contains(strings.Join(by.Notes, "\n"), "claims "+host) {
			t.Errorf("a claim to a pinned host causes no note: %q", by.Notes)
		}
	}
}

// TestFutureRevocation: a list dated in the future counts only for the papers that it revokes.
func TestFutureRevocation(t *testing.T) {
	for status, want := range map[credential.Status]credential.State{
		credential.StatusRevoked: credential.StateRevoked, credential.StatusSuspended: credential.StateUnknown} {
		future := site{"issuer.cwt": document(rootKey, nil), "s/0": list(clock.Add(time.Hour), status)}
		wantVerdict(t, Options{}, want, "in the future", future.folder(t))
	}
}

// TestRevocationsAreRemembered: a paper that any list has revoked stays revoked in later runs, even when that list is
// gone: a list older than the latest, of a lost ledger, or dated in the future. Once the latest list revokes the paper
// too, the other list is dropped.
func TestRevocationsAreRemembered(t *testing.T) {
	for note, issued := range map[string]time.Time{"older than the one seen before": clock.AddDate(0, 0, -1),
		"is in the future": clock.AddDate(0, 1, 0)} {
		t.Run(note, func(t *testing.T) {
			o := Options{Memory: t.TempDir()}
			wantVerdict(t, o, credential.StateValid, "", published(credential.StatusValid).folder(t))
			revoking := published(credential.StatusValid)
			revoking["s/0"] = list(issued, credential.StatusRevoked)
			wantVerdict(t, o, credential.StateRevoked, note, revoking.folder(t))
			for range 2 {
				wantVerdict(t, o, credential.StateRevoked, "", published(credential.StatusValid).folder(t))
			}
			older := func() int { return len(must(filepath.Glob(filepath.Join(o.Memory, "*", "*", "*"+olderMark+"*")))) }
			if older() != 1 {
				t.Errorf("remembers %d older lists", older())
			}
			latest := published(credential.StatusValid)
			latest["s/0"] = list(clock.Add(time.Minute), credential.StatusRevoked)
			wantVerdict(t, o, credential.StateRevoked, "", latest.folder(t))
			if older() != 0 {
				t.Errorf("still remembers %d older lists", older())
			}
		})
	}
}
