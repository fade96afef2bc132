//go:build unix

package main

import (
	"bytes"
	"cmp"
	"fmt"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

const (
	// slowest is how long a verb may go on after a signal on a machine that has much else to do. Verbs that were deaf took
	// minutes.
	slowest = 20 * time.Second

	// mostWork is how long a verb may compute after a signal, on all cores together. The machine's other work does not
	// count, so this is the second that a verb may take on a machine with nothing else to do.
	mostWork = time.Second
)

// signalled is a verb that has work for long, and is asked to stop.
type signalled struct {
	name  string
	args  []string
	ready [][]string    // what is run before it, with the short list
	place string        // "": the event that all verbs share; else one of its own, in an issuer's folder
	after time.Duration // of computing; 0: 150 ms
}

// TestSignals asks verbs to stop that have work for long: each ends by itself, before it computes for another second,
// and leaves everything whole. The end that the command forces is put off, so it hides no verb that does not listen.
func TestSignals(t *testing.T) {
	slow(t)
	tr := newTrial(t, filepath.Join(t.TempDir(), "ev"))
	var picture bytes.Buffer
	if err := png.Encode(&picture, tiledPatterns(6_000)); err != nil {
		t.Fatal(err)
	}
	photo, drawing := filepath.Join(tr.dir, "patterns.png"), filepath.Join(tr.dir, "dense.pdf")
	for path, data := range map[string][]byte{photo: picture.Bytes(), drawing: densePDF(400_000)} {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	const soon = 60 * time.Millisecond // starting takes 30
	made := []string{"make", "-yes", "EV"}
	shards := [][]string{{"issue", "-yes", "EV"}, {"make", "-yes", "-shard", "1/2", "EV"},
		{"make", "-yes", "-shard", "2/2", "EV"}}
	founded := [][]string{{"issue", "-yes", "EV"},
		{"init", "-events", "-issuer", "My Organisation", "-verify", "verify.example.org", "ISSUER"}}
	adopted := append(slices.Clip(founded), []string{"adopt", "EV", "-dir", "ISSUER"})
	for i, v := range []signalled{
		{args: []string{"check", "EV"}}, {args: []string{"make", "-yes", "EV"}}, {args: []string{"issue", "-yes", "EV"}},
		{args: []string{"diff", "EV"}}, {args: []string{"proof", "-longest", "100", "EV"}}, {args: []string{"preview", "EV"}},
		{args: []string{"desk", "-browser=false", "EV"}}, {args: []string{"design", "EV"}},
		{args: []string{"site", "-follow", "EV"}}, {args: []string{"verify", "-no-memory", photo}},
		{args: []string{"reissue", "2", "-dir", "EV"}}, {args: []string{"walkin", "1", "-name", "Dora", "-dir", "EV"}},
		{args: []string{"site", "EV"}, after: soon}, {name: "shard", args: []string{"make", "-yes", "-shard", "1/2", "EV"}},
		{name: "verify-picture", args: []string{"verify", "-no-memory", "-picture", "EV/pictures/", "EV/out"}},
		{args: []string{"import", drawing, "-dir", "EV"}, after: soon},
		{args: []string{"forget", "-yes", "2", "-dir", "EV"}, ready: [][]string{made}, place: "forget", after: soon},
		{args: []string{"merge", "EV"}, ready: shards, place: "merge", after: soon},
		{args: []string{"adopt", "EV", "-dir", "ISSUER"}, ready: founded, place: "adopt", after: soon},
		{name: "issuer-site", args: []string{"site", "ISSUER"}, ready: adopted, place: "site", after: soon},
	} {
		t.Run(cmp.Or(v.name, v.args[0]), func(t *testing.T) {
			at := *tr
			at.T = t
			if v.place != "" {
				at = trial{T: t, dir: filepath.Join(t.TempDir(), v.place, "ev")}
				at.run("init", "-title", "My First Event", "-issuer", "My Organisation", at.dir)
				at.change()
				for _, args := range v.ready {
					at.run(at.at(args)...)
				}
			}
			path := filepath.Join(at.dir, "attendees.csv")
			short, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			at.crowd(20_000)
			at.asked(v, []syscall.Signal{syscall.SIGINT, syscall.SIGTERM}[i%2])
			if err := os.WriteFile(path, short, 0o600); err != nil {
				t.Fatal(err)
			}
			if v.place != "" {
				at.again(&crashed{name: v.place, args: v.args})
				at.left()
				return
			}
			at.change()
			at.left()
			at.complete()
			tr.round = at.round
		})
	}
}

// crowd gives the event a long list.
func (tr *trial) crowd(people int) {
	tr.Helper()
	var list strings.Builder
	list.WriteString("id,name,role\n")
	for i := range people {
		fmt.Fprintf(&list, "%d,Person %d,speaker\n", i+1, i)
	}
	if err := os.WriteFile(filepath.Join(tr.dir, "attendees.csv"), []byte(list.String()), 0o600); err != nil {
		tr.Fatal(err)
	}
}

// asked starts a verb and asks it to end.
func (tr *trial) asked(v signalled, signal syscall.Signal) {
	tr.Helper()
	tr.program = "lanyard-patient"
	var said bytes.Buffer
	cmd := tr.lanyard(tr.at(v.args)...)
	tr.program = ""
	cmd.Stderr, cmd.Dir = &said, tr.dir
	if err := cmd.Start(); err != nil {
		tr.Fatal(err)
	}
	before, known := time.Duration(0), false
	for began := time.Now(); time.Since(began) < 3*time.Second; time.Sleep(2 * time.Millisecond) { // some wait for others
		if before, known = computed(cmd); before >= cmp.Or(v.after, 150*time.Millisecond) {
			break
		}
	}
	asked := time.Now()
	early := cmd.Process.Signal(signal) != nil
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case err := <-ended:
		work := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime() - before
		tr.Logf("%s: ended after %s, having computed for %s, before the signal: %t, %v", signal,
			time.Since(asked).Round(time.Millisecond), work.Round(time.Millisecond), early, err)
		if known && work > mostWork {
			tr.Errorf("it computes for %s more after %s", work, signal)
		}
	case <-time.After(slowest):
		tr.Errorf("it goes on for more than %s after %s", slowest, signal)
		_ = cmd.Process.Kill()
		<-ended
	}
	if strings.Contains(said.String(), forced) {
		tr.Errorf("it had to be forced: %s", said.String())
	}
}

// computed returns for how long a process has computed so far: proc_pid_stat(5). False where there is no such file.
func computed(cmd *exec.Cmd) (time.Duration, bool) {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", cmd.Process.Pid))
	if err != nil {
		return 0, false
	}
	_, rest, _ := strings.Cut(string(data), ") ")
	var user, system time.Duration
	fields := strings.Fields(rest)
	if len(fields) < 13 {
		return 0, false
	}
	if _, err := fmt.Sscan(fields[11]+" "+fields[12], (*int64)(&user), (*int64)(&system)); err != nil {
		return 0, false
	}
	const tick = time.Second / 100 // USER_HZ of every Linux that Go runs on
	return (user + system) * tick, true
}

// densePDF returns a PDF of one page that draws many lines.
func densePDF(lines int) []byte {
	var b bytes.Buffer
	var at []int
	object := func(text string) {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(at), text)
	}
	b.WriteString("%PDF-1.4\n")
	object("<</Type/Catalog/Pages 2 0 R>>")
	object("<</Type/Pages/Kids[3 0 R]/Count 1>>")
	object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 842 595]/Resources<<>>/Contents 4 0 R>>")
	content := strings.Repeat("9 9 m 99 99 l S\n", lines)
	object(fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(content), content))
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, start)
	return b.Bytes()
}
