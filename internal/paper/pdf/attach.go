package pdf

import (
	"strconv"

	"lanyard/internal/base/cos"
)

// Attachment is a file inside of a PDF file, which then is PDF/A-3u (ISO
// 19005-3, 6.8).
type Attachment struct {
	Name  string // of the file
	Type  string // media type, such as "application/cwt"
	About string // what it is, in a sentence
	Data  []byte
}

// attach writes the attachment of a file and returns the entries of the
// catalog for it.
func (f *File) attach(d []byte, a *Attachment) []byte {
	date := ""
	if !f.meta.Date.IsZero() {
		date = "/ModDate(" + pdfDate(f.meta.Date) + ")"
	}
	file := f.stream("/Type/EmbeddedFile/Subtype"+string(cos.AppendName(nil, cos.NewName(a.Type)))+"/Params<</Size "+strconv.Itoa(len(a.Data))+date+">>", a.Data)
	b := append([]byte("<</Type/Filespec/AFRelationship/Data/EF<</F "), cos.AppendRef(nil, file)...)
	b = append(cos.AppendRef(append(b, "/UF "...), file), ">>/F"...)
	b = cos.AppendText(append(cos.AppendText(b, a.Name), "/UF"...), a.Name)
	b = cos.AppendText(append(b, "/Desc"...), printable(a.About))
	spec := f.object(append(b, ">>"...), nil)
	d = cos.AppendRef(append(d, "/AF["...), spec)
	d = cos.AppendText(append(d, "]/Names<</EmbeddedFiles<</Names["...), a.Name)
	return append(cos.AppendRef(append(d, ' '), spec), "]>>>>"...)
}
