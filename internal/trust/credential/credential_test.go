package credential

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"strings"
	"testing"
	"time"

	"lanyard/internal/base/paper"
)

// The fixed keys of all tests. Their secrets are public.
var (
	rootKey    = must(NewRootKey(secret(1)))
	signingKey = must(NewSigningKey(secret(2)))
	statusKey  = must(NewSigningKey(secret(3)))
	oldKey     = must(NewSigningKey(secret(4)))
	stolenKey  = must(NewSigningKey(secret(5)))
	otherKey   = must(NewSigningKey(secret(6)))
	nextRoot   = must(NewRootKey(secret(7)))
	otherRoot  = must(NewRootKey(secret(8)))
	idKey      = must(NewIDKey(secret(9)))
)

const (
	host    = "verify.example.org"
	listURI = "https://verify.example.org/s/1"
)

var clock = time.Date(2017, 8, 1, 12, 0, 0, 0, time.UTC)

func secret(b byte) *bytes.Reader { return bytes.NewReader(bytes.Repeat([]byte{b}, 32)) }

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func day(s string) int {
	return int(must(time.Parse(time.DateOnly, s)).Unix() / 86_400)
}

func date(s string) time.Time { return must(time.Parse(time.DateOnly, s)) }

// aClaim is a certificate with every field that certificates have.
func aClaim() Claim {
	n := DeriveNumber(idKey, "tehran-2017", paper.Certificate, "A017", 1)
	return Claim{
		Issuer:     host,
		Issued:     time.Date(2017, 7, 28, 9, 30, 0, 0, time.UTC),
		Number:     n,
		Status:     StatusRef{Index: DeriveIndex(idKey, n, 0, MinCapacity), URI: listURI},
		Name:       "Shirin Ebadi Moghaddam",
		NameLocal:  "شیرین عبادی‌مقدم",
		Language:   "fa",
		Role:       "Speaker",
		Minutes:    540,
		Event:      "Regional Workshop on Health Data",
		FirstDay:   day("2017-07-26"),
		LastDay:    day("2017-07-27"),
		IssuerName: "Example Institute",
	}
}

// aBadge refers to event 1 of the issuer document.
func aBadge() Claim {
	c := aClaim()
	c.Kind, c.EventRef, c.Minutes = paper.Badge, 1, 0
	c.Event, c.FirstDay, c.LastDay, c.IssuerName = "", 0, 0, ""
	c.Number = DeriveNumber(idKey, "tehran-2017", paper.Badge, "A017", 1)
	return c
}

// anIssuer lists a key of every state and use.
func anIssuer() *Issuer {
	return &Issuer{
		Host:     host,
		Issued:   date("2017-07-01"),
		Sequence: 3,
		Names:    map[string]string{"en": "Example Institute", "fa": "مؤسسهٔ نمونه"},
		Keys: []Key{
			{Public: signingKey.Public(), NotBefore: date("2017-01-01"), NotAfter: date("2018-01-01"),
				Uses: UseCertificates},
			{Public: statusKey.Public(), NotBefore: date("2017-01-01"), Uses: UseStatus},
			{Public: oldKey.Public(), State: KeyRetired, NotBefore: date("2016-01-01"), NotAfter: date("2017-12-31"),
				Uses: UseCertificates | UseStatus},
			{Public: stolenKey.Public(), State: KeyCompromised, NotBefore: date("2016-01-01"),
				Uses:      UseCertificates | UseStatus,
				AllowList: AllowListRef{Hash: allowHash(), Path: "/allow/1"}},
		},
		FormerHosts: []string{"cards.example.com"},
		StatusLists: []string{listURI},
		NextRoot:    nextRoot.Public().Thumbprint(),
		Events:      map[uint]Event{1: {"Regional Workshop on Health Data", day("2017-07-26"), day("2017-07-27")}},
	}
}

// allowed is the only token of the stolen key that stays valid.
func allowed() Token { return must(Sign(aClaim(), stolenKey)) }

func allowFile() []byte {
	return AllowList([][32]byte{allowed().Hash(), {0xff}, {1}, allowed().Hash()})
}

