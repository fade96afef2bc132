package artwork

import (
	"bytes"
)

// file is a PDF that is being read.
type file struct {
	data    []byte
	entries map[int]entry
	trailer dict // the newest

	objects  map[int]value // those that have been read
	loading  []int         // those that are being read, outermost first
	streams  map[int]*objectStream
	work     int64 // bytes that may still be parsed
	inflated int64 // bytes that streams may still unfold to
	values   int   // values that may still be read
	hidden   map[ref]bool
}

// entry says where an object is: at an offset of the file, or the index-th in an
// object stream.
type entry struct {
	offset, container, index int
	free, packed             bool
}

// objectStream is an object stream, unfolded.
type objectStream struct {
	data    []byte
	offsets map[int]int // where each object begins, by its number
}

func (f *file) parser(data []byte, at int) *parser {
	return &parser{data: data, at: at, left: &f.values}
}

// spend takes n bytes of parsing from the budget.
func (f *file) spend(n int) error {
	if f.work -= int64(n); f.work < 0 {
		return damaged("its objects overlap")
	}
	return nil
}

// tables reads the cross-reference sections, the newest first.
func (f *file) tables() error {
	at := bytes.LastIndex(f.data, []byte("startxref"))
	if at < 0 {
		return damaged("the end of the file is missing")
	}
	p := f.parser(f.data, at+len("startxref"))
	v, err := p.value()
	if err != nil {
		return err
	}
	start, ok := whole(v)
	if !ok {
		return damaged("it does not say where its table is")
	}
	seen := map[int]bool{}
	for {
		if seen[start] || len(seen) > maxSections {
			return damaged("its tables lead in a circle")
		}
		seen[start] = true
		trailer, err := f.section(start, seen)
		if err != nil {
			return err
		}
		if f.trailer == nil {
			f.trailer = trailer
		}
		v, more := trailer["Prev"]
		if !more {
			return nil
		}
		if start, ok = whole(v); !ok {
			return damaged("it does not say where its older table is")
		}
	}
}

// section reads the cross-reference section at an offset, of either kind, and
// returns its trailer.
func (f *file) section(at int, seen map[int]bool) (dict, error) {
	if at < 0 || at >= len(f.data) {
		return nil, damaged("its table would be outside of the file")
	}
	p := f.parser(f.data, at)
	v, err := p.value()
	if err != nil {
		return nil, err
	}
	if v != keyword("xref") {
		s, err := f.indirect(at, -1)
		if err != nil {
			return nil, damaged("there is no table where it says")
		}
		table, ok := s.(*stream)
		if !ok {
			return nil, damaged("there is no table where it says")
		}
		return table.dict, f.packedTable(table)
	}
	frees, err := f.plainTable(p)
	if err != nil {
		return nil, err
	}
	if v, err = p.value(); err != nil {
		return nil, err
	}
	if err := f.spend(p.at - at); err != nil {
		return nil, err
	}
	trailer, ok := v.(dict)
	if !ok {
		return nil, damaged("its table has no trailer")
	}
	if v, hybrid := trailer["XRefStm"]; hybrid { // ISO 32000-1, 7.5.8.4
		second, ok := whole(v)
		if !ok || seen[second] {
			return nil, damaged("its tables lead in a circle")
		}
		seen[second] = true
		if _, err := f.section(second, seen); err != nil {
			return nil, err
		}
	}
	for _, n := range frees {
		if err := f.enter(n, entry{free: true}); err != nil {
			return nil, err
		}
	}
	return trailer, nil
}

// enter notes where an object is, unless a newer table has said so.
func (f *file) enter(n int, e entry) error {
	if _, known := f.entries[n]; known {
		return nil
	}
	if len(f.entries) >= maxEntries {
		return tooMuch("it has more than %d objects", maxEntries)
	}
	f.entries[n] = e
	return nil
}

