package locale

import "testing"

// TestEveryCalendar writes a day in each calendar: a calendar without a table or a case of its own would be empty, or
// the same as another one.
func TestEveryCalendar(t *testing.T) {
	seen := map[string]string{}
	for i, name := range CalendarNames() {
		text := FormatDate(Date{Year: 2017, Month: 7, Day: 26}, "en", Calendar(i))
		if other, twice := seen[text]; twice || text == "" {
			t.Errorf("%s writes the day as %q, like %s", name, text, other)
		}
		seen[text] = name
	}
}
