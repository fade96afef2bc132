package program

import (
	"runtime/debug"
	"time"
)

// Version is that of the release that these sources are or become. What changed in it is in "lanyard help changes".
const Version = "0.9"

// released is a day on which these sources existed: no program made of them is
// older. It is moved on with every release; a test fails when it is a year behind the newest commit.
var released = time.Date(2026, 11, 30, 0, 0, 0, 0, time.UTC)

// Built returns the day of the sources that this program was built from, in UTC:
// that of their revision where the go command has stamped it, and else a day on
// which they existed already.
func Built() time.Time {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key != "vcs.time" {
				continue
			}
			if at, err := time.Parse(time.RFC3339, s.Value); err == nil && at.After(released) {
				return at.UTC()
			}
		}
	}
	return released
}
