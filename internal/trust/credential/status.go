package credential

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"math"
	"sync"
	"time"
)

// Status is a certificate's entry in a status list.
type Status uint8

// The entries of a status list. The first three are those of the Token Status
// List draft, 7.1; superseded is its application-specific value.
const (
	StatusValid      Status = 0
	StatusRevoked    Status = 1
	StatusSuspended  Status = 2
	StatusSuperseded Status = 3
)

// String returns the status in lower case: "valid".
func (s Status) String() string {
	return [...]string{"valid", "revoked", "suspended", "superseded"}[s&3]
}

// MinCapacity is the smallest number of entries in a status list, so that a
// list does not reveal that its event is small.
const MinCapacity = 8_192

// Each entry takes two bits; the first entry of a byte is in the least
// significant ones.
const (
	statusBits     = 2
	entriesPerByte = 8 / statusBits
)

// StatusList holds the status of all certificates that name its URI. It is not
// safe for concurrent use while entries are being set.
type StatusList struct {
	URI     string
	Issued  time.Time     // UTC, whole seconds
	Expires time.Time     // UTC, whole seconds; from then on the list is ignored
	TTL     time.Duration // whole seconds, at least one: how long it counts as fresh

	packed []byte
	root   PublicKey // of the issuer whose key signed it; zero before that
}

// NewStatusList returns a list of the given capacity, all entries valid. The
// capacity is raised to MinCapacity and rounded up to a multiple of four; at
// most 4,194,304 is allowed.
func NewStatusList(capacity uint) (*StatusList, error) {
	size := (max(capacity, MinCapacity)-1)/entriesPerByte + 1
	if size > maxInflated {
		return nil, fmt.Errorf("making status list: %d entries, more than %d", capacity, maxInflated*entriesPerByte)
	}
	return &StatusList{packed: make([]byte, size)}, nil
}

// Len returns the number of entries.
func (l *StatusList) Len() uint { return uint(len(l.packed)) * entriesPerByte }

// Set changes the entry at index, which must be less than Len.
func (l *StatusList) Set(index uint, s Status) {
	shift := index % entriesPerByte * statusBits
	b := &l.packed[index/entriesPerByte]
	*b = *b&^(3<<shift) | byte(s&3)<<shift
}

// At returns the entry at index, false when the list has no such entry.
func (l *StatusList) At(index uint) (Status, bool) {
	if index >= l.Len() {
		return 0, false
	}
	return Status(l.packed[index/entriesPerByte]>>(index%entriesPerByte*statusBits)) & 3, true
}

// Fresh reports whether the list is younger than its TTL at now.
func (l *StatusList) Fresh(now time.Time) bool { return !now.After(l.Issued.Add(l.TTL)) }

// Expired reports whether the list has expired at now.
func (l *StatusList) Expired(now time.Time) bool { return !now.Before(l.Expires) }

// OpenStatusList opens a status list. The key that signed it must be the
// issuer's, be meant for status lists, not be compromised, and have been in use
// at that time.
func OpenStatusList(data []byte, issuer *Issuer) (*StatusList, error) {
	l, err := openStatusList(data, issuer)
	if err != nil {
		return nil, fmt.Errorf("opening status list: %w", err)
	}
	return l, nil
}

func openStatusList(data []byte, issuer *Issuer) (*StatusList, error) {
	m, err := openMessage(data, typeList, MaxStatusList)
	if err != nil {
		return nil, err
	}
	var id KeyID
	if len(m.kid) != len(id) {
		return nil, errors.New("protected header: kid: not 8 bytes")
	}
	copy(id[:], m.kid)
	key := issuer.key(id)
	switch {
	case key == nil:
		return nil, fmt.Errorf("key %s does not belong to the issuer", id)
	case key.Uses&UseStatus == 0:
		return nil, fmt.Errorf("key %s is not for status lists", id)
	case key.State == KeyCompromised:
		return nil, fmt.Errorf("key %s is compromised", id)
	}
	if err := m.verify(key.Public); err != nil {
		return nil, err
	}
	l := &StatusList{root: issuer.Root}
	if err := l.read(m.claims); err != nil {
		return nil, err
	}
	if !key.covers(l.Issued) {
		return nil, fmt.Errorf("key %s was not in use at that time", id)
	}
	return l, nil
}

// read fills l from the payload.
func (l *StatusList) read(payload map[any]any) error {
	r := new(reader)
	f := r.fields(payload)
	l.URI = f.text(claimSub, "sub", required)
	if err := checkURI(l.URI); err != nil {
		r.fail("sub: %w", err)
	}
	l.Issued = f.time(claimIat, "iat", required)
	l.Expires = f.time(claimExp, "exp", required)
	if r.err == nil && !l.Expires.After(l.Issued) {
		r.fail("exp: not after iat")
	}
	l.TTL = time.Duration(f.integer(claimTTL, "ttl", required, 1, int64(math.MaxInt64/time.Second))) * time.Second
	list := f.table(claimStatusList, "status_list", required)
	list.integer("bits", "bits", required, statusBits, statusBits)
	deflated, _ := taken[[]byte](list, "lst", "lst", required)
	list.done()
	f.done()
	if r.failure() != nil {
		return r.failure()
	}
	var err error
	l.packed, err = inflate(deflated)
	return err
}

