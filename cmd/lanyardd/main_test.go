package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"io"
	"maps"
	"math/big"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/web"
)

// TestMain runs the command itself if a test started this binary again.
func TestMain(m *testing.M) {
	if os.Getenv("LANYARDD_RUN") != "" {
		main()
	}
	os.Exit(m.Run())
}

// newSite returns a site whose issuer document has the given sequence number.
func newSite(t *testing.T, sequence uint) map[string][]byte {
	t.Helper()
	seed := func(b byte) io.Reader { return bytes.NewReader(bytes.Repeat([]byte{b}, 32)) }
	root, err := credential.NewRootKey(seed(1))
	if err != nil {
		t.Fatal(err)
	}
	signing, err := credential.NewSigningKey(seed(2))
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)
	document, err := credential.SignIssuer(&credential.Issuer{
		Host: "verify.example.org", Issued: now, Sequence: sequence, Names: map[string]string{"en": "Academy"},
		Keys: []credential.Key{{Public: signing.Public(), NotBefore: now,
			Uses: credential.UseCertificates | credential.UseStatus}},
	}, root)
	if err != nil {
		t.Fatal(err)
	}
	files, err := web.Site(context.Background(), web.Published{Issuer: document})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func write(t *testing.T, folder string, files map[string][]byte) {
	t.Helper()
	for name, data := range files {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// process is lanyardd in its own process.
type process struct {
	*exec.Cmd
	log     *bufio.Scanner
	address string
	metrics string
}

func start(t *testing.T, args ...string) *process {
	t.Helper()
	s := &process{Cmd: exec.Command(os.Args[0], args...)}
	s.Env = append(os.Environ(), "LANYARDD_RUN=1")
	stderr, err := s.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Process.Kill() })
	s.log = bufio.NewScanner(stderr)
	s.metrics = s.until(t, "metrics")
	s.address = s.until(t, "serving")
	return s
}

// until reads the log up to a message and returns the address in it.
func (s *process) until(t *testing.T, message string) string {
	t.Helper()
	for s.log.Scan() {
		var line struct{ Msg, Address string }
		if err := json.Unmarshal(s.log.Bytes(), &line); err != nil {
			t.Fatalf("the log says %q: %v", s.log.Text(), err)
		}
		if line.Msg == message {
			return line.Address
		}
	}
	t.Fatalf("the log ends before %q", message)
	return ""
}

func get(t *testing.T, client *http.Client, url string) string {
	t.Helper()
	response, err := client.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	data, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s, %v", url, response.Status, err)
	}
	return string(data)
}

// The life of a server: it serves, follows changes, ignores broken ones, and stops on request.
func TestServer(t *testing.T) {
	folder := t.TempDir()
	write(t, folder, newSite(t, 1))
	s := start(t, "-site", folder, "-listen", "127.0.0.1:0", "-metrics", "127.0.0.1:0")
	if page := get(t, http.DefaultClient, "http://"+s.address+"/"); !strings.Contains(page, "<!doctype html>") {
		t.Errorf("the page is %.100s", page)
	}
	s.until(t, "answered")
	if text := get(t, http.DefaultClient, "http://"+s.metrics+"/metrics"); !strings.Contains(text,
		"lanyard_issuer_sequence 1\n") {
		t.Errorf("the metrics are %s", text)
	}

	write(t, folder, map[string][]byte{"issuer.cwt": []byte("half")})
	s.until(t, "keeping what was served before")
	get(t, http.DefaultClient, "http://"+s.address+"/healthz")
	write(t, folder, newSite(t, 2))
	s.until(t, "site changed")
	if text := get(t, http.DefaultClient, "http://"+s.metrics+"/metrics"); !strings.Contains(text,
		"lanyard_issuer_sequence 2\n") {
		t.Errorf("the metrics are %s", text)
	}

	if err := s.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	s.until(t, "stopped")
	if err := s.Wait(); err != nil {
		t.Error(err)
	}
}

