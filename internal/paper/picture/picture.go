// Package picture turns the file of a picture, in any format that a design takes, into what a page or a web page shows:
// a photograph upright and reduced, a drawing as it is, a page of a PDF, a logo as pixels. It reads bytes and opens no
// file.
package picture

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"path"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/geom"
	"lanyard/internal/paper/artwork"
	"lanyard/internal/paper/interpret"
	"lanyard/internal/paper/layout"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/pdf"
	"lanyard/internal/typography/font"
)

// View selects what to show of a PDF.
type View struct {
	Page  int  // from 1; other pictures have one
	Bleed bool // include the bleed
}

// Lack is what some readers of a picture do not get.
type Lack struct {
	Fonts  []string // that a PDF uses without embedding them
	Screen []string // clauses on what other renderers than pdf do not show of a PDF
}

// Read returns the picture in a file of any format; name is that of the file, and library has the fonts for what other
// renderers than pdf show in place of a PDF that they cannot draw. The error is a sentence about "it", or
// source.Problems of a drawing; or the context's, when ctx ends before a PDF is read.
func Read(ctx context.Context, name string, data []byte, v View, library *font.Library) (*page.Image, Lack, error) {
	if artwork.Is(data) {
		return cut(ctx, name, data, v, library)
	}
	img, _, err := decoded(data)
	if err == nil && v.Page > 1 {
		err = fault.New("it has one page", "leave out background_page")
	}
	return img, Lack{}, err
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

// cut reads a page of a PDF.
func cut(ctx context.Context, name string, data []byte, v View, library *font.Library) (*page.Image, Lack, error) {
	p, err := artwork.Cut(ctx, data, v.Page, v.Bleed)
	if err != nil {
		return nil, Lack{}, err
	}
	data = p.Objects.Bytes()
	sum := sha256.Sum256(data)
	img := &page.Image{Name: hex.EncodeToString(sum[:]), Format: "pdf", Data: data, Size: p.Size, Bleed: p.Bleed,
		Page: v.Page}
	lack := Lack{Fonts: p.Absent}
	if img.Items, lack.Screen, err = onScreen(ctx, img); err != nil {
		return nil, Lack{}, err
	}
	if img.Items == nil {
		img.Items = layout.StandIn(library, p.Size, path.Base(name)+" is drawn in the PDF only")
	}
	return img, lack, nil
}

// onScreen returns what other renderers than pdf show of the page of a PDF: the page as package interpret reads it in a
// file of ours, and clauses on what it does not show. No items: it cannot be read there. The error is the context's.
func onScreen(ctx context.Context, img *page.Image) (items []page.Item, omitted []string, err error) {
	var file bytes.Buffer
	box := img.Size.At(geom.Position{})
	err = pdf.Write(&file, pdf.Meta{}, []*page.Page{{Size: img.Size, Items: []page.Item{&page.Picture{Box: box, Image: img}}}})
	if err != nil {
		return nil, nil, nil
	}
	d, err := interpret.Page(ctx, file.Bytes(), 1)
	if err != nil {
		return nil, nil, ctx.Err()
	}
	for _, o := range d.Omissions {
		omitted = append(omitted, o.String())
	}
	if len(d.Page.Items) == 0 && len(omitted) > 0 {
		return nil, nil, nil
	}
	// What the page leaves blank is transparent, and nothing is painted outside.
	return []page.Item{&page.Group{Clip: geom.Box(box), Items: d.Page.Items}}, omitted, nil
}
