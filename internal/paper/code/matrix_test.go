package code

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	qrcode "github.com/skip2/go-qrcode"
)

// guest maps our levels to go-qrcode's names, where High is Q.
var guest = map[Level]qrcode.RecoveryLevel{L: qrcode.Low, M: qrcode.Medium, Q: qrcode.High, H: qrcode.Highest}

// compare compares the symbol of a payload with go-qrcode's drawing, and reports whether it could. It cannot if
// go-qrcode refuses a version below 10 for more than 255 characters; then our own reader must find the payload.
func compare(t *testing.T, payload string, level Level) (s *Symbol, compared bool) {
	t.Helper()
	s = encode(t, payload, level)
	code, err := qrcode.New(payload, guest[level])
	if err != nil {
		t.Fatal(err)
	}
	if len(payload) > 255 && s.Version < 10 && code.VersionNumber >= 10 {
		if got, err := Read(t.Context(), picture(s, 5)); err != nil || got != payload {
			t.Fatalf("version %d: read %q, %v instead of %q", s.Version, got, err, payload)
		}
		return s, false
	}
	code.DisableBorder = true // only takes effect before the first Bitmap
	rows := code.Bitmap()
	if s.Modules != len(rows) || s.Version != (len(rows)-17)/4 {
		t.Fatalf("%d modules of version %d, go-qrcode has %d", s.Modules, s.Version, len(rows))
	}
	for y, row := range rows {
		for x, dark := range row {
			if s.Dark(x, y) != dark {
				t.Fatalf("version %d: module (%d, %d) is dark: %v, go-qrcode says %v", s.Version, x, y, !dark, dark)
			}
		}
	}
	return s, true
}

// mixed returns n characters in runs of digits, capitals and other characters.
func mixed(random *rand.Rand, n int) string {
	sets := []string{"0123456789", signs, "abcdefghijklmnopqrstuvwxyz!#?&=_~", "0", "7A", "~"}
	var b strings.Builder
	for b.Len() < n {
		set := sets[random.IntN(len(sets))]
		for range random.IntN(30) {
			b.WriteByte(set[random.IntN(len(set))])
		}
	}
	return b.String()[:n]
}

// TestAsGoQRCode compares every version at every level with go-qrcode, for payloads that fill it to the last character
// and some that do not.
func TestAsGoQRCode(t *testing.T) {
	seen := map[string]bool{}
	alone := 0
	for level := range Level(4) {
		random := rand.New(rand.NewPCG(18004, uint64(level)))
		for version := 1; version <= maxVersion; version++ {
			if testing.Short() && version%6 != 1 {
				continue
			}
			room := 8 * room(version, level)
			url, other := "https://verify.example.org/#"+digits(room), mixed(random, room)
			part := 1 + random.IntN(longest(other, level, version))
			for _, payload := range []string{digits(room)[:longest(digits(room), level, version)],
				url[:longest(url, level, version)], other[:longest(other, level, version)], other[:part]} {
				s, compared := compare(t, payload, level)
				seen[fmt.Sprint(s.Version, level)] = seen[fmt.Sprint(s.Version, level)] || compared
				if !compared {
					alone++
				}
			}
		}
	}
	if len(seen) != 4*maxVersion && !testing.Short() {
		t.Errorf("only %d versions and levels were tried", len(seen))
	}
	for what, compared := range seen {
		if !compared {
			t.Errorf("version and level %s were never compared", what)
		}
	}
	if alone == 0 {
		t.Error("go-qrcode made no symbol larger than ours: choose versions by it again")
	}
}

// longest returns how many characters of s fit into a version.
func longest(s string, level Level, version int) int {
	low, high := 1, len(s)
	for low < high {
		n := (low + high + 1) / 2
		if size, err := Measure(s[:n], level); err == nil && size.Version <= version {
			low = n
		} else {
			high = n - 1
		}
	}
	return low
}

