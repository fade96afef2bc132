package openbadge

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"lanyard/internal/base/paper"
	"lanyard/internal/trust/credential"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// key returns the signing key of a seed.
func key(seed byte) *credential.SigningKey {
	return must(credential.NewSigningKey(bytes.NewReader(bytes.Repeat([]byte{seed}, 32))))
}

var clock = time.Date(2017, 8, 1, 12, 30, 0, 0, time.UTC)

// anIssuer returns the document of an issuer whose address is host.
func anIssuer(host string) *credential.Issuer {
	day := clock.Truncate(24 * time.Hour)
	return &credential.Issuer{
		Host: host, Issued: day, Sequence: 1, Names: map[string]string{"en": "Example Institute"},
		Keys: []credential.Key{{Public: key(2).Public(), NotBefore: day, Uses: credential.UseCertificates | credential.UseStatus}},
		Entries: map[uint]credential.Entry{7: {EventID: "e", Main: "fa",
			Titles:   map[string]string{"fa": "کارگاه", "en": "Workshop"},
			FirstDay: 17373, LastDay: 17375, IssuerNames: map[string]string{"fa": "مؤسسه", "en": "Example Institute"},
			Lists: "https://" + host + "/s/0a1b2c3d-"}},
	}
}

// aClaim returns a certificate of anIssuer, with an event of its own or one of the document.
func aClaim(host string) credential.Claim {
	return credential.Claim{
		Issuer: host, Issued: clock, Number: credential.Number{1, 2, 3, 9: 4},
		Status: credential.StatusRef{Index: 4711, URI: "https://" + host + "/s/0a1b2c3d-0"},
		Name:   `Ana "la" Ionescu \ 𐐷`, Role: "Speaker", Event: "Workshop <1> & more", FirstDay: 17373, LastDay: 17374,
		IssuerName: "Example Institute",
	}
}

// claims are certificates of every kind.
func claims(host string) map[string]credential.Claim {
	all := map[string]credential.Claim{"whole": aClaim(host)}
	add := func(name string, change func(*credential.Claim)) {
		c := aClaim(host)
		change(&c)
		all[name] = c
	}
	add("one day without a role", func(c *credential.Claim) { c.LastDay, c.Role = c.FirstDay, "" })
	add("expires", func(c *credential.Claim) { c.Expires = clock.AddDate(20, 0, 0) })
	add("before 1970", func(c *credential.Claim) { c.FirstDay, c.LastDay = -5, -3 })
	add("in Persian", func(c *credential.Claim) {
		e := anIssuer(host).Entries[7]
		c.Entry, c.EventRef, c.Event, c.IssuerName = &e, 7, e.Titles["fa"], e.IssuerNames["fa"]
		c.Name, c.NameLocal, c.Minutes, c.Extra = "آنا یونسکو", "Ana Ionescu", 90, map[uint]string{64: "12"}
	})
	return all
}

// TestFromRecord holds the badge that a record gives against the one that was issued.
func TestFromRecord(t *testing.T) {
	i := anIssuer("verify.example.org")
	for name, c := range claims(i.Host) {
		issued, record := must(Issue(c, i, key(2))), must(Record(c, i, key(2)))
		if got := must(fromRecord(c, i, record)); !bytes.Equal(got, issued) {
			t.Errorf("%s: %s\nfrom the record: %s", name, issued, got)
		}
		for at := range record {
			broken := bytes.Clone(record)
			broken[at] ^= 1
			if got, err := fromRecord(c, i, broken); err == nil {
				t.Fatalf("%s: byte %d of the record changed nothing: %s", name, at, got)
			}
		}
		other := c
		other.Name += "x"
		if _, err := fromRecord(other, i, record); err == nil {
			t.Errorf("%s: the proof is over another name too", name)
		}
	}
}

// TestNoBadge holds that what is no certificate gets no badge, and nothing is signed by a key that nobody can look up.
func TestNoBadge(t *testing.T) {
	i := anIssuer("verify.example.org")
	badge, unknown := aClaim(i.Host), aClaim(i.Host)
	badge.Kind = paper.Badge
	unknown.Event = ""
	for name, try := range map[string]func() ([]byte, error){
		"a badge of paper":  func() ([]byte, error) { return Issue(badge, i, key(2)) },
		"an unknown event":  func() ([]byte, error) { return Issue(unknown, i, key(2)) },
		"an unlisted key":   func() ([]byte, error) { return Issue(aClaim(i.Host), i, key(3)) },
		"an unlisted key 2": func() ([]byte, error) { return Record(aClaim(i.Host), i, key(3)) },
	} {
		if data, err := try(); err == nil {
			t.Errorf("%s: %s", name, data)
		}
	}
}

