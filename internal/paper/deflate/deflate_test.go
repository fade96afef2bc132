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
