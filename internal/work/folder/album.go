package folder

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"io"
	"io/fs"
	"os"
	"runtime"
	"strings"
	"sync"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/source"
	"lanyard/internal/paper/artwork"
	"lanyard/internal/paper/expression"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/svg"
	"lanyard/internal/paper/template"
	"lanyard/internal/typography/font"
)

// maxPhotoSide is the longer side, in pixels, to which photos of people are reduced: 10 cm at 300 dpi. Two thousand
// photos straight from a telephone would make a file of 8 GB.
const maxPhotoSide = 1200

// photoQuality is the JPEG quality of photos that were reduced or rotated: higher values make files larger without
// a visible difference.
const photoQuality = 88

// album holds the pictures of an event. It is safe for concurrent use.
type album struct {
	dir         string
	fonts       *font.Library // for text in place of a PDF
	named       map[string]*page.Image
	backgrounds map[*template.Template]*page.Picture

	mu     sync.Mutex
	photos map[string]photo // by file name; a run shows each person's photo twice

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
	maxKept   = 4 * maxPhotoSide * maxPhotoSide // bytes of one photo: no picture needs more
	large     = 24 << 20                        // bytes of memory: a photo from a telephone has 23 MB
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
	return p.image, p.err
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
	data, err := readFile(root, name, maxPicture)
	if !first && page.Memory(data) > large {
		a.alone.Lock()
		defer a.settle()
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		message, _ := reason(name, err)
		return nil, fmt.Errorf("reading a picture: %s", message)
	}
	if artwork.Is(data) {
		p, _, err := a.artwork(name, data, view{page: 1})
		if err != nil {
			return nil, unprintable(name, err)
		}
		return p, nil
	}
	p, img, err := picture(data)
	if err == nil {
		p, err = printable(p, img)
	}
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

// picture reads a picture of any format; img holds its pixels, nil for a drawing. The error is a sentence about
// "it", or source.Problems.
func picture(data []byte) (p *page.Image, img image.Image, err error) {
	if !svg.Is(data) {
		return page.DecodeImage(data)
	}
	d, err := svg.Read(data)
	if err != nil {
		return nil, nil, err
	}
	sum := sha256.Sum256(data)
	return &page.Image{Name: hex.EncodeToString(sum[:]), Format: "svg", Size: d.Size, Items: d.Items, Title: d.Title},
		nil, nil
}

// printable returns a photo upright and no larger than paper can show. Drawings suit any size.
func printable(p *page.Image, img image.Image) (*page.Image, error) {
	if img == nil {
		return p, nil
	}
	turn := orientation(p.Data)
	factor := max(1, (max(p.Width, p.Height)+maxPhotoSide-1)/maxPhotoSide)
	if turn == upright && factor <= 1 && len(p.Data) <= maxKept {
		return p, nil
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, turned(reduced(img, factor), turn), &jpeg.Options{Quality: photoQuality}); err != nil {
		return nil, err
	}
	p, _, err := page.DecodeImage(out.Bytes())
	return p, err
}

// reduced returns img on a white ground, averaging each square of factor by factor pixels. It holds as many rows of
// img as make one.
func reduced(img image.Image, factor int) *image.RGBA {
	b := img.Bounds()
	out := image.NewRGBA(image.Rect(0, 0, max(1, b.Dx()/factor), max(1, b.Dy()/factor)))
	rows := image.NewRGBA(image.Rect(0, 0, max(b.Dx(), factor), factor))
	for y := range out.Rect.Dy() {
		draw.Draw(rows, rows.Rect, image.White, image.Point{}, draw.Src)
		draw.Draw(rows, rows.Rect, img, image.Pt(b.Min.X, b.Min.Y+y*factor), draw.Over)
		for x := range out.Rect.Dx() {
			var sum [3]uint32
			for i := range factor {
				for at := rows.PixOffset(x*factor, i); at < rows.PixOffset((x+1)*factor, i); at += 4 {
					sum[0], sum[1], sum[2] = sum[0]+uint32(rows.Pix[at]), sum[1]+uint32(rows.Pix[at+1]),
						sum[2]+uint32(rows.Pix[at+2])
				}
			}
			n := uint32(factor * factor)
			out.SetRGBA(x, y, color.RGBA{uint8(sum[0] / n), uint8(sum[1] / n), uint8(sum[2] / n), 255})
		}
	}
	return out
}

// The orientations of EXIF (JEITA CP-3451, tag 0x0112): how the camera was held.
const (
	upright     = 1
	exifTag     = 0x0112
	orientCount = 8
)

// turned returns img upright.
func turned(img *image.RGBA, orientation int) image.Image {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	// from returns the position in img of the pixel at (x, y).
	from := map[int]func(x, y int) (int, int){
		2: func(x, y int) (int, int) { return w - 1 - x, y },
		3: func(x, y int) (int, int) { return w - 1 - x, h - 1 - y },
		4: func(x, y int) (int, int) { return x, h - 1 - y },
		5: func(x, y int) (int, int) { return y, x },
		6: func(x, y int) (int, int) { return y, h - 1 - x },
		7: func(x, y int) (int, int) { return w - 1 - y, h - 1 - x },
		8: func(x, y int) (int, int) { return w - 1 - y, x },
	}[orientation]
	if from == nil {
		return img
	}
	size := image.Rect(0, 0, w, h)
	if orientation >= 5 { // lying on its side
		size = image.Rect(0, 0, h, w)
	}
	out := image.NewRGBA(size)
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			out.SetRGBA(x, y, img.RGBAAt(from(x, y)))
		}
	}
	return out
}

// orientation returns the EXIF orientation of a JPEG, 1 if it has none.
func orientation(data []byte) int {
	if len(data) < 4 || data[0] != 0xff || data[1] != 0xd8 {
		return upright
	}
	for at := 2; at+4 <= len(data) && data[at] == 0xff; {
		size := int(binary.BigEndian.Uint16(data[at+2:]))
		if size < 2 || at+2+size > len(data) {
			break
		}
		segment := data[at+4 : at+2+size]
		if data[at+1] == 0xe1 && bytes.HasPrefix(segment, []byte("Exif\x00\x00")) {
			return exifOrientation(segment[6:])
		}
		at += 2 + size
	}
	return upright
}

// exifOrientation reads the tag from the first directory of a TIFF header.
func exifOrientation(tiff []byte) int {
	var order binary.ByteOrder = binary.LittleEndian
	switch {
	case len(tiff) < 8:
		return upright
	case bytes.HasPrefix(tiff, []byte("MM")):
		order = binary.BigEndian
	}
	first := int(order.Uint32(tiff[4:]))
	if first < 8 || first > len(tiff)-2 {
		return upright
	}
	entries := tiff[first+2:]
	for range order.Uint16(tiff[first:]) {
		if len(entries) < 12 {
			break
		}
		if order.Uint16(entries) == exifTag {
			if v := int(order.Uint16(entries[8:])); v >= upright && v <= orientCount {
				return v
			}
			break
		}
		entries = entries[12:]
	}
	return upright
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
	f, err := openFile(root, name.String())
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
