package pdf

import (
	"slices"
	"strconv"
)

// Attachment is a file inside of a PDF file, which then is PDF/A-3u (ISO
// 19005-3, 6.8).
type Attachment struct {
	Name  string // of the file
	Type  string // media type, such as "application/cwt"
	About string // what it is, in a sentence
	Data  []byte
}

// maxAttached is how many attachments are read: our files have one.
const maxAttached = 16

// attach writes the attachment of a file and returns the entries of the
// catalog for it.
func (f *File) attach(d []byte, a *Attachment) []byte {
	date := ""
	if !f.meta.Date.IsZero() {
		date = "/ModDate(" + pdfDate(f.meta.Date) + ")"
	}
	file := f.stream("/Type/EmbeddedFile/Subtype/"+name(a.Type)+"/Params<</Size "+strconv.Itoa(len(a.Data))+date+">>", a.Data)
	b := append([]byte("<</Type/Filespec/AFRelationship/Data/EF<</F "), appendRef(nil, file)...)
	b = append(appendRef(append(b, "/UF "...), file), ">>/F"...)
	b = appendText(append(appendText(b, a.Name), "/UF"...), a.Name)
	b = appendText(append(b, "/Desc"...), printable(a.About))
	spec := f.object(append(b, ">>"...), nil)
	d = appendRef(append(d, "/AF["...), spec)
	d = appendText(append(d, "]/Names<</EmbeddedFiles<</Names["...), a.Name)
	return append(appendRef(append(d, ' '), spec), "]>>>>"...)
}

// Attached returns the files inside of a file that File wrote and nobody
// changed. Any other file is ErrForeign.
func Attached(data []byte) ([][]byte, error) {
	r, catalog, err := newReader(data)
	if err != nil {
		return nil, err
	}
	specs, err := elements(catalog.get("AF"))
	if catalog.get("AF") == nil {
		return nil, nil
	}
	if err != nil || len(specs) > maxAttached {
		return nil, ErrForeign
	}
	var files [][]byte
	for _, ref := range specs {
		spec, _, err := r.object(ref)
		if err != nil {
			return nil, err
		}
		d, err := entries(spec.value)
		if err != nil {
			return nil, ErrForeign
		}
		ef, err := entries(d.get("EF"))
		if err != nil {
			return nil, ErrForeign
		}
		file, _, err := r.object(ef.get("F"))
		if err != nil || file.stream == nil {
			return nil, ErrForeign
		}
		if d, err = entries(file.value); err != nil || d.get("Filter") != nil {
			return nil, ErrForeign
		}
		files = append(files, slices.Clone(file.stream))
	}
	return files, nil
}
