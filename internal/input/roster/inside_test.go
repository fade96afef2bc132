package roster

import (
	"fmt"
	"strings"
	"testing"
)

// present returns the people of a roster with whether they were there, "Ana: yes | Bo: no".
func present(r *Roster) string {
	var all []string
	for _, p := range r.People {
		all = append(all, fmt.Sprintf("%s: %s", p.Name, p.Attended))
	}
	return strings.Join(all, " | ")
}

// TestRegistersBelowDays reads letters of registers below days and sessions. All columns together tell the alphabet, so
// that a day on which everybody was absent is read, too.
func TestRegistersBelowDays(t *testing.T) {
	for _, c := range []struct{ name, list, want, says string }{
		{"present and absent", "Name,Day 1,Day 2\nAna,P,P\nAli,A,P\nBo,A,A\n", "Ana: yes | Ali: yes | Bo: no", "Day 2: 2 P present, 1 A absent"},
		{"days of the week, late and excused", "Name,Mon 12 May,Tue 13 May\nAna,L,E\nAli,E,A\nBo,P,P\n",
			"Ana: yes | Ali: no | Bo: yes", "1 L present"},
		{"dates", "Name,14/05/2026,15/05/2026\nAna,P,A\nAli,A,A\n", "Ana: yes | Ali: no", "15/05/2026: 2 A absent"},
		{"a day without anybody", "Name,Session 1,Session 2\nAna,A,P\nAli,A,A\n", "Ana: yes | Ali: no", "Session 1: 2 A absent"},
		{"Spanish, asistió and faltó", "Nombre,Día 1,Día 2\nAna,A,A\nAli,F,F\n", "Ana: yes | Ali: no", "Día 1: 1 A present, 1 F absent"},
		{"Portuguese, falta justificada", "Nome,Dia 1 (14/05),Dia 2 (15/05)\nAna,P,FJ\nAli,F,FJ\n", "Ana: yes | Ali: no", "FJ absent"},
		{"Indonesian", "Nama,Hari 1,Hari 2\nAna,H,S\nAli,I,A\n", "Ana: yes | Ali: no", "Hari 1: 1 H present, 1 I absent"},
		{"months in Russian", "ФИО,12 мая,13 мая\nАнна Лис,+,н\nИван Рой,н,н\n", "Анна Лис: yes | Иван Рой: no", "13 мая: 2 н absent"},
		{"a grid of a form", "Name,Which days did you attend? [Day 1],Which days did you attend? [Day 2],Which days did you attend? [Day 3]\n" +
			"Ana,Attended,Attended,Did not attend\nAli,Did not attend,Attended,Attended\nBo,Did not attend,Did not attend,Did not attend\n",
			"Ana: yes | Ali: yes | Bo: no", "[Day 3]: 2 Did not attend absent"},
		{"a grid of yes and no", "Name,Were you there? [Mon],Were you there? [Tue]\nAna,No,Yes\nAli,No,No\n", "Ana: yes | Ali: no", "[Tue]: 1 Yes present"},
		{"days to which people will come", "Name,Will you attend? [Mon],Will you attend? [Tue]\nAna,No,Yes\nAli,Yes,Yes\nBo,No,No\nCy,No,\n",
			"Ana: unknown | Ali: unknown", "2 no left out"},
		{"a status for each day", "Name,Status Day 1,Status Day 2\nAna,Cancelled,Confirmed\nAli,Cancelled,Cancelled\n", "Ana: unknown | Ali: unknown",
			"the column \"Status Day 1\" has words of a status"},
		{"two statuses", "Name,Registration Status,Payment Status\nAna,Confirmed,Unpaid\nAli,Confirmed,Paid\n", "Ali: unknown", "1 unpaid left out"},
		{"rooms of the sessions", "Name,Day 1,Day 2\nAna,A,B\nAli,B,C\n", "Ana: unknown | Ali: unknown", ""},
		{"rooms by day", "Name,Room Mon,Room Tue\nAna,A,P\nAli,P,A\n", "Ana: unknown | Ali: unknown", ""},
		{"a presence column of its own", "Name,Attended,Day 1,Day 2\nAna,yes,A,A\nAli,no,P,P\n", "Ana: yes | Ali: no", "Attended: 1 yes present"},
	} {
		r, problems := Read("list.csv", []byte(c.list), Options{})
		if got := present(r); got != c.want {
			t.Errorf("%s: %s, want %s\n%s", c.name, got, c.want, summary(r, problems))
		}
		if !strings.Contains(summary(r, problems), c.says) {
			t.Errorf("%s: nothing says %q:\n%s", c.name, c.says, summary(r, problems))
		}
	}
}

