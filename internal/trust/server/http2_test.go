package server

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/binary"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// listenTLS serves a handler with a certificate, and returns the address and who signed it.
func listenTLS(t *testing.T, h http.Handler) (address string, roots *x509.CertPool) {
	t.Helper()
	lender := httptest.NewTLSServer(nil) // of its certificate
	lender.Close()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- Serve(ctx, l, h, &tls.Config{Certificates: lender.TLS.Certificates}) }()
	t.Cleanup(func() { cancel(); <-done })
	roots = x509.NewCertPool()
	roots.AddCert(lender.Certificate())
	return l.Addr().String(), roots
}

// TestServeHTTP2 asks strange things over HTTP/2, which a server with a certificate speaks: the answers are those of
// HTTP/1.1.
func TestServeHTTP2(t *testing.T) {
	address, roots := listenTLS(t, served(t))
	transport := &http.Transport{ForceAttemptHTTP2: true, DisableCompression: true,
		TLSClientConfig: &tls.Config{RootCAs: roots, ServerName: "example.com"}}
	t.Cleanup(transport.CloseIdleConnections)
	ranges := "bytes=0-0" + strings.Repeat(",0-0", 1000)
	length := len(vectorSite(t)["index.html"])
	for name, c := range map[string]struct {
		path, key, value string
		status, length   int
	}{
		"the page":            {"/", "X", "y", 200, length},
		"many ranges":         {"/", "Range", ranges, 200, length},
		"a huge range":        {"/", "Range", "bytes=18446744073709551615-", 200, length},
		"a condition on all":  {"/", "If-None-Match", "*", 304, 0},
		"other conditions":    {"/", "If-Modified-Since", "Tue, 01 Dec 2099 00:00:00 GMT", 200, length},
		"many conditions":     {"/", "If-None-Match", strings.Repeat(`"x",`, 1500), 200, length},
		"many codings":        {"/", "Accept-Encoding", strings.Repeat("x;q=1,", 1000), 200, length},
		"up":                  {"/%2e%2e/%2e%2e/etc/passwd", "X", "y", 404, 10},
		"a backslash":         {"/..%5c..%5cissuer.cwt", "X", "y", 404, 10},
		"the end of a string": {"/index.html%00.js", "X", "y", 404, 10},
		"a long address":      {"/" + strings.Repeat("a", 4<<10), "X", "y", 414, 21},
		"a large header":      {"/", "X", strings.Repeat("x", 20<<10), 431, -1},
	} {
		r, err := http.NewRequest(http.MethodGet, "https://"+address+c.path, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set(c.key, c.value)
		got, err := transport.RoundTrip(r)
		if err != nil && c.status == http.StatusRequestHeaderFieldsTooLarge {
			continue // the connection is closed instead
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		body, err := io.ReadAll(got.Body)
		got.Body.Close()
		if got.ProtoMajor != 2 || got.StatusCode != c.status || err != nil || c.length >= 0 && len(body) != c.length {
			t.Errorf("%s: %s %d with %d bytes, %v", name, got.Proto, got.StatusCode, len(body), err)
		}
	}
}

// frame is a frame of HTTP/2 (RFC 9113, 4.1).
func frame(kind, flags byte, stream uint32, payload string) []byte {
	n := len(payload)
	b := []byte{byte(n >> 16), byte(n >> 8), byte(n), kind, flags}
	return append(binary.BigEndian.AppendUint32(b, stream), payload...)
}

// TestServeStalledStreams opens streams over HTTP/2 that never take the answer, on many connections, more than the server
// answers at a time: the connections that have stalled longest are closed, and others are answered.
func TestServeStalledStreams(t *testing.T) {
	var calls atomic.Int64
	h := served(t)
	address, roots := listenTLS(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		calls.Add(1)
		defer calls.Add(-1)
		h.ServeHTTP(w, r)
	}))
	config := &tls.Config{RootCAs: roots, ServerName: "example.com", NextProtos: []string{"h2"}}
	const (
		settings, headers    = 4, 1
		endStream, endHeader = 1, 4
	)
	attack := []byte("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
	attack = append(attack, frame(settings, 0, 0, "\x00\x04\x00\x00\x00\x00")...) // a window of 0 bytes
	for n := range uint32(maxStreams) {
		attack = append(attack, frame(headers, endStream|endHeader, 2*n+1, "\x82\x84\x87\x41\x01a")...) // GET https://a/
	}
	for range maxCalls/maxStreams + 20 {
		conn, err := tls.Dial("tcp", address, config)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		if _, err := conn.Write(attack); err != nil {
			t.Fatal(err)
		}
		if _, err := conn.Read(make([]byte, 1)); err != nil { // the server has begun
			t.Fatal(err)
		}
		go func() { _, _ = io.Copy(io.Discard, conn) }()
	}
	begun := time.Now()
	for calls.Load() < maxCalls-maxStreams && time.Since(begun) < 20*time.Second {
		time.Sleep(10 * time.Millisecond)
	}
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots, ServerName: "example.com"}}}
	for range 5 {
		got, err := client.Get("https://" + address + "/")
		if err != nil {
			t.Fatalf("while streams are stalled: %v", err)
		}
		if _, err = io.Copy(io.Discard, got.Body); err != nil {
			t.Fatalf("while streams are stalled: %v", err)
		}
		got.Body.Close()
	}
	most := calls.Load()
	for ; most > maxCalls && time.Since(begun) < 20*time.Second; most = calls.Load() {
		time.Sleep(10 * time.Millisecond)
	}
	if most > maxCalls || most < maxCalls/2 {
		t.Errorf("%d requests are being answered, of at most %d", most, maxCalls)
	}
}
