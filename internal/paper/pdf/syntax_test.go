package pdf

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/klauspost/compress/zlib"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
)

func TestPoints(t *testing.T) {
	for l, want := range map[geom.Length]string{
		0: "0", geom.Point: "1", -geom.Point: "-1", geom.Inch: "72", geom.MM(90): "255.118",
		geom.Point / 2: "0.5", geom.Point / 100: "0.01", geom.Point / 1000: "0.001", 6: "0", 7: "0.001", -7: "-0.001", -6: "0",
		123 * geom.Point / 10: "12.3",
	} {
		if got := string(appendPoints(nil, l)); got != want {
			t.Errorf("%d EMU: %s, not %s", l, got, want)
		}
	}
	for range 10_000 {
		l := geom.Length(rand.Int64N(int64(2*page.MaxSide))) - page.MaxSide
		got, err := strconv.ParseFloat(string(appendPoints(nil, l)), 64)
		if err != nil || math.Abs(got-l.Points()) > 0.0005+1e-9 {
			t.Fatalf("%d EMU: %v, %v", l, got, err)
		}
	}
}

func TestText(t *testing.T) {
	for s, want := range map[string]string{
		"":       "()",
		"abc":    "(abc)",
		`a(b)\c`: `(a\(b\)\\c)`,
		"a\nb":   "<FEFF0061000A0062>",
		"é":      "<FEFF00E9>",
		"𠮷":      "<FEFFD842DFB7>",
		"\xff":   "<FEFFFFFD>",
	} {
		if got := string(appendText(nil, s)); got != want {
			t.Errorf("%q: %s, not %s", s, got, want)
		}
	}
}

func TestName(t *testing.T) {
	for s, want := range map[string]string{
		"NotoSans-Bold": "NotoSans-Bold", "PANTONE 300 C": "PANTONE#20300#20C", "a/b#(c)": "a#2Fb#23#28c#29", "é": "#C3#A9", "\x00": "#EF#BF#BD",
	} {
		if got := name(s); got != want {
			t.Errorf("%q: %s, not %s", s, got, want)
		}
	}
	if got := name(strings.Repeat("é", 100)); strings.Count(got, "#C3#A9") != 63 || len(got) != 63*6 {
		t.Errorf("a long name is cut to %s", got)
	}
}

// FuzzText checks that a text string ends where it should and reads back.
func FuzzText(f *testing.F) {
	for _, s := range []string{`a) Tj (b\`, ">> endobj", "\r\n", "\\\r", "é(", "((("} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		b := appendText(nil, s)
		if n, err := valueEnd(append(b[:len(b):len(b)], ")>] /Next"...)); err != nil || n != len(b) {
			t.Fatalf("%q is written as %q, which ends at %d, %v", s, b, n, err)
		}
		if got, ok := stringValue(b); b[0] == '(' && (!ok || got != s) {
			t.Fatalf("%q reads back as %q", s, got)
		}
		if utf8.ValidString(s) {
			c := appendLiteral(nil, s)
			if got, ok := stringValue(c); !ok || got != s {
				t.Fatalf("%q reads back as %q", s, got)
			}
		}
	})
}

// FuzzGuest checks that the reader of the finishing pass survives anything.
func FuzzGuest(f *testing.F) {
	doc := newGuest()
	doc.AddPage()
	doc.LinkString(1, 1, 1, 1, "https://example.org/(")
	var b bytes.Buffer
	if err := doc.Output(&b); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add([]byte("xref\n0 2\n0000000000 65535 f \n0000000000 00000 n \nstartxref\n0\n%%EOF\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		objects, err := readGuest(data)
		if err != nil {
			return
		}
		if len(objects) > len(data)/20 { // a row of the table has 20 bytes
			t.Fatalf("%d objects in %d bytes", len(objects), len(data))
		}
		for _, o := range objects {
			if cap(o.stream) > len(o.stream) {
				t.Fatal("a stream could grow into what stands behind it")
			}
			keeps(t, o.value)
		}
	})
}

// keeps checks that a dictionary or an array is taken apart without loss, with
// all that is in it.
func keeps(t *testing.T, value []byte) {
	t.Helper()
	var parts [][]byte
	if d, err := entries(value); err == nil {
		b := []byte("<<")
		for _, e := range d {
			b = append(append(append(append(b, '/'), e.key...), ' '), e.value...)
			parts = append(parts, e.value)
		}
		if again, err := entries(append(b, " >>"...)); err != nil || !reflect.DeepEqual(again, d) {
			t.Fatalf("%q is taken apart as %q, which reads %q, %v", value, d, again, err)
		}
	} else if list, err := elements(value); err == nil {
		b := []byte("[")
		for _, e := range list {
			b = append(append(b, e...), '\n')
		}
		if again, err := elements(append(b, ']')); err != nil || !reflect.DeepEqual(again, list) {
			t.Fatalf("%q is taken apart as %q, which reads %q, %v", value, list, again, err)
		}
		parts = list
	}
	for _, p := range parts {
		if len(p) >= len(value) {
			t.Fatalf("%q is a part of %q", p, value)
		}
		keeps(t, p)
	}
}

// TestDeflate checks that a compressor that has been used writes the same
// bytes as a new one.
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
		got := deflate(s)
		if !bytes.Equal(got, fresh.Bytes()) {
			t.Errorf("stream %d of %d bytes: a used compressor writes other bytes", i, len(s))
		}
		r, err := zlib.NewReader(bytes.NewReader(got))
		if err != nil {
			t.Fatal(err)
		}
		if back, err := io.ReadAll(r); err != nil || !bytes.Equal(back, s) {
			t.Errorf("stream %d does not come back: %v", i, err)
		}
	}
}

// TestMosaic reads the dark squares back from the operators of a mosaic.
func TestMosaic(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	m := &geom.Mosaic{At: geom.Position{X: 5, Y: 7}, Step: geom.MM(0.35), Rows: make([][2]uint64, 97)}
	for y := range m.Rows {
		m.Rows[y] = [2]uint64{random.Uint64(), random.Uint64() >> 31}
	}
	p := &pen{raw: new([]byte)}
	p.mosaic(m)
	got := make([][2]uint64, len(m.Rows))
	filled := 0
	for _, op := range operators(t, *p.raw) {
		switch op[0] {
		case "f":
			filled++
		case "re":
			var x, y, n, height int
			if _, err := fmt.Sscan(op[1], &x, &y, &n, &height); err != nil || height != 1 {
				t.Fatalf("box %q: %v", op[1], err)
			}
			for i := x; i < x+n; i++ {
				got[y][i/64] |= 1 << (i % 64)
			}
		}
	}
	if !slices.Equal(got, m.Rows) || filled != 1 {
		t.Errorf("another area is painted, %d times", filled)
	}
}

// TestProfile compares what we make of the figures of sRGB with what the
// world has: the colorants of the ICC's own sRGB v4 profile, to 4 decimals.
func TestProfile(t *testing.T) {
	got, _ := colorants()
	want := [3][3]float64{{0.4361, 0.2225, 0.0139}, {0.3851, 0.7169, 0.0971}, {0.1431, 0.0606, 0.7141}}
	for i := range want {
		for j := range want[i] {
			if math.Abs(got[i][j]-want[i][j]) > 0.0002 {
				t.Errorf("colorant %d: %v, not %v", i, got[i], want[i])
			}
		}
	}
	if p := appendProfile(nil); len(p) > 600 || len(p)%4 != 0 {
		t.Errorf("the profile has %d bytes", len(p))
	}
}
