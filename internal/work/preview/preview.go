// Package preview is a local page on which an event's papers are looked at
// while its files are edited. It shows the pages that would be printed, drawn
// by package raster; a save in the folder shows within a second.
//
// The page is for the person at this machine alone. The server listens on the
// loopback interface, under a path that holds a secret, answers only requests
// that name it by its own address and do not come from another site, and
// changes nothing. What it shows is a batch.Preview: its codes verify nowhere.
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

// The limits of this room.
const (
	// secretBytes is how many random bytes the path holds: more than can be
	// guessed.
	secretBytes = 16

	// quiet is how long a folder must be still before it is read: editors
	// write a file in several steps.
	quiet = 150 * time.Millisecond

	// maxFolders is how many folders are watched; an event has a handful.
	maxFolders = 100

	// minWidth and maxWidth bound the pictures, in pixels, and maxDrawn how
	// many pixels they have: a page that fills the largest screens.
	minWidth, maxWidth = 40, 5120
	maxDrawn           = 16_000_000

	// alive is how often a line is sent to a page that nothing happens on, so
	// that both sides notice when the other is gone.
	alive = 15 * time.Second
)

// Options says what is shown. All but Port are needed.
type Options struct {
	Dir    string    // the event's folder
	Port   int       // on the loopback interface; 0: any that is free
	Random io.Reader // for the secret
	Now    time.Time // the day that papers bear
}

// Serve shows the event until ctx ends, which is no error. It calls ready with
// the address of the page once that is there. An event with problems is shown
// with its problems.
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
	s := newServer(o, listener.Addr().String(), hex.EncodeToString(secret))

	ctx, stop := context.WithCancel(ctx)
	var group sync.WaitGroup
	defer group.Wait()
	defer stop()
	group.Go(func() { w.follow(ctx, s.reload) })
	h := &http.Server{Handler: s.handler(), ReadHeaderTimeout: 5 * time.Second, BaseContext: func(net.Listener) context.Context { return ctx }}
	group.Go(func() {
		<-ctx.Done()
		h.Close() // nothing is lost: every request is a look
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
	host   string // as its address is written
	prefix string // of every path

	mu       sync.Mutex // guards what follows, and is held while something is drawn
	version  int        // counts the states of the folder
	preview  *batch.Preview
	drawer   *raster.Rasteriser
	problems source.Problems
	failure  string // why there is no preview, beside the problems
	stale    bool   // preview is of the state before the problems
	waiting  map[chan struct{}]bool
}

func newServer(o Options, host, secret string) *server {
	s := &server{dir: o.Dir, now: o.Now, host: host, prefix: "/" + secret, waiting: map[chan struct{}]bool{}}
	s.reload()
	return s
}

// reload reads the folder. Papers that problems leave nothing of stay in sight
// as they were.
func (s *server) reload() {
	fresh, problems, err := batch.OpenPreview(s.dir, s.now)
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
		default: // it has not looked at the last one yet
		}
	}
}

// lacks reports whether fresh has not all kinds of paper that old has.
func lacks(fresh, old *batch.Preview) bool {
	for _, kind := range paper.Kinds() {
		if old.Has(kind) && !fresh.Has(kind) {
			return true
		}
	}
	return false
}
