//go:build unix

package keyring

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lanyard/internal/trust/credential"
)

// TestTake checks that the keys of another ring are listed with their events, and that the key which derives its
// numbers is kept.
func TestTake(t *testing.T) {
	r, dir := savedRing(t, 1)
	other, otherDir := savedRing(t, 2)
	other.Issuer.Entries = map[uint]credential.Entry{1: summer}
	other.Issuer.Sequence, other.Issuer.FormerHosts, other.changed = 7, []string{"old.example.org"}, true
	if err := other.Save(); err != nil {
		t.Fatal(err)
	}
	other = opened(t, otherDir)
	list := "https://verify.example.org/s/abc-0"
	if err := r.Take(other, []string{list}, []string{"summer"}, noon); err != nil {
		t.Fatal(err)
	}
	if err := r.Save(); err != nil {
		t.Fatal(err)
	}
	r = opened(t, dir)
	i := r.Issuer
	if len(i.Keys) != 2 || i.Keys[1].State != credential.KeyRetired || i.Keys[1].Own == nil || i.Keys[1].Own.Entries[1].EventID != "summer" {
		t.Fatalf("the document has the keys %+v", i.Keys)
	}
	if err := i.Keeps(other.Issuer); err != nil || i.Sequence <= 8 || !slices.Contains(i.FormerHosts, "old.example.org") ||
		!slices.Contains(i.StatusLists, list) {
		t.Errorf("the document says %+v: %v", i, err)
	}
	if r.Signing.Public() != i.Keys[0].Public {
		t.Error("the signing key is one that was taken in")
	}
	if !bytes.Equal(r.IDOf("summer").PEM(), other.ID.PEM()) || !bytes.Equal(r.IDOf("winter").PEM(), r.ID.PEM()) {
		t.Error("numbers are derived by another key")
	}
	// taking the same ring twice changes nothing
	if err := r.Take(other, nil, []string{"summer"}, noon); err != nil {
		t.Fatal(err)
	}
	if err := r.Save(); err != nil || len(opened(t, dir).Issuer.Keys) != 2 {
		t.Errorf("taken twice: %v", err)
	}
	// a backup includes the key of the event
	var backup bytes.Buffer
	if err := export(&backup, dir, "correct horse battery", 10); err != nil {
		t.Fatal(err)
	}
	again := filepath.Join(t.TempDir(), "keys")
	if err := Import(again, &backup, "correct horse battery"); err != nil {
		t.Fatal(err)
	}
	if !maps.Equal(contents(t, dir), contents(t, again)) || len(contents(t, again)[idFileOf("summer")]) == 0 {
		t.Error("the backup lacks a file")
	}
}

func TestTakeRefuses(t *testing.T) {
	r, dir := savedRing(t, 1)
	before := contents(t, dir)
	other, _ := savedRing(t, 2)
	if err := r.Take(other, nil, []string{"../up"}, noon); err == nil || !strings.Contains(err.Error(), "is not the id of an event") {
		t.Errorf("an id that is a path: %v", err)
	}
	// the same root key in two folders whose documents have diverged
	twinDir := filepath.Join(t.TempDir(), "keys")
	if err := Copy(twinDir, dir); err != nil {
		t.Fatal(err)
	}
	r, twin := opened(t, dir), opened(t, twinDir)
	r.Issuer.Events = map[uint]credential.Event{1: {Title: "Summer", FirstDay: 1, LastDay: 1}}
	twin.Issuer.Events = map[uint]credential.Event{1: {Title: "Winter", FirstDay: 1, LastDay: 1}}
	refused(t, r.Take(twin, nil, nil, noon), "contradict each other: event 1")
	twin.Issuer.Events = map[uint]credential.Event{2: {Title: "Winter", FirstDay: 1, LastDay: 1}}
	if err := r.Take(twin, nil, nil, noon); err != nil || len(r.Issuer.Events) != 2 || len(r.Issuer.Keys) != 1 {
		t.Errorf("documents that complete each other: %+v, %v", r.Issuer, err)
	}
	r = opened(t, dir)
	r.Root = nil
	refused(t, r.Take(other, nil, nil, noon), rootFile)
	if !maps.Equal(contents(t, dir), before) {
		t.Error("the folder has changed")
	}
}

// TestCopy checks that everything is copied except the signed head, which belongs to another ledger.
func TestCopy(t *testing.T) {
	_, dir := savedRing(t, 1)
	to := filepath.Join(t.TempDir(), "a", "keys")
	if err := Copy(to, dir); err != nil {
		t.Fatal(err)
	}
	if h, signed, err := opened(t, to).Head(); err != nil || !signed || h.Seq != 0 {
		t.Errorf("has the head %+v, %t, %v", h, signed, err)
	}
	refused(t, Copy(to, dir), "there are keys in")
	if err := os.Remove(filepath.Join(dir, signFile(opened(t, to).Signing.Public()))); err != nil {
		t.Fatal(err)
	}
	if err := Copy(filepath.Join(t.TempDir(), "keys"), dir); err == nil {
		t.Error("a ring without its signing key was copied")
	}
}

func TestAnnounce(t *testing.T) {
	r, dir := savedRing(t, 1)
	next, _ := savedRing(t, 2)
	if err := r.Announce(next.Issuer.Root.Thumbprint(), noon); err != nil {
		t.Fatal(err)
	}
	if err := r.Save(); err != nil {
		t.Fatal(err)
	}
	r = opened(t, dir)
	if !next.Issuer.Follows(r.Issuer) || r.Issuer.Sequence != 2 {
		t.Errorf("the document says %+v", r.Issuer)
	}
	if err := r.Announce(next.Issuer.Root.Thumbprint(), noon); err != nil || r.changed {
		t.Errorf("announced twice: %v", err)
	}
	refused(t, r.Announce(r.Issuer.Root.Thumbprint(), noon), "the root key of this issuer itself")
}
