// Package designer is a local web page on which designs are changed by hand: boxes are moved over the real picture of a
// paper, and each change is a readable change of the template's file.
//
// # Decisions
//
// The files are the truth. A change writes exactly the lines it means, by amend.TOML, after the strict reading has
// accepted the new text; what does not validate is not written. Whoever edits the files sees the page follow. Every
// change carries the version of the file that it is based on, and one that is based on an older text is refused.
//
// A change of places and looks alone cannot change who is on the list or what papers print, so the list is not read
// again for it (batch.Preview.Redesign): the picture is there in a tenth of a second. Any other change reads the folder
// anew; if it brings an error that was not there before, the files get their old text back.
//
// A built-in design is copied into the event's folder at the first change. Nothing is ever written over a file that the
// designer has not read. The page is only for the person at this machine (package local), and keys are never served.
package designer

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"

	"lanyard/internal/base/source"
	"lanyard/internal/paper/raster"
	"lanyard/internal/work/batch"
	"lanyard/internal/work/local"
)

// Limits.
const (
	// maxSteps is the most changes that can be undone: a day's work. Each keeps the text of its files, which neighbours
	// share, so that a thousand take about 20 MB.
	maxSteps = 1000

	// maxSeen is the most texts kept to show what a stale change would have written.
	maxSeen = 32

	// maxRequest is the most bytes of a change: a text box has a few hundred, a path a few thousand.
	maxRequest = 1 << 20

	// maxActions is the most boxes that are changed at once, with all keys.
	maxActions = 2000
)

// Options says what to show, and where.
type Options struct {
	local.Options
	Dir string    // the event folder
	Now time.Time // the date on the papers
}

// Serve serves the page until ctx ends, which is not an error, and follows the files of the folder. It calls ready with
// the address of the page once it can be opened.
func Serve(ctx context.Context, o Options, ready func(url string)) error {
	o.Name = "designer"
	return local.ServeFolder(ctx, o.Dir, o.Options, func() (func(string) http.Handler, func(context.Context)) {
		d := New(ctx, o.Dir, o.Now)
		return d.Handler, d.Reload
	}, ready)
}

// Designer is the page of an event's designs. It may be used by several goroutines.
type Designer struct {
	dir  string
	now  time.Time
	bell local.Bell

	mu       sync.Mutex // guards the fields below; held while drawing
	version  int        // number of the folder's current state
	writes   int        // a reading of the folder that began before the last one is out of date
	ours     bool       // there was a write of ours since the folder was last read
	preview  *batch.Preview
	drawer   *raster.Rasteriser
	problems source.Problems
	failure  string // why there is no preview, in addition to the problems
	stale    bool   // preview is of an earlier state, before the problems
	samples  map[side][]sample
	done     []step // the last one is undone first
	undone   []step
	seen     []text // texts of files that pages have, the newest last
}

// New reads the event in dir for its page; papers bear the day of now.
func New(ctx context.Context, dir string, now time.Time) *Designer {
	d := &Designer{dir: dir, now: now, drawer: raster.New()}
	d.Reload(ctx)
	return d
}

// Reload reads the folder again and tells the open pages. If problems leave no papers to show, the earlier ones stay
// visible.
func (d *Designer) Reload(ctx context.Context) {
	for ctx.Err() == nil {
		d.mu.Lock()
		writes := d.writes
		d.mu.Unlock()
		fresh, problems, err := batch.OpenPreview(ctx, d.dir, d.now)
		d.mu.Lock()
		if writes != d.writes {
			d.mu.Unlock()
			continue
		}
		d.take(fresh, problems, err)
		d.mu.Unlock()
		return
	}
}

// take shows a new reading of the folder.
func (d *Designer) take(fresh *batch.Preview, problems source.Problems, err error) {
	failure := ""
	switch {
	case err != nil:
		failure = err.Error()
	case fresh == nil && problems.Err() == nil:
		failure = "there is nobody on the list yet, or event.toml asks for neither badges nor certificates"
	}
	known := d.ours && !d.stale && fresh != nil && d.preview != nil && failure == d.failure &&
		slices.Equal(fresh.Inputs(), d.preview.Inputs()) && slices.Equal(problems, d.problems)
	d.ours, d.problems, d.failure = false, problems, failure
	if d.stale = fresh == nil && d.preview != nil; !d.stale {
		d.preview = fresh
	}
	if known {
		return // the pages show this already
	}
	d.samples, d.drawer = nil, raster.New()
	d.changed()
}

// changed gives the state of the folder a new number and tells the open pages.
func (d *Designer) changed() {
	d.version++
	d.bell.Ring()
}

// number returns the version of the folder.
func (d *Designer) number() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return strconv.Itoa(d.version)
}
