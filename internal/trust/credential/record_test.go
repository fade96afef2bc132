package credential

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"iter"
	"maps"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// recordIssuer serves numbers in two buckets.
func recordIssuer() *Issuer {
	i := aSecondIssuer()
	i.Root, i.Buckets = rootKey.Public(), 2
	return i
}

// crowd yields many papers: the given one, and others with tokens of many lengths, which no verifier opens.
func crowd(t Token, n Number, many int) iter.Seq2[Number, Token] {
	return func(yield func(Number, Token) bool) {
		if !yield(n, t) {
			return
		}
		for at := range many {
			sum := sha256.Sum256([]byte{byte(at), byte(at >> 8), byte(at >> 16)})
			if !yield(Number(sum[:10]), bytes.Repeat(sum[:], 8+at%5)) {
				return
			}
		}
	}
}

// recorded returns the bucket file with a token among 80 other papers.
func recorded(i *Issuer, t Token, n Number) []byte {
	files := must(i.Records(crowd(t, n, 80), nil, idKey))
	return files[strings.TrimPrefix(i.RecordPath(n), "/r/")]
}

func init() {
	token := must(Sign(aSecondClaim(), signingKey))
	number := aSecondClaim().Number
	whole := recorded(recordIssuer(), token, number)
	ask := func(why string, bucket []byte, want State, reason string) scene {
		return scene{why: why, claim: func(c *Claim) { *c = aSecondClaim() }, issuer: recordIssuer, bucket: bucket,
			input: func(Token) string { return number.URL(host) }, lists: secondList(StatusValid), want: want, reason: reason}
	}
	typed := func(s scene, text string) scene { s.input = func(Token) string { return text }; return s }
	edited := func(edit func(data []byte) []byte) []byte {
		head := len(whole) - bucketSum
		return sealBucket(whole[:bucketHead], edit(slices.Clone(whole[bucketHead:head])))
	}
	other := recordIssuer()
	other.Root = otherRoot.Public()
	more := recordIssuer()
	more.Buckets = 1
	codesAlone := ask("a number: this issuer answers codes alone", nil, StateNotLookedUp, "codes-alone")
	codesAlone.issuer = aSecondIssuer
	revoked := ask("a number: the list in the record's token counts", whole, StateRevoked, "revoked")
	revoked.lists = secondList(StatusRevoked)
	forged := slices.Clone(token)
	forged[len(forged)-1] ^= 1
	stranger := Number{1, 2, 3}
	entry := entryOf(whole)
	twin := deriveRecord(number[:], rootKey.Public().Thumbprint(), recordInfo)
	for name, s := range map[string]scene{
		"short-link": ask("a short link opens the certificate", whole, StateValid, ""),
		"typed":      typed(ask("a number as it is printed", whole, StateValid, ""), number.String()),
		"look-alikes": typed(ask("I and L are 1, O is 0, any case, blanks and dashes", whole, StateValid, ""),
			strings.NewReplacer("1", "l", "0", "o", "-", " \u2013 ").Replace(strings.ToLower(number.String()))),
		"letter-u": typed(ask("no number has a U", whole, StateUnreadable, "number"), "7Q3M-K0ZT-9V2C-4HUX"),
		"alphabet": typed(ask("a letter of another alphabet", whole, StateUnreadable, "number"), "7Q3M-K0ZT-9V2C-4Н1X"),
		"short":    typed(ask("15 symbols", whole, StateUnreadable, "number"), "7Q3M-K0ZT-9V2C-4H1"),
		"revoked":  revoked,
		"unknown": typed(ask("the bucket has no such record", recorded(recordIssuer(), token, number), StateNoNumber,
			"no-record"), sameBucket(recordIssuer(), number).URL(host)),
		"missing":     ask("the bucket could not be loaded", nil, StateNotLookedUp, "record-missing"),
		"codes-alone": codesAlone,
		"truncated":   ask("half of the bucket", whole[:len(whole)/2], StateUnreadable, "record"),
		"empty":       ask("the head of the bucket alone", whole[:bucketHead], StateUnreadable, "record"),
		"flipped": ask("one bit of somebody else's entry", flipped(whole, bucketHead+8), StateUnreadable,
			"record"),
		"other-issuer": ask("a bucket of another issuer", recorded(other, token, number), StateUnreadable, "record"),
		"other-number": ask("a bucket of another number of buckets", recorded(more, token, number), StateUnreadable,
			"record"),
		"forged": ask("the signature in the record is not true", recorded(recordIssuer(), forged, number),
			StateTampered, "signature"),
		"swapped": ask("the record has the token of another number", recorded(recordIssuer(), must(Sign(func() Claim {
			c := aSecondClaim()
			c.Number = stranger
			return c
		}(), signingKey)), number), StateUnreadable, "record"),
		"no-token":    ask("the record holds no token", recorded(recordIssuer(), []byte("hello"), number), StateUnreadable, "text"),
		"unsorted":    ask("entries out of order", edited(func(e []byte) []byte { return append(e[entry:], e[:entry]...) }), StateUnreadable, "record"),
		"odd-length":  ask("an entry of a wrong length", edited(func(e []byte) []byte { e[5]++; return e }), StateUnreadable, "record"),
		"half-entry":  ask("the end within an entry", edited(func(e []byte) []byte { return e[:len(e)-1] }), StateUnreadable, "record"),
		"equal-tags":  ask("another record with an equal tag", edited(func(e []byte) []byte { return twinned(e, entry, twin, true) }), StateValid, ""),
		"other-twin":  ask("an entry with the tag, of another number", edited(func(e []byte) []byte { return twinned(e, entry, twin, false) }), StateUnreadable, "record"),
		"unpadded":    ask("a record without padding", edited(func(e []byte) []byte { return unpadded(e, entry, twin) }), StateUnreadable, "record"),
		"empty-whole": ask("a bucket without entries", edited(func([]byte) []byte { return nil }), StateNoNumber, "no-record"),
	} {
		scenes["record-"+name] = s
	}
}

