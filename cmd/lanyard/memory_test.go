package main

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

// The limit follows what is held, up and down.
func TestLimitMemory(t *testing.T) {
	t.Setenv("GOGC", "")
	t.Setenv("GOMEMLIMIT", "")
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(-1))
	limitMemory()
	if got := debug.SetMemoryLimit(-1); got != enoughMemory {
		t.Errorf("the limit begins with %d bytes, want %d", got, enoughMemory)
	}
	becomes := func(what string, right func(limit int64) bool) {
		t.Helper()
		for range 200 { // the finalizer comes some time after a collection
			runtime.GC()
			if right(debug.SetMemoryLimit(-1)) {
				return
			}
			time.Sleep(10 * time.Millisecond)
		}
		t.Errorf("with %s the limit stays at %d bytes", what, debug.SetMemoryLimit(-1))
	}
	ballast := make([]byte, enoughMemory)
	becomes("ballast", func(limit int64) bool { return limit >= enoughMemory*7/5 && limit < enoughMemory*2 })
	runtime.KeepAlive(ballast)
	ballast = nil
	becomes("none", func(limit int64) bool { return limit == enoughMemory })
}
