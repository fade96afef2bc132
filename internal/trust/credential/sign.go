package credential

import (
	"bytes"
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"iter"
	"math/bits"
	"runtime"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/veraison/go-cose"

	"lanyard/internal/base/paper"
)

// Sign returns the token of c. Equal claims and keys give equal tokens. Sign
// refuses a claim that Open would refuse, and a token of more than 2,048 bytes;
// fractions of a second are dropped.
func Sign(c Claim, key *SigningKey) (Token, error) {
	id := key.Public().ID()
	return c.sealed(func(payload []byte) []byte { return key.sign(id[:], typeCWT, payload) })
}

// Draft returns a placeholder with the size of c's token, and the errors of
// Sign, in a third of the time. Its key id and signature are zeros, so it opens
// under no key. It serves to check lists.
func Draft(c Claim) (Token, error) {
	return c.sealed(func(payload []byte) []byte {
		blank := cose.Sign1Message{Headers: headers(make([]byte, len(KeyID{})), typeCWT), Payload: payload,
			Signature: make([]byte, ed25519.SignatureSize)}
		data, err := blank.MarshalCBOR()
		if err != nil {
			panic("internal error: drafting: " + err.Error())
		}
		return data
	})
}

// sealed returns the token that seal makes from c's payload.
func (c Claim) sealed(seal func(payload []byte) []byte) (Token, error) {
	payload, err := c.payload()
	if err == nil {
		err = check(payload, func(m map[any]any) error {
			_, err := decodeClaim(m)
			return err
		})
	}
	if err != nil {
		return nil, fmt.Errorf("signing claim: %w", err)
	}
	t := Token(seal(payload))
	if len(t) > maxToken {
		return nil, fmt.Errorf("signing claim: %d bytes, more than %d: shorten the texts", len(t), maxToken)
	}
	return t, nil
}

// Check returns the error of Sign, or nil, in a seventh of the time: nothing is encoded. It serves to check lists.
func (c Claim) Check() error {
	if claims, err := c.claims(); err == nil && c.encodes() {
		if _, err = decodeClaim(claims); err == nil {
			return nil
		}
	}
	_, err := Draft(c) // says what is wrong
	return err
}

// lessText is more than a token has beside its texts: the signature, hashes, numbers and the heads of all values.
const lessText = 640

// encodes reports whether the claims of c surely fit into a token and come back from it as they are. A text that is
// not UTF-8 does not.
func (c *Claim) encodes() bool {
	size, valid := lessText, true
	text := func(s string) { size, valid = size+len(s), valid && utf8.ValidString(s) }
	for _, s := range [...]string{c.Issuer, c.Status.URI, c.Name, c.NameLocal, c.Language, c.Role, c.Event,
		c.IssuerName} {
		text(s)
	}
	for _, s := range c.Extra {
		text(s)
		size += extraHead
	}
	return valid && size <= maxToken
}

// extraHead is the most bytes that the key and the head of a further fact take.
const extraHead = 9 + 3

// SignIssuer returns the issuer document /issuer.cwt. Root is set from the key.
func SignIssuer(i *Issuer, root *RootKey) ([]byte, error) {
	signed := *i
	signed.Root = root.Public()
	payload := signed.payload()
	if err := check(payload, func(m map[any]any) error { return new(Issuer).read(m) }); err != nil {
		return nil, fmt.Errorf("signing issuer document: %w", err)
	}
	kid := signed.Root.Thumbprint()
	data := root.sign(kid[:], typeCWT, payload)
	if len(data) > MaxIssuerDocument {
		return nil, fmt.Errorf("signing issuer document: %d bytes, more than %d", len(data), MaxIssuerDocument)
	}
	return data, nil
}

// SignStatusList returns the signed status list, to be published at its URI.
func SignStatusList(l *StatusList, key *SigningKey) ([]byte, error) {
	payload := l.payload()
	if err := check(payload, func(m map[any]any) error { return new(StatusList).read(m) }); err != nil {
		return nil, fmt.Errorf("signing status list: %w", err)
	}
	id := key.Public().ID()
	return key.sign(id[:], typeList, payload), nil
}

// SignHead returns the signed head.
func SignHead(h Head, key *SigningKey) ([]byte, error) {
	payload := encode(map[any]any{claimIat: h.Signed.Unix(),
		claimHead: map[any]any{headSeq: h.Seq, headHash: h.Hash[:]}})
	if err := check(payload, func(m map[any]any) error { return new(Head).read(m) }); err != nil {
		return nil, fmt.Errorf("signing ledger head: %w", err)
	}
	id := key.Public().ID()
	return key.sign(id[:], typeHead, payload), nil
}

