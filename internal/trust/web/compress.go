package web

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
)

// coding is a content coding of HTTP in which files are prepared.
type coding struct {
	name, suffix string
	open         func(io.Reader) (io.Reader, error)
}

// codings are in the order in which they are preferred.
var codings = [...]coding{
	{"br", ".br", func(r io.Reader) (io.Reader, error) { return brotli.NewReader(r), nil }},
	{"gzip", ".gz", func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) }},
}

// Levels of brotli. The best one takes a second for what every visit loads, which is
// the same for all sites of a program; languages and what changes have a fast one.
const (
	bestLevel = brotli.BestCompression
	fastLevel = 5
)

// packedPage holds the page's own parts in each coding, by name within the folder. The
// style is not among them: a brand changes it.
var packedPage = sync.OnceValue(func() map[string][len(codings)][]byte {
	_, all := pageParts(pageFiles())
	packed := make(map[string][len(codings)][]byte)
	for name, data := range all {
		if name == styleFile {
			continue
		}
		level := bestLevel
		if strings.HasPrefix(name, langFolder) {
			level = fastLevel
		}
		packed[name] = packAt(data, level)
	}
	return packed
})

// addPacked adds each file that compression makes smaller again in each coding, under
// its name and the suffix of the coding, for hosts that serve such files.
func addPacked(site map[string][]byte, folder string) {
	add := func(name string, forms [len(codings)][]byte) {
		for n, data := range forms {
			if data != nil {
				site[name+codings[n].suffix] = data
			}
		}
	}
	for name, forms := range packedPage() {
		add(folder+name, forms)
	}
	add(folder+styleFile, packAt(site[folder+styleFile], bestLevel))
	for _, name := range []string{indexFile, workerFile, archiveFile} {
		add(name, packAt(site[name], fastLevel))
	}
}

// packAt returns data in each coding, nil where that saves less than a tenth.
func packAt(data []byte, level int) (forms [len(codings)][]byte) {
	for n, c := range codings {
		var b bytes.Buffer
		var w io.WriteCloser = brotli.NewWriterLevel(&b, level)
		if c.name == "gzip" {
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

// isPacked reports whether a file is another one of the site in a coding, and which one.
func isPacked(site map[string][]byte, name string) (plain string, is bool) {
	for _, c := range codings {
		if plain, is = strings.CutSuffix(name, c.suffix); is && site[plain] != nil && path.Ext(plain) != "" {
			return plain, true
		}
	}
	return "", false
}

// preparedForms returns a file in each coding as the site has it: nil where it has
// none. It refuses one that holds anything else than the file.
func preparedForms(site map[string][]byte, name string) (forms [len(codings)][]byte, err error) {
	for n, c := range codings {
		packed := site[name+c.suffix]
		if packed == nil {
			continue
		}
		r, err := c.open(bytes.NewReader(packed))
		var data []byte
		if err == nil {
			data, err = io.ReadAll(io.LimitReader(r, int64(len(site[name]))+1))
		}
		if err != nil || !bytes.Equal(data, site[name]) {
			return forms, fmt.Errorf("%s does not hold %s: publish the whole site again", name+c.suffix, name)
		}
		forms[n] = packed
	}
	return forms, nil
}
