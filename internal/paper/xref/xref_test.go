package xref

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"lanyard/internal/base/cos"
)

// written returns a file of n objects; every tenth is a stream.
func written(t *testing.T, n int) []byte {
	t.Helper()
	var b bytes.Buffer
	w := NewWriter(&b)
	last := w.Next() // written last
	for i := range n {
		if i%10 == 0 {
			w.Stream("/N "+fmt.Sprint(i), bytes.Repeat([]byte{byte(i)}, i*300))
		} else {
			w.Object(fmt.Appendf(nil, "[%d]", i), nil)
		}
	}
	w.Write(last, []byte("<</Type/Catalog>>"), nil)
	info := w.Object([]byte("<<>>"), nil)
	if err := w.Close(last, info); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestReadsBack reads every object back, from a single object stream and from several.
func TestReadsBack(t *testing.T) {
	const much = 1 << 28
	for _, n := range []int{0, 1, packObjects - 2, packObjects, 1000} {
		data := written(t, n)
		if !bytes.Equal(data, written(t, n)) {
			t.Errorf("%d objects: the second file differs", n)
		}
		limits := cos.Limits{Bytes: much, Objects: 5000, Values: much, Parsed: much, Stream: much, Inflated: much}
		f, err := cos.Open(data, limits)
		if err != nil {
			t.Fatalf("%d objects: %v", n, err)
		}
		if v, err := f.Get(f.Trailer["Root"]); err != nil || !reflect.DeepEqual(v, cos.Dict{"Type": cos.Name("Catalog")}) {
			t.Errorf("the catalog is %v, %v", v, err)
		}
		found := map[string]bool{}
		for id := 2; id < n+2+n/packObjects+1; id++ {
			v, err := f.Object(id)
			if err != nil {
				t.Fatalf("object %d of %d: %v", id, n, err)
			}
			switch v := v.(type) {
			case cos.Array:
				found[string(v[0].(cos.Number))] = true
			case *cos.Stream:
				number := string(cos.Append(nil, v.Dict["N"], nil))
				if i, ok := cos.Int(v.Dict["N"]); ok && v.Dict["Type"] == nil && len(v.Raw) == i*300 {
					found[number] = true
				}
			}
		}
		if len(found) != n {
			t.Errorf("%d of %d objects are found", len(found), n)
		}
	}
}

// full is a writer that always fails.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestErrors(t *testing.T) {
	w := NewWriter(full{})
	w.Stream("", make([]byte, flushAt+1))
	if err := w.Err(); err == nil || !strings.Contains(err.Error(), "disk full") {
		t.Errorf("got %v", err)
	}
	if err := w.Close(1, 1); err == nil {
		t.Error("closing a file that could not be written gives no error")
	}
	w = NewWriter(full{})
	w.table = make([]uint32, maxObjects)
	if w.Next(); w.Err() == nil || !strings.Contains(w.Err().Error(), "split the file") {
		t.Errorf("too many objects: %v", w.Err())
	}
}
