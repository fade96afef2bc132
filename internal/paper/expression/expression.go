// Package expression reads what files write about fields: phrases, which are texts with fields in double braces and
// spans of style, and conditions, which decide by the values of fields. Both are data and run no code: a value is
// never read as an expression.
//
// Their manual is what "lanyard help templates" and "lanyard help fields" print.
package expression

import "strings"

// PhrasePattern and ConditionPattern are regular expressions (ECMA 262, for JSON Schema) that match everything that
// ParsePhrase and ParseCondition read, and some of what they refuse.
const (
	PhrasePattern    = `^([^{]|\{[^{]|\{\{\s*` + fieldPattern + `\s*\}\})*\{?$`
	ConditionPattern = `^\s*(` + termPattern + `(\s*(and|or)\s+` + termPattern + `)*)?\s*$`
	termPattern      = `(not\s+)?` + fieldPattern +
		`(\s+is(\s+not)?(\s*"[^"]*"|\s+[^\s"]+)|\s*(>=?|<=?)\s*("[^"]*"|[^\s"<>=]+))?`
	fieldPattern = `[A-Za-z0-9_.-]+`
)

func isFieldName(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return !strings.ContainsRune(fieldLetters, r) }) < 0
}

const fieldLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-"
