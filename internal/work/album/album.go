// Package album holds the photos of people: each is read once from the event's folder, when its paper is laid out,
// upright and reduced to what paper shows.
package album

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"image/color"
	"image/jpeg"
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
	"lanyard/internal/typography/font"
)

// Album holds the photos of an event. It may be used by several goroutines.
type Album struct {
	dir   string
	fonts *font.Library // for the text of drawings

	mu     sync.Mutex
	photos map[string]photo // by file name; a run shows each person's photo twice
	cmyk   map[string]bool  // names of the photos in CMYK

	alone sync.Mutex // held while a large photo is read
}

// New returns the photos in the event's folder dir. Drawings among them are set in fonts.
func New(dir string, fonts *font.Library) *Album { return &Album{dir: dir, fonts: fonts} }

type photo struct {
	image *page.Image
	err   error
}

// MaxFile is the most bytes of a picture: a photograph of 50 megapixels.
const MaxFile = 32 << 20

// Large is the memory in bytes above which a picture is read alone, and released before the next: a photo from a
// telephone has 23 MB. Reading such pictures on all workers would take a multiple of page.MaxMemory.
const Large = 24 << 20

// Limits of the photos in memory. The reduced photo that a page shows is kept, about 100 MB in all.
const (
	maxPhotos = 512
	largeFile = Large / 3
)

// File returns the photo in a file of the event's folder, upright and reduced; nil if there is no such file.
func (a *Album) File(name string) (*page.Image, error) {
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
	if p.image != nil && IsCMYK(p.image) {
		if a.cmyk == nil {
			a.cmyk = map[string]bool{}
		}
		a.cmyk[name] = true
	}
	return p.image, p.err
}

// InCMYK returns the names of the photos in CMYK that have been read, sorted.
func (a *Album) InCMYK() []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return slices.Sorted(maps.Keys(a.cmyk))
}

func (a *Album) read(name string) (*page.Image, error) {
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
	data, err := bundle.ReadInside(root, name, MaxFile)
	if !first && page.Memory(data) > Large {
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
func (a *Album) settle() {
	runtime.GC() // otherwise the heap grows to twice the picture before it is collected
	a.alone.Unlock()
}

// sumLength is the number of bytes kept of a picture's hash: enough to notice a different picture.
const sumLength = 8

// Sum returns a hash of the picture in a file of the event's folder, "" if there is none: layout reports what is
// wrong with it.
func (a *Album) Sum(file expression.Phrase, field func(name string) string) string {
	var name strings.Builder
	for _, part := range file {
		name.WriteString(part.Literal + field(part.Field))
	}
	if !fs.ValidPath(name.String()) {
		return ""
	}
	root, err := os.OpenRoot(a.dir)
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

// IsCMYK reports whether a picture is a JPEG in CMYK.
func IsCMYK(img *page.Image) bool {
	if img.Format != "jpeg" {
		return false
	}
	c, err := jpeg.DecodeConfig(bytes.NewReader(img.Data))
	return err == nil && c.ColorModel == color.CMYKModel
}
