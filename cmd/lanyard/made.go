package main

import (
	"lanyard/internal/work/batch"
	"lanyard/internal/work/history"
)

// made is the result of make, issue, merge and watch with -json: what people read as sentences. Files, pages and
// numbers of each paper are in manifest.json.
type made struct {
	Same         bool     `json:"same"`           // nothing has changed since the last run, which made the files
	People       int      `json:"people"`         // rows of the list that were printed
	Badges       int      `json:"badges"`         // without spares
	Spares       int      `json:"spares"`         // blank badges for walk-ins
	Pages        int      `json:"pages"`          // of badges.pdf
	Certificates int      `json:"certificates"`   // a file each
	Issued       int      `json:"issued"`         // new numbers
	Corrected    int      `json:"corrected"`      // of these, later versions of papers that are superseded
	Withheld     []string `json:"withheld"`       // ids, once a paper, that are revoked or suspended
	Undecided    int      `json:"undecided"`      // people of whom nobody has said whether they get a certificate
	Gone         []holder `json:"gone"`           // no longer on the list, with papers that stay valid
	Unearned     []holder `json:"unearned"`       // on the list, with valid papers that they do not get any more
	Draft        bool     `json:"draft"`          // every paper is marked DRAFT and verifies nowhere
	Out          string   `json:"out,omitempty"`  // the folder of the files
	Written      int      `json:"written"`        // files that are new or different
	Kept         int      `json:"kept"`           // files that were there already, to the byte
	Removed      int      `json:"removed"`        // files of people who left or were renamed
	Shards       int      `json:"shards"`         // joined by merge
	Recognised   string   `json:"recognised"`     // how the list was read
	Notes        []string `json:"notes"`          // sentences that are neither error nor warning
	NewKeys      string   `json:"keys,omitempty"` // the folder of keys that this run has made
}

// holder is a person who holds papers.
type holder struct {
	ID     string   `json:"id"`
	Name   string   `json:"name"`
	Papers []string `json:"papers"` // badge, certificate
}

func newMade(r *batch.Report) made {
	m := made{Same: r.Same, People: r.People, Badges: r.Badges, Spares: r.Blanks, Pages: r.Sheets,
		Certificates: r.Certificates,
		Issued:       r.Issued, Corrected: r.Corrected, Withheld: append([]string{}, r.Withheld...),
		Draft: len(r.Draft) > 0, Out: r.Out, Removed: len(r.Removed), Shards: r.Shards, Recognised: r.Recognised,
		Notes: append([]string{}, r.Notes...), NewKeys: r.NewKeys}
	for _, f := range r.Files {
		if f.Changed {
			m.Written++
		} else {
			m.Kept++
		}
	}
	if r.Undecided {
		for _, d := range r.Doubts {
			m.Undecided += len(d.People)
		}
	}
	m.Gone, m.Unearned = holders(r.Gone), holders(r.Unearned)
	return m
}

func holders(all []history.Person) []holder {
	list := []holder{}
	for _, p := range all {
		h := holder{ID: p.ID, Name: p.Name}
		for _, k := range p.Kinds {
			h.Papers = append(h.Papers, k.String())
		}
		list = append(list, h)
	}
	return list
}
