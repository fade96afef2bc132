// Package maillog records what happened to each letter that was sent to a person.
//
// # The file
//
// mail.db lies in the folder of an event. It is an SQLite database (application id 0x4C594D4C, "LYML") that only its
// owner may read. When a method returns, its change is on the disk: a message is recorded as handed over before the
// server gets the end of it, so that a run which is killed at any moment never sends it a second time.
//
// A letter belongs to the number of a paper. Its address is recorded as a keyed hash, which tells whether the list has
// another one now and gives none away. Of a server's answer there are the codes alone, because its words often repeat
// the address.
//
//	planned   it is to be sent
//	handed    the server has all of it but the last line; if this is the last step, see unknown
//	accepted  the server has taken it; it may still bounce
//	deferred  the server said: not now
//	refused   the server said: never
//	unknown   nobody knows whether the server took it: the connection was lost, or the run was killed
//	bounced   a report came back that it could not be delivered
//
// # Decisions
//
// It is a file of its own, not a part of ledger.db. Nothing that anybody verifies rests on it, so it needs no chain and
// no signature, which would cost two more writes a message; and forgetting a person deletes their rows, where the
// ledger has to keep what it can. Whoever loses the file loses who was sent what, so send says when it begins one.
package maillog
