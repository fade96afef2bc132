package ledger

import _ "embed"

//go:embed doc.go
var doc string

// Manual returns the Go source of the package comment, which specifies the format
// of ledger.db. "lanyard help" prints it.
func Manual() string { return doc }
