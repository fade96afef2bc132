package folder

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lanyard/internal/paper/blueprint"
)

// TestNearLimits makes an event that is close to every limit without exceeding any.
func TestNearLimits(t *testing.T) {
	if testing.Short() {
		t.Skip("slow: the largest event allowed")
	}
	dir := t.TempDir()
	write := func(name string, data []byte) {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var logo bytes.Buffer
	quick := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := quick.Encode(&logo, image.NewGray(image.Rect(0, 0, 8000, 5100))); err != nil {
		t.Fatal(err)
	}
	write("logo.png", logo.Bytes())
	logo.Reset()
	if err := quick.Encode(&logo, image.NewNRGBA(image.Rect(0, 0, 4700, 4700))); err != nil {
		t.Fatal(err)
	}
	write("mark.png", logo.Bytes())
	const event = "title = \"A\"\nstart = 2027-01-01\n[issuer]\nname = \"B\"\nverify = \"verify.example.org\"\n[badges]\ntemplate = \"badge.toml\"\n"
	write("event.toml", []byte(event+"[pictures]\nlogo = \"logo.png\"\nmark = \"mark.png\"\n"))
	boxes := func(n int) []byte {
		return []byte("name = \"b\"\nkind = \"badge\"\nsize = [\"90mm\", \"65mm\"]\n" +
			strings.Repeat("[[box]]\ntype = \"shape\"\nshape = \"box\"\nat = [\"1mm\", \"1mm\"]\nsize = [\"5mm\", \"5mm\"]\nfill = \"#000000\"\n", n))
	}
	write("badge.toml", boxes(blueprint.MaxBoxes*8/10))
	var list strings.Builder
	list.WriteString("name,note\n")
	filler := strings.Repeat("x", 400_000)
	for i := range 140 { // 56 MB
		fmt.Fprintf(&list, "Ana Pop %c%c,%s\n", 'a'+i%26, 'a'+i/26, filler)
	}
	write("attendees.csv", []byte(list.String()))
	said := func() string {
		_, problems, err := Load(context.Background(), dir)
		if err != nil {
			t.Fatal(err)
		}
		var all []string
		for _, p := range problems {
			if p.Code == "limit-near" {
				all = append(all, p.Error())
			}
		}
		return strings.Join(all, "\n")
	}
	got := said()
	for _, want := range []string{"attendees.csv: the file has 53 of at most 64 MB", "logo.png: the picture has 40 of at most 50 million pixels", "mark.png: the pixels of the picture take 84 of at most 104 MB of memory", "badge.toml: the template has 400 of at most 500 boxes"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	write("event.toml", []byte(event))
	write("badge.toml", boxes(blueprint.MaxBoxes*8/10-1))
	write("attendees.csv", []byte("name\nAna Pop\n"))
	if got := said(); strings.Contains(got, "boxes") || strings.Contains(got, "the file has") {
		t.Errorf("far from a limit: %s", got)
	}
}
