package pdf

import (
	"strings"
	"time"
)

// producer is what made the file.
const producer = "Lanyard"

// appendInfo writes the information dictionary: the same facts as the XMP
// metadata, for readers that look here first.
func appendInfo(b []byte, m Meta) []byte {
	text := func(key, value string) {
		if value != "" {
			b = appendText(append(b, key...), printable(value))
		}
	}
	b = append(b, "<<"...)
	text("/Title", m.Title)
	text("/Author", m.Author)
	text("/Subject", m.Subject)
	text("/Creator", producer)
	text("/Producer", producer)
	if !m.Date.IsZero() {
		date := "D:" + m.Date.UTC().Format("20060102150405") + "Z"
		text("/CreationDate", date)
		text("/ModDate", date)
	}
	return append(b, ">>"...)
}

// appendXMP writes the metadata packet (ISO 16684-1; ISO 19005-2, 6.6.2). With
// archive it states that the file is PDF/A-2u (6.6.4).
func appendXMP(b []byte, m Meta, archive bool) []byte {
	property := func(before, value, after string) {
		if value != "" {
			b = append(append(append(b, before...), escapeXML(printable(value))...), after...)
		}
	}
	b = append(b, "<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"+
		`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">`+"\n"+
		`<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"`+
		` xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">`+"\n"...)
	if archive {
		b = append(b, "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>\n"...)
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
	return append(b, "</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>"...)
}

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
