package preview

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"image/png"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lanyard/internal/work/local"
)

var day = time.Date(2017, 7, 27, 0, 0, 0, 0, time.UTC)

// copied returns a copy of an event folder for a test to change.
func copied(t *testing.T, from string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	return dir
}

// served serves a folder until the test ends and returns the address.
func served(t *testing.T, dir string) string {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	ready, done := make(chan string, 1), make(chan error, 1)
	go func() {
		done <- Serve(ctx, Options{local.Options{Random: strings.NewReader("0123456789abcdef")}, dir, day},
			func(url string) { ready <- url })
	}()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	select {
	case url := <-ready:
		return url
	case err := <-done:
		done <- nil
		t.Fatal(err)
	}
	return ""
}

func get(t *testing.T, url string, header ...string) (int, http.Header, []byte) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		if r.Header.Set(header[i], header[i+1]); header[i] == "Host" {
			r.Host = header[i+1]
		}
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, answer.Header, data
}

func TestAnswers(t *testing.T) {
	url := served(t, "../../../examples/tehran-2017")
	for path, want := range map[string]struct {
		code        int
		kind, holds string
	}{
		"":                                  {200, "text/html; charset=utf-8", "<!doctype html>"},
		"preview.js":                        {200, "text/javascript; charset=utf-8", "EventSource"},
		"preview.css":                       {200, "text/css; charset=utf-8", "#desk"},
		"state.json":                        {200, "application/json", `"kinds":["badge","certificate","sheet"]`},
		"badge/0/picture.png?v=1&width=500": {200, "image/png", "\x89PNG"},
		"sheet/7/picture.png?width=99999":   {200, "image/png", "\x89PNG"},
		"badge/0/record.json":               {200, "application/json", `{"width":90,"height":65,`},
		"certificate/2/record.json":         {200, "application/json", `{"width":297,"height":210,`},
		"certificate/0/paper.pdf":           {200, "application/pdf", "%PDF-"},
		"badge/-1/picture.png":              {404, "", ""},
		"badge/99999/record.json":           {404, "", ""},
		"badge/x/record.json":               {404, "", ""},
		"poster/0/picture.png":              {404, "", ""},
		"sheet/0/paper.pdf":                 {404, "", ""},
		"../" + "state.json":                {404, "", ""},
		"..%2f..%2fevent.toml":              {404, "", ""},
		"page/index.html":                   {404, "", ""},
	} {
		code, header, data := get(t, url+path)
		if code != want.code || code == 200 && header.Get("Content-Type") != want.kind ||
			!bytes.Contains(data, []byte(want.holds)) {
			t.Errorf("%q: %d %s %.60q", path, code, header.Get("Content-Type"), data)
		}
		if !strings.Contains(header.Get("Content-Security-Policy"), "default-src 'none'") ||
			header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%q: the headers are %v", path, header)
		}
		if kept := strings.Contains(header.Get("Cache-Control"), "immutable"); kept != strings.Contains(path, "v=1") {
			t.Errorf("%q may be cached: %v", path, kept)
		}
	}
	_, _, data := get(t, url+"badge/0/picture.png?width=777")
	if m, err := png.Decode(bytes.NewReader(data)); err != nil || m.Bounds().Dx() != 777 {
		t.Errorf("a picture requested with 777 pixels: %v", err)
	}
}

// TestGuard makes requests as other sites and other users of the machine would.
func TestGuard(t *testing.T) {
	url := served(t, "../../../examples/tehran-2017")
	host := strings.Split(url, "/")[2]
	for name, c := range map[string]struct {
		url    string
		header []string
		want   int
	}{
		"the page itself":       {url, []string{"Sec-Fetch-Site", "same-origin"}, 200},
		"typed in":              {url, []string{"Sec-Fetch-Site", "none"}, 200},
		"a name that points":    {url, []string{"Host", "evil.example"}, 403},
		"localhost":             {url, []string{"Host", strings.Replace(host, "127.0.0.1", "localhost", 1)}, 403},
		"without its port":      {url, []string{"Host", "127.0.0.1"}, 403},
		"another site":          {url + "badge/0/picture.png", []string{"Sec-Fetch-Site", "cross-site"}, 403},
		"another port":          {url + "state.json", []string{"Sec-Fetch-Site", "same-site"}, 403},
		"without the secret":    {"http://" + host + "/", nil, 404},
		"with a wrong secret":   {"http://" + host + "/00000000000000000000000000000000/state.json", nil, 404},
		"the state, secretless": {"http://" + host + "/state.json", nil, 404},
	} {
		code, _, data := get(t, c.url, c.header...)
		if code != c.want {
			t.Errorf("%s: %d, want %d", name, code, c.want)
		}
		if code != 200 && bytes.Contains(data, []byte("Tehran")) {
			t.Errorf("%s sees the event", name)
		}
	}
	r, err := http.Post(url+"state.json", "text/plain", strings.NewReader("x"))
	if err != nil {
		t.Fatal(err)
	}
	r.Body.Close()
	if r.StatusCode != http.StatusForbidden {
		t.Errorf("a POST is answered with %d", r.StatusCode)
	}
}