// entryOf returns the size of each entry of a bucket, in bytes.
func entryOf(data []byte) int {
	return entryHead + int(binary.BigEndian.Uint16(data[bucketHead+recordTag:]))
}

func flipped(data []byte, at int) []byte {
	data = slices.Clone(data)
	data[at] ^= 1
	return data
}

// sameBucket returns a number without a record that belongs to the bucket of n.
func sameBucket(i *Issuer, n Number) Number {
	for at := byte(0); ; at++ {
		if other := (Number{1, 2, 3, at}); i.RecordPath(other) == i.RecordPath(n) {
			return other
		}
	}
}

// twinned adds an entry that has the tag of k but belongs to another number. It replaces the entry of k unless both is
// set.
func twinned(entries []byte, size int, k recordKey, both bool) []byte {
	var all [][]byte
	for e := range slices.Chunk(entries, size) {
		if !bytes.Equal(e[:recordTag], k.tag[:]) || both {
			all = append(all, e)
		}
	}
	twin := slices.Clone(all[0])
	copy(twin, k.tag[:])
	all = append(all, twin)
	slices.SortFunc(all, bytes.Compare)
	return bytes.Join(all, nil)
}

// unpadded returns the entries with that of k sealed over nothing but zeros.
func unpadded(entries []byte, size int, k recordKey) []byte {
	var all [][]byte
	for e := range slices.Chunk(entries, size) {
		if bytes.Equal(e[:recordTag], k.tag[:]) {
			e = k.aead().Seal(slices.Clone(e[:entryHead]), k.nonce[:], make([]byte, size-entryHead-sealTag), nil)
		}
		all = append(all, e)
	}
	return bytes.Join(all, nil)
}

