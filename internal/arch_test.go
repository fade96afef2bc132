// Package internal_test guards the map of the house in internal/README.md.
package internal_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "lanyard/"

// Budgets of the house: a reason to stop and think, printed and not enforced.
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

// TestArrows compares the import arrows and the guests of every room with the
// block that internal/README.md declares. The block is the law: change it
// first, and say why beside it.
func TestArrows(t *testing.T) {
	want := readMap(t)
	seen := map[string]bool{}
	for _, p := range list(t) {
		room := strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, module), "internal/")
		if room == "internal" {
			continue
		}
		seen[room] = true
		got := arrows(p.Imports)
		if w, ok := want[room]; !ok {
			t.Errorf("room %s is not on the map; it imports %s", room, got)
		} else if got != w {
			t.Errorf("room %s\n imports %s\n the map says %s", room, got, w)
		}
	}
	for room := range want {
		if !seen[room] {
			t.Errorf("the map names room %s, which does not exist", room)
		}
	}
}

// TestOneRoomAGuest checks that no third-party module is imported by two rooms,
// beyond the exceptions that the map lists with their reason.
func TestOneRoomAGuest(t *testing.T) {
	homes := map[string][]string{}
	for room, line := range readMap(t) {
		_, guests, _ := strings.Cut(line, "|")
		for _, g := range strings.Fields(guests) {
			homes[g] = append(homes[g], room)
		}
	}
	for guest, rooms := range homes {
		slices.Sort(rooms)
		if len(rooms) > 1 && !slices.Contains(shared[guest], strings.Join(rooms, " ")) {
			t.Errorf("guest %s lives in %v", guest, rooms)
		}
	}
}

// TestServerLinksNoSecrets checks that the public server reaches credential and
// web alone.
func TestServerLinksNoSecrets(t *testing.T) {
	for _, p := range list(t) {
		if p.ImportPath != module+"cmd/lanyardd" {
			continue
		}
		for _, d := range p.Deps {
			if room, ours := strings.CutPrefix(d, module); ours && room != "internal/credential" && room != "internal/web" {
				t.Errorf("cmd/lanyardd reaches %s", d)
			}
		}
	}
}

// TestBudgets prints what has grown past the budgets.
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
	cmd := exec.Command("go", "list", "-json=ImportPath,Dir,GoFiles,Imports,Deps", "./...")
	cmd.Dir = ".."
	out, err := cmd.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			t.Fatalf("go list: %s", exit.Stderr)
		}
		t.Skipf("the go command is not here: %v", err)
	}
	var all []pkg
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p pkg
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	if len(all) == 0 {
		t.Fatal("go list found no packages")
	}
	return all
}

// arrows renders imports as the map writes them: rooms, then guests by module.
func arrows(imports []string) string {
	var rooms, guests []string
	for _, imp := range imports {
		if room, ours := strings.CutPrefix(imp, module); ours {
			rooms = append(rooms, strings.TrimPrefix(room, "internal/"))
		} else if first, _, _ := strings.Cut(imp, "/"); strings.Contains(first, ".") {
			guests = append(guests, moduleOf(imp))
		}
	}
	return render(rooms, guests)
}

func render(rooms, guests []string) string {
	slices.Sort(rooms)
	slices.Sort(guests)
	line := strings.Join(slices.Compact(rooms), " ")
	if len(guests) > 0 {
		line += " | " + strings.Join(slices.Compact(guests), " ")
	}
	return strings.TrimSpace(line)
}

// moduleOf cuts an import path to its module: two elements after a host that
// hosts many owners, one elsewhere, and a major version.
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

// shared lists guests that live in more than one room; internal/README.md says
// why.
var shared = map[string][]string{
	"github.com/go-text/typesetting": {"font text"},
	"golang.org/x/text":              {"font locale roster text"},
}

// readMap parses the fenced block that begins with ```arrows. Each line is
// "room: rooms it imports | guests it walls in".
func readMap(t *testing.T) map[string]string {
	t.Helper()
	data, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, block, found := strings.Cut(string(data), "```arrows\n")
	block, _, closed := strings.Cut(block, "```")
	if !found || !closed {
		t.Fatal("internal/README.md has no ```arrows block")
	}
	rooms := map[string]string{}
	for line := range strings.Lines(block) {
		room, rest, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		in, guests, _ := strings.Cut(rest, "|")
		rooms[strings.TrimSpace(room)] = render(strings.Fields(in), strings.Fields(guests))
	}
	return rooms
}
