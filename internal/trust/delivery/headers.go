// Package delivery defines how the files of a verification site reach a browser: their names, the header fields that
// they are sent with, and the content codings in which they are prepared. The site, every server of it, and whoever
// checks a server go by the same rules.
package delivery

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
)

// Names of files and folders of a site, in which folders end with a slash.
const (
	IndexFile    = "index.html"
	WorkerFile   = "sw.js"
	ReaderFile   = "qr/worker.js" // in a folder of parts
	IssuerFile   = "issuer.cwt"
	ArchiveFile  = "verify-archive.html"
	ListFolder   = "s/"
	RecordFolder = "r/"
	BadgeFolder  = "b/"       // status lists of Open Badges
	DIDFile      = "did.json" // in .well-known/ for a host without a path
	PartsFolder  = "p/"       // followed by the version of the page, a folder
)

// DocumentPolicy is the content security policy inside the page itself, for hosts that send no header.
const DocumentPolicy = "default-src 'none'; script-src 'self'; connect-src 'self'; worker-src 'self'; " +
	"style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"

// policy adds what only a header can set.
const (
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

// StrictTransport is the value of Strict-Transport-Security in every response over TLS (RFC 6797, 7.2): a year.
const StrictTransport = "max-age=31536000"

// How long a browser may use a file without asking: not at all, or for ever for the parts of the page, whose folder is
// renamed when one of them changes.
var (
	revalidated = field{"Cache-Control", "no-cache"}
	immutable   = field{"Cache-Control", "public, max-age=31536000, immutable"}
)

func isPart(name string) bool { return strings.HasPrefix(name, PartsFolder) }

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
	case name == IndexFile, name == WorkerFile, isPart(name) && strings.HasSuffix(name, "/"+ReaderFile):
		return guarded(policy)
	case name == ArchiveFile:
		return append(guarded(archivePolicy),
			field{"Content-Disposition", `attachment; filename="` + ArchiveFile + `"`})
	case isData(name):
		return []field{{"Access-Control-Allow-Origin", "*"}, {"Cross-Origin-Resource-Policy", "cross-origin"}}
	}
	return []field{{"Cross-Origin-Resource-Policy", "same-origin"}}
}

// isData reports whether a file is meant for other software too.
func isData(name string) bool {
	return name == IssuerFile || name == DIDFile || strings.HasPrefix(name, ListFolder) ||
		strings.HasPrefix(name, RecordFolder) || strings.HasPrefix(name, BadgeFolder) ||
		strings.HasPrefix(name, ".well-known/")
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
	if strings.HasPrefix(name, ListFolder) {
		return "application/statuslist+cwt"
	}
	if t, ok := contentTypes[path.Ext(name)]; ok {
		return t
	}
	return "application/octet-stream"
}

// Headers returns the header fields that a file of the site should be sent with, by name. The file's name is as in a
// site.
func Headers(name string) map[string]string {
	all := map[string]string{"Content-Type": contentType(name)}
	for _, f := range append(append([]field{caching(name)}, common...), own(name)...) {
		all[f.name] = f.value
	}
	return all
}

// CommonHeaders returns the header fields of every response, refusals included, by name.
func CommonHeaders() map[string]string {
	all := make(map[string]string)
	for _, f := range common {
		all[f.name] = f.value
	}
	return all
}

// HeadersFile returns the same rules as the file _headers, which static hosts such
// as Netlify and Cloudflare Pages read.
func HeadersFile() []byte {
	var b strings.Builder
	rule := func(pattern string, fields []field) {
		fmt.Fprintln(&b, pattern)
		for _, f := range fields {
			fmt.Fprintf(&b, "  %s: %s\n", f.name, f.value)
		}
	}
	typed := func(name string) []field { return append(own(name), field{"Content-Type", contentType(name)}) }
	// Some hosts join the values of all rules that match, so no path gets two values of one name.
	rule("/*", append(slices.Clone(common), field{"Strict-Transport-Security", StrictTransport}))
	for _, name := range []string{"", IndexFile, WorkerFile, ArchiveFile} {
		rule("/"+name, append(own(cmp.Or(name, IndexFile)), revalidated))
	}
	rule("/"+PartsFolder+"*", []field{immutable})
	rule("/"+PartsFolder+"*/"+ReaderFile, own(PartsFolder+"v/"+ReaderFile))
	rule("/"+IssuerFile, append(typed(IssuerFile), revalidated))
	rule("/"+ListFolder+"*", append(typed(ListFolder+"1"), revalidated))
	rule("/"+RecordFolder+"*", append(typed(RecordFolder+"0"), revalidated))
	rule("/"+BadgeFolder+"*", append(typed(BadgeFolder+"1.json"), revalidated))
	rule("/"+DIDFile, append(typed(DIDFile), revalidated)) // of a site under a path
	rule("/.well-known/*", append(own(".well-known/jwks.json"), revalidated))
	return []byte(b.String())
}
