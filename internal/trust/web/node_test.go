package web

import (
	"bufio"
	"bytes"
	"crypto/ed25519"
	"encoding/binary"
	"encoding/json"
	"flag"
	"math/rand/v2"
	"os"
	"os/exec"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"lanyard/internal/base/judge"
	"lanyard/internal/base/paper"
	"lanyard/internal/trust/credential"
)

var (
	cases = flag.Int("cases", 2000, "mutated inputs that Go and the page must agree on")
	seed  = flag.Uint64("seed", 1, "of the mutations")
)

// The modules of the page answer every vector in Node as Go does, and call facts as it does.
func TestNodeAnswersVectors(t *testing.T) {
	nodes.take(t)
	node := judge.Program(t, "node")
	out, err := exec.Command(node, "--test", "testdata/vectors.test.js", "testdata/labels.test.js").CombinedOutput()
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	if !bytes.Contains(out, []byte("pass ")) {
		t.Errorf("no tests ran: %s", out)
	}
}

// said is what both sides are asked for: an answer in the words of the vectors, or
// that the issuer document is none.
type said map[string]any

// TestNodeAgrees gives Go and the page the same broken, forged and odd inputs.
func TestNodeAgrees(t *testing.T) {
	nodes.take(t)
	node := judge.Program(t, "node")
	m := newMutator(t)
	var lines bytes.Buffer
	var inputs []vector
	many := *cases
	if testing.Short() {
		many /= 10
	}
	for range many {
		v := m.next()
		inputs = append(inputs, v)
		line, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		lines.Write(append(line, '\n'))
	}
	command := exec.Command(node, "testdata/judge.js")
	command.Stdin = &lines
	out, err := command.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, err.(*exec.ExitError).Stderr)
	}
	scanner := bufio.NewScanner(bytes.NewReader(out))
	scanner.Buffer(nil, 1<<20)
	tally := make(map[string]int)
	for n, v := range inputs {
		if !scanner.Scan() {
			t.Fatalf("%d answers to %d questions", n, len(inputs))
		}
		var page said
		if err := json.Unmarshal(scanner.Bytes(), &page); err != nil {
			t.Fatal(err)
		}
		if page["key_id"] == (credential.KeyID{}).String() {
			delete(page, "key_id") // which Go does not tell from none
		}
		if _, failed := page["failure"]; failed {
			page = said{"failure": true}
		}
		ours := judgeInGo(t, v)
		if !reflect.DeepEqual(page, ours) {
			question, _ := json.Marshal(v)
			t.Errorf("case %d, %s:\n page %v\n Go   %v\n asked %s", n, v.name, page, ours, question)
		}
		state, _ := ours["state"].(string)
		reason, _ := ours["reason"].(string)
		tally[state+" "+reason]++
	}
	t.Log(tally)
	if len(tally) < 10 {
		t.Errorf("the mutations reach only %v", tally)
	}
}

func judgeInGo(t *testing.T, v vector) said {
	issuer, err := credential.OpenIssuer(v.Issuer, credential.Thumbprint{})
	if err != nil {
		return said{"failure": true}
	}
	var lists credential.StatusLists
	for _, data := range v.Lists {
		if l, err := credential.OpenStatusList(data, issuer); err == nil {
			_ = lists.Add(l) // a refused list is left out
		}
	}
	bucket := func(*credential.Issuer, credential.Number) ([]byte, error) { return v.Bucket, nil }
	verdict := credential.JudgeWith(v.Input, []*credential.Issuer{issuer}, bucket, &lists, v.Clock)
	data, err := json.Marshal(struct {
		State      string            `json:"state"`
		Exit       int               `json:"exit"`
		Line       string            `json:"line"`
		Reason     string            `json:"reason,omitempty"`
		KeyID      string            `json:"key_id,omitempty"`
		StatusAsOf time.Time         `json:"status_as_of,omitzero"`
		Claim      *credential.Claim `json:"claim,omitempty"`
		Unverified *credential.Claim `json:"unverified,omitempty"`
	}{verdict.State.String(), verdict.State.ExitCode(), verdict.String(), verdict.Reason,
		keyID(verdict), verdict.StatusAsOf, verdict.Claim, verdict.Unverified})
	if err != nil {
		t.Fatal(err)
	}
	var ours said
	if err := json.Unmarshal(data, &ours); err != nil {
		t.Fatal(err)
	}
	return ours
}

