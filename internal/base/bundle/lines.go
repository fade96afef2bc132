package bundle

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// # The form of a manifest
//
// A manifest is JSON with a member a line, indented by two spaces. As every run over 10,000 people reads 30,000 of its
// objects twice and writes them once, this is done by what is known of that form: it takes a tenth of the time of
// encoding/json. What has another form, because somebody has changed it, is read as any JSON.

// write streams the manifest.
func (m Manifest) write(w io.Writer) error {
	head, err := json.MarshalIndent(manifestHead{manifestVersion, m.Event, m.Issuer, m.Shards, m.Shard}, "", "  ")
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(w, 1<<16) // it keeps the first error
	out.Write(harmless(bytes.TrimSuffix(head, []byte("\n}"))))
	list := func(key string, objects func(add func(members []byte))) {
		before, end := ",\n  \""+key+"\": [", "]"
		objects(func(members []byte) {
			out.WriteString(before + "\n    {")
			out.Write(members[:len(members)-1]) // without the last comma
			out.WriteString("\n    }")
			before, end = ",", "\n  ]"
		})
		if end == "]" {
			end = before + end
		}
		out.WriteString(end)
	}
	var b []byte
	list("files", func(add func([]byte)) {
		for _, f := range m.Files {
			b = appendMember(b[:0], "file", appendText, f.File)
			b = appendMember(b, "size", appendNumber, f.Size)
			b = appendMember(b, "sha256", appendSum, f.Sum)
			add(b)
		}
	})
	list("entries", func(add func([]byte)) {
		if m.Entries == nil {
			return
		}
		for e := range m.Entries {
			b = appendMember(b[:0], "attendee", appendText, e.Attendee)
			b = appendMember(b, "kind", appendText, e.Kind)
			b = appendMember(b, "name", appendText, e.Name)
			b = appendMember(b, "number", appendText, e.Number)
			b = appendMember(b, "token", appendSum, e.Token)
			b = appendMember(b, "file", appendText, e.File)
			b = appendMember(b, "page", appendNumber, int64(e.Page))
			if e.Picture != "" {
				b = appendMember(b, "picture", appendText, e.Picture)
			}
			add(b)
		}
	})
	out.WriteString("\n}\n")
	return out.Flush()
}

// appendMember appends a line with a member of an object in a list, and a comma.
func appendMember[T any](b []byte, key string, appendValue func([]byte, T) []byte, value T) []byte {
	b = append(append(append(b, "\n      \""...), key...), "\": "...)
	return append(appendValue(b, value), ',')
}

func appendNumber(b []byte, n int64) []byte { return strconv.AppendInt(b, n, 10) }

func appendSum(b []byte, s Sum) []byte { return append(hex.AppendEncode(append(b, '"'), s[:]), '"') }

// appendText appends a text as harmless JSON.
func appendText(b []byte, text string) []byte {
	for i, r := range text {
		switch {
		case i == 0 && (r == '=' || r == '+' || r == '-' || r == '@'), r < ' ', r == '"', r == '\\',
			r == '<', r == '>', r == '&', r == utf8.RuneError, r == '\u2028', r == '\u2029', r >= utf8.RuneSelf && unicode.In(r, unicode.Cf):
			quoted, err := json.Marshal(text)
			if err != nil {
				panic("internal error: " + err.Error()) // every text has a form
			}
			return append(b, harmless(quoted)...)
		}
	}
	return append(append(append(b, '"'), text...), '"')
}

// errOtherForm means that a manifest must be read as any JSON.
var errOtherForm = errors.New("a manifest of another form")

// readLines is the inverse of write. The error is errOtherForm for what write does not write.
func readLines(r io.Reader) (m Manifest, err error) {
	in := lines{r: bufio.NewReaderSize(r, 1<<16)}
	var text []byte
	for in.next(); in.err == nil && !bytes.HasPrefix(in.line, []byte(`  "files": `)); in.next() {
		text = append(append(text, in.line...), '\n')
	}
	text, ok := bytes.CutSuffix(text, []byte(",\n"))
	var head manifestHead
	if !ok || json.Unmarshal(append(text, '}'), &head) != nil {
		return m, errOtherForm
	}
	var files []Written
	in.list("files", ",", func() {
		files = append(files, Written{File: in.text("file"), Size: in.number("size"), Sum: in.sum("sha256")})
	})
	in.next()
	var entries []Entry
	in.list("entries", "", func() {
		e := Entry{Attendee: in.text("attendee"), Kind: in.text("kind"), Name: in.text("name"), Number: in.text("number"),
			Token: in.sum("token"), File: in.text("file"), Page: int(in.number("page"))}
		if in.more {
			e.Picture = in.text("picture")
		}
		entries = append(entries, e)
	})
	in.expect("}")
	if in.next(); in.err != io.EOF {
		return m, errOtherForm
	}
	return head.with(files, entries)
}

