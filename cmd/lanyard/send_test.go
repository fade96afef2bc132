//go:build unix

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"lanyard/internal/base/judge"
)

// mailEvent makes an event of some people with their papers inside dir, and returns it.
func mailEvent(t *testing.T, dir string, people int) *trial {
	t.Helper()
	tr := &trial{T: t, dir: filepath.Join(dir, "ev")}
	tr.run("init", "-title", "My First Event", "-issuer", "My Organisation", tr.dir)
	var list strings.Builder
	list.WriteString("id,name,email,role\n")
	for i := range people {
		fmt.Fprintf(&list, "%d,Person %c%c,p%d@example.net,speaker\n", i+1, 'A'+i/26%26, 'a'+i%26, i+1)
	}
	if err := os.WriteFile(filepath.Join(tr.dir, "attendees.csv"), []byte(list.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	tr.run("make", "-yes", "-only", "certificates", tr.dir)
	return tr
}

// sendTo makes the event send to a port of this machine.
func (tr *trial) sendTo(port string) {
	tr.Helper()
	path := filepath.Join(tr.dir, "event.toml")
	text, err := os.ReadFile(path)
	if err != nil {
		tr.Fatal(err)
	}
	before, _, _ := strings.Cut(string(text), "\n[mail]\n")
	after := before + "\n[mail]\nfrom = \"Office <office@example.org>\"\nhost = \"127.0.0.1\"\nsecurity = \"none\"\nper_minute = 6000\nport = " + port + "\n"
	if err := os.WriteFile(path, []byte(after), 0o644); err != nil {
		tr.Fatal(err)
	}
}

// send runs send, and returns what it says.
func (tr *trial) send(more ...string) (out string, err error) {
	data, err := tr.lanyard(append([]string{"send", "-unpublished", "-yes", tr.dir}, more...)...).CombinedOutput()
	return string(data), err
}

// states returns the state of each letter, by the id of the person.
func (tr *trial) states() map[string]string {
	tr.Helper()
	cmd := tr.lanyard("deliveries", "-json", tr.dir)
	data, err := cmd.Output()
	if err != nil {
		tr.Fatal(err)
	}
	var rows []struct{ ID, State string }
	if err := json.Unmarshal(data, &rows); err != nil {
		tr.Fatal(err)
	}
	states := map[string]string{}
	for _, r := range rows {
		states[r.ID] = r.State
	}
	return states
}

var envelope = regexp.MustCompile(`<p(\d+)@example\.net>`)

// spooled returns how many messages a person got, by id.
func spooled(t *testing.T, spool string) map[string]int {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(spool, "*.eml"))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		line, _, _ := strings.Cut(string(data), "\n")
		to := envelope.FindStringSubmatch(line)
		if to == nil {
			t.Fatalf("%s: %s", file, line)
		}
		got[to[1]]++
	}
	return got
}

