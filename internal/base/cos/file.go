package cos

import (
	"bytes"
	"slices"
)

// File is a PDF that is being read. It is for one goroutine.
type File struct {
	// Trailer is the newest trailer dictionary.
	Trailer Dict

	data     []byte
	limits   Limits
	entries  map[int]entry
	objects  map[int]Value // already read
	loading  []int         // being read, outermost first
	streams  map[int]*objectStream
	unpacked int   // bytes of streams
	parsed   int64 // bytes left to parse
	raw      int64 // bytes left to decode
	inflated int64 // bytes left for decoded streams
	values   int   // values left to read
}

// entry is the place of an object.
type entry struct {
	kind  entryKind
	index int32 // of packed: its number in the object stream
	at    int   // of plain: the offset; of packed: the object stream
}

type entryKind uint8

const (
	free entryKind = iota
	plain
	packed
)

// objectStream is an object stream, decoded.
type objectStream struct {
	data []byte
	ids  []int
	at   []int // offset of each object
}

// Header returns the offset of the header of a PDF file within the first 1,024 bytes
// (ISO 32000-1, annex H, implementation note 13); -1 when there is none.
func Header(data []byte) int {
	return bytes.Index(data[:min(len(data), 1024)], []byte("%PDF-"))
}

// Open reads the tables of a file. It keeps data, which must not change while the
// File is in use. Errors are *Error.
func Open(data []byte, limits Limits) (*File, error) {
	at := Header(data)
	if at < 0 {
		return nil, &Error{Foreign, "it is not a PDF file"}
	}
	if len(data) > limits.Bytes {
		return nil, tooMuch("it has more than %d MB", limits.Bytes>>20)
	}
	f := &File{data: data[at:], limits: limits,
		entries: map[int]entry{}, objects: map[int]Value{}, streams: map[int]*objectStream{},
		parsed: limits.Parsed, raw: limits.Parsed, inflated: limits.Inflated, values: limits.Values}
	if err := f.tables(); err != nil {
		return nil, err
	}
	if f.Trailer["Encrypt"] != nil {
		return nil, errEncrypted
	}
	return f, nil
}

func (f *File) parser(data []byte, at int) *Parser {
	p := NewParser(data, at, &f.values)
	p.unique, p.ended = f.limits.Unique, f.limits.Ended
	return p
}

// ended returns the error of Limits.Ended.
func (f *File) ended() error {
	if f.limits.Ended == nil {
		return nil
	}
	return f.limits.Ended()
}

// spend takes n bytes of parsing from the budget.
func (f *File) spend(n int) error {
	if f.parsed -= int64(n); f.parsed < 0 {
		return damaged("its objects overlap")
	}
	return nil
}

// tables reads the cross-reference sections, the newest first.
func (f *File) tables() error {
	at := bytes.LastIndex(f.data, []byte("startxref"))
	if at < 0 {
		return damaged("the end of the file is missing")
	}
	p := f.parser(f.data, at+len("startxref"))
	v, err := p.Value()
	if err != nil {
		return err
	}
	start, ok := Int(v)
	if !ok {
		return damaged("it does not say where its table is")
	}
	seen := map[int]bool{}
	for {
		if seen[start] || len(seen) > maxSections {
			return damaged("its tables form a loop")
		}
		seen[start] = true
		trailer, err := f.section(start, seen)
		if err != nil {
			return err
		}
		if f.Trailer == nil {
			f.Trailer = trailer
		}
		v, more := trailer["Prev"]
		if !more {
			return nil
		}
		if start, ok = Int(v); !ok {
			return damaged("it does not say where its older table is")
		}
	}
}

