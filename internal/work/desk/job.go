package desk

import (
	"context"
	"errors"
	"time"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/source"
	"lanyard/internal/work/folder"
)

// The states of a job.
const (
	running   = "running"
	asking    = "asking" // it waits for an answer
	done      = "done"
	failed    = "failed"
	cancelled = "cancelled"
)

// redrawn is the least time between two reports of progress, about as short as the eye can follow.
const redrawn = 100 * time.Millisecond

// job is a verb that takes long. Its fields are guarded by the event.
type job struct {
	ID       int       `json:"id"` // 1, 2, 3, ... for each event
	Verb     string    `json:"verb"`
	State    string    `json:"state"`
	Done     int       `json:"done"`
	Total    int       `json:"total"` // 0: nobody knows how far it is
	Question *question `json:"question,omitempty"`
	Result   any       `json:"result,omitempty"`
	Error    string    `json:"error,omitempty"`
	Hint     string    `json:"hint,omitempty"`
	Problems []finding `json:"problems,omitempty"`

	cancel context.CancelFunc
	answer chan bool
	drawn  time.Time
}

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

// begin starts a job unless one is running. work gets a context that ends when the job is cancelled or the desk ends.
func (e *event) begin(verb string, work func(ctx context.Context, j *job) (any, error)) (any, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.job != nil && e.job.busy() {
		return nil, fault.New("something is being made already", "wait until it is done, or stop it")
	}
	number := 1
	if e.job != nil {
		number = e.job.ID + 1
	}
	ctx, cancel := context.WithCancel(e.ctx)
	j := &job{ID: number, Verb: verb, State: running, cancel: cancel, answer: make(chan bool, 1)}
	e.job = j
	e.group.Go(func() {
		defer cancel()
		result, err := work(ctx, j)
		e.finish(j, result, err)
	})
	e.bell.Ring()
	return struct {
		Job int `json:"job"`
	}{number}, nil
}

// busy reports whether the job has not ended.
func (j *job) busy() bool { return j.State == running || j.State == asking }

// finish records how a job has ended.
func (e *event) finish(j *job, result any, err error) {
	e.mu.Lock()
	defer func() {
		e.mu.Unlock()
		e.bell.Ring()
	}()
	j.Question, j.Result, j.State = nil, result, done
	var problems source.Problems
	switch {
	case err == nil:
	case errors.Is(err, context.Canceled):
		j.State, j.Result = cancelled, nil
	case errors.Is(err, folder.ErrProblems):
		j.State, j.Error = failed, err.Error()
	case errors.As(err, &problems):
		j.State, j.Error, j.Problems = failed, problems.Error(), findings(problems)
	default:
		j.State, j.Error, j.Hint = failed, err.Error(), fault.Hint(err)
	}
}

// progress returns the function that reports how far a job is.
func (e *event) progress(j *job) func(done, total int) {
	return func(done, total int) {
		e.mu.Lock()
		j.Done, j.Total = done, total
		now := time.Now()
		ring := done == total || now.Sub(j.drawn) >= redrawn
		if ring {
			j.drawn = now
		}
		e.mu.Unlock()
		if ring {
			e.bell.Ring()
		}
	}
}

// ask asks the page a question and waits for the answer; false when the job is cancelled.
func (e *event) ask(ctx context.Context, j *job, q question) bool {
	set := func(state string, q *question) {
		e.mu.Lock()
		j.State, j.Question = state, q
		e.mu.Unlock()
		e.bell.Ring()
	}
	set(asking, &q)
	defer set(running, nil)
	select {
	case yes := <-j.answer:
		return yes
	case <-ctx.Done():
		return false
	}
}

// answer gives the answer to the question of a job.
func (e *event) answer(in struct {
	Job int
	Yes bool
}) (any, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.job == nil || e.job.ID != in.Job || e.job.State != asking {
		return nil, fault.New("nothing is being asked any more", "look at the page as it is now")
	}
	select {
	case e.job.answer <- in.Yes:
	default: // it was answered already
	}
	return nil, nil
}

// cancel stops a job. Files and ledger stay as they were.
func (e *event) cancel(in struct{ Job int }) (any, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.job == nil || e.job.ID != in.Job || !e.job.busy() {
		return nil, fault.New("that has ended already", "look at the page as it is now")
	}
	e.job.cancel()
	return nil, nil
}
