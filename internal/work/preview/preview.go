// Package preview is a local web page that shows an event's papers while its files are edited. It shows the pages that
// would be printed, drawn by package raster; a save in the folder appears within a second.
//
// The page is only for the person at this machine (package local) and changes nothing. It shows a batch.Preview, whose
// codes verify nowhere.
package preview

import (
	"context"
	"net/http"
	"sync"
	"time"

	"lanyard/internal/base/paper"
	"lanyard/internal/base/source"
	"lanyard/internal/paper/raster"
	"lanyard/internal/work/batch"
	"lanyard/internal/work/local"
)

// Options says what to show, and where.
type Options struct {
	local.Options
	Dir string    // the event folder
	Now time.Time // the date on the papers
}

// Serve shows the event until ctx ends, which is not an error. It calls ready with the address of the page once it can
// be opened. An event with problems is shown with its problems.
func Serve(ctx context.Context, o Options, ready func(url string)) error {
	o.Name = "preview"
	return local.ServeFolder(ctx, o.Dir, o.Options, func() (func(string) http.Handler, func(context.Context)) {
		s := Open(ctx, o.Dir, o.Now)
		return s.Handler, s.Reload
	}, ready)
}

// Page is the page of an event and what it shows. It may be used by several goroutines.
type Page struct {
	dir  string
	now  time.Time
	bell local.Bell

	mu       sync.Mutex // guards the fields below; held while drawing
	version  int        // number of the folder's current state
	preview  *batch.Preview
	drawer   *raster.Rasteriser
	problems source.Problems
	failure  string // why there is no preview, in addition to the problems
	stale    bool   // preview is of an earlier state, before the problems
}

// Open reads the event in dir for its page; papers bear the day of now.
func Open(ctx context.Context, dir string, now time.Time) *Page {
	s := &Page{dir: dir, now: now}
	s.Reload(ctx)
	return s
}

// Reload reads the folder again and tells the open pages. If problems leave no papers to show, the earlier ones stay
// visible.
func (s *Page) Reload(ctx context.Context) {
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
	s.bell.Ring()
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
