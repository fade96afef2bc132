package event

import (
	"fmt"
	"maps"
	"net"
	"net/mail"
	"net/netip"
	"slices"
	"strings"

	"lanyard/internal/base/source"
	"lanyard/internal/input/eventfile"
	"lanyard/internal/input/values"
)

// Mail says how messages to people are made and sent; the manual explains each word. Texts are phrases with fields,
// which the code that fills them checks.
type Mail struct {
	From       mail.Address
	ReplyTo    mail.Address // zero: From
	Host       string       // "": messages can be written, and not sent
	Port       int          // from 1
	Security   string       // eventfile.SecurityStartTLS, SecurityTLS, or SecurityNone
	User       string       // never empty
	PerMinute  int          // from 1
	PerDay     int          // 0: no limit
	Subject    map[string]string
	Text       map[string]string
	Attach     []string // eventfile.AttachCertificate, AttachBadge
	Paragraphs []Paragraph
}

// Paragraph is a paragraph of messages to the people who match a condition; "" is everybody.
type Paragraph struct {
	Text  map[string]string
	Where string
}

// Limits of a message.
const (
	maxSubject    = 200    // characters before fields are filled in: mail programs show 70
	maxMailText   = 10_000 // characters: five pages
	maxParagraphs = 32
)

// ports are the usual ports of a submission server: RFC 8314 section 3.3, and that of a relay on this machine.
var ports = map[string]int{eventfile.SecurityStartTLS: 587, eventfile.SecurityTLS: 465, eventfile.SecurityNone: 25}

// mail checks [mail].
func (r *reader) mail(w *eventfile.Mail) *Mail {
	if w == nil {
		return nil
	}
	r.Missing("mail.from", `add under [mail]: from = "Example Institute <office@example.org>"`)
	m := &Mail{From: r.address("mail.from", w.From), ReplyTo: r.address("mail.reply_to", w.ReplyTo), Host: w.Host,
		Port:     w.Port,
		Security: w.Security, User: w.User, PerMinute: w.PerMinute, PerDay: w.PerDay,
		Subject: r.Texts("mail.subject", w.Subject, maxSubject), Text: r.Texts("mail.text", w.Text, maxMailText),
		Attach: w.Attach}
	for _, tag := range slices.Sorted(maps.Keys(m.Subject)) {
		if strings.Contains(m.Subject[tag], "\n") {
			r.Report("mail-subject", "mail.subject", fmt.Sprintf("the subject in %s has two lines", tag),
				`write it without "\n"`)
		}
	}
	r.Choice("mail.security", w.Security, eventfile.Securities...)
	r.Word("mail.user", w.User)
	r.server(w, m)
	r.attach(w.Attach)
	if len(w.Paragraphs) > maxParagraphs {
		r.Report("limit", "mail.paragraphs", fmt.Sprintf("there are %d paragraphs, more than %d", len(w.Paragraphs),
			maxParagraphs), "write what everybody gets into mail.text")
	}
	for i, p := range w.Paragraphs {
		place := values.Element("mail.paragraphs", i)
		r.Missing(place+".text", `add: text = "Thank you for your talk."`)
		r.rule(place+".where", p.Where)
		m.Paragraphs = append(m.Paragraphs, Paragraph{Text: r.Texts(place+".text", p.Text, maxMailText), Where: p.Where})
	}
	return m
}

// server checks where messages are sent.
func (r *reader) server(w *eventfile.Mail, m *Mail) {
	within := func(key string, n, most int) {
		if r.Has(key) && (n < 1 || n > most) {
			r.Report("limit", key, fmt.Sprintf("%s is %d, and must be from 1 to %d", key, n, most),
				"correct it, or delete the line for the default")
		}
	}
	within("mail.port", w.Port, eventfile.MaxPort)
	within("mail.per_minute", w.PerMinute, eventfile.MostPerMinute)
	within("mail.per_day", w.PerDay, eventfile.MostPerDay)
	if m.Port == 0 {
		m.Port = ports[w.Security]
	}
	if m.User == "" {
		m.User = m.From.Address
	}
	bare := !strings.ContainsAny(w.Host, " \t/@[]") && (!strings.Contains(w.Host, ":") || net.ParseIP(w.Host) != nil)
	if r.Has("mail.host") && (w.Host == "" || !bare || source.Printable(w.Host) != w.Host) {
		r.Report("mail-host", "mail.host", source.Quote(w.Host)+" is not a host",
			`write host = "smtp.example.org", and the port into port`)
	}
	if w.Security == eventfile.SecurityNone && w.Host != "" && !loopback(w.Host) {
		r.Report("mail-security", "mail.security",
			fmt.Sprintf(`security = "none" sends names, addresses and the password to %s in the clear`, source.Quote(w.Host)),
			`write security = "starttls" or "tls"; "none" is allowed to a server on this machine alone`)
	}
}

// loopback reports whether a host is this machine, by name or address.
func loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}

// attach checks what is attached.
func (r *reader) attach(words []string) {
	for i, word := range words {
		place := values.Element("mail.attach", i)
		r.Choice(place, word, eventfile.Attachments...)
		if slices.Index(words, word) < i {
			r.Report("twice", place, source.Quote(word)+" is attached twice", "keep one of the two")
		}
	}
}

// address checks the address of a sender: "office@example.org" or "Name <office@example.org>".
func (r *reader) address(key, text string) (a mail.Address) {
	if text == "" && !r.Has(key) {
		return a
	}
	if r.Word(key, text); source.Printable(text) != text {
		return a
	}
	read, err := mail.ParseAddress(text)
	if err != nil {
		r.Report("mail-address", key, source.Quote(text)+" is not an e-mail address",
			"write "+key[strings.LastIndexByte(key, '.')+1:]+` = "Example Institute <office@example.org>"`)
		return a
	}
	return *read
}
