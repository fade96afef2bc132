package mail

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"html"
	"io"
	"mime"
	"net/mail"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	gomail "github.com/wneessen/go-mail"

	"lanyard/internal/base/locale"
)

// Message is a message to one person.
type Message struct {
	From        mail.Address
	ReplyTo     mail.Address // zero: From
	To          mail.Address
	Subject     string
	Text        string   // paragraphs are separated by an empty line; lines may be of any length
	Links       []string // addresses in Text that the HTML links to
	Language    string   // BCP 47 tag of the text
	ID          string   // Message-ID, without the brackets; unique for ever
	Unsubscribe string   // subject of the message that List-Unsubscribe asks for; empty: no such header
	Date        time.Time
	Attachments []Attachment
}

// Attachment is a file of a message.
type Attachment struct {
	Name string // of any script
	Type string // media type, like application/pdf
	Data []byte
}

// maxLine is the most characters of a name or a subject in a header: mail programs show fewer.
const maxLine = 300

// Line returns a text as a header may have it: on one line, without control characters and without the marks that
// reorder what is around them. Whatever somebody wrote into a list, it adds no header.
func Line(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
	s = strings.ReplaceAll(s, "=?", "= ?") // it would begin an encoded word (RFC 2047), with any character in it
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069', r == '\u200e', r == '\u200f', r == '\u061c',
			r == '\ufeff':
			return -1
		}
		return r
	}, s)
	if utf8.RuneCountInString(s) > maxLine {
		s = string([]rune(s)[:maxLine-1]) + "…"
	}
	return locale.NFC(s)
}

// wordBytes is how much of a text one encoded word holds, so that the first one fits on the line of its field: some
// parsers read an empty first line as a blank.
const wordBytes = 36

// encoded returns a text as encoded words (RFC 2047), each of whole characters; ASCII stays as it is.
func encoded(s string) string {
	if isASCII(s) {
		return s
	}
	var words []string
	for s != "" {
		n := 0
		for i, r := range s {
			if i+utf8.RuneLen(r) > wordBytes {
				break
			}
			n = i + utf8.RuneLen(r)
		}
		words, s = append(words, "=?utf-8?b?"+base64.StdEncoding.EncodeToString([]byte(s[:n]))+"?="), s[n:]
	}
	return strings.Join(words, " ")
}

// UTF8 reports whether the message needs a server that takes addresses beyond ASCII (RFC 6531). Domains alone do not:
// see ASCII.
func (m *Message) UTF8() bool {
	for _, a := range []string{m.From.Address, m.ReplyTo.Address, m.To.Address} {
		if !isASCII(ASCII(a)) {
			return true
		}
	}
	return false
}

// Bytes returns the message as it is sent: lines end with CR LF, and none is longer than 998 bytes.
func (m *Message) Bytes() ([]byte, error) {
	g := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	g.FromMailAddress(named(m.From))
	g.ToMailAddress(named(m.To))
	if m.ReplyTo.Address != "" {
		g.ReplyToMailAddress(named(m.ReplyTo))
	}
	g.Subject(encoded(Line(m.Subject)))
	g.SetDateWithValue(m.Date)
	g.SetMessageIDWithValue(m.ID)
	g.SetGenHeader("Content-Language", m.Language)
	g.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834: no answer from a person who is away
	if m.Unsubscribe != "" {
		to := m.From.Address
		if m.ReplyTo.Address != "" {
			to = m.ReplyTo.Address
		}
		g.SetListUnsubscribe(fmt.Sprintf("mailto:%s?subject=%s", escaped(ASCII(to)), escaped(Line(m.Unsubscribe))))
	}
	text := lines(m.Text)
	g.SetBodyString(gomail.TypeTextPlain, strings.ReplaceAll(text, "\n", "\r\n"))
	g.AddAlternativeString(gomail.TypeTextHTML, strings.ReplaceAll(m.html(text), "\n", "\r\n"))
	for _, a := range m.Attachments {
		if err := attach(g, a); err != nil {
			return nil, err
		}
	}
	var b bytes.Buffer
	if _, err := g.WriteTo(&b); err != nil {
		return nil, fmt.Errorf("writing a message: %w", err)
	}
	return m.settled(b.Bytes()), nil
}

