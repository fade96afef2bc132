package picture

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"

	"lanyard/internal/paper/page"
	"lanyard/internal/paper/svg"
)

// maxPhotoSide is the longer side, in pixels, to which photos of people are reduced: 10 cm at 300 dpi. Two thousand
// photos straight from a telephone would make a file of 8 GB.
const maxPhotoSide = 1200

// photoQuality is the JPEG quality of photos that were reduced or rotated: higher values make files larger without
// a visible difference.
const photoQuality = 88

// maxKept is the most bytes of a photo: no picture needs more.
const maxKept = 4 * maxPhotoSide * maxPhotoSide

// decoded reads a bitmap or a drawing; img holds the pixels, nil for a drawing.
func decoded(data []byte) (p *page.Image, img image.Image, err error) {
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
