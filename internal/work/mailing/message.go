package mailing

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	netmail "net/mail"
	"path"
	"slices"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/paper"
	"lanyard/internal/input/eventfile"
	"lanyard/internal/trust/openbadge"
	"lanyard/internal/work/issue"
	"lanyard/internal/work/mail"
	"lanyard/internal/work/press"
)

// maxAttached limits what is attached to one message, in bytes: many servers take ten megabytes, and base64 adds a
// third.
const maxAttached = 7 << 20

// Message makes the message of a letter: text, HTML and attachments. It fails when a file is not the one that make
// wrote.
func (m *Mailing) Message(l *Letter) (*mail.Message, error) {
	e, p := m.List.Event, l.Person()
	words := m.words.say(l.Papers[0])
	out := &mail.Message{From: e.Mail.From, ReplyTo: e.Mail.ReplyTo, To: netmail.Address{Name: p.Name, Address: p.Email},
		Subject: words.subject, Text: words.text, Links: slices.DeleteFunc(words.links,
			func(s string) bool { return s == "" }),
		Language: words.lang, ID: l.ID, Unsubscribe: "unsubscribe " + l.Number().String(), Date: m.job.Clock()}
	l.foreign = !words.exact
	if !m.attaches() {
		return out, nil
	}
	size := 0
	for _, one := range l.Papers {
		all, err := m.attachments(one)
		if err != nil {
			return nil, err
		}
		for _, a := range all {
			size += len(a.Data)
		}
		if size > maxAttached {
			return nil, fault.New(fmt.Sprintf("the papers of %s have %d bytes, more than mail servers take", one.Number, size),
				"attach less: mail.attach in event.toml; [] sends a link alone. Large pictures in the template are the usual cause")
		}
		out.Attachments = append(out.Attachments, all...)
	}
	return out, nil
}

// attachments returns what is attached of a paper: its file, its Open Badge, or both.
func (m *Mailing) attachments(one issue.Issued) (all []mail.Attachment, err error) {
	words := m.List.Event.Mail.Attach
	if slices.Contains(words, one.Kind.String()) || m.job.Only == one.Kind.Plural() {
		a, err := m.attachment(one)
		if err != nil {
			return nil, err
		}
		all = append(all, a)
	}
	if openbadge.Has(one.Kind) && slices.Contains(words, eventfile.AttachOpenBadge) {
		badge, err := issue.OpenBadge(m.desk.Keys, one)
		if err != nil {
			return nil, fmt.Errorf("making the Open Badge of %s: %w", one.Number, err)
		}
		all = append(all, mail.Attachment{Name: eventfile.AttachOpenBadge + "-" + one.Number.String() + ".json",
			Type: "application/json", Data: badge})
	}
	return all, nil
}

// attachment returns a paper as a file.
func (m *Mailing) attachment(one issue.Issued) (a mail.Attachment, err error) {
	switch one.Kind {
	case paper.Badge:
		if m.badges == nil {
			m.badges, m.layouter = press.New(m.List.DesignOf(paper.Badge)), m.List.Layouter()
		}
		var b bytes.Buffer
		if err := m.badges.Alone(m.layouter, &b, one); err != nil {
			return a, fmt.Errorf("drawing the badge %s: %w", one.Number, err)
		}
		return mail.Attachment{Name: eventfile.AttachBadge + "-" + one.Number.String() + ".pdf", Type: "application/pdf",
			Data: b.Bytes()}, nil
	case paper.Certificate:
	}
	f := m.files[one.Number.String()]
	data, err := m.out.Read(f.File, f.Size)
	if err == nil && sha256.Sum256(data) != f.Sum {
		err = fault.New(fmt.Sprintf("%s is not as make wrote it", f.File), "make it again: lanyard make")
	}
	if err != nil {
		return a, fault.Wrap(err, fmt.Sprintf("reading the certificate %s: %v", one.Number, err),
			"make it again: lanyard make")
	}
	return mail.Attachment{Name: path.Base(f.File), Type: "application/pdf", Data: data}, nil
}
