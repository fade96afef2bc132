package bundle

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	maxNameBytes = 255       // bytes in one name: ext4, APFS and, in UTF-16 units, NTFS
	nameless     = "unnamed" // replaces a name that leaves nothing usable in a file name
)

// SafeName turns a person's name, in NFC, into a file name stem that every system accepts and a shell need not quote.
// It has at most most bytes (at least 16):
//
//   - letters, marks and digits of every script are kept;
//   - so are the joiners U+200C and U+200D between them, which Persian and the
//     scripts of India use in spelling;
//   - apostrophes and other invisible characters are dropped;
//   - any other run of characters becomes one "-", dropped at either end;
//   - names that Windows reserves for devices (CON, NUL, COM1, ...) get a "_";
//   - a long stem is cut between characters, keeping marks with their base;
//   - an empty stem becomes "unnamed".
//
// A stem never contains a dot, so whatever follows it is the extension.
func SafeName(name string, most int) string {
	var b strings.Builder
	gap, joiner := false, rune(0)
	for _, r := range name {
		switch {
		case unicode.In(r, unicode.Letter, unicode.Number), unicode.Is(unicode.Mark, r) && b.Len() > 0:
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			} else if joiner != 0 && b.Len() > 0 {
				b.WriteRune(joiner)
			}
			b.WriteRune(r)
			gap, joiner = false, 0
		case r == '\u200c' || r == '\u200d':
			joiner = r
		case r == '\'' || r == '\u2019' || unicode.In(r, unicode.Cf):
		default:
			gap = true
		}
	}
	stem := cut(b.String(), most)
	switch {
	case stem == "":
		return nameless
	case isDevice(stem):
		return stem + "_"
	}
	return stem
}

// cut shortens a stem to at most most bytes without separating a character from its marks.
func cut(stem string, most int) string {
	if len(stem) <= most {
		return stem
	}
	for most > 0 {
		r, _ := utf8.DecodeRuneInString(stem[most:])
		if utf8.RuneStart(stem[most]) && !unicode.Is(unicode.Mark, r) {
			break
		}
		most--
	}
	return strings.TrimRight(stem[:most], "-\u200c\u200d")
}

// isDevice reports whether Windows treats a name as a device, whatever its extension (learn.microsoft.com, "Naming
// Files, Paths, and Namespaces").
func isDevice(stem string) bool {
	stem = strings.ToUpper(stem)
	switch stem {
	case "CON", "PRN", "AUX", "NUL":
		return true
	}
	rest, com := strings.CutPrefix(stem, "COM")
	rest, lpt := strings.CutPrefix(rest, "LPT")
	return com != lpt && utf8.RuneCountInString(rest) == 1 && strings.ContainsAny(rest, "0123456789¹²³")
}

// Names gives every file of a folder a unique name. Names that differ only in case or joiners count as equal, as on
// macOS and Windows. The zero value is an empty folder.
type Names struct {
	last map[string]int // highest number used for a folded stem and extension
}

// Unique returns SafeName(name) + ext, with "-2", "-3", ... before ext if that name was already returned. The same
// calls in the same order return the same names.
func (n *Names) Unique(name, ext string) string {
	if n.last == nil {
		n.last = make(map[string]int)
	}
	const room = len("-1000000_") // space for the number and SafeName's "_"
	stem := SafeName(name, maxNameBytes-len(ext)-room)
	first := fold(stem + ext)
	for {
		n.last[first]++
		file := stem + ext
		if i := n.last[first]; i > 1 {
			file = fmt.Sprintf("%s-%d%s", stem, i, ext)
			if n.last[fold(file)] > 0 {
				continue
			}
			n.last[fold(file)] = 1
		}
		return file
	}
}

var folding = strings.NewReplacer("ß", "ss", "ẞ", "ss", "\u200c", "", "\u200d", "")

// fold maps names that a file system may confuse to equal strings.
func fold(name string) string {
	return strings.Map(func(r rune) rune {
		least := r
		for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
			least = min(least, f)
		}
		return least
	}, folding.Replace(name))
}
