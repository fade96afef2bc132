package artwork

import (
	"bytes"
	"compress/zlib"
	"encoding/ascii85"
	"errors"
	"io"

	"lanyard/internal/base/fault"
)

// filters returns the filters of a stream and their parameters.
func (f *file) filters(d dict) (names []name, params []dict, err error) {
	list := func(key name) (array, error) {
		v, err := f.get(d[key])
		if err != nil || v == nil {
			return nil, err
		}
		if a, ok := v.(array); ok {
			return a, nil
		}
		return array{v}, nil
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
		if v, err = f.get(v); err != nil {
			return nil, nil, err
		}
		n, ok := v.(name)
		if !ok || len(all) > 8 {
			return nil, nil, damaged("a stream has filters without names")
		}
		if n == "Crypt" {
			return nil, nil, fault.New("it is encrypted", "save it without a password, or type: qpdf --decrypt in.pdf out.pdf")
		}
		var p dict
		if i < len(parms) {
			if v, err = f.get(parms[i]); err != nil {
				return nil, nil, err
			}
			p, _ = v.(dict)
		}
		names, params = append(names, n), append(params, p)
	}
	return names, params, nil
}

var errFilter = errors.New("a filter that is not known")

// unfold returns the content of one filter's data.
func (f *file) unfold(n name, data []byte) ([]byte, error) {
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
		return unhex(data)
	default:
		return nil, errFilter
	}
	var out bytes.Buffer
	err := f.count(&out, r, maxContent)
	return out.Bytes(), err
}

// count copies from r to w and takes what there is from the budget.
func (f *file) count(w io.Writer, r io.Reader, most int64) error {
	n, err := io.Copy(w, io.LimitReader(r, min(most, f.inflated)+1))
	if f.inflated -= n; f.inflated < 0 {
		most = maxInflated
	}
	if n > most || f.inflated < 0 {
		return tooMuch("it unfolds to more than %d MB", most>>20)
	}
	if err != nil {
		return damaged("the compressed data of a stream is broken")
	}
	return nil
}

// decode returns the content of a stream.
func (f *file) decode(s *stream) ([]byte, error) {
	names, params, err := f.filters(s.dict)
	if err != nil {
		return nil, err
	}
	data := s.raw
	for i, n := range names {
		if data, err = f.unfold(n, data); err == errFilter {
			return nil, fault.New("it compresses in an old way ("+string(n)+")", "type: qpdf --recompress-flate --decode-level=generalized in.pdf out.pdf")
		} else if err != nil {
			return nil, err
		}
		if data, err = predicted(data, params[i]); err != nil {
			return nil, err
		}
	}
	return data, nil
}

// sound unfolds a stream as far as that is possible, to see whether it is whole
// and within the limits.
func (f *file) sound(s *stream) error {
	names, _, err := f.filters(s.dict)
	if err != nil {
		return err
	}
	data := s.raw
	for i, n := range names {
		if n == "FlateDecode" && i == len(names)-1 { // not kept
			z, err := zlib.NewReader(bytes.NewReader(data))
			if err != nil {
				return damaged("the compressed data of a stream is broken")
			}
			return f.count(io.Discard, z, maxInflated)
		}
		if data, err = f.unfold(n, data); err == errFilter {
			return nil
		} else if err != nil {
			return err
		}
	}
	return nil
}

// predicted undoes a predictor: ISO 32000-1, 7.4.4.4.
func predicted(data []byte, params dict) ([]byte, error) {
	value := func(key name, usual int) int {
		if n, ok := whole(params[key]); ok {
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
		return nil, damaged("a stream is predicted in a way that is not known")
	}
	pixel := max(1, colours*bits/8)
	row := (colours*bits*columns + 7) / 8
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
		return damaged("a stream is predicted in a way that is not known")
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
