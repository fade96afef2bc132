package internal_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lanyard/internal/base/paper"
)

// TestKinds finds code that a new kind of paper would miss. Every switch and table by kind must list all kinds, and no
// code may compare with a single kind: its other branch would silently include any new kind.
func TestKinds(t *testing.T) {
	var all []string
	for _, k := range paper.Kinds() {
		word := k.String()
		all = append(all, strings.ToUpper(word[:1])+word[1:])
	}
	slices.Sort(all)
	decisions := 0
	for name, file := range sources(t) {
		if strings.HasPrefix(name, filepath.Join("..", "internal", "base", "paper")) {
			continue
		}
		fset := file.fset
		ast.Inspect(file.File, func(n ast.Node) bool {
			var known []string
			switch n := n.(type) {
			case *ast.SwitchStmt:
				for _, c := range n.Body.List {
					for _, e := range c.(*ast.CaseClause).List {
						known = appendKind(known, e)
					}
				}
			case *ast.CompositeLit:
				for _, e := range n.Elts {
					if row, ok := e.(*ast.KeyValueExpr); ok {
						known = appendKind(known, row.Key)
					} else {
						known = appendKind(known, e)
					}
				}
			case *ast.BinaryExpr:
				if (n.Op == token.EQL || n.Op == token.NEQ) && len(appendKind(appendKind(nil, n.X), n.Y)) > 0 {
					t.Errorf("%s compares with one kind of paper: write a switch with a case for each", fset.Position(n.Pos()))
				}
			}
			if len(known) == 0 {
				return true
			}
			decisions++
			slices.Sort(known)
			if known = slices.Compact(known); !slices.Equal(known, all) {
				t.Errorf("%s lists the kinds %s, but all kinds are %s", fset.Position(n.Pos()), known, all)
			}
			return true
		})
	}
	if decisions == 0 {
		t.Error("no switch or table by kind of paper was found")
	}
}

// appendKind appends the name of a kind if e is one, such as paper.Badge.
func appendKind(known []string, e ast.Expr) []string {
	s, ok := e.(*ast.SelectorExpr)
	if !ok {
		return known
	}
	if of, ok := s.X.(*ast.Ident); ok && of.Name == "paper" {
		if _, is := paper.ParseKind(strings.ToLower(s.Sel.Name)); is {
			return append(known, s.Sel.Name)
		}
	}
	return known
}

// sourceFile is a file of ours, parsed.
type sourceFile struct {
	*ast.File
	fset *token.FileSet
}

// sources returns all our Go files except tests.
func sources(t *testing.T) map[string]sourceFile {
	t.Helper()
	all := map[string]sourceFile{}
	for _, top := range []string{"../internal", "../cmd"} {
		err := filepath.WalkDir(top, func(name string, d os.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
				return err
			}
			fset := token.NewFileSet()
			f, err := parser.ParseFile(fset, name, nil, 0)
			all[name] = sourceFile{f, fset}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(all) == 0 {
		t.Fatal("no Go files were found")
	}
	return all
}
