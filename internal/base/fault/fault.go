// Package fault is the error that the user can fix: what is wrong, and what to type next.
//
// Use it for errors without a position in a file, such as a bad option, a missing key or a full disk. Otherwise use
// source.Problem. Code that reports an error gets the hint with [Hint]; code that must distinguish a fault from other
// errors uses errors.As with a *[Error].
package fault

import "errors"

// Error is an error that the user can fix.
type Error struct {
	Message string // what is wrong, on one line, lower case, without a full stop
	Hint    string // what to type or do next; several lines are allowed, empty is not
	Cause   error  // underlying error, for errors.Is and errors.As; may be nil, and is not printed
}

// Error returns the message, without the hint and without the cause.
func (e *Error) Error() string { return e.Message }

// Unwrap returns the cause, which may be nil.
func (e *Error) Unwrap() error { return e.Cause }

// New returns an *Error without a cause.
func New(message, hint string) error { return &Error{Message: message, Hint: hint} }

// Wrap returns an *Error whose cause is err. The message must include what the user needs to know of err.
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
