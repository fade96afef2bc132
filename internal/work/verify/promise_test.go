package verify

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"lanyard/internal/base/locale"
	"lanyard/internal/base/paper"
	"lanyard/internal/paper/readback"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/verifier"
	"lanyard/internal/work/batch"
	"lanyard/templates"
)

const promiseEvent = `id = "p-2027"
languages = [%s]
place = "Ort"
start = 2027-07-01
end = 2027-07-02
%s
[issuer]
%s
verify = "verify.example.org"

[roles.speaker]
label.en = "Invited Speaker"
label.fa = "سخنران مدعو"
label.th = "วิทยากรรับเชิญ"
label.ja = "招待講演者"
[roles.guest]
label.en = "Guest"
label.fa = "مهمان"
label.th = "แขก"
label.ja = "来賓"

[%s]
template = "%s"
`

const promiseList = `id,name,name_local,language,organisation,country,role
1,Ana Popescu,,ro,Embassy of Romania,Romania,speaker
2,Ali Rezaei,علی رضایی,fa,University of Tehran,Iran,guest
3,Misaki Takahashi,髙橋 美咲,ja,Police Agency,Japan,speaker
4,Somchai Jaidee,สมชาย ใจดี,th,Chulalongkorn University,Thailand,guest
5,Zoë Ångström,,de,,,
`

// said holds a title, or the name of an issuer, in four languages.
var said = map[string][2]string{
	"en": {"A Long Title of a Regional Workshop on Health Data", "Example Institute"},
	"fa": {"کارگاه منطقه‌ای بسیار مفصل دربارهٔ هر آنچه به داده‌های سلامت مربوط است", "مؤسسهٔ نمونه"},
	"th": {"การประชุมเชิงปฏิบัติการระดับภูมิภาคว่าด้วยข้อมูลสุขภาพ", "สถาบันตัวอย่าง"},
	"ja": {"保健データに関するすべてを扱う地域ワークショップ", "見本研究所"},
}

// made is an event whose papers were made, and what a verifier trusts of it.
type made struct {
	dir   string
	trust *verifier.Trust
	entry credential.Entry // the newest
}

func makeEvent(t *testing.T, dir string, now time.Time) made {
	t.Helper()
	report, err := batch.Make(t.Context(), batch.Job{Dir: dir, Now: now})
	if err != nil {
		t.Fatal(err, report.Problems)
	}
	data, err := os.ReadFile(filepath.Join(dir, "keys", "issuer.cwt"))
	if err != nil {
		t.Fatal(err)
	}
	i, err := credential.OpenIssuer(data, credential.Thumbprint{})
	if err != nil {
		t.Fatal(err)
	}
	last := slices.Max(slices.Collect(maps.Keys(i.Entries)))
	return made{dir, &verifier.Trust{Issuers: []*credential.Issuer{i}}, i.Entries[last]}
}

func promiseDir(t *testing.T, languages []string, kind paper.Kind, design string) string {
	t.Helper()
	dir := t.TempDir()
	var quoted, titles, names []string
	for _, lang := range languages {
		quoted = append(quoted, fmt.Sprintf("%q", lang))
		titles = append(titles, fmt.Sprintf("title.%s = %q", lang, said[lang][0]))
		names = append(names, fmt.Sprintf("name.%s = %q", lang, said[lang][1]))
	}
	toml := fmt.Sprintf(promiseEvent, strings.Join(quoted, ", "), strings.Join(titles, "\n"), strings.Join(names, "\n"), kind.Plural(), design)
	for name, text := range map[string]string{"event.toml": toml, "attendees.csv": promiseList} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// pdfs returns the files of the last run.
func (m made) pdfs(t *testing.T) (all [][]byte) {
	t.Helper()
	err := filepath.WalkDir(filepath.Join(m.dir, "out"), func(path string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".pdf") {
			data, err := os.ReadFile(path)
			all = append(all, data)
			return err
		}
		return err
	})
	if err != nil || len(all) == 0 {
		t.Fatal(len(all), err)
	}
	return all
}

// names of the facts that entries promise, by their keys.
var promisedNames = map[uint]string{credential.PrintedTitle: "event", credential.PrintedDays: "days", credential.PrintedRole: "role",
	credential.PrintedIssuer: "issued by"}

