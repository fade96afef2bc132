package credential

import (
	"bytes"
	"crypto/ed25519"
	"encoding/binary"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"lanyard/internal/base/paper"
)

// anEntry is the event of aClaim in two languages; the main language is not the one whose tag is encoded first.
func anEntry() Entry {
	return Entry{
		EventID: "tehran-2017", Main: "fa",
		Titles:      map[string]string{"en": "Regional Workshop on Health Data", "fa": "کارگاه منطقه‌ای داده‌های سلامت"},
		FirstDay:    day("2017-07-26"),
		LastDay:     day("2017-07-27"),
		IssuerNames: map[string]string{"en": "Example Institute", "fa": "مؤسسهٔ نمونه"},
		Roles:       []map[string]string{{"en": "Participant", "fa": "شرکت‌کننده"}, {"en": "Speaker", "fa": "سخنران"}},
		Lists:       ListBase(host, rootKey.Public().Thumbprint(), "tehran-2017"),
	}
}

// anEntryWithEnd is an event of one day whose papers expire, with a fact of its own.
func anEntryWithEnd() Entry {
	e := anEntry()
	e.EventID, e.Main, e.LastDay = "spring", "en", e.FirstDay
	e.Roles, e.Expires = nil, date("2017-09-01")
	e.Facts = map[uint]map[string]string{64: {"en": "Room"}}
	e.Lists = ListBase(host, rootKey.Public().Thumbprint(), "spring")
	return e
}

// aSecondIssuer is anIssuer with event entries, and with two keys whose ids begin with the same four bytes.
func aSecondIssuer() *Issuer {
	i := anIssuer()
	i.Entries = map[uint]Entry{2: anEntry(), 3: anEntryWithEnd()}
	i.Keys = append(i.Keys,
		Key{Public: twinKeys[0].Public(), NotBefore: date("2017-01-01"), Uses: UseCertificates},
		Key{Public: twinKeys[1].Public(), NotBefore: date("2017-01-01"), Uses: UseCertificates})
	i.StatusLists = append(i.StatusLists, i.entry(2).ListURI(0), i.entry(2).ListURI(1))
	return i
}

// aPrintingIssuer is aSecondIssuer with an entry that lists the facts that papers print.
func aPrintingIssuer() *Issuer {
	i := aSecondIssuer()
	e := i.Entries[2]
	e.Days = map[string]string{"en": "26–27 July 2017 (4–5 Mordad 1396)", "fa": "۴–۵ مرداد ۱۳۹۶"}
	e.Printed = map[paper.Kind]map[uint][]string{
		paper.Certificate: {PrintedTitle: {"fa", "en"}, PrintedDays: {AnyLanguage}, 63: {"en"}},
		paper.Badge:       {PrintedRole: {"fa"}, PrintedIssuer: {AnyLanguage}}}
	i.Entries[2] = e
	return i
}

func (i *Issuer) entry(ref uint) *Entry { e := i.Entries[ref]; return &e }

// twinKeys have ids that begin with the same four bytes; among 2^16 keys there is about one such pair.
var twinKeys = [2]*SigningKey{numbered(128034), numbered(140004)}

func numbered(n uint32) *SigningKey {
	secret := make([]byte, 32)
	binary.BigEndian.PutUint32(secret, n)
	return must(NewSigningKey(bytes.NewReader(secret)))
}

// aSecondClaim is aClaim for event 2.
func aSecondClaim() Claim {
	c := aClaim()
	c.Event, c.FirstDay, c.LastDay, c.IssuerName = "", 0, 0, ""
	c.EventRef, c.EntryHash = 2, aSecondIssuer().entry(2).Hash()
	c.Issued, c.Role = date("2017-07-28"), "سخنران"
	c.Status.URI = aSecondIssuer().entry(2).ListURI(0)
	return c
}

func secondList(s Status) [][]byte {
	return [][]byte{signedList(s, statusKey, func(l *StatusList) { l.URI = aSecondClaim().Status.URI })}
}

// compactSpellings returns both compact spellings of a token, nil for one that it does not have.
func compactSpellings(t Token, i *Issuer) (plain, dense Token) {
	r, ok := Read(t)
	if !ok {
		return nil, nil
	}
	return r.spellings(i)
}

// shrunk returns the plain compact form of a token under aSecondIssuer, once the form of all codes.
func shrunk(t Token) Token {
	c, _ := compactSpellings(t, aSecondIssuer())
	if c == nil {
		panic("no compact spelling")
	}
	return c
}

// squeezed returns the dense compact form.
func squeezed(t Token) Token {
	_, c := compactSpellings(t, aSecondIssuer())
	if c == nil {
		panic("no dense spelling")
	}
	return c
}