// TestCreated holds that a proof is no older than its key.
func TestCreated(t *testing.T) {
	i := anIssuer("verify.example.org")
	i.Keys[0].NotBefore = clock.AddDate(1, 0, 0)
	var b badge
	if err := json.Unmarshal(must(Issue(aClaim(i.Host), i, key(2))), &b); err != nil {
		t.Fatal(err)
	}
	if want := "2018-08-01T12:30:00Z"; b.Proof[0].Created != want || b.ValidFrom != "2017-08-01T12:30:00Z" {
		t.Errorf("created %s, not %s; valid from %s", b.Proof[0].Created, want, b.ValidFrom)
	}
}

// aList returns the status list of aClaim in a state.
func aList(host string, s credential.Status) *credential.StatusList {
	l := must(credential.NewStatusList(1 << 16))
	l.URI, l.Issued, l.TTL, l.Expires = aClaim(host).Status.URI, clock, time.Hour, clock.AddDate(100, 0, 0)
	l.Set(4711, s)
	return l
}

// TestPrivate holds that a list says nothing of people: of two states, it differs in one bit.
func TestPrivate(t *testing.T) {
	i := anIssuer("verify.example.org")
	text := string(must(SignList(aList(i.Host, credential.StatusRevoked), i, key(2))))
	if strings.Contains(text, "Ana") || len(text) > 2000 {
		t.Errorf("%d bytes: %s", len(text), text)
	}
}

// TestCheckList accepts the list that goes with a list of tokens, and no other.
func TestCheckList(t *testing.T) {
	i := anIssuer("verify.example.org")
	tokens := aList(i.Host, credential.StatusSuspended)
	data := must(SignList(tokens, i, key(2)))
	if err := CheckList(data, tokens, i); err != nil {
		t.Error(err)
	}
	if err := CheckList(data, aList(i.Host, credential.StatusValid), i); err == nil {
		t.Error("a list of other states is accepted")
	}
	for at := range data {
		broken := bytes.Clone(data)
		broken[at] ^= 1
		if CheckList(broken, tokens, i) == nil {
			t.Fatalf("byte %d changes nothing: %s", at, broken)
		}
	}
	i.Keys[0].State = credential.KeyCompromised
	if CheckList(data, tokens, i) == nil {
		t.Error("a list by a compromised key is accepted")
	}
}

// opened returns anIssuer as a verifier has it.
func opened(host string, change func(*credential.Issuer)) *credential.Issuer {
	root := must(credential.NewRootKey(bytes.NewReader(bytes.Repeat([]byte{1}, 32))))
	i := anIssuer(host)
	change(i)
	return must(credential.OpenIssuer(must(credential.SignIssuer(i, root)), credential.Thumbprint{}))
}

// TestJudge judges badges as tokens are judged: by keys, dates and status; and nothing can be changed in one.
func TestJudge(t *testing.T) {
	const host = "user.github.io/verify"
	same := func(*credential.Issuer) {}
	i := opened(host, same)
	ask := func(data []byte, i *credential.Issuer, s credential.Status, now time.Time) credential.Verdict {
		lists := new(credential.StatusLists)
		l := must(credential.OpenStatusList(must(credential.SignStatusList(aList(host, s), key(2))), i))
		if err := lists.Add(l); err != nil {
			t.Fatal(err)
		}
		return Judge(data, []*credential.Issuer{opened("verify.example.net", same), i}, lists, now)
	}
	for name, c := range claims(host) {
		data := must(Issue(c, i, key(2)))
		v := ask(data, i, credential.StatusValid, clock)
		if v.State != credential.StateValid || v.Claim == nil || v.Claim.Name != c.Name || v.Claim.Number != c.Number ||
			v.Claim.FirstDay != c.FirstDay || v.Claim.LastDay != c.LastDay || v.Claim.Role != c.Role || !v.Claim.Issued.Equal(c.Issued) {
			t.Errorf("%s: %v (%s), %+v", name, v, v.Detail, v.Claim)
		}
		var loose bytes.Buffer
		if err := json.Compact(&loose, data); err != nil {
			t.Fatal(err)
		}
		if v := ask(loose.Bytes(), i, credential.StatusValid, clock); v.State != credential.StateValid {
			t.Errorf("%s without white space: %v (%s)", name, v, v.Detail)
		}
	}
	data := must(Issue(aClaim(host), i, key(2)))
	for s, want := range map[credential.Status]credential.State{credential.StatusRevoked: credential.StateRevoked,
		credential.StatusSuspended: credential.StateSuspended, credential.StatusSuperseded: credential.StateSuperseded} {
		if v := ask(data, i, s, clock); v.State != want {
			t.Errorf("%s: %v", s, v)
		}
	}
	expires := must(Issue(claims(host)["expires"], i, key(2)))
	if v := ask(expires, i, credential.StatusValid, clock.AddDate(21, 0, 0)); v.State != credential.StateExpired {
		t.Errorf("expired: %v", v)
	}
	stolen := opened(host, func(i *credential.Issuer) {
		i.Keys[0].State = credential.KeyCompromised
		i.Keys = append(i.Keys, credential.Key{Public: key(3).Public(), NotBefore: i.Keys[0].NotBefore, Uses: credential.UseStatus})
	})
	if v := Judge(data, []*credential.Issuer{stolen}, nil, clock); v.State != credential.StateNotTrusted {
		t.Errorf("a compromised key: %v (%s)", v, v.Detail)
	}
	if v := Judge(data, []*credential.Issuer{opened("verify.example.net", same)}, nil, clock); v.State != credential.StateUnknownIssuer || v.Claim != nil {
		t.Errorf("another issuer: %v", v)
	}
	for at := range data {
		broken := bytes.Clone(data)
		broken[at] ^= 1
		v := Judge(broken, []*credential.Issuer{i}, nil, clock)
		if v.Claim != nil && !bytes.Equal(bytes.Join(bytes.Fields(broken), nil), bytes.Join(bytes.Fields(data), nil)) {
			t.Fatalf("byte %d, %q for %q: %v", at, broken[at], data[at], v)
		}
	}
}