// TestPromisesAreKept makes papers of every design in several languages, for people with and without a role: no page
// lacks what the entry promises. Then it takes each promised fact off the text of each page, which is then edited. Under
// -short each design has one of the lists of languages, and each list a design.
func TestPromisesAreKept(t *testing.T) {
	designs := map[paper.Kind]map[string]string{
		paper.Certificate: {"bilingual": "days event issued by", "formal": "days event issued by", "letter": "days event issued by",
			"modern": "days event issued by", "portrait": "days event issued by", "seal": "days event issued by",
			"academic": "days event issued by", "playful": "days event issued by", "sober": "days event issued by",
			"profile": "days event issued by", "pattern": "days event issued by", "square": "days event issued by",
			"ribbon": "days event issued by"},
		paper.Badge: {"bilingual": "days event role", "classic": "days event role", "folded": "days event role", "minimal": "role",
			"photo": "days event role", "children": "days event role", "firstname": "days event role", "schedule": "days event role",
			"sponsors": "days event role", "zones": "days event role"},
	}
	lists := [][]string{{"en", "fa"}, {"fa", "en"}, {"th", "en"}, {"ja", "en"}, {"en"}, {"en", "fa", "th", "ja"}}
	turn := 0
	for _, kind := range paper.Kinds() {
		found, err := fs.Glob(templates.FS, kind.Plural()+"/*/template.toml")
		if err != nil || len(found) != len(designs[kind]) {
			t.Fatal(found, err)
		}
		for _, file := range found {
			design := path.Base(path.Dir(file))
			for n, languages := range lists {
				if testing.Short() && n != turn%len(lists) {
					continue
				}
				t.Run(fmt.Sprint(kind, " ", design, languages), func(t *testing.T) {
					t.Parallel()
					m := makeEvent(t, promiseDir(t, languages, kind, design), day)
					var promised []string
					for fact := range m.entry.Printed[kind] {
						promised = append(promised, promisedNames[fact])
					}
					slices.Sort(promised)
					if got := strings.Join(promised, " "); got != designs[kind][design] {
						t.Errorf("promises %q, want %q: %v", got, designs[kind][design], m.entry.Printed)
					}
					m.judge(t)
				})
			}
			turn++
		}
	}
}

// judge verifies the papers of an event, as they are and with each promised fact edited.
func (m made) judge(t *testing.T) {
	t.Helper()
	for _, data := range m.pdfs(t) {
		results := File(t.Context(), data, m.trust, day.AddDate(2, 0, 0))
		for _, r := range results {
			if r.ExitCode() != 10 || len(r.Differing()) > 0 || r.Page == 0 {
				t.Fatalf("%q: exit %d, page %d, %v differ, %s", r.Claim.Name, r.ExitCode(), r.Page, names(r.Differing()), r.Detail)
			}
		}
		sheets, err := readback.Read(context.Background(), data)
		if err != nil {
			t.Fatal(err)
		}
		for i, r := range results {
			sight := locale.See(sheets[max(0, r.Page-1)].Text)
			for fact, tags := range m.entry.Printed[r.Claim.Kind] {
				if name := promisedNames[fact]; name == "role" && r.Claim.Role == "" {
					continue
				}
				for _, tag := range tags {
					edited(t, results[i].Claim, fact, tag, &sight)
				}
			}
		}
	}
}

// edited compares a page with a claim that says something else of a promised fact in one language, as if somebody had
// edited the page there.
func edited(t *testing.T, genuine *credential.Claim, fact uint, tag string, page *locale.Sight) {
	t.Helper()
	c, e := *genuine, *genuine.Entry
	c.Entry = &e
	change := func(texts map[string]string) map[string]string {
		texts = maps.Clone(texts)
		for lang := range texts {
			if tag == credential.AnyLanguage || lang == tag {
				texts[lang] = "Quirk 31"
			}
		}
		return texts
	}
	switch fact {
	case credential.PrintedTitle:
		e.Titles = change(e.Titles)
	case credential.PrintedDays:
		e.Days = change(e.Days)
	case credential.PrintedIssuer:
		e.IssuerNames = change(e.IssuerNames)
	case credential.PrintedRole:
		var roles []map[string]string
		for _, labels := range e.Roles {
			roles = append(roles, change(labels))
		}
		e.Roles = roles
		c.Role = e.Roles[slices.IndexFunc(genuine.Entry.Roles, func(labels map[string]string) bool {
			return slices.Contains(slices.Collect(maps.Values(labels)), genuine.Role)
		})][e.Main]
	}
	facts := Facts(&c)
	compare(facts, &c, page)
	r := Result{Verdict: credential.Verdict{State: credential.StateValid, Claim: &c}, Facts: facts, PDF: true, Page: 1}
	if got := names(r.Differing()); r.ExitCode() != 30 || !slices.Equal(got, []string{promisedNames[fact]}) {
		t.Errorf("%q, with another %s in %s: exit %d, %v differ", c.Name, promisedNames[fact], tag, r.ExitCode(), got)
	}
}
