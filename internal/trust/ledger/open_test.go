package ledger

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestOpenRefusesOtherFiles(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "text")
	if err := os.WriteFile(text, []byte(strings.Repeat("name,email\nAna,ana@example.org\n", 200)), 0o644); err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(dir, "other.db")
	db, err := sql.Open("sqlite", other)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("CREATE TABLE bookmark (url TEXT)"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	newer := filepath.Join(dir, "newer.db")
	l := mustOpen(t, newer, append(slices.Clone(schemas), "CREATE TABLE delivery (x)"))
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		text:                          "is not a ledger",
		other:                         "database of another program",
		newer:                         "schema 4, and this lanyard knows schemas up to 3",
		dir:                           "directory",
		filepath.Join(dir, "no", "x"): "no such file",
	} {
		before, _ := os.ReadFile(path)
		l, err := Open(path, clock)
		if err == nil {
			l.Close()
		}
		wantError(t, err, "opening ledger", want)
		if after, _ := os.ReadFile(path); string(after) != string(before) {
			t.Errorf("%s was changed by the refusal", path)
		}
	}
}

func mustOpen(t *testing.T, path string, schemas []string) *Ledger {
	t.Helper()
	l, err := open(path, clock, schemas)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestMigration(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.db")
	l := reopen(t, path)
	issue(t, l, entry(1))
	before := check(t, l)
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	four := append(slices.Clone(schemas), "CREATE TABLE delivery (seq INTEGER PRIMARY KEY) STRICT")
	for range 2 { // the second time nothing is left to do
		l := mustOpen(t, path, four)
		if after := check(t, l); after != before {
			t.Errorf("head %v after the migration, had %v", after, before)
		}
		var version int
		if err := l.db.QueryRow("PRAGMA user_version").Scan(&version); err != nil || version != 4 {
			t.Errorf("version %d, %v", version, err)
		}
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := open(path, clock, append(slices.Clone(four),
		"CREATE TABLE half (x); no such statement")); err == nil {
		t.Error("a broken step was accepted")
	}
	l = mustOpen(t, path, four) // the broken step left nothing behind
	defer l.Close()
	var tables int
	if err := l.db.QueryRow("SELECT count(*) FROM sqlite_schema WHERE name = 'half'").Scan(&tables); err != nil ||
		tables != 0 {
		t.Errorf("%d tables of a broken step, %v", tables, err)
	}
}

func TestDamage(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.db")
	l := reopen(t, path)
	for i := range 200 {
		issue(t, l, entry(i))
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, damage := range map[string]func([]byte) []byte{
		"half":      func(b []byte) []byte { return b[:len(b)/2] },
		"page gone": func(b []byte) []byte { clear(b[8192:12288]); return b },
		"no header": func(b []byte) []byte { clear(b[:100]); return b },
		"one bit":   func(b []byte) []byte { b[strings.Index(string(b), "a00150")] ^= 1; return b },
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "ledger.db")
			if err := os.WriteFile(path, damage([]byte(string(whole))), 0o600); err != nil {
				t.Fatal(err)
			}
			l, err := Open(path, clock)
			if err == nil {
				defer l.Close()
				_, err = l.Check(context.Background())
			}
			wantError(t, err, "ledger")
		})
	}
}

func TestAKilledFirstRunLeavesAnEmptyFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.db")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	issue(t, reopen(t, path), entry(1))
}
