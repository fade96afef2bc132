package web

import (
	"strings"
	"testing"

	"lanyard/internal/trust/credential"
)

// plainStates have the colour of a notice: what they say is neither good nor bad news about a paper.
var plainStates = map[credential.State]bool{credential.StateUnreadable: true, credential.StateUnknownIssuer: true,
	credential.StateUnsupported: true, credential.StateNotYetKnown: true, credential.StateNoNumber: true,
	credential.StateNotLookedUp: true}

// TestEveryState looks for the picture and the colour of each verdict.
func TestEveryState(t *testing.T) {
	files := pageFiles()
	for s := credential.StateUnreadable; s <= credential.StateUnknown; s++ {
		name := stateName(s.String())
		if !strings.Contains(string(files["index.html"]), `id="icon-`+name+`"`) {
			t.Errorf("%s has no picture icon-%s", s, name)
		}
		if has := strings.Contains(string(files["style.css"]), `data-state="`+name+`"`); has == plainStates[s] {
			t.Errorf("%s has a colour of its own: %v", s, has)
		}
	}
}