// TestRecordsHoldEveryPaper finds each of many papers, in files whose entries all have the same length and whose number
// of entries reveals little.
func TestRecordsHoldEveryPaper(t *testing.T) {
	token, number := must(Sign(aSecondClaim(), signingKey)), aSecondClaim().Number
	for _, c := range []struct {
		papers  int
		buckets uint
	}{{1, 1}, {33, 1}, {63, 1}, {64, 2}, {1000, 16}, {5000, 128}} {
		i := recordIssuer()
		if i.Buckets = Buckets(c.papers); i.Buckets != c.buckets {
			t.Errorf("%d papers: %d buckets, not %d", c.papers, i.Buckets, c.buckets)
		}
		i = open(t, i)
		files := must(i.Records(crowd(token, number, c.papers-1), nil, idKey))
		if names := slices.Sorted(maps.Keys(files)); !slices.Equal(names, i.RecordFiles()) {
			t.Errorf("%d papers: files %q", c.papers, names)
		}
		for name, data := range files {
			if err := i.CheckBucket(name, data); err != nil {
				t.Errorf("%d papers: %s: %v", c.papers, name, err)
			}
			entries := (len(data) - bucketHead - bucketSum) / entryOf(data)
			if entries < leastRecords || entries&(entries-1) != 0 {
				t.Errorf("%d papers: %s has %d entries", c.papers, name, entries)
			}
		}
		for n, want := range crowd(token, number, c.papers-1) {
			got, err := i.OpenRecord(n, files[strings.TrimPrefix(i.RecordPath(n), "/r/")])
			if err != nil || !bytes.Equal(got, want) {
				t.Fatalf("%d papers: %s: %v", c.papers, n, err)
			}
		}
	}
}

// TestRecordsAreTheSame checks that records do not depend on the number of processors, and that adding a paper changes
// no entry except the decoy that it replaces.
func TestRecordsAreTheSame(t *testing.T) {
	token, number := must(Sign(aSecondClaim(), signingKey)), aSecondClaim().Number
	i := recordIssuer()
	before := must(i.Records(crowd(token, number, 80), nil, idKey))
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	again := must(i.Records(crowd(token, number, 80), nil, idKey))
	more := must(i.Records(crowd(token, number, 81), nil, idKey))
	changed := 0
	for name, data := range before {
		if !bytes.Equal(data, again[name]) {
			t.Errorf("%s differs with one processor", name)
		}
		for e := range slices.Chunk(data[bucketHead:len(data)-bucketSum], entryOf(data)) {
			if !bytes.Contains(more[name], e) {
				changed++
			}
		}
	}
	if changed != 1 {
		t.Errorf("adding one paper changed %d entries", changed)
	}
	twice := func(yield func(Number, Token) bool) {
		for range 2 {
			if !yield(number, token) {
				return
			}
		}
	}
	if _, err := i.Records(twice, nil, idKey); err == nil {
		t.Error("a number was accepted twice")
	}
}

// TestRecordsTellNothing searches the bytes of the files for parts of the tokens and numbers.
func TestRecordsTellNothing(t *testing.T) {
	c := aSecondClaim()
	token := must(Sign(c, signingKey))
	for name, data := range must(recordIssuer().Records(crowd(token, c.Number, 80), nil, idKey)) {
		for _, secret := range [][]byte{[]byte(c.Name), []byte(c.NameLocal), c.Number[:], []byte(c.Number.String()),
			[]byte(c.Number.Short()), token[:16], token[len(token)-32:], []byte(host)} {
			if bytes.Contains(data, secret) {
				t.Errorf("%s contains %q", name, secret)
			}
		}
	}
}

