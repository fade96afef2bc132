package cos

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// TestStreamsOverlap opens an attack: many streams that contain each other and decode to almost nothing, so that each
// byte would be decoded once for every stream around it.
func TestStreamsOverlap(t *testing.T) {
	const n = 200
	empty := bytes.Repeat([]byte{0, 0, 0, 0xff, 0xff}, 20_000)
	// Each object's data is the start of a deflate stream: a stored block that holds the header of the next object, then
	// that object's data.
	var body bytes.Buffer
	body.WriteString("%PDF-1.7\n")
	var offsets []int
	const head = "%03d 0 obj<</Filter/FlateDecode/Length %07d>>stream\n\x78\x01"
	size := len(fmt.Sprintf(head, 1, 1))
	for i := range n {
		if i > 0 {
			body.Write([]byte{0, byte(size), 0, ^byte(size), 0xff})
		}
		offsets = append(offsets, body.Len())
		fmt.Fprintf(&body, head, i+1, 2+(n-1-i)*(5+size)+len(empty))
	}
	body.Write(empty)
	body.WriteString("endstream\nendobj\n")
	start := body.Len()
	fmt.Fprintf(&body, "xref\n0 %d\n0000000000 65535 f \n", n+1)
	for _, at := range offsets {
		fmt.Fprintf(&body, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&body, "trailer\n<</Size %d>>\nstartxref\n%d\n%%%%EOF\n", n+1, start)

	data := body.Bytes()
	f, err := Open(data, Limits{Bytes: 1 << 30, Objects: 1000, Values: 1 << 20, Parsed: 8 * int64(len(data)),
		Stream: 1 << 20, Inflated: 1 << 30})
	if err != nil {
		t.Fatal(err)
	}
	decoded := 0
	for i := range n {
		v, err := f.Object(i + 1)
		s, ok := v.(*Stream)
		if err != nil || !ok {
			t.Fatalf("object %d: %v, %v", i+1, v, err)
		}
		_, err = f.Decode(s)
		var e *Error
		if errors.As(err, &e) && strings.Contains(e.Reason, "its streams overlap") {
			break
		}
		decoded++ // with an error, as the data has no end
	}
	if decoded < 5 || decoded > 9 {
		t.Errorf("%d streams were decoded; the file may be parsed 8 times over", decoded)
	}
}
