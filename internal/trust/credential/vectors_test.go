package credential

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"lanyard/internal/paper/code"
)

var update = flag.Bool("update", false, "write testdata/vectors anew")

// vector is a file of testdata/vectors: everything that a verifier is given, each intermediate stage, and the expected
// answer. Other implementations read the same files.
type vector struct {
	Why        string       `json:"why"`
	SigningKey hexBytes     `json:"signing_key,omitempty"` // 32 secret bytes, the private key of the kid
	Claim      *Claim       `json:"claim,omitempty"`
	Payload    hexBytes     `json:"payload,omitempty"`
	Token      hexBytes     `json:"token,omitempty"`   // as it was signed
	Compact    hexBytes     `json:"compact,omitempty"` // as the code holds it, if it differs from the token
	Modules    int          `json:"modules,omitempty"` // per side of the code of a compact token
	Digits     string       `json:"digits,omitempty"`
	URL        string       `json:"url,omitempty"`
	Input      string       `json:"input"` // what is judged
	Clock      time.Time    `json:"clock"`
	Root       hexBytes     `json:"root"`                  // thumbprint of the pinned root key
	Issuer     hexBytes     `json:"issuer"`                // the pinned issuer document
	AllowLists []hexBytes   `json:"allow_lists,omitempty"` // given to the verifier
	Lists      []hexBytes   `json:"lists,omitempty"`       // given to the verifier in this order
	Bucket     hexBytes     `json:"bucket,omitempty"`      // what is served as the bucket file of the number
	Expected   vectorAnswer `json:"expected"`
}

type vectorAnswer struct {
	State      string    `json:"state"`
	Exit       int       `json:"exit"`
	Line       string    `json:"line"`
	Reason     string    `json:"reason,omitempty"`
	KeyID      string    `json:"key_id,omitempty"`
	StatusAsOf time.Time `json:"status_as_of,omitzero"`
	Claim      *Claim    `json:"claim,omitempty"`
	Unverified *Claim    `json:"unverified,omitempty"`
}

type hexBytes []byte

func (h hexBytes) MarshalText() ([]byte, error) { return []byte(hex.EncodeToString(h)), nil }

func (h *hexBytes) UnmarshalText(text []byte) (err error) {
	*h, err = hex.DecodeString(string(text))
	return err
}

// scene describes a vector to be made. The defaults are aClaim, signed by signingKey, with its URL judged at clock,
// anIssuer pinned and no list.
type scene struct {
	why   string
	claim func(*Claim)
	key   *SigningKey
	input func(Token) string
	token func() Token // instead of claim and key

	// For the second edition: the issuer document, and a compact token that replaces the usual one. Its URL is judged.
	issuer  func() *Issuer
	compact func(Token) Token
	bucket  []byte // served as the bucket file of a number
	clock   time.Time
	allow   [][]byte
	lists   [][]byte
	want    State
	reason  string
}

// signedList returns aList with the status of aClaim, changed and signed.
func signedList(s Status, key *SigningKey, change func(*StatusList)) []byte {
	l := aList()
	l.Set(aClaim().Status.Index, s)
	if change != nil {
		change(l)
	}
	return must(SignStatusList(l, key))
}

func listOf(s Status) [][]byte { return [][]byte{signedList(s, statusKey, nil)} }

func withCert(pairs ...any) func() Token {
	return func() Token {
		payload, cert := claims()
		return forge(signingKey, encode(header(signingKey)), encode(with(payload, claimCert, with(cert, pairs...))),
			map[any]any{})
	}
}

func flip(at int) func() Token {
	return func() Token {
		token := must(Sign(aClaim(), signingKey))
		token[at] ^= 1
		return token
	}
}

