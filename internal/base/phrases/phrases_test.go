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
	if len(languages) < 60 || len(Keys()) != 24 {
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

// TestSentences checks the sentence of a certificate where a title cannot stand behind the verb by itself: it would
// want an article, a case or a form of the preposition, so a word for an event comes before it.
func TestSentences(t *testing.T) {
	for lang, want := range map[string]string{
		"ar": "تُمنح هذه الشهادة إلى Ana تقديرًا للمشاركة في فعالية Forum المنعقدة في Cluj",
		"bg": "С настоящото се удостоверява, че Ana взе участие в събитието Forum Място на провеждане: Cluj",
		"ca": "Es certifica que Ana ha participat en l’esdeveniment Forum Lloc: Cluj",
		"cy": "Tystir drwy hyn fod Ana wedi cymryd rhan yn y digwyddiad Forum Lleoliad: Cluj",
		"es": "Se certifica que Ana ha participado en el evento Forum celebrado en Cluj",
		"fr": "Nous certifions que Ana a participé à l’événement Forum Lieu : Cluj",
		"gl": "Certifícase que Ana participou no evento Forum Lugar: Cluj",
		"he": "תעודה זו מוענקת ל: Ana על השתתפות באירוע Forum מקום: Cluj",
		"kk": "Осы сертификат Ana төмендегі іс-шараға қатысқанын растайды: Forum Өткізілген орны: Cluj",
		"ky": "Ушул сертификат Ana төмөнкү иш-чарага катышканын тастыктайт: Forum Өткөн жери: Cluj",
		"ro": "Se certifică prin prezenta că Ana a participat la evenimentul Forum desfășurat la Cluj",
		"sq": "Vërtetohet se Ana ka marrë pjesë në aktivitetin Forum Vendi: Cluj",
	} {
		got := strings.Join([]string{Lookup("this_certifies_that", lang), "Ana", Lookup("participated_in", lang), "Forum",
			Lookup("held_in", lang), "Cluj"}, " ")
		if got != want {
			t.Errorf("%s: %s", lang, got)
		}
	}
}
