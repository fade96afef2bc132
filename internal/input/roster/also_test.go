package roster

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

const mainList = `id,name,email,organisation,Attended,role
1,Ana Popescu,ana@example.org,Lab,,
2,Bo Ek,shared@example.org,,,
3,Cy Dee,shared@example.org,Office,,
4,Di Ma,,,,
5,Ed No,ed@example.org,,No,
6,Di Twin,,,,Guest
7,Di Twin,d2@example.org,,,
`

// ofRoles are the roles of the event of mainList.
var ofRoles = [][]string{{"Speaker"}, {"Guest", "Visitor"}}

// TestJoin joins one further list after the other with the same people, and checks to whom each row belongs.
func TestJoin(t *testing.T) {
	numbers := func(cell string) (string, bool) {
		id, ok := map[string]string{"NUM-3": "3", "NUM-9": "9"}[cell]
		return id, ok
	}
	for _, c := range []struct {
		name, list string
		present    bool
		want       string // what the people have afterwards that they had not before, by id
		nobody     string // names, ids or addresses of the rows without a person
	}{
		{"by id", "id,Minutes\n1,30\n4,15\n", false, "1:30min+yes 4:15min+yes", ""},
		{"several rows add up", "id,Minutes\n1,30\n1,45.5\n1,0:00:40\n", false, "1:76min+yes", ""},
		{"by e-mail, in any case", "Email,Minutes\nANA@example.org,30\n", false, "1:30min+yes", ""},
		{"by an address that two share, with the name", "Name,Email,Minutes\nCy Dee,shared@example.org,20\n", false, "3:20min+yes", ""},
		{"by an address that two share", "Email,Minutes\nshared@example.org,20\n", false, "", "shared@example.org"},
		{"by name", "Name,Minutes\ndi ma,20\n", false, "4:20min+yes", ""},
		{"by a name that two have", "Name,Minutes\nDi Twin,20\n", false, "", "Di Twin"},
		{"another address is another person", "Name,Email,Minutes\nAna Popescu,other@example.org,20\n", false, "", "Ana Popescu"},
		{"a person without an address, by name", "Name,Email,Minutes\nDi Ma,di@example.org,20\n", false, "4:20min+yes", ""},
		{"by the number of a badge", "Code,When\nNUM-3,09:00\n", false, "3:yes+when=09:00", ""},
		{"a number of nobody", "Code,When\nNUM-9,09:00\nNUM-1,09:00\n", false, "", "NUM-9|NUM-1"},
		{"an unknown id", "id,Minutes\n77,20\n", false, "", "77"},
		{"presence by being on it", "id\n1\n5\n", true, "1:yes 5:yes", ""},
		{"not presence by being on it", "id,Table\n1,7\n", false, "1:table=7", ""},
		{"present outranks absent, and absent nothing", "id,Attended\n5,yes\n1,no\n", false, "1:no 5:yes", ""},
		{"a status leaves rows out", "id,Status,Paid\n1,cancelled,10\n4,confirmed,20\n", false, "4:status=confirmed+paid=20", ""},
		{"values are joined once each", "id,Topic\n1,Maps\n1,Pumps\n1,Maps\n", false, "1:topic=Maps; Pumps", ""},
		{"hours add up", "id,Hours\n1,1.5\n1,2\n", false, "1:hours=3.5", ""},
		{"hours in doubt do not", "id,Hours\n1,\"1,200\"\n1,2\n", false, "1:hours=1,200; 2", ""},
		{"what is empty is filled in, and nothing overwritten", "id,organisation,country,role\n1,Else,Chad,Speaker\n4,New,,\n", false,
			"1:country=Chad+role=Speaker 4:organisation=New", ""},
		{"a role that the event knows is added, in its order", "id,role\n6,Speaker\n6,Guest\n6,Reviewer\n7,VIP\n", false,
			"6:role=Speaker/Guest 7:role=VIP", ""},
		{"roles of somebody without one", "id,role\n4,Guest & Speaker\n", false, "4:role=Speaker/Guest", ""},
		{"access and the local name", "id,access,name_local,language\n1,A; B,آنا,fa\n1,B; C,آنا,fa\n", false,
			"1:access=A/B/C+local=آنا+language=fa", ""},
		{"sessions are united", "id,sessions\n1,A; B\n1,B; C\n", false, "1:sessions=A/B/C", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, problems := Read("list.csv", []byte(mainList), Options{})
			if problems.Err() != nil || len(r.People) != 7 {
				t.Fatal(problems, len(r.People))
			}
			before := map[string]Attendee{}
			for _, p := range r.People {
				before[p.ID] = p
			}
			a, problems := ReadAlso("more.csv", []byte(c.list), Options{Roles: ofRoles})
			if problems.Err() != nil {
				t.Fatal(problems)
			}
			joined := NewJoiner(r).Join(a, numbers, c.present)
			var got, nobody []string
			for i := range r.People {
				p := &r.People[i]
				if s := gained(before[p.ID], p); s != "" {
					got = append(got, p.ID+":"+s)
				}
			}
			for _, row := range joined.Nobody {
				who := []string{row.Name, row.ID, row.Email}
				for _, cell := range row.Fields.All() {
					who = append(who, cell)
				}
				nobody = append(nobody, who[slices.IndexFunc(who, func(s string) bool { return s != "" })])
			}
			if s := strings.Join(got, " "); s != c.want {
				t.Errorf("joined %q, want %q", s, c.want)
			}
			if s := strings.Join(nobody, "|"); s != c.nobody {
				t.Errorf("nobody has %q, want %q", s, c.nobody)
			}
			if joined.Rows+len(joined.Nobody) != len(a.Rows) || joined.People > joined.Rows {
				t.Errorf("%d rows of %d people and %d of nobody, of %d", joined.Rows, joined.People, len(joined.Nobody), len(a.Rows))
			}
		})
	}
}

