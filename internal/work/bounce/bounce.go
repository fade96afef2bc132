// Package bounce reads what came back of messages: delivery reports (RFC 3464) in a mailbox.
//
//	mailbox (mbox, Maildir, folder of .eml files, one message) -> Reports
//
// What a report says is in its fields and not in its words, so its language does not matter. A mailbox of any size is
// read as a stream, one message at a time.
//
// # Decisions
//
// A report is matched by the Message-ID of what came back, else by the address. Anybody can send us a report that is
// none; the worst that comes of it is that a person is asked for their address. Notices that do not follow RFC 3464 are
// counted and named, and change nothing.
package bounce

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/fault"
)

// Limits of a mailbox.
const (
	maxMessage = 64 << 20 // bytes of a message that are looked at; more than any server returns
	maxFields  = 1 << 20  // bytes of the fields of a report, and of the header of what came back
	maxParts   = 100      // parts of a message
	maxDepth   = 4        // messages within messages: forwarded reports
	maxFiles   = 1_000_000
)

// Action is what a report says happened, as RFC 3464, section 2.3.3 has it.
type Action string

// The actions that matter here. The others are relayed and expanded.
const (
	Failed    Action = "failed"
	Delayed   Action = "delayed"
	Delivered Action = "delivered"
)

// Report is what a delivery report says of one recipient.
type Report struct {
	Message   string // Message-ID of what came back, without brackets; empty: the report does not say
	Recipient string // the address it was for, as the report has it; may be empty
	Action    Action
	Status    string    // like 5.1.1; may be empty
	Said      string    // the words of the server that refused it; may be empty
	At        time.Time // when the report was written; zero: it does not say
}

// Found is what is in a mailbox.
type Found struct {
	Messages int      // in all
	Reports  int      // messages that are delivery reports
	Notices  []string // subjects of messages that look like a report and do not follow RFC 3464
	Unread   int      // messages that could not be read
}

// Each calls f for each recipient of each delivery report at path, which is an mbox file, a Maildir, a folder of
// messages, or one message.
func Each(path string, f func(Report)) (found Found, err error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return found, fault.New(fmt.Sprintf("there is no mailbox %q", path),
			"name an mbox file, a Maildir, or a folder of .eml files")
	}
	if err != nil {
		return found, fmt.Errorf("reading mailbox: %w", err)
	}
	if !info.IsDir() {
		return found, found.file(path, f)
	}
	files, err := messages(path)
	if err != nil {
		return found, err
	}
	for _, file := range files {
		if err := found.file(file, f); err != nil {
			return found, err
		}
	}
	return found, nil
}

// messages returns the files of a Maildir, or of a folder of messages, in order.
func messages(path string) (files []string, err error) {
	folders := []string{path}
	if _, err := os.Stat(filepath.Join(path, "cur")); err == nil {
		folders = []string{filepath.Join(path, "cur"), filepath.Join(path, "new")}
	}
	for _, folder := range folders {
		entries, err := os.ReadDir(folder)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("reading mailbox: %w", err)
		}
		for _, e := range entries {
			if e.Type().IsRegular() && !strings.HasPrefix(e.Name(), ".") {
				files = append(files, filepath.Join(folder, e.Name()))
			}
		}
	}
	if len(files) == 0 {
		return nil, fault.New(fmt.Sprintf("there is no message in %q", path),
			"name an mbox file, a Maildir, or a folder of .eml files")
	}
	if len(files) > maxFiles {
		return nil, fault.New(fmt.Sprintf("there are %d files in %q, more than %d", len(files), path, maxFiles),
			"move old messages away")
	}
	slices.Sort(files)
	return files, nil
}

// file reads one file of messages.
func (d *Found) file(path string, f func(Report)) error {
	in, err := bundle.OpenRegular(path)
	if err != nil {
		return fmt.Errorf("reading mailbox: %w", err)
	}
	defer in.Close()
	return d.Mailbox(in, f)
}

// Mailbox reads an mbox, or one message.
func (d *Found) Mailbox(r io.Reader, f func(Report)) error {
	box := &mbox{in: bufio.NewReaderSize(r, 64<<10), start: true}
	for box.next() {
		d.Messages++
		d.message(io.LimitReader(box, maxMessage), f)
		if _, err := io.Copy(io.Discard, box); err != nil {
			return fmt.Errorf("reading mailbox: %w", err)
		}
	}
	if box.err != nil {
		return fmt.Errorf("reading mailbox: %w", box.err)
	}
	return nil
}

// mbox is a reader of the messages of an mbox, one after the other (RFC 4155). A file without its separators is one
// message.
type mbox struct {
	in    *bufio.Reader
	start bool   // at the start of a line
	blank bool   // the line before was empty
	rest  []byte // of a line that was read and not handed out
	ended bool   // the message has ended
	any   bool   // a message was found
	many  bool   // the file begins with a separator
	err   error  // of the file, other than its end
	eof   bool
}

var separator = []byte("From ")

// next goes to the next message, and reports whether there is one.
func (b *mbox) next() bool {
	if b.err != nil || b.eof && len(b.rest) == 0 {
		return false
	}
	if !b.any {
		b.any = true
		head, err := b.in.Peek(len(separator))
		if err != nil && len(head) == 0 {
			b.end(err)
			return false
		}
		if b.many = bytes.Equal(head, separator); b.many {
			b.skip()
		}
	}
	b.ended, b.start, b.blank = false, true, false
	return true
}

