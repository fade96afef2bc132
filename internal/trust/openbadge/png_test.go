package openbadge

import (
	"bytes"
	"image"
	"image/png"
	"testing"
)

// TestBake holds that a badge in a PNG is found again, changes no pixel, and that what is damaged is noticed.
func TestBake(t *testing.T) {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 3, 2))); err != nil {
		t.Fatal(err)
	}
	plain := b.Bytes()
	if has, err := Baked(plain); has != nil || err != nil {
		t.Errorf("%s, %v", has, err)
	}
	badge := must(Issue(aClaim("verify.example.org"), anIssuer("verify.example.org"), key(2)))
	baked := must(Bake(plain, badge))
	if got := must(Baked(baked)); !bytes.Equal(got, badge) {
		t.Errorf("found %s", got)
	}
	picture, err := png.Decode(bytes.NewReader(baked))
	if err != nil || picture.Bounds() != image.Rect(0, 0, 3, 2) {
		t.Errorf("the picture has become %v, %v", picture, err)
	}
	if again, err := Bake(baked, badge); err == nil {
		t.Errorf("baked twice: %d bytes", len(again))
	}
	end := bytes.Index(baked, []byte("IDAT")) - 4 // what follows is of the next chunk
	for at := range baked[:end] {
		broken := bytes.Clone(baked)
		broken[at] ^= 1
		if got, err := Baked(broken); err == nil && got != nil {
			t.Fatalf("byte %d changes nothing: %s", at, got)
		}
	}
	for n := range end {
		if got, err := Baked(baked[:n]); err == nil {
			t.Fatalf("%d bytes: %s", n, got)
		}
	}
}
