package verify

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	qrcode "github.com/skip2/go-qrcode"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/paper"
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
func madeWith(t testing.TB, token credential.Token, url string, texts ...string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "..", "fonts", "NotoSans", "NotoSans-Regular.ttf"))
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
			run.Glyphs = append(run.Glyphs, font.Glyph{ID: gid, Advance: f.Advance(gid), From: int32(at),
				To: int32(at + len(string(c)))})
		}
		items = append(items, &page.Glyphs{At: geom.Position{X: geom.MM(5), Y: geom.MM(float64(10 * (i + 1)))},
			Run: run, Size: 12 * geom.Point})
	}
	var b bytes.Buffer
	meta := pdf.Meta{Title: "Certificate"}
	if token != nil {
		meta.Attached = &pdf.Attachment{Name: "token.cwt", Type: "application/cwt", Data: token}
	}
	if err := pdf.Write(&b, meta, []*page.Page{{Size: geom.Size{W: geom.MM(300), H: geom.MM(100)},
		Items: items}}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

var day = time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC)

const host = "verify.example.org"

// school returns what a verifier trusts of an organiser, its key, and a claim.
func school(t *testing.T) (*verifier.Trust, *credential.SigningKey, credential.Claim) {
	t.Helper()
	root, key := twoKeys(t)
	claim := credential.Claim{Issuer: host, Issued: day, Number: credential.Number{1, 2, 3}, Name: "Zoë Ångström",
		Role:  "Speaker",
		Event: "German course A1", IssuerName: "School", Status: credential.StatusRef{URI: "https://" + host + "/s/0"}}
	return trustIn(t, root, key), key, claim
}

// twoKeys returns a root key and a signing key.
func twoKeys(t testing.TB) (*credential.RootKey, *credential.SigningKey) {
	t.Helper()
	secret := func(b byte) *bytes.Reader { return bytes.NewReader(bytes.Repeat([]byte{b}, 32)) }
	root, err := credential.NewRootKey(secret(1))
	if err != nil {
		t.Fatal(err)
	}
	key, err := credential.NewSigningKey(secret(2))
	if err != nil {
		t.Fatal(err)
	}
	return root, key
}

// trustIn returns what a verifier trusts of an organiser whose document has some entries, from reference 1 on.
func trustIn(t testing.TB, root *credential.RootKey, key *credential.SigningKey, entries ...credential.Entry) *verifier.Trust {
	t.Helper()
	i := &credential.Issuer{Host: host, Issued: day, Sequence: 1, Names: map[string]string{"en": "School"},
		Keys: []credential.Key{{Public: key.Public(), NotBefore: day, Uses: credential.UseCertificates}}}
	for n, e := range entries {
		if i.Entries == nil {
			i.Entries = map[uint]credential.Entry{}
		}
		i.Entries[uint(n+1)] = e
	}
	document, err := credential.SignIssuer(i, root)
	if err != nil {
		t.Fatal(err)
	}
	issuer, err := credential.OpenIssuer(document, credential.Thumbprint{})
	if err != nil {
		t.Fatal(err)
	}
	return &verifier.Trust{Issuers: []*credential.Issuer{issuer}}
}

