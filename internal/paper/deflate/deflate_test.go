package deflate

import (
	"bytes"
	"io"
	"math/rand/v2"
	"testing"

	"github.com/klauspost/compress/zlib"
)

// TestDeflate checks that a reused compressor writes the same bytes as a new one.
func TestDeflate(t *testing.T) {
	var streams [][]byte
	for i := range 40 {
		b := make([]byte, rand.IntN(200_000))
		for j := range b {
			b[j] = byte(rand.IntN(1+i)) + byte(j/100%7)
		}
		streams = append(streams, b)
	}
	streams = append(streams, nil)
	for i, s := range streams {
		var fresh bytes.Buffer
		w, err := zlib.NewWriterLevel(&fresh, level)
		if err != nil {
			t.Fatal(err)
		}
		w.Write(s)
		w.Close()
		got := Bytes(s)
		if !bytes.Equal(got, fresh.Bytes()) {
			t.Errorf("stream %d of %d bytes: a reused compressor writes other bytes", i, len(s))
		}
		r, err := zlib.NewReader(bytes.NewReader(got))
		if err != nil {
			t.Fatal(err)
		}
		if back, err := io.ReadAll(r); err != nil || !bytes.Equal(back, s) {
			t.Errorf("stream %d does not decompress to the original: %v", i, err)
		}
	}
}

// TestJoined checks that streams of parts decompress to what went in, and are the same each time.
func TestJoined(t *testing.T) {
	text := bytes.Repeat([]byte("one part after another, "), 100)
	long := make([]byte, 200_000)
	for i := range long {
		long[i] = byte(rand.IntN(256))
	}
	for _, pieces := range [][][]byte{{}, {nil}, {nil, text, nil}, {text, []byte("Zoë"), text}, {text, long, text}, {long}, {long, long}} {
		var parts []Part
		var again []Part
		for i, p := range pieces {
			if i%2 == 0 {
				parts, again = append(parts, NewPart(p)), append(again, NewPart(p))
			} else {
				parts, again = append(parts, Stored(p)), append(again, Stored(p))
			}
		}
		got := Joined(parts...)
		if !bytes.Equal(got, Joined(again...)) {
			t.Errorf("%d parts give other bytes the second time", len(pieces))
		}
		r, err := zlib.NewReader(bytes.NewReader(got))
		if err != nil {
			t.Fatal(err)
		}
		if back, err := io.ReadAll(r); err != nil || !bytes.Equal(back, bytes.Join(pieces, nil)) {
			t.Errorf("%d parts do not decompress to the original: %v", len(pieces), err)
		}
		if len(pieces) == 3 && len(pieces[1]) < 10 && len(got) > len(text) {
			t.Errorf("%d bytes are left of %d", len(got), 2*len(text))
		}
	}
}
