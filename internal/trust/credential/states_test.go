package credential

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"lanyard/internal/base/paper"
)

// TestEveryState looks for each state in the manual of the package; the last one ends the loops of other tests.
func TestEveryState(t *testing.T) {
	manual, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	for s := range states {
		if text := State(s).String(); text == "" || !strings.Contains(string(manual), text) {
			t.Errorf("doc.go does not have %q", text)
		}
	}
	if int(StateUnknown) != len(states)-1 {
		t.Error("TestExitCodes and the page's TestEveryState end before the last state")
	}
}

// TestEveryKindIsDescribed looks for the number and the word of each kind of paper in the manual of the package.
func TestEveryKindIsDescribed(t *testing.T) {
	manual, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range paper.Kinds() {
		if says := fmt.Sprintf("%d %s", k, k); !strings.Contains(string(manual), says) {
			t.Errorf("doc.go does not say %q", says)
		}
	}
}
