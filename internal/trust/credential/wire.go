package credential

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/fxamacker/cbor/v2"
)

// The largest published files, in bytes. Reading one from a disk or a host stops there.
const (
	MaxIssuerDocument = 256 << 10     // some 3,000 events; the page carries the whole document
	MaxStatusList     = 1<<20 + 4<<10 // a signed list: zlib adds 5 bytes to each 64 KiB it cannot shrink
	MaxAllowList      = 8 << 20       // 1,048,576 tokens of 8 bytes
)

// Limits of everything else that comes from outside.
const (
	maxToken       = 2_048        // bytes: a symbol of version 20, level M holds fewer
	maxInput       = 8_192        // bytes of pasted text: 2,048 bytes are 4,974 digits, the rest is URL and white space
	maxNesting     = 8            // levels of CBOR; the deepest known structure, the issuer document, has 8
	maxInflated    = 1 << 20      // bytes of a status list once inflated: 4,194,304 certificates
	maxPath        = 120          // bytes of the path of a verification address: codes hold it
	maxHost        = 253          // bytes of a host name (RFC 1035, 2.3.4, without the root)
	maxURI         = 512          // bytes of the address of a status list; ours have some 30
	maxTime        = 253402300799 // 9999-12-31T23:59:59Z: later years do not fit RFC 3339
	minDay, maxDay = -719162, 2932896
	maxMinutes     = 527_040 // a leap year
	maxExact       = 1<<53 - 1
)

// ErrUnsupported reports that a token or document is well formed and, if the
// signature was checked, genuine, but of a later version than this package
// knows.
var ErrUnsupported = errors.New("made by a later version")

var encoding, strict, lenient = modes()

// modes returns the encoder of core deterministic CBOR, the strict decoder, and
// the lenient decoder, which only peek uses.
func modes() (cbor.EncMode, cbor.DecMode, cbor.DecMode) {
	e, err := cbor.CoreDetEncOptions().EncMode()
	if err != nil {
		panic("internal error: " + err.Error())
	}
	s, err := cbor.DecOptions{
		DupMapKey:       cbor.DupMapKeyEnforcedAPF,
		IndefLength:     cbor.IndefLengthForbidden,
		TagsMd:          cbor.TagsForbidden,
		IntDec:          cbor.IntDecConvertSignedOrFail,
		MaxNestedLevels: maxNesting,
	}.DecMode()
	if err != nil {
		panic("internal error: " + err.Error())
	}
	l, err := cbor.DecOptions{IntDec: cbor.IntDecConvertSignedOrFail}.DecMode()
	if err != nil {
		panic("internal error: " + err.Error())
	}
	return e, s, l
}

// encode returns the core deterministic encoding of v, which this package
// builds from maps, slices, text, bytes and integers.
func encode(v any) []byte {
	data, err := encoding.Marshal(v)
	if err != nil {
		panic("internal error: encoding CBOR: " + err.Error())
	}
	return data
}

// decode decodes one CBOR item in core deterministic encoding. The strict
// decoder still accepts overlong integers and unsorted keys, hence the
// comparison.
func decode(data []byte) (any, error) {
	var v any
	if err := strict.Unmarshal(data, &v); err != nil {
		return nil, err
	}
	again, err := encoding.Marshal(v)
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(again, data) {
		return nil, errors.New("not in deterministic encoding")
	}
	return v, nil
}

func decodeMap(data []byte) (map[any]any, error) {
	v, err := decode(data)
	if err != nil {
		return nil, err
	}
	m, ok := v.(map[any]any)
	if !ok {
		return nil, errors.New("not a map")
	}
	return m, nil
}

// reader reads decoded maps. It records the first error, and whether any key
// was left over.
type reader struct {
	err     error
	unknown bool
}

func (r *reader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf(format, args...)
	}
}

// failure returns the first error, or ErrUnsupported when there is none but a
// key was left over.
func (r *reader) failure() error {
	if r.err == nil && r.unknown {
		return ErrUnsupported
	}
	return r.err
}

// fields is a map being read. Each method removes one key and checks its value;
// what names the value in errors.
type fields struct {
	*reader
	left map[any]any
}

type presence bool

const (
	required presence = true
	optional presence = false
)

func (r *reader) fields(m map[any]any) *fields { return &fields{r, m} }

// keys returns the keys that are left, in a fixed order.
func (f *fields) keys() []any {
	keys := slices.Collect(maps.Keys(f.left))
	slices.SortFunc(keys, func(a, b any) int { return bytes.Compare(encode(a), encode(b)) })
	return keys
}

// done records every key still left as unknown.
func (f *fields) done() {
	if len(f.left) > 0 {
		f.unknown = true
	}
}

// label returns key as the decoder returns it: integers are int64.
func label(key any) any {
	if n, ok := key.(int); ok {
		return int64(n)
	}
	return key
}

func (f *fields) has(key any) bool {
	_, ok := f.left[label(key)]
	return ok
}

func (f *fields) take(key any, what string, p presence) (any, bool) {
	v, ok := f.left[label(key)]
	delete(f.left, label(key))
	if !ok && p == required {
		f.fail("%s: missing", what)
	}
	return v, ok
}

