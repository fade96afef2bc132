package issuer

import (
	"fmt"
	"regexp"
	"strings"

	"lanyard/internal/base/source"
	"lanyard/internal/input/values"
)

var (
	// address matches a host name of RFC 1123, section 2.1, in lower case, with at least two labels, the last of which
	// is not a number, or the local host; and a path, of which credential allows the same letters.
	address = regexp.MustCompile(`^(([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]|localhost)` +
		`(/[a-z0-9_-][a-z0-9_.-]*)*$`)
	// scheme, port and rest match what people paste around an address.
	scheme = regexp.MustCompile(`^[A-Za-z]+://`)
	port   = regexp.MustCompile(`^([^/:?#]*):[0-9]*`)
	rest   = regexp.MustCompile(`/*(/index\.html?)?([?#].*)?$`)
)

// AddressPattern matches every address that CheckAddress accepts, and longer ones.
var AddressPattern = address.String()

// The most bytes of a host name in the DNS (RFC 1035, section 2.3.4), and of the path of a
// verification address, which every code holds.
const (
	maxHost = 253
	maxPath = 120
)

// CheckAddress checks the verification address that goes into every QR code: a host name, with
// the path of a folder where the site has no host to itself.
func CheckAddress(r *values.Reader, key, text string) {
	host, path, _ := strings.Cut(text, "/")
	if !r.Has(key) || address.MatchString(text) && len(host) <= maxHost && len(path) <= maxPath {
		return
	}
	bare := strings.ToLower(port.ReplaceAllString(scheme.ReplaceAllString(text, ""), "$1"))
	bare = rest.ReplaceAllString(bare, "")
	hint := "write a bare host name, like verify.example.org, or one with a path, like user.github.io/verify"
	switch {
	case strings.ContainsFunc(host, func(c rune) bool { return c > '~' }):
		hint = "write the host in its machine form, which begins with xn--, like xn--mgba3a4f16a.ir"
	case len(path) > maxPath:
		hint = fmt.Sprintf("shorten the path to %d letters: every code holds it", maxPath)
	case address.MatchString(bare) && port.MatchString(scheme.ReplaceAllString(text, "")):
		hint = fmt.Sprintf("the page must be at the usual port of https; write verify = %q", bare)
	case address.MatchString(bare):
		hint = fmt.Sprintf("write verify = %q", bare)
	}
	what := " is not a host name"
	if address.MatchString(host) && len(host) <= maxHost {
		what = " has a path that cannot stand in a code: small letters, digits, and - _ . between them"
	}
	r.Report("bad-host", key, source.Quote(text)+what, hint)
}