// TestSendToBadServers holds what becomes of messages at a server that misbehaves in each way.
func TestSendToBadServers(t *testing.T) {
	slow(t)
	judge.Program(t, "python3")
	const people = 12
	tr := mailEvent(t, t.TempDir(), people)
	for mode, c := range map[string]struct {
		states string // of letters, with their number; a number of 0 is any
		got    int    // messages that arrived
		says   string
	}{
		"ok":              {"accepted 12", 12, "accepted by the mail server: 12 messages"},
		"421-banner":      {"planned 12", 0, "says at greeting: 421 busy"},
		"450-rcpt":        {"deferred 12", 0, "450 greylisted"},
		"550-rcpt":        {"refused 12", 0, "550 no such user"},
		"452-data":        {"deferred 12", 0, "452 no space"},
		"554-data":        {"planned 7 refused 5", 0, "has refused 5 messages in a row: 554 rejected"},
		"drop-after-data": {"planned 7 unknown 5", 5, "unknown: 5 messages"},
		"nth-450":         {"accepted 12", 12, ""},
		"limit10":         {"accepted 12", 12, ""},
		"longline":        {"accepted 12", 12, ""},
		"badutf":          {"accepted 12", 12, ""},
		"no8bit":          {"accepted 12", 12, ""},
		"auth-535":        {"planned 12", 0, `refuses the user "office@example.org" or the password: 535 bad credentials`},
		"slow":            {"planned 12", 0, "has not answered within 1s"},
		"mute":            {"planned 12", 0, "has not answered within 1s"},
		"greet-slow":      {"planned 12", 0, "has not answered within 1s"},
		"drop-mid":        {"", 0, "the mail server ended the conversation"},
	} {
		t.Run(mode, func(t *testing.T) {
			tr := &trial{T: t, dir: tr.dir}
			if err := os.RemoveAll(filepath.Join(tr.dir, "mail.db")); err != nil {
				t.Fatal(err)
			}
			spool := filepath.Join(t.TempDir(), "spool")
			port, stop, err := startStub(mode, spool)
			if err != nil {
				t.Fatal(err)
			}
			defer stop()
			tr.sendTo(port)
			if mode == "auth-535" {
				t.Setenv(passwordVariable, "secret of the office")
			}
			patience := "600ms"
			if mode == "mute" || mode == "greet-slow" || mode == "slow" {
				patience = "0"
			}
			out, _ := tr.send("-patience", patience, "-timeout", "1s") // the exit code is checked by scripts
			counts := map[string]int{}
			for _, state := range tr.states() {
				counts[state]++
			}
			var states []string
			for _, state := range []string{"planned", "accepted", "deferred", "refused", "unknown", "bounced"} {
				if counts[state] > 0 {
					states = append(states, fmt.Sprintf("%s %d", state, counts[state]))
				}
			}
			if got := strings.Join(states, " "); c.states != "" && got != c.states || !strings.Contains(out, c.says) {
				t.Errorf("%s; want %s and %q\n%s", got, c.states, c.says, out)
			}
			if strings.Contains(out, "secret of the office") {
				t.Errorf("it shows the password:\n%s", out)
			}
			arrived := spooled(t, spool)
			if len(arrived) != c.got {
				t.Errorf("%d people got a message, want %d", len(arrived), c.got)
			}
			for id, n := range arrived {
				if n != 1 {
					t.Errorf("%s got %d messages", id, n)
				}
			}
			log, err := os.ReadFile(filepath.Join(spool, "LOG"))
			if err != nil {
				t.Fatal(err)
			}
			for _, bad := range []string{"BARE-LF", "LINE>998"} {
				if strings.Contains(string(log), bad) {
					t.Errorf("the server complains of %s", bad)
				}
			}
		})
	}
}

// TestSendKilled kills send at any moment, and sends again: nobody gets a message twice, and whoever got none is listed
// as unknown.
func TestSendKilled(t *testing.T) {
	slow(t)
	judge.Program(t, "python3")
	const people = 25
	tr := mailEvent(t, t.TempDir(), people)
	killed, unknown := 0, 0
	n := rounds(t, 6)
	for round := 0; round < n || killed == 0 && round < 5*n; round++ {
		if err := os.RemoveAll(filepath.Join(tr.dir, "mail.db")); err != nil {
			t.Fatal(err)
		}
		spool := filepath.Join(t.TempDir(), "spool")
		port, stop, err := startStub("ok", spool)
		if err != nil {
			t.Fatal(err)
		}
		tr.sendTo(port)
		cmd := tr.lanyard("send", "-unpublished", "-yes", tr.dir)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		// The server has some of the messages, and the next one may be on its way.
		some := rand.IntN(people - 1)
		for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
			if files, err := filepath.Glob(filepath.Join(spool, "*.eml")); err != nil || len(files) >= some {
				break
			}
		}
		time.Sleep(time.Duration(rand.Int64N(int64(5 * time.Millisecond))))
		_ = cmd.Process.Kill() // it may have ended
		_ = cmd.Wait()
		if status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus); ok && status.Signaled() {
			killed++
		}
		out, err := tr.send("-patience", "0")
		if err != nil {
			t.Fatalf("after it was killed: %v\n%s", err, out)
		}
		stop()
		got, states := spooled(t, spool), tr.states()
		for i := range people {
			id := fmt.Sprint(i + 1)
			if states[id] == "unknown" {
				unknown++
			}
			if got[id] > 1 || got[id] == 0 && states[id] != "unknown" || states[id] != "unknown" && states[id] != "accepted" {
				t.Errorf("%s got %d messages, and is %s", id, got[id], states[id])
			}
		}
	}
	t.Logf("killed %d times; %d unknown", killed, unknown)
	if killed == 0 {
		t.Error("no run was killed")
	}
}

