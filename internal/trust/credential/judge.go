package credential

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"time"
)

// State is a verifier's answer in a word.
type State uint8

// The states, in the order in which Judge looks for them.
const (
	StateNothing       State = iota // nothing was given
	StateUnreadable                 // not a token at all
	StateUnknownIssuer              // signed by an unknown issuer
	StateTampered                   // not what the issuer signed
	StateUnsupported                // genuine, but of an unknown version or event
	StateNotYetKnown                // about an event that this copy of the issuer document does not know
	StateNoNumber                   // the issuer has no record of the number
	StateNotLookedUp                // a number whose record could not be read here
	StateNotTrusted                 // signed with a compromised key
	StateExpired
	StateRevoked
	StateSuperseded
	StateSuspended
	StateError   // the issuer's list has no entry for the certificate
	StateValid   // genuine, and the status is fresh
	StateStale   // genuine and valid when the status was last known
	StateUnknown // genuine; nothing is known about the status
)

var states = [...]struct {
	text string
	exit int
}{
	StateNothing:       {"SCAN OR PASTE", 2},
	StateUnreadable:    {"UNREADABLE", 50},
	StateUnknownIssuer: {"UNKNOWN ISSUER", 40},
	StateTampered:      {"TAMPERED", 30},
	StateUnsupported:   {"UNSUPPORTED", 51},
	StateNotYetKnown:   {"NOT YET KNOWN HERE", 41},
	StateNoNumber:      {"NO SUCH NUMBER HERE", 42},
	StateNotLookedUp:   {"NUMBER NOT LOOKED UP", 43},
	StateNotTrusted:    {"NOT TRUSTED", 31},
	StateExpired:       {"EXPIRED", 23},
	StateRevoked:       {"REVOKED", 20},
	StateSuperseded:    {"SUPERSEDED", 21},
	StateSuspended:     {"SUSPENDED", 22},
	StateError:         {"ERROR", 1},
	StateValid:         {"VALID", 0},
	StateStale:         {"VALID, STATUS STALE", 10},
	StateUnknown:       {"GENUINE, STATUS UNKNOWN", 10},
}

// String returns the state as it is shown: "GENUINE, STATUS UNKNOWN".
func (s State) String() string { return states[s].text }

// ExitCode returns the exit code of lanyard verify: 0 only for VALID.
func (s State) ExitCode() int { return states[s].exit }

// Verdict is a verifier's full answer.
type Verdict struct {
	State State
	// Claim is what the issuer signed, with the event of a badge filled in; nil
	// unless the signature proves it.
	Claim *Claim
	// Unverified is what an unproven token claims. Show it only on request,
	// labelled as not verified; nil when nothing could be read.
	Unverified *Claim
	Token      Token     // as it was signed, expanded where it was compact; nil when that is not known
	Issuer     *Issuer   // the pinned document with iss and kid; nil when there is none
	KeyID      KeyID     // the key that the token names; zero when unreadable
	StatusAsOf time.Time // when the status was last known; zero: never
	Reason     string    // stable id of the deciding check, such as "signature"; empty when valid
	Detail     string    // the reason as an English sentence
}

// String returns the verdict in one line, with the date of a stale status:
// "VALID, status as of 2026-07-01".
func (v Verdict) String() string {
	if v.State == StateStale {
		return "VALID, status as of " + v.StatusAsOf.Format(time.DateOnly)
	}
	return v.State.String()
}

// Judge returns the verdict on what was scanned or pasted; on a number it is that its
// record is needed, for which JudgeWith is. The issuers are the
// documents that the verifier has pinned, opened and trusts. When several have the
// token's iss and kid, one of them claims what is another's: the gravest verdict
// counts, whatever their order. Lists may be nil. Judge uses no network and
// no clock: equal arguments give equal verdicts.
func Judge(input string, issuers []*Issuer, lists *StatusLists, now time.Time) Verdict {
	if strings.TrimSpace(input) == "" {
		return Verdict{State: StateNothing, Reason: "nothing", Detail: "nothing was given"}
	}
	if _, number, _ := ReadNumber(input); number {
		return JudgeWith(input, issuers, nil, lists, now)
	}
	token, err := ParseToken(input)
	if err != nil {
		return Verdict{State: StateUnreadable, Reason: "text", Detail: err.Error()}
	}
	return judgeToken(token, issuers, lists, now)
}

func judgeToken(token Token, issuers []*Issuer, lists *StatusLists, now time.Time) Verdict {
	if token.IsCompact() && len(token) >= compactHead {
		return judgeCompact(token, issuers, lists, now)
	}
	from, ok := peek(token)
	if !ok {
		return Verdict{State: StateUnreadable, Reason: "structure", Detail: "it names no issuer"}
	}
	v := Verdict{KeyID: from.kid, Token: token}
	for _, i := range issuers {
		if key := i.key(from.kid); key != nil && i.answersFor(from.iss) {
			of := Verdict{KeyID: from.kid, Token: token, Issuer: i}
			of.judge(token, key, lists, now)
			if v.Issuer == nil || of.Graver(v) {
				v = of
			}
		}
	}
	if v.Issuer != nil {
		return v
	}
	v.Unverified = unproven(token)
	v.end(StateUnknownIssuer, "issuer", "no issuer document here lists key %s of %+q", from.kid, from.iss)
	return v
}

