package desk

import (
	"errors"
	"net/http"
	"path/filepath"
	"strconv"

	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/ledger"
	"lanyard/internal/trust/registry"
	"lanyard/internal/work/batch"
	"lanyard/internal/work/held"
	"lanyard/internal/work/local"
)

// minPicture and maxPicture limit the width of a picture of a printed page in pixels.
const minPicture, maxPicture = 100, 2400

// printsOf returns the prints of the paper that a path names.
func (e *event) printsOf(r *http.Request) (number credential.Number, prints []ledger.Print, err error) {
	if number, err = credential.ParseNumber(r.PathValue("number")); err != nil {
		return number, nil, err
	}
	err = registry.Read(e.dir, func(l *ledger.Ledger) (err error) {
		prints, err = l.Prints(number)
		return err
	})
	return number, prints, err
}

// sendPrinted answers with a picture of the page on which a paper was last printed, as its file has it.
func (e *event) sendPrinted(w http.ResponseWriter, r *http.Request) {
	number, prints, err := e.printsOf(r)
	width, _ := strconv.Atoi(r.FormValue("width")) // without one, the least
	var picture []byte
	if err == nil {
		picture, _, err = held.Picture(r.Context(), filepath.Join(e.dir, batch.OutDir), number.String(), prints,
			max(minPicture, min(maxPicture, width)))
	}
	switch {
	case errors.Is(err, held.ErrAbsent):
		refuse(w, http.StatusNotFound, refusal{Error: err.Error()})
	case err != nil:
		answerError(w, err)
	default:
		local.Send(w, "image/png", picture)
	}
}

// sendChanges answers with what a paper would say if it were printed now, where that differs from the ledger.
func (e *event) sendChanges(w http.ResponseWriter, r *http.Request) {
	number, _, err := e.printsOf(r)
	if err != nil {
		answerError(w, err)
		return
	}
	out := struct {
		Differs bool     `json:"differs"`
		What    string   `json:"what,omitempty"` // added, changed, unearned or gone
		Changes []string `json:"changes"`
	}{Changes: []string{}}
	all, report, err := batch.Diff(r.Context(), batch.Job{Dir: e.dir, Now: e.Now()})
	if errors.Is(err, batch.ErrProblems) {
		err = report.Problems
	}
	if err != nil {
		answerError(w, err)
		return
	}
	for _, d := range all {
		if d.Number == number {
			out.Differs, out.What, out.Changes = true, d.What, changes(d.Changes)
		}
	}
	local.SendJSON(w, out)
}