func allowHash() [32]byte { return Token(allowFile()).Hash() }

func open(t testing.TB, i *Issuer) *Issuer {
	t.Helper()
	opened, err := OpenIssuer(must(SignIssuer(i, rootKey)), rootKey.Public().Thumbprint())
	if err != nil {
		t.Fatal(err)
	}
	return opened
}

// aList was issued a day before clock and is fresh for two days.
func aList() *StatusList {
	l := must(NewStatusList(MinCapacity))
	l.URI, l.Issued, l.Expires, l.TTL = listURI, clock.Add(-24*time.Hour), clock.Add(30*24*time.Hour), 48*time.Hour
	return l
}

func TestClaimSurvivesToken(t *testing.T) {
	all := aClaim()
	all.Expires = date("2027-01-01")
	all.Replaces = Number{9: 1}
	all.Extra = map[uint]string{64: "Room 4", 1000: "vegetarian"}
	plain := Claim{Issuer: host, Issued: clock, Number: Number{1}, Status: StatusRef{URI: listURI},
		Name: "A", Event: "B", IssuerName: "C"}
	early := plain
	early.FirstDay, early.LastDay = -3, -1
	for name, c := range map[string]Claim{"all": all, "certificate": aClaim(), "badge": aBadge(), "plain": plain,
		"early": early} {
		t.Run(name, func(t *testing.T) {
			token, err := Sign(c, signingKey)
			if err != nil {
				t.Fatal(err)
			}
			got, err := Open(token, signingKey.Public())
			if err != nil || !reflect.DeepEqual(got, c) {
				t.Fatalf("opened %+v, %v; signed %+v", got, err, c)
			}
			if _, err := Open(token, otherKey.Public()); err == nil {
				t.Error("another key opens it")
			}
			if draft, err := Draft(c); err != nil || len(draft) != len(token) {
				t.Errorf("the draft has %d bytes, %v; the token has %d", len(draft), err, len(token))
			} else if _, err := Open(draft, signingKey.Public()); err == nil {
				t.Error("a draft, which is not signed, was opened")
			}
			again := must(Sign(c, signingKey))
			if !bytes.Equal(token, again) {
				t.Error("signing twice gives two tokens")
			}
			for _, s := range []string{token.URL(host), token.Digits(), token.String(),
				" " + token.Digits()[:40] + "\n" + token.Digits()[40:],
				"HTTPS://" + host + "/#" + token.String()} {
				if parsed, err := ParseToken(s); err != nil || !bytes.Equal(parsed, token) {
					t.Errorf("parsing %q: %v", s, err)
				}
			}
			if !strings.HasPrefix(token.String(), "0o") {
				t.Errorf("base64url starts %q", token.String()[:2])
			}
		})
	}
}

