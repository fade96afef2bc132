// Package metadata writes the facts about a PDF document in the two places where
// readers look for them (ISO 32000-1, 14.3): the information dictionary and the XMP
// packet. Both state the same.
//
// The XMP packet is compressed: 2.1 kB are 0.9 kB then, and a certificate's file a twelfth smaller. ISO 19005-1 forbade
// a filter on metadata, so that a program that reads no PDF finds the packet; parts 2 and 3 and ISO 14289-1 do not, and
// no rule of veraPDF's profiles for them does. Programs that read PDF inflate it.
package metadata

import (
	"strconv"
	"strings"
	"time"

	"lanyard/internal/base/cos"
)

// producer is the name of the program that made the file.
const producer = "Lanyard"

// Document states what a document is about. Every text may be empty and may hold
// any character.
type Document struct {
	Title   string
	Author  string
	Subject string    // in a sentence
	Lang    string    // BCP 47 tag of the main language
	Date    time.Time // to the second; the zero time leaves dates out
}

// AppendInfo appends the information dictionary of d.
func (d Document) AppendInfo(b []byte) []byte {
	text := func(key, value string) {
		if value != "" {
			b = cos.AppendText(append(b, key...), Printable(value))
		}
	}
	b = append(b, "<<"...)
	text("/Title", d.Title)
	text("/Author", d.Author)
	text("/Subject", d.Subject)
	text("/Creator", producer)
	text("/Producer", producer)
	if !d.Date.IsZero() {
		date := Date(d.Date)
		text("/CreationDate", date)
		text("/ModDate", date)
	}
	return append(b, ">>"...)
}

// Date returns a date string of PDF, in UTC (ISO 32000-1, 7.9.4).
func Date(t time.Time) string { return "D:" + t.UTC().Format("20060102150405") + "+00'00'" }

// Claims are the standards that a file claims to conform to.
type Claims struct {
	Archive   int  // PDF/A at conformance level U: 2 or 3, the part of ISO 19005; 0: none
	Universal bool // PDF/UA-1
}

// XMP returns the XMP packet of d (ISO 16684-1; ISO 19005-2, 6.6.2), with the claims of ISO 19005-2, 6.6.4 and ISO
// 14289-1, 5, in two parts: what precedes the title and what follows it. Between them belongs what XMPTitle returns;
// nothing else differs between files that are made for one person each.
func (d Document) XMP(c Claims) (before, after []byte) {
	var b []byte
	property := func(before, value, after string) {
		if value != "" {
			b = append(append(append(b, before...), escapeXML(Printable(value))...), after...)
		}
	}
	b = append(b, "<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"+
		`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">`+"\n"...)
	if c.Universal {
		b = append(b, universal...)
	}
	b = append(b, `<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"`+
		` xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"`+
		` xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">`+"\n"...)
	if c.Archive != 0 {
		b = strconv.AppendInt(append(b, "<pdfaid:part>"...), int64(c.Archive), 10)
		b = append(b, "</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>\n"...)
	}
	b = append(b, "<dc:format>application/pdf</dc:format>\n"...)
	property("<dc:creator><rdf:Seq><rdf:li>", d.Author, "</rdf:li></rdf:Seq></dc:creator>\n")
	property(`<dc:description><rdf:Alt><rdf:li xml:lang="x-default">`, d.Subject,
		"</rdf:li></rdf:Alt></dc:description>\n")
	property("<dc:language><rdf:Bag><rdf:li>", d.Lang, "</rdf:li></rdf:Bag></dc:language>\n")
	if !d.Date.IsZero() {
		date := d.Date.UTC().Format(time.RFC3339)
		property("<xmp:CreateDate>", date, "</xmp:CreateDate>\n")
		property("<xmp:ModifyDate>", date, "</xmp:ModifyDate>\n")
	}
	property("<xmp:CreatorTool>", producer, "</xmp:CreatorTool>\n")
	property("<pdf:Producer>", producer, "</pdf:Producer>\n")
	before, b = b, nil
	if d.Title != "" {
		before = append(before, `<dc:title><rdf:Alt><rdf:li xml:lang="x-default">`...)
		b = append(b, "</rdf:li></rdf:Alt></dc:title>\n"...)
	}
	return before, append(b, "</rdf:Description>\n</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>"...)
}

// XMPTitle returns the title as an XMP packet has it.
func (d Document) XMPTitle() []byte { return []byte(escapeXML(Printable(d.Title))) }

// universal claims PDF/UA-1 and describes the schema of that claim, which PDF/A does
// not define (ISO 19005-2, 6.6.2.3).
const universal = `<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1` +
	`</pdfuaid:part></rdf:Description>` + "\n" +
	`<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"` +
	` xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"` +
	` xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag>` +
	`<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>` +
	`<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>` +
	`<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>` +
	`<rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>` +
	`<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal` +
	`</pdfaProperty:category><pdfaProperty:description>Part of ISO 14289</pdfaProperty:description></rdf:li>` +
	`</rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>` + "\n"

// Printable returns s with U+FFFD in place of each character that XML 1.0, 2.2
// cannot hold, so that all places of a file state the same.
func Printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
			return 0xFFFD
		}
		return r
	}, s)
}

var escapeXML = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\r", "&#13;").Replace
