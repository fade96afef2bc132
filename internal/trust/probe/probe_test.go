package probe

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/delivery"
	"lanyard/internal/trust/server"
	"lanyard/internal/trust/web"
)

var now = time.Date(2027, 3, 1, 12, 0, 0, 0, time.UTC)

const host = "verify.example.org"

// organiser has keys and publishes a site.
type organiser struct {
	root     *credential.RootKey
	key      *credential.SigningKey
	sequence uint
	issued   time.Time // date of the list
	revoked  []uint
}

func newOrganiser(t *testing.T, seed byte) *organiser {
	t.Helper()
	secret := func(b byte) io.Reader { return bytes.NewReader(bytes.Repeat([]byte{b}, 32)) }
	root, err := credential.NewRootKey(secret(seed))
	if err != nil {
		t.Fatal(err)
	}
	key, err := credential.NewSigningKey(secret(seed + 1))
	if err != nil {
		t.Fatal(err)
	}
	return &organiser{root: root, key: key, sequence: 2, issued: now.Add(-time.Hour)}
}

// site returns what the organiser publishes.
func (o organiser) site(t *testing.T) map[string][]byte {
	t.Helper()
	long := now.AddDate(-1, 0, 0)
	document, err := credential.SignIssuer(&credential.Issuer{Host: host, Issued: long, Sequence: o.sequence,
		Names: map[string]string{"en": "School"}, StatusLists: []string{"https://" + host + "/s/0"},
		Keys: []credential.Key{{Public: o.key.Public(), NotBefore: long,
			Uses: credential.UseCertificates | credential.UseStatus}}}, o.root)
	if err != nil {
		t.Fatal(err)
	}
	l, err := credential.NewStatusList(8192)
	if err != nil {
		t.Fatal(err)
	}
	for _, slot := range o.revoked {
		l.Set(slot, credential.StatusRevoked)
	}
	l.URI, l.Issued, l.TTL, l.Expires = "https://"+host+"/s/0", o.issued, 48*time.Hour, o.issued.Add(30*24*time.Hour)
	list, err := credential.SignStatusList(l, o.key)
	if err != nil {
		t.Fatal(err)
	}
	files, err := web.Unpacked(web.Published{Issuer: document, Lists: map[string][]byte{"0": list}})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// served returns a server for a site, which serves it as lanyardd does.
func served(t *testing.T, files map[string][]byte) http.Handler {
	t.Helper()
	h := server.NewHandler(slog.New(slog.DiscardHandler))
	if err := h.Publish(files); err != nil {
		t.Fatal(err)
	}
	return h
}

// altered changes the answers of a server with f.
func altered(h http.Handler, f func(r *http.Request, answer *httptest.ResponseRecorder)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer := httptest.NewRecorder()
		h.ServeHTTP(answer, r)
		f(r, answer)
		for name, values := range answer.Header() {
			w.Header()[name] = values
		}
		w.WriteHeader(answer.Code)
		w.Write(answer.Body.Bytes())
	})
}

// packed returns data as gzip.
func packed(data []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write(data)
	w.Close()
	return b.Bytes()
}

// body replaces the body of an answer.
func body(a *httptest.ResponseRecorder, data []byte) {
	a.Body = bytes.NewBuffer(data)
	a.Header().Del("Content-Length")
}

