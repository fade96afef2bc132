package people

import (
	"testing"

	"lanyard/internal/input/event"
	"lanyard/internal/work/folder"
)

// TestNameLanguage holds the tag that asks the fonts for Nastaliq.
func TestNameLanguage(t *testing.T) {
	l := &List{Work: &folder.Work{Event: &event.Event{Nastaliq: []string{"ur", "pa-Arab"}}}}
	for lang, want := range map[string]string{"ur": "ur-Aran", "ur-PK": "ur-Aran-PK", "ur-Arab": "ur-Arab", "ur-Aran": "ur-Aran", "fa": "fa", "": "", "pa": "pa", "pa-Arab": "pa-Aran", "pa-Guru": "pa-Guru"} {
		if got := l.nameLanguage(lang); got != want {
			t.Errorf("nameLanguage(%q) = %q, want %q", lang, got, want)
		}
	}
	if got := (&List{Work: &folder.Work{Event: &event.Event{}}}).nameLanguage("ur"); got != "ur" {
		t.Errorf("without the setting: %q", got)
	}
}
