package batch_test

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"strings"
	"testing"

	"lanyard/internal/work/batch"
)

// TestProblems makes events with something wrong in them: each problem says
// where it is and what to do about it, and nothing is written.
func TestProblems(t *testing.T) {
	with := func(old, new string) string {
		if !strings.Contains(smallEvent, old) {
			t.Fatalf("the event has no %q", old)
		}
		return strings.Replace(smallEvent, old, new, 1)
	}
	row := func(cells string) string { return smallList + cells + "\n" }
	for _, c := range []struct {
		name        string
		toml, list  string
		more        map[string]string
		file        string
		line        int
		code        string
		says        string // part of message or hint
		withoutLine bool
	}{
		{name: "unknown key", toml: "tilte = \"x\"\n" + smallEvent, file: "event.toml", line: 1, code: "toml-unknown-key", says: "title"},
		{name: "missing list", toml: with("[issuer]", "[attendees]\nfile = \"people.csv\"\n\n[issuer]"), file: "event.toml", line: 8, code: "event-attendees", says: "people.csv"},
		{name: "list that is a folder", toml: with("[issuer]", "[attendees]\nfile = \"people\"\n\n[issuer]"), more: map[string]string{"people/x": ""}, file: "event.toml", line: 8, code: "event-attendees"},
		{name: "unknown badge template", toml: with("[badges]\ntemplate = \"bilingual\"", "[badges]\ntemplate = \"bilingal\""), file: "event.toml", line: 22, code: "event-template", says: "bilingual"},
		{name: "missing own template", toml: with("[badges]\ntemplate = \"bilingual\"", "[badges]\ntemplate = \"design/badge.toml\""), file: "event.toml", line: 22, code: "event-template", says: "design/badge.toml"},
		{name: "template of the other kind", toml: with("[badges]\ntemplate = \"bilingual\"", "[badges]\ntemplate = \"design/own\""), file: "event.toml", line: 22, code: "event-template", says: "for a certificate",
			more: map[string]string{"design/own/template.toml": "name = \"own\"\nkind = \"certificate\"\nsize = [\"90mm\", \"65mm\"]\n\n[[box]]\ntype = \"text\"\nat = [\"0mm\", \"0mm\"]\nsize = [\"90mm\", \"9mm\"]\ntext = \"{{name}}\"\n"}},
		{name: "wrong own template", toml: with("[badges]\ntemplate = \"bilingual\"", "[badges]\ntemplate = \"design/own.toml\""), file: "design/own.toml", line: 3, code: "",
			more: map[string]string{"design/own.toml": "name = \"own\"\nkind = \"badge\"\nsize = [\"90pixels\", \"65mm\"]\n"}},
		{name: "unknown sheet", toml: with("[badges]\n", "[badges]\nsheet = \"A44\"\n"), file: "event.toml", line: 22, says: "A4"},
		{name: "too many columns", toml: with("[badges]\n", "[badges]\ncolumns = 9\n"), file: "event.toml", code: "event-sheet", withoutLine: true},
		{name: "missing picture", toml: smallEvent + "\n[pictures]\nlogo = \"logo.png\"\n", file: "event.toml", line: 28, code: "event-picture", says: "logo.png"},
		{name: "picture that is none", toml: smallEvent + "\n[pictures]\nlogo = \"logo.png\"\n", more: map[string]string{"logo.png": "no picture"}, file: "event.toml", line: 28, code: "event-picture", says: "PNG"},
		{name: "enormous picture", toml: smallEvent + "\n[pictures]\nlogo = \"logo.png\"\n", more: map[string]string{"logo.png": enormous()}, file: "event.toml", line: 28, code: "event-picture", says: "100000 x 100000"},
		{name: "drawing with text", toml: smallEvent + "\n[pictures]\nlogo = \"logo.svg\"\n", more: map[string]string{"logo.svg": "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">\n<text>A</text></svg>"}, file: "logo.svg", line: 2, code: "event-picture", says: "Object to Path"},
		{name: "picture outside", toml: smallEvent + "\n[pictures]\nlogo = \"../logo.png\"\n", file: "event.toml", line: 28},
		{name: "missing signature", toml: smallEvent + "\n[[certificates.signatories]]\nname = \"A\"\npicture = \"sign.png\"\n", file: "event.toml", line: 29, code: "event-picture", says: "sign.png"},
		{name: "missing font", toml: smallEvent + "\n[[fonts]]\nfamily = \"Brand\"\nfile = \"brand.ttf\"\n", file: "event.toml", line: 29, code: "event-font", says: "brand.ttf"},
		{name: "broken font", toml: smallEvent + "\n[[fonts]]\nfamily = \"Brand\"\nfile = \"brand.ttf\"\n", more: map[string]string{"brand.ttf": "\x00\x01\x00\x00 no font"}, file: "event.toml", line: 27, code: "event-font", withoutLine: true},
		{name: "missing background", toml: backedBadge, more: backed("design/paper.pdf", "none"), file: "design/own.toml", line: 5, code: "template-background", says: `there is no file "design/paper.pdf"`},
		{name: "background that no picture is", toml: backedBadge, more: backed("paper", "none"), file: "design/own.toml", line: 5, code: "template-background", says: "[pictures] paper ="},
		{name: "background outside", toml: backedBadge, more: backed("../paper.pdf", "none"), file: "design/own.toml", line: 5, code: "template-background", says: "leads out"},
		{name: "broken background", toml: backedBadge, more: backed("design/paper.pdf", "%PDF-1.7\nnothing else"), file: "design/own.toml", line: 5, code: "template-background", says: `the PDF "design/paper.pdf" cannot be used: the file is damaged`},
		{name: "background of another shape", toml: backedBadge, more: backed("design/paper.pdf", artwork(100, 100)), file: "design/own.toml", line: 5, code: "template-background",
			says: "it is 100mm x 100mm, and the badge is 90mm x 65mm (96mm x 71mm with its bleed)"},
		{name: "background without the page", toml: backedBadge, more: backed("design/paper.pdf\"\nbackground_page = 2 # \"", artwork(96, 71)), file: "design/own.toml", line: 5, code: "template-background", says: "it has 1 page and no page 2"},
		{name: "broken PDF for a picture", toml: smallEvent + "\n[pictures]\nlogo = \"logo.pdf\"\n", more: map[string]string{"logo.pdf": "%PDF-1.7\n"}, file: "event.toml", line: 28, code: "event-picture", says: `the PDF "logo.pdf" cannot be used`},
		{name: "empty list", list: "id,name\n", file: "attendees.csv", withoutLine: true},
		{name: "no names", list: "id,mail\n1,x@mail.example.org\n", file: "attendees.csv", withoutLine: true},
		{name: "unknown role", list: row("4,Bo,,en,Zoo,Ireland,speeker,"), file: "attendees.csv", line: 5, code: "person-unknown-role", says: "speaker"},
		{name: "unknown access mark", list: "name,access\nBo,backstag\n", file: "attendees.csv", line: 2, code: "person-unknown-access", says: "backstage"},
		{name: "letter without a glyph", list: row("4,Una \U0001F984,,en,Zoo,Ireland,guest,"), file: "attendees.csv", line: 5, code: "layout-no-glyph", says: "U+1F984"},
		{name: "name too long", list: row("4," + strings.Repeat("Throckmorton", 12) + ",,en,Zoo,Ireland,guest,"), file: "attendees.csv", line: 5, code: "layout-overflow", says: "smallest size"},
		{name: "the same id twice", list: row("1,Bo,,en,Zoo,Ireland,guest,"), file: "attendees.csv", line: 5},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.toml == "" {
				c.toml = smallEvent
			}
			if c.list == "" {
				c.list = smallList
			}
			e := newEvent(t, c.toml, c.list, c.more)
			made, err := e.try(batch.Job{})
			if !errors.Is(err, batch.ErrProblems) || made.Problems.Err() == nil {
				t.Fatalf("it ended with %v", err)
			}
			found := false
			for _, p := range made.Problems {
				if p.Hint == "" && !strings.Contains(p.Message, ": use ") {
					t.Errorf("it does not say what to do: %v", p)
				}
				inPlace := p.File == c.file && (c.withoutLine || p.Line == c.line)
				found = found || inPlace && (c.code == "" || p.Code == c.code) && strings.Contains(p.Message+"\n"+p.Hint, c.says)
			}
			if !found {
				t.Errorf("expected %s:%d %s with %q, got:%s", c.file, c.line, c.code, c.says, listed(made))
			}
			for _, name := range []string{"keys", "ledger.db", "out/manifest.json", "out/badges.pdf"} {
				if e.exists(name) {
					t.Errorf("%s was written", name)
				}
			}
			checked, err := batch.Check(t.Context(), batch.Job{Dir: e.dir, Now: later(0)})
			if !errors.Is(err, batch.ErrProblems) || checked.Problems.Err() == nil {
				t.Errorf("Check ended with %v:%s", err, listed(checked))
			}
		})
	}
}

