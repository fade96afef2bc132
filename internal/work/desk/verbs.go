package desk

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/fault"
	"lanyard/internal/trust/registry"
	"lanyard/internal/work/batch"
	"lanyard/internal/work/folder"
	"lanyard/internal/work/history"
	"lanyard/internal/work/local"
	"lanyard/internal/work/people"
	"lanyard/internal/work/walkin"
)

// maxListed is the most files, people or differences listed on the page; the rest is counted.
const maxListed = 200

// wish is what the page asks to be made.
type wish struct {
	Only, One        string
	New, Zip, Merged bool
	Again, Force     bool
	Spares, Start    int
	Printer          string
	Where            string
}

// make makes papers as lanyard make and lanyard reprint do, as a job. It asks before papers are superseded.
func (e *event) make(in wish) (any, error) {
	switch {
	case in.Only != "" && in.Only != "badges" && in.Only != "certificates":
		return nil, fault.New(fmt.Sprintf("there are no papers %q", in.Only), "choose badges, certificates or both")
	case in.Spares < 0 || in.Spares > walkin.MaxSpares:
		return nil, fault.New(fmt.Sprintf("%d spares cannot be made", in.Spares), fmt.Sprintf("write a number up to %d", walkin.MaxSpares))
	case in.Start < 0:
		return nil, fault.New("a sheet begins at cell 1", "choose a cell of the sheet")
	}
	if in.Start == 1 {
		in.Start = 0 // a whole sheet, as without the option
	}
	j := batch.Job{Dir: e.dir, Now: e.Now(), Options: batch.Options{Only: in.Only, One: in.One, Where: in.Where, New: in.New,
		Again: in.Again, Spares: in.Spares, Start: in.Start, Printer: in.Printer, Merged: in.Merged, Zip: in.Zip, Force: in.Force}}
	return e.begin("make", func(ctx context.Context, of *running) (any, error) {
		var said []string
		j.Progress, j.Desk.Say = of.Progress, func(remark string) { said = append(said, remark) }
		j.Confirm = func(r *batch.Report) bool { return of.Ask(ctx, corrections(r)) }
		j.Ask = func(all []people.Doubt) (yes, answered bool) {
			return of.Ask(ctx, question{Kind: "doubts", Doubts: doubtsOf(all)}), ctx.Err() == nil
		}
		report, err := batch.Make(ctx, j)
		if ctx.Err() != nil && err != nil {
			return nil, context.Canceled
		}
		if err == nil {
			e.used()
		}
		result := summaryOf(report)
		result.Said = said
		return result, err
	})
}

// used notes that this user has made something with the keys of the event.
func (e *event) used() {
	if e.Used != nil {
		e.Used(e.dir)
	}
}

// corrections returns the question whether papers are to be superseded.
func corrections(r *batch.Report) question {
	q := question{Kind: "corrections", Design: r.Design}
	at := map[string]int{}
	for _, c := range r.Corrections {
		if _, known := at[c.ID]; known {
			continue // its certificate after its badge
		}
		if len(q.Corrections) == maxListed {
			q.More++
			continue
		}
		at[c.ID] = len(q.Corrections)
		q.Corrections = append(q.Corrections, correction{c.ID, c.Name, changes(c.Changes)})
	}
	for _, d := range r.Doubles[:min(len(r.Doubles), maxListed)] {
		q.Doubles = append(q.Doubles, double{d.ID, d.Name, d.Was})
	}
	return q
}

// changes describes what differs between a paper and the one before it.
func changes(all []history.Change) []string {
	lines := []string{}
	for _, c := range all {
		lines = append(lines, fmt.Sprintf("%s: %s → %s", c.Field, orNothing(c.Old), orNothing(c.New)))
	}
	return lines
}

func orNothing(s string) string {
	if s == "" {
		return "—"
	}
	return s
}

// difference is what has changed for a person since the last print.
type difference struct {
	What    string   `json:"what"` // added, changed, unearned or gone
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Kinds   []string `json:"kinds"`
	Changes []string `json:"changes"`
}

