package phrases

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"lanyard/internal/base/locale"
)

// TestLookup checks that every language has every phrase and no others.
func TestLookup(t *testing.T) {
	languages := Languages()
	if len(languages) < 60 || len(Keys()) != 22 {
		t.Fatalf("%d languages, phrases %v", len(languages), Keys())
	}
	for _, lang := range languages {
		tags := locale.Fallbacks(lang)
		if _, err := locale.Canonical(lang); err != nil || !slices.Contains(tags, lang) || !locale.HasDates(lang) {
			t.Errorf("%s: found as %v", lang, tags)
		}
		for _, key := range Keys() {
			phrase, ok := worded().phrases[key][lang]
			switch {
			case !ok || phrase == "" && key != "participated_end":
				t.Errorf("%s has no words in %s", key, lang)
			case Lookup(key, lang) != phrase:
				t.Errorf("%s in %s is never found", key, lang)
			case locale.NFC(phrase) != phrase || strings.TrimSpace(phrase) != phrase || strings.Contains(phrase, "  "):
				t.Errorf("%s in %s: %q", key, lang, phrase)
			case strings.ContainsAny(phrase, "/") || strings.Contains(phrase, "(а)"):
				t.Errorf("%s in %s marks gender: %q", key, lang, phrase)
			case lang != "en" && len(strings.Fields(phrase)) > 2 && phrase == Lookup(key, "en"):
				t.Errorf("%s in %s is English", key, lang)
			}
		}
		if worded().reviews[lang] == "" {
			t.Errorf("%s has no review status", lang)
		}
	}
	for lang, want := range map[string]string{
		"fa-IR": "گواهی شرکت", "pt-BR": "Certificado de participação", "nn": "Deltakerbevis",
		"sr-Latn-ME": "Potvrda o učešću", "prs": "گواهی شرکت",
	} {
		if got := Lookup("certificate-of-participation", lang); got != want || !Has(lang) {
			t.Errorf("%s: got %q", lang, got)
		}
	}
	if got := Lookup("verify_at", "gd"); got != "Verify at" || Has("gd") || Has("uz-Arab") {
		t.Errorf("got %q", got)
	}
	if got := Lookup("nonsense", "en"); got != "" {
		t.Errorf("got %q", got)
	}
}

// TestReviews checks that README.md states how many languages there are and how many no native speaker has reviewed.
func TestReviews(t *testing.T) {
	readme, err := os.ReadFile("../../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	unread := 0
	for _, review := range worded().reviews {
		if review == "none" {
			unread++
		}
	}
	want := fmt.Sprintf("in %d languages, of which no native speaker has read %d yet", len(Languages()), unread)
	if text := strings.Join(strings.Fields(string(readme)), " "); !strings.Contains(text, want) {
		t.Errorf("README.md does not say %q", want)
	}
}