// lines reads the lines that write writes. After an error it reads nothing more.
type lines struct {
	r    *bufio.Reader
	line []byte // without its end
	more bool   // there was a comma after the last member
	last string // the last text, which is often the next one, too
	err  error  // the first one
}

// next reads a line.
func (in *lines) next() {
	if in.err != nil {
		return
	}
	if in.line, in.err = in.r.ReadSlice('\n'); in.err == nil {
		in.line = in.line[:len(in.line)-1]
	} else if in.err != io.EOF || len(in.line) > 0 {
		in.err = errOtherForm
	}
}

// expect reads a line that is this one.
func (in *lines) expect(line string) {
	if in.next(); string(in.line) != line {
		in.err = errOtherForm
	}
}

// list reads a list that begins in the line that was read last, and calls object for what is in each object of it.
func (in *lines) list(key, comma string, object func()) {
	begin := `  "` + key + `": [`
	if string(in.line) == begin+"]"+comma {
		return
	}
	if string(in.line) != begin {
		in.err = errOtherForm
	}
	for in.err == nil {
		in.expect("    {")
		in.more = true
		object()
		if in.next(); in.more || string(in.line) != "    }" && string(in.line) != "    }," {
			in.err = errOtherForm
		}
		if string(in.line) == "    }" {
			in.expect("  ]" + comma)
			return
		}
	}
}

// member reads a line with a member of an object in a list and returns its value.
func (in *lines) member(key string) []byte {
	if !in.more {
		in.err = errOtherForm
	}
	in.next()
	value, ok := bytes.CutPrefix(in.line, []byte(`      "`))
	if ok {
		value, ok = bytes.CutPrefix(value, []byte(key))
	}
	if ok {
		value, ok = bytes.CutPrefix(value, []byte(`": `))
	}
	if !ok || in.err != nil {
		in.err = errOtherForm
		return nil
	}
	value, in.more = bytes.CutSuffix(value, []byte(","))
	return value
}

func (in *lines) number(key string) int64 {
	value := string(in.member(key))
	n, err := strconv.ParseInt(value, 10, 64)
	if err != nil || strconv.FormatInt(n, 10) != value {
		in.err = errOtherForm
	}
	return n
}

func (in *lines) sum(key string) (s Sum) {
	value := in.member(key)
	if len(value) != 2+2*len(s) || value[0] != '"' || value[len(value)-1] != '"' {
		in.err = errOtherForm
		return s
	}
	if _, err := hex.Decode(s[:], value[1:len(value)-1]); err != nil {
		in.err = errOtherForm
	}
	return s
}

func (in *lines) text(key string) string {
	value := in.member(key)
	if len(value) < 2 || value[0] != '"' || value[len(value)-1] != '"' || !utf8.Valid(value) {
		in.err = errOtherForm
		return ""
	}
	plain := value[1 : len(value)-1]
	if bytes.ContainsFunc(plain, func(r rune) bool { return r < ' ' || r == '"' || r == '\\' }) {
		text := ""
		if json.Unmarshal(value, &text) != nil {
			in.err = errOtherForm
		}
		return text
	}
	if string(plain) != in.last {
		in.last = string(plain)
	}
	return in.last
}

// harmless returns equivalent JSON in which no string begins like a spreadsheet formula and every character is visible.
func harmless(text []byte) []byte {
	var b bytes.Buffer
	opened, inside := false, false // whether the last character opened a string; whether we are inside one
	for len(text) > 0 {
		r, n := utf8.DecodeRune(text)
		switch {
		case inside && r == '\\':
			n = 2 // an escape, whose second character never closes the string
			b.Write(text[:n])
		case opened && (r == '=' || r == '+' || r == '-' || r == '@'), inside && unicode.In(r, unicode.Cf):
			for _, unit := range utf16.AppendRune(nil, r) {
				fmt.Fprintf(&b, `\u%04x`, unit)
			}
		default:
			b.Write(text[:n])
		}
		quote := r == '"'
		opened = quote && !inside
		inside = inside != quote
		text = text[n:]
	}
	return b.Bytes()
}
