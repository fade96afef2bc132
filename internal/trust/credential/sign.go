package credential

import (
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/veraison/go-cose"

	"lanyard/internal/base/paper"
)

// Sign returns the token of c. Equal claims and keys give equal tokens. Sign
// refuses a claim that Open would refuse, and a token of more than 2,048 bytes;
// fractions of a second are dropped.
func Sign(c Claim, key *SigningKey) (Token, error) {
	id := key.Public().ID()
	return c.sealed(func(payload []byte) []byte { return key.sign(id[:], typeCWT, payload) })
}

// Draft returns a placeholder with the size of c's token, and the errors of
// Sign, in a third of the time. Its key id and signature are zeros, so it opens
// under no key. It serves to check lists.
func Draft(c Claim) (Token, error) {
	return c.sealed(func(payload []byte) []byte {
		blank := cose.Sign1Message{Headers: headers(make([]byte, len(KeyID{})), typeCWT), Payload: payload,
			Signature: make([]byte, ed25519.SignatureSize)}
		data, err := blank.MarshalCBOR()
		if err != nil {
			panic("internal error: drafting: " + err.Error())
		}
		return data
	})
}

// sealed returns the token that seal makes from c's payload.
func (c Claim) sealed(seal func(payload []byte) []byte) (Token, error) {
	payload, err := c.payload()
	if err == nil {
		err = check(payload, func(m map[any]any) error {
			_, err := decodeClaim(m)
			return err
		})
	}
	if err != nil {
		return nil, fmt.Errorf("signing claim: %w", err)
	}
	t := Token(seal(payload))
	if len(t) > maxToken {
		return nil, fmt.Errorf("signing claim: %d bytes, more than %d: shorten the texts", len(t), maxToken)
	}
	return t, nil
}

// SignIssuer returns the issuer document /issuer.cwt. Root is set from the key.
func SignIssuer(i *Issuer, root *RootKey) ([]byte, error) {
	signed := *i
	signed.Root = root.Public()
	payload := signed.payload()
	if err := check(payload, func(m map[any]any) error { return new(Issuer).read(m) }); err != nil {
		return nil, fmt.Errorf("signing issuer document: %w", err)
	}
	kid := signed.Root.Thumbprint()
	data := root.sign(kid[:], typeCWT, payload)
	if len(data) > MaxIssuerDocument {
		return nil, fmt.Errorf("signing issuer document: %d bytes, more than %d", len(data), MaxIssuerDocument)
	}
	return data, nil
}

// SignStatusList returns the signed status list, to be published at its URI.
func SignStatusList(l *StatusList, key *SigningKey) ([]byte, error) {
	payload := l.payload()
	if err := check(payload, func(m map[any]any) error { return new(StatusList).read(m) }); err != nil {
		return nil, fmt.Errorf("signing status list: %w", err)
	}
	id := key.Public().ID()
	return key.sign(id[:], typeList, payload), nil
}

// SignHead returns the signed head.
func SignHead(h Head, key *SigningKey) ([]byte, error) {
	payload := encode(map[any]any{claimIat: h.Signed.Unix(),
		claimHead: map[any]any{headSeq: h.Seq, headHash: h.Hash[:]}})
	if err := check(payload, func(m map[any]any) error { return new(Head).read(m) }); err != nil {
		return nil, fmt.Errorf("signing ledger head: %w", err)
	}
	id := key.Public().ID()
	return key.sign(id[:], typeHead, payload), nil
}

// check applies the reader's rules to a new payload, so that nothing is issued
// that a verifier would refuse.
func check(payload []byte, read func(map[any]any) error) error {
	m, err := decodeMap(payload)
	if err != nil {
		return err
	}
	err = read(m)
	if errors.Is(err, ErrUnsupported) {
		return errors.New("a value that this version does not know")
	}
	return err
}

// sign returns the COSE_Sign1 around payload.
func (p private) sign(kid []byte, typ any, payload []byte) []byte {
	signer, err := cose.NewSigner(cose.AlgorithmEdDSA, p.reveal().pair)
	if err != nil {
		panic("internal error: " + err.Error())
	}
	// Ed25519 is deterministic and needs no randomness.
	data, err := cose.Sign1(nil, signer, headers(kid, typ), payload, nil)
	if err != nil {
		panic("internal error: signing: " + err.Error())
	}
	return data
}

func headers(kid []byte, typ any) cose.Headers {
	return cose.Headers{Protected: cose.ProtectedHeader{
		cose.HeaderLabelAlgorithm: cose.AlgorithmEdDSA,
		cose.HeaderLabelKeyID:     kid,
		cose.HeaderLabelType:      typ,
	}}
}

// DeriveNumber returns the number of an attendee's certificate or badge. The
// same arguments always give the same number, so a lost ledger or a second run
// changes nothing. Versions count from 1; a corrected certificate takes the
// next one.
func DeriveNumber(key *IDKey, eventID string, kind paper.Kind, attendeeID string, version int) Number {
	return Number(key.derive("number", eventID, uint8(kind), attendeeID, version)[:len(Number{})])
}

// DeriveIndex returns the index of a number in a status list of the given
// capacity, which is at least MinCapacity. Without the key an index looks
// random, so it does not reveal when somebody registered. Attempts count from
// 0; when an index is taken, use the next attempt. Numbers that are placed in
// the same order get the same indexes again.
func DeriveIndex(key *IDKey, n Number, attempt, capacity uint) uint {
	if capacity < MinCapacity {
		panic(fmt.Sprintf("internal error: a status list of %d entries", capacity))
	}
	v := binary.BigEndian.Uint64(key.derive("index", n[:], attempt))
	return uint(v % uint64(capacity))
}

// derive is the keyed hash behind both. Deterministic CBOR separates the parts,
// and the first part names the purpose.
func (k *IDKey) derive(parts ...any) []byte {
	mac := hmac.New(sha256.New, k.reveal().secret[:])
	mac.Write(encode(parts))
	return mac.Sum(nil)
}
