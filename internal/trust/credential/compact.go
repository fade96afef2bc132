package credential

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"lanyard/internal/base/paper"
)

// The compact spelling of a token: its first byte, then the start of the kid, a CBOR array and the signature. The dense
// form omits more that the entry holds, and may have texts in SCSU.
const (
	compactMark = 0x02
	denseMark   = 0x03
	compactKID  = 4              // bytes of the kid
	compactHead = 1 + compactKID // bytes before the array
	listSlots   = 1 << 16        // slots of a list in a compact slot number
	compactLess = compactHead + 1 + ed25519.SignatureSize
)

// Elements of the array of a compact token.
const (
	compactNumber = iota
	compactEvent  // 2 x reference + kind
	compactSlot   // listSlots x number of the list + slot in it
	compactDay    // of issue
	compactName
	compactRole // place in the entry's roles, or text
	compactNameLocal
	compactLanguage
	compactMinutes
	compactReplaces
	compactExtra
	compactElements
)

// Why Expand cannot expand a token that may still be genuine.
var (
	ErrUnknownKey   = errors.New("no key of the issuer document begins like the token's")
	ErrUnknownEvent = errors.New("about an event that this copy of the issuer document does not know: get the newest")
)

// squeezable are the elements that the dense form may have in SCSU.
var squeezable = []int{compactName, compactRole, compactNameLocal}

// IsCompact reports whether the token is in the compact spelling, dense or not.
func (t Token) IsCompact() bool { return len(t) > 0 && (t[0] == compactMark || t[0] == denseMark) }

// Expand returns the token that a compact one spells: exactly the bytes that were signed. The issuer document gives
// what the spelling omits. The error is ErrUnknownKey, ErrUnknownEvent or ErrUnsupported, or says what is wrong with
// the spelling. Expand does not check the signature; Judge does.
func Expand(t Token, i *Issuer) (Token, error) {
	expanded, _, _, err := expand(t, i)
	if err != nil {
		return nil, fmt.Errorf("expanding compact token: %w", err)
	}
	return expanded, nil
}

// expand is Expand. It tries each key whose id begins like the token's, and returns the key that signed it, or else the
// first.
func expand(t Token, i *Issuer) (expanded Token, id KeyID, signed bool, err error) {
	if !t.IsCompact() || len(t) < compactHead {
		return nil, id, false, errors.New("not a compact token")
	}
	keys := i.keysLike(t)
	if len(keys) == 0 {
		return nil, id, false, ErrUnknownKey
	}
	if len(t) < compactLess {
		return nil, keys[0], false, fmt.Errorf("%d bytes are too few", len(t))
	}
	id = keys[0]
	body, signature := t[compactHead:len(t)-ed25519.SignatureSize], t[len(t)-ed25519.SignatureSize:]
	var fault error // with the first key that cannot have signed it
	for _, k := range keys {
		message, mine, err := expandAs(i.key(k), t[0] == denseMark, body, signature, i)
		switch {
		case err != nil && fault == nil:
			fault = err
		case err == nil && (expanded == nil || mine):
			expanded, id, signed = message, k, mine
		}
		if signed {
			return expanded, id, true, nil
		}
	}
	if expanded == nil {
		return nil, keys[0], false, fault
	}
	return expanded, id, false, nil
}

// expandAs returns the token that a compact one spells if key k has signed it, and
// whether it has.
func expandAs(k *Key, dense bool, body, signature []byte, i *Issuer) (message Token, signed bool, err error) {
	c, err := readCompact(body, dense, i.EventsOf(k))
	if err != nil {
		return nil, false, err
	}
	payload, err := c.payload()
	if err != nil {
		return nil, false, err
	}
	message = seal(k.Public.ID(), payload, signature)
	m, err := openMessage(message, typeCWT, maxToken)
	if err != nil {
		return nil, false, err
	}
	return message, m.verify(k.Public) == nil, nil
}

// keysLike returns the ids of the keys that begin like a compact token's.
func (i *Issuer) keysLike(t Token) (ids []KeyID) {
	for _, k := range i.Keys {
		if id := k.Public.ID(); bytes.Equal(id[:compactKID], t[1:compactHead]) {
			ids = append(ids, id)
		}
	}
	return ids
}