// TestPrivateFiles puts an organiser's files into the site, by name and by content.
func TestPrivateFiles(t *testing.T) {
	folder := t.TempDir()
	write(t, folder, newSite(t, 1))
	private := map[string][]byte{
		"keys/root.key": []byte("k"), "ledger.db": []byte("x"), "attendees.csv": []byte("id,name"), "event.toml": []byte("[event]"),
		"list.XLSX": []byte("x"), "manifest.json": []byte("{}"), "backup.age": []byte("x"),
		"notes.txt": []byte("-----BEGIN OPENSSH PRIVATE KEY-----\n"), "old": []byte("SQLite format 3\x00"),
	}
	for name, make := range map[string]func(io.Reader) (interface{ PEM() []byte }, error){ // under names that say nothing
		"a": func(r io.Reader) (interface{ PEM() []byte }, error) { return credential.NewRootKey(r) },
		"b": func(r io.Reader) (interface{ PEM() []byte }, error) { return credential.NewSigningKey(r) },
		"c": func(r io.Reader) (interface{ PEM() []byte }, error) { return credential.NewIDKey(r) },
	} {
		key, err := make(rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		private[name] = append([]byte("our key:\n"), key.PEM()...)
	}
	write(t, folder, private)
	write(t, folder, map[string][]byte{"about.txt": []byte("who we are")})
	s := &process{Cmd: exec.Command(os.Args[0], "-site", folder, "-listen", "127.0.0.1:0", "-metrics", "")}
	s.Env = append(os.Environ(), "LANYARDD_RUN=1")
	stderr, err := s.StderrPipe()
	if err == nil {
		err = s.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Process.Kill() })
	s.log = bufio.NewScanner(stderr)
	if !s.log.Scan() {
		t.Fatal("it says nothing")
	}
	var said struct {
		Msg   string
		Count int
		Names []string
	}
	if err := json.Unmarshal(s.log.Bytes(), &said); err != nil || said.Count != len(private) ||
		!slices.Equal(said.Names, slices.Sorted(maps.Keys(private))) || !strings.Contains(said.Msg, "looks private") {
		t.Errorf("it says %s, %v", s.log.Bytes(), err)
	}
	address := "http://" + s.until(t, "serving") + "/"
	for name := range private {
		response, err := http.Get(address + name)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if response.StatusCode != http.StatusNotFound {
			t.Errorf("%s is served: %s", name, response.Status)
		}
	}
	if got := get(t, http.DefaultClient, address+"about.txt"); got != "who we are" {
		t.Errorf("about.txt is %q", got)
	}
}

func TestServerTLS(t *testing.T) {
	folder := t.TempDir()
	write(t, folder, newSite(t, 1))
	chain, key := filepath.Join(t.TempDir(), "chain.pem"), filepath.Join(t.TempDir(), "key.pem")
	pool := certify(t, chain, key)
	s := start(t, "-site", folder, "-listen", "127.0.0.1:0", "-metrics", "127.0.0.1:0", "-tls-cert", chain, "-tls-key",
		key)
	client := &http.Client{Transport: &http.Transport{ForceAttemptHTTP2: true,
		TLSClientConfig: &tls.Config{RootCAs: pool, ServerName: "verify.example.org"}}}
	response, err := client.Get("https://" + s.address + "/")
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if response.ProtoMajor != 2 || response.Header.Get("Strict-Transport-Security") == "" {
		t.Errorf("%s with %v", response.Proto, response.Header)
	}
}

// certify writes a self-signed certificate.
func certify(t *testing.T, chain, key string) *x509.CertPool {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), DNSNames: []string{"verify.example.org"},
		NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	certificate := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	for path, data := range map[string][]byte{chain: certificate,
		key: pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret})} {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(certificate)
	return pool
}

func TestUsage(t *testing.T) {
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"-h"}, exitDone, "Usage: lanyardd"},
		{nil, exitUsage, "no -site"},
		{[]string{"-site", "x", "y"}, exitUsage, `unexpected argument "y"`},
		{[]string{"-site", "x", "-tls-key", "k"}, exitUsage, "go together"},
		{[]string{"-sight", "x"}, exitUsage, "-sight"},
		{[]string{"-site", filepath.Join(t.TempDir(), "absent")}, exitFailed, "reading site"},
		{[]string{"-site", t.TempDir()}, exitFailed, "no index.html"},
	} {
		var stdout, stderr bytes.Buffer
		code := run(context.Background(), c.args, &stdout, &stderr)
		if said := stdout.String() + stderr.String(); code != c.code || !strings.Contains(said, c.want) {
			t.Errorf("%q: %d, %s", c.args, code, said)
		}
	}
}
