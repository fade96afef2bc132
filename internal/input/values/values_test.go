package values

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"lanyard/internal/base/source"
)

// file is a struct with a key for each method.
type file struct {
	Languages []string     `toml:"languages"`
	Title     source.Texts `toml:"title"`
	Word      string       `toml:"word"`
	Fold      string       `toml:"fold"`
	Path      string       `toml:"path"`
}

// TestReader checks one value at a time: a wrong one gets a position, a message and a hint, a correct one gets no
// problem.
func TestReader(t *testing.T) {
	const title = "title = \"A\"\n"
	for text, want := range map[string]string{
		title + "word = \"a\"\nfold = \"tent\"\npath = \"a/b.png\"": "",
		"":                       "f.toml: title is missing",
		"title = 5":              "f.toml:1:9: title must be text, or text by language",
		"title = \" \"":          "f.toml:1:9: title is empty",
		"title = \"ab\\u200bc\"": "f.toml:1:9: title has an invisible character",
		"title = \"" + strings.Repeat("é", 11) + "\"":               "f.toml:1:9: title has 11 characters, more than 10",
		"title.en = \"A\"\ntitle.english = \"B\"":                   `f.toml:2:17: "english" is not a language tag`,
		"title.en = \"A\"\ntitle.EN = \"B\"":                        "is the language en, which title has already",
		"languages = [\"fa\"]\ntitle.en = \"A\"":                    "f.toml:2:1: title is missing in fa, the main language",
		title + "languages = []":                                    "f.toml:2:13: languages is empty",
		title + "languages = [\"en\", \"en\"]":                      `f.toml:2:20: "en" is the language en, which is there already`,
		title + "word = \"a\\u00adb\"":                              "f.toml:2:8: word has an invisible character",
		title + "word = \"" + strings.Repeat("é", MaxFact+1) + "\"": "f.toml:2:8: word has more than 200 characters",
		title + "fold = \"tennt\"":                                  `f.toml:2:8: fold cannot be "tennt"`,
		title + "path = \"\"":                                       "f.toml:2:8: \"\" is not a file inside",
		title + "path = \"../a\"":                                   `f.toml:2:8: "../a" is not a file inside`,
		title + "path = \"a\\\\b\"":                                 "is not a file inside",
		title + "path = \"C:/logo\"":                                `"C:/logo" is not a file inside`,
	} {
		document, problems := source.ParseTOML("f.toml", []byte(text))
		if problems.Err() != nil {
			t.Fatal(problems)
		}
		w := file{Fold: "none"}
		r := Decode(document, &w)
		r.Missing("title", "add it")
		r.Languages = r.ReadLanguages(w.Languages, "title")
		r.Texts("title", w.Title, 10)
		r.Word("word", w.Word)
		r.Choice("fold", w.Fold, "none", "tent")
		r.Path("path", w.Path)
		var got []string
		for _, p := range r.Problems {
			if got = append(got, p.Error()); p.Hint == "" || !strings.HasPrefix(p.Code, "event-") && p.Line > 0 && !strings.Contains(text, "= 5") {
				t.Errorf("%q: %s has the code %q and the hint %q", text, p.Error(), p.Code, p.Hint)
			}
		}
		if all := strings.Join(got, "\n"); (want == "") != (all == "") || !strings.Contains(all, want) {
			t.Errorf("%q: %q, want %q", text, all, want)
		}
	}
}

// TestTexts checks that a text written once is in the main language, and that tags are canonical and texts in NFC.
func TestTexts(t *testing.T) {
	document, _ := source.ParseTOML("f.toml", []byte("title.FA = \"a\"\ntitle.en-gb = \"e\u0301\""))
	var w file
	r := Decode(document, &w)
	r.Languages = r.ReadLanguages(nil, "title")
	if got := fmt.Sprint(r.Texts("title", w.Title, 10)); !slices.Equal(r.Languages, []string{"fa", "en-GB"}) || got != "map[en-GB:é fa:a]" || r.Problems != nil {
		t.Errorf("languages %v, texts %s, %v", r.Languages, got, r.Problems)
	}
	if got := fmt.Sprint(r.Texts("title", source.Texts{"": "once"}, 10)); got != "map[fa:once]" {
		t.Errorf("written once: %s", got)
	}
}
