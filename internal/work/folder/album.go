package folder

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/fault"
	"lanyard/internal/base/source"
	"lanyard/internal/paper/expression"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/picture"
	"lanyard/internal/paper/template"
	"lanyard/internal/typography/font"
)

// album holds the pictures of an event. It is safe for concurrent use.
type album struct {
	dir         string
	fonts       *font.Library // for text in place of a PDF
	named       map[string]*page.Image
	backgrounds map[*template.Template]*page.Picture

	mu     sync.Mutex
	photos map[string]photo // by file name; a run shows each person's photo twice
	cmyk   map[string]bool  // names of the photos in CMYK

	alone sync.Mutex // held while a large photo is read
}

type photo struct {
	image *page.Image
	err   error
}

// Limits of the photos in memory. The reduced photo that a page shows is kept, about 100 MB in all. Large photos
// are read one at a time and released before the next; reading them on all workers would take a multiple of
// page.MaxMemory.
const (
	maxPhotos = 512
	large     = 24 << 20 // bytes of memory: a photo from a telephone has 23 MB
	largeFile = large / 3
)

// Background returns the artwork below the boxes of t, or nil.
func (a *album) Background(t *template.Template) *page.Picture { return a.backgrounds[t] }

// Named returns the event's picture called name, or nil.
func (a *album) Named(name string) *page.Image { return a.named[name] }

// File returns the photo in a file of the event's folder, upright and reduced; nil if there is no such file.
func (a *album) File(name string) (*page.Image, error) {
	a.mu.Lock()
	p, ok := a.photos[name]
	a.mu.Unlock()
	if ok {
		return p.image, p.err
	}
	p.image, p.err = a.read(name)
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.photos == nil || len(a.photos) >= maxPhotos {
		a.photos = map[string]photo{}
	}
	a.photos[name] = p
	if p.image != nil && isCMYK(p.image) {
		if a.cmyk == nil {
			a.cmyk = map[string]bool{}
		}
		a.cmyk[name] = true
	}
	return p.image, p.err
}

// inCMYK returns the names of the photos in CMYK that have been read, sorted.
func (a *album) inCMYK() []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return slices.Sorted(maps.Keys(a.cmyk))
}

func (a *album) read(name string) (*page.Image, error) {
	if !fs.ValidPath(name) {
		return nil, fmt.Errorf("%q is no name for a file inside the event's folder", name)
	}
	root, err := os.OpenRoot(a.dir)
	if err != nil {
		return nil, fmt.Errorf("reading the picture %q: %w", name, err)
	}
	defer root.Close()
	info, err := root.Stat(name)
	first := err == nil && info.Size() > largeFile
	if first {
		a.alone.Lock()
		defer a.settle()
	}
	data, err := bundle.ReadInside(root, name, maxPicture)
	if !first && page.Memory(data) > large {
		a.alone.Lock()
		defer a.settle()
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		message, _ := bundle.WhyNot(name, err)
		return nil, fmt.Errorf("reading a picture: %s", message)
	}
	p, err := picture.Photo(name, data, a.fonts)
	if err != nil {
		return nil, unprintable(name, err)
	}
	return p, nil
}

// unprintable adds the name of a picture to the error of its bytes, and to the first problem of a drawing.
func unprintable(name string, err error) error {
	var problems source.Problems
	if !errors.As(err, &problems) {
		return fmt.Errorf("the picture %q: %w", name, err)
	}
	first := problems[0]
	first.File = name
	return fault.Wrap(err, "the picture "+first.Error(), first.Hint)
}

// settle ends an exclusive read.
func (a *album) settle() {
	runtime.GC() // otherwise the heap grows to twice the picture before it is collected
	a.alone.Unlock()
}

// sumLength is the number of bytes kept of a picture's hash: enough to notice a different picture.
const sumLength = 8

// SumOf returns a hash of the picture in a file of the event's folder, "" if there is none: layout reports what is
// wrong with it.
func (w *Work) SumOf(file expression.Phrase, field func(name string) string) string {
	var name strings.Builder
	for _, part := range file {
		name.WriteString(part.Literal + field(part.Field))
	}
	if !fs.ValidPath(name.String()) {
		return ""
	}
	root, err := os.OpenRoot(w.Dir)
	if err != nil {
		return ""
	}
	defer root.Close()
	f, err := bundle.OpenInside(root, name.String())
	if err != nil {
		return ""
	}
	defer f.Close()
	hash := sha256.New()
	if _, err := io.Copy(hash, f); err != nil {
		return ""
	}
	return "picture " + hex.EncodeToString(hash.Sum(nil)[:sumLength])
}
