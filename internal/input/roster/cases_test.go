package roster

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lanyard/internal/base/source"
)

var update = flag.Bool("update", false, "write the .want files of testdata/cases anew")

// caseOptions are those of the event.toml of every case.
var caseOptions = Options{Roles: [][]string{{"speaker", "Speaker"}, {"participant", "Participant"},
	{"organiser", "Organiser"},
	{"regular", "Regular", "Standard", "Attendee", "Organizer", "Presenter", "VIP", "General Admission"}}}

// TestCases holds all that is said of each list of testdata/cases against the
// file beside it. What is right for each is in TestWhatIsRight.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/cases/*")
	if err != nil || len(files) < 50 {
		t.Fatalf("%d files: %v", len(files), err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, ".want") {
			continue
		}
		t.Run(filepath.Base(file), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			r, problems := Read(filepath.Base(file), data, caseOptions)
			account(t, r, problems)
			got := summary(r, append(problems, Preflight(r)...))
			if *update {
				if err := os.WriteFile(file+".want", []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file + ".want")
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// summary writes everything that was read and said, a line each.
func summary(r *Roster, problems source.Problems) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", r.Recognised)
	for _, a := range r.People {
		fmt.Fprintf(&b, "%d id=%q name=%q", a.Row, a.ID, a.Name)
		for _, f := range [][2]string{{"given", a.Given}, {"family", a.Family}, {"local", a.NameLocal},
			{"language", a.Language}, {"organisation", a.Organisation}, {"position", a.Position},
			{"country", a.Country}, {"role", a.Role}, {"also", strings.Join(a.AlsoRoles, "+")}, {"email", a.Email},
			{"sessions", strings.Join(a.Sessions, "+")}, {"sorted", a.SortFamily("en")}} {
			if f[1] != "" {
				fmt.Fprintf(&b, " %s=%q", f[0], f[1])
			}
		}
		if a.Attended != Unknown {
			fmt.Fprintf(&b, " attended=%s", a.Attended)
		}
		if a.Minutes > 0 {
			fmt.Fprintf(&b, " minutes=%d", a.Minutes)
		}
		b.WriteString("\n")
	}
	for _, line := range slices.Concat(r.Counted(), r.Notes) {
		fmt.Fprintf(&b, "%s\n", line)
	}
	for _, n := range r.NotFound {
		fmt.Fprintf(&b, "%s\n%s", n, indented(n.Lines))
	}
	for _, p := range problems {
		fmt.Fprintf(&b, "%s: %s: %v\n%s", p.Severity, p.Code, p, indented(p.Hint))
	}
	return b.String()
}

// indented returns lines with four spaces before each.
func indented(lines string) string {
	if lines == "" {
		return ""
	}
	return "    " + strings.ReplaceAll(lines, "\n", "\n    ") + "\n"
}

// TestWhatIsRight holds the lists of testdata/cases against what is right for
// each: the people by name, and words of what must be said.
func TestWhatIsRight(t *testing.T) {
	cases := []struct {
		file  string
		names string   // "Ana Pop, Bo Ek" as they are printed
		more  []string // of everything said, see summary
	}{
		{"01-tito.csv", "Wiebke Osterloh | Jomo Karanja", []string{`id="AAAA-1"`, `organisation="Hafenlabor"`,
			`email="wiebke@example.org"`, "1 unassigned left out", "1 voided left out"}},
		{"02-teams.csv", "Wiebke Osterloh | Jomo Karanja | Ana Popescu",
			[]string{`email="wo@example.org" sorted="Osterloh" attended=yes minutes=61`, "minutes=55", "minutes=32",
				`"3. In-Meeting Activities" is not read: 4 rows`}},
		{"03-zoom-webinar.csv", "Jomo Karanja | Never Came | Ana Popescu", []string{"attended=yes minutes=78",
			`email="nc@example.org" sorted="Came" attended=no`,
			`"Panelist Details" is not read: 1 row, with 1 person who is not in "Attendee Details": "Wiebke Osterloh"`}},
		{"04-tussenvoegsel.csv", "Bram van den Oever | Femke Jansen | Ilse ter Heide", []string{`sorted="Oever"`}},
		{"06-apellidos.csv", "Lucía Vega Montalbán | Mateo Rojas Quintero", nil},
		{"07-google-contacts.csv", "Jomo Mwangi Karanja Jr. | Wiebke Osterloh", []string{`email="jk@example.org"`,
			`position="Hydrologist"`, `organisation="Nairobi Lab"`, `family="Karanja"`}},
		{"10-surveymonkey.csv", "Jomo Karanja | Wiebke Osterloh", []string{`id="1001"`, `organisation="Nairobi Lab"`,
			`email="jk@example.org"`}},
		{"11-meetup.csv", "Jomo Karanja | Wiebke Osterloh", []string{`id="user 111"`,
			"RSVP: 2 Yes printed, 1 No left out, 1 Waitlist left out", "1 person brings 2 guests"}},
		{"12-lastfirst.csv", "Jomo Karanja | Wiebke Osterloh | Bram van den Oever",
			[]string{`3 names written "Last, First" turned round`, `name = "{{name}}"`}},
		{"15-civicrm.csv", "Dr. Jomo Karanja Jr.", []string{`organisation="Nairobi Lab"`, "1 No-show left out",
			"1 Pending from pay later left out"}},
		{"16-moodle-fr.csv", "Zoé Delambre | Rémi Aubanel", []string{`email="zd@example.org"`, `id="S9"`}},
		{"20-airtable.csv", "Jomo Karanja | Wiebke Osterloh", []string{`sessions="Maps+Pumps"`}},
		{"21-sessionize.csv", "Jomo Karanja", []string{`id="a-1"`, `sessions="Pumps for all+Maps for all"`,
			"1 Declined left out"}},
		{"24-eventbrite-de.csv", "Jomo Karanja | Wiebke Osterloh",
			[]string{`id="9001"`, "1 Nicht teilnehmend left out"}},
		{"26-gotowebinar.csv", "Jomo Karanja | Never Came", []string{"attended=yes minutes=60", "attended=no"}},
		{"33-sort.csv", "Robert Smith Jr. | Anna Miller, PhD | Walter King, M.D. | Peter Adams III | Zoe Young | Jan van der Berg | Osterloh, Wiebke | Åsa Ödman | Ångström Ål | María de la Vega | Ludwig van Beethoven | Conan O'Brien | Sean McDonald",
			[]string{`sorted="Smith"`, `sorted="Miller"`, `sorted="King"`, `sorted="Adams"`, `sorted="Berg"`,
				`sorted="Osterloh"`, `sorted="Vega"`, `sorted="Beethoven"`, "roster-last-first"}},
		{"35d-gb18030.csv", "张伟 | 李㛃", nil},
		{"36-excel-sci.csv", "Jomo Karanja", []string{"a spreadsheet has shortened long numbers"}},
		{"37-resubmit.csv", "Jomo Karanja | Wiebke Osterloh | Ana Popescu",
			[]string{"3 forms were sent twice: the later answer is used"}},
		{"39-header-names.csv", "Karanja Jomo", []string{`given="Jomo" family="Karanja"`}},
		{"40-na.csv", "Jomo Karanja | Wiebke Osterloh | Ana Popescu | Li Wei | Bo Ek",
			[]string{`"N/A" and the like are taken for empty: 5 in organisation, 4 in position`}},
		{"41-html.csv", "Jomo &amp; Karanja | Se&aacute;n O&#39;Brien",
			[]string{`it was most likely "Jomo & Karanja"`, `it was most likely "Ben & Jerry's"`,
				`it was most likely "Seán O'Brien"`}},
		{"51-hidden.xlsx", "Jomo Karanja | Wiebke Osterloh | Ana Popescu | Lea Adler",
			[]string{`2 rows are hidden in the sheet, by a filter or by hand: a badge is made for each person, and a certificate if you say so: "Wiebke Osterloh", "Lea Adler"`,
				`1 row is struck out in the sheet: a badge is made for each person, and a certificate if you say so: "Ana Popescu"`}},
		{"53-formula.xlsx", "Jomo Karanja",
			[]string{"error: roster-formula: 53-formula.xlsx:3:2: the name is a formula that was never computed",
				"error: roster-spreadsheet-error: 53-formula.xlsx:4:2: the name is #N/A"}},
		{"54-sheets.xlsx", "Jomo Karanja", []string{`the workbook has 2 sheets, 1 of them hidden: "Final" was read`}},
		{"56-merged.xlsx", "Jomo Karanja | Wiebke Osterloh | Ana Popescu", []string{`4 id="Ana Popescu, Nairobi Lab"`}},
		{"65-zoom-names.csv",
			"Jomo Karanja | Osterloh, Wiebke | iPhone | Jomo's iPad | Galaxy S21 | Read.ai meeting notes | Otter.ai | Fireflies.ai Notetaker Jomo | 0712345678 | Li Wei",
			[]string{`the name "iPhone" is a device`, `"Jomo's iPad" is a device`, `"Galaxy S21" is a device`,
				`"Read.ai meeting notes" is a note-taking program`, `"Otter.ai" is a note-taking program`,
				`"Fireflies.ai Notetaker Jomo" is a note-taking program`, "roster-last-first", "roster-no-letters"}},
		{"70-status.csv", "Jomo Karanja", []string{"16 in other words left out"}},
		{"71-bigfirst.csv", "Jomo Karanja | María José de la Cruz | 髙橋 美咲",
			[]string{`given="María José" family="de la Cruz"`, `given="美咲" family="髙橋"`}},
		{"own-turkish-presence.csv", "İsmail Çağlayan | Gülşen Işıkçı | Ömer Ünlü", []string{"1 Katıldı present, 1 Katılmadı absent, 1 İptal Etti absent"}},
		{"own-vietnamese-status.csv", "Nguyễn Thị Minh Khai", []string{"1 Vắng mặt left out, 1 Đã huỷ left out, 1 Không tham gia left out"}},
		{"own-arabic-excused.csv", "أحمد بن يوسف الخطيب | فاطمة الزهراء | خالد عبد الرحمن", []string{"1 لم يحضر absent, 1 معتذر absent", `given="خالد" family="عبد الرحمن"`}},
		{"own-german-absences.csv", "Ursula Müller-Lüdenscheidt | Karl-Heinz Groß | Jens von der Heide | Kim Vogt", []string{"1 ausgefallen absent, 1 nicht teilgenommen absent, 1 krank gemeldet absent", "a row of sums"}},
		{"own-durations.csv", "Ann Lee | Bob Ray | Cat Poe | Dan Orr | Eve Fox | Fay Gil | Gus Hay | Hal Ito | Ian Jay | Jan Kay | Kim Low | Lea Moe | Meg Noy",
			[]string{`id="h@example.org" name="Hal Ito" given="Hal" family="Ito" email="h@example.org" sorted="Ito" attended=yes minutes=90`, `sorted="Jay" attended=yes minutes=65`, `sorted="Fox" attended=no`}},
		{"own-two-addresses.csv", "Ann Lee | Bob Ray", []string{`email="ann@work.example"`, `email="bob@home.example"`}},
		{"own-titles-behind.csv", "Prof. Dr. Anna Müller, MBA | Mr. John Smith, Jr. | Dr John Q. Public III, PhD, FRCS | Ms Jane Doe | Rev. Martin King, Sr.", []string{`given="John Q." family="Public"`}},
		{"own-french-windows.csv", "Chloé DUPONT | Yann LE GOFF | Moussa N'DIAYE | Zoé LÉVÊQUE", []string{"1 Présent(e) present, 1 Absent(e) absent, 1 Excusé absent, 1 Désinscrit absent"}},
		{"own-portuguese-status.csv", "Ana Clara de Souza | Rita", []string{"1 Cancelada pelo participante left out, 1 Pagamento pendente left out, 1 Isento printed"}},
		{"own-italian-status.csv", "Rossi Mario", []string{"1 Assente ingiustificato left out, 1 Rinunciatario left out"}},
		{"own-japanese-late.csv", "山田 太郎 | 鈴木 花子 | 佐藤 健 | 田中 実", []string{"1 遅刻 present, 1 早退 present"}},
		{"own-korean-circles.csv", "김민수 | 이영희 | 박지성", []string{"1 O present, 1 X absent, 1 참석 present"}},
		{"own-chinese-gbk.csv", "王小明 | 李雷 | 韩梅梅", []string{"1 已签到 present, 1 未签到 absent, 1 请假 absent"}},
		{"own-russian-fio.csv", "Иванов Пётр Сергеевич | Смирнова Ольга | Кузнецов Илья | Петрова Анна", []string{`given="Пётр" family="Иванов"`, `given="Ольга" family="Смирнова"`, "1 Онлайн: not known"}},
		{"own-sums-and-averages.csv", "Ann Lee | Bob Ray", []string{"line 5 is a row of sums", "line 6 is a row of sums", `skipped, from line 7: "Prepared by: Office of Events"`}},
		{"own-persian-presence.csv", "مریم حسینی | رضا کریمی | سارا احمدی", []string{"1 حاضر present, 1 غایب absent, 1 انصراف داده absent"}},
		{"own-thai-presence.csv", "สมชาย ใจดี | สมหญิง รักเรียน", []string{"1 เข้าร่วม present, 1 ไม่เข้าร่วม absent"}},
		{"own-czech-utf16.csv", "Žofie Řehořová | Jiří Šťastný | Tomáš Kůň", []string{"1 ano present, 1 ne absent, 1 omluven absent"}},
		{"own-ukrainian-status.csv", "Шевченко Оксана Іванівна", []string{`given="Оксана" family="Шевченко"`, "1 Взяла участь printed, 1 Не з'явився left out"}},
		{"own-status-by-content.csv", "Ann Lee", []string{`the column "Outcome of registration" is taken for the status: its words are`, `the column "Dinner" has words of a status, such as "not attending", and nobody is left out for them`}},
		{"own-negations.csv", "Ian Jay | Kim Low", []string{"1 not yet paid left out", "1 No, cancelled left out",
			"1 Paid: no left out", "1 Attended 0 of 3 left out", "1 no longer attending left out", "1 deltager ikke left out"}},
		{"own-dutch-days.csv", "Bram de Wit | Tess Vos", []string{`name="Bram de Wit" given="Bram" family="de Wit" organisation="TU" email="b@example.org" sorted="Wit" attended=yes`,
			"1 Reservelijst left out", "Aanwezig op dag 2: 5 empty absent, 2 nee absent, 1 ja present"}},
		{"own-german-days.csv", "Anna Müller | Emil Groß", []string{`sorted="Groß" attended=yes`, "1 Reserviert: not known, printed", "1 Nachrücker left out"}},
		{"own-spanish-states.csv", "Lucía Fernández Gómez | Iván Cano Rey | Leo Ramos Peña | Eva Mora", []string{`family="Fernández Gómez"`,
			"1 Preinscrito: not known, printed", "1 En reserva left out", "1 Pago rechazado left out", "1 Sin confirmar left out"}},
		{"own-portuguese-states.csv", "Maria da Silva | Elis Rocha", []string{"1 Boleto vencido left out", "Check-in realizado: 7 Não absent, 2 Sim present"}},
		{"own-vietnamese-states.csv", "Nguyễn Văn An", []string{"1 Chờ duyệt left out", "1 Chưa đóng phí left out", "1 Đến muộn present"}},
		{"own-indonesian-states.csv", "Budi Santoso | Made Wirawan", []string{"1 Mengundurkan diri left out", "1 Tanpa Keterangan absent", "1 Hadir Terlambat present"}},
		{"own-arabic-states.csv", "محمد أحمد علي | عمر فاروق", []string{"1 لم يتم الدفع left out", "1 تم القبول printed"}},
		{"own-icelandic.csv", "Jón Þór Björnsson", []string{`the column "Staða" is taken for the status`, "1 Mætti ekki left out", "Mætti: 4 Nei absent, 1 Já present"}},
		{"own-hungarian-states.csv", "Nagy Péter", []string{"1 Várólistás left out", "1 Nem volt jelen absent"}},
		{"own-chinese-states.csv", "王小明 | 杨帆", []string{"1 审核不通过 left out", "1 事假 absent", "1 准时 present"}},
		{"own-korean-states.csv", "김철수 | 정다은", []string{"신청 상태: 1 승인 printed, 1 취소 요청 left out", "1 공결 absent", "1 참여 present"}},
		{"own-ethiopian-register.csv", "Abebe | Tigist | Dawit | Hanna", []string{"Attendance: 2 P present, 1 A absent, 1 E absent",
			`name = "{{name}} {{father_s_name}} {{grandfather_s_name}}"`}},
		{"own-english-register.csv", "Ann Lee | Ian Jay", []string{"Attendance: 5 A absent, 4 P present, 1 L present, 1 EX absent"}},
		{"own-french-halves.csv", "Anne Dupont | Max Faure", []string{"1 Ne viendra pas left out", "1 Défection left out"}},
		{"own-register.csv", "Anna Lee | Ben Ray | Cat Poe", []string{"attended=no", "Day 2: 1 P present, 1 A absent, 1 L present"}},
		{"own-spanish-ordinals.csv", "Lucía Vega Montalbán | Mateo Rojas Quintero", nil},
		{"own-portuguese-parts.csv", "Ana Clara Sofia de Souza | Rui Pinto", nil},
		{"own-vietnamese-lot.csv", "Nguyễn Thị Minh Khai | Trần Văn An", []string{`given="Khai"`}},
		{"own-arabic-short.csv", "محمد أحمد علي الخطيب | سارة محمود حسن المصري", nil},
		{"own-hungarian-titulus.csv", "Nagy Péter | Kovács Anna Mária", nil},
		{"own-korean-latin.csv", "Chulsoo Kim | Minsu Namgung", []string{`local="남궁민수"`}},
		{"own-ethiopian-fathers.csv", "Abebe | Tigist", []string{"roster-given-name-alone", `{{grand_father_s_name}}"`}},
		{"own-amharic.csv", "አበበ ከበደ ተስፋዬ | ትዕግስት ኃይሌ ግርማ", []string{`given="አበበ" family="ከበደ ተስፋዬ"`}},
		{"own-hindi.csv", "राहुल कुमार | प्रिया शर्मा", []string{`organisation="आईआईटी दिल्ली" position="छात्र"`, "1 अनुपस्थित absent"}},
		{"own-german-vorsatz.csv", "Anna von Stein | Karl zu Hohenlohe | Ben Groß", []string{`the column "Zusatz" looks like a part of the name`}},
		{"own-malay.csv", "Ahmad | Nurul", []string{`name = "{{name}} {{binti_bin}} {{father}}"`}},
		{"own-icelandic-parts.csv", "Jón Þór Björnsson | Guðrún Ósk Sigurðardóttir", nil},
		{"own-teams-portuguese.csv", "Ana Souza", []string{"attended=yes minutes=61"}},
		{"own-eventbrite-portuguese.csv", "Ana Souza | Leo Reis", []string{"1 Participando printed", "1 Não vai participar left out"}},
		{"own-zoom-german.csv", "Anna Müller | Ben Groß", []string{"minutes=58", "1 further visit added to the first"}},
		{"own-surveymonkey-spanish.csv", "Lucía Vega", []string{`id="1001"`, "¿Asistirá?: 1 Sí printed, 1 No left out"}},
		{"own-forms-vietnamese.csv", "Nguyễn Văn An | Trần Thị Bình", []string{"1 form was sent twice", `organisation="ĐHQG HN"`}},
		{"own-civicrm-french.csv", "Anne Dupont", []string{"1 Non présenté left out", `role="Participant"`}},
		{"own-french-civicrm-nameless.csv", "", []string{`name = "Nom d'appel"`}},
		{"own-weezevent.csv", "Anne Dupont | Zoé Petit", []string{"1 Annulé left out", `attended=no`, `email="a@example.org"`}},
		{"own-contacts-german.csv", "Anna Maria Müller", []string{`organisation="TU" position="Physikerin"`}},
		{"own-sympla.csv", "Ana Souza | Leo Reis", []string{`id="AB1"`, "1 Cancelado left out"}},
		{"own-moodle-register.csv", "Anna Müller | Ben Groß", []string{`the column "3 May 2026 9.00AM All students" has words of a status`}},
		{"own-durations-unread.csv", "Ann Lee | Bob Ray", []string{`minutes = "Airtime"`}},
	}
	for _, c := range cases {
		r, problems := Read(c.file, read(t, "cases/"+c.file), caseOptions)
		reads(t, c.file, r, problems, c.names, c.more)
	}
}

// reads holds the reading of a list against what is right: the names of the people who are printed, and what else is said
// of them and of the list.
func reads(t *testing.T, list string, r *Roster, problems source.Problems, people string, says []string) {
	t.Helper()
	var names []string
	for _, a := range r.People {
		names = append(names, a.Name)
	}
	if got := strings.Join(names, " | "); got != people {
		t.Errorf("%s: printed are %s, want %s", list, got, people)
	}
	said := summary(r, append(problems, Preflight(r)...))
	for _, want := range says {
		if !strings.Contains(said, want) {
			t.Errorf("%s: nothing says %s:\n%s", list, want, said)
		}
	}
}
