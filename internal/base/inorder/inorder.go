// Package inorder does pieces of work in parallel and takes the results in order.
package inorder

import (
	"context"
	"sync"
)

// waiting limits the finished pieces that a worker may hold until their turn: enough that a slow piece does not stop
// the other workers, few enough for memory.
const waiting = 4

// ticket is one piece of work on its way.
type ticket[T any] struct {
	i    int
	done chan result[T] // takes one result
}

type result[T any] struct {
	value T
	err   error
}

// Do does n pieces of work on several workers and gives the results to
// take in order, one at a time. Each worker makes its own tools with start.
// Memory does not grow with n. The first error ends everything; so does ctx,
// with its cause.
func Do[T any](ctx context.Context, n, workers int, start func() func(i int) (T, error),
	take func(i int, v T) error) error {
	ctx, cancel := context.WithCancel(ctx)
	var group sync.WaitGroup
	defer group.Wait()
	defer cancel()
	jobs := make(chan ticket[T])
	queue := make(chan ticket[T], workers*waiting)
	group.Go(func() {
		defer close(jobs)
		defer close(queue)
		for i := range n {
			t := ticket[T]{i, make(chan result[T], 1)}
			for _, to := range []chan ticket[T]{queue, jobs} {
				select {
				case to <- t:
				case <-ctx.Done():
					return
				}
			}
		}
	})
	for range min(workers, n) {
		group.Go(func() {
			work := start()
			for t := range jobs {
				v, err := work(t.i)
				t.done <- result[T]{v, err}
			}
		})
	}
	for t := range queue {
		select {
		case r := <-t.done:
			if r.err != nil {
				return r.err
			}
			if err := take(t.i, r.value); err != nil {
				return err
			}
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	return context.Cause(ctx)
}
