package mail

import (
	"bufio"
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"math/big"
	"net"
	"net/mail"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"lanyard/internal/base/judge"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/maillog"
)

// fake is a mail server in this process. Its fields say how it behaves.
type fake struct {
	extensions []string // of EHLO, besides those of encryption
	starttls   bool
	tls        bool
	flood      bool              // answers without end
	silent     bool              // remembers nothing
	answers    map[string]string // to commands, by their first word; "." is the end of a message
	stall      map[string]func() // called at the start of a message, "354", and before the answer to it, "."
	cert       tls.Certificate

	mu       sync.Mutex
	commands []string
	messages []string
}

// start returns the server as a client is told of it.
func (f *fake) start(t testing.TB, host string) *Server {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	about := &x509.Certificate{SerialNumber: big.NewInt(1), DNSNames: []string{host},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true}
	if ip := net.ParseIP(host); ip != nil {
		about.IPAddresses = []net.IP{ip}
	}
	der, err := x509.CreateCertificate(rand.Reader, about, about, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	f.cert = tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go f.serve(conn)
		}
	}()
	roots := x509.NewCertPool()
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	roots.AddCert(parsed)
	return &Server{Host: "127.0.0.1", Port: listener.Addr().(*net.TCPAddr).Port, Timeout: 5 * time.Second, User: "me", roots: roots}
}

func (f *fake) serve(conn net.Conn) {
	defer conn.Close()
	secure := f.tls
	if f.tls {
		conn = tls.Server(conn, &tls.Config{Certificates: []tls.Certificate{f.cert}})
	}
	in := bufio.NewReader(conn)
	say := func(s string) { conn.Write([]byte(s + "\r\n")) }
	say("220 fake")
	for f.flood {
		if _, err := conn.Write([]byte("250-" + strings.Repeat("x", 4000) + "\r\n")); err != nil {
			return
		}
	}
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		line = strings.TrimSpace(line)
		f.mu.Lock()
		f.commands = append(f.commands, line)
		f.mu.Unlock()
		word, _, _ := strings.Cut(line, " ")
		answer, ok := f.answers[word]
		switch {
		case ok:
			say(answer)
			if strings.HasPrefix(answer, "421") {
				return
			}
		case word == "EHLO":
			say("250-fake")
			if f.starttls && !secure {
				say("250-STARTTLS")
			}
			for _, e := range f.extensions {
				say("250-" + e)
			}
			say("250 HELP")
		case word == "STARTTLS":
			say("220 go")
			conn, secure = tls.Server(conn, &tls.Config{Certificates: []tls.Certificate{f.cert}}), true
			in = bufio.NewReader(conn)
		case word == "AUTH":
			say("235 welcome")
		case word == "DATA":
			say("354 go")
			in.Peek(1) // the message has begun
			f.wait("354")
			var message strings.Builder
			for line != "." {
				if line, err = in.ReadString('\n'); err != nil {
					return
				}
				message.WriteString(line)
				line = strings.TrimRight(line, "\r\n")
			}
			f.mu.Lock()
			if !f.silent {
				f.messages = append(f.messages, message.String())
			}
			f.mu.Unlock()
			f.wait(".")
			if answer, ok := f.answers["."]; ok {
				say(answer)
			} else {
				say("250 2.6.0 queued")
			}
		case word == "QUIT":
			say("221 bye")
			return
		default:
			say("250 ok")
		}
	}
}

// wait calls what a point of the conversation waits for.
func (f *fake) wait(at string) {
	if stall := f.stall[at]; stall != nil {
		stall()
	}
}

// all is what a client has said.
func (f *fake) all() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return strings.Join(f.commands, "\n")
}

