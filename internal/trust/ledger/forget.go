package ledger

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"lanyard/internal/trust/credential"
)

var (
	//go:embed sql/forget.sql
	sqlForget string
	//go:embed sql/forgotten.sql
	sqlForgotten string
	//go:embed sql/holder.sql
	sqlHolder string
	//go:embed sql/personal.sql
	sqlPersonal string
	//go:embed sql/abouts.sql
	sqlAbouts string
	//go:embed sql/tombstones.sql
	sqlTombstones string
)

// forgottenWord replaces a text that must not be empty.
const forgottenWord = "forgotten"

// saltSize is how many bytes a salt has: too many to try.
const saltSize = 16

// saltOf returns the salt of row seq about a paper. It is derived from the signature in the paper's token, which
// nobody without the signing key can guess, so equal runs make equal ledgers.
func saltOf(token []byte, seq int64) []byte {
	b := append([]byte("lanyard ledger salt 1\x00"), token...)
	sum := sha256.Sum256(binary.BigEndian.AppendUint64(b, uint64(seq)))
	return sum[:saltSize]
}

// Holder is a person at an event.
type Holder struct{ EventID, AttendeeID string }

// Forget takes everything personal out of the rows about the papers of people: id, name, token and fingerprint of
// what was printed, reasons of changes, places and contents of prints, and the descriptions of runs in which an id or
// a name occurs. A tombstone for each row keeps the chain whole; see the package comment. Numbers, states, slots and
// hashes of tokens stay, so every paper verifies as before. Forget returns the number of rows that have lost a text;
// people without papers are skipped. All or none are forgotten.
//
// Afterwards the file holds no trace of the texts: it is written anew and its write-ahead file emptied, even when
// there was nothing left to take out, because an earlier call may have been killed before it got that far. What the
// file system or the disk keeps of overwritten blocks is out of reach.
func (l *Ledger) Forget(people ...Holder) (rows int, err error) {
	err = l.write(func(j *journal) (err error) {
		rows, err = j.forget(people)
		return err
	})
	if err == nil {
		err = file.Scrub(l.db)
	}
	if err != nil {
		return 0, fmt.Errorf("forgetting: %w", err)
	}
	return rows, nil
}

// Forgotten returns when each forgotten paper of an event was forgotten, by number.
func (l *Ledger) Forgotten(eventID string) (map[credential.Number]time.Time, error) {
	gone := make(map[credential.Number]time.Time)
	err := l.each(context.Background(), sqlForgotten, func(rows *sql.Rows) error {
		var number []byte
		var at int64
		err := rows.Scan(&number, &at)
		gone[credential.Number(number)] = time.Unix(at, 0).UTC()
		return err
	}, eventID)
	return gone, err
}

// Tombstones returns how many rows have lost their text.
func (l *Ledger) Tombstones(ctx context.Context) (n int, err error) {
	err = l.each(ctx, sqlTombstones, func(*sql.Rows) error { n++; return nil })
	return n, err
}

// forget redacts every row about people, and the runs that name them.
func (j *journal) forget(people []Holder) (rows int, err error) {
	named := map[string][]string{} // ids and names, by event
	for _, who := range people {
		issues, names, err := j.papers(who)
		if err != nil {
			return rows, err
		}
		if len(issues) == 0 {
			continue
		}
		named[who.EventID] = append(append(named[who.EventID], who.AttendeeID), names...)
		alias := who.AttendeeID // when the person is forgotten again, after a later change
		if !strings.HasPrefix(alias, forgottenWord+" ") {
			alias = forgottenWord + " " + issues[0].number.String()
		}
		for _, one := range issues {
			found, err := j.content(sqlPersonal, one.seq)
			if err != nil {
				return rows, err
			}
			for _, r := range found {
				if err := j.redact(r, alias); err != nil {
					return rows, err
				}
			}
			rows += len(found)
		}
	}
	for event, words := range named {
		for i, w := range words {
			words[i] = folded(w)
		}
		runs, err := j.content(sqlAbouts, event)
		if err != nil {
			return rows, err
		}
		for _, r := range runs {
			if about, _ := r.content[2].(string); !mentions(about, words) {
				continue
			}
			if err := j.redact(r, ""); err != nil {
				return rows, err
			}
			rows++
		}
	}
	return rows, nil
}

// paperRow is a row of the table issue.
type paperRow struct {
	seq    int64
	number credential.Number
}

