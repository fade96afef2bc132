package verifier

import (
	"strings"
	"testing"

	"lanyard/internal/trust/credential"
)

// TestAdd pins document number 3 of an issuer that announces newRoot, and then a second document.
func TestAdd(t *testing.T) {
	otherRoot := must(credential.NewRootKey(secret(4)))
	announces := func(i *credential.Issuer) { i.NextRoot = newRoot.Public().Thumbprint() }
	numbered := func(n uint, host string) func(*credential.Issuer) {
		return func(i *credential.Issuer) {
			announces(i)
			i.Sequence = n
			if host != "" {
				i.Host = host
			}
		}
	}
	old := document(rootKey, numbered(3, ""))
	for name, test := range map[string]struct {
		second []byte
		want   string // part of the error; "": pinned
		pins   int
	}{
		"the same again":       {old, "", 1},
		"later":                {document(rootKey, numbered(4, "")), "", 1},
		"earlier":              {document(rootKey, numbered(2, "")), "is number 2, and number 3 is pinned", 1},
		"announced root":       {document(newRoot, numbered(4, "")), "", 1}, // which replaces the old one
		"earlier of that root": {document(newRoot, numbered(2, "")), "is number 2, and number 3 is pinned", 1},
		"another root":         {document(otherRoot, numbered(4, "")), "is pinned with another root key", 1},
		"another issuer":       {document(otherRoot, numbered(1, "other.example.org")), "", 2},
		"no document":          {old[:len(old)-1], "issuer document", 1},
	} {
		d := Pins(t.TempDir())
		if _, err := d.Add(old); err != nil {
			t.Fatal(err)
		}
		pin, err := d.Add(test.second)
		switch {
		case test.want == "" && err != nil, test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)):
			t.Errorf("%s: %v", name, err)
		case err == nil && pin.Issuer.Root != must(credential.OpenIssuer(test.second, credential.Thumbprint{})).Root:
			t.Errorf("%s: the pin is of %s", name, pin.Issuer.Root.Thumbprint())
		}
		pins, notes, err := d.List()
		if err != nil || len(notes) > 0 || len(pins) != test.pins {
			t.Errorf("%s: %d pins, want %d; %q, %v", name, len(pins), test.pins, notes, err)
		}
	}
}
