package credential

import (
	"encoding/hex"
	"encoding/json"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/veraison/go-cose"
)

// published reads a file of published test vectors; testdata/published/README names their sources.
func published(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "published", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func unhex(t *testing.T, s string) []byte {
	t.Helper()
	data, err := hex.DecodeString(strings.Join(strings.Fields(s), ""))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestWycheproof runs the signatures of Project Wycheproof through the verifier that every message uses.
func TestWycheproof(t *testing.T) {
	var suite struct {
		Tests  int `json:"numberOfTests"`
		Groups []struct {
			Key   struct{ Pk string } `json:"publicKey"`
			Tests []struct {
				ID                        int `json:"tcId"`
				Comment, Msg, Sig, Result string
			}
		} `json:"testGroups"`
	}
	if err := json.Unmarshal(published(t, "wycheproof-ed25519.json"), &suite); err != nil {
		t.Fatal(err)
	}
	ran := 0
	for _, g := range suite.Groups {
		for _, c := range g.Tests {
			ran++
			err := verifier{cose.AlgorithmEdDSA, PublicKey(unhex(t, g.Key.Pk))}.Verify(unhex(t, c.Msg), unhex(t, c.Sig))
			if valid := c.Result == "valid"; valid != (err == nil) {
				t.Errorf("%d %s: %s, and the verifier says %v", c.ID, c.Comment, c.Result, err)
			}
		}
	}
	if ran == 0 || ran != suite.Tests {
		t.Errorf("%d of %d vectors", ran, suite.Tests)
	}
}

// TestSignatureIsNotMalleable adds the group order to the second half of a token's signature, which leaves the
// verification equation true.
func TestSignatureIsNotMalleable(t *testing.T) {
	token := must(Sign(aClaim(), signingKey))
	s := slices.Clone(token[len(token)-32:])
	slices.Reverse(s)
	order, _ := new(big.Int).SetString("1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed", 16)
	more := new(big.Int).Add(new(big.Int).SetBytes(s), order).FillBytes(make([]byte, 32))
	slices.Reverse(more)
	forged := append(slices.Clone(token[:len(token)-32]), more...)
	if _, err := Open(forged, signingKey.Public()); err == nil {
		t.Error("a second signature of the same token is accepted")
	}
	if _, err := Open(token, signingKey.Public()); err != nil {
		t.Error(err)
	}
}

// TestStatusListDraft opens the list of the draft's own test vector: 2^20 entries of two bits.
func TestStatusListDraft(t *testing.T) {
	var list map[any]any
	if err := lenient.Unmarshal(unhex(t, string(published(t, "status-list-2bit.hex"))), &list); err != nil {
		t.Fatal(err)
	}
	issuer := must(OpenIssuer(must(SignIssuer(&Issuer{Host: host, Issued: clock, Sequence: 1,
		Names: map[string]string{"en": "Issuer"},
		Keys:  []Key{{Public: statusKey.Public(), NotBefore: clock, Uses: UseStatus}}}, rootKey)), Thumbprint{}))
	id := statusKey.Public().ID()
	data := statusKey.sign(id[:], typeList, encode(map[any]any{claimSub: listURI, claimIat: clock.Unix(),
		claimExp: clock.Unix() + 1, claimTTL: 1, claimStatusList: list}))
	l, err := OpenStatusList(data, issuer)
	if err != nil {
		t.Fatal(err)
	}
	want := map[uint]Status{0: 1, 1993: 2, 25460: 1, 159495: 3, 495669: 1, 554353: 1, 645645: 2, 723232: 1, 854545: 1,
		934534: 2, 1000345: 3}
	if l.Len() != 1<<20 {
		t.Errorf("%d entries", l.Len())
	}
	for n := range l.Len() {
		if got, ok := l.At(n); !ok || got != want[n] {
			t.Errorf("entry %d is %d, not %d", n, got, want[n])
		}
	}
	// in reverse, our own list of the same entries inflates to the same bytes
	own := must(NewStatusList(1 << 20))
	for n, s := range want {
		own.Set(n, s)
	}
	if !slices.Equal(own.packed, l.packed) {
		t.Error("our list of these entries differs")
	}
}
