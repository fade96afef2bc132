package people

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"lanyard/internal/base/source"
	"lanyard/internal/paper/layout"
)

// TestHan decides in which language the Han characters of a person are drawn: by the person's language, their country or
// the languages of the event. Only where none of them tells is it said.
func TestHan(t *testing.T) {
	for _, c := range []struct {
		languages, row string
		want           string
		said           bool
	}{
		{`["en"]`, "高橋 直,,", "", true},
		{`["en"]`, "高橋 直,,Germany", "", true},
		{`["en"]`, "高橋 直,ja,", "ja", false},
		{`["en"]`, "高橋 直,,Japan", "ja", false},
		{`["en"]`, "高橋 直,zh-Hant,Japan", "zh-Hant", false},
		{`["ja", "en"]`, "高橋 直,,", "ja", false},
		{`["en", "ko"]`, "金直,,", "ko", false},
		{`["ja", "en"]`, "陳直,,Taiwan", "zh-Hant", false},
		{`["ja"]`, "陳直,zh,", "zh", false},
		{`["ja"]`, "Ana Pop,fr,France", "ja", false},
	} {
		dir := t.TempDir()
		for name, data := range map[string]string{"event.toml": "languages = " + c.languages + "\n" + someEvent + "[badges]\n",
			"list.csv": "name,language,country\n" + c.row + "\n"} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		l, problems, err := Load(context.Background(), dir)
		if err != nil || problems.Err() != nil {
			t.Fatal(err, problems)
		}
		event := l.EventFields()
		got := event[layout.HanLanguage].Text
		if own, ok := l.PersonFields(event, &l.People[0])[layout.HanLanguage]; ok {
			got = own.Text
		}
		said := slices.ContainsFunc(problems, func(p source.Problem) bool { return p.Code == "roster-language-unknown" })
		if got != c.want || said != c.said {
			t.Errorf("%s, %s: drawn in %q, said %v", c.languages, c.row, got, said)
		}
	}
}
