package designer

import (
	"encoding/json"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"lanyard/internal/paper/blueprint"
)

// phrase matches a text in a language file, used a text that a module uses, and hole a place for a value.
var (
	phrase = regexp.MustCompile(`(\w+): "((?:[^"\\]|\\.)*)"`)
	used   = regexp.MustCompile(`\bt\.(\w+)\b(\(?)`)
	hole   = regexp.MustCompile(`\{\d\}`)
)

// wordsOf returns the texts of each language of the page.
func wordsOf(t *testing.T) map[string]map[string]string {
	t.Helper()
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
	return all
}

func holes(text string) []string {
	found := hole.FindAllString(text, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

// TestWords checks that the languages of the page have the same texts with places for the same values, and that they
// have every text that its modules use.
func TestWords(t *testing.T) {
	all := wordsOf(t)
	english := all["en"]
	if len(english) < 80 {
		t.Fatalf("%d texts in English", len(english))
	}
	for lang, own := range all {
		for key, text := range english {
			if other, ok := own[key]; !ok {
				t.Errorf("%s lacks %s", lang, key)
			} else if !slices.Equal(holes(text), holes(other)) {
				t.Errorf("%s has other places in %s: %q and %q", key, lang, text, other)
			} else if forms := strings.Count(other, "|"); forms > 1 {
				t.Errorf("%s has %d forms of %s", lang, forms+1, key)
			}
		}
		if len(own) != len(english) {
			t.Errorf("%d texts in %s, %d in English", len(own), lang, len(english))
		}
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
		if !strings.Contains(string(data), `import { `) || !strings.Contains(string(data), `"./words.js"`) {
			continue
		}
		for _, m := range used.FindAllStringSubmatch(string(data), -1) {
			text, ok := english[m[1]]
			if !ok {
				t.Errorf("%s uses %q, which English lacks", name, m[1])
			} else if m[2] == "(" && !strings.Contains(text, "{0}") {
				t.Errorf("%s gives values to %q, which has no places for them", name, m[1])
			}
		}
	}
}

// TestKeys checks that the panel has a word for every key and type of box of the schema, in each language.
func TestKeys(t *testing.T) {
	type property struct {
		Enum                 []string
		AdditionalProperties struct{ Properties map[string]property }
	}
	var schema struct {
		Properties map[string]property
		Defs       struct {
			Box struct{ Properties map[string]property }
		} `json:"$defs"`
	}
	if err := json.Unmarshal(blueprint.Schema(), &schema); err != nil {
		t.Fatal(err)
	}
	elsewhere := []string{"d", "view", "at", "type", "box"} // shown in another way, or not at all
	box, styles := schema.Defs.Box.Properties, schema.Properties["styles"].AdditionalProperties.Properties
	var wanted []string
	for _, keys := range []map[string]property{box, styles} {
		for key := range keys {
			if !slices.Contains(elsewhere, key) {
				wanted = append(wanted, "key_"+key)
			}
		}
	}
	for _, name := range slices.Concat(box["type"].Enum, box["shape"].Enum) {
		wanted = append(wanted, "type_"+name)
	}
	if len(wanted) < 55 {
		t.Fatalf("the schema has %d keys and types", len(wanted))
	}
	for lang, own := range wordsOf(t) {
		for _, key := range wanted {
			if own[key] == "" {
				t.Errorf("%s lacks %s", lang, key)
			}
		}
	}
}