// judgeCompact expands a compact token by the document of each issuer with a key that begins like the token's, and
// judges it as any other. Documents with a key that signed it take precedence, and the gravest verdict among equals
// counts.
func judgeCompact(t Token, issuers []*Issuer, lists *StatusLists, now time.Time) Verdict {
	var v Verdict
	proven := false
	for _, i := range issuers {
		of := Verdict{Issuer: i}
		expanded, id, signed, err := expand(t, i)
		of.KeyID = id
		switch {
		case errors.Is(err, ErrUnknownKey):
			continue
		case errors.Is(err, ErrUnknownEvent):
			of.end(StateNotYetKnown, "event", "%v", err)
		case errors.Is(err, ErrUnsupported):
			of.end(StateUnsupported, "version", "made by a later version: update the verifier")
		case err != nil:
			of.end(StateTampered, "structure", "%v", err)
		case !signed:
			of.end(StateTampered, "signature", "invalid signature")
		default:
			from, _ := peek(expanded)
			if !i.answersFor(from.iss) {
				continue
			}
			of.judge(expanded, i.key(id), lists, now)
			of.Token = expanded
		}
		if v.Issuer == nil || signed && !proven || signed == proven && of.Graver(v) {
			v, proven = of, signed
		}
	}
	if v.Issuer == nil {
		v.end(StateUnknownIssuer, "issuer", "no issuer document here lists a key that begins like the token's")
	}
	return v
}

// Graver reports whether v takes precedence over another verdict on the same token: it has the higher exit code, or the
// same and the root key that sorts first.
func (v Verdict) Graver(than Verdict) bool {
	if a, b := v.State.ExitCode(), than.State.ExitCode(); a != b {
		return a > b
	}
	return bytes.Compare(v.Issuer.Root[:], than.Issuer.Root[:]) < 0
}

// NumberOf returns the number that a token claims, unverified; false for anything but a token in its signed form.
func NumberOf(t Token) (Number, bool) {
	c := unproven(t)
	if c == nil {
		return Number{}, false
	}
	return c.Number, true
}

// unproven returns what a token claims, nil when it is malformed.
func unproven(t Token) *Claim {
	m, err := openMessage(t, typeCWT, maxToken)
	if err != nil {
		return nil
	}
	c, err := decodeClaim(m.claims)
	if err != nil {
		return nil
	}
	return &c
}

func (v *Verdict) end(s State, reason, format string, args ...any) {
	v.State, v.Reason, v.Detail = s, reason, fmt.Sprintf(format, args...)
}

// judge runs steps 4 to 10 with a key of v.Issuer.
func (v *Verdict) judge(t Token, key *Key, lists *StatusLists, now time.Time) {
	m, err := openMessage(t, typeCWT, maxToken)
	if err != nil {
		v.end(StateTampered, "structure", "%v", err)
		return
	}
	if err := m.verify(key.Public); err != nil {
		v.end(StateTampered, "signature", "%v", err)
		return
	}
	c, err := decodeClaim(m.claims)
	c.Labels = v.Issuer.labels(&c)
	unsupported := errors.Is(err, ErrUnsupported)
	if err != nil && !unsupported {
		v.end(StateTampered, "structure", "%v", err)
		return
	}
	// A key used outside its window or its purpose may be stolen, so its claims
	// are not proven.
	switch {
	case unsupported:
		v.Claim = understood(c)
		v.end(StateUnsupported, "version", "made by a later version: update the verifier")
	case c.EntryHash != (EntryHash{}) && !v.knowsEntry(&c):
		v.Claim = &c
		v.end(StateNotYetKnown, "event", "%v", ErrUnknownEvent)
	case c.EntryHash != (EntryHash{}) && !v.fillEntry(&c):
		v.Unverified = &c
		v.end(StateTampered, "entry", "event %d of this issuer document is not the one that was signed", c.EventRef)
	case c.EntryHash == (EntryHash{}) && c.EventRef != 0 && !v.fillEvent(&c):
		v.Claim = &c
		v.end(StateUnsupported, "event", "event %d is not in this issuer document: fetch the latest one", c.EventRef)
	default:
		v.standing(&c, key, c.Issued, t, lists, now)
	}
}

// standing judges a claim that a key has signed at a time: steps 6 to 10. t is nil when it signed something else than a
// token, which no allow-list can name.
func (v *Verdict) standing(c *Claim, key *Key, at time.Time, t Token, lists *StatusLists, now time.Time) {
	switch {
	case key.Uses&UseCertificates == 0:
		v.Unverified = c
		v.end(StateTampered, "key-use", "key %s is not for certificates", v.KeyID)
	case !key.covers(at):
		v.Unverified = c
		v.end(StateTampered, "key-window", "key %s was not in use on %s", v.KeyID, at.Format(time.DateOnly))
	case key.State == KeyCompromised && (t == nil || !v.Issuer.allows(v.KeyID, t)):
		v.Claim = c
		v.end(StateNotTrusted, "compromised", "key %s is compromised, and its allow-list does not contain this token",
			v.KeyID)
	case !c.Expires.IsZero() && !now.Before(c.Expires):
		v.Claim = c
		v.end(StateExpired, "expired", "it expired on %s", c.Expires.Format(time.DateOnly))
	default:
		v.Claim = c
		v.status(lists, now)
	}
}

