package credential

import (
	"bytes"
	"crypto/ed25519"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"log/slog"
)

// RootKey signs issuer documents and nothing else. It is made once and kept
// offline.
type RootKey struct{ private }

// SigningKey signs tokens, status lists or both, as the issuer document allows.
// Organisers make one a year, or one per event.
type SigningKey struct{ private }

// IDKey is the secret from which numbers and status indexes are derived. An
// event keeps it for ever: with another key, every number changes.
type IDKey struct{ private }

// private is a secret that never prints. Its methods print a phrase instead. In
// unexported fields package fmt follows pointers without calling methods, so
// the secret is behind a function.
type private struct{ reveal func() *material }

type material struct {
	secret [32]byte
	pair   ed25519.PrivateKey // made of secret; nil in an id key
}

const redacted = "[private key]"

// String returns a fixed phrase instead of the key.
func (private) String() string { return redacted }

// GoString returns a fixed phrase instead of the key.
func (private) GoString() string { return redacted }

// Format writes a fixed phrase instead of the key, whatever the verb.
func (private) Format(s fmt.State, _ rune) { io.WriteString(s, redacted) }

// LogValue returns a fixed phrase instead of the key.
func (private) LogValue() slog.Value { return slog.StringValue(redacted) }

// MarshalJSON writes a fixed phrase instead of the key.
func (private) MarshalJSON() ([]byte, error) { return []byte(`"` + redacted + `"`), nil }

func keep(m *material) private { return private{func() *material { return m }} }

func (m *material) makePair() { m.pair = ed25519.NewKeyFromSeed(m.secret[:]) }

func (m *material) public() PublicKey { return PublicKey(m.pair.Public().(ed25519.PublicKey)) }

// Public returns the public half.
func (k *RootKey) Public() PublicKey { return k.reveal().public() }

// Public returns the public half.
func (k *SigningKey) Public() PublicKey { return k.reveal().public() }

// NewRootKey makes a root key from 32 bytes of random, which is crypto/rand
// except in tests.
func NewRootKey(random io.Reader) (*RootKey, error) {
	m, err := draw(random)
	if err != nil {
		return nil, err
	}
	m.makePair()
	return &RootKey{keep(m)}, nil
}

// NewSigningKey makes a signing key from 32 bytes of random.
func NewSigningKey(random io.Reader) (*SigningKey, error) {
	m, err := draw(random)
	if err != nil {
		return nil, err
	}
	m.makePair()
	return &SigningKey{keep(m)}, nil
}

// NewIDKey makes an id key from 32 bytes of random.
func NewIDKey(random io.Reader) (*IDKey, error) {
	m, err := draw(random)
	if err != nil {
		return nil, err
	}
	return &IDKey{keep(m)}, nil
}

func draw(random io.Reader) (*material, error) {
	m := new(material)
	if _, err := io.ReadFull(random, m.secret[:]); err != nil {
		return nil, fmt.Errorf("making key: %w", err)
	}
	return m, nil
}

// The PEM types of the key files.
const (
	rootBlock    = "LANYARD ROOT KEY"
	signingBlock = "LANYARD SIGNING KEY"
	idBlock      = "LANYARD ID KEY"
)

// PEM returns the text of the key's file. The secret leaves the key in no other
// way.
func (k *RootKey) PEM() []byte { return block(rootBlock, k.reveal().cose()) }

// PEM returns the text of the key's file. The secret leaves the key in no other
// way.
func (k *SigningKey) PEM() []byte { return block(signingBlock, k.reveal().cose()) }

// PEM returns the text of the key's file. The secret leaves the key in no other
// way.
func (k *IDKey) PEM() []byte {
	return block(idBlock, map[any]any{coseKeyType: typeSymmetric, coseSymmetric: k.reveal().secret[:]})
}

// cose returns the COSE_Key with both halves.
func (m *material) cose() map[any]any {
	key := m.public().cose()
	key[coseD] = m.secret[:]
	return key
}

func block(kind string, key map[any]any) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: encode(key)})
}

// ParseRootKey reads the text of a root key's file.
func ParseRootKey(text []byte) (*RootKey, error) {
	m, err := parsePair(text, rootBlock)
	if err != nil {
		return nil, err
	}
	return &RootKey{keep(m)}, nil
}

// ParseSigningKey reads the text of a signing key's file.
func ParseSigningKey(text []byte) (*SigningKey, error) {
	m, err := parsePair(text, signingBlock)
	if err != nil {
		return nil, err
	}
	return &SigningKey{keep(m)}, nil
}

// ParseIDKey reads the text of an id key's file.
func ParseIDKey(text []byte) (*IDKey, error) {
	f, err := parseBlock(text, idBlock)
	if err != nil {
		return nil, err
	}
	m := new(material)
	f.integer(coseKeyType, "key type", required, typeSymmetric, typeSymmetric)
	f.bytes(m.secret[:], coseSymmetric, "secret", required)
	if f.done(); f.failure() != nil {
		return nil, fmt.Errorf("reading %s: %w", idBlock, f.failure())
	}
	return &IDKey{keep(m)}, nil
}

func parsePair(text []byte, kind string) (*material, error) {
	f, err := parseBlock(text, kind)
	if err != nil {
		return nil, err
	}
	m := new(material)
	f.bytes(m.secret[:], coseD, "secret", required)
	m.makePair()
	if k := f.publicKey(); f.err == nil && k != m.public() {
		f.fail("its two halves do not belong together")
	}
	if f.failure() != nil {
		return nil, fmt.Errorf("reading %s: %w", kind, f.failure())
	}
	return m, nil
}

// parseBlock returns the map in a file that consists of one PEM block of the
// given kind.
func parseBlock(text []byte, kind string) (*fields, error) {
	block, rest := pem.Decode(text)
	switch {
	case block == nil:
		return nil, fmt.Errorf("reading %s: no PEM block", kind)
	case block.Type != kind:
		return nil, fmt.Errorf("reading %s: this is a %s", kind, block.Type)
	case len(block.Headers) > 0 || len(bytes.TrimSpace(rest)) > 0 ||
		!bytes.HasPrefix(bytes.TrimSpace(text), []byte("-----BEGIN ")):
		return nil, fmt.Errorf("reading %s: more than one PEM block", kind)
	}
	m, err := decodeMap(block.Bytes)
	if err != nil {
		// The decoder's own message could quote the secret.
		return nil, errors.New("reading " + kind + ": damaged")
	}
	return new(reader).fields(m), nil
}
