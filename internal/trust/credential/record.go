package credential

import (
	"bytes"
	"cmp"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"math/bits"
	"time"
)

// ErrNoRecord reports that a bucket has no record of a number.
var ErrNoRecord = errors.New("no record of this number")

// ErrTooLarge reports a file with more bytes than one of its kind may have.
var ErrTooLarge = errors.New("larger than it may be")

// MaxBucket is the largest bucket file in bytes: 35,000 records of 460 bytes. A site that its root key keeps up to
// date has some 30 KB in each.
const MaxBucket = 16 << 20

const (
	recordInfo     = "lanyard record 1" // of the key material (RFC 5869, 2.3)
	decoyInfo      = "lanyard decoy 1"
	badgeInfo      = "lanyard badge 1"
	badgeDecoyInfo = "lanyard badge decoy 1"

	recordPath   = "/r/"
	maxBuckets   = 1 << 16 // 2,000,000 papers
	leastRecords = 32      // records of a bucket, on average: its server learns only that one of so many was sought
	recordPad    = 64      // bytes
	maxRecord    = maxToken + recordPad + sealTag

	recordTag = 4  // bytes of a number's tag
	entryHead = 6  // bytes of a tag and a length
	sealTag   = 16 // bytes that AES-GCM adds
	nonceSize = 12

	// A bucket begins with 4 bytes of the root's thumbprint, one of the bits of the bucket, 4 of its number, and ends
	// with 16 of a SHA-256.
	bucketHead = 9
	bucketSum  = 16
)

// Buckets returns how many files the records of so many papers are spread over: a power of two, with 32 records or
// more in each, at most 65,536.
func Buckets(papers int) uint {
	n := uint(1)
	for n < maxBuckets && papers >= int(2*n)*leastRecords {
		n *= 2
	}
	return n
}

// recordKey is everything that is derived from a number to find and to open its record.
type recordKey struct {
	key    [32]byte
	nonce  [nonceSize]byte
	tag    [recordTag]byte
	bucket uint32 // the first bits of it count
}

func deriveRecord(secret []byte, root Thumbprint, info string) (k recordKey) {
	derived, err := hkdf.Key(sha256.New, secret, root[:], info, len(k.key)+len(k.nonce)+recordTag+4)
	if err != nil {
		panic("internal error: deriving the key of a record: " + err.Error())
	}
	copy(k.key[:], derived)
	copy(k.nonce[:], derived[32:])
	copy(k.tag[:], derived[44:])
	k.bucket = binary.BigEndian.Uint32(derived[48:])
	return k
}

func (k *recordKey) aead() cipher.AEAD {
	block, err := aes.NewCipher(k.key[:])
	if err != nil {
		panic("internal error: AES: " + err.Error())
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		panic("internal error: GCM: " + err.Error())
	}
	return aead
}

// place returns the number of the bucket, of a power of two of them.
func (k *recordKey) place(buckets uint) uint {
	return uint(uint64(k.bucket) >> (32 - bits.Len(buckets-1)))
}

// padded returns the number of bytes of a text with its padding.
func padded(n int) int { return (n/recordPad + 1) * recordPad }

// bucketName returns the name of a bucket: its number in hexadecimal digits, as many as all buckets need.
func bucketName(n, buckets uint) string {
	return fmt.Sprintf("%0*x", max(1, (bits.Len(buckets-1)+3)/4), n)
}

// RecordPath returns the path of the file that has the record of a number, within the issuer's site and with a slash at
// its beginning: "/r/7f". It is "" for an issuer that answers only codes.
func (i *Issuer) RecordPath(n Number) string {
	if i.Buckets == 0 {
		return ""
	}
	k := deriveRecord(n[:], i.Root.Thumbprint(), recordInfo)
	return recordPath + bucketName(k.place(i.Buckets), i.Buckets)
}

// RecordFiles returns the names of all bucket files in the folder r of the issuer's site.
func (i *Issuer) RecordFiles() []string {
	names := make([]string, i.Buckets)
	for n := range i.Buckets {
		names[n] = bucketName(n, i.Buckets)
	}
	return names
}

// bucketHead says whose bucket it is, and which of how many.
func (i *Issuer) bucketHead(n uint) []byte {
	root := i.Root.Thumbprint()
	return binary.BigEndian.AppendUint32(append(root[:4:4], byte(bits.Len(i.Buckets-1))), uint32(n))
}

// OpenRecord returns the token that a bucket file has of a number, as it was signed. The error is ErrNoRecord when it
// has none. Any other error means that the file cannot be read: it is truncated, damaged, or belongs to another bucket
// or issuer. Only the token's own signature authenticates it.
func (i *Issuer) OpenRecord(n Number, bucket []byte) (Token, error) {
	if i.Buckets == 0 {
		return nil, errors.New("reading record: this issuer answers codes alone")
	}
	k := deriveRecord(n[:], i.Root.Thumbprint(), recordInfo)
	token, err := k.find(bucket, i.bucketHead(k.place(i.Buckets)))
	if err != nil {
		return nil, fmt.Errorf("reading record: %w", err)
	}
	return token, nil
}

// CheckBucket returns nil when data is whole, and the file with this name.
func (i *Issuer) CheckBucket(name string, data []byte) error {
	for n := range i.Buckets {
		if bucketName(n, i.Buckets) == name {
			return new(recordKey).scan(data, i.bucketHead(n), func([]byte) bool { return true })
		}
	}
	return fmt.Errorf("no bucket %+q among the %d of this issuer", name, i.Buckets)
}

