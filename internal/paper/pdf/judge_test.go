package pdf

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"lanyard/internal/base/judge"
	"lanyard/internal/paper/readback"
)

// judged runs an outside program over a file and returns what it prints.
func judged(t *testing.T, data []byte, name string, args ...string) string {
	t.Helper()
	judge.Program(t, name)
	file := filepath.Join(t.TempDir(), "test.pdf")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	for i := range args {
		args[i] = strings.ReplaceAll(args[i], "FILE", file)
	}
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

// judgeAll lets every judge look for something wrong.
func judgeAll(t *testing.T, data []byte) {
	t.Helper()
	judgeSyntax(t, data)
	t.Run("pdffonts", func(t *testing.T) {
		lines := strings.Split(strings.TrimSpace(judged(t, data, "pdffonts", "FILE")), "\n")
		for _, l := range lines[min(2, len(lines)):] {
			f := strings.Fields(l)
			if n := len(f); n < 6 || strings.Join(f[n-5:n-2], " ") != "yes yes yes" {
				t.Errorf("not embedded, subset and with Unicode: %s", l)
			}
		}
	})
}

// judgeSyntax lets those look that read files and draw them.
func judgeSyntax(t *testing.T, data []byte) {
	t.Helper()
	t.Run("qpdf", func(t *testing.T) {
		if out := judged(t, data, "qpdf", "--check", "FILE"); !strings.Contains(out, "No syntax or stream encoding errors") {
			t.Error(out)
		}
	})
	t.Run("mutool", func(t *testing.T) {
		out := judged(t, data, "mutool", "draw", "-q", "-o", os.DevNull, "-F", "png", "FILE")
		if out = strings.ReplaceAll(out, "warning: ICC support is not available\n", ""); out != "" {
			t.Error(out)
		}
	})
	t.Run("gs", func(t *testing.T) {
		if out := judged(t, data, "gs", "-q", "-dSAFER", "-dNOPAUSE", "-dBATCH", "-dPDFSTOPONWARNING", "-sDEVICE=nullpage", "FILE"); out != "" {
			t.Error(out)
		}
	})
	t.Run("pdfcpu", func(t *testing.T) {
		// The rules of PDF 1.7; it knows the relationship of an attachment, which
		// PDF/A-3 adds to those, from PDF 2.0 alone.
		mode := "strict"
		if files, err := readback.Attached(context.Background(), data); err == nil && len(files) > 0 {
			mode = "relaxed"
		}
		if out := judged(t, data, "pdfcpu", "validate", "-q", "-o", "-c", "disable", "-m", mode, "FILE"); strings.TrimSpace(out) != "" {
			t.Error(out)
		}
	})
}

func TestJudges(t *testing.T) {
	judgeAll(t, write(t, meta, everyItem(t), everyItem(t)))
}