func keyID(v credential.Verdict) string {
	if v.KeyID == (credential.KeyID{}) {
		return ""
	}
	return v.KeyID.String()
}

// mutator makes inputs from those of an organiser whose keys it holds, so that it
// can sign what credential would never sign.
type mutator struct {
	*rand.Rand
	organiser
	rootSeed, signingSeed []byte
	document              []byte
	lists                 [][]byte
	tokens                []credential.Token
	second                *credential.Issuer // the document with event entries
	secondDocument        []byte
	compact               []credential.Token // of its events
	recorded              []byte             // a document with buckets
	numbers               []credential.Number
	buckets               map[string][]byte
}

func newMutator(t *testing.T) *mutator {
	o := newOrganiser(t, 40)
	m := &mutator{
		Rand: rand.New(rand.NewPCG(*seed, 2)), organiser: o,
		rootSeed: bytes.Repeat([]byte{40}, 32), signingSeed: bytes.Repeat([]byte{41}, 32),
		document: o.document(t, 1),
	}
	for status := range credential.StatusSuperseded + 1 {
		m.lists = append(m.lists, o.list(t, status))
	}
	m.tokens = []credential.Token{
		o.sign(t, func(*credential.Claim) {}),
		o.sign(t, func(c *credential.Claim) {
			c.NameLocal, c.Language, c.Role, c.Minutes = "شیرین عبادی‌مقدم", "fa", "Speaker", 540
			c.Replaces, c.Extra, c.Expires = credential.Number{1}, map[uint]string{64: "Room 4"},
				o.issued.AddDate(1, 0, 0)
		}),
	}
	for _, kind := range paper.Kinds() { // the page knows them all
		m.tokens = append(m.tokens, o.sign(t, func(c *credential.Claim) { c.Kind = kind }))
	}
	m.addSecondEdition(t)
	m.addRecords(t)
	return m
}

// addSecondEdition adds a document with two event entries, and compact tokens.
func (m *mutator) addSecondEdition(t *testing.T) {
	i := must(credential.OpenIssuer(m.organiser.document(t, 2), credential.Thumbprint{}))
	lists := credential.ListBase(i.Host, i.Root.Thumbprint(), "summer")
	i.Events = map[uint]credential.Event{1: {Title: "Summer School", FirstDay: 20574, LastDay: 20576}}
	one := credential.Entry{EventID: "summer", Main: "fa", Titles: map[string]string{"en": "Summer School", "fa": "مدرسهٔ تابستانی"},
		FirstDay: 20574, LastDay: 20576, IssuerNames: map[string]string{"fa": "فرهنگستان سنجش"},
		Roles: []map[string]string{{"en": "Speaker", "fa": "سخنران"}, {"fa": "مهمان"}}, Lists: lists,
		Days: map[string]string{"fa": "۱۱–۱۳ اردیبهشت ۱۴۰۵"},
		Printed: map[paper.Kind]map[uint][]string{paper.Certificate: {credential.PrintedDays: {"fa"}},
			paper.Badge: {credential.PrintedRole: {"fa", "en"}, credential.PrintedTitle: {credential.AnyLanguage}}}}
	two := credential.Entry{EventID: "x", Main: "en", Titles: map[string]string{"en": "X"}, IssuerNames: map[string]string{"en": "Y"},
		Lists: lists, Expires: time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC), Facts: map[uint]map[string]string{64: {"en": "Room"}}}
	i.Entries = map[uint]credential.Entry{2: one, 300: two}
	m.secondDocument = must(credential.SignIssuer(i, m.root))
	m.second = must(credential.OpenIssuer(m.secondDocument, credential.Thumbprint{}))
	for ref, e := range map[uint]credential.Entry{2: one, 300: two} {
		for _, role := range []string{"", "سخنران", "Speaker"} {
			token := m.sign(t, func(c *credential.Claim) {
				c.Issued, c.Status.URI = time.Date(2026, 5, 2, 0, 0, 0, 0, time.UTC), e.ListURI(0)
				c.EventRef, c.EntryHash, c.Expires, c.Role = ref, e.Hash(), e.Expires, role
				c.Event, c.FirstDay, c.LastDay, c.IssuerName = "", 0, 0, ""
				if role == "" {
					c.NameLocal, c.Language = "ภูมิ کیمیا 欧", "th"
				}
				if role == "Speaker" {
					c.NameLocal, c.Language, c.Minutes, c.Kind = "آنا", "fa", 540, paper.Badge
					c.Replaces, c.Extra = credential.Number{1}, map[uint]string{64: "Room 4"}
				}
			})
			small, ok := credential.Compact(token, m.second)
			if !ok {
				t.Fatal("a token has no compact spelling")
			}
			m.compact = append(m.compact, small)
		}
	}
	slices.SortFunc(m.compact, func(a, b credential.Token) int { return bytes.Compare(a, b) })
}

