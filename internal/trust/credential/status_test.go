package credential

import (
	"bytes"
	"compress/zlib"
	"errors"
	"strings"
	"testing"
	"time"
)

// Token Status List, 4.2: the example with two bits.
func TestStatusListPacking(t *testing.T) {
	l := aList()
	for i, s := range []Status{1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3} {
		l.Set(uint(i), s)
	}
	if !bytes.Equal(l.packed[:4], []byte{0xc9, 0x44, 0xf9, 0}) {
		t.Errorf("packed %x", l.packed[:4])
	}
	l.Set(1, StatusSuperseded)
	l.Set(1, StatusValid)
	if s, ok := l.At(1); s != StatusValid || !ok {
		t.Errorf("entry 1 is %v", s)
	}
	if s, ok := l.At(3); s != StatusSuperseded || !ok {
		t.Errorf("entry 3 is %v", s)
	}
	if _, ok := l.At(l.Len()); ok {
		t.Error("an entry after the last one was read")
	}
	if _, ok := l.At(^uint(0)); ok {
		t.Error("an entry far after the last one was read")
	}
}

func TestNewStatusList(t *testing.T) {
	for capacity, want := range map[uint]uint{0: MinCapacity, 1: MinCapacity, MinCapacity + 1: MinCapacity + 4,
		4_194_304: 4_194_304} {
		if l, err := NewStatusList(capacity); err != nil || l.Len() != want {
			t.Errorf("%d: %v", capacity, err)
		}
	}
	for _, capacity := range []uint{4_194_305, ^uint(0)} {
		if _, err := NewStatusList(capacity); err == nil {
			t.Errorf("%d entries", capacity)
		}
	}
}

func TestStatusListSurvives(t *testing.T) {
	issuer := open(t, anIssuer())
	l := must(NewStatusList(4_194_304))
	l.URI, l.Issued, l.Expires, l.TTL = listURI, clock, clock.Add(time.Hour), time.Minute
	for i := range l.Len() {
		l.Set(i, Status(i*i%7%4))
	}
	got, err := OpenStatusList(must(SignStatusList(l, statusKey)), issuer)
	if err != nil {
		t.Fatal(err)
	}
	if got.URI != l.URI || !got.Issued.Equal(l.Issued) || !got.Expires.Equal(l.Expires) || got.TTL != l.TTL ||
		!bytes.Equal(got.packed, l.packed) {
		t.Errorf("opened %v %v %v %v", got.URI, got.Issued, got.Expires, got.TTL)
	}
}

func TestEveryFlippedBitOfStatusListIsRefused(t *testing.T) {
	issuer := open(t, anIssuer())
	data := signedList(StatusRevoked, statusKey, nil)
	for bit := range 8 * len(data) {
		data[bit/8] ^= 1 << (bit % 8)
		if _, err := OpenStatusList(data, issuer); err == nil {
			t.Fatalf("bit %d: opened", bit)
		}
		data[bit/8] ^= 1 << (bit % 8)
	}
}

