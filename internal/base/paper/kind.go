// Package paper holds the kinds of paper that Lanyard makes. Templates, the ledger and tokens use the same kinds.
//
// # A further kind
//
// It is a constant and a row of names here. TestKinds in internal then names each
// place that decides by kind and does not know it yet: a switch must have a case
// for every kind, and a table a row; nothing may be compared with a single kind.
package paper

import (
	"fmt"
	"slices"
)

// Kind is a kind of paper. The numbers are those of tokens and ledgers, so they
// never change their meaning.
type Kind uint8

// The kinds of paper.
const (
	Certificate Kind = 0
	Badge       Kind = 1
)

// names has the word for each kind, as files, messages and options have it.
var names = [...]string{Certificate: "certificate", Badge: "badge"}

// Kinds returns all kinds in the order in which a run makes them.
func Kinds() []Kind { return []Kind{Badge, Certificate} }

// Words returns the word for every kind, in the order of Kinds.
func Words() (words []string) {
	for _, k := range Kinds() {
		words = append(words, k.String())
	}
	return words
}

// Known reports whether k is one of Kinds.
func (k Kind) Known() bool { return slices.Contains(Kinds(), k) }

// String returns the word for k: "certificate" or "badge".
func (k Kind) String() string {
	if int(k) < len(names) {
		return names[k]
	}
	return fmt.Sprintf("kind %d", uint8(k))
}

// Plural returns the word for several: "certificates" or "badges".
func (k Kind) Plural() string { return k.String() + "s" }

// ParseKind reads what String returns, and reports whether there is such a kind.
func ParseKind(word string) (Kind, bool) {
	i := slices.Index(names[:], word)
	return Kind(max(0, i)), i >= 0
}

// MarshalText returns String.
func (k Kind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (k *Kind) UnmarshalText(text []byte) error {
	read, ok := ParseKind(string(text))
	if !ok {
		return fmt.Errorf("%q is no kind of paper", text)
	}
	*k = read
	return nil
}
