package code

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	qrcode "github.com/skip2/go-qrcode"
)

// byGuest returns the modules that go-qrcode draws for a payload.
func byGuest(t testing.TB, payload string, level Level) [][]bool {
	t.Helper()
	code, err := qrcode.New(payload, guest[level])
	if err != nil {
		t.Fatal(err)
	}
	code.DisableBorder = true
	return code.Bitmap()
}

func compare(t *testing.T, s *Symbol, rows [][]bool) {
	t.Helper()
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
	for level := range Level(4) {
		random := rand.New(rand.NewPCG(18004, uint64(level)))
		for version := 1; version <= maxVersion; version++ {
			if testing.Short() && version%6 != 1 {
				continue
			}
			room := 8 * room(version, level)
			url, other := "https://verify.example.org/#"+digits(room), mixed(random, room)
			part := 1 + random.IntN(longest(t, other, level, version))
			for _, payload := range []string{url[:longest(t, url, level, version)],
				other[:longest(t, other, level, version)], other[:part]} {
				s := encode(t, payload, level)
				compare(t, s, byGuest(t, payload, level))
				seen[fmt.Sprint(s.Version, level)] = true
			}
		}
	}
	if len(seen) != 4*maxVersion && !testing.Short() {
		t.Errorf("only %d versions and levels were tried", len(seen))
	}
}

// longest returns how many characters of s fit into a version.
func longest(t *testing.T, s string, level Level, version int) int {
	low, high := 1, len(s)
	for low < high {
		n := (low + high + 1) / 2
		code, err := qrcode.New(s[:n], guest[level])
		if err == nil && code.VersionNumber <= version {
			low = n
		} else {
			high = n - 1
		}
	}
	return low
}

// TestByGoQRCode has go-qrcode draw what we do not.
func TestByGoQRCode(t *testing.T) {
	payload := tokenURL(200)
	code, err := qrcode.New(payload, guest[M])
	if err != nil {
		t.Fatal(err)
	}
	code.VersionNumber = 1 // too small for us; go-qrcode remembers its choice
	if _, ok := compose(payload, M, 1); ok {
		t.Fatal("200 bytes fit into version 1")
	}
	compare(t, drawn(code, M), byGuest(t, payload, M))
	if drawn(code, M).modules != encode(t, payload, M).modules {
		t.Error("the ways to draw differ")
	}
}

// TestPenalty compares the score with a simple count, module by module, in grids full of finders and runs.
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

// counted is the score as go-qrcode counts it: with a window of the last eleven modules, filled with dark ones after
// each finder.
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

// If several segments are as long as one, go-qrcode writes one.
func TestOneSegmentAsGoQRCode(t *testing.T) {
	for _, payload := range []string{"o_469", "1167324X", "F:-NN0000000", "A7AA7A7AA7AAA777A3894844"} {
		compare(t, encode(t, payload, M), byGuest(t, payload, M))
	}
}

// We choose the same masks as go-qrcode, because the penalties are equal: for payloads that look like finders, payloads
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
		s := encode(t, string(b), Level(i%4))
		compare(t, s, byGuest(t, string(b), Level(i%4)))
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
		s, err := Encode(payload, Level(level%4))
		if err != nil {
			return
		}
		compare(t, s, byGuest(t, payload, Level(level%4)))
	})
}
