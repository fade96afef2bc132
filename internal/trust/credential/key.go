package credential

import (
	"crypto/sha256"
	"encoding/hex"
)

// PublicKey is an Ed25519 public key. It is comparable; the zero value is not a key.
type PublicKey [32]byte

// Thumbprint is the SHA-256 thumbprint of a public key (RFC 9679), for people to compare. The zero value is not a
// thumbprint.
type Thumbprint [sha256.Size]byte

// KeyID is the start of a signing key's thumbprint, by which a token names the
// key.
type KeyID [8]byte

// Labels of a COSE_Key (RFC 9052, 7.1, and RFC 9053, 7.2).
const (
	coseKeyType   = 1
	coseCurve     = -1
	coseX         = -2
	coseD         = -4
	coseSymmetric = -1
	typeOKP       = 1
	typeSymmetric = 4
	curveEd25519  = 6
)

func (k PublicKey) cose() map[any]any {
	return map[any]any{coseKeyType: typeOKP, coseCurve: curveEd25519, coseX: k[:]}
}

// COSE returns the key as a COSE_Key with exactly the members that RFC 9679
// requires.
func (k PublicKey) COSE() []byte { return encode(k.cose()) }

// Thumbprint returns the SHA-256 of k.COSE().
func (k PublicKey) Thumbprint() Thumbprint { return sha256.Sum256(k.COSE()) }

// ID returns the first 8 bytes of the thumbprint.
func (k PublicKey) ID() KeyID { t := k.Thumbprint(); return KeyID(t[:8]) }

// publicKey reads the map of a COSE_Key.
func (f *fields) publicKey() (k PublicKey) {
	f.integer(coseKeyType, "key type", required, typeOKP, typeOKP)
	f.integer(coseCurve, "curve", required, curveEd25519, curveEd25519)
	f.bytes(k[:], coseX, "public key", required)
	f.done()
	return k
}

// String returns the 64 hexadecimal digits of the thumbprint.
func (t Thumbprint) String() string { return hex.EncodeToString(t[:]) }

// String returns the 16 hexadecimal digits of the id.
func (k KeyID) String() string { return hex.EncodeToString(k[:]) }