// papers returns the papers of a person and the names on them.
func (j *journal) papers(who Holder) (issues []paperRow, names []string, err error) {
	s, err := j.stmt(sqlHolder)
	if err != nil {
		return nil, nil, err
	}
	rows, err := s.Query(who.EventID, who.AttendeeID)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var one paperRow
		var number []byte
		var name string
		if err := rows.Scan(&one.seq, &number, &name); err != nil {
			return nil, nil, err
		}
		copy(one.number[:], number)
		issues = append(issues, one)
		if name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return issues, names, rows.Err()
}

// mentions reports whether a text holds one of the folded words, not as a part of another word.
func mentions(text string, words []string) bool {
	text = folded(text)
	return slices.ContainsFunc(words,
		func(w string) bool { return strings.TrimSpace(w) != "" && strings.Contains(text, w) })
}

// folded returns the words of a text in lower case, each between blanks.
func folded(s string) string {
	return " " + strings.Join(strings.FieldsFunc(strings.ToLower(s),
		func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) }), " ") + " "
}

// chained is a row of the chain.
type chained struct {
	table   string
	hash    []byte
	content []any // from seq on
}

// content runs a query that returns rows in the form of chain.sql.
func (j *journal) content(query string, args ...any) (all []chained, err error) {
	s, err := j.stmt(query)
	if err != nil {
		return nil, err
	}
	rows, err := s.Query(args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		r, err := scanChained(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	return all, rows.Err()
}

// redactions are the columns of each table that hold something personal: where they are in its content, and what is
// there afterwards; nil: NULL. The triggers of schema 3 let nothing else pass.
var redactions = map[string]struct {
	update  string
	columns []int
	after   []any
}{
	"issue": {"UPDATE issue SET attendee = ?, token = ?, facts = ?, name = ? WHERE seq = ?",
		[]int{3, 7, 13, 14}, []any{nil, []byte{0}, make([]byte, sha256.Size), ""}},
	"change": {"UPDATE change SET reason = ?, salt = ? WHERE seq = ?", []int{4, 5}, []any{"", nil}},
	"print": {"UPDATE print SET file = ?, page = ?, shown = ?, salt = ? WHERE seq = ?",
		[]int{2, 3, 6, 7}, []any{forgottenWord, int64(1), "", nil}},
	"run": {"UPDATE run SET about = ?, salt = ? WHERE seq = ?", []int{2, 4}, []any{forgottenWord, nil}},
}

// redact records a tombstone for a row and takes its text out. alias replaces the id of a person.
func (j *journal) redact(r chained, alias string) error {
	how := redactions[r.table]
	after := slices.Clone(how.after)
	if r.table == "issue" {
		after[0] = alias
	}
	rest := slices.Clone(r.content)
	for i, at := range how.columns {
		rest[at] = after[i]
	}
	hash := link([32]byte{}, r.table, rest)
	if _, err := j.append(sqlForget, "forget", r.content[0], r.hash, hash[:], j.now); err != nil {
		return err
	}
	s, err := j.stmt(how.update)
	if err != nil {
		return err
	}
	_, err = s.Exec(append(after, r.content[0])...)
	return err
}

// tombstone is what the chain says of a row whose text was taken out.
type tombstone struct {
	seq       int64
	was, rest [32]byte
}

// tombstones returns the tombstones by the row that they are for.
func tombstones(tx *sql.Tx) (map[int64]tombstone, error) {
	rows, err := tx.Query(sqlTombstones)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := make(map[int64]tombstone)
	for rows.Next() {
		var t tombstone
		var target int64
		var was, rest []byte
		if err := rows.Scan(&target, &t.seq, &was, &rest); err != nil {
			return nil, err
		}
		copy(t.was[:], was)
		copy(t.rest[:], rest)
		all[target] = t
	}
	return all, rows.Err()
}

// errText is the error of a row whose forgotten text was restored, or whose other columns were changed.
var errText = errors.New("was changed after its text was forgotten")

// link returns the hash of a row that has a tombstone, if what is left of the row is what the tombstone covers.
func (t tombstone) link(table string, hash []byte, row []any) ([32]byte, error) {
	seq, _ := row[0].(int64)
	if link([32]byte{}, table, row) != t.rest || !bytes.Equal(hash, t.was[:]) || t.seq <= seq {
		return [32]byte{}, errText
	}
	return t.was, nil
}
