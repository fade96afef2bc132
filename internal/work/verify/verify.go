// Package verify judges a token, a verification address, a picture of a QR code, an Open Badge, or a PDF.
//
//	file bytes | text  ->  Results: verdict, signed facts, and which of them the page does not show
//
// The signature proves that a token is genuine, but nothing about the paper around it: a forger can print another name
// next to a genuine QR code. So the page of a PDF that Lanyard made is read, and every signed fact that a page must
// show is looked for in its text as a reader would. A PDF that was changed, or made by another program, is never
// trusted: its token is judged alone, and the result is Uncompared whatever the verdict. A page that would pass is
// drawn, and a fact that it holds without showing it to the eye (white, covered, beyond the edge, in other letters)
// makes it Uncompared, too, as does one in a face that the program does not have: anybody can make a face that draws
// another name. A page adds what it likes, which Besides counts: one that contains every fact may look different to the
// eye. Picture draws the page as the file says and sets the facts next to it, for a person to compare.
//
// The room reads no file and asks no network. Issuer documents and status lists come as a verifier.Trust.
//
// # Decisions
//
// The page of a PDF is read, not trusted. Readback takes only files that we made, and locale.See compares as eyes do. A
// missing name, number or event is an error. So is a missing role, issuer or day if the entry of the event in the
// issuer document promises that every paper of the kind prints it; otherwise it is only reported, because designs may
// leave it out.
//
// An attached token is compared with the one in the QR code. If the page has no code, the attached token is judged
// alone.
package verify

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"lanyard/internal/base/locale"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/openbadge"
	"lanyard/internal/trust/verifier"
	"lanyard/internal/typography/font"
	"lanyard/internal/work/issue"
	"lanyard/internal/work/promise"
)

// Limits of the input.
const (
	// MaxFile is the maximum size of a file in bytes: a PDF of a hundred thousand badges.
	MaxFile = 1 << 30

	// maxText is the maximum size of a text file in bytes. A token with its address takes 5 KB; the rest is white
	// space.
	maxText = 1 << 20
)

// Result is the verdict on one token, and the result of comparing the page around it.
type Result struct {
	credential.Verdict

	// Facts are the signed facts; none unless the verdict has a claim.
	Facts []Fact

	// PDF is set if the token was found in a PDF.
	PDF bool

	// Page is the page of that PDF, from 1. It is 0 if the page could not be read because the file was changed or
	// made by another program, or if the token is attached to a file of several pages.
	Page int

	// Without is the number of pages of that PDF that have no token of their own, so that nothing on them is vouched
	// for: backs of badges, or pages that somebody added. Only the first result of a file has it.
	Without int

	// Besides is what a page that was compared shows besides, and what nobody compares with anything.
	Besides Besides

	// Elsewhere is the host and path of the verified address if they are not the issuer's: a page there can claim
	// anything.
	Elsewhere string

	// Future is set if the date on the paper is after now.
	Future bool

	// OtherAttached is set if a token is attached to the PDF that none of its QR codes holds.
	OtherAttached bool

	text string // the token or address that was judged
}

// Text judges a token, a verification address or a number.
func Text(text string, by *verifier.Trust, now time.Time) Result {
	return find{text: text}.judge(by, now)
}

// File judges every token in a file: a PDF, a PNG or JPEG of a QR code, or a text. There is at least one result.
// For a file without a token it is credential.StateUnreadable, and Detail gives the reason. When ctx ends first, so
// does the search for a QR code.
func File(ctx context.Context, data []byte, by *verifier.Trust, now time.Time) []Result {
	return FileWith(ctx, data, by, now, nil)
}

// FileWith is File for the papers of an event with fonts of its own: letters are compared with these faces, too. They
// must come from the organiser, as the keys do. nil is none.
func FileWith(ctx context.Context, data []byte, by *verifier.Trust, now time.Time, own *font.Library) []Result {
	finds, err := tokens(ctx, data)
	if err != nil {
		return []Result{{Verdict: credential.Verdict{State: credential.StateUnreadable, Detail: err.Error()}}}
	}
	results := make([]Result, len(finds))
	for i, f := range finds {
		results[i] = f.judge(by, now)
	}
	if err := inspect(ctx, data, finds, results, own); err != nil {
		return []Result{{Verdict: credential.Verdict{State: credential.StateUnreadable, Detail: err.Error()}}}
	}
	return results
}

// Differing returns the facts that the page must show but does not. A single one makes the page forged, whatever
// the verdict on the token.
func (r Result) Differing() []Fact { return r.absent(Required) }

