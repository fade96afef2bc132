package fault

import (
	"errors"
	"fmt"
	"io/fs"
	"testing"
)

func TestHint(t *testing.T) {
	inner := New("there are no keys", "lanyard keys make")
	for name, c := range map[string]struct {
		err  error
		text string
		hint string
	}{
		"nothing":               {nil, "", ""},
		"an error of the world": {fs.ErrNotExist, "file does not exist", ""},
		"a fault":               {inner, "there are no keys", "lanyard keys make"},
		"a fault with its place": {fmt.Errorf("opening %q: %w", "keys", inner),
			`opening "keys": there are no keys`, "lanyard keys make"},
		"a cause is not printed": {Wrap(fs.ErrPermission, "you may not", "chmod"), "you may not", "chmod"},
		"the outer hint counts": {Wrap(inner, "nothing can be signed", "lanyard make"), "nothing can be signed",
			"lanyard make"},
		"a cause hints for its fault": {Wrap(inner, "nothing can be signed", ""), "nothing can be signed",
			"lanyard keys make"},
		"one of two errors": {errors.Join(fs.ErrNotExist, inner), "file does not exist\nthere are no keys",
			"lanyard keys make"},
	} {
		if c.err != nil && c.err.Error() != c.text {
			t.Errorf("%s reads %q, want %q", name, c.err, c.text)
		}
		if got := Hint(c.err); got != c.hint {
			t.Errorf("%s has the hint %q, want %q", name, got, c.hint)
		}
	}
}

func TestCause(t *testing.T) {
	err := fmt.Errorf("writing: %w", Wrap(fs.ErrPermission, "permission denied", "allow it"))
	var f *Error
	if !errors.As(err, &f) || f.Hint != "allow it" || f.Message != "permission denied" {
		t.Errorf("errors.As finds %+v in %v", f, err)
	}
	if !errors.Is(err, fs.ErrPermission) || errors.Is(New("a", "b"), fs.ErrPermission) {
		t.Error("the cause is not found")
	}
}
