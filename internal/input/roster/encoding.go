package roster

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/htmlindex"

	"lanyard/internal/base/source"
)

// decode returns the text of a file, or reports why its encoding is uncertain. A byte order mark decides; then the
// organiser; then UTF-8 if the whole file is valid; then the pattern of UTF-16; then the older encodings.
func (l *list) decode(data []byte) (string, bool) {
	name, order := marked(data)
	switch {
	case name == "utf-8":
		data = data[3:]
	case name == "utf-16":
		return l.decodeWide(data[2:], order)
	case name == "utf-32":
		l.fail(0, 0, "roster-encoding", "the file is in UTF-32, which no list uses").Hint = "save it as CSV UTF-8"
		return "", false
	case l.opt.Encoding != "":
		return l.decodeAs(data)
	}
	at := invalid(data)
	nul := bytes.IndexByte(data, 0)
	switch {
	case name == "" && nul >= 0:
		if order := zeros(data); order != nil {
			return l.decodeWide(data, order)
		}
	case at < 0 && nul < 0:
		l.Encoding = "utf-8"
		return string(data), true
	}
	if nul >= 0 && (at < 0 || nul < at) {
		line, column := position(data, nul)
		l.fail(line, column, "roster-encoding", "character %d of the line is NUL, which no text holds",
			column).Hint = "the file is damaged or no list: export it again"
		return "", false
	}
	// A file with more stray bytes than multi-byte characters was never UTF-8; any other is damaged UTF-8.
	if stray, several := multibyte(data); name == "utf-8" || stray <= several {
		l.damaged(data, at)
		return "", false
	}
	return l.guess(data, at)
}

// marked returns the encoding indicated by a byte order mark, and for UTF-16 its byte order.
func marked(data []byte) (name string, order binary.ByteOrder) {
	for _, m := range []struct {
		mark, name string
		order      binary.ByteOrder
	}{
		{"\xef\xbb\xbf", "utf-8", nil},
		{"\xff\xfe\x00\x00", "utf-32", nil},
		{"\x00\x00\xfe\xff", "utf-32", nil},
		{"\xff\xfe", "utf-16", binary.LittleEndian},
		{"\xfe\xff", "utf-16", binary.BigEndian},
	} {
		if bytes.HasPrefix(data, []byte(m.mark)) {
			return m.name, m.order
		}
	}
	return "", nil
}

// zeros returns the byte order of UTF-16 without a mark, or nil. Commas and line ends make a tenth of the bytes in
// one position zero, and none in the other.
func zeros(data []byte) binary.ByteOrder {
	sample := data[:min(len(data), maxSample)&^1]
	var count [2]int
	for i, b := range sample {
		if b == 0 {
			count[i&1]++
		}
	}
	switch few := len(sample) / 2 / 10; {
	case count[1] > few && count[0] == 0:
		return binary.LittleEndian
	case count[0] > few && count[1] == 0:
		return binary.BigEndian
	}
	return nil
}

// decodeWide decodes UTF-16 without its mark.
func (l *list) decodeWide(data []byte, order binary.ByteOrder) (string, bool) {
	l.Encoding = "utf-16le"
	if order == binary.BigEndian {
		l.Encoding = "utf-16be"
	}
	var b strings.Builder
	b.Grow(len(data))
	line := 1
	for i := 0; i < len(data); i += 2 {
		r := rune(utf8.RuneError)
		if i+1 < len(data) {
			r = rune(order.Uint16(data[i:]))
			if utf16.IsSurrogate(r) {
				low := rune(0)
				if i+3 < len(data) {
					low = rune(order.Uint16(data[i+2:]))
				}
				r = utf16.DecodeRune(r, low)
				i += 2
			}
		}
		if r == '\n' {
			line++
		}
		if r == utf8.RuneError || r == 0 {
			l.fail(line, 0, "roster-encoding", "the file looks like UTF-16, but byte %d is none",
				i+1).Hint = "save it as CSV UTF-8"
			return "", false
		}
		b.WriteRune(r)
	}
	return b.String(), true
}

// decodeAs decodes with the encoding named by the organiser.
func (l *list) decodeAs(data []byte) (string, bool) {
	label := strings.ToLower(strings.TrimSpace(l.opt.Encoding))
	switch label {
	case "utf-16", "utf-16le":
		return l.decodeWide(data, binary.LittleEndian)
	case "utf-16be":
		return l.decodeWide(data, binary.BigEndian)
	case "utf-8", "utf8":
		if at := invalid(data); at >= 0 {
			l.damaged(data, at)
			return "", false
		}
		l.Encoding = "utf-8"
		return l.withoutNUL(string(data))
	}
	enc, err := htmlindex.Get(label)
	if err != nil {
		l.fail(0, 0, "roster-encoding", "%s is not an encoding we know",
			source.Quote(l.opt.Encoding)).Hint = didYouMean(label, encodingNames())
		return "", false
	}
	if stray, several := multibyte(data); stray == 0 && several >= enough {
		l.fail(0, 0, "roster-encoding", "the file is UTF-8, but event.toml says encoding = %q",
			l.opt.Encoding).Hint = "delete that line from event.toml"
		return "", false
	}
	l.Encoding, _ = htmlindex.Name(enc)
	decoded, err := enc.NewDecoder().String(string(data))
	if at := strings.IndexFunc(decoded, undefined); err != nil || at >= 0 {
		line, column := position([]byte(decoded), max(at, 0))
		l.fail(line, column, "roster-encoding", "the file is not in %s: character %d of the line is none", l.Encoding,
			column).Hint = "leave encoding out of event.toml to see what it looks like"
		return "", false
	}
	return l.withoutNUL(decoded)
}