func TestSignRefuses(t *testing.T) {
	cases := map[string]func(*Claim){
		"no issuer":          func(c *Claim) { c.Issuer = "" },
		"upper-case host":    func(c *Claim) { c.Issuer = "Verify.example.org" },
		"host with port":     func(c *Claim) { c.Issuer = "verify.example.org:443" },
		"path in capitals":   func(c *Claim) { c.Issuer = "user.github.io/Verify" },
		"path upwards":       func(c *Claim) { c.Issuer = "user.github.io/verify/.." },
		"path ends in slash": func(c *Claim) { c.Issuer = "user.github.io/verify/" },
		"path with a query":  func(c *Claim) { c.Issuer = "user.github.io/verify?x" },
		"long path":          func(c *Claim) { c.Issuer = "user.github.io/" + strings.Repeat("v", maxPath+1) },
		"no time":            func(c *Claim) { c.Issued = time.Time{} },
		"time before 1970":   func(c *Claim) { c.Issued = date("1969-12-31") },
		"no number":          func(c *Claim) { c.Number = Number{} },
		"no name":            func(c *Claim) { c.Name = "" },
		"bidi override":      func(c *Claim) { c.Name = "Ana \u202Eana" },
		"bidi isolate":       func(c *Claim) { c.Event = "\u2066Event" },
		"line separator":     func(c *Claim) { c.NameLocal = "a\u2028b" },
		"new line":           func(c *Claim) { c.Role = "a\nb" },
		"c1 control":         func(c *Claim) { c.IssuerName = "a\u0085b" },
		"broken UTF-8":       func(c *Claim) { c.Name = "a\xffb" },
		"control in a fact":  func(c *Claim) { c.Extra = map[uint]string{64: "\x1b[2J"} },
		"low fact":           func(c *Claim) { c.Extra = map[uint]string{63: "x"} },
		"http list":          func(c *Claim) { c.Status.URI = "http://verify.example.org/s/1" },
		"list without path":  func(c *Claim) { c.Status.URI = "https://verify.example.org" },
		"list with fragment": func(c *Claim) { c.Status.URI = listURI + "#1" },
		"negative minutes":   func(c *Claim) { c.Minutes = -1 },
		"unknown kind":       func(c *Claim) { c.Kind = 2 },
		"days reversed":      func(c *Claim) { c.LastDay = c.FirstDay - 1 },
		"day out of range":   func(c *Claim) { c.LastDay = maxDay + 1 },
		"event twice":        func(c *Claim) { c.EventRef = 1 },
		"no event":           func(c *Claim) { c.Event = "" },
		"no issuer's name":   func(c *Claim) { c.IssuerName = "" },
		"too long":           func(c *Claim) { c.Name = strings.Repeat("x", maxToken) },
		"index too high":     func(c *Claim) { c.Status.Index = 1 << 60 },
		"index beyond int64": func(c *Claim) { c.Status.Index = 1 << 63 },
		"fact beyond int64":  func(c *Claim) { c.Extra = map[uint]string{1 << 63: "x"} },
		"event beyond int64": func(c *Claim) {
			c.EventRef, c.Event, c.FirstDay, c.LastDay, c.IssuerName = 1<<63, "", 0, 0, ""
		},
		"broken fact": func(c *Claim) { c.Extra = map[uint]string{64: "a\xffb"} },
	}
	for name, change := range cases {
		t.Run(name, func(t *testing.T) {
			c := aClaim()
			change(&c)
			token, err := Sign(c, signingKey)
			if err == nil {
				t.Fatalf("signed %x", token)
			}
			if !strings.HasPrefix(err.Error(), "signing claim: ") ||
				strings.ContainsAny(err.Error(), "\u202e\x1b\n\u2066") {
				t.Errorf("error %q", err)
			}
			if _, drafting := Draft(c); drafting == nil || drafting.Error() != err.Error() {
				t.Errorf("the draft says %v", drafting)
			}
			if checked := c.Check(); checked == nil || checked.Error() != err.Error() {
				t.Errorf("the check says %v", checked)
			}
		})
	}
	for _, joiner := range []string{"\u200c", "\u200d", "\u200e", "\u200f"} {
		c := aClaim()
		c.Name += joiner + "x"
		if _, err := Sign(c, signingKey); err != nil {
			t.Errorf("refused %U: %v", []rune(joiner)[0], err)
		}
	}
}

// TestCheckSize checks claims with texts of every length around the largest token.
func TestCheckSize(t *testing.T) {
	signed := 0
	for n := 1; n < maxToken; n += 7 {
		for facts := range 3 {
			c := aClaim()
			c.Name = strings.Repeat("x", n)
			for key := range facts {
				if c.Extra == nil {
					c.Extra = map[uint]string{}
				}
				c.Extra[maxExact-uint(key)] = strings.Repeat("y", n%300+1)
			}
			_, want := Draft(c)
			if got := c.Check(); fmt.Sprint(got) != fmt.Sprint(want) {
				t.Errorf("%d bytes, %d facts: %v, and the draft says %v", n, facts, got, want)
			}
			if want == nil {
				signed++
			}
		}
	}
	if signed < 100 {
		t.Errorf("%d claims can be signed", signed)
	}
}