func sign(t testing.TB, c credential.Claim, key *credential.SigningKey) credential.Token {
	t.Helper()
	token, err := credential.Sign(c, key)
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func names(facts []Fact) (names []string) {
	for _, f := range facts {
		names = append(names, f.Name)
	}
	return names
}

// TestEditedPages verifies certificates with a genuine token on a page that was
// changed.
func TestEditedPages(t *testing.T) {
	by, key, claim := school(t)
	token, number := sign(t, claim, key), claim.Number.String()
	for _, c := range []struct {
		name             string
		shown            []string
		exit             int
		differs, leftOut []string
	}{
		{"as issued", []string{"Zoë Ångström", "German course A1", "Speaker", "School", number}, 10, nil, nil},
		{"in capitals, over two lines", []string{"ZOË", "ÅNGSTRÖM", "German", "course A1", "Speaker, School", number},
			10, nil, nil},
		{"a better course", []string{"Zoë Ångström", "German course C1", "Speaker", "School", number}, 30,
			[]string{"event"}, nil},
		{"another name", []string{"Max Forger", "German course A1", "Speaker", "School", number}, 30, []string{"name"},
			nil},
		{"another number", []string{"Zoë Ångström", "German course A1", "Speaker", "School", "0000-0000-0000-0000"}, 30,
			[]string{"number"}, nil},
		{"a design without roles", []string{"Zoë Ångström", "German course A1", "School", number}, 10, nil,
			[]string{"role"}},
		{"nothing", nil, 30, []string{"name", "event", "number"}, []string{"role", "days", "issued by"}},
	} {
		if c.shown != nil {
			c.shown = append(c.shown, "1. Januar 1970")
		}
		results := File(t.Context(), madePDF(t, token.URL(host), c.shown...), by, day)
		if len(results) != 1 {
			t.Fatalf("%s: %d results", c.name, len(results))
		}
		r := results[0]
		if r.ExitCode() != c.exit || r.Page != 1 || !r.PDF || r.State != credential.StateUnknown {
			t.Errorf("%s: exit %d, page %d, %v", c.name, r.ExitCode(), r.Page, r.State)
		}
		if differs, leftOut := names(r.Differing()), names(r.LeftOut()); !slices.Equal(differs, c.differs) ||
			!slices.Equal(leftOut, c.leftOut) {
			t.Errorf("%s: %q differ, and %q are left out", c.name, differs, leftOut)
		}
	}
}

// TestEveryFactIsCompared takes a page with all facts, and one after the other away
// or edits it, as somebody who rewrites a PDF in place does.
func TestEveryFactIsCompared(t *testing.T) {
	by, key, claim := school(t)
	claim.NameLocal, claim.Minutes, claim.Extra = "Зоя Онгстрём", 540, map[uint]string{64: "Grade Distinction"}
	claim.FirstDay, claim.LastDay = 17360, 17361
	token := sign(t, claim, key)
	whole := map[string]string{"name": "Zoë Ångström", "local name": "Зоя Онгстрём", "event": "German course A1", "role": "Speaker",
		"days": "13.–14. Juli 2017", "attended": "540 Min.", "fact 64": "Grade Distinction", "issued by": "School",
		"number": claim.Number.String()}
	for edited, c := range map[string]struct {
		shown    string
		required bool
	}{
		"": {}, "name": {"Max Forger", true}, "local name": {"Макс Фальшивый", true}, "event": {"German course C1", true},
		"role": {"Organiser", false}, "days": {"13.–19. Juli 2017", false}, "attended": {"940 minutes", true},
		"fact 64": {"Grade Merit", true}, "number": {"0000-0000-0000-0000", true}, "issued by": {"College", false},
	} {
		var shown []string
		for name, text := range whole {
			if name == edited {
				text = c.shown
			}
			shown = append(shown, text)
		}
		r := File(t.Context(), madePDF(t, token.URL(host), shown...), by, day)[0]
		differs, leftOut, exit := names(r.Differing()), names(r.LeftOut()), 10
		var wantDiffers, wantLeftOut []string
		switch {
		case edited == "":
		case c.required:
			wantDiffers, exit = []string{edited}, 30
		default:
			wantLeftOut = []string{edited}
		}
		if !slices.Equal(differs, wantDiffers) || !slices.Equal(leftOut, wantLeftOut) || r.ExitCode() != exit {
			t.Errorf("%q edited: exit %d, %q differ, and %q are left out", edited, r.ExitCode(), differs, leftOut)
		}
	}
}

// TestPromisedFactsAreCompared edits the role, the days and the issuer on pages whose entry promises them in both
// languages, and takes them off, where the promise is another one.
func TestPromisedFactsAreCompared(t *testing.T) {
	root, key := twoKeys(t)
	entry := credential.Entry{EventID: "course", Main: "en", Titles: map[string]string{"en": "German course A1", "de": "Deutschkurs A1"},
		FirstDay: 17360, LastDay: 17361, IssuerNames: map[string]string{"en": "School", "de": "Schule"},
		Roles: []map[string]string{{"en": "Speaker", "de": "Vortragende"}, {"en": "Guest"}},
		Days:  map[string]string{"en": "13–14 July 2017 (22–23 Tir 1396)", "de": "13.–14. Juli 2017"},
		Lists: credential.ListBase(host, root.Public().Thumbprint(), "course")}
	two := []string{"en", "de"}
	all := map[uint][]string{credential.PrintedTitle: two, credential.PrintedDays: two, credential.PrintedRole: two,
		credential.PrintedIssuer: {credential.AnyLanguage}}
	whole := map[string]string{"event": "German course A1, in German: Deutschkurs A1", "role": "Speaker Vortragende", "issued by": "Schule",
		"days": "13–14 July 2017 (22–23 Tir 1396), in German: 13.–14. Juli 2017"}
	for _, c := range []struct {
		name            string
		promise         map[uint][]string
		role            string
		fact, shown     string
		differs, leaves string
	}{
		{name: "as issued", promise: all, role: "Speaker"},
		{"without a role", all, "", "role", "", "", ""},
		{"another role", all, "Speaker", "role", "Organiser Vortragende", "role", ""},
		{"another role in the second language", all, "Speaker", "role", "Speaker Direktorin", "role", ""},
		{"no role", all, "Speaker", "role", "", "role", ""},
		{"a role without a second label", all, "Guest", "role", "Guest Guest", "", ""},
		{"a role of the list", all, "Chair", "role", "Chair", "", ""},
		{"another role of the list", all, "Chair", "role", "Speaker", "role", ""},
		{"more days", all, "Speaker", "days", "13–19 July 2017 (22–23 Tir 1396), in German: 13.–14. Juli 2017", "days", ""},
		{"more days in the other calendar", all, "Speaker", "days", "13–14 July 2017 (22–29 Tir 1396), in German: 13.–14. Juli 2017", "days", ""},
		{"more days in the second language", all, "Speaker", "days", "13–14 July 2017 (22–23 Tir 1396), in German: 13.–24. Juli 2017", "days", ""},
		{"another title in the second language", all, "Speaker", "event", "German course A1, in German: Deutschkurs C1", "event", ""},
		{"another issuer", all, "Speaker", "issued by", "University", "issued by", ""},
		{"the issuer in the other language", all, "Speaker", "issued by", "School", "", ""},
		{"no promise", nil, "Speaker", "role", "Organiser", "", "role"},
		{"a promise of other facts", map[uint][]string{credential.PrintedTitle: two, 63: two}, "Speaker", "role", "", "", "role"},
		{"any language", map[uint][]string{credential.PrintedRole: {credential.AnyLanguage}}, "Speaker", "role", "Vortragende", "", ""},
		{"any language, another role", map[uint][]string{credential.PrintedRole: {credential.AnyLanguage}}, "Speaker", "role", "Guest", "role", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := entry
			if c.promise != nil {
				e.Printed = map[paper.Kind]map[uint][]string{paper.Certificate: c.promise}
			}
			by := trustIn(t, root, key, e)
			claim := credential.Claim{Issuer: host, Issued: day, Number: credential.Number{1, 2, 3}, Name: "Zoë Ångström", Role: c.role,
				EventRef: 1, EntryHash: e.Hash(), Status: credential.StatusRef{URI: e.ListURI(0)}}
			token := sign(t, claim, key)
			shown := []string{claim.Name, claim.Number.String()}
			for fact, text := range whole {
				if fact == c.fact {
					text = c.shown
				}
				shown = append(shown, text)
			}
			r := File(t.Context(), madePDF(t, token.URL(host), shown...), by, day)[0]
			exit := 10
			if c.differs != "" {
				exit = 30
			}
			if differs, leaves := strings.Join(names(r.Differing()), " "), strings.Join(names(r.LeftOut()), " "); differs != c.differs ||
				leaves != c.leaves || r.ExitCode() != exit {
				t.Errorf("exit %d, %q differ, and %q are left out; %s", r.ExitCode(), differs, leaves, r.Detail)
			}
		})
	}
}

