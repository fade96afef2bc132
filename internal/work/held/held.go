// Package held shows a paper as it was printed: the page of the file on which the ledger says that it is, whatever the
// list and the design say by now.
//
// The file is believed no more than any other: it is shown only if package pdf wrote it and its page bears the number,
// since a later run may have written another file under the same name.
package held

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"slices"
	"strings"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/fault"
	"lanyard/internal/base/geom"
	"lanyard/internal/base/source"
	"lanyard/internal/paper/interpret"
	"lanyard/internal/paper/raster"
	"lanyard/internal/paper/readback"
	"lanyard/internal/trust/ledger"
)

const (
	// maxFile is the most bytes of a file: the badges of some thousand people with their photos.
	maxFile = 256 << 20

	// maxPixels is the most pixels of a picture: A4 at 350 dots an inch.
	maxPixels = 12_000_000
)

// ErrAbsent is the error, with a hint, for a paper none of whose files is there any more as it was printed.
var ErrAbsent = fault.New("the file it was printed from is gone, or another one has its name by now",
	"look for a copy of the file, or make the paper again")

// Picture returns a PNG, width pixels wide, of the page on which a paper with a number was last printed, from a file in
// the folder out, and that print. The error is ErrAbsent, ctx's, or says why a file cannot be read.
func Picture(ctx context.Context, out, number string, prints []ledger.Print, width int) ([]byte, ledger.Print, error) {
	root, err := os.OpenRoot(out)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ledger.Print{}, ErrAbsent
	}
	if err != nil {
		return nil, ledger.Print{}, err
	}
	defer root.Close()
	for _, p := range slices.Backward(prints) {
		data, err := bundle.ReadInside(root, p.File, maxFile)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, p, fmt.Errorf("reading %s: %w", source.Quote(p.File), err)
		}
		bears, err := bears(ctx, data, p.Page, number)
		if err != nil || !bears {
			if ctx.Err() != nil {
				return nil, p, ctx.Err()
			}
			continue
		}
		picture, err := draw(ctx, data, p.Page, width)
		return picture, p, err
	}
	return nil, ledger.Print{}, ErrAbsent
}

// bears reports whether a page of one of our files shows a number.
func bears(ctx context.Context, data []byte, page int, number string) (bool, error) {
	sheets, err := readback.Read(ctx, data)
	if err != nil || page < 1 || page > len(sheets) {
		return false, err
	}
	return slices.ContainsFunc(sheets[page-1].Text, func(run string) bool { return strings.Contains(run, number) }), nil
}

func draw(ctx context.Context, data []byte, n, width int) ([]byte, error) {
	d, err := interpret.Page(ctx, data, n)
	if err != nil {
		return nil, err
	}
	w, h := d.Page.Size.W, d.Page.Size.H
	wide := min(float64(width), math.Sqrt(maxPixels*float64(w)/float64(h)))
	img, err := raster.New().DrawContext(ctx, d.Page, wide*float64(geom.Inch)/float64(w), raster.Trim)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = raster.WritePNG(&out, img)
	return out.Bytes(), err
}