// check applies the reader's rules to a new payload, so that nothing is issued
// that a verifier would refuse.
func check(payload []byte, read func(map[any]any) error) error {
	m, err := decodeMap(payload)
	if err != nil {
		return err
	}
	err = read(m)
	if errors.Is(err, ErrUnsupported) {
		return errors.New("a value that this version does not know")
	}
	return err
}

// sign returns the COSE_Sign1 around payload.
func (p private) sign(kid []byte, typ any, payload []byte) []byte {
	signer, err := cose.NewSigner(cose.AlgorithmEdDSA, p.reveal().pair)
	if err != nil {
		panic("internal error: " + err.Error())
	}
	// Ed25519 is deterministic and needs no randomness.
	data, err := cose.Sign1(nil, signer, headers(kid, typ), payload, nil)
	if err != nil {
		panic("internal error: signing: " + err.Error())
	}
	return data
}

// SignProof returns the Ed25519 signature of a Data Integrity proof: over the SHA-256 of its canonical options,
// followed by that of the canonical document (Data Integrity EdDSA Cryptosuites 1.0, 3.2). No COSE message has 64 bytes
// that begin like a hash, so neither signature can be passed off as the other.
func (k *SigningKey) SignProof(options, document [sha256.Size]byte) [ed25519.SignatureSize]byte {
	return [ed25519.SignatureSize]byte(ed25519.Sign(k.reveal().pair, append(options[:], document[:]...)))
}

func headers(kid []byte, typ any) cose.Headers {
	return cose.Headers{Protected: cose.ProtectedHeader{
		cose.HeaderLabelAlgorithm: cose.AlgorithmEdDSA,
		cose.HeaderLabelKeyID:     kid,
		cose.HeaderLabelType:      typ,
	}}
}

// DeriveNumber returns the number of an attendee's certificate or badge. The
// same arguments always give the same number, so a lost ledger or a second run
// changes nothing. Versions count from 1; a corrected certificate takes the
// next one.
func DeriveNumber(key *IDKey, eventID string, kind paper.Kind, attendeeID string, version int) Number {
	return Number(key.derive("number", eventID, uint8(kind), attendeeID, version)[:len(Number{})])
}

// DeriveIndex returns the index of a number in a status list of the given
// capacity, which is at least MinCapacity. Without the key an index looks
// random, so it does not reveal when somebody registered. Attempts count from
// 0; when an index is taken, use the next attempt. Numbers that are placed in
// the same order get the same indexes again.
func DeriveIndex(key *IDKey, n Number, attempt, capacity uint) uint {
	if capacity < MinCapacity {
		panic(fmt.Sprintf("internal error: a status list of %d entries", capacity))
	}
	v := binary.BigEndian.Uint64(key.derive("index", n[:], attempt))
	return uint(v % uint64(capacity))
}

// HashAddress returns a keyed hash of an e-mail address of somebody at an event. Without the key nobody can try
// addresses. Case does not count, as to mail servers.
func HashAddress(key *IDKey, eventID, address string) [32]byte {
	return [32]byte(key.derive("address", eventID, strings.ToLower(address)))
}

// RecordSecret returns the secret with which an organiser's programs authenticate what they have recorded in the folder
// of an event, which may have been in other hands.
func RecordSecret(key *IDKey, eventID string) [32]byte {
	return [32]byte(key.derive("record", eventID))
}

// derive is the keyed hash behind these. Deterministic CBOR separates the parts,
// and the first part names the purpose.
func (k *IDKey) derive(parts ...any) []byte {
	mac := hmac.New(sha256.New, k.reveal().secret[:])
	mac.Write(encode(parts))
	return mac.Sum(nil)
}

// paperRecord is a paper in the making of its record.
type paperRecord struct {
	number Number
	key    recordKey
	token  Token
}

