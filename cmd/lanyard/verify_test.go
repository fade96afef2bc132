package main

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"lanyard/internal/trust/credential"
	"lanyard/internal/work/verify"
)

// TestVerifyWords checks what verify prints about a page that is not what was
// signed.
func TestVerifyWords(t *testing.T) {
	genuine := credential.Verdict{State: credential.StateUnknown, Issuer: &credential.Issuer{},
		Claim: &credential.Claim{}, Detail: "no list"}
	for name, c := range map[string]struct {
		result verify.Result
		exit   int
		says   []string
	}{
		"another page": {verify.Result{Verdict: genuine, PDF: true, Page: 2,
			Facts: []verify.Fact{{Name: "name", Value: "Ana", Demand: verify.Required, Absent: true}}}, 30,
			[]string{"GENUINE, STATUS UNKNOWN, BUT THE PAGE SAYS SOMETHING ELSE\n",
				"  no list; page 2 does not show the signed name \"Ana\"\n"}},
		"left out": {verify.Result{Verdict: genuine, PDF: true, Page: 2,
			Facts: []verify.Fact{{Name: "role", Value: "Speaker", Demand: verify.Optional, Absent: true}}}, 10,
			[]string{"GENUINE, STATUS UNKNOWN, BUT NOT COMPARED: ROLE\n",
				"; page 2 does not show the signed role, and the issuer document does not say whether papers of this event do: ",
				"  role      Speaker (not on the page, which must not show another)\n"}},
		"a font of the event's own": {verify.Result{Verdict: genuine, PDF: true, Page: 1,
			Facts: []verify.Fact{{Name: "name", Value: "Ana", Demand: verify.Required, Unlike: true}}}, 11,
			[]string{"CODE GENUINE, LETTERS NOT COMPARED\n",
				"; page 1 shows the signed name in a font that this program does not have: "}},
		"hidden": {verify.Result{Verdict: genuine, PDF: true, Page: 1,
			Facts: []verify.Fact{{Name: "name", Value: "Ana", Demand: verify.Required, Hidden: true}}}, 11,
			[]string{"CODE GENUINE, PAGE NOT COMPARED\n",
				"  the code alone: GENUINE, STATUS UNKNOWN; no list; page 1 has the signed name where nobody sees it: ",
				"  name      Ana (hidden on the page)\n", "look at it with -picture FILE.png"}},
		"another token": {verify.Result{Verdict: genuine, PDF: true, Page: 1, OtherAttached: true}, 30,
			[]string{"GENUINE, STATUS UNKNOWN, BUT ANOTHER TOKEN IS ATTACHED\n",
				"; the token in the attached file is not that of the QR code\n"}},
		"changed since": {verify.Result{Verdict: genuine, PDF: true}, 11,
			[]string{"CODE GENUINE, PAGE NOT COMPARED\n",
				"  the code alone: GENUINE, STATUS UNKNOWN; no list; this file is not",
				"this PDF was changed after it was made"}},
		"another address, in the future": {verify.Result{Verdict: genuine, Elsewhere: "other.example", Future: true},
			10,
			[]string{`; WARNING: the address leads to "other.example", which is not the issuer's `,
				"; its date of issue, 0001-01-01, is in the future: is the clock of this machine right?\n"}},
		"further facts": {verify.Result{Verdict: genuine,
			Facts: verify.Facts(&credential.Claim{Name: "Ana", Extra: map[uint]string{64: "Room 4", 65: "Grade A"}})},
			10,
			[]string{"  fact 64    Room 4\n", "  fact 65    Grade A\n"}},
		"no token": {verify.Result{Verdict: credential.Verdict{State: credential.StateUnreadable}}, 50,
			[]string{"UNREADABLE\n", "give the whole address"}},
	} {
		var out bytes.Buffer
		r := newRecord(input{what: "a.pdf", file: true}, c.result)
		r.print(&out)
		if missing := slices.IndexFunc(c.says,
			func(s string) bool { return !strings.Contains(out.String(), s) }); missing >= 0 || r.Exit != c.exit {
			t.Errorf("%s: exit %d, and verify prints\n%s", name, r.Exit, &out)
		}
	}
}