// diff compares the list with the last print, as lanyard diff does.
func (e *event) diff(struct{}) (any, error) {
	all, r, err := batch.Diff(e.ctx, batch.Job{Dir: e.dir, Now: e.Now()})
	if errors.Is(err, batch.ErrProblems) {
		return nil, r.Problems
	}
	if err != nil {
		return nil, err
	}
	out := struct {
		Differences []difference   `json:"differences"`
		Counts      map[string]int `json:"counts"`
		People      int            `json:"people"`
		Corrected   int            `json:"corrected"`
	}{[]difference{}, map[string]int{}, r.People, r.Mended}
	last := ""
	for _, d := range all {
		if who := d.What + "\x00" + d.ID; who != last {
			last = who
			out.Counts[d.What]++
			if len(out.Differences) < maxListed {
				out.Differences = append(out.Differences, difference{d.What, d.ID, d.Name, nil, []string{}})
			}
		}
		if n := len(out.Differences); out.Differences[n-1].ID == d.ID {
			one := &out.Differences[n-1]
			one.Kinds = append(one.Kinds, d.Kind.String())
			for _, c := range changes(d.Changes) {
				if !slices.Contains(one.Changes, c) {
					one.Changes = append(one.Changes, c)
				}
			}
		}
	}
	return out, nil
}

// walkin gives a spare badge to a person.
func (e *event) walkin(in walkin.Walkin) (any, error) {
	if strings.TrimSpace(in.Name) == "" {
		return nil, fault.New("the walk-in has no name", "write the name")
	}
	given, problems, err := walkin.Bind(e.ctx, e.dir, registry.Options{Now: e.Now()}, in)
	if errors.Is(err, folder.ErrProblems) {
		return nil, problems
	}
	if err != nil {
		return nil, err
	}
	e.load()
	return struct {
		ID    string `json:"id"`
		Known bool   `json:"known"` // a spare with that number was printed
		Again bool   `json:"again"` // it belonged to somebody else before
	}{given.ID, given.Spare != nil, given.Again}, nil
}

// made is a file of the output folder.
type made struct {
	Name string    `json:"name"`
	Size int64     `json:"size"`
	At   time.Time `json:"at"`
}

// sendFiles answers with the files of the output folder: those at its top first, then the certificates.
func (e *event) sendFiles(w http.ResponseWriter, _ *http.Request) {
	out := struct {
		Files []made `json:"files"`
		Total int    `json:"total"`
	}{Files: []made{}}
	root, err := os.OpenRoot(filepath.Join(e.dir, batch.OutDir))
	if err == nil {
		defer root.Close()
		var below []made
		fs.WalkDir(root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !offered(name) {
				return nil // a file that cannot be read is not offered
			}
			info, err := d.Info()
			if err != nil {
				return nil
			}
			one := made{name, info.Size(), info.ModTime()}
			if strings.Contains(name, "/") {
				below = append(below, one)
			} else {
				out.Files = append(out.Files, one)
			}
			return nil
		})
		out.Files = append(out.Files, below...)
	}
	out.Total = len(out.Files)
	out.Files = out.Files[:min(out.Total, maxListed)]
	local.SendJSON(w, out)
}

// kinds are the media types of the files that are served from the output folder, by extension.
var kinds = map[string]string{".pdf": "application/pdf", ".zip": "application/zip", ".json": "application/json"}

// offered reports whether a file of the output folder is one for the organiser.
func offered(name string) bool {
	return kinds[path.Ext(name)] != "" && !slices.ContainsFunc(strings.Split(name, "/"), func(part string) bool { return strings.HasPrefix(part, ".") })
}

// sendFile answers with a file of the output folder; with download=1 it is one to keep.
func (e *event) sendFile(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	if !offered(name) || !fs.ValidPath(name) {
		http.NotFound(w, r)
		return
	}
	root, err := os.OpenRoot(filepath.Join(e.dir, batch.OutDir))
	if err != nil {
		http.NotFound(w, r)
		return
	}
	defer root.Close()
	file, err := bundle.OpenInside(root, name)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		answerError(w, err)
		return
	}
	how := "inline"
	if r.FormValue("download") != "" {
		how = "attachment"
	}
	w.Header().Set("Content-Disposition", mime.FormatMediaType(how, map[string]string{"filename": path.Base(name)}))
	w.Header().Set("Content-Type", kinds[path.Ext(name)])
	w.Header().Del("Content-Security-Policy") // a browser shows a PDF with a page of its own, which the policy would stop
	http.ServeContent(w, r, "", info.ModTime(), file)
}
