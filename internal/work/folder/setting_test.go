package folder

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/paper"
)

// growing is someBadge for pages from 80 x 50 to 110 x 160 mm.
var growing = strings.Replace(someBadge, "[[box]]", "min_size = [\"80mm\", \"50mm\"]\nmax_size = [\"110mm\", \"160mm\"]\n[[box]]", 1)

// Badges have the size set in event.toml; without one, that of the cells of their stock, if all their designs support
// it.
func TestSizes(t *testing.T) {
	for _, c := range []struct {
		badges   string
		w, h     float64
		problems string
	}{
		{"template = \"g.toml\"\n", 90, 55, ""},
		{"template = \"g.toml\"\nsize = \"A6\"\n", 105, 148, ""},
		{"template = \"g.toml\"\nsize = \"CR80\"\n", 85.6, 53.98, ""},
		{"template = \"g.toml\"\nsize = \"4in x 3in\"\n", 101.6, 76.2, ""},
		{"template = \"g.toml\"\nsize = \"a6 portrait\"\n", 105, 148, ""},
		{"template = \"g.toml\"\nsize = \"A6 landscape\"\n", 0, 0, "is a design for 80mm x 50mm to 110mm x 160mm, not for 148mm x 105mm"},
		{"template = \"g.toml\"\nsheet = \"Avery 5392\"\n", 101.6, 76.2, ""},
		{"template = \"g.toml\"\nsheet = \"Avery 5392\"\nsize = \"90mm x 60mm\"\n", 90, 60, ""},
		{"template = \"g.toml\"\nsheet = \"Avery 5392\"\nback = \"s.toml\"\n", 90, 55, ""},
		{"template = \"s.toml\"\nsheet = \"Avery 5392\"\n", 90, 55, ""},
		{"template = \"g.toml\"\nsheet = \"DK-11207\"\n", 0, 0, "larger than a cell"}, // round: its corners would be lost
	} {
		dir := t.TempDir()
		put(t, filepath.Join(dir, "event.toml"), someEvent+"[badges]\n"+c.badges)
		put(t, filepath.Join(dir, "attendees.csv"), someList)
		put(t, filepath.Join(dir, "g.toml"), growing)
		put(t, filepath.Join(dir, "s.toml"), someBadge)
		w, problems, err := Load(context.Background(), dir)
		if err != nil {
			t.Fatal(err)
		}
		if c.problems != "" {
			if !strings.Contains(problems.Error(), c.problems) {
				t.Errorf("%s: %v, want %q", c.badges, problems, c.problems)
			}
			continue
		}
		want := geom.Size{W: geom.MM(c.w), H: geom.MM(c.h)}
		if problems.Err() != nil || w.Main(paper.Badge) == nil || w.Main(paper.Badge).Size != want {
			t.Errorf("%s: %v, %v, want %v", c.badges, w.Main(paper.Badge), problems, want)
		}
	}
}