// seal returns the message around payload with a signature made elsewhere.
func seal(id KeyID, payload, signature []byte) Token {
	header := encode(map[any]any{headerAlg: algEdDSA, headerKID: id[:], headerTyp: typeCWT})
	return append(Token{tag18}, encode([]any{header, map[any]any{}, payload, signature})...)
}

// readCompact returns the claim that the array of a compact token spells.
func readCompact(body []byte, dense bool, known *EventTable) (c Claim, err error) {
	v, err := decode(body)
	if err != nil {
		return c, err
	}
	array, ok := v.([]any)
	switch {
	case !ok:
		return c, errors.New("not an array")
	case len(array) > compactElements:
		return c, ErrUnsupported
	case len(array) == 0 || array[len(array)-1] == nil:
		return c, errors.New("nulls at the end")
	case len(array) <= compactName:
		return c, fmt.Errorf("%d elements are too few", len(array))
	}
	// An array reads like a map from index to element, in which null means no entry.
	m := make(map[any]any)
	for n, v := range array {
		if v != nil {
			m[int64(n)] = v
		}
	}
	if dense {
		if err := unsqueezeAll(m); err != nil {
			return c, err
		}
	}
	r := new(reader)
	f := r.fields(m)
	slot, day := f.compact(&c, dense)
	role, hasIndex := f.placeOrText(compactRole, "role", &c.Role)
	var tag int64
	var hasTag bool
	if dense {
		tag, hasTag = f.placeOrText(compactLanguage, "language", &c.Language)
	} else {
		c.Language = f.text(compactLanguage, "language", optional)
	}
	if err := r.failure(); err != nil {
		return c, err
	}
	e, ok := known.Entries[c.EventRef]
	if _, first := known.Events[c.EventRef]; first {
		return c, fmt.Errorf("event %d is not one for compact tokens", c.EventRef)
	}
	if !ok {
		return c, ErrUnknownEvent
	}
	if hasIndex {
		if role >= int64(len(e.Roles)) {
			return c, fmt.Errorf("role: %d, and the event has %d roles", role, len(e.Roles))
		}
		c.Role = e.Roles[role][e.Main]
	}
	if dense {
		day += int64(e.FirstDay)
		tags := e.languages()
		switch {
		case day < 0 || day > maxTime/secondsADay:
			return c, fmt.Errorf("day of issue: %d is not between 0 and %d", day, maxTime/secondsADay)
		case hasTag && tag >= int64(len(tags)):
			return c, fmt.Errorf("language: %d, and the event has %d languages", tag, len(tags))
		case hasTag:
			c.Language = tags[tag]
		}
	}
	c.Issued = time.Unix(day*secondsADay, 0).UTC()
	c.Issuer, c.Expires, c.EntryHash = e.host(), e.Expires, e.Hash()
	c.Status = StatusRef{Index: slot % listSlots, URI: e.ListURI(slot / listSlots)}
	plain, shorter := c.compact(&e)
	if dense {
		plain = shorter
	}
	if plain == nil || !bytes.Equal(body, plain) {
		return c, errors.New("not the shortest spelling")
	}
	return c, nil
}

// placeOrText reads an index into a list of the entry, or else a text, into text.
func (f *fields) placeOrText(key int, what string, text *string) (place int64, isPlace bool) {
	if _, isPlace = f.left[label(key)].(int64); isPlace {
		return f.integer(key, what, optional, 0, maxExact), true
	}
	*text = f.text(key, what, optional)
	return 0, false
}

// languages returns the tags of the languages in which the entry has the title, sorted by their bytes.
func (e *Entry) languages() []string { return slices.Sorted(maps.Keys(e.Titles)) }

// placeOf returns the place of a tag in languages.
func (e *Entry) placeOf(tag string) (place int) {
	for other := range e.Titles {
		if other < tag {
			place++
		}
	}
	return place
}

// unsqueezeAll replaces byte strings by the texts that they spell.
func unsqueezeAll(elements map[any]any) error {
	for _, n := range squeezable {
		squeezed, ok := elements[int64(n)].([]byte)
		if !ok {
			continue
		}
		text, err := unsqueeze(squeezed)
		if err != nil {
			return err
		}
		elements[int64(n)] = text
	}
	return nil
}

