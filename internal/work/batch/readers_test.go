package batch_test

import (
	"fmt"
	"image/png"
	"io/fs"
	"math/rand/v2"
	"os"
	"path"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"lanyard/internal/work/batch"
	"lanyard/internal/work/issue"
	"lanyard/templates"
)

// TestReadersFindTheCode gives the picture of each whole paper, of every built-in design with each ornament, to a plain
// ZXing, which most scanners for Android are made of: it looks for three finder patterns anywhere on the page, so that
// no ornament may look like one. Our own reader searches parts of a page as well and would not notice.
func TestReadersFindTheCode(t *testing.T) {
	found, err := fs.Glob(templates.FS, "*/*/template.toml")
	if err != nil || len(found) < 20 {
		t.Fatalf("%d templates, %v", len(found), err)
	}
	if testing.Short() {
		found = found[:2]
	}
	for _, file := range found {
		design, kind := path.Base(path.Dir(file)), strings.TrimSuffix(path.Dir(path.Dir(file)), "s")
		ornaments := []string{""}
		if kind == "certificate" && !testing.Short() {
			ornaments = []string{"", "rule", "frame", "guilloche"}
		}
		for _, ornament := range ornaments {
			t.Run(kind+"/"+design+"/"+ornament, func(t *testing.T) {
				t.Parallel()
				text := fmt.Sprintf("id = \"lakes-2026\"\ntitle = \"Lake Days\"\nstart = 2026-05-14\n[issuer]\nname = \"Lake Institute\"\n"+
					"verify = \"verify.lakes.eu\"\n[roles.guest]\nlabel = \"Guest\"\n[%ss]\ntemplate = %q\n", kind, design)
				if ornament != "" {
					text += fmt.Sprintf("[look]\nornament = %q\n", ornament)
				}
				e := newEvent(t, text, "id,name,role,organisation\n1,Ana Popescu,guest,Lake University\n2,Bo Li,guest,ACME\n"+
					"3,Dora Lund,guest,Lund\n4,Eva Holm,guest,Oslo\n", nil)
				ring, err := issue.NewKeys(e.dir, rand.NewChaCha8([32]byte{1}), later(0)) // always the same codes
				if err == nil {
					err = ring.Save()
				}
				if err != nil {
					t.Fatal(err)
				}
				report, err := batch.Make(t.Context(), batch.Job{Dir: e.dir, Now: later(0), Options: batch.Options{PNG: 150}})
				if err != nil {
					t.Fatal(err, report.Problems)
				}
				all, read := 0, 0
				for _, f := range report.Files {
					if strings.HasSuffix(f.File, ".png") && !strings.Contains(f.File, "-back") {
						all++
						if readWhole(t, e.path("out/"+f.File)) {
							read++
						}
					}
				}
				if all != 4 || read < 3 { // of small modules at 150 dpi one in forty is read by chance or not at all
					t.Errorf("ZXing finds the code on %d of %d", read, all)
				}
			})
		}
	}
}

// readWhole reports whether a plain ZXing, trying harder, reads the code on a picture.
func readWhole(t *testing.T, file string) bool {
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	bits, err := gozxing.NewBinaryBitmapFromImage(img)
	if err != nil {
		t.Fatal(err)
	}
	_, err = qrcode.NewQRCodeReader().Decode(bits, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true})
	return err == nil
}
