//go:build unix

package keyring

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/paper"
	"lanyard/internal/trust/credential"
)

var (
	noon   = time.Date(2017, 7, 26, 12, 30, 0, 0, time.UTC)
	office = Organiser{Host: "verify.example.org", Names: map[string]string{"en": "Example Office"},
		StatusLists: []string{"https://verify.example.org/s/0"}}
	summer = credential.Entry{EventID: "summer", Main: "en", Titles: map[string]string{"en": "Summer Meeting"},
		FirstDay: 17373, LastDay: 17374, IssuerNames: map[string]string{"en": "Example"}, Lists: "https://verify.example.org/s/abc-"}
)

// savedRing returns a ring with keys from a seed, saved in a new folder.
func savedRing(t *testing.T, seed byte) (*Ring, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "keys")
	r := fresh(t, dir, seed)
	if err := r.Save(); err != nil {
		t.Fatal(err)
	}
	return r, dir
}

func fresh(t *testing.T, dir string, seed byte) *Ring {
	t.Helper()
	r, err := New(dir, office, rand.NewChaCha8([32]byte{seed}), noon)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func opened(t *testing.T, dir string) *Ring {
	t.Helper()
	r, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// contents returns the files of dir by name.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		files[e.Name()] = string(data)
	}
	return files
}

// refused checks that err is a fault with a hint, and that it contains words.
func refused(t *testing.T, err error, words ...string) {
	t.Helper()
	hint := fault.Hint(err)
	if hint == "" {
		t.Fatalf("got %v, expected a fault with a hint", err)
	}
	for _, w := range words {
		if !strings.Contains(err.Error()+"\n"+hint, w) {
			t.Errorf("%q (%q) does not mention %q", err, hint, w)
		}
	}
}

func TestNewWritesNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "keys")
	fresh(t, dir, 1)
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) || Exists(dir) {
		t.Errorf("there is a folder before Save: %v", err)
	}
}

