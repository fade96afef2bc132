package page

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
	"time"
)

func encoded(t testing.TB, img image.Image) (asPNG, asJPEG []byte) {
	t.Helper()
	var p, j bytes.Buffer
	if err := png.Encode(&p, img); err != nil {
		t.Fatal(err)
	}
	if err := jpeg.Encode(&j, img, nil); err != nil {
		t.Fatal(err)
	}
	return p.Bytes(), j.Bytes()
}

func TestDecodeImage(t *testing.T) {
	asPNG, asJPEG := encoded(t, image.NewRGBA(image.Rect(0, 0, 30, 20)))
	for format, data := range map[string][]byte{"png": asPNG, "jpeg": asJPEG} {
		p, img, err := DecodeImage(data)
		if err != nil || p.Format != format || p.Width != 30 || p.Height != 20 || len(p.Name) != 64 ||
			img.Bounds().Dy() != 20 {
			t.Errorf("%+v, %v", p, err)
		}
	}
	huge := bytes.Clone(asPNG)
	binary.BigEndian.PutUint32(huge[16:], 1<<31-1)
	sof := bytes.Index(asJPEG, []byte{0xff, 0xc0})
	tall := bytes.Clone(asJPEG)
	binary.BigEndian.PutUint32(tall[sof+5:], 0xffff_ffff)
	for name, test := range map[string]struct {
		data []byte
		want string
	}{
		"nothing":  {nil, "neither PNG nor JPEG"},
		"text":     {[]byte("GIF89a"), "neither PNG nor JPEG"},
		"checksum": {huge, "neither PNG nor JPEG"},
		"tall":     {tall, "it has 65535 x 65535 pixels, more than 50 million"},
		"cut PNG":  {asPNG[:len(asPNG)-20], "it is damaged"},
		"cut JPEG": {asJPEG[:len(asJPEG)-20], "it is damaged"},
	} {
		if p, img, err := DecodeImage(test.data); p != nil || img != nil || err == nil ||
			!strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %q", name, err, test.want)
		}
	}
}

// TestMemory checks that the memory for a picture is computed from its header.
func TestMemory(t *testing.T) {
	frame := image.Rect(0, 0, 640, 480)
	const pixels = 640 * 480
	grey, _ := encoded(t, image.NewGray(frame))
	deep, _ := encoded(t, image.NewNRGBA64(image.Rect(0, 0, 640, 480)))
	var half, full, one bytes.Buffer
	if jpeg.Encode(&half, image.NewYCbCr(frame, image.YCbCrSubsampleRatio420), nil) != nil ||
		jpeg.Encode(&one, image.NewGray(frame), nil) != nil {
		t.Fatal("no JPEG")
	}
	full.Write(half.Bytes()) // our encoder always subsamples: change the header
	full.Bytes()[bytes.Index(full.Bytes(), []byte{0xff, 0xc0})+11] = 0x11
	wide := progressive(640, 1)
	for name, c := range map[string]struct {
		data []byte
		want int64 // sixteenths of a byte per pixel
	}{
		"grey.png": {grey, 16}, "deep.png": {deep, 128}, "half.jpg": {half.Bytes(), 24}, "full.jpg": {full.Bytes(),
			48}, "grey.jpg": {one.Bytes(), 16}, "neither": {[]byte("GIF89a"), 0},
	} {
		want := pixels * c.want / 16
		if want > 0 {
			want += int64(len(c.data))
		}
		if got := Memory(c.data); got != want {
			t.Errorf("%s: %d, want %d", name, got, want)
		}
	}
	if got, want := Memory(wide), int64(640*640*5+len(wide)); got != want {
		t.Errorf("progressive: %d, want %d", got, want)
	}
	if _, _, err := DecodeImage(progressive(4_700, 1)); err == nil ||
		!strings.Contains(err.Error(), "its 4700 x 4700 pixels take 105 MB of memory, more than 104") {
		t.Errorf("a picture above the limit: %v", err)
	}
}

// progressive returns a JPEG of side x side grey pixels with n scans that add nothing.
func progressive(side, n int) []byte {
	b := []byte{0xff, 0xd8}
	segment := func(marker byte, data ...byte) {
		b = append(binary.BigEndian.AppendUint16(append(b, 0xff, marker), uint16(len(data)+2)), data...)
	}
	segment(0xdb, append(make([]byte, 1), bytes.Repeat([]byte{1}, 64)...)...)
	segment(0xc2, 8, byte(side>>8), byte(side), byte(side>>8), byte(side), 1, 1, 0x11, 0)
	// a single code, which ends up to 32,767 blocks
	segment(0xc4, append(append([]byte{0x10, 1}, make([]byte, 15)...), 0xe0)...)
	blocks := (side + 7) / 8 * ((side + 7) / 8)
	for range n {
		segment(0xda, 1, 1, 0, 1, 63, 0)
		for range (blocks + 32_766) / 32_767 {
			b = append(b, 0x7f, 0xff, 0) // the code and 15 one bits; 00 must follow FF
		}
	}
	return append(b, 0xff, 0xd9)
}

// TestScanBomb: a small file that would take a decoder hours is refused after reading only its markers.
func TestScanBomb(t *testing.T) {
	if _, _, err := DecodeImage(progressive(64, maxScans)); err != nil {
		t.Errorf("a file of %d scans: %v", maxScans, err)
	}
	bomb := progressive(4000, 50_000)
	start := time.Now()
	_, _, err := DecodeImage(bomb)
	if err == nil || !strings.Contains(err.Error(), "more than 100 times") {
		t.Errorf("%d bytes: %v", len(bomb), err)
	}
	if took := time.Since(start); took > time.Second {
		t.Errorf("refused after %v", took)
	}
}

// FuzzScans: no decoder accepts a file in which scans finds no scan.
func FuzzScans(f *testing.F) {
	_, asJPEG := encoded(f, image.NewRGBA(image.Rect(0, 0, 9, 9)))
	f.Add(asJPEG)
	f.Add(progressive(16, 3))
	f.Add([]byte("\xff\xd8\xff\xff\xff"))
	f.Fuzz(func(t *testing.T, data []byte) {
		n := scans(data)
		if n < 0 || n > maxScans+1 {
			t.Fatalf("%d scans", n)
		}
		c, err := jpeg.DecodeConfig(bytes.NewReader(data))
		if err != nil || c.Width*c.Height > 1<<16 {
			return
		}
		if _, err := jpeg.Decode(bytes.NewReader(data)); err == nil && n == 0 {
			t.Error("a file without scans was decoded")
		}
	})
}
