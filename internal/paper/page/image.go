package page

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"image/color"
	_ "image/jpeg" // the two supported formats
	_ "image/png"

	"lanyard/internal/base/geom"
)

// Limits of pages and pictures. Those of a picture are checked before anything is decoded.
const (
	// MaxPixels is the most pixels a picture may have: a large camera makes 50 million, and A3 at 300 dpi has 17.
	MaxPixels = 50_000_000

	// MaxMemory is the most bytes of memory that decoding a picture may take, including its file. It keeps a run below
	// 150 MB (TestBombs): 25 million pixels of a colour PNG, 50 of a camera's JPEG, or 13 of a progressive JPEG, which
	// is more than phones make by default.
	MaxMemory = 104 << 20

	// MaxSide is the longest side of a page, or of a picture on it: 5.08 m, the limit of ISO 19005-2, 6.1.13.
	MaxSide = 14_400 * geom.Point

	// MaxNesting is how deep groups may be nested. ISO 19005-2, 6.1.13 allows 28 levels of saved graphics state, and an
	// item needs up to 3 of them.
	MaxNesting = 24

	// maxScans is the most scans a JPEG file may have. Progressive files have about ten; a file of 32 MB could have
	// 400,000 and take hours.
	maxScans = 100
)

// DecodeImage reads a complete PNG or JPEG file. Pictures that need too much memory are refused by their header, and
// JPEG files with too many scans by their markers. The error is a sentence whose subject is "it".
func DecodeImage(data []byte) (*Image, image.Image, error) {
	c, format, err := image.DecodeConfig(bytes.NewReader(data))
	if err == nil && format != "png" && format != "jpeg" {
		err = image.ErrFormat // decoders linked by other packages do not count
	}
	if err != nil {
		return nil, nil, fmt.Errorf("it is neither PNG nor JPEG (%w)", err)
	}
	if c.Width < 1 || c.Height < 1 || c.Width > MaxPixels/c.Height {
		return nil, nil, fmt.Errorf("it has %d x %d pixels, more than %d million", c.Width, c.Height,
			MaxPixels/1_000_000)
	}
	if n := memory(data, c); n > MaxMemory {
		return nil, nil, fmt.Errorf("its %d x %d pixels take %d MB of memory, more than %d", c.Width, c.Height, n>>20,
			MaxMemory>>20)
	}
	if format == "jpeg" && scans(data) > maxScans {
		return nil, nil, fmt.Errorf("it redraws its pixels more than %d times over", maxScans)
	}
	img, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, nil, fmt.Errorf("it is damaged (%w)", err)
	}
	sum := sha256.Sum256(data)
	return &Image{Name: hex.EncodeToString(sum[:]), Format: format, Data: data, Width: c.Width, Height: c.Height}, img,
		nil
}

// Memory returns the most memory in bytes that DecodeImage takes for a PNG or JPEG file, including the file, and 0 for
// any other file. It reads only the header.
func Memory(data []byte) int64 {
	c, format, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || format != "png" && format != "jpeg" {
		return 0
	}
	return memory(data, c)
}

func memory(data []byte, c image.Config) int64 {
	pixels := int64(c.Width) * int64(c.Height)
	if data[0] == 0xff {
		return int64(len(data)) + pixels*jpegCost(data, c.ColorModel)/costUnit
	}
	const interlace = 28 // offset in a PNG file: PNG, 11.2.2
	n := int64(4)
	switch c.ColorModel {
	case color.GrayModel:
		n = 1
	case color.Gray16Model:
		n = 2
	case color.RGBA64Model, color.NRGBA64Model:
		n = 8
	}
	if _, ok := c.ColorModel.(color.Palette); ok {
		n = 1
	} else if bytes.Contains(data, []byte("tRNS")) { // grey is decoded to colour with transparency
		n = max(2*n, 4)
	}
	if data[interlace] != 0 {
		n = 2 * n // the last pass holds half the pixels in its own image
	}
	return int64(len(data)) + pixels*n
}

// costUnit is the unit of memory per pixel: one sixteenth of a byte, for chroma subsampled by four in both directions.
const costUnit = 16

// jpegCost returns the memory per pixel of a JPEG file, from its frame header (ITU-T T.81, B.2.2): one byte per sample
// of each component, four more for its coefficient in a progressive file, and four if colours are converted.
func jpegCost(data []byte, model color.Model) int64 {
	const most = costUnit * (4 + 16 + 4)
	cost := int64(most)
	segments(data, func(marker byte, content []byte) bool {
		if marker < 0xc0 || marker > 0xc2 {
			return true
		}
		if len(content) < 6 || len(content) < 6+3*int(content[5]) {
			return false
		}
		across, down, samples := int64(1), int64(1), int64(0)
		for i := range int(content[5]) {
			h, v := int64(content[7+3*i]>>4), int64(content[7+3*i]&15)
			across, down, samples = max(across, h), max(down, v), samples+h*v
		}
		cost = costUnit * samples / (across * down)
		if marker == 0xc2 {
			cost *= 1 + 4
		}
		if model == color.CMYKModel || model == color.RGBAModel {
			cost += costUnit * 4
		}
		return false
	})
	return cost
}

// scans counts the scans of a JPEG file, stopping one above the limit.
func scans(data []byte) (n int) {
	segments(data, func(marker byte, _ []byte) bool {
		const startOfScan = 0xda
		if marker == startOfScan {
			n++
		}
		return n <= maxScans
	})
	return n
}

// segments calls give with each segment of a JPEG file (ITU-T T.81, B.1.1.4) until give returns false. The last one may
// be truncated.
func segments(data []byte, give func(marker byte, content []byte) bool) {
	const endOfImage = 0xd9
	for at := 2; ; {
		next := bytes.IndexByte(data[min(at, len(data)):], 0xff)
		if at += next; next < 0 || at+1 >= len(data) {
			return
		}
		marker := data[at+1]
		switch {
		case marker == 0xff: // fill byte before a marker
			at++
			continue
		case marker <= 0x01, marker >= 0xd0 && marker <= 0xd7: // not a marker, or one without a segment
			at += 2
			continue
		case marker == endOfImage:
			return
		}
		from, to := at+4, at+4
		if at+3 < len(data) {
			to = at + 2 + max(2, int(data[at+2])<<8|int(data[at+3]))
		}
		if !give(marker, data[min(from, len(data)):min(to, len(data))]) || at+3 >= len(data) {
			return
		}
		at = to
	}
}
