package issue

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"lanyard/internal/base/paper"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/ledger"
)

// filled returns a claim with a value in every field.
func filled() credential.Claim {
	return credential.Claim{
		Issuer: "verify.example.org", Issued: time.Date(2027, 1, 15, 0, 0, 0, 0, time.UTC), Expires: time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC),
		Number: credential.Number{1}, Replaces: credential.Number{2}, Status: credential.StatusRef{Index: 3, URI: "https://verify.example.org/l/0"},
		Kind: paper.Badge, Name: "Ali Rezaei", NameLocal: "علی رضایی", Language: "fa", Role: "Speaker", Minutes: 540, EventRef: 1,
		EntryHash: credential.EntryHash{1}, Event: "An Event", FirstDay: 20_000, LastDay: 20_001, IssuerName: "The Organisers", Extra: map[uint]string{64: "Room 4"},
	}
}

// other changes the value of a claim's field.
func other(v reflect.Value) {
	switch x := v.Addr().Interface().(type) {
	case *string:
		*x += " x"
	case *int:
		*x += 2
	case *uint:
		*x += 2
	case *time.Time:
		*x = x.AddDate(1, 0, 0)
	case *credential.Number:
		x[0] += 8
	case *credential.StatusRef:
		x.Index++
	case *credential.EntryHash:
		x[0]++
	case **credential.Entry:
		*x = &credential.Entry{Main: "de", Titles: map[string]string{"de": "Ein Ereignis"}}
	case *paper.Kind:
		*x = paper.Certificate
	case *map[uint]map[string]string:
		*x = map[uint]map[string]string{64: {"en": "Room"}}
	case *map[uint]string:
		*x = map[uint]string{64: "Room 5"}
	default:
		panic("a field of another type: " + v.Type().String())
	}
}

// said returns all texts of a claim that a row shows.
func said(r row, c credential.Claim) string {
	text := r.value(&c)
	if r.texts != nil {
		text += " " + strings.Join(r.texts(&c), " ")
	}
	return text
}

// TestEveryFieldHasARow finds fields of a claim that only the token would hold: each field has one row, which shows it,
// and each changes the fingerprint, except those assigned together with a number.
func TestEveryFieldHasARow(t *testing.T) {
	given := []string{"Labels", "EntryHash", "Entry", "Issued", "Number", "Replaces", "Status", "EventRef"}
	v := reflect.TypeFor[credential.Claim]()
	for i := range v.NumField() {
		name := v.Field(i).Name
		var of []row
		for _, r := range rows {
			if slices.Contains(strings.Fields(r.of), name) {
				of = append(of, r)
			}
		}
		if len(of) != 1 {
			t.Errorf("%s has %d rows", name, len(of))
			continue
		}
		a, b := filled(), filled()
		other(reflect.ValueOf(&b).Elem().Field(i))
		if said(of[0], a) == said(of[0], b) {
			t.Errorf("the row of %s shows %q whatever its value", name, said(of[0], a))
		}
		if changes := fingerprint(&a) != fingerprint(&b); changes == slices.Contains(given, name) || (of[0].place == 0) == changes {
			t.Errorf("a change of %s changes the fingerprint: %t, and its place in it is %d", name, changes, of[0].place)
		}
	}
	for _, r := range rows {
		for _, name := range strings.Fields(r.of) {
			if _, ok := v.FieldByName(name); !ok {
				t.Errorf("a row shows %s, which is not a field of a claim", name)
			}
		}
	}
}

// Ledgers hold fingerprints of papers issued years ago: the texts in them and their order must never change.
func TestFingerprintIsForEver(t *testing.T) {
	c := filled()
	c.Extra = nil
	want := ledger.Fingerprint("badge", "Ali Rezaei", "علی رضایی", "fa", "Speaker", "An Event", "20000", "20001", "The Organisers",
		"verify.example.org", "2030-12-31", "540")
	if got := fingerprint(&c); got != want {
		t.Errorf("the fingerprint is %x, and was %x", got, want)
	}
	empty := ledger.Fingerprint("certificate", "", "", "", "", "", "0", "0", "", "", "", "0")
	if got := fingerprint(new(credential.Claim)); got != empty {
		t.Errorf("the fingerprint of an empty claim is %x, and was %x", got, empty)
	}
}

func TestFactsOfThePage(t *testing.T) {
	c := filled()
	demands := map[string]Demand{}
	for _, f := range Facts(&c) {
		demands[f.Name] = f.Demand
	}
	if demands["name"] != Required || demands["event"] != Optional || demands["issued by"] != Unprinted {
		t.Errorf("the page of a badge must show %v", demands)
	}
	if fields := PersonFields(); !slices.Equal(fields, []string{"name", "name_local", "language", "role.label.main"}) {
		t.Errorf("prints are compared by the fields %q", fields)
	}
}
