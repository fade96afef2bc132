package mail

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/mail"
	"strings"
	"testing"
	"time"
)

func sample() *Message {
	return &Message{From: mail.Address{Name: "Büro, \"Amt\"", Address: "office@example.org"}, To: mail.Address{Name: "علی رضایی", Address: "ali@example.org"},
		Subject: "گواهی شرکت در نشست تهران در پیشگیری و مبارزه با جرایم سایبری و چند واژهٔ دیگر", Text: "علی رضایی گرامی،\n\nگواهی <شما>:\nhttps://v.example.org/#A\n",
		Links: []string{"https://v.example.org/#A"}, Language: "fa", ID: "abc.1@example.org", Unsubscribe: "unsubscribe ABC",
		Date: time.Unix(1_800_000_000, 0).UTC(), Attachments: []Attachment{{"گواهی علی.pdf", "application/pdf", bytes.Repeat([]byte("%PDF\x00\xff"), 5000)}}}
}

// read parses a message with the standard library.
func read(t *testing.T, data []byte) (h mail.Header, text, page string, files map[string][]byte) {
	t.Helper()
	m, err := mail.ReadMessage(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	files = map[string][]byte{}
	var walk func(kind string, body io.Reader)
	walk = func(kind string, body io.Reader) {
		_, params, err := mime.ParseMediaType(kind)
		if err != nil {
			t.Fatal(err)
		}
		for parts := multipart.NewReader(body, params["boundary"]); ; {
			p, err := parts.NextPart()
			if err == io.EOF {
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			kind := p.Header.Get("Content-Type")
			if strings.HasPrefix(kind, "multipart/") {
				walk(kind, p)
				continue
			}
			data, err := io.ReadAll(p)
			if err != nil {
				t.Fatal(err)
			}
			switch {
			case strings.HasPrefix(kind, "text/plain"):
				text = string(data)
			case strings.HasPrefix(kind, "text/html"):
				page = string(data)
			default:
				if files[p.FileName()], err = base64.StdEncoding.DecodeString(strings.ReplaceAll(string(data), "\r\n", "")); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	walk(m.Header.Get("Content-Type"), m.Body)
	return m.Header, text, page, files
}

func decoded(t *testing.T, s string) string {
	t.Helper()
	out, err := new(mime.WordDecoder).DecodeHeader(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestMessage(t *testing.T) {
	m := sample()
	data, err := m.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	again, err := sample().Bytes()
	if err != nil || !bytes.Equal(data, again) {
		t.Error("the same message has other bytes")
	}
	for line := range strings.SplitSeq(string(data), "\r\n") {
		if len(line) > 200 || strings.ContainsAny(line, "\r\n") {
			t.Errorf("a line of %d bytes: %q", len(line), line)
		}
		for _, r := range line {
			if r > 126 || r < ' ' {
				t.Fatalf("not ASCII: %q", line)
			}
		}
	}
	h, text, page, files := read(t, data)
	for key, want := range map[string]string{"Subject": m.Subject, "Message-Id": "<abc.1@example.org>", "Content-Language": "fa",
		"Auto-Submitted": "auto-generated", "List-Unsubscribe": "<mailto:office@example.org?subject=unsubscribe%20ABC>", "Date": "Fri, 15 Jan 2027 08:00:00 +0000"} {
		if got := decoded(t, h.Get(key)); got != want {
			t.Errorf("%s: %q, want %q", key, got, want)
		}
	}
	from, err := h.AddressList("From")
	if err != nil || *from[0] != m.From {
		t.Errorf("from %v, %v", from, err)
	}
	to, err := h.AddressList("To")
	if err != nil || *to[0] != m.To {
		t.Errorf("to %v, %v", to, err)
	}
	if want := strings.ReplaceAll(m.Text, "\n", "\r\n"); text != want {
		t.Errorf("%q, want %q", text, want)
	}
	for _, want := range []string{`<html lang="fa" dir="rtl">`, "<p dir=\"auto\">گواهی &lt;شما&gt;:<br>", `<a href="https://v.example.org/#A" style=`} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in %s", want, page)
		}
	}
	if len(files) != 1 || len(files["گواهی علی.pdf"]) != 30_000 {
		for name, data := range files {
			t.Errorf("%q: %d bytes", name, len(data))
		}
	}
}

// TestLine holds that whatever is in a name adds no header.
func TestLine(t *testing.T) {
	for in, want := range map[string]string{
		"Ana\r\nBcc: x@y.org":    "Ana Bcc: x@y.org",
		" a \t b\u2028c\u0085d":  "a b c d",
		"\u202egnp.exe\u202c":    "gnp.exe",
		"می‌خواهم":               "می‌خواهم", // keeps the joiner
		"\xff\x00x":              "\uFFFD x",
		"=?utf-8?q?=0d=0aBcc:?=": "= ?utf-8?q?=0d=0aBcc:?=",
		"":                       "",
	} {
		if got := Line(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	if got := Line(strings.Repeat("é", 1000)); len([]rune(got)) != maxLine {
		t.Errorf("%d characters", len([]rune(got)))
	}
}

// FuzzHeader holds that names, subjects and texts are read back as Line has them, and that there are no other headers.
func FuzzHeader(f *testing.F) {
	for _, s := range hostile {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, name, subject string) {
		m := sample()
		m.To.Name, m.Subject, m.Unsubscribe, m.Text, m.Attachments[0].Name = name, subject, subject, name, name
		data, err := m.Bytes()
		if err != nil {
			return // refused
		}
		h, _, _, files := read(t, data)
		if n := len(h); n != 10 && (n != 9 || Line(subject) != "") || len(files) != 1 {
			t.Errorf("%d headers, %d files: %v", len(h), len(files), h)
		}
		if got := decoded(t, h.Get("Subject")); got != strings.TrimSpace(Line(subject)) {
			t.Errorf("subject %q, want %q", got, Line(subject))
		}
		to, err := h.AddressList("To")
		if err != nil || len(to) != 1 || to[0].Name != Line(name) || to[0].Address != m.To.Address {
			t.Errorf("to %v, %v; want %q", to, err, Line(name))
		}
	})
}

// hostile are names that want to be more.
var hostile = []string{"Ana", "Ana\r\nBcc: a@b.org", "a\nb", "=?utf-8?q?=0d=0aBcc:_x?=", "\"a\" <b@c.org>, d", "a@b.org", "(comment) x", "x, y;", "\\\"\\",
	"=?utf-8?b?DQpCY2M6IGFAYi5vcmc=?=", "عبدالله بن محمد بن راشد المكتوم", strings.Repeat("สมชาย ", 30), strings.Repeat("x", 400), "\x00\x1b[2J", "a\u2028b",
	"髙橋 美咲", "-", "", " ", "\u202eevil", "\xff\xfe", "naïve café; filename=\"x\""}

func ExampleMessage_UTF8() {
	m := Message{To: mail.Address{Address: "δοκιμή@example.org"}}
	fmt.Println(m.UTF8())
	// Output: true
}