// addRecords adds a document with two buckets, and records of numbers in them.
func (m *mutator) addRecords(t *testing.T) {
	i := *m.second
	i.Buckets = 2
	m.recorded = must(credential.SignIssuer(&i, m.root))
	secret := must(credential.NewIDKey(bytes.NewReader(bytes.Repeat([]byte{42}, 32))))
	m.buckets = must(i.Records(func(yield func(credential.Number, credential.Token) bool) {
		for n := range byte(60) {
			number := credential.Number{n, 7}
			token := m.sign(t, func(c *credential.Claim) { c.Number = number })
			if m.numbers = append(m.numbers, number); !yield(number, token) {
				return
			}
		}
	}, nil, secret))
}

// nextNumber is next for numbers, as people type them, and for their buckets.
func (m *mutator) nextNumber(v vector) vector {
	issuer := must(credential.OpenIssuer(m.recorded, credential.Thumbprint{}))
	n := m.numbers[m.IntN(len(m.numbers))]
	v.name, v.Issuer, v.Input = "number", m.recorded, n.String()
	v.Bucket = m.buckets[strings.TrimPrefix(issuer.RecordPath(n), "/r/")]
	switch m.IntN(5) {
	case 0:
		v.name, v.Bucket = "bucket", m.spoilBytes(v.Bucket)
	case 1:
		v.name, v.Bucket = "other bucket", m.buckets[issuer.RecordFiles()[m.IntN(2)]]
	case 2:
		v.Input = n.URL(issuer.Host)
	default:
		text := []rune(v.Input)
		for range m.IntN(4) {
			at, odd := m.IntN(len(text)), []rune("uUiIlLoO0-– \u00adН۱ıſ７#Kz")
			text[at] = odd[m.IntN(len(odd))]
		}
		v.Input = string(text)
	}
	return v
}

// nextCompact is next for compact tokens. A spoilt array that still expands gets a
// true signature.
func (m *mutator) nextCompact(v vector) vector {
	token := m.compact[m.IntN(len(m.compact))]
	v.Issuer, v.Input = m.secondDocument, token.Digits()
	switch m.IntN(5) {
	case 0:
		v.name, v.Input = "compact bytes", credential.Token(m.spoilBytes(token)).String()
	case 1:
		v.name = "entries"
		header, payload := parts(m.secondDocument)
		v.Issuer = hexBytes(m.resign(header, m.spoilItem(payload), m.rootSeed))
	case 2:
		v.name = "expanded"
		header, payload := parts(must(credential.Expand(token, m.second)))
		v.Input = m.resign(header, m.spoilItem(payload), m.signingSeed).Digits()
	default:
		v.name = "array"
		array := m.spoilItem(token[5 : len(token)-64])
		spoilt := slices.Concat(token[:5], array, token[len(token)-64:])
		if expanded, err := credential.Expand(spoilt, m.second); err == nil {
			header, payload := parts(expanded)
			signed := m.resign(header, payload, m.signingSeed)
			copy(spoilt[len(spoilt)-64:], signed[len(signed)-64:])
		}
		v.Input = spoilt.Digits()
	}
	return v
}