// LeftOut returns the facts that the page may show but does not.
func (r Result) LeftOut() []Fact { return r.absent(Optional) }

func (r Result) absent(d Demand) (facts []Fact) {
	for _, f := range r.Facts {
		if f.Absent && f.Demand == d {
			facts = append(facts, f)
		}
	}
	return facts
}

// Hidden returns the facts that the page holds and hides from the eye, or may hide because it is too much work to draw.
func (r Result) Hidden() (facts []Fact) {
	for _, f := range r.Facts {
		if f.Hidden {
			facts = append(facts, f)
		}
	}
	return facts
}

// Unlike returns the facts that the page shows only in faces that the program does not have, so that their letters were
// not compared with what the file says of them.
func (r Result) Unlike() (facts []Fact) {
	for _, f := range r.Facts {
		if f.Unlike {
			facts = append(facts, f)
		}
	}
	return facts
}

// Unpromised returns the facts that the page does not show, when the event's entry in the issuer document promises
// nothing of papers of this kind: then nobody knows whether the design leaves them out or somebody has edited them.
func (r Result) Unpromised() []Fact {
	if r.Page == 0 || r.Claim == nil || promise.Known(r.Claim) {
		return nil
	}
	return r.LeftOut()
}

// ExitUncompared is the exit code for a genuine token in a PDF whose page could not be compared with it.
const ExitUncompared = 11

// Uncompared reports whether the token is genuine and in good standing as far as known, but came in a PDF that
// Lanyard did not make or that was changed, so that the page may show anything; whose page hides a signed fact; or shows
// one in a face that the program does not have: anybody can make a face that draws another name.
func (r Result) Uncompared() bool {
	return r.standing() && r.PDF && (r.Page == 0 || len(r.Hidden()) > 0 || len(r.Unlike()) > 0)
}

// standing reports whether the token is genuine and in good standing as far as known.
func (r Result) standing() bool {
	switch r.State {
	case credential.StateValid, credential.StateStale, credential.StateUnknown:
		return true
	}
	return false
}

// ExitCode returns the exit code of the verdict; or that of credential.StateTampered, if higher, when the page or
// the attached token differs from what was signed; or ExitUncompared.
// A fact of which nobody knows whether the page must show it changes no code: genuine papers lack it, too.
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
	r := Result{PDF: f.pdf, Page: f.page, Without: f.without, OtherAttached: f.other, text: f.text}
	if f.badge != nil {
		r.Verdict = openbadge.Judge(f.badge, by.Issuers, by.Lists, now)
	} else {
		r.Verdict = credential.JudgeWith(f.text, by.Issuers, by.Records, by.Lists, now)
	}
	if r.Claim != nil {
		r.Facts = Facts(r.Claim)
		compare(r.Facts, r.Claim, f.shown)
		r.Future = r.Claim.Issued.After(now)
	}
	if r.Issuer != nil {
		r.Elsewhere = elsewhere(cmp.Or(f.link, f.text), r.Issuer)
	}
	return r
}

// elsewhere returns the host and path of a verification address, without https://, if they are not the issuer's; ""
// otherwise, or if the text is not an address.
func elsewhere(text string, i *credential.Issuer) string {
	before, _, found := strings.Cut(strings.Join(strings.Fields(text), ""), "#")
	at := strings.Index(before, "://")
	if !found || at < 0 {
		return ""
	}
	lower := func(r rune) rune { // of A to Z alone: other letters that have one are other hosts to a browser
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}
	place := strings.TrimRight(strings.Map(lower, before[at+len("://"):]), "/")
	if i.Owns(place) {
		return ""
	}
	return place
}

// compare marks the facts that a page should show but does not.
func compare(facts []Fact, c *credential.Claim, shown *locale.Sight) {
	for i := range facts {
		f := &facts[i]
		f.Absent = shown != nil && f.Demand != Unprinted && !shows(c, f, shown)
	}
}

// shows reports whether a page shows a fact: in every language in which the entry of the event promises it, or else in
// any form.
func shows(c *credential.Claim, f *Fact, shown *locale.Sight) bool {
	if all := promise.Wordings(c, f.Name); all != nil {
		return !slices.ContainsFunc(all, func(texts []string) bool {
			return !slices.ContainsFunc(texts, shown.ShowsTogether)
		})
	}
	return shown.Shows(f.Value) || spelled(c, f.Name, shown)
}

// spelled reports whether a page shows a fact in a form other than its value.
func spelled(c *credential.Claim, name string, shown *locale.Sight) bool {
	for form := range issue.Spellings(c, name) {
		if shown.Shows(form) {
			return true
		}
	}
	return false
}
