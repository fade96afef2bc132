package main

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"lanyard/internal/base/locale"
	"lanyard/internal/base/source"
	"lanyard/internal/paper/pdf"
	"lanyard/internal/trust/credential"
)

// find is a token or address in a file, with the page around it.
type find struct {
	text  string
	page  int           // of a PDF, from 1; 0: not known
	shown *locale.Sight // what the page says; nil: cannot be told
	other bool          // another token lies in the file as an attachment
}

// inPDF returns the verification addresses in a PDF, each once, with what their
// pages say when Lanyard made the file and nobody changed it since.
func inPDF(data []byte) ([]find, error) {
	sheets, err := pdf.Read(data)
	if errors.Is(err, pdf.ErrForeign) {
		urls, err := pdf.Links(data)
		if err != nil {
			return nil, err
		}
		sheets = []pdf.Sheet{{Links: urls}}
	}
	var finds []find
	seen := map[string]bool{}
	for i, s := range sheets {
		var shown *locale.Sight
		if s.Text != nil {
			sight := locale.See(s.Text)
			shown = &sight
		}
		for _, url := range s.Links {
			if _, err := credential.ParseToken(url); err != nil || seen[url] {
				continue
			}
			seen[url] = true
			f := find{text: url, shown: shown}
			if shown != nil {
				f.page = i + 1
			}
			finds = append(finds, f)
		}
	}
	finds = attached(data, finds, sheets)
	if len(finds) == 0 {
		return nil, errors.New("the PDF has no verification link; make a picture of its QR code and verify that")
	}
	return finds, nil
}

// attached looks at the tokens that lie in a PDF as files. They must be those of
// the QR codes; where there is no code, they stand for it.
func attached(data []byte, finds []find, sheets []pdf.Sheet) []find {
	files, err := pdf.Attached(data)
	if err != nil {
		return finds // the PDF is not as Lanyard made it, and its record says so
	}
	for _, file := range files {
		token := credential.Token(file)
		same := func(f find) bool {
			t, err := credential.ParseToken(f.text)
			return err == nil && bytes.Equal(t, token)
		}
		switch {
		case slices.ContainsFunc(finds, same):
		case len(finds) == 0 && len(sheets) == 1:
			sight := locale.See(sheets[0].Text)
			finds = append(finds, find{text: token.String(), page: 1, shown: &sight})
		case len(finds) == 0:
			finds = append(finds, find{text: token.String()})
		default:
			for i := range finds {
				finds[i].other = true
			}
		}
	}
	return finds
}

// fact is something signed that a page may have to show.
type fact struct {
	name, value string
	needed      bool
}

// hold compares the signed facts with the page. A page that shows another name,
// number or event is not what was issued, whatever the verdict; a design may
// leave out the rest, so what is absent is only told.
func (r *record) hold(f find) {
	r.Page = f.page
	if f.other {
		r.Exit = max(r.Exit, credential.StateTampered.ExitCode())
		r.Verdict += ", BUT ANOTHER TOKEN IS ATTACHED"
		r.Detail = strings.TrimPrefix(r.Detail+"; the token in the attached file is not that of the QR code", "; ")
	}
	c := r.Claim
	if c == nil || f.shown == nil {
		return
	}
	facts := []fact{
		{"name", c.Name, true},
		{"local name", c.NameLocal, true},
		{"number", c.Number.String(), true},
		{"event", c.Event, c.EventRef == 0},
		{"role", c.Role, false},
	}
	if c.EventRef == 0 {
		facts = append(facts, fact{"issued by", c.IssuerName, false})
	}
	for _, one := range facts {
		switch said := one.name + " " + source.Quote(one.value); {
		case f.shown.Shows(one.value):
		case one.needed:
			r.Differs = append(r.Differs, said)
		default:
			r.Absent = append(r.Absent, one.name)
		}
	}
	if len(r.Differs) > 0 {
		r.Exit = max(r.Exit, credential.StateTampered.ExitCode())
		r.Verdict += ", BUT THE PAGE SAYS SOMETHING ELSE"
		r.Detail = strings.TrimPrefix(r.Detail+"; page "+fmt.Sprint(f.page)+" does not show the signed "+strings.Join(r.Differs, ", "), "; ")
	}
}

// advise says what to look at on the paper.
func (r *record) advise(say func(name, value string)) {
	if r.file && r.Page == 0 && strings.HasSuffix(strings.ToLower(r.What), ".pdf") {
		say("to do", "this PDF was changed after it was made, or by another program: compare every fact above with the paper")
	}
}
