package web

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"testing"

	"lanyard/internal/base/judge"
)

// TestAddresses holds the page to the vectors that credential.Issuer answers: which addresses are an issuer's.
func TestAddresses(t *testing.T) {
	node := judge.Program(t, "node")
	data, err := os.ReadFile("../credential/testdata/addresses.json")
	if err != nil {
		t.Fatal(err)
	}
	type place struct {
		Place string
		Ours  bool
	}
	var want struct {
		Places []place
		Paths  []struct{ URI, Path string }
	}
	if err := json.Unmarshal(data, &want); err != nil {
		t.Fatal(err)
	}
	command := exec.Command(node, "testdata/address.js")
	command.Stdin = bytes.NewReader(data)
	out, err := command.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, err.(*exec.ExitError).Stderr)
	}
	var got struct {
		Places []place
		Paths  []string
	}
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Places) != len(want.Places) || len(got.Paths) != len(want.Paths) || len(got.Places) == 0 {
		t.Fatalf("%d and %d answers to %d and %d questions", len(got.Places), len(got.Paths), len(want.Places), len(want.Paths))
	}
	for n, c := range want.Places {
		if got.Places[n] != c {
			t.Errorf("the page answers %+v, want %+v", got.Places[n], c)
		}
	}
	for n, c := range want.Paths {
		if got.Paths[n] != c.Path {
			t.Errorf("%s: the path is %q on the page, want %q", c.URI, got.Paths[n], c.Path)
		}
	}
}
