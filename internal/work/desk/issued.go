package desk

import (
	"errors"
	"net/http"
	"strconv"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/locale"
	"lanyard/internal/work/held"
	"lanyard/internal/work/issued"
	"lanyard/internal/work/local"
)

// issued returns what was issued for the event.
func (e *event) issued() issued.Event { return issued.Event{Dir: e.dir, Now: e.Now} }

// listIssued answers with the papers that contain "q", with "all" also those that were replaced.
func (e *event) listIssued(r *http.Request) (any, error) {
	return e.issued().Papers(r.Context(), r.FormValue("q"), r.FormValue("all") != "", e.indexes())
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

// paperChanges answers with what a paper would say if it were printed now.
func (e *event) paperChanges(r *http.Request) (any, error) {
	return e.issued().Changes(r.Context(), r.PathValue("number"))
}

// sendPrinted answers with a picture of the page on which a paper was last printed, as its file has it.
func (e *event) sendPrinted(w http.ResponseWriter, r *http.Request) {
	width, _ := strconv.Atoi(r.FormValue("width")) // without one, the least
	picture, err := e.issued().Picture(r.Context(), r.PathValue("number"), width)
	switch {
	case errors.Is(err, held.ErrAbsent):
		refuse(w, http.StatusNotFound, refusal{Error: err.Error()})
	case err != nil:
		answerError(w, err)
	default:
		local.Send(w, "image/png", picture)
	}
}

// mail answers with what became of the letters of the event.
func (e *event) mail(r *http.Request) (any, error) { return e.issued().Mail(r.Context()) }

// siteState answers with how old the site is, and whether anything has been issued or revoked since.
func (e *event) siteState(r *http.Request) (any, error) { return e.issued().Site(r.Context()) }

// diff compares the list with the last print.
func (e *event) diff(struct{}) (any, error) { return e.issued().Differences(e.ctx) }

// mark records that a run was printed, or was not.
func (e *event) mark(in struct {
	Run     int
	Printed bool
}) (any, error) {
	return nil, e.issued().Mark(in.Run, in.Printed)
}

// change revokes, suspends or reinstates papers.
func (e *event) change(in struct{ Verb, What, Only, Reason string }) (any, error) {
	changed, err := e.issued().SetState(in.Verb, in.What, in.Only, in.Reason)
	if err != nil {
		return nil, err
	}
	e.used(e.dir)
	return struct {
		Changed int `json:"changed"`
	}{changed}, nil
}

// reissue gives a person's papers new numbers.
func (e *event) reissue(in struct{ ID, Only string }) (any, error) {
	numbers, err := e.issued().Reissue(e.ctx, in.ID, in.Only)
	if err != nil {
		return nil, err
	}
	e.used(e.dir)
	return struct {
		Numbers []string `json:"numbers"`
	}{numbers}, nil
}

// forget answers with what forgetting somebody comes to, or everybody if the event ended before a day. With the number
// of papers that was answered before, it forgets them.
func (e *event) forget(in struct {
	What, Before string
	Keep         bool
	Sure         int
}) (any, error) {
	whom := issued.Whom{What: in.What, Keep: in.Keep}
	if in.What == "" {
		day, err := locale.ParseDate(in.Before)
		if err != nil {
			return nil, fault.New("nobody is named, and there is no day", "choose a person, or write a day like 2025-01-31")
		}
		whom.Before = day.Days()
	}
	done, err := e.issued().Forget(e.ctx, whom, in.Sure)
	if err == nil && done.Done {
		e.used(e.dir)
		e.load(e.dir) // papers that are shown depend on the ledger, too
	}
	return done, err
}

// adopt takes the event into the folder of its issuer.
func (e *event) adopt(struct{}) (any, error) {
	home, a, err := e.issued().Adopt(e.ctx)
	if err != nil {
		return nil, err
	}
	e.used(home)
	e.load()
	return struct {
		Papers int    `json:"papers"`
		Kept   string `json:"kept"`
	}{a.Papers, a.Kept}, nil
}
