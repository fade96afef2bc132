package batch

import (
	"strings"
	"testing"
)

// TestCheckFindings holds what check says of rows that cannot be printed, or
// had better not be.
func TestCheckFindings(t *testing.T) {
	const header = "id,name,name_local,organisation,role\n"
	cases := []struct {
		name, event, list string
		want              []string // start of each problem, with code and severity
	}{
		{"a sign", checkedEvent, "1,Ana Pop 🎉,,,Speaker\n", []string{
			`error layout-no-glyph attendees.csv:2:2: the name "Ana Pop 🎉": no font has the character 🎉 (U+1F389, party popper) | leave it out`}},
		{"a script", checkedEvent, "1,Ana Pop,𗼇𗼇,,Speaker\n", []string{
			`error layout-no-glyph attendees.csv:2:3: the local name "𗼇𗼇": no font has the character 𗼇 (U+17F07, tangut ideograph) | it is of the Tangut script; a font that has it is added in event.toml:`}},
		{"private use", checkedEvent, "1,Ana \ue000 Pop,,,Speaker\n", []string{
			`error layout-no-glyph attendees.csv:2:2: the name "Ana \u{e000} Pop": no font has the character U+E000, private use | it belongs to a font of somebody's own`}},
		{"no such character", checkedEvent, "1,Ana \u0378 Pop,,,Speaker\n", []string{
			`error layout-no-glyph attendees.csv:2:2: the name "Ana \u{378} Pop": no font has the character U+0378, unassigned | there is no such character`}},
		{"the event's fault is told once", strings.Replace(checkedEvent, `place = "Tehran"`, `place = "Tehran 🎉"`, 1), "1,Ana Pop,,,Speaker\n2,Bea Pop,,,Speaker\n", []string{
			`error layout-no-glyph event.toml:3:9: the event dates and place "`}},
		{"a long name", checkedEvent, "1,Phimlaphatrada Siphiphatthanakunthamrongkiatphaisanwatthanaphirom,,,Speaker\n", []string{
			`warning badge-name-small attendees.csv:2:2: the name "Phimlaphatrada Siphiphatthanakunthamrongkiatphaisanwatthanaphirom" is long: on the badge it stands at 7.`}},
		{"a form that the font lacks", checkedEvent, "1,Watanabe,渡邉\U000e0101,,Speaker\n", []string{
			"warning letter-form attendees.csv:2:3: the local name \"渡邉\U000e0101\": its font does not list the form of 邉 (U+9089 U+E0101) for which its selector asks: the letter is printed in the ordinary one | if the name is Japanese, write ja"}},
		{"two forms", checkedEvent, "1,Watanabe,渡邉\U000e0101邊\U000e0102,,Speaker\n", []string{
			"warning letter-form attendees.csv:2:3: the local name \"渡邉\U000e0101邊\U000e0102\": its font does not list 2 forms of 邉 (U+9089 U+E0101), 邊 (U+908A U+E0102) for which their selectors ask: the letters are"}},
		{"a form in the event's text is told once", strings.Replace(checkedEvent, `place = "Tehran"`, "place = \"邊\U000e0102\"", 1), "1,Ana Pop,,,Speaker\n2,Bea Pop,,,Speaker\n", []string{
			"warning letter-form event.toml:3:9: the event dates and place \""}},
		{"too long a name", checkedEvent, "1," + strings.Repeat("Siphiphatthanakunthamrongkiat", 9) + ",,,Speaker\n", []string{
			`error layout-overflow attendees.csv:2:2:`}},
		{"a role", checkedEvent, "1,Ana Pop,,,Speeker\n", []string{
			`error person-unknown-role attendees.csv:2:5: "Ana Pop" has the role "Speeker", which event.toml does not know | did you mean speaker?`}},
		{"all of a row at once", checkedEvent, "1,Ana 🎉,,,Speeker\n", []string{
			`error layout-no-glyph attendees.csv:2:2: the name "Ana 🎉"`, `error person-unknown-role attendees.csv:2:5:`}},
		{"all is well", checkedEvent, "1,Ana Pop,آنا پاپ,Example,Speaker\n", nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			report, _ := Check(t.Context(), Job{Dir: folderOf(t, c.event, header+c.list), Now: morning})
			var got []string
			for _, p := range report.Problems {
				got = append(got, p.Severity.String()+" "+p.Code+" "+p.Error()+" | "+p.Hint)
			}
			if len(got) < len(c.want) || c.want == nil && len(got) > 0 {
				t.Fatalf("got %d problems: %s", len(got), strings.Join(got, "\n"))
			}
			for i, want := range c.want {
				if !strings.HasPrefix(got[i], want) {
					t.Errorf("got  %s\nwant %s", got[i], want)
				}
			}
			if c.name != "too long a name" && len(got) != max(1, len(c.want)) && c.want != nil {
				t.Errorf("more than that: %s", strings.Join(got, "\n"))
			}
		})
	}
}
