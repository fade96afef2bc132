package font

import (
	"bytes"
	"io/fs"
	"strings"
	"testing"
	"time"

	"lanyard/fonts"
)

// TestWeights: none of the embedded fonts exceeds a quarter of the limit.
func TestWeights(t *testing.T) {
	seen := 0
	err := fs.WalkDir(fonts.FS, ".", func(p string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(p, ".ttf") {
			return err
		}
		data, err := fs.ReadFile(fonts.FS, p)
		if err != nil {
			return err
		}
		f, err := directory(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			return err
		}
		for _, tag := range []string{"cmap", "GDEF", "GSUB", "GPOS"} {
			b, err := f.table(tag)
			if err != nil {
				return err
			}
			s := weighed(tag, b)
			if w := maxWeight - s.left; w > maxWeight/4 || tag == "cmap" && w < int64(len(b))/2 {
				t.Errorf("%s: %s has %d bytes and weighs %d", p, tag, len(b), w)
			}
			seen++
		}
		return nil
	})
	if err != nil || seen < 400 {
		t.Errorf("%d tables, %v", seen, err)
	}
}

// words returns 16-bit numbers in the byte order of a font.
func words(all ...int) (b []byte) {
	for _, v := range all {
		b = big.AppendUint16(b, uint16(v))
	}
	return b
}

// fan returns a counted array of n offsets that all point to behind, which follows the array. In its table, size bytes
// precede the array.
func fan(n, size int, behind []byte) []byte {
	b := words(n)
	for range n {
		b = append(b, words(size+2+2*n)...)
	}
	return append(b, behind...)
}

// TestOverlaps: a table with overlapping parts is refused before it is parsed, whichever parts overlap.
func TestOverlaps(t *testing.T) {
	const n = 12_000
	numbers := append(words(n), make([]byte, 2*n)...)
	glyphs := append(words(1), numbers...)
	of := func(kind int, subtable []byte) []byte {
		return append(words(1, 0, 0, 0, 10, 1, 4), append(words(kind, 0), fan(10, 4, subtable)...)...)
	}
	for name, c := range map[string]struct {
		tag  string
		data []byte
	}{
		"lookups": {"GSUB", append(words(1, 0, 0, 0, 10),
			fan(n, 0, append(words(1, 0), fan(n, 4, words(1, 0, 0))...))...)},
		"scripts":     {"GPOS", append(words(1, 0, 10, 0, 0), scripts(n)...)},
		"sequences":   {"GSUB", of(2, append(words(1, 0), fan(n, 4, numbers)...))},
		"ligatures":   {"GSUB", of(4, append(words(1, 0), fan(n, 4, fan(n, 0, words(1, 2, 3)))...))},
		"context":     {"GSUB", of(5, append(words(1, 0), fan(n, 4, fan(n, 0, words(1, 0)))...))},
		"chain":       {"GPOS", of(8, append(words(3), fan(n, 2, glyphs)...))},
		"chain rules": {"GPOS", of(8, append(words(1, 0), fan(n, 4, fan(n, 0, words(0, 1, 0, 0)))...))},
		"reverse":     {"GSUB", of(8, append(words(1, 0), fan(n, 4, glyphs)...))},
		"pairs": {"GPOS", append(words(1, 0, 0, 0, 10),
			fan(n, 0, append(words(2, 0), fan(50, 4, append(words(1, 0, 0, 0), fan(50, 8, words(0))...))...))...)},
		"marks":         {"GPOS", of(5, append(words(1, 0, 0, 60_000, 0, 12), fan(n, 0, words(60_000))...))},
		"caret":         {"GDEF", append(words(1, 0, 0, 0, 14, 0, 0, 0), fan(n, 2, words(60_000))...)},
		"character map": {"cmap", characters(n)},
	} {
		if s := weighed(c.tag, c.data); !s.full() {
			t.Errorf("%s: %d bytes of %s weigh %d", name, len(c.data), c.tag, maxWeight-s.left)
		}
	}
}

// scripts returns a list of n identical scripts with n languages.
func scripts(n int) []byte {
	b := words(n)
	for range n / 2 { // six bytes each
		b = append(b, words(0, 0, 2+6*(n/2))...)
	}
	b[0], b[1] = byte(n/2>>8), byte(n/2)
	return append(append(b, words(0, n/2)...), make([]byte, 6*(n/2))...)
}

// characters returns a map of n encodings that share a single table.
func characters(n int) []byte {
	b := words(0, n)
	for range n {
		b = append(b, words(3, 1, 0, 0)...)
		big.PutUint32(b[len(b)-4:], uint32(4+8*n))
	}
	return append(append(b, words(4, 4000)...), make([]byte, 4000)...)
}

// FuzzWeigh: weighing any table ends quickly and without a panic. A table of a few bytes weighs little, as they can
// refer to each other in only a few dozen ways.
func FuzzWeigh(f *testing.F) {
	tags := []string{"cmap", "GDEF", "GSUB", "GPOS"}
	f.Add(uint8(0), characters(3))
	f.Add(uint8(1), append(words(1, 3, 0, 0, 14, 0, 0, 0), fan(3, 2, words(7))...))
	f.Add(uint8(2), append(words(1, 0, 0, 0, 10), fan(3, 0, append(words(1, 0), fan(3, 4, words(2, 0, 1, 5))...))...))
	f.Add(uint8(3), append(words(1, 1, 10, 10, 10), scripts(4)...))
	f.Fuzz(func(t *testing.T, tag uint8, b []byte) {
		start := time.Now()
		s := weighed(tags[tag%4], b)
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%d bytes take %s", len(b), took)
		}
		if w := maxWeight - s.left; w < 0 || len(b) < 12 && w > maxWeight/100 {
			t.Errorf("%d bytes weigh %d", len(b), w)
		}
	})
}