// TestEncryption holds that nothing is said in the clear where the event does not allow it, and to nobody else.
func TestEncryption(t *testing.T) {
	for name, c := range map[string]struct {
		*fake
		host     string
		security Security
		password string
		says     string // of the error; "": it works
	}{
		"starttls":         {&fake{starttls: true, extensions: []string{"AUTH LOGIN PLAIN"}}, "127.0.0.1", StartTLS, "secret", ""},
		"tls":              {&fake{tls: true, extensions: []string{"AUTH LOGIN"}}, "127.0.0.1", TLS, "secret", ""},
		"plain":            {&fake{}, "127.0.0.1", Plain, "", ""},
		"no starttls":      {&fake{extensions: []string{"AUTH PLAIN"}}, "127.0.0.1", StartTLS, "secret", "offers no encryption"},
		"of another":       {&fake{starttls: true}, "mail.example.org", StartTLS, "secret", "cannot be trusted"},
		"tls of another":   {&fake{tls: true}, "mail.example.org", TLS, "secret", "cannot be trusted"},
		"plain for tls":    {&fake{}, "127.0.0.1", TLS, "secret", "cannot be trusted"},
		"no login":         {&fake{starttls: true}, "127.0.0.1", StartTLS, "secret", "takes no password"},
		"asks":             {&fake{starttls: true, extensions: []string{"AUTH PLAIN"}}, "127.0.0.1", StartTLS, "", "asks for a password"},
		"wrong password":   {&fake{starttls: true, extensions: []string{"AUTH PLAIN"}, answers: map[string]string{"AUTH": "535 5.7.8 no"}}, "127.0.0.1", StartTLS, "secret", "535 5.7.8 no"},
		"flood of answers": {&fake{flood: true}, "127.0.0.1", Plain, "", "the answer is too long"},
	} {
		t.Run(name, func(t *testing.T) {
			f := c.fake
			s := f.start(t, c.host)
			s.Security, s.Password = c.security, c.password
			session, err := s.Dial(t.Context())
			if err == nil {
				session.Quit()
			}
			if c.says == "" && err != nil || c.says != "" && (err == nil || !strings.Contains(err.Error(), c.says)) {
				t.Errorf("%v; want %q", err, c.says)
			}
			if err != nil && strings.Contains(err.Error(), "secret") {
				t.Errorf("the error shows the password: %v", err)
			}
			login := strings.Contains(f.all(), "AUTH ")
			if login && c.says != "" && name != "wrong password" {
				t.Errorf("it logged in:\n%s", f.all())
			}
			if c.says == "" && c.password != "" && !login {
				t.Errorf("it did not log in:\n%s", f.all())
			}
		})
	}
}

// letter returns a message of which only the addresses matter.
func letter(from, replyTo, to string) *Message {
	return &Message{From: mail.Address{Address: from}, ReplyTo: mail.Address{Address: replyTo},
		To: mail.Address{Address: to}, Subject: "x", Text: "x", Language: "en", ID: "x@example.org",
		Unsubscribe: "unsubscribe x", Date: time.Unix(1_800_000_000, 0)}
}

