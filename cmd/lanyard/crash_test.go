//go:build unix

package main

import (
	"bytes"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"lanyard/internal/trust/discover"
)

// crashed is a verb that is killed, and run again to its end.
type crashed struct {
	name  string
	ready [][]string // what is run before it
	args  []string
	takes time.Duration // the longest time after which it is killed
}

// everyVerb returns every verb that writes into the folder of an event or of its issuer; EV stands for the event,
// ISSUER for the folder around it.
func everyVerb() []*crashed {
	made := []string{"make", "-yes", "EV"}
	founded := [][]string{made,
		{"init", "-events", "-issuer", "My Organisation", "-verify", "verify.example.org", "ISSUER"}}
	adopted := append(slices.Clip(founded), []string{"adopt", "EV", "-dir", "ISSUER"})
	revoked := []string{"revoke", "1", "-dir", "EV", "-reason", "x"}
	spare := []string{"make", "-yes", "-spares", "3", "EV"}
	shards := [][]string{{"issue", "-yes", "EV"}, {"make", "-yes", "-shard", "1/2", "EV"}, {"make", "-yes", "-shard", "2/2", "EV"}}
	var all []*crashed
	for _, v := range []struct {
		args  string
		ready [][]string
	}{
		{"keys make EV", nil}, {"make -yes EV", nil}, {"issue -yes EV", nil}, {"make -yes -spares 3 -zip -merged EV", nil},
		{"make -yes -shard 1/2 EV", shards[:1]}, {"merge EV", shards},
		{"make -yes -new EV", [][]string{made}}, {"reprint 2 -dir EV", [][]string{made}}, {"reissue 2 -dir EV", [][]string{made}},
		{"walkin 2 -dir EV -name Dora", [][]string{spare}}, {"printed -no EV", [][]string{made}},
		{"revoke 1 -dir EV -reason x", [][]string{made}}, {"suspend 1 -dir EV -reason x", [][]string{made}},
		{"reinstate 1 -dir EV", [][]string{made, {"suspend", "1", "-dir", "EV", "-reason", "x"}}},
		{"site EV", [][]string{made}}, {"freeze EV", [][]string{made}}, {"keys rotate EV", [][]string{made}},
		{"ledger repair EV", [][]string{made}}, {"ledger check -accept-ledger EV", [][]string{made}},
		{"forget -yes 2 -dir EV", [][]string{made}}, {"import EV/design.svg -dir EV", [][]string{made}},
		{"adopt EV -dir ISSUER", founded}, {"make -yes -new EV", adopted}, {"reissue 2 -dir EV", adopted},
		{"site ISSUER", append(slices.Clip(adopted), revoked)}, {"freeze ISSUER", adopted}, {"keys rotate ISSUER", adopted},
	} {
		args := strings.Fields(v.args)
		name := v.args
		if len(v.ready) > len(founded) {
			name += ", of an issuer"
		}
		all = append(all, &crashed{name: name, ready: v.ready, args: args, takes: 500 * time.Millisecond})
	}
	return all
}

// TestCrashOfEveryVerb kills every verb that writes, at any moment, each time in an
// event that has no keys yet. The same command then ends well, and so does make; the
// ledger is whole and signed, no copy of a key is left, and papers, ledger and
// manifest agree.
func TestCrashOfEveryVerb(t *testing.T) {
	slow(t)
	verbs := everyVerb()
	killed, tries := 0, 0
	n := rounds(t, 4)
	for round := range n {
		v := verbs[rand.IntN(len(verbs))]
		if n >= len(verbs) {
			v = verbs[round%len(verbs)]
		}
		// A verb that ended first is started again, and killed sooner.
		for done := false; !done && tries < 6*n; tries++ {
			if done = crash(t, v); done {
				killed++
			}
		}
	}
	t.Logf("%d of %d runs were killed", killed, tries)
	if killed == 0 {
		t.Error("no run was killed")
	}
}

