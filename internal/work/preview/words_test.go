package preview

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestWords holds the texts of each language of the page to those in English: the same ones, with the same values.
func TestWords(t *testing.T) {
	phrase := regexp.MustCompile(`(\w+): "((?:[^"\\]|\\.)*)"`)
	hole := regexp.MustCompile(`\{\d\}`)
	holes := func(text string) []string {
		found := hole.FindAllString(text, -1)
		slices.Sort(found)
		return slices.Compact(found)
	}
	names, err := fs.Glob(files, "page/lang/*.js")
	if err != nil || len(names) < 8 {
		t.Fatalf("%v %v", names, err)
	}
	read := func(name string) string {
		data, err := files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	words := func(name string) map[string]string {
		all := map[string]string{}
		for _, m := range phrase.FindAllStringSubmatch(read(name), -1) {
			all[m[1]] = m[2]
		}
		return all
	}
	english, module, page := words("page/lang/en.js"), read("page/words.js"), read("page/preview.js")
	for _, m := range regexp.MustCompile(`say\("(\w+)"`).FindAllStringSubmatch(page, -1) {
		if english[m[1]] == "" {
			t.Errorf("there is no text %s", m[1])
		}
	}
	for _, name := range names {
		lang := strings.TrimSuffix(name[len("page/lang/"):], ".js")
		if !strings.Contains(module, "./lang/"+lang+".js") || !strings.HasPrefix(read(name), "// review: ") {
			t.Errorf("words.js does not offer %s, or it does not say who has read it", lang)
		}
		own := words(name)
		for key, text := range english {
			if own[key] == "" || !slices.Equal(holes(own[key]), holes(text)) {
				t.Errorf("%s: %s is %q, in English %q", lang, key, own[key], text)
			}
		}
		if len(own) != len(english) {
			t.Errorf("%s has %d texts, English %d", lang, len(own), len(english))
		}
	}
}
