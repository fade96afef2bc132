// Package desk is a local web page on which an organiser does everything that an event needs, in an organiser's words: a
// new event, its people, printing, what was issued, the verification page. What stays on the command line is listed in
// lanyard help desk, with the reasons.
//
// The page is only for the person at this machine (package local). The files stay the truth: what the page does is a
// readable change of the files (package revise) or a verb of package batch or issued, and a change of the files by
// anybody else appears on the page. A change states the version of the file that it was made from; if the file is
// another one by now, nothing is written and both texts are shown.
//
// # Decisions
//
// Nothing outside an event's folder is read or written, except when a new event is made, and no route serves keys or
// the ledger: files are served from the output folder alone. Long verbs run one at a time for each event, as the
// ledger's lock would have it anyway; closing the browser does not end them, ending the desk does, as Ctrl+C ends the
// command.
package desk

import (
	"context"
	"embed"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"

	"lanyard/internal/base/fault"
	"lanyard/internal/input/roster"
	"lanyard/internal/trust/discover"
	"lanyard/internal/work/create"
	"lanyard/internal/work/local"
	"lanyard/internal/work/owner"
)

// maxOpen is the most events open at a time: each is watched.
const maxOpen = 20

// exampleSize is the number of people at the event to try things with.
const exampleSize = 24

// files is the page.
//
//go:embed page
var files embed.FS

// Options say what the desk works with. Random and Now are required.
type Options struct {
	Dir    string // the event to show first; empty: the page with all of them
	Port   int    // on the loopback interface; 0: any free port
	Random io.Reader
	Now    func() time.Time
	Recent string              // file with the events that were open; empty: they are not kept
	Home   string              // the folder in which new events are proposed
	Used   func(dir string)    // notes that this user has made something with the keys of dir; may be nil
	Say    func(remark string) // says what went wrong besides what was asked for; may be nil
}

// Serve serves the desk until ctx ends, which is not an error. It calls ready with the address of the page, that of
// Options.Dir if there is one, once it can be opened. An event in Options.Dir that cannot be opened is an error.
func Serve(ctx context.Context, o Options, ready func(url string)) error {
	ctx, stop := context.WithCancel(ctx)
	d := &desk{Options: o, ctx: ctx, events: map[string]*event{}}
	defer d.group.Wait()
	defer stop()
	first, opening := "", error(nil)
	serving := local.Serve(ctx, local.Options{Name: "desk", Port: o.Port, Random: o.Random}, func(root string) http.Handler {
		d.root = root
		if o.Dir != "" {
			e, err := d.open(o.Dir)
			if err == nil {
				first = "#" + e.id
			} else {
				opening = err
				stop() // nothing is served
			}
		}
		return d.handler()
	}, func(url string) {
		if opening == nil {
			ready(url + first)
		}
	})
	if opening != nil {
		return opening
	}
	return serving
}

// desk is the page and the events that are open.
type desk struct {
	Options
	ctx   context.Context // ends with the desk
	group sync.WaitGroup  // watchers and jobs
	root  string          // of every path

	opening sync.Mutex // held while an event is opened

	mu     sync.Mutex // guards the fields below and the file Recent
	events map[string]*event
	unkept bool // that the file Recent cannot be written was said
}

func (d *desk) handler() http.Handler {
	mux := http.NewServeMux()
	page, err := fs.Sub(files, "page")
	if err != nil {
		panic("internal error: " + err.Error())
	}
	local.Files(mux, d.root, page)
	get := func(path string, f http.HandlerFunc) { mux.HandleFunc("GET "+d.root+"/"+path, f) }
	post := func(path string, f http.HandlerFunc) { mux.HandleFunc("POST "+d.root+"/"+path, f) }

	get("start.json", func(w http.ResponseWriter, _ *http.Request) { local.SendJSON(w, d.start()) })
	get("place.json", func(w http.ResponseWriter, r *http.Request) { local.SendJSON(w, d.place(r.FormValue("folder"))) })
	post("open", action(d.openEvent))
	post("new", action(d.newEvent))
	post("example", action(d.newExample))

	of := "event/{event}/"
	get(of+"state.json", d.shows((*event).state))
	get(of+"people.json", d.shows((*event).people))
	get(of+"changes", d.of((*event).changes))
	get(of+"files.json", d.shows((*event).output))
	get(of+"file/{name...}", d.of((*event).sendFile))
	get(of+"text.json", d.shows((*event).text))
	get(of+"issued.json", d.shows((*event).listIssued))
	get(of+"printed/{number}/picture.png", d.of((*event).sendPrinted))
	get(of+"printed/{number}/changes.json", d.shows((*event).paperChanges))
	get(of+"site.json", d.shows((*event).siteState))
	get(of+"mail.json", d.shows((*event).mail))
	get(of+"stocks.json", d.shows((*event).stocks))
	get(of+"testsheet.pdf", d.of((*event).testSheet))
	get(of+"proof.pdf", d.of((*event).proof))
	get(of+"papers/", d.of(func(e *event, w http.ResponseWriter, r *http.Request) { e.papers.ServeHTTP(w, r) }))
	mux.HandleFunc(d.root+"/"+of+"design/", d.of(func(e *event, w http.ResponseWriter,
		r *http.Request) {
		e.design.ServeHTTP(w, r)
	}))

	post(of+"cells", on(d, (*event).correct))
	post(of+"merge", on(d, (*event).merge))
	post(of+"column", on(d, (*event).column))
	post(of+"alias", on(d, (*event).alias))
	post(of+"role", on(d, (*event).role))
	post(of+"rule", on(d, (*event).rule))
	post(of+"printer", on(d, (*event).offsets))
	post(of+"sheet", on(d, (*event).sheet))
	post(of+"adopt", on(d, (*event).adopt))
	post(of+"text", on(d, (*event).writeText))
	post(of+"list", on(d, (*event).newList))
	post(of+"make", on(d, (*event).make))
	post(of+"answer", on(d, (*event).answer))
	post(of+"cancel", on(d, (*event).cancel))
	post(of+"change", on(d, (*event).change))
	post(of+"mark", on(d, (*event).mark))
	post(of+"reissue", on(d, (*event).reissue))
	post(of+"forget", on(d, (*event).forget))
	post(of+"walkin", on(d, (*event).walkin))
	post(of+"diff", on(d, (*event).diff))
	post(of+"site", on(d, (*event).site))
	post(of+"sitecheck", on(d, (*event).siteCheck))
	post(of+"freeze", on(d, (*event).freeze))
	post(of+"ledger", on(d, (*event).checkLedger))
	return mux
}

