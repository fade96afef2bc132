package press

import (
	"archive/zip"
	"cmp"
	"context"
	"errors"
	"io"
	"path"
	"time"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/paper"
	"lanyard/internal/paper/pdf"
	"lanyard/internal/work/folder"
	"lanyard/internal/work/issue"
	"lanyard/internal/work/output"
)

// Job is the drawing of one run's files.
type Job struct {
	Out      *bundle.Dir
	Names    *output.Names
	Workers  int
	Again    *Again                          // papers of the last run; nil: all are drawn, and none recorded
	Judge    func(*Press, *Printed, Outcome) // gets each outcome, in order
	Progress func(done, total int)           // nil: not reported

	// OpenBadge makes the Open Badge of a certificate, which its picture carries; nil for drafts, which have none. It is
	// called from several goroutines at once.
	OpenBadge func(issue.Issued) ([]byte, error)

	made    Made
	presses []*Press
	done    int
}

// Stage draws the files of all presses and stages them in j.Out. When some papers
// have faults it goes on, so that Judge gets all of them, and then returns
// ErrFaulty and no file.
func (j *Job) Stage(ctx context.Context, presses []*Press) (Made, error) {
	j.presses = presses
	if j.Again != nil {
		if err := j.Again.study(ctx, presses, j.Workers); err != nil {
			return j.made, err
		}
	}
	for _, p := range presses {
		if len(p.Papers) == 0 {
			continue
		}
		var err error
		switch p.Kind {
		case paper.Badge:
			err = j.badges(ctx, p)
		case paper.Certificate:
			err = j.certificates(ctx, p)
		}
		if err != nil && !errors.Is(err, ErrFaulty) {
			return j.made, err
		}
	}
	if j.made.faulty {
		j.made.Files = nil
		return j.made, ErrFaulty
	}
	if err := ctx.Err(); err != nil {
		return j.made, err
	}
	return j.made, j.Out.Settle()
}

// record takes the outcome of one paper: its faults and its place.
func (j *Job) record(p *Press, o Outcome, file string) {
	one := &p.Papers[o.Paper]
	one.file, one.page, one.shown = file, o.page, cmp.Or(o.shown, one.shown)
	j.Judge(p, one, o)
	if j.made.faulty = j.made.faulty || len(o.Faults) > 0; o.again {
		j.made.Again++
	}
	j.step()
}

// step reports that one more of the papers and pictures of badges is done.
func (j *Job) step() {
	if j.done++; j.Progress != nil {
		total := 0
		for _, p := range j.presses {
			total += len(p.Papers)
			if j.pictured(p) {
				total += len(p.Papers)
			}
		}
		j.Progress(j.done, total)
	}
}

// pictured reports whether the papers of a press have pictures without files of their own.
func (j *Job) pictured(p *Press) bool {
	return j.Names.Options().PNG > 0 && folder.OnSheets(p.Kind) && !p.Spare
}

// keep adds a file to those of the manifest.
func (j *Job) keep(w bundle.Written) {
	if w.File != "" {
		j.made.Files = append(j.made.Files, w)
	}
}

// badges writes the files of a press of badges.
func (j *Job) badges(ctx context.Context, p *Press) (err error) {
	again := j.Again.with(p)
	known := again.piecesOf(p)
	defer func() { err = errors.Join(err, known.Close()) }()
	for _, f := range badgeFiles(j.Names, p) {
		if p.Spare {
			j.made.Blanks = len(f.Papers)
		} else {
			j.made.Badges, j.made.Sheets = j.made.Badges+len(f.Papers), j.made.Sheets+len(f.Spread())*f.pagesALeaf()
		}
		w, err := j.Out.Stage(f.name, func(w io.Writer) error {
			return f.oneFile(ctx, j.Workers, w, known.into(f.name), func(o Outcome) { j.record(f.Press, o, f.name) })
		})
		j.keep(w)
		if again != nil && err == nil {
			again.Next.File(w)
		}
		if err != nil && !errors.Is(err, ErrFaulty) { // go on, to find the faults of all
			return err
		}
	}
	if j.pictured(p) && !j.made.faulty {
		return j.pictures(ctx, p)
	}
	return nil
}

// certificates writes one file a person and, around those, the files that hold all
// of them: an archive with Zip, one PDF with Merged. Each is drawn once.
func (j *Job) certificates(ctx context.Context, p *Press) error {
	j.made.Certificates = len(p.Papers)
	options := j.Names.Options()
	var add []func(piece) error // to the files that hold all
	draw := func() error {
		return j.fileEach(ctx, p, func(d piece) error {
			o := d.results[0]
			j.record(p, o, j.Names.Certificate(p.Papers[o.Paper].Person))
			j.keep(d.written)
			j.keep(d.picture)
			p.Papers[o.Paper].image = d.picture.File
			for _, f := range add {
				if d.chunk == nil {
					return nil // it has faults, and nothing will appear
				}
				if err := f(d); err != nil {
					return err
				}
			}
			return nil
		})
	}
	around := func(name string, f func(w io.Writer, inside func() error) error) {
		inside := draw
		draw = func() error {
			w, err := j.Out.Stage(name, func(w io.Writer) error { return f(w, inside) })
			j.keep(w)
			return err
		}
	}
	if options.Zip {
		around(j.Names.Several("certificates", ".zip"), func(w io.Writer, inside func() error) error {
			archive := zip.NewWriter(w)
			add = append(add, func(d piece) error {
				f, err := archive.CreateHeader(&zip.FileHeader{Name: path.Base(d.written.File), Method: zip.Store,
					Modified: zipTime})
				if err == nil {
					_, err = f.Write(d.data)
				}
				return err
			})
			return errors.Join(inside(), archive.Close())
		})
	}
	if options.Merged {
		around(j.Names.Several("certificates", ".pdf"), func(w io.Writer, inside func() error) error {
			meta := p.Meta("", p.Event.Languages[0], p.Papers...)
			meta.Press = p.Press
			file := pdf.NewFile(w, meta)
			add = append(add, func(d piece) error { return file.Append(d.chunk) })
			if err := inside(); err != nil {
				return err
			}
			if j.made.faulty {
				return ErrFaulty
			}
			at := make([]int, len(p.Papers))
			for i := range at {
				at[i] = i + 1
			}
			file.Bookmark(p.bookmarks(at))
			return file.Close()
		})
	}
	return draw()
}

// zipTime is the time of every file of an archive, so that the same files give the
// same bytes: the first moment that the format can express. The files are deflated
// already and only stored.
var zipTime = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)
