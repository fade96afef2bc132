package locale

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// longWord is the least number of letters of a fact that may occur within a longer word: shorter facts, like A1, would
// be found by accident.
const longWord = 6

// Sight is what readers see of a text: letters and digits in their order, in
// either case. Invisible characters, punctuation, line breaks, the order of marks
// on one letter and the script of digits make no difference.
type Sight struct {
	words string // with one space around each
	solid string // without
}

// See prepares a text in pieces, as they are on a page.
func See(pieces []string) Sight {
	words := " " + seen(strings.Join(pieces, "\n")) + " "
	return Sight{words, strings.ReplaceAll(words, " ", "")}
}

// Shows reports whether the text shows a fact. One that is broken over several
// pieces is found word by word.
func (s Sight) Shows(fact string) bool {
	want := seen(fact)
	if want == "" || strings.Contains(s.words, " "+want+" ") {
		return true
	}
	if found := strings.ReplaceAll(want, " ", ""); joinable(found) && strings.Contains(s.solid, found) {
		return true
	}
	return !slices.ContainsFunc(strings.Fields(want), func(word string) bool {
		return !strings.Contains(s.words, " "+word+" ") && !(joinable(word) && strings.Contains(s.solid, word))
	})
}

// ShowsTogether reports whether the text shows all of a fact in one place: unlike
// Shows, it does not take a word from elsewhere on the page for one of the fact. The
// words may be in another order, which lines of mixed direction change.
func (s Sight) ShowsTogether(fact string) bool {
	want := seen(fact)
	if want == "" || strings.Contains(s.words, " "+want+" ") {
		return true
	}
	if found := strings.ReplaceAll(want, " ", ""); joinable(found) && strings.Contains(s.solid, found) {
		return true
	}
	count := map[string]int{} // of the words that are to be found next to each other
	n := 0
	for _, word := range strings.Fields(want) {
		switch {
		case strings.Contains(s.words, " "+word+" "):
			count[word]++
			n++
		case !joinable(word) || !strings.Contains(s.solid, word):
			return false
		}
	}
	missing, words := n, strings.Fields(s.words)
	add := func(word string, by int) {
		if before, wanted := count[word]; wanted {
			count[word] -= by
			missing += max(0, count[word]) - max(0, before)
		}
	}
	for i, word := range words {
		if add(word, 1); i >= n {
			add(words[i-n], -1)
		}
		if missing == 0 {
			return true
		}
	}
	return missing == 0
}

// joinable reports whether a word may be looked for without the spaces around it:
// it is long, or of a script that writes none.
func joinable(word string) bool {
	letters := 0
	for _, r := range word {
		if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer,
			unicode.Myanmar, unicode.Tibetan) {
			return true
		}
		if !unicode.Is(unicode.M, r) {
			letters++
		}
	}
	return letters >= longWord
}

// seen returns the letters and digits of s in lower case, decomposed, the marks of
// each letter in one order, with one space in the place of everything else.
func seen(s string) string {
	var out, marks []rune
	space := true
	flush := func() {
		slices.Sort(marks)
		out = append(out, marks...)
		marks = marks[:0]
	}
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.Is(unicode.Cf, r), unicode.Is(unicode.Variation_Selector, r), r == '\u034f':
		case unicode.Is(unicode.M, r):
			if !space { // one without a letter belongs to none
				marks = append(marks, r)
			}
		case unicode.IsLetter(r), unicode.IsNumber(r):
			flush()
			out, space = append(out, unicode.ToLower(western(r))), false
		default:
			flush()
			if !space {
				out, space = append(out, ' '), true
			}
		}
	}
	flush()
	return strings.TrimSuffix(string(out), " ")
}

// WesternDigits returns s with the decimal digits of every script as those of ASCII.
func WesternDigits(s string) string { return strings.Map(western, s) }

// western returns the Western digit of the same value for a decimal digit of any
// script, and any other character as it is. The digits of a script are ten
// consecutive characters that begin with zero (Unicode, 4.6).
func western(r rune) rune {
	if r <= unicode.MaxASCII || !unicode.Is(unicode.Nd, r) {
		return r
	}
	for _, t := range unicode.Nd.R16 {
		if rune(t.Lo) <= r && r <= rune(t.Hi) {
			return '0' + (r-rune(t.Lo))%10
		}
	}
	for _, t := range unicode.Nd.R32 {
		if rune(t.Lo) <= r && r <= rune(t.Hi) {
			return '0' + (r-rune(t.Lo))%10
		}
	}
	return r
}