func TestAttached(t *testing.T) {
	by, key, claim := school(t)
	whole := []string{"Zoë Ångström", "German course A1", "Speaker", "School", claim.Number.String()}
	token := sign(t, claim, key)
	short := claim.Number.URL(host)
	claim.Name = "Max Forger"
	other := sign(t, claim, key)
	claim.Number[9]++
	another := sign(t, claim, key)
	for name, c := range map[string]struct {
		data    []byte
		exit    int
		other   bool
		differs []string
		page    int
	}{
		"the same attached":                      {madeWith(t, token, token.URL(host), whole...), 10, false, nil, 1},
		"another attached":                       {madeWith(t, other, token.URL(host), whole...), 30, true, nil, 1},
		"no code":                                {madeWith(t, token, "", whole...), 10, false, nil, 1},
		"no code, another person":                {madeWith(t, other, "", whole...), 30, false, []string{"name"}, 1},
		"a short link, its token attached":       {madeWith(t, token, short, whole...), 10, false, nil, 1},
		"a short link, its number in a forgery":  {madeWith(t, other, short, whole...), 30, false, []string{"name"}, 1},
		"a short link, another's token attached": {madeWith(t, another, short, whole...), 43, true, nil, 1},
		"a short link, no token attached":        {madeWith(t, nil, short, whole...), 43, false, nil, 1},
		"no token attached":                      {madeWith(t, credential.Token("nothing"), "", whole...), 50, false, nil, 1},
	} {
		results := File(t.Context(), c.data, by, day)
		if len(results) != 1 {
			t.Fatalf("%s: %d results", name, len(results))
		}
		r := results[0]
		if r.ExitCode() != c.exit || r.OtherAttached != c.other || !slices.Equal(names(r.Differing()), c.differs) ||
			r.Page != c.page {
			t.Errorf("%s: exit %d, %+v", name, r.ExitCode(), r)
		}
	}
}