// TestLessText checks the bound of Check with a claim that has all that a claim can have.
func TestLessText(t *testing.T) {
	c := Claim{Issuer: "v.example", Issued: time.Unix(maxTime, 0), Expires: time.Unix(maxTime, 0), Name: "A",
		Number: Number{0: 255}, Replaces: Number{0: 255}, Status: StatusRef{Index: maxExact, URI: "https://v.example/s"},
		Kind: paper.Badge, NameLocal: "A", Language: "A", Role: "A", Minutes: maxMinutes, EventRef: maxExact,
		EntryHash: EntryHash{255}}
	texts := len(c.Issuer) + len(c.Status.URI) + 4
	if t1 := must(Draft(c)); len(t1)-texts > lessText || lessText-(len(t1)-texts) < 200 {
		t.Errorf("a token with texts of %d bytes has %d, which is close to %d", texts, len(t1), lessText)
	}
}

func TestWords(t *testing.T) {
	for _, k := range []paper.Kind{paper.Certificate, paper.Badge} {
		var got paper.Kind
		if err := got.UnmarshalText([]byte(k.String())); err != nil || got != k {
			t.Errorf("%v reads as %v, %v", k, got, err)
		}
	}
	if err := new(paper.Kind).UnmarshalText([]byte(paper.Kind(2).String())); err == nil {
		t.Error("kind 2 was read")
	}
	if got := fmt.Sprint(StatusValid, StatusRevoked, StatusSuspended,
		StatusSuperseded); got != "valid revoked suspended superseded" {
		t.Error(got)
	}
	// Scripts rely on these exit codes.
	for state, exit := range map[State]int{StateValid: 0, StateStale: 10, StateUnknown: 10, StateRevoked: 20,
		StateSuperseded: 21,
		StateSuspended:  22, StateExpired: 23, StateTampered: 30, StateNotTrusted: 31, StateUnknownIssuer: 40,
		StateUnreadable: 50, StateUnsupported: 51} {
		if state.ExitCode() != exit {
			t.Errorf("%v exits with %d, not %d", state, state.ExitCode(), exit)
		}
	}
}

// forge signs any header and payload.
func forge(key *SigningKey, protected, payload []byte, unprotected any) Token {
	signed := encode([]any{"Signature1", protected, []byte{}, payload})
	return append([]byte{tag18}, encode([]any{protected, unprotected, payload,
		ed25519.Sign(key.reveal().pair, signed)})...)
}

func header(key *SigningKey) map[any]any {
	id := key.Public().ID()
	return with(nil, headerAlg, algEdDSA, headerKID, id[:], headerTyp, typeCWT)
}

// with returns a copy of m with the given keys and values changed.
func with(m map[any]any, pairs ...any) map[any]any {
	c := make(map[any]any)
	maps.Copy(c, m)
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] == nil {
			delete(c, label(pairs[i]))
		} else {
			c[label(pairs[i])] = pairs[i+1]
		}
	}
	return c
}

// claims returns the payload of aClaim and its certificate map, decoded.
func claims() (payload, cert map[any]any) {
	c := aClaim()
	payload = must(decodeMap(must(c.payload())))
	return payload, payload[label(claimCert)].(map[any]any)
}

