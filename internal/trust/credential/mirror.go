package credential

import (
	"encoding/base64"
	"encoding/json"
	"strings"
)

// jwk is a public key as JSON (RFC 8037, 2).
type jwk struct {
	Type      string `json:"kty"`
	Curve     string `json:"crv"`
	X         string `json:"x"`
	ID        string `json:"kid,omitempty"`
	Algorithm string `json:"alg,omitempty"`
	Use       string `json:"use,omitempty"`
}

func (k PublicKey) jwk() jwk {
	return jwk{Type: "OKP", Curve: "Ed25519", X: base64.RawURLEncoding.EncodeToString(k[:])}
}

// JWKS returns /.well-known/jwks.json: the keys of the document for software
// that reads JSON Web Keys (RFC 7517). It omits compromised keys, because a JWK
// cannot be marked as compromised.
func (i *Issuer) JWKS() []byte {
	set := struct {
		Keys []jwk `json:"keys"`
	}{Keys: []jwk{}}
	for _, k := range i.Keys {
		if k.State == KeyCompromised {
			continue
		}
		j := k.Public.jwk()
		j.ID, j.Algorithm, j.Use = k.Public.ID().String(), "EdDSA", "sig"
		set.Keys = append(set.Keys, j)
	}
	return document(set)
}

// DID returns the issuer's decentralized identifier: did:web:HOST, or did:web:HOST:PATH (did:web Method, 2.1).
func (i *Issuer) DID() string { return "did:web:" + strings.ReplaceAll(i.Host, "/", ":") }

// KeyURL returns the address by which proofs of verifiable credentials name a key of the DID document.
func (i *Issuer) KeyURL(k PublicKey) string { return i.DID() + "#" + k.Multikey() }

// DIDDocument returns /.well-known/did.json: the same keys as the document of DID (W3C Decentralized Identifiers 1.0,
// 5). Each is there twice: as a JSON Web Key, and as the Multikey that proofs of Open Badges name.
func (i *Issuer) DIDDocument() []byte {
	type method struct {
		ID         string `json:"id"`
		Type       string `json:"type"`
		Controller string `json:"controller"`
		Key        *jwk   `json:"publicKeyJwk,omitempty"`
		Multikey   string `json:"publicKeyMultibase,omitempty"`
	}
	doc := struct {
		Context   []string `json:"@context"`
		ID        string   `json:"id"`
		Methods   []method `json:"verificationMethod"`
		Assertion []string `json:"assertionMethod"`
	}{
		Context: []string{"https://www.w3.org/ns/did/v1", "https://w3id.org/security/suites/jws-2020/v1",
			"https://w3id.org/security/multikey/v1"},
		ID:        i.DID(),
		Methods:   []method{},
		Assertion: []string{},
	}
	for _, k := range i.Keys {
		if k.State == KeyCompromised {
			continue
		}
		id, key := doc.ID+"#"+k.Public.ID().String(), k.Public.jwk()
		doc.Methods = append(doc.Methods,
			method{ID: id, Type: "JsonWebKey2020", Controller: doc.ID, Key: &key},
			method{ID: i.KeyURL(k.Public), Type: "Multikey", Controller: doc.ID, Multikey: k.Public.Multikey()})
		doc.Assertion = append(doc.Assertion, id, i.KeyURL(k.Public))
	}
	return document(doc)
}

func document(v any) []byte {
	data, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		panic("internal error: " + err.Error())
	}
	return append(data, '\n')
}
