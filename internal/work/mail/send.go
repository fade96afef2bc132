package mail

import (
	"context"
	"errors"
	"fmt"
	"net/textproto"
	"os"
	"regexp"
	"strings"
	"unicode"

	"github.com/wneessen/go-mail/smtp"
	"golang.org/x/net/idna"

	"lanyard/internal/base/source"
)

// Verdict is what became of one attempt to hand a message over.
type Verdict uint8

// The verdicts.
const (
	Accepted Verdict = iota // the server has it
	Deferred                // not now; it has not been delivered
	Refused                 // never to this address, or not this message
	Unknown                 // the server had all of it, and its answer did not come
)

// Outcome is the result of Send.
type Outcome struct {
	Verdict
	Code    int    // reply code; 0: there was no answer
	Status  string // enhanced status code, like 5.1.1; may be empty
	Said    string // the server's words, safe to print; may be empty
	Content bool   // Refused: it was the message that was refused, not the address
	Lost    bool   // the session is of no use any more
	Err     error  // not nil: nothing can be sent to anybody; wraps ErrStop, or is the error of handed
}

// Send hands a message over, whose bytes are data. handed is called when the server has all of it but its end; only
// when that returns nil is the end sent.
func (c *Session) Send(ctx context.Context, m *Message, data []byte, handed func() error) Outcome {
	o := c.send(ctx, m, data, handed)
	c.lost = o.Lost || o.Err != nil
	return o
}

func (c *Session) send(ctx context.Context, m *Message, data []byte, handed func() error) Outcome {
	from, to, utf8 := ASCII(m.From.Address), ASCII(m.To.Address), m.UTF8()
	if ok, _ := c.client.Extension("SMTPUTF8"); utf8 && !ok {
		return Outcome{Verdict: Refused, Said: "the mail server takes no addresses with letters beyond ASCII (SMTPUTF8)"}
	}
	c.client.SkipSMTPUTF8(!utf8)
	if err := c.client.Mail("<" + from + ">"); err != nil {
		o := c.early(ctx, err)
		if o.Verdict == Refused {
			o.Err = stop(fmt.Sprintf("%s refuses the sender %s: %s", c.host, source.Quote(from), o.Said),
				"check mail.from and mail.user in event.toml: many servers let a user send from their own address alone")
		}
		return o
	}
	if err := c.client.Rcpt("<" + to + ">"); err != nil {
		return c.early(ctx, err)
	}
	w, err := c.client.Data()
	if err != nil {
		o := c.early(ctx, err)
		o.Content = true
		return o
	}
	if _, err := w.Write(data); err != nil || c.hungUp() || ctx.Err() != nil {
		return Outcome{Verdict: Deferred, Said: broken(ctx) + " within the message", Lost: true}
	}
	if err := handed(); err != nil {
		return Outcome{Verdict: Deferred, Lost: true, Err: err}
	}
	c.line.await(true)
	err = w.Close()
	c.line.await(false)
	var answer *textproto.Error
	switch {
	case err == nil:
		o := Outcome{Verdict: Accepted, Code: 250}
		if d, ok := w.(*smtp.DataCloser); ok {
			o.Status = enhanced.FindString(d.ServerResponse())
		}
		return o
	case errors.As(err, &answer):
		o := outcomeOf(answer)
		o.Content = true
		return o
	}
	return Outcome{Verdict: Unknown, Said: broken(ctx) + " before the answer", Lost: true}
}

// broken says why the conversation ended in the middle: the user stopped the run, or the connection was lost.
func broken(ctx context.Context) string {
	if ctx.Err() != nil {
		return "stopped"
	}
	return "the connection was lost"
}

// hungUp reports whether the server has ended the connection in the middle of a message: then it is not unknown what
// became of it.
func (c *Session) hungUp() bool {
	if c.client.Text.W.Flush() != nil {
		return true
	}
	c.line.glancing(true)
	defer c.line.glancing(false)
	_, err := c.client.Text.R.Peek(1)
	return err != nil && !errors.Is(err, os.ErrDeadlineExceeded)
}

// early is the outcome of an error before the message was sent. A session that goes on is reset.
func (c *Session) early(ctx context.Context, err error) Outcome {
	var answer *textproto.Error
	if !errors.As(err, &answer) {
		return Outcome{Verdict: Deferred, Said: broken(ctx), Lost: true}
	}
	o := outcomeOf(answer)
	if e := answer.Code; e == loginNeeded || e == tlsNeeded {
		o.Err = stop(fmt.Sprintf("%s takes nothing without a login: %s", c.host, o.Said),
			"set LANYARD_MAIL_PASSWORD, or give -password-file FILE")
	}
	if !o.Lost {
		o.Lost = c.client.Reset() != nil
	}
	return o
}

// enhanced is the status code that begins the words of an answer: RFC 2034.
var enhanced = regexp.MustCompile(`^[245]\.\d{1,3}\.\d{1,3}\b`)

// Reply codes that mean more than their first digit.
const (
	shutting    = 421 // the server ends the conversation: RFC 5321, section 3.8
	loginNeeded = 530 // RFC 4954, section 6
	tlsNeeded   = 538 // likewise
)

// outcomeOf is the outcome of an answer that is not a success.
func outcomeOf(e *textproto.Error) Outcome {
	o := Outcome{Verdict: Refused, Code: e.Code, Status: enhanced.FindString(e.Msg), Said: said(e),
		Lost: e.Code == shutting}
	if e.Code/100 != 5 {
		o.Verdict = Deferred
	}
	return o
}

// ASCII returns an address as messages and servers are given it: a domain beyond ASCII is in the form of the DNS
// (RFC 5891). What has no such form stays as it is, and so does what is before the @.
func ASCII(address string) string {
	at := strings.LastIndexByte(address, '@')
	if isASCII(address[at+1:]) {
		return address
	}
	if domain, err := idna.Lookup.ToASCII(address[at+1:]); err == nil {
		return address[:at+1] + domain
	}
	return address
}

func isASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r > unicode.MaxASCII })
}
