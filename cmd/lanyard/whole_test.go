package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"lanyard/internal/trust/credential"
	"lanyard/internal/work/output"
)

// helpOf returns what a verb says of its options.
func helpOf(t *testing.T, verb string) string {
	t.Helper()
	var out bytes.Buffer
	run(t.Context(), &world{stdin: strings.NewReader(""), stdout: &out, stderr: io.MultiWriter(&out)}, []string{verb, "-h"})
	return out.String()
}

// TestEveryOptionIsAFlag looks for each option of a run among those of lanyard make.
func TestEveryOptionIsAFlag(t *testing.T) {
	help := helpOf(t, "make")
	others := map[string]string{"again": "reprint"} // options that another verb sets
	options := reflect.TypeFor[output.Options]()
	for i := range options.NumField() {
		name, _, _ := strings.Cut(options.Field(i).Tag.Get("json"), ",")
		if _, other := others[name]; !other && !regexp.MustCompile(`(?m)^  -`+regexp.QuoteMeta(name)+`\b`).MatchString(help) {
			t.Errorf("lanyard make -h does not have -%s", name)
		}
	}
}

// TestEveryExitCodeIsInTheHelp looks for the exit code of each verdict in lanyard verify -h.
func TestEveryExitCodeIsInTheHelp(t *testing.T) {
	help := helpOf(t, "verify")
	for s := credential.StateNothing; s <= credential.StateUnknown; s++ {
		if code := strconv.Itoa(s.ExitCode()); !regexp.MustCompile(`\b` + code + `\b`).MatchString(help) {
			t.Errorf("lanyard verify -h does not have %s, which %s ends with", code, s)
		}
	}
}

// TestEveryVerbIsRun looks for each verb in the scripts and in the tests of this package.
func TestEveryVerbIsRun(t *testing.T) {
	files, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil || len(files) < 60 {
		t.Fatal(len(files), err)
	}
	var scripts strings.Builder
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		scripts.Write(data)
	}
	tests, err := filepath.Glob("*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range tests {
		if strings.HasPrefix(file, "completion") || file == "whole_test.go" {
			continue // they speak of verbs only
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`[({ ]"([a-z]+)"`).FindAllSubmatch(data, -1) {
			fmt.Fprintf(&scripts, "lanyard %s\n", m[1])
		}
	}
	for _, v := range verbs {
		if !regexp.MustCompile(`\blanyard ` + v.name + `\b`).MatchString(scripts.String()) {
			t.Errorf("no test runs lanyard %s", v.name)
		}
	}
}
