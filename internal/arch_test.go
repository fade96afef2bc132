// Package internal_test guards the map of the house in internal/README.md.
package internal_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

const module = "lanyard/"

// Budgets are sizes at which to stop and think. They are printed, not enforced.
const (
	budgetRoom     = 1500 // lines without tests
	budgetFile     = 600
	budgetFunction = 80
	budgetExported = 25
)

type pkg struct {
	ImportPath, Dir string
	GoFiles         []string
	Imports, Deps   []string
}

// TestLaw compares every import of a room by another with internal/README.md: a room may import rooms of the wings that
// the block lists for its own wing, and of its own wing only the rooms that its row of the table names.
func TestLaw(t *testing.T) {
	wings := readWings(t)
	own := readTable(t, 2)
	for _, p := range list(t) {
		room := roomOf(p.ImportPath)
		if room == "internal" {
			continue
		}
		wing, name := split(room)
		may, known := wings[wing]
		if !known {
			t.Errorf("%s is not in any wing that internal/README.md names", room)
			continue
		}
		var inside []string
		for _, imp := range p.Imports {
			if !strings.HasPrefix(imp, module) {
				continue
			}
			w, n := split(roomOf(imp))
			switch {
			case w == wing && n != "":
				inside = append(inside, n)
			case !slices.Contains(may, w) && !slices.Contains(may, roomOf(imp)):
				t.Errorf("%s imports %s: %s may import %s", room, roomOf(imp), wing, may)
			}
		}
		slices.Sort(inside)
		want, mapped := own[room]
		if name != "" && !mapped {
			t.Errorf("room %s has no row in the map", room)
		}
		if name != "" && !slices.Equal(inside, want) {
			t.Errorf("room %s\n imports of its own wing %s\n the map says            %s", room, inside, want)
		}
		delete(own, room)
	}
	for room := range own {
		t.Errorf("the map has a row for room %s, which does not exist", room)
	}
}

// TestGuests compares the third-party modules of every room with its row. No module may be imported by two rooms,
// except those in shared.
func TestGuests(t *testing.T) {
	want := readTable(t, 3)
	homes := map[string][]string{}
	for _, p := range list(t) {
		room := roomOf(p.ImportPath)
		var guests []string
		for _, imp := range p.Imports {
			if first, _, _ := strings.Cut(imp, "/"); strings.Contains(first, ".") {
				guests = append(guests, moduleOf(imp))
			}
		}
		slices.Sort(guests)
		guests = slices.Compact(guests)
		for _, g := range guests {
			homes[g] = append(homes[g], room)
		}
		if !slices.Equal(guests, want[room]) {
			t.Errorf("room %s\n has the guests %s\n the map says   %s", room, guests, want[room])
		}
		delete(want, room)
	}
	for room := range want {
		t.Errorf("the map names guests of room %s, which does not exist", room)
	}
	for guest, rooms := range homes {
		slices.Sort(rooms)
		if len(rooms) > 1 && shared[guest] != strings.Join(rooms, " ") {
			t.Errorf("guest %s is imported by several rooms: %v", guest, rooms)
		}
	}
}

// TestServerLinksNoSecrets checks that the public server links credential, server, the rules of delivery and the kinds
// of paper that credential uses, and nothing else of ours.
func TestServerLinksNoSecrets(t *testing.T) {
	for _, p := range list(t) {
		if p.ImportPath != module+"cmd/lanyardd" {
			continue
		}
		for _, d := range p.Deps {
			room, ours := strings.CutPrefix(d, module)
			if ours && !slices.Contains([]string{"internal/trust/credential", "internal/trust/server", "internal/trust/delivery", "internal/base/paper"}, room) {
				t.Errorf("cmd/lanyardd links %s", d)
			}
		}
	}
}

// TestBudgets prints every file, room and function over its budget.
func TestBudgets(t *testing.T) {
	for _, p := range list(t) {
		lines, exported := 0, 0
		for _, name := range p.GoFiles {
			path := filepath.Join(p.Dir, name)
			n, e := measure(t, path)
			lines, exported = lines+n, exported+e
			if n > budgetFile {
				t.Logf("%s: %d lines (file budget %d)", path, n, budgetFile)
			}
		}
		if lines > budgetRoom || exported > budgetExported {
			t.Logf("%s: %d lines, %d exported names (budget %d, %d)", p.ImportPath, lines, exported, budgetRoom, budgetExported)
		}
	}
}

