package pack

import (
	"bytes"
	"testing"
)

func packed() []byte {
	b := AppendInt(nil, -1)
	b = AppendInt(b, 1<<40)
	b = AppendBool(AppendBool(b, true), false)
	b = Append(b, "زهرا")
	b = Append(b, []byte{})
	return AppendInt(b, 3)
}

func TestRoundTrip(t *testing.T) {
	r := NewReader(append(packed(), 1, 2, 3))
	if n, m := r.Int(), r.Int(); n != -1 || m != 1<<40 {
		t.Errorf("numbers are %d and %d", n, m)
	}
	if v, w := r.Bool(), r.Bool(); !v || w {
		t.Errorf("truth values are %v and %v", v, w)
	}
	if s, b := r.Text(), r.Bytes(); s != "زهرا" || len(b) != 0 {
		t.Errorf("texts are %q and %x", s, b)
	}
	if n := r.Count(); n != 3 {
		t.Errorf("a count is %d", n)
	}
	if r.Err() != nil || r.End() == nil {
		t.Errorf("errors are %v, and %v with bytes left", r.Err(), r.End())
	}
}

// TestDamage: whatever the bytes are, a reader neither panics nor returns more than there is.
func TestDamage(t *testing.T) {
	whole := packed()
	for size := range whole {
		r := NewReader(whole[:size])
		r.Int()
		r.Int()
		r.Bool()
		r.Bool()
		r.Text()
		r.Bytes()
		r.Int()
		if r.End() == nil {
			t.Errorf("%d of %d bytes are read without an error", size, len(whole))
		}
	}
	for _, b := range [][]byte{{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1}, {200, 1}, {5, 'a'}, bytes.Repeat([]byte{0xff}, 12)} {
		if got := NewReader(b).Bytes(); got != nil {
			t.Errorf("%x holds the bytes %x", b, got)
		}
		if got := NewReader(b).Count(); got > len(b) {
			t.Errorf("%x counts %d elements", b, got)
		}
	}
	if NewReader([]byte{2}).Bool() {
		t.Error("2 is true")
	}
}
