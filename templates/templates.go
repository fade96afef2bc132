// Package templates embeds the built-in designs, one folder per template: badges/NAME/template.toml and
// certificates/NAME/template.toml.
package templates

import "embed"

// FS holds the built-in templates.
//
//go:embed badges certificates
var FS embed.FS