// densely returns the array of the dense form: the day of issue counted from the first of the event, the language by
// its place, and each text that is longer in UTF-8 in SCSU.
func densely(array []any, e *Entry) []any {
	dense := slices.Clone(array)
	dense[compactDay] = dense[compactDay].(int64) - int64(e.FirstDay)
	for _, n := range squeezable {
		if n >= len(dense) {
			break
		}
		if text, is := dense[n].(string); is && !ascii(text) { // a byte of ASCII takes a byte of SCSU
			if short, can := squeeze(text); can && len(short) < len(text) {
				dense[n] = short
			}
		}
	}
	if len(dense) > compactLanguage {
		tag, _ := dense[compactLanguage].(string)
		if _, known := e.Titles[tag]; known {
			dense[compactLanguage] = e.placeOf(tag)
		}
	}
	return dense
}

// compact reads everything but the role and the language, and returns the slot and the day of issue, which the dense
// form counts from the first day of the event.
func (f *fields) compact(c *Claim, dense bool) (slot uint, day int64) {
	f.bytes(c.Number[:], compactNumber, "number", required)
	if c.Number == (Number{}) {
		f.fail("number: no number")
	}
	of := f.integer(compactEvent, "event and kind", required, 2, maxExact)
	c.EventRef, c.Kind = uint(of/2), paper.Kind(of%2)
	slot = uint(f.integer(compactSlot, "slot", required, 0, maxExact))
	if dense {
		day = f.integer(compactDay, "day of issue", required, -maxExact, maxExact)
	} else {
		day = f.integer(compactDay, "day of issue", required, 0, maxTime/secondsADay)
	}
	c.Name = f.text(compactName, "name", required)
	c.NameLocal = f.text(compactNameLocal, "second name", optional)
	if f.has(compactMinutes) {
		c.Minutes = int(f.integer(compactMinutes, "minutes", required, 1, maxMinutes))
	}
	if f.has(compactReplaces) {
		f.bytes(c.Replaces[:], compactReplaces, "replaced number", required)
		if c.Replaces == (Number{}) {
			f.fail("replaced number: no number")
		}
	}
	if f.has(compactExtra) {
		c.Extra = f.extra(f.table(compactExtra, "further facts", required))
	}
	return slot, day
}

// extra reads all of t as further facts. Another type of value is of a later version.
func (f *fields) extra(t *fields) map[uint]string {
	extra := make(map[uint]string)
	for _, key := range t.keys() {
		n, ok := key.(int64)
		if !ok || n < certExtra || n > maxExact {
			f.fail("further facts: a key that is not a number from %d", certExtra)
			return nil
		}
		if _, isText := t.left[key].(string); !isText {
			f.unknown = true
			return nil
		}
		extra[uint(n)] = t.text(n, "further fact", required)
	}
	if len(extra) == 0 {
		f.fail("further facts: none")
	}
	return extra
}

// compact returns the array of a compact token of c, and that of the dense form if it is shorter; nil if c states
// something that the array and e cannot.
func (c *Claim) compact(e *Entry) (plain, dense []byte) {
	number, listed := strings.CutPrefix(c.Status.URI, e.Lists)
	list, err := strconv.ParseUint(number, 10, 36)
	day := c.Issued.Unix() / secondsADay
	switch {
	case c.EventRef == 0, c.EntryHash != e.Hash(), c.Issuer != e.host(), !c.Expires.Equal(e.Expires):
		return nil, nil
	case !listed, err != nil, strconv.FormatUint(list, 10) != number, c.Status.Index >= listSlots:
		return nil, nil
	case day*secondsADay != c.Issued.Unix():
		return nil, nil
	}
	array := make([]any, compactElements)
	array[compactNumber] = c.Number[:]
	array[compactEvent] = 2*c.EventRef + uint(c.Kind)
	array[compactSlot] = listSlots*uint(list) + c.Status.Index
	array[compactDay], array[compactName] = day, c.Name
	if n, ok := e.role(c.Role); ok {
		array[compactRole] = n
	} else if c.Role != "" {
		array[compactRole] = c.Role
	}
	if c.NameLocal != "" {
		array[compactNameLocal] = c.NameLocal
	}
	if c.Language != "" {
		array[compactLanguage] = c.Language
	}
	if c.Minutes != 0 {
		array[compactMinutes] = c.Minutes
	}
	if c.Replaces != (Number{}) {
		array[compactReplaces] = c.Replaces[:]
	}
	if len(c.Extra) > 0 {
		array[compactExtra] = maps.Clone(c.Extra)
	}
	for array[len(array)-1] == nil {
		array = array[:len(array)-1]
	}
	plain, dense = encode(array), encode(densely(array, e))
	if len(dense) >= len(plain) {
		return plain, nil
	}
	return plain, dense
}

