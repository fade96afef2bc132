package owner

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	loneEvent = "id = \"a\"\ntitle.fa = \"آ\"\ntitle.en = \"A\"\nstart = 2027-01-01\n[issuer]\nname.fa = \"م\"\nname.en = \"M\"\nverify = \"verify.example.org\"\n"
	aLogo     = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="100" viewBox="0 0 400 100"><rect width="100" height="100" fill="#00f"/></svg>`
)

func TestBrand(t *testing.T) {
	outside := filepath.Join(t.TempDir(), "secret.png")
	if err := os.WriteFile(outside, []byte(aLogo), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		toml, file string
		data       []byte
		want       string // part of the problem
	}{
		"no brand":      {loneEvent, "", nil, ""},
		"svg":           {loneEvent + "logo = \"logo.svg\"\ncolour = \"#00467F\"\n", "logo.svg", []byte(aLogo), ""},
		"absent":        {loneEvent + "logo = \"logo.svg\"\n", "", nil, `event.toml:9:8: there is no file "logo.svg" in the event's folder`},
		"a link":        {loneEvent + "logo = \"link.png\"\n", "link.png", nil, `event.toml:9:8: "link.png" leads out of the event's folder`},
		"a script":      {loneEvent + "logo = \"logo.svg\"\n", "logo.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>`), "logo.svg:1:"},
		"no picture":    {loneEvent + "logo = \"logo.png\"\n", "logo.png", []byte("GIF89a"), `event.toml:9:8: the logo "logo.png" cannot be shown: it is neither PNG nor JPEG`},
		"large":         {loneEvent + "logo = \"logo.png\"\n", "logo.png", make([]byte, maxLogo+1), `event.toml:9:8: reading "logo.png": it has more than 8 MB`},
		"above":         {loneEvent + "logo = \"../logo.png\"\n", "", nil, `event.toml:9:8: "../logo.png" is not a file inside the event folder`},
		"a pale colour": {loneEvent + "colour = \"#ffcc00\"\n", "", nil, "event.toml:9:10: white text on #ffcc00 has a contrast of 1.5 to 1, less than 4.5"},
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, EventFile), []byte(c.toml), 0o600); err != nil {
			t.Fatal(err)
		}
		if c.data != nil {
			if err := os.WriteFile(filepath.Join(dir, c.file), c.data, 0o600); err != nil {
				t.Fatal(err)
			}
		} else if c.file != "" {
			if err := os.Symlink(outside, filepath.Join(dir, c.file)); err != nil {
				t.Fatal(err)
			}
		}
		b, problems, err := Brand(dir)
		if err != nil {
			t.Fatal(name, err)
		}
		switch {
		case c.want == "" && (problems.Err() != nil || b.Language != "fa" || (len(b.Logo) > 0) != (c.data != nil)):
			t.Errorf("%s: %v, %+v", name, problems, b)
		case c.want != "" && (problems.Err() == nil || !strings.Contains(problems.Error(), c.want) || len(b.Logo) > 0):
			t.Errorf("%s: %v", name, problems)
		}
	}
	if b, problems, err := Brand(t.TempDir()); err != nil || problems != nil || len(b.Logo)+len(b.Language) > 0 {
		t.Errorf("an empty folder has the brand %+v, %v, %v", b, problems, err)
	}
}
