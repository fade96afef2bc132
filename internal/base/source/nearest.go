package source

import "strings"

// maxWord limits the words that Nearest compares, in bytes: all our keys are shorter, and the cost is the product of
// both lengths.
const maxWord = 64

// Nearest returns the word of known that was most likely meant by word, or "" if none is close: at most one slip per
// three letters. A slip is an extra, missing, wrong or swapped letter. Case is ignored and "_" equals "-". The first of
// equally close words wins.
func Nearest(word string, known []string) string {
	if len(word) > maxWord {
		return ""
	}
	a := []rune(spelling.Replace(strings.ToLower(word)))
	nearest, least := "", max(1, len(a)/3)+1
	for _, k := range known {
		if len(k) > maxWord {
			continue
		}
		if d := slips(a, []rune(spelling.Replace(strings.ToLower(k)))); d < least {
			nearest, least = k, d
		}
	}
	return nearest
}

var spelling = strings.NewReplacer("-", "_", " ", "_")

// slips returns the optimal string alignment distance between a and b (Damerau 1964, with each swap counted once).
func slips(a, b []rune) int {
	two, one, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		two, one, row = one, row, two
		row[0] = i + 1
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			row[j+1] = min(one[j]+cost, one[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], two[j-1]+1)
			}
		}
	}
	return row[len(b)]
}
