package event

import (
	"slices"
	"strings"
	"testing"
)

const (
	smallIssuer = "name = \"An institute\"\nverify = \"verify.example.org\"\n"
	within      = "id = \"a\"\ntitle = \"A meeting\"\nstart = 2017-07-26\n"
)

// TestReadIssuer reads the example of the manual, and its events.
func TestReadIssuer(t *testing.T) {
	i, problems := ReadIssuer("issuer.toml", issuerExample)
	if problems.Err() != nil {
		t.Fatal(problems)
	}
	if i.Verify != "verify.example.org" || i.Name["fa"] != "مؤسسهٔ نمونه" || !slices.Equal(i.Former, []string{"certificates.example.org"}) {
		t.Errorf("reads as %+v", i)
	}
	e, problems := i.ReadEvent("event.toml", []byte(strings.Replace(within, "title = ", "languages = [\"fa\"]\ntitle = ", 1)))
	if problems.Err() != nil {
		t.Fatal(problems)
	}
	if e.Issuer.Name["fa"] != i.Name["fa"] || e.Issuer.Verify != i.Verify || len(e.Issuer.Names) != 2 {
		t.Errorf("its event has the issuer %+v", e.Issuer)
	}
	p := e.Problem("x", "issuer.verify", "not there", "")
	if p.Error() != "issuer.toml:3:10: not there" {
		t.Errorf("a problem with the address is at %v", p)
	}
}

// TestPlainIssuer gives a name that is written once to events of every language, and the issuer document one and the
// same.
func TestPlainIssuer(t *testing.T) {
	i, problems := ReadIssuer("issuer.toml", []byte(smallIssuer))
	if problems.Err() != nil {
		t.Fatal(problems)
	}
	for _, lang := range []string{"fa", "en", "th"} {
		e, problems := i.ReadEvent("event.toml", []byte(strings.Replace(within, "title = ", "languages = [\""+lang+"\"]\ntitle = ", 1)))
		if problems.Err() != nil {
			t.Fatal(problems)
		}
		if e.Issuer.Name[lang] != "An institute" || len(e.Issuer.Names) != 1 || e.Issuer.Names["en"] != "An institute" {
			t.Errorf("in %s the issuer is %+v", lang, e.Issuer)
		}
	}
	same, problems := i.ReadEvent("event.toml", []byte(within+"[issuer]\n"+smallIssuer))
	if problems.Err() != nil || same.Issuer.Verify != i.Verify {
		t.Errorf("an event that says the same: %v", problems)
	}
}

func TestBadIssuer(t *testing.T) {
	for _, test := range []struct{ name, text, want, hint string }{
		{"empty", "", "issuer.toml: name is missing", `add: name = "Example Institute"`},
		{"no address", "name = \"A\"\n", "issuer.toml: verify is missing", `add: verify = "verify.example.org"`},
		{"blank", "name = \" \"\nverify = \"v.example.org\"\n", "issuer.toml:1:8: name is empty", ""},
		{"scheme", "name = \"A\"\nverify = \"https://v.example.org/\"\n", `issuer.toml:2:10: "https://v.example.org/" is not a host name`,
			`write verify = "v.example.org"`},
		{"unknown", smallIssuer + "motto = \"a\"\n", `issuer.toml:3:1: there is no key "motto"`, ""},
		{"table", "[issuer]\n" + smallIssuer, `issuer.toml:1:2: there is no key "issuer"`, ""},
		{"former", smallIssuer + "former = [\"old host\"]\n", `issuer.toml:3:11: "old host" is not a host name`, ""},
		{"former twice", smallIssuer + "former = [\"a.org\", \"a.org\"]\n", `issuer.toml:3:20: "a.org" is there already`, "delete it here"},
		{"present", smallIssuer + "former = [\"verify.example.org\"]\n", `issuer.toml:3:11: "verify.example.org" is there already`, ""},
		{"many", smallIssuer + "former = [" + strings.Repeat("\"a.org\", ", maxFormer+1) + "]\n", "there are 33 former addresses, more than 32", ""},
		{"colour", smallIssuer + "colour = \"navy\"\n", `issuer.toml:3:10: "navy" is not a colour`, `write colour = "#00467f"`},
		{"pale", smallIssuer + "colour = \"#ff6600\"\n", `issuer.toml:3:10: white text on #ff6600 has a contrast of 2.9 to 1, less than 4.5`, `write colour = "#c95000"`},
		{"nearly", smallIssuer + "colour = \"#777777\"\n", `has a contrast of 4.4 to 1`, `write colour = "#767676"`},
		{"accent", smallIssuer + "colour = \"#00467f\"\naccent = \"#1a5a90\"\n", `issuer.toml:4:10: #1a5a90 on #00467f has a contrast of 1.3 to 1, less than 3.0`, `write accent = "#`},
		{"accent on navy", smallIssuer + "accent = \"#000000\"\n", `#000000 on #14263b has a contrast of`, `write accent = "#`},
		{"logo", smallIssuer + "logo = \"/etc/logo.png\"\n", `issuer.toml:3:8: "/etc/logo.png" is not a file inside the event folder`, ""},
		{"language", "name.english_ = \"A\"\nverify = \"v.example.org\"\n", `issuer.toml:1:`, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			i, problems := ReadIssuer("issuer.toml", []byte(test.text))
			if i != nil || problems.Err() == nil {
				t.Fatalf("reads as %+v: %v", i, problems)
			}
			var all strings.Builder
			_ = problems.Format(&all, "")
			if !strings.Contains(all.String(), test.want) || !strings.Contains(all.String(), test.hint) {
				t.Errorf("says\n%s", all.String())
			}
		})
	}
}

// TestTwoIssuers refuses an event that contradicts the issuer in whose folder it lies.
func TestTwoIssuers(t *testing.T) {
	i, _ := ReadIssuer("../issuer.toml", issuerExample)
	for _, test := range []struct{ event, want string }{
		{within + "[issuer]\nname = \"Example Institute\"\nverify = \"other.example.org\"\n",
			`event.toml:6:10: issuer.verify is "other.example.org" here and "verify.example.org" in issuer.toml`},
		{within + "[issuer]\nname = \"Another\"\nverify = \"verify.example.org\"\n",
			`event.toml:5:8: issuer.name is "Another" here and "Example Institute" in issuer.toml`},
		{within + "[issuer]\nname = \"Example Institute\"\nverify = \"verify.example.org\"\ncolour = \"#102030\"\n",
			`event.toml:7:10: issuer.colour is "#102030" here and "#00467f" in issuer.toml`},
		{within + "[issuer]\nname = \"Example Institute\"\n", "event.toml:4:2: issuer.verify is missing"},
		{strings.Replace(within, "title", "title.de", 1), "../issuer.toml:1:1: name is missing in de, the main language of the event"},
	} {
		e, problems := i.ReadEvent("event.toml", []byte(test.event))
		if e != nil || problems.Err() == nil || !strings.Contains(problems.Error(), test.want) {
			t.Errorf("%s\nsays %v", test.event, problems)
		}
	}
	if _, problems := Read("event.toml", []byte(within)); problems.Err() == nil {
		t.Error("an event that stands alone needs no issuer")
	}
}
