package pdf

import (
	"encoding/binary"
	"testing"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
)

// press returns a press whose profile has a table of 2 x 2 x 2 x 2 colours.
func press(t *testing.T) *Press {
	t.Helper()
	table := append([]byte("mft1\x00\x00\x00\x00\x04\x03\x02\x00"), make([]byte, 36)...)
	for i := range 3 { // the identity, in sixteenths of 65,536
		table[12+16*i+1] = 1
	}
	for range 4 {
		for v := range 256 {
			table = append(table, byte(v))
		}
	}
	for i := range 16 { // white at no ink, darker with each
		ink := 0
		for b := i; b > 0; b >>= 1 {
			ink += b & 1
		}
		table = append(table, byte(255-60*ink), 128, 128)
	}
	for range 3 {
		for v := range 256 {
			table = append(table, byte(v))
		}
	}
	name := append([]byte("desc\x00\x00\x00\x00\x00\x00\x00\x0bTest press\x00"), make([]byte, 81)...)
	b := make([]byte, 128)
	b[8] = 2
	copy(b[12:], "prtrCMYKLab ")
	copy(b[36:], "acsp")
	copy(b[68:], "\x00\x00\xf6\xd6\x00\x01\x00\x00\x00\x00\xd3\x2d") // D50
	b = binary.BigEndian.AppendUint32(b, 2)
	at := len(b) + 2*12
	for _, tag := range []struct {
		name string
		size int
	}{{"A2B0", len(table)}, {"desc", len(name)}} {
		b = binary.BigEndian.AppendUint32(append(b, tag.name...), uint32(at))
		b = binary.BigEndian.AppendUint32(b, uint32(tag.size))
		at += tag.size
	}
	b = append(append(b, table...), name...)
	binary.BigEndian.PutUint32(b, uint32(len(b)))
	p, err := ReadPress(b)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestPressOfItsOwn holds that CMYK costs no claim where the press is known, and that its name is in the file.
func TestPressOfItsOwn(t *testing.T) {
	made := meta
	made.Press = press(t)
	inCMYK := pressed(geom.Colour{Space: geom.CMYK, V: [4]uint8{80, 20, 0, 10}})
	for name, pg := range map[string]*page.Page{"CMYK": inCMYK, "RGB": everyItem(t)} {
		t.Run(name, func(t *testing.T) {
			a := open(t, write(t, made, pg))
			if !a.archival() || !a.forPress() {
				t.Error("the file does not claim to be PDF/A")
			}
			list, _ := elements(a.root().get("OutputIntents"))
			if info, _ := stringValue(a.dict(list[0]).get("Info")); info != "Test press" {
				t.Errorf("the press is %q", info)
			}
			checkColours(t, a)
			checkIntent(t, a)
			judgeAll(t, a.data)
		})
	}
	if _, err := ReadPress([]byte("press")); err == nil {
		t.Error("a text is a profile")
	}
}
