package main

import (
	"io"
	"testing"
	"time"
)

// TestLeaveAfterTheEnd ends a verb on a machine that stood still: its patience has run out, too, and it is not said to
// have been stopped. leave would end the test with an error.
func TestLeaveAfterTheEnd(t *testing.T) {
	before := patience
	defer func() { patience = before }()
	patience = -time.Second
	ended := make(chan struct{})
	close(ended)
	w := &world{stderr: io.Discard}
	for range 1000 {
		w.leave(ended)
	}
}