// respelt returns a compact token with its array changed and the signature of the original.
func respelt(change func(array []any) any) func(Token) Token {
	return func(t Token) Token {
		c := shrunk(t)
		v := must(decode(c[compactHead : len(c)-ed25519.SignatureSize]))
		return recarried(c, encode(change(v.([]any))))
	}
}

func recarried(c Token, body []byte) Token {
	return bytes.Join([][]byte{c[:compactHead], body, c[len(c)-ed25519.SignatureSize:]}, nil)
}

// element changes one element of the array.
func element(n int, v any) func(Token) Token {
	return respelt(func(array []any) any {
		for len(array) <= n {
			array = append(array, nil)
		}
		array[n] = v
		return array
	})
}

// bare makes c a claim without optional fields.
func bare(c *Claim) {
	*c = aSecondClaim()
	c.NameLocal, c.Language, c.Role, c.Minutes = "", "", "", 0
}

// spoilt holds arrays that no issuer writes, each with the reason for its refusal.
var spoilt = map[string]struct {
	compact func(Token) Token
	because string
}{
	"number-type":   {element(compactNumber, "x"), "number: wrong type"},
	"number-short":  {element(compactNumber, make([]byte, 9)), "number: 9 bytes, not 10"},
	"number-zero":   {element(compactNumber, make([]byte, 10)), "number: no number"},
	"number-null":   {element(compactNumber, nil), "number: missing"},
	"event-type":    {element(compactEvent, "2"), "event and kind: wrong type"},
	"event-zero":    {element(compactEvent, 1), "event and kind: 1 is not between"},
	"event-large":   {element(compactEvent, uint64(1)<<53), "event and kind: "},
	"event-first":   {element(compactEvent, 2), "event 1 is not one for compact tokens"},
	"slot-negative": {element(compactSlot, -1), "slot: -1 is not between"},
	"slot-type":     {element(compactSlot, []byte{1}), "slot: wrong type"},
	"day-negative":  {element(compactDay, -1), "day of issue: -1 is not between"},
	"day-large":     {element(compactDay, 3_000_000), "day of issue: 3000000 is not between"},
	"day-float":     {element(compactDay, 17375.5), "day of issue: wrong type"},
	"name-type":     {element(compactName, 1), "name: wrong type"},
	"name-null":     {element(compactName, nil), "name: missing"},
	"name-empty":    {element(compactName, ""), "name: empty text"},
	"name-bidi":     {element(compactName, "Ana \u202Eana"), "name: control character U+202E"},
	"role-range":    {element(compactRole, 2), "role: 2, and the event has 2 roles"},
	"role-negative": {element(compactRole, -1), "role: -1 is not between"},
	"role-type":     {element(compactRole, true), "role: wrong type"},
	"role-spelt":    {element(compactRole, "سخنران"), "not the shortest spelling"},
	"second-type":   {element(compactNameLocal, 1), "second name: wrong type"},
	"language-type": {element(compactLanguage, 1), "language: wrong type"},
	"minutes-zero":  {element(compactMinutes, 0), "minutes: 0 is not between"},
	"minutes-many":  {element(compactMinutes, maxMinutes+1), "minutes: 527041 is not between"},
	"replaces-zero": {element(compactReplaces, make([]byte, 10)), "replaced number: no number"},
	"replaces-type": {element(compactReplaces, 1), "replaced number: wrong type"},
	"extra-type":    {element(compactExtra, []any{}), "further facts: wrong type"},
	"extra-empty":   {element(compactExtra, map[any]any{}), "further facts: none"},
	"extra-key":     {element(compactExtra, map[any]any{63: "x"}), "further facts: a key that is not a number from 64"},
	"extra-bidi":    {element(compactExtra, map[any]any{64: "\u2066"}), "further fact: control character U+2066"},
	"null-last":     {respelt(func(a []any) any { return append(a, nil) }), "nulls at the end"},
	"few":           {respelt(func(a []any) any { return a[:4] }), "4 elements are too few"},
	"none":          {respelt(func(a []any) any { return []any{} }), "nulls at the end"},
	"map":           {respelt(func(a []any) any { return map[any]any{0: 1} }), "not an array"},
	"nested":        {element(compactName, []any{[]any{"x"}}), "name: wrong type"},
	"trailing":      {func(t Token) Token { c := shrunk(t); return recarried(c, append(body(c), 0)) }, "extraneous data"},
	"indefinite": {func(t Token) Token {
		c := shrunk(t)
		return recarried(c, append(append([]byte{0x9f}, body(c)[1:]...), 0xff))
	}, "indefinite"},
	"long-integer":   {longDay, "not in deterministic encoding"},
	"tagged":         {func(t Token) Token { c := shrunk(t); return recarried(c, append([]byte{0xc1}, body(c)...)) }, "tag"},
	"short":          {func(t Token) Token { return shrunk(t)[:40] }, "40 bytes are too few"},
	"without-a-byte": {func(t Token) Token { c := shrunk(t); return recarried(c, body(c)[1:]) }, "extraneous data"},
}

