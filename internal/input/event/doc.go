// Package event reads event.toml, the one file that describes an occasion, and
// turns it into a validated Event. Package issuer reads what an event shares
// with the others of its issuer.
//
// The manual of the file is what Manual returns and "lanyard help event" prints.
// It is generated from the struct that decodes the file (written), the notes on
// its keys (notes) and example.toml, which has every key; so is Schema.
package event
