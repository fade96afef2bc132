package main

import (
	"errors"
	"fmt"
	"strings"

	"lanyard/internal/credential"
	"lanyard/internal/locale"
	"lanyard/internal/pdf"
	"lanyard/internal/source"
)

// find is a token or address in a file, with the page around it.
type find struct {
	text  string
	page  int           // of a PDF, from 1; 0: not known
	shown *locale.Sight // what the page says; nil: cannot be told
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
	if len(finds) == 0 {
		return nil, errors.New("the PDF has no verification link; make a picture of its QR code and verify that")
	}
	return finds, nil
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