// denseNames holds names for the different ways of squeezing them.
var denseNames = map[string]string{
	"of Latin letters":     "Jürgen Müßiggänger",
	"of Cyrillic letters":  "Йордан Къдрев",
	"of Arabic letters":    "حسین‌قلی بازپرس‌زاده",
	"of Thai letters":      "พิมพ์ลภัสรดา ศรีพิพัฒนกุล",
	"of Tamil letters":     "ஸ்ரீவித்யா செங்குட்டுவன்",
	"of Kana":              "カタカナ・ひらがな",
	"of Chinese letters":   "欧阳淇蓉",
	"of more than 16 bits": "瞿𬀩瞿瞿瞿",
	"of several alphabets": "Ștefan Ћирић Δήμος €",
}

// redensed returns a dense token with one element changed and the signature of the original.
func redensed(n int, v any) func(Token) Token {
	return func(t Token) Token {
		c := squeezed(t)
		array := must(decode(body(c))).([]any)
		for len(array) <= n {
			array = append(array, nil)
		}
		array[n] = v
		return recarried(c, encode(array))
	}
}

// spoiltDense holds dense tokens that no issuer writes, each with the reason for its refusal.
var spoiltDense = map[string]struct {
	compact func(Token) Token
	because string
}{
	"plain":           {func(t Token) Token { c := shrunk(t); c[0] = denseMark; return c }, "not the shortest spelling"},
	"ascii":           {redensed(compactName, []byte("Eve")), "not the shortest spelling"},
	"text":            {redensed(compactName, "حسین قلی"), "not the shortest spelling"},
	"other-window":    {redensed(compactName, []byte{0x18, 0x0c, 0xa7, 0xa8, 0xaa}), "not the shortest spelling"},
	"quoted":          {redensed(compactName, []byte{0x13, 0x0e, 0x06, 0x27, 0xa8, 0xaa}), "not the shortest spelling"},
	"in-unicode":      {redensed(compactName, []byte{0x0f, 0x06, 0x27, 0x06, 0x28}), "not the shortest spelling"},
	"nothing":         {redensed(compactName, []byte{}), "empty text"},
	"window-alone":    {redensed(compactName, []byte{0x13}), "empty text"},
	"unicode-alone":   {redensed(compactName, []byte{0x0f}), "empty text"},
	"bidi":            {redensed(compactName, []byte{0x13, 0xa7, 0xa8, 0x05, 0x2e, 0xaa}), "control character U+202E"},
	"control":         {redensed(compactName, []byte{0x13, 0xa7, 0x0a}), "not SCSU"},
	"window-zero":     {redensed(compactName, []byte{0x10, 0xa7, 0xa8}), "not the shortest spelling"},
	"window-later":    {redensed(compactName, []byte{0xa7, 0x13, 0xa8}), "not SCSU"},
	"quote-dynamic":   {redensed(compactName, []byte{0x04, 0xa7, 0x04, 0xa8, 0x04, 0xaa}), "not the shortest spelling"},
	"quote-cut":       {redensed(compactName, []byte{0x13, 0xa7, 0x05}), "not SCSU"},
	"character-cut":   {redensed(compactName, []byte{0x13, 0xa7, 0x0e, 0x4e}), "not SCSU"},
	"half-character":  {redensed(compactName, []byte{0x13, 0xa7, 0x0e, 0xd8, 0x01}), "not SCSU"},
	"offset-zero":     {redensed(compactName, []byte{0x18, 0x00, 0xa7}), "not SCSU"},
	"offset-far":      {redensed(compactName, []byte{0x18, 0x68, 0xa7}), "not SCSU"},
	"unicode-odd":     {redensed(compactName, []byte{0x0f, 0x4e, 0x00, 0x4e}), "not SCSU"},
	"unicode-half":    {redensed(compactName, []byte{0x0f, 0xd8, 0x01, 0x4e, 0x00}), "not SCSU"},
	"unicode-halved":  {redensed(compactName, []byte{0x0f, 0x4e, 0x00, 0xdc, 0x01}), "not SCSU"},
	"language":        {redensed(compactLanguage, []byte{0xa7}), "language: wrong type"},
	"role-of-entry":   {func(t Token) Token { return redensed(compactRole, squeezedText("سخنران"))(t) }, "not the shortest spelling"},
	"trailing-nulls":  {redensed(compactElements-1, nil), "nulls at the end"},
	"language-spelt":  {redensed(compactLanguage, "fa"), "not the shortest spelling"},
	"language-range":  {redensed(compactLanguage, 2), "language: 2, and the event has 2 languages"},
	"language-before": {redensed(compactLanguage, -1), "language: -1 is not between"},
	"language-type":   {redensed(compactLanguage, true), "language: wrong type"},
	"day-early":       {redensed(compactDay, -20000), "day of issue: -2627 is not between"},
	"day-late":        {redensed(compactDay, 3000000), "day of issue: 3017373 is not between"},
	"day-type":        {redensed(compactDay, "2"), "day of issue: wrong type"},
	"marked-as-plain": {func(t Token) Token { c := squeezed(t); c[0] = compactMark; return c }, "second name: wrong type"},
}

