package main

import (
	"context"

	"lanyard/internal/trust/ledger"
)

func runSuspend(ctx context.Context, w *world, args []string) error {
	return w.change(ctx, args, change{verb: "suspend", to: ledger.Suspended, done: "suspended", reasoned: true,
		about: "Suspend makes a certificate or badge invalid until it is reinstated, " +
			"for example during an investigation. " + oneOf})
}
