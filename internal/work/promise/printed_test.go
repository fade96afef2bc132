package promise

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lanyard/internal/base/paper"
	"lanyard/internal/work/people"
)

// TestPrinted finds the facts that every badge of a design shows: 2 is the title, 3 the days, 5 the role, 7 the issuer.
func TestPrinted(t *testing.T) {
	const event = "id = \"x\"\nlanguages = [\"en\", \"fa\"]\ntitle.en = \"T\"\ntitle.fa = \"F\"\nstart = 2027-01-01\n[issuer]\nname = \"I\"\n" +
		"verify = \"verify.example.org\"\n[attendees]\nfile = \"a.csv\"\n[roles.speaker]\nlabel.en = \"Speaker\"\nlabel.fa = \"سخنران\"\n" +
		"[roles.guest]\nlabel.en = \"Guest\"\n[badges]\ntemplate = \"b.toml\"\n"
	text := func(text, more string) string {
		return fmt.Sprintf("[[box]]\ntype = \"text\"\nat = [\"5mm\", \"5mm\"]\nsize = [\"50mm\", \"15mm\"]\ntext = %q\n%s\n", text, more)
	}
	group := func(keys, box string) string {
		return "[[box]]\ntype = \"group\"\nat = [\"0mm\", \"0mm\"]\nsize = [\"60mm\", \"40mm\"]\n" + keys + "\n" + strings.Replace(box, "[[box]]", "[[box.box]]", 1)
	}
	const code = "[[box]]\ntype = \"qr\"\nat = [\"50mm\", \"5mm\"]\nsize = [\"35mm\", \"35mm\"]\n"
	for name, c := range map[string]struct{ boxes, more, want string }{
		"nothing":               {"", "", "map[]"},
		"main and second":       {text("{{event.title.main}} {{event.title.second}}", ""), "", "map[2:[en fa]]"},
		"language of the page":  {text("{{event.title}}, {{event.dates}}", ""), "", "map[2:[und] 3:[und]]"},
		"and of one":            {text("{{event.title}}", "") + text("{{event.title.fa}}", ""), "", "map[2:[fa]]"},
		"asked for":             {text("{{event.title}}", `lang = "fa"`), "", "map[2:[fa]]"},
		"a language of another": {text("{{event.title.de}}", ""), "", "map[]"},
		"issuer of one name":    {text("{{event.issuer.second}} {{event.issuer.main}}", ""), "", "map[7:[en]]"},
		"days and place":        {text("{{event.dates_and_place.second}}", ""), "", "map[3:[fa]]"},
		"place":                 {text("{{event.place}}", ""), "", "map[]"},
		"role":                  {text("as {{role.label.main}}", ""), "", "map[5:[en]]"},
		"role if any":           {text("{{role.label.main}}", `when = "role.label.main"`), "", "map[5:[en]]"},
		"role, second":          {text("{{role.label.second}}", ""), "", "map[5:[fa]]"},
		"role not of all":       {text("{{role.label.fa}}", ""), "", "map[]"},
		"role of all":           {text("{{role.label.en}}", ""), "", "map[5:[en]]"},
		"key of a role":         {text("{{role}}", ""), "", "map[]"},
		"marks":                 {text("{{marks.label}}", ""), "", "map[]"},
		"for speakers":          {text("{{role.label.main}}", `when = "role is speaker"`), "", "map[]"},
		"with a photo":          {text("{{event.title.main}}", `when = "organisation"`), "", "map[]"},
		"without a role":        {text("{{role.label.main}}", `when = "not role"`), "", "map[]"},
		"the event has it":      {text("{{event.title.main}}", `when = "event.title.second and event.dates"`), "", "map[2:[en]]"},
		"the event lacks it":    {text("{{event.title.main}}", `when = "event.place"`), "", "map[]"},
		"either":                {text("{{event.title.main}}", `when = "organisation or event.title"`), "", "map[2:[en]]"},
		"one of two": {text("{{role.label.main}}", `when = "role is speaker"`) + text("{{role.label.main}}", `when = "role is not speaker"`), "",
			"map[5:[en]]"},
		"one of two languages": {text("{{event.title.main}}", `when = "access"`) + text("{{event.title.second}}", `when = "not access"`), "",
			"map[2:[und]]"},
		"one of two, and more": {text("{{role.label.main}}", `when = "role is speaker"`) + text("{{role.label.main}}", `when = "role is guest"`), "",
			"map[]"},
		"a number":         {text("{{event.title.main}}", `when = "minutes >= 90"`), "", "map[]"},
		"in a group":       {group("", text("{{event.title.main}}", "")), "", "map[2:[en]]"},
		"in a group for":   {group(`when = "organisation"`, text("{{event.title.main}}", "")), "", "map[]"},
		"repeated":         {group("flow = \"down\"\nrepeat = \"sessions\"", text("{{event.title.main}}", "")), "", "map[]"},
		"an ornament":      {text("{{event.title.main}}", `tag = "ornament"`), "", "map[]"},
		"in all languages": {text("", "text.en = \"{{role.label}} at {{event.title}}\"\ntext.fa = \"{{event.title}}\""), "", "map[2:[und]]"},
		"in a paragraph":   {text("{{name}}: {{role.label.main}}", "lines = 3"), "", "map[]"},
		"in a line":        {text("{{name}}: {{role.label.main}}", "lines = 1"), "", "map[5:[en]]"},
		"lines of its own": {text("{{event.title.main}}", "lines = 3"), "", "map[2:[en]]"},
		"another design of guests": {text("{{role.label.main}} {{event.title.main}}", ""),
			text("{{event.title.second}}", ""), "map[2:[und]]"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			head := "name = \"b\"\nkind = \"badge\"\nsize = [\"90mm\", \"60mm\"]\n"
			boxes := strings.ReplaceAll(c.boxes, "text = \"\"\n", "")
			files := map[string]string{"a.csv": "name,role,organisation,sessions,minutes,access\nAna Pop,speaker,A,,,\n", "b.toml": head + boxes + text("{{name}}", "") + code, "event.toml": event}
			if c.more != "" {
				files["guests.toml"] = head + c.more + text("{{name}}", "") + code
				files["event.toml"] += "[badges.templates]\nguest = \"guests.toml\"\n"
			}
			for file, text := range files {
				if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			l, problems, err := people.Load(context.Background(), dir)
			if err != nil || problems.Err() != nil {
				t.Fatal(err, problems)
			}
			if got := fmt.Sprint(printed(l, paper.Badge)); got != c.want {
				t.Errorf("printed: %s, want %s", got, c.want)
			}
			if got := printed(l, paper.Certificate); got != nil {
				t.Errorf("an event without certificates prints %v", got)
			}
		})
	}
}
