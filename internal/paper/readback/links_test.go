package readback

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestLinks(t *testing.T) {
	packed := fmt.Sprintf("%%PDF-1.5\n1 0 obj\n<</Type/ObjStm/Filter/FlateDecode>>\nstream\r\n%s\nendstream\nendobj\n"+
		"2 0 obj\n<</Type /ObjStm>>stream\nbroken\nendstream\n3 0 obj\n<</URI(https://c/)>>",
		deflated(strings.Repeat(" ", 100)+"<</S/URI/URI(https://a/)>><</URI <68747470733a2f2f622f>>>"))
	for _, c := range []struct {
		data string
		want []string
	}{
		{"%PDF-1.7\n", nil},
		{"%PDF-1.7\n<</A<</S/URI/URI(https://x/\\(1\\))>>>>", []string{"https://x/(1)"}},
		{"junk before %PDF-1.4 /URI\n  (a\\\nb\\101\\n\\7)", []string{"abA\n\a"}},
		{"%PDF-1.4 /URI(a(b)c)/URI()/URI 5 0 R/URI(open", []string{"a(b)c"}},
		{"%PDF-1.4 /URI<4 14 2>/URI<4>/URI<xx>/URI<<>>/URI<41", []string{"AB", "@"}},
		{packed, []string{"https://c/", "https://a/", "https://b/"}},
		{"%PDF-1.4 /URI(a)/URI(b)/URI(a)", []string{"a", "b"}},
	} {
		got, err := Links(context.Background(), []byte(c.data))
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, %v", c.data, got, err)
		}
	}
	if _, err := Links(context.Background(), []byte("GIF89a")); err == nil {
		t.Error("links in a GIF file")
	}
}

// TestLinksBomb checks that a small file does not fill the memory.
func TestLinksBomb(t *testing.T) {
	zeros := deflated(string(make([]byte, 8<<20)))
	bomb := "%PDF-1.5" + strings.Repeat("/ObjStm>>stream\n"+zeros, 40)
	if _, err := Links(context.Background(), []byte(bomb)); err != nil {
		t.Fatal(err)
	}
}

func FuzzLinks(f *testing.F) {
	f.Add([]byte("%PDF-1.7\n<</A<</S/URI/URI(https://x/\\(1\\))>>>>"))
	f.Add([]byte("%PDF-/URI<41>/URI(\\8\\777\\"))
	f.Add(append([]byte("%PDF-/ObjStm stream\n"), deflated("/URI(x)")...))
	f.Fuzz(func(t *testing.T, data []byte) {
		links, err := Links(context.Background(), data)
		if err != nil && links != nil {
			t.Fatal("links and an error")
		}
		for _, l := range links {
			if l == "" || len(l) > maxLink {
				t.Fatalf("a link of %d bytes", len(l))
			}
		}
	})
}
