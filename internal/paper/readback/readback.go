// Package readback reads PDFs that we made: the text of their pages, their links and
// the attached file.
//
// Read and Attached accept only files that package pdf wrote and nobody has changed
// since, down to the keys of their dictionaries and the operators of their pages; any
// other file is ErrForeign, because other programs may show something different from
// what is read here. Text is read through the ToUnicode entries and
// ActualText that package pdf writes. It is no proof of what a page shows: a skilled
// forger can make the two differ. Links searches files of any origin for URLs and
// trusts nothing else in them.
//
// The limits below bound all work, whatever the file claims.
package readback

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"

	"lanyard/internal/base/cos"
)

// The limits of Read and Attached.
const (
	maxFile     = 1 << 31         // bytes: a million badges
	maxObjects  = 8_388_607       // as in every PDF/A: ISO 19005-2, 6.1.13
	maxContent  = 8 << 20         // bytes of a page's operators: our densest page has a hundredth
	maxInflated = 1<<30 + 256<<20 // bytes of all streams: 100,000 pages of 10 KB, and their objects
	maxDepth    = 12              // levels of the page tree: 64 children a node, so 5 are a billion pages
	maxUnits    = 1 << 20         // glyphs of a page
	maxSaid     = 1 << 20         // bytes of their text: one letter each
	maxSaved    = 64              // levels of saved graphics state: ISO 19005-2, 6.1.13 allows 28
	maxAttached = 16              // attachments: our files have one

	// Objects are read about once: parsing more than a multiple of the file and this
	// much means parsing them again and again.
	parseFactor, parseSlack = 4, 16 << 20
)

// ErrForeign is the error for a file that package pdf did not write, or that was
// changed afterwards.
var ErrForeign = errors.New("the PDF is not as lanyard made it")

// Sheet is the content of one page of a file.
type Sheet struct {
	Links []string // URLs, in the order of the file
	Text  []string // never nil; the runs in drawing order, each in reading order
}

// Read returns the content of each page of a file that we made. Any other file is
// ErrForeign. When ctx ends first, the error is the context's.
func Read(ctx context.Context, data []byte) ([]Sheet, error) {
	r, err := open(ctx, data)
	if err != nil {
		return nil, err
	}
	if r.catalog, err = r.catalogOf(); err == nil {
		err = r.pages(r.catalog["Pages"], 0)
	}
	if err != nil {
		return nil, foreign(ctx)
	}
	return r.sheets, nil
}

// foreign returns the error of a file that cannot be read: that of the context if it has ended, which is why.
func foreign(ctx context.Context) error { return cmp.Or(ctx.Err(), ErrForeign) }

// Attached returns the attachments of a file that we made. Any other file is
// ErrForeign. When ctx ends first, the error is the context's.
func Attached(ctx context.Context, data []byte) ([][]byte, error) {
	r, err := open(ctx, data)
	if err != nil {
		return nil, err
	}
	if r.catalog, err = r.dict(r.Trailer["Root"]); err != nil {
		return nil, foreign(ctx)
	}
	specs, err := r.array(r.catalog["AF"])
	if err != nil || len(specs) > maxAttached {
		return nil, ErrForeign
	}
	var files [][]byte
	for _, ref := range specs {
		spec, err := r.dict(ref)
		if err != nil {
			return nil, err
		}
		ef, err := r.dict(spec["EF"])
		if err != nil {
			return nil, err
		}
		file, err := r.stream(ef["F"])
		if err != nil || file.Dict["Filter"] != nil {
			return nil, ErrForeign
		}
		files = append(files, bytes.Clone(file.Raw))
	}
	return files, nil
}

// reader walks the pages of a file.
type reader struct {
	*cos.File
	catalog cos.Dict
	sheets  []Sheet
	visited int
	most    int                          // nodes of the page tree that may be visited
	fonts   map[cos.Ref]codes            // by the font's object
	shared  map[cos.Ref]map[string]codes // fonts by their name on a page, by the object of its resources
}

