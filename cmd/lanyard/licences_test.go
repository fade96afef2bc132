package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lanyard/fonts"
	"lanyard/internal/base/judge"
)

// TestLicences holds licences.txt against the modules that both commands are built of on every system of a release, and
// their texts in the module cache; -update writes it.
func TestLicences(t *testing.T) {
	dirs := map[string]string{}
	for _, system := range []string{"linux", "darwin", "windows"} {
		cmd := exec.Command("go", "list", "-deps", "-json=Module,Standard", ".", "../lanyardd")
		cmd.Env = append(os.Environ(), "GOOS="+system, "CGO_ENABLED=0")
		out, err := cmd.Output()
		if err != nil && !judge.Required() && !*update {
			t.Skipf("the go command does not list the modules for %s: %v", system, err)
		} else if err != nil {
			t.Fatalf("%s: %v", system, err)
		}
		for list := json.NewDecoder(bytes.NewReader(out)); ; {
			var p struct {
				Module *struct{ Path, Version, Dir string }
			}
			if err := list.Decode(&p); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatal(err)
			}
			if m := p.Module; m != nil && m.Version != "" {
				dirs[m.Path+" "+m.Version] = m.Dir
			}
		}
	}
	if len(dirs) < 20 {
		t.Fatalf("only %d modules were found", len(dirs))
	}
	var b strings.Builder
	add := func(name string, files ...string) {
		b.WriteString(licenceRule + name + "\n\n")
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			b.WriteString(strings.TrimSpace(strings.TrimPrefix(strings.ReplaceAll(string(text), "\r\n", "\n"), "\ufeff")) + "\n\n")
		}
	}
	add("Lanyard", "../../LICENSE")
	add("the Go runtime and standard library", filepath.Join(goRoot(t), "LICENSE"))
	for _, name := range slices.Sorted(maps.Keys(dirs)) {
		files := licenceFiles(t, dirs[name])
		if len(files) == 0 {
			t.Errorf("the module %s has no licence", name)
		}
		add(name, files...)
	}
	add("Unicode CLDR and the Unicode Character Database", "../../internal/base/locale/cldr.LICENSE")
	if *update {
		if err := os.WriteFile("licences.txt", []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if b.String() != moduleLicences {
		t.Error("licences.txt is not what the modules of go.mod say: go generate ./cmd/lanyard")
	}
}

// goRoot returns the folder of the Go toolchain.
func goRoot(t *testing.T) string {
	t.Helper()
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

// licenceFiles returns the files at the top of a module that are its licence, or go with it.
func licenceFiles(t *testing.T, dir string) (files []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		name := strings.ToUpper(e.Name())
		for _, word := range []string{"LICENSE", "LICENCE", "COPYING", "NOTICE", "PATENTS"} {
			if !e.IsDir() && strings.HasPrefix(name, word) && !strings.HasSuffix(name, ".GO") {
				files = append(files, filepath.Join(dir, e.Name()))
				break
			}
		}
	}
	return files
}

// TestFontLicences checks that each family's copyright line is there, and a text that several have only once.
func TestFontLicences(t *testing.T) {
	text, err := fontLicences(fonts.FS)
	if err != nil {
		t.Fatal(err)
	}
	families, err := fonts.FS.ReadDir(".")
	if err != nil || len(families) == 0 {
		t.Fatalf("no fonts: %v", err)
	}
	for _, f := range families {
		_, line, found := strings.Cut(text, "font "+f.Name()+": ")
		line, _, _ = strings.Cut(line, "\n")
		if f.IsDir() && (!found || !strings.HasPrefix(line, "Copyright ") && !strings.HasPrefix(line, "(c) ")) {
			t.Errorf("the font %s has no copyright line", f.Name())
		}
	}
	if n := strings.Count(text, "SIL OPEN FONT LICENSE Version 1.1"); n == 0 || n > 5 {
		t.Errorf("the text of the licence is there %d times", n)
	}
}
