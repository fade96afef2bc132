package credential

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"time"

	"lanyard/internal/base/paper"
)

// Claim holds everything that a token states: what is printed, and where its
// status is published. It holds no e-mail address, telephone number or identity
// number, because anyone who holds the paper can read it. A zero field is
// absent from the token unless its comment says otherwise.
//
// Texts are as printed, in NFC. Sign and Open refuse unprintable texts, and do
// not normalise.
type Claim struct {
	Issuer     string          `json:"issuer"`               // host name, lower case; required
	Issued     time.Time       `json:"issued"`               // UTC, whole seconds; required
	Expires    time.Time       `json:"expires,omitzero"`     // UTC, whole seconds; zero: never
	Number     Number          `json:"number"`               // required
	Replaces   Number          `json:"replaces,omitzero"`    // the certificate that this one corrects
	Status     StatusRef       `json:"status"`               // required
	Kind       paper.Kind      `json:"kind"`                 // zero: a certificate
	Name       string          `json:"name"`                 // required
	NameLocal  string          `json:"name_local,omitempty"` // the name in the second script
	Language   string          `json:"language,omitempty"`   // BCP 47 tag of the name
	Role       string          `json:"role,omitempty"`       // role or category
	Minutes    int             `json:"minutes,omitempty"`    // attended
	EventRef   uint            `json:"event_ref,omitempty"`  // key of Issuer.Events; Judge fills in the next four
	Event      string          `json:"event,omitempty"`      // title
	FirstDay   int             `json:"first_day"`            // days since 1970-01-01; zero is a day
	LastDay    int             `json:"last_day"`             // the same as FirstDay for an event of one day
	IssuerName string          `json:"issuer_name,omitempty"`
	Extra      map[uint]string `json:"extra,omitempty"` // facts of the event's own as printed, keys from 64 on

	EntryHash EntryHash `json:"entry_hash,omitzero"` // of the event entry under EventRef; zero: EventRef names an Event
	Entry     *Entry    `json:"entry,omitempty"`     // Judge fills it in; Sign does not read it

	// Labels are the names of Extra by language tag, as far as the issuer document has them. Judge fills them in; Sign
	// does not read them.
	Labels map[uint]map[string]string `json:"labels,omitempty"`
}

// StatusRef locates a certificate in a status list.
type StatusRef struct {
	Index uint   `json:"index"`
	URI   string `json:"uri"` // https address of the list
}

// Keys of the certificate map.
const (
	certName       = 1
	certEvent      = 2
	certFirstDay   = 3
	certLastDay    = 4
	certRole       = 5
	certMinutes    = 6
	certIssuerName = 7
	certReplaces   = 8
	certNameLocal  = 9
	certKind       = 10
	certEventRef   = 12
	certLanguage   = 13
	certEntryHash  = 14
	certExtra      = 64
)

// Open returns the claim of a token signed by key. It checks neither the key's
// window nor the certificate's status; Judge does. The error is ErrUnsupported
// when the signature is valid but the claim is of a later version.
func Open(t Token, key PublicKey) (Claim, error) {
	m, err := openMessage(t, typeCWT, maxToken)
	if err != nil {
		return Claim{}, fmt.Errorf("opening token: %w", err)
	}
	if id := key.ID(); KeyID(m.kid) != id {
		return Claim{}, fmt.Errorf("opening token: not signed by key %s", id)
	}
	if err := m.verify(key); err != nil {
		return Claim{}, fmt.Errorf("opening token: %w", err)
	}
	c, err := decodeClaim(m.claims)
	if err != nil {
		return Claim{}, fmt.Errorf("opening token: %w", err)
	}
	return c, nil
}

// decodeClaim decodes a payload. With ErrUnsupported it returns the fields that
// it understood.
func decodeClaim(payload map[any]any) (Claim, error) {
	var c Claim
	r := new(reader)
	f := r.fields(payload)
	if !f.has(claimCert) {
		return c, ErrUnsupported
	}
	c.Issuer = f.text(claimIss, "iss", required)
	if err := checkAddress(c.Issuer); err != nil {
		r.fail("iss: %w", err)
	}
	c.Issued = f.time(claimIat, "iat", required)
	c.Expires = f.time(claimExp, "exp", optional)
	f.bytes(c.Number[:], claimCti, "cti", required)
	if c.Number == (Number{}) {
		r.fail("cti: no number")
	}
	status := f.table(claimStatus, "status", required)
	list := status.table("status_list", "status_list", required)
	c.Status.Index = uint(list.integer("idx", "idx", required, 0, maxExact))
	c.Status.URI = list.text("uri", "uri", required)
	if err := checkURI(c.Status.URI); err != nil {
		r.fail("uri: %w", err)
	}
	list.done()
	status.done()
	c.readCertificate(f.table(claimCert, "certificate", required))
	f.done()
	return c, r.failure()
}

