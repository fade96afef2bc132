package openbadge

import (
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"lanyard/internal/trust/credential"
)

// errLater reports a proof of a later version.
var errLater = errors.New("an Open Badge of a later version")

// fromRecord returns the badge of a claim from what its record keeps, as Issue wrote it.
func fromRecord(c credential.Claim, i *credential.Issuer, record []byte) ([]byte, error) {
	switch {
	case len(record) > 0 && record[0] != recordVersion:
		return nil, errLater
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