func TestModes(t *testing.T) {
	for _, umask := range []int{0, 0o022, 0o077} {
		old := syscall.Umask(umask)
		_, dir := savedRing(t, 1)
		syscall.Umask(old)
		info, err := os.Stat(dir)
		if err != nil || info.Mode().Perm() != 0o700 {
			t.Errorf("umask %04o: the folder has mode %04o, %v", umask, info.Mode().Perm(), err)
		}
		keys := 0
		for name := range contents(t, dir) {
			info, err := os.Stat(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasSuffix(name, keySuffix) {
				if keys++; info.Mode().Perm() != 0o600 {
					t.Errorf("umask %04o: %s has mode %04o", umask, name, info.Mode().Perm())
				}
			}
		}
		if keys != 3 {
			t.Errorf("%d private keys instead of 3", keys)
		}
	}
}

func TestOpenGivesWhatSaveWrote(t *testing.T) {
	r, dir := savedRing(t, 1)
	got := opened(t, dir)
	if got.Signing.Public() != r.Signing.Public() || got.Root.Public() != r.Root.Public() {
		t.Error("other keys")
	}
	number := func(r *Ring) credential.Number {
		return credential.DeriveNumber(r.ID, "e", paper.Badge, "a", 1)
	}
	if number(got) != number(r) {
		t.Error("another id key")
	}
	i := got.Issuer
	if i.Host != office.Host || !maps.Equal(i.Names, office.Names) ||
		!slices.Equal(i.StatusLists, office.StatusLists) || i.Sequence != 1 {
		t.Errorf("the issuer document says %+v", i)
	}
	day := noon.Truncate(24 * time.Hour)
	if k := i.Keys[0]; len(i.Keys) != 1 || !k.NotBefore.Equal(day) ||
		k.Uses != credential.UseCertificates|credential.UseStatus {
		t.Errorf("its keys are %+v", i.Keys)
	}
	if info := got.PublicKeys(); len(info) != 1 || !info[0].Private || info[0].Public != r.Signing.Public() {
		t.Errorf("listed are %+v", info)
	}
}

func TestSaveNeverOverwrites(t *testing.T) {
	_, dir := savedRing(t, 1)
	before := contents(t, dir)
	refused(t, fresh(t, dir, 2).Save(), "already")
	if !maps.Equal(contents(t, dir), before) {
		t.Error("keys were changed")
	}
	for name := range before { // a single remaining file is enough
		if name != IssuerFile && !strings.HasSuffix(name, keySuffix) {
			continue
		}
		part := filepath.Join(t.TempDir(), "keys")
		if err := os.MkdirAll(part, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(part, name), []byte(before[name]), 0o600); err != nil {
			t.Fatal(err)
		}
		if !Exists(part) {
			t.Errorf("Exists does not notice %s alone", name)
		}
		if err := fresh(t, part, 2).Save(); err == nil {
			t.Errorf("new keys were made next to %s", name)
		}
		if got := contents(t, part); len(got) != 1 || got[name] != before[name] {
			t.Errorf("%s was changed", name)
		}
	}
}

// TestSaveLeavesNothingBehind saves keys where that is impossible: existing files stay, and no half-made keys remain.
func TestSaveLeavesNothingBehind(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "keys")
	if err := os.WriteFile(dir, []byte("a file"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := fresh(t, filepath.Join(dir, "keys"), 1).Save(); err == nil {
		t.Error("keys were saved below a plain file")
	}
	full := filepath.Join(parent, "full")
	if err := os.MkdirAll(filepath.Join(full, "photos"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := fresh(t, full, 1).Save(); err == nil {
		if _, err := os.Stat(filepath.Join(full, "photos")); err != nil {
			t.Errorf("the content of the folder is gone: %v", err)
		}
	}
	entries, err := os.ReadDir(parent)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() != "keys" && e.Name() != "full" {
			t.Errorf("%s was left behind", e.Name())
		}
	}
}

func TestSaveTwice(t *testing.T) {
	r, dir := savedRing(t, 1)
	before := contents(t, dir)
	if err := r.Save(); err != nil {
		t.Fatal(err)
	}
	if !maps.Equal(contents(t, dir), before) {
		t.Error("the second Save changed something")
	}
}

func TestOpenRefusesKeysThatOthersCanRead(t *testing.T) {
	_, dir := savedRing(t, 1)
	for name := range contents(t, dir) {
		if !strings.HasSuffix(name, keySuffix) {
			continue
		}
		file := filepath.Join(dir, name)
		for _, mode := range []fs.FileMode{0o640, 0o604, 0o660, 0o620} {
			if err := os.Chmod(file, mode); err != nil {
				t.Fatal(err)
			}
			_, err := Open(dir)
			refused(t, err, name, "chmod 600")
		}
		if err := os.Chmod(file, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	opened(t, dir)
}

func TestOpenRefusesLinks(t *testing.T) {
	_, dir := savedRing(t, 1)
	file := filepath.Join(dir, idFile)
	elsewhere := filepath.Join(t.TempDir(), "id")
	if err := os.Rename(file, elsewhere); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(elsewhere, file); err != nil {
		t.Fatal(err)
	}
	_, err := Open(dir)
	refused(t, err, idFile)
}

func TestLostKeys(t *testing.T) {
	r, dir := savedRing(t, 1)
	_, err := Open(filepath.Join(dir, "nowhere"))
	refused(t, err, "keys make")
	for _, name := range []string{idFile, signFile(r.Signing.Public())} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(dir, name)
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.Remove(file); err != nil {
				t.Fatal(err)
			}
			_, err = Open(dir)
			refused(t, err, name, "backup")
			if err := os.WriteFile(file, []byte("-----BEGIN NONSENSE-----"), 0o600); err != nil {
				t.Fatal(err)
			}
			if _, err := Open(dir); err == nil || strings.Contains(err.Error(), "NONSENSE") {
				t.Errorf("a broken key gave %v", err)
			}
			if err := os.WriteFile(file, bytes.Repeat([]byte("x"), maxKeyFile+1), 0o600); err != nil {
				t.Fatal(err)
			}
			if _, err := Open(dir); err == nil {
				t.Error("a file too long for a key was read")
			}
			if err := os.WriteFile(file, data, 0o600); err != nil {
				t.Fatal(err)
			}
			opened(t, dir)
		})
	}
	t.Run(IssuerFile, func(t *testing.T) {
		if err := os.Remove(filepath.Join(dir, IssuerFile)); err != nil {
			t.Fatal(err)
		}
		_, err := Open(dir)
		refused(t, err, "issuer document")
	})
}

// TestOpenRefusesAnotherIssuer puts the issuer document of other keys into a ring.
func TestOpenRefusesAnotherIssuer(t *testing.T) {
	_, dir := savedRing(t, 1)
	_, other := savedRing(t, 2)
	data, err := os.ReadFile(filepath.Join(other, IssuerFile))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, IssuerFile), data, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir); err == nil || !strings.Contains(err.Error(), IssuerFile) {
		t.Errorf("got %v", err)
	}
}

