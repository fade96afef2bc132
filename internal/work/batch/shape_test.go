package batch_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"lanyard/internal/base/judge"
	"lanyard/internal/base/locale"
	"lanyard/internal/work/rehearse"
)

const shapeNames = "testdata/shape/names.tsv"

// TestShapes draws names of many scripts as "lanyard proof" does and lets
// testdata/shape/shape_judge.py compare each page with what HarfBuzz makes of
// the name with the same font file.
func TestShapes(t *testing.T) {
	const python = "/usr/bin/python3" // the one that Debian's modules are for
	need(t, python, "hb-shape", "pango-view", "rsvg-convert", "pdftoppm")
	if out, err := exec.Command(python, "-c", "import numpy, PIL, fontTools").CombinedOutput(); err != nil {
		judge.Absent(t, "python3 with numpy, PIL and fontTools: "+string(out))
	}
	data, err := os.ReadFile(shapeNames)
	if err != nil {
		t.Fatal(err)
	}
	var pages bytes.Buffer
	if problems := rehearse.Proof(&pages, shapeNames, bytes.NewReader(data)); len(problems) > 0 {
		t.Fatal(problems)
	}
	dir := t.TempDir()
	drawn, rows := filepath.Join(dir, "proof.pdf"), filepath.Join(dir, "names.tsv")
	var ids []string
	var table strings.Builder
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(strings.TrimSpace(line), "\t")
		name, lang, family := cells[0], cells[1], cells[2]
		direction := "ltr"
		if locale.Direction(lang) {
			direction = "rtl"
		}
		stem := strings.ReplaceAll(family, " ", "")
		font, err := filepath.Abs(filepath.Join("../../../fonts", stem, stem+"-Regular.ttf"))
		if len(cells) > 3 {
			font = filepath.Join("/usr/share/fonts", cells[3])
		}
		if _, missing := os.Stat(font); err != nil || missing != nil {
			judge.Absent(t, font)
		}
		id := fmt.Sprintf("%s-%d", lang, len(ids)+1)
		ids = append(ids, id)
		fmt.Fprintln(&table, strings.Join([]string{id, lang, direction, font, family, name}, "\t"))
	}
	if len(ids) != 20 {
		t.Fatalf("%d names instead of 20", len(ids))
	}
	for file, content := range map[string][]byte{drawn: pages.Bytes(), rows: []byte(table.String())} {
		if err := os.WriteFile(file, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, id := range ids {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			out, err := exec.Command(python, "testdata/shape/shape_judge.py", "--batch", rows, "--pdf", drawn, "--ids", id).CombinedOutput()
			if err != nil || !strings.Contains(string(out), "1 of 1 pass") {
				t.Errorf("%v\n%s", err, out)
			}
			t.Logf("%s", out)
		})
	}
}