// TestFindings probes servers that each misbehave in one way.
func TestFindings(t *testing.T) {
	ours := newOrganiser(t, 1)
	files := ours.site(t)
	other := newOrganiser(t, 7).site(t)
	at := func(o organiser, f func(*organiser)) map[string][]byte { f(&o); return o.site(t) }
	for name, c := range map[string]struct {
		handler http.Handler
		local   map[string][]byte // what should be served; nil: files
		want    []string          // one for each finding
	}{
		"all fine": {handler: served(t, files)},
		"another issuer": {handler: served(t, other),
			want: []string{"wrong: the page is another issuer's: its root key is "}},
		"an older document": {handler: served(t, at(*ours, func(o *organiser) { o.sequence = 1 })),
			want: []string{"wrong: the published issuer document is number 1, older than number 2 here"}},
		"a newer document": {handler: served(t, at(*ours, func(o *organiser) { o.sequence = 3 })),
			want: []string{"wrong: the published issuer document is number 3, newer than number 2 here; another machine publishes"}},
		"an expired list": {handler: served(t, at(*ours, func(o *organiser) { o.issued = now.AddDate(0, 0, -31) })),
			want: []string{"wrong: expired on 2027-02-28 12:00 UTC, so answers no longer know what was revoked: s/0"}},
		"a stale list": {handler: served(t, at(*ours, func(o *organiser) { o.issued = now.AddDate(0, 0, -3) })),
			want: []string{"wrong: of 2027-02-26 12:00 UTC, so answers no longer count as current: s/0"}},
		"a list of tomorrow": {handler: served(t, at(*ours, func(o *organiser) { o.issued = now.AddDate(0, 0, 1) })),
			want: []string{"wrong: s/0 is of 2027-03-02 12:00 UTC, which has not come yet"}},
		"fresh and older than here": {handler: served(t, at(*ours, func(o *organiser) { o.issued = now.Add(-2 * time.Hour) }))},
		"a revocation that was not published": {handler: served(t, files),
			local: at(*ours, func(o *organiser) { o.issued, o.revoked = now, []uint{3, 5} }),
			want:  []string{"wrong: s/0 does not know 2 changes since 2027-03-01 11:00 UTC"}},
		"a list of others": {handler: altered(served(t, files), func(r *http.Request, a *httptest.ResponseRecorder) {
			if r.URL.Path == "/s/0" {
				body(a, other["s/0"])
			}
		}), want: []string{"wrong: no status list of this issuer: s/0"}},
		"no list": {handler: altered(served(t, files), func(r *http.Request, a *httptest.ResponseRecorder) {
			if r.URL.Path == "/s/0" {
				a.Code = http.StatusNotFound
			}
		}), want: []string{"wrong: missing: s/0"}},
		"errors": {handler: altered(served(t, files), func(r *http.Request, a *httptest.ResponseRecorder) {
			if r.URL.Path == "/sw.js" {
				a.Code = http.StatusInternalServerError
			}
		}), want: []string{"wrong: the answer is 500 Internal Server Error: sw.js"}},
		"a page for everything": {handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			io.WriteString(w, "<!doctype html><title>My app</title>")
		}), want: []string{"wrong: the host answers 200 OK to files that are not there"}},
		"the site with a page for everything else": {handler: altered(served(t, files), func(r *http.Request, a *httptest.ResponseRecorder) {
			if a.Code == http.StatusNotFound {
				a.Code = http.StatusOK
				body(a, files["index.html"])
			}
		}), want: []string{"wrong: the host answers 200 OK to files that are not there"}},
		"scripts as text": {handler: altered(served(t, files), func(r *http.Request, a *httptest.ResponseRecorder) {
			if strings.HasSuffix(r.URL.Path, ".js") {
				a.Header().Set("Content-Type", "text/plain")
			}
		}), want: []string{"wrong: sent as \"text/plain\" instead of text/javascript, so browsers refuse it: p/"}},
		"gzip of another file": {handler: altered(served(t, files), func(r *http.Request, a *httptest.ResponseRecorder) {
			if r.URL.Path == "/sw.js" && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
				body(a, packed([]byte("another one")))
				a.Header().Set("Content-Encoding", "gzip")
			}
		}), want: []string{"wrong: not the file that belongs there: sw.js"}},
		"gzip that is none": {handler: altered(served(t, files), func(r *http.Request, a *httptest.ResponseRecorder) {
			if r.URL.Path == "/sw.js" && r.Header.Get("Accept-Encoding") == "gzip" {
				a.Header().Set("Content-Encoding", "gzip")
				body(a, []byte("plain text"))
			}
		}), want: []string{`wrong: sent as "gzip" and cannot be read as that: sw.js`}},
		"gzip without saying so": {handler: altered(served(t, files), func(r *http.Request, a *httptest.ResponseRecorder) {
			if r.URL.Path == "/sw.js" && r.Header.Get("Accept-Encoding") == "gzip" {
				body(a, packed(files["sw.js"]))
			}
		}), want: []string{"wrong: sent compressed without Content-Encoding: sw.js"}},
		"no headers": {handler: altered(served(t, files), func(_ *http.Request, a *httptest.ResponseRecorder) {
			for _, name := range append([]string{"Content-Security-Policy", "Cache-Control", "Access-Control-Allow-Origin"}, guards...) {
				a.Header().Del(name)
			}
		}), want: []string{"note: the host does not send Content-Security-Policy, Cross-Origin-Opener-Policy",
			"note: no Cache-Control, so caches decide how late changes arrive: issuer.cwt, the page itself",
			"note: no Access-Control-Allow-Origin, so pages of other verifiers cannot read issuer.cwt, s/0"}},
		"ten minutes in caches": {handler: altered(served(t, files), func(r *http.Request, a *httptest.ResponseRecorder) {
			a.Header().Set("Cache-Control", "max-age=600")
		}), want: []string{"note: changes arrive up to 10m0s late, because caches may keep issuer.cwt"}},
		"a year in caches": {handler: altered(served(t, files), func(r *http.Request, a *httptest.ResponseRecorder) {
			if r.URL.Path == "/s/0" {
				a.Header().Set("Cache-Control", "public, max-age=31536000")
			}
		}), want: []string{"wrong: browsers may keep it for 365 days without asking, so changes do not arrive: s/0"}},
		"a policy that forbids scripts": {handler: altered(served(t, files), func(r *http.Request, a *httptest.ResponseRecorder) {
			a.Header().Set("Content-Security-Policy", "default-src https://cdn.example; connect-src 'self'")
		}), want: []string{"wrong: the host's Content-Security-Policy forbids the page its own scripts"}},
		"a policy of the host": {handler: altered(served(t, files), func(r *http.Request, a *httptest.ResponseRecorder) {
			a.Header().Set("Content-Security-Policy", "default-src 'self'")
		}), want: []string{"note: the host sends a Content-Security-Policy of its own"}},
		"no camera": {handler: altered(served(t, files), func(r *http.Request, a *httptest.ResponseRecorder) {
			a.Header().Set("Permissions-Policy", "camera=(), geolocation=()")
		}), want: []string{"wrong: the host's Permissions-Policy forbids the camera"}},
		"a page of another version": {handler: altered(served(t, files), func(r *http.Request, a *httptest.ResponseRecorder) {
			if r.URL.Path == "/" {
				a.Header().Del("Content-Encoding")
				body(a, []byte(`<script src="p/0123456789abcdef/main.js">`))
			} else if strings.HasPrefix(r.URL.Path, "/p/") {
				a.Code = http.StatusNotFound
			}
		}), want: []string{"wrong: the page is of another version than this program's; lanyard site, and upload the whole folder"}},
		"another page": {handler: altered(served(t, files), func(r *http.Request, a *httptest.ResponseRecorder) {
			if r.URL.Path == "/" {
				a.Header().Del("Content-Encoding")
				body(a, []byte(`<h1>It works!</h1>`))
			}
		}), want: []string{"wrong: there is something else than the page at http://"}},
		"redirects": {handler: http.RedirectHandler("https://elsewhere.example/", http.StatusMovedPermanently),
			want: []string{"wrong: redirected to https://elsewhere.example/: issuer.cwt, the page itself"}},
		"an endless answer": {handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				if _, err := w.Write(make([]byte, 1<<20)); err != nil {
					return
				}
			}
		}), want: []string{"does not answer: more than "}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := httptest.NewServer(c.handler)
			defer server.Close()
			if c.local == nil {
				c.local = files
			}
			place, err := PlaceOf(server.URL)
			if err != nil {
				t.Fatal(err)
			}
			expect(t, look(t, place, c.local), c.want)
		})
	}
}

