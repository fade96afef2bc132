package roster

import (
	"strings"
	"testing"
)

// TestNextSystems reads lists as forty more systems leave them. What is right for each was written down before any was
// read: the people by name and, of what is said, the words that matter.
func TestNextSystems(t *testing.T) {
	for _, c := range []struct {
		name, list, names string
		more              []string
	}{
		{"Bizzabo", "First Name,Last Name,Email,Company,Job Title,Registration Status,Ticket Name,Checked In,Check-in Date\n" +
			"Ann,Poe,ann@example.org,ACME,CTO,Completed,Full,TRUE,2026-05-03 09:02\nBo,Ek,bo@example.org,ACME,CEO,Pending approval,Full,FALSE,\n" +
			"Cy,Li,cy@example.org,ACME,COO,Declined,Full,FALSE,\n", "Ann Poe", []string{"1 Declined left out", "1 Pending approval left out", "attended=yes"}},
		{"Hopin", "Registration ID,Email,First name,Last name,Headline,Ticket name,Date registered,Attended event,Time at event (mins)\n" +
			"9,ann@example.org,Ann,Poe,Baker,Free,2026-05-01,Yes,92\n10,bo@example.org,Bo,Ek,,Free,2026-05-01,No,0\n",
			"Ann Poe | Bo Ek", []string{"attended=yes", "attended=no"}},
		{"Luma guests", "api_id,name,first_name,last_name,email,phone_number,created_at,approval_status,checked_in_at,has_joined_event,ticket_name\n" +
			"gst-1,Ann Poe,Ann,Poe,ann@example.org,,2026-05-01T08:00:00Z,approved,2026-05-03T09:00:00Z,,Standard\n" +
			"gst-2,Bo Ek,Bo,Ek,bo@example.org,,2026-05-01T08:00:00Z,declined,,,Standard\ngst-3,Cy Li,Cy,Li,cy@example.org,,2026-05-01T08:00:00Z,invited,,,Standard\n" +
			"gst-4,Di Ma,Di,Ma,di@example.org,,2026-05-01T08:00:00Z,waitlist,,,Standard\n", "Ann Poe",
			[]string{"declined left out", "invited left out", "waitlist left out"}},
		{"Ticket Tailor", "Order ID,Order Date,Buyer first name,Buyer last name,Buyer email,Ticket code,Ticket type,Ticket status,Attendee first name,Attendee last name,Attendee email,Checked in\n" +
			"or_1,2026-05-01,Guy,Roy,guy@example.org,AB1,Adult,valid,Ann,Poe,ann@example.org,Yes\nor_1,2026-05-01,Guy,Roy,guy@example.org,AB2,Adult,voided,Bo,Ek,,No\n" +
			"or_1,2026-05-01,Guy,Roy,guy@example.org,AB3,Adult,valid,Cy,Li,,No\n", "Ann Poe | Cy Li",
			[]string{"1 voided left out", `email="ann@example.org"`, "attended=no"}},
		{"RegFox", "Registrant ID,Order Number,Status,Registrant Type,First Name,Last Name,Email,Billing First Name,Billing Last Name,Billing Email,Amount,Amount Due,Checked In\n" +
			"1,O1,completed,Adult,Ann,Poe,ann@example.org,Guy,Roy,guy@example.org,50,0,Yes\n2,O2,abandoned,Adult,Bo,Ek,bo@example.org,Guy,Roy,guy@example.org,50,50,No\n" +
			"3,O3,canceled,Adult,Cy,Li,cy@example.org,Guy,Roy,guy@example.org,50,0,No\n", "Ann Poe", []string{"1 abandoned left out", "1 canceled left out", `email="ann@example.org"`}},
		{"pretix in French", "Code de commande;Statut de la commande;Nom du participant;E-mail du participant;E-mail;Produit;Enregistré\n" +
			"A1;Payée;Zoé Martin;zoe@example.org;guy@example.org;Plein tarif;Oui\nA2;Annulée;Léo Roy;leo@example.org;guy@example.org;Plein tarif;Non\n" +
			"A3;Expirée;Ida Roy;ida@example.org;guy@example.org;Plein tarif;Non\n", "Zoé Martin", []string{"1 annulée left out", "1 expirée left out", `email="zoe@example.org"`}},
		{"Humanitix", "Order name,Order Id,Order date,Buyer first name,Buyer last name,Buyer email,First name,Last name,Email,Ticket type,Status,Scanned at\n" +
			"Guy Roy,H1,1/05/2026,Guy,Roy,guy@example.org,Ann,Poe,ann@example.org,GA,Complete,3/05/2026 9:01\nGuy Roy,H1,1/05/2026,Guy,Roy,guy@example.org,Bo,Ek,bo@example.org,GA,Cancelled,\n",
			"Ann Poe", []string{"1 Cancelled left out", `email="ann@example.org"`}},
		{"Eventzilla", "Order #,Ref #,Transaction Status,Attendee First Name,Attendee Last Name,Attendee Email,Buyer First Name,Buyer Last Name,Buyer Email,Ticket Type,Is Attended\n" +
			"1,R1,Confirmed,Ann,Poe,ann@example.org,Guy,Roy,guy@example.org,VIP,Yes\n2,R2,Incomplete,Bo,Ek,bo@example.org,Guy,Roy,guy@example.org,VIP,No\n",
			"Ann Poe", []string{"1 Incomplete left out", `email="ann@example.org"`, "attended=yes"}},
		{"Swoogo", "Id,First Name,Last Name,Email,Company,Registration Status,Check-in Status\n1,Ann,Poe,ann@example.org,ACME,Confirmed,Checked In\n" +
			"2,Bo,Ek,bo@example.org,ACME,In Progress,Not Checked In\n3,Cy,Li,cy@example.org,ACME,Attending,Not Checked In\n4,Di,Ma,di@example.org,ACME,Not Attending,Not Checked In\n",
			"Ann Poe | Cy Li", []string{"1 In Progress left out", "1 Not Attending left out", "attended=no"}},
		{"Indico registrants", "ID,Name,Email Address,Affiliation,Position,Country,Registration date,Registration state,Checked in,Check-in date,Paid\n" +
			"1,\"Poe, Ann\",ann@example.org,CERN,Dr,Norway,2026-05-01,Completed,Yes,2026-05-03,Yes\n2,\"Ek, Bo\",bo@example.org,CERN,Dr,Norway,2026-05-01,Withdrawn,No,,No\n" +
			"3,\"Li, Cy\",cy@example.org,CERN,Dr,Norway,2026-05-01,Awaiting payment,No,,No\n4,\"Ma, Di\",di@example.org,CERN,Dr,Norway,2026-05-01,Rejected,No,,No\n",
			"Ann Poe", []string{"1 Withdrawn left out", "1 Awaiting payment left out", "1 Rejected left out"}},
		{"ConfTool participants", "participation_status;firstname;name;organisation;country;email;canceled;no_show\n" +
			"registered;Ole;Lund;NTNU;Norway;ole@example.org;0;0\nregistered;Eva;Holm;UiO;Norway;eva@example.org;1;0\nregistered;Ida;Lie;UiB;Norway;ida@example.org;0;1\n",
			"Ole Lund", []string{"left out"}},
		{"OpenConf authors", "Submission ID,Title,Decision,Author First Name,Author Last Name,Author Email,Author Organization\n1,On Tea,Accept,Ann,Poe,ann@example.org,ACME\n" +
			"2,On Milk,Reject,Bo,Ek,bo@example.org,ACME\n", "Ann Poe", []string{"1 Reject left out", `organisation="ACME"`}},
		{"Doodle", "Name,Email,Sun 3 May 9:00,Mon 4 May 9:00\nAnn Poe,ann@example.org,OK,OK\nBo Ek,bo@example.org,,(OK)\n", "Ann Poe | Bo Ek", nil},
		{"Typeform hidden", "#,First name,Last name,Email,Will you attend?,Submit Date (UTC)\nk1,Ann,Poe,ann@example.org,1,2026-05-01\nk2,Bo,Ek,bo@example.org,0,2026-05-01\n",
			"Ann Poe", []string{"1 0 left out"}},
		{"Jotform", "Submission Date,Name - First Name,Name - Last Name,E-mail,Will you be attending?,Number of Guests\nMay 1,Ann,Poe,ann@example.org,Yes,2\n" +
			"May 1,Bo,Ek,bo@example.org,\"No, I can't make it\",0\n", "Ann Poe", []string{"left out"}},
		{"Airtable RSVP", "Guest,Email,Company,RSVP,Attended\nAnn Poe,ann@example.org,ACME,Accepted,checked\nBo Ek,bo@example.org,ACME,Regrets,\nCy Li,cy@example.org,ACME,Tentative,\n",
			"", []string{"error: roster-no-name"}},
		{"Notion", "Name,Email,Stage,Tags\nAnn Poe,ann@example.org,Confirmed,speaker\nBo Ek,bo@example.org,Dropped out,\n", "Ann Poe", []string{"1 Dropped out left out"}},
		{"Wix", "Order number,Order date,Guest first name,Guest last name,Guest email,RSVP status,Ticket number,Check-in status\n1,1 May,Ann,Poe,ann@example.org,Going,T1,Checked in\n" +
			"2,1 May,Bo,Ek,bo@example.org,Not going,T2,Not checked in\n", "Ann Poe", []string{"1 Not going left out", "attended=yes"}},
		{"Squarespace orders", "Order ID,Email,Financial Status,Fulfillment Status,Lineitem name,Billing Name,Product Form: Attendee Name,Product Form: Attendee Email,Cancelled at\n" +
			"1,guy@example.org,PAID,FULFILLED,Ticket,Guy Roy,Ann Poe,ann@example.org,\n2,ida@example.org,REFUNDED,PENDING,Ticket,Ida Roy,Bo Ek,bo@example.org,2026-05-01\n",
			"", []string{"error: roster-no-name"}},
		{"Shopify orders", "Name,Email,Financial Status,Paid at,Fulfillment Status,Lineitem name,Billing Name,Cancelled at\n" +
			"#1001,guy@example.org,paid,2026-05-01,fulfilled,Ticket,Guy Roy,\n#1002,ida@example.org,refunded,,unfulfilled,Ticket,Ida Roy,2026-05-02\n",
			"#1001", []string{`error: roster-no-names: list.csv:1:1: the column "Name" is taken for the name, and its cells are numbers, such as "#1001"`}},
		{"WooCommerce box office", "Ticket ID,Order ID,Order Status,Product,Purchaser Name,Purchaser Email,First Name,Last Name,Email,Checked In\n" +
			"1,10,wc-completed,Pass,Guy Roy,guy@example.org,Ann,Poe,ann@example.org,yes\n2,11,wc-cancelled,Pass,Guy Roy,guy@example.org,Bo,Ek,bo@example.org,no\n3,12,wc-on-hold,Pass,Guy Roy,guy@example.org,Cy,Li,cy@example.org,no\n",
			"Ann Poe", []string{"wc-cancelled left out", "wc-on-hold left out", `email="ann@example.org"`}},
		{"Mailchimp", "Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,LAST_CHANGED,UNSUB_TIME,TAGS\nann@example.org,Ann,Poe,2,2026-05-01,2026-05-01,,\"attended\"\n" +
			"bo@example.org,Bo,Ek,2,2026-05-01,2026-05-01,,\"no-show\"\n", "Ann Poe | Bo Ek", []string{"no-show"}},
		{"Google Forms in Italian", "Informazioni cronologiche,Indirizzo email,Nome,Cognome,Ente,Parteciperai?\n01/05/2026,a@example.org,Niccolò,D’Angelo,UniBo,Sì\n02/05/2026,b@example.org,Pia,Lo Re,UniBo,No\n",
			"Niccolò D’Angelo", []string{"1 No left out", `organisation="UniBo"`}},
		{"Google Forms in Portuguese", "Carimbo de data/hora;Nome completo (para o certificado);E-mail;Você compareceu ao evento?\n01/05/2026;João Gonçalves da Silva;j@example.org;Sim\n02/05/2026;Rui Lima;r@example.org;Não\n",
			"João Gonçalves da Silva | Rui Lima", []string{"attended=yes", "attended=no"}},
		{"MS Forms in Dutch", "Id;Begintijd;Tijd van voltooien;E-mail;Naam;Voornaam;Tussenvoegsel;Achternaam;Ben je aanwezig?\n1;1-5-2026;1-5-2026;anonymous;;Jan;van den;Oever;Ja\n2;1-5-2026;1-5-2026;anonymous;;Loes;;Prins;Nee\n",
			"Jan van den Oever | Loes Prins", []string{"1 Nee absent"}},
		{"Google Classroom", "Last Name,First Name,Email Address,Essay,Points\nDate,,,2026-05-01,\nPoints,,,100,\nPoe,Ann,ann@example.org,90,90\nEk,Bo,bo@example.org,55,55\n", "Ann Poe | Bo Ek", []string{"line 2 has the dates", "line 3 has the dates"}},
		{"Canvas with points row", "Student,ID,SIS User ID,SIS Login ID,Section,Quiz (1),Final Score\n    Points Possible,,,,,100,(read only)\n\"Poe, Ann\",11,S1,ann,A,92,92\n\"Student, Test\",12,,x,A,0,0\n",
			"Ann Poe | Test Student", []string{"line 2 has the dates or points of a gradebook", `the name "Test Student" is not a name`}},
		{"Blackboard", "\"Last Name\",\"First Name\",\"Username\",\"Student ID\",\"Last Access\",\"Availability\",\"Total [Total Pts: 100]\"\n\"Poe\",\"Ann\",\"apoe\",\"1\",\"2026-05-01\",\"Yes\",\"92\"\n\"Ek\",\"Bo\",\"bek\",\"2\",\"\",\"No\",\"\"\n",
			"Ann Poe", []string{"Blackboard grade book: 2 rows, 1 no left out"}},
		{"Moodle attendance", "Course,Workshop\n\nSurname,First name,ID number,Email address,3 May 2026 9.00AM All students,Points,Percentage\nPoe,Ann,1,ann@example.org,P (2/2),2 / 2,100.0%\nEk,Bo,2,bo@example.org,A (0/2),0 / 2,0.0%\n",
			"Ann Poe | Bo Ek", []string{"3 May 2026"}},
		{"BigBlueButton", "Name,Moderator,Score,Talk time,Webcam time,Messages,Emojis,Raise hands,Join,Left,Duration\nAnn Poe,TRUE,10,00:10:00,00:30:00,3,0,1,2026-05-03 09:00,2026-05-03 10:00,01:00:00\n" +
			"Bo Ek,FALSE,0,00:00:00,00:00:00,0,0,0,2026-05-03 09:30,2026-05-03 09:35,00:05:00\n", "Ann Poe | Bo Ek", []string{"minutes=60", "minutes=5"}},
		{"Teams in French", "1. Résumé\nTitre de la réunion\tAtelier\nParticipants présents\t2\n\n2. Participants\nNom\tPremière participation\tDernière sortie\tDurée de la réunion\tE-mail\tID de participant (UPN)\tRôle\n" +
			"Anaïs DE LA TOUR\t03/05/2026 09:00\t03/05/2026 11:00\t2 h 0 min 5 s\ta@example.org\ta@example.org\tOrganisateur\nGuy Roy (Invité)\t03/05/2026 10:00\t03/05/2026 10:10\t10 min 2 s\t\t\tPrésentateur\n",
			"Anaïs DE LA TOUR | Guy Roy", []string{"minutes=120", "minutes=10"}},
		{"Zoom in Spanish", "Nombre (nombre original),Correo electrónico,Hora de entrada,Hora de salida,Duración (minutos),Invitado,En sala de espera\nJosé Núñez,j@example.org,03/05/2026 09:00,03/05/2026 10:00,60,No,No\n" +
			"Ana Gil,a@example.org,03/05/2026 08:50,03/05/2026 09:00,10,No,Sí\n", "José Núñez", []string{"minutes=60", "left out"}},
		{"Zoom in Chinese", "名称（原始名称）,用户邮件,加入时间,离开时间,时长（分钟）,访客,等候室中\n周小川,z@example.org,2026/05/03 09:00,2026/05/03 10:00,60,否,否\n吴用,w@example.org,2026/05/03 08:50,2026/05/03 09:00,10,是,是\n",
			"周小川", []string{"minutes=60", "left out"}},
		{"Webex in English", "Name,Email,Invited,Registered,Attended,Join Time,Leave Time,Attendance Duration\nAnn Poe,ann@example.org,Yes,Yes,Yes,9:00 am,10:00 am,60 mins\nBo Ek,bo@example.org,Yes,Yes,No,,,0 mins\n",
			"Ann Poe | Bo Ek", []string{"attended=yes", "attended=no"}},
		{"Excel in UTF-16", "\xff\xfeN\x00a\x00m\x00e\x00\t\x00S\x00t\x00a\x00t\x00u\x00s\x00\r\x00\n\x00A\x00n\x00n\x00 \x00P\x00o\x00e\x00\t\x00O\x00K\x00\r\x00\n\x00B\x00o\x00 \x00E\x00k\x00\t\x00N\x00o\x00 \x00s\x00h\x00o\x00w\x00\r\x00\n\x00",
			"Ann Poe", []string{"1 No show left out"}},
		{"A hand list with a deceased and a deferred person", "Name,Status\nAnn Poe,Completed\nBo Ek,Did not complete\nCy Li,Failed\nDi Ma,Deferred\nEd No,Withdrew\n", "Ann Poe",
			[]string{"1 Did not complete left out", "1 Failed left out", "1 Deferred left out", "1 Withdrew left out"}},
		{"A hand list in German", "Vorname;Nachname;Bestanden;Bemerkung\nIda;Heide;ja;\nUwe;Roth;nein;\n", "Ida Heide | Uwe Roth", []string{`the column "Bestanden" has "nein" in 1 row`}},
		{"A hand list of parents", "Child's first name,Child's last name,Parent name,Parent email,Attended\nAnn,Poe,Pat Poe,pat@example.org,Y\nBo,Ek,Kim Ek,kim@example.org,N\n",
			"Ann Poe | Bo Ek", []string{"attended=yes", "attended=no"}},
		{"A hand list of companions", "Name,Email,Guest name,Coming\nAnn Poe,ann@example.org,Zed Poe,Yes\nBo Ek,bo@example.org,,No\n", "Ann Poe", []string{"1 No left out", "1 person brings 1 guest"}},
		{"A course list with a supervisor", "Trainee,Trainee email,Supervisor,Supervisor email,Result\nAnn Poe,ann@example.org,Kim Lee,kim@example.org,Pass\nBo Ek,bo@example.org,Kim Lee,kim@example.org,Fail\n",
			"Ann Poe", []string{`email="ann@example.org"`, "1 Fail left out"}},
	} {
		r, problems := Read("list.csv", []byte(c.list), Options{})
		account(t, r, problems)
		reads(t, c.name, r, problems, c.names, c.more)
	}
}