func deflate(data []byte) []byte {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	if _, err := z.Write(data); err != nil {
		panic(err)
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func TestOpenStatusListRefuses(t *testing.T) {
	issuer := open(t, anIssuer())
	l := aList()
	good := must(decodeMap(l.payload()))
	inner := good[label(claimStatusList)].(map[any]any)
	lst := func(data []byte) map[any]any { return with(good, claimStatusList, with(inner, "lst", data)) }
	plain := deflate(l.packed)
	checksum := bytes.Clone(plain)
	checksum[len(checksum)-1] ^= 1
	id := statusKey.Public().ID()
	for name, test := range map[string]struct {
		payload map[any]any
		why     string
	}{
		"bomb":            {lst(deflate(make([]byte, maxInflated+1))), "once inflated"},
		"great bomb":      {lst(deflate(make([]byte, 64<<20))), "once inflated"},
		"small":           {lst(deflate(make([]byte, MinCapacity/4-1))), "fewer than"},
		"no zlib":         {lst(l.packed), "lst: zlib"},
		"cut":             {lst(plain[:len(plain)-1]), "lst: unexpected EOF"},
		"checksum":        {lst(checksum), "checksum"},
		"bytes after":     {lst(append(bytes.Clone(plain), 0)), "bytes after the end"},
		"one bit":         {with(good, claimStatusList, with(inner, "bits", 1)), "bits"},
		"aggregation":     {with(good, claimStatusList, with(inner, "aggregation_uri", "x")), ErrUnsupported.Error()},
		"issuer":          {with(good, claimIss, host), ErrUnsupported.Error()},
		"no sub":          {with(good, claimSub, nil), "sub: missing"},
		"no iat":          {with(good, claimIat, nil), "iat: missing"},
		"no exp":          {with(good, claimExp, nil), "exp: missing"},
		"no ttl":          {with(good, claimTTL, nil), "ttl: missing"},
		"zero ttl":        {with(good, claimTTL, 0), "ttl: 0"},
		"expires at once": {with(good, claimExp, l.Issued.Unix()), "exp: not after iat"},
		"early":           {with(good, claimIat, date("2016-12-31").Unix()), "was not in use at that time"},
	} {
		_, err := OpenStatusList(statusKey.sign(id[:], typeList, encode(test.payload)), issuer)
		if err == nil || !strings.Contains(err.Error(), test.why) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := OpenStatusList(statusKey.sign(id[:], typeCWT, encode(good)), issuer); err == nil {
		t.Error("a list with the type of a token was opened")
	}
	for name, data := range map[string][]byte{
		"certificate key": must(SignStatusList(l, signingKey)),
		"stolen key":      must(SignStatusList(l, stolenKey)),
		"unknown key":     must(SignStatusList(l, otherKey)),
		"token":           must(Sign(aClaim(), statusKey)),
		"too large":       make([]byte, MaxStatusList+1),
		"empty":           nil,
	} {
		if _, err := OpenStatusList(data, issuer); err == nil {
			t.Errorf("%s: opened", name)
		}
	}
	if _, err := OpenStatusList(must(SignStatusList(l, oldKey)), issuer); err != nil {
		t.Errorf("a list signed by a key that has since retired: %v", err)
	}
	l.URI = ""
	if _, err := SignStatusList(l, statusKey); err == nil || errors.Is(err, ErrUnsupported) {
		t.Errorf("signing without an address: %v", err)
	}
	if _, err := SignStatusList(&StatusList{URI: listURI, Issued: clock, Expires: clock.Add(time.Hour), TTL: time.Hour},
		statusKey); err == nil {
		t.Error("signing a list without entries")
	}
}

func TestStatusListsKeepTheLatest(t *testing.T) {
	issuer := open(t, anIssuer())
	at := func(age time.Duration) *StatusList {
		return must(OpenStatusList(signedList(StatusValid, statusKey,
			func(l *StatusList) { l.Issued = clock.Add(-age) }), issuer))
	}
	var lists StatusLists
	if lists.find(issuer, listURI) != nil || (*StatusLists)(nil).find(issuer, listURI) != nil {
		t.Error("a list out of nothing")
	}
	for _, step := range []struct {
		age time.Duration
		ok  bool
	}{{2 * time.Hour, true}, {3 * time.Hour, false}, {2 * time.Hour, true}, {time.Hour, true},
		{time.Hour + time.Second, false}} {
		if err := lists.Add(at(step.age)); (err == nil) != step.ok {
			t.Errorf("a list of %v ago: %v", step.age, err)
		}
	}
	if l := lists.find(issuer, listURI); !l.Issued.Equal(clock.Add(-time.Hour)) {
		t.Errorf("kept the list of %v", l.Issued)
	}
}

func FuzzOpenStatusList(f *testing.F) {
	f.Add(must(openMessage(signedList(StatusRevoked, statusKey, nil), typeList, MaxStatusList)).payload)
	f.Fuzz(func(t *testing.T, payload []byte) {
		m, err := decodeMap(payload)
		if err != nil {
			return
		}
		var l StatusList
		if l.read(m) == nil && (len(l.packed) > maxInflated || l.Len() < MinCapacity) {
			t.Fatalf("%d bytes", len(l.packed))
		}
	})
}

// FuzzInflate checks that a packed list is unpacked unchanged, and that any other input is refused or is exactly one
// zlib stream within the limits.
func FuzzInflate(f *testing.F) {
	least := make([]byte, MinCapacity/entriesPerByte)
	f.Add(deflated(f, least), []byte("all of it"))
	f.Add(append(deflated(f, least), 0), least)
	f.Add(deflated(f, make([]byte, maxInflated+1)), []byte{})
	f.Add([]byte("\x78\x9c\x03\x00\x00\x00\x00\x01"), []byte{1, 2, 3})
	f.Fuzz(func(t *testing.T, data, packed []byte) {
		if got, err := inflate(data); err == nil {
			if len(got) > maxInflated || len(got)*entriesPerByte < MinCapacity {
				t.Fatalf("%d bytes", len(got))
			}
			if again, err := inflate(deflated(t, got)); err != nil || !bytes.Equal(again, got) {
				t.Errorf("%d bytes are not read again: %v", len(got), err)
			}
			if _, err := inflate(append(data[:len(data):len(data)], 0)); err == nil {
				t.Error("a byte after the end was accepted")
			}
			if _, err := inflate(data[:len(data)-1]); err == nil {
				t.Error("a stream without its last byte was accepted")
			}
		}
		packed = append(packed[:len(packed):len(packed)], make([]byte, MinCapacity/entriesPerByte)...)
		if got, err := inflate(deflated(t, packed)); err != nil || !bytes.Equal(got, packed) {
			t.Errorf("%d bytes became %d: %v", len(packed), len(got), err)
		}
	})
}

func deflated(t testing.TB, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	_, err := z.Write(data)
	if err := errors.Join(err, z.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func BenchmarkOpenStatusList(b *testing.B) {
	issuer := open(b, anIssuer())
	data := signedList(StatusRevoked, statusKey, nil)
	for b.Loop() {
		must(OpenStatusList(data, issuer))
	}
}
