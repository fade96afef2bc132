package openbadge

import (
	"bytes"
	"compress/gzip"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"lanyard/internal/trust/credential"
)

// purpose is what a set bit means (Bitstring Status List 1.0, 2.1).
const purpose = "revocation"

// leastBits is the size of the shortest list (Bitstring Status List 1.0, 6.1): whoever asks for it is looking for one
// of so many.
const leastBits = 131_072

// list is a status list credential, in the order in which it is written.
type list struct {
	Context    []string    `json:"@context"`
	ID         string      `json:"id"`
	Type       []string    `json:"type"`
	Issuer     string      `json:"issuer"`
	ValidFrom  string      `json:"validFrom"`
	ValidUntil string      `json:"validUntil"`
	Subject    listSubject `json:"credentialSubject"`
	Proof      []proof     `json:"proof,omitempty"`
}

type listSubject struct {
	ID      string `json:"id"`
	Type    string `json:"type"`
	Purpose string `json:"statusPurpose"`
	Encoded string `json:"encodedList"`
}

// SignList returns the status list of badges that goes with a status list of tokens, as a JSON file: the same states at
// the same places, valid at the same times.
func SignList(tokens *credential.StatusList, i *credential.Issuer, key *credential.SigningKey) ([]byte, error) {
	l, err := listOf(tokens, i)
	if err != nil {
		return nil, err
	}
	p, _, _, err := prove(i, key, tokens.Issued, l.quads())
	if err != nil {
		return nil, err
	}
	l.Proof = []proof{p}
	return written(l), nil
}

// CheckList returns nil when data is the status list of badges that goes with a status list of tokens, signed by any
// key of the issuer document that is not compromised.
func CheckList(data []byte, tokens *credential.StatusList, i *credential.Issuer) error {
	l, err := listOf(tokens, i)
	if err != nil {
		return err
	}
	var theirs list
	if err := json.Unmarshal(data, &theirs); err != nil || len(theirs.Proof) != 1 {
		return errors.New("reading status list: not one of Open Badges with a proof")
	}
	p := theirs.Proof[0]
	signature, err := credential.ParseMultibase(p.Value, ed25519.SignatureSize)
	if err != nil {
		return fmt.Errorf("reading status list: %w", err)
	}
	l.Proof = theirs.Proof
	if !bytes.Equal(written(l), data) {
		return errors.New("reading status list: not that of these papers in their present states")
	}
	at, err := time.Parse(time.RFC3339, p.Created)
	for _, k := range i.Keys {
		ours := options(i, k.Public, at)
		if ours.Value = p.Value; err == nil && k.State != credential.KeyCompromised && ours == p &&
			holds(k.Public, &ours, l.quads(), signature) {
			return nil
		}
	}
	return errors.New("reading status list: not signed by a key of this issuer")
}

// listOf returns the list that goes with a status list of tokens, without a proof.
func listOf(tokens *credential.StatusList, i *credential.Issuer) (*list, error) {
	encoded, err := bitstring(tokens)
	if err != nil {
		return nil, err
	}
	id := ListURL(i, tokens.URI)
	return &list{
		Context: []string{credentialContext}, ID: id,
		Type:   []string{"VerifiableCredential", "BitstringStatusListCredential"},
		Issuer: i.DID(), ValidFrom: instant(tokens.Issued), ValidUntil: instant(tokens.Expires),
		Subject: listSubject{id + "#list", "BitstringStatusList", purpose, encoded},
	}, nil
}

// bitstring returns the encoded list: one bit a place, the first in the most significant bit of the first byte, set
// unless the place is valid.
func bitstring(tokens *credential.StatusList) (string, error) {
	packed := make([]byte, max(leastBits, tokens.Len()+7)/8)
	for n := range tokens.Len() {
		if s, _ := tokens.At(n); s != credential.StatusValid {
			packed[n/8] |= 0x80 >> (n % 8)
		}
	}
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err == nil {
		_, err = w.Write(packed)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		return "", fmt.Errorf("packing status list: %w", err)
	}
	return "u" + base64.RawURLEncoding.EncodeToString(b.Bytes()), nil
}
