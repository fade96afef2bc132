package roster

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// state is the meaning of a single word.
type state uint8

const (
	sNone    state = iota
	sOut           // has no place
	sAbsent        // had one, and did not come
	sUnseen        // has a place, and has not been seen yet
	sPlace         // has a place
	sPresent       // was there
	sYes
	sNo
	sNot   // turns the word behind it into its opposite
	sAfter // turns the word before it into its opposite
)

// stateIndex maps the key of a word to its state; negations are kept apart, since "no" is both.
type stateIndex struct {
	words      map[string]state
	not, after map[string]bool
	most       int // words in the longest entry
}

// stateOf returns the index of all state words.
var stateOf = sync.OnceValue(func() stateIndex {
	names := map[string]state{"out": sOut, "absent": sAbsent, "unseen": sUnseen, "place": sPlace, "present": sPresent,
		"yes": sYes, "no": sNo, "not": sNot, "after": sAfter}
	x := stateIndex{map[string]state{}, map[string]bool{}, map[string]bool{}, 1}
	for _, table := range states {
		for line := range strings.SplitSeq(strings.TrimSpace(table.lines), "\n") {
			name, words, _ := strings.Cut(line, ": ")
			s, ok := names[name]
			if !ok {
				panic("internal error: state " + name)
			}
			for w := range strings.SplitSeq(words, " | ") {
				k := stateKey(w)
				x.most = max(x.most, len(strings.Fields(w)))
				if s == sNot {
					x.not[k] = true
				} else if s == sAfter {
					x.after[k] = true
				} else if _, twice := x.words[k]; !twice {
					x.words[k] = s
				}
			}
		}
	}
	return x
})

// stateKey returns the key of a word; signs other than letters are kept.
func stateKey(word string) string { return cmp.Or(key(word), strings.TrimSpace(word)) }

// token is a word of a status. Gap is what stands before it: a negation does not reach over a comma or a bracket.
type token struct{ word, gap string }

// plain reports whether nothing but a space, or a hyphen without spaces, stands before the word.
func (t token) plain() bool { return strings.TrimSpace(t.gap) == "" || t.gap == "-" || t.gap == "_" }

// tokens splits a status into its words.
func tokens(status string) (all []token) {
	between := func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("_-–—/(),;:·.[]（），：", r)
	}
	for status != "" {
		start := strings.IndexFunc(status, func(r rune) bool { return !between(r) })
		if start < 0 {
			break
		}
		end := strings.IndexFunc(status[start:], between)
		if end < 0 {
			end = len(status) - start
		}
		all = append(all, token{status[start : start+end], status[:start]})
		status = status[start+end:]
	}
	return all
}

// say returns the state that a status expresses: "Not Attending" and "approval pending" are sOut, "Attending" is
// sPlace. Longer entries take precedence over shorter ones, and states that leave a row out over those that do not.
func say(status string) state {
	x := stateOf()
	if s, ok := x.words[stateKey(status)]; ok {
		return s
	}
	all := tokens(status)
	found := sNone
	for i := 0; i < len(all); {
		s, n := x.longest(all[i:])
		if s == sYes || s == sNo {
			s = sNone // "no" in a longer text is a negation or means nothing
		}
		if s == sNone {
			if key(all[i].word) == "partially" {
				return sPlace // partially refunded: still comes
			}
			n = 1
		} else if x.negated(all, i, n) {
			s = opposite(s)
		}
		if found == sNone || rank(s) < rank(found) {
			found = cmp.Or(s, found)
		}
		i += n
	}
	if found == sNone {
		found = unspaced(status)
	}
	return x.answered(all, found)
}

// negated reports whether the n words at i are negated: "not yet paid", "deltager ikke". At most one unknown word
// is between the negation and what it negates.
func (x stateIndex) negated(all []token, i, n int) bool {
	for at := i - 1; at >= max(0, i-2) && all[at+1].plain(); at-- {
		if x.not[stateKey(all[at].word)] {
			return true
		}
		if s, _ := x.longest(all[at : at+1]); s != sNone {
			break
		}
	}
	for at := i + n; at < min(len(all), i+n+2) && all[at].plain(); at++ {
		if s, _ := x.longest(all[at:]); s != sNone && s != sNo {
			return false
		}
		if x.after[stateKey(all[at].word)] {
			if at+1 == len(all) || !all[at+1].plain() {
				return true
			}
			s, _ := x.longest(all[at+1:])
			return s == sNone // otherwise it belongs to the word behind it
		}
	}
	return false
}

// answered returns the state of a text that answers with yes, no or a number as well: "Paid: no", "Attended 0 of 3",
// "No, on holiday".
func (x stateIndex) answered(all []token, found state) state {
	if len(all) < 2 {
		return found
	}
	last, first := all[len(all)-1], x.words[stateKey(all[0].word)]
	switch {
	case (found == sNone || found == sPlace) && (first == sYes || first == sNo) && !all[1].plain():
		return first // "yes (online)"
	case !last.plain() && x.words[stateKey(last.word)] == sNo && (found == sPlace || found == sPresent):
		return opposite(found)
	case found == sPresent:
		for _, t := range all {
			if startsWithDigit(t.word) {
				if strings.Trim(t.word, "0") == "" {
					return sAbsent
				}
				break
			}
		}
	}
	return found
}

// longest returns the state of the longest entry at the start of words, and its length.
func (x stateIndex) longest(words []token) (state, int) {
	joined := make([]string, min(x.most, len(words)))
	for i := range joined {
		joined[i] = words[i].word
	}
	for n := len(joined); n > 0; n-- {
		if s, ok := x.words[stateKey(strings.Join(joined[:n], ""))]; ok {
			return s, n
		}
	}
	return sNone, 1
}

// rank orders states by precedence within a status that contains several.
func rank(s state) int {
	return slices.Index([]state{sOut, sAbsent, sUnseen, sPresent, sPlace, sYes, sNo, sNot, sAfter, sNone}, s)
}

// opposite returns the state of a negated word.
func opposite(s state) state {
	switch s {
	case sOut, sAbsent:
		return sPlace
	case sPlace:
		return sOut
	case sPresent:
		return sAbsent
	}
	return s
}

// unspaced returns the state of a status that is written without spaces: one that begins with a negation, 未参加, or
// ends in a known word, 参加キャンセル. The last word of Japanese, Chinese and Korean decides.
func unspaced(status string) state {
	r, size := utf8.DecodeRuneInString(status)
	if strings.ContainsRune("未没沒不非미불", r) {
		return opposite(stateOf().words[stateKey(status[size:])])
	}
	k := key(status)
	if !only(k, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) {
		return sNone
	}
	for i := range k {
		if s := stateOf().words[k[i:]]; utf8.RuneCountInString(k[i:]) > 1 && s != sNone && s != sYes && s != sNo {
			return s
		}
	}
	return sNone
}