// TestSendInterrupted interrupts send while the server keeps it waiting for an answer: it ends within a second, and what was
// handed over is unknown.
func TestSendInterrupted(t *testing.T) {
	slow(t)
	judge.Program(t, "python3")
	tr := mailEvent(t, t.TempDir(), 3)
	spool := filepath.Join(t.TempDir(), "spool")
	port, stop, err := startStub("250-late", spool)
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	tr.sendTo(port)
	cmd := tr.lanyard("send", "-unpublished", "-yes", tr.dir)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for range 600 {
		if len(spooled(t, spool)) == 1 {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if out, err := tr.send(); err == nil || !strings.Contains(out, fmt.Sprintf("process %d is working", cmd.Process.Pid)) {
		t.Errorf("a second sender at the same time: %v\n%s", err, out)
	}
	if got := tr.states(); got["1"] != "handed" {
		t.Errorf("while it waits: %v", got)
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	err = cmd.Wait()
	if err == nil {
		t.Error("it ended well")
	}
	states := tr.states()
	if states["1"] != "unknown" || states["2"] != "planned" || states["3"] != "planned" {
		t.Errorf("%v; want 1 unknown and the others planned", states)
	}
}

// TestSendFullDisk fills the disk under the event, to several heights, while it sends: it says so, nobody gets a message
// twice, and with room again everybody has one or is listed as unknown.
func TestSendFullDisk(t *testing.T) {
	slow(t)
	judge.Program(t, "python3")
	const people = 25
	dir, _ := mounted(t, "16m")
	tr := mailEvent(t, dir, people)
	ballast := filepath.Join(dir, "ballast")
	stopped, some := 0, 0
	for _, room := range []int64{0, 8, 40, 64, 96, 128, 192} { // KiB
		spool := filepath.Join(t.TempDir(), "spool")
		port, stop, err := startStub("ok", spool)
		if err != nil {
			t.Fatal(err)
		}
		tr.sendTo(port)
		for _, file := range []string{"mail.db", "mail.db-wal", "mail.db-shm"} {
			if err := os.RemoveAll(filepath.Join(tr.dir, file)); err != nil {
				t.Fatal(err)
			}
		}
		var disk syscall.Statfs_t
		if err := syscall.Statfs(dir, &disk); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(ballast, make([]byte, int64(disk.Bavail)*disk.Bsize-room<<10), 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := tr.send("-patience", "0")
		before := len(spooled(t, spool))
		if err != nil {
			stopped++
			if before > 0 {
				some++
			}
			if !strings.Contains(out, "the disk is full") && !strings.Contains(out, "the disk reported an error") ||
				!strings.Contains(out, "lanyard: hint: ") || !strings.Contains(out, "run the same command again") {
				t.Errorf("with %d KiB it does not say that the disk is full, or what to do:\n%s", room, out)
			}
		}
		if err := os.Remove(ballast); err != nil {
			t.Fatal(err)
		}
		if out, err := tr.send("-patience", "0"); err != nil {
			t.Fatalf("with room again: %v\n%s", err, out)
		}
		stop()
		got, states, unknown := spooled(t, spool), tr.states(), 0
		for i := range people {
			id := fmt.Sprint(i + 1)
			if states[id] == "unknown" {
				unknown++
			}
			if got[id] > 1 || got[id] == 0 && states[id] != "unknown" || states[id] != "unknown" && states[id] != "accepted" {
				t.Errorf("with %d KiB: %s got %d messages, and is %s", room, id, got[id], states[id])
			}
		}
		t.Logf("with %d KiB: %d messages until the disk was full (%v), %d unknown", room, before, err, unknown)
		if unknown > 1 {
			t.Errorf("with %d KiB %d are unknown; one message was on its way", room, unknown)
		}
	}
	if stopped == 0 || some == 0 {
		t.Errorf("%d runs found the disk full, %d of them after some messages", stopped, some)
	}
}

// TestSendReference sends the reference event and opens every message: the right certificate went to the right person,
// and Python and mutt read every subject as it was meant.
func TestSendReference(t *testing.T) {
	slow(t)
	python := judge.Program(t, "python3")
	pdftotext := judge.Program(t, "pdftotext")
	terminal, mutt := judge.Program(t, "script"), judge.Program(t, "mutt")
	tr := &trial{T: t, dir: filepath.Join(t.TempDir(), "ev")}
	if err := os.CopyFS(tr.dir, os.DirFS(filepath.Join("..", "..", "examples", "tehran-2017"))); err != nil {
		t.Fatal(err)
	}
	tr.run("make", "-yes", "-only", "certificates", tr.dir)
	spool := filepath.Join(t.TempDir(), "spool")
	port, stop, err := startStub("ok", spool)
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	tr.sendTo(port)
	if out, err := tr.send(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	const script = `
import csv, email, email.policy, glob, mailbox, os, subprocess, sys
spool, listed, pdftotext = sys.argv[1:]
box, subjects = mailbox.mbox(spool + '/box'), open(spool + '/subjects', 'w', encoding='utf-8')
people = {r['email'].lower(): r for r in csv.DictReader(open(listed, encoding='utf-8-sig'))}
seen = {}
scripts = set()
for file in sorted(glob.glob(spool + '/*.eml')):
    raw = open(file, 'rb').read()
    envelope, raw = raw.split(b'\r\n', 1)
    m = email.message_from_bytes(raw, policy=email.policy.default)
    box.add(raw.replace(b'\r\n', b'\n'))
    print(m['subject'], file=subjects)
    to = m['to'].addresses[0].addr_spec.lower()
    assert '<%s>' % to in envelope.decode().lower(), (to, envelope)
    r = people[to]
    assert to not in seen, to
    seen[to] = m
    assert m['message-id'].startswith('<' + r['number'].replace('-', '').lower() + '.1@'), m['message-id']
    assert 'Tehran Meeting' in m['subject'] or 'نشست تهران' in m['subject'], m['subject']
    if any('\u0600' <= c <= '\u06ff' for c in m['subject']): scripts.add('fa')
    if any('\u0e00' <= c <= '\u0e7f' for c in m['subject']): scripts.add('th')
    text = m.get_body(('plain',)).get_content()
    page = m.get_body(('html',)).get_content()
    assert r['short_link'] in text and r['short_link'] in page, text
    assert r['number'] in text, text
    files = list(m.iter_attachments())
    assert len(files) == 1 and files[0].get_content_type() == 'application/pdf', files
    assert files[0].get_filename() == os.path.basename(r['file']), files[0].get_filename()
    shown = subprocess.run([pdftotext, '-', '-'], input=files[0].get_content(), stdout=subprocess.PIPE, check=True).stdout.decode()
    assert r['number'] in shown, (to, shown)
assert len(seen) == len(people) == 140, (len(seen), len(people))
assert {'fa', 'th'} <= scripts, scripts
box.flush()
subjects.close()
print('all are right')
`
	cmd := exec.Command(python, "-c", script, spool, filepath.Join(tr.dir, "out", "mailing.csv"), pdftotext)
	if out, err := cmd.CombinedOutput(); err != nil || !strings.Contains(string(out), "all are right") {
		t.Fatalf("%v\n%s", err, out)
	}
	want, err := os.ReadFile(filepath.Join(spool, "subjects"))
	if err != nil {
		t.Fatal(err)
	}
	if got := muttSubjects(t, terminal, mutt, filepath.Join(spool, "box")); got != string(want) {
		t.Errorf("mutt reads\n%s\nand Python\n%s", got, want)
	}
}

// muttSubjects returns the subjects of a mailbox as mutt shows them, a line each. It runs mutt in a terminal, which it
// needs, and has it write out each message as it displays it.
func muttSubjects(t *testing.T, terminal, mutt, box string) string {
	t.Helper()
	home := t.TempDir()
	rc, shown := filepath.Join(home, "muttrc"), filepath.Join(home, "shown")
	settings := `set folder=` + home + ` charset=utf-8 move=no quit=yes wait_key=no wrap_headers=998
set pipe_decode=yes pipe_split=yes pipe_sep="" auto_tag=yes
ignore *
unignore subject
push "<tag-pattern>.<enter><tag-prefix><pipe-message>cat >>` + shown + `<enter><exit>"
`
	if err := os.WriteFile(rc, []byte(settings), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, terminal, "-qec", fmt.Sprintf("'%s' -n -F '%s' -R -f '%s'", mutt, rc, box), os.DevNull)
	cmd.Env = []string{"HOME=" + home, "LC_ALL=C.UTF-8", "TERM=vt100", "PATH=" + os.Getenv("PATH")}
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("mutt: %v\n%q", err, out)
	}
	data, err := os.ReadFile(shown)
	if err != nil {
		t.Fatal(err)
	}
	var subjects strings.Builder
	for line := range strings.Lines(string(data)) {
		if subject, ok := strings.CutPrefix(line, "Subject: "); ok {
			subjects.WriteString(subject)
		}
	}
	return subjects.String()
}
