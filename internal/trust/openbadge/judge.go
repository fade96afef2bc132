package openbadge

import (
	"bytes"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"path"
	"reflect"
	"strconv"
	"strings"
	"time"
	"unicode"

	"lanyard/internal/trust/credential"
)

// Is reports whether data looks like the file of an Open Badge, anybody's.
func Is(data []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(data, " \t\r\n\ufeff"), []byte("{")) &&
		(bytes.Contains(data, []byte(`"OpenBadgeCredential"`)) || bytes.Contains(data, []byte(`"AchievementCredential"`)))
}

// Judge returns the verdict on the file of an Open Badge, as credential.Judge does on a token: by the issuers' keys and
// the lists of tokens, whose states those of badges repeat. White space and the order of keys do not matter; anything
// else that differs from what we write is not signed and makes it tampered. Badges of other software are unreadable.
func Judge(data []byte, issuers []*credential.Issuer, lists *credential.StatusLists, now time.Time) credential.Verdict {
	b, c, err := read(data)
	if err != nil {
		return credential.Verdict{State: credential.StateUnreadable, Reason: "badge", Detail: err.Error()}
	}
	v := credential.Verdict{State: credential.StateUnknownIssuer, Reason: "issuer", Unverified: c}
	v.Detail = fmt.Sprintf("no issuer document here is that of %+q", b.Issuer.ID)
	listed := false // whether v is by a document that lists the key
	for _, i := range issuers {
		if i.DID() != b.Issuer.ID {
			continue
		}
		said := *c
		of, lists := b.judge(&said, i, lists, now), b.keyIn(i) != nil
		if v.Issuer == nil || lists && !listed || lists == listed && of.Graver(v) {
			v, listed = of, lists
		}
	}
	return v
}

// keyIn returns the key of a document that the badge names, nil when it lists none.
func (b *badge) keyIn(i *credential.Issuer) *credential.Key {
	for n := range i.Keys {
		if i.KeyURL(i.Keys[n].Public) == b.Proof[0].Method {
			return &i.Keys[n]
		}
	}
	return nil
}

// judge returns the verdict on a badge that names an issuer.
func (b *badge) judge(c *credential.Claim, i *credential.Issuer, lists *credential.StatusLists,
	now time.Time) credential.Verdict {
	tampered := func(reason, detail string) credential.Verdict {
		return credential.Verdict{State: credential.StateTampered, Reason: reason, Detail: detail, Issuer: i, Unverified: c}
	}
	ours, err := of(*c, i)
	if err != nil {
		return tampered("structure", err.Error())
	}
	ours.Proof = b.Proof
	if said := b.Subject.Achievement.Language; language(said) == ours.Subject.Achievement.Language {
		ours.Subject.Achievement.Language = said // older programs wrote the whole tag
	}
	if !bytes.Equal(written(ours), written(b)) {
		return tampered("structure", "not the Open Badge that this issuer makes of what it says")
	}
	p := b.Proof[0]
	at, err := time.Parse(time.RFC3339, p.Created)
	signature, wrong := credential.ParseMultibase(p.Value, ed25519.SignatureSize)
	if err := errors.Join(err, wrong); err != nil {
		return tampered("structure", err.Error())
	}
	k := b.keyIn(i)
	if k == nil {
		return tampered("signature", "not signed by a key of this issuer")
	}
	expected := options(i, k.Public, at)
	if expected.Value = p.Value; expected != p {
		return tampered("signature", "not signed by a key of this issuer")
	}
	if !holds(k.Public, &expected, b.quads(), signature) {
		return tampered("signature", "invalid signature")
	}
	c.Entry = nil // it was there for its language alone
	for _, list := range i.StatusLists {
		if ListURL(i, list) == b.Status.List { // the same list, under the address that tokens have, on a former host
			c.Status.URI = list
		}
	}
	return i.JudgeSigned(c, k, at, lists, now)
}

// read returns a badge of our shape, and what it claims.
func read(data []byte) (*badge, *credential.Claim, error) {
	if len(data) > MaxBadge {
		return nil, nil, fmt.Errorf("an Open Badge of more than %d KB", MaxBadge>>10)
	}
	b := new(badge)
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(b); err != nil || len(b.Proof) != 1 || len(b.Subject.Identifier) != 1 || !same(data, written(b)) {
		return nil, nil, errors.New("an Open Badge that Lanyard did not make: a verifier of Open Badges can judge it")
	}
	c := &credential.Claim{Name: b.Subject.Identifier[0].IdentityHash, Role: b.Subject.Role, Event: b.Name,
		IssuerName: b.Issuer.Name}
	host, number, _ := strings.Cut(strings.TrimPrefix(b.ID, "https://"), "/#")
	c.Issuer = host
	index, err := strconv.ParseUint(b.Status.Index, 10, 53)
	c.Status.Index = uint(index)
	c.Status.URI = "https://" + host + "/s/" + strings.TrimSuffix(path.Base(b.Status.List), ".json")
	errs := []error{err}
	c.Number, err = credential.ParseNumber(number)
	errs = append(errs, err)
	at := func(text string) time.Time {
		t, err := time.Parse(time.RFC3339, text)
		errs = append(errs, err)
		return t
	}
	dayOf := func(text string) int { return int(math.Floor(float64(at(text).Unix()) / (24 * 60 * 60))) }
	c.Issued, c.FirstDay, c.LastDay = at(b.ValidFrom), dayOf(b.Subject.Start), dayOf(b.Subject.End)
	if b.ValidUntil != "" {
		c.Expires = at(b.ValidUntil)
	}
	if language := b.Subject.Achievement.Language; language != "" {
		c.Entry = &credential.Entry{Main: language}
	}
	for _, text := range []string{c.Name, c.Role, c.Event, c.IssuerName} {
		if strings.ContainsFunc(text, unicode.IsControl) {
			errs = append(errs, errors.New("a text that is not printable"))
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, nil, fmt.Errorf("an Open Badge that cannot be read: %w", err)
	}
	return b, c, nil
}

// same reports whether two JSON texts differ in white space and the order of keys at most. A key that is there twice,
// or in other letters, is a difference: other software may read the other value.
func same(a, b []byte) bool {
	var values [2]any
	var tokens [2]int
	for n, text := range [][]byte{a, b} {
		if json.Unmarshal(text, &values[n]) != nil {
			return false
		}
		for d := json.NewDecoder(bytes.NewReader(text)); ; tokens[n]++ {
			if _, err := d.Token(); err != nil {
				break
			}
		}
	}
	return tokens[0] == tokens[1] && reflect.DeepEqual(values[0], values[1])
}