// withoutNUL returns text, or reports an error if it contains a NUL.
func (l *list) withoutNUL(text string) (string, bool) {
	if at := strings.IndexByte(text, 0); at >= 0 {
		line, column := position([]byte(text), at)
		l.fail(line, column, "roster-encoding", "character %d of the line is NUL, which no text holds", column)
		return "", false
	}
	return text, true
}

// invalid returns the offset of the first byte that is not UTF-8, or -1.
func invalid(data []byte) int {
	if utf8.Valid(data) {
		return -1
	}
	for at := 0; ; {
		r, size := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && size == 1 {
			return at
		}
		at += size
	}
}

// enough multi-byte characters are no accident: by chance, fewer than one file in a million contains four that are
// valid.
const enough = 4

// multibyte counts the stray bytes and the multi-byte characters of data.
func multibyte(data []byte) (stray, several int) {
	for at := 0; at < len(data); {
		if data[at] < utf8.RuneSelf {
			at++
			continue
		}
		r, size := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && size == 1 {
			stray++
		} else {
			several++
		}
		at += size
	}
	return stray, several
}

// damaged reports the first invalid byte of a UTF-8 file.
func (l *list) damaged(data []byte, at int) {
	line, column := position(data, at)
	what := "is no UTF-8 text"
	if b := data[at]; b == 0xc0 || b == 0xc1 {
		what = "begins an overlong form, which UTF-8 forbids"
	}
	l.fail(line, column, "roster-encoding",
		"byte 0x%02X at character %d of the line %s, though the rest of the file is UTF-8", data[at], column,
		what).Hint =
		"type that cell again, or export the list again as CSV UTF-8"
}

// guess decodes a file in an older encoding if only one fits; otherwise it shows the text in each candidate.
func (l *list) guess(data []byte, at int) (string, bool) {
	readings := readIn(sample(data))
	line, column := position(data, at)
	if len(readings) == 0 {
		l.fail(line, column, "roster-encoding",
			"byte 0x%02X at character %d of the line is no UTF-8 text, and the file makes no sense in the other "+
				"encodings we know",
			data[at], column).Hint =
			"export the list again as CSV UTF-8"
		return "", false
	}
	best := readings[0]
	rivals := slices.DeleteFunc(slices.Clone(readings[1:]), func(r reading) bool { return best.beats(&r) })
	single := len(readings) == 1
	certain := best.strange <= sure && len(rivals) == 0
	if !certain && !single {
		if r, ok := inHeaderLanguage(readings); ok {
			best, certain = r, true
			l.Notes = append(l.Notes,
				fmt.Sprintf("the list is read as %s, in which its header is written; if names look wrong, write "+
					"encoding = \"…\" under [attendees]",
					r.name))
		}
	}
	if certain || single {
		if !certain {
			l.Notes = append(l.Notes,
				fmt.Sprintf("the list is read as %s, as it makes no sense in other encodings: %s", best.name,
					source.Quote(clip(strings.TrimSpace(differing(readings)[0]), 60))))
		}
		text, err := best.enc.NewDecoder().String(string(data))
		if err == nil && strings.IndexFunc(text, undefined) < 0 {
			l.Encoding = best.name
			return l.withoutNUL(text)
		}
	}
	readings = readings[:min(len(readings), 5)]
	var names, hint []string
	for i, shown := range differing(readings) {
		names = append(names, readings[i].name)
		hint = append(hint, fmt.Sprintf("encoding = %q  # %s", readings[i].name, clip(strings.TrimSpace(shown), 60)))
	}
	l.fail(line, column, "roster-encoding", "the list is not UTF-8, and it could be %s",
		strings.Join(names, " or ")).Hint =
		"save it as CSV UTF-8, or put the line that reads well under [attendees] in event.toml:\n" +
			strings.Join(hint, "\n")
	return "", false
}

// differing returns one line in each reading: the first in which the two best readings differ, or the first with
// text beyond ASCII.
func differing(readings []reading) []string {
	texts := make([][]string, len(readings))
	for i, r := range readings {
		texts[i] = strings.Split(r.text, "\n")
	}
	second := texts[min(1, len(texts)-1)]
	at := 0
	for i, line := range texts[0] {
		if len(texts) == 1 && beyond(line) || i < len(second) && line != second[i] {
			at = i
			break
		}
	}
	shown := make([]string, len(readings))
	for i := range texts {
		shown[i] = texts[i][min(at, len(texts[i])-1)]
	}
	return shown
}

// sample returns the lines of data that help to identify its encoding.
func sample(data []byte) string {
	if len(data) <= maxSample {
		return string(data)
	}
	var b strings.Builder
	for line := range bytes.Lines(data) {
		if slices.ContainsFunc(line, func(c byte) bool { return c >= utf8.RuneSelf }) && b.Len()+len(line) < maxSample {
			b.Write(line)
		}
	}
	return b.String()
}

// clip returns the first n characters of s.
func clip(s string, n int) string {
	for i := range s {
		if n--; n < 0 {
			return s[:i] + "…"
		}
	}
	return s
}

// position returns the line and the character, both from 1, of the byte at offset at.
func position(data []byte, at int) (line, column int) {
	head := string(data[:at])
	start := strings.LastIndexAny(head, "\r\n") + 1
	return lines(head) + 1, utf8.RuneCountInString(head[start:]) + 1
}
