package server

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"lanyard/internal/trust/delivery"
)

func served(t testing.TB) *Handler {
	t.Helper()
	h := NewHandler(silent())
	if err := h.Publish(vectorSite(t)); err != nil {
		t.Fatal(err)
	}
	return h
}

func ask(h http.Handler, method, target string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, nil)
	for n := 0; n < len(header); n += 2 {
		r.Header.Add(header[n], header[n+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestHandlerAnswers(t *testing.T) {
	h := served(t)
	for _, c := range []struct {
		method, target string
		status         int
	}{
		{"GET", "/", 200}, {"HEAD", "/", 200}, {"GET", "/index.html", 200}, {"GET", "/?from=somewhere", 200},
		{"GET", part(t, "lang/fa.js"), 200}, {"GET", "/lang/fa.js", 404}, {"GET", path.Dir(part(t, "main.js")), 404},
		{"GET", "/issuer.cwt", 200}, {"GET", "/s/1", 200}, {"GET", "/.well-known/did.json", 200},
		{"GET", "/robots.txt", 200}, {"GET", "/healthz", 200},
		{"GET", "/s/2", 404}, {"GET", "/s/", 404}, {"GET", "/s", 404}, {"GET", "//", 404}, {"GET", "/./", 404},
		{"GET", "/../etc/passwd", 404},
		{"GET", "/%2e%2e/%2e%2e/etc/passwd", 404}, {"GET", "/lang/..%2findex.html", 404}, {"GET", "/lang", 404},
		{"GET", "/lang/", 404},
		{"GET", "/INDEX.HTML", 404}, {"GET", "/index.html/", 404}, {"GET", "/index.html%00", 404},
		{"GET", "/_headers", 404}, {"GET", "/metrics", 404},
		{"GET", "/favicon.ico", 404}, {"GET", "/" + strings.Repeat("9", 2048), 414},
		{"GET", "/?" + strings.Repeat("q", 4096), 414},
		{"POST", "/", 405}, {"PUT", "/s/1", 405}, {"DELETE", "/", 405}, {"OPTIONS", "/", 405}, {"TRACE", "/", 405},
		{"PROPFIND", "/", 405}, {"GETT", "/", 405},
	} {
		w := ask(h, c.method, c.target)
		if w.Code != c.status {
			t.Errorf("%s %.40s: %d, not %d", c.method, c.target, w.Code, c.status)
		}
		for name := range delivery.CommonHeaders() {
			if w.Header().Get(name) == "" {
				t.Errorf("%s %.40s: no %s", c.method, c.target, name)
			}
		}
		if w.Header().Get("Location") != "" || w.Header().Get("Set-Cookie") != "" {
			t.Errorf("%s %.40s: sends %v", c.method, c.target, w.Header())
		}
	}
	const revalidated, immutable = "no-cache", "public, max-age=31536000, immutable"
	for target, want := range map[string]string{"/": revalidated, "/sw.js": revalidated, "/s/1": revalidated,
		"/issuer.cwt": revalidated, part(t, "main.js"): immutable, part(t, "lang/fa.js"): immutable} {
		if got := ask(h, "GET", target).Header().Values("Cache-Control"); !slices.Equal(got, []string{want}) {
			t.Errorf("%s has Cache-Control %q, want %q", target, got, want)
		}
	}
	policy := delivery.Headers(delivery.IndexFile)["Content-Security-Policy"]
	page := ask(h, "GET", "/").Header()
	if page.Get("Content-Security-Policy") != policy || page.Get("Content-Type") != "text/html; charset=utf-8" {
		t.Errorf("the page has %v", page)
	}
	for _, worker := range []string{"/sw.js", part(t, delivery.ReaderFile)} { // workers do not get that of the page
		if got := ask(h, "GET", worker).Header().Get("Content-Security-Policy"); got != policy {
			t.Errorf("%s has the policy %q", worker, got)
		}
	}
	if allow := ask(h, "POST", "/").Header().Get("Allow"); allow != "GET, HEAD" {
		t.Errorf("allows %q", allow)
	}
	if w := ask(h, "HEAD", "/"); w.Body.Len() != 0 || w.Header().Get("Content-Length") == "" {
		t.Error("HEAD with a body or without a length")
	}
	if ask(h, "GET", "/s/1").Header().Get("Access-Control-Allow-Origin") != "*" ||
		page.Get("Access-Control-Allow-Origin") != "" {
		t.Error("only data must allow other origins, and the page must not")
	}
}

func TestHandlerEncodesAndRevalidates(t *testing.T) {
	h := served(t)
	for accept, want := range map[string]string{
		"": "", "gzip": "gzip", "GZIP": "gzip", "br, gzip;q=0.5": "br", "gzip;q=0": "", "gzip; q=0.0": "", "br": "br",
		"gzip;q=x": "", "*": "", "br;q=0, gzip": "gzip", "zstd": "",
	} {
		w := ask(h, "GET", part(t, "main.js"), "Accept-Encoding", accept)
		if got := w.Header().Get("Content-Encoding"); got != want {
			t.Errorf("Accept-Encoding %q: %q, not %q", accept, got, want)
		}
		body := io.Reader(w.Body)
		for _, c := range delivery.Codings {
			if want == c.Name {
				var err error
				if body, err = c.Open(w.Body); err != nil {
					t.Fatal(err)
				}
			}
		}
		if data, err := io.ReadAll(body); err != nil || !bytes.Equal(data, vectorSite(t)[part(t, "main.js")[1:]]) {
			t.Errorf("Accept-Encoding %q: another file, %v", accept, err)
		}
		tag := w.Header().Get("Etag")
		for match, status := range map[string]int{tag: 304, "W/" + tag: 304, `"x", ` + tag: 304, "*": 304, `"x"`: 200,
			"": 200} {
			if w := ask(h, "GET", part(t, "main.js"), "Accept-Encoding", accept, "If-None-Match", match); w.Code != status {
				t.Errorf("If-None-Match %q: %d", match, w.Code)
			}
		}
	}
	plain, packed := ask(h, "GET", "/"), ask(h, "GET", "/", "Accept-Encoding", "gzip")
	if plain.Header().Get("Etag") == packed.Header().Get("Etag") || plain.Header().Get("Vary") != "Accept-Encoding" {
		t.Error("caches cannot tell the two forms apart")
	}
}

// A site that verifiers could not use does not replace one that they can.
func TestHandlerKeepsWhatWorks(t *testing.T) {
	h := NewHandler(silent())
	for target, status := range map[string]int{"/": 503, "/healthz": 503} {
		if w := ask(h, "GET", target); w.Code != status {
			t.Errorf("%s before there is a site: %d", target, w.Code)
		}
	}
	files := vectorSite(t)
	if err := h.Publish(files); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{delivery.IndexFile, delivery.IssuerFile, "s/1"} {
		broken := vectorSite(t)
		if broken[name] = broken[name][:len(broken[name])/2]; name == delivery.IndexFile {
			broken[name] = nil
		}
		if err := h.Publish(broken); err == nil {
			t.Errorf("a site with half of %s was published", name)
		}
	}
	stale := vectorSite(t)
	stale[delivery.IndexFile+".br"] = stale[delivery.WorkerFile+".br"]
	if err := h.Publish(stale); err == nil || !strings.Contains(err.Error(), "index.html.br does not hold index.html") {
		t.Errorf("a site with another file compressed: %v", err)
	}
	if w := ask(h, "GET", "/"); w.Code != 200 {
		t.Errorf("afterwards: %d", w.Code)
	}
	text := ask(h.Metrics(), "GET", "/metrics").Body.String()
	for _, line := range []string{
		`lanyard_site_loads_total{result="failed"} 4`, `lanyard_site_loads_total{result="done"} 1`,
		`lanyard_requests_total{kind="page",status="200"} 1`,
		`lanyard_requests_total{kind="other",status="503"} 2`, `lanyard_request_seconds_count 3`,
		`lanyard_issuer_sequence 3`, `lanyard_status_list_expires_seconds{list="s/1"} 15`,
	} {
		if !strings.Contains(text, line) {
			t.Errorf("no %s in\n%s", line, text)
		}
	}
}

// Nothing that clients send appears in the log.
func TestHandlerLogsNothingOfStrangers(t *testing.T) {
	var log bytes.Buffer
	h := NewHandler(slog.New(slog.NewJSONHandler(&log, nil)))
	if err := h.Publish(vectorSite(t)); err != nil {
		t.Fatal(err)
	}
	secret := "0116878789525627407"
	ask(h, "GET", "/?t="+secret, "User-Agent", secret, "Referer", secret, "X-Forwarded-For", "203.0.113.9")
	ask(h, "GET", "/"+secret)
	ask(h, "X"+secret, "/")
	if text := log.String(); strings.Count(text, "\n") != 3 || strings.Contains(text, secret) ||
		strings.Contains(text, "203.0.113") || strings.Contains(text, "192.0.2") {
		t.Errorf("the log says %s", text)
	}
}

func TestDirectory(t *testing.T) {
	folder := t.TempDir()
	write := func(name, content string) {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("index.html", "1")
	write("s/1", "2")
	write(".well-known/did.json", "3")
	write(".git/config", "secret")
	write(".env", "secret")
	for target, link := range map[string]string{"/etc/passwd": "passwd", "../..": "up", "index.html": "alias",
		"/": "s/root"} {
		if err := os.Symlink(target, filepath.Join(folder, link)); err != nil {
			t.Fatal(err)
		}
	}
	link := filepath.Join(t.TempDir(), "site")
	if err := os.Symlink(folder, link); err != nil {
		t.Fatal(err)
	}
	d := NewDirectory(link)
	files, err := d.Read()
	if err != nil || len(files) != 3 || string(files["s/1"]) != "2" || string(files[".well-known/did.json"]) != "3" {
		t.Fatalf("%q, %v", files, err)
	}
	if files, err := d.Read(); files != nil || err != nil {
		t.Errorf("an unchanged site was read again: %q, %v", files, err)
	}
	write("s/1", "22")
	if files, err := d.Read(); err != nil || string(files["s/1"]) != "22" {
		t.Errorf("a changed site gives %q, %v", files, err)
	}
	if err := os.Remove(link); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Read(); err == nil || !strings.Contains(err.Error(), "reading site") {
		t.Errorf("a removed site gives %v", err)
	}
}

// listen serves h on its own port until the test ends.
func listen(t testing.TB, h http.Handler) (address string, stop func() error) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- Serve(ctx, l, h, nil) }()
	stopped := false
	stop = func() error {
		if stopped {
			return nil
		}
		stopped = true
		cancel()
		return <-done
	}
	t.Cleanup(func() { _ = stop() })
	return l.Addr().String(), stop
}

// say sends bytes unchanged and returns the first line of the answer, or "" if the connection is closed without an
// answer.
func say(t testing.TB, address, request string) string {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(3 * time.Second))
	_, _ = io.WriteString(conn, request) // the server may hang up in the middle
	answer, _ := io.ReadAll(io.LimitReader(conn, 4096))
	line, _, _ := strings.Cut(string(answer), "\r\n")
	return line
}

func TestServeStrangeRequests(t *testing.T) {
	address, _ := listen(t, served(t))
	end := "Connection: close\r\n\r\n"
	for name, c := range map[string]struct{ request, want string }{
		"plain":        {"GET / HTTP/1.1\r\nHost: verify.example.org\r\n" + end, "HTTP/1.1 200 OK"},
		"another host": {"GET / HTTP/1.1\r\nHost: evil.example\r\n" + end, "HTTP/1.1 200 OK"},
		"absolute form": {"GET http://evil.example/ HTTP/1.1\r\nHost: verify.example.org\r\n" + end,
			"HTTP/1.1 200 OK"},
		"no host":   {"GET / HTTP/1.1\r\n" + end, "HTTP/1.1 400 Bad Request: missing required Host header"},
		"two hosts": {"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n" + end, "HTTP/1.1 400 Bad Request"},
		"a host that is none": {"GET / HTTP/1.1\r\nHost: a b\r\n" + end,
			"HTTP/1.1 400 Bad Request: malformed Host header"},
		"1.0": {"GET / HTTP/1.0\r\n\r\n", "HTTP/1.0 200 OK"},
		"a large header": {"GET / HTTP/1.1\r\nHost: a\r\nX: " + strings.Repeat("x", 20<<10) + "\r\n" + end,
			"HTTP/1.1 431 Request Header Fields Too Large"},
		"many headers": {"GET / HTTP/1.1\r\nHost: a\r\n" + strings.Repeat("X: y\r\n", 4<<10) + end,
			"HTTP/1.1 431 Request Header Fields Too Large"},
		"a huge address": {"GET /" + strings.Repeat("a", 64<<10) + " HTTP/1.1\r\nHost: a\r\n" + end,
			"HTTP/1.1 431 Request Header Fields Too Large"},
		"a long address": {"GET /" + strings.Repeat("a", 4<<10) + " HTTP/1.1\r\nHost: a\r\n" + end,
			"HTTP/1.1 414 Request URI Too Long"},
		"a body": {"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n" + end + "hello",
			"HTTP/1.1 200 OK"},
		"a body that is late": {"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 500000\r\n\r\nhello", "HTTP/1.1 200 OK"},
		"smuggling":           {"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\n", "HTTP/1.1 200 OK"},
		"CONNECT": {"CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n" + end,
			"HTTP/1.1 405 Method Not Allowed"},
		"asterisk":    {"OPTIONS * HTTP/1.1\r\nHost: a\r\n" + end, "HTTP/1.1 405 Method Not Allowed"},
		"up":          {"GET /../../etc/passwd HTTP/1.1\r\nHost: a\r\n" + end, "HTTP/1.1 404 Not Found"},
		"no protocol": {"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", "HTTP/1.1 400 Bad Request"},
		"upgrade": {"GET / HTTP/1.1\r\nHost: a\r\nUpgrade: h2c\r\nConnection: Upgrade, close\r\n\r\n",
			"HTTP/1.1 200 OK"},
	} {
		if got := say(t, address, c.request); got != c.want {
			t.Errorf("%s: %q, not %q", name, got, c.want)
		}
	}
}

// Clients that send a byte now and then do not keep others from being answered, and are cut off.
func TestServeSlowClients(t *testing.T) {
	if testing.Short() {
		t.Skip("slow clients take six seconds: run without -short")
	}
	t.Parallel()
	address, _ := listen(t, served(t))
	const crowdSize = maxConnections + 200
	cut := make(chan bool, crowdSize) // true: by the server; false: the client gave up
	for range crowdSize {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			t.Skipf("no more connections here: %v", err)
		}
		go func() {
			defer conn.Close()
			_, _ = io.WriteString(conn, "GET / HTTP/1.1\r\nHost: x\r\nX-A: ")
			for patience := time.Now().Add(10 * headerTimeout); time.Now().Before(patience); {
				_ = conn.SetReadDeadline(time.Now().Add(500 * time.Millisecond))
				if _, err := conn.Read(make([]byte, 1)); !os.IsTimeout(err) {
					cut <- true
					return
				}
				_, _ = conn.Write([]byte("a"))
			}
			cut <- false
		}()
	}
	client := &http.Client{Timeout: time.Minute, Transport: &http.Transport{DisableKeepAlives: true}}
	for range 20 {
		response, err := client.Get("http://" + address + "/")
		if err != nil {
			t.Fatalf("while slow clients are connected: %v", err)
		}
		_, err = io.Copy(io.Discard, response.Body)
		response.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
	}
	stayed := 0
	for range crowdSize {
		if !<-cut {
			stayed++
		}
	}
	if stayed > 0 {
		t.Errorf("%d of %d slow clients were never cut off", stayed, crowdSize)
	}
}

