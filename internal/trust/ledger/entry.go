package ledger

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"time"

	"lanyard/internal/base/paper"
	"lanyard/internal/trust/credential"
)

// State is the state of an issued number, with the values of the status list.
type State uint8

// The states. Only Issue sets Superseded, when it records the next version. A
// Revoked or Superseded number never becomes Valid again.
const (
	Valid State = iota
	Revoked
	Suspended
	Superseded
)

// String returns the state as one lower-case word.
func (s State) String() string {
	switch s {
	case Valid:
		return "valid"
	case Revoked:
		return "revoked"
	case Suspended:
		return "suspended"
	case Superseded:
		return "superseded"
	}
	return fmt.Sprintf("state %d", uint8(s))
}

// Entry is one issued certificate or badge and its present state.
type Entry struct {
	EventID    string // not empty
	Kind       paper.Kind
	AttendeeID string            // not empty
	Version    int               // 1, 2, 3, ... for each event, kind and attendee
	Number     credential.Number // unique in the ledger
	Replaces   credential.Number // Number of the version before; zero for version 1
	Token      credential.Token  // what the QR code carries; not empty
	List, Slot int               // place in the status lists; unique; from 0
	KeyID      [8]byte           // key that signed the token
	IssuedAt   time.Time         // as in the token, whole seconds
	Facts      [32]byte          // Fingerprint of all that was printed
	Name       string            // as printed

	// The ledger fills in the rest; Issue does not read it.
	TokenHash [32]byte  // SHA-256 of Token
	State     State     //
	Since     time.Time // when State was set
	Reason    string    // why, in the organiser's words; may be empty
	Forgotten time.Time // when Forget took out AttendeeID, Token, Facts, Name and Reason; zero: not at all
}

// Fingerprint returns a hash of fields in their order: the SHA-256 of each
// field's length (8 bytes, big endian) and bytes.
func Fingerprint(fields ...string) [32]byte {
	var b []byte
	for _, f := range fields {
		b = binary.BigEndian.AppendUint64(b, uint64(len(f)))
		b = append(b, f...)
	}
	return sha256.Sum256(b)
}

// check returns the reason why e cannot be issued after the version before,
// which is zero for a first version.
func (e *Entry) check(before previous) error {
	switch {
	case e.EventID == "" || e.AttendeeID == "":
		return fmt.Errorf("event or attendee has no id")
	case e.Number == credential.Number{}:
		return fmt.Errorf("no number")
	case len(e.Token) == 0:
		return fmt.Errorf("no token")
	case e.IssuedAt.IsZero():
		return fmt.Errorf("no time of issue")
	case e.List < 0 || e.Slot < 0:
		return fmt.Errorf("slot %d of list %d is below 0", e.Slot, e.List)
	case e.Version != before.version+1:
		return fmt.Errorf("the next version is %d", before.version+1)
	case e.Replaces != before.number:
		return fmt.Errorf("it replaces number %s, but version %d has %s", e.Replaces, before.version, before.number)
	}
	return nil
}

// previous is what Issue needs of the previous version.
type previous struct {
	seq     int64
	version int
	number  credential.Number
	state   State
}

// fields returns the columns of the table issue from event to name.
func (e *Entry) fields() []any {
	replaces := []byte{}
	if e.Replaces != (credential.Number{}) {
		replaces = e.Replaces[:]
	}
	hash := sha256.Sum256(e.Token)
	return []any{e.EventID, int64(e.Kind), e.AttendeeID, int64(e.Version), e.Number[:], replaces, []byte(e.Token),
		hash[:],
		int64(e.List), int64(e.Slot), e.KeyID[:], e.IssuedAt.Unix(), e.Facts[:], e.Name}
}

// scan reads the columns of the view entry from event to forgotten.
func (e *Entry) scan(row interface{ Scan(...any) error }) error {
	var number, replaces, hash, key, facts []byte
	var at, since, forgotten int64
	err := row.Scan(&e.EventID, &e.Kind, &e.AttendeeID, &e.Version, &number, &replaces, (*[]byte)(&e.Token), &hash,
		&e.List, &e.Slot, &key, &at, &facts, &e.Name, &e.State, &since, &e.Reason,
		&forgotten)
	copy(e.Number[:], number)
	copy(e.Replaces[:], replaces)
	copy(e.TokenHash[:], hash)
	copy(e.KeyID[:], key)
	copy(e.Facts[:], facts)
	e.IssuedAt, e.Since = time.Unix(at, 0).UTC(), time.Unix(since, 0).UTC()
	if forgotten > 0 {
		e.Token, e.Forgotten = nil, time.Unix(forgotten, 0).UTC()
	}
	return err
}