// Open opens a file that we made: written in one go, with nothing after its end and
// nothing in its trailer that leads elsewhere. Any other file is ErrForeign. Stream
// and inflated are how many bytes one stream, and all streams together, may decode to.
// When ctx ends, so does all reading of the file, with the context's error.
func Open(ctx context.Context, data []byte, stream, inflated int64) (*cos.File, error) {
	const start, end = "\nstartxref\n", "\n%%EOF\n"
	body, ok := bytes.CutSuffix(data, []byte(end))
	at := bytes.LastIndex(body, []byte(start))
	if !ok || at < 0 || bytes.Count(data, []byte(start)) != 1 { // an update adds another
		return nil, ErrForeign
	}
	if _, err := strconv.Atoi(string(body[at+len(start):])); err != nil || !bytes.HasPrefix(data, []byte("%PDF-")) ||
		linearized(data) {
		return nil, ErrForeign
	}
	f, err := cos.Open(data, cos.Limits{Bytes: maxFile, Objects: maxObjects, Values: maxInflated,
		Parsed: parseFactor*int64(len(data)) + parseSlack, Stream: stream, Inflated: inflated,
		Unique: true, Ended: ctx.Err})
	if err != nil || !own(f.Trailer) {
		return nil, foreign(ctx)
	}
	return f, nil
}

// open opens a file that we made to read its text.
func open(ctx context.Context, data []byte) (*reader, error) {
	f, err := Open(ctx, data, maxContent, maxInflated)
	if err != nil {
		return nil, err
	}
	r := &reader{File: f, fonts: map[cos.Ref]codes{}, shared: map[cos.Ref]map[string]codes{}}
	r.most, _ = cos.Int(f.Trailer["Size"])
	return r, nil
}

// own reports whether a trailer has exactly the entries that package pdf writes: one
// that leads to an older table would show other programs a different file.
func own(trailer cos.Dict) bool {
	for _, key := range []cos.Name{"Type", "Size", "W", "Filter", "DecodeParms", "Root", "Info", "ID", "Length"} {
		if trailer[key] == nil {
			return false
		}
	}
	parms, _ := trailer["DecodeParms"].(cos.Dict)
	return len(trailer) == 9 && trailer["Type"] == cos.Name("XRef") &&
		len(parms) == 2 && parms["Predictor"] == cos.Number("12")
}

// dict returns the dictionary that v is or refers to.
func (r *reader) dict(v cos.Value) (cos.Dict, error) {
	v, err := r.Get(v)
	d, ok := v.(cos.Dict)
	if err != nil || !ok {
		return nil, ErrForeign
	}
	return d, nil
}

// array returns the array that v is or refers to; nil when v is null.
func (r *reader) array(v cos.Value) (cos.Array, error) {
	v, err := r.Get(v)
	a, ok := v.(cos.Array)
	if err != nil || v != nil && !ok {
		return nil, ErrForeign
	}
	return a, nil
}

// stream returns the stream that v refers to.
func (r *reader) stream(v cos.Value) (*cos.Stream, error) {
	v, err := r.Get(v)
	s, ok := v.(*cos.Stream)
	if err != nil || !ok {
		return nil, ErrForeign
	}
	return s, nil
}

// decoded returns the content of the stream that v refers to.
func (r *reader) decoded(v cos.Value) ([]byte, error) {
	s, err := r.stream(v)
	if err != nil {
		return nil, err
	}
	data, err := r.Decode(s)
	if err != nil {
		return nil, ErrForeign
	}
	return data, nil
}

// pages reads a node of the page tree and everything below it.
func (r *reader) pages(v cos.Value, depth int) error {
	if r.visited++; depth > maxDepth || r.visited > r.most {
		return ErrForeign
	}
	d, err := r.dict(v)
	if err != nil {
		return err
	}
	if d["Type"] == cos.Name("Page") {
		return r.page(d)
	}
	kids, err := r.array(d["Kids"])
	if err != nil {
		return err
	}
	if d["Type"] != cos.Name("Pages") || len(kids) == 0 || !only(d, nodeKeys) {
		return ErrForeign // a viewer may take it for a page
	}
	for _, kid := range kids {
		if err := r.pages(kid, depth+1); err != nil {
			return err
		}
	}
	return nil
}