// Every token here has a genuine signature, so it must be refused for its structure.
func TestOpenRefusesForgedStructure(t *testing.T) {
	head := encode(header(signingKey))
	payload, cert := claims()
	body := encode(payload)
	good := forge(signingKey, head, body, map[any]any{})
	if _, err := Open(good, signingKey.Public()); err != nil {
		t.Fatal(err)
	}
	certIs := func(pairs ...any) []byte { return encode(with(payload, claimCert, with(cert, pairs...))) }
	deep := any("x")
	for range maxNesting + 1 {
		deep = []any{deep}
	}
	cases := map[string]struct {
		token Token
		why   string
	}{
		"extra header": {forge(signingKey, encode(with(header(signingKey), 3, "text/plain")), body,
			map[any]any{}), "an entry other than"},
		"no kid": {forge(signingKey, encode(with(header(signingKey), headerKID, nil)), body,
			map[any]any{}), "kid: missing"},
		"no typ": {forge(signingKey, encode(with(header(signingKey), headerTyp, nil)), body,
			map[any]any{}), "typ: missing"},
		"typ of a list": {forge(signingKey, encode(with(header(signingKey), headerTyp, typeList)), body,
			map[any]any{}), "not the expected kind of message"},
		"alg ES256": {forge(signingKey, encode(with(header(signingKey), headerAlg, -7)), body,
			map[any]any{}), "alg: -7"},
		"alg between": {forge(signingKey, encode(with(header(signingKey), headerAlg, -9)), body,
			map[any]any{}), "-9 is not Ed25519"},
		"unprotected entry": {forge(signingKey, head, body, map[any]any{4: []byte("x")}), "unprotected header"},
		"unprotected null":  {forge(signingKey, head, body, nil), "not a COSE_Sign1"},
		"trailing byte":     {append(bytes.Clone(good), 0), "extraneous"},
		"trailing byte in payload": {forge(signingKey, head, append(bytes.Clone(body), 0), map[any]any{}),
			"payload: cbor: 1 bytes of extraneous"},
		"long tag":         {append([]byte{0xd8, 18}, good[1:]...), "not a signed message"},
		"other tag":        {append([]byte{0xd1}, good[1:]...), "not a signed message"},
		"no tag":           {good[1:], "not a signed message"},
		"two tags":         {append([]byte{tag18}, good...), "tag isn't allowed"},
		"long array head":  {append([]byte{tag18, 0x98, 4}, good[2:]...), "deterministic"},
		"indefinite array": {append(append([]byte{tag18, 0x9f}, good[2:]...), 0xff), "indefinite-length array"},
		"long integer in payload": {forge(signingKey, head,
			bytes.Replace(body, []byte{certMinutes, 0x19, 0x02, 0x1c}, []byte{certMinutes, 0x1a, 0, 0, 0x02, 0x1c}, 1),
			map[any]any{}), "payload: not in deterministic"},
		"long key in header": {forge(signingKey, append([]byte{head[0], 0x18, 1}, head[2:]...), body,
			map[any]any{}), "header: not in deterministic"},
		"duplicate key": {forge(signingKey, head,
			append(append([]byte{body[0] + 1}, body[1:]...), encode(-65537)[0], 0, 1, 0, 0, 0xa0), map[any]any{}),
			"duplicate map key"},
		"duplicate first key": {forge(signingKey, head, append([]byte{body[0] + 1, 1, 0x61, 'x'}, body[1:]...),
			map[any]any{}), "duplicate map key"},
		"keys out of order": {forge(signingKey,
			append([]byte{0xa3, 4, 0x48}, append(append(bytes.Clone(head[5:13]), 1, 0x27), head[13:]...)...), body,
			map[any]any{}), "header: not in deterministic"},
		"indefinite map": {forge(signingKey, head, append(append([]byte{0xbf}, body[1:]...), 0xff),
			map[any]any{}), "indefinite-length map"},
		"indefinite text": {forge(signingKey, head,
			bytes.Replace(body, []byte("\x72"+host), []byte("\x7f\x72"+host+"\xff"), 1), map[any]any{}),
			"indefinite-length UTF-8"},
		"nested too deep": {forge(signingKey, head, certIs(99, deep), map[any]any{}), "nested level"},
		"float": {forge(signingKey, head, certIs(certMinutes, 540.0), map[any]any{}),
			"minutes: wrong type"},
		"tagged value": {forge(signingKey, head,
			bytes.Replace(body, []byte{certMinutes, 0x19}, []byte{certMinutes, 0xc1, 0x19}, 1), map[any]any{}),
			"tag isn't allowed"},
		"name as bytes": {forge(signingKey, head, certIs(certName, []byte("Ana")), map[any]any{}),
			"name: wrong type"},
		"name with bidi control": {forge(signingKey, head, certIs(certName, "Ana\u202e"), map[any]any{}), "U+202E"},
		"empty role":             {forge(signingKey, head, certIs(certRole, ""), map[any]any{}), "role: empty"},
		"zero minutes":           {forge(signingKey, head, certIs(certMinutes, 0), map[any]any{}), "minutes: 0"},
		"last day twice": {forge(signingKey, head, certIs(certLastDay, cert[label(certFirstDay)]),
			map[any]any{}), "not after the first"},
		"no kind": {forge(signingKey, head, certIs(certKind, nil), map[any]any{}), "kind: missing"},
		"event and reference": {forge(signingKey, head, certIs(certEventRef, 1), map[any]any{}),
			"both an event and"},
		"no status": {forge(signingKey, head, encode(with(payload, claimStatus, nil)), map[any]any{}),
			"status: missing"},
		"short number": {forge(signingKey, head, encode(with(payload, claimCti, []byte("123456789"))),
			map[any]any{}), "cti: 9 bytes"},
		"number as integers": {forge(signingKey, head,
			encode(with(payload, claimCti, []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10})), map[any]any{}), "cti: wrong type"},
		"fact with control": {forge(signingKey, head, certIs(64, "a\u0007"), map[any]any{}), "U+0007"},
		"payload is a list": {forge(signingKey, head, encode([]any{body}), map[any]any{}), "payload: not a map"},
		"too long": {forge(signingKey, head, certIs(64, strings.Repeat("x", maxToken)), map[any]any{}),
			"more than 2048"},
		"cut":        {good[:len(good)-1], "EOF"},
		"head alone": {good[:1], "EOF"},
	}
	for name, test := range cases {
		t.Run(name, func(t *testing.T) {
			token := test.token
			if bytes.Equal(token, good) {
				t.Fatal("this case does not change the token")
			}
			if c, err := Open(token, signingKey.Public()); err == nil {
				t.Fatalf("opened %+v", c)
			} else if !strings.Contains(err.Error(), test.why) {
				t.Errorf("refused with %q, want %q", err, test.why)
			}
			v := Judge(token.String(), []*Issuer{open(t, anIssuer())}, nil, clock)
			if v.State != StateTampered && v.State != StateUnreadable || v.Claim != nil {
				t.Errorf("judged %v with claim %v", v, v.Claim)
			}
		})
	}
}

