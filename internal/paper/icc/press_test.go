package icc

import (
	"encoding/binary"
	"os"
	"strings"
	"testing"
)

// pressed returns the start of a profile with a name and tags.
func pressed(space, class string, tags map[string]string, order ...string) []byte {
	b := make([]byte, headerBytes)
	b[8] = 2
	copy(b[12:], class)
	copy(b[16:], space)
	copy(b[20:], "Lab ")
	copy(b[36:], "acsp")
	b = binary.BigEndian.AppendUint32(b, uint32(len(order)))
	at := len(b) + rowBytes*len(order)
	var data []byte
	for _, name := range order {
		b = append(b, name...)
		b = binary.BigEndian.AppendUint32(b, uint32(at+len(data)))
		b = binary.BigEndian.AppendUint32(b, uint32(len(tags[name])))
		data = append(data, tags[name]...)
	}
	b = append(b, data...)
	binary.BigEndian.PutUint32(b, uint32(len(b)))
	return b
}

func TestCheckPress(t *testing.T) {
	tags := map[string]string{"desc": "desc\x00\x00\x00\x00\x00\x00\x00\x09FOGRA 39\x00", "A2B0": "mft1"}
	v4 := map[string]string{"A2B0": "mft1",
		"desc": "mluc\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x0cenUS\x00\x00\x00\x04\x00\x00\x00\x1c\x00P\x00S"}
	good := pressed("CMYK", "prtr", tags, "desc", "A2B0")
	changed := func(at int, to byte) []byte {
		b := append([]byte(nil), good...)
		b[at] = to
		return b
	}
	for _, c := range []struct {
		name string
		data []byte
		want string
		err  string
	}{
		{"version 2", good, "FOGRA 39", ""},
		{"version 4", pressed("CMYK", "prtr", v4, "desc", "A2B0"), "PS", ""},
		{"no name", pressed("CMYK", "prtr", tags, "A2B0"), "", ""},
		{"a screen", SRGB(), "", "not the profile of a printer"},
		{"a printer in RGB", pressed("RGB ", "prtr", tags, "A2B0"), "", `not for CMYK but for "RGB"`},
		{"no table", pressed("CMYK", "prtr", tags, "desc"), "", "A2B0"},
		{"cut off", good[:len(good)-1], "", "damaged"},
		{"version 5", changed(8, 5), "", "version 5"},
		{"many tags", changed(headerBytes+1, 9), "", "damaged"},
		{"a tag outside", changed(headerBytes+4+5, 9), "", "damaged"},
		{"nothing", nil, "", "not an ICC profile"},
		{"a text", []byte(strings.Repeat("press", 100)), "", "not an ICC profile"},
	} {
		t.Run(c.name, func(t *testing.T) {
			name, err := CheckPress(c.data)
			if name != c.want || (err == nil) != (c.err == "") || err != nil && !strings.Contains(err.Error(), c.err) {
				t.Errorf("%q, %v", name, err)
			}
		})
	}
}

// TestCheckPressOfGhostscript accepts a profile that comes with Debian's Ghostscript.
func TestCheckPressOfGhostscript(t *testing.T) {
	data, err := os.ReadFile("/usr/share/color/icc/ghostscript/default_cmyk.icc")
	if err != nil {
		t.Skip("Ghostscript is not installed:", err)
	}
	if name, err := CheckPress(data); err != nil || name == "" {
		t.Errorf("%q, %v", name, err)
	}
}

func FuzzCheckPress(f *testing.F) {
	f.Add(pressed("CMYK", "prtr", map[string]string{"desc": "desc\x00\x00\x00\x00\xff\xff\xff\xff", "A2B0": "mft1"}, "desc", "A2B0"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if name, err := CheckPress(data); err == nil && len(name) > 2*maxName {
			t.Errorf("a name of %d bytes", len(name))
		}
	})
}