// Compact returns the shortest compact spelling of a token, which expands to exactly its bytes, or false when it has
// none: because it was made before event entries existed, or states something that the compact form cannot.
func Compact(t Token, i *Issuer) (Token, bool) {
	r, ok := Read(t)
	if !ok {
		return nil, false
	}
	return r.Compact(i)
}

// Reading is a token whose structure and claim have been read, and whose signature has not been checked.
type Reading struct {
	token   Token
	message *message
	claim   Claim
}

// Read reads a token as it was signed, once for all questions about it. It is false for one that is malformed.
func Read(t Token) (r Reading, ok bool) {
	m, err := openMessage(t, typeCWT, maxToken)
	if err != nil {
		return r, false
	}
	c, err := decodeClaim(m.claims)
	if err != nil {
		return r, false
	}
	return Reading{t, m, c}, true
}

// Compact is the function Compact for the token.
func (r Reading) Compact(i *Issuer) (Token, bool) {
	plain, dense := r.spellings(i)
	if dense != nil {
		return dense, true
	}
	return plain, plain != nil
}

// spellings returns the compact spellings of the token, nil for one that it does
// not have. A dense one is shorter than the plain one.
func (r Reading) spellings(i *Issuer) (plain, dense Token) {
	e, known := r.entry(i)
	if !known {
		return nil, nil
	}
	m := r.message
	array, shorter := r.claim.compact(&e)
	if array == nil || !bytes.Equal(seal(KeyID(m.kid), m.payload, m.signature), r.token) {
		return nil, nil
	}
	spelt := func(mark byte, array []byte) Token {
		return slices.Concat(Token{mark}, m.kid[:compactKID], array, m.signature)
	}
	if shorter != nil {
		dense = spelt(denseMark, shorter)
	}
	return spelt(compactMark, array), dense
}

// entry returns the entry that i has under the reference of the token.
func (r Reading) entry(i *Issuer) (e Entry, ok bool) {
	if len(r.message.kid) != len(KeyID{}) {
		return e, false
	}
	e, ok = i.EventsOf(i.key(KeyID(r.message.kid))).Entries[r.claim.EventRef]
	return e, ok
}

// KnownTo reports whether i holds exactly the entry that the token refers to.
func (r Reading) KnownTo(i *Issuer) bool {
	e, ok := r.entry(i)
	return ok && r.claim.EntryHash != (EntryHash{}) && e.Hash() == r.claim.EntryHash
}

// RefersTo returns what the token says of its event without the issuer document: the
// reference, the hash of the entry and the address of the lists without their number.
// Reference or hash is zero for a token that carries its event itself.
func (r Reading) RefersTo() (ref uint, hash EntryHash, lists string) {
	uri := r.claim.Status.URI
	return r.claim.EventRef, r.claim.EntryHash, uri[:strings.LastIndexByte(uri, '-')+1]
}

// DraftCompact returns what Compact returns for the draft of c, from the claim itself: nothing is decoded. It is nil if
// the spelling with the entry cannot say what c says.
func DraftCompact(c Claim, e *Entry) Token {
	plain, dense := c.compact(e)
	mark, array := byte(compactMark), plain
	if dense != nil {
		mark, array = denseMark, dense
	}
	if array == nil {
		return nil
	}
	t := make(Token, compactHead+len(array)+ed25519.SignatureSize) // key and signature of a draft are zeros
	t[0] = mark
	copy(t[compactHead:], array)
	return t
}
