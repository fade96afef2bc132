package openbadge

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/binary"
	"errors"
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

// sign adds a proof to a badge that was issued at a time.
func (b *badge) sign(i *credential.Issuer, issued time.Time, key *credential.SigningKey) error {
	at, err := created(i, key.Public(), issued)
	if err != nil {
		return err
	}
	p := options(i, key.Public(), at)
	signature := key.SignProof(sha256.Sum256(p.quads().canonical()), sha256.Sum256(b.quads().canonical()))
	p.Value = credential.Multibase(signature[:])
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

// Record returns what the record of a certificate keeps of its badge, from which FromRecord makes it again.
func Record(c credential.Claim, i *credential.Issuer, key *credential.SigningKey) ([]byte, error) {
	b, err := of(c, i)
	if err != nil {
		return nil, err
	}
	public := key.Public()
	at, err := created(i, public, c.Issued)
	if err != nil {
		return nil, err
	}
	p := options(i, public, at)
	signature := key.SignProof(sha256.Sum256(p.quads().canonical()), sha256.Sum256(b.quads().canonical()))
	data := append(make([]byte, 0, recordSize), recordVersion)
	data = append(data, public[:]...)
	data = binary.BigEndian.AppendUint64(data, uint64(at.Unix()))
	return append(data, signature[:]...), nil
}

// ErrLater reports a proof of a later version.
var ErrLater = errors.New("an Open Badge of a later version")

// FromRecord returns the badge of a claim from what its record keeps, as Issue wrote it.
func FromRecord(c credential.Claim, i *credential.Issuer, record []byte) ([]byte, error) {
	switch {
	case len(record) > 0 && record[0] != recordVersion:
		return nil, ErrLater
	case len(record) != recordSize:
		return nil, fmt.Errorf("reading Open Badge: a proof of %d bytes, not %d", len(record), recordSize)
	}
	b, err := of(c, i)
	if err != nil {
		return nil, err
	}
	key := credential.PublicKey(record[1:33])
	seconds := binary.BigEndian.Uint64(record[33:])
	if seconds > maxTime {
		return nil, errors.New("reading Open Badge: a proof from after the year 9999")
	}
	p := options(i, key, time.Unix(int64(seconds), 0))
	if !holds(key, &p, b.quads(), record[41:]) {
		return nil, errors.New("reading Open Badge: the proof is not of this certificate")
	}
	p.Value = credential.Multibase(record[41:])
	b.Proof = []proof{p}
	return written(b), nil
}

const maxTime = 253402300799 // 9999-12-31T23:59:59Z: later years do not fit RFC 3339
