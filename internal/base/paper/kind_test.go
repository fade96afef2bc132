package paper

import (
	"slices"
	"testing"
)

func TestKindsHaveNames(t *testing.T) {
	seen := map[string]bool{}
	for _, k := range Kinds() {
		word := k.String()
		if word == "" || seen[word] {
			t.Errorf("kind %d is called %q, like another kind", k, word)
		}
		seen[word] = true
		back, ok := ParseKind(word)
		var read Kind
		if err := read.UnmarshalText([]byte(word)); !ok || back != k || err != nil || read != k || !k.Known() {
			t.Errorf("%q is read as %s and as %s: %v", word, back, read, err)
		}
	}
	if len(names) != len(Kinds()) {
		t.Errorf("there are %d names of %d kinds", len(names), len(Kinds()))
	}
	if !slices.Equal(Words(), []string{"badge", "certificate"}) || Badge.Plural() != "badges" {
		t.Errorf("the words are %q and %q", Words(), Badge.Plural())
	}
	for _, word := range []string{"", "badges", "Badge", "invitation"} {
		if k, ok := ParseKind(word); ok {
			t.Errorf("%q is read as %s", word, k)
		}
	}
	if other := Kind(9); other.Known() || other.String() != "kind 9" {
		t.Errorf("kind 9 is known as %s", other)
	}
}
