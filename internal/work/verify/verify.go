// Package verify judges what somebody holds: a token, a verification address, a
// picture of a QR code, or a PDF.
//
//	file bytes | text  ->  Results: verdict, signed facts, and what of them the page does not show
//
// The signature says that a token is genuine, and nothing about the paper around
// it: a forger can print another name beside a genuine QR code. So the page of a
// PDF that Lanyard made is read, and every signed fact that a page must show is
// looked for in its text as a reader would. A PDF that was changed, or that another
// program made, is never believed: its token is judged alone, and the result is
// Uncompared whatever the verdict on it is. Pixels over a text are not seen: a page
// that says every fact may show something else to the eye.
//
// The room reads no file and asks no network. Issuer documents and status lists
// come as a verifier.Trust.
//
// # Decisions
//
// The page of a PDF is read, not believed. Readback takes only files that we made, and locale.See compares as
// eyes do. A missing name, number or event is an error; a missing role or issuer is only reported, because
// designs may leave them out.
//
// An attached token is compared with the one in the QR code, and counts alone where the page has no code.
package verify

import (
	"slices"
	"strings"
	"time"

	"lanyard/internal/base/locale"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/verifier"
	"lanyard/internal/work/issue"
)

// The limits of what is judged.
const (
	// MaxFile is how many bytes a file may have: a PDF of a hundred thousand badges.
	MaxFile = 1 << 30

	// maxText is how many bytes a file of text may have. A token and its address
	// take 5 KB; the rest is white space.
	maxText = 1 << 20
)

// Result is the verdict on one token, and what the page around it shows.
type Result struct {
	credential.Verdict

	// Facts are the signed facts; none unless the verdict has a claim.
	Facts []Fact

	// PDF reports that the token was found in a PDF.
	PDF bool

	// Page is the page of that PDF, counted from 1. It is 0 when the page could not
	// be read, as the file was changed or made by another program, and when the
	// token is attached to a file of several pages.
	Page int

	// Elsewhere is the host and path of the address that was verified, when they are
	// not the issuer's: a page there can claim anything.
	Elsewhere string

	// Future reports that the paper says it was issued after now.
	Future bool

	// OtherAttached reports that a token is attached to the PDF that is in none of
	// its QR codes.
	OtherAttached bool
}

// Text judges a token or a verification address.
func Text(text string, by *verifier.Trust, now time.Time) Result {
	return find{text: text}.judge(by, now)
}

// File judges every token in a file: a PDF, a PNG or JPEG of a QR code, or a text.
// There is at least one result. A file without a token is credential.StateUnreadable,
// and Detail says why.
func File(data []byte, by *verifier.Trust, now time.Time) []Result {
	finds, err := tokens(data)
	if err != nil {
		return []Result{{Verdict: credential.Verdict{State: credential.StateUnreadable, Detail: err.Error()}}}
	}
	results := make([]Result, len(finds))
	for i, f := range finds {
		results[i] = f.judge(by, now)
	}
	return results
}

// Differing returns the facts that the page must show and does not. One is enough
// to call the page forged, whatever the verdict on the token is.
func (r Result) Differing() []Fact { return r.absent(Required) }

// LeftOut returns the facts that the page may show and does not.
func (r Result) LeftOut() []Fact { return r.absent(Optional) }

func (r Result) absent(d Demand) (facts []Fact) {
	for _, f := range r.Facts {
		if f.Absent && f.Demand == d {
			facts = append(facts, f)
		}
	}
	return facts
}

// ExitUncompared is the exit code of a genuine token in a PDF whose page could not
// be compared with it.
const ExitUncompared = 11

// Uncompared reports whether the token is genuine and in good standing, as far as
// is known, but came in a PDF whose page could not be compared with it: the file is
// not as Lanyard made it, so the page may show anything.
func (r Result) Uncompared() bool {
	switch r.State {
	case credential.StateValid, credential.StateStale, credential.StateUnknown:
		return r.PDF && r.Page == 0
	}
	return false
}

// ExitCode returns the exit code of the verdict, or that of credential.StateTampered
// when it is higher and the page, or the attached token, is not what was signed, or
// ExitUncompared.
func (r Result) ExitCode() int {
	code := r.State.ExitCode()
	if r.Uncompared() {
		code = ExitUncompared
	}
	if r.OtherAttached || len(r.Differing()) > 0 {
		code = max(code, credential.StateTampered.ExitCode())
	}
	return code
}

// judge returns the verdict on a find and compares the facts with its page.
func (f find) judge(by *verifier.Trust, now time.Time) Result {
	r := Result{Verdict: credential.Judge(f.text, by.Issuers, by.Lists, now), PDF: f.pdf, Page: f.page,
		OtherAttached: f.other}
	if r.Claim != nil {
		r.Facts = Facts(r.Claim)
		compare(r.Facts, r.Claim, f.shown)
		r.Future = r.Claim.Issued.After(now)
	}
	if r.Issuer != nil {
		r.Elsewhere = elsewhere(f.text, r.Issuer)
	}
	return r
}

// elsewhere returns the place of a verification address, without https://, when it is
// none of the issuer's, and "" otherwise or when the text is no address.
func elsewhere(text string, i *credential.Issuer) string {
	before, _, found := strings.Cut(strings.Join(strings.Fields(text), ""), "#")
	at := strings.Index(before, "://")
	if !found || at < 0 {
		return ""
	}
	place := strings.TrimRight(strings.ToLower(before[at+len("://"):]), "/")
	host, _, _ := strings.Cut(place, "/")
	if slices.ContainsFunc(append([]string{i.Host}, i.FormerHosts...), func(h string) bool { return h == place || h == host || strings.HasPrefix(place, h+"/") }) {
		return ""
	}
	return place
}

// compare marks the facts that a page should show and does not.
func compare(facts []Fact, c *credential.Claim, shown *locale.Sight) {
	for i := range facts {
		f := &facts[i]
		f.Absent = shown != nil && f.Demand != Unprinted && !shown.Shows(f.Value) && !spelled(c, f.Name, shown)
	}
}

// spelled reports whether a page shows a fact in another form than its value.
func spelled(c *credential.Claim, name string, shown *locale.Sight) bool {
	for form := range issue.Spellings(c, name) {
		if shown.Shows(form) {
			return true
		}
	}
	return false
}
