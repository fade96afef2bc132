package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"sync"

	"lanyard/internal/base/fault"
	"lanyard/internal/input/roster"
	"lanyard/internal/work/batch"
	"lanyard/internal/work/designer"
	"lanyard/internal/work/folder"
	"lanyard/internal/work/job"
	"lanyard/internal/work/local"
	"lanyard/internal/work/owner"
	"lanyard/internal/work/people"
	"lanyard/internal/work/preview"
	"lanyard/internal/work/review"
	"lanyard/internal/work/revise"
)

// event is an open event.
type event struct {
	*desk
	id     string // in addresses
	dir    string // absolute
	papers http.Handler
	design http.Handler
	page   *preview.Page
	bell   local.Bell
	jobs   *errands
	files  *revise.Files

	reading sync.Mutex // held while the folder is read

	mu      sync.Mutex // guards the fields below
	version int        // number of the folder's state
	read    []folder.Input
	list    *people.List // nil: it cannot be read
	table   roster.Table
	report  *batch.Report
	failure string
}

// open opens an event, once, and watches its folder until the desk ends. Other events are answered meanwhile.
func (d *desk) open(dir string) (*event, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256([]byte(dir))
	id := hex.EncodeToString(sum[:6])
	d.opening.Lock()
	defer d.opening.Unlock()
	d.mu.Lock()
	e, open := d.events[id], len(d.events)
	d.mu.Unlock()
	if e == nil {
		if open == maxOpen {
			return nil, fault.New(fmt.Sprintf("%d events are open", maxOpen), "stop the desk and start it again")
		}
		if e, err = d.follow(id, dir); err != nil {
			return nil, err
		}
	}
	title := filepath.Base(dir)
	e.mu.Lock()
	if e.list != nil {
		title = e.list.Event.Say(e.list.Event.Title, e.list.Event.Languages[0])
	}
	e.mu.Unlock()
	d.mu.Lock()
	defer d.mu.Unlock()
	d.events[id] = e
	d.remember(recent{dir, title})
	return e, nil
}

// follow reads an event and watches its folder until the desk ends.
func (d *desk) follow(id, dir string) (*event, error) {
	w, err := local.Watch(dir)
	if err != nil {
		return nil, err
	}
	e := &event{desk: d, id: id, dir: dir, files: revise.New(dir), page: preview.Open(d.ctx, dir, d.Now())}
	e.jobs = job.New[question](d.ctx, &d.group, e.bell.Ring, revise.Findings)
	under := d.root + "/event/" + id
	designs := designer.New(d.ctx, dir, d.Now())
	e.papers, e.design = e.page.Handler(under+"/papers"), designs.Handler(under+"/design")
	e.load()
	d.group.Go(func() {
		defer w.Close()
		w.Follow(d.ctx, func(files []string) {
			designs.Reload(e.ctx)
			if len(files) == 0 {
				files = []string{dir} // what was missed may have been a photo
			}
			e.load(files...)
		})
	})
	return e, nil
}

// load reads the folder, shows its papers and checks every one. If nothing that was read has changed, and none of the
// saved files is one that is only read for papers, like the photo of a person, the version stays.
func (e *event) load(saved ...string) {
	e.reading.Lock()
	defer e.reading.Unlock()
	list, problems, err := review.Load(e.ctx, e.dir)
	e.mu.Lock()
	first := e.version == 0
	same := !first && err == nil && list != nil && list.Roster != nil && slices.Equal(list.Read, e.read)
	e.mu.Unlock()
	if same && !slices.ContainsFunc(saved, func(name string) bool {
		return !slices.ContainsFunc(list.Read, func(in folder.Input) bool { return in.File == name })
	}) {
		return
	}
	if !first { // the page reads the folder as it is opened
		e.page.Reload(e.ctx)
	}
	report, failure := &batch.Report{}, ""
	report.Problems = problems
	var table roster.Table
	if err == nil && list != nil && list.Roster != nil {
		if checked, err := batch.Check(e.ctx, batch.Job{Dir: e.dir, Now: e.Now()}); err == nil ||
			errors.Is(err, batch.ErrProblems) {
			report = checked
		} else if !errors.Is(err, context.Canceled) && problems.Err() == nil {
			failure = err.Error()
		}
		table, _ = list.Table() // a file that is gone by now is read at the next change
	}
	if err != nil {
		failure = err.Error()
	}
	e.mu.Lock()
	e.version++
	e.list, e.table, e.report, e.failure, e.read = list, table, report, failure, nil
	if list != nil {
		e.read = list.Read
	}
	e.mu.Unlock()
	e.bell.Ring()
}

// changes sends the version of the folder and the state of the job, now and after every change.
func (e *event) changes(w http.ResponseWriter, r *http.Request) {
	e.bell.Answer(w, r, func() string {
		e.mu.Lock()
		defer e.mu.Unlock()
		data, err := json.Marshal(struct {
			Version int     `json:"version"`
			Job     *errand `json:"job"`
		}{e.version, e.jobs.Last()})
		if err != nil {
			panic("internal error: " + err.Error())
		}
		return string(data)
	})
}

// text answers with the text of event.toml and its version.
func (e *event) text(*http.Request) (any, error) {
	data, version, err := e.files.Read(owner.EventFile)
	return struct {
		Text    string `json:"text"`
		Version string `json:"version"`
	}{string(data), version}, err
}