var scenes = map[string]scene{
	"nothing": {why: "step 1: nothing given", input: func(Token) string { return " \n" },
		want: StateNothing, reason: "nothing"},
	"unreadable-words": {why: "step 2: neither digits nor base64url",
		input: func(Token) string { return "hello, world" }, want: StateUnreadable, reason: "text"},
	"unreadable-url": {why: "step 2: an address without a token",
		input: func(Token) string { return "https://" + host + "/about" }, want: StateUnreadable, reason: "text"},
	"unreadable-overflow": {why: "step 2: a group of digits stands for more than seven bytes",
		input: func(t Token) string { return "99999999999999999" + t.Digits()[17:] }, want: StateUnreadable,
		reason: "text"},
	"unreadable-digit": {why: "step 2: a digit is missing at the end",
		input: func(t Token) string { return t.Digits()[1:] }, want: StateUnreadable, reason: "text"},
	"unreadable-cbor": {why: "step 2: CBOR, but no tag 18",
		input: func(t Token) string { return Token(t[1:]).String() }, want: StateUnreadable, reason: "text"},
	"unreadable-half": {why: "step 2: the first half of a token",
		input: func(t Token) string { return t[:len(t)/2].String() }, want: StateUnreadable, reason: "structure"},
	"unknown-issuer-key": {why: "step 3: the host is known, the key is not", key: otherKey, want: StateUnknownIssuer,
		reason: "issuer"},
	"unknown-issuer-host": {why: "step 3: the key is known, the host is not",
		claim: func(c *Claim) { c.Issuer = "verify.example.net" }, want: StateUnknownIssuer, reason: "issuer"},
	"tampered-name": {why: "step 4: one bit of the payload changed", token: flip(231), want: StateTampered,
		reason: "signature"},
	"tampered-signature": {why: "step 4: one bit of the signature changed", token: flip(330), want: StateTampered,
		reason: "signature"},
	"tampered-trailing": {why: "step 4: a byte after the end",
		token: func() Token { return append(must(Sign(aClaim(), signingKey)), 0) }, want: StateTampered,
		reason: "structure"},
	"tampered-unprotected": {why: "step 4: an entry in the unprotected header, signature true", token: func() Token {
		p, _ := claims()
		return forge(signingKey, encode(header(signingKey)), encode(p), map[any]any{99: 1})
	}, want: StateTampered, reason: "structure"},
	"tampered-header": {why: "step 4: a third header entry, signature true", token: func() Token {
		p, _ := claims()
		return forge(signingKey, encode(with(header(signingKey), 99, 1)), encode(p), map[any]any{})
	}, want: StateTampered, reason: "structure"},
	"tampered-long-integer": {why: "step 4: an integer longer than need be, signature true", token: func() Token {
		p, _ := claims()
		long := bytes.Replace(encode(p), []byte{certMinutes, 0x19, 0x02, 0x1c},
			[]byte{certMinutes, 0x1a, 0, 0, 0x02, 0x1c}, 1)
		return forge(signingKey, encode(header(signingKey)), long, map[any]any{})
	}, want: StateTampered, reason: "structure"},
	"tampered-duplicate": {why: "step 4: the certificate twice, signature true", token: func() Token {
		p, _ := claims()
		body := encode(p)
		return forge(signingKey, encode(header(signingKey)),
			append(append([]byte{body[0] + 1}, body[1:]...), 0x3a, 0, 1, 0, 0, 0xa0), map[any]any{})
	}, want: StateTampered, reason: "structure"},
	"tampered-indefinite": {why: "step 4: a payload of indefinite length, signature true", token: func() Token {
		p, _ := claims()
		return forge(signingKey, encode(header(signingKey)), append(append([]byte{0xbf}, encode(p)[1:]...), 0xff),
			map[any]any{})
	}, want: StateTampered, reason: "structure"},
	"tampered-nesting": {why: "step 4: nine levels under an unknown key, signature true",
		token: withCert(63, []any{[]any{[]any{[]any{[]any{[]any{[]any{1}}}}}}}), want: StateTampered,
		reason: "structure"},
	"unsupported-nesting": {why: "step 5: eight levels under an unknown key are no violation",
		token: withCert(63, []any{[]any{[]any{[]any{[]any{[]any{1}}}}}}), want: StateUnsupported, reason: "version"},
	"unknown-issuer-violated": {why: "step 3: a violated structure under an unknown key says nothing",
		token: func() Token {
			p, _ := claims()
			return forge(otherKey, encode(with(header(otherKey), 99, 1)), encode(p), map[any]any{})
		}, want: StateUnknownIssuer, reason: "issuer"},
	"tampered-bidi": {why: "step 4: a bidi control in the name, signature true",
		token: withCert(certName, "Ana \u202Eana"), want: StateTampered, reason: "structure"},
	"unsupported-key": {why: "step 5: certificate key 11", token: withCert(11, "x"), want: StateUnsupported,
		reason: "version"},
	"unsupported-kind": {why: "step 5: kind 2", token: withCert(certKind, 2), want: StateUnsupported,
		reason: "version"},
	"unsupported-fact": {why: "step 5: a further fact that is not a text", token: withCert(64, 1),
		want: StateUnsupported, reason: "version"},
	"unsupported-event": {why: "step 5: a badge of an event that is not in the document",
		claim: func(c *Claim) { *c = aBadge(); c.EventRef = 2 }, want: StateUnsupported, reason: "event"},
	"wrong-key-use": {why: "step 6: the key signs status lists only", key: statusKey, want: StateTampered,
		reason: "key-use"},
	"wrong-key-early": {why: "step 6: before the key's first second",
		claim: func(c *Claim) { c.Issued = date("2017-01-01").Add(-time.Second) }, want: StateTampered,
		reason: "key-window"},
	"wrong-key-late": {why: "step 6: after the key's last second",
		claim: func(c *Claim) { c.Issued = date("2018-01-01").Add(time.Second) }, clock: date("2018-02-01"),
		want: StateTampered, reason: "key-window"},
	"window-first-second": {why: "step 6: the first second of the window is inside",
		claim: func(c *Claim) { c.Issued = date("2017-01-01") }, lists: listOf(StatusValid), want: StateValid},
	"window-last-second": {why: "step 6: the last second of the window is inside",
		claim: func(c *Claim) { c.Issued = date("2018-01-01") }, lists: listOf(StatusValid), want: StateValid},
	"compromised": {why: "step 7: a compromised key, not in the allow-list", key: stolenKey,
		claim: func(c *Claim) { c.Name = "Eve" }, allow: [][]byte{allowFile()}, lists: listOf(StatusValid),
		want: StateNotTrusted, reason: "compromised"},
	"compromised-without": {why: "step 7: a compromised key, and no allow-list at hand", key: stolenKey,
		lists: listOf(StatusValid), want: StateNotTrusted, reason: "compromised"},
	"compromised-allowed": {why: "step 7: a compromised key, in the allow-list", key: stolenKey,
		allow: [][]byte{allowFile()}, lists: listOf(StatusValid), want: StateValid},
	"expired": {why: "step 8: exp is now", claim: func(c *Claim) { c.Expires = clock },
		lists: listOf(StatusRevoked), want: StateExpired, reason: "expired"},
	"expires-later": {why: "step 8: exp is in a second",
		claim: func(c *Claim) { c.Expires = clock.Add(time.Second) }, lists: listOf(StatusValid), want: StateValid},
	"revoked":   {why: "step 9", lists: listOf(StatusRevoked), want: StateRevoked, reason: "revoked"},
	"suspended": {why: "step 9", lists: listOf(StatusSuspended), want: StateSuspended, reason: "suspended"},
	"superseded": {why: "step 9", lists: listOf(StatusSuperseded), want: StateSuperseded,
		reason: "superseded"},
	"revoked-stale": {why: "step 9: a list past its ttl still revokes", clock: clock.Add(72 * time.Hour),
		lists: listOf(StatusRevoked), want: StateRevoked, reason: "revoked"},
	"revoked-rollback": {why: "step 9: an older list does not bring back what was revoked",
		lists: [][]byte{signedList(StatusRevoked, statusKey, nil),
			signedList(StatusValid, statusKey, func(l *StatusList) { l.Issued = l.Issued.Add(-time.Second) })},
		want: StateRevoked, reason: "revoked"},
	"error-index": {why: "step 9: the list has no such entry",
		claim: func(c *Claim) { c.Status.Index = MinCapacity }, lists: listOf(StatusValid), want: StateError,
		reason: "list-index"},
	"valid": {why: "step 10: the list is fresh", lists: listOf(StatusValid), want: StateValid},
	"valid-badge": {why: "step 10: event, days and issuer's name come from the document",
		claim: func(c *Claim) { *c = aBadge(); c.Status = aClaim().Status }, lists: listOf(StatusValid),
		want: StateValid},
	"valid-everything": {why: "step 10: every optional fact", claim: func(c *Claim) {
		c.Replaces, c.Extra, c.Expires = Number{9: 1}, map[uint]string{64: "Room 4"}, date("2027-01-01")
	}, lists: listOf(StatusValid), want: StateValid},
	"valid-facts": {why: "step 10: facts of the event's own, one of them without a label", claim: func(c *Claim) {
		c.Extra = map[uint]string{64: "16 h", 40213: "۷٫۵ امتیاز", 1 << 40: "Distinction"}
	}, issuer: func() *Issuer {
		i := anIssuer()
		i.Facts = map[uint]map[string]string{64: {"en": "Hours attended", "fa": "ساعت حضور"}, 40213: {"fa": "امتیاز"}, 70: {"en": "Of others"}}
		return i
	}, lists: listOf(StatusValid), want: StateValid},
	"valid-retired-key": {why: "step 10: what a retired key has signed stays valid", key: oldKey,
		lists: listOf(StatusValid), want: StateValid},
	"valid-former-host": {why: "step 10: a host the issuer has moved from",
		claim: func(c *Claim) { c.Issuer = "cards.example.com" }, lists: listOf(StatusValid), want: StateValid},
	"valid-base64url": {why: "step 10: a link from a mail", input: Token.String, lists: listOf(StatusValid),
		want: StateValid},
	"valid-digits": {why: "step 10: digits alone, broken into lines",
		input: func(t Token) string { return t.Digits()[:50] + "\r\n" + t.Digits()[50:] }, lists: listOf(StatusValid),
		want: StateValid},
	"valid-alg-19": {why: "step 10: Ed25519 under its own number", token: func() Token {
		p, _ := claims()
		return forge(signingKey, encode(with(header(signingKey), headerAlg, algEd25519)), encode(p), map[any]any{})
	}, lists: listOf(StatusValid), want: StateValid},
	"stale": {why: "step 10: older than its ttl, not expired", clock: clock.Add(72 * time.Hour),
		lists: listOf(StatusValid), want: StateStale, reason: "list-stale"},
	"fresh-to-the-second": {why: "step 10: as old as its ttl", clock: clock.Add(24 * time.Hour),
		lists: listOf(StatusValid), want: StateValid},
	"unknown-missing": {why: "step 10: no list", want: StateUnknown, reason: "list-missing"},
	"unknown-expired": {why: "step 10: exp of the list is now; a suspension in it does not count",
		clock: clock.Add(30 * 24 * time.Hour), lists: listOf(StatusSuspended), want: StateUnknown,
		reason: "list-expired"},
	"revoked-expired": {why: "step 9: exp of the list is now; a revocation in it counts",
		clock: clock.Add(30 * 24 * time.Hour), lists: listOf(StatusRevoked), want: StateRevoked, reason: "revoked"},
	"revoked-older": {why: "step 9: a later list does not undo a revocation",
		lists: [][]byte{signedList(StatusRevoked, statusKey, func(l *StatusList) { l.Issued = l.Issued.Add(-time.Second) }),
			signedList(StatusValid, statusKey, nil)}, want: StateRevoked, reason: "revoked"},
	"suspended-older": {why: "step 10: a later list ends a suspension",
		lists: [][]byte{signedList(StatusSuspended, statusKey, func(l *StatusList) { l.Issued = l.Issued.Add(-time.Second) }),
			signedList(StatusValid, statusKey, nil)}, want: StateValid},
	"unknown-other-list": {why: "step 10: a list with another address",
		lists: [][]byte{signedList(StatusRevoked, statusKey, func(l *StatusList) { l.URI = listURI + "2" })},
		want:  StateUnknown, reason: "list-missing"},
	"unknown-list-wrong-key": {why: "step 10: a list signed by a key that is not for lists",
		lists: [][]byte{signedList(StatusRevoked, signingKey, nil)}, want: StateUnknown, reason: "list-missing"},
	"unknown-list-stolen-key": {why: "step 10: a list signed by a compromised key",
		lists: [][]byte{signedList(StatusRevoked, stolenKey, nil)}, want: StateUnknown, reason: "list-missing"},
}

