package eventfile

import (
	"lanyard/internal/base/schema"
	"lanyard/internal/base/source"
	"lanyard/internal/input/values"
)

// Mail is [mail].
type Mail struct {
	From       string       `toml:"from"`
	ReplyTo    string       `toml:"reply_to"`
	Host       string       `toml:"host"`
	Port       int          `toml:"port"`
	Security   string       `toml:"security"`
	User       string       `toml:"user"`
	PerMinute  int          `toml:"per_minute"`
	PerDay     int          `toml:"per_day"`
	Subject    source.Texts `toml:"subject"`
	Text       source.Texts `toml:"text"`
	Attach     []string     `toml:"attach"`
	Paragraphs []Paragraph  `toml:"paragraphs"`
}

// Paragraph is [[mail.paragraphs]].
type Paragraph struct {
	Text  source.Texts `toml:"text"`
	Where string       `toml:"where"`
}

// The words of mail.security.
const (
	SecurityStartTLS = "starttls"
	SecurityTLS      = "tls"
	SecurityNone     = "none"
)

// Securities are the words of mail.security.
var Securities = []string{SecurityStartTLS, SecurityTLS, SecurityNone}

// The words of mail.attach.
const (
	AttachCertificate = "certificate"
	AttachBadge       = "badge"
	AttachOpenBadge   = "open-badge"
)

// Attachments are the words of mail.attach.
var Attachments = []string{AttachCertificate, AttachBadge, AttachOpenBadge}

// Limits of [mail].
const (
	// DefaultPerMinute is the pace without mail.per_minute: providers that block fast senders let this pass.
	DefaultPerMinute = 30
	// MostPerMinute is the fastest pace: a message every 10 ms, which no provider takes.
	MostPerMinute = 6000
	// MostPerDay is the largest limit of a day.
	MostPerDay = 100_000
	// MaxPort is the largest port of TCP.
	MaxPort = 65_535
)

// notesOnMail explains the keys of [mail].
func notesOnMail() map[string]schema.Note {
	return map[string]schema.Note{
		"mail": {About: "How \"lanyard send\" mails everybody their certificate: see \"lanyard help send\". The password is never in this file."},
		"mail.from": {About: "The sender, as recipients see it.", Needed: true, Pattern: values.TextPattern,
			Such: []string{"Example Institute <office@example.org>", "office@example.org"}},
		"mail.reply_to": {About: "Where answers go. Default: to the sender.", Pattern: values.TextPattern,
			Such: []string{"office@example.org"}},
		"mail.host": {About: "The host of your provider's mail server (SMTP). Only \"lanyard send -eml\" and \"-dry-run\" do without.",
			Such: []string{"smtp.example.org"}},
		"mail.port": {About: "Its port. Default: 587 with starttls, 465 with tls, 25 with none.", Least: 1, Most: MaxPort},
		"mail.security": {About: "How the connection is encrypted. starttls: it begins in the clear and must turn to TLS. tls: TLS from the first " +
			"byte. none: never, which is allowed to a server on this machine alone.", Words: Securities,
			Default: SecurityStartTLS},
		"mail.user": {About: "The name to log in with. Default: the address of from.", Pattern: values.TextPattern},
		"mail.per_minute": {About: "The most messages in a minute. Ask your provider: many block an account that sends faster. Default: 30.",
			Least: 1, Most: MostPerMinute},
		"mail.per_day": {About: "The most messages in any 24 hours. When it is reached, send stops and says when to go on. Default: no limit.",
			Least: 1, Most: MostPerDay},
		"mail.subject": {About: "The subject, with fields in double braces, like those of templates. Default: the built-in words for a " +
			"certificate, in the language of the person, and the title.", Pattern: values.TextPattern},
		"mail.text": {About: "The message, with fields: those of templates, and {{verify.link}}, the link to the certificate. An empty line begins a " +
			"paragraph. It is sent as plain text and as HTML of the same words. Default: built-in words in the language of the person.",
			Pattern: values.TextPattern},
		"mail.attach":          {About: "What is attached. []: nothing, the message has a link alone. Default: the certificate.", Words: Attachments},
		"mail.paragraphs":      {About: "Further paragraphs, below the text: each for the people who match a condition."},
		"mail.paragraphs.text": {About: "The paragraph, with fields.", Pattern: values.TextPattern, Needed: true},
		"mail.paragraphs.where": {About: "Who gets it: a condition, as in certificates.where. Default: everybody.",
			Such: []string{"role is speaker"}},
	}
}