// section reads the cross-reference section at an offset, of either kind, and
// returns its trailer.
func (f *File) section(at int, seen map[int]bool) (Dict, error) {
	if at < 0 || at >= len(f.data) {
		return nil, damaged("its table would lie outside the file")
	}
	p := f.parser(f.data, at)
	v, err := p.Value()
	if err != nil {
		return nil, err
	}
	if v != Keyword("xref") {
		s, err := f.indirect(at, -1)
		if end := f.ended(); end != nil {
			return nil, end
		}
		if err != nil {
			return nil, damaged("there is no table where it says")
		}
		table, ok := s.(*Stream)
		if !ok {
			return nil, damaged("there is no table where it says")
		}
		return table.Dict, f.packedTable(table)
	}
	frees, err := f.plainTable(p)
	if err != nil {
		return nil, err
	}
	if v, err = p.Value(); err != nil {
		return nil, err
	}
	if err := f.spend(p.at - at); err != nil {
		return nil, err
	}
	trailer, ok := v.(Dict)
	if !ok {
		return nil, damaged("its table has no trailer")
	}
	if v, hybrid := trailer["XRefStm"]; hybrid { // ISO 32000-1, 7.5.8.4
		second, ok := Int(v)
		if !ok || seen[second] {
			return nil, damaged("its tables form a loop")
		}
		seen[second] = true
		if _, err := f.section(second, seen); err != nil {
			return nil, err
		}
	}
	for _, n := range frees {
		if err := f.enter(n, entry{}); err != nil {
			return nil, err
		}
	}
	return trailer, nil
}

// enter records the place of an object, unless a newer table has done so.
func (f *File) enter(n int, e entry) error {
	if _, known := f.entries[n]; known {
		return nil
	}
	if len(f.entries) >= f.limits.Objects {
		return tooMuch("it has more than %d objects", f.limits.Objects)
	}
	f.entries[n] = e
	if len(f.entries)%endedEach == 0 {
		return f.ended()
	}
	return nil
}

// plainTable reads a table up to its trailer and returns the free objects.
func (f *File) plainTable(p *Parser) (frees []int, err error) {
	for {
		v, err := p.Value()
		if err != nil {
			return nil, err
		}
		if v == Keyword("trailer") {
			return frees, nil
		}
		first, ok := Int(v)
		count, okCount := p.Int()
		if !ok || !okCount || first < 0 || count < 0 {
			return nil, damaged("its table has a head that is not a pair of numbers")
		}
		for i := range count {
			offset, ok := p.Int()
			_, okGeneration := p.Int()
			p.skip()
			whole := ok && okGeneration && p.at < len(p.data) && (p.data[p.at] == 'n' || p.data[p.at] == 'f')
			if !whole || len(frees) > f.limits.Objects {
				return nil, damaged("its table ends too early")
			}
			p.at++
			if p.data[p.at-1] == 'f' {
				frees = append(frees, first+i)
			} else if err := f.enter(first+i, entry{kind: plain, at: offset}); err != nil {
				return nil, err
			}
		}
	}
}