func (c *Claim) readCertificate(f *fields) {
	c.Name = f.text(certName, "name", required)
	c.NameLocal = f.text(certNameLocal, "second name", optional)
	c.Language = f.text(certLanguage, "language", optional)
	c.Role = f.text(certRole, "role", optional)
	if f.has(certMinutes) {
		c.Minutes = int(f.integer(certMinutes, "minutes", required, 1, maxMinutes))
	}
	if f.has(certReplaces) {
		f.bytes(c.Replaces[:], certReplaces, "replaced number", required)
		if c.Replaces == (Number{}) {
			f.fail("replaced number: no number")
		}
	}
	if kind := f.integer(certKind, "kind", required, 0, maxExact); kind <= math.MaxUint8 && paper.Kind(kind).Known() {
		c.Kind = paper.Kind(kind)
	} else {
		f.unknown = true
	}
	if f.has(certEventRef) {
		c.EventRef = uint(f.integer(certEventRef, "event reference", required, 1, maxExact))
		if f.has(certEvent) || f.has(certFirstDay) || f.has(certLastDay) || f.has(certIssuerName) {
			f.fail("both an event and an event reference")
		}
		if f.has(certEntryHash) {
			f.bytes(c.EntryHash[:], certEntryHash, "hash of the event entry", required)
			if c.EntryHash == (EntryHash{}) {
				f.fail("hash of the event entry: zero")
			}
		}
	} else {
		if f.has(certEntryHash) {
			f.fail("a hash of an event entry without an event reference")
		}
		c.Event = f.text(certEvent, "event", required)
		c.FirstDay, c.LastDay = f.days(certFirstDay, certLastDay)
		c.IssuerName = f.text(certIssuerName, "issuer's name", required)
	}
	for _, key := range f.keys() {
		n, _ := key.(int64)
		s, isText := f.left[key].(string)
		if n < certExtra || !isText {
			continue
		}
		if err := printable(s); err != nil {
			f.fail("further fact: %w", err)
		}
		if c.Extra == nil {
			c.Extra = make(map[uint]string)
		}
		c.Extra[uint(n)] = s
		delete(f.left, key)
	}
	f.done()
}

// payload encodes c as CWT claims. It checks only what decodeClaim cannot
// detect in the result.
func (c *Claim) payload() ([]byte, error) {
	claims, err := c.claims()
	if err != nil {
		return nil, err
	}
	return encode(claims), nil
}

// claims returns the map that payload encodes, as the decoder would return it.
func (c *Claim) claims() (map[any]any, error) {
	cert := map[any]any{int64(certName): c.Name, int64(certKind): int64(c.Kind)}
	for _, key := range slices.Sorted(maps.Keys(c.Extra)) {
		if key < certExtra {
			return nil, fmt.Errorf("further fact %d: keys start at %d", key, certExtra)
		}
		cert[whole(key)] = c.Extra[key]
	}
	for _, t := range [...]struct {
		key  int64
		text string
	}{{certNameLocal, c.NameLocal}, {certLanguage, c.Language}, {certRole, c.Role}} {
		if t.text != "" {
			cert[t.key] = t.text
		}
	}
	if c.Minutes != 0 {
		cert[int64(certMinutes)] = int64(c.Minutes)
	}
	if c.Replaces != (Number{}) {
		cert[int64(certReplaces)] = c.Replaces[:]
	}
	if c.EventRef != 0 {
		cert[int64(certEventRef)] = whole(c.EventRef)
		if c.Event != "" || c.FirstDay != 0 || c.LastDay != 0 || c.IssuerName != "" {
			return nil, errors.New("both an event and an event reference")
		}
		if c.EntryHash != (EntryHash{}) {
			cert[int64(certEntryHash)] = c.EntryHash[:]
		}
	} else {
		if c.EntryHash != (EntryHash{}) {
			return nil, errors.New("a hash of an event entry without an event reference")
		}
		cert[int64(certEvent)], cert[int64(certIssuerName)] = c.Event, c.IssuerName
		cert[int64(certFirstDay)] = int64(c.FirstDay)
		if c.LastDay != c.FirstDay {
			cert[int64(certLastDay)] = int64(c.LastDay)
		}
	}
	claims := map[any]any{
		int64(claimIss): c.Issuer,
		int64(claimIat): c.Issued.Unix(),
		int64(claimCti): c.Number[:],
		int64(claimStatus): map[any]any{
			"status_list": map[any]any{"idx": whole(c.Status.Index), "uri": c.Status.URI}},
		int64(claimCert): cert,
	}
	if !c.Expires.IsZero() {
		claims[int64(claimExp)] = c.Expires.Unix()
	}
	return claims, nil
}

// whole returns n as the decoder returns it, or n itself, which it refuses, if it is larger than that.
func whole(n uint) any {
	if n > math.MaxInt64 {
		return n
	}
	return int64(n)
}