// look returns the findings about a place as the command prints them.
func look(t *testing.T, p Place, files map[string][]byte) (lines []string) {
	t.Helper()
	answers, err := Fetch(context.Background(), p, files)
	if err != nil {
		t.Fatal(err)
	}
	findings, err := Judge(answers, files, now)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		word := "note: "
		if f.Grave {
			word = "wrong: "
		}
		lines = append(lines, word+f.What+"; "+f.Todo)
	}
	return lines
}

func expect(t *testing.T, lines, want []string) {
	t.Helper()
	ok := len(lines) == len(want)
	for i := range min(len(lines), len(want)) {
		ok = ok && strings.Contains(lines[i], want[i])
	}
	if !ok {
		t.Errorf("found\n  %s\nwant\n  %s", strings.Join(lines, "\n  "), strings.Join(want, "\n  "))
	}
}

// TestUnderAPath probes a site in a folder of a host, and the host without that folder.
func TestUnderAPath(t *testing.T) {
	files := newOrganiser(t, 1).site(t)
	mux := http.NewServeMux()
	mux.Handle("/verify/", http.StripPrefix("/verify", served(t, files)))
	server := httptest.NewServer(mux)
	defer server.Close()
	for address, want := range map[string][]string{
		server.URL + "/verify":  nil,
		server.URL + "/verify/": nil,
		server.URL: {"wrong: missing: issuer.cwt, .well-known/did.json, .well-known/jwks.json and ",
			"wrong: missing: the page itself; is this the folder that is served?"},
	} {
		place, err := PlaceOf(address)
		if err != nil {
			t.Fatal(err)
		}
		expect(t, look(t, place, files), want)
	}
	for _, address := range []string{"verify.example.org", "ftp://verify.example.org", "https://a:b@verify.example.org",
		"https://verify.example.org/?x", "https://verify.example.org/#x", "https://", "://"} {
		if p, err := PlaceOf(address); err == nil {
			t.Errorf("%s is %v", address, p.Base)
		}
	}
}

