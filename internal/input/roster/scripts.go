package roster

import (
	"strings"
	"unicode"
)

// scripts splits a cell that holds a name in Latin letters and the same name in another script, separated by a
// slash, a bar, brackets, a dash or a line break: "Zahra Mohammadi / زهرا محمدی".
func scripts(cell string) (latin, local string, ok bool) {
	if plain(cell) {
		return "", "", false
	}
	pieces := strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune("/|()（）[]\n\t;–—،,・", r) })
	if len(pieces) == 1 {
		pieces = strings.Split(cell, " - ")
	}
	if len(pieces) == 1 {
		pieces = atScriptChange(cell)
	}
	for _, p := range pieces {
		p = strings.TrimSpace(p)
		switch {
		case letters(p) == 0:
		case only(p, unicode.Latin):
			latin = words(latin, p)
		case inOwnScript(p):
			local = words(local, p)
		default:
			return "", "", false
		}
	}
	return latin, local, latin != "" && local != ""
}

// atScriptChange splits a cell at the one space where the script changes.
func atScriptChange(cell string) []string {
	w := strings.Fields(cell)
	at := 0
	for i := 1; i < len(w); i++ {
		if inOwnScript(w[i]) != inOwnScript(w[i-1]) {
			if at > 0 {
				return []string{cell}
			}
			at = i
		}
	}
	if at == 0 || len(w) < 3 { // two words in two scripts are a single name
		return []string{cell}
	}
	return []string{strings.Join(w[:at], " "), strings.Join(w[at:], " ")}
}

// shows reports whether the pattern contains a field.
func (l *list) shows(field string) bool {
	if l.pattern == nil {
		return false
	}
	for _, p := range l.pattern.pieces {
		if p.field == field {
			return true
		}
	}
	return false
}
