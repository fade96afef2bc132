package web

import (
	"bytes"
	"encoding/json"
	"os/exec"
	"testing"
	"time"

	"lanyard/internal/base/paper"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/openbadge"
)

// TestPageMakesOpenBadges holds the files that the page makes of records against those that the command makes, byte by byte.
func TestPageMakesOpenBadges(t *testing.T) {
	nodes.take(t)
	node := judgeTool(t, "node")
	seed := func(b byte) *bytes.Reader { return bytes.NewReader(bytes.Repeat([]byte{b}, 32)) }
	root, signing, secret := must(credential.NewRootKey(seed(1))), must(credential.NewSigningKey(seed(2))), must(credential.NewIDKey(seed(3)))
	day := time.Date(2018, 1, 2, 0, 0, 0, 0, time.UTC)
	const host = "user.github.io/verify"
	document := must(credential.SignIssuer(&credential.Issuer{
		Host: host, Issued: day, Sequence: 1, Names: map[string]string{"en": "Institute"}, Buckets: 2,
		StatusLists: []string{"https://" + host + "/s/0"},
		Keys:        []credential.Key{{Public: signing.Public(), NotBefore: day, Uses: credential.UseCertificates | credential.UseStatus}},
		Entries: map[uint]credential.Entry{1: {EventID: "e", Main: "fa", Titles: map[string]string{"fa": `کارگاه "۱"`, "en": "Workshop"},
			FirstDay: -3, LastDay: 17375, IssuerNames: map[string]string{"fa": "مؤسسه", "en": "Institute"},
			Lists: "https://" + host + "/s/0a1b2c3d-"}},
	}, root))
	issuer := must(credential.OpenIssuer(document, credential.Thumbprint{}))
	entry := issuer.Entries[1]

	base := credential.Claim{Issuer: host, Issued: day, Number: credential.Number{1, 2},
		Status: credential.StatusRef{Index: 4711, URI: "https://" + host + "/s/0a1b2c3d-0"}, Name: `آنا <یونسکو> \ 𐐷 & "x"`,
		EventRef: 1, EntryHash: entry.Hash()}
	claims := []credential.Claim{base}
	add := func(change func(*credential.Claim)) {
		c := base
		c.Number[9] = byte(len(claims))
		change(&c)
		claims = append(claims, c)
	}
	add(func(c *credential.Claim) {
		c.Role, c.Expires, c.Issued = "سخنران", day.AddDate(7000, 0, 0), day.Add(time.Hour+59*time.Second)
	})
	add(func(c *credential.Claim) {
		c.EventRef, c.EntryHash, c.Event, c.FirstDay, c.LastDay, c.IssuerName = 0, credential.EntryHash{}, "A\u200cB", 17000, 17000, "I"
		c.Status = credential.StatusRef{URI: "https://" + host + "/s/0"}
	})
	add(func(c *credential.Claim) { c.Kind = paper.Badge })

	var question struct {
		Issuer  []byte            `json:"issuer"`
		Numbers []string          `json:"numbers"`
		Buckets map[string][]byte `json:"buckets"`
	}
	question.Issuer, question.Buckets = document, make(map[string][]byte)
	var want []string
	for _, c := range claims {
		question.Numbers = append(question.Numbers, c.Number.String())
		if c.Kind == paper.Badge {
			want = append(want, "NoRecord")
			continue
		}
		filled := must(issuer.ClaimOf(must(credential.Sign(c, signing))))
		want = append(want, string(must(openbadge.Issue(filled, issuer, signing))))
	}
	papers := func(yield func(credential.Number, credential.Token) bool) {
		for _, c := range claims {
			if !yield(c.Number, must(credential.Sign(c, signing))) {
				return
			}
		}
	}
	proof := func(_ credential.Number, t credential.Token) []byte {
		c := must(issuer.ClaimOf(t))
		if !openbadge.Has(c.Kind) {
			return nil
		}
		return must(openbadge.Record(c, issuer, signing))
	}
	for name, data := range must(issuer.Records(papers, proof, secret)) {
		question.Buckets["/r/"+name] = data
	}
	command := exec.Command(node, "testdata/openbadge.js")
	command.Stdin = bytes.NewReader(must(json.Marshal(question)))
	out, err := command.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, err.(*exec.ExitError).Stderr)
	}
	var got []string
	if err := json.Unmarshal(out, &got); err != nil || len(got) != len(want) {
		t.Fatalf("%v: %s", err, out)
	}
	for n := range want {
		if got[n] != want[n] {
			t.Errorf("the page makes\n%s\nand the command\n%s", got[n], want[n])
		}
	}
}
