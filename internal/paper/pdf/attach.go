package pdf

import (
	"strconv"

	"lanyard/internal/base/cos"
	"lanyard/internal/paper/metadata"
)

// Attachment is a file embedded in a PDF file, which is then PDF/A-3u (ISO 19005-3,
// 6.8).
type Attachment struct {
	Name  string // of the file
	Type  string // media type, such as "application/cwt"
	About string // its description, in a sentence
	Data  []byte
}

// attach writes the attachment of a file and appends the entries that the catalog
// needs for it to d.
func (f *File) attach(d []byte, a *Attachment) []byte {
	date := ""
	if !f.meta.Date.IsZero() {
		date = "/ModDate(" + metadata.Date(f.meta.Date) + ")"
	}
	mediaType := string(cos.AppendName(nil, cos.NewName(a.Type)))
	params := "/Params<</Size " + strconv.Itoa(len(a.Data)) + date + ">>"
	file := f.objects.Stream("/Type/EmbeddedFile/Subtype"+mediaType+params, a.Data)
	b := append([]byte("<</Type/Filespec/AFRelationship/Data/EF<</F "), cos.AppendRef(nil, file)...)
	b = append(cos.AppendRef(append(b, "/UF "...), file), ">>/F"...)
	b = cos.AppendText(append(cos.AppendText(b, a.Name), "/UF"...), a.Name)
	b = cos.AppendText(append(b, "/Desc"...), metadata.Printable(a.About))
	spec := f.objects.Object(append(b, ">>"...), nil)
	d = cos.AppendRef(append(d, "/AF["...), spec)
	d = cos.AppendText(append(d, "]/Names<</EmbeddedFiles<</Names["...), a.Name)
	return append(cos.AppendRef(append(d, ' '), spec), "]>>>>"...)
}
