package batch

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// How much garbage may lie beside what a run holds before it is collected. Left
// alone, Go lets as much gather as is held: a run over 100,000 people would take
// 200 MB for nothing, and one over a hundred would collect again and again what
// is a few megabytes.
const (
	garbage = 40 << 20 // bytes: below 300 MB in all with 100,000 people
	least   = 33       // percent of what is held: each collection looks through all of that
	most    = 400
)

// pace sets the pace of the garbage collector for the rest of a run, which holds
// by now nearly all that it will, and returns what gives the old one back.
func pace() (back func()) {
	runtime.GC()
	held := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(held)
	percent := most
	if live := held[0].Value.Uint64(); live > 0 {
		percent = min(max(int(garbage*100/live), least), most)
	}
	old := debug.SetGCPercent(percent)
	return func() { debug.SetGCPercent(old) }
}
