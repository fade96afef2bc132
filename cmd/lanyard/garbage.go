package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// How much garbage may lie beside what a command holds before it is collected: as
// much again, which is Go's own measure, and never more than a constant amount. A run
// over 100,000 people would take 150 MB for nothing.
const (
	garbage       = 40 << 20 // bytes
	leastPercent  = 33       // of what is held, as every collection looks through all of that
	mostPercent   = 100      // of what is held: memory that was never used costs more time than collections do
	heldAfterLast = "/gc/heap/live:bytes"
)

// paceGarbage sets the pace of the garbage collector anew after each collection.
// Who sets GOGC knows better.
func paceGarbage() {
	if os.Getenv("GOGC") != "" {
		return
	}
	var arm func()
	arm = func() {
		type mark struct{ *mark }                     // holds a pointer, so it is an object of its own
		runtime.SetFinalizer(new(mark), func(*mark) { // called once, after the next collection
			debug.SetGCPercent(percentFor(held()))
			arm()
		})
	}
	arm()
}

// percentFor returns the garbage that may lie beside what is held, in percent of it.
func percentFor(held uint64) int {
	return min(max(int(garbage*100/max(held, 1)), leastPercent), mostPercent)
}

// held returns how many bytes the last collection left.
func held() uint64 {
	sample := []metrics.Sample{{Name: heldAfterLast}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
