package desk

import (
	"encoding/json"
	"errors"
	"net/http"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/source"
	"lanyard/internal/input/roster"
	"lanyard/internal/work/local"
	"lanyard/internal/work/revise"
)

// maxBody is the largest request in bytes: a list of the largest size in base64, with what is around it.
const maxBody = roster.MaxFile*4/3 + 1<<20

// refusal is the answer to a request that was not carried out.
type refusal struct {
	Error    string           `json:"error"`
	Hint     string           `json:"hint,omitempty"`
	Problems []revise.Finding `json:"problems,omitempty"`
	File     string           `json:"file,omitempty"`   // of a stale write
	Mine     string           `json:"mine,omitempty"`   // the text that would have been written
	Theirs   string           `json:"theirs,omitempty"` // the text that is there
}

// action answers a POST with what f returns for its JSON body.
func action[T any](f func(T) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var in T
		body := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody))
		body.DisallowUnknownFields()
		if err := body.Decode(&in); err != nil {
			refuse(w, http.StatusBadRequest, refusal{Error: "the page has sent something that the desk does not know: " +
				err.Error(), Hint: "load the page again"})
			return
		}
		out, err := f(in)
		if err != nil {
			answerError(w, err)
			return
		}
		if out == nil {
			out = struct{}{}
		}
		local.SendJSON(w, out)
	}
}

// on is action for an open event.
func on[T any](d *desk, f func(*event, T) (any, error)) http.HandlerFunc {
	return d.of(func(e *event, w http.ResponseWriter, r *http.Request) {
		action(func(in T) (any, error) { return f(e, in) })(w, r)
	})
}

// shows answers a GET with what f returns for an open event.
func (d *desk) shows(f func(e *event, r *http.Request) (any, error)) http.HandlerFunc {
	return d.of(func(e *event, w http.ResponseWriter, r *http.Request) {
		out, err := f(e, r)
		if err != nil {
			answerError(w, err)
			return
		}
		local.SendJSON(w, out)
	})
}

// answerError answers with why something was not done.
func answerError(w http.ResponseWriter, err error) {
	var old *revise.Stale
	var known *fault.Error
	var problem source.Problem
	var problems source.Problems
	switch {
	case errors.As(err, &old):
		refuse(w, http.StatusConflict, refusal{Error: old.Error(), Hint: "look at both and make the change again",
			File: old.File, Mine: old.Mine, Theirs: old.Theirs})
	case errors.As(err, &problems):
		refuse(w, http.StatusUnprocessableEntity, refusal{Error: problems.Error(), Problems: revise.Findings(problems)})
	case errors.As(err, &problem):
		refuse(w, http.StatusUnprocessableEntity, refusal{Error: problem.Error(), Hint: problem.Hint})
	case errors.As(err, &known):
		refuse(w, http.StatusUnprocessableEntity, refusal{Error: err.Error(), Hint: fault.Hint(err)})
	default:
		refuse(w, http.StatusInternalServerError, refusal{Error: err.Error(), Hint: fault.Hint(err)})
	}
}

func refuse(w http.ResponseWriter, code int, why refusal) {
	data, err := json.Marshal(why)
	if err != nil {
		panic("internal error: " + err.Error())
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	w.Write(data) // the page may be gone
}