func (m *mutator) next() vector {
	token := m.tokens[m.IntN(len(m.tokens))]
	list := m.lists[m.IntN(len(m.lists))]
	v := vector{Issuer: m.document, Lists: []hexBytes{list}, Clock: m.issued.Add(time.Hour)}
	if m.IntN(3) == 0 {
		v.Clock = m.issued.Add(time.Duration(m.IntN(40*24)) * time.Hour)
	}
	issuer, err := credential.OpenIssuer(m.document, credential.Thumbprint{})
	if err != nil {
		panic(err)
	}
	v.Root = issuer.Root.Thumbprint().String()
	v.Input = token.Digits()
	switch m.IntN(6) {
	case 0, 1:
		return m.nextCompact(v)
	case 2:
		return m.nextNumber(v)
	}
	switch m.IntN(8) {
	case 0:
		v.name, v.Input = "text", m.spoilText(token)
	case 1:
		v.name, v.Input = "bytes", credential.Token(m.spoilBytes(token)).String()
	case 2:
		v.name, v.Input = "envelope", credential.Token(m.spoilItem(token)).Digits()
	case 3:
		v.name = "header"
		header, payload := parts(token)
		v.Input = m.resign(m.spoilItem(header), payload, m.signingSeed).Digits()
	case 4, 5:
		v.name = "payload"
		header, payload := parts(token)
		payload = m.spoilItem(payload)
		if m.IntN(3) == 0 {
			payload = m.spoilItem(payload)
		}
		v.Input = m.resign(header, payload, m.signingSeed).Digits()
	case 6:
		v.name = "list"
		header, payload := parts(list)
		v.Lists = []hexBytes{hexBytes(m.resign(header, m.spoilItem(payload), m.signingSeed))}
	case 7:
		v.name = "issuer"
		header, payload := parts(m.document)
		v.Issuer = hexBytes(m.resign(header, m.spoilItem(payload), m.rootSeed))
	}
	return v
}

func (m *mutator) spoilText(token credential.Token) string {
	text := token.Digits()
	if m.IntN(2) == 0 {
		text = token.String()
	}
	at := m.IntN(len(text))
	odd := []string{" ", "\n", "\u00a0", "\u2003", "#", "=", "+", "/", "0", "9", "A", "-", "_", "\u0660", "é",
		"https://x/#", "HTTPS://y/#", "http://x/#", "httpſ://#", "\ufeff", "\u180e"}
	piece := odd[m.IntN(len(odd))]
	switch m.IntN(4) {
	case 0:
		return piece + text
	case 1:
		return text[:at] + piece + text[at:]
	case 2:
		return text[:at] + text[at+1:]
	}
	return text + piece
}

func (m *mutator) spoilBytes(data []byte) []byte {
	data = bytes.Clone(data)
	at := m.IntN(len(data))
	switch m.IntN(4) {
	case 0:
		data[at] ^= 1 << m.IntN(8)
	case 1:
		data[at] = byte(m.IntN(256))
	case 2:
		data = append(data[:at], data[at+1:]...)
	case 3:
		data = append(data[:at:at], append([]byte{byte(m.IntN(256))}, data[at:]...)...)
	}
	return data
}

// spoilItem replaces one item of well-formed CBOR, or mutates its bytes.
func (m *mutator) spoilItem(data []byte) []byte {
	if m.IntN(6) == 0 {
		return m.spoilBytes(data)
	}
	if m.IntN(6) == 0 && data[0]>>5 == 5 && data[0]&31 < 23 {
		// One entry more, at the end.
		data = append(bytes.Clone(data), append(m.item(4, []byte{0x0b}), m.item(0, []byte{0x61, 'x'})...)...)
		data[0]++
		return data
	}
	var spans [][2]int
	if end := walk(data, 0, &spans); end != len(data) {
		return m.spoilBytes(data)
	}
	span := spans[m.IntN(len(spans))]
	return append(bytes.Clone(data[:span[0]]), append(m.item(0, data[span[0]:span[1]]), data[span[1]:]...)...)
}

