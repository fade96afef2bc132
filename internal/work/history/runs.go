package history

import (
	"errors"
	"fmt"

	"lanyard/internal/base/fault"
	"lanyard/internal/trust/ledger"
	"lanyard/internal/trust/registry"
	"lanyard/internal/work/owner"
)

// Runs returns the runs of the event in dir. If run is not 0, it first marks that run as printed or as not printed.
func Runs(dir string, o registry.Options, run int, printed bool) (runs []ledger.Run, err error) {
	e, err := owner.ReadEvent(dir)
	if err != nil {
		return nil, err
	}
	o.Reads = run == 0
	desk, err := registry.Open(dir, o)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, desk.Close()) }()
	if desk.Ledger != nil {
		if runs, err = desk.Ledger.Runs(e.ID); err != nil {
			return nil, err
		}
	}
	if len(runs) == 0 {
		return nil, fault.New("nothing was printed here yet", "make it with: lanyard make")
	}
	if run == 0 {
		return runs, nil
	}
	if run == LastRun {
		run = len(runs)
	}
	if run < 1 || run > len(runs) {
		return nil, fault.New(fmt.Sprintf("there is no run %d", run),
			fmt.Sprintf("the runs are 1 to %d; see them with: lanyard printed", len(runs)))
	}
	runs[run-1].Printed = printed
	return runs, desk.Mark(e.ID, run, printed)
}

// LastRun selects the last run in place of a number.
const LastRun = -1