func squeezedText(s string) []byte {
	b, ok := squeeze(s)
	if !ok {
		panic("no SCSU")
	}
	return b
}

// body returns a copy of the array of a compact token.
func body(c Token) []byte { return bytes.Clone(c[compactHead : len(c)-ed25519.SignatureSize]) }

// longDay encodes the day of issue in four bytes instead of two.
func longDay(t Token) Token {
	c := shrunk(t)
	day := aSecondClaim().Issued.Unix() / secondsADay
	return recarried(c, bytes.Replace(body(c), binary.BigEndian.AppendUint16([]byte{0x19}, uint16(day)),
		binary.BigEndian.AppendUint32([]byte{0x1a}, uint32(day)), 1))
}

func init() {
	second := func(s scene) scene {
		if s.claim == nil && s.token == nil {
			s.claim = func(c *Claim) { *c = aSecondClaim() }
		}
		if s.issuer == nil {
			s.issuer = aSecondIssuer
		}
		return s
	}
	small := func(s scene) scene {
		if s.compact == nil {
			s.compact = shrunk
		}
		return second(s)
	}
	changed := func(change func(*Claim)) func(*Claim) {
		return func(c *Claim) { *c = aSecondClaim(); change(c) }
	}
	badge := changed(func(c *Claim) { c.Kind, c.Minutes = paper.Badge, 0 })
	retitled := func() *Issuer {
		i := aSecondIssuer()
		e := i.Entries[2]
		e.Titles = map[string]string{"en": "Doctorate", "fa": "دکترا"}
		i.Entries[2] = e
		return i
	}
	without := func() *Issuer {
		i := aSecondIssuer()
		delete(i.Entries, 2)
		return i
	}
	for name, s := range map[string]scene{
		"valid": small(scene{why: "step 10: a compact token", lists: secondList(StatusValid), want: StateValid}),
		"valid-expanded": second(scene{why: "step 10: the same token as it was signed", input: Token.String,
			lists: secondList(StatusValid), want: StateValid}),
		"valid-base64url": small(scene{why: "step 10: a compact token in base64url", input: Token.String,
			lists: secondList(StatusValid), want: StateValid}),
		"valid-badge": small(scene{why: "step 10: a badge", claim: badge, lists: secondList(StatusValid), want: StateValid}),
		"valid-bare":  small(scene{why: "step 10: nothing optional", claim: bare, lists: secondList(StatusValid), want: StateValid}),
		"valid-everything": small(scene{why: "step 10: every optional element, and a role in another language than the main one",
			claim: changed(func(c *Claim) {
				c.Role, c.Replaces, c.Extra = "Speaker", Number{9: 1}, map[uint]string{64: "Room 4", 70000: "B"}
			}), lists: secondList(StatusValid), want: StateValid}),
		"valid-other-role": small(scene{why: "step 10: a role that the entry does not list",
			claim: changed(func(c *Claim) { c.Role = "Chair" }), lists: secondList(StatusValid), want: StateValid}),
		"valid-printed": second(scene{why: "step 10: the entry lists what papers print", issuer: aPrintingIssuer,
			claim:   changed(func(c *Claim) { c.EntryHash = aPrintingIssuer().entry(2).Hash() }),
			compact: func(t Token) Token { c, _ := compactSpellings(t, aPrintingIssuer()); return c },
			lists:   secondList(StatusValid), want: StateValid}),
		"valid-second-list": small(scene{why: "step 10: a slot of the second list",
			claim: changed(func(c *Claim) { c.Status.URI = aSecondIssuer().entry(2).ListURI(1) }),
			lists: [][]byte{signedList(StatusValid, statusKey, func(l *StatusList) { l.URI = aSecondIssuer().entry(2).ListURI(1) })},
			want:  StateValid}),
		"valid-twin": small(scene{why: "step 10: two keys begin like the token's, and the second signed", key: twinKeys[1],
			lists: secondList(StatusValid), want: StateValid}),
		"revoked": small(scene{why: "step 9: a compact token", lists: secondList(StatusRevoked), want: StateRevoked, reason: "revoked"}),
		"unknown": small(scene{why: "step 10: a compact token without a list", want: StateUnknown, reason: "list-missing"}),
		"expires-later": small(scene{why: "step 8: the entry says until when, and that is later", claim: ending,
			want: StateUnknown, reason: "list-missing"}),
		"expired": small(scene{why: "step 8: the entry says until when", claim: ending, clock: date("2017-09-01"),
			want: StateExpired, reason: "expired"}),
		"wrong-key-use": small(scene{why: "step 6: a compact token by a key for lists", key: statusKey, want: StateTampered,
			reason: "key-use"}),
		"compromised": small(scene{why: "step 7: a compact token by a stolen key, not in the allow-list", key: stolenKey,
			want: StateNotTrusted, reason: "compromised"}),
		"unknown-issuer": small(scene{why: "step 3: no key begins like that of the compact token", key: otherKey,
			want: StateUnknownIssuer, reason: "issuer"}),
		"not-yet-known": small(scene{why: "step 5: a compact token about an event that the document lacks", issuer: without,
			want: StateNotYetKnown, reason: "event"}),
		"not-yet-known-expanded": second(scene{why: "step 5: a token about an event that the document lacks", issuer: without,
			want: StateNotYetKnown, reason: "event"}),
		"retitled": small(scene{why: "step 4: the entry is not the one that was signed", issuer: retitled, want: StateTampered,
			reason: "signature"}),
		"retitled-expanded": second(scene{why: "step 5: the entry is not the one that was signed", issuer: retitled,
			want: StateTampered, reason: "entry"}),
		"tampered-name": small(scene{why: "step 4: another name, the signature of the first", compact: element(compactName, "Eve"),
			want: StateTampered, reason: "signature"}),
		"unsupported-element": small(scene{why: "step 5: a twelfth element", compact: element(compactElements, 1),
			want: StateUnsupported, reason: "version"}),
		"unsupported-fact": small(scene{why: "step 5: a further fact that is not a text",
			compact: element(compactExtra, map[any]any{64: 1}), want: StateUnsupported, reason: "version"}),
		"unreadable-short": small(scene{why: "step 2: four bytes", compact: func(t Token) Token { return shrunk(t)[:4] },
			want: StateUnreadable, reason: "structure"}),
		"hash-without-event": second(scene{why: "step 4: the hash of an entry, and an event of its own, signature true",
			token: withCert(certEntryHash, make([]byte, 8)), want: StateTampered, reason: "structure"}),
	} {
		scenes["compact-"+name] = s
	}
	for name, text := range denseNames {
		scenes["dense-valid-"+name] = second(scene{why: "step 10: a dense token, " + name, claim: changed(func(c *Claim) {
			c.Name, c.NameLocal = text, ""
		}), compact: squeezed, lists: secondList(StatusValid), want: StateValid})
	}
	scenes["dense-valid"] = second(scene{why: "step 10: a dense token: a name in two scripts, and a role in another language",
		claim: changed(func(c *Claim) { c.Role = "Хэлэгч" }), compact: squeezed, lists: secondList(StatusValid), want: StateValid})
	scenes["dense-unsupported-fact"] = second(scene{why: "step 5: a further fact that is not a text, in a dense token",
		compact: redensed(compactExtra, map[any]any{64: 1}), want: StateUnsupported, reason: "version"})
	for name, s := range spoiltDense {
		scenes["dense-tampered-"+name] = second(scene{why: "step 4: " + s.because, compact: s.compact, want: StateTampered,
			reason: "structure"})
	}
	for name, s := range spoilt {
		scenes["compact-tampered-"+name] = small(scene{why: "step 4: " + s.because, compact: s.compact, want: StateTampered,
			reason: "structure"})
	}
}