func TestSend(t *testing.T) {
	for name, c := range map[string]struct {
		*fake
		to      string
		failing bool // what is called before the end of the message fails
		want    Outcome
		stops   bool
	}{
		"accepted":          {&fake{}, "a@b.org", false, Outcome{Verdict: Accepted, Code: 250, Status: "2.6.0"}, false},
		"dots":              {&fake{}, "a@b.org", false, Outcome{Verdict: Accepted, Code: 250, Status: "2.6.0"}, false},
		"no such user":      {&fake{answers: map[string]string{"RCPT": "550 5.1.1 no such user"}}, "a@b.org", false, Outcome{Verdict: Refused, Code: 550, Status: "5.1.1"}, false},
		"later":             {&fake{answers: map[string]string{"RCPT": "451 4.7.1 greylisted"}}, "a@b.org", false, Outcome{Verdict: Deferred, Code: 451, Status: "4.7.1"}, false},
		"goes away":         {&fake{answers: map[string]string{"MAIL": "421 bye"}}, "a@b.org", false, Outcome{Verdict: Deferred, Code: 421, Lost: true}, false},
		"sender refused":    {&fake{answers: map[string]string{"MAIL": "553 not yours"}}, "a@b.org", false, Outcome{Verdict: Refused, Code: 553}, true},
		"needs a login":     {&fake{answers: map[string]string{"RCPT": "530 log in"}}, "a@b.org", false, Outcome{Verdict: Refused, Code: 530}, true},
		"content":           {&fake{answers: map[string]string{".": "554 5.6.0 spam"}}, "a@b.org", false, Outcome{Verdict: Refused, Code: 554, Status: "5.6.0", Content: true}, false},
		"content later":     {&fake{answers: map[string]string{".": "452 full"}}, "a@b.org", false, Outcome{Verdict: Deferred, Code: 452, Content: true}, false},
		"cannot record":     {&fake{}, "a@b.org", true, Outcome{Verdict: Deferred, Lost: true}, true},
		"utf8":              {&fake{extensions: []string{"SMTPUTF8"}}, "δοκιμή@b.org", false, Outcome{Verdict: Accepted, Code: 250, Status: "2.6.0"}, false},
		"no utf8":           {&fake{}, "δοκιμή@b.org", false, Outcome{Verdict: Refused}, false},
		"domain of letters": {&fake{}, "a@bücher.example", false, Outcome{Verdict: Accepted, Code: 250, Status: "2.6.0"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			f := c.fake
			s := f.start(t, "127.0.0.1")
			s.Security = Plain
			session, err := s.Dial(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			defer session.Close()
			called := 0
			o := session.Send(t.Context(), letter("office@example.org", "", c.to), []byte("Subject: x\r\n\r\n.a\r\n..\r\n"), func() error {
				called++
				f.mu.Lock()
				defer f.mu.Unlock()
				if len(f.messages) > 0 {
					t.Error("the end of the message was sent first")
				}
				if c.failing {
					return errors.New("the disk is full")
				}
				return nil
			})
			if (o.Err != nil) != c.stops {
				t.Errorf("%v; want an error: %v", o.Err, c.stops)
			}
			session.Quit() // which ends no message
			o.Said, o.Err = "", nil
			if o != c.want {
				t.Errorf("%+v, want %+v", o, c.want)
			}
			f.mu.Lock()
			defer f.mu.Unlock()
			if c.failing && len(f.messages) > 0 {
				t.Error("it was sent although nothing was recorded")
			}
			if name == "dots" && f.messages[0] != "Subject: x\r\n\r\n..a\r\n...\r\n.\r\n" {
				t.Errorf("%q", f.messages[0])
			}
			if name == "domain of letters" && !strings.Contains(strings.Join(f.commands, "\n"), "<a@xn--bcher-kva.example>") {
				t.Errorf("%v", f.commands)
			}
			if utf8 := strings.Contains(strings.Join(f.commands, "\n"), "SMTPUTF8"); utf8 != (name == "utf8") {
				t.Errorf("SMTPUTF8 is asked for: %v", utf8)
			}
		})
	}
}

// TestAddresses holds that a message names the addresses of its envelope, and that SMTPUTF8 is asked for when one of
// them is beyond ASCII, and only then.
func TestAddresses(t *testing.T) {
	for name, c := range map[string]struct {
		from, replyTo, to string
		envelope          [2]string
		answer            string // the address in Reply-To
		utf8              bool
	}{
		"ascii":             {"a@b.org", "c@d.org", "e@F.org", [2]string{"a@b.org", "e@F.org"}, "c@d.org", false},
		"domain of reader":  {"a@b.org", "", "a@bücher.example", [2]string{"a@b.org", "a@xn--bcher-kva.example"}, "", false},
		"domain of sender":  {"a@bücher.example", "", "a@b.org", [2]string{"a@xn--bcher-kva.example", "a@b.org"}, "", false},
		"domain of answers": {"a@b.org", "a@bücher.example", "c@d.org", [2]string{"a@b.org", "c@d.org"}, "a@xn--bcher-kva.example", false},
		"name of reader":    {"a@b.org", "", "δοκιμή@bücher.example", [2]string{"a@b.org", "δοκιμή@xn--bcher-kva.example"}, "", true},
		"name of answers":   {"a@b.org", "δοκιμή@b.org", "c@d.org", [2]string{"a@b.org", "c@d.org"}, "δοκιμή@b.org", true},
		"no such domain":    {"a@b.org", "", "a@b_ü.org", [2]string{"a@b.org", "a@b_ü.org"}, "", true},
	} {
		t.Run(name, func(t *testing.T) {
			m := letter(c.from, c.replyTo, c.to)
			data, err := m.Bytes()
			if err != nil {
				t.Fatal(err)
			}
			h, _, _, _ := read(t, data)
			for key, want := range map[string]string{"From": c.envelope[0], "To": c.envelope[1], "Reply-To": c.answer} {
				if got := strings.Trim(h.Get(key), "<>"); got != want {
					t.Errorf("%s: %q, want %q", key, got, want)
				}
			}
			if asks := h.Get("List-Unsubscribe"); strings.Contains(asks, "%C3%BC") && !c.utf8 {
				t.Errorf("%s, although no address is beyond ASCII", asks)
			}
			for _, offered := range []bool{true, false} {
				f := &fake{}
				if offered {
					f.extensions = []string{"SMTPUTF8"}
				}
				s := f.start(t, "127.0.0.1")
				s.Security = Plain
				session, err := s.Dial(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				o := session.Send(t.Context(), m, data, func() error { return nil })
				session.Quit()
				said := f.all()
				if !offered && c.utf8 {
					if o.Verdict != Refused || strings.Contains(said, "DATA") {
						t.Errorf("%+v from a server without SMTPUTF8\n%s", o, said)
					}
					continue
				}
				if o.Verdict != Accepted || strings.Contains(said, "SMTPUTF8") != c.utf8 {
					t.Errorf("%+v; SMTPUTF8 is wanted: %v\n%s", o, c.utf8, said)
				}
				for _, want := range []string{"MAIL FROM:<" + c.envelope[0] + ">", "RCPT TO:<" + c.envelope[1] + ">"} {
					if !strings.Contains(said, want) {
						t.Errorf("no %s in\n%s", want, said)
					}
				}
				if !c.utf8 && !isASCII(f.messages[0]) {
					t.Errorf("letters beyond ASCII went without SMTPUTF8:\n%s", f.messages[0])
				}
			}
		})
	}
}

// TestSendStops holds that a message in which the user stops the run says so, not that the connection was lost.
func TestSendStops(t *testing.T) {
	for at, want := range map[string]Outcome{
		"354": {Verdict: Deferred, Said: "stopped within the message", Lost: true},
		".":   {Verdict: Unknown, Said: "stopped before the answer", Lost: true},
	} {
		t.Run(want.Said, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			f := &fake{stall: map[string]func(){at: func() {
				cancel()
				<-t.Context().Done() // it reads and says nothing more
			}}}
			s := f.start(t, "127.0.0.1")
			s.Security = Plain
			session, err := s.Dial(ctx)
			if err != nil {
				t.Fatal(err)
			}
			data := []byte("Subject: x\r\n\r\n.a\r\n")
			if at == "354" { // more than the connection holds while the server does not read
				data = bytes.Repeat(data, 2<<20)
			}
			o := session.Send(ctx, letter("a@b.org", "", "c@d.org"), data, func() error { return nil })
			session.Quit()
			if o != want {
				t.Errorf("%+v, want %+v", o, want)
			}
		})
	}
}

// TestDialStops holds that a stopped run does not wait for a server.
func TestDialStops(t *testing.T) {
	f := &fake{answers: map[string]string{"EHLO": "250-and"}} // an answer that goes on
	s := f.start(t, "127.0.0.1")
	s.Security, s.Timeout = Plain, time.Hour
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(100*time.Millisecond, cancel)
	if _, err := s.Dial(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("%v; want the end of the context", err)
	}
}

// TestPython holds that Python's parser reads the headers of hostile names as Line has them.
func TestPython(t *testing.T) {
	python := judge.Program(t, "python3")
	const script = `
import sys, base64, email, email.header, email.policy, email.utils
for line in sys.stdin:
    raw, name, subject = (base64.b64decode(x) for x in line.split(','))
    m = email.message_from_bytes(raw, policy=email.policy.default)
    assert len(m.keys()) in (9, 10), m.keys()
    assert not m.defects, m.defects
    assert str(m['subject'] or '') == subject.decode(), (m['subject'], subject.decode())
    to = m['to'].addresses
    assert len(to) == 1 and to[0].addr_spec == 'ali@example.org', m['to']
    # the new API of some versions keeps the blanks between encoded words of a name
    shown, address = email.utils.parseaddr(email.message_from_bytes(raw)['to'])
    assert address == 'ali@example.org', address
    assert str(email.header.make_header(email.header.decode_header(shown))) == name.decode(), (shown, name.decode())
    assert m['bcc'] is None and len(list(m.iter_attachments())) == 1
    assert m.get_body(('plain',)).get_content().strip() == 'گواهی'
print('all')
`
	var in strings.Builder
	b64 := base64.StdEncoding.EncodeToString
	for _, name := range append(hostile, "گواهی شرکت در نشست تهران برای پیشگیری از جرایم سایبری", "ประกาศนียบัตรการเข้าร่วมการประชุม") {
		m := sample()
		m.To.Name, m.Subject, m.Unsubscribe, m.Attachments[0].Name, m.Text = name, name, name, name, "گواهی"
		data, err := m.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		in.WriteString(b64(data) + "," + b64([]byte(Line(name))) + "," + b64([]byte(Line(name))) + "\n")
	}
	cmd := exec.Command(python, "-c", script)
	cmd.Stdin = strings.NewReader(in.String())
	if out, err := cmd.CombinedOutput(); err != nil || !strings.Contains(string(out), "all") {
		t.Errorf("%v\n%s", err, out)
	}
}

// BenchmarkSend makes and hands over a message with a certificate, records included: 1,000 a minute are 60 ms each.
func BenchmarkSend(b *testing.B) {
	log, err := maillog.Open(filepath.Join(b.TempDir(), maillog.File), time.Now)
	if err != nil {
		b.Fatal(err)
	}
	defer log.Close()
	f := &fake{silent: true}
	s := f.start(b, "127.0.0.1")
	s.Security = Plain
	session, err := s.Dial(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	defer session.Close()
	m := sample()
	m.Attachments[0].Data = make([]byte, 100<<10)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		n := credential.Number{byte(i), byte(i >> 8), byte(i >> 16)}
		if err := log.Plan([]maillog.Letter{{Number: n, Message: "m"}}); err != nil {
			b.Fatal(err)
		}
		data, err := m.Bytes()
		if err != nil {
			b.Fatal(err)
		}
		o := session.Send(b.Context(), m, data, func() error { return log.Record(n, maillog.Step{State: maillog.Handed}) })
		if o.Verdict != Accepted {
			b.Fatal(o)
		}
		if err := log.Record(n, maillog.Step{State: maillog.Accepted, Code: o.Code}); err != nil {
			b.Fatal(err)
		}
	}
}
