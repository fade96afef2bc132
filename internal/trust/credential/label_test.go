package credential

import (
	"cmp"
	"encoding/json"
	"os"
	"testing"
)

// Facts of an event's own are called as the page calls them.
func TestLabelVectors(t *testing.T) {
	data, err := os.ReadFile("testdata/labels.json")
	if err != nil {
		t.Fatal(err)
	}
	var vectors []struct {
		Name, Main, Language, Label string
		Entry, Document             map[string]string
	}
	if err := json.Unmarshal(data, &vectors); err != nil || len(vectors) < 10 {
		t.Fatal(len(vectors), err)
	}
	for _, v := range vectors {
		c := Claim{Labels: map[uint]map[string]string{64: v.Document}}
		if v.Entry != nil {
			c.Entry = &Entry{Main: v.Main}
			if len(v.Entry) > 0 {
				c.Entry.Facts = map[uint]map[string]string{64: v.Entry}
			}
		}
		if got, want := c.Label(64, v.Language), cmp.Or(v.Label, "fact 64"); got != want {
			t.Errorf("%s: %q, want %q", v.Name, got, want)
		}
	}
}
