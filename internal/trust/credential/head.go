package credential

import (
	"crypto/sha256"
	"fmt"
	"time"
)

// Head records the end of a ledger when it was signed. It is stored with the
// keys, so that a ledger that lost rows, or was restored from an old copy, is
// detected. It is not published.
//
// A signed head has the structure of a token: header 1 and 4 are the same, 16
// is "application/lanyard-head+cwt", and the payload is 6 iat and -65539 {1
// number of rows, 2 hash of the last one}.
type Head struct {
	Seq    int64             // number of rows
	Hash   [sha256.Size]byte // of the last row; zero when there is none
	Signed time.Time         // UTC, whole seconds
}

const (
	typeHead  = "application/lanyard-head+cwt"
	claimHead = -65539
	headSeq   = 1
	headHash  = 2
	maxHead   = 512 // bytes: ours have about 180
)

// OpenHead returns a head signed by any of the issuer's keys, including retired
// and compromised ones: every change signs a new head.
func OpenHead(data []byte, issuer *Issuer) (Head, error) {
	h, err := openHead(data, issuer)
	if err != nil {
		return Head{}, fmt.Errorf("opening ledger head: %w", err)
	}
	return h, nil
}

func openHead(data []byte, issuer *Issuer) (h Head, err error) {
	m, err := openMessage(data, typeHead, maxHead)
	if err != nil {
		return h, err
	}
	var id KeyID
	if copy(id[:], m.kid); len(m.kid) != len(id) {
		return h, fmt.Errorf("kid of %d bytes", len(m.kid))
	}
	key := issuer.key(id)
	if key == nil {
		return h, fmt.Errorf("key %s does not belong to the issuer", id)
	}
	if err := m.verify(key.Public); err != nil {
		return h, err
	}
	return h, h.read(m.claims)
}

func (h *Head) read(payload map[any]any) error {
	r := new(reader)
	f := r.fields(payload)
	h.Signed = f.time(claimIat, "iat", required)
	t := f.table(claimHead, "head", required)
	h.Seq = t.integer(headSeq, "number of rows", required, 0, maxExact)
	t.bytes(h.Hash[:], headHash, "hash", required)
	t.done()
	f.done()
	return r.failure()
}
