package pdf

import (
	"strings"
	"time"

	"lanyard/internal/base/cos"
)

// producer is what made the file.
const producer = "Lanyard"

// appendInfo writes the information dictionary: the same facts as the XMP
// metadata, for readers that look here first.
func appendInfo(b []byte, m Meta) []byte {
	text := func(key, value string) {
		if value != "" {
			b = cos.AppendText(append(b, key...), printable(value))
		}
	}
	b = append(b, "<<"...)
	text("/Title", m.Title)
	text("/Author", m.Author)
	text("/Subject", m.Subject)
	text("/Creator", producer)
	text("/Producer", producer)
	if !m.Date.IsZero() {
		date := pdfDate(m.Date)
		text("/CreationDate", date)
		text("/ModDate", date)
	}
	return append(b, ">>"...)
}

// pdfDate returns a date as PDF writes it (ISO 32000-1, 7.9.4).
func pdfDate(t time.Time) string { return "D:" + t.UTC().Format("20060102150405") + "+00'00'" }

// claims are the standards that a file says it keeps.
type claims struct{ archive, universal bool }

// appendXMP writes the metadata packet (ISO 16684-1; ISO 19005-2, 6.6.2). It
// states that the file is PDF/A-2u, or 3u with an attachment (6.6.4), and
// PDF/UA-1 (ISO 14289-1, 5), where it may.
func appendXMP(b []byte, m Meta, c claims) []byte {
	property := func(before, value, after string) {
		if value != "" {
			b = append(append(append(b, before...), escapeXML(printable(value))...), after...)
		}
	}
	b = append(b, "<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"+
		`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">`+"\n"+
		`<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"`+
		` xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">`+"\n"...)
	if c.archive {
		part := byte('2')
		if m.Attached != nil {
			part = '3'
		}
		b = append(append(append(b, "<pdfaid:part>"...), part), "</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>\n"...)
	}
	b = append(b, "<dc:format>application/pdf</dc:format>\n"...)
	property(`<dc:title><rdf:Alt><rdf:li xml:lang="x-default">`, m.Title, "</rdf:li></rdf:Alt></dc:title>\n")
	property("<dc:creator><rdf:Seq><rdf:li>", m.Author, "</rdf:li></rdf:Seq></dc:creator>\n")
	property(`<dc:description><rdf:Alt><rdf:li xml:lang="x-default">`, m.Subject, "</rdf:li></rdf:Alt></dc:description>\n")
	property("<dc:language><rdf:Bag><rdf:li>", m.Lang, "</rdf:li></rdf:Bag></dc:language>\n")
	if !m.Date.IsZero() {
		date := m.Date.UTC().Format(time.RFC3339)
		property("<xmp:CreateDate>", date, "</xmp:CreateDate>\n")
		property("<xmp:ModifyDate>", date, "</xmp:ModifyDate>\n")
	}
	property("<xmp:CreatorTool>", producer, "</xmp:CreatorTool>\n")
	property("<pdf:Producer>", producer, "</pdf:Producer>\n")
	b = append(b, "</rdf:Description>\n"...)
	if c.universal {
		b = append(b, universal...)
	}
	return append(b, "</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>"...)
}

// universal states that a file is PDF/UA-1, and describes the schema of that
// statement, which PDF/A does not know (ISO 19005-2, 6.6.2.3).
const universal = `<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"` +
	` xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">` +
	`<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema><pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>` +
	`<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>` +
	`<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>` +
	`<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
`

// printable returns s with U+FFFD for what XML 1.0, 2.2 cannot hold, so that
// both places say the same.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
			return 0xFFFD
		}
		return r
	}, s)
}

var escapeXML = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\r", "&#13;").Replace