// TestUpdatedPDF verifies a PDF to which something was appended: its page is not
// read, and the result says so.
func TestUpdatedPDF(t *testing.T) {
	by, key, claim := school(t)
	made := madePDF(t, sign(t, claim, key).URL(host), "Max Forger")
	if r := File(t.Context(), made, by, day)[0]; r.Page != 1 || r.ExitCode() != 30 {
		t.Errorf("as made: page %d, exit %d", r.Page, r.ExitCode())
	}
	r := File(t.Context(), append(made, "1 0 obj\nnull\nendobj\nstartxref\n0\n%%EOF\n"...), by, day)[0]
	if !r.PDF || r.Page != 0 || r.ExitCode() != 11 || !r.Uncompared() || len(r.Differing())+len(r.LeftOut()) > 0 {
		t.Errorf("changed: %+v", r)
	}
}

func TestFiles(t *testing.T) {
	by, key, claim := school(t)
	token := sign(t, claim, key)
	symbol, err := qrcode.Encode(token.URL(host), qrcode.Medium, 600)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		data  []byte
		state credential.State
		says  string
	}{
		"a token":              {[]byte(token.String()), credential.StateUnknown, "status"},
		"an address and space": {[]byte("\n " + token.URL(host) + "\n"), credential.StateUnknown, "status"},
		"a picture":            {symbol, credential.StateUnknown, "status"},
		"half a picture":       {symbol[:len(symbol)/2], credential.StateUnreadable, "reading the picture"},
		"another program's":    {[]byte("%PDF-1.4\n"), credential.StateUnreadable, "PDF"},
		"a long text":          {bytes.Repeat([]byte("1"), maxText+1), credential.StateUnreadable, "more than 1024 KB"},
		"no text":              {[]byte("PK\x03\x04"), credential.StateUnreadable, "no PDF, no picture"},
	} {
		results := File(t.Context(), c.data, by, day)
		if len(results) != 1 || results[0].State != c.state || !strings.Contains(results[0].Detail, c.says) {
			t.Errorf("%s: %+v, want %v: %s", name, results, c.state, c.says)
		}
	}
	if r := Text(token.String(), by, day); r.State != credential.StateUnknown || r.PDF || len(r.Facts) == 0 ||
		r.ExitCode() != 10 {
		t.Errorf("a token as text: %+v", r)
	}
}

