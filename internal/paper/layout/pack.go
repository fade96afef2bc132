package layout

import (
	"lanyard/internal/base/geom"
	"lanyard/internal/base/pack"
	"lanyard/internal/paper/clash"
)

// AppendFits packs what was done to the texts of a page.
func AppendFits(b []byte, fits []Fit) []byte {
	b = pack.AppendInt(b, len(fits))
	for _, f := range fits {
		b = pack.AppendInt(pack.Append(b, f.Box), len(f.Fields))
		for _, field := range f.Fields {
			b = pack.Append(b, field)
		}
		b = pack.Append(b, f.Text)
		b = pack.AppendInt(b, len(f.Lacking))
		for _, form := range f.Lacking {
			b = pack.Append(b, form)
		}
		for _, n := range [...]int{int(f.Wanted), int(f.Size), f.Lines, int(f.Floor), f.Dense} {
			b = pack.AppendInt(b, n)
		}
		if b = pack.AppendBool(b, f.Clash != nil); f.Clash != nil {
			c := f.Clash
			b = pack.Append(pack.AppendInt(pack.Append(b, c.File), c.Line), c.With)
			b = pack.AppendInt(pack.AppendBool(b, c.Code), int(c.By))
		}
	}
	return b
}

// ReadFits unpacks what was done to the texts of a page.
func ReadFits(r *pack.Reader) []Fit {
	var fits []Fit
	for range r.Count() {
		f := Fit{Box: r.Text()}
		for range r.Count() {
			f.Fields = append(f.Fields, r.Text())
		}
		f.Text = r.Text()
		for range r.Count() {
			f.Lacking = append(f.Lacking, r.Text())
		}
		f.Wanted, f.Size, f.Lines = geom.Length(r.Int()), geom.Length(r.Int()), r.Int()
		f.Floor, f.Dense = geom.Length(r.Int()), r.Int()
		if r.Bool() {
			f.Clash = &clash.Clash{File: r.Text(), Line: r.Int(), With: r.Text(), Code: r.Bool(), By: geom.Length(r.Int())}
		}
		fits = append(fits, f)
	}
	return fits
}