// item returns CBOR of any kind; was is what it is to replace.
func (m *mutator) item(depth int, was []byte) []byte {
	integers := []uint64{0, 1, 2, 3, 10, 11, 23, 24, 63, 64, 255, 256, 65535, 65536, 1 << 32, 1<<53 - 1, 1 << 53,
		1<<63 - 1, 1 << 63, 1<<64 - 1, 253402300799, 253402300800, 2932896, 2932897, 719161, 719162}
	texts := []string{"", "a", "fa", "Ana", "\u202e", "\u200f", "\x00", "\u0085", "\u2028", "é", "verify.example.org",
		"verify.example.org.", "-a.b", "https://verify.example.org/s/1", "https://verify.example.org",
		"http://verify.example.org/s/1", "https://verify.example.org/../s/1", "https://verify.example.org/s/é",
		"idx", strings.Repeat("x", 300), strings.Repeat("y", 600)}
	switch m.IntN(14) {
	case 0:
		return head(0, integers[m.IntN(len(integers))])
	case 1:
		return head(1, integers[m.IntN(len(integers))])
	case 2:
		s := texts[m.IntN(len(texts))]
		return append(head(3, uint64(len(s))), s...)
	case 3:
		n := []int{0, 1, 7, 8, 9, 10, 32, 64}[m.IntN(8)]
		return append(head(2, uint64(n)), make([]byte, n)...)
	case 4:
		return append(head(3, 2), 0xc3, 0x28) // not UTF-8
	case 5:
		return [][]byte{{0xf4}, {0xf5}, {0xf6}, {0xf7}, {0xe0}, {0xf8, 0x20}, {0xf8, 0x18}, {0xff}}[m.IntN(8)]
	case 6:
		return [][]byte{{0xf9, 0x3c, 0}, {0xf9, 0x7e, 0}, {0xf9, 0x7e, 1}, {0xf9, 0x7c, 0}, {0xf9, 0x80, 0},
			{0xf9, 0, 1}, {0xfa, 0x3f, 0x80, 0, 0}, {0xfa, 0x47, 0xc3, 0x50, 0},
			{0xfa, 0x3d, 0xcc, 0xcc, 0xcd}, {0xfb, 0x3f, 0xb9, 0x99, 0x99, 0x99, 0x99, 0x99, 0x9a},
			{0xfb, 0x3f, 0xf0, 0, 0, 0, 0, 0, 0}, {0xfb, 0x7f, 0xf8, 0, 0, 0, 0, 0, 0}}[m.IntN(12)]
	case 7:
		if depth > 7 {
			return []byte{0x80}
		}
		return append(head(4, 1), m.item(depth+1, was)...)
	case 8:
		if depth > 7 {
			return []byte{0xa0}
		}
		return append(head(5, 1), append(m.item(depth+1, was), m.item(depth+1, was)...)...)
	case 9:
		return append(head(6, []uint64{0, 1, 2, 3, 18, 21, 24, 55799, 1 << 40}[m.IntN(9)]), m.item(depth+1, was)...)
	case 10:
		return longer(was)
	case 11:
		return indefinite(was)
	case 12:
		return append(head(4, 2), append(bytes.Clone(was), was...)...)
	}
	return bytes.Clone(was)
}

// head returns the shortest head of an item.
func head(major byte, n uint64) []byte {
	switch {
	case n < 24:
		return []byte{major<<5 | byte(n)}
	case n < 1<<8:
		return []byte{major<<5 | 24, byte(n)}
	case n < 1<<16:
		return binary.BigEndian.AppendUint16([]byte{major<<5 | 25}, uint16(n))
	case n < 1<<32:
		return binary.BigEndian.AppendUint32([]byte{major<<5 | 26}, uint32(n))
	}
	return binary.BigEndian.AppendUint64([]byte{major<<5 | 27}, n)
}

