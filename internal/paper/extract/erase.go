package extract

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"lanyard/internal/base/cos"
	"lanyard/internal/base/fault"
	"lanyard/internal/paper/deflate"
)

// Without returns a PDF file of the page without the ink of texts and rules, given by their indices. A rule that is not
// Dashed stays. What a form paints is removed wherever the form is painted.
func (p *Page) Without(texts, rules []int) ([]byte, error) {
	edits := map[int][]edit{}
	touched := map[place]bool{}
	for _, s := range p.shows {
		for i := range s.elements {
			s.elements[i].removed = false
		}
	}
	for _, t := range texts {
		for _, g := range p.Texts[t].glyphs {
			p.shows[g.at].elements[g.element].removed = true
			touched[g.at] = true
		}
	}
	for at := range touched {
		s := p.shows[at]
		edits[at.object] = append(edits[at.object], edit{at.at, s.until, s.rewritten()})
	}
	for _, r := range rules {
		if r := p.Rules[r]; r.Dashed {
			edits[r.at.object] = append(edits[r.at.object], edit{r.at.at, r.until, []byte("n")})
		}
	}
	objects := slices.Clone(p.objects)
	size := p.Size
	size.W, size.H = size.W+2*p.Bleed, size.H+2*p.Bleed
	file, err := cos.Open(assemble(objects, size, p.Bleed), cos.Limits{Bytes: 1 << 30, Objects: 100_000,
		Values: maxValues, Parsed: 1 << 31, Stream: maxStream, Inflated: maxInflated})
	if err != nil {
		return nil, fault.Wrap(err, err.Error(), saveAgain)
	}
	for object, list := range edits {
		s, _ := objects[object-firstObject].(*cos.Stream)
		data, err := file.Decode(s)
		if err != nil {
			return nil, fault.Wrap(err, err.Error(), saveAgain)
		}
		d := cos.Dict{}
		for key, v := range s.Dict {
			if key != "Filter" && key != "DecodeParms" {
				d[key] = v
			}
		}
		data = deflate.Bytes(edited(data, list))
		d["Filter"], d["Length"] = cos.Name("FlateDecode"), cos.Number(strconv.Itoa(len(data)))
		objects[object-firstObject] = &cos.Stream{Dict: d, Raw: data}
	}
	return assemble(objects, size, p.Bleed), nil
}

// edit replaces the bytes from one offset to another.
type edit struct {
	from, until int
	by          []byte
}

func edited(data []byte, list []edit) []byte {
	slices.SortFunc(list, func(a, b edit) int { return cmp.Compare(a.from, b.from) })
	var out []byte
	at := 0
	for _, e := range list {
		if e.from < at {
			continue // the same rule twice
		}
		out = append(append(append(out, data[at:e.from]...), e.by...), ' ')
		at = e.until
	}
	return append(out, data[at:]...)
}

// rewritten returns the operator without its removed letters.
func (s *show) rewritten() []byte {
	var b []byte
	switch s.operator {
	case "'":
		b = append(b, "T* "...)
	case "\"":
		b = append(cos.Append(b, s.word, nil), " Tw "...)
		b = append(cos.Append(b, s.char, nil), " Tc T* "...)
	}
	b = append(b, '[')
	text, by := "", 0.0
	flush := func() {
		if text != "" {
			b = cos.AppendLiteral(b, text)
		}
		if by = math.Round(by*1000) / 1000; by != 0 {
			b = append(strconv.AppendFloat(append(b, ' '), by, 'f', -1, 64), ' ')
		}
		text, by = "", 0
	}
	for _, e := range s.elements {
		switch {
		case e.removed:
			by -= e.advance
		case e.number != "":
			n, _ := cos.Float(e.number)
			by += n
		default:
			if by != 0 {
				flush()
			}
			text += e.code
		}
	}
	flush()
	return append(b, "] TJ"...)
}
