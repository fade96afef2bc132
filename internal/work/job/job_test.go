package job

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/source"
)

// One job runs at a time; it reports, asks, is answered once, is cancelled, and ends as its error says.
func TestBoard(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	var group sync.WaitGroup
	var rung atomic.Int32
	b := New[string](ctx, &group, func() { rung.Add(1) }, func(ps source.Problems) []string { return []string{ps[0].Message} })
	if b.Last() != nil || b.Answer(1, true) == nil || b.Cancel(1) == nil {
		t.Error("a new board has a job")
	}
	asked, answered := make(chan bool), make(chan bool, 1)
	begin := func(work func(ctx context.Context, r *Run[string, string]) (any, error)) int {
		t.Helper()
		n, err := b.Begin("verb", work)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	n := begin(func(ctx context.Context, r *Run[string, string]) (any, error) {
		r.Progress(3, 7)
		asked <- true
		answered <- r.Ask(ctx, "go on?")
		return "result", nil
	})
	if _, err := b.Begin("other", nil); fault.Hint(err) == "" {
		t.Errorf("a second job: %v", err)
	}
	<-asked
	for b.Answer(n, true) != nil { // it has not asked yet
	}
	group.Wait()
	if j := b.Last(); n != 1 || !<-answered || j.State != Done || j.Result != "result" || j.Done != 3 || j.Total != 7 || j.Question != nil {
		t.Errorf("%d %+v", n, j)
	}
	n = begin(func(ctx context.Context, r *Run[string, string]) (any, error) {
		if r.Ask(ctx, "go on?") {
			return nil, nil
		}
		return nil, ctx.Err()
	})
	if err := b.Cancel(n); err != nil {
		t.Error(err)
	}
	group.Wait()
	if j := b.Last(); n != 2 || j.State != Cancelled || b.Cancel(n) == nil || b.Answer(n, true) == nil {
		t.Errorf("%d %+v", n, j)
	}
	for _, err := range []error{source.Problems{{Message: "wrong"}}, fault.New("wrong", "mend it"), errors.New("wrong")} {
		begin(func(context.Context, *Run[string, string]) (any, error) { return nil, err })
		group.Wait()
		if j := b.Last(); j.State != Failed || j.Error == "" || j.Hint != fault.Hint(err) {
			t.Errorf("%v: %+v", err, j)
		}
	}
	stop()
	begin(func(ctx context.Context, _ *Run[string, string]) (any, error) { return nil, ctx.Err() })
	if group.Wait(); b.Last().State != Cancelled || rung.Load() < 8 {
		t.Errorf("%+v, rung %d times", b.Last(), rung.Load())
	}
}

// A question is answered once: a second answer is refused, and is not taken for that of the next question.
func TestAnsweredOnce(t *testing.T) {
	var group sync.WaitGroup
	var b *Board[string, string]
	var asking atomic.Bool
	answers := make(chan []error, 3)
	b = New[string](t.Context(), &group, func() {
		if asking.CompareAndSwap(true, false) { // the question is shown, and its answer not yet awaited
			answers <- []error{b.Answer(1, true), b.Answer(1, false)}
		}
	}, func(source.Problems) []string { return nil })
	begun := make(chan bool)
	var got []bool
	if _, err := b.Begin("verb", func(ctx context.Context, r *Run[string, string]) (any, error) {
		<-begun
		for range cap(answers) {
			asking.Store(true)
			got = append(got, r.Ask(ctx, "go on?"))
		}
		return nil, nil
	}); err != nil {
		t.Fatal(err)
	}
	close(begun)
	group.Wait()
	for _, yes := range got {
		if of := <-answers; !yes || of[0] != nil || fault.Hint(of[1]) == "" {
			t.Errorf("the answer is %t, the errors are %v", yes, of)
		}
	}
}

// An answer that comes as a job is cancelled neither stays for a later question nor holds up the board.
func TestAnsweredAtTheEnd(t *testing.T) {
	var group sync.WaitGroup
	var b *Board[string, string]
	var asking atomic.Bool
	b = New[string](t.Context(), &group, func() {
		if asking.CompareAndSwap(true, false) {
			if err := errors.Join(b.Answer(1, true), b.Cancel(1)); err != nil {
				t.Error(err)
			}
		}
	}, func(source.Problems) []string { return nil })
	begun := make(chan bool)
	if _, err := b.Begin("verb", func(ctx context.Context, r *Run[string, string]) (any, error) {
		<-begun
		for range 50 {
			asking.Store(true)
			r.Ask(ctx, "go on?")
		}
		if r.Ask(ctx, "go on?") {
			t.Error("an earlier answer was taken")
		}
		return nil, ctx.Err()
	}); err != nil {
		t.Fatal(err)
	}
	close(begun)
	group.Wait()
	if b.Last().State != Cancelled {
		t.Errorf("%+v", b.Last())
	}
}
