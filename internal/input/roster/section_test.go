package roster

import (
	"strings"
	"testing"
)

// webinar is the report of a Zoom webinar with all its sections.
const webinar = `Attendee Report
Report Generated:,04/02/2026 02:31 PM
Topic,Webinar ID,Actual Start Time,Actual Duration (minutes),# Registered,# Cancelled,Unique Viewers,Total Users
Water Days,812 0000 0000,04/01/2026 10:45 AM,226,6,0,4,5
Host Details,
Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes),Is Guest,Country/Region Name
Yes,Hosting Hub,host@example.org,04/01/2026 10:45:00 AM,04/01/2026 02:30:00 PM,225,No,Kenya
Panelist Details,
Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes),Is Guest,Country/Region Name
Yes,Wiebke Osterloh,wo@example.org,04/01/2026 10:45:00 AM,04/01/2026 02:30:00 PM,225,No,Germany
Yes,Ana Popescu,ap@example.org,04/01/2026 12:00:00 PM,04/01/2026 12:30:00 PM,30,No,Romania
Attendee Details,
Attended,User Name (Original Name),First Name,Last Name,Email,Phone,Registration Time,Approval Status,Join Time,Leave Time,Time in Session (minutes),Is Guest,Country/Region Name
Yes,jomo iPhone,Jomo,Karanja,jk@example.org,900,03/30/2026 09:00:00 PM,approved,04/01/2026 10:50:00 AM,04/01/2026 11:29:00 AM,39,No,Kenya
No,Never Came,Never,Came,nc@example.org,900,03/30/2026 09:00:00 PM,approved,--,--,--,--,
Yes,Ana Popescu,Ana,Popescu,ap@example.org,900,03/30/2026 09:00:00 PM,approved,04/01/2026 10:50:00 AM,04/01/2026 11:29:00 AM,39,No,Romania,
Other Attended
User Name,Join Time,Leave Time,Time in Session (minutes),Country/Region Name
0712345678,04/01/2026 10:50:00 AM,04/01/2026 11:29:00 AM,39,Kenya
`

// TestSections reads the sections of a webinar for which the event has roles, and names the others.
func TestSections(t *testing.T) {
	for _, c := range []struct {
		roles  [][]string
		people string
		said   []string
	}{
		{[][]string{{"participant"}},
			"jk@example.org Jomo Karanja  yes 39, nc@example.org Never Came  no 0, ap@example.org Ana Popescu  yes 39",
			[]string{`the section "Panelist Details" is not read: 2 rows, with 1 person who is not in "Attendee Details": "Wiebke Osterloh"`, "[roles.panelist]\n    label = \"Panelist\"",
				`"Host Details" is not read: 1 row, with 1 person`, `"Other Attended" is not read: 1 row, with 1 person who is not in "Attendee Details": "0712345678"
    to print them too, copy`}},
		{[][]string{{"speaker", "Panelist"}, {"participant"}},
			"jk@example.org Jomo Karanja  yes 39, nc@example.org Never Came  no 0, ap@example.org Ana Popescu Panelist yes 69, wo@example.org Wiebke Osterloh Panelist yes 225",
			[]string{`the section "Panelist Details" is read as well: 2 rows with the role "Panelist"`, `"Host Details" is not read`, "10 rows above the header skipped"}},
		{[][]string{{"panelist"}, {"host", "Host"}},
			"jk@example.org Jomo Karanja  yes 39, nc@example.org Never Came  no 0, ap@example.org Ana Popescu Panelist yes 69, host@example.org Hosting Hub Host yes 225, wo@example.org Wiebke Osterloh Panelist yes 225",
			[]string{`the section "Host Details" is read as well: 1 row with the role "Host"`, "9 rows above the header skipped"}},
	} {
		r, problems := Read("w.csv", []byte(webinar), Options{Roles: c.roles})
		account(t, r, problems)
		var people []string
		for _, a := range r.People {
			people = append(people, strings.Join([]string{a.ID, a.Name, a.Role, a.Attended.String(), string(rune('0'+a.Minutes/100)) + string(rune('0'+a.Minutes/10%10)) + string(rune('0'+a.Minutes%10))}, " "))
		}
		got := strings.NewReplacer(" 00", " ", " 0", " ").Replace(strings.Join(people, ", "))
		if got != c.people {
			t.Errorf("%v:\ngot  %s\nwant %s", c.roles, got, c.people)
		}
		said := summary(r, problems)
		for _, want := range c.said {
			if !strings.Contains(said, want) {
				t.Errorf("%v: nothing says %s:\n%s", c.roles, want, said)
			}
		}
	}
}
