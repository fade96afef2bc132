package eventfile

import "regexp"

// The archive formats of certificates: PDF/A-2u, and PDF/A-3u with the signed token attached.
const (
	Archive2U = "a-2u"
	Archive3U = "a-3u"
)

// What QR codes carry: the signed token, which verifies without a network, or the short link of the number, whose code
// is small and opens the token on the verification page.
const (
	CodeToken  = "token"
	CodeNumber = "number"
)

// Everybody is the rule by which everybody gets papers, whatever the list says about presence.
const Everybody = "everybody"

// The words that keys under [badges] take, in the order of the manual.
var (
	Folds      = []string{"none", "tent", "butterfly"}
	Flips      = []string{"long", "short"}
	Orders     = []string{"rows", "stack"}
	Separators = []string{"cell", "sheet", "none"}
	Filings    = []string{"one", "group"}
	Codes      = []string{CodeToken, CodeNumber} // of certificates too
)

// The numbers that keys take.
const (
	MaxGrid      = 20     // badges in a row or a column of a sheet
	MaxCopies    = 100    // of a badge: a larger number is a typing error
	LeastFactKey = 64     // lower keys of a token are Lanyard's own
	MostFactKey  = 65_535 // two bytes of the QR code
)

// NamePattern is what names of roles, sheets, printers, pictures, texts and built-in templates are made of.
var NamePattern = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,63}$`)
