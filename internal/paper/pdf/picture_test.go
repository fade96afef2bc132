package pdf

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"strings"
	"testing"

	"lanyard/internal/paper/page"
)

// pngFile puts a PNG file together from its header and its scan lines.
func pngFile(width, height uint32, depth, kind, interlace byte, lines []byte) []byte {
	b := []byte("\x89PNG\r\n\x1a\n")
	chunk := func(kind string, data []byte) {
		b = binary.BigEndian.AppendUint32(b, uint32(len(data)))
		from := len(b)
		b = append(append(b, kind...), data...)
		b = binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[from:]))
	}
	header := binary.BigEndian.AppendUint32(nil, width)
	header = binary.BigEndian.AppendUint32(header, height)
	chunk("IHDR", append(header, depth, kind, 0, 0, interlace))
	var data bytes.Buffer
	w := zlib.NewWriter(&data)
	w.Write(lines)
	w.Close()
	chunk("IDAT", data.Bytes())
	chunk("IEND", nil)
	return b
}

// bomb is a small file that says it has ten thousand million pixels.
func bomb() []byte { return pngFile(100_000, 100_000, 8, 2, 0, nil) }

// interlaced is a white picture of 2 x 2 pixels in the order of Adam7: passes
// 1, 6 and 7, each line after its filter byte.
func interlaced() []byte {
	return pngFile(2, 2, 8, 2, 1, append(append([]byte{0, 255, 255, 255}, 0, 255, 255, 255), 0, 255, 255, 255, 255, 255, 255))
}

// encoded returns a picture of w x h pixels as Go writes it.
func encoded(t *testing.T, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestPictures(t *testing.T) {
	frame := image.Rect(0, 0, 6, 4)
	deep, deepAlpha := image.NewRGBA64(frame), image.NewNRGBA64(frame)
	for i := range deep.Pix {
		deep.Pix[i] = 0xff
		deepAlpha.Pix[i] = 0x80
	}
	palette := image.NewPaletted(frame, color.Palette{color.RGBA{255, 0, 0, 255}, color.RGBA{0, 0, 255, 255}})
	glass := image.NewPaletted(frame, color.Palette{color.NRGBA{255, 0, 0, 255}, color.NRGBA{0, 0, 255, 70}})
	glass.Pix[3] = 1
	var grey, colour bytes.Buffer
	if jpeg.Encode(&grey, image.NewGray(frame), nil) != nil || jpeg.Encode(&colour, deep, nil) != nil {
		t.Fatal("no JPEG")
	}
	cmyk, err := os.ReadFile("testdata/cmyk.jpg")
	if err != nil {
		t.Fatal(err)
	}
	var sheets []*page.Page
	for name, c := range map[string]struct {
		data []byte
		want []string // in the image dictionary
	}{
		"rgb.png":        {pixels(t, 6, 4, false).Data, []string{"/DeviceRGB", "/BitsPerComponent 8\n", "/FlateDecode"}},
		"alpha.png":      {pixels(t, 6, 4, true).Data, []string{"/DeviceRGB", "/SMask"}},
		"grey.png":       {encoded(t, image.NewGray(frame)), []string{"/DeviceGray"}},
		"deep.png":       {encoded(t, deep), []string{"/DeviceRGB", "/BitsPerComponent 16\n"}},
		"deepalpha.png":  {encoded(t, deepAlpha), []string{"/DeviceRGB", "/BitsPerComponent 8\n", "/SMask"}},
		"palette.png":    {encoded(t, palette), []string{"/Indexed"}},
		"glass.png":      {encoded(t, glass), []string{"/DeviceRGB", "/SMask"}},
		"interlaced.png": {interlaced(), []string{"/Width 2\n", "/DeviceRGB"}},
		"grey.jpeg":      {grey.Bytes(), []string{"/DeviceGray", "/DCTDecode"}},
		"colour.jpeg":    {colour.Bytes(), []string{"/DeviceRGB", "/DCTDecode"}},
		"cmyk.jpeg":      {cmyk, []string{"/DeviceCMYK", "/Decode [1 0 1 0 1 0 1 0]", "/DCTDecode"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, format, _ := strings.Cut(name, ".")
			pg := sized(&page.Picture{Box: mm(5, 5, 60, 40), Image: &page.Image{Format: format, Data: c.data}})
			sheets = append(sheets, pg)
			a := open(t, write(t, meta, pg))
			x := a.dict(a.dict(a.all("Type", "/Page")[0].get("Resources")).get("XObject"))
			n, _ := reference(x[0].value)
			for _, want := range c.want {
				if dict := string(a.objects[n].value); !strings.Contains(dict, want) {
					t.Errorf("no %s in %s", want, dict)
				}
			}
		})
	}
	judgeAll(t, write(t, meta, sheets...))
}

// TestPictureOnce checks that pictures of equal bytes are in a file once,
// whatever the chunk and the image they came in.
func TestPictureOnce(t *testing.T) {
	var b bytes.Buffer
	f := NewFile(&b, meta)
	for range 3 {
		one := pixels(t, 9, 9, true)
		c, err := Draw([]*page.Page{sized(
			&page.Picture{Box: mm(0, 0, 9, 9), Image: one},
			&page.Picture{Box: mm(9, 0, 9, 9), Image: pixels(t, 9, 9, true)},
			&page.Picture{Box: mm(9, 9, 9, 9), Image: one})})
		if err != nil {
			t.Fatal(err)
		}
		if err := f.Append(c); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if n := len(open(t, b.Bytes()).all("Subtype", "/Image")); n != 2 { // and its transparency
		t.Errorf("%d images", n)
	}
}