// plainTable reads a table up to its trailer and returns the free objects.
func (f *file) plainTable(p *parser) (frees []int, err error) {
	for {
		v, err := p.value()
		if err != nil {
			return nil, err
		}
		if v == keyword("trailer") {
			return frees, nil
		}
		first, ok := whole(v)
		count, okCount := p.whole()
		if !ok || !okCount || first < 0 || count < 0 {
			return nil, damaged("its table has a head that is no pair of numbers")
		}
		for i := range count {
			offset, ok := p.whole()
			_, okGeneration := p.whole()
			p.skip()
			if !ok || !okGeneration || p.at == len(p.data) || p.data[p.at] != 'n' && p.data[p.at] != 'f' || len(frees) > maxEntries {
				return nil, damaged("its table ends too early")
			}
			p.at++
			if p.data[p.at-1] == 'f' {
				frees = append(frees, first+i)
			} else if err := f.enter(first+i, entry{offset: offset}); err != nil {
				return nil, err
			}
		}
	}
}

// whole reads a whole number.
func (p *parser) whole() (int, bool) {
	p.skip()
	if p.at == len(p.data) || !isDigit(p.data[p.at]) {
		return 0, false
	}
	n, ok := p.digits()
	if !ok {
		return 0, false
	}
	return whole(n)
}

// packedTable reads a cross-reference stream: ISO 32000-1, 7.5.8.
func (f *file) packedTable(s *stream) error {
	data, err := f.decode(s)
	if err != nil {
		return err
	}
	widths, ok := s.dict["W"].(array)
	var w [3]int
	if !ok || len(widths) != 3 {
		return damaged("its table has no widths")
	}
	for i := range w {
		if w[i], ok = whole(widths[i]); !ok || w[i] < 0 || w[i] > 8 {
			return damaged("its table has fields of %v bytes", widths[i])
		}
	}
	index, ok := s.dict["Index"].(array)
	if !ok {
		index = array{number("0"), s.dict["Size"]}
	}
	row := w[0] + w[1] + w[2]
	for i := 0; i+1 < len(index); i += 2 {
		first, ok := whole(index[i])
		count, okCount := whole(index[i+1])
		if !ok || !okCount || first < 0 || count < 0 || row == 0 {
			return damaged("its table does not say which objects it lists")
		}
		for n := range min(count, len(data)/row) { // some count one more than they have
			field := [3]int{1, 0, 0} // without a first field all are in the file
			b := data[:row]
			data = data[row:]
			for k, width := range w {
				if width > 0 {
					field[k] = 0
				}
				for _, c := range b[:width] {
					field[k] = field[k]<<8 | int(c)
				}
				b = b[width:]
			}
			var e entry
			switch field[0] {
			case 0:
				e.free = true
			case 1:
				e.offset = field[1] // one of 8 bytes that is below 0 is outside of the file
			case 2:
				e = entry{packed: true, container: field[1], index: field[2]}
			default:
				continue // a null object: ISO 32000-1, 7.5.8.3
			}
			if err := f.enter(first+n, e); err != nil {
				return err
			}
		}
	}
	return nil
}

// get returns v, or what it refers to. An object that is not there is null.
func (f *file) get(v value) (value, error) {
	for range maxNesting {
		r, ok := v.(ref)
		if !ok {
			return v, nil
		}
		var err error
		if v, err = f.object(int(r)); err != nil {
			return nil, err
		}
	}
	return nil, damaged("references lead in a circle")
}

// object returns the object with a number.
func (f *file) object(n int) (value, error) {
	if v, ok := f.objects[n]; ok {
		return v, nil
	}
	e, ok := f.entries[n]
	if !ok || e.free {
		return nil, nil
	}
	for _, other := range f.loading {
		if other == n {
			return nil, damaged("object %d needs itself", n)
		}
	}
	if len(f.loading) > maxNesting {
		return nil, damaged("objects lie more than %d deep in each other", maxNesting)
	}
	f.loading = append(f.loading, n)
	defer func() { f.loading = f.loading[:len(f.loading)-1] }()
	var v value
	var err error
	if e.packed {
		v, err = f.unpack(e.container, n)
	} else {
		v, err = f.indirect(e.offset, n)
	}
	if err == nil {
		f.objects[n] = v
	}
	return v, err
}

