package roster

import (
	"os"
	"slices"
	"testing"
)

// TestSystems reads one export of each system with no mapping written.
func TestSystems(t *testing.T) {
	type person struct {
		row                                      int
		id, name, organisation, role, mail, more string // more is "field=value" of one further field
	}
	cases := []struct {
		file, recognised string
		people           int
		some             []person
	}{
		{"pretix-orders.csv", "pretix order list: 20 rows, 1 pending left out, 2 canceled left out; name = Attendee name; organisation = Company; role = Product", 17, []person{
			{2, "A000-1", "Ana Popescu", "Billing GmbH", "Speaker", "p01@example.org", "country=RO"},
			{6, "A002-1", "Yıldız Işık", "Ankara Üniversitesi", "Regular ticket", "buyer2@example.org", "language=en"},
			{10, "A004-1", "علی‌رضا پورکاوه", "دانشگاه تهران", "Regular ticket", "p09@example.org", "language="},
			{13, "A005-1", "髙橋美咲", "東都大学", "Speaker", "p11@example.org", ""},
		}},
		{"pretix-orders-german.csv", "pretix order list: 20 rows, 2 storniert left out; name = Teilnehmername; organisation = Firma; role = Produkt", 18, []person{
			{3, "B001-1", "Seán O'Brien", "University of Galway", "Ticket", "p02@example.org", "given=Seán"},
			{21, "B019-1", "Sukarno", "Bandung Press", "Ticket", "p20@example.org", "family="},
		}},
		{"pretix-checkin.csv", "pretix check-in list: 20 rows; name = Attendee name; organisation = Company; role = Product", 20, []person{
			{2, "p01@example.org", "Ana Popescu", "Romanian Academy", "Regular", "p01@example.org", ""},
			{3, "p01@example.org, Seán O'Brien", "Seán O'Brien", "University of Galway", "Regular", "p01@example.org", ""},
		}},
		{"indico.csv", "Indico export: 20 rows, 1 rejected left out, 1 withdrawn left out; organisation = Affiliation", 18, []person{
			{4, "102", "Ronald McDONALD", "Clyde Analytics", "", "p03@example.org", "position=Engineer"},
			{14, "112", "张伟", "江南学院", "", "p13@example.org", "position=讲师"},
		}},
		{"eventbrite.csv", "Eventbrite export: 20 rows, 2 refunded left out, 1 not attending left out; name = First Name + Last Name; organisation = Company; role = Ticket Type", 17, []person{
			{2, "9000", "Ana Popescu", "Romanian Academy", "Speaker", "p01@example.org", "position=Researcher"},
			{5, "9003", "Jan van der Berg", "Waterlab Delft", "General Admission", "p04@example.org", "country=NL"},
		}},
		{"eventbrite-uk.csv", "Eventbrite export: 20 rows; name = First Name + Surname; role = Ticket Type", 20, []person{
			{3, "77000001", "Seán O'Brien", "", "Day ticket", "p02@example.org", "position="},
		}},
		{"google-forms.csv", "Google Forms export: 20 rows; name = What is your full name?; organisation = Name of your organisation", 20, []person{
			{5, "p04@example.org", "Jan van der Berg", "Waterlab Delft", "", "p04@example.org", ""},
			{7, "p05@example.org", "Yıldız Işık", "Ankara Üniversitesi", "", "p05@example.org", ""}, // behind a quoted line break
		}},
		{"google-forms-german.csv", "Google Forms export: 20 rows; name = Vorname + Name; organisation = Firma", 20, []person{
			{5, "p04@example.org", "Jan van der Berg", "Waterlab Delft", "", "p04@example.org", "family=van der Berg"},
			{21, "last@example.org", "Suharto", "", "", "last@example.org", ""},
		}},
		{"microsoft-forms.csv", "Microsoft Forms export: 20 rows; name = Full name", 20, []person{
			{2, "1", "Ana Popescu", "Romanian Academy", "", "", ""}, // the address was anonymous
		}},
		{"zoom.csv", "Zoom report: 20 rows, 6 further visits added to the first; name = Name (Original Name); minutes = Duration (Minutes); 2 rows above the header skipped", 14, []person{
			{5, "p01@example.org", "Ana Popescu", "", "", "p01@example.org", "minutes=55"},
			{7, "p03@example.org", "Ronald McDONALD", "", "", "p03@example.org", "minutes=57"}, // from his tablet
			{18, "ปิ่นแก้ว น้ำทิพย์", "ปิ่นแก้ว น้ำทิพย์", "", "", "", "minutes=43"},
		}},
		{"luma.csv", "Luma export: 20 rows, 1 declined left out, 1 waitlist left out, 1 pending approval left out, 1 invited left out; role = ticket_name", 16, []person{
			{2, "gst-0000", "Ana Popescu", "", "Standard", "p01@example.org", "given=Ana"},
		}},
		{"hi-events.csv", "Hi.Events export: 20 rows, 1 cancelled left out; name = First Name + Last Name; role = Product Name", 19, []person{
			{3, "2", "Seán O'Brien", "", "Early bird", "p02@example.org", ""},
		}},
		{"alf-io.csv", "alf.io export: 20 rows, 1 released left out; name = Full Name; role = Category", 19, []person{
			{3, "00000001-aaaa", "Seán O'Brien", "", "Speaker", "p02@example.org", "motto==1+1"},
			{10, "00000008-aaaa", "علی‌رضا پورکاوه", "", "Standard", "p09@example.org", "language="}, // of the form
		}},
		{"open-event.csv", "open-event-server export: 20 rows, 1 expired left out; name = First Name + Last Name; organisation = Company; role = Ticket Name", 19, []person{
			{3, "501", "Seán O'Brien", "University of Galway", "Day pass", "p02@example.org", ""},
		}},
		{"moodle-grades.csv", "Moodle grades: 20 rows; name = First name + Surname; organisation = Institution", 20, []person{
			{2, "p01@example.org", "Ana Popescu", "Romanian Academy", "", "p01@example.org", ""},
			{3, "S1", "Seán O'Brien", "University of Galway", "", "p02@example.org", ""},
		}},
		{"moodle-users.csv", "Moodle user list: 20 rows; name = firstname + lastname; organisation = institution", 20, []person{
			{12, "p11@example.org", "髙橋 美咲", "東都大学", "", "p11@example.org", "language=ja"},
			{13, "p12@example.org", "김철수", "한빛연구소", "", "p12@example.org", "language=ko"},
			{14, "p13@example.org", "张伟", "江南学院", "", "p13@example.org", "language=zh-CN"},
			{20, "p19@example.org", "Ánh Nguyễn", "Hanoi Maths", "", "p19@example.org", "language=vi"},
		}},
		{"wordcamp.csv", "WordCamp export: 20 rows; name = First Name + Last Name; role = Ticket", 20, []person{
			{3, "p02@example.org", "Seán O'Brien", "", "General Admission", "p02@example.org", "twitter=@person1"},
		}},
		{"accredible.csv", "Accredible list: 20 rows; name = Recipient Name", 20, []person{
			{8, "p07@example.org", "Jürgen Groß", "", "", "p07@example.org", ""},
		}},
		{"plain-persian.csv", "plain list: 20 rows; name = نام + نام خانوادگی; organisation = سازمان; role = نقش", 20, []person{
			{10, "9", "علی‌رضا پورکاوه", "دانشگاه تهران", "شرکت‌کننده", "p09@example.org", ""},
		}},
		{"plain-japanese.csv", "plain list: 20 rows; name = Name in English; name local = 氏名; organisation = 所属; role = 役割", 20, []person{
			{2, "p01@example.org", "Ana Popescu", "Romanian Academy", "発表者", "p01@example.org", "name_local=髙橋 美咲"},
		}},
		{"plain-french.csv", "plain list: 20 rows; name = Prénom + Nom; organisation = Société", 20, []person{
			{3, "p02@example.org", "Seán O'Brien", "University of Galway", "", "p02@example.org", "family=O'Brien"},
		}},
		{"whova.csv", "Whova export: 3 rows; name = First Name + Last Name; organisation = Affiliation; role = Attendee Category", 3, []person{
			{3, "p02@example.org", "Seán O'Brien", "University of Galway", "Attendee", "p02@example.org", "position=Engineer"},
		}},
		{"sched.csv", "Sched export: 2 rows; organisation = Company", 2, []person{
			{2, "p01@example.org", "Ana Popescu", "Romanian Academy", "", "p01@example.org", "position=Researcher"},
		}},
		{"hubspot.csv", "HubSpot export: 2 rows; name = First Name + Last Name; organisation = Associated Company", 2, []person{
			{3, "5502", "Seán O'Brien", "University of Galway", "", "p02@example.org", "family=O'Brien"},
		}},
		{"webex.csv", "Webex report: 3 rows, 1 further visit added to the first; name = Display Name; minutes = Attendance Duration", 2, []person{
			{2, "p01@example.org", "Ana Popescu", "", "Host", "p01@example.org", "minutes=62"},
			{3, "p02@example.org", "Seán O'Brien", "", "Attendee", "p02@example.org", "minutes=50"},
		}},
		{"zoom-registration.csv", "Zoom registration report: 4 rows, 1 denied left out, 1 pending left out; name = First Name + Last Name; organisation = Organization; 3 rows above the header skipped", 2, []person{
			{5, "p01@example.org", "Ana Popescu", "Romanian Academy", "", "p01@example.org", "position=Researcher"},
		}},
		{"event-tickets.csv", "Event Tickets export: 3 rows, 1 refunded left out; name = Ticket Holder Name; role = Ticket Name", 2, []person{
			{3, "901-2", "Seán O'Brien", "", "Full ticket", "p02@example.org", "given=Seán"},
		}},
		{"easychair.csv", "EasyChair export: 3 rows, 1 joined with others; name = first name + last name; organisation = affiliation", 2, []person{
			{2, "11", "Ana Popescu", "Romanian Academy", "", "p01@example.org", "country=Romania"},
		}},
		{"google-meet.csv", "Google Meet report: 3 rows, 1 further visit added to the first; name = First name + Last name; minutes = Duration", 2, []person{
			{3, "p02@example.org", "Seán O'Brien", "", "", "p02@example.org", "minutes=65"},
		}},
		{"salesforce.csv", "Salesforce report: 3 rows, 1 no show left out; name = First Name + Last Name; organisation = Account Name", 2, []person{
			{2, "p01@example.org", "Ana Popescu", "Romanian Academy", "", "p01@example.org", "position=Researcher"},
		}},
		{"moodle-grades-spanish.csv", "Moodle grades: 2 rows; name = Nombre + Apellido(s); organisation = Institución", 2, []person{
			{2, "A1", "Lucía Vega Montalbán", "UPM", "", "p01@example.org", "family=Vega Montalbán"},
		}},
		{"eventbrite-french.csv", "Eventbrite export: 2 rows, 1 remboursé left out; name = Prénom + Nom de famille; organisation = Société; role = Type de billet", 1, []person{
			{2, "70001", "Zoé Delambre", "CNRS", "Plein tarif", "p01@example.org", "position=Directrice"},
		}},
		{"tito.csv", "Tito export: 3 rows, 1 voided left out, 1 unassigned left out; name = Ticket Full Name; organisation = Ticket Company Name; role = Ticket", 1, []person{
			{2, "AAAA-1", "Ana Popescu", "Romanian Academy", "Full", "p01@example.org", ""},
		}},
		{"civicrm.csv", "CiviCRM export: 2 rows, 1 cancelled left out; name = Display Name; organisation = Current Employer; role = Participant Role", 1, []person{
			{2, "p01@example.org", "Ana Popescu", "Romanian Academy", "Speaker", "p01@example.org", ""},
		}},
		{"sessionize.csv", "Sessionize export: 3 rows, 1 declined left out, 1 joined with others; name = FirstName + LastName", 1, []person{
			{2, "a-1", "Ana Popescu", "", "", "p01@example.org", ""},
		}},
		{"gotowebinar.csv", "GoToWebinar report: 2 rows; name = First Name + Last Name; minutes = Time in Session; 4 rows above the header skipped", 2, []person{
			{6, "p01@example.org", "Ana Popescu", "", "", "p01@example.org", "minutes=60"},
		}},
		{"lanyard.csv", "plain list: 20 rows", 20, []person{
			{10, "P09", "Person Number 9", "دانشگاه تهران", "Speaker", "p09@example.org", "name_local=علی‌رضا پورکاوه"},
			{5, "P04", "Jan van der Berg", "Waterlab Delft", "Participant", "p04@example.org", "access=closed-door"},
		}},
	}
	files, err := os.ReadDir("testdata/systems")
	if err != nil || len(files) != len(cases) {
		t.Errorf("%d files for %d cases (%v)", len(files), len(cases), err)
	}
	for _, c := range cases {
		t.Run(c.file, func(t *testing.T) {
			r, problems := Read(c.file, read(t, "systems/"+c.file), Options{})
			account(t, r, problems)
			if len(problems) > 0 {
				t.Errorf("problems: %v", problems[0])
			}
			if r.Recognised != c.recognised {
				t.Errorf("recognised\n %s\nwant\n %s", r.Recognised, c.recognised)
			}
			if len(r.People) != c.people {
				t.Errorf("%d people, want %d", len(r.People), c.people)
			}
			for _, want := range c.some {
				i := slices.IndexFunc(r.People, func(a Attendee) bool { return a.Row == want.row })
				if i < 0 {
					t.Errorf("nobody is on line %d", want.row)
					continue
				}
				a := r.People[i]
				got := person{a.Row, a.ID, a.Name, a.Organisation, a.Role, a.Email, want.more}
				if got != want {
					t.Errorf("got  %+v\nwant %+v", got, want)
				}
				if got := more(a, want.more); got != want.more {
					t.Errorf("line %d: %q, want %q", a.Row, got, want.more)
				}
			}
			if got := len(r.Explain()); got == 0 {
				t.Error("no column is explained")
			}
		})
	}
}