// Records returns the bucket files, by name, in which a verifier finds the tokens of the papers by their numbers, and
// what proof returns of each, unless that is nil: the proof of its Open Badge, at most 127 bytes. It is called from
// several goroutines at once; a nil func means that no paper has one. Decoys are derived from the secret, so that equal
// arguments give equal bytes and nobody else can tell a decoy from a record. All ciphertexts of tokens have the length
// of the longest, all of proofs likewise, and every bucket has 32 or more of each. There are none for an issuer without
// buckets.
func (i *Issuer) Records(papers iter.Seq2[Number, Token], proof func(Number, Token) []byte,
	secret *IDKey) (map[string][]byte, error) {
	if i.Buckets == 0 {
		return nil, nil
	}
	root := i.Root.Thumbprint()
	all := make([][]paperRecord, i.Buckets)
	size, seen := padded(0), make(map[Number]bool)
	for n, t := range papers {
		if seen[n] || len(t) > maxToken {
			return nil, fmt.Errorf("making records: the number %s is there twice, or its token has more than %d bytes",
				n, maxToken)
		}
		seen[n] = true
		k := deriveRecord(n[:], root, recordInfo)
		at := k.place(i.Buckets)
		all[at] = append(all[at], paperRecord{n, k, t})
		size = max(size, padded(len(t)))
	}
	seed := secret.derive("decoys", root[:])
	files := make([][]byte, i.Buckets)
	next := make(chan uint)
	var work sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		work.Go(func() {
			for n := range next {
				entries := i.tokenEntries(n, all[n], seed, size)
				if proof != nil {
					entries = append(entries, i.proofEntries(n, all[n], proof, seed)...)
				}
				slices.SortFunc(entries, bytes.Compare)
				files[n] = sealBucket(i.bucketHead(n), bytes.Join(entries, nil))
			}
		})
	}
	for n := range i.Buckets {
		next <- n
	}
	close(next)
	work.Wait()
	named := make(map[string][]byte, len(files))
	for n, data := range files {
		if len(data) > MaxBucket {
			return nil, fmt.Errorf("making records: a bucket of %d bytes, more than %d: the issuer document has too few "+
				"buckets", len(data), MaxBucket)
		}
		named[bucketName(uint(n), i.Buckets)] = data
	}
	return named, nil
}

// tokenEntries returns the entries of a bucket that hold tokens, whose ciphertexts cover size bytes, and their decoys.
func (i *Issuer) tokenEntries(n uint, papers []paperRecord, seed []byte, size int) (entries [][]byte) {
	for _, p := range papers {
		entries = append(entries, p.key.seal(p.token, size))
	}
	for d := 0; len(entries) < entriesFor(len(papers)); d++ {
		k := decoy(seed, i.Root.Thumbprint(), decoyInfo, n, d)
		entries = append(entries, k.seal(nil, size))
	}
	return entries
}

// proofSize is how many bytes a proof of an Open Badge has at most, with its padding: ours have 105.
const proofSize = 2 * recordPad

// proofEntries returns the entries of a bucket that hold proofs of Open Badges, and their decoys.
func (i *Issuer) proofEntries(n uint, papers []paperRecord, proof func(Number, Token) []byte,
	seed []byte) (entries [][]byte) {
	root := i.Root.Thumbprint()
	for _, p := range papers {
		data := proof(p.number, p.token)
		if len(data) >= proofSize {
			panic("internal error: the proof of an Open Badge is too long")
		}
		if data != nil {
			k := deriveRecord(p.number[:], root, badgeInfo)
			entries = append(entries, k.seal(data, proofSize))
		}
	}
	for d, most := 0, entriesFor(len(entries)); len(entries) < most; d++ {
		k := decoy(seed, root, badgeDecoyInfo, n, d)
		entries = append(entries, k.seal(nil, proofSize))
	}
	return entries
}

// sealBucket returns a bucket of a head and entries.
func sealBucket(head, entries []byte) []byte {
	data := slices.Concat(head, entries)
	sum := sha256.Sum256(data)
	return append(data, sum[:bucketSum]...)
}

// entriesFor returns the number of entries of a bucket with so many records: the next power of two, at least 32.
func entriesFor(records int) int { return max(leastRecords, 1<<bits.Len(uint(max(records, 1)-1))) }

// decoy returns the key material of a decoy. It does not depend on the records, so decoys stay where they are when a
// paper is added.
func decoy(seed []byte, root Thumbprint, info string, bucket uint, n int) recordKey {
	mac := hmac.New(sha256.New, seed)
	mac.Write(binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(nil, uint64(bucket)), uint64(n)))
	return deriveRecord(mac.Sum(nil), root, info)
}

// seal returns the entry of a text in a bucket; its ciphertext covers size bytes.
func (k *recordKey) seal(text []byte, size int) []byte {
	padded := make([]byte, size)
	padded[copy(padded, text)] = 0x80
	entry := append(make([]byte, 0, entryHead+size+sealTag), k.tag[:]...)
	entry = binary.BigEndian.AppendUint16(entry, uint16(size+sealTag))
	return k.aead().Seal(entry, k.nonce[:], padded, nil)
}
