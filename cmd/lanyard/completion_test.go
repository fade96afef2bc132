package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestCompletions checks that every shell's script has every command and every option.
func TestCompletions(t *testing.T) {
	all := synopses(t.Context())
	if len(all) < len(verbs) {
		t.Fatalf("%d commands, and %d verbs", len(all), len(verbs))
	}
	for _, shell := range shells {
		var text strings.Builder
		shell.write(&text, all)
		options := 0
		for _, c := range all {
			if !strings.Contains(text.String(), c.name) && shell.name != "fish" {
				t.Errorf("%s: no command %s", shell.name, c.name)
			}
			for _, o := range c.options {
				options++
				if !strings.Contains(text.String(), "-"+o.name) && !strings.Contains(text.String(), " -o "+o.name+" ") {
					t.Errorf("%s: %s has no option -%s", shell.name, c.name, o.name)
				}
			}
		}
		if options < 100 {
			t.Errorf("%s: only %d options", shell.name, options)
		}
	}
}

// TestCompletionBash completes command lines as bash does.
func TestCompletionBash(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("bash is absent")
	}
	var text strings.Builder
	completeBash(&text, synopses(t.Context()))
	script := filepath.Join(t.TempDir(), "lanyard")
	if err := os.WriteFile(script, []byte(text.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	for line, want := range map[string]string{
		"lanyard ma":               "make",
		"lanyard he":               "help",
		"lanyard make -on":         "-one -only",
		"lanyard make x -merg":     "-merged",
		"lanyard make -only ":      "badges certificates",
		"lanyard make -only c":     "certificates",
		"lanyard make ":            "",
		"lanyard keys com":         "compromised",
		"lanyard keys export -p":   "-passphrase-file",
		"lanyard issuers ":         "add list remove",
		"lanyard help exit":        "exit-codes",
		"lanyard completion pow":   "powershell",
		"lanyard nothing -":        "",
		"lanyard ledger check -ac": "-accept-ledger",
	} {
		const try = `source "$1"; read -ra COMP_WORDS <<< "$2"; [[ $2 == *" " ]] && COMP_WORDS+=(""); ` +
			`COMP_CWORD=$((${#COMP_WORDS[@]}-1)); _lanyard; echo "${COMPREPLY[*]}"`
		out, err := exec.Command(bash, "--norc", "-c", try, "bash", script, line).CombinedOutput()
		if got := strings.TrimSpace(string(out)); err != nil || got != want {
			t.Errorf("%s: %q, want %q: %v", line, got, want, err)
		}
	}
}

// TestMan checks that the man page has every command and topic, is ASCII, and that groff, if it is there, has nothing to
// say about it.
func TestMan(t *testing.T) {
	var text strings.Builder
	if err := printMan(t.Context(), &text); err != nil {
		t.Fatal(err)
	}
	for _, v := range verbs {
		if !strings.Contains(text.String(), "\n.SS \"lanyard "+roff(v.name)+" ") {
			t.Errorf("no command %s", v.name)
		}
	}
	for _, topic := range topics {
		if !strings.Contains(text.String(), "\n.B "+roff(topic.name)+"\n") {
			t.Errorf("no topic %s", topic.name)
		}
	}
	for i := range text.Len() {
		if c := text.String()[i]; c > '~' || c < ' ' && c != '\n' {
			t.Fatalf("the byte %#x in %q", c, text.String()[max(0, i-40):i])
		}
	}
	groff, err := exec.LookPath("groff")
	if err != nil {
		t.Skip("groff is absent")
	}
	cmd := exec.Command(groff, "-man", "-ww", "-z")
	cmd.Stdin = strings.NewReader(text.String())
	if out, err := cmd.CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("groff: %v\n%s", err, out)
	}
}