// TestStatesInside reads words of a status within roles and kinds of tickets.
func TestStatesInside(t *testing.T) {
	const people = "Ana,%s\nAli,Student\nBo,Student\n"
	for value, out := range map[string]bool{
		"Waitlist – Student": true, "Waitlist: VIP": true, "Cancelled - Early bird": true, "Refunded (Student)": true,
		"Student (no-show)": true, "Waitlist Student": true, "Student Cancelled": true, "Warteliste – Student": true, "Student | Storniert": true,
		"Annulé - Étudiant": true, "学生（キャンセル）": true, "Cancelled": true,
		"Waiting Staff": false, "Student": false, "Student - Early bird": false, "VIP (refundable)": false, "Absent Friends Quartet": false,
	} {
		for _, header := range []string{"Ticket Type", "Role", "Category", "Billet"} {
			list := "Name," + header + "\n" + strings.Replace(people, "%s", value, 1)
			r, problems := Read("list.csv", []byte(list), Options{})
			said := summary(r, problems)
			if got := !strings.Contains(present(r), "Ana"); got != out {
				t.Errorf("%s %q: left out %v, want %v\n%s", header, value, got, out, said)
			}
			if out && (!strings.Contains(said, value+" left out") || !strings.Contains(said, "2 Student printed")) {
				t.Errorf("%s %q is not counted:\n%s", header, value, said)
			}
		}
	}
	list := []byte("Name,Ticket Type,Dinner\n" + "Ana,Waitlist – Student,Cancelled – Vegan\nAli,Student,Vegan\n")
	for name, opt := range map[string]Options{
		"the status is none":  {Columns: map[string]string{"status": ""}},
		"the role is known":   {Roles: [][]string{{"student", "Student", "Waitlist – Student"}}},
		"it is a dinner":      {Columns: map[string]string{"role": "Dinner", "status": ""}},
		"status is somewhere": {Columns: map[string]string{"status": "Dinner"}},
	} {
		r, problems := Read("list.csv", list, opt)
		if got := strings.Contains(present(r), "Ana"); got != (name != "status is somewhere") {
			t.Errorf("%s:\n%s", name, summary(r, problems))
		}
	}
}

// TestNamesSpoken checks that kana next to names are how they are spoken, and no part of them.
func TestNamesSpoken(t *testing.T) {
	for _, list := range []string{"姓,名,セイ,メイ\n田中,太郎,タナカ,タロウ\n鈴木,花子,スズキ,ハナコ\n",
		"姓,名,Reading\n田中,太郎,たなか たろう\n鈴木,花子,すずき はなこ\n"} {
		r, problems := Read("list.csv", []byte(list), Options{})
		if said := summary(r, problems); r.People[0].Name != "田中太郎" || strings.Contains(said, "part of the name") {
			t.Errorf("%s", said)
		}
	}
}

// TestPreferredColumns checks which of two columns is taken, and that dashes among durations are none.
func TestPreferredColumns(t *testing.T) {
	for list, want := range map[string]string{
		"Member Name,Membership Status,Event Status\nAna,Expired,Registered\nBo,Active,Cancelled\n": "Event Status: 1 Registered printed, 1 Cancelled left out",
		"Name,Webinar Attendance Duration\nAna,1 hr 32 min\nBo,--\n":                                "minutes=92",
		"Name,Length watched\nAna,1 hr 32 min\nBo,--\nCy,40 min\nDi,--\n":                           `the column "Length watched" has durations and is not read`,
	} {
		r, problems := Read("list.csv", []byte(list), Options{})
		if said := summary(r, problems); !strings.Contains(said, want) {
			t.Errorf("nothing says %q:\n%s", want, said)
		}
	}
}