// TestConnections probes hosts that do not answer or have a bad certificate.
func TestConnections(t *testing.T) {
	files := newOrganiser(t, 1).site(t)
	defer func(p, c time.Duration) { patience, conversation = p, c }(patience, conversation)
	patience, conversation = 300*time.Millisecond, 2*time.Second
	tlsServer := httptest.NewUnstartedServer(served(t, files))
	tlsServer.Config.ErrorLog = log.New(io.Discard, "", 0) // hides errors of handshakes that this test refuses
	tlsServer.StartTLS()
	defer tlsServer.Close()
	mute := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }))
	defer mute.Close()
	slow := httptest.NewServer(altered(served(t, files), func(r *http.Request, _ *httptest.ResponseRecorder) {
		if strings.HasPrefix(r.URL.Path, "/s/") {
			<-r.Context().Done()
		}
	}))
	defer slow.Close()
	trusted := tlsServer.Client().Transport.(*http.Transport).TLSClientConfig
	later := trusted.Clone()
	later.Time = func() time.Time { return tlsServer.Certificate().NotAfter.AddDate(0, 0, 1) }
	elsewhere := trusted.Clone()
	elsewhere.ServerName = "verify.school.example"
	for name, c := range map[string]struct {
		address string
		config  *tls.Config
		want    string
	}{
		"nobody has signed it": {tlsServer.URL, &tls.Config{RootCAs: x509.NewCertPool()}, "wrong: no browser trusts the certificate of 127.0.0.1"},
		"another name":         {tlsServer.URL, elsewhere, "wrong: the certificate that 127.0.0.1 sends is for other names"},
		"expired":              {tlsServer.URL, later, "wrong: the certificate of 127.0.0.1 is not valid"},
		"no https":             {strings.Replace(slow.URL, "http:", "https:", 1), nil, "does not speak https"},
		"mute":                 {mute.URL, nil, "accepts the question and does not answer within 300ms"},
		"one mute file":        {slow.URL, nil, "wrong: no answer in time for s/0; look at the server"},
		"nobody":               {"http://127.0.0.1:1", nil, "does not answer: "},
		"no such host":         {"https://no-such-host.invalid", nil, "no-such-host.invalid"},
	} {
		t.Run(name, func(t *testing.T) {
			place, err := PlaceOf(c.address)
			if err != nil {
				t.Fatal(err)
			}
			place.Plain, place.TLS = false, c.config
			expect(t, look(t, place, files), []string{c.want})
		})
	}
	stopped, stop := context.WithCancel(context.Background())
	stop()
	place, err := PlaceOf(slow.URL)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Fetch(stopped, place, files); err == nil {
		t.Error("Fetch ignores a cancelled context")
	}
}