// draw makes the vector of a scene.
func (s scene) draw() vector {
	if s.key == nil {
		s.key = signingKey
	}
	if s.input == nil {
		s.input = func(t Token) string { return t.URL(host) }
	}
	if s.clock.IsZero() {
		s.clock = clock
	}
	root := rootKey.Public().Thumbprint()
	v := vector{Why: s.why, Clock: s.clock, Root: root[:], Issuer: must(SignIssuer(anIssuer(), rootKey))}
	var token Token
	if s.token != nil {
		token = s.token()
	} else {
		c := aClaim()
		if s.claim != nil {
			s.claim(&c)
		}
		token = must(Sign(c, s.key))
		v.SigningKey, v.Claim, v.Payload = s.key.reveal().secret[:], &c, must(c.payload())
	}
	if s.issuer != nil {
		v.Issuer = must(SignIssuer(s.issuer(), rootKey))
	}
	carried := token
	if s.compact != nil {
		carried = s.compact(token)
		v.Compact, v.Modules = hexBytes(carried), must(code.Encode(carried.URL(host), code.M)).Modules
	}
	v.Token, v.Digits, v.URL, v.Input = hexBytes(token), carried.Digits(), carried.URL(host), s.input(carried)
	for _, a := range s.allow {
		v.AllowLists = append(v.AllowLists, a)
	}
	for _, l := range s.lists {
		v.Lists = append(v.Lists, l)
	}
	v.Bucket = s.bucket
	return v
}

