package desk

import (
	"context"
	"errors"
	"io/fs"
	"net/http"
	"slices"
	"strings"
	"time"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/paper"
	"lanyard/internal/trust/ledger"
	"lanyard/internal/trust/registry"
	"lanyard/internal/work/batch"
	"lanyard/internal/work/history"
	"lanyard/internal/work/local"
	"lanyard/internal/work/owner"
)

// issuedRow is a version of a paper.
type issuedRow struct {
	ID       string     `json:"id"`
	Name     string     `json:"name"`
	Kind     string     `json:"kind"`
	Version  int        `json:"version"`
	Number   string     `json:"number"`
	State    string     `json:"state"`
	Since    time.Time  `json:"since"`
	Reason   string     `json:"reason,omitempty"`
	Issued   time.Time  `json:"issued"`
	Prints   []printing `json:"prints"`
	Forgot   bool       `json:"forgotten,omitempty"`
	Replaces string     `json:"replaces,omitempty"`
	Index    int        `json:"index"` // of the person on the list, for pictures; -1: not on it
}

// maxRuns is the number of runs listed on the page.
const maxRuns = 20

// ranAt is a run that made papers.
type ranAt struct {
	Number  int       `json:"number"`
	About   string    `json:"about"`
	At      time.Time `json:"at"`
	Papers  int       `json:"papers"`
	Printed bool      `json:"printed"`
}

// printing is where and when a paper was printed.
type printing struct {
	File string    `json:"file"`
	Page int       `json:"page"`
	At   time.Time `json:"at"`
}

// sendIssued answers with the papers whose name, id or number contains "q", the last versions first issued first, with
// "all" also those that were replaced. It takes no lock, so it also answers while papers are made.
func (e *event) sendIssued(w http.ResponseWriter, r *http.Request) {
	q, all := strings.ToLower(strings.TrimSpace(r.FormValue("q"))), r.FormValue("all") != ""
	out := struct {
		Rows   []issuedRow    `json:"rows"`
		Total  int            `json:"total"`
		Counts map[string]int `json:"counts"`
		Runs   []ranAt        `json:"runs"` // the last ones, the newest first
	}{[]issuedRow{}, 0, map[string]int{}, []ranAt{}}
	id := ""
	if found, err := owner.ReadEvent(e.dir); err == nil {
		id = found.ID
	}
	indexes := e.indexes()
	err := registry.Read(e.dir, func(l *ledger.Ledger) (err error) {
		out.Rows, out.Total, out.Counts = []issuedRow{}, 0, map[string]int{}
		for one, err := range l.All(r.Context()) {
			if err != nil {
				return err
			}
			if one.EventID != id {
				continue
			}
			out.Counts[one.State.String()]++
			if !all && one.State == ledger.Superseded ||
				q != "" && !strings.Contains(strings.ToLower(one.Name+"\x00"+one.AttendeeID+"\x00"+one.Number.String()), q) {
				continue
			}
			if out.Total++; len(out.Rows) == maxListed {
				continue
			}
			row := issuedRow{ID: one.AttendeeID, Name: one.Name, Kind: one.Kind.String(), Version: one.Version, Number: one.Number.String(),
				State: one.State.String(), Since: one.Since, Reason: one.Reason, Issued: one.IssuedAt, Forgot: !one.Forgotten.IsZero(), Prints: []printing{}, Index: -1}
			if i, ok := indexes[one.AttendeeID]; ok {
				row.Index = i
			}
			if one.Version > 1 {
				row.Replaces = one.Replaces.String()
			}
			prints, err := l.Prints(one.Number)
			if err != nil {
				return err
			}
			for _, p := range prints {
				row.Prints = append(row.Prints, printing{p.File, p.Page, p.At})
			}
			out.Rows = append(out.Rows, row)
		}
		runs, err := l.Runs(id)
		slices.Reverse(runs)
		out.Runs = []ranAt{}
		for _, one := range runs[:min(len(runs), maxRuns)] {
			out.Runs = append(out.Runs, ranAt{one.Number, one.About, one.At, one.Papers, one.Printed})
		}
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, context.Canceled) {
		answerError(w, err)
		return
	}
	local.SendJSON(w, out)
}

// indexes returns the places of the people on the list by their ids.
func (e *event) indexes() map[string]int {
	e.mu.Lock()
	defer e.mu.Unlock()
	out := map[string]int{}
	if e.list != nil {
		for i := range e.list.People {
			out[e.list.People[i].ID] = i
		}
	}
	return out
}

// mark records that a run was printed, or was not: then its papers count as new again.
func (e *event) mark(in struct {
	Run     int
	Printed bool
}) (any, error) {
	if in.Run < 1 {
		return nil, fault.New("there is no such run", "choose one that the page lists")
	}
	if _, err := history.Runs(e.dir, registry.Options{Now: e.Now()}, in.Run, in.Printed); err != nil {
		return nil, err
	}
	return nil, nil
}

// states are the states that the page may set.
var states = map[string]ledger.State{"revoke": ledger.Revoked, "suspend": ledger.Suspended, "reinstate": ledger.Valid}

// change revokes, suspends or reinstates papers: what is a number, or the id of a person.
func (e *event) change(in struct{ Verb, What, Only, Reason string }) (any, error) {
	to, known := states[in.Verb]
	if !known {
		return nil, fault.New("a paper cannot be made "+in.Verb, "choose what the page offers")
	}
	if to != ledger.Valid && strings.TrimSpace(in.Reason) == "" {
		return nil, fault.New("there is no reason: somebody will ask for it", "write why; it stays in the ledger and is not published")
	}
	var kind *paper.Kind
	if in.Only != "" {
		one, ok := paper.ParseKind(in.Only)
		if !ok {
			return nil, fault.New("there is no paper "+in.Only, "choose badge or certificate")
		}
		kind = &one
	}
	view, err := owner.View(e.dir)
	if err != nil {
		return nil, err
	}
	var changed int
	err = e.withDesk(registry.Options{Event: view}, func(d *registry.Desk) error {
		entries, err := d.Find(in.What, kind)
		if err != nil {
			return err
		}
		already, err := d.Change(to, in.Reason, entries)
		changed = len(entries) - len(already)
		return err
	})
	if err != nil {
		return nil, err
	}
	e.used()
	return struct {
		Changed int `json:"changed"`
	}{changed}, nil
}

// withDesk opens the desk of the event for f.
func (e *event) withDesk(o registry.Options, f func(*registry.Desk) error) (err error) {
	o.Now = e.Now()
	d, err := registry.Open(e.dir, o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	return f(d)
}

// reissue gives a person's papers new numbers, from the list as it is now.
func (e *event) reissue(in struct{ ID, Only string }) (any, error) {
	j := batch.Job{Dir: e.dir, Now: e.Now(), Options: batch.Options{One: in.ID, Yes: true}} // naming a single person is confirmation enough
	if in.Only != "" {
		j.Only = in.Only + "s"
	}
	replaced, report, err := batch.Reissue(e.ctx, j)
	if errors.Is(err, batch.ErrProblems) {
		return nil, report.Problems
	}
	if err != nil {
		return nil, err
	}
	e.used()
	numbers := []string{}
	for _, r := range replaced {
		numbers = append(numbers, r.New.Number.String())
	}
	return struct {
		Numbers []string `json:"numbers"`
	}{numbers}, nil
}
