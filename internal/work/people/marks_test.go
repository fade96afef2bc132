package people

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"lanyard/internal/paper/layout"
)

// TestMarks checks what becomes of the further roles of a person.
func TestMarks(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"event.toml": "id = \"x\"\ntitle.en = \"T\"\ntitle.de = \"T\"\nlanguages = [\"en\", \"de\"]\nstart = 2027-01-01\n[issuer]\nname = \"I\"\nverify = \"verify.example.org\"\n[badges]\n" +
			"[roles.speaker]\nlabel.en = \"Speaker\"\nlabel.de = \"Vortrag\"\n[roles.organiser]\nlabel = \"Organiser\"\naliases = [\"Team\"]\n[roles.guest]\nlabel = \"Guest\"\n",
		"attendees.csv": "name,email,role\nAna Pop,a@example.org,\"Guest, Organiser, Speaker\"\nBo Ek,b@example.org,Guest\nBo Ek,b@example.org,Team\nCy Dee,c@example.org,guest\nDi Fay,d@example.org,Team & Organiser\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	l, problems, err := Load(context.Background(), dir)
	if err != nil || problems.Err() != nil {
		t.Fatal(err, problems)
	}
	for i, want := range []struct{ role, marks, label, second string }{
		{"speaker", "organiser; guest", "Organiser; Guest", "Organiser; Guest"},
		{"organiser", "guest", "Guest", "Guest"},
		{"guest", "", "", ""},
		{"organiser", "", "", ""},
	} {
		f := l.PersonFields(layout.Fields{}, &l.People[i])
		if got := f["marks.label"]; f["role"].Text != want.role || f["marks"].Text != want.marks || got.Text != want.label || got.In["de"] != want.second || f["marks.label.second"].Text != want.second {
			t.Errorf("%s: %v %v %+v", l.People[i].Name, f["role"].Text, f["marks"].Text, got)
		}
	}
}
