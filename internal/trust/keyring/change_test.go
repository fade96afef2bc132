package keyring

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lanyard/internal/base/fault"
	"lanyard/internal/trust/credential"
)

var today = time.Date(2026, 7, 1, 15, 30, 0, 0, time.UTC)

// ringOnDisk returns a ring saved in a new folder.
func ringOnDisk(t *testing.T) (*Ring, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "keys")
	r, err := New(dir, Organiser{Host: "verify.example.org", Names: map[string]string{"en": "Example"},
		StatusLists: []string{"https://verify.example.org/s/0"}}, rand.Reader, today)
	if err != nil {
		t.Fatal(err)
	}
	return saved(t, r), dir
}

// saved saves r and reads it back.
func saved(t *testing.T, r *Ring) *Ring {
	t.Helper()
	if err := r.Save(); err != nil {
		t.Fatal(err)
	}
	again, err := Open(r.dir)
	if err != nil {
		t.Fatal(err)
	}
	return again
}

func state(t *testing.T, r *Ring, id credential.KeyID) credential.Key {
	t.Helper()
	k, err := find(r.Issuer, id)
	if err != nil {
		t.Fatal(err)
	}
	return *k
}

func wantHint(t *testing.T, err error, message, hint string) {
	t.Helper()
	if fault.Hint(err) == "" || !strings.Contains(err.Error(), message) || !strings.Contains(fault.Hint(err), hint) {
		t.Errorf("got %v, want %q with the hint %q", err, message, hint)
	}
}

