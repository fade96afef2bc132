package text

import (
	"bufio"
	"os"
	"strconv"
	"strings"
	"testing"

	"lanyard/internal/base/judge"
)

// TestBidiSample runs the lines of Unicode's BidiCharacterTest.txt that are in testdata; TestBidiCharacter runs the
// whole file where it is installed.
func TestBidiSample(t *testing.T) { checkBidi(t, "testdata/bidi.txt", 250) }

func TestBidiCharacter(t *testing.T) {
	const file = "/usr/share/unicode/BidiCharacterTest.txt"
	if _, err := os.Stat(file); err != nil {
		judge.Absent(t, file+" of the Debian package unicode-data")
	}
	checkBidi(t, file, 90_000)
}

func checkBidi(t *testing.T, file string, atLeast int) {
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines, tested, failed := bufio.NewScanner(f), 0, 0
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if line == "" || line[0] == '#' {
			continue
		}
		tested++
		if got, want := bidiLine(t, line); got != want {
			if failed++; failed < 10 {
				t.Errorf("%s:%d: %s\n got %s", file, n, line, got)
			}
		}
	}
	if failed > 0 || tested < atLeast {
		t.Errorf("%s: %d of %d lines failed, want at least %d to be tested", file, failed, tested, atLeast)
	}
}

// bidiLine runs one line of the file and returns our results and its last three fields: paragraph level, levels, visual
// order.
func bidiLine(t *testing.T, line string) (got, want string) {
	field := strings.Split(line, ";")
	var text []rune
	for _, x := range strings.Fields(field[0]) {
		v, err := strconv.ParseInt(x, 16, 32)
		if err != nil {
			t.Fatal(err)
		}
		text = append(text, rune(v))
	}
	d := map[string]Direction{"0": LeftToRight, "1": RightToLeft, "2": Auto}[field[1]]
	l := resolveLevels(text, d)
	onLine := l.onLine(0, len(text))
	var shown, order []string
	for i, level := range onLine {
		if removed(l.classes[i]) {
			shown = append(shown, "x")
		} else {
			shown = append(shown, strconv.Itoa(int(level)))
		}
	}
	for _, i := range visualOrder(onLine) {
		if !removed(l.classes[i]) {
			order = append(order, strconv.Itoa(i))
		}
	}
	got = strconv.Itoa(int(l.base)) + ";" + strings.Join(shown, " ") + ";" + strings.Join(order, " ")
	return got, strings.Join(field[2:], ";")
}
