package roster

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// decode returns the text of a file in UTF-8, with or without a byte order mark.
func (l *list) decode(data []byte) (string, bool) {
	l.Encoding = "utf-8"
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	for at := 0; at < len(data); {
		r, size := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && size == 1 || r == 0 {
			line, column := position(data, at)
			l.fail(line, column, "roster-encoding", "byte 0x%02X is no UTF-8 text", data[at]).Hint = "save the list as CSV UTF-8"
			return "", false
		}
		at += size
	}
	return string(data), true
}

// position returns the line and the character, from 1, of the byte at offset at.
func position(data []byte, at int) (line, column int) {
	head := string(data[:at])
	start := strings.LastIndexAny(head, "\r\n") + 1
	return lines(head) + 1, utf8.RuneCountInString(head[start:]) + 1
}