// of calls f with the event that a path names.
func (d *desk) of(f func(e *event, w http.ResponseWriter, r *http.Request)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if e := d.event(r); e != nil {
			f(e, w, r)
		} else {
			http.NotFound(w, r)
		}
	}
}

// event returns the open event that a path names, or nil.
func (d *desk) event(r *http.Request) *event {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.events[r.PathValue("event")]
}

// start is what the first page shows.
type start struct {
	Recent []recent `json:"recent"`
	Home   string   `json:"home"`
}

func (d *desk) start() start {
	d.mu.Lock()
	defer d.mu.Unlock()
	return start{readRecent(d.Recent), d.Home}
}

// place is what is known of the folder of a new event.
type place struct {
	Issuer string `json:"issuer"` // file of the issuer whose folder it lies in; "": none
}

// place answers whose folder a new event would lie in: there issuer.toml says who certifies.
func (d *desk) place(folder string) place {
	if up := filepath.Dir(d.absolute(folder)); folder != "" && discover.IsIssuer(up) {
		return place{filepath.Join(up, discover.IssuerToml)}
	}
	return place{}
}

// absolute returns the path of a folder as it is typed: in the home folder, unless it begins at the root.
func (d *desk) absolute(folder string) string {
	if filepath.IsAbs(folder) {
		return folder
	}
	return filepath.Join(d.Home, folder)
}

// opened names an event that was opened.
type opened struct {
	Event string `json:"event"`
}

func (d *desk) openEvent(in struct{ Dir string }) (any, error) {
	in.Dir = d.absolute(in.Dir)
	if discover.IsIssuer(in.Dir) {
		return nil, fault.New(fmt.Sprintf("%q is the folder of an issuer of several events", in.Dir),
			"open one of the events in it")
	}
	if _, err := os.Stat(filepath.Join(in.Dir, owner.EventFile)); err != nil {
		return nil, fault.New(fmt.Sprintf("there is no event in %q", in.Dir),
			"name the folder in which event.toml lies, or make a new event")
	}
	e, err := d.open(in.Dir)
	if err != nil {
		return nil, err
	}
	return opened{e.id}, nil
}

// fresh is a new event as the page describes it.
type fresh struct {
	Folder, Title, Issuer, Verify, Start, End, Languages, ListName string

	List []byte
}

func (d *desk) newEvent(in fresh) (any, error) {
	if in.Title == "" {
		return nil, fault.New("the event has no title", "write the title as it is to be printed")
	}
	if in.List != nil && roster.ListFile(in.ListName) && !roster.IsList(in.List, roster.Options{}) {
		if _, problems := roster.Read(in.ListName, in.List, roster.Options{}); problems.Err() != nil {
			for _, p := range problems {
				if p.Line == 0 { // the file itself cannot be read; faults in its rows are corrected later
					return nil, p
				}
			}
		}
	}
	return d.create(in.Folder, create.Facts{Title: in.Title, Issuer: in.Issuer, Verify: in.Verify, Start: in.Start,
		End: in.End, Languages: in.Languages, ListName: in.ListName, List: in.List})
}

func (d *desk) newExample(in struct{ Folder, Title string }) (any, error) {
	return d.create(in.Folder, create.Facts{Title: in.Title, Invented: exampleSize})
}

// create makes an event in a new folder and opens it.
func (d *desk) create(folder string, facts create.Facts) (any, error) {
	if folder == "" {
		return nil, fault.New("the event has no folder", "name a folder that is new or empty")
	}
	folder = d.absolute(folder)
	if err := facts.Event(folder); err != nil {
		return nil, err
	}
	e, err := d.open(folder)
	if err != nil {
		return nil, err
	}
	return opened{e.id}, nil
}
