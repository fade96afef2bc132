package press

import (
	"bytes"
	"context"
	"io"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/inorder"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/raster"
	"lanyard/internal/trust/openbadge"
	"lanyard/internal/work/drawn"
)

// pictures writes the picture of each badge of a press: its front, as it is before it is folded or imposed on a sheet.
func (j *Job) pictures(ctx context.Context, p *Press) error {
	again, names := j.Again.with(p), j.Names.BadgePictures()
	return inorder.Do(ctx, len(p.Papers), j.Workers, func() func(int) (piece, error) {
		l, pixels := p.List.Layouter(), raster.New()
		return func(i int) (d piece, err error) {
			name := names[p.Papers[i].Person.ID]
			if again != nil {
				d.key = again.key(p, p.Papers[i])
				if old, ok := again.paper(d.key, name, false); ok {
					d.written = old.written
					return d, nil
				}
			}
			front, _, o := p.flat(l, p.Papers[i])
			if d.results = []Outcome{o}; faulty(d.results) {
				return d, ErrFaulty
			}
			d.written, err = j.picture(pixels, front, p.Papers[i], name)
			return d, err
		}
	}, func(i int, d piece) error {
		p.Papers[i].image = d.written.File
		j.keep(d.written)
		j.step()
		if again != nil {
			again.Next.Paper(d.key, drawn.Paper{File: d.written})
		}
		return nil
	})
}

// picture stages the PNG of a page as name, with the Open Badge of its paper in it, where that has one.
func (j *Job) picture(r *raster.Rasteriser, front *page.Page, one Printed, name string) (w bundle.Written, err error) {
	img, err := r.Draw(front, float64(j.Names.Options().PNG), raster.Trim)
	if err != nil {
		return w, err
	}
	var b bytes.Buffer
	if err := raster.WritePNG(&b, img); err != nil {
		return w, err
	}
	data := b.Bytes()
	if j.OpenBadge != nil && openbadge.Has(one.Kind) {
		badge, err := j.OpenBadge(one.Issued)
		if err != nil {
			return w, err
		}
		if data, err = openbadge.Bake(data, badge); err != nil {
			return w, err
		}
	}
	return j.Out.Stage(name, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}
