package desk

import (
	"io/fs"
	"regexp"
	"slices"
	"testing"
)

// phrase matches a text in a language file, said a text that a module uses, and hole a placeholder in a text.
var (
	phrase = regexp.MustCompile(`(\w+): "((?:[^"\\]|\\.)*)"`)
	said   = regexp.MustCompile(`say\("(\w+)"[,)]`)
	hole   = regexp.MustCompile(`\{\d\}`)
)

// TestWords checks that the languages of the page have the same texts, and that they have every text that its modules
// use.
func TestWords(t *testing.T) {
	all := map[string]map[string]string{}
	for _, lang := range []string{"en", "fa"} {
		data, err := files.ReadFile("page/lang/" + lang + ".js")
		if err != nil {
			t.Fatal(err)
		}
		all[lang] = map[string]string{}
		for _, m := range phrase.FindAllStringSubmatch(string(data), -1) {
			if _, twice := all[lang][m[1]]; twice {
				t.Errorf("%s has %s twice", lang, m[1])
			}
			all[lang][m[1]] = m[2]
		}
	}
	holes := func(text string) []string {
		found := hole.FindAllString(text, -1)
		slices.Sort(found)
		return slices.Compact(found)
	}
	for key, text := range all["en"] {
		other, ok := all["fa"][key]
		if !ok {
			t.Errorf("fa lacks %s", key)
		} else if !slices.Equal(holes(text), holes(other)) {
			t.Errorf("%s has other placeholders in fa: %q and %q", key, text, other)
		}
	}
	if len(all["en"]) < 100 || len(all["fa"]) != len(all["en"]) {
		t.Errorf("%d texts in English, %d in Persian", len(all["en"]), len(all["fa"]))
	}
	modules, err := fs.Glob(files, "page/*.js")
	if err != nil || len(modules) < 8 {
		t.Fatalf("%v %v", modules, err)
	}
	for _, name := range modules {
		data, err := files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range said.FindAllStringSubmatch(string(data), -1) {
			if all["en"][m[1]] == "" {
				t.Errorf("%s uses %q, which English lacks", name, m[1])
			}
		}
	}
}