func (r *reader) page(d cos.Dict) error {
	var s Sheet
	if !only(d, pageKeys) {
		return ErrForeign
	}
	annotations, err := r.array(d["Annots"])
	if err != nil {
		return err
	}
	for _, ref := range annotations {
		url, err := r.link(ref)
		if err != nil {
			return err
		}
		if url != "" && !slices.Contains(s.Links, url) {
			s.Links = append(s.Links, url)
		}
	}
	fonts, err := r.pageFonts(d["Resources"])
	if err != nil {
		return err
	}
	if s, err := r.stream(d["Contents"]); err != nil || !only(s.Dict, contentKeys) {
		return ErrForeign
	}
	operators, err := r.decoded(d["Contents"])
	if err != nil {
		return err
	}
	s.Text, err = runs(operators, fonts)
	r.sheets = append(r.sheets, s)
	r.Forget()
	return err
}

// pageFonts returns the codes of each font of a resource dictionary.
func (r *reader) pageFonts(v cos.Value) (map[string]codes, error) {
	ref, isRef := v.(cos.Ref)
	if known, ok := r.shared[ref]; ok && isRef {
		return known, nil
	}
	d, err := r.dict(v)
	if err != nil {
		return nil, err
	}
	fonts := map[string]codes{}
	if err := r.states(d["ExtGState"]); err != nil || !only(d, resourceKeys) {
		return nil, ErrForeign
	}
	if d["Font"] != nil {
		list, err := r.dict(d["Font"])
		if err != nil {
			return nil, err
		}
		for name, font := range list {
			if fonts[string(name)], err = r.font(font); err != nil {
				return nil, err
			}
		}
	}
	if isRef {
		r.shared[ref] = fonts
	}
	return fonts, nil
}

func (r *reader) font(v cos.Value) (codes, error) {
	ref, isRef := v.(cos.Ref)
	if known, ok := r.fonts[ref]; ok && isRef {
		return known, nil
	}
	d, err := r.dict(v)
	if err != nil {
		return codes{}, err
	}
	if d["Subtype"] != cos.Name("Type0") || d["Encoding"] != cos.Name("Identity-H") || !only(d, fontKeys) {
		return codes{}, ErrForeign
	}
	if err := r.glyphs(d); err != nil {
		return codes{}, err
	}
	cmap, err := r.decoded(d["ToUnicode"])
	if err != nil {
		return codes{}, err
	}
	c := readCodes(cmap)
	if isRef {
		r.fonts[ref] = c
	}
	return c, nil
}

// codes are the codes of a font.
type codes struct {
	text   map[uint16]string // nil: there is no font
	mirror bool              // right-to-left text is in exactly the opposite order
}

// readCodes reads a CMap of package embed: a code and its text on each line. Its name
// tells in which order right-to-left text is shown.
func readCodes(cmap []byte) codes {
	texts := map[uint16]string{}
	head, cmap, _ := bytes.Cut(cmap, []byte("beginbfchar")) // the code space comes before it
	for line := range bytes.Lines(cmap) {
		code, text, ok := bytes.Cut(bytes.TrimSpace(line), []byte("><"))
		if !ok || len(code) != len("<0000") || !bytes.HasSuffix(text, []byte(">")) {
			continue
		}
		n, err := strconv.ParseUint(string(code[1:]), 16, 16)
		raw, bad := cos.Unhex(text[:len(text)-1])
		if err == nil && bad == nil {
			texts[uint16(n)] = cos.UTF16(string(raw))
		}
	}
	return codes{texts, bytes.Contains(head, []byte("/CMapName/Lanyard-Mirror-UCS "))}
}
