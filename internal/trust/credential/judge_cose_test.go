package credential

import (
	"encoding/hex"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lanyard/internal/base/judge"
)

// signedByUs returns one message of each kind that a public verifier reads and a token expanded from its compact form,
// all signed with one key, and then a copy of each with a flipped bit in its signature.
func signedByUs(t *testing.T) (key PublicKey, messages [][]byte) {
	t.Helper()
	l := must(NewStatusList(MinCapacity))
	l.URI, l.Issued, l.Expires, l.TTL = listURI, clock, clock.Add(time.Hour), time.Minute
	l.Set(7, StatusRevoked)
	expanded := must(Expand(shrunk(must(Sign(aSecondClaim(), signingKey))), open(t, aSecondIssuer())))
	messages = [][]byte{must(Sign(aClaim(), signingKey)), must(SignStatusList(l, signingKey)), expanded}
	for _, m := range messages {
		forged := append([]byte(nil), m...)
		forged[len(forged)-40] ^= 1
		messages = append(messages, forged)
	}
	return signingKey.Public(), messages
}

// judged sends the messages to another program and returns its lines.
func judged(t *testing.T, key PublicKey, messages [][]byte, command ...string) []string {
	t.Helper()
	in := hex.EncodeToString(key[:]) + "\n"
	for _, m := range messages {
		in += hex.EncodeToString(m) + "\n"
	}
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Stdin = strings.NewReader(in)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", command[0], err, out)
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	if len(lines) != len(messages) {
		t.Fatalf("%d answers to %d messages: %s", len(lines), len(messages), out)
	}
	return lines
}

// TestJudgedByPython verifies our signatures with python3-cbor2 and python3-cryptography.
func TestJudgedByPython(t *testing.T) {
	const python = "/usr/bin/python3" // Debian's Python, which finds Debian's packages
	if exec.Command(python, "-c", "import cbor2, cryptography").Run() != nil {
		judge.Absent(t, "python3-cbor2 with python3-cryptography")
	}
	key, messages := signedByUs(t)
	for i, line := range judged(t, key, messages, python, filepath.Join("testdata", "judges", "cose.py")) {
		if want := fmt.Sprint(i < len(messages)/2, []int64{aClaim().Issued.Unix(), clock.Unix(), aSecondClaim().Issued.Unix()}[i%3]); line != want {
			t.Errorf("message %d: %q, want %q", i, line, want)
		}
	}
}

// TestJudgedByNode verifies our signatures with the npm package @auth0/cose.
func TestJudgedByNode(t *testing.T) {
	node, dir := judge.Program(t, "node"), judge.Packages(t, "@auth0/cose")
	key, messages := signedByUs(t)
	for i, line := range judged(t, key, messages, node, filepath.Join("testdata", "judges", "cose.js"), dir) {
		if good := line == "true"; good != (i < len(messages)/2) {
			t.Errorf("message %d: %s", i, line)
		}
	}
}
