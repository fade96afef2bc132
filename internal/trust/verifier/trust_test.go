package verifier

import (
	"bytes"
	"crypto/sha256"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lanyard/internal/base/fault"
	"lanyard/internal/trust/credential"
)

var clock = time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)

const host, listURI = "verify.example.org", "https://verify.example.org/s/0"

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func secret(b byte) *bytes.Reader { return bytes.NewReader(bytes.Repeat([]byte{b}, 32)) }

var (
	rootKey = must(credential.NewRootKey(secret(1)))
	key     = must(credential.NewSigningKey(secret(2)))
	newRoot = must(credential.NewRootKey(secret(3)))
	token   = must(credential.Sign(credential.Claim{Issuer: host, Issued: clock, Number: credential.Number{1},
		Name: "Ana", Event: "Event", IssuerName: "Issuer", Status: credential.StatusRef{Index: 5, URI: listURI}}, key))
	allowed  = credential.AllowList([][32]byte{token.Hash()})
	theAllow = credential.AllowListRef{Hash: sha256.Sum256(allowed), Path: "/allow/1.bin"}
)

// document returns an issuer document after change has edited it.
func document(root *credential.RootKey, change func(*credential.Issuer)) []byte {
	i := &credential.Issuer{Host: host, Issued: clock.AddDate(0, 0, -1), Sequence: 3,
		Names: map[string]string{"en": "Issuer"}, StatusLists: []string{listURI},
		Keys: []credential.Key{{Public: key.Public(), NotBefore: clock.AddDate(0, 0, -9),
			Uses: credential.UseCertificates | credential.UseStatus}}}
	if change != nil {
		change(i)
	}
	return must(credential.SignIssuer(i, root))
}

// list returns a status list issued at a time, in which the token has status s.
func list(at time.Time, s credential.Status) []byte {
	l := must(credential.NewStatusList(credential.MinCapacity))
	l.URI, l.Issued, l.Expires, l.TTL = listURI, at, at.AddDate(0, 0, 30), 48*time.Hour
	l.Set(5, s)
	return must(credential.SignStatusList(l, key))
}

// site holds the files of a verification page by name.
type site map[string][]byte

func published(s credential.Status) site {
	return site{"issuer.cwt": document(rootKey, nil), "s/0": list(clock, s)}
}

// named returns sources as if given by -issuer.
func named(names ...string) (all []Source) {
	for _, n := range names {
		all = append(all, Source{Name: n, Why: "-issuer " + n})
	}
	return all
}