// crash kills a verb in a new event, and reports whether that was before its end.
func crash(t *testing.T, v *crashed) bool {
	t.Helper()
	tr := &trial{T: t, dir: filepath.Join(t.TempDir(), "acme", "ev")}
	tr.run("init", "-title", "My First Event", "-issuer", "My Organisation", tr.dir)
	if err := os.WriteFile(filepath.Join(tr.dir, "design.svg"), []byte(simpleDesign), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range v.ready {
		tr.run(tr.at(args)...)
	}
	killed := tr.kill(v)
	tr.again(v)
	if v.args[0] == "forget" {
		tr.strike("2,")
	}
	tr.run("make", "-yes", tr.dir)
	tr.unharmed(v.name)
	if t.Failed() {
		t.Fatalf("%s; the event was in %s", v.name, tr.dir)
	}
	if err := os.RemoveAll(filepath.Dir(tr.dir)); err != nil {
		t.Fatal(err)
	}
	return killed
}

// simpleDesign is a drawing that import makes a template of.
const simpleDesign = `<svg xmlns="http://www.w3.org/2000/svg" width="297mm" height="210mm" viewBox="0 0 297 210">
<rect width="297" height="20" fill="#24507f"/><text x="30" y="90" font-size="12">[Name]</text></svg>
`

func (tr *trial) at(args []string) (all []string) {
	places := strings.NewReplacer("EV", tr.dir, "ISSUER", filepath.Dir(tr.dir))
	for _, a := range args {
		all = append(all, places.Replace(a))
	}
	return all
}

// kill starts a verb and kills it at some moment, and reports whether that was before its end.
func (tr *trial) kill(v *crashed) bool {
	tr.Helper()
	cmd := tr.lanyard(tr.at(v.args)...)
	if err := cmd.Start(); err != nil {
		tr.Fatal(err)
	}
	began := time.Now()
	deadly := time.AfterFunc(time.Duration(rand.Int64N(int64(v.takes)+1)), func() {
		if err := cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
			tr.Error(err)
		}
	})
	_ = cmd.Wait() // that it was killed is what was asked for
	deadly.Stop()
	status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus)
	if ok && status.Signaled() {
		return true
	}
	v.takes = time.Since(began)
	return false
}

// strike takes the line that begins with prefix out of the list of people.
func (tr *trial) strike(prefix string) {
	tr.Helper()
	path := filepath.Join(tr.dir, "attendees.csv")
	list, err := os.ReadFile(path)
	if err != nil {
		tr.Fatal(err)
	}
	lines := strings.SplitAfter(string(list), "\n")
	rest := slices.DeleteFunc(slices.Clone(lines), func(line string) bool { return strings.HasPrefix(line, prefix) })
	if len(rest) != len(lines)-1 {
		tr.Fatalf("%d lines of %s begin with %q", len(lines)-len(rest), path, prefix)
	}
	if err := os.WriteFile(path, []byte(strings.Join(rest, "")), 0o600); err != nil {
		tr.Fatal(err)
	}
}

// again runs a verb to its end. Keys and templates that the killed run has made are there; a person whom it has
// forgotten is not found again.
func (tr *trial) again(v *crashed) {
	tr.Helper()
	out, err := tr.lanyard(tr.at(v.args)...).CombinedOutput()
	done := []string{"there are keys in ", "there is a template ", `"2" was forgotten on `}
	if err != nil && !slices.ContainsFunc(done, func(s string) bool { return bytes.Contains(out, []byte(s)) }) {
		tr.Errorf("%s, after it was killed: %v\n%s", v.name, err, out)
	}
}

// unharmed checks what a killed run and those after it have left.
func (tr *trial) unharmed(name string) {
	tr.Helper()
	home, err := discover.Home(tr.dir)
	if err != nil {
		tr.Fatal(err)
	}
	err = filepath.WalkDir(filepath.Dir(tr.dir), func(path string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(d.Name(), ".part") {
			tr.Errorf("%s: %s is left", name, path)
		}
		return err
	})
	if err != nil {
		tr.Error(err)
	}
	if out := tr.run("ledger", "check", tr.dir); !strings.Contains(out, "the last one is signed") {
		tr.Errorf("%s: %s", name, out)
	}
	for _, pattern := range []string{"root.key", "id.key", "issuer.cwt", "ledger.head"} {
		if n := countFiles(home, "keys/"+pattern); n != 1 {
			tr.Errorf("%s: keys has %d %s", name, n, pattern)
		}
	}
	tr.left()
}
