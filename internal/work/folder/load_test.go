package folder

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	someEvent = "id = \"an-event\"\ntitle = \"An Event\"\nplace = \"Cluj\"\nstart = 2027-05-14\n[issuer]\nname = \"Us\"\nverify = \"verify.example.org\"\n"
	someBadge = "name = \"mine\"\nkind = \"badge\"\nsize = [\"90mm\", \"55mm\"]\n[[box]]\ntype = \"text\"\nat = [\"5mm\", \"5mm\"]\nsize = [\"80mm\", \"10mm\"]\ntext = \"{{name}}\"\n"
	someList  = "id,name\n1,Ana Popescu\n"
)

// TestLoad reads folders with one fault each, or none. The wanted result is the code of the problem and its file, or ""
// for no problem.
func TestLoad(t *testing.T) {
	for name, c := range map[string]struct {
		event string            // appended to someEvent
		files map[string]string // next to event.toml; "/" for a folder, "-> x" for a link
		want  string
	}{
		"as it should be":            {event: "[badges]\n", want: ""},
		"own template":               {event: "[badges]\ntemplate = \"design/b.toml\"\n", files: map[string]string{"design/b.toml": someBadge}, want: ""},
		"own template in a folder":   {event: "[badges]\ntemplate = \"design/mine\"\n", files: map[string]string{"design/mine/template.toml": someBadge}, want: ""},
		"no such template":           {event: "[badges]\ntemplate = \"clasic\"\n", want: "event-template event.toml"},
		"no such file":               {event: "[badges]\ntemplate = \"b.toml\"\n", want: "event-template event.toml"},
		"template is a folder":       {event: "[badges]\ntemplate = \"b.toml\"\n", files: map[string]string{"b.toml": "/"}, want: "event-template event.toml"},
		"template of another kind":   {event: "[certificates]\ntemplate = \"b.toml\"\n", files: map[string]string{"b.toml": someBadge}, want: "event-template event.toml"},
		"link out of the folder":     {event: "[badges]\ntemplate = \"b.toml\"\n", files: map[string]string{"b.toml": "-> /etc/hostname"}, want: "event-template event.toml"},
		"back of another size":       {event: "[badges]\ntemplate = \"classic\"\nback = \"b.toml\"\n", files: map[string]string{"b.toml": someBadge}, want: "event-template event.toml"},
		"no such sheet":              {event: "[badges]\nsheet = \"A9\"\n", want: "event-sheet event.toml"},
		"sheet that is too small":    {event: "[badges]\nsheet = \"A7\"\n", want: "event-sheet event.toml"},
		"font that is none":          {event: "[badges]\n[[fonts]]\nfamily = \"Mine\"\nfile = \"f.ttf\"\n", files: map[string]string{"f.ttf": "no font"}, want: "event-font event.toml"},
		"font that is not there":     {event: "[badges]\n[[fonts]]\nfamily = \"Mine\"\nfile = \"f.ttf\"\n", want: "event-font event.toml"},
		"picture that is none":       {event: "[badges]\n[pictures]\nlogo = \"l.png\"\n", files: map[string]string{"l.png": "no picture"}, want: "event-picture event.toml"},
		"picture that is not there":  {event: "[badges]\n[pictures]\nlogo = \"l.png\"\n", want: "event-picture event.toml"},
		"picture outside":            {event: "[badges]\n[pictures]\nlogo = \"l.png\"\n", files: map[string]string{"l.png": "-> /etc/hostname"}, want: "event-picture event.toml"},
		"names that are all alike":   {event: "[certificates]\nfiles = \"certificate\"\n", want: "event-files event.toml"},
		"names that are no pattern":  {event: "[certificates]\nfiles = \"{{name\"\n", want: "event-files event.toml"},
		"list that is not there":     {event: "[badges]\n[attendees]\nfile = \"people.csv\"\n", want: "event-attendees event.toml"},
		"list that is a folder":      {event: "[badges]\n", files: map[string]string{"attendees.csv": "/"}, want: "event-attendees event.toml"},
		"family that nobody has":     {event: "[badges]\ntemplate = \"b.toml\"\n", files: map[string]string{"b.toml": someBadge + "family = \"Brnd\"\n"}, want: "template-family b.toml"},
		"look in no such family":     {event: "[badges]\n[look]\nheading = \"Brnd\"\n", want: "event-family event.toml"},
		"size that no paper has":     {event: "[badges]\nsize = \"B9\"\n", want: "event-size event.toml"},
		"size that the design lacks": {event: "[badges]\ntemplate = \"b.toml\"\nsize = \"A6\"\n", files: map[string]string{"b.toml": someBadge}, want: "template-size b.toml"},
		"ornament that is not there": {event: "[badges]\n[look]\nornament = \"frame.svg\"\n", want: "event-picture event.toml"},
		"walk-ins in a folder":       {event: "[badges]\n", files: map[string]string{"walkins.csv": "/"}, want: "walkins-unreadable walkins.csv"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			files := map[string]string{"event.toml": someEvent + c.event, "attendees.csv": someList}
			for file, data := range c.files {
				files[file] = data
			}
			for file, data := range files {
				put(t, filepath.Join(dir, file), data)
			}
			_, problems, err := Load(context.Background(), dir)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, p := range problems {
				if got = append(got, p.Code+" "+p.File); p.Message == "" || p.Hint == "" {
					t.Errorf("%s says %q and then %q", p.Code, p.Message, p.Hint)
				}
			}
			if strings.Join(got, ", ") != c.want {
				t.Errorf("problems %v, want %q", problems, c.want)
			}
		})
	}
}

// put writes a file, or makes a folder or a link.
func put(t *testing.T, name, data string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	var err error
	if target, link := strings.CutPrefix(data, "-> "); link {
		err = os.Symlink(target, name)
	} else if data == "/" {
		err = os.Mkdir(name, 0o755)
	} else {
		err = os.WriteFile(name, []byte(data), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestLoadNoFolder(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "file"), "text")
	for _, name := range []string{"none", "file"} {
		if w, _, err := Load(context.Background(), filepath.Join(dir, name)); err == nil || w != nil {
			t.Errorf("%s is read as an event", name)
		}
	}
	if w, problems, err := Load(context.Background(), dir); err != nil || w != nil || len(problems) != 1 || problems[0].Code != "event-missing" {
		t.Errorf("a folder without an event: %v, %v", problems, err)
	}
}
