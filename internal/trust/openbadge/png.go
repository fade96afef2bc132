package openbadge

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
)

const (
	pngHead = "\x89PNG\r\n\x1a\n"
	keyword = "openbadgecredential"

	chunkFrame = 12 // bytes of a chunk besides its data: length, name, checksum
)

// Bake returns a PNG with a badge in it. The picture must have none, and begin with IHDR.
func Bake(picture, badge []byte) ([]byte, error) {
	if has, err := Baked(picture); err != nil || has != nil {
		return nil, errors.Join(err, errors.New("baking Open Badge: not a PNG without one"))
	}
	head := len(pngHead) + chunkFrame + int(binary.BigEndian.Uint32(picture[len(pngHead):]))
	// Keyword, then: not compressed, no language, no translated keyword (ISO/IEC 15948, 11.3.4.5).
	data := append([]byte("iTXt"+keyword+"\x00\x00\x00\x00\x00"), badge...)
	out := append(make([]byte, 0, len(picture)+len(data)+chunkFrame), picture[:head]...)
	out = binary.BigEndian.AppendUint32(out, uint32(len(data)-4))
	out = append(out, data...)
	out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(data))
	return append(out, picture[head:]...), nil
}

// MaxBadge is the largest badge in bytes that is read; ours have some 3,000.
const MaxBadge = 64 << 10

// Baked returns the badge in a PNG, nil when it has none. The error says why it is no PNG, or that the badge cannot be
// read.
func Baked(picture []byte) ([]byte, error) {
	rest, is := bytes.CutPrefix(picture, []byte(pngHead))
	if !is {
		return nil, errors.New("reading Open Badge: not a PNG")
	}
	for first := true; len(rest) >= chunkFrame; first = false {
		size := uint64(binary.BigEndian.Uint32(rest))
		if size+chunkFrame > uint64(len(rest)) {
			break
		}
		name, data := string(rest[4:8]), rest[8:8+size]
		if sum := binary.BigEndian.Uint32(rest[8+size:]); first && name != "IHDR" ||
			crc32.ChecksumIEEE(rest[4:8+size]) != sum {
			return nil, errors.New("reading Open Badge: a damaged PNG")
		}
		text, ours := bytes.CutPrefix(data, []byte(keyword+"\x00"))
		switch {
		case name == "iTXt" && ours:
			return unbaked(text)
		case name == "IDAT", name == "IEND":
			return nil, nil
		}
		rest = rest[size+chunkFrame:]
	}
	return nil, errors.New("reading Open Badge: a truncated PNG")
}

// unbaked returns the text of an iTXt chunk after its keyword.
func unbaked(data []byte) ([]byte, error) {
	if len(data) < 2 || data[0] != 0 {
		return nil, errors.New("reading Open Badge: it is compressed in the PNG, which Open Badges forbid")
	}
	_, data, language := bytes.Cut(data[2:], []byte{0})
	_, text, translated := bytes.Cut(data, []byte{0})
	if !language || !translated || len(text) == 0 || len(text) > MaxBadge {
		return nil, errors.New("reading Open Badge: the PNG has none of a size that a badge has")
	}
	return text, nil
}
