package main

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

func TestPercentFor(t *testing.T) {
	for held, want := range map[uint64]int{0: 100, 1 << 20: 100, 40 << 20: 100, 80 << 20: 50, 100 << 20: 40, 1 << 30: 33} {
		if got := percentFor(held); got != want {
			t.Errorf("%d MB held: %d percent, want %d", held>>20, got, want)
		}
	}
}

func TestPaceGarbage(t *testing.T) {
	t.Setenv("GOGC", "")
	defer debug.SetGCPercent(debug.SetGCPercent(100))
	ballast := make([]byte, 100<<20)
	paceGarbage()
	percent := 0
	for range 100 { // the finalizer comes some time after a collection
		runtime.GC()
		time.Sleep(10 * time.Millisecond)
		percent = debug.SetGCPercent(100)
		debug.SetGCPercent(percent)
		if percent < mostPercent {
			break
		}
	}
	if percent < leastPercent || percent > 40 {
		t.Errorf("beside 100 MB the collector waits for %d percent of garbage, want 40 at most", percent)
	}
	runtime.KeepAlive(ballast)
}
