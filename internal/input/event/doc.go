// Package event reads event.toml, the one file that describes an occasion, and
// turns it into a validated Event; and issuer.toml, which says who certifies in
// a folder that holds several events.
//
// The manual of the file is what Manual returns and "lanyard help event" prints.
// It is generated from the struct that decodes the file (written), the notes on
// its keys (notes) and example.toml, which has every key; so is Schema.
package event