// skip leaves the rest of a line out.
func (b *mbox) skip() {
	for {
		_, err := b.in.ReadSlice('\n')
		if err == nil {
			return
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			b.end(err)
			return
		}
	}
}

func (b *mbox) end(err error) {
	b.eof = true
	if !errors.Is(err, io.EOF) {
		b.err = err
	}
}

// Read hands out the message up to the next separator: a line that begins with "From " after an empty one.
func (b *mbox) Read(p []byte) (int, error) {
	for len(b.rest) == 0 {
		if b.ended || b.eof {
			return 0, io.EOF
		}
		if b.many && b.start && b.blank {
			if head, _ := b.in.Peek(len(separator)); bytes.Equal(head, separator) {
				b.skip()
				b.ended = true
				return 0, io.EOF
			}
		}
		line, err := b.in.ReadSlice('\n')
		whole := err == nil
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			b.end(err)
		}
		b.blank = b.start && whole && len(bytes.TrimRight(line, "\r\n")) == 0
		b.start = whole
		b.rest = append(b.rest[:0], line...)
	}
	n := copy(p, b.rest)
	b.rest = b.rest[n:]
	return n, nil
}

// message reads one message.
func (d *Found) message(r io.Reader, f func(Report)) {
	m, err := mail.ReadMessage(bufio.NewReader(r))
	if err != nil {
		d.Unread++
		return
	}
	s := &scan{}
	s.at, _ = m.Header.Date()
	s.part(textproto.MIMEHeader(m.Header), m.Body, 0)
	for _, one := range s.reports {
		one.Message, one.At = s.original, s.at
		f(one)
	}
	switch {
	case len(s.reports) > 0:
		d.Reports++
	case looksLikeReport(m.Header):
		subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
		if err != nil {
			subject = m.Header.Get("Subject")
		}
		d.Notices = append(d.Notices, subject)
	}
}

// looksLikeReport reports whether a message comes from a mail server and not from a person.
func looksLikeReport(h mail.Header) bool {
	from := strings.ToLower(h.Get("From"))
	return strings.TrimSpace(h.Get("Return-Path")) == "<>" && h.Get("Auto-Submitted") != "auto-generated" ||
		strings.Contains(from, "mailer-daemon@") || strings.Contains(from, "postmaster@")
}

// scan is what was found in a message so far.
type scan struct {
	reports  []Report
	original string // Message-ID of what came back
	at       time.Time
	parts    int
}

// part looks at one part of a message.
func (s *scan) part(h textproto.MIMEHeader, body io.Reader, depth int) {
	kind, params, err := mime.ParseMediaType(h.Get("Content-Type"))
	if s.parts++; err != nil || s.parts > maxParts || depth > maxDepth {
		return
	}
	switch {
	case strings.HasPrefix(kind, "multipart/"):
		for parts := multipart.NewReader(body, params["boundary"]); ; {
			p, err := parts.NextRawPart()
			if err != nil {
				return // the end, or all that can be read
			}
			s.part(p.Header, p, depth+1)
		}
	case kind == "message/delivery-status" || kind == "message/global-delivery-status":
		s.status(decoded(h, body))
	case len(s.reports) > 0 && (kind == "text/rfc822-headers" || kind == "message/rfc822" || kind == "message/global" ||
		kind == "message/global-headers"):
		s.returned(decoded(h, body))
	case depth > 0 && kind == "message/rfc822": // a report that somebody has forwarded
		if m, err := mail.ReadMessage(bufio.NewReader(decoded(h, body))); err == nil {
			if at, err := m.Header.Date(); err == nil {
				s.at = at
			}
			s.part(textproto.MIMEHeader(m.Header), m.Body, depth+1)
		}
	}
}

// decoded returns a part without its transfer encoding.
func decoded(h textproto.MIMEHeader, body io.Reader) io.Reader {
	switch strings.ToLower(strings.TrimSpace(h.Get("Content-Transfer-Encoding"))) {
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, body)
	case "quoted-printable":
		return quotedprintable.NewReader(body)
	}
	return body
}

// status reads the fields of a report: a group for the message, and one for each recipient, between empty lines.
func (s *scan) status(r io.Reader) {
	in := textproto.NewReader(bufio.NewReader(io.LimitReader(r, maxFields)))
	for groups := 0; groups < 1000; groups++ {
		fields, err := in.ReadMIMEHeader()
		if address := typed(fields.Get("Final-Recipient")); address != "" || fields.Get("Action") != "" {
			if original := typed(fields.Get("Original-Recipient")); original != "" {
				address = original
			}
			status, _, _ := strings.Cut(strings.TrimSpace(fields.Get("Status")), " ")
			s.reports = append(s.reports, Report{Recipient: address,
				Action: Action(strings.ToLower(strings.TrimSpace(fields.Get("Action")))), Status: status,
				Said: typed(fields.Get("Diagnostic-Code"))})
		}
		if err != nil {
			return
		}
	}
}

// typed returns a field of the form "rfc822; value" without its type.
func typed(field string) string {
	if _, value, ok := strings.Cut(field, ";"); ok {
		field = value
	}
	return strings.Trim(strings.TrimSpace(field), "<>")
}

// returned reads the header of what came back.
func (s *scan) returned(r io.Reader) {
	h, _ := textproto.NewReader(bufio.NewReader(io.LimitReader(r, maxFields))).ReadMIMEHeader() // as far as it goes
	if id := strings.Trim(strings.TrimSpace(h.Get("Message-Id")), "<>"); id != "" && s.original == "" {
		s.original = id
	}
}
