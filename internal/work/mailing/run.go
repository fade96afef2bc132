package mailing

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"lanyard/internal/base/fault"
	"lanyard/internal/trust/maillog"
	"lanyard/internal/work/mail"
)

// Pace is how fast messages are sent, and how long the run waits for a server that puts them off.
type Pace struct {
	PerMinute int           // from 1
	PerDay    int           // in any 24 hours; 0: no limit
	Patience  time.Duration // for what is put off, in all; 0: nothing is tried twice
}

// retries is how often something is tried again: after 1, 2, 4 and 8 parts of the patience, which has that many parts.
const (
	retries = 4
	parts   = 1<<retries - 1
)

// wait is how long to wait before the n-th new attempt, from 0.
func (p Pace) wait(n int) time.Duration { return p.Patience / parts << n }

// Limits of a run.
const (
	mostRefused = 5  // messages in a row whose content is refused: the server would take none
	mostSlow    = 16 // how much slower than asked for a run becomes when the server wants it
	easing      = 10 // messages in a row that must be accepted before it becomes faster again
)

// Result is what became of a letter in this run.
type Result struct {
	*Letter
	maillog.Step
	Said string // the server's words; may be empty
}

// Report is what became of a run.
type Report struct {
	Results []Result // the last one of every letter that was tried, in the order of the plan
	Counts  map[maillog.State]int
	Open    int       // letters that were due and not tried
	Until   time.Time // not zero: the day's limit is reached, and this is when the next message may be sent
}

// run is Run at work.
type run struct {
	m       *Mailing
	server  *mail.Server
	pace    Pace
	say     func(Result)
	note    func(string)
	session *mail.Session
	queue   []attempt // letters that were not tried yet
	later   []attempt // letters that were put off
	results map[*Letter]Result
	planned map[*Letter]bool // whose state in the log is of this run; until they are tried, others keep what became of them
	next    time.Time        // when the next message may be sent
	slow    int              // how many times slower than asked for
	eased   int              // messages accepted in a row
	bad     int              // messages refused in a row for their content
	lost    int              // sessions in a row that brought nothing
	brought int              // messages that this session has brought
	left    int              // messages that the day still allows
}

// attempt is a letter in the queue.
type attempt struct {
	*Letter
	tries int       // so far
	at    time.Time // not before
}

// Run hands the due letters to a server, each at most once. say hears of each result, note of what the run waits for.
// The report is never nil. When ctx ends, what was handed over is settled within a second, and the rest stays planned.
func (m *Mailing) Run(ctx context.Context, server *mail.Server, pace Pace, say func(Result),
	note func(string)) (r *Report, err error) {
	one := &run{m: m, server: server, pace: pace, say: say, note: note, results: map[*Letter]Result{}, slow: 1,
		left: len(m.Due), planned: map[*Letter]bool{}}
	r = &Report{Counts: map[maillog.State]int{}, Open: len(m.Due)}
	if len(m.Due) == 0 {
		return r, nil
	}
	if m.Log == nil {
		if err := m.openLog(); err != nil {
			return r, err
		}
	}
	var planned []maillog.Letter
	for _, l := range m.Due {
		if one.planned[l] = l.Before == nil || l.Before.State == maillog.Planned; one.planned[l] {
			planned = append(planned, l.log)
		}
		one.queue = append(one.queue, attempt{Letter: l})
	}
	if err := m.Log.Plan(planned); err != nil {
		return r, err
	}
	if _, err = one.today(); err == nil {
		err = one.work(ctx)
	}
	if one.session != nil {
		one.session.Quit()
	}
	r.Open = 0
	for _, l := range m.Due {
		result, tried := one.results[l]
		if !tried {
			r.Open++
			continue
		}
		r.Results = append(r.Results, result)
		r.Counts[result.State]++
	}
	if err == nil && one.left == 0 && r.Open > 0 {
		r.Until, err = one.today()
	}
	return r, err
}

const day = 24 * time.Hour

// today sets how many messages the day still allows, and returns when there will be more.
func (r *run) today() (until time.Time, err error) {
	if r.pace.PerDay == 0 {
		return until, nil
	}
	now := r.m.job.Clock()
	times, err := r.m.Log.HandedSince(now.Add(-day))
	if err != nil {
		return until, err
	}
	r.left = max(0, r.pace.PerDay-len(times))
	if r.left == 0 {
		until = times[len(times)-r.pace.PerDay].Add(day + time.Second)
	}
	return until, nil
}

// work sends until the queue is empty, the day's limit is reached, or nothing can be sent.
func (r *run) work(ctx context.Context) error {
	for r.left > 0 {
		next, ok := r.take()
		if !ok {
			return nil
		}
		if err := r.pause(ctx, next); err != nil {
			return err
		}
		for r.session == nil {
			if err := r.connect(ctx); err != nil {
				return err
			}
		}
		if err := r.send(ctx, next); err != nil {
			return err
		}
	}
	return nil
}

// take returns the next letter to try: one that was not tried yet, else the one whose time comes first.
func (r *run) take() (next attempt, ok bool) {
	if len(r.queue) > 0 {
		next, r.queue = r.queue[0], r.queue[1:]
		return next, true
	}
	if len(r.later) == 0 {
		return next, false
	}
	first := 0
	for i, a := range r.later {
		if a.at.Before(r.later[first].at) {
			first = i
		}
	}
	next = r.later[first]
	r.later = slices.Delete(r.later, first, first+1)
	return next, true
}

