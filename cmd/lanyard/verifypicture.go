package main

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/source"
	"lanyard/internal/paper/readback"
	"lanyard/internal/work/verify"
)

// album is where the pictures of verify -picture go.
type album struct {
	out     string   // a file, or a folder
	folder  bool     // out is one
	inputs  []input  // files that must not be written over
	names   []string // pictures written so far
	painter *verify.Painter
	failed  error // the first that could not be written; none is drawn after it
}

// newAlbum checks where the pictures go; nil if none are asked for.
func newAlbum(out string, inputs []input) (*album, error) {
	if out == "" {
		return nil, nil
	}
	a := &album{out: out, inputs: inputs, painter: verify.NewPainter()}
	info, err := os.Stat(out)
	a.folder = err == nil && info.IsDir() || strings.HasSuffix(out, string(filepath.Separator))
	if !a.folder && !strings.EqualFold(filepath.Ext(out), ".png") {
		return nil, usageFault(fmt.Sprintf("-picture %s is no PNG file and no folder", source.Quote(out)),
			"name a file like check.png, or a folder like checks/")
	}
	return a, nil
}

// add draws the compared pages of an input and says why others have no picture. Records are all that verify found in
// it. The error is the context's; one of writing is kept for finish.
func (a *album) add(ctx context.Context, w *world, in input, records []record) error {
	if a == nil || a.failed != nil {
		return nil
	}
	pages := map[int][]int{} // indices of the records on each page
	var order []int
	for i, r := range records {
		if r.Page > 0 {
			if pages[r.Page] == nil {
				order = append(order, r.Page)
			}
			pages[r.Page] = append(pages[r.Page], i)
		}
	}
	if len(order) == 0 {
		w.printf("no picture of %s: %s", source.Quote(in.what), whyNoPicture(in, records))
		return nil
	}
	data := in.data
	if data == nil {
		if data, a.failed = os.ReadFile(in.what); a.failed != nil {
			return nil
		}
	}
	for _, n := range order {
		var panels []verify.Panel
		for _, i := range pages[n] {
			panels = append(panels, records[i].panel())
		}
		img, omissions, err := a.painter.Picture(ctx, data, filepath.Base(in.what), panels)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(err, readback.ErrForeign):
			w.printf("no picture of page %d of %s: it cannot be read; draw it with another program: %s", n,
				source.Quote(in.what), pdftoppm(in.what, n))
			continue
		case err != nil:
			w.printf("no picture of page %d of %s: %v", n, source.Quote(in.what), err)
			continue
		}
		name := a.name(in, n, len(order))
		if a.failed = a.write(name, img); a.failed != nil {
			return nil
		}
		w.printf("wrote %s: page %d of %s", name, n, source.Quote(in.what))
		for _, i := range pages[n] {
			records[i].Picture = name
			for _, o := range omissions {
				records[i].NotDrawn = append(records[i].NotDrawn, o.String())
			}
		}
	}
	return nil
}

// finish returns the exit code of the verdicts as an error. A picture that could not be written is one only if there is
// no other.
func (a *album) finish(w *world, code int) error {
	switch {
	case a != nil && a.failed != nil && code == 0:
		return a.failed
	case a != nil && a.failed != nil:
		w.finish(a.failed)
	case code == 0:
		return nil
	}
	return exitError(code)
}

// whyNoPicture says why nothing in an input has a picture.
func whyNoPicture(in input, records []record) string {
	switch {
	case !in.file || !slices.ContainsFunc(records, func(r record) bool { return r.result.PDF }):
		return "it is not a PDF in which a code was found; compare the facts with the paper itself"
	case slices.ContainsFunc(records, record.uncompared):
		return "it is not as Lanyard made it; draw it with another program: " + pdftoppm(in.what, 0)
	}
	return "its token belongs to no page of its own; draw them with another program: " + pdftoppm(in.what, 0)
}

// pdftoppm returns what to type to see a page without Lanyard; page 0 is all of them.
func pdftoppm(what string, page int) string {
	s := "pdftoppm -png -r 100 "
	if page > 0 {
		s += fmt.Sprintf("-f %d -l %d ", page, page)
	}
	return s + strings.TrimSpace(argument(what)) + " page"
}

// uncompared reports whether the token is in a PDF that is not as Lanyard made it.
func (r record) uncompared() bool { return r.Compared != nil && !*r.Compared && r.result.Page == 0 }

// panel returns what a picture says of a record.
func (r record) panel() verify.Panel {
	p := verify.Panel{Result: r.result, Verdict: r.Verdict, Details: r.Detail}
	if r.AsOf != nil {
		p.More = append(p.More, [2]string{"status as of", r.AsOf.Format("2006-01-02 15:04 UTC")})
	}
	if r.Trust != "" {
		p.More = append(p.More, [2]string{"trusted by", r.Trust})
	}
	return p
}

// name returns the file of the next picture, of a page of an input of which several are drawn: out itself if there can
// be only one, out with numbers otherwise, or a file in the folder out that is named after its PDF.
func (a *album) name(in input, page, pages int) string {
	name := a.out
	switch {
	case a.folder:
		stem := strings.TrimSuffix(filepath.Base(in.what), filepath.Ext(in.what))
		if in.what == stdin {
			stem = "stdin"
		}
		if pages > 1 {
			stem += "-" + strconv.Itoa(page)
		}
		name = filepath.Join(a.out, stem+".png")
		for n := 2; slices.Contains(a.names, name); n++ { // of the same name in another folder
			name = filepath.Join(a.out, fmt.Sprintf("%s_%d.png", stem, n))
		}
	case len(a.inputs) > 1 || pages > 1:
		ext := filepath.Ext(a.out)
		name = fmt.Sprintf("%s-%d%s", strings.TrimSuffix(a.out, ext), len(a.names)+1, ext)
	}
	a.names = append(a.names, name)
	return name
}

// write writes a picture, which appears whole or not at all. Like other verbs it replaces its own files, which are
// PNGs, but nothing else and no input.
func (a *album) write(name string, img image.Image) error {
	if err := a.replaceable(name); err != nil {
		return err
	}
	dir, err := bundle.Open(filepath.Dir(name))
	if err != nil {
		return err
	}
	_, err = dir.Write(filepath.Base(name), func(to io.Writer) error { return png.Encode(to, img) })
	return errors.Join(err, dir.Close())
}

// replaceable returns an error if a file is there that is no picture, or is one of those being verified.
func (a *album) replaceable(name string) error {
	f, err := bundle.OpenRegular(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("writing a picture: %w", err)
	}
	defer f.Close()
	here, err := f.Stat()
	if err != nil {
		return fmt.Errorf("writing a picture: %w", err)
	}
	for _, in := range a.inputs {
		if other, err := os.Stat(in.what); in.file && err == nil && os.SameFile(here, other) {
			return usageFault(fmt.Sprintf("%s is verified and would be written over", source.Quote(name)),
				"give -picture another name")
		}
	}
	head := make([]byte, len(pngHead))
	if n, _ := io.ReadFull(f, head); n > 0 && string(head[:n]) != pngHead {
		return usageFault(fmt.Sprintf("%s is there and is no PNG picture", source.Quote(name)), "give -picture another name")
	}
	return nil
}

// pngHead is how a PNG file begins: PNG, 5.2.
const pngHead = "\x89PNG\r\n\x1a\n"