func TestOpenTellsLaterVersion(t *testing.T) {
	head := encode(header(signingKey))
	payload, cert := claims()
	cases := map[string]map[any]any{
		"key 11":         with(payload, claimCert, with(cert, 11, "x")),
		"key 63":         with(payload, claimCert, with(cert, 63, 1)),
		"negative key":   with(payload, claimCert, with(cert, -1, 1)),
		"text key":       with(payload, claimCert, with(cert, "x", 1)),
		"numeric fact":   with(payload, claimCert, with(cert, 64, 1)),
		"other kind":     with(payload, claimCert, with(cert, certKind, 2)),
		"other claim":    with(payload, 5, 1),
		"status member":  with(payload, claimStatus, with(payload[label(claimStatus)].(map[any]any), "x", 1)),
		"no certificate": with(payload, claimCert, nil),
	}
	for name, p := range cases {
		t.Run(name, func(t *testing.T) {
			token := forge(signingKey, head, encode(p), map[any]any{})
			if _, err := Open(token, signingKey.Public()); !errors.Is(err, ErrUnsupported) {
				t.Errorf("opening: %v", err)
			}
			if v := Judge(token.String(), []*Issuer{open(t, anIssuer())}, nil, clock); v.State != StateUnsupported {
				t.Errorf("judged %v: %s", v, v.Detail)
			}
		})
	}
}

// RFC 9864, 2.2, gives Ed25519 an algorithm number of its own, -19.
func TestOpenReadsBothNamesOfEd25519(t *testing.T) {
	payload, _ := claims()
	h := header(signingKey)
	c, err := Open(forge(signingKey, encode(with(h, headerAlg, algEd25519)), encode(payload), map[any]any{}),
		signingKey.Public())
	if err != nil || !reflect.DeepEqual(c, aClaim()) {
		t.Errorf("opened %+v, %v", c, err)
	}
}

