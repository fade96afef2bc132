package issue

import (
	"maps"
	"slices"
	"sync/atomic"
	"time"

	"lanyard/internal/base/pack"
	"lanyard/internal/input/event"
	"lanyard/internal/trust/credential"
	"lanyard/internal/work/promise"
)

// entryOf returns what the issuer document says of an event whose status lists have
// the given address without their number.
func entryOf(e *event.Event, lists string) credential.Entry {
	entry := credential.Entry{EventID: e.ID, Main: e.Languages[0], Titles: event.Facts(e.Title),
		IssuerNames: event.Facts(e.Issuer.Name), FirstDay: e.Start.Days(), LastDay: e.End.Days(), Lists: lists,
		Expires: expiry(e)}
	for _, key := range e.RoleOrder {
		labels := event.Facts(e.Roles[key].Label)
		if len(labels) == 0 {
			labels = map[string]string{entry.Main: event.Fact(key)}
		}
		entry.Roles = append(entry.Roles, labels)
	}
	for _, f := range e.Facts {
		if entry.Facts == nil {
			entry.Facts = map[uint]map[string]string{}
		}
		entry.Facts[f.Key] = event.Facts(f.Label)
	}
	return entry
}

// expiry returns the midnight UTC after the last valid day, zero when there is none.
func expiry(e *event.Event) (end time.Time) {
	if last := e.Expires; !last.IsZero() {
		end = time.Unix(int64(last.Days()+1)*secondsADay, 0).UTC()
	}
	return end
}

// speller spells tokens as codes carry them. It is safe for concurrent use.
type speller struct {
	event    *event.Event
	promise  promise.Promise    // of the designs as they are now
	document *credential.Issuer // nil: not here
	last     atomic.Pointer[referred]
}

// referred is the entry that the tokens of a run refer to, nearly all of them to the same.
type referred struct {
	ref   uint
	hash  credential.EntryHash
	lists string
	by    *credential.Issuer
}

// compact returns the compact spelling of a token, or the token itself, which is what
// its code has carried ever since, when it is of the first edition. It returns false
// when the entry that the token refers to is not known here.
func (s *speller) compact(t credential.Token) (credential.Token, bool) {
	r, ok := credential.Read(t)
	if !ok {
		return t, true
	}
	ref, hash, lists := r.RefersTo()
	if ref == 0 || hash == (credential.EntryHash{}) {
		return t, true
	}
	by := s.document
	if last := s.last.Load(); last != nil && last.ref == ref && last.hash == hash && last.lists == lists {
		by = last.by
	} else if by == nil || !r.KnownTo(by) {
		bare := entryOf(s.event, lists) // as it was before entries had promises
		e := s.promise.With(bare)
		if e.Hash() != hash {
			e = bare
		}
		if e.Hash() != hash {
			return t, false
		}
		by = &credential.Issuer{Entries: map[uint]credential.Entry{ref: e.Pinned()}}
		s.last.Store(&referred{ref, hash, lists, by})
	}
	if small, ok := r.Compact(by); ok {
		return small, true
	}
	return t, true
}

// AppendSpelling appends which entries of the event the issuer document has. With them, a token and the event's files
// are all that its spelling in a code depends on.
func (s *Issuer) AppendSpelling(b []byte) []byte {
	document := s.spell.document
	entries := func(of map[uint]credential.Entry) {
		for _, ref := range slices.Sorted(maps.Keys(of)) {
			if e := of[ref]; e.EventID == s.event.ID {
				hash := e.Hash()
				b = pack.Append(pack.AppendInt(b, int(ref)), hash[:])
			}
		}
	}
	entries(document.Entries)
	for i := range document.Keys {
		if k := &document.Keys[i]; k.Own != nil {
			id := k.Public.ID()
			b = pack.Append(b, id[:])
			entries(k.Own.Entries)
		}
	}
	return b
}
