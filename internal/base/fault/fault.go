// Package fault is the error that a person can put right: what is wrong, and
// what to type next.
//
// It is for faults that have no place in a file, such as an option, a missing
// key or a full disk. What is wrong at a line of a file is a source.Problem.
// Whoever reports an error looks for a hint with [Hint]; code that must tell a
// fault from the world's other errors uses errors.As with a *[Error].
package fault

import "errors"

// Error is an error that a person can put right.
type Error struct {
	Message string // what is wrong, on one line, lower case, without a final stop
	Hint    string // what to type or do next; several lines are allowed, empty is not
	Cause   error  // what lies behind it, for errors.Is and errors.As; may be nil, and is not printed
}

// Error returns the message, without the hint and without the cause.
func (e *Error) Error() string { return e.Message }

// Unwrap returns the cause, which may be nil.
func (e *Error) Unwrap() error { return e.Cause }

// New returns an *Error without a cause.
func New(message, hint string) error { return &Error{Message: message, Hint: hint} }

// Wrap returns an *Error whose cause is err. The message is to say what of err a
// person needs to know.
func Wrap(err error, message, hint string) error {
	return &Error{Message: message, Hint: hint, Cause: err}
}

// Hint returns the hint of the first *Error in err's tree that has one, and "" when there is none.
func Hint(err error) string {
	var e *Error
	for errors.As(err, &e) {
		if e.Hint != "" {
			return e.Hint
		}
		err = e.Cause
	}
	return ""
}
