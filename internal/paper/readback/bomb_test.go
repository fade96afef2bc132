package readback

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
)

// TestLinksOverlap is the attack of object streams that begin within each other, and
// of links that do: each byte would be read once for every one of them.
func TestLinksOverlap(t *testing.T) {
	// A block of deflate that has no data, and one whose data begins another stream.
	empty := bytes.Repeat([]byte{0, 0, 0, 0xff, 0xff}, 200_000)
	begin := []byte("/ObjStm stream\n\x78\x01")
	nested := append([]byte{0, byte(len(begin)), 0, ^byte(len(begin)), 0xff}, begin...)
	streams := append([]byte("%PDF-1.7\n"), begin...)
	streams = append(append(streams, bytes.Repeat(nested, 5_000)...), empty...)
	for name, data := range map[string][]byte{
		"streams": streams,
		"links":   []byte("%PDF-1.7\n" + strings.Repeat("/URI(", 1_000_000)),
	} {
		if urls, err := Links(context.Background(), data); !errors.Is(err, errOverlap) {
			t.Errorf("%s: %d links, %v", name, len(urls), err)
		}
	}
}
