package issuer

import (
	"strings"
	"testing"
)

const smallIssuer = "name = \"An institute\"\nverify = \"verify.example.org\"\n"

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
			i, problems := Read("issuer.toml", []byte(test.text))
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