func measure(t *testing.T, path string) (lines, exported int) {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, path, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Name.IsExported() && d.Recv == nil {
				exported++
			}
			if n := fset.Position(d.End()).Line - fset.Position(d.Pos()).Line; n > budgetFunction {
				t.Logf("%s: %s has %d lines (budget %d)", path, d.Name.Name, n, budgetFunction)
			}
		case *ast.GenDecl:
			for _, s := range d.Specs {
				if ts, ok := s.(*ast.TypeSpec); ok && ts.Name.IsExported() {
					exported++
				}
			}
		}
	}
	return fset.Position(f.End()).Line, exported
}

// list returns every package of the module, as the go command sees it.
func list(t *testing.T) []pkg {
	t.Helper()
	all, err := listed()
	switch {
	case errors.Is(err, exec.ErrNotFound):
		t.Skipf("the go command cannot be found: %v", err)
	case err != nil:
		t.Fatal(err)
	case len(all) == 0:
		t.Fatal("go list found no packages")
	}
	return all
}

// listed runs go list once.
var listed = sync.OnceValues(func() (all []pkg, err error) {
	cmd := exec.Command("go", "list", "-json=ImportPath,Dir,GoFiles,Imports,Deps", "./...")
	cmd.Dir = ".."
	out, err := cmd.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			err = fmt.Errorf("go list: %s", exit.Stderr)
		}
		return nil, err
	}
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p pkg
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
})

// roomOf returns the name by which the map calls an import path of ours.
func roomOf(path string) string {
	return strings.TrimPrefix(strings.TrimPrefix(path, module), "internal/")
}

// split cuts "paper/pdf" into wing and room. A package outside the wings, such as a command or the top folder, is its
// own wing.
func split(room string) (wing, name string) {
	if w, n, ok := strings.Cut(room, "/"); ok && w != "cmd" {
		return w, n
	}
	return room, ""
}

// moduleOf returns the module of an import path: two elements after a host with many owners, otherwise one, and a major
// version if there is one.
func moduleOf(imp string) string {
	parts := strings.Split(imp, "/")
	n := 2
	if parts[0] == "github.com" || parts[0] == "golang.org" {
		n = 3
	}
	if len(parts) > n && strings.HasPrefix(parts[n], "v") && strings.Trim(parts[n][1:], "0123456789") == "" {
		n++
	}
	return strings.Join(parts[:min(n, len(parts))], "/")
}

// shared lists guests that more than one room imports; internal/README.md gives the reasons.
var shared = map[string]string{
	"github.com/pelletier/go-toml/v2": "base/amend base/source",
	"github.com/go-text/typesetting":  "typography/font typography/text",
	"golang.org/x/text":               "base/locale input/roster paper/charset typography/font typography/text work/placeholder",
}

// readMap returns internal/README.md.
func readMap(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// readWings parses the block ```wings of the map. Each line is "wing: wings that it may import".
func readWings(t *testing.T) map[string][]string {
	t.Helper()
	_, block, found := strings.Cut(readMap(t), "```wings\n")
	block, _, closed := strings.Cut(block, "```")
	if !found || !closed {
		t.Fatal("internal/README.md has no ```wings block")
	}
	lines := map[string][]string{}
	for line := range strings.Lines(block) {
		if key, rest, ok := strings.Cut(line, ":"); ok {
			lines[strings.TrimSpace(key)] = strings.Fields(rest)
		}
	}
	return lines
}

// readTable returns, for each room, the sorted words in a column (counted from 0) of the table of rooms. A row with a
// bold name starts a wing, except "outside".
func readTable(t *testing.T, column int) map[string][]string {
	t.Helper()
	words, wing := map[string][]string{}, ""
	for line := range strings.Lines(readMap(t)) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		if !strings.HasPrefix(line, "| ") || len(cells) != 5 {
			continue
		}
		first := strings.TrimSpace(cells[0])
		if name, ok := strings.CutPrefix(first, "**"); ok {
			if wing = strings.TrimSuffix(name, "**") + "/"; wing == "outside/" {
				wing = ""
			}
			continue
		}
		for _, name := range strings.Fields(first) {
			if room, ok := strings.CutPrefix(name, "`"); ok {
				of := strings.Fields(cells[column])
				slices.Sort(of)
				words[wing+strings.TrimSuffix(room, "`")] = of
			}
		}
	}
	if len(words) < 50 {
		t.Fatalf("internal/README.md has a table of only %d rooms", len(words))
	}
	return words
}
