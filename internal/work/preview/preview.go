// Package preview is a local web page that shows an event's papers while its files are edited. It shows the pages that
// would be printed, drawn by package raster; a save in the folder appears within a second.
//
// The page is only for the person at this machine. The server listens on the loopback interface under a path with a
// secret, answers only requests that use its own address and do not come from another site, and changes nothing. It
// shows a batch.Preview, whose codes verify nowhere.
package preview

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"sync"
	"time"

	"lanyard/internal/base/paper"
	"lanyard/internal/base/source"
	"lanyard/internal/paper/raster"
	"lanyard/internal/work/batch"
)

// Limits.
const (
	// secretBytes is the number of random bytes in the path: too many to guess.
	secretBytes = 16

	// quiet is how long a folder must be unchanged before it is read: editors save a file in several steps.
	quiet = 150 * time.Millisecond

	// maxFolders is the most folders watched; an event has a handful.
	maxFolders = 100

	// minWidth and maxWidth limit the width of pictures in pixels, and maxDrawn their number of pixels: a page that
	// fills the largest screens.
	minWidth, maxWidth = 40, 5120
	maxDrawn           = 16_000_000

	// alive is the interval of keep-alive lines to an idle page, so that both sides notice when the other is gone.
	alive = 15 * time.Second
)

// Options says what to show. All fields except Port are required.
type Options struct {
	Dir    string    // the event folder
	Port   int       // on the loopback interface; 0: any free port
	Random io.Reader // for the secret
	Now    time.Time // the date on the papers
}

// Serve shows the event until ctx ends, which is no error. It calls ready with the address of the page once it can be
// opened. An event with problems is shown with its problems.
func Serve(ctx context.Context, o Options, ready func(url string)) error {
	secret := make([]byte, secretBytes)
	if _, err := io.ReadFull(o.Random, secret); err != nil {
		return fmt.Errorf("starting preview: %w", err)
	}
	w, err := watch(o.Dir)
	if err != nil {
		return err
	}
	defer w.Close()
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(o.Port)))
	if err != nil {
		return fmt.Errorf("starting preview: %w", err)
	}
	s := newServer(ctx, o, listener.Addr().String(), hex.EncodeToString(secret))

	ctx, stop := context.WithCancel(ctx)
	var group sync.WaitGroup
	defer group.Wait()
	defer stop()
	group.Go(func() { w.follow(ctx, func() { s.reload(ctx) }) })
	h := &http.Server{Handler: s.handler(), ReadHeaderTimeout: 5 * time.Second,
		BaseContext: func(net.Listener) context.Context { return ctx }}
	group.Go(func() {
		<-ctx.Done()
		h.Close() // nothing is lost: requests only read
	})
	ready("http://" + s.host + s.prefix + "/")
	if err := h.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serving preview: %w", err)
	}
	return nil
}

// server is the page and what it shows.
type server struct {
	dir    string
	now    time.Time
	host   string // in the form of its address
	prefix string // of every path

	mu       sync.Mutex // guards the fields below; held while drawing
	version  int        // number of the folder's current state
	preview  *batch.Preview
	drawer   *raster.Rasteriser
	problems source.Problems
	failure  string // why there is no preview, in addition to the problems
	stale    bool   // preview is of an earlier state, before the problems
	waiting  map[chan struct{}]bool
}

func newServer(ctx context.Context, o Options, host, secret string) *server {
	s := &server{dir: o.Dir, now: o.Now, host: host, prefix: "/" + secret, waiting: map[chan struct{}]bool{}}
	s.reload(ctx)
	return s
}

// reload reads the folder. If problems leave no papers to show, the earlier ones stay visible.
func (s *server) reload(ctx context.Context) {
	fresh, problems, err := batch.OpenPreview(ctx, s.dir, s.now)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.version++
	s.problems, s.failure = problems, ""
	switch {
	case err != nil:
		s.failure = err.Error()
	case fresh == nil && problems.Err() == nil:
		s.failure = "there is nobody on the list yet, or event.toml asks for neither badges nor certificates"
	}
	s.stale = s.preview != nil && (fresh == nil || problems.Err() != nil && lacks(fresh, s.preview))
	if !s.stale {
		s.preview, s.drawer = fresh, raster.New()
	}
	for saved := range s.waiting {
		select {
		case saved <- struct{}{}:
		default: // it has yet to read the last one
		}
	}
}

// lacks reports whether fresh lacks a kind of paper that old has.
func lacks(fresh, old *batch.Preview) bool {
	for _, kind := range paper.Kinds() {
		if old.Has(kind) && !fresh.Has(kind) {
			return true
		}
	}
	return false
}
