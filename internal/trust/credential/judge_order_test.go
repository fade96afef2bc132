package credential

import "testing"

// TestOrderOfIssuersDecidesNothing adds an issuer with another root that lists the victim's key and host to make its
// own lists count for the victim's papers.
func TestOrderOfIssuersDecidesNothing(t *testing.T) {
	real := must(OpenIssuer(must(SignIssuer(anIssuer(), rootKey)), Thumbprint{}))
	otherRoot := must(NewRootKey(secret(77)))
	thief := must(OpenIssuer(must(SignIssuer(anIssuer(), otherRoot)), Thumbprint{}))
	lists := new(StatusLists)
	if err := lists.Add(must(OpenStatusList(signedList(StatusRevoked, statusKey, nil), real))); err != nil {
		t.Fatal(err)
	}
	if err := lists.Add(must(OpenStatusList(signedList(StatusValid, statusKey, nil), thief))); err != nil {
		t.Fatal(err)
	}
	url := must(Sign(aClaim(), signingKey)).URL(host)
	for _, order := range [][]*Issuer{{real, thief}, {thief, real}} {
		if v := Judge(url, order, lists, clock); v.State != StateRevoked || v.Issuer != real {
			t.Errorf("judged %v by %s", v, v.Issuer.Root.Thumbprint())
		}
	}
}