// TestJudgeAfterMoving holds the badge of a revoked certificate, whose list has kept its address on the host of before,
// against an issuer that has moved.
func TestJudgeAfterMoving(t *testing.T) {
	const before, host = "old.example.org", "verify.example.org"
	i := opened(host, func(i *credential.Issuer) {
		i.FormerHosts, i.StatusLists = []string{before}, []string{"https://" + before + "/s/0a1b2c3d-0"}
	})
	lists := new(credential.StatusLists)
	l := must(credential.OpenStatusList(must(credential.SignStatusList(aList(before, credential.StatusRevoked), key(2))), i))
	if err := lists.Add(l); err != nil {
		t.Fatal(err)
	}
	data := must(Issue(aClaim(before), i, key(2)))
	if v := Judge(data, []*credential.Issuer{i}, lists, clock); v.State != credential.StateRevoked {
		t.Errorf("%v (%s)", v, v.Detail)
	}
}

// TestJudgeIsFairToOrder gives two documents with one host: the order in which they are given decides nothing, and one
// that does not list the key takes nothing from one that does.
func TestJudgeIsFairToOrder(t *testing.T) {
	const host = "verify.example.org"
	good := opened(host, func(*credential.Issuer) {})
	stolen := opened(host, func(i *credential.Issuer) {
		i.Keys[0].State = credential.KeyCompromised
		i.Keys = append(i.Keys, credential.Key{Public: key(3).Public(), NotBefore: i.Keys[0].NotBefore, Uses: credential.UseStatus})
	})
	other := opened(host, func(i *credential.Issuer) { i.Keys[0].Public = key(3).Public() })
	data := must(Issue(aClaim(host), good, key(2)))
	lists := new(credential.StatusLists)
	l := must(credential.OpenStatusList(must(credential.SignStatusList(aList(host, credential.StatusValid), key(2))), good))
	if err := lists.Add(l); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		with *credential.Issuer
		want credential.State
	}{"compromised": {stolen, credential.StateNotTrusted}, "without the key": {other, credential.StateValid}} {
		for _, issuers := range [][]*credential.Issuer{{good, c.with}, {c.with, good}} {
			if v := Judge(data, issuers, lists, clock); v.State != c.want {
				t.Errorf("%s: %v (%s), want %s", name, v, v.Detail, c.want)
			}
		}
	}
}

// TestJudgeReadsAllOfTheText changes the text where encoding/json would not notice, and other software could read it otherwise.
func TestJudgeReadsAllOfTheText(t *testing.T) {
	const host = "verify.example.org"
	i := opened(host, func(*credential.Issuer) {})
	text := string(must(Issue(aClaim(host), i, key(2))))
	name := `"name": "Workshop`
	if !strings.Contains(text, name) {
		t.Fatal(text)
	}
	for what, changed := range map[string]string{
		"something behind it":      strings.TrimSpace(text) + "} more",
		"a second value":           text + "{}",
		"a key twice":              strings.Replace(text, name, `"name": "Forged", `+name, 1),
		"a key in capitals":        strings.Replace(text, name, `"name": "Forged", "N`+name[2:], 1),
		"a key in capitals, alone": strings.Replace(text, name, `"N`+name[2:], 1),
		"a text that is null":      strings.Replace(text, `"role": "Speaker"`, `"role": null`, 1),
	} {
		if v := Judge([]byte(changed), []*credential.Issuer{i}, nil, clock); changed == text || v.Claim != nil {
			t.Errorf("%s: %v", what, v)
		}
	}
}

// FuzzJudge holds that whatever is judged as genuine is what was signed.
func FuzzJudge(f *testing.F) {
	const host = "verify.example.org"
	i := opened(host, func(*credential.Issuer) {})
	names := map[string]bool{}
	for _, c := range claims(host) {
		f.Add(must(Issue(c, i, key(2))))
		names[c.Name] = true
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if v := Judge(data, []*credential.Issuer{i}, nil, clock); v.Claim != nil && !names[v.Claim.Name] {
			t.Errorf("%v: %s", v, data)
		}
	})
}
