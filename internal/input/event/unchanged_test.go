package event

import (
	"fmt"
	"testing"
)

// TestNowhere checks which verification hosts are warned of as examples that nobody can own.
func TestNowhere(t *testing.T) {
	for host, want := range map[string]bool{
		"verify.example.org": true, "example.com": true, "a.b.example.net": true, "localhost": true, "my.test": true, "verify.example": true,
		"pc.local": true, "x.invalid": true, "verify.lanyard.eu": false, "myexample.org": false, "example.org.uk": false, "test.de": false,
		"contest.uni.edu": false,
	} {
		e, problems := Read("event.toml", []byte("id = \"a\"\ntitle = \"A\"\nstart = 2027-01-02\n[issuer]\nname = \"I\"\nverify = \""+host+"\"\n"))
		if e == nil {
			t.Fatal(problems)
		}
		got := e.Nowhere()
		if (len(got) == 1) != want {
			t.Errorf("%s: %v, want %v", host, got, want)
		}
		if want && (got.Err() != nil || got[0].Line != 6) {
			t.Errorf("%s: %v is not a warning in line 6", host, got)
		}
	}
}

// TestUnchanged checks that each example value is found by itself, and none in an event with its own values.
func TestUnchanged(t *testing.T) {
	facts := [][2]string{{"lake-days", ExampleID}, {"Lake Days", ExampleTitle}, {"Hallstatt", ExamplePlace}, {"Lake Institute", ExampleIssuer},
		{"Ada Berg", ExampleSignatory}}
	lines := []int{1, 2, 3, 6, 10}
	for i := range len(facts) + 1 {
		var v []any
		for k, f := range facts {
			v = append(v, f[0])
			if k == i {
				v[k] = f[1]
			}
		}
		e, problems := Read("event.toml", fmt.Appendf(nil, "id = %q\ntitle = %q\nplace = %q\nstart = 2027-01-02\n[issuer]\nname = %q\nverify = \"v.lake.at\"\n[certificates]\n[[certificates.signatories]]\nname = %q\n", v...))
		if e == nil {
			t.Fatal(problems)
		}
		got := e.Unchanged()
		if i == len(facts) {
			if len(got) > 0 {
				t.Errorf("an event with its own values: %v", got)
			}
			continue
		}
		if len(got) != 1 || got[0].Line != lines[i] || got.Err() != nil || got[0].Hint == "" {
			t.Errorf("%s: %v, want a warning in line %d", facts[i][1], got, lines[i])
		}
	}
}