// TestReasonsNobodyReads checks that a reason not to print that no column of ours has is said, and what is no such
// reason is not.
func TestReasonsNobodyReads(t *testing.T) {
	for _, c := range []struct{ list, want string }{
		{"Name,Refunded amount\nAnn Poe,0.00\nBo Ek,50.00\n", `the column "Refunded amount" has "50.00" in 1 row`},
		{"Name,Amount due\nAnn Poe,0\nBo Ek,120.00\n", `where = "amount_due is 0"`},
		{"Name;Offener Betrag\nAnn Poe;0,00 €\nBo Ek;12,00 €\n", `"12,00 €" in 1 row`},
		{"Name,Hours attended\nAnn Poe,8\nBo Ek,0\n", `where = "hours_attended is not 0"`},
		{"Name,Progress\nAnn Poe,100%\nBo Ek,0%\n", `"0%" in 1 row`},
		{"Name,Completed on\nAnn Poe,2026-05-01\nBo Ek,\n", `where = "completed_on"`},
		{"Name;Bezahlt am\nAnn Poe;01.05.2026\nBo Ek;\n", `"Bezahlt am" has nothing in 1 row`},
		{"Name,Notes\nAnn Poe,vegan\nBo Ek,cancelled 3 May\nCy Li,\nDi Ma,wheelchair\n", `"Notes" says "cancelled 3 May"`},
		{"氏名,備考\n髙橋 美咲,\n渡辺 健,キャンセル\n佐藤 翔,\n", `"備考" says "キャンセル"`},
		{"Name,Result\nAnn Poe,92\nBo Ek,85\nCy Li,Fail\n", `the column "Result" has words of a status, such as "Fail"`},
		{"Name,Refunded amount\nAnn Poe,0.00\nBo Ek,0\n", ""},
		{"Name,Hours attended\nAnn Poe,8\nBo Ek,4.5\n", ""},
		{"Name,Completed on\nAnn Poe,2026-05-01\nBo Ek,2026-05-02\n", ""},
		{"Name,Notes\nAnn Poe,interested in AI\nBo Ek,maybe late\nCy Li,\nDi Ma,\nEd No,\n", ""},
		{"Name,Attended,Notes\nAnn Poe,yes,\nBo Ek,no,absent\nCy Li,yes,\n", ""},
		{"Name,Result\nAnn Poe,92\nBo Ek,85\n", ""},
		{"Name,Amount\nAnn Poe,0\nBo Ek,120\n", ""},
	} {
		r, problems := Read("list.csv", []byte(c.list), Options{})
		got := summary(r, append(problems, Preflight(r)...))
		if !strings.Contains(got, c.want) || c.want == "" && strings.Contains(got, "-unread:") {
			t.Errorf("%q: want %q, got\n%s", c.list, c.want, got)
		}
	}
}

