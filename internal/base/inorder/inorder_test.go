package inorder

import (
	"context"
	"errors"
	"runtime"
	"sync/atomic"
	"testing"
)

func double() func(int) (int, error) {
	return func(i int) (int, error) { runtime.Gosched(); return 2 * i, nil }
}

func TestInOrder(t *testing.T) {
	for _, workers := range []int{1, 2, 7} {
		for _, n := range []int{0, 1, 3, 1000} {
			next := 0
			err := Do(context.Background(), n, workers, double, func(i, v int) error {
				if i != next || v != 2*i {
					t.Errorf("got %d for %d, expected the turn of %d", v, i, next)
				}
				next++
				return nil
			})
			if err != nil || next != n {
				t.Errorf("%d workers: %d of %d, %v", workers, next, n, err)
			}
		}
	}
}

func TestInOrderEnds(t *testing.T) {
	broken := errors.New("broken")
	var started atomic.Int64
	work := func() func(int) (int, error) {
		return func(i int) (int, error) {
			started.Add(1)
			if i == 10 {
				return 0, broken
			}
			return i, nil
		}
	}
	err := Do(context.Background(), 1_000_000, 3, work, func(int, int) error { return nil })
	if !errors.Is(err, broken) || started.Load() > 1000 {
		t.Errorf("%v after %d pieces", err, started.Load())
	}
	if err := Do(context.Background(), 100, 2, double, func(i, _ int) error { return broken }); !errors.Is(err, broken) {
		t.Errorf("an error of take gave %v", err)
	}
	ctx, cancel := context.WithCancelCause(context.Background())
	err = Do(ctx, 1_000_000, 2, double, func(i, _ int) error {
		if i == 5 {
			cancel(broken)
		}
		return nil
	})
	if !errors.Is(err, broken) {
		t.Errorf("a cancelled run gave %v", err)
	}
}
