package credential

import (
	"crypto/ed25519"
	"errors"
	"fmt"

	"github.com/fxamacker/cbor/v2"
	"github.com/veraison/go-cose"
)

// Labels and values of the protected header (RFC 9052, 3.1; RFC 9596 for typ)
// and of CWT claims (RFC 8392, 4).
const (
	headerAlg = 1
	headerKID = 4
	headerTyp = 16

	algEdDSA   = -8
	algEd25519 = -19
	typeCWT    = 61
	typeList   = "application/statuslist+cwt"

	claimIss        = 1
	claimSub        = 2
	claimExp        = 4
	claimIat        = 6
	claimCti        = 7
	claimStatus     = 65535
	claimTTL        = 65534
	claimStatusList = 65533
	claimCert       = -65537
	claimIssuer     = -65538
)

// message is a COSE_Sign1 whose structure has been checked and whose signature
// has not.
type message struct {
	protected, payload, signature []byte
	alg                           int64
	kid                           []byte
	claims                        map[any]any
}

// openMessage checks the structure of data: a header with exactly alg, kid and
// typ, and a payload that is a map.
func openMessage(data []byte, typ any, limit int) (*message, error) {
	if len(data) > limit {
		return nil, fmt.Errorf("%d bytes, more than %d", len(data), limit)
	}
	if len(data) == 0 || data[0] != tag18 {
		return nil, errors.New("not a signed message")
	}
	v, err := decode(data[1:])
	if err != nil {
		return nil, err
	}
	parts, _ := v.([]any)
	if len(parts) != 4 {
		return nil, errors.New("not a COSE_Sign1")
	}
	m := new(message)
	var bare map[any]any
	var ok [4]bool
	m.protected, ok[0] = parts[0].([]byte)
	bare, ok[1] = parts[1].(map[any]any)
	m.payload, ok[2] = parts[2].([]byte)
	m.signature, ok[3] = parts[3].([]byte)
	if ok != [4]bool{true, true, true, true} || len(m.signature) != ed25519.SignatureSize {
		return nil, errors.New("not a COSE_Sign1")
	}
	if len(bare) > 0 {
		return nil, errors.New("entries in the unprotected header")
	}
	if err := m.readHeader(typ); err != nil {
		return nil, fmt.Errorf("protected header: %w", err)
	}
	if m.claims, err = decodeMap(m.payload); err != nil {
		return nil, fmt.Errorf("payload: %w", err)
	}
	return m, nil
}

func (m *message) readHeader(typ any) error {
	header, err := decodeMap(m.protected)
	if err != nil {
		return err
	}
	r := new(reader)
	f := r.fields(header)
	m.alg = f.integer(headerAlg, "alg", required, algEd25519, algEdDSA)
	m.kid, _ = taken[[]byte](f, headerKID, "kid", required)
	if t, ok := f.take(headerTyp, "typ", required); ok && t != label(typ) {
		r.fail("typ: not the expected kind of message")
	}
	if f.done(); r.unknown {
		r.fail("an entry other than alg, kid and typ")
	}
	if m.alg != algEdDSA && m.alg != algEd25519 {
		r.fail("alg: %d is not Ed25519", m.alg)
	}
	return r.err
}

// verify checks the signature.
func (m *message) verify(key PublicKey) error {
	sign1 := cose.Sign1Message{
		Headers: cose.Headers{
			RawProtected: encode(m.protected),
			Protected:    cose.ProtectedHeader{cose.HeaderLabelAlgorithm: cose.Algorithm(m.alg)},
		},
		Payload:   m.payload,
		Signature: m.signature,
	}
	if sign1.Verify(nil, verifier{cose.Algorithm(m.alg), key}) != nil {
		return errors.New("invalid signature")
	}
	return nil
}

// verifier checks signatures with an Ed25519 key under either algorithm number:
// -8 and -19 name the same signature.
type verifier struct {
	alg cose.Algorithm
	key PublicKey
}

func (v verifier) Algorithm() cose.Algorithm { return v.alg }

func (v verifier) Verify(content, signature []byte) error {
	if !ed25519.Verify(v.key[:], content, signature) {
		return cose.ErrVerification
	}
	return nil
}

// envelope is the sender that a token names, not proven.
type envelope struct {
	kid KeyID
	iss string
}

// peek finds kid and iss in a token of any structure, to distinguish a
// malformed token of a known key from a stranger's token.
func peek(t Token) (e envelope, ok bool) {
	var parts struct {
		_           struct{} `cbor:",toarray"`
		Protected   []byte
		Unprotected cbor.RawMessage
		Payload     []byte
		Signature   cbor.RawMessage
	}
	if _, err := lenient.UnmarshalFirst(t[1:], &parts); err != nil {
		return e, false
	}
	var header, payload map[any]any
	if lenient.Unmarshal(parts.Protected, &header) != nil || lenient.Unmarshal(parts.Payload, &payload) != nil {
		return e, false
	}
	kid, _ := header[label(headerKID)].([]byte)
	iss, _ := payload[label(claimIss)].(string)
	if len(kid) != len(e.kid) || iss == "" {
		return e, false
	}
	return envelope{KeyID(kid), iss}, true
}
