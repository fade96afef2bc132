package mail

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/textproto"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/wneessen/go-mail/smtp"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/source"
)

// Security says how a connection is encrypted.
type Security uint8

// The kinds of security.
const (
	StartTLS Security = iota // turns to TLS after the greeting, or ends
	TLS                      // from the first byte
	Plain                    // never: for a server on this machine
)

// Server is a mail server that takes messages for anybody.
type Server struct {
	Host     string
	Port     int
	Security Security
	User     string
	Password string        // empty: there is none, and a server that asks for one is refused
	Timeout  time.Duration // for each answer; the one to a message may take five times as long. RFC 5321, section 4.5.3.2

	roots *x509.CertPool // nil: those of the machine
}

// Limits of a conversation.
const (
	dialTimeout = 30 * time.Second
	finalFactor = 5                      // times Timeout: ten minutes with the two of the command, as RFC 5321 wants
	maxAnswer   = 256 << 10              // bytes that a server may send without being asked again; a greeting of TLS has 6 KiB
	blink       = 10 * time.Millisecond  // for the news that the server has hung up
	grace       = 400 * time.Millisecond // for the answer to a message when the user stops the run
)

// ErrStop is wrapped by errors after which no message to anybody would be taken.
var ErrStop = errors.New("the mail server takes no message")

// stop returns a fault after which nothing can be sent.
func stop(message, hint string) error { return fault.Wrap(ErrStop, message, hint) }

// Session is an open connection to a server. It is used for one message at a time.
type Session struct {
	host   string
	line   *line
	client *smtp.Client
	free   func() bool // ends the wait for ctx
	lost   bool        // after the last message the session is of no use, and may be in the middle of it
}

// Dial connects to the server, encrypts the connection and logs in. An error that wraps ErrStop is final; any other one
// may be gone in a while. When ctx ends, the session ends.
func (s *Server) Dial(ctx context.Context) (*Session, error) {
	dialer := net.Dialer{Timeout: min(dialTimeout, s.Timeout)}
	conn, err := dialer.DialContext(ctx, "tcp", net.JoinHostPort(s.Host, strconv.Itoa(s.Port)))
	if err != nil {
		return nil, s.unreachable(err)
	}
	l := &line{Conn: conn, timeout: s.Timeout}
	c := &Session{host: s.Host, line: l, free: context.AfterFunc(ctx, l.cut)}
	if err := s.greet(c); err != nil {
		c.Close()
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, err
	}
	return c, nil
}

// config returns how certificates are checked.
func (s *Server) config() *tls.Config {
	return &tls.Config{ServerName: s.Host, MinVersion: tls.VersionTLS12, RootCAs: s.roots}
}

// greet begins the conversation up to the login.
func (s *Server) greet(c *Session) (err error) {
	var conn net.Conn = c.line
	if s.Security == TLS {
		secure := tls.Client(c.line, s.config())
		if err := secure.Handshake(); err != nil {
			return s.insecure(err)
		}
		conn = secure
	}
	if c.client, err = smtp.NewClient(conn, s.Host); err != nil {
		return s.silent("greeting", err)
	}
	name, err := os.Hostname()
	if err != nil || !strings.Contains(name, ".") || textproto.TrimString(name) != name {
		name = "localhost"
	}
	if err := c.client.Hello(name); err != nil {
		return s.silent("EHLO", err)
	}
	if s.Security == StartTLS {
		if ok, _ := c.client.Extension("STARTTLS"); !ok {
			return stop(fmt.Sprintf("%s offers no encryption (STARTTLS) on port %d", s.Host, s.Port),
				`ask your provider for host and port; many take security = "tls" on port 465`)
		}
		if err := c.client.StartTLS(s.config()); err != nil {
			return s.insecure(err)
		}
	}
	return s.login(c)
}