// named returns an address whose name is safe in a header. It is the address of the envelope.
func named(a mail.Address) *mail.Address {
	return &mail.Address{Name: Line(a.Name), Address: ASCII(a.Address)}
}

// escaped returns a text for an address of the scheme mailto (RFC 6068).
func escaped(s string) string {
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', strings.IndexByte("@.-_", c) >= 0:
			b.WriteByte(c)
		default:
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// lines returns a text without control characters but for the ends of lines, of which there is one at its end.
func lines(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r\n", "\n")
	s = strings.Map(func(r rune) rune {
		if r == '\n' || !unicode.IsControl(r) {
			return r
		}
		return ' '
	}, s)
	return strings.TrimSpace(s) + "\n"
}

// attach adds a file. Its name is in the header as RFC 2231 has it, which go-mail does not write.
func attach(g *gomail.Msg, a Attachment) error {
	name := Line(strings.NewReplacer("/", "-", `\`, "-", `"`, "").Replace(a.Name))
	disposition := mime.FormatMediaType("attachment", map[string]string{"filename": name})
	kind := mime.FormatMediaType(a.Type, map[string]string{"name": name})
	if disposition == "" || kind == "" {
		return fmt.Errorf("the name %q or the type %q of an attachment cannot be written", a.Name, a.Type)
	}
	return g.AttachReader(name, bytes.NewReader(a.Data), func(f *gomail.File) {
		f.Header.Set("Content-Disposition", disposition)
		f.Header.Set("Content-Type", kind)
	})
}

// html returns the text as HTML: the same words, each paragraph in its own direction.
func (m *Message) html(text string) string {
	direction := "ltr"
	if locale.Direction(m.Language) {
		direction = "rtl"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "<!DOCTYPE html>\n<html lang=\"%s\" dir=\"%s\">\n<head><meta charset=\"utf-8\"><title>%s</title></head>\n<body>\n",
		html.EscapeString(m.Language), direction, html.EscapeString(Line(m.Subject)))
	for paragraph := range strings.SplitSeq(strings.TrimSpace(text), "\n\n") {
		if strings.TrimSpace(paragraph) == "" {
			continue
		}
		words := strings.ReplaceAll(m.linked(strings.TrimSpace(paragraph)), "\n", "<br>\n")
		fmt.Fprintf(&b, "<p dir=\"auto\">%s</p>\n", words)
	}
	b.WriteString("</body>\n</html>\n")
	return b.String()
}

// linked returns words as HTML in which the links of the message can be followed.
func (m *Message) linked(words string) string {
	at, link := -1, ""
	for _, l := range m.Links {
		if i := strings.Index(words, l); i >= 0 && (at < 0 || i < at || i == at && len(l) > len(link)) {
			at, link = i, l
		}
	}
	if at < 0 {
		return html.EscapeString(words)
	}
	l := html.EscapeString(link)
	return html.EscapeString(words[:at]) + `<a href="` + l + `" style="word-break:break-all">` + l + `</a>` +
		m.linked(words[at+len(link):])
}

// boundary finds the boundaries of go-mail, which are random.
var boundary = regexp.MustCompile(`boundary=([0-9a-f]{60})\r\n`)

// settled returns a message whose boundaries follow from its Message-ID, so that it has the same bytes each time. Sixty
// random digits occur nowhere else.
func (m *Message) settled(data []byte) []byte {
	var random [][]byte
	for _, found := range boundary.FindAllSubmatch(data, -1) {
		if !slices.ContainsFunc(random, func(b []byte) bool { return bytes.Equal(b, found[1]) }) {
			random = append(random, bytes.Clone(found[1]))
		}
	}
	for i, b := range random {
		sum := sha256.Sum256(fmt.Appendf(nil, "%d %s", i, m.ID))
		data = bytes.ReplaceAll(data, b, []byte(hex.EncodeToString(sum[:])[:len(b)]))
	}
	return data
}

// Save writes the message to w.
func (m *Message) Save(w io.Writer) error {
	data, err := m.Bytes()
	if err == nil {
		_, err = w.Write(data)
	}
	return err
}