// ending makes c a claim of event 3, whose papers expire.
func ending(c *Claim) {
	*c = aSecondClaim()
	e := aSecondIssuer().entry(3)
	c.EventRef, c.EntryHash, c.Expires, c.Status.URI, c.Role = 3, e.Hash(), e.Expires, e.ListURI(0), ""
}

// Each spoilt array is refused with its own message.
func TestExpandRefuses(t *testing.T) {
	issuer := open(t, aSecondIssuer())
	token := must(Sign(aSecondClaim(), signingKey))
	for name, s := range spoilt {
		_, err := Expand(s.compact(token), issuer)
		if err == nil || !strings.Contains(err.Error(), s.because) {
			t.Errorf("%s: %v, want %q", name, err, s.because)
		}
	}
	for name, s := range spoiltDense {
		_, err := Expand(s.compact(token), issuer)
		if err == nil || !strings.Contains(err.Error(), s.because) {
			t.Errorf("dense, %s: %v, want %q", name, err, s.because)
		}
	}
	for want, bad := range map[error]Token{
		ErrUnknownKey:   {compactMark, 1, 2, 3, 4},
		ErrUnsupported:  element(compactElements, 1)(token),
		ErrUnknownEvent: element(compactEvent, 9)(token),
	} {
		if _, err := Expand(bad, issuer); !errors.Is(err, want) {
			t.Errorf("%v, want %v", err, want)
		}
	}
}

