package main

import (
	"context"

	"lanyard/internal/trust/ledger"
)

func runReinstate(ctx context.Context, w *world, args []string) error {
	return w.change(ctx, args, change{verb: "reinstate", to: ledger.Valid, done: "reinstated",
		about: "Reinstate makes a suspended certificate or badge valid again. " + oneOf +
			"\nA revocation cannot be undone: use reissue."})
}
