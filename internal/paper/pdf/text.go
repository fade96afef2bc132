package pdf

import (
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/paint"
)

// glyphs shows a run of text on its baseline.
func (p *pen) glyphs(it *page.Glyphs) error {
	if !it.Visible() {
		return nil
	}
	if err := p.fill(it.Colour); err != nil {
		return err
	}
	u := p.chunk.font(it.Run.Font)
	b := append(*p.raw, "BT\n"...)
	if p.state.font != u || p.state.size != it.Size {
		b = append(append(b, u.resource...), ' ')
		b = append(paint.AppendPoints(b, it.Size), " Tf\n"...)
		p.state.font, p.state.size = u, it.Size
	}
	b = append(p.xy(b, it.At), "Td\n"...)
	b, span := p.tags.Span(b, it.Run)
	needsSpace := p.tags.NeedsSpace(it)
	if needsSpace && it.Run.RightToLeft() {
		b = u.AppendSpaceBefore(b)
	}
	b, err := u.AppendRun(b, it)
	if err != nil {
		return err
	}
	if span {
		b = append(b, "EMC\n"...)
	}
	if needsSpace && !it.Run.RightToLeft() {
		b = u.AppendSpace(b)
	}
	*p.raw = append(b, "ET\n"...)
	return nil
}
