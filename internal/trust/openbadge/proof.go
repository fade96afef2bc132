package openbadge

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"time"

	"lanyard/internal/trust/credential"
)

// proof is a Data Integrity proof (W3C Verifiable Credential Data Integrity 1.0, 2.1).
type proof struct {
	Type        string `json:"type"`
	Cryptosuite string `json:"cryptosuite"`
	Created     string `json:"created"`
	Method      string `json:"verificationMethod"`
	Purpose     string `json:"proofPurpose"`
	Value       string `json:"proofValue,omitempty"`
}

const cryptosuite = "eddsa-rdfc-2022"

// options returns a proof by a key, without its value.
func options(i *credential.Issuer, key credential.PublicKey, created time.Time) proof {
	return proof{Type: "DataIntegrityProof", Cryptosuite: cryptosuite, Created: instant(created),
		Method: i.KeyURL(key), Purpose: "assertionMethod"}
}

// created returns when a proof is said to be made: at a time, or at the first second of the key, if that is later.
func created(i *credential.Issuer, key credential.PublicKey, at time.Time) (time.Time, error) {
	for _, k := range i.Keys {
		if k.Public != key {
			continue
		}
		if at.Before(k.NotBefore) {
			at = k.NotBefore
		}
		return at.UTC().Truncate(time.Second), nil
	}
	return at, fmt.Errorf("signing: the issuer document does not list key %s", key.ID())
}

// prove returns the proof of a graph by a key, when it is said to be made, and its signature. The graph was issued at a
// time.
func prove(i *credential.Issuer, key *credential.SigningKey, issued time.Time, graph quads) (p proof, at time.Time,
	signature [ed25519.SignatureSize]byte, err error) {
	at, err = created(i, key.Public(), issued)
	if err != nil {
		return p, at, signature, err
	}
	p = options(i, key.Public(), at)
	signature = key.SignProof(sha256.Sum256(p.quads().canonical()), sha256.Sum256(graph.canonical()))
	p.Value = credential.Multibase(signature[:])
	return p, at, signature, nil
}

// sign adds a proof to a badge that was issued at a time.
func (b *badge) sign(i *credential.Issuer, issued time.Time, key *credential.SigningKey) error {
	p, _, _, err := prove(i, key, issued, b.quads())
	if err != nil {
		return err
	}
	b.Proof = []proof{p}
	return nil
}

// holds reports whether a signature by key is over the options and the graph.
func holds(key credential.PublicKey, options *proof, graph quads, signature []byte) bool {
	a, b := sha256.Sum256(options.quads().canonical()), sha256.Sum256(graph.canonical())
	return ed25519.Verify(key[:], append(a[:], b[:]...), signature)
}

// The proof in a record.
const (
	recordVersion = 1
	recordSize    = 1 + 32 + 8 + ed25519.SignatureSize
)

// Record returns what the record of a certificate keeps of its badge, from which the verification page makes it again.
func Record(c credential.Claim, i *credential.Issuer, key *credential.SigningKey) ([]byte, error) {
	b, err := of(c, i)
	if err != nil {
		return nil, err
	}
	_, at, signature, err := prove(i, key, c.Issued, b.quads())
	if err != nil {
		return nil, err
	}
	public := key.Public()
	data := append(make([]byte, 0, recordSize), recordVersion)
	data = append(data, public[:]...)
	data = binary.BigEndian.AppendUint64(data, uint64(at.Unix()))
	return append(data, signature[:]...), nil
}
