// Package ledger records what was issued, printed, replaced, revoked and
// suspended. It survives kill -9 and power failure: when a method returns, its
// change is on the disk.
//
// # The file
//
// A ledger is one SQLite database (application id 0x4C594C47, "LYLG") in
// write-ahead mode; while it is open, two files next to it whose names end in
// "-wal" and "-shm" belong to it. It holds names and tokens, so only its owner
// may read it. Times are whole seconds UTC.
//
// Five tables hold the history: issue, change (of an issue's state), run (in
// which papers were made), print (of an issue, in a run) and mark (whether a
// run was printed). Rows are only ever added; triggers refuse everything else.
// The five share one sequence 1, 2, 3, ... without gaps, and every row has
//
//	hash = SHA-256(hash of the row before, table, content)
//
// where the hash before the first row is 32 zero bytes, and the table's name
// and every column are encoded as type ('t' text, 'i' integer, 'b' bytes),
// length (8 bytes, big endian), value (integers: 8 bytes, big endian). The
// table head keeps the last sequence number and hash. Check walks the chain, so
// a row that was edited, removed or inserted by hand is detected; rewriting the
// whole chain is detected by comparing Head with a copy kept elsewhere.
//
// # Errors
//
// An error that a person can put right is a *fault.Error.
package ledger
