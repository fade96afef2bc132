package manifest

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"io/fs"
	"iter"
	"slices"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/fault"
	"lanyard/internal/base/paper"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/ledger"
	"lanyard/internal/work/history"
	"lanyard/internal/work/issue"
	"lanyard/internal/work/people"
	"lanyard/internal/work/press"
)

// MailingFile is the name of the list for mail merges in the output folder.
const MailingFile = "mailing.csv"

// MailingColumns are the columns of MailingFile, in order. See "lanyard help mailing-file".
var MailingColumns = []string{"id", "email", "name", "language", "kind", "file", "number", "short_link", "token_link"}

// The places of the address and the number in MailingColumns.
const (
	addressColumn = 1
	numberColumn  = 6
)

// maxMailing limits what is read back, in bytes: 2,000 for each of 100,000 people, whose token links are the most of
// it.
const maxMailing = 200 << 20

// byteOrderMark begins the file: without it, spreadsheets and word processors read names that are not Latin wrongly.
const byteOrderMark = "\ufeff"

// Letters are the people of a list with their valid papers, for MailingFile. Each person has one row: the certificate,
// else the badge.
type Letters struct {
	list  *people.List
	alias history.Aliases
	known map[paper.Kind]map[string]ledger.Entry
}

// LettersOf returns the letters to the people of a list, whose papers issuer knows.
func LettersOf(l *people.List, a history.Aliases, issuer *issue.Issuer) *Letters {
	known := map[paper.Kind]map[string]ledger.Entry{}
	for _, kind := range paper.Kinds() {
		known[kind] = issuer.Known(kind)
	}
	return &Letters{l, a, known}
}

// placed is a paper of a manifest with its number and file.
type placed struct {
	number, file string
	token        credential.Token
}

// rows returns the rows of MailingFile in the order of the list, given the papers that a run has made, all presses,
// and all entries of its manifest. A paper from an earlier run whose number is not the person's last or not valid any
// more has no row.
func (l *Letters) rows(presses []*press.Press, entries iter.Seq[bundle.Entry]) iter.Seq[[]string] {
	tokens := map[string]credential.Token{}
	for one := range press.All(presses) {
		tokens[one.Number.String()] = one.Token
	}
	for _, entries := range l.known {
		for _, e := range entries {
			number := e.Number.String()
			if _, made := tokens[number]; !made && e.State == ledger.Valid {
				tokens[number] = e.Token
			}
		}
	}
	papers := map[versions]placed{}
	for e := range entries {
		if token, ok := tokens[e.Number]; ok {
			papers[versions{e.Attendee, e.Kind}] = placed{e.Number, e.File, token}
		}
	}
	return func(yield func([]string) bool) {
		for i := range l.list.People {
			p := &l.list.People[i]
			for _, kind := range []paper.Kind{paper.Certificate, paper.Badge} {
				one, ok := papers[versions{l.alias.Of(p.ID), kind.String()}]
				if ok && !yield(l.row(p, kind, one)) {
					return
				}
				if ok {
					break
				}
			}
		}
	}
}

// row returns the row of one person. The file is empty where it shows other people too, and the short link where the
// event publishes no numbers: it would lead nowhere.
func (l *Letters) row(p *people.Person, kind paper.Kind, one placed) []string {
	e, file, short := l.list.Event, "", ""
	switch kind {
	case paper.Certificate:
		file = one.file
	case paper.Badge: // on a sheet with others
	}
	if number, err := credential.ParseNumber(one.number); err == nil && e.Issuer.Numbers {
		short = number.URL(e.Issuer.Verify)
	}
	language := p.Language
	if language == "" {
		language = e.Languages[0]
	}
	row := []string{p.ID, p.Email, p.Name, language, kind.String(), file, one.number, short,
		one.token.URL(e.Issuer.Verify)}
	for i, cell := range row {
		row[i] = bundle.Inert(cell)
	}
	return row
}

// writeMailing writes MailingFile into out, for its owner alone.
func writeMailing(out *bundle.Dir, rows iter.Seq[[]string]) (bundle.Written, error) {
	return out.WritePrivate(MailingFile, func(w io.Writer) error {
		if _, err := io.WriteString(w, byteOrderMark); err != nil {
			return err
		}
		c := csv.NewWriter(w)
		c.Write(MailingColumns) // Flush keeps the error
		for row := range rows {
			c.Write(row)
		}
		c.Flush()
		return c.Error()
	})
}

// forgetMailing takes the rows with the numbers in gone out of MailingFile. A file that somebody has changed so that it
// is no longer readable is an error: it may still have those people.
func forgetMailing(out *bundle.Dir, gone map[string]bool) (w bundle.Written, err error) {
	data, err := out.Read(MailingFile, maxMailing)
	if errors.Is(err, fs.ErrNotExist) {
		return w, nil
	}
	if err != nil {
		return w, err
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte(byteOrderMark)))).ReadAll()
	if err != nil || len(rows) == 0 || !slices.Equal(rows[0], MailingColumns) {
		return w, fault.New(MailingFile+" in the output folder is not as make wrote it, so it may still show the person",
			"delete that file, and run the same command again; make writes it anew")
	}
	left := slices.DeleteFunc(rows[1:], func(row []string) bool { return gone[row[numberColumn]] })
	return writeMailing(out, slices.Values(left))
}