func sign(t *testing.T, r *Ring, name string) credential.Token {
	t.Helper()
	token, err := credential.Sign(credential.Claim{Issuer: "verify.example.org", Issued: today.Truncate(24 * time.Hour),
		Number: credential.Number{1}, Name: name,
		Event: "Event", IssuerName: "Example", Status: credential.StatusRef{URI: "https://verify.example.org/s/0"}},
		r.Signing)
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func TestRotate(t *testing.T) {
	r, _ := ringOnDisk(t)
	old, before := r.Signing.Public().ID(), sign(t, r, "Before")
	if err := r.Rotate(rand.Reader, today, time.Time{}); err != nil {
		t.Fatal(err)
	}
	r = saved(t, r)
	if k := state(t, r, old); k.State != credential.KeyRetired || !k.NotAfter.Equal(today.Add(ahead)) {
		t.Errorf("the old key is in state %d until %v", k.State, k.NotAfter)
	}
	if r.Signing.Public().ID() == old || r.Issuer.Sequence != 2 {
		t.Errorf("key %s signs, document %d", r.Signing.Public().ID(), r.Issuer.Sequence)
	}
	after := sign(t, r, "After")
	for _, token := range []credential.Token{before, after} {
		if v := credential.Judge(token.String(), []*credential.Issuer{r.Issuer}, nil,
			today); v.State != credential.StateUnknown {
			t.Errorf("%v %s", v, v.Detail)
		}
	}
	kept := r.Signing.Public().ID()
	if err := r.Rotate(rand.Reader, today, today.AddDate(0, 1, 0)); err != nil {
		t.Fatal(err)
	}
	r = saved(t, r)
	if k := state(t, r, kept); k.State != credential.KeyActive ||
		k.NotAfter.Format(time.DateTime) != "2026-08-01 23:59:59" {
		t.Errorf("the kept key is in state %d until %v", k.State, k.NotAfter)
	}
	wantHint(t, r.Retire(r.Signing.Public().ID(), today), "signs now", "keys rotate")
	if err := r.Retire(kept, today); err != nil {
		t.Fatal(err)
	}
	r = saved(t, r)
	wantHint(t, r.Retire(kept, today), "not active", "keys list")
	wantHint(t, r.Retire(credential.KeyID{1}, today), "no key 0100000000000000", "keys list")
	if r.Issuer.Sequence != 4 {
		t.Errorf("after three changes the document is number %d", r.Issuer.Sequence)
	}
}

func TestCompromised(t *testing.T) {
	r, _ := ringOnDisk(t)
	stolen, good, forged := r.Signing.Public().ID(), sign(t, r, "Good"), sign(t, r, "Forged")
	if err := r.Compromised(stolen, [][sha256.Size]byte{good.Hash()}, rand.Reader, today); err != nil {
		t.Fatal(err)
	}
	r = saved(t, r)
	if state(t, r, stolen).State != credential.KeyCompromised || r.Signing.Public().ID() == stolen {
		t.Error("the stolen key still signs")
	}
	lists, err := r.AllowLists()
	if err != nil || len(lists) != 1 {
		t.Fatalf("%d allow-lists, %v", len(lists), err)
	}
	for path, data := range lists {
		if path != "/allow/"+stolen.String()+".bin" {
			t.Errorf("path %q", path)
		}
		if err := r.Issuer.AddAllowList(data); err != nil {
			t.Fatal(err)
		}
	}
	for token, want := range map[string]credential.State{good.String(): credential.StateUnknown,
		forged.String(): credential.StateNotTrusted} {
		if v := credential.Judge(token, []*credential.Issuer{r.Issuer}, nil, today); v.State != want {
			t.Errorf("%v, want %v", v, want)
		}
	}
	if err := os.Remove(filepath.Join(r.dir, allowFile(stolen))); err != nil {
		t.Fatal(err)
	}
	_, err = r.AllowLists()
	wantHint(t, err, "missing", "keys compromised "+stolen.String())
}

func TestRootKeptApart(t *testing.T) {
	_, dir := ringOnDisk(t)
	apart := filepath.Join(t.TempDir(), "root.key")
	if err := os.Rename(filepath.Join(dir, rootFile), apart); err != nil {
		t.Fatal(err)
	}
	r, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	wantHint(t, r.Rotate(rand.Reader, today, time.Time{}), "root key", "-root FILE")
	wantHint(t, r.BringRoot(apart+"x"), "no root key", "name the file")
	other, _ := ringOnDisk(t)
	wantHint(t, r.BringRoot(filepath.Join(other.dir, rootFile)), "not the root key",
		r.Issuer.Root.Thumbprint().String())
	if err := r.BringRoot(apart); err != nil {
		t.Fatal(err)
	}
	if err := r.Rotate(rand.Reader, today, time.Time{}); err != nil {
		t.Fatal(err)
	}
	saved(t, r)
	if _, err := os.Stat(filepath.Join(dir, rootFile)); err == nil {
		t.Error("the root key was copied into the folder")
	}
}

func TestLostSigningKey(t *testing.T) {
	r, dir := ringOnDisk(t)
	if err := os.Remove(filepath.Join(dir, signFile(r.Signing.Public()))); err != nil {
		t.Fatal(err)
	}
	_, err := Open(dir)
	wantHint(t, err, "is missing", "keys rotate")
	if r, err = OpenWithout(dir); err != nil || r.Signing != nil {
		t.Fatalf("%v, %v", r, err)
	}
	if err := r.Rotate(rand.Reader, today, time.Time{}); err != nil {
		t.Fatal(err)
	}
	saved(t, r)
}

func TestHead(t *testing.T) {
	r, dir := ringOnDisk(t)
	if h, ok, err := r.Head(); err != nil || !ok || h.Seq != 0 {
		t.Errorf("a new ring has the head %v, %v, %v", h, ok, err)
	}
	want := credential.Head{Seq: 7, Hash: [32]byte{1}, Signed: today}
	for range 2 { // the second time replaces the first
		if err := r.SaveHead(want); err != nil {
			t.Fatal(err)
		}
	}
	if h, ok, err := r.Head(); err != nil || !ok || h != want {
		t.Errorf("got %v, %v, %v", h, ok, err)
	}
	path := filepath.Join(dir, headFile)
	if info, err := os.Stat(path); err != nil || openToOthers(info) {
		t.Errorf("%v, %v", info, err)
	}
	if err := os.WriteFile(path, []byte("something"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, _, err := r.Head()
	wantHint(t, err, "not signed by these keys", "-accept-ledger")
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if _, ok, err := r.Head(); ok || err != nil {
		t.Errorf("%v, %v", ok, err)
	}
}

const cheap = 4 // scrypt's work factor in tests

func TestBackup(t *testing.T) {
	r, dir := ringOnDisk(t)
	if err := r.Compromised(r.Signing.Public().ID(), nil, rand.Reader, today); err != nil {
		t.Fatal(err)
	}
	saved(t, r)
	if err := os.WriteFile(filepath.Join(dir, "notes.txt"), []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	const passphrase = "correct horse battery"
	var backup bytes.Buffer
	wantHint(t, export(&backup, dir, "short", cheap), "fewer than 12", "words")
	if err := export(&backup, dir, passphrase, cheap); err != nil {
		t.Fatal(err)
	}
	wantHint(t, Import(dir, bytes.NewReader(backup.Bytes()), passphrase), "already", "never overwritten")
	other := filepath.Join(t.TempDir(), "event", "keys")
	wantHint(t, Import(other, bytes.NewReader(backup.Bytes()), passphrase+"x"), "not the passphrase", "again")
	wantHint(t, Import(other, strings.NewReader("no backup"), passphrase), "not a backup", "keys export")
	for _, cut := range []int{100, 300, backup.Len() - 1} {
		if err := Import(other, bytes.NewReader(backup.Bytes()[:cut]), passphrase); err == nil {
			t.Errorf("a backup cut to %d bytes was imported", cut)
		}
	}
	if left, err := os.ReadDir(filepath.Dir(other)); err == nil && len(left) > 0 {
		t.Errorf("a failed import left %v", left)
	}
	if err := Import(other, bytes.NewReader(backup.Bytes()), passphrase); err != nil {
		t.Fatal(err)
	}
	names := 0
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		want, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(filepath.Join(other, e.Name()))
		if e.Name() == "notes.txt" {
			if err == nil {
				t.Error("a file that is not a key is in the backup")
			}
			continue
		}
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: %v", e.Name(), err)
		}
		names++
	}
	if names != 7 {
		t.Errorf("the backup holds %d files", names)
	}
	if _, err := Open(other); err != nil {
		t.Error(err)
	}
}
