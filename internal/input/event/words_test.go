package event

import (
	"slices"
	"strings"
	"testing"
	"time"

	"lanyard/internal/base/source"
)

func read(t *testing.T, text string) *Event {
	t.Helper()
	e, problems := Read("event.toml", []byte(text))
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	return e
}

func TestPhrases(t *testing.T) {
	e := read(t, small+`
[phrases]
participated-in = "has completed"
this_certifies_that.fr = "Nous certifions que"
participated_end = ""
[phrases.cy]
verify_at = "Gwirio yn"
[phrases.de]
participated_end = "bestanden hat"
`)
	for _, one := range []struct{ key, lang, want string }{
		{"participated_in", "en", "has completed"},
		{"participated-in", "en-GB", "has completed"},
		{"participated_in", "fr", "a participé à l’événement"},
		{"this_certifies_that", "fr-CH", "Nous certifions que"},
		{"participated_end", "de-CH", "bestanden hat"},
		{"participated_end", "en", ""},
		{"verify_at", "cy", "Gwirio yn"},
		{"verify_at", "en", "Verify at"},
	} {
		if got := e.Phrase(one.key, one.lang); got != one.want {
			t.Errorf("%s in %s is %q, want %q", one.key, one.lang, got, one.want)
		}
	}
	for text, want := range map[string]string{
		"[phrases]\nparticipated_inn = \"x\"":                            `event.toml:8:20: "participated_inn" is no phrase of the built-in templates`,
		"[phrases.de]\nclosing = \"x\"":                                  `event.toml:8:11: "closing" is no phrase of the built-in templates`,
		"[phrases.german]\nsigned = \"x\"":                               `"german" is no phrase`,
		"[phrases]\nde = \"x\"":                                          `"de" is no phrase`,
		"[phrases]\nsigned.german = \"x\"":                               `"german" is not a language tag`,
		"[phrases]\nsigned = 3":                                          "signed must be text",
		"[phrases]\nsigned = \"a\\u200bb\"":                              "invisible",
		"[phrases]\nsigned.de = \"x\"\n[phrases.de]\nsigned = \"y\"":     "signed has a text in de already",
		"[phrases]\nsigned = \"" + strings.Repeat("x", maxLabel+1) + `"`: "has 81 characters",
	} {
		if _, problems := Read("event.toml", []byte(small+text)); problems.Err() == nil || !strings.Contains(problems.Err().Error(), want) {
			t.Errorf("%s: %v, want %q", text, problems, want)
		}
	}
}

func TestCheckPhrases(t *testing.T) {
	e := read(t, small+"[phrases.tlh]\nsigned = \"ghItlh\"\n")
	problems := e.CheckPhrases([]string{"en", "fa-AF", "tlh"}, []string{"verify-at", "signed", "no_phrase"})
	if len(problems) != 1 || problems[0].Severity.String() != "warning" || !strings.Contains(problems[0].Message, "in tlh: 1 on its papers") ||
		!strings.HasSuffix(problems[0].Hint, "[phrases.tlh]\nverify_at = \"Verify at\"") {
		t.Errorf("got %v", problems)
	}
	// Pasting the lines of the hint removes the warning.
	_, lines, _ := strings.Cut(problems[0].Hint, "\n")
	pasted := strings.Replace(lines, "[phrases.tlh]\n", "[phrases.tlh]\nsigned = \"ghItlh\"\n", 1)
	if again := read(t, small+pasted).CheckPhrases([]string{"tlh"}, []string{"verify_at", "signed"}); len(again) > 0 {
		t.Errorf("once pasted: %v", again)
	}
	if p := e.CheckDates([]string{"en", "cy", "tlh"}); len(p) != 1 || !strings.Contains(p[0].Message, "tlh") {
		t.Errorf("dates: %v", p)
	}
}

func TestUntranslated(t *testing.T) {
	text := "languages = [\"en\", \"fa\", \"de-CH\"]\n" + strings.Replace(small, `title = `, `place.de = "Bern"`+"\nplace.en = \"Berne\"\ntitle.en = ", 1)
	_, problems := Read("event.toml", []byte(text))
	if len(problems) != 2 || !strings.Contains(problems[0].Error()+problems[1].Error(), "title and place are not said in fa") ||
		!strings.Contains(problems[0].Error()+problems[1].Error(), "title is not said in de-CH") {
		t.Errorf("got %v", problems)
	}
}

func TestDay(t *testing.T) {
	late := time.Date(2026, 3, 20, 22, 30, 0, 0, time.UTC)
	for zone, want := range map[string]string{"": "2026-03-20", "Asia/Tehran": "2026-03-21", "America/Los_Angeles": "2026-03-20", "Pacific/Kiritimati": "2026-03-21"} {
		text := small
		if zone != "" {
			text = "timezone = \"" + zone + "\"\n" + small
		}
		if got := read(t, text).Day(late); got.Format(time.DateTime) != want+" 00:00:00" || got.Location() != time.UTC {
			t.Errorf("%q: %v, want %s", zone, got, want)
		}
	}
	there, err := time.LoadLocation("Asia/Tehran")
	if err != nil {
		t.Fatal(err)
	}
	if got := read(t, small).Day(late.In(there)); got.Day() != 21 {
		t.Errorf("the machine's zone: %v", got)
	}
	for _, bad := range []string{"Tehran", "", "Local", "../etc/passwd", "+03:30"} {
		if _, problems := Read("event.toml", []byte("timezone = \""+bad+"\"\n"+small)); !slices.ContainsFunc(problems, func(p source.Problem) bool { return p.Code == "event-bad-timezone" }) {
			t.Errorf("%q: %v", bad, problems)
		}
	}
}
