package font_test

import (
	"bufio"
	"compress/bzip2"
	"os"
	"strconv"
	"strings"
	"testing"

	"lanyard/fonts"
	"lanyard/internal/base/judge"
	"lanyard/internal/typography/font"
)

// TestHanOfRegisters checks how many characters of the character sets of registers have a glyph, by the sources in
// Unihan (UAX #38, kIRG_HSource and so on): all of Hong Kong's HKSCS, of Japan's JIS X 0213, of Korea's KS X 1001 and
// 1002, and of planes 1 and 2 of Taiwan's CNS 11643. Noto has few characters that only registers use: 6 of Japan's
// family registers (JMJ), and from the other planes of CNS 11643 those that Hong Kong and Japan use too. If a number
// changes, so does what the fonts draw and what fonts.go promises.
func TestHanOfRegisters(t *testing.T) {
	const file = "/usr/share/unicode/Unihan_IRGSources.txt.bz2"
	f, err := os.Open(file)
	if err != nil {
		judge.Absent(t, file+" of the Debian package unicode-data")
	}
	defer f.Close()
	l := font.NewLibrary(fonts.FS)
	type share struct{ all, drawn int }
	shares := map[string]*share{}
	lines := bufio.NewScanner(bzip2.NewReader(f))
	for lines.Scan() {
		parts := strings.Split(lines.Text(), "\t")
		if len(parts) != 3 || !strings.HasSuffix(parts[1], "Source") {
			continue
		}
		r, err := strconv.ParseInt(strings.TrimPrefix(parts[0], "U+"), 16, 32)
		if err != nil {
			t.Fatal(err)
		}
		set, _, _ := strings.Cut(parts[2], "-")
		if shares[set] == nil {
			shares[set] = &share{}
		}
		s := shares[set]
		s.all++
		if _, ok := l.Has(rune(r)); ok {
			s.drawn++
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	for set, least := range map[string]share{
		"H": {4579, 4579}, "HB1": {5401, 5401}, "HB2": {7652, 7652},
		"J0": {6356, 6356}, "J1": {3058, 3058}, "J3": {194, 194}, "J4": {665, 665}, "J13": {1037, 1037}, "J14": {1704, 1704},
		"JA": {575, 575}, "JMJ": {1600, 6}, "K0": {4888, 4888}, "K1": {2856, 2856}, "K2": {7911, 7911},
		"T1": {5413, 5413}, "T2": {7650, 7650}, "T3": {6300, 6340}, "T4": {7200, 4032}, "TF": {6700, 571},
	} {
		s := shares[set]
		if s == nil || s.all < least.all || s.drawn < least.drawn {
			t.Errorf("of %s the fonts draw %+v, not %+v", set, s, least)
		}
	}
}
