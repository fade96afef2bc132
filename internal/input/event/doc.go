// Package event reads event.toml, the one file that describes an occasion, and
// turns it into a validated Event. Package issuer reads what an event shares
// with the others of its issuer.
//
// What the file may say, its defaults, schema and manual are package eventfile's.
package event
