package event

import (
	"os"
	"slices"
	"strings"
	"testing"

	"lanyard/internal/input/issuer"
)

const (
	smallIssuer = "name = \"An institute\"\nverify = \"verify.example.org\"\n"
	within      = "id = \"a\"\ntitle = \"A meeting\"\nstart = 2017-07-26\n"
)

// TestReadOf reads the example of issuer.toml in the manual, and an event of that issuer.
func TestReadOf(t *testing.T) {
	i, problems := issuer.Read("issuer.toml", issuerExample(t))
	if problems.Err() != nil {
		t.Fatal(problems)
	}
	if i.Verify != "verify.example.org" || i.Name["fa"] != "مؤسسهٔ نمونه" || !slices.Equal(i.Former, []string{"certificates.example.org"}) {
		t.Errorf("reads as %+v", i)
	}
	e, problems := ReadOf(i, "event.toml", []byte(strings.Replace(within, "title = ", "languages = [\"fa\"]\ntitle = ", 1)))
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

// TestPlainIssuer checks that a name written once serves events in every language, and is the same in every issuer
// document.
func TestPlainIssuer(t *testing.T) {
	i, problems := issuer.Read("issuer.toml", []byte(smallIssuer))
	if problems.Err() != nil {
		t.Fatal(problems)
	}
	for _, lang := range []string{"fa", "en", "th"} {
		e, problems := ReadOf(i, "event.toml", []byte(strings.Replace(within, "title = ", "languages = [\""+lang+"\"]\ntitle = ", 1)))
		if problems.Err() != nil {
			t.Fatal(problems)
		}
		if e.Issuer.Name[lang] != "An institute" || len(e.Issuer.Names) != 1 || e.Issuer.Names["en"] != "An institute" {
			t.Errorf("in %s the issuer is %+v", lang, e.Issuer)
		}
	}
	same, problems := ReadOf(i, "event.toml", []byte(within+"[issuer]\n"+smallIssuer))
	if problems.Err() != nil || same.Issuer.Verify != i.Verify {
		t.Errorf("an event that repeats its issuer.toml: %v", problems)
	}
}

// TestTwoIssuers checks that an event that contradicts the issuer.toml above it is refused.
func TestTwoIssuers(t *testing.T) {
	i, _ := issuer.Read("../issuer.toml", issuerExample(t))
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
		e, problems := ReadOf(i, "event.toml", []byte(test.event))
		if e != nil || problems.Err() == nil || !strings.Contains(problems.Error(), test.want) {
			t.Errorf("%s\nsays %v", test.event, problems)
		}
	}
	if _, problems := Read("event.toml", []byte(within)); problems.Err() == nil {
		t.Error("an event outside an issuer's folder is accepted without an issuer")
	}
}

// TestTwoIssuersInOrder has several names that contradict the issuer.toml above: it is always the same one that is named.
func TestTwoIssuersInOrder(t *testing.T) {
	i, _ := issuer.Read("../issuer.toml", issuerExample(t))
	const names = `name = { en = "E", de = "D", es = "S", fr = "F", nl = "N" }`
	for range 10 {
		_, problems := ReadOf(i, "event.toml", []byte(within+"[issuer]\n"+names+"\nverify = \"verify.example.org\"\n"))
		if want := `issuer.name is "D" here and "" in issuer.toml`; !strings.Contains(problems.Error(), want) {
			t.Fatalf("want %q in %v", want, problems)
		}
	}
}

// issuerExample returns the example of the manual of issuer.toml.
func issuerExample(t *testing.T) []byte {
	t.Helper()
	data, err := os.ReadFile("../issuer/issuer.toml")
	if err != nil {
		t.Fatal(err)
	}
	return data
}