// A compact token expands to the bytes that were signed, and Compact reports tokens that have no compact form.
func TestCompactExpands(t *testing.T) {
	issuer := open(t, aSecondIssuer())
	for name, change := range map[string]func(*Claim){
		"all": func(c *Claim) { c.Replaces, c.Extra = Number{9: 1}, map[uint]string{64: "x"} }, "bare": bare, "ending": ending,
		"badge": func(c *Claim) { c.Kind = paper.Badge }, "early": func(c *Claim) { c.Issued = time.Unix(0, 0).UTC() },
		"bare and early": func(c *Claim) { bare(c); c.Name, c.Issued = "Ana", time.Unix(0, 0).UTC() },
		"far":            func(c *Claim) { c.Status.URI = issuer.entry(2).ListURI(70_000) },
	} {
		c := aSecondClaim()
		change(&c)
		token := must(Sign(c, signingKey))
		small, ok := Compact(token, issuer)
		if !ok || len(small) >= len(token) {
			t.Fatalf("%s: %d of %d bytes, %t", name, len(small), len(token), ok)
		}
		plain, dense := compactSpellings(token, issuer)
		if isDense := small[0] == denseMark; isDense != (dense != nil) || isDense == (name == "bare and early") || isDense && len(dense) >= len(plain) {
			t.Errorf("%s: Compact chose %x from %x and %x", name, small, plain, dense)
		}
		for _, small := range []Token{small, plain} {
			back, err := Expand(small, issuer)
			if err != nil || !bytes.Equal(back, token) {
				t.Errorf("%s: %x, %v; signed %x", name, back, err, token)
			}
			if opened, err := Open(back, signingKey.Public()); err != nil || !reflect.DeepEqual(opened, c) {
				t.Errorf("%s: %+v, %v", name, opened, err)
			}
		}
	}
	for name, change := range map[string]func(*Claim){
		"first edition": func(c *Claim) { *c = aClaim() }, "badge of the first": func(c *Claim) { *c = aBadge() },
		"hour":      func(c *Claim) { c.Issued = c.Issued.Add(time.Hour) },
		"host":      func(c *Claim) { c.Issuer = "cards.example.com" },
		"end":       func(c *Claim) { c.Expires = date("2030-01-01") },
		"list":      func(c *Claim) { c.Status.URI = listURI },
		"list zero": func(c *Claim) { c.Status.URI = issuer.entry(2).Lists + "01" },
		"slot":      func(c *Claim) { c.Status.Index = listSlots },
		"hash":      func(c *Claim) { c.EntryHash[0]++ },
		"event":     func(c *Claim) { c.EventRef = 9 },
	} {
		c := aSecondClaim()
		change(&c)
		if small, ok := Compact(must(Sign(c, signingKey)), issuer); ok {
			t.Errorf("%s: %x", name, small)
		}
	}
}

// The compact spelling of a draft, made from the claim, is the one that Compact finds in the draft.
func TestDraftCompact(t *testing.T) {
	entry := anEntry().Pinned()
	blank := &Issuer{Entries: map[uint]Entry{2: entry}}
	for name, change := range map[string]func(c *Claim){
		"plain":          func(*Claim) {},
		"ASCII":          func(c *Claim) { c.Name, c.NameLocal, c.Role = "Ana Pop", "", "Guest" },
		"scripts":        func(c *Claim) { c.Name, c.NameLocal = "Dvořák Ελένη", "ელენე Дарья 山田" },
		"language":       func(c *Claim) { c.Language = "fa" },
		"first language": func(c *Claim) { c.Language = "en" },
		"other language": func(c *Claim) { c.Language = "de" },
		"minutes, facts": func(c *Claim) { c.Minutes, c.Extra = 960, map[uint]string{64: "16 h"} },
		"replaces":       func(c *Claim) { c.Replaces = Number{9: 1} },
		"hour":           func(c *Claim) { c.Issued = c.Issued.Add(time.Hour) },
		"no event":       func(c *Claim) { c.EventRef, c.EntryHash, c.Event, c.IssuerName = 0, EntryHash{}, "E", "I" },
		"other entry":    func(c *Claim) { c.EntryHash[0]++ },
	} {
		c := aSecondClaim()
		change(&c)
		draft, err := Draft(c)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		want, ok := Compact(draft, blank)
		if got := DraftCompact(c, &entry); !bytes.Equal(got, want) || ok != (got != nil) {
			t.Errorf("%s: %x, and Compact finds %x", name, got, want)
		}
		if spelt := name != "hour" && name != "no event" && name != "other entry"; spelt != ok {
			t.Errorf("%s: spelt %t", name, ok)
		}
	}
}

