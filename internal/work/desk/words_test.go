package desk

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
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
	names, err := fs.Glob(files, "page/lang/*.js")
	if err != nil || len(names) < 8 {
		t.Fatalf("%v %v", names, err)
	}
	module, err := files.ReadFile("page/words.js")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]map[string]string{}
	for _, name := range names {
		data, err := files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		lang := strings.TrimSuffix(name[len("page/lang/"):], ".js")
		if !strings.Contains(string(module), "./lang/"+lang+".js") {
			t.Errorf("words.js does not offer %s", lang)
		}
		if !strings.HasPrefix(string(data), "// review: ") {
			t.Errorf("%s does not say who has read it", lang)
		}
		all[lang] = map[string]string{}
		for _, m := range phrase.FindAllStringSubmatch(string(data), -1) {
			if _, twice := all[lang][m[1]]; twice || m[2] == "" {
				t.Errorf("%s has %s twice, or empty", lang, m[1])
			}
			all[lang][m[1]] = m[2]
		}
	}
	holes := func(text string) []string {
		found := hole.FindAllString(text, -1)
		slices.Sort(found)
		return slices.Compact(found)
	}
	if len(all["en"]) < 100 {
		t.Errorf("%d texts in English", len(all["en"]))
	}
	for lang, own := range all {
		for key, text := range all["en"] {
			if other, ok := own[key]; !ok {
				t.Errorf("%s lacks %s", lang, key)
			} else if !slices.Equal(holes(text), holes(other)) {
				t.Errorf("%s has other placeholders in %s: %q and %q", key, lang, text, other)
			} else if forms := strings.Count(other, "|"); forms > 1 {
				t.Errorf("%s has %d forms of %s", lang, forms+1, key)
			}
		}
		if len(own) != len(all["en"]) {
			t.Errorf("%d texts in %s, %d in English", len(own), lang, len(all["en"]))
		}
	}
	var code strings.Builder
	modules, err := fs.Glob(files, "page/*.js")
	if err != nil || len(modules) < 8 {
		t.Fatalf("%v %v", modules, err)
	}
	for _, name := range modules {
		data, err := files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		code.Write(data)
		for _, m := range said.FindAllStringSubmatch(string(data), -1) {
			if all["en"][m[1]] == "" {
				t.Errorf("%s uses %q, which English lacks", name, m[1])
			}
		}
	}
	for key := range all["en"] {
		if !uses(code.String(), key) {
			t.Errorf("no module uses %s", key)
		}
	}
}

// uses reports whether a module uses a text: its key is quoted, or joined of two parts, one of which is.
func uses(code, key string) bool {
	if strings.Contains(code, `"`+key+`"`) {
		return true
	}
	for i := 3; i < len(key); i++ {
		if strings.Contains(code, `say("`+key[:i]+`" + `) || strings.Contains(code, ` + "`+key[i:]+`"`) {
			return true
		}
	}
	return false
}

// TestKinds checks that each code in kinds.js is one that the program reports, and listed once; and that every kind of
// problem with a list has words there.
func TestKinds(t *testing.T) {
	data, err := files.ReadFile("page/kinds.js")
	if err != nil {
		t.Fatal(err)
	}
	table, _, found := strings.Cut(string(data), "};")
	if !found {
		t.Fatal("kinds.js has no table")
	}
	about := map[string]string{}
	for _, m := range phrase.FindAllStringSubmatch(table, -1) {
		for code := range strings.FieldsSeq(m[2]) {
			if about[code] != "" {
				t.Errorf("%s is about %s and %s", code, about[code], m[1])
			}
			about[code] = m[1]
		}
	}
	if len(about) < 100 {
		t.Errorf("%d codes are about something", len(about))
	}
	sources := sourcesOf(t, "../../..")
	for code := range about {
		stem, composed := strings.CutPrefix(code, "roster-")
		role, unknown := strings.CutPrefix(code, "person-unknown-")
		switch {
		case strings.Contains(sources, `"`+code+`"`), composed && strings.Contains(sources, `"`+stem+`"`),
			unknown && strings.Contains(sources, `"`+role+`"`):
		default:
			t.Errorf("nothing reports %s", code)
		}
	}
	reported := regexp.MustCompile(`"((?:roster|person|corrections)-[a-z]+(?:-[a-z]+)*)"`)
	for _, m := range reported.FindAllStringSubmatch(sources, -1) {
		if about[m[1]] == "" {
			t.Errorf("kinds.js lacks %s", m[1])
		}
	}
}

// sourcesOf returns the text of the Go files below a folder, without tests.
func sourcesOf(t *testing.T, root string) string {
	var all strings.Builder
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return err
		}
		data, err := os.ReadFile(path)
		all.Write(data)
		return err
	})
	if err != nil || all.Len() < 1_000_000 {
		t.Fatalf("%d bytes of sources, %v", all.Len(), err)
	}
	return all.String()
}