// packedTable reads a cross-reference stream: ISO 32000-1, 7.5.8.
func (f *File) packedTable(s *Stream) error {
	data, err := f.Decode(s)
	if err != nil {
		return err
	}
	widths, ok := s.Dict["W"].(Array)
	var w [3]int
	if !ok || len(widths) != 3 {
		return damaged("its table has no widths")
	}
	for i := range w {
		if w[i], ok = Int(widths[i]); !ok || w[i] < 0 || w[i] > 8 {
			return damaged("its table has fields of %v bytes", widths[i])
		}
	}
	index, ok := s.Dict["Index"].(Array)
	if !ok {
		index = Array{Number("0"), s.Dict["Size"]}
	}
	row := w[0] + w[1] + w[2]
	for i := 0; i+1 < len(index); i += 2 {
		first, ok := Int(index[i])
		count, okCount := Int(index[i+1])
		if !ok || !okCount || first < 0 || count < 0 || row == 0 {
			return damaged("its table does not say which objects it lists")
		}
		for n := range min(count, len(data)/row) { // some count one row more than they have
			field := [3]int{1, 0, 0} // without a first field, all objects are of type 1
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
			case 1:
				e = entry{kind: plain, at: field[1]} // 8 bytes may be a negative offset, outside the file
			case 2:
				e = entry{kind: packed, at: field[1], index: int32(field[2])}
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

// Get returns v, or the object that it refers to. A missing object is nil, which is
// null.
func (f *File) Get(v Value) (Value, error) {
	for range MaxNesting {
		r, ok := v.(Ref)
		if !ok {
			return v, nil
		}
		var err error
		if v, err = f.Object(int(r)); err != nil {
			return nil, err
		}
	}
	return nil, damaged("references form a loop")
}

// Object returns the object with a number. A missing object is nil, which is null.
// The value is shared and must not be changed.
func (f *File) Object(n int) (Value, error) {
	if v, ok := f.objects[n]; ok {
		return v, nil
	}
	e := f.entries[n]
	if e.kind == free {
		return nil, nil
	}
	for _, other := range f.loading {
		if other == n {
			return nil, damaged("object %d depends on itself", n)
		}
	}
	if len(f.loading) > MaxNesting {
		return nil, damaged("objects are nested more than %d deep", MaxNesting)
	}
	f.loading = append(f.loading, n)
	defer func() { f.loading = f.loading[:len(f.loading)-1] }()
	var v Value
	var err error
	if e.kind == packed {
		v, err = f.unpack(e.at, n, int(e.index))
	} else {
		v, err = f.indirect(e.at, n)
	}
	if err == nil {
		f.objects[n] = v
	}
	return v, err
}

// Forget drops all objects that were read. They are read again on demand, so that
// memory need not grow with the file.
func (f *File) Forget() { clear(f.objects) }

// indirect reads the object at an offset, which must have the given number; -1
// accepts any number.
func (f *File) indirect(at, n int) (Value, error) {
	if at < 0 || at >= len(f.data) {
		return nil, damaged("object %d would lie outside the file", n)
	}
	p := f.parser(f.data, at)
	v, found, err := p.object(f.Get)
	if found < 0 || n >= 0 && found != n {
		return nil, damaged("object %d is not where the table says", n)
	}
	if err != nil {
		return nil, err
	}
	size := p.at - at
	if s, ok := v.(*Stream); ok { // its data is not parsed
		size -= len(s.Raw)
	}
	return v, f.spend(size)
}

// unpack returns object n of an object stream (ISO 32000-1, 7.5.7); index is its place
// according to the table.
func (f *File) unpack(container, n, index int) (Value, error) {
	s, err := f.objectStream(container)
	if err != nil {
		return nil, err
	}
	if index < 0 || index >= len(s.ids) || s.ids[index] != n { // some tables are wrong: trust the stream
		if index = slices.Index(s.ids, n); index < 0 {
			return nil, damaged("object %d is not in the stream that the table says", n)
		}
		if err := f.spend(len(s.ids)); err != nil {
			return nil, err
		}
	}
	p := f.parser(s.data, s.at[index])
	v, err := p.Value()
	if err != nil {
		return nil, err
	}
	if _, bad := v.(Keyword); bad {
		return nil, damaged("object %d has no value", n)
	}
	return v, f.spend(p.at - s.at[index])
}

func (f *File) objectStream(n int) (*objectStream, error) {
	if s, ok := f.streams[n]; ok {
		return s, nil
	}
	if f.entries[n].kind == packed {
		return nil, damaged("object stream %d is inside another", n)
	}
	v, err := f.Object(n)
	if err != nil {
		return nil, err
	}
	raw, ok := v.(*Stream)
	if !ok {
		return nil, damaged("object %d is not an object stream", n)
	}
	s := &objectStream{}
	if s.data, err = f.Decode(raw); err != nil {
		return nil, err
	}
	count, ok := Int(raw.Dict["N"])
	first, okFirst := Int(raw.Dict["First"])
	if !ok || !okFirst || first < 0 || count > f.limits.Objects {
		return nil, damaged("object stream %d has no beginning", n)
	}
	p := f.parser(s.data, 0)
	for range count {
		id, ok := p.Int()
		at, okAt := p.Int()
		if !ok || !okAt || first+at > len(s.data) {
			return nil, damaged("object stream %d ends too early", n)
		}
		s.ids, s.at = append(s.ids, id), append(s.at, first+at)
	}
	if f.unpacked += len(s.data); f.unpacked > maxUnpacked {
		clear(f.streams) // they are decoded again on demand, as far as the budget goes
		f.unpacked = len(s.data)
	}
	f.streams[n] = s
	return s, f.spend(p.at)
}
