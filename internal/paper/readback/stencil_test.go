package readback

import (
	"context"
	"strings"
	"testing"
)

// TestStencilAt reads a stencil, and refuses every other spelling and every file that has one.
func TestStencilAt(t *testing.T) {
	const own = "BI/IM true/BPC 1/W 10/H 2/D[1 0]\nID \xff\xc0\x00\x00\nEI\nQ"
	s, end, ok := StencilAt([]byte(own), 2)
	if !ok || s.W != 10 || s.H != 2 || s.Stride() != 2 || string(s.Bits) != "\xff\xc0\x00\x00" || own[end:] != "Q" {
		t.Fatalf("%v, ends at %d, %v", s, end, ok)
	}
	read := func(operators string) error {
		_, err := Read(context.Background(), small(
			[2]string{"<</Type/Catalog/Pages 2 0 R>>"},
			[2]string{"<</Type/Pages/Count 1/Kids[3 0 R]>>"},
			[2]string{"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<<>>/Contents 4 0 R>>"},
			[2]string{"", "q " + operators}))
		return err
	}
	if err := read(own); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string][2]string{
		"smoothed":                   {"/D[1 0]", "/D[1 0]/I true"},
		"in colours":                 {"/IM true", "/CS/G"},
		"of bytes":                   {"/BPC 1", "/BPC 8"},
		"compressed":                 {"/D[1 0]", "/D[1 0]/F/RL"},
		"the other way":              {"[1 0]", "[0 1]"},
		"another order":              {"/W 10/H 2", "/H 2/W 10"},
		"no width":                   {"/W 10", "/W 0"},
		"negative":                   {"/W 10", "/W -10"},
		"huge":                       {"/W 10/H 2", "/W 16777215/H 16777215"},
		"more than a number":         {"/W 10", "/W 99999999999999999999"},
		"longer than it says":        {"/H 2", "/H 1"},
		"shorter than it says":       {"/H 2", "/H 3"},
		"more space":                 {"ID ", "ID \n"},
		"no end":                     {"\nEI\n", "\n"},
		"an end without space":       {"EI\nQ", "EIQ"},
		"an end that others find":    {"\x00\x00", "EI"},
		"an end that goes on":        {"W 10/H 2/D[1 0]\nID \xff\xc0\x00\x00", "W 32/H 2/D[1 0]\nID 12 EI Q "},
		"operands of something else": {"BI", "1 BI"},
		"data alone":                 {"BI/IM true/BPC 1/W 10/H 2/D[1 0]\nID", "ID"},
	} {
		changed := strings.Replace(own, change[0], change[1], 1)
		if changed == own || read(changed) == nil {
			t.Errorf("%s: %q is taken", name, changed)
		}
	}
}