// gained describes what a person has and had not before.
func gained(before Attendee, p *Attendee) string {
	var parts []string
	add := func(key, old, now string) {
		if old != now {
			parts = append(parts, key+now)
		}
	}
	if p.Minutes != before.Minutes {
		parts = append(parts, fmt.Sprintf("%dmin", p.Minutes))
	}
	add("", before.Attended.String(), p.Attended.String())
	add("organisation=", before.Organisation, p.Organisation)
	add("position=", before.Position, p.Position)
	add("country=", before.Country, p.Country)
	roles := func(a *Attendee) string { return strings.Join(append([]string{a.Role}, a.AlsoRoles...), "/") }
	add("role=", roles(&before), roles(p))
	add("access=", strings.Join(before.Access, "/"), strings.Join(p.Access, "/"))
	add("local=", before.NameLocal, p.NameLocal)
	add("language=", before.Language, p.Language)
	add("sessions=", strings.Join(before.Sessions, "/"), strings.Join(p.Sessions, "/"))
	for _, key := range []string{"when", "status", "table", "paid", "topic", "hours"} {
		add(key+"=", before.Also[key], p.Also[key])
	}
	return strings.Join(parts, "+")
}

// TestJoinTwoLists adds up what two further lists say, and finds walk-ins as well.
func TestJoinTwoLists(t *testing.T) {
	r, _ := Read("list.csv", []byte(mainList), Options{})
	walkins, _ := Read("walkins.csv", []byte("id,name\nw1,Zoe Late\n"), Options{})
	j := NewJoiner(r, walkins)
	none := func(string) (string, bool) { return "", false }
	for _, list := range []string{"id,Minutes,Note\n1,30,a\nw1,10,\n", "Email,Minutes,Note\nana@example.org,15,b\n"} {
		a, problems := ReadAlso("more.csv", []byte(list), Options{})
		if problems.Err() != nil {
			t.Fatal(problems)
		}
		if keys := a.Brings(); !slices.Equal(keys, []string{"note"}) {
			t.Errorf("brings %q", keys)
		}
		j.Join(a, none, false)
	}
	if p := r.People[0]; p.Minutes != 45 || p.Also["note"] != "a; b" || p.Attended != Present {
		t.Errorf("%d minutes, %q, %s", p.Minutes, p.Also["note"], p.Attended)
	}
	if p := walkins.People[0]; p.Minutes != 10 {
		t.Errorf("the walk-in has %d minutes", p.Minutes)
	}
}

// TestReadAlso checks what a further list needs, and what is said of one that cannot be read.
func TestReadAlso(t *testing.T) {
	for _, c := range []struct {
		list  string
		rows  int
		fault string
	}{
		{"id,Minutes\n1,30\n", 1, ""},
		{"Badge code\nNUM-3\nNUM-4\n", 2, ""},
		{"Email,Status\na@example.org,no-show\nb@example.org,confirmed\n", 1, ""},
		{"Email,Minutes\nnot an address,30\n", 1, ""},
		{"", 0, "empty"},
		{"1\n2\n", 0, "no column"},
	} {
		a, problems := ReadAlso("more.csv", []byte(c.list), Options{})
		if len(a.Rows) != c.rows {
			t.Errorf("%q: %d rows, want %d", c.list, len(a.Rows), c.rows)
		}
		said := fmt.Sprint(problems)
		if (problems.Err() != nil) != (c.fault != "") || !strings.Contains(said, c.fault) {
			t.Errorf("%q: %s, want %q", c.list, said, c.fault)
		}
	}
}

// TestJoinKeeps says each value that a further list has otherwise than the person.
func TestJoinKeeps(t *testing.T) {
	main := "id,name,organisation,position,country,language,role\n1,Ana Pop,Lab,Dr,Germany,de,Guest\n"
	for list, want := range map[string]string{
		"id,organisation\n1,LAB\n":            "",
		"id,country\n1,DE\n":                  "",
		"id,role\n1,visitor\n":                "",
		"id,role\n1,Speaker\n":                "",
		"id,role\n1,Early bird\n":             "2 role: Guest, not Early bird",
		"id,country\n1,FR\n":                  "2 country: Germany, not FR",
		"id,language\n1,fr\n":                 "2 language: de, not fr",
		"id,organisation,position\n1,Co,Ms\n": "2 organisation: Lab, not Co; 2 position: Dr, not Ms",
	} {
		r, problems := Read("list.csv", []byte(main), Options{Roles: ofRoles})
		a, also := ReadAlso("more.csv", []byte(list), Options{Roles: ofRoles})
		if problems.Err() != nil || also.Err() != nil {
			t.Fatal(problems, also)
		}
		var got []string
		for _, d := range NewJoiner(r).Join(a, func(string) (string, bool) { return "", false }, false).Kept {
			got = append(got, fmt.Sprintf("%d %s: %s, not %s", d.Row, d.Field, d.Has, d.NotTaken))
		}
		if s := strings.Join(got, "; "); s != want {
			t.Errorf("%q keeps %q, want %q", list, s, want)
		}
	}
}
