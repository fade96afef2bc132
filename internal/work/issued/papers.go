// Package issued answers a page about the papers of an event: which were issued and where they were printed, what has
// changed since, and how old their keys and the published site are. It also changes their states.
//
// # Decisions
//
// The ledger is the truth about papers, and it is read without a lock, so a page is also answered while papers are
// made. An event without a ledger has issued nothing; a ledger that cannot be read is an error.
package issued

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"time"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/paper"
	"lanyard/internal/trust/ledger"
	"lanyard/internal/trust/registry"
	"lanyard/internal/work/batch"
	"lanyard/internal/work/history"
	"lanyard/internal/work/owner"
)

// MaxListed is the most papers, people or files that a page lists; the rest is counted.
const MaxListed = 200

// Event is an event whose papers a page shows. All fields are required.
type Event struct {
	Dir string
	Now func() time.Time
}

// Papers are the papers that a page lists.
type Papers struct {
	Rows   []row          `json:"rows"`
	Total  int            `json:"total"`  // of those that were asked for, listed or not
	Counts map[string]int `json:"counts"` // of all papers, by state
	Runs   []ranAt        `json:"runs"`   // the last ones, the newest first
}

// row is a version of a paper.
type row struct {
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

// Papers returns the papers whose name, id or number contains q, the last versions first issued first, with all also
// those that were replaced. indexes are the places of people on the list by their ids.
func (e Event) Papers(ctx context.Context, q string, all bool, indexes map[string]int) (Papers, error) {
	q = strings.ToLower(strings.TrimSpace(q))
	out := Papers{[]row{}, 0, map[string]int{}, []ranAt{}}
	id := ""
	if found, err := owner.ReadEvent(e.Dir); err == nil {
		id = found.ID
	}
	err := registry.Read(e.Dir, func(l *ledger.Ledger) (err error) {
		out.Rows, out.Total, out.Counts = []row{}, 0, map[string]int{}
		for one, err := range l.All(ctx) {
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
			if out.Total++; len(out.Rows) == MaxListed {
				continue
			}
			r := row{ID: one.AttendeeID, Name: one.Name, Kind: one.Kind.String(), Version: one.Version,
				Number: one.Number.String(), State: one.State.String(), Since: one.Since, Reason: one.Reason, Issued: one.IssuedAt,
				Forgot: !one.Forgotten.IsZero(), Prints: []printing{}, Index: -1}
			if i, ok := indexes[one.AttendeeID]; ok {
				r.Index = i
			}
			if one.Version > 1 {
				r.Replaces = one.Replaces.String()
			}
			prints, err := l.Prints(one.Number)
			if err != nil {
				return err
			}
			for _, p := range prints {
				r.Prints = append(r.Prints, printing{p.File, p.Page, p.At})
			}
			out.Rows = append(out.Rows, r)
		}
		runs, err := l.Runs(id)
		slices.Reverse(runs)
		out.Runs = []ranAt{}
		for _, one := range runs[:min(len(runs), maxRuns)] {
			out.Runs = append(out.Runs, ranAt{one.Number, one.About, one.At, one.Papers, one.Printed})
		}
		return err
	})
	return out, unlessNone(err)
}

// unlessNone returns the error of reading the ledger, unless there is none, or nobody waits for the answer any more.
func unlessNone(err error) error {
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// Mark records that a run was printed, or was not: then its papers count as new again.
func (e Event) Mark(run int, printed bool) error {
	if run < 1 {
		return fault.New("there is no such run", "choose one that the page lists")
	}
	_, err := history.Runs(e.Dir, registry.Options{Now: e.Now()}, run, printed)
	return err
}

// states are the states that the page may set.
var states = map[string]ledger.State{"revoke": ledger.Revoked, "suspend": ledger.Suspended, "reinstate": ledger.Valid}

// SetState revokes, suspends or reinstates papers, and returns how many it changed: what is a number, or the id of a
// person; only is a kind of paper, or empty. The error has a hint for what was asked wrongly.
func (e Event) SetState(verb, what, only, reason string) (changed int, err error) {
	to, known := states[verb]
	if !known {
		return 0, fault.New("a paper cannot be made "+verb, "choose what the page offers")
	}
	if to != ledger.Valid && strings.TrimSpace(reason) == "" {
		return 0, fault.New("there is no reason: somebody will ask for it",
			"write why; it stays in the ledger and is not published")
	}
	var kind *paper.Kind
	if only != "" {
		one, ok := paper.ParseKind(only)
		if !ok {
			return 0, fault.New("there is no paper "+only, "choose badge or certificate")
		}
		kind = &one
	}
	view, err := owner.View(e.Dir)
	if err != nil {
		return 0, err
	}
	err = e.withDesk(registry.Options{Event: view}, func(d *registry.Desk) error {
		entries, err := d.Find(what, kind)
		if err != nil {
			return err
		}
		already, err := d.Change(to, reason, entries)
		changed = len(entries) - len(already)
		return err
	})
	return changed, err
}

// withDesk opens the desk of the event for f.
func (e Event) withDesk(o registry.Options, f func(*registry.Desk) error) (err error) {
	o.Now = e.Now()
	d, err := registry.Open(e.Dir, o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	return f(d)
}

// Reissue gives a person's papers new numbers, from the list as it is now, and returns them; only is a kind of paper,
// or empty. The error may be the problems of the event.
func (e Event) Reissue(ctx context.Context, id, only string) (numbers []string, err error) {
	j := batch.Job{Dir: e.Dir, Now: e.Now(), Options: batch.Options{One: id, Yes: true}} // naming a single person is confirmation enough
	if only != "" {
		j.Only = only + "s"
	}
	replaced, report, err := batch.Reissue(ctx, j)
	if errors.Is(err, batch.ErrProblems) {
		return nil, report.Problems
	}
	if err != nil {
		return nil, err
	}
	numbers = []string{}
	for _, r := range replaced {
		numbers = append(numbers, r.New.Number.String())
	}
	return numbers, nil
}
