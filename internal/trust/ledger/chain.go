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

	"lanyard/internal/base/fault"
)

var (
	//go:embed sql/chain.sql
	sqlChain string
	//go:embed sql/at.sql
	sqlAt string
)

// Head is the end of the chain. It changes with every row that is added, so a
// copy kept elsewhere proves what the ledger held.
type Head struct {
	Seq  int64    // number of rows in the chain; 0: nothing was issued yet
	Hash [32]byte // of the last row
}

// String returns the head as one word: "1204:9f86d081...".
func (h Head) String() string { return fmt.Sprintf("%d:%x", h.Seq, h.Hash) }

func (h *Head) scan(row interface{ Scan(...any) error }) error {
	var hash []byte
	err := row.Scan(&h.Seq, &hash)
	copy(h.Hash[:], hash)
	return err
}

// Head returns the end of the chain without walking it.
func (l *Ledger) Head() (h Head, err error) {
	if err := h.scan(l.db.QueryRow(sqlHead)); err != nil {
		return Head{}, fmt.Errorf("reading ledger: %w", file.Explain(err))
	}
	return h, nil
}

// At returns what Head was when row seq was the last one, without walking the
// chain. At(0) is the zero Head.
func (l *Ledger) At(seq int64) (h Head, err error) {
	if seq == 0 {
		return Head{}, nil
	}
	err = h.scan(l.db.QueryRow(sqlAt, seq))
	if errors.Is(err, sql.ErrNoRows) {
		return Head{}, fmt.Errorf("reading ledger: %w", broken("row %d is missing", seq))
	}
	if err != nil {
		return Head{}, fmt.Errorf("reading ledger: %w", file.Explain(err))
	}
	return h, nil
}

// Check reads the whole ledger and returns its head if the file is sound and
// the chain unbroken. The error names the first row that was changed.
func (l *Ledger) Check(ctx context.Context) (Head, error) {
	if err := l.sound(ctx); err != nil {
		return Head{}, fmt.Errorf("checking ledger: %w", err)
	}
	head, err := l.walk(ctx)
	if err != nil {
		return Head{}, fmt.Errorf("checking ledger: %w", err)
	}
	return head, nil
}

// sound asks SQLite whether pages, indexes and references are intact.
func (l *Ledger) sound(ctx context.Context) error {
	var verdict string
	if err := l.db.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&verdict); err != nil {
		return file.Explain(err)
	}
	if verdict != "ok" {
		return fault.New(fmt.Sprintf("it is damaged (%s)", verdict),
			"restore the last copy of the ledger; issued numbers do not change")
	}
	return nil
}

// walk follows the chain. Head and rows are read in one transaction, so that no
// writer comes between them.
func (l *Ledger) walk(ctx context.Context) (Head, error) {
	tx, err := l.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return Head{}, file.Explain(err)
	}
	defer tx.Rollback()
	var end, at Head
	if err := end.scan(tx.QueryRow(sqlHead)); err != nil {
		return Head{}, file.Explain(err)
	}
	forgotten, err := tombstones(tx)
	if err != nil {
		return Head{}, file.Explain(err)
	}
	rows, err := tx.Query(sqlChain)
	if err != nil {
		return Head{}, file.Explain(err)
	}
	defer rows.Close()
	for rows.Next() {
		r, err := scanChained(rows)
		if err != nil {
			return Head{}, file.Explain(err)
		}
		next := Head{at.Seq + 1, link(at.Hash, r.table, r.content)}
		if seq, _ := r.content[0].(int64); seq != next.Seq {
			return Head{}, broken("row %d was removed or moved", next.Seq)
		}
		if t, ok := forgotten[next.Seq]; ok {
			if next.Hash, err = t.link(r.table, r.hash, r.content); err != nil {
				return Head{}, broken("row %d (%s) %v", next.Seq, r.table, err)
			}
		}
		if !bytes.Equal(r.hash, next.Hash[:]) {
			return Head{}, broken("row %d (%s) was changed after it was written", next.Seq, r.table)
		}
		at = next
	}
	if err := rows.Err(); err != nil {
		return Head{}, file.Explain(err)
	}
	if at != end {
		return Head{}, broken("it ends with row %d instead of %d", at.Seq, end.Seq)
	}
	return at, nil
}

func broken(format string, args ...any) error {
	return fault.New(fmt.Sprintf(format, args...), "someone has edited the ledger by hand: restore the last copy")
}

// link returns the hash of a row that follows the row with the hash before.
// NULL columns are skipped: they pad the rows of narrow tables.
func link(before [32]byte, table string, row []any) [32]byte {
	b := append(make([]byte, 0, 1024), before[:]...)
	b = appendField(b, 't', table)
	for _, v := range row {
		switch v := v.(type) {
		case nil:
		case int64:
			b = appendField(b, 'i', string(binary.BigEndian.AppendUint64(nil, uint64(v))))
		case string:
			b = appendField(b, 't', v)
		case []byte:
			b = appendField(b, 'b', string(v))
		default:
			panic(fmt.Sprintf("internal error: a %T in the ledger", v))
		}
	}
	return sha256.Sum256(b)
}

func appendField(b []byte, kind byte, value string) []byte {
	b = append(b, kind)
	b = binary.BigEndian.AppendUint64(b, uint64(len(value)))
	return append(b, value...)
}
