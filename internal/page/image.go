package page

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	_ "image/jpeg" // the two formats
	_ "image/png"
)

// The limits of a picture. They are held before anything is decoded.
const (
	// MaxPixels is how many pixels a picture may have: 200 MB once decoded. A3
	// at 600 dpi has 70 million, a large camera makes 50.
	MaxPixels = 50_000_000

	// maxScans is how often a JPEG file may go over its pixels. Progressive ones
	// do so about ten times; a file of 32 MB could do it 400,000 times, for hours.
	maxScans = 100
)

// DecodeImage reads a PNG or JPEG file, of which there must be all. What would
// not fit into memory is refused by its head, and a JPEG file that goes over its
// pixels again and again by its markers. The error is a sentence about "it".
func DecodeImage(data []byte) (*Image, image.Image, error) {
	c, format, err := image.DecodeConfig(bytes.NewReader(data))
	if err == nil && format != "png" && format != "jpeg" {
		err = image.ErrFormat // a room that links another decoder changes nothing here
	}
	if err != nil {
		return nil, nil, fmt.Errorf("it is neither PNG nor JPEG (%w)", err)
	}
	if c.Width < 1 || c.Height < 1 || c.Width > MaxPixels/c.Height {
		return nil, nil, fmt.Errorf("it has %d x %d pixels, more than %d million", c.Width, c.Height, MaxPixels/1_000_000)
	}
	if format == "jpeg" && scans(data) > maxScans {
		return nil, nil, fmt.Errorf("it draws its pixels more than %d times over", maxScans)
	}
	img, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, nil, fmt.Errorf("it is damaged (%w)", err)
	}
	sum := sha256.Sum256(data)
	return &Image{Name: hex.EncodeToString(sum[:]), Format: format, Data: data, Width: c.Width, Height: c.Height}, img, nil
}

// scans counts the scans of a JPEG file (ITU-T T.81, B.2.3), at most one more
// than are allowed.
func scans(data []byte) (n int) {
	const startOfScan, endOfImage = 0xda, 0xd9
	for at := 2; n <= maxScans; {
		next := bytes.IndexByte(data[min(at, len(data)):], 0xff)
		if at += next; next < 0 || at+1 >= len(data) {
			return n
		}
		marker := data[at+1]
		switch {
		case marker == 0xff: // fills up before a marker
			at++
			continue
		case marker <= 0x01, marker >= 0xd0 && marker <= 0xd7: // no marker, or one without a segment
			at += 2
			continue
		case marker == endOfImage:
			return n
		case marker == startOfScan:
			n++
		}
		if at+3 >= len(data) {
			return n
		}
		at += 2 + max(2, int(data[at+2])<<8|int(data[at+3]))
	}
	return n
}