// judge judges the vector. Lists that cannot be opened or are too old are left out, as a verifier does.
func (v vector) judge(t *testing.T) Verdict {
	t.Helper()
	issuer, err := OpenIssuer(v.Issuer, Thumbprint(v.Root))
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range v.AllowLists {
		if err := issuer.AddAllowList(a); err != nil {
			t.Fatal(err)
		}
	}
	var lists StatusLists
	for n, data := range v.Lists {
		l, err := OpenStatusList(data, issuer)
		if err == nil {
			err = lists.Add(l)
		}
		if err != nil {
			t.Logf("list %d: %v", n, err)
		}
	}
	bucket := func(*Issuer, Number) ([]byte, error) { return v.Bucket, nil }
	return JudgeWith(v.Input, []*Issuer{issuer}, bucket, &lists, v.Clock)
}

func answer(v Verdict) vectorAnswer {
	a := vectorAnswer{State: v.State.String(), Exit: v.State.ExitCode(), Line: v.String(), Reason: v.Reason,
		StatusAsOf: v.StatusAsOf, Claim: v.Claim, Unverified: v.Unverified}
	if v.KeyID != (KeyID{}) {
		a.KeyID = v.KeyID.String()
	}
	return a
}

func (v vector) file() []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err)
	}
	return b.Bytes()
}

