package delivery

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/andybalholm/brotli"
)

// Coding is a content coding of HTTP in which files are prepared.
type Coding struct {
	Name   string // in Accept-Encoding and Content-Encoding
	Suffix string // of the names of files in it
	Open   func(io.Reader) (io.Reader, error)
}

// Codings are in the order in which they are preferred.
var Codings = [...]Coding{
	{"br", ".br", func(r io.Reader) (io.Reader, error) { return brotli.NewReader(r), nil }},
	{"gzip", ".gz", func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) }},
}

// Levels of brotli for Pack. The best one takes half a second for what every visit loads.
const (
	BestLevel = brotli.BestCompression
	FastLevel = 5
)

// Forms is a file in each of Codings; nil where there is none.
type Forms [len(Codings)][]byte

// Pack returns data in each coding, nil where that saves less than a tenth. The level is that of brotli.
func Pack(data []byte, level int) (forms Forms) {
	for n, c := range Codings {
		var b bytes.Buffer
		var w io.WriteCloser = brotli.NewWriterOptions(&b, brotli.WriterOptions{Quality: level, LGWin: window(data)})
		if c.Name == "gzip" {
			w, _ = gzip.NewWriterLevel(&b, gzip.BestCompression) // a level that it knows
		}
		_, err := w.Write(data)
		if err = errors.Join(err, w.Close()); err != nil {
			panic("internal error: compressing: " + err.Error())
		}
		if b.Len() <= len(data)-len(data)/10 {
			forms[n] = b.Bytes()
		}
	}
	return forms
}

// window returns the base-2 logarithm of brotli's window (RFC 7932, 9.1) for data: 18 where that holds all of it, else
// 0, brotli's own 22. A larger window compresses no better then, and takes 32 MB to set up at the best level.
func window(data []byte) int {
	if len(data) < 1<<18 {
		return 18
	}
	return 0
}

// IsPacked reports whether a file is the encoded form of another file of the site, and of which one.
func IsPacked(site map[string][]byte, name string) (plain string, is bool) {
	for _, c := range Codings {
		if plain, is = strings.CutSuffix(name, c.Suffix); is && site[plain] != nil && path.Ext(plain) != "" {
			return plain, true
		}
	}
	return "", false
}

// Prepared returns a file in each coding as the site has it: nil where it has
// none. It refuses one that holds anything else than the file.
func Prepared(site map[string][]byte, name string) (forms Forms, err error) {
	for n, c := range Codings {
		packed := site[name+c.Suffix]
		if packed == nil {
			continue
		}
		r, err := c.Open(bytes.NewReader(packed))
		var data []byte
		if err == nil {
			data, err = io.ReadAll(io.LimitReader(r, int64(len(site[name]))+1))
		}
		if err != nil || !bytes.Equal(data, site[name]) {
			return forms, fmt.Errorf("%s does not hold %s: publish the whole site again", name+c.Suffix, name)
		}
		forms[n] = packed
	}
	return forms, nil
}

// Decode undoes a content coding of HTTP, "br", "gzip" or none (""), and reads at most most bytes.
func Decode(name string, data []byte, most int64) ([]byte, error) {
	if name == "" || name == "identity" {
		return data, nil
	}
	for _, c := range Codings {
		if c.Name != name {
			continue
		}
		r, err := c.Open(bytes.NewReader(data))
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", name, err)
		}
		out, err := io.ReadAll(io.LimitReader(r, most+1))
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", name, err)
		}
		if int64(len(out)) > most {
			return nil, fmt.Errorf("reading %s: more than %d bytes", name, most)
		}
		return out, nil
	}
	return nil, fmt.Errorf("unknown content coding %q", name)
}