// pause waits until the next message may be sent.
func (r *run) pause(ctx context.Context, next attempt) error {
	until := r.next
	if next.at.After(until) {
		until = next.at
	}
	wait := time.Until(until)
	if wait <= 0 {
		return ctx.Err()
	}
	if next.at.After(r.next) && r.session != nil { // everything that is left was put off
		r.note(fmt.Sprintf("waiting %v for what the mail server puts off: %d messages", short(wait), len(r.later)+1))
		r.session.Quit()
		r.session = nil
	}
	return sleep(ctx, wait)
}

// short returns a time in as few digits as matter.
func short(d time.Duration) time.Duration {
	if d < time.Second {
		return d.Round(10 * time.Millisecond)
	}
	return d.Round(time.Second)
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// connect tries to open a session; it may have to be called again.
func (r *run) connect(ctx context.Context) error {
	session, err := r.server.Dial(ctx)
	if err == nil {
		r.session, r.brought = session, 0
		return nil
	}
	if ctx.Err() != nil || errors.Is(err, mail.ErrStop) {
		return err
	}
	return r.lose(ctx, err)
}

// lose waits after a session that brought nothing. When there were too many, it returns err.
func (r *run) lose(ctx context.Context, err error) error {
	if r.lost >= retries || r.pace.Patience == 0 {
		return err
	}
	wait := r.pace.wait(r.lost)
	r.lost++
	r.note(fmt.Sprintf("%v; trying again in %v", err, short(wait)))
	return sleep(ctx, wait)
}

// send hands one letter over and records what became of it.
func (r *run) send(ctx context.Context, a attempt) error {
	message, err := r.m.Message(a.Letter)
	if err != nil {
		return err
	}
	data, err := message.Bytes()
	if err != nil {
		return err
	}
	r.next = time.Now().Add(time.Minute / time.Duration(r.pace.PerMinute) * time.Duration(r.slow))
	handed := false
	o := r.session.Send(ctx, message, data, func() error {
		err := r.plan(a)
		if err == nil {
			err = r.m.Log.Record(a.Number(), maillog.Step{State: maillog.Handed})
		}
		handed = err == nil
		return err
	})
	if handed && r.pace.PerDay > 0 {
		r.left--
	}
	if o.Lost || o.Err != nil {
		r.session.Close()
		r.session = nil
	}
	if o.Err != nil {
		return o.Err // nothing was sent, and the letter stays what it was
	}
	if err := r.record(a, o); err != nil {
		return err
	}
	return r.judge(ctx, a, o)
}

// states are what the log says of each verdict.
var states = map[mail.Verdict]maillog.State{mail.Accepted: maillog.Accepted, mail.Deferred: maillog.Deferred,
	mail.Refused: maillog.Refused, mail.Unknown: maillog.Unknown}

// plan records a letter that was sent before, which is tried again now.
func (r *run) plan(a attempt) error {
	if r.planned[a.Letter] {
		return nil
	}
	r.planned[a.Letter] = true
	return r.m.Log.Plan([]maillog.Letter{a.log})
}

// record records the outcome of an attempt.
func (r *run) record(a attempt, o mail.Outcome) error {
	step := maillog.Step{State: states[o.Verdict], Code: o.Code, Status: o.Status}
	if err := r.plan(a); err != nil {
		return err
	}
	if err := r.m.Log.Record(a.Number(), step); err != nil {
		return err
	}
	result := Result{a.Letter, step, o.Said}
	r.results[a.Letter] = result
	r.say(result)
	return nil
}

// judge draws conclusions for what is sent next.
func (r *run) judge(ctx context.Context, a attempt, o mail.Outcome) error {
	if o.Verdict != mail.Refused || !o.Content {
		r.bad = 0
	}
	switch o.Verdict {
	case mail.Accepted:
		r.lost = 0
		r.brought++
		if r.eased++; r.eased >= easing && r.slow > 1 {
			r.slow, r.eased = r.slow/2, 0
		}
	case mail.Refused:
		r.lost = 0
		if o.Content {
			if r.bad++; r.bad >= mostRefused {
				return fault.New(fmt.Sprintf("the mail server has refused %d messages in a row: %s", r.bad, o.Said),
					"look at one with -eml DIR, ask your provider, and then send again: -again refused")
			}
		}
	case mail.Deferred, mail.Unknown:
		return r.putOff(ctx, a, o)
	}
	return ctx.Err()
}

// putOff decides about a letter that was not taken. A server that ends the conversation after some messages, as many
// do, gets the rest in a new one at once.
func (r *run) putOff(ctx context.Context, a attempt, o mail.Outcome) error {
	worn := o.Lost && r.brought > 0
	r.eased = 0
	if o.Code > 0 && !worn && r.slow < mostSlow {
		r.slow *= 2
	}
	switch {
	case o.Verdict == mail.Unknown || ctx.Err() != nil:
	case worn:
		r.queue = append(r.queue, a)
	case a.tries < retries && r.pace.Patience > 0:
		r.later = append(r.later, attempt{a.Letter, a.tries + 1, time.Now().Add(r.pace.wait(a.tries))})
	}
	if o.Lost && !worn && ctx.Err() == nil {
		return r.lose(ctx, fault.New("the mail server ended the conversation: "+o.Said,
			"try again later; what was not sent is still planned"))
	}
	return ctx.Err()
}