// TestPenalty compares the score with a simple count module by module, in grids full of finders and runs.
func TestPenalty(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 40))
	shapes := []string{"1011101", "0000", "00001011101", "10111010000", "0111010000", "1", "0", "111111", "00000000",
		"10"}
	for i := range 400 {
		side := 21 + 4*random.IntN(maxVersion)
		var p pair
		for y := range side {
			var row strings.Builder
			for row.Len() < side {
				row.WriteString(shapes[random.IntN(len(shapes))])
			}
			for x := range side {
				if row.String()[row.Len()-1-x] != '1' {
					continue
				}
				if i%2 == 0 {
					p.set(x, y)
				} else {
					p.set(y, x)
				}
			}
		}
		if got, want := p.penalty(side), counted(&p[0], side); got != want {
			t.Fatalf("a grid of %d: %d, want %d", side, got, want)
		}
	}
}

// counted returns the score as go-qrcode counts it: with a window of the last eleven modules that is filled with dark
// ones after each finder.
func counted(g *grid, side int) int {
	score, dark := 0, 0
	line := func(at func(i int) bool) {
		window, run := 0, 0
		for i := range side {
			window = window<<1&0x7ff | map[bool]int{true: 1}[at(i)]
			if window == 0b00001011101 || window == 0b10111010000 || i == side-1 && window&0x7f == 0b1011101 {
				score, window = score+40, 0xff
			}
			if run++; i > 0 && at(i) != at(i-1) {
				run = 1
			}
			if run == 6 {
				score += 4
			} else if run > 6 {
				score++
			}
		}
	}
	for i := range side {
		line(func(x int) bool { return g.dark(x, i) })
		line(func(y int) bool { return g.dark(i, y) })
		for j := range side {
			this := g.dark(i, j)
			if this {
				dark++
			}
			if i > 0 && j > 0 && this == g.dark(i-1, j) && this == g.dark(i, j-1) && this == g.dark(i-1, j-1) {
				score += 3
			}
		}
	}
	return score + 10*(max(side*side/2-dark, dark-side*side/2)/(side*side/20))
}

// If several segments would be as long as a single one, go-qrcode writes a single one.
func TestOneSegmentAsGoQRCode(t *testing.T) {
	for _, payload := range []string{"o_469", "1167324X", "F:-NN0000000", "A7AA7A7AA7AAA777A3894844"} {
		compare(t, payload, M)
	}
}

// We choose the same masks as go-qrcode because the penalties are equal: for payloads that look like finders, payloads
// without any, and noise.
func TestMasksAsGoQRCode(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 8))
	masks := map[uint64]int{}
	for i := range 300 {
		b := make([]byte, 1+random.IntN(60))
		for j := range b {
			b[j] = "]]]]t:.\x1d !\"aUw"[(random.IntN(14)*(i%3)+random.IntN(3))%14]
			if b[j] < ' ' {
				b[j] = 't'
			}
		}
		s, _ := compare(t, string(b), Level(i%4))
		var mask uint64
		places := formatPlaces(s.Modules)
		for j, at := range places[10:13] {
			if s.Dark(at[0], at[1]) {
				mask |= 1 << j
			}
		}
		masks[mask]++
	}
	if len(masks) != 8 {
		t.Errorf("only the masks %v were chosen", masks)
	}
}

// FuzzAsGoQRCode compares symbols with those of go-qrcode module by module.
func FuzzAsGoQRCode(f *testing.F) {
	random := rand.New(rand.NewPCG(1, 2))
	for i, s := range []string{"1", "A", "a", "0000", "123ZZ#!#!", "ABC123abc$%*+-./:", "~ ~", "11A11a11",
		tokenURL(322), mixed(random, 300), mixed(random, 700)} {
		f.Add(s, uint8(i))
	}
	f.Fuzz(func(t *testing.T, payload string, level uint8) {
		if _, err := Encode(payload, Level(level%4)); err == nil {
			compare(t, payload, Level(level%4))
		}
	})
}
