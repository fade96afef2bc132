package layout

import (
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestGoldens compares pages with testdata: the position of every item, and what was done to make texts fit. A change
// of a template or of fitting shows up as a diff to review.
func TestGoldens(t *testing.T) {
	for _, folder := range []string{"badges/bilingual", "certificates/bilingual"} {
		made := builtIn(t, folder)
		for _, who := range slices.Sorted(maps.Keys(people)) {
			t.Run(path.Join(folder, who), func(t *testing.T) {
				r := lay(t, New(library, nil), made, people[who]())
				got := dumped(t, r.Page)
				for _, f := range r.Fits {
					if f.Clash != nil {
						t.Errorf("%s runs into %s", f.Box, f.Clash.With)
						continue
					}
					got += fmt.Sprintf("fit %s: %gpt of %gpt, floor %gpt, %d lines: %q\n", f.Box, f.Size.Points(),
						f.Wanted.Points(), f.Floor.Points(), f.Lines, f.Text)
				}
				golden(t, strings.ReplaceAll(path.Base(path.Dir(folder))+" "+who, " ", "-"), got)
			})
		}
	}
}

// golden compares got with a file of testdata, or writes the file with -update.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	have, wanted := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i := range max(len(have), len(wanted)) {
		a, b := "(nothing)", "(nothing)"
		if i < len(have) {
			a = have[i]
		}
		if i < len(wanted) {
			b = wanted[i]
		}
		if a != b {
			t.Fatalf("%s:%d\n  is   %s\n  was  %s\nif that is right: go test ./internal/paper/layout -update", file,
				i+1, a, b)
		}
	}
}