// TestJudgeOfTimeAndPlainHTTP judges answers that a test server cannot give.
func TestJudgeOfTimeAndPlainHTTP(t *testing.T) {
	files := newOrganiser(t, 1).site(t)
	server := httptest.NewServer(served(t, files))
	defer server.Close()
	place, err := PlaceOf(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	answers, err := Fetch(context.Background(), place, files)
	if err != nil {
		t.Fatal(err)
	}
	to := func(address string) *Answer {
		return &Answer{Status: http.StatusMovedPermanently, Header: http.Header{"Location": {address}}}
	}
	for name, c := range map[string]struct {
		plain *Answer
		until time.Time
		want  []string
	}{
		"no http":         {&Answer{Err: errSlow}, time.Time{}, nil},
		"to https":        {to("https://verify.example.org/"), now.AddDate(0, 1, 0), nil},
		"to http":         {to("http://www.example.org/"), time.Time{}, []string{"wrong: over plain http it redirects to http://www.example.org/"}},
		"the page itself": {&Answer{Status: http.StatusOK}, time.Time{}, []string{"wrong: over plain http the page answers itself"}},
		"ends soon":       {nil, now.AddDate(0, 0, 5), []string{"wrong: the certificate of 127.0.0.1", "ends on 2027-03-06"}},
	} {
		a := *answers
		a.Plain, a.Until = c.plain, c.until
		findings, err := Judge(&a, files, now)
		if err != nil {
			t.Fatal(err)
		}
		text := fmt.Sprint(findings)
		if (len(findings) > 0) != (len(c.want) > 0) {
			t.Errorf("%s: %s", name, text)
		}
		for _, w := range c.want {
			if !strings.Contains(text, strings.TrimPrefix(w, "wrong: ")) {
				t.Errorf("%s: %s lacks %q", name, text, w)
			}
		}
	}
	if _, err := Judge(answers, map[string][]byte{}, now); err == nil {
		t.Error("judged without an issuer document")
	}
}

func TestForbids(t *testing.T) {
	for policy, want := range map[string]bool{
		delivery.Headers("index.html")["Content-Security-Policy"]: false,
		"default-src 'self'": false, "frame-ancestors 'none'": false, "default-src *": false, "upgrade-insecure-requests": false,
		"default-src 'none'": true, "script-src 'nonce-1'": true, "default-src 'self'; connect-src 'none'": true,
		"default-src 'none'; script-src 'self'": true,
	} {
		if forbids([]string{policy}) != want {
			t.Errorf("%s: %v", policy, !want)
		}
	}
	if !forbids([]string{"default-src 'self'", "script-src 'none'"}) {
		t.Error("the stricter of two policies was ignored")
	}
}