const vectorDir = "testdata/vectors"

// TestVectors covers every verdict. Each scene must reproduce its file byte for byte, and each file, read alone, must
// get the verdict that it expects.
func TestVectors(t *testing.T) {
	seen := make(map[State]bool)
	for name, s := range scenes {
		seen[s.want] = true
		t.Run(name, func(t *testing.T) {
			made := s.draw()
			verdict := made.judge(t)
			if verdict.State != s.want || verdict.Reason != s.reason {
				t.Fatalf("judged %v for %q (%s), want %v for %q", verdict, verdict.Reason, verdict.Detail, s.want,
					s.reason)
			}
			if (verdict.Detail == "") != (verdict.State == StateValid) {
				t.Errorf("detail %q", verdict.Detail)
			}
			made.Expected = answer(verdict)
			path := filepath.Join(vectorDir, name+".json")
			if *update {
				if err := os.WriteFile(path, made.file(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			have, err := os.ReadFile(path)
			if err != nil {
				t.Fatalf("%v; run go test -update", err)
			}
			var read vector
			if err := json.Unmarshal(have, &read); err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(have, read.file()) {
				t.Error("the file does not keep its bytes when read and written")
			}
			keepDeflated(made.Lists, read.Lists)
			if !bytes.Equal(have, made.file()) {
				t.Errorf("%s differs from what is made now; run go test -update and read the difference", path)
			}
			if got := answer(read.judge(t)); !bytes.Equal(vector{Expected: got}.file(),
				vector{Expected: read.Expected}.file()) {
				t.Errorf("judged %+v, the file expects %+v", got, read.Expected)
			}
		})
	}
	for s := range states {
		if !seen[State(s)] {
			t.Errorf("no scene has the verdict %v", State(s))
		}
	}
	files, err := filepath.Glob(vectorDir + "/*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if name := filepath.Base(f); !hasScene(name[:len(name)-len(".json")]) {
			t.Errorf("%s has no scene", f)
		}
	}
}

func hasScene(name string) bool { _, ok := scenes[name]; return ok }

// keepDeflated replaces lists just made by those of the file if both hold the same entries, because another release of
// Go may deflate differently.
func keepDeflated(made, read []hexBytes) {
	content := func(data []byte) (StatusList, bool) {
		var l StatusList
		m, err := openMessage(data, typeList, MaxStatusList)
		return l, err == nil && l.read(m.claims) == nil
	}
	for n := range min(len(made), len(read)) {
		a, okA := content(made[n])
		b, okB := content(read[n])
		if okA && okB && slices.Equal(a.packed, b.packed) && a.URI == b.URI && a.TTL == b.TTL &&
			a.Issued.Equal(b.Issued) && a.Expires.Equal(b.Expires) {
			made[n] = read[n]
		}
	}
}

// Each stage of a vector follows from the one before.
func TestVectorStages(t *testing.T) {
	for name, s := range scenes {
		v := s.draw()
		token, carried := Token(v.Token), v.Token
		if v.Compact != nil {
			carried = v.Compact
		}
		if data, err := decodeDigits(v.Digits); err != nil || !bytes.Equal(data, carried) {
			t.Errorf("%s: digits: %v", name, err)
		}
		if v.Claim == nil {
			continue
		}
		if !bytes.Contains(token, v.Payload) {
			t.Errorf("%s: the token does not hold the payload", name)
		}
		key := must(NewSigningKey(bytes.NewReader(v.SigningKey)))
		if c, err := Open(token, key.Public()); err != nil || c.Number != v.Claim.Number {
			t.Errorf("%s: %v", name, err)
		}
	}
}
