package credential

import _ "embed"

//go:embed doc.go
var doc string

// Manual returns the Go source of the package comment, which specifies the format
// of tokens, status lists and issuer documents. "lanyard help" prints it.
func Manual() string { return doc }
