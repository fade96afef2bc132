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
// Six tables hold the history: issue, change (of an issue's state), run (in
// which papers were made), print (of an issue, in a run), mark (whether a
// run was printed) and forget (a row whose text was taken out). Rows are only
// ever added; triggers refuse everything else but the loss of a text. The six
// share one sequence 1, 2, 3, ... without gaps, and every row has
//
//	hash = SHA-256(hash of the row before, table, content)
//
// where the hash before the first row is 32 zero bytes, and the table's name
// and every column that is not NULL are encoded as type ('t' text, 'i' integer,
// 'b' bytes), length (8 bytes, big endian), value (integers: 8 bytes, big
// endian). The table head keeps the last sequence number and hash. Check walks
// the chain, so a row that was edited, removed or inserted by hand is detected;
// rewriting the whole chain is detected by comparing Head with a copy kept
// elsewhere.
//
// # Forgetting
//
// Forget takes the personal text out of rows: of an issue the attendee's id,
// the token, the fingerprint of the facts and the name; of a change its reason;
// of a print its file, page and contents; of a run its description, if that
// names the person. For every such row it adds a tombstone to the table forget:
//
//	target  the row's place in the chain
//	was     the row's hash, of its whole content, which the next row covers
//	rest    SHA-256(32 zero bytes, table, content without the text)
//
// A row with a tombstone keeps its hash. Check compares that with was, and what
// is left of the row with rest, and goes on with was. So without the text a
// checker can still prove that every row is in its place and when it was
// written; that each number, state, slot, key, time and hash of a token is the
// one that was recorded; which rows lost their text, when, and that nothing else
// in them changed. Heads that were signed before still match. Nobody can put
// another text in place of the one that was taken out: whoever has the original
// can show that it is the original, because the row's hash follows from it, and
// a paper's token has the recorded hash. What can no longer be proved from the
// ledger alone is who the person was.
//
// The hash of an issue gives nothing away, because the token in it ends with a
// signature that nobody can guess. Rows of change, print and run have 16 bytes
// of salt for the same reason, the start of
//
//	SHA-256("lanyard ledger salt 1", zero byte, token, sequence number: 8 bytes)
//
// with the token of the paper, of a run's first paper; the salt goes with the
// text. Rows of schemas 1 and 2 have none: whoever has the file and guesses the
// text of such a print or reason exactly can see that the guess is right. And
// whoever has the signing key can sign a guess of everything in a token, and
// compare its hash. The hashes are kept because an allow-list needs them if the
// key is ever stolen.
//
// # Errors
//
// An error that a person can put right is a *fault.Error.
package ledger
