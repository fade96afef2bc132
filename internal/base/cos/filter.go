package cos

import (
	"bytes"
	"compress/zlib"
	"encoding/ascii85"
	"errors"
	"io"
)

// Filters returns the filters of a stream and their parameters, of which each may be
// nil.
func (f *File) Filters(d Dict) (names []Name, params []Dict, err error) {
	list := func(key Name) (Array, error) {
		v, err := f.Get(d[key])
		if err != nil || v == nil {
			return nil, err
		}
		if a, ok := v.(Array); ok {
			return a, nil
		}
		return Array{v}, nil
	}
	all, err := list("Filter")
	if err != nil {
		return nil, nil, err
	}
	parms, err := list("DecodeParms")
	if err != nil {
		return nil, nil, err
	}
	for i, v := range all {
		if v, err = f.Get(v); err != nil {
			return nil, nil, err
		}
		n, ok := v.(Name)
		if !ok || len(all) > maxFilters {
			return nil, nil, damaged("a stream has filters without names")
		}
		if n == "Crypt" {
			return nil, nil, errEncrypted
		}
		var p Dict
		if i < len(parms) {
			if v, err = f.Get(parms[i]); err != nil {
				return nil, nil, err
			}
			p, _ = v.(Dict)
		}
		names, params = append(names, n), append(params, p)
	}
	return names, params, nil
}

var errFilter = errors.New("unknown filter")

// draw takes n bytes of decoding from the budget: streams that overlap, and decode to
// nothing, would cost their bytes again and again.
func (f *File) draw(n int) error {
	if f.raw -= int64(n); f.raw < 0 {
		return damaged("its streams overlap")
	}
	return nil
}

// undo decodes data with one filter.
func (f *File) undo(n Name, data []byte) ([]byte, error) {
	var r io.Reader
	switch n {
	case "FlateDecode":
		z, err := zlib.NewReader(bytes.NewReader(data))
		if err != nil {
			return nil, damaged("the compressed data of a stream is broken")
		}
		r = z
	case "ASCII85Decode":
		data = bytes.TrimSpace(data)
		if end := bytes.Index(data, []byte("~>")); end >= 0 {
			data = data[:end]
		}
		r = ascii85.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("<~"))))
	case "ASCIIHexDecode":
		if end := bytes.IndexByte(data, '>'); end >= 0 {
			data = data[:end]
		}
		return Unhex(data)
	default:
		return nil, errFilter
	}
	var out bytes.Buffer
	err := f.count(&out, r, f.limits.Stream)
	return out.Bytes(), err
}

// count copies r to w and subtracts its length from the budget.
func (f *File) count(w io.Writer, r io.Reader, most int64) error {
	n, err := io.Copy(w, io.LimitReader(asking{r, f.ended}, min(most, f.inflated)+1))
	if f.inflated -= n; f.inflated < 0 {
		most = f.limits.Inflated
	}
	if n > most || f.inflated < 0 {
		return tooMuch("it decompresses to more than %d MB", most>>20)
	}
	if end := f.ended(); end != nil {
		return end
	}
	if err != nil {
		return damaged("the compressed data of a stream is broken")
	}
	return nil
}

// asking is a reader that asks before each read whether to go on.
type asking struct {
	io.Reader
	ended func() error
}

func (a asking) Read(b []byte) (int, error) {
	if err := a.ended(); err != nil {
		return 0, err
	}
	return a.Reader.Read(b)
}

// Decode returns the content of a stream, decoded with all its filters. It knows
// FlateDecode, ASCII85Decode and ASCIIHexDecode; others are an *Error of kind Filter.
func (f *File) Decode(s *Stream) ([]byte, error) {
	names, params, err := f.Filters(s.Dict)
	if err != nil {
		return nil, err
	}
	data := s.Raw
	if err := f.draw(len(data) * len(names)); err != nil {
		return nil, err
	}
	for i, n := range names {
		if data, err = f.undo(n, data); err == errFilter {
			return nil, &Error{Filter, "it uses an old compression (" + string(n) + ")"}
		} else if err != nil {
			return nil, err
		}
		if data, err = predicted(data, params[i]); err != nil {
			return nil, err
		}
	}
	return data, nil
}

// Sound checks that the data of a stream is complete and within the limits, as far as
// its filters are known.
func (f *File) Sound(s *Stream) error {
	names, _, err := f.Filters(s.Dict)
	if err != nil {
		return err
	}
	data := s.Raw
	if err := f.draw(len(data) * len(names)); err != nil {
		return err
	}
	for i, n := range names {
		if n == "FlateDecode" && i == len(names)-1 { // not kept
			z, err := zlib.NewReader(bytes.NewReader(data))
			if err != nil {
				return damaged("the compressed data of a stream is broken")
			}
			return f.count(io.Discard, z, f.limits.Inflated)
		}
		if data, err = f.undo(n, data); err == errFilter {
			return nil
		} else if err != nil {
			return err
		}
	}
	return nil
}

// predicted undoes a predictor: ISO 32000-1, 7.4.4.4.
func predicted(data []byte, params Dict) ([]byte, error) {
	value := func(key Name, usual int) int {
		if n, ok := Int(params[key]); ok {
			return n
		}
		return usual
	}
	predictor := value("Predictor", 1)
	if predictor == 1 {
		return data, nil
	}
	colours, bits, columns := value("Colors", 1), value("BitsPerComponent", 8), value("Columns", 1)
	if predictor < 10 || colours < 1 || colours > 32 || bits < 1 || bits > 16 || columns < 1 || columns > 1<<20 {
		return nil, damaged("a stream uses an unknown predictor")
	}
	pixel := max(1, colours*bits/8)
	row := min((colours*bits*columns+7)/8, len(data)) // the last row may be cut
	out := make([]byte, 0, len(data))
	before := make([]byte, row)
	for len(data) > 1 {
		kind, now := data[0], append([]byte(nil), data[1:min(len(data), row+1)]...)
		data = data[1+len(now):]
		if err := unfilter(kind, now, before, pixel); err != nil {
			return nil, err
		}
		out = append(out, now...)
		before = append(now, make([]byte, row-len(now))...)
	}
	return out, nil
}

// unfilter undoes a filter of PNG (ISO 15948, 9.2) on one row.
func unfilter(kind byte, now, before []byte, pixel int) error {
	if kind > 4 {
		return damaged("a stream uses an unknown predictor")
	}
	for i := range now {
		var left, corner byte
		if i >= pixel {
			left, corner = now[i-pixel], before[i-pixel]
		}
		switch above := before[i]; kind {
		case 1:
			now[i] += left
		case 2:
			now[i] += above
		case 3:
			now[i] += byte((int(left) + int(above)) / 2)
		case 4:
			now[i] += paeth(left, above, corner)
		}
	}
	return nil
}

func paeth(left, above, corner byte) byte {
	p := int(left) + int(above) - int(corner)
	distance := func(c byte) int { return max(p-int(c), int(c)-p) }
	a, b, c := distance(left), distance(above), distance(corner)
	switch {
	case a <= b && a <= c:
		return left
	case b <= c:
		return above
	}
	return corner
}
