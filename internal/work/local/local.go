// Package local serves a web page to the person at this machine and to nobody else: the preview, the designer, the
// desk.
//
// The server listens on the loopback interface under a path with a secret. It answers only requests that use its own
// address and do not come from another site. A request that may change something must come from the page itself: the
// browser states it in Origin and Sec-Fetch-Site, which no script can write. The policy lets a page load its own files
// and nothing else.
package local

import (
	"context"
	"embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"
	"time"
)

const (
	// secretBytes is the number of random bytes in the path: too many to guess.
	secretBytes = 16

	// alive is the interval of keep-alive lines to an idle page, so that both sides notice when the other is gone.
	alive = 15 * time.Second
)

// Options says where to serve. Name and Random are required.
type Options struct {
	Name   string    // of the page, in errors
	Port   int       // on the loopback interface; 0: any free port
	Random io.Reader // for the secret
}

// Serve serves a page until ctx ends, which is not an error. It calls handler once with the path of the page, without
// the final slash, and ready with its address once it can be opened.
func Serve(ctx context.Context, o Options, handler func(root string) http.Handler, ready func(url string)) error {
	secret := make([]byte, secretBytes)
	if _, err := io.ReadFull(o.Random, secret); err != nil {
		return fmt.Errorf("starting %s: %w", o.Name, err)
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(o.Port)))
	if err != nil {
		return fmt.Errorf("starting %s: %w", o.Name, err)
	}
	host, root := listener.Addr().String(), "/"+hex.EncodeToString(secret)
	ctx, stop := context.WithCancel(ctx)
	var group sync.WaitGroup
	defer group.Wait()
	defer stop()
	h := &http.Server{Handler: Guard(host, handler(root)), ReadHeaderTimeout: 5 * time.Second,
		BaseContext: func(net.Listener) context.Context { return ctx }}
	group.Go(func() {
		<-ctx.Done()
		h.Close() // nothing is lost: files are written whole or not at all
	})
	ready("http://" + host + root + "/")
	if err := h.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serving %s: %w", o.Name, err)
	}
	return nil
}

// ServeFolder serves a page about the folder dir like Serve, and calls reload whenever files in it have changed.
func ServeFolder(ctx context.Context, dir string, o Options,
	open func() (handler func(root string) http.Handler, reload func(context.Context)), ready func(url string)) error {
	w, err := Watch(dir)
	if err != nil {
		return err
	}
	defer w.Close()
	handler, reload := open()
	ctx, stop := context.WithCancel(ctx)
	var group sync.WaitGroup
	defer group.Wait()
	defer stop()
	group.Go(func() { w.Follow(ctx, func([]string) { reload(ctx) }) })
	return Serve(ctx, o, handler, ready)
}

// headers are sent with every response.
var headers = map[string]string{
	"Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src " +
		"'self'; " +
		"base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
	"Cross-Origin-Opener-Policy":   "same-origin",
	"Cross-Origin-Resource-Policy": "same-origin",
	"Referrer-Policy":              "no-referrer",
	"X-Content-Type-Options":       "nosniff",
	"Cache-Control":                "no-store",
}

// Guard answers only requests of the page at host. A Host other than the address belongs to a site that resolves its
// name to this machine, and Sec-Fetch-Site reveals requests from another site. Methods other than GET and HEAD need the
// page's Origin and a Sec-Fetch-Site of the same origin.
func Guard(host string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for name, value := range headers {
			w.Header().Set(name, value)
		}
		site := r.Header.Get("Sec-Fetch-Site")
		ok := r.Host == host && (site == "" || site == "same-origin" || site == "none")
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			ok = ok && site == "same-origin" && r.Header.Get("Origin") == "http://"+host
		}
		if !ok {
			http.Error(w, "this page is only for the person at this machine", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// Send answers with data of a media type.
func Send(w http.ResponseWriter, kind string, data []byte) {
	w.Header().Set("Content-Type", kind)
	w.Write(data) // the client may be gone
}

// SendJSON answers with v as JSON.
func SendJSON(w http.ResponseWriter, v any) {
	data, err := json.Marshal(v)
	if err != nil {
		panic("internal error: " + err.Error())
	}
	Send(w, "application/json", data)
}

// kinds are the media types of a page's files, by extension.
var kinds = map[string]string{
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
	".svg": "image/svg+xml",
}

// shared are the modules that pages have in common.
//
//go:embed page
var shared embed.FS

// Files serves the embedded files of a page below root, the one named index.html at root/ itself, and the modules that
// pages have in common, like languages.js.
func Files(mux *http.ServeMux, root string, files fs.FS) {
	common, err := fs.Sub(shared, "page")
	if err != nil {
		panic("internal error: " + err.Error())
	}
	serveAll(mux, root, common)
	serveAll(mux, root, files)
}

func serveAll(mux *http.ServeMux, root string, files fs.FS) {
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		kind := kinds[path.Ext(name)]
		if err != nil || d.IsDir() || kind == "" {
			return err
		}
		data, err := fs.ReadFile(files, name)
		url := root + "/" + name
		if name == "index.html" {
			url = root + "/{$}"
		}
		mux.HandleFunc("GET "+url, func(w http.ResponseWriter, _ *http.Request) { Send(w, kind, data) })
		return err
	})
	if err != nil {
		panic("internal error: " + err.Error())
	}
}

// Bell tells open pages that something has changed. The zero value is ready; it may be used by several goroutines.
type Bell struct {
	mu      sync.Mutex
	waiting map[chan struct{}]bool
}

// Ring tells every open page.
func (b *Bell) Ring() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for rung := range b.waiting {
		select {
		case rung <- struct{}{}:
		default: // it has yet to read the last one
		}
	}
}

// Answer sends what now returns, one line of text, as a server-sent event: at once, and after every Ring, until the
// page is gone.
func (b *Bell) Answer(w http.ResponseWriter, r *http.Request, now func() string) {
	rung := make(chan struct{}, 1)
	rung <- struct{}{}
	b.mu.Lock()
	if b.waiting == nil {
		b.waiting = map[chan struct{}]bool{}
	}
	b.waiting[rung] = true
	b.mu.Unlock()
	defer func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		delete(b.waiting, rung)
	}()
	w.Header().Set("Content-Type", "text/event-stream")
	tick := time.NewTicker(alive)
	defer tick.Stop()
	for {
		select {
		case <-r.Context().Done():
			return
		case <-tick.C:
			fmt.Fprint(w, ":\n\n")
		case <-rung:
			fmt.Fprintf(w, "data: %s\n\n", strings.ReplaceAll(now(), "\n", " "))
		}
		if http.NewResponseController(w).Flush() != nil {
			return
		}
	}
}
