package designer

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"lanyard/internal/base/fault"
)

// step is a change that can be undone.
type step struct {
	note  string // what was done, in words
	files []replaced
}

// noteOf returns what the last step was; "" if there is none.
func noteOf(steps []step) string {
	if len(steps) == 0 {
		return ""
	}
	return steps[len(steps)-1].note
}

// commit writes a change, shows it, and makes it the step that is undone next. A change that causes an error is undone.
func (d *Designer) commit(ctx context.Context, s step) error {
	s.files = slices.DeleteFunc(s.files, func(f replaced) bool {
		return f.before != nil && string(f.before) == string(f.after)
	})
	if len(s.files) == 0 {
		return nil
	}
	if err := d.write(ctx, s.files); err != nil {
		return err
	}
	d.done = append(d.done, s)
	d.done = d.done[max(0, len(d.done)-maxSteps):]
	d.undone = nil
	return nil
}

// write writes files and shows the result. A change that causes an error is undone.
func (d *Designer) write(ctx context.Context, files []replaced) error {
	if err := d.replace(files); err != nil {
		return err
	}
	err := d.settle(ctx, files)
	if err == nil {
		return nil
	}
	return errors.Join(err, d.replace(reversed(files)))
}

// reversed returns the change that undoes another.
func reversed(files []replaced) (back []replaced) {
	for _, f := range slices.Backward(files) {
		back = append(back, replaced{f.name, f.after, f.before})
	}
	return back
}

// undo undoes the last change: the files get their old bytes back.
func (d *Designer) undo(r *http.Request, _ request) (answer, error) {
	if len(d.done) == 0 {
		return answer{}, fault.New("there is nothing to undo", "only changes made on this page are undone here")
	}
	last := d.done[len(d.done)-1]
	if err := d.write(r.Context(), reversed(last.files)); err != nil {
		return answer{}, err
	}
	d.done, d.undone = d.done[:len(d.done)-1], append(d.undone, last)
	return answer{}, nil
}

// redo repeats the change that was undone last.
func (d *Designer) redo(r *http.Request, _ request) (answer, error) {
	if len(d.undone) == 0 {
		return answer{}, fault.New("there is nothing to redo", "only changes that were undone are made again")
	}
	last := d.undone[len(d.undone)-1]
	if err := d.write(r.Context(), last.files); err != nil {
		return answer{}, err
	}
	d.done, d.undone = append(d.done, last), d.undone[:len(d.undone)-1]
	return answer{}, nil
}