// inflate decompresses a zlib stream of at most maxInflated bytes, with nothing
// after it.
func inflate(data []byte) ([]byte, error) {
	source := bytes.NewReader(data)
	z, err := zlib.NewReader(source)
	if err != nil {
		return nil, fmt.Errorf("lst: %w", err)
	}
	packed, err := io.ReadAll(io.LimitReader(z, maxInflated+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("lst: %w", err)
	case len(packed) > maxInflated:
		return nil, fmt.Errorf("lst: more than %d bytes once inflated", maxInflated)
	case len(packed)*entriesPerByte < MinCapacity:
		return nil, fmt.Errorf("lst: fewer than %d entries", MinCapacity)
	case source.Len() > 0:
		return nil, errors.New("lst: bytes after the end")
	}
	return packed, nil
}

// payload returns the CWT claims of the list.
func (l *StatusList) payload() []byte {
	var deflated bytes.Buffer
	z := zlib.NewWriter(&deflated)
	_, err := z.Write(l.packed)
	if err := errors.Join(err, z.Close()); err != nil {
		panic("internal error: deflating status list: " + err.Error())
	}
	return encode(map[any]any{
		claimSub:        l.URI,
		claimIat:        l.Issued.Unix(),
		claimExp:        l.Expires.Unix(),
		claimTTL:        int64(l.TTL / time.Second),
		claimStatusList: map[any]any{"bits": statusBits, "lst": deflated.Bytes()},
	})
}

// StatusLists holds what a verifier knows about status: the latest version of
// each list, and what any version has revoked. The zero value is empty. It is safe
// for concurrent use.
type StatusLists struct {
	mu      sync.RWMutex
	lists   map[listID]*StatusList
	revoked map[listID][]byte // packed as a list is, of 0 and 1
}

// listID includes the root key, so that no issuer can replace another's list by
// signing one with the same address.
type listID struct {
	root PublicKey
	uri  string
}

// Add adds an opened list. Of a list older than the one it has, which would undo
// later changes, it takes the revocations alone, as AddRevocations does, and returns
// an error that says so.
func (s *StatusLists) Add(l *StatusList) error {
	s.AddRevocations(l)
	s.mu.Lock()
	defer s.mu.Unlock()
	id := listID{l.root, l.URI}
	if have := s.lists[id]; have != nil && l.Issued.Before(have.Issued) {
		return fmt.Errorf("keeping status list %s: the list of %s is older than the list of %s",
			l.URI, l.Issued.Format(time.RFC3339), have.Issued.Format(time.RFC3339))
	}
	if s.lists == nil {
		s.lists = make(map[listID]*StatusList)
	}
	s.lists[id] = l
	return nil
}

// AddRevocations takes from an opened list, whatever its date, what it says is
// revoked. A revocation is never undone, so a true signature under one is enough.
func (s *StatusLists) AddRevocations(l *StatusList) {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := listID{l.root, l.URI}
	known := s.revoked[id]
	for n, b := range l.packed {
		low, high := b&0x55, b>>1&0x55 // the two bits of four entries
		revoked := low &^ high
		if revoked == 0 {
			continue
		}
		if len(known) < len(l.packed) {
			known = append(known, make([]byte, len(l.packed)-len(known))...)
		}
		known[n] |= revoked
	}
	if s.revoked == nil {
		s.revoked = make(map[listID][]byte)
	}
	s.revoked[id] = known
}

// AloneRevokes reports whether l, whatever its date, revokes an entry that the latest version of the list does not, so
// that dropping l would lose a revocation.
func (s *StatusLists) AloneRevokes(l *StatusList) bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var latest []byte
	if have := s.lists[listID{l.root, l.URI}]; have != nil {
		latest = have.packed
	}
	for n, b := range l.packed {
		revoked := b & 0x55 &^ (b >> 1)
		if n < len(latest) {
			revoked &^= latest[n] & 0x55 &^ (latest[n] >> 1)
		}
		if revoked != 0 {
			return true
		}
	}
	return false
}

// everRevoked reports whether any list has revoked the entry at index. A nil
// *StatusLists knows of none.
func (s *StatusLists) everRevoked(issuer *Issuer, uri string, index uint) bool {
	if s == nil {
		return false
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	known := s.revoked[listID{issuer.Root, uri}]
	return index/entriesPerByte < uint(len(known)) && known[index/entriesPerByte]>>(index%entriesPerByte*statusBits)&1 == 1
}

// Holds reports whether l, or a list with the same issuer, address and time, is
// the latest one.
func (s *StatusLists) Holds(l *StatusList) bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	have := s.lists[listID{l.root, l.URI}]
	return have != nil && have.Issued.Equal(l.Issued)
}

// find returns the latest list, nil when there is none. A nil *StatusLists
// holds none.
func (s *StatusLists) find(issuer *Issuer, uri string) *StatusList {
	if s == nil {
		return nil
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.lists[listID{issuer.Root, uri}]
}
