package desk

import (
	"context"

	"lanyard/internal/work/job"
	"lanyard/internal/work/revise"
)

// errand is a job of an event, and errands its board.
type (
	errand  = job.Job[question, revise.Finding]
	errands = job.Board[question, revise.Finding]
	running = job.Run[question, revise.Finding]
)

// question is what a job asks before it goes on.
type question struct {
	Kind        string       `json:"kind"` // corrections or doubts
	Corrections []correction `json:"corrections,omitempty"`
	More        int          `json:"more,omitempty"` // corrections that are not listed
	Design      string       `json:"design,omitempty"`
	Doubles     []double     `json:"doubles,omitempty"`
	Doubts      []doubt      `json:"doubts,omitempty"`
}

// correction is a person whose papers get new numbers.
type correction struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Changes []string `json:"changes"` // "name: A -> B"; none: a fact of the whole event
}

// double is a person who is back under another id.
type double struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Was  string `json:"was"`
}

// begin starts a job unless one is running, and answers with its number.
func (e *event) begin(verb string, work func(ctx context.Context, r *running) (any, error)) (any, error) {
	number, err := e.jobs.Begin(verb, work)
	return struct {
		Job int `json:"job"`
	}{number}, err
}

// answer gives the answer to the question of a job.
func (e *event) answer(in struct {
	Job int
	Yes bool
}) (any, error) {
	return nil, e.jobs.Answer(in.Job, in.Yes)
}

// cancel stops a job. Files and ledger stay as they were.
func (e *event) cancel(in struct{ Job int }) (any, error) { return nil, e.jobs.Cancel(in.Job) }