func (s site) folder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, data := range s {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func (s site) serve(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		data, ok := s[strings.TrimPrefix(r.URL.Path, "/")]
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Write(data)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// wantVerdict loads names and judges the token.
func wantVerdict(t *testing.T, o Options, state credential.State, note string, names ...string) {
	t.Helper()
	if o.Now.IsZero() {
		o.Now = clock
	}
	by, err := Load(t.Context(), named(names...), o)
	if err != nil {
		t.Errorf("%v", err)
		return
	}
	if v := credential.Judge(token.String(), by.Issuers, by.Lists, o.Now); v.State != state {
		t.Errorf("%v (%s), want %v; notes %q", v, v.Detail, state, by.Notes)
	}
	if got := strings.Join(by.Notes, "\n"); (note == "") != (got == "") || !strings.Contains(got, note) {
		t.Errorf("notes %q, want %q", got, note)
	}
}

func wantFault(t *testing.T, o Options, message, hint string, names ...string) {
	t.Helper()
	o.Now = clock
	_, err := Load(t.Context(), named(names...), o)
	if fault.Hint(err) == "" || !strings.Contains(err.Error(), message) || !strings.Contains(fault.Hint(err), hint) {
		t.Errorf("got %v, want %q with the hint %q", err, message, hint)
	}
}

func TestSources(t *testing.T) {
	good := published(credential.StatusValid)
	dir := good.folder(t)
	file := filepath.Join(dir, "issuer.cwt")
	wantVerdict(t, Options{}, credential.StateUnknownIssuer, "")
	wantVerdict(t, Options{}, credential.StateUnknown, "", file)
	wantVerdict(t, Options{}, credential.StateValid, "", dir)
	wantVerdict(t, Options{}, credential.StateValid, "", file, dir)
	wantVerdict(t, Options{}, credential.StateValid, "", good.serve(t))
	wantVerdict(t, Options{}, credential.StateRevoked, "", published(credential.StatusRevoked).folder(t))
	wantFault(t, Options{}, "no issuer document", "issuer.cwt", filepath.Join(dir, "none.cwt"))
	wantFault(t, Options{}, "has no issuer.cwt", "lanyard site", t.TempDir())
	wantFault(t, Options{}, "is not an issuer document", "public", filepath.Join(dir, "s", "0"))
}

func TestListsThatCannotCount(t *testing.T) {
	missing := site{"issuer.cwt": document(rootKey, nil)}
	wantVerdict(t, Options{}, credential.StateUnknown, "", missing.folder(t))
	wantVerdict(t, Options{}, credential.StateUnknown, "has no /s/0", missing.serve(t))
	future := site{"issuer.cwt": document(rootKey, nil), "s/0": list(clock.Add(time.Hour), credential.StatusValid)}
	wantVerdict(t, Options{}, credential.StateUnknown, "in the future", future.folder(t))
	expired := site{"issuer.cwt": document(rootKey, nil), "s/0": list(clock, credential.StatusRevoked)}
	wantVerdict(t, Options{Now: clock.AddDate(0, 0, 31)}, credential.StateRevoked, "", expired.folder(t))
	wantVerdict(t, Options{Now: clock.AddDate(0, 0, 3)}, credential.StateStale, "",
		published(credential.StatusValid).folder(t))
	forged := published(credential.StatusValid)
	forged["s/0"][len(forged["s/0"])-1] ^= 1
	wantVerdict(t, Options{}, credential.StateUnknown, "invalid signature", forged.folder(t))
}

func TestMemoryRefusesWhatIsOlder(t *testing.T) {
	memory := t.TempDir()
	o := Options{Memory: memory}
	newer := site{"issuer.cwt": document(rootKey, func(i *credential.Issuer) { i.Sequence = 4 }),
		"s/0": list(clock, credential.StatusRevoked)}
	older := site{"issuer.cwt": document(rootKey, nil), "s/0": list(clock.Add(-time.Hour), credential.StatusValid)}
	dir := older.folder(t)
	wantVerdict(t, o, credential.StateValid, "", dir)
	wantVerdict(t, o, credential.StateRevoked, "", newer.folder(t))
	wantVerdict(t, o, credential.StateRevoked, "older", dir)
	wantVerdict(t, o, credential.StateRevoked, "number 4 was seen before", filepath.Join(dir, "issuer.cwt"))
	wantVerdict(t, Options{}, credential.StateValid, "", dir)
	err := filepath.WalkDir(memory, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err == nil && path != memory && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("others can read %s", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	// a damaged file in memory is ignored, and the rest still counts
	names := must(filepath.Glob(filepath.Join(memory, "files", "*", "list-*")))
	if len(names) != 1 {
		t.Fatalf("remembered %q", names)
	}
	if err := os.WriteFile(names[0], []byte("junk"), 0o600); err != nil {
		t.Fatal(err)
	}
	wantVerdict(t, o, credential.StateValid, "ignoring", dir)
}

// A site can be in a folder of a host. Its issuer document must then be for an address with that path, and it is
// remembered under that path.
func TestSiteUnderAPath(t *testing.T) {
	at := func(address string) ([]byte, []byte, credential.Token) {
		uri := "https://" + address + "/s/0"
		l := must(credential.NewStatusList(credential.MinCapacity))
		l.URI, l.Issued, l.Expires, l.TTL = uri, clock, clock.AddDate(0, 0, 30), 48*time.Hour
		l.Set(5, credential.StatusRevoked)
		d := document(rootKey, func(i *credential.Issuer) { i.Host, i.StatusLists = address, []string{uri} })
		own := must(credential.Sign(credential.Claim{Issuer: address, Issued: clock, Number: credential.Number{1},
			Name: "Ana", Event: "Event", IssuerName: "Issuer", Status: credential.StatusRef{Index: 5, URI: uri}}, key))
		return d, must(credential.SignStatusList(l, key)), own
	}
	d, l, own := at("user.github.io/verify")
	folder := site{"issuer.cwt": d, "s/0": l}.folder(t)
	address := site{"2027/verify/issuer.cwt": d, "2027/verify/s/0": l}.serve(t)
	memory := t.TempDir()
	for _, name := range []string{folder, address + "/2027/verify", address + "/2027/verify/"} {
		by, err := Load(t.Context(), named(name), Options{Now: clock, Memory: memory})
		if err != nil {
			t.Fatal(name, err)
		}
		if v := credential.Judge(own.String(), by.Issuers, by.Lists, clock); v.State != credential.StateRevoked {
			t.Errorf("%s: %v (%s)", name, v, v.Detail)
		}
		if v := credential.Judge(token.String(), by.Issuers, by.Lists, clock); v.State == credential.StateValid {
			t.Errorf("%s: the token of another address is valid", name)
		}
	}
	wantFault(t, Options{}, "has no issuer document", "Its address is in the QR code", address)
	place := strings.ReplaceAll(strings.TrimPrefix(address, "http://"), ":", "_") + "+2027+verify"
	if _, err := os.Stat(filepath.Join(memory, "hosts", place, "issuer.cwt")); err != nil {
		t.Error(err)
	}
}

func TestOffline(t *testing.T) {
	memory := t.TempDir()
	good := published(credential.StatusSuspended)
	server := httptest.NewServer(http.FileServerFS(os.DirFS(good.folder(t))))
	wantFault(t, Options{Memory: memory, Offline: true}, "was seen before", "without -offline", server.URL)
	wantVerdict(t, Options{Memory: memory}, credential.StateSuspended, "", server.URL)
	wantVerdict(t, Options{Memory: memory, Offline: true}, credential.StateSuspended, "", server.URL)
	server.Close()
	wantVerdict(t, Options{Memory: memory}, credential.StateSuspended, "using what was seen", server.URL)
	if _, err := Load(t.Context(), named(server.URL), Options{Now: clock}); err == nil {
		t.Error("a host that does not answer caused no error")
	}
}

func TestAllowList(t *testing.T) {
	stolen := document(rootKey, func(i *credential.Issuer) {
		i.Sequence, i.Keys[0].State, i.Keys[0].AllowList = 4, credential.KeyCompromised, theAllow
	})
	whole := site{"issuer.cwt": stolen, "allow/1.bin": allowed}
	wantVerdict(t, Options{}, credential.StateUnknown, "", whole.folder(t))
	wantVerdict(t, Options{}, credential.StateUnknown, "has no /s/0", whole.serve(t))
	wantVerdict(t, Options{}, credential.StateNotTrusted, "is missing", site{"issuer.cwt": stolen}.folder(t))
}

func TestAnotherRootKey(t *testing.T) {
	memory := t.TempDir()
	current := published(credential.StatusValid)
	address := current.serve(t)
	wantVerdict(t, Options{Memory: memory}, credential.StateValid, "", address)
	current["issuer.cwt"] = document(newRoot, nil)
	wantFault(t, Options{Memory: memory}, "was "+rootKey.Public().Thumbprint().String(), "by telephone", address)
	wantVerdict(t, Options{}, credential.StateValid, "", address)
	current["issuer.cwt"] = document(rootKey,
		func(i *credential.Issuer) { i.Sequence, i.NextRoot = 4, newRoot.Public().Thumbprint() })
	wantVerdict(t, Options{Memory: memory}, credential.StateValid, "", address)
	current["issuer.cwt"] = document(newRoot, func(i *credential.Issuer) { i.Sequence = 5 })
	wantVerdict(t, Options{Memory: memory}, credential.StateValid, "", address)
}

func TestHostileHosts(t *testing.T) {
	for _, name := range []string{"http://verify.example.org", "ftp://127.0.0.1", "https://",
		"https://user@verify.example.org", "http://127.0.0.1.example.org"} {
		wantFault(t, Options{}, "address", "https://", name)
	}
	elsewhere := published(credential.StatusValid).serve(t)
	answer := func(f http.HandlerFunc) string {
		server := httptest.NewServer(f)
		t.Cleanup(server.Close)
		return server.URL
	}
	for name, address := range map[string]string{
		"another host": answer(func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, elsewhere+r.URL.Path, http.StatusFound)
		}),
		"too often": answer(func(w http.ResponseWriter,
			r *http.Request) {
			http.Redirect(w, r, r.URL.Path+"x", http.StatusFound)
		}),
		"more than": answer(func(w http.ResponseWriter,
			r *http.Request) {
			w.Write(make([]byte, credential.MaxIssuerDocument+1))
		}),
		"500 Internal": answer(func(w http.ResponseWriter,
			r *http.Request) {
			w.WriteHeader(http.StatusInternalServerError)
		}),
		"does not return": answer(func(w http.ResponseWriter, r *http.Request) { w.Write([]byte("<html>")) }),
		"has no issuer":   answer(http.NotFound),
	} {
		if _, err := Load(t.Context(), named(address), Options{Now: clock}); err == nil ||
			!strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
