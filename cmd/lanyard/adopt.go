package main

import (
	"context"
)

func runAdopt(_ context.Context, w *world, args []string) error {
	return nil
}