// find looks for the record in a bucket that must have the given head.
func (k *recordKey) find(data, head []byte) (t Token, err error) {
	tagged := false
	err = k.scan(data, head, func(entry []byte) bool {
		if !bytes.Equal(entry[:recordTag], k.tag[:]) {
			return true
		}
		tagged = true
		text, err := k.aead().Open(nil, k.nonce[:], entry[entryHead:], nil)
		if err != nil {
			return true // another number with an equal tag
		}
		text = bytes.TrimRight(text, "\x00")
		if len(text) > 1 && text[len(text)-1] == 0x80 {
			t = text[:len(text)-1]
		}
		return false
	})
	switch {
	case err != nil:
		return nil, err
	case t == nil && tagged:
		return nil, errors.New("the record is damaged")
	case t == nil:
		return nil, ErrNoRecord
	}
	return t, nil
}

// scan checks the whole of a bucket, then calls each with every entry until it returns false.
func (k *recordKey) scan(data, head []byte, each func(entry []byte) bool) error {
	switch {
	case len(data) > MaxBucket:
		return fmt.Errorf("a bucket of more than %d bytes", MaxBucket)
	case len(data) < bucketHead+bucketSum:
		return errors.New("a truncated bucket")
	case !bytes.Equal(data[:4], head[:4]):
		return errors.New("a bucket of another issuer")
	case !bytes.Equal(data[:bucketHead], head):
		return errors.New("another bucket, or of another issuer document: get the newest")
	}
	end := len(data) - bucketSum
	if sum := sha256.Sum256(data[:end]); !bytes.Equal(sum[:bucketSum], data[end:]) {
		return errors.New("a truncated or damaged bucket")
	}
	var entries [][]byte
	for rest := data[bucketHead:end]; len(rest) > 0; {
		if len(rest) < entryHead {
			return errors.New("a bucket that ends within an entry")
		}
		size := int(binary.BigEndian.Uint16(rest[recordTag:]))
		if size < recordPad+sealTag || size > maxRecord || (size-sealTag)%recordPad != 0 || len(rest) < entryHead+size {
			return errors.New("a bucket with an entry of a wrong length")
		}
		entry := rest[:entryHead+size]
		if n := len(entries); n > 0 && bytes.Compare(entries[n-1][:recordTag], entry[:recordTag]) > 0 {
			return errors.New("a bucket whose entries are not sorted")
		}
		entries, rest = append(entries, entry), rest[len(entry):]
	}
	for _, e := range entries {
		if !each(e) {
			break
		}
	}
	return nil
}

// Bucket returns the bucket file of an issuer that has a number, nil when there is none. An error says why it could not
// be read; one that is ErrTooLarge makes the verdict UNREADABLE, any other NUMBER NOT LOOKED UP.
type Bucket func(i *Issuer, n Number) ([]byte, error)

// JudgeWith is Judge for numbers too: the token in a number's record is judged like one that was scanned, so the
// verdict is by the signature in it and never by the record. Issuers are asked in their order, and the first record
// counts.
func JudgeWith(input string, issuers []*Issuer, bucket Bucket, lists *StatusLists, now time.Time) Verdict {
	n, is, err := ReadNumber(input)
	if !is {
		return Judge(input, issuers, lists, now)
	}
	if err != nil {
		return Verdict{State: StateUnreadable, Reason: "number", Detail: err.Error()}
	}
	var v Verdict
	if len(issuers) == 0 {
		v.end(StateUnknownIssuer, "issuer", "no issuer document is here, so there is nowhere to look up a number")
		return v
	}
	for _, i := range issuers {
		of := Verdict{Issuer: i}
		token, done := of.lookUp(n, bucket)
		if done {
			if token[0] != tag18 && !token.IsCompact() {
				of.end(StateUnreadable, "text", "the record of this number has no signed certificate")
				return of
			}
			found := judgeToken(token, issuers, lists, now)
			if c := cmp.Or(found.Claim, found.Unverified); c != nil && c.Number != n {
				of.end(StateUnreadable, "record", "the record of this number has the token of another")
				return of
			}
			return found
		}
		if v.Issuer == nil || lookRank[of.Reason] > lookRank[v.Reason] {
			v = of
		}
	}
	return v
}

// lookRank orders the reasons for which issuers have no token of a number: the highest of them counts.
var lookRank = map[string]int{"codes-alone": 0, "no-record": 1, "record-missing": 2, "record": 3}

// lookUp returns the token that v.Issuer has of a number, or ends the verdict.
func (v *Verdict) lookUp(n Number, bucket Bucket) (Token, bool) {
	if v.Issuer.Buckets == 0 {
		v.end(StateNotLookedUp, "codes-alone", "this issuer answers codes alone: scan the QR code")
		return nil, false
	}
	var data []byte
	var err error
	if bucket != nil {
		data, err = bucket(v.Issuer, n)
	}
	switch {
	case errors.Is(err, ErrTooLarge):
		v.end(StateUnreadable, "record", "the issuer's records of this number cannot be read: %v", err)
		return nil, false
	case err != nil:
		v.end(StateNotLookedUp, "record-missing", "the issuer's records of this number could not be fetched: %v", err)
		return nil, false
	case data == nil:
		v.end(StateNotLookedUp, "record-missing", "a number needs the issuer's site: its records are not here")
		return nil, false
	}
	token, err := v.Issuer.OpenRecord(n, data)
	switch {
	case errors.Is(err, ErrNoRecord):
		v.end(StateNoNumber, "no-record",
			"compare it with the paper letter by letter; or the paper is newer than the published site")
		return nil, false
	case err != nil:
		v.end(StateUnreadable, "record", "the issuer's records of this number cannot be read: %v", err)
		return nil, false
	}
	return token, true
}