// login logs in where the server asks for it.
func (s *Server) login(c *Session) error {
	ok, ways := c.client.Extension("AUTH")
	switch {
	case !ok && s.Password != "" && s.Security != Plain:
		return stop(s.Host+" takes no password",
			"without LANYARD_MAIL_PASSWORD it may take messages from this network; or ask your provider for host and port")
	case !ok:
		return nil
	case s.Password == "":
		return stop(s.Host+" asks for a password",
			"set LANYARD_MAIL_PASSWORD, or give -password-file FILE, or run this in a terminal")
	}
	auth := smtp.LoginAuth(s.User, s.Password, s.Host, s.Security == Plain)
	for _, way := range []struct {
		name string
		auth smtp.Auth
	}{{"SCRAM-SHA-256", smtp.ScramSHA256Auth(s.User, s.Password)},
		{"PLAIN", smtp.PlainAuth("", s.User, s.Password, s.Host, s.Security == Plain)}} {
		if containsWord(ways, way.name) {
			auth = way.auth
			break
		}
	}
	err := c.client.Auth(auth)
	var answer *textproto.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &answer) && answer.Code/100 == 4:
		return s.silent("AUTH", err)
	case errors.As(err, &answer):
		return stop(fmt.Sprintf("%s refuses the user %s or the password: %s", s.Host, source.Quote(s.User), said(answer)),
			"check mail.user and the password; many providers want one that they make for programs")
	}
	return s.silent("AUTH", err)
}

func containsWord(words, word string) bool {
	for w := range strings.FieldsSeq(strings.ToUpper(words)) {
		if w == word {
			return true
		}
	}
	return false
}

// unreachable explains why no connection came about.
func (s *Server) unreachable(err error) error {
	var dns *net.DNSError
	if errors.As(err, &dns) && dns.IsNotFound {
		return stop(fmt.Sprintf("there is no host %s", source.Quote(s.Host)),
			"correct mail.host in event.toml: your provider says what it is")
	}
	var op *net.OpError
	cause := err
	if errors.As(err, &op) {
		cause = op.Err // without the address, which may be one that nobody wrote
	}
	return fault.Wrap(err, fmt.Sprintf("no connection to %s, port %d: %s", s.Host, s.Port,
		source.Printable(cause.Error())),
		"check mail.host and mail.port in event.toml, and whether this network lets mail out")
}

// insecure explains why a connection could not be encrypted.
func (s *Server) insecure(err error) error {
	if errors.Is(err, errTooLong) || errors.Is(err, os.ErrDeadlineExceeded) {
		return s.silent("TLS", err)
	}
	return stop(fmt.Sprintf("the connection to %s cannot be trusted: %v", s.Host, source.Printable(err.Error())),
		`check mail.host, mail.port and mail.security: "starttls" on port 587, "tls" on port 465`)
}

// silent explains an answer that did not come, or that puts everything off.
func (s *Server) silent(when string, err error) error {
	var answer *textproto.Error
	if errors.As(err, &answer) {
		message := fmt.Sprintf("%s says at %s: %s", s.Host, when, said(answer))
		if answer.Code/100 == 5 {
			return stop(message, "ask your provider what that means")
		}
		return fault.Wrap(err, message, "try again later")
	}
	if errors.Is(err, os.ErrDeadlineExceeded) {
		return fault.Wrap(err, fmt.Sprintf("%s has not answered within %v (%s)", s.Host, s.Timeout, when),
			"check mail.port and mail.security; or wait longer: -timeout 5m")
	}
	return fault.Wrap(err, fmt.Sprintf("%s ended the conversation at %s: %v", s.Host, when, source.Printable(err.Error())),
		"check mail.port and mail.security; or try again later")
}

// maxSaid is the most characters of a server's words that are shown.
const maxSaid = 200

// said returns what a server said, on one line and safe to print.
func said(e *textproto.Error) string {
	text := Line(e.Msg)
	if r := []rune(text); len(r) > maxSaid {
		text = string(r[:maxSaid]) + "…"
	}
	return strings.TrimSpace(fmt.Sprintf("%d %s", e.Code, source.Printable(text)))
}

// Close ends the connection without ceremony.
func (c *Session) Close() {
	c.free()
	c.line.Close()
}

// Quit ends the conversation as it should. A session that is of no use any more is only closed: in the middle of a
// message anything that is said first ends the message, which the server would take.
func (c *Session) Quit() {
	if !c.lost {
		c.line.patience(time.Second)
		_ = c.client.Quit() // everything is settled already
	}
	c.Close()
}
