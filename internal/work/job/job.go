// Package job runs the long verbs of a page, one at a time: how far one is, what it asks before it goes on, how it
// ended.
package job

import (
	"context"
	"errors"
	"sync"
	"time"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/source"
	"lanyard/internal/work/folder"
)

// State is how far a job is.
type State string

// The states of a job.
const (
	Running   State = "running"
	Asking    State = "asking" // it waits for an answer
	Done      State = "done"
	Failed    State = "failed"
	Cancelled State = "cancelled"
)

// redrawn is the least time between two reports of progress, about as short as the eye can follow.
const redrawn = 100 * time.Millisecond

// Job is a verb that takes long, as a page shows it. Q is what it asks, P a problem.
type Job[Q, P any] struct {
	ID       int    `json:"id"` // 1, 2, 3, ... on each board
	Verb     string `json:"verb"`
	State    State  `json:"state"`
	Done     int    `json:"done"`
	Total    int    `json:"total"` // 0: nobody knows how far it is
	Question *Q     `json:"question,omitempty"`
	Result   any    `json:"result,omitempty"`
	Error    string `json:"error,omitempty"`
	Hint     string `json:"hint,omitempty"`
	Problems []P    `json:"problems,omitempty"`
}

// Busy reports whether the job has not ended.
func (j *Job[Q, P]) Busy() bool { return j.State == Running || j.State == Asking }

// Board has the last job. It may be used by several goroutines.
type Board[Q, P any] struct {
	ctx      context.Context
	group    *sync.WaitGroup
	ring     func()
	describe func(source.Problems) []P

	mu   sync.Mutex // guards the fields below
	last *Run[Q, P] // nil: none yet
}

// New returns a board without a job. Jobs end with ctx, and group waits for them; ring is called whenever the job has
// changed, and describe returns problems as the page shows them.
func New[Q, P any](ctx context.Context, group *sync.WaitGroup, ring func(),
	describe func(source.Problems) []P) *Board[Q, P] {
	return &Board[Q, P]{ctx: ctx, group: group, ring: ring, describe: describe}
}

// Run is a job for the verb that it runs.
type Run[Q, P any] struct {
	board  *Board[Q, P]
	shown  Job[Q, P] // guarded by the board
	cancel context.CancelFunc
	answer chan bool
	drawn  time.Time
}

// Last returns the last job as it is now, or nil.
func (b *Board[Q, P]) Last() *Job[Q, P] {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.last == nil {
		return nil
	}
	now := b.last.shown
	return &now
}

// Begin starts a job and returns its number. work gets a context that ends when the job is cancelled or the board's
// context ends. The error, with a hint, is that another job is running.
func (b *Board[Q, P]) Begin(verb string, work func(ctx context.Context, r *Run[Q, P]) (any, error)) (number int,
	err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	number = 1
	if b.last != nil {
		if b.last.shown.Busy() {
			return 0, fault.New("something is being made already", "wait until it is done, or stop it")
		}
		number = b.last.shown.ID + 1
	}
	ctx, cancel := context.WithCancel(b.ctx)
	r := &Run[Q, P]{board: b, shown: Job[Q, P]{ID: number, Verb: verb, State: Running}, cancel: cancel,
		answer: make(chan bool, 1)}
	b.last = r
	b.group.Go(func() {
		defer cancel()
		result, err := work(ctx, r)
		r.change(func(j *Job[Q, P]) { r.finish(j, result, err) })
	})
	b.ring()
	return number, nil
}

// change changes what is shown of a job, and rings.
func (r *Run[Q, P]) change(f func(j *Job[Q, P])) {
	r.board.mu.Lock()
	f(&r.shown)
	r.board.mu.Unlock()
	r.board.ring()
}

// finish records how a job has ended.
func (r *Run[Q, P]) finish(j *Job[Q, P], result any, err error) {
	j.Question, j.Result, j.State = nil, result, Done
	var problems source.Problems
	switch {
	case err == nil:
	case errors.Is(err, context.Canceled):
		j.State, j.Result = Cancelled, nil
	case errors.Is(err, folder.ErrProblems):
		j.State, j.Error = Failed, err.Error()
	case errors.As(err, &problems):
		j.State, j.Error, j.Problems = Failed, problems.Error(), r.board.describe(problems)
	default:
		j.State, j.Error, j.Hint = Failed, err.Error(), fault.Hint(err)
	}
}

// Progress reports how far the job is.
func (r *Run[Q, P]) Progress(done, total int) {
	r.board.mu.Lock()
	r.shown.Done, r.shown.Total = done, total
	now := time.Now()
	ring := done == total || now.Sub(r.drawn) >= redrawn
	if ring {
		r.drawn = now
	}
	r.board.mu.Unlock()
	if ring {
		r.board.ring()
	}
}

// Ask asks the page a question and returns the answer; false when the job is cancelled.
func (r *Run[Q, P]) Ask(ctx context.Context, q Q) bool {
	r.change(func(j *Job[Q, P]) { j.State, j.Question = Asking, &q })
	select {
	case yes := <-r.answer:
		return yes
	case <-ctx.Done():
		r.change(func(j *Job[Q, P]) {
			j.State, j.Question = Running, nil
			select {
			case <-r.answer: // it came with the end, and is not for the next question
			default:
			}
		})
		return false
	}
}

// Answer answers the question of a job, which goes on. The error, with a hint, is that it asks nothing any more.
func (b *Board[Q, P]) Answer(number int, yes bool) error {
	b.mu.Lock()
	r := b.last
	if r == nil || r.shown.ID != number || r.shown.State != Asking {
		b.mu.Unlock()
		return fault.New("nothing is being asked any more", "look at the page as it is now")
	}
	r.shown.State, r.shown.Question = Running, nil // a question is answered once
	r.answer <- yes                                // there is room: no answer is left when a question is asked
	b.mu.Unlock()
	b.ring()
	return nil
}

// Cancel stops a job: files and ledger stay as they were. The error, with a hint, is that it has ended already.
func (b *Board[Q, P]) Cancel(number int) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.last == nil || b.last.shown.ID != number || !b.last.shown.Busy() {
		return fault.New("that has ended already", "look at the page as it is now")
	}
	b.last.cancel()
	return nil
}
