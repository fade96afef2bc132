package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/pdf"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/verifier"
	"lanyard/internal/typography/font"
)

// madePDF returns a PDF whose page says some texts around the link of a token.
func madePDF(t *testing.T, url string, texts ...string) []byte {
	t.Helper()
	return madeWith(t, nil, url, texts...)
}

// madeWith does so with a token attached, and without a link when there is no url.
func madeWith(t *testing.T, token credential.Token, url string, texts ...string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "fonts", "NotoSans", "NotoSans-Regular.ttf"))
	if err != nil {
		t.Fatal(err)
	}
	f, err := font.Parse("Noto Sans", data)
	if err != nil {
		t.Fatal(err)
	}
	var items []page.Item
	if url != "" {
		items = append(items, &page.Link{Box: geom.Rect{W: geom.MM(10), H: geom.MM(10)}, URL: url})
	}
	for i, text := range texts {
		run := &font.Run{Font: f, Text: text}
		for at, c := range text {
			gid, _ := f.NominalGlyph(c)
			run.Glyphs = append(run.Glyphs, font.Glyph{ID: gid, Advance: f.Advance(gid), From: int32(at), To: int32(at + len(string(c)))})
		}
		items = append(items, &page.Glyphs{At: geom.Position{X: geom.MM(5), Y: geom.MM(float64(10 * (i + 1)))}, Run: run, Size: 12 * geom.Point})
	}
	var b bytes.Buffer
	meta := pdf.Meta{Title: "Certificate"}
	if token != nil {
		meta.Attached = &pdf.Attachment{Name: "token.cwt", Type: "application/cwt", Data: token}
	}
	if err := pdf.Write(&b, meta, []*page.Page{{Size: geom.Size{W: geom.MM(100), H: geom.MM(100)}, Items: items}}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestEditedPages verifies certificates whose token is good and whose page was
// changed.
func TestEditedPages(t *testing.T) {
	day := time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC)
	secret := func(b byte) *bytes.Reader { return bytes.NewReader(bytes.Repeat([]byte{b}, 32)) }
	root, err := credential.NewRootKey(secret(1))
	if err != nil {
		t.Fatal(err)
	}
	key, err := credential.NewSigningKey(secret(2))
	if err != nil {
		t.Fatal(err)
	}
	document, err := credential.SignIssuer(&credential.Issuer{Host: "verify.example.org", Issued: day, Sequence: 1, Names: map[string]string{"en": "School"},
		Keys: []credential.Key{{Public: key.Public(), NotBefore: day, Uses: credential.UseCertificates}}}, root)
	if err != nil {
		t.Fatal(err)
	}
	issuer, err := credential.OpenIssuer(document, credential.Thumbprint{})
	if err != nil {
		t.Fatal(err)
	}
	claim := credential.Claim{Issuer: "verify.example.org", Issued: day, Number: credential.Number{1, 2, 3}, Name: "Zoë Ångström", Role: "Speaker",
		Event: "German course A1", IssuerName: "School", Status: credential.StatusRef{URI: "https://verify.example.org/s/0"}}
	token, err := credential.Sign(claim, key)
	if err != nil {
		t.Fatal(err)
	}
	number := claim.Number.String()
	by := &verifier.Trust{Issuers: []*credential.Issuer{issuer}}
	for _, c := range []struct {
		name            string
		shown           []string
		exit            int
		differs, absent []string
	}{
		{"as issued", []string{"Zoë Ångström", "German course A1", "Speaker", "School", number}, 10, nil, nil},
		{"in capitals, over two lines", []string{"ZOË", "ÅNGSTRÖM", "German", "course A1", "Speaker, School", number}, 10, nil, nil},
		{"a better course", []string{"Zoë Ångström", "German course C1", "Speaker", "School", number}, 30, []string{`event "German course A1"`}, nil},
		{"another name", []string{"Max Forger", "German course A1", "Speaker", "School", number}, 30, []string{`name "Zoë Ångström"`}, nil},
		{"another number", []string{"Zoë Ångström", "German course A1", "Speaker", "School", "0000-0000-0000-0000"}, 30, []string{`number "` + number + `"`}, nil},
		{"a design without roles", []string{"Zoë Ångström", "German course A1", "School", number}, 10, nil, []string{"role"}},
		{"nothing", nil, 30, []string{`name "Zoë Ångström"`, `number "` + number + `"`, `event "German course A1"`}, []string{"role", "issued by"}},
	} {
		path := filepath.Join(t.TempDir(), "certificate.pdf")
		if err := os.WriteFile(path, madePDF(t, token.URL("verify.example.org"), c.shown...), 0o600); err != nil {
			t.Fatal(err)
		}
		records := judge(input{path, true}, by, day)
		if len(records) != 1 {
			t.Fatalf("%s: %d records", c.name, len(records))
		}
		r := records[0]
		if r.Exit != c.exit || r.Page != 1 || !slices.Equal(r.Differs, c.differs) || !slices.Equal(r.Absent, c.absent) {
			t.Errorf("%s: exit %d, differs %q, absent %q", c.name, r.Exit, r.Differs, r.Absent)
		}
		if told := strings.Contains(r.Verdict, "BUT THE PAGE"); told != (c.differs != nil) {
			t.Errorf("%s: %s", c.name, r.Verdict)
		}
	}
	whole := []string{"Zoë Ångström", "German course A1", "Speaker", "School", number}
	claim.Name = "Max Forger"
	other, err := credential.Sign(claim, key)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		data    []byte
		exit    int
		verdict string
	}{
		"the same attached":       {madeWith(t, token, token.URL("verify.example.org"), whole...), 10, ""},
		"another attached":        {madeWith(t, other, token.URL("verify.example.org"), whole...), 30, "ANOTHER TOKEN IS ATTACHED"},
		"no code":                 {madeWith(t, token, "", whole...), 10, ""},
		"no code, another person": {madeWith(t, other, "", whole...), 30, "THE PAGE SAYS SOMETHING ELSE"},
		"no token attached":       {madeWith(t, credential.Token("nothing"), "", whole...), 50, "UNREADABLE"},
	} {
		path := filepath.Join(t.TempDir(), "certificate.pdf")
		if err := os.WriteFile(path, c.data, 0o600); err != nil {
			t.Fatal(err)
		}
		records := judge(input{path, true}, by, day)
		if len(records) != 1 || records[0].Exit != c.exit || !strings.Contains(records[0].Verdict, c.verdict) {
			t.Errorf("%s: %+v", name, records)
		}
	}
	// an update of the file is not read, and that is said
	path := filepath.Join(t.TempDir(), "certificate.pdf")
	changed := append(madePDF(t, token.URL("verify.example.org"), whole[0]), "1 0 obj\nnull\nendobj\nstartxref\n0\n%%EOF\n"...)
	if err := os.WriteFile(path, changed, 0o600); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	judge(input{path, true}, by, day)[0].print(&out)
	if !strings.Contains(out.String(), "this PDF was changed after it was made") {
		t.Errorf("said %s", &out)
	}
}