// understood returns the readable part of a claim of a later version, nil when
// there is none.
func understood(c Claim) *Claim {
	if c.Name == "" {
		return nil
	}
	return &c
}

// events returns what a token of the verdict's key refers to.
func (v *Verdict) events() *EventTable { return v.Issuer.EventsOf(v.Issuer.key(v.KeyID)) }

// knowsEntry reports whether the document has anything under the claim's reference.
func (v *Verdict) knowsEntry(c *Claim) bool {
	known := v.events()
	_, entry := known.Entries[c.EventRef]
	_, event := known.Events[c.EventRef]
	return entry || event
}

// fillEntry copies the entry that a claim refers to into it, in its main language, and reports whether it is the entry
// that was signed.
func (v *Verdict) fillEntry(c *Claim) bool {
	e, ok := v.events().Entries[c.EventRef]
	if !ok || e.Hash() != c.EntryHash {
		return false
	}
	c.Entry = &e
	c.Event, c.FirstDay, c.LastDay, c.IssuerName = e.Titles[e.Main], e.FirstDay, e.LastDay, e.IssuerNames[e.Main]
	return true
}

// fillEvent copies the event of the first edition that a badge refers to into its claim.
func (v *Verdict) fillEvent(c *Claim) bool {
	e, ok := v.events().Events[c.EventRef]
	if ok {
		c.Event, c.FirstDay, c.LastDay = e.Title, e.FirstDay, e.LastDay
		c.IssuerName = v.Issuer.DisplayName(c.Language)
	}
	return ok
}

// status runs steps 9 and 10; lists may be nil. A paper that any list revokes is revoked, even if the list is old,
// expired or dated in the future.
func (v *Verdict) status(lists *StatusLists, now time.Time) {
	l := lists.find(v.Issuer, v.Claim.Status.URI)
	if l != nil {
		v.StatusAsOf = l.Issued
	}
	if lists.everRevoked(v.Issuer, v.Claim.Status.URI, v.Claim.Status.Index) {
		v.end(StateRevoked, "revoked", "the issuer has revoked it")
		return
	}
	if l == nil {
		v.end(StateUnknown, "list-missing", "there is no status list, so a revocation would not be known")
		return
	}
	if l.Expired(now) {
		v.end(StateUnknown, "list-expired", "the status list expired on %s", l.Expires.Format(time.DateOnly))
		return
	}
	s, ok := l.At(v.Claim.Status.Index)
	switch {
	case !ok:
		v.end(StateError, "list-index", "the status list has %d entries and none at %d", l.Len(), v.Claim.Status.Index)
	case s == StatusSuspended:
		v.end(StateSuspended, "suspended", "the issuer has suspended it")
	case s == StatusSuperseded:
		v.end(StateSuperseded, "superseded", "a corrected version exists: ask the holder for it")
	case !l.Fresh(now):
		v.end(StateStale, "list-stale", "the status was last known on %s", l.Issued.Format(time.DateOnly))
	default:
		v.State = StateValid
	}
}

// ClaimOf returns what a token of the issuer's own ledger states, with its event filled in, whatever its status. It
// checks no signature: Judge does. The error says what the document lacks.
func (i *Issuer) ClaimOf(t Token) (Claim, error) {
	m, err := openMessage(t, typeCWT, maxToken)
	if err != nil {
		return Claim{}, fmt.Errorf("reading token: %w", err)
	}
	c, err := decodeClaim(m.claims)
	if err != nil {
		return Claim{}, fmt.Errorf("reading token: %w", err)
	}
	if len(m.kid) != len(KeyID{}) {
		return Claim{}, errors.New("reading token: it names no key of ours")
	}
	v := Verdict{Issuer: i, KeyID: KeyID(m.kid)}
	c.Labels = i.labels(&c)
	if c.EntryHash != (EntryHash{}) && !v.fillEntry(&c) || c.EntryHash == (EntryHash{}) && c.EventRef != 0 &&
		!v.fillEvent(&c) {
		return Claim{}, fmt.Errorf("reading token: %w", ErrUnknownEvent)
	}
	return c, nil
}

// JudgeSigned returns the verdict on a claim that a key of the document signed in another form than a token, at a time:
// steps 6 to 10. No allow-list names what is no token, so nothing by a compromised key is trusted.
func (i *Issuer) JudgeSigned(c *Claim, by *Key, at time.Time, lists *StatusLists, now time.Time) Verdict {
	v := Verdict{Issuer: i, KeyID: by.Public.ID()}
	v.standing(c, by, at, nil, lists, now)
	if v.State == StateNotTrusted {
		v.Detail = fmt.Sprintf("key %s is compromised: save the Open Badge again from the verification page", v.KeyID)
	}
	return v
}
