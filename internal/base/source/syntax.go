package source

import (
	"cmp"
	"errors"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
)

// malformed rewrites go-toml's error about an unreadable document for the author of the file.
func (t *text) malformed(file string, err error) Problem {
	p := Problem{Code: "toml-syntax", File: file, Message: strings.TrimPrefix(err.Error(), "toml: ")}
	var at spot
	var limit *limitError
	var parse *unstable.ParserError
	var decode *toml.DecodeError
	switch {
	case errors.As(err, &limit):
		p.Code, at = "toml-limit", limit.spot
	case errors.As(err, &parse):
		at = t.spot(cap(t.data) - cap(parse.Highlight))
	case errors.As(err, &decode):
		line, column := decode.Position()
		at = t.spot(t.lines[line-1] + column - 1)
	}
	p.Line, p.Column = at.line, at.column
	for _, s := range slipsOfThePen {
		if strings.Contains(p.Message, s.says) {
			p.Code, p.Message, p.Hint = cmp.Or(s.code, p.Code), cmp.Or(s.message, p.Message), s.hint
			break
		}
	}
	return p
}

// slipsOfThePen maps go-toml's messages to ours. An empty message keeps the original. The first entry that the original
// contains counts.
var slipsOfThePen = []struct{ says, code, message, hint string }{
	{says: "is already defined", code: "toml-duplicate-key", hint: "keep one of the two and delete the other"},
	{says: "already exists", code: "toml-duplicate-key",
		hint: "keep one of the two, or move their keys under one header"},
	{says: "should be a table, not", code: "toml-duplicate-key", hint: "keep one of the two and delete the other"},
	{says: "at start of value", message: "text must be in quotes", hint: `write key = "text", with straight quotes`},
	{says: "strings must be quoted", message: "text must be in quotes",
		hint: `write key = "text", with straight quotes`},
	{says: "expected keyword", message: "text must be in quotes",
		hint: `write key = "text", or true or false without quotes`},
	{says: "expected '=' after key", message: "there is no = after the key",
		hint: `write key = "text"; a comment begins with #`},
	{says: "invalid character at start of key", message: "a key cannot begin like this",
		hint: `write key = "text" with a key of the letters a-z, 0-9, - and _; a comment begins with #`},
	{says: "expected key but reached", message: "the file ends where a key should be", hint: `write key = "text"`},
	{says: "expected value", message: "there is no value after the =", hint: `write key = "text"`},
	{says: "cannot have new lines", message: "the text has no closing quote on its line",
		hint: `close it with a quote; for a line break in the text write \n`},
	{says: "unterminated", message: "the text has no closing quote",
		hint: `close it with the same quote it began with`},
	{says: "not terminated", message: "the text has no closing quotes",
		hint: `close it with the same three quotes it began with`},
	{says: "escape character", message: `\ has a meaning of its own between double quotes`,
		hint: `write paths with / and a backslash as \\`},
	{says: "need a character after", message: `\ has a meaning of its own between double quotes`,
		hint: `write a backslash as \\`},
	{says: "unicode", message: `this is not a Unicode character`,
		hint: `write \u and four hexadecimal digits, or the character itself`},
	{says: "to close table name", message: "the header is not closed", hint: "write [name] on a line of its own"},
	{says: "to close array table name", message: "the header is not closed",
		hint: "write [[name]] on a line of its own"},
	{says: "after array value", message: "there is no comma or ] after this element of the list",
		hint: `write ["one", "two"]`},
	{says: "array is incomplete", message: "the list is not closed", hint: `write ["one", "two"]`},
	{says: "inline table", message: "the table between braces is malformed",
		hint: `write { en = "text", fa = "text" }`},
	{says: "expected newline", message: "there is something else on the line after the key and its value",
		hint: `put quotes around text, and each key on a line of its own`},
	{says: "leading zeroes", message: "a number cannot begin with 0",
		hint: `remove the 0, or put quotes around it when it is text: "0123"`},
	{says: "dates are expected", message: "this is not a date", hint: "write year-month-day, like 2017-07-26"},
	{says: "impossible date", message: "there is no such day", hint: "write year-month-day, like 2017-07-26"},
	{says: "date", message: "this is not a date", hint: "write year-month-day, like 2017-07-26"},
	{says: "times are expected", message: "this is not a time", hint: `put quotes around it when it is text`},
	{says: "digit", message: "this is not a number", hint: `put quotes around it when it is text`},
	{says: "control characters", message: "there is an invisible control character here",
		hint: "delete it and type the text again"},
	{says: "carriage returns", message: "the line has an unusual line ending",
		hint: "save the file again with LF or CRLF line endings"},
}