// TestFollows saves files as editors do and waits for the page to be notified.
func TestFollows(t *testing.T) {
	dir := copied(t, "../../../examples/tehran-2017")
	url := served(t, dir)
	answer, err := http.Get(url + "changes")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	told := make(chan string, 10)
	go func() {
		for lines := bufio.NewScanner(answer.Body); lines.Scan(); {
			if version, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				told <- version
			}
		}
	}()
	now := func() (s state) {
		_, _, data := get(t, url+"state.json")
		if err := json.Unmarshal(data, &s); err != nil {
			t.Fatal(err)
		}
		return s
	}
	next := func(what string) state {
		t.Helper()
		select {
		case <-told:
		case <-time.After(10 * time.Second):
			t.Fatalf("the page was not notified of %s", what)
		}
		return now()
	}
	if s := next("the start"); s.Version != 1 || len(s.Problems) > 0 || s.Stale {
		t.Errorf("at first: version %d, %v", s.Version, s.Problems)
	}
	event := read(t, dir, "event.toml")
	write(t, dir, "event.toml", event+"\nnonsense = 1\n")
	if s := next("a fault"); len(s.Problems) == 0 || !strings.HasPrefix(s.Problems[0].Place, "event.toml:") ||
		!s.Stale || len(s.People) == 0 {
		t.Errorf("with a fault: %v", s.Problems)
	}
	write(t, dir, "event.new", event)
	if err := os.Rename(filepath.Join(dir, "event.new"), filepath.Join(dir, "event.toml")); err != nil {
		t.Fatal(err)
	}
	// On a slow machine the fault may have been reported twice.
	s := next("a file in the place of another")
	for deadline := time.Now().Add(10 * time.Second); (len(s.Problems) > 0 || s.Stale) && time.Now().Before(deadline); {
		time.Sleep(20 * time.Millisecond)
		s = now()
	}
	if len(s.Problems) > 0 || s.Stale {
		t.Errorf("after the repair: %v", s.Problems)
	}
	if err := os.Mkdir(filepath.Join(dir, "design"), 0o700); err != nil {
		t.Fatal(err)
	}
	next("a new folder")
	write(t, dir, "design/badge.toml", "name = \"x\"\n")
	next("a file in the new folder")
	for _, name := range []string{"ledger.db", ".lanyard.lock", "event.toml~", ".event.toml.swp"} {
		write(t, dir, name, "x")
	}
	select {
	case v := <-told:
		t.Errorf("the page was notified of a file that no paper shows, %s", v)
	case <-time.After(600 * time.Millisecond):
	}
}

// TestWatchesIssuer saves the issuer.toml above an event, which must be noticed, and other files there, which must not.
func TestWatchesIssuer(t *testing.T) {
	home := t.TempDir()
	dir := filepath.Join(home, "event")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	write(t, home, "issuer.toml", "name = \"x\"\n")
	write(t, dir, "event.toml", "id = \"x\"\n")
	w, err := local.Watch(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	saved := make(chan bool, 10)
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan bool)
	go func() {
		w.Follow(ctx, func([]string) { saved <- true })
		close(done)
	}()
	defer func() { stop(); <-done }()
	for _, name := range []string{"ledger.db", "logo.svg", "issuer.toml~"} {
		write(t, home, name, "x")
	}
	select {
	case <-saved:
		t.Error("a file of the issuer that no paper shows was noticed")
	case <-time.After(600 * time.Millisecond):
	}
	write(t, home, "issuer.new", "name = \"y\"\n")
	if err := os.Rename(filepath.Join(home, "issuer.new"), filepath.Join(home, "issuer.toml")); err != nil {
		t.Fatal(err)
	}
	select {
	case <-saved:
	case <-time.After(10 * time.Second):
		t.Error("a new issuer.toml was not noticed")
	}
}

func TestServeRefuses(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	at := func(port int, random string) local.Options {
		return local.Options{Port: port, Random: strings.NewReader(random)}
	}
	many := strings.Repeat("x", 99)
	for want, o := range map[string]Options{
		"starting preview": {Dir: t.TempDir(), Options: at(0, "")},
		"watching event": {Dir: filepath.Join(t.TempDir(), "none"),
			Options: at(0, many)},
		"is not a folder":               {Dir: file, Options: at(0, many)},
		"starting preview: listen tcp:": {Dir: t.TempDir(), Options: at(-1, many)},
	} {
		err := Serve(t.Context(), o, func(string) { t.Errorf("%s: the page is served", want) })
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("want %q, got %v", want, err)
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	err := Serve(ctx, Options{Dir: t.TempDir(), Options: at(0, many)},
		func(string) { stop() })
	if err != nil && !errors.Is(err, context.Canceled) {
		t.Errorf("an empty folder: %v", err)
	}
}
