package web

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
)

// documentPolicy is the policy inside the page itself, for hosts that send no
// header; policy adds what only a header can set.
const (
	documentPolicy = "default-src 'none'; script-src 'self'; connect-src 'self'; worker-src 'self'; " +
		"style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
	policy = "default-src 'none'; script-src 'self'; connect-src 'self'; worker-src 'self'; " +
		"style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
		"require-trusted-types-for 'script'"
	// The archive has a policy of its own: the site's would forbid its script.
	archivePolicy = "frame-ancestors 'none'"
)

// A field is one line of a response header.
type field struct{ name, value string }

// common is sent with every response, errors included.
var common = []field{
	{"Cross-Origin-Opener-Policy", "same-origin"},
	{"Permissions-Policy", "camera=(self), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"},
	{"Referrer-Policy", "no-referrer"},
	{"X-Content-Type-Options", "nosniff"},
	{"X-Robots-Tag", "noindex"},
}

// transport is sent with every response over TLS (RFC 6797, 7.2): a year.
var transport = field{"Strict-Transport-Security", "max-age=31536000"}

// How long a browser may use a file without asking: no time at all, or for ever for the
// parts of the page, whose folder gets another name when one of them changes.
var (
	revalidated = field{"Cache-Control", "no-cache"}
	immutable   = field{"Cache-Control", "public, max-age=31536000, immutable"}
)

func isPart(name string) bool { return strings.HasPrefix(name, partsFolder) }

func caching(name string) field {
	if isPart(name) {
		return immutable
	}
	return revalidated
}

// own returns the header fields of a file that are added to the common ones.
// The pages of other verifiers may read data.
func own(name string) []field {
	guarded := func(policy string) []field {
		return []field{{"Content-Security-Policy", policy}, {"Cross-Origin-Resource-Policy", "same-origin"},
			{"X-Frame-Options", "DENY"}}
	}
	switch {
	case name == indexFile, name == workerFile, isPart(name) && strings.HasSuffix(name, "/"+readerFile):
		return guarded(policy)
	case name == archiveFile:
		return append(guarded(archivePolicy),
			field{"Content-Disposition", `attachment; filename="` + archiveFile + `"`})
	case isData(name):
		return []field{{"Access-Control-Allow-Origin", "*"}, {"Cross-Origin-Resource-Policy", "cross-origin"}}
	}
	return []field{{"Cross-Origin-Resource-Policy", "same-origin"}}
}

// isData reports whether a file is meant for other software too.
func isData(name string) bool {
	return name == issuerFile || name == "did.json" || strings.HasPrefix(name, listFolder) ||
		strings.HasPrefix(name, recordFolder) || strings.HasPrefix(name, ".well-known/")
}

var contentTypes = map[string]string{
	".css":  "text/css; charset=utf-8",
	".cwt":  "application/cwt",
	".html": "text/html; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
	".json": "application/json",
	".png":  "image/png",
	".svg":  "image/svg+xml",
	".txt":  "text/plain; charset=utf-8",
}

func contentType(name string) string {
	if strings.HasPrefix(name, listFolder) {
		return "application/statuslist+cwt"
	}
	if t, ok := contentTypes[path.Ext(name)]; ok {
		return t
	}
	return "application/octet-stream"
}

// headersFile returns the same rules as the file _headers, which static hosts such
// as Netlify and Cloudflare Pages read.
func headersFile() []byte {
	var b strings.Builder
	rule := func(pattern string, fields []field) {
		fmt.Fprintln(&b, pattern)
		for _, f := range fields {
			fmt.Fprintf(&b, "  %s: %s\n", f.name, f.value)
		}
	}
	typed := func(name string) []field { return append(own(name), field{"Content-Type", contentType(name)}) }
	// Some hosts join the values of all rules that match, so no path gets two values of one name.
	rule("/*", append(slices.Clone(common), transport))
	for _, name := range []string{"", indexFile, workerFile, archiveFile} {
		rule("/"+name, append(own(cmp.Or(name, indexFile)), revalidated))
	}
	rule("/"+partsFolder+"*", []field{immutable})
	rule("/"+partsFolder+"*/"+readerFile, own(partsFolder+"v/"+readerFile))
	rule("/"+issuerFile, append(typed(issuerFile), revalidated))
	rule("/"+listFolder+"*", append(typed(listFolder+"1"), revalidated))
	rule("/"+recordFolder+"*", append(typed(recordFolder+"0"), revalidated))
	rule("/.well-known/*", append(own(".well-known/jwks.json"), revalidated))
	return []byte(b.String())
}