// An answer in progress when the server is stopped still arrives.
func TestServeStops(t *testing.T) {
	entered, leave := make(chan bool), make(chan bool)
	address, stop := listen(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		entered <- true
		<-leave
		fmt.Fprint(w, "late")
	}))
	answer := make(chan string, 1)
	go func() {
		response, err := http.Get("http://" + address + "/")
		if err != nil {
			answer <- err.Error()
			return
		}
		data, _ := io.ReadAll(response.Body)
		answer <- string(data)
	}()
	<-entered
	stopped := make(chan error, 1)
	go func() { stopped <- stop() }()
	time.Sleep(50 * time.Millisecond)
	close(leave)
	if got := <-answer; got != "late" {
		t.Errorf("got %q", got)
	}
	if err := <-stopped; err != nil {
		t.Error(err)
	}
}

// Compared with net/http serving files, over a kept-alive connection.
func BenchmarkServe(b *testing.B) {
	folder := b.TempDir()
	for name, data := range vectorSite(b) {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o644); err != nil {
			b.Fatal(err)
		}
	}
	for name, h := range map[string]http.Handler{"lanyard": served(b),
		"net-http-files": http.FileServer(http.Dir(folder))} {
		for _, target := range []string{"/", "/s/1", part(b, "style.css")} {
			b.Run(name+target, func(b *testing.B) {
				address, _ := listen(b, h)
				b.RunParallel(func(p *testing.PB) {
					client := &http.Client{Transport: &http.Transport{DisableCompression: true}}
					for p.Next() {
						response, err := client.Get("http://" + address + target)
						if err != nil {
							b.Error(err)
							return
						}
						_, _ = io.Copy(io.Discard, response.Body)
						response.Body.Close()
					}
				})
				b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "requests/s")
			})
		}
	}
}
