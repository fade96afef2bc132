package pdf

import (
	"bytes"
	"io"
	"slices"
	"strconv"

	"github.com/klauspost/compress/zlib"
)

// maxObjectBytes is how much of object streams is read in all, in bytes: the
// objects of 100,000 badges with their structure are a quarter of it.
const maxObjectBytes = 256 << 20

// readOwn returns the objects of a file as File writes it, by their number, and
// its trailer. Anything else is ErrForeign.
func readOwn(data []byte) ([]object, dictionary, error) {
	body, ok := bytes.CutSuffix(data, []byte("\n%%EOF\n"))
	at := bytes.LastIndex(body, []byte("\nstartxref\n"))
	if !ok || at < 0 {
		return nil, nil, ErrForeign
	}
	start, err := strconv.Atoi(string(body[at+len("\nstartxref\n"):]))
	if err != nil || start < 0 || start >= at {
		return nil, nil, ErrForeign
	}
	table, err := readObject(data[start:at])
	if err != nil {
		return nil, nil, ErrForeign
	}
	trailer, err := entries(table.value)
	if err != nil || !trailer.own() {
		return nil, nil, ErrForeign
	}
	o := ownObjects{data: data[:start], budget: maxObjectBytes, left: len(data)}
	if err := o.read(trailer, table.stream); err != nil {
		return nil, nil, ErrForeign
	}
	return o.objects, trailer, nil
}

// own reports whether a trailer has the entries that File writes and no other:
// one that goes on elsewhere would show other programs another file.
func (d dictionary) own() bool {
	keys := [...]string{"Type", "Size", "W", "Filter", "DecodeParms", "Root", "Info", "ID", "Length"}
	return string(d.get("Type")) == "/XRef" && slices.EqualFunc(d, keys[:], func(e entry, key string) bool { return e.key == key })
}

// ownObjects reads the objects of a file.
type ownObjects struct {
	data    []byte // up to the cross-reference stream
	budget  int64
	left    int // bytes of objects that may still come: none of ours overlap
	objects []object
}

// inflate returns the decoded bytes of a stream.
func (o *ownObjects) inflate(stream []byte) ([]byte, error) {
	z, err := zlib.NewReader(bytes.NewReader(stream))
	if err != nil {
		return nil, ErrForeign
	}
	data, err := io.ReadAll(io.LimitReader(z, o.budget))
	if o.budget -= int64(len(data)); err != nil || o.budget <= 0 {
		return nil, ErrForeign
	}
	return data, nil
}

// place is a row of the cross-reference stream: an offset (kind 1), or an object
// stream and a number in it (kind 2).
type place struct {
	kind, index byte
	at          int
}

// read reads the rows of the cross-reference stream, and what they lead to.
func (o *ownObjects) read(trailer dictionary, stream []byte) error {
	places, err := o.places(trailer, stream)
	if err != nil {
		return err
	}
	o.objects = make([]object, len(places))
	packs := map[int][]packedObject{}
	for n := 1; n < len(places); n++ {
		if p := places[n]; p.kind != 2 {
			if o.objects[n], err = o.direct(n, p); err != nil {
				return err
			}
		}
	}
	for n := 1; n < len(places); n++ {
		p := places[n]
		if p.kind != 2 {
			continue
		}
		list, ok := packs[p.at]
		if !ok {
			if p.at <= 0 || p.at >= len(places) {
				return ErrForeign
			}
			if list, err = o.unpack(o.objects[p.at]); err != nil {
				return err
			}
			packs[p.at] = list
		}
		if int(p.index) >= len(list) || list[p.index].id != n {
			return ErrForeign
		}
		o.objects[n].value = list[p.index].value
	}
	return nil
}

// places decodes the rows of the cross-reference stream.
func (o *ownObjects) places(trailer dictionary, stream []byte) ([]place, error) {
	widths, err := elements(trailer.get("W"))
	if err != nil || len(widths) != 3 || string(widths[0]) != "1" || string(widths[2]) != "1" {
		return nil, ErrForeign
	}
	width, err := strconv.Atoi(string(widths[1]))
	if err != nil || width < 1 || width > 8 || string(trailer.get("DecodeParms")) != "<</Predictor 12/Columns "+strconv.Itoa(width+2)+">>" {
		return nil, ErrForeign
	}
	rows, err := o.inflate(stream)
	size := width + 3 // with the filter
	if err != nil || len(rows)%size != 0 {
		return nil, ErrForeign
	}
	places := make([]place, len(rows)/size)
	var row [1 + 8 + 1]byte
	for n := range places {
		if rows[n*size] != 2 {
			return nil, ErrForeign
		}
		for i, d := range rows[n*size+1 : (n+1)*size] {
			row[i] += d
		}
		at := 0
		for _, v := range row[1 : 1+width] {
			at = at<<8 | int(v)
		}
		places[n] = place{row[0], row[1+width], at}
	}
	return places, nil
}

// direct reads object n at its place.
func (o *ownObjects) direct(n int, p place) (object, error) {
	if p.at == len(o.data) { // the cross-reference stream
		return object{}, nil
	}
	if p.kind != 1 || p.at < 0 || p.at > len(o.data) || !bytes.HasPrefix(o.data[p.at:], append(strconv.AppendInt(nil, int64(n), 10), " 0 obj\n"...)) {
		return object{}, ErrForeign
	}
	found, err := readObject(o.data[p.at:])
	if o.left -= len(found.value) + len(found.stream); err == nil && o.left < 0 {
		err = ErrForeign
	}
	return found, err
}

// packedObject is an object of an object stream, with its number.
type packedObject struct {
	id    int
	value []byte
}

// unpack returns the objects in an object stream: they follow each other, a line
// each at least.
func (o *ownObjects) unpack(pack object) ([]packedObject, error) {
	d, err := entries(pack.value)
	if err != nil || string(d.get("Type")) != "/ObjStm" || pack.stream == nil {
		return nil, ErrForeign
	}
	data, err := o.inflate(pack.stream)
	first, notNumber := strconv.Atoi(string(d.get("First")))
	if err != nil || notNumber != nil || first < 0 || first > len(data) {
		return nil, ErrForeign
	}
	head, body := bytes.Fields(data[:first]), data[first:]
	if len(head)%2 != 0 || len(head) > 2*packObjects {
		return nil, ErrForeign
	}
	list := make([]packedObject, 0, len(head)/2)
	next := 0 // where the next one begins
	for ; len(head) > 0; head = head[2:] {
		id, err := strconv.Atoi(string(head[0]))
		at, notNumber := strconv.Atoi(string(head[1]))
		if err != nil || notNumber != nil || at != next || at > len(body) {
			return nil, ErrForeign
		}
		end, err := valueEnd(body[at:])
		if err != nil || at+end >= len(body) || body[at+end] != '\n' {
			return nil, ErrForeign
		}
		list, next = append(list, packedObject{id, body[at : at+end]}), at+end+1
	}
	return list, nil
}
