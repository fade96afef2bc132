package text

import "strings"

// stop is a position where a line may end.
type stop struct {
	at   int  // index of the first rune of the next line
	kind kind // what allows the break
}

// kind ranks the positions where a line may end: a line ends at a higher kind only if no size fits with the lower ones,
// or at a syllable if the text would be illegible.
type kind uint8

const (
	forced   kind = iota // the end of a piece
	allowed              // a UAX #14 opportunity
	syllable             // a syllable boundary where UAX #14 requires a dictionary
)

const softHyphen = 0xAD

// findStops returns the positions where a line of text may end, with the end of the text last. clusters are the starts
// of grapheme clusters, opportunities those of UAX #14. Soft hyphens are not opportunities: names are never hyphenated.
func findStops(text []rune, clusters, opportunities []int) (stops []stop) {
	for _, at := range clusters {
		for len(opportunities) > 0 && opportunities[0] < at {
			opportunities = opportunities[1:]
		}
		switch {
		case at == 0:
		case len(opportunities) > 0 && opportunities[0] == at && text[at-1] != softHyphen:
			stops = append(stops, stop{at, allowed})
		case startsSyllable(text, at):
			stops = append(stops, stop{at, syllable})
		}
	}
	return append(stops, stop{len(text), forced})
}

// clings reports whether the end of text belongs to what follows it: a hyphen of a double name, or a particle.
func clings(text []rune) bool {
	switch text[len(text)-1] {
	case '-', 0x2010, 0x05BE, 0x058A: // hyphen-minus, hyphen, maqaf, Armenian hyphen
		return true
	}
	end := len(text)
	for end > 0 && hangs(text[end-1]) {
		end--
	}
	start := end
	for start > 0 && end-start <= longestParticle && !hangs(text[start-1]) {
		start--
	}
	return end < len(text) && particles[string(text[start:end])]
}

// particles are words of names that belong to the next one: "Maria de / Souza" reads as two people. Those of Latin
// script count in small letters alone, since "Van" and "Ben" are also names of their own.
var particles = func() map[string]bool {
	all := map[string]bool{}
	for word := range strings.FieldsSeq("af al am an av ben bin bint d' da das de degli dei del della den der des di do dos du e el " +
		"ibn il la le lo los op 't te ten ter und van vom von y zu zum zur بن ابن بنت آل أبو ابو أم عبد בן בת אבן") {
		all[word] = true
	}
	return all
}()

// longestParticle is the number of letters of the longest particle.
const longestParticle = 5

// startsSyllable reports whether a written syllable starts at text[at] in Thai, Lao, Khmer or Myanmar, which have no
// spaces between words (line break class SA of UAX #14). It knows spelling but no words, so it returns false when in
// doubt:
//
//   - Thai and Lao: before a vowel written in front of its consonant, and
//     after vowels that end a syllable (sara a and sara am).
//   - Khmer: before a consonant that carries a vowel sign, unless the sign
//     before it shortens the syllable, which then still needs a final.
//   - Myanmar: before a consonant or independent vowel that is neither stacked
//     nor, by an asat, the final of the previous syllable.
func startsSyllable(text []rune, at int) bool {
	before, r := text[at-1], text[at]
	switch {
	case r >= 0x0E01 && r <= 0x0E4E && before >= 0x0E01 && before <= 0x0E4E: // Thai
		leading := func(r rune) bool { return r >= 0x0E40 && r <= 0x0E44 }
		consonant := r <= 0x0E2E
		return leading(r) && !leading(before) || consonant && (before == 0x0E30 || before == 0x0E33)
	case r >= 0x0E81 && r <= 0x0EDF && before >= 0x0E81 && before <= 0x0EDF: // Lao
		leading := func(r rune) bool { return r >= 0x0EC0 && r <= 0x0EC4 }
		consonant := r <= 0x0EAE || r >= 0x0EDC
		return leading(r) && !leading(before) || consonant && (before == 0x0EB0 || before == 0x0EB3)
	case r >= 0x1780 && r <= 0x17A2 && before >= 0x1780 && before <= 0x17D1: // Khmer
		return before != 0x17CB && before != 0x17D0 && carriesVowel(text[at+1:])
	case r >= 0x1000 && r <= 0x102A || r == 0x103F: // Myanmar
		return before >= 0x1000 && before <= 0x109F && before != 0x1039 && !isFinal(text[at+1:])
	}
	return false
}

// carriesVowel reports whether a consonant is followed by a Khmer vowel sign, possibly after subscripts and register
// shifters.
func carriesVowel(after []rune) bool {
	for i := 0; i < len(after); i++ {
		switch r := after[i]; {
		case r >= 0x17B6 && r <= 0x17C5:
			return true
		case r == 0x17D2: // coeng: the next is a subscript
			i++
		case r == 0x17C9 || r == 0x17CA || r == 0x200C || r == 0x200D:
		default:
			return false
		}
	}
	return false
}

// isFinal reports whether the text after a Myanmar consonant makes it the end of a syllable: an asat, possibly after a
// tone, or a virama that stacks the next consonant under it.
func isFinal(after []rune) bool {
	if len(after) > 0 && after[0] == 0x1037 {
		after = after[1:]
	}
	return len(after) > 0 && (after[0] == 0x103A || after[0] == 0x1039)
}
