// Package ledger is the memory of what was issued, printed, replaced, revoked
// and suspended. It survives kill -9 and a pulled plug: what a method has
// returned from is on the disk.
//
// # The file
//
// A ledger is one SQLite database (application id 0x4C594C47, "LYLG") in
// write-ahead mode; while it is open, two files named "-wal" and "-shm" lie
// beside it and belong to it. It holds names and tokens, so it is made
// readable by its owner alone. Times are whole seconds UTC.
//
// Five tables hold what happened: issue, change (of an issue's state), run (a
// making of paper), print (of an issue, in a run) and mark (whether the paper
// of a run came out of a printer). Rows are added and never altered; triggers
// refuse the rest. The five share one sequence 1, 2, 3, ... without gaps, and every row carries
//
//	hash = SHA-256(hash of the row before, table, content)
//
// where the first row follows 32 zero bytes, and table and every column are
// written as type ('t' text, 'i' integer, 'b' bytes), length (8 bytes, big
// endian), value (integers: 8 bytes, big endian). The table head keeps the last
// sequence number and hash. Check walks the chain, so a row that was edited,
// taken out or slipped in by hand is noticed; who rewrites the whole chain is
// found out by comparing Head with one that was noted elsewhere.
//
// # Errors
//
// An error that a person can put right is a *fault.Error.
package ledger
