package readback

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"io"

	"lanyard/internal/base/cos"
)

// The limits of Links, which reads files of any origin.
const (
	// maxLinks is how many links are read: a file of 100,000 badges has one each.
	maxLinks = 1_000_000

	// maxLink is the longest link in bytes: ISO 19005-2, 6.1.13.
	maxLink = 32_767

	// maxUnpacked bounds the bytes of all decompressed objects: those of 100,000
	// pages are a tenth of it.
	maxUnpacked = 64 << 20

	// streamCost is what an object stream costs besides its bytes, in bytes: to begin one takes as long as to unpack
	// that much, however short it is.
	streamCost = 256

	contextEach = 1024 // links between two looks at the context
)

// errOverlap is the error for a file whose parts would be read again and again.
var errOverlap = errors.New("reading links: the PDF is damaged: its objects overlap")

// Links returns the URLs of the links of a PDF file in file order, each once, verbatim.
// It reads our own files and most that other tools rewrote from them, including
// objects in compressed streams. It follows nothing and trusts nothing: the URLs may
// be anything. Data that is not a PDF file is an error; a damaged file yields the
// links that can still be read, unless its parts overlap. When ctx ends first, the
// error is the context's.
func Links(ctx context.Context, data []byte) ([]string, error) {
	if cos.Header(data) < 0 {
		return nil, errors.New("reading links: not a PDF file")
	}
	most := parseFactor*int64(len(data)) + parseSlack
	l := links{ctx: ctx, seen: map[string]bool{}, left: most}
	l.scan(data)
	budget, left := int64(maxUnpacked), most
	for rest := data; budget > 0; {
		var stream []byte
		if stream, rest = nextObjectStream(rest); stream == nil {
			break
		}
		from := bytes.NewReader(stream[:min(int64(len(stream)), left)])
		if r, err := zlib.NewReader(from); err == nil {
			// data before an error counts; a stream may be cut
			inflated, _ := io.ReadAll(io.LimitReader(r, budget))
			budget -= int64(len(inflated))
			l.scan(inflated)
		}
		if left -= streamCost + from.Size() - int64(from.Len()); left <= 0 {
			return nil, errOverlap
		}
		if ctx.Err() != nil {
			break
		}
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if l.left < 0 {
		return nil, errOverlap
	}
	return l.urls, nil
}

// nextObjectStream returns the data of the next object stream, from its first byte to
// the end of the file (deflate marks its own end), and the rest of the file after its
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

// links collects URLs.
type links struct {
	ctx  context.Context
	urls []string
	seen map[string]bool
	left int64 // bytes that may be parsed
}

// scan takes the value of every /URI key that is a string.
func (l *links) scan(data []byte) {
	for n := 1; len(l.urls) < maxLinks && l.left >= 0; n++ {
		if n%contextEach == 0 && l.ctx.Err() != nil {
			break
		}
		at := bytes.Index(data, []byte("/URI"))
		if at < 0 {
			break
		}
		data = data[at+len("/URI"):]
		left := 64 // the entries of a dictionary, which a URI is not
		window := data[:min(len(data), maxLink)]
		p := cos.NewParser(window, 0, &left)
		v, err := p.Value()
		if err != nil {
			l.left -= int64(len(window))
		} else {
			l.left -= int64(p.At())
		}
		if s, ok := v.(cos.String); ok && err == nil && s != "" && !l.seen[string(s)] {
			l.urls, l.seen[string(s)] = append(l.urls, string(s)), true
		}
	}
}
