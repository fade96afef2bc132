// Package server serves a verification site to strangers: from memory, within limits that hold against abuse, and
// without a log of who asks. The token follows the # of the address and never reaches it, so it cannot tell who
// verifies whom.
//
// It reads the site from a folder that package web has filled, and makes nothing itself: it links no page, no font and
// no private key.
package server

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/delivery"
)

// maxURL is the longest address that is answered, in bytes: ours have about 30,
// and browsers do not send what follows the #.
const maxURL = 2_048

// Handler serves a verification site from memory: exactly the files it was
// given, under exactly their names, with / for index.html. There are no
// redirects, no listings and no other spellings of a path. Its log names the
// requested file, never an address, a query or a header. It is safe for
// concurrent use.
type Handler struct {
	site  atomic.Pointer[site]
	log   *slog.Logger
	meter meter
}

// site is one published state.
type site struct {
	files  map[string]*file // by URL path
	issuer *credential.Issuer
	lists  map[string]*credential.StatusList // by name
}

// file is a response body, plain and in each coding that makes it smaller.
type file struct {
	name   string
	kind   kind
	header http.Header
	plain  []byte
	packed delivery.Forms
	tag    string // of plain, without quotes
}

// NewHandler returns a handler that answers 503 until Publish is called.
func NewHandler(log *slog.Logger) *Handler { return &Handler{log: log} }

// Publish replaces the served site, between two requests, by files as package
// web makes them. It refuses a site that a verifier could not use.
func (h *Handler) Publish(files map[string][]byte) error {
	next, err := newSite(files)
	h.meter.loaded(err == nil)
	if err != nil {
		return fmt.Errorf("publishing site: %w", err)
	}
	h.site.Store(next)
	return nil
}

func newSite(files map[string][]byte) (*site, error) {
	if files[delivery.IndexFile] == nil {
		return nil, errors.New("no " + delivery.IndexFile)
	}
	issuer, err := credential.OpenIssuer(files[delivery.IssuerFile], credential.Thumbprint{})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", delivery.IssuerFile, err)
	}
	s := &site{files: make(map[string]*file), issuer: issuer, lists: make(map[string]*credential.StatusList)}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if strings.HasPrefix(name, delivery.ListFolder) {
			if s.lists[name], err = credential.OpenStatusList(files[name], issuer); err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
		}
		if _, is := delivery.IsPacked(files, name); is || name == "_headers" {
			continue
		}
		if s.files["/"+name], err = newFile(files, name); err != nil {
			return nil, err
		}
	}
	s.files["/"] = s.files["/"+delivery.IndexFile]
	return s, nil
}

func newFile(files map[string][]byte, name string) (*file, error) {
	packed, err := delivery.Prepared(files, name)
	if err != nil {
		return nil, err
	}
	data := files[name]
	hash := sha256.Sum256(data)
	f := &file{name: name, kind: kindOf(name), plain: data, packed: packed, tag: hex.EncodeToString(hash[:12]),
		header: make(http.Header)}
	for name, value := range delivery.Headers(name) {
		f.header.Set(name, value)
	}
	if packed[0] != nil || packed[1] != nil {
		f.header.Set("Vary", "Accept-Encoding")
	}
	return f, nil
}

// ServeHTTP answers GET and HEAD.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	start := time.Now()
	a := h.answer(r)
	header := w.Header()
	maps.Copy(header, a.header)
	if r.TLS != nil {
		header.Set("Strict-Transport-Security", delivery.StrictTransport)
	}
	if r.ContentLength != 0 {
		header.Set("Connection", "close") // request bodies are not read
	}
	sent := 0
	if a.status == http.StatusNotModified {
		w.WriteHeader(a.status)
	} else {
		header.Set("Content-Length", strconv.Itoa(len(a.body)))
		w.WriteHeader(a.status)
		if r.Method != http.MethodHead {
			sent, _ = w.Write(a.body) // the client has hung up
		}
	}
	took := time.Since(start)
	h.meter.count(a.kind, a.status, sent, took)
	if h.log.Enabled(r.Context(), slog.LevelInfo) {
		h.log.LogAttrs(context.Background(), slog.LevelInfo, "answered", slog.String("method", plainMethod(r.Method)),
			slog.String("file", a.name), slog.Int("status", a.status), slog.Int("bytes", sent),
			slog.Duration("took", took))
	}
}

// plainMethod keeps invented methods out of the log.
func plainMethod(m string) string {
	if m == http.MethodGet || m == http.MethodHead {
		return m
	}
	return "other"
}

type answer struct {
	status int
	name   string // of the file, "-" when the site has no such file
	kind   kind
	header http.Header
	body   []byte
}

func (h *Handler) answer(r *http.Request) answer {
	if len(r.RequestURI) > maxURL {
		return refusal(http.StatusRequestURITooLong)
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return refusal(http.StatusMethodNotAllowed)
	}
	s := h.site.Load()
	if r.URL.Path == "/healthz" {
		return health(s)
	}
	if s == nil {
		return refusal(http.StatusServiceUnavailable)
	}
	f := s.files[r.URL.Path]
	if f == nil {
		return refusal(http.StatusNotFound)
	}
	return f.answer(r)
}

func (f *file) answer(r *http.Request) answer {
	a := answer{status: http.StatusOK, name: f.name, kind: f.kind, header: maps.Clone(f.header), body: f.plain}
	tag := `"` + f.tag + `"`
	for n, c := range delivery.Codings {
		if f.packed[n] != nil && takes(r.Header.Values("Accept-Encoding"), c.Name) {
			a.body, tag = f.packed[n], `"`+f.tag+"-"+c.Name+`"`
			a.header["Content-Encoding"] = []string{c.Name}
			break
		}
	}
	a.header["Etag"] = []string{tag}
	if matches(r.Header.Values("If-None-Match"), tag) {
		a.status, a.body = http.StatusNotModified, nil
		delete(a.header, "Content-Encoding")
	}
	return a
}

// takes reads Accept-Encoding (RFC 9110, 12.5.3).
func takes(values []string, coding string) bool {
	for offer := range strings.SplitSeq(strings.Join(values, ","), ",") {
		name, weight, _ := strings.Cut(offer, ";")
		if strings.EqualFold(strings.TrimSpace(name), coding) {
			q, found := strings.CutPrefix(strings.ReplaceAll(weight, " ", ""), "q=")
			n, err := strconv.ParseFloat(q, 32)
			return !found || err == nil && n > 0
		}
	}
	return false
}

// matches reads If-None-Match (RFC 9110, 13.1.2).
func matches(values []string, tag string) bool {
	for have := range strings.SplitSeq(strings.Join(values, ","), ",") {
		have = strings.TrimPrefix(strings.TrimSpace(have), "W/")
		if have == tag || have == "*" {
			return true
		}
	}
	return false
}

// refusal is a response with nothing but a status.
func refusal(status int) answer {
	a := plain(status, http.StatusText(status))
	if status == http.StatusMethodNotAllowed {
		a.header.Set("Allow", "GET, HEAD")
	}
	return a
}

// health reports whether there is a site to serve.
func health(s *site) answer {
	if s == nil {
		return refusal(http.StatusServiceUnavailable)
	}
	return plain(http.StatusOK, "ok")
}

func plain(status int, text string) answer {
	header := make(http.Header)
	for name, value := range delivery.CommonHeaders() {
		header.Set(name, value)
	}
	header.Set("Cache-Control", "no-store")
	header.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	header.Set("Content-Type", "text/plain; charset=utf-8")
	return answer{status: status, name: "-", kind: kindOther, header: header, body: []byte(text + "\n")}
}
