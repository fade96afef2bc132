package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"testing"
	"time"

	"lanyard/internal/paper/metadata"
)

// TestPackets checks that a packet is the same whether its parts are cached, and that everything but the title tells
// packets apart.
func TestPackets(t *testing.T) {
	packed := func(i int) []byte {
		d := metadata.Document{Title: "Zoë <Example>", Author: "UNU-CPR", Lang: "en", Date: time.Unix(int64(i/2), 0)}
		if i%7 == 0 {
			d.Title = ""
		}
		if i == 0 {
			d.Date = time.Time{}
		}
		return xmp(d, metadata.Claims{Archive: 2, Universal: i%2 == 0})
	}
	first := map[string]int{}
	for round := range 2 {
		for i := range 3 * maxPackets {
			b := packed(i)
			if n, ok := first[string(b)]; ok != (round == 1) || ok && n != i {
				t.Fatalf("packet %d of round %d is packet %d: %v", i, round, n, ok)
			}
			first[string(b)] = i
			r, err := zlib.NewReader(bytes.NewReader(b))
			if err != nil {
				t.Fatal(err)
			}
			text, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			if got := bytes.Contains(text, []byte(">Zoë &lt;Example&gt;</rdf:li></rdf:Alt></dc:title>")); got != (i%7 != 0) {
				t.Errorf("packet %d has the title: %v", i, got)
			}
			date := fmt.Sprintf("<xmp:CreateDate>%s<", time.Unix(int64(i/2), 0).UTC().Format(time.RFC3339))
			if got := bytes.Contains(text, []byte(date)); got != (i != 0) {
				t.Errorf("packet %d has its date: %v", i, got)
			}
		}
	}
	if n := len(packets.known); n == 0 || n > maxPackets {
		t.Errorf("%d packets are kept", n)
	}
}