func TestRegister(t *testing.T) {
	r, dir := savedRing(t, 1)
	register := func(o Organiser, e credential.Entry, wantRef, wantSequence uint) {
		t.Helper()
		ref, err := r.Register(o, e, noon)
		if err != nil || ref != wantRef {
			t.Fatalf("reference %d, %v, expected %d", ref, err, wantRef)
		}
		if err := r.Save(); err != nil {
			t.Fatal(err)
		}
		r = opened(t, dir)
		if have := r.Issuer.Entries[ref]; have.Hash() != e.Hash() || r.Issuer.Host != o.Host || r.Issuer.Sequence != wantSequence {
			t.Errorf("the document says %+v", r.Issuer)
		}
	}
	register(office, summer, 1, 2)
	register(office, summer, 1, 2) // nothing new
	longer := summer
	longer.LastDay++
	register(office, longer, 2, 3) // a reference never changes its meaning
	register(office, summer, 1, 3)

	moved := office
	moved.Host = "verify.example.net"
	register(moved, summer, 1, 4)
	if !slices.Equal(r.Issuer.FormerHosts, []string{office.Host}) {
		t.Errorf("former hosts %v", r.Issuer.FormerHosts)
	}
	register(office, summer, 1, 5)
	register(moved, summer, 1, 6)
	if !slices.Contains(r.Issuer.FormerHosts, office.Host) || len(r.Issuer.FormerHosts) > 2 {
		t.Errorf("former hosts %v", r.Issuer.FormerHosts)
	}

	listed := moved
	listed.StatusLists = append(slices.Clone(listed.StatusLists), "https://verify.example.net/s/1")
	register(listed, summer, 1, 7)
}

// TestAddList numbers the lists of an event, whatever its host, and keeps the lists of other events.
func TestAddList(t *testing.T) {
	r, dir := savedRing(t, 1)
	for _, host := range []string{"verify.example.org", "verify.example.org", "verify.example.net"} {
		e := summer
		e.Lists = "https://" + host + "/s/abc-"
		if err := r.AddList(&e, noon); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.Save(); err != nil {
		t.Fatal(err)
	}
	want := append(slices.Clone(office.StatusLists), "https://verify.example.org/s/abc-0", "https://verify.example.org/s/abc-1",
		"https://verify.example.net/s/abc-2")
	if i := opened(t, dir).Issuer; !slices.Equal(i.StatusLists, want) || i.Sequence != 2 {
		t.Errorf("number %d has the lists %q", i.Sequence, i.StatusLists)
	}
	r.Root = nil
	refused(t, r.AddList(&summer, noon), rootFile)
}

// TestRegisterSeveral checks that everything registered in one run makes one new document.
func TestRegisterSeveral(t *testing.T) {
	r, dir := savedRing(t, 1)
	for i := range 3 {
		e := summer
		e.FirstDay -= i
		if ref, err := r.Register(office, e, noon); err != nil || ref != uint(i)+1 {
			t.Fatalf("reference %d, %v", ref, err)
		}
	}
	if err := r.Save(); err != nil {
		t.Fatal(err)
	}
	if i := opened(t, dir).Issuer; i.Sequence != 2 || len(i.Entries) != 3 {
		t.Errorf("the document says %+v", i)
	}
}

// TestRegisterBeforeTheFirstSave checks that an event registered before the first Save is in the first document.
func TestRegisterBeforeTheFirstSave(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "keys")
	r := fresh(t, dir, 1)
	if _, err := r.Register(office, summer, noon); err != nil {
		t.Fatal(err)
	}
	if err := r.Save(); err != nil {
		t.Fatal(err)
	}
	if i := opened(t, dir).Issuer; i.Sequence != 1 || i.Entries[1].Titles["en"] != "Summer Meeting" {
		t.Errorf("the document says %+v", i)
	}
}

// TestWithoutRootKey checks that, without the root key, known events are accepted and changes to the document refused.
func TestWithoutRootKey(t *testing.T) {
	r, dir := savedRing(t, 1)
	if _, err := r.Register(office, summer, noon); err != nil {
		t.Fatal(err)
	}
	if err := r.Save(); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, rootFile)); err != nil {
		t.Fatal(err)
	}
	r = opened(t, dir)
	before := contents(t, dir)
	if ref, err := r.Register(office, summer, noon.AddDate(0, 0, 9)); err != nil || ref != 1 {
		t.Fatalf("an event in the document: %d, %v", ref, err)
	}
	other := summer
	other.Titles = map[string]string{"en": "Winter Meeting"}
	_, err := r.Register(office, other, noon)
	refused(t, err, rootFile)
	if err := r.Save(); err != nil || !maps.Equal(contents(t, dir), before) {
		t.Errorf("Save gave %v or changed a file", err)
	}
}

// TestNewIsReproducible checks that the same randomness gives the same keys, and too little gives an error.
func TestNewIsReproducible(t *testing.T) {
	_, a := savedRing(t, 7)
	_, b := savedRing(t, 7)
	_, c := savedRing(t, 8)
	if !maps.Equal(contents(t, a), contents(t, b)) {
		t.Error("two rings of one seed differ")
	}
	if maps.Equal(contents(t, a), contents(t, c)) {
		t.Error("two rings of two seeds are equal")
	}
	if _, err := New("keys", office, strings.NewReader("too little"), noon); err == nil {
		t.Error("keys were made of ten bytes")
	}
}
