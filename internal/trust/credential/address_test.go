package credential

import (
	"encoding/json"
	"os"
	"testing"
)

// TestAddresses runs Owns and PathOf on the vectors that the page's own tests use.
func TestAddresses(t *testing.T) {
	data, err := os.ReadFile("testdata/addresses.json")
	if err != nil {
		t.Fatal(err)
	}
	type site struct {
		Host   string
		Former []string
	}
	var all struct {
		Places []struct {
			site
			Place string
			Ours  bool
		}
		Paths []struct {
			site
			URI, Path string
		}
	}
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	if len(all.Places) < 20 || len(all.Paths) < 20 {
		t.Fatalf("%d places, %d paths", len(all.Places), len(all.Paths))
	}
	for _, c := range all.Places {
		if i := (&Issuer{Host: c.Host, FormerHosts: c.Former}); i.Owns(c.Place) != c.Ours {
			t.Errorf("%s: owned by %s: %t, want %t", c.Place, c.Host, !c.Ours, c.Ours)
		}
	}
	for _, c := range all.Paths {
		i := &Issuer{Host: c.Host, FormerHosts: c.Former}
		if got, ok := i.PathOf(c.URI); got != c.Path || ok != (c.Path != "") {
			t.Errorf("%s: the path is %q, %t; want %q", c.URI, got, ok, c.Path)
		}
	}
}