func TestEveryFlippedBitOfCompactTokenIsRefused(t *testing.T) {
	token := must(Sign(aSecondClaim(), signingKey))
	refuseFlips(t, shrunk(token))
	refuseFlips(t, squeezed(token))
	for _, name := range denseNames {
		if testing.Short() {
			break
		}
		c := aSecondClaim()
		c.Name = name
		refuseFlips(t, squeezed(must(Sign(c, signingKey))))
	}
}

func refuseFlips(t *testing.T, token Token) {
	t.Helper()
	issuers := []*Issuer{open(t, aSecondIssuer())}
	if v := Judge(token.Digits(), issuers, nil, clock); v.State != StateUnknown {
		t.Fatalf("the token itself: %v", v)
	}
	for bit := range 8 * len(token) {
		flipped := bytes.Clone(token)
		flipped[bit/8] ^= 1 << (bit % 8)
		v := Judge(Token(flipped).Digits(), issuers, nil, clock)
		switch v.State {
		case StateUnreadable, StateUnknownIssuer, StateTampered, StateNotYetKnown, StateUnsupported:
		default:
			t.Fatalf("bit %d: %v", bit, v)
		}
		if v.Claim != nil || v.Unverified != nil {
			t.Fatalf("bit %d: claims are shown", bit)
		}
	}
	for n := range token {
		if v := Judge(token[:n].String()+" ", issuers, nil, clock); v.State.ExitCode() < 30 && v.State != StateNothing {
			t.Fatalf("%d bytes: %v", n, v)
		}
	}
}

// An issuer that lists the key of another does not affect the compact tokens of that one.
func TestCompactOfTwoIssuers(t *testing.T) {
	mine, theirs := open(t, aSecondIssuer()), aSecondIssuer()
	theirs.Entries = map[uint]Entry{2: anEntryWithEnd()}
	copied, err := OpenIssuer(must(SignIssuer(theirs, otherRoot)), Thumbprint{})
	if err != nil {
		t.Fatal(err)
	}
	token := shrunk(must(Sign(aSecondClaim(), signingKey)))
	for _, issuers := range [][]*Issuer{{mine, copied}, {copied, mine}} {
		if v := Judge(token.Digits(), issuers, nil, clock); v.State != StateUnknown || v.Issuer != mine {
			t.Errorf("%v (%s)", v, v.Detail)
		}
	}
}

// FuzzExpand checks that a token that expands has only one compact form.
func FuzzExpand(f *testing.F) {
	issuer := open(f, aSecondIssuer())
	token := must(Sign(aSecondClaim(), signingKey))
	f.Add(body(shrunk(token)))
	for _, s := range spoilt {
		if c := s.compact(token); len(c) > compactLess {
			f.Add(body(c))
		}
	}
	for _, s := range spoiltDense {
		if c := s.compact(token); len(c) > compactLess {
			f.Add(body(c))
		}
	}
	f.Add(body(squeezed(token)))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, small := range []Token{shrunk(token), squeezed(token)} {
			given := recarried(small, data)
			expanded, err := Expand(given, issuer)
			if err != nil {
				continue
			}
			again, dense := compactSpellings(expanded, issuer)
			if given[0] == denseMark {
				again = dense
			}
			if !bytes.Equal(again, given) {
				t.Fatalf("%x expands to %x, which is %x", given, expanded, again)
			}
		}
	})
}

func TestEntrySurvivesDocument(t *testing.T) {
	i := open(t, aPrintingIssuer())
	for ref, want := range aPrintingIssuer().Entries {
		got := i.Entries[ref]
		if got.Hash() != want.Hash() {
			t.Errorf("the hash of event %d changes", ref)
		}
		if got.hash = (EntryHash{}); !reflect.DeepEqual(got, want) {
			t.Errorf("event %d reads as %+v, written %+v", ref, got, want)
		}
	}
	if len(i.Events) != 1 || len(i.Entries) != 2 {
		t.Errorf("%d events, %d entries", len(i.Events), len(i.Entries))
	}
}

