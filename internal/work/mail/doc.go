// Package mail makes messages and hands them to a mail server.
//
//	Message -> bytes (RFC 5322, MIME)
//	Server, Dial -> Session; Session.Send -> Outcome
//
// It is the only room that knows github.com/wneessen/go-mail: its messages, and its SMTP client.
//
// # Decisions
//
// Bytes are made before a connection is opened, so that what can go wrong with a message goes wrong without a server. A
// message of the same content, day and Message-ID has the same bytes: the random boundaries of go-mail are replaced.
//
// The conversation uses go-mail's package smtp and not its Client, which sends the final dot of a message by itself:
// what matters here is the moment before it. Send calls handed when the server has everything but the dot, and sends
// the dot only once that has returned without an error. What happens later is never guessed: a connection that is lost
// between the dot and its answer leaves the message unknown.
//
// Nothing is trusted that a server says: answers have a limit of size and of time, and their words are made printable.
package mail
