package pdf

import (
	"bytes"
	"errors"
	"io"
	"strconv"

	"github.com/klauspost/compress/zlib"
)

// The limits of Links, which reads files that anybody may have made.
const (
	// maxLinks is how many links are read: a file of 100,000 badges has one each.
	maxLinks = 1_000_000

	// maxInflated is how much of compressed objects is read in all, in bytes:
	// the objects of 100,000 pages are a tenth of it.
	maxInflated = 64 << 20
)

// Links returns the URLs of the links of a PDF file in the order of the file,
// each once, as they are written there. It reads files that Draw made, and most that other
// tools wrote anew from one, objects in compressed streams included. It follows
// nothing and trusts nothing: the URLs may be anything. Data that is no PDF
// file is an error; a broken one gives the links that can still be read.
func Links(data []byte) ([]string, error) {
	const headerWithin = 1024 // ISO 32000-1, annex H, implementation note 13
	if !bytes.Contains(data[:min(len(data), headerWithin)], []byte("%PDF-")) {
		return nil, errors.New("reading links: not a PDF file")
	}
	l := links{seen: map[string]bool{}}
	l.scan(data)
	budget := int64(maxInflated)
	for rest := data; budget > 0; {
		var stream []byte
		if stream, rest = nextObjectStream(rest); stream == nil {
			break
		}
		r, err := zlib.NewReader(bytes.NewReader(stream))
		if err != nil {
			continue
		}
		// what comes before an error counts; a stream may be cut
		inflated, _ := io.ReadAll(io.LimitReader(r, budget))
		budget -= int64(len(inflated))
		l.scan(inflated)
	}
	return l.urls, nil
}

// nextObjectStream returns the data of the next object stream, from its first
// byte to the end of the file (deflate knows its own end), and what follows its
// beginning; nil when there is none.
func nextObjectStream(data []byte) (stream, rest []byte) {
	at := bytes.Index(data, []byte("/ObjStm"))
	if at < 0 {
		return nil, nil
	}
	data = data[at:]
	at = bytes.Index(data, []byte("stream"))
	if at < 0 {
		return nil, nil
	}
	data = data[at+len("stream"):]
	data = bytes.TrimPrefix(bytes.TrimPrefix(data, []byte("\r")), []byte("\n"))
	return data, data
}

// links gathers URLs.
type links struct {
	urls []string
	seen map[string]bool
}

// scan takes the value of every /URI key that is a string.
func (l *links) scan(data []byte) {
	for len(l.urls) < maxLinks {
		at := bytes.Index(data, []byte("/URI"))
		if at < 0 {
			break
		}
		data = data[at+len("/URI"):]
		s, ok := stringValue(trim(data[:min(len(data), 4*maxURL)]))
		if ok && s != "" && !l.seen[s] {
			l.urls, l.seen[s] = append(l.urls, s), true
		}
	}
}

// stringValue reads the string at the start of b.
func stringValue(b []byte) (string, bool) {
	switch {
	case len(b) == 0:
		return "", false
	case b[0] == '(':
		n := literalEnd(b)
		if n == 0 {
			return "", false
		}
		return unescape(b[1 : n-1]), true
	case b[0] == '<' && !bytes.HasPrefix(b, []byte("<<")):
		n := bytes.IndexByte(b, '>')
		if n < 0 {
			return "", false
		}
		return unhex(b[1:n])
	}
	return "", false
}

// unescape resolves the escapes of a literal string (ISO 32000-1, 7.3.4.2).
func unescape(b []byte) string {
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); i++ {
		c := b[i]
		if c != '\\' || i+1 == len(b) {
			out = append(out, c)
			continue
		}
		i++
		switch c = b[i]; {
		case c >= '0' && c <= '7':
			n := 1
			for n < 3 && i+n < len(b) && b[i+n] >= '0' && b[i+n] <= '7' {
				n++
			}
			v, err := strconv.ParseUint(string(b[i:i+n]), 8, 16)
			if err != nil {
				panic("internal error: " + err.Error())
			}
			out = append(out, byte(v))
			i += n - 1
		case c == '\n': // the line goes on
		case c == '\r':
			if i+1 < len(b) && b[i+1] == '\n' {
				i++
			}
		default:
			if at := bytes.IndexByte([]byte("nrtbf"), c); at >= 0 {
				c = "\n\r\t\b\f"[at]
			}
			out = append(out, c)
		}
	}
	return string(out)
}

// unhex reads the digits of a hexadecimal string; an odd last one counts as
// followed by 0.
func unhex(b []byte) (string, bool) {
	var out []byte
	high := -1
	for _, c := range b {
		if isSpace(c) {
			continue
		}
		v := bytes.IndexByte([]byte(hexDigits), upper(c))
		switch {
		case v < 0:
			return "", false
		case high < 0:
			high = v
		default:
			out, high = append(out, byte(high<<4|v)), -1
		}
	}
	if high >= 0 {
		out = append(out, byte(high<<4))
	}
	return string(out), true
}

func upper(c byte) byte {
	if c >= 'a' && c <= 'f' {
		return c - 'a' + 'A'
	}
	return c
}
