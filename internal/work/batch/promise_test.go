package batch_test

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"lanyard/internal/base/paper"
	"lanyard/internal/trust/credential"
	"lanyard/internal/work/batch"
	"lanyard/internal/work/shard"
)

// plainBadge is a design that prints the role for nobody but speakers, and nothing of the event.
const plainBadge = `name = "plain"
kind = "badge"
size = ["90mm", "60mm"]
[[box]]
type = "text"
name = "name"
at = ["5mm", "5mm"]
size = ["45mm", "15mm"]
text = "{{name}}"
[[box]]
type = "text"
name = "role"
at = ["5mm", "22mm"]
size = ["45mm", "10mm"]
text = "{{role.label.main}}"
when = "role is speaker"
[[box]]
type = "qr"
name = "code"
at = ["52mm", "5mm"]
size = ["34mm", "34mm"]
[[box]]
type = "text"
name = "number"
at = ["5mm", "50mm"]
size = ["80mm", "5mm"]
text = "{{number}}"
`

// document returns the event's issuer document.
func (e event) document() *credential.Issuer {
	e.Helper()
	data, err := os.ReadFile(e.path("keys/issuer.cwt"))
	if err != nil {
		e.Fatal(err)
	}
	i, err := credential.OpenIssuer(data, credential.Thumbprint{})
	if err != nil {
		e.Fatal(err)
	}
	return i
}

// promises returns what the entries of the event promise of badges, by reference.
func (e event) promises() (all []string) {
	e.Helper()
	entries := e.document().Entries
	for _, ref := range slices.Sorted(maps.Keys(entries)) {
		all = append(all, fmt.Sprint(entries[ref].Printed[paper.Badge]))
	}
	return all
}

// tokens returns the tokens of the ledger, in its order.
func (e event) tokens() (all []string) {
	e.Helper()
	for _, entry := range e.issued() {
		all = append(all, entry.Token.Digits())
	}
	return all
}

// TestDesignsMakePromises changes the design of badges that were issued under an entry without promises: nobody gets a
// new number for a design that prints more, and everybody for one that prints less than their badges promise.
func TestDesignsMakePromises(t *testing.T) {
	design := func(name string) string { return strings.Replace(badgesOnly, `"bilingual"`, `"`+name+`"`, 1) }
	e := newEvent(t, design("plain.toml"), smallList, map[string]string{"plain.toml": plainBadge})
	e.run(batch.Job{})
	want := func(what string, promises ...string) {
		t.Helper()
		if got := e.promises(); !slices.Equal(got, promises) {
			t.Errorf("%s: the entries promise %q, want %q", what, got, promises)
		}
	}
	want("plain", "map[]")
	plain := e.tokens()

	e.write("event.toml", design("minimal"))
	r := e.run(batch.Job{})
	if r.Issued != 0 || r.Design != "" || !slices.Equal(e.tokens(), plain) {
		t.Errorf("a design that prints more: %d new numbers, %q", r.Issued, r.Design)
	}
	want("minimal", "map[]", "map[5:[en]]")
	e.write("attendees.csv", smallList+"4,Dora Lund,,,,,guest,\n")
	if r = e.run(batch.Job{}); r.Issued != 1 {
		t.Errorf("one more: %d new numbers", r.Issued)
	}

	// Dora's badge promises a role.
	e.write("event.toml", design("plain.toml"))
	if anew := slices.DeleteFunc(e.diff(), func(s string) bool { return !strings.HasSuffix(s, ", anew") }); len(anew) != 1 ||
		!strings.HasPrefix(anew[0], "changed 4 badge") {
		t.Errorf("diff announces new numbers: %q", anew)
	}
	r = e.run(batch.Job{})
	if r.Issued != 1 || r.Corrected != 1 || !strings.HasPrefix(r.Design, "1 badge") {
		t.Errorf("a design that prints less: %d new numbers, %d corrected, %q", r.Issued, r.Corrected, r.Design)
	}
	want("plain again", "map[]", "map[5:[en]]")
	if r = e.run(batch.Job{Options: batch.Options{Again: true}}); r.Issued != 0 || r.Design != "" {
		t.Errorf("again: %d new numbers, %q", r.Issued, r.Design)
	}
}

// TestPromisesWithoutRoot changes designs while the root key is elsewhere: new papers refer to an entry that promises
// less, which is said.
func TestPromisesWithoutRoot(t *testing.T) {
	design := func(name string) string { return strings.Replace(badgesOnly, `"bilingual"`, `"`+name+`"`, 1) }
	e := newEvent(t, design("minimal"), smallList, nil)
	e.run(batch.Job{})
	if err := os.Rename(e.path("keys/root.key"), e.path("root.key")); err != nil {
		t.Fatal(err)
	}
	e.write("event.toml", design("classic"))
	e.write("attendees.csv", smallList+"4,Dora Lund,,,,,guest,\n")
	r := e.run(batch.Job{})
	if said := strings.Join(r.Notes, "\n"); r.Issued != 1 || !strings.Contains(said, "the root key") {
		t.Errorf("%d new numbers; said: %s", r.Issued, said)
	}
	if got := e.promises(); !slices.Equal(got, []string{"map[5:[en]]"}) {
		t.Errorf("the entries promise %q", got)
	}
	e.write("event.toml", strings.Replace(design("minimal"), `title = "Summer Meeting"`, `title = "Autumn Meeting"`, 1))
	if _, err := e.try(batch.Job{}); err == nil || !strings.Contains(err.Error(), "root key") {
		t.Errorf("another title without the root key: %v", err)
	}
}

// TestShardWithoutEntry: a shard whose papers refer to what event.toml said once, and is not here, is refused before it
// makes a folder. One with the issuer document is made.
func TestShardWithoutEntry(t *testing.T) {
	e := newEvent(t, badgesOnly, smallList, nil)
	e.run(batch.Job{})
	e.write("event.toml", badgesOnly+"[roles.helper]\nlabel = \"Helper\"\n")
	f := e.control()
	f.remove("keys/issuer.cwt")
	part := batch.Job{Shard: shard.Shard{Number: 1, Of: 1}}
	if _, err := f.try(part); err == nil || !strings.Contains(err.Error(), "3 of the papers were issued when event.toml said something else") ||
		f.exists("out/shard-1-of-1") {
		t.Errorf("without the issuer document: %v", err)
	}
	if r, err := e.try(part); err != nil || r.Badges != 3 {
		t.Errorf("with it: %d badges, %v", r.Badges, err)
	}
}