// taken is take for a value that must be of type T.
func taken[T any](f *fields, key any, what string, p presence) (t T, ok bool) {
	v, ok := f.take(key, what, p)
	if !ok {
		return t, false
	}
	if t, ok = v.(T); !ok {
		f.fail("%s: wrong type", what)
	}
	return t, ok
}

func (f *fields) text(key any, what string, p presence) string {
	s, ok := taken[string](f, key, what, p)
	if ok {
		if err := printable(s); err != nil {
			f.fail("%s: %w", what, err)
		}
	}
	return s
}

func (f *fields) integer(key any, what string, p presence, least, most int64) int64 {
	n, ok := taken[int64](f, key, what, p)
	if ok && (n < least || n > most) {
		f.fail("%s: %d is not between %d and %d", what, n, least, most)
	}
	return n
}

// time returns the zero time when the key is absent.
func (f *fields) time(key any, what string, p presence) time.Time {
	if !f.has(key) && p == optional {
		return time.Time{}
	}
	return time.Unix(f.integer(key, what, p, 0, maxTime), 0).UTC()
}

// days returns the first and the last day under two keys.
func (f *fields) days(first, last any) (int, int) {
	a := f.integer(first, "first day", required, minDay, maxDay)
	if !f.has(last) {
		return int(a), int(a)
	}
	// Equal days omit the last one, so that a claim has one encoding.
	b := f.integer(last, "last day", required, minDay, maxDay)
	if b <= a {
		f.fail("last day: not after the first")
	}
	return int(a), int(b)
}

// bytes fills dst with a value of exactly its length, or leaves dst unchanged.
func (f *fields) bytes(dst []byte, key any, what string, p presence) {
	b, ok := taken[[]byte](f, key, what, p)
	if ok && len(b) != len(dst) {
		f.fail("%s: %d bytes, not %d", what, len(b), len(dst))
		return
	}
	copy(dst, b)
}

func (f *fields) table(key any, what string, p presence) *fields {
	m, _ := taken[map[any]any](f, key, what, p)
	return f.fields(m)
}

func (f *fields) list(key any, what string, p presence) []any {
	l, ok := taken[[]any](f, key, what, p)
	if ok && len(l) == 0 && p == optional {
		f.fail("%s: empty", what)
	}
	return l
}

// texts returns a list of texts, each of which must pass check.
func (f *fields) texts(key any, what string, check func(string) error) []string {
	var texts []string
	for _, v := range f.list(key, what, optional) {
		s, ok := v.(string)
		if !ok {
			f.fail("%s: wrong type", what)
			return nil
		}
		if err := check(s); err != nil {
			f.fail("%s: %w", what, err)
		}
		texts = append(texts, s)
	}
	return texts
}

// printable rejects empty text, and characters that could hide or reorder the
// text around them.
func printable(s string) error {
	if s == "" {
		return errors.New("empty text")
	}
	for _, r := range s {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' ||
			r >= '\u202A' && r <= '\u202E' || r >= '\u2066' && r <= '\u2069' {
			return fmt.Errorf("control character %U in %+q", r, s)
		}
	}
	return nil
}

// checkHost rejects everything but a host name in lower case (RFC 1123, 2.1;
// names outside ASCII as punycode).
func checkHost(host string) error {
	valid := len(host) <= maxHost
	for label := range strings.SplitSeq(host, ".") {
		valid = valid && len(label) > 0 && len(label) <= 63 &&
			label[0] != '-' && label[len(label)-1] != '-' &&
			strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
	}
	if !valid {
		return fmt.Errorf("%+q is not a host name in lower case", host)
	}
	return nil
}

// checkAddress rejects everything but a verification address: a host name, and optionally the path of the folder with
// the site, in lower case, as user.github.io/verify.
func checkAddress(address string) error {
	host, path, found := strings.Cut(address, "/")
	if err := checkHost(host); err != nil {
		return err
	}
	valid := len(path) <= maxPath && (found == (path != ""))
	for segment := range strings.SplitSeq(path, "/") {
		valid = valid && (segment != "" || !found) && !strings.HasPrefix(segment, ".") &&
			strings.Trim(segment, "abcdefghijklmnopqrstuvwxyz0123456789-_.") == ""
	}
	if !valid {
		return fmt.Errorf("%+q is not a host name with a path in lower case", address)
	}
	return nil
}

// checkURI rejects everything but an https address with a path.
func checkURI(uri string) error {
	rest, ok := strings.CutPrefix(uri, "https://")
	host, path, found := strings.Cut(rest, "/")
	if !ok || !found || len(uri) > maxURI || checkHost(host) != nil || checkPath("/"+path) != nil {
		return fmt.Errorf("%+q is not an https address with a path", uri)
	}
	return nil
}

// checkPath rejects everything but an absolute path of visible ASCII.
func checkPath(path string) error {
	if !strings.HasPrefix(path, "/") || len(path) > maxURI || strings.Contains(path+"/", "/../") ||
		strings.ContainsFunc(path, func(r rune) bool { return r <= ' ' || r > '~' || r == '#' || r == '\\' }) {
		return fmt.Errorf("%+q is not an absolute path", path)
	}
	return nil
}