// longer gives an item a head that is longer than need be.
func longer(item []byte) []byte {
	if info := item[0] & 31; info < 24 && item[0]>>5 != 7 {
		return append([]byte{item[0]&^31 | 24, info}, item[1:]...)
	}
	return bytes.Clone(item)
}

// indefinite gives a string, array or map an indefinite length.
func indefinite(item []byte) []byte {
	var spans [][2]int
	walk(item, 0, &spans)
	switch major := item[0] >> 5; {
	case major == 2 || major == 3:
		return append(append([]byte{major<<5 | 31}, item...), 0xff)
	case (major == 4 || major == 5) && item[0]&31 < 24:
		return append(append([]byte{major<<5 | 31}, item[1:]...), 0xff)
	}
	return bytes.Clone(item)
}

// walk notes where each item of definite CBOR lies and returns the end of the
// first, 0 when it is none.
func walk(data []byte, at int, spans *[][2]int) int {
	if at >= len(data) {
		return 0
	}
	start, major, n := at, data[at]>>5, uint64(data[at]&31)
	at++
	if n > 23 {
		size := 1 << (n - 24)
		if n > 27 || at+size > len(data) {
			return 0
		}
		n = 0
		for _, b := range data[at : at+size] {
			n = n<<8 | uint64(b)
		}
		at += size
	}
	slot := len(*spans)
	*spans = append(*spans, [2]int{start, at})
	children := uint64(0)
	switch major {
	case 2, 3:
		if n > uint64(len(data)-at) {
			return 0
		}
		at += int(n)
	case 4:
		children = n
	case 5:
		children = 2 * n
	case 6:
		children = 1
	}
	for range children {
		if at = walk(data, at, spans); at == 0 {
			return 0
		}
	}
	(*spans)[slot][1] = at
	return at
}

// parts returns header and payload of a message of ours.
func parts(message []byte) (header, payload []byte) {
	var spans [][2]int
	walk(message, 0, &spans) // tag, array, header, unprotected, payload, signature
	content := func(span [2]int) []byte {
		item := message[span[0]:span[1]]
		switch item[0] & 31 {
		case 24:
			return item[2:]
		case 25:
			return item[3:]
		}
		return item[1:]
	}
	return content(spans[2]), content(spans[4])
}

// resign returns the message of header and payload with a true signature.
func (m *mutator) resign(header, payload, seed []byte) credential.Token {
	text := func(b []byte) []byte { return append(head(2, uint64(len(b))), b...) }
	signed := append([]byte{0x84, 0x6a}, "Signature1"...)
	signed = append(append(append(signed, text(header)...), 0x40), text(payload)...)
	signature := ed25519.Sign(ed25519.NewKeyFromSeed(seed), signed)
	message := append([]byte{0xd2, 0x84}, text(header)...)
	message = append(append(message, 0xa0), text(payload)...)
	return append(message, text(signature)...)
}

// signature is one of Project Wycheproof's.
type signature struct {
	Comment, Key, Msg, Sig string
	Valid                  bool
}

func wycheproof(t *testing.T) []signature {
	t.Helper()
	var suite struct {
		Tests  int `json:"numberOfTests"`
		Groups []struct {
			Key   struct{ Pk string } `json:"publicKey"`
			Tests []struct{ Comment, Msg, Sig, Result string }
		} `json:"testGroups"`
	}
	data, err := os.ReadFile("../credential/testdata/published/wycheproof-ed25519.json")
	if err == nil {
		err = json.Unmarshal(data, &suite)
	}
	if err != nil {
		t.Fatal(err)
	}
	var all []signature
	for _, g := range suite.Groups {
		for _, c := range g.Tests {
			all = append(all, signature{c.Comment, g.Key.Pk, c.Msg, c.Sig, c.Result == "valid"})
		}
	}
	if len(all) != suite.Tests || len(all) < 100 {
		t.Fatalf("%d of %d signatures", len(all), suite.Tests)
	}
	return all
}
