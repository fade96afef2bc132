package batch

import (
	"archive/zip"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"time"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/locale"
	"lanyard/internal/base/paper"
	"lanyard/internal/paper/layout"
	"lanyard/internal/paper/pdf"
	"lanyard/internal/work/folder"
	"lanyard/internal/work/issue"
	"lanyard/internal/work/people"
	"lanyard/internal/work/walkin"
)

// certificatesDir is the folder of certificates, one file a person.
const certificatesDir = "certificates"

// longest file names, in bytes: some systems take 255 with what comes behind.
const (
	fileName  = 200
	alikeName = 100 // of names that others have too, before the id
)

// nameFiles gives the certificate of everybody on the list a name, so that a
// part calls them as the whole does. Those that would be called alike have the
// id behind it, so that the order of rows changes no name.
func (r *run) nameFiles(s *issue.Issuer) {
	r.names = map[string]string{}
	if !slices.ContainsFunc(r.presses, func(p *press) bool { return !folder.OnSheets(p.Kind) }) {
		return
	}
	called := map[string]string{}
	alike := map[string]int{}
	base := r.work.EventFields()
	for i := range r.work.People {
		p := &r.work.People[i]
		name := r.fileName(s, base, p)
		called[p.ID] = name
		alike[locale.Fold(name)]++
	}
	var names bundle.Names
	for i := range r.work.People {
		id := r.work.People[i].ID
		name := called[id]
		if alike[locale.Fold(name)] > 1 {
			name = bundle.SafeName(name, alikeName) + " " + id
		}
		r.names[id] = path.Join(certificatesDir, names.Unique(name, ".pdf"))
	}
}

// fileName returns what the pattern of event.toml calls the certificate of a
// person, as every file system takes it. A list without a column for family
// names has them at the end of names.
func (r *run) fileName(s *issue.Issuer, base layout.Fields, p *people.Person) string {
	fields := r.work.PersonFields(base, p)
	var name strings.Builder
	for _, part := range r.work.FileNames {
		text := cmp.Or(fields[part.Field].Text, base[part.Field].Text)
		switch {
		case part.Field == "":
			text = part.Literal
		case part.Field == "id" && p.IDDerived:
			text = "" // it says again what the name says, or an address that is nobody's business
		case part.Field == "number":
			text = s.Number(issue.Paper{Person: p, Kind: paper.Certificate}).String()
		case part.Field == "family" && text == "":
			text = p.SortFamily(r.work.Event.Languages[0])
		}
		name.WriteString(text)
	}
	return bundle.SafeName(name.String(), fileName)
}

// drawCertificates writes one file a person and, around that, what holds all of
// them: with Zip an archive, with Merged one PDF. Each is drawn once.
func (r *run) drawCertificates(ctx context.Context, p *press, out *bundle.Dir) error {
	r.Certificates = len(p.papers)
	var add []func(drawn) error // to what holds all
	name := func(i int) string { return r.names[p.papers[i].Person.ID] }
	draw := func() error {
		return p.fileEach(ctx, r.workers(), out, name, r.Zip, func(d drawn) error {
			r.record(p, d.results[0], name(d.results[0].paper))
			r.keep(d.written)
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
			w, err := out.Stage(name, func(w io.Writer) error { return f(w, inside) })
			r.keep(w)
			return err
		}
	}
	if r.Zip {
		around(r.fileOf("certificates", ".zip"), func(w io.Writer, inside func() error) error {
			archive := zip.NewWriter(w)
			add = append(add, func(d drawn) error {
				f, err := archive.CreateHeader(&zip.FileHeader{Name: path.Base(d.written.File), Method: zip.Store, Modified: zipTime})
				if err == nil {
					_, err = f.Write(d.data)
				}
				return err
			})
			return errors.Join(inside(), archive.Close())
		})
	}
	if r.Merged {
		around(r.fileOf("certificates", ".pdf"), func(w io.Writer, inside func() error) error {
			file := pdf.NewFile(w, p.meta("", p.papers...))
			add = append(add, func(d drawn) error { return file.Append(d.chunk) })
			if err := inside(); err != nil {
				return err
			}
			if r.faults {
				return errFaulty
			}
			return file.Close()
		})
	}
	if err := draw(); err != nil && !errors.Is(err, errFaulty) {
		return err
	}
	return nil
}

// zipTime stands for the time of every file of an archive, so that the same
// files give the same bytes: the first moment that the format knows. The files
// are deflated already and only stored.
var zipTime = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// sparesFile returns the name of the file of this run's spares: all that are not
// given away, or the new ones.
func (r *run) sparesFile() string {
	if r.New {
		return fmt.Sprintf("%s-new-%d.pdf", walkin.File, r.history.Runs+1)
	}
	return walkin.File + ".pdf"
}