// TestSomebodyElsesAddress checks that addresses of teachers, parents and whoever registered people are not taken for
// theirs, nor are addresses that several people share.
func TestSomebodyElsesAddress(t *testing.T) {
	for header, own := range map[string]bool{
		"Teacher email": false, "Registered by email": false, "Tutor's e-mail": false, "E-Mail Lehrkraft Lehrer": false,
		"Courriel du responsable": false, "保護者メール": false, "Guardian e-mail": false,
		"Kontakt": true, "Where can we reach you?": true,
	} {
		r, problems := Read("list.csv", []byte("Name,"+header+"\nAnn Poe,a@example.org\nBo Ek,b@example.org\n"), Options{})
		if got := r.People[0].Email != ""; got != own {
			t.Errorf("%s: taken for the person's own: %t\n%s", header, got, summary(r, problems))
		}
	}
	r, _ := Read("list.csv", []byte("Name,Kontakt\nAnn Poe,a@example.org\nBo Ek,a@example.org\nCy Li,b@example.org\nDi Ma,b@example.org\n"),
		Options{})
	if got := r.People[0].Email; got != "" {
		t.Errorf("%s is the address of two people, and taken for the own one of both", got)
	}
}

// TestWaitingRooms checks that people who were only in the waiting room of a Zoom meeting are left out in any language.
func TestWaitingRooms(t *testing.T) {
	for _, header := range []string{
		"Name (Originalname),E-Mail,Dauer (Minuten),Im Warteraum", "Nom (nom d'origine),E-mail,Durée (minutes),En salle d'attente",
		"Nombre (nombre original),Correo electrónico,Duración (minutos),En la sala de espera",
		"Nome (nome original),E-mail,Duração (minutos),Na sala de espera", "Nome (nome originale),E-mail,Durata (minuti),In sala d'attesa",
		"名前（元の名前）,メールアドレス,時間（分）,待機室", "名称（原始名称）,用户邮件,时长（分钟）,等候室中", "이름(원래 이름),이메일,기간(분),대기실",
		"Naam (oorspronkelijke naam),E-mail,Duur (minuten),In wachtkamer", "Namn (ursprungligt namn),E-post,Varaktighet (minuter),I väntrummet",
		"Nazwa (oryginalna nazwa),E-mail,Czas trwania (minuty),W poczekalni",
		"Имя (настоящее имя),Email,Продолжительность (минуты),В зале ожидания", "Tên (Tên gốc),Email,Thời lượng (phút),Trong phòng chờ",
		"Nama (Nama asli),Email,Durasi (menit),Di ruang tunggu",
	} {
		r, problems := Read("list.csv", []byte(header+"\nAnn Poe,a@example.org,60,No\nBo Ek,b@example.org,5,Yes\n"), Options{})
		if len(r.People) != 1 || r.People[0].Name != "Ann Poe" || r.People[0].Minutes != 60 {
			t.Errorf("%s:\n%s", header, summary(r, problems))
		}
	}
}

// TestGuestNames checks that "Guest name" is the name where no other column is, and otherwise of somebody who is brought.
func TestGuestNames(t *testing.T) {
	for list, want := range map[string]string{
		"Guest name,Email\nAnn Poe,a@example.org\n":               "Ann Poe",
		"Name,Guest name\nAnn Poe,Zed Poe\nBo Ek,\n":              "Ann Poe|Bo Ek",
		"First name,Last name,Guest name\nAnn,Poe,Zed Poe\n":      "Ann Poe",
		"Guest name,Table\nPoe,1\nDate,2\n":                       "Poe|Date",
		"Last name,First name,Essay\nDate,Yumi,90\nPoints,Al,1\n": "Yumi Date|Al Points",
	} {
		r, problems := Read("list.csv", []byte(list), Options{})
		var names []string
		for _, p := range r.People {
			names = append(names, p.Name)
		}
		if got := strings.Join(names, "|"); got != want {
			t.Errorf("%q: %s, want %s\n%s", list, got, want, summary(r, problems))
		}
	}
}