func TestSignIssuerRefusesEntries(t *testing.T) {
	for want, change := range map[string]func(*Entry){
		"event id: empty text":                       func(e *Entry) { e.EventID = "" },
		"titles: none":                               func(e *Entry) { e.Titles = map[string]string{} },
		"titles: control character":                  func(e *Entry) { e.Titles = map[string]string{"fa": "a\nb"} },
		"titles: a key that is not a language tag":   func(e *Entry) { e.Titles = map[string]string{"": "x", "fa": "y"} },
		"last day: not after the first":              func(e *Entry) { e.LastDay = e.FirstDay - 1 },
		"issuer's names: none in the main language":  func(e *Entry) { e.IssuerNames = map[string]string{"en": "x"} },
		"issuer's names: none":                       func(e *Entry) { e.IssuerNames = map[string]string{} },
		"roles: number 1 has no label in the main":   func(e *Entry) { e.Roles[1] = map[string]string{"en": "x"} },
		"roles: none":                                func(e *Entry) { e.Roles[1] = nil },
		"address of lists: \"https://x.org/s/a\"":    func(e *Entry) { e.Lists = "https://x.org/s/a" },
		"address of lists: \"http://x.org/s/a-\"":    func(e *Entry) { e.Lists = "http://x.org/s/a-" },
		"address of lists: \"https://x.org/t/a-\"":   func(e *Entry) { e.Lists = "https://x.org/t/a-" },
		"last valid day: -3 is not between":          func(e *Entry) { e.Expires = date("1969-12-30") },
		"labels of further facts: a key that is not": func(e *Entry) { e.Facts = map[uint]map[string]string{63: {"en": "x"}} },
		"label of a further fact: none":              func(e *Entry) { e.Facts = map[uint]map[string]string{64: {}} },
		"main language: \"de\" is not a later":       func(e *Entry) { e.Main = "de" },
		"days as printed: empty text":                func(e *Entry) { e.Days = map[string]string{"en": ""} },
		"printed facts: a key that is not":           func(e *Entry) { e.Printed = map[paper.Kind]map[uint][]string{1: {0: {"en"}}} },
		"printed facts: a key that is not a number":  func(e *Entry) { e.Printed = map[paper.Kind]map[uint][]string{0: {64: {"en"}}} },
		"languages of a printed fact: empty":         func(e *Entry) { e.Printed = map[paper.Kind]map[uint][]string{0: {5: {}}} },
		"languages of a printed fact: wrong type":    func(e *Entry) { e.Printed = map[paper.Kind]map[uint][]string{0: {5: nil}} },
		"languages of a printed fact: control":       func(e *Entry) { e.Printed = map[paper.Kind]map[uint][]string{0: {5: {"\n"}}} },
		"languages of a printed fact: one is listed": func(e *Entry) { e.Printed = map[paper.Kind]map[uint][]string{0: {5: {"fa", "en", "fa"}}} },
	} {
		i := aSecondIssuer()
		e := anEntry()
		change(&e)
		i.Entries[2] = e
		if _, err := SignIssuer(i, rootKey); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
}

// A document that drops or changes an entry cannot replace an earlier one.
func TestKeepsEntries(t *testing.T) {
	old := open(t, aSecondIssuer())
	for name, change := range map[string]func(*Issuer){
		"removed": func(i *Issuer) { delete(i.Entries, 3) },
		"changed": func(i *Issuer) { e := i.Entries[3]; e.FirstDay--; e.LastDay--; i.Entries[3] = e },
		"":        func(i *Issuer) { i.Entries[4] = anEntryWithEnd() },
	} {
		next := aSecondIssuer()
		next.Sequence++
		change(next)
		if err := open(t, next).Keeps(old); (err == nil) != (name == "") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Two events, or two issuers, never share a list.
func TestListBase(t *testing.T) {
	a, b := rootKey.Public().Thumbprint(), otherRoot.Public().Thumbprint()
	seen := map[string]bool{ListBase(host, a, "x"): true, ListBase(host, a, "y"): true, ListBase(host, b, "x"): true}
	if len(seen) != 3 {
		t.Error(seen)
	}
	if got, want := ListBase(host, a, "tehran-2017"), "https://verify.example.org/s/7dd21449-"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func BenchmarkExpand(b *testing.B) {
	issuer := must(OpenIssuer(must(SignIssuer(aSecondIssuer(), rootKey)), Thumbprint{}))
	small := shrunk(must(Sign(aSecondClaim(), signingKey)))
	for b.Loop() {
		must(Expand(small, issuer))
	}
}
