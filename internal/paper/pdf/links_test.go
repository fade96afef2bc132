package pdf

import (
	"context"
	"slices"
	"testing"

	"lanyard/internal/paper/readback"
)

// TestLinksAfterOthers reads the links of a file that qpdf wrote anew.
func TestLinksAfterOthers(t *testing.T) {
	data := write(t, meta, everyItem(t), everyItem(t))
	want, err := readback.Links(context.Background(), data)
	if err != nil || len(want) != 1 || want[0] != "https://verify.example.org/v/1#(2)" {
		t.Fatalf("%q, %v", want, err)
	}
	for _, mode := range []string{"generate", "disable"} {
		t.Run(mode, func(t *testing.T) {
			out := judged(t, data, "qpdf", "--object-streams="+mode, "FILE", "-")
			if got, err := readback.Links(context.Background(), []byte(out)); err != nil || !slices.Equal(got, want) {
				t.Errorf("%q, %v", got, err)
			}
		})
	}
}

// TestPrint reads back what a file asks of a print dialog.
func TestPrint(t *testing.T) {
	for _, c := range []struct {
		title string
		print Print
		want  string
	}{
		{"", AsChosen, ""},
		{"Badges", AsChosen, "<</DisplayDocTitle true>>"},
		{"", Exact, "<</PrintScaling /None>>"},
		{"Badges", Exact, "<</DisplayDocTitle true/PrintScaling /None>>"},
		{"Badges", ExactLongEdge, "<</DisplayDocTitle true/Duplex /DuplexFlipLongEdge/PrintScaling /None>>"},
		{"Badges", ExactShortEdge, "<</DisplayDocTitle true/Duplex /DuplexFlipShortEdge/PrintScaling /None>>"},
	} {
		a := open(t, write(t, Meta{Title: c.title, Print: c.print}, everyItem(t)))
		if got := string(a.root().get("ViewerPreferences")); got != c.want {
			t.Errorf("%q, %d: %s, want %s", c.title, c.print, got, c.want)
		}
	}
}
