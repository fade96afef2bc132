package credential_test

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"lanyard/internal/base/paper"
	"lanyard/internal/trust/credential"

	"github.com/fxamacker/cbor/v2"
)

// seed replaces crypto/rand, so that the examples always print the same.
func seed(b byte) *bytes.Reader { return bytes.NewReader(bytes.Repeat([]byte{b}, 32)) }

var now = time.Date(2017, 8, 1, 12, 0, 0, 0, time.UTC)

func workshop() credential.Claim {
	return credential.Claim{
		Issuer:     "verify.example.org",
		Issued:     now,
		Number:     credential.Number{9: 1},
		Status:     credential.StatusRef{Index: 4711, URI: "https://verify.example.org/s/1"},
		Name:       "Ana Ionescu",
		Event:      "Workshop",
		FirstDay:   17373,
		LastDay:    17374,
		IssuerName: "Example Institute",
	}
}

// An organiser signs and a verifier judges, from keys to verdict.
func Example() {
	root, _ := credential.NewRootKey(seed(1))
	signing, _ := credential.NewSigningKey(seed(2))

	document, err := credential.SignIssuer(&credential.Issuer{
		Host:     "verify.example.org",
		Issued:   now,
		Sequence: 1,
		Names:    map[string]string{"en": "Example Institute"},
		Keys: []credential.Key{{
			Public:    signing.Public(),
			NotBefore: now,
			Uses:      credential.UseCertificates | credential.UseStatus,
		}},
	}, root)
	if err != nil {
		fmt.Println(err)
		return
	}
	token, err := credential.Sign(workshop(), signing)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(token), "bytes,", len(token.Digits()), "digits")
	fmt.Println(token.URL("verify.example.org")[:62])

	issuer, err := credential.OpenIssuer(document, root.Public().Thumbprint())
	if err != nil {
		fmt.Println(err)
		return
	}
	issuers := []*credential.Issuer{issuer}
	v := credential.Judge(token.Digits(), issuers, nil, now)
	fmt.Println(v, v.State.ExitCode(), v.Claim.Name)

	list, _ := credential.NewStatusList(credential.MinCapacity)
	list.URI, list.Issued, list.Expires, list.TTL = "https://verify.example.org/s/1", now, now.AddDate(0, 1, 0),
		24*time.Hour
	list.Set(4711, credential.StatusRevoked)
	published, err := credential.SignStatusList(list, signing)
	if err != nil {
		fmt.Println(err)
		return
	}
	opened, err := credential.OpenStatusList(published, issuer)
	if err != nil {
		fmt.Println(err)
		return
	}
	var lists credential.StatusLists
	if err := lists.Add(opened); err != nil {
		fmt.Println(err)
		return
	}
	v = credential.Judge(token.Digits(), issuers, &lists, now)
	fmt.Println(v, v.State.ExitCode(), v.StatusAsOf.Format(time.DateOnly))
	// Output:
	// 245 bytes, 595 digits
	// https://verify.example.org/#0116878789525627407987360634896712
	// GENUINE, STATUS UNKNOWN 10 Ana Ionescu
	// REVOKED 20 2017-08-01
}

// The parts of a token, as the package comment describes them.
func ExampleToken() {
	signing, _ := credential.NewSigningKey(seed(2))
	token, err := credential.Sign(workshop(), signing)
	if err != nil {
		fmt.Println(err)
		return
	}
	var parts struct {
		_                  struct{} `cbor:",toarray"`
		Protected          []byte
		Unprotected        cbor.RawMessage
		Payload, Signature []byte
	}
	if err := cbor.Unmarshal(token[1:], &parts); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("tag %d\n", token[0]-0xc0)
	for _, part := range [][]byte{parts.Protected, parts.Unprotected, parts.Payload} {
		text, err := cbor.Diagnose(part)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(strings.ReplaceAll(text, ", -65537", ",\n -65537"))
	}
	fmt.Println(len(parts.Signature), "bytes of signature")
	// Output:
	// tag 18
	// {1: -8, 4: h'01565176601c895c', 16: 61}
	// {}
	// {1: "verify.example.org", 6: 1501588800, 7: h'00000000000000000001', 65535: {"status_list": {"idx": 4711, "uri": "https://verify.example.org/s/1"}},
	//  -65537: {1: "Ana Ionescu", 2: "Workshop", 3: 17373, 4: 17374, 7: "Example Institute", 10: 0}}
	// 64 bytes of signature
}

// Seven bytes become 17 digits; a shorter rest becomes fewer.
func ExampleToken_Digits() {
	fmt.Println(credential.Token{1, 0, 0, 0, 0, 0, 0}.Digits())
	fmt.Println(credential.Token{255, 255, 255, 255, 255, 255, 255, 2}.Digits())
	for n := 1; n < 7; n++ {
		fmt.Print(credential.Token(make([]byte, n)).Digits(), " ")
	}
	// Output:
	// 00000000000000001
	// 72057594037927935002
	// 000 00000 00000000 0000000000 0000000000000 000000000000000
}

// A number is read as people type it.
func ExampleParseNumber() {
	n, err := credential.ParseNumber("sx0ajaq7 gnoy-3dj5")
	fmt.Println(n, err)
	// Output: SX0A-JAQ7-GN0Y-3DJ5 <nil>
}

// A number is derived from the event and the attendee.
func ExampleDeriveNumber() {
	key, _ := credential.NewIDKey(seed(9))
	n := credential.DeriveNumber(key, "tehran-2017", paper.Badge, "A017", 1)
	fmt.Println(n, credential.DeriveIndex(key, n, 0, credential.MinCapacity))
	// Output: SX0A-JAQ7-GN0Y-3DJ5 7802
}

// People compare thumbprints.
func ExamplePublicKey_Thumbprint() {
	root, _ := credential.NewRootKey(seed(1))
	fmt.Println(hex.EncodeToString(root.Public().COSE())[:18], "...")
	fmt.Println(root.Public().Thumbprint())
	// Output:
	// a3010120062158208a ...
	// dd2fb4e18b5e1ce30c4633aaa5f681da79c3b32998cc5aa21b1149c37231a6ac
}

// The file of a private key; the key itself prints a phrase.
func ExampleIDKey_PEM() {
	key, _ := credential.NewIDKey(seed(0))
	fmt.Printf("%s%v\n", key.PEM(), key)
	// Output:
	// -----BEGIN LANYARD ID KEY-----
	// ogEEIFggAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
	// -----END LANYARD ID KEY-----
	// [private key]
}