// TestEveryFieldIsAFact changes each field of a claim, which must change the
// facts.
func TestEveryFieldIsAFact(t *testing.T) {
	forPrograms := []string{"Status", "Language", "Labels", "EntryHash"} // Labels are of Extra, which is empty here
	base := credential.Claim{Name: "Ana", Event: "A1", IssuerName: "School"}
	before := Facts(&base)
	for i := range reflect.TypeFor[credential.Claim]().NumField() {
		changed := base
		name, field := reflect.TypeOf(changed).Field(i).Name, reflect.ValueOf(&changed).Elem().Field(i)
		switch v := field.Addr().Interface().(type) {
		case *string:
			*v = "changed"
		case *int:
			*v = 7
		case *uint:
			*v = 7
		case *time.Time:
			*v = day
		case *credential.Number:
			v[0] = 7
		case *credential.EntryHash:
			v[0] = 7
		case **credential.Entry:
			*v = &credential.Entry{Titles: map[string]string{"de": "anders"}}
		case *paper.Kind:
			*v = paper.Badge
		case *map[uint]map[string]string:
			*v = map[uint]map[string]string{64: {"en": "changed"}}
		case *map[uint]string:
			*v = map[uint]string{64: "changed"}
		case *credential.StatusRef:
			v.Index = 7
		default:
			t.Fatalf("the test cannot change the field %s", name)
		}
		if same := reflect.DeepEqual(Facts(&changed), before); same != slices.Contains(forPrograms, name) {
			t.Errorf("the field %s: the facts stay the same: %t", name, same)
		}
	}
}

// TestElsewhereVectors holds elsewhere to the vectors that the page answers, too.
func TestElsewhereVectors(t *testing.T) {
	data, err := os.ReadFile("../../trust/credential/testdata/addresses.json")
	if err != nil {
		t.Fatal(err)
	}
	var all struct {
		Places []struct {
			Host, Text, Place string
			Former            []string
			Ours              bool
		}
	}
	if err := json.Unmarshal(data, &all); err != nil || len(all.Places) < 20 {
		t.Fatalf("%d places, %v", len(all.Places), err)
	}
	for _, c := range all.Places {
		want := c.Place
		if c.Ours {
			want = ""
		}
		if got := elsewhere(c.Text, &credential.Issuer{Host: c.Host, FormerHosts: c.Former}); got != want {
			t.Errorf("%q: elsewhere %q, want %q", c.Text, got, want)
		}
	}
}

// TestAddressElsewhere: a genuine token behind another address is said, and so is a
// date of issue in the future.
func TestAddressElsewhere(t *testing.T) {
	by, key, claim := school(t)
	token := sign(t, claim, key)
	for text, want := range map[string]string{
		token.URL(host): "", token.Digits(): "", token.String(): "", " HTTPS://Verify.Example.ORG/#" + token.Digits(): "",
		token.URL("other.example"):                             "other.example",
		token.URL(host + ".other.example"):                     host + ".other.example",
		"https://" + host + "@evil.example/#" + token.Digits(): host + "@evil.example",
	} {
		if r := Text(text, by, day); r.Elsewhere != want || r.Future || r.Claim == nil {
			t.Errorf("%.60s: elsewhere %q, want %q; future %t", text, r.Elsewhere, want, r.Future)
		}
	}
	if r := Text(token.URL(host), by, day.Add(-time.Second)); !r.Future {
		t.Error("a date of issue in the future is not seen")
	}
}
