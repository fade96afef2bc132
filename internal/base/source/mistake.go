package source

import "lanyard/internal/base/fault"

// Mistake is fault.New.
func Mistake(message, hint string) error { return fault.New(message, hint) }
