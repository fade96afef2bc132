package main

import (
	"go/ast"
	"go/parser"
	positions "go/token"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"lanyard/internal/trust/credential"
	"lanyard/internal/work/verify"
)

// TestExitCodes holds the chapter on exit codes against the code: every one that a command ends with is in its table, and
// no other.
func TestExitCodes(t *testing.T) {
	used := map[int]bool{0: true, verify.ExitUncompared: true}
	for s := credential.StateNothing; s <= credential.StateUnknown; s++ {
		used[s.ExitCode()] = true
	}
	for _, dir := range []string{".", "../lanyardd"} {
		for _, code := range exitConstants(t, dir) {
			used[code] = true
		}
	}
	listed := map[int]bool{}
	for _, m := range regexp.MustCompile(`(?m)^(\d+) {2,}\S`).FindAllStringSubmatch(topic{name: "exit-codes"}.read(), -1) {
		code, err := strconv.Atoi(m[1])
		if err != nil || listed[code] {
			t.Errorf("the code %s is listed twice: %v", m[1], err)
		}
		listed[code] = true
	}
	if !maps.Equal(used, listed) {
		t.Errorf("used: %v\nlisted: %v", slices.Sorted(maps.Keys(used)), slices.Sorted(maps.Keys(listed)))
	}
}

// exitConstants returns the constants of a command that are named exit... A command ends with one of them or with a
// variable, never with a number.
func exitConstants(t *testing.T, dir string) (codes []int) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	see := func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ValueSpec:
			if name := n.Names[0].Name; strings.HasPrefix(name, "exit") && len(n.Values) == 1 {
				value, ok := n.Values[0].(*ast.BasicLit)
				if !ok {
					t.Fatalf("%s: the constant %s is no number", dir, name)
				}
				code, err := strconv.Atoi(value.Value)
				if err != nil {
					t.Fatal(err)
				}
				codes = append(codes, code)
			}
		case *ast.CallExpr:
			called := ""
			switch f := n.Fun.(type) {
			case *ast.Ident:
				called = f.Name
			case *ast.SelectorExpr:
				called = f.Sel.Name
			}
			if called == "exitError" || called == "Exit" {
				if value, ok := n.Args[0].(*ast.BasicLit); ok {
					t.Errorf("%s: %s(%s): give the code a name", dir, called, value.Value)
				}
			}
		}
		return true
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(positions.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, see)
	}
	if len(codes) == 0 {
		t.Fatalf("%s: no exit codes", dir)
	}
	return codes
}
