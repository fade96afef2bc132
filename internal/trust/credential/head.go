package credential

import (
	"crypto/sha256"
	"fmt"
	"time"
)

// Head is how far a ledger had come when it was signed. It is kept beside the
// keys, so that a ledger that lost rows, or was put back from an old copy, is
// noticed. It is not published.
//
// Signed, it is the same shape as a token: header 1 and 4 as there, 16 is
// "application/lanyard-head+cwt", and the payload is 6 iat and
// -65539 {1 number of rows, 2 hash of the last one}.
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
	maxHead   = 512 // bytes: ours have some 180
)

// OpenHead returns the head that one of the issuer's keys has signed, whatever
// has become of that key since: heads are signed anew with every change.
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
		return h, fmt.Errorf("key %s is none of the issuer's", id)
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
