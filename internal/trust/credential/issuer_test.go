package credential

import (
	"bytes"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestIssuerSurvivesDocument(t *testing.T) {
	small := &Issuer{Host: host, Issued: clock, Sequence: 1, Names: map[string]string{"en": "X"}}
	for name, i := range map[string]*Issuer{"large": anIssuer(), "small": small} {
		got := open(t, i)
		i.Root = rootKey.Public()
		got.place, got.allowed = nil, nil
		if !reflect.DeepEqual(got, i) {
			t.Errorf("%s: opened %+v, signed %+v", name, got, i)
		}
		if a, b := must(SignIssuer(i, rootKey)), must(SignIssuer(i, rootKey)); !bytes.Equal(a, b) {
			t.Errorf("%s: signing twice gives two documents", name)
		}
	}
}

func TestIssuerPin(t *testing.T) {
	data := must(SignIssuer(anIssuer(), rootKey))
	if i, err := OpenIssuer(data, Thumbprint{}); err != nil || i.Root != rootKey.Public() {
		t.Errorf("without a pin: %v", err)
	}
	if _, err := OpenIssuer(data, nextRoot.Public().Thumbprint()); err == nil {
		t.Error("with another pin")
	}
}

func TestSignIssuerRefuses(t *testing.T) {
	for name, change := range map[string]func(*Issuer){
		"no host":           func(i *Issuer) { i.Host = "" },
		"no sequence":       func(i *Issuer) { i.Sequence = 0 },
		"no name":           func(i *Issuer) { i.Names = nil },
		"empty name":        func(i *Issuer) { i.Names["en"] = "" },
		"bidi name":         func(i *Issuer) { i.Names["en"] = "\u202e" },
		"empty tag":         func(i *Issuer) { i.Names[""] = "x" },
		"key twice":         func(i *Issuer) { i.Keys = append(i.Keys, i.Keys[0]) },
		"unknown state":     func(i *Issuer) { i.Keys[0].State = 3 },
		"no use":            func(i *Issuer) { i.Keys[0].Uses = 0 },
		"unknown use":       func(i *Issuer) { i.Keys[0].Uses = 4 },
		"reversed window":   func(i *Issuer) { i.Keys[0].NotAfter = i.Keys[0].NotBefore.Add(-time.Second) },
		"no window":         func(i *Issuer) { i.Keys[0].NotBefore = time.Time{} },
		"path outside":      func(i *Issuer) { i.Keys[3].AllowList.Path = "/../x" },
		"relative path":     func(i *Issuer) { i.Keys[3].AllowList.Path = "x" },
		"former host":       func(i *Issuer) { i.FormerHosts = []string{"X.example.org"} },
		"http list":         func(i *Issuer) { i.StatusLists = []string{"http://x/y"} },
		"event zero":        func(i *Issuer) { i.Events[0] = i.Events[1] },
		"event title":       func(i *Issuer) { i.Events[1] = Event{"a\nb", 1, 1} },
		"event without end": func(i *Issuer) { i.Events[1] = Event{"a", 1, 0} },
		"fact of ours":      func(i *Issuer) { i.Facts = map[uint]map[string]string{63: {"en": "x"}} },
		"fact unlabelled":   func(i *Issuer) { i.Facts = map[uint]map[string]string{64: {}} },
		"bidi label":        func(i *Issuer) { i.Facts = map[uint]map[string]string{64: {"en": "\u202e"}} },
		"empty label":       func(i *Issuer) { i.Facts = map[uint]map[string]string{64: {"en": ""}} },
		"label of no tag":   func(i *Issuer) { i.Facts = map[uint]map[string]string{64: {"": "x"}} },
		"too long":          func(i *Issuer) { i.Names["x"] = strings.Repeat("x", MaxIssuerDocument) },
	} {
		i := anIssuer()
		change(i)
		if _, err := SignIssuer(i, rootKey); err == nil ||
			!strings.HasPrefix(err.Error(), "signing issuer document: ") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestEveryFlippedBitOfIssuerDocumentIsRefused(t *testing.T) {
	data := must(SignIssuer(anIssuer(), rootKey))
	pin := rootKey.Public().Thumbprint()
	for bit := range 8 * len(data) {
		data[bit/8] ^= 1 << (bit % 8)
		if _, err := OpenIssuer(data, pin); err == nil {
			t.Fatalf("bit %d: opened", bit)
		}
		data[bit/8] ^= 1 << (bit % 8)
	}
}

// A document that names one root key and is signed by another is refused.
func TestIssuerSignedByAnother(t *testing.T) {
	i := anIssuer()
	i.Root = rootKey.Public()
	kid := i.Root.Thumbprint()
	if _, err := OpenIssuer(otherRoot.sign(kid[:], typeCWT, i.payload()), Thumbprint{}); err == nil {
		t.Error("a document signed by another root was opened")
	}
	other := otherRoot.Public().Thumbprint()
	if _, err := OpenIssuer(otherRoot.sign(other[:], typeCWT, i.payload()), Thumbprint{}); err == nil {
		t.Error("a document with the kid of another root was opened")
	}
	token := must(Sign(aClaim(), signingKey))
	if _, err := OpenIssuer(token, Thumbprint{}); err == nil {
		t.Error("a token was opened as an issuer document")
	}
	later := must(decodeMap(i.payload()))
	later[label(claimIssuer)].(map[any]any)[int64(10)] = 1
	if _, err := OpenIssuer(rootKey.sign(kid[:], typeCWT, encode(later)), Thumbprint{}); !errors.Is(err,
		ErrUnsupported) {
		t.Errorf("a key of a later version: %v", err)
	}
}

func FuzzReadIssuer(f *testing.F) {
	i := anIssuer()
	i.Root = rootKey.Public()
	f.Add(i.payload())
	f.Fuzz(func(t *testing.T, payload []byte) {
		m, err := decodeMap(payload)
		if err != nil {
			return
		}
		var i Issuer
		if i.read(m) == nil && !bytes.Equal(i.payload(), payload) {
			t.Fatalf("%x reads as %+v, which writes as %x", payload, i, i.payload())
		}
	})
}

func TestFollows(t *testing.T) {
	old := open(t, anIssuer())
	signed := func(root *RootKey, change func(*Issuer)) *Issuer {
		i := anIssuer()
		change(i)
		return must(OpenIssuer(must(SignIssuer(i, root)), Thumbprint{}))
	}
	silent := signed(rootKey, func(i *Issuer) { i.NextRoot = Thumbprint{} })
	for name, test := range map[string]struct {
		i, other *Issuer
		want     bool
	}{
		"same root":      {signed(rootKey, func(i *Issuer) { i.Sequence++ }), old, true},
		"announced root": {signed(nextRoot, func(i *Issuer) { i.Sequence++ }), old, true},
		"the other way":  {old, signed(nextRoot, func(i *Issuer) { i.NextRoot = Thumbprint{} }), false},
		"other root":     {signed(otherRoot, func(i *Issuer) {}), old, false},
		"none announced": {signed(otherRoot, func(i *Issuer) {}), silent, false},
	} {
		if got := test.i.Follows(test.other); got != test.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestDisplayName(t *testing.T) {
	i := &Issuer{Names: map[string]string{"fa": "ف", "en": "E", "pt-BR": "B", "ar": "ع"}}
	for lang, want := range map[string]string{"fa": "ف", "fa-AF": "ف", "pt-BR": "B", "pt": "E", "": "E", "zz": "E"} {
		if got := i.DisplayName(lang); got != want {
			t.Errorf("%q: %q", lang, got)
		}
	}
	delete(i.Names, "en")
	if got := i.DisplayName("zz"); got != "ع" {
		t.Errorf("without English: %q", got)
	}
}

func TestLabel(t *testing.T) {
	c := &Claim{Labels: map[uint]map[string]string{64: {"fa": "ساعت", "de": "Stunden"}, 65: {"en": "Hours"}}}
	for _, test := range []struct {
		key        uint
		lang, want string
	}{{64, "fa-AF", "ساعت"}, {64, "en", "Stunden"}, {65, "fa", "Hours"}, {66, "en", "fact 66"}} {
		if got := c.Label(test.key, test.lang); got != test.want {
			t.Errorf("%d in %s: %q, want %q", test.key, test.lang, got, test.want)
		}
	}
}

func TestAllowList(t *testing.T) {
	file := allowFile()
	if len(file) != 3*entrySize {
		t.Fatalf("%d bytes for three tokens", len(file))
	}
	i := open(t, anIssuer())
	for name, bad := range map[string][]byte{
		"cut":      file[:len(file)-1],
		"shorter":  file[:len(file)-entrySize],
		"reversed": append(bytes.Clone(file[entrySize:]), file[:entrySize]...),
		"doubled":  append(bytes.Clone(file), file[2*entrySize:]...),
		"empty":    {},
	} {
		if err := i.AddAllowList(bad); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	if i.allows(stolenKey.Public().ID(), allowed()) {
		t.Error("allowed without a list")
	}
	if err := i.AddAllowList(file); err != nil {
		t.Fatal(err)
	}
	if !i.allows(stolenKey.Public().ID(), allowed()) {
		t.Error("not allowed with the list")
	}
	if i.allows(signingKey.Public().ID(), allowed()) {
		t.Error("allowed for another key")
	}
}

func TestMirrors(t *testing.T) {
	i := open(t, anIssuer())
	i.Keys[0].Public = rfcKey().Public()
	var set struct {
		Keys []map[string]string
	}
	if err := json.Unmarshal(i.JWKS(), &set); err != nil {
		t.Fatal(err)
	}
	if len(set.Keys) != 3 {
		t.Fatalf("%d keys, want 3, without the compromised one", len(set.Keys))
	}
	want := map[string]string{"kty": "OKP", "crv": "Ed25519", "x": rfcJWKX, "kid": rfcKey().Public().ID().String(),
		"alg": "EdDSA", "use": "sig"}
	if !reflect.DeepEqual(set.Keys[0], want) {
		t.Errorf("key %v", set.Keys[0])
	}
	var did struct {
		ID                 string
		VerificationMethod []struct {
			ID, Controller     string
			PublicKeyJwk       map[string]string
			PublicKeyMultibase string
		}
		AssertionMethod []string
	}
	if err := json.Unmarshal(i.DIDDocument(), &did); err != nil {
		t.Fatal(err)
	}
	m := did.VerificationMethod
	if did.ID != "did:web:"+host || len(m) != 6 || m[0].PublicKeyJwk["x"] != rfcJWKX || m[0].Controller != did.ID ||
		m[0].ID != did.ID+"#"+want["kid"] || did.AssertionMethod[0] != m[0].ID ||
		m[1].ID != did.ID+"#"+m[1].PublicKeyMultibase || m[1].PublicKeyMultibase != rfcKey().Public().Multikey() ||
		did.AssertionMethod[1] != m[1].ID {
		t.Errorf("document %s", i.DIDDocument())
	}
	none := &Issuer{Host: host}
	if s := string(none.JWKS()); !strings.Contains(s, "[]") {
		t.Errorf("no keys: %s", s)
	}
}

// Two pinned issuers may name the same host: in either order the issuer whose key signed the token judges it, and
// neither can change the status of the other's papers.
func TestIssuersStayApart(t *testing.T) {
	mine := open(t, anIssuer())
	rogue := anIssuer()
	rogue.Host, rogue.FormerHosts = "rogue.example.org", []string{host}
	rogue.Keys = append(rogue.Keys[:0:0], Key{Public: otherKey.Public(), NotBefore: date("2017-01-01"),
		Uses: UseStatus | UseCertificates})
	theirs := must(OpenIssuer(must(SignIssuer(rogue, otherRoot)), Thumbprint{}))
	later := signedList(StatusRevoked, otherKey, func(l *StatusList) { l.Issued = clock })
	var lists StatusLists
	for _, err := range []error{
		lists.Add(must(OpenStatusList(later, theirs))),
		lists.Add(must(OpenStatusList(listOf(StatusValid)[0], mine))),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	token := must(Sign(aClaim(), signingKey))
	for _, issuers := range [][]*Issuer{{mine, theirs}, {theirs, mine}} {
		if v := Judge(token.String(), issuers, &lists, clock); v.State != StateValid || v.Issuer != mine {
			t.Errorf("judged %v by %s: %s", v, v.Issuer.Host, v.Detail)
		}
	}
	if _, err := OpenStatusList(later, mine); err == nil {
		t.Error("a list of another issuer was opened")
	}
	if v := Judge(token.String(), nil, nil, clock); v.State != StateUnknownIssuer || v.Unverified == nil ||
		v.Unverified.Name != aClaim().Name {
		t.Errorf("without issuers: %v, %v", v, v.Unverified)
	}
}

func TestSignaturesAreEd25519(t *testing.T) {
	token := must(Sign(aClaim(), signingKey))
	m := must(openMessage(token, typeCWT, maxToken))
	public := signingKey.Public()
	if !ed25519.Verify(public[:], encode([]any{"Signature1", m.protected, []byte{}, m.payload}), m.signature) {
		t.Error("not over the Sig_structure of RFC 9052, 4.4")
	}
}