// indirect reads the object at an offset, which must have the given number;
// any when that is -1.
func (f *file) indirect(at, n int) (value, error) {
	if at < 0 || at >= len(f.data) {
		return nil, damaged("object %d would be outside of the file", n)
	}
	p := f.parser(f.data, at)
	found, ok := p.whole()
	_, okGeneration := p.whole()
	v, err := p.value()
	if !ok || !okGeneration || err != nil || v != keyword("obj") || n >= 0 && found != n {
		return nil, damaged("object %d is not where the table says", n)
	}
	if v, err = p.value(); err != nil {
		return nil, err
	}
	if k, ok := v.(keyword); ok {
		if k == "endobj" {
			return nil, nil
		}
		return nil, damaged("object %d is none", found)
	}
	if err := f.spend(p.at - at); err != nil {
		return nil, err
	}
	d, ok := v.(dict)
	if !ok {
		return v, nil
	}
	p.skip()
	if !bytes.HasPrefix(p.data[p.at:], []byte("stream")) {
		return d, nil
	}
	raw, err := f.body(d, p.at+len("stream"), found)
	if err != nil {
		return nil, err
	}
	return &stream{d, raw}, nil
}

// body returns the bytes of the stream after its keyword.
func (f *file) body(d dict, at, n int) ([]byte, error) {
	rest := f.data[at:]
	rest = bytes.TrimPrefix(bytes.TrimPrefix(rest, []byte("\r")), []byte("\n"))
	v, err := f.get(d["Length"])
	if err != nil {
		return nil, err
	}
	length, ok := whole(v)
	if !ok || length < 0 || length > len(rest) {
		return nil, damaged("the stream of object %d is cut off", n)
	}
	p := f.parser(rest, length)
	if v, err := p.value(); err != nil || v != keyword("endstream") && v != keyword("endobj") {
		return nil, damaged("the stream of object %d does not end where it says", n)
	}
	return rest[:length:length], nil
}

// unpack returns object n of an object stream: ISO 32000-1, 7.5.7.
func (f *file) unpack(container, n int) (value, error) {
	s, err := f.objectStream(container)
	if err != nil {
		return nil, err
	}
	at, ok := s.offsets[n]
	if !ok {
		return nil, damaged("object %d is not in the stream that the table says", n)
	}
	p := f.parser(s.data, at)
	v, err := p.value()
	if err != nil {
		return nil, err
	}
	if _, bad := v.(keyword); bad {
		return nil, damaged("object %d is none", n)
	}
	return v, f.spend(p.at - at)
}

func (f *file) objectStream(n int) (*objectStream, error) {
	if s, ok := f.streams[n]; ok {
		return s, nil
	}
	if f.entries[n].packed {
		return nil, damaged("object stream %d lies in another", n)
	}
	v, err := f.object(n)
	if err != nil {
		return nil, err
	}
	raw, ok := v.(*stream)
	if !ok {
		return nil, damaged("object %d is no object stream", n)
	}
	s := &objectStream{offsets: map[int]int{}}
	if s.data, err = f.decode(raw); err != nil {
		return nil, err
	}
	count, ok := whole(raw.dict["N"])
	first, okFirst := whole(raw.dict["First"])
	if !ok || !okFirst || first < 0 || count > maxEntries {
		return nil, damaged("object stream %d has no beginning", n)
	}
	p := f.parser(s.data, 0)
	for range count {
		id, ok := p.whole()
		at, okAt := p.whole()
		if !ok || !okAt || first+at > len(s.data) {
			return nil, damaged("object stream %d ends too early", n)
		}
		s.offsets[id] = first + at
	}
	f.streams[n] = s
	return s, f.spend(p.at)
}