func TestEveryFlippedBitOfTokenIsRefused(t *testing.T) {
	issuers := []*Issuer{open(t, anIssuer())}
	token := must(Sign(aClaim(), signingKey))
	for bit := range 8 * len(token) {
		flipped := bytes.Clone(token)
		flipped[bit/8] ^= 1 << (bit % 8)
		if _, err := Open(flipped, signingKey.Public()); err == nil {
			t.Fatalf("bit %d: opened", bit)
		}
		v := Judge(Token(flipped).Digits(), issuers, nil, clock)
		switch v.State {
		case StateUnreadable, StateUnknownIssuer, StateTampered:
		default:
			t.Fatalf("bit %d: %v", bit, v)
		}
		if v.Claim != nil {
			t.Fatalf("bit %d: claims are shown as facts", bit)
		}
	}
}

func TestEveryCutTokenIsRefused(t *testing.T) {
	issuers := []*Issuer{open(t, anIssuer())}
	token := must(Sign(aBadge(), signingKey))
	for n := range token {
		if v := Judge(token[:n].String()+" ", issuers, nil, clock); v.State != StateUnreadable &&
			v.State != StateTampered && v.State != StateNothing && (n != 12 || v.State != StateNotLookedUp) {
			t.Fatalf("%d bytes: %v", n, v) // 12 bytes are 16 letters, as long as a number
		}
	}
}

func FuzzJudge(f *testing.F) {
	issuers := []*Issuer{open(f, anIssuer())}
	token := must(Sign(aClaim(), signingKey))
	for _, s := range []string{token.URL(host), token.String(), token.Digits(), "", "0o", "https://#", "210"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		v := Judge(s, issuers, nil, clock)
		parsed, err := ParseToken(s)
		if _, number, _ := ReadNumber(s); number { // it is looked up, not parsed
			if v.Claim != nil || v.State == StateValid {
				t.Fatalf("a number without a lookup is %v", v)
			}
			return
		}
		if (err != nil) != (v.State == StateUnreadable || v.State == StateNothing) && v.Reason != "structure" {
			t.Fatalf("parsing says %v, judging %v", err, v)
		}
		if v.Claim != nil && v.State != StateUnknown {
			t.Fatalf("a token that this test did not sign is genuine: %x", parsed)
		}
	})
}

func FuzzOpenToken(f *testing.F) {
	f.Add([]byte(must(Sign(aClaim(), signingKey))))
	f.Add([]byte(must(Sign(aBadge(), signingKey))))
	f.Add([]byte{tag18, 0x84, 0x40, 0xa0, 0x40, 0x40})
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := openMessage(data, typeCWT, maxToken)
		if err != nil {
			return
		}
		c, err := decodeClaim(m.claims)
		if err != nil {
			return
		}
		again, err := c.payload()
		if err != nil || !bytes.Equal(again, m.payload) {
			t.Fatalf("payload %x reads as %+v, which writes as %x, %v", m.payload, c, again, err)
		}
	})
}

func BenchmarkSign(b *testing.B) {
	c := aClaim()
	for b.Loop() {
		must(Sign(c, signingKey))
	}
}

func BenchmarkCheck(b *testing.B) {
	c := aClaim()
	for b.Loop() {
		if err := c.Check(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkJudge(b *testing.B) {
	issuers := []*Issuer{open(b, anIssuer())}
	lists := new(StatusLists)
	if err := lists.Add(must(OpenStatusList(must(SignStatusList(aList(), statusKey)), issuers[0]))); err != nil {
		b.Fatal(err)
	}
	input := must(Sign(aClaim(), signingKey)).URL(host)
	for b.Loop() {
		if v := Judge(input, issuers, lists, clock); v.State != StateValid {
			b.Fatal(v, v.Detail)
		}
	}
}

func BenchmarkDeriveNumber(b *testing.B) {
	for n := 0; b.Loop(); n++ {
		DeriveNumber(idKey, "tehran-2017", paper.Badge, fmt.Sprint(n), 1)
	}
}
