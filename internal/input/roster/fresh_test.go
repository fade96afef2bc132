package roster

import (
	"testing"
)

// fresh are lists written from knowledge of the systems that export them, before anybody looked at how they are read:
// the people by name, and words of what must be said.
var fresh = []struct {
	file, names string
	more        []string
}{
	{"fresh-teams-de.csv", "Jürgen Groß | Żaneta Łącka | Gast Meier", []string{"minutes=120", "Żaneta Łącka"}},
	{"fresh-teams-ja.csv", "髙橋 美咲 | 渡邉 健", []string{"minutes=120"}},
	{"fresh-zoom-webinar2.csv", "Joanna Nowak-Lis | Pat Absent", []string{`"Joanna Nowak-Lis"`}},
	{"fresh-zoom-meeting2.csv", "Ilse Brandt | Kofi Mensah-Owusu | Samsung SM-A515F | Fathom Notetaker", []string{"1 in waiting room left out", "minutes=90"}},
	{"fresh-forms-de.csv", "Dr. Annegret Müller-Wohlfahrt | Çiğdem Ünal", []string{"Nehmen Sie am 14. Mai teil?: 1 Ja printed, 1 Nein left out", `organisation="TU Küste"`}},
	{"fresh-forms-fr.csv", "Anaïs DE LA TOUR", []string{"Serez-vous présent(e) ?"}},
	{"fresh-forms-es.csv", "José Ángel Núñez Ibáñez | María de los Ángeles Pérez | Ñusta Quispe Mamani", []string{"¿Asistió al taller?: 1 Sí present, 1 No absent"}},
	{"fresh-forms-ja.csv", "髙橋 美咲 | 﨑山 翔", []string{"オンラインで参加"}},
	{"fresh-surveymonkey2.csv", "Petra van 't Hof | Quim Farré i Puig | Rósa Þorsteinsdóttir", []string{`the column "Will you attend in person?" has answers such as no`}},
	{"fresh-civicrm2.csv", "Folake Abiola Adeyemi | James T. Brown Jr.", []string{"CiviCRM export", "James T. Brown Jr."}},
	{"fresh-hubspot2.csv", "Uma Iyer | Wes Reg", []string{"1 Registered printed"}},
	{"fresh-eb-it.csv", "Niccolò D’Angelo", []string{"1 Check-in effettuato printed"}},
	{"fresh-eb-pl.csv", "Łucja Żak-Świątek", []string{"1 Nie uczestniczy left out", "1 Zwrócono środki left out"}},
	{"fresh-cvent.csv", "Ruth Ann Abara | Carl No | Vis Ited", []string{"Participant: 4 No absent, 1 Yes present"}},
	{"fresh-airtable.csv", "Jay Osei | Kay Lum | Lee Mun", []string{"1 checked present"}},
	{"fresh-msforms.csv", "Saoirse Ní Bhriain | Tadhg Ó Sé", nil},
	{"fresh-billetweb.csv", "Nolwenn KERLEAU | Malo QUÉMÉNER", []string{`role="Participant"`, "1 Annulé left out", "Utilisé: 2 Non absent, 1 Oui present"}},
	{"fresh-connpass.csv", "髙橋 美咲 | 渡辺 健", []string{"1 参加キャンセル left out"}},
	{"fresh-kktix.csv", "陳怡君 | 林志豪", []string{`organisation="臺灣大學"`, "報到狀態: 3 未報到 absent, 1 已報到 present", `email="yj@example.org"`}},
	{"fresh-timepad.csv", "Щукина Дарья Игоревна | Пётр Ёлкин", []string{"1 Бесплатно printed", "Отметка о входе: 4 Нет absent, 1 Да present", `email="ds@example.org"`}},
	{"fresh-peatix.csv", "髙橋 美咲 | 渡辺 健", []string{`name="髙橋 美咲"`}},
	{"fresh-hand-totals-mid.xlsx", "Jürgen Groß | Ines von Bülow | Ali Öztürk", []string{"line 6 is a row of sums", "line 8 is a row of sums"}},
	{"fresh-hand-certname.csv", "Joy Oluwaseun Adewale | Kunle A. Bello", nil},
	{"fresh-hand-bilingual-headers.csv", "Zoé Côté | Guy Roy", []string{"attended=yes"}},
	{"fresh-hand-suffix.csv", "Martin L King Jr. | Sinéad O'Dowd | Ana M Reyes III", []string{"Signed in: 2 a time present, 1 empty absent"}},
	{"fresh-hand-attendance-words.csv", "Ann Full | Ben Part | Cat None | Dan Virt | Eve Exc | Fay Canc | Gus Walk | Hal Late | Ian Dnc", []string{"1 Full present", "1 None absent", "1 CXL absent"}},
	{"fresh-hand-days.csv", "Iñaki Zubizarreta | Ana Gil | Leo Sanz", []string{"it has ticks below a day"}},
	{"fresh-hand-two-scripts.csv", "王大明 Wang Da-Ming | 李小華 Li Xiao-Hua", []string{"attended=no"}},
	{"fresh-hand-checkout-times.csv", "Ann Roe | Ben Roe | Cat Roe", []string{"Time in"}},
	{"fresh-hand-cs.csv", "Žaneta Černá, Ph.D. | Řehoř Dvořák", []string{"Žaneta Černá, Ph.D."}},
	{"fresh-hand-ko-tot.csv", "김하늘 | 선우 진 | 박별", []string{"is a row of sums"}},
	{"fresh-hand-attn-status-multi.csv", "Ann Roe | Ben Roe", []string{"1 Cancelled left out"}},
	{"fresh-zoom-device-original.csv", "Kofi Mensah | Ama Serwaa | Yaa", nil},
	{"fresh-q-consent.csv", "Ann Roe | Ben Roe", nil},
	{"fresh-q-present.csv", "Ann Roe | Ben Roe", nil},
	{"fresh-q-attcert.csv", "Ann Roe | Ben Roe", nil},
	{"fresh-q-student.csv", "Ann Roe | Ben Roe", nil},
	{"fresh-q-dinner.csv", "Ann Roe | Ben Roe", nil},
	{"fresh-q-zh.csv", "周小川 | 吴用", []string{"1 否 absent"}},
	{"fresh-q-ru.csv", "Жданова Елена Юрьевна | Цой Виктор Робертович", []string{"1 Нет absent"}},
	{"fresh-q-nl.csv", "Sjoerd ter Horst | Loes Prins", []string{"1 Nee absent"}},
	{"fresh-x-certno.csv", "Ann Roe | Ben Roe", nil},
	{"fresh-x-survey.csv", "Ann Roe | Ben Roe", nil},
	{"fresh-x-bracketmail.csv", "Ann Roe | Ben Roe", nil},
	{"fresh-x-suma.csv", "Suma Rao | Total Kim | Sum Yee", nil},
	{"fresh-hand-presence-notes.csv", "Ann Roe | Ben Roe | Cat Roe | Dan Roe | Eve Roe", []string{"yes (online) present"}},
	{"fresh-hand-cancelled-name.csv", "Ann Roe | Ben Roe (cancelled) | Cat Roe - no show | TEST TEST", []string{`says "cancelled" of the person`}},
	{"fresh-status-mixed.csv", "Ann Roe | Ben Roe | Cat Roe", nil},
}

// TestFreshLists holds the lists of testdata/cases that begin with "fresh" against what is right for each.
func TestFreshLists(t *testing.T) {
	for _, c := range fresh {
		r, problems := Read(c.file, read(t, "cases/"+c.file), caseOptions)
		reads(t, c.file, r, problems, c.names, c.more)
	}
}
