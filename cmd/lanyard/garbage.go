package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// How much garbage may lie beside what a command holds before it is collected.
// Left alone, Go lets as much gather as is held: a run over 100,000 people would
// take 150 MB for nothing, and one over a hundred would look again and again
// through the little it has.
const (
	garbage       = 40 << 20 // bytes
	leastPercent  = 33       // of what is held, as every collection looks through all of that
	mostPercent   = 400      // of what is held, before it is known how much that will be
	heldAfterLast = "/gc/heap/live:bytes"
)

// paceGarbage keeps the garbage of the process at a constant amount, by setting
// the pace of the collector anew after each collection. Who sets GOGC knows better.
func paceGarbage() {
	if os.Getenv("GOGC") != "" {
		return
	}
	debug.SetGCPercent(mostPercent)
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