// TestProofsOfOpenBadges checks that a proof is found by the number of its paper, that readers of tokens do not see it, and
// that buckets do not tell how many papers have one.
func TestProofsOfOpenBadges(t *testing.T) {
	token, number := must(Sign(aSecondClaim(), signingKey)), aSecondClaim().Number
	i := open(t, recordIssuer())
	sizes := make(map[int]bool)
	for _, having := range []int{1, 2, 30} {
		proof := func(n Number, t Token) []byte {
			if n == number || int(n[0])%30 < having {
				return append([]byte{1}, n[:]...)
			}
			return nil
		}
		files := must(i.Records(crowd(token, number, 40), proof, idKey))
		total := 0
		for _, data := range files {
			total += len(data)
		}
		sizes[total] = true
		bucket := files[strings.TrimPrefix(i.RecordPath(number), "/r/")]
		if got, err := openBadgeProof(i, number, bucket); err != nil || !bytes.Equal(got, append([]byte{1}, number[:]...)) {
			t.Errorf("%d: proof %x, %v", having, got, err)
		}
		if got, err := i.OpenRecord(number, bucket); err != nil || !bytes.Equal(got, token) {
			t.Errorf("%d: token %x, %v", having, got, err)
		}
		other := Number{9, 9, 9}
		where := files[strings.TrimPrefix(i.RecordPath(other), "/r/")]
		if got, err := openBadgeProof(i, other, where); !errors.Is(err, ErrNoRecord) {
			t.Errorf("%d: proof %x of a number that has none, %v", having, got, err)
		}
	}
	if len(sizes) != 1 {
		t.Errorf("sites of the same papers have %v bytes", sizes)
	}
}

// TestEveryFlippedBitOfABucket checks that a flipped bit is noticed wherever it is.
func TestEveryFlippedBitOfABucket(t *testing.T) {
	token, number := must(Sign(aSecondClaim(), signingKey)), aSecondClaim().Number
	i := recordIssuer()
	i.Buckets = 1
	i = open(t, i)
	data := must(i.Records(crowd(token, number, 3), nil, idKey))["0"]
	step := 1
	if testing.Short() {
		step = 13
	}
	for bit := 0; bit < 8*len(data); bit += step {
		data[bit/8] ^= 1 << (bit % 8)
		v := JudgeWith(number.String(), []*Issuer{i}, func(*Issuer, Number) ([]byte, error) { return data, nil }, nil, clock)
		if v.State != StateUnreadable || v.Reason != "record" || v.Claim != nil {
			t.Fatalf("bit %d: %v (%s)", bit, v, v.Detail)
		}
		data[bit/8] ^= 1 << (bit % 8)
	}
	for _, bad := range [][]byte{{}, data[:8], data[:len(data)-1], append(slices.Clone(data), 0),
		make([]byte, MaxBucket+1)} {
		if _, err := i.OpenRecord(number, bad); err == nil || errors.Is(err, ErrNoRecord) {
			t.Errorf("%d bytes: %v", len(bad), err)
		}
	}
}

// TestRecordsOfSeveralIssuers checks that every issuer is asked, and that a missing bucket of one does not count as an
// answer for another.
func TestRecordsOfSeveralIssuers(t *testing.T) {
	token, number := must(Sign(aSecondClaim(), signingKey)), aSecondClaim().Number
	ours := open(t, recordIssuer())
	theirs := recordIssuer()
	theirs.Host = "verify.example.net"
	theirs, err := OpenIssuer(must(SignIssuer(theirs, otherRoot)), Thumbprint{})
	if err != nil {
		t.Fatal(err)
	}
	files := map[*Issuer]map[string][]byte{
		ours:   must(ours.Records(crowd(token, number, 80), nil, idKey)),
		theirs: must(theirs.Records(crowd(token, Number{9}, 80), nil, idKey)),
	}
	look := func(i *Issuer, n Number) ([]byte, error) {
		return files[i][strings.TrimPrefix(i.RecordPath(n), "/r/")], nil
	}
	for _, order := range [][]*Issuer{{ours, theirs}, {theirs, ours}} {
		if v := JudgeWith(number.String(), order, look, nil, clock); v.State != StateUnknown || v.Issuer != ours {
			t.Errorf("%v", v)
		}
		if v := JudgeWith(Number{7}.String(), order, look, nil, clock); v.State != StateNoNumber {
			t.Errorf("%v", v)
		}
		missing := func(i *Issuer, n Number) ([]byte, error) {
			if i == theirs {
				return nil, nil
			}
			return look(i, n)
		}
		if v := JudgeWith(Number{7}.String(), order, missing, nil, clock); v.State != StateNotLookedUp {
			t.Errorf("%v", v)
		}
	}
	if v := JudgeWith(number.String(), nil, nil, nil, clock); v.State != StateUnknownIssuer {
		t.Errorf("%v", v)
	}
}

