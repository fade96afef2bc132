// Package picture turns the file of a picture, in any format that a design takes, into what a page or a web page shows:
// a photograph upright and reduced, a drawing as it is, a page of a PDF, a logo as pixels. It reads bytes and opens no
// file.
package picture

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"path"

	"lanyard/internal/base/fault"
	"lanyard/internal/paper/artwork"
	"lanyard/internal/paper/layout"
	"lanyard/internal/paper/page"
	"lanyard/internal/typography/font"
)

// View selects what to show of a PDF.
type View struct {
	Page  int  // from 1; other pictures have one
	Bleed bool // include the bleed
}

// Read returns the picture in a file of any format; name is that of the file, and library has the fonts for what other
// renderers than pdf show in place of a PDF. Absent lists the fonts that a PDF uses without embedding them. The error
// is a sentence about "it", or source.Problems of a drawing; or the context's, when ctx ends before a PDF is read.
func Read(ctx context.Context, name string, data []byte, v View, library *font.Library) (img *page.Image,
	absent []string, err error) {
	if artwork.Is(data) {
		return cut(ctx, name, data, v, library)
	}
	if img, _, err = decoded(data); err == nil && v.Page > 1 {
		err = fault.New("it has one page", "leave out background_page")
	}
	return img, nil, err
}

// Photo returns the picture in a file as Read does, upright and no larger than paper can show: photos come straight
// from telephones. Of a PDF it shows the first page, whatever its reading takes within the limits of package artwork.
func Photo(name string, data []byte, library *font.Library) (*page.Image, error) {
	if artwork.Is(data) {
		p, _, err := cut(context.Background(), name, data, View{Page: 1}, library)
		return p, err
	}
	p, img, err := decoded(data)
	if err != nil {
		return nil, err
	}
	return printable(p, img)
}

// cut reads a page of a PDF. Absent lists the fonts that it uses without embedding them.
func cut(ctx context.Context, name string, data []byte, v View, library *font.Library) (img *page.Image,
	absent []string, err error) {
	p, err := artwork.Cut(ctx, data, v.Page, v.Bleed)
	if err != nil {
		return nil, nil, err
	}
	data = p.Objects.Bytes()
	sum := sha256.Sum256(data)
	img = &page.Image{Name: hex.EncodeToString(sum[:]), Format: "pdf", Data: data, Size: p.Size, Bleed: p.Bleed,
		Page:  v.Page,
		Items: layout.StandIn(library, p.Size, path.Base(name)+" is drawn in the PDF only")}
	return img, p.Absent, nil
}
