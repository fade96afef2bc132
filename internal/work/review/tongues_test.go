package review

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestWords loads events that lack words for a language.
func TestWords(t *testing.T) {
	const issuer = "[issuer]\nname = \"An institute\"\nverify = \"verify.example.org\"\n"
	for _, one := range []struct{ event, list, want string }{
		{"title = \"A meeting\"\n" + issuer, "name\nAna Lopez\n", ""},
		{"title.gd = \"Cyfarfod\"\n" + issuer, "name\nAna Lopez\n",
			"there are no built-in phrases in gd: |[phrases.gd]\n|this_certifies_that = \"This is to certify that\""},
		{"title.gd = \"Cyfarfod\"\n" + issuer + "[certificates]\ntemplate = \"letter\"\n[phrases.gd]\nverify_at = \"Gwirio yn\"\n", "name\nAna Lopez\n", "no built-in phrases in gd|!verify_at = "},
		{"title.tlh = \"qep\"\n" + issuer, "name\nAna Lopez\n", "how dates are written in tlh is not known|no built-in phrases in tlh"},
		{"title = \"A meeting\"\n" + issuer + "[certificates]\ntemplate = \"bilingual\"\n", "name\nAna Lopez\n", "bilingual is for two languages, and the event has one|languages = [\"en\", "},
		{"title.en = \"A meeting\"\ntitle.fa = \"نشست\"\n" + issuer + "[certificates]\ntemplate = \"bilingual\"\n", "name\nAna Lopez\n", ""},
		{"title = \"A meeting\"\n" + issuer, "name,language\nAna Lopez,tlh\nBo Ek,tlh\nCy Dee,cy\n", "2 people have the language \"tlh\""},
		{"title = \"A meeting\"\n" + issuer, "name,language\nAna Lopez,tlh\nCy Dee,cy\n", "1 person has the language \"tlh\""},
	} {
		dir := t.TempDir()
		for name, text := range map[string]string{"event.toml": "id = \"x\"\nstart = 2017-07-26\n" + one.event, "attendees.csv": one.list} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		_, problems, err := Load(context.Background(), dir)
		if err != nil || problems.Err() != nil {
			t.Fatal(err, problems)
		}
		var said strings.Builder
		for _, p := range problems {
			if strings.Contains(p.Code, "phrases") || strings.Contains(p.Code, "dates") || strings.Contains(p.Code, "language") {
				said.WriteString(p.Message + "\n" + p.Hint + "\n")
			}
		}
		if one.want == "" && said.Len() > 0 {
			t.Errorf("%s\nwarned of:\n%s", one.event, said.String())
		}
		for want := range strings.SplitSeq(one.want, "|") {
			if no, not := strings.CutPrefix(want, "!"); not == strings.Contains(said.String(), no) || not && no == "" {
				t.Errorf("%s\nsaid:\n%s\nwant %q", one.event, said.String(), want)
			}
		}
	}
}