func TestReadNumber(t *testing.T) {
	n := must(ParseNumber("7Q3M-K0ZT-9V2C-4H1X"))
	for _, text := range []string{"7Q3M-K0ZT-9V2C-4H1X", "7q3mk0zt9v2c4h1x", " 7Q3M KOZT 9V2C 4HLX\n", "7Q3M‑KoZT—9V2C 4HiX",
		"https://verify.example.org/#7Q3MK0ZT9V2C4H1X", "HTTPS://x/#7Q3M-K0ZT-9V2C-4H1X", n.URL("a/b")} {
		if got, is, err := ReadNumber(text); !is || err != nil || got != n {
			t.Errorf("%q: %v, %t, %v", text, got, is, err)
		}
	}
	for text, want := range map[string]string{
		"7Q3M-K0ZT-9V2C-4HUX": "is it a V?", "7Q3M-K0ZT-9V2C-4H1": "15 symbols", "7Q3M-K0ZT-9V2C-4H1XX": "more than 16",
		"7Q3M-K0ZT-9V2C-4Н1X": "of another alphabet", "7Q3M-K0ZT-9V2C-4H۱X": "of another alphabet",
		"7Q3M-K0ZT-9V2C-4HıX": "of another alphabet", "７Q3M-K0ZT-9V2C-4H1X": "of another alphabet",
	} {
		if _, is, err := ReadNumber(text); !is || err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %t, %v", text, is, err)
		}
	}
	for _, text := range []string{"", "hello, world", "http://x/#7Q3MK0ZT9V2C4H1X", "https://verify.example.org/about",
		"0oRDoQEnoFhA", must(Sign(aClaim(), signingKey)).String(), strings.Repeat("7", 9000), "12345678901234567890"} {
		if _, is, _ := ReadNumber(text); is {
			t.Errorf("%.40q is taken for a number", text)
		}
	}
}

// FuzzOpenRecord checks that OpenRecord never panics, and finds nothing in a bucket that is not ours.
func FuzzOpenRecord(f *testing.F) {
	token, number := must(Sign(aSecondClaim(), signingKey)), aSecondClaim().Number
	i := open(f, recordIssuer())
	whole := recorded(i, token, number)
	f.Add(whole)
	f.Add(whole[:40])
	f.Fuzz(func(t *testing.T, data []byte) {
		if got, err := i.OpenRecord(number, data); err == nil && !bytes.Equal(got, token) {
			t.Error("another token was opened")
		}
	})
}

// BenchmarkRecords makes the records of 10,000 and 100,000 papers; issue 14 allows one second and five seconds.
func BenchmarkRecords(b *testing.B) {
	token, number := must(Sign(aSecondClaim(), signingKey)), aSecondClaim().Number
	for _, papers := range []int{10_000, 100_000} {
		b.Run(fmt.Sprint(papers), func(b *testing.B) {
			i := recordIssuer()
			i.Buckets = Buckets(papers)
			for b.Loop() {
				size := 0
				for _, data := range must(i.Records(crowd(token, number, papers-1), nil, idKey)) {
					size += len(data)
				}
				b.ReportMetric(float64(size)/1e6, "MB")
			}
		})
	}
}

// openBadgeProof returns what the bucket of a number's record has of the paper's Open Badge, as the
// page reads it.
// The errors are those of OpenRecord; ErrNoRecord means that the paper has none, or that its site was published before there
// were any.
func openBadgeProof(i *Issuer, n Number, bucket []byte) ([]byte, error) {
	if i.Buckets == 0 {
		return nil, errors.New("reading Open Badge: this issuer answers codes alone")
	}
	root := i.Root.Thumbprint()
	record, badge := deriveRecord(n[:], root, recordInfo), deriveRecord(n[:], root, badgeInfo)
	proof, err := badge.find(bucket, i.bucketHead(record.place(i.Buckets)))
	if err != nil {
		return nil, fmt.Errorf("reading Open Badge: %w", err)
	}
	return proof, nil
}
