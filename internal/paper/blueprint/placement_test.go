package blueprint

import (
	"strings"
	"testing"
)

// TestPlacement checks boxes that are partly or wholly off the page.
func TestPlacement(t *testing.T) {
	box := func(keys string) string {
		return "[[box]]\nname = \"b\"\n" + strings.ReplaceAll(keys, "; ", "\n") + "\n"
	}
	const text, shape = "type = \"text\"; text = \"x\"; ", "type = \"shape\"; shape = \"box\"; fill = \"#000\"; "
	for _, c := range []struct{ name, boxes, want string }{
		{"inside", box(text + `at = ["0mm", "0mm"]; size = ["90mm", "65mm"]`), ""},
		{"right", box(text + `at = ["20mm", "5mm"]; size = ["80mm", "10mm"]`),
			`b reaches 10mm beyond the right edge of the page, which has 90mm x 65mm: what is there is cut off | write at = ["10mm", "5mm"], or make it smaller`},
		{"too wide", box(text + `at = ["0mm", "5mm"]; size = ["95mm", "10mm"]`), "b reaches 5mm beyond the right edge|move it, or make it smaller"},
		{"wholly", box(text + `at = ["0mm", "65mm"]; size = ["80mm", "10mm"]`), "b lies off the page, which has 90mm x 65mm: it is never seen|at counts from"},
		{"code", box(`type = "qr"; at = ["60mm", "40mm"]; size = ["30mm", "30mm"]`), `b reaches 5mm beyond the lower edge|write at = ["60mm", "35mm"]`},
		{"left", box(`type = "barcode"; payload = "{{id}}"; at = ["-3mm", "40mm"]; size = ["30mm", "9mm"]`), "b reaches 3mm beyond the left edge"},
		{"a band over the bleed", box(shape + `at = ["-5mm", "-5mm"]; size = ["100mm", "20mm"]`), ""},
		{"a band off the page", box(shape + `at = ["-25mm", "5mm"]; size = ["20mm", "20mm"]`), "b lies off the page"},
		{"turned", box(text + `at = ["5mm", "20mm"]; size = ["80mm", "12mm"]; turn = 90`), "b reaches 14mm beyond the upper edge|move it, or make it smaller"},
		{"turned and inside", box(text + `at = ["-20mm", "26mm"]; size = ["60mm", "12mm"]; turn = 90`), ""},
		{"in a group", box(`type = "group"; at = ["50mm", "0mm"]; size = ["40mm", "20mm"]`) + "[[box.box]]\nname = \"inner\"\n" + strings.ReplaceAll(text+`at = ["10mm", "0mm"]; size = ["40mm", "5mm"]`, "; ", "\n") + "\n",
			"inner reaches 10mm beyond the right edge|move it"},
		{"in a flow", box(`type = "group"; flow = "down"; at = ["50mm", "0mm"]; size = ["40mm", "20mm"]`) + "[[box.box]]\nname = \"inner\"\n" + strings.ReplaceAll(text+`at = ["0mm", "30mm"]; size = ["40mm", "5mm"]`, "; ", "\n") + "\n", ""},
		{"a flow", box(`type = "group"; flow = "down"; at = ["50mm", "50mm"]; size = ["40mm", "20mm"]`) + "[[box.box]]\nname = \"inner\"\n" + strings.ReplaceAll(text+`at = ["0mm", "0mm"]; size = ["40mm", "5mm"]`, "; ", "\n") + "\n",
			"b reaches 5mm beyond the lower edge"},
		{"in a turned group", box(`type = "group"; turn = 90; at = ["40mm", "10mm"]; size = ["40mm", "20mm"]`) + "[[box.box]]\nname = \"inner\"\n" + strings.ReplaceAll(text+`at = ["0mm", "0mm"]; size = ["80mm", "5mm"]`, "; ", "\n") + "\n",
			"inner reaches 15mm beyond the lower edge"},
	} {
		_, problems := Parse("t.toml", []byte("name = \"t\"\nkind = \"badge\"\nsize = [\"90mm\", \"65mm\"]\nbleed = \"3mm\"\n"+c.boxes), Setting{})
		said := ""
		for _, p := range problems {
			said += p.Error() + " | " + p.Hint
		}
		if c.want == "" && said != "" {
			t.Errorf("%s: %s", c.name, said)
		}
		for want := range strings.SplitSeq(strings.ReplaceAll(c.want, " | ", "|"), "|") {
			if !strings.Contains(said, want) || len(problems) > 1 {
				t.Errorf("%s: said %q, want %q", c.name, said, want)
			}
		}
	}
}