func listed(r *batch.Report) string {
	var b strings.Builder
	for _, p := range r.Problems {
		fmt.Fprintf(&b, "\n  %s %v | %s", p.Code, p, p.Hint)
	}
	return b.String()
}

// enormous returns the head of a PNG of 100,000 by 100,000 pixels (W3C PNG,
// 11.2.1).
func enormous() string {
	header := []byte("IHDR")
	header = binary.BigEndian.AppendUint32(header, 100_000)
	header = binary.BigEndian.AppendUint32(header, 100_000)
	header = append(header, 8, 6, 0, 0, 0)
	file := []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d")
	file = append(file, header...)
	return string(binary.BigEndian.AppendUint32(file, crc32.ChecksumIEEE(header)))
}

// TestLinksLeadNowhere follows no symbolic link out of the event's folder.
func TestLinksLeadNowhere(t *testing.T) {
	e := newEvent(t, strings.Replace(smallEvent, "[issuer]", "[attendees]\nfile = \"people.csv\"\n\n[issuer]", 1), smallList, nil)
	outside := newEvent(t, smallEvent, smallList, nil)
	if err := os.Symlink(outside.path("attendees.csv"), e.path("people.csv")); err != nil {
		t.Skipf("no symbolic links here: %v", err)
	}
	report, err := e.try(batch.Job{})
	if !errors.Is(err, batch.ErrProblems) || len(report.Problems) != 1 || report.Problems[0].Code != "event-attendees" || report.Problems[0].Line != 8 {
		t.Errorf("%v:%s", err, listed(report))
	}
}

// TestNoEvent tells where there is no event how to make one.
func TestNoEvent(t *testing.T) {
	report, err := batch.Make(t.Context(), batch.Job{Dir: t.TempDir(), Now: later(0)})
	if !errors.Is(err, batch.ErrProblems) || len(report.Problems) != 1 || !strings.Contains(report.Problems[0].Hint, "lanyard init") {
		t.Errorf("%v:%s", err, listed(report))
	}
	if _, err := batch.Make(t.Context(), batch.Job{Dir: "no/such/folder", Now: later(0)}); err == nil || errors.Is(err, batch.ErrProblems) {
		t.Errorf("a folder that is not there gave %v", err)
	}
}
