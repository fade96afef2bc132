package roster

import (
	"strings"
	"testing"
)

// TestFurtherSystems reads lists as further systems leave them, in their headers and languages. What is right for each
// was written down before any was read: the people by name and, of what is said, the words that matter.
func TestFurtherSystems(t *testing.T) {
	for _, c := range []struct {
		name, list, names string
		more              []string
	}{
		{"Microsoft Bookings", `Date Time,Customer Name,Customer Email,Customer Phone,Customer Address,Staff,Staff Name,Staff Email,Service,Location,Duration (mins.),Pricing Type,Price,Currency,Cc Attendees,Signed Up Attendees Count,Text Notifications Enabled,Custom Fields,Event Type,Booking Id
05/01/2026 9:00,Ann Poe,ann@example.org,,,M365,Kim Staff,kim@example.org,Pottery,Hall,60,Free,0,USD,,1,false,{},Booking,AQ1
05/01/2026 9:00,Bo Ek,bo@example.org,,,M365,Kim Staff,kim@example.org,Pottery,Hall,60,Free,0,USD,,1,false,{},Booking,AQ2
`, "Ann Poe | Bo Ek", []string{"Microsoft Bookings export: 2 rows", `id="ann@example.org"`, `email="bo@example.org"`, `sessions="Pottery"`}},
		{"WooCommerce orders", "Order Number,Order Status,Billing First Name,Billing Last Name,Billing Email,Item Name\n" +
			"101,completed,Ann,Poe,ann@example.org,Ticket\n102,refunded,Bo,Ek,bo@example.org,Ticket\n",
			"", []string{"error: roster-no-name"}},
		{"Square Appointments", "Client Name,Client Email,Service,Status\nAnn Poe,ann@example.org,Class,Accepted\n" +
			"Bo Ek,bo@example.org,Class,No-show\n", "Ann Poe",
			[]string{`"Client Name" is taken for it`, `email="ann@example.org"`, "1 No-show left out"}},
		{"Calendly", "Event Type Name,Invitee Name,Invitee First Name,Invitee Last Name,Invitee Email,Canceled,Marked as No-Show\n" +
			"Intro,Ann Poe,Ann,Poe,ann@example.org,false,No\nIntro,Bo Ek,Bo,Ek,bo@example.org,true,No\nIntro,Cy Li,Cy,Li,cy@example.org,false,Yes\n",
			"Ann Poe", []string{"1 canceled left out", `given="Ann"`}},
		{"Acuity", "Start Time,End Time,First Name,Last Name,Phone,Email,Type,Appointment Price,Paid?,Label\n" +
			"9:00,10:00,Ann,Poe,,ann@example.org,Class,10,yes,\n9:00,10:00,Bo,Ek,,bo@example.org,Class,10,no,\n",
			"Ann Poe | Bo Ek", []string{`the column "Paid?" has "no" in 1 row`}},
		{"Weezevent", "Numéro billet;Nom;Prénom;Email acheteur;Nom acheteur;Prénom acheteur;Tarif;Contrôlé\n" +
			"77;DUPONT;Anne;chef@example.org;CHEF;Luc;Plein;Oui\n78;LE GOFF;Yann;chef@example.org;CHEF;Luc;Plein;Non\n",
			"Anne DUPONT | Yann LE GOFF", []string{"attended=yes", "attended=no"}},
		{"HelloAsso", "Référence commande;Statut de la commande;Nom participant;Prénom participant;Nom payeur;Prénom payeur;Email payeur;Tarif\n" +
			"55;Validé;Martin;Zoé;Martin;Guy;guy@example.org;Adulte\n56;Remboursé;Roy;Léo;Roy;Ida;ida@example.org;Adulte\n",
			"Zoé Martin", []string{"Remboursé left out"}},
		{"Sympla", "Nº ingresso;Nome;Sobrenome;Tipo de ingresso;Valor;Data compra;Estado de pagamento;E-mail;Check-in\n" +
			"A1;Joana;Souza;Geral;10;01/05/2026;Aprovado;j@example.org;Sim\nA2;Rui;Lima;Geral;10;01/05/2026;Cancelado;r@example.org;Não\n",
			"Joana Souza", []string{"1 cancelado left out", "attended=yes"}},
		{"Even3", "Nome completo;Nome para certificado;E-mail;Instituição;Categoria;Situação;Presença\n" +
			"JOANA SOUZA;Joana de Souza;j@example.org;UFRJ;Ouvinte;Confirmada;Presente\nrui lima;Rui Lima;r@example.org;USP;Ouvinte;Pendente;Ausente\n",
			"Joana de Souza", []string{`organisation="UFRJ"`, "1 pendente left out"}},
		{"ConfTool", `form_of_address,title,firstname,name,organisation,country,email,status,payment_amount_due
Mr.,Dr.,Ole,Lund,NTNU,Norway,ole@example.org,author,0
Ms.,,Eva,Holm,UiO,Norway,eva@example.org,author,120
`, "Ole Lund | Eva Holm", []string{`organisation="NTNU"`}},
		{"Canvas gradebook", "Student,ID,SIS User ID,SIS Login ID,Section,Final Grade\n\"Poe, Ann\",11,S1,ann,A,92\n\"Ek, Bo\",12,S2,bo,A,55\n",
			"Ann Poe | Bo Ek", []string{`family="Ek"`}},
		{"Typeform", "#,What's your first name?,And your last name?,What's your email?,Do you accept the terms?,Submitted At\n" +
			"k1,Ann,Poe,ann@example.org,1,2026-05-01\nk2,Bo,Ek,bo@example.org,1,2026-05-01\n", "Ann Poe | Bo Ek",
			[]string{`email="bo@example.org"`}},
		{"Lyyti", "Etunimi;Sukunimi;Sähköposti;Organisaatio;Tila\nAino;Mäki;a@example.org;VTT;Ilmoittautunut\nEero;Ahti;e@example.org;VTT;Perunut\n",
			"Aino Mäki", []string{"1 perunut left out", `organisation="VTT"`}},
		{"Checkin.no", "Fornavn;Etternavn;E-post;Firma;Billettype;Betalt;Sjekket inn\nOla;Nordmann;o@example.org;NTNU;Dagspass;Ja;Ja\nKari;Lie;k@example.org;NTNU;Dagspass;Nei;Ja\n",
			"Ola Nordmann | Kari Lie", []string{`the column "Betalt" has "Nei" in 1 row`, "attended=yes"}},
		{"Konfeo", "Imię;Nazwisko;E-mail;Firma;Status zgłoszenia;Opłacone\nEwa;Żak;e@example.org;UW;potwierdzone;Tak\nJan;Kot;j@example.org;UW;anulowane;Nie\n",
			"Ewa Żak", []string{"1 anulowane left out", `organisation="UW"`}},
		{"GoOut", "Jméno;Příjmení;E-mail;Typ vstupenky;Stav;Odbaveno\nŘehoř;Dvořák;r@example.org;Základní;Zaplaceno;Ano\nEva;Malá;e@example.org;Základní;Stornováno;Ne\n",
			"Řehoř Dvořák", []string{"1 stornováno left out", "attended=yes"}},
		{"Leader-ID", "ФИО;Email;Организация;Статус заявки;Присутствие\nПетрова Анна Игоревна;a@example.org;МГУ;Одобрена;Да\nИванов Олег Павлович;o@example.org;МГУ;Отклонена;Нет\n",
			"Петрова Анна Игоревна", []string{`given="Анна"`, "1 отклонена left out"}},
		{"Evand", "نام;نام خانوادگی;ایمیل;نوع بلیت;وضعیت;حضور\nسارا;احمدی;s@example.org;عادی;تایید شده;بله\nرضا;کریمی;r@example.org;عادی;لغو شده;خیر\n",
			"سارا احمدی", []string{"1 لغو شده left out", "attended=yes"}},
		{"Huodongxing", "票号,姓名,邮箱,公司,票种,审核状态,签到状态\n1,周小川,z@example.org,江南学院,普通票,审核通过,已签到\n2,吴用,w@example.org,江南学院,普通票,审核不通过,未签到\n",
			"周小川", []string{`organisation="江南学院"`, "attended=yes", "1 审核不通过 left out"}},
		{"Doorkeeper", "お名前,メールアドレス,会社名,チケット,参加ステータス,チェックイン\n髙橋 美咲,t@example.org,東都大学,一般,参加,済\n渡辺 健,w@example.org,東都大学,一般,キャンセル,\n",
			"髙橋 美咲", []string{`organisation="東都大学"`, "1 キャンセル left out"}},
		{"Onoffmix", "이름,이메일,소속,참여상태,결제상태,출석여부\n김하늘,k@example.org,한빛연구소,확정,결제완료,O\n박별,p@example.org,한빛연구소,취소,환불,X\n",
			"김하늘", []string{`organisation="한빛연구소"`, "attended=yes"}},
		{"Ticketbox", "Họ và tên;Email;Đơn vị;Loại vé;Trạng thái;Đã check-in\nNguyễn Văn An;a@example.org;ĐHQG;Thường;Đã thanh toán;Có\nTrần Thị Bình;b@example.org;ĐHQG;Thường;Đã hủy;Không\n",
			"Nguyễn Văn An", []string{"1 đã hủy left out", `family="Nguyễn"`, "attended=yes"}},
		{"Biletino", "Ad;Soyad;E-posta;Kurum;Bilet Türü;Ödendi mi?;Giriş yaptı mı?\nIşıl;Yılmaz;i@example.org;ODTÜ;Tam;Evet;Evet\nCan;Öz;c@example.org;ODTÜ;Tam;Hayır;Hayır\n",
			"Işıl Yılmaz | Can Öz", []string{`the column "Ödendi mi?" has "Hayır" in 1 row`, "attended=no"}},
		{"Eventfrog", "Vorname;Nachname;E-Mail;Ticketkategorie;Bezahlt;Eingecheckt;Titel nachgestellt\nIda;Heide;i@example.org;Voll;Ja;Ja;MSc\nUwe;Roth;u@example.org;Voll;Nein;Nein;\n",
			"Ida Heide | Uwe Roth", []string{`the column "Bezahlt" has "Nein" in 1 row`, `letters behind the name in "Titel nachgestellt", such as "MSc": not printed`}},
	} {
		r, problems := Read("list.csv", []byte(c.list), Options{})
		account(t, r, problems)
		reads(t, c.name, r, problems, c.names, c.more)
	}
}

// TestAnswersNobodyReads checks that a no below a header that a paper depends on is said, with its count, unless a rule
// of the event asks about it.
func TestAnswersNobodyReads(t *testing.T) {
	const list = "name,email,%\nAnn Poe,a@example.org,#\nBo Ek,b@example.org,#\nCy Li,c@example.org,#\nDi Ma,d@example.org,#\n"
	read := func(header, answers string, asked ...string) string {
		s := strings.Replace(list, "%", header, 1)
		for a := range strings.SplitSeq(answers, "|") {
			s = strings.Replace(s, "#", a, 1)
		}
		r, problems := Read("list.csv", []byte(s), Options{Asked: asked})
		return summary(r, append(problems, Preflight(r)...))
	}
	for _, c := range []struct{ header, answers, want string }{
		{"Paid", "yes|yes|no|yes", `the column "Paid" has "no" in 1 row: these people`},
		{"Certificate", "Yes|Yes|No|", `the column "Certificate" has "No" in 1 row, and nothing in 1 row`},
		{"Certificate", "|||No", `the column "Certificate" has "No" in 1 row`},
		{"Paid", "x|x||x", `the column "Paid" has nothing in 1 row and "x" in 3 rows`},
		{"Eligible for certificate", "TRUE|FALSE|TRUE|FALSE", `has "FALSE" in 2 rows`},
		{"Bezahlt?", "ja|nein|ja|nein (Rechnung)", `has "nein" in 2 rows`},
		{"A payé", "oui|non|oui|oui", `has "non" in 1 row`},
		{"Certificado", "sí|no|sí|sí", `has "no" in 1 row`},
		{"Оплачено", "да|нет|да|да", `has "нет" in 1 row`},
		{"گواهی", "بله|خیر|بله|بله", `has "خیر" in 1 row`},
		{"合格", "はい|いいえ|はい|はい", `has "いいえ" in 1 row`},
	} {
		if got := read(c.header, c.answers); !strings.Contains(got, c.want) {
			t.Errorf("%s: nothing says %s:\n%s", c.header, c.want, got)
		}
	}
	for _, c := range []struct{ header, answers string }{
		{"Paid", "yes|yes|yes|yes"}, {"Paid", "10|20|30|40"}, {"I accept the terms", "yes|no|yes|yes"},
		{"Vegetarian", "yes|no|yes|no"}, {"Certificate number", "A1|A2||A4"}, {"Photo consent confirmed", "yes|no|yes|no"},
	} {
		if got := read(c.header, c.answers); strings.Contains(got, "roster-answer-unread") {
			t.Errorf("%s: %s is taken for a reason:\n%s", c.header, c.answers, got)
		}
	}
	for _, asked := range []string{"paid", "*"} {
		if got := read("Paid", "yes|no|yes|yes", asked); strings.Contains(got, "roster-answer-unread") {
			t.Errorf("a rule asks about %s, and check asks again:\n%s", asked, got)
		}
	}
}

// TestMarksInNames checks that the marks of footnotes and numbered lists in names are named, with the name without them.
func TestMarksInNames(t *testing.T) {
	for name, want := range map[string]string{
		"Ann Poe*": "Ann Poe", "Ann Poe **": "Ann Poe", "Ann Poe†": "Ann Poe", "Ann Poe ‡": "Ann Poe", "Ann Poe (1)": "Ann Poe",
		"Ann Poe[2]": "Ann Poe", "Ann Poe¹": "Ann Poe", "Ann Poe¹·²": "Ann Poe", "1. Ann Poe": "Ann Poe", "2) Ann Poe": "Ann Poe",
		"• Ann Poe": "Ann Poe", "- Ann Poe": "Ann Poe", "*Ann Poe": "Ann Poe", "Ann* Poe": "Ann Poe", "~~Ann Poe~~": "Ann Poe", "(Ann Poe)": "Ann Poe", "[王大明]": "王大明", "王大明*": "王大明",
		"Иван Петров¹": "Иван Петров",
		"José Mª Ruiz": "", "Ana Mª": "", "Ann Poe Jr.": "", "O'Dowd": "", "'t Hooft": "", "Ann Poe (Ania)": "", "D. J. Poe": "",
		"Ann-Marie Poe": "", "Poe III": "", "-": "", "*": "", "Ann  Poe": "",
	} {
		if got := unmarked(name); got != name && got != want || got == name && want != "" {
			t.Errorf("%q without marks is %q, want %q", name, got, want)
		}
	}
	r, problems := Read("list.csv", []byte("name\nAnn Poe*\nBo Ek\n"), Options{})
	if got := summary(r, append(problems, Preflight(r)...)); !strings.Contains(got, `the name "Ann Poe*" has a mark in it`) ||
		strings.Contains(got, `"Bo Ek" has`) {
		t.Errorf("got %s", got)
	}
}

// TestMixedOrder checks names of two words in either order without anything that says which: they are split by known
// given names and by capitals, and a list in both orders is a warning with both counts.
func TestMixedOrder(t *testing.T) {
	for name, want := range map[string]string{
		"Иван Петров": "Иван|Петров", "Петров Иван": "Иван|Петров", "Шевченко Олена": "Олена|Шевченко", "Анна Мороз": "Анна|Мороз",
		"DUPONT Jean": "Jean|DUPONT", "Jean DUPONT": "Jean|DUPONT", "DE SOUZA Ana Maria": "Ana Maria|DE SOUZA",
		"LE GOFF Yann": "Yann|LE GOFF", "JJ Abrams": "JJ|Abrams", "ANN POE": "ANN|POE", "J.R.R. Tolkien": "J.R.R.|Tolkien",
		"Иван Иванович": "Иван|Иванович", "Максим Антон": "Максим|Антон",
	} {
		given, family := split(name, "")
		if got := given + "|" + family; got != want {
			t.Errorf("%s is split into %s, want %s", name, got, want)
		}
	}
	for list, want := range map[string]string{
		"Имя\nИван Петров\nПетрова Анна\nОльга Лис\n": `1 name has the family name first, such as "Петрова Анна", and 2 names have the given name first, such as "Иван Петров"`,
		"Name\nJean DUPONT\nMARTIN Zoé\n":             `1 name has the family name first, such as "MARTIN Zoé", and 1 name has the given name first, such as "Jean DUPONT"`,
		"Имя\nИван Петров\nОльга Лис\n":               "",
		"Name\nAnn Poe\nBo Ek\n":                      "",
	} {
		r, problems := Read("list.csv", []byte(list), Options{})
		got := summary(r, problems)
		if want == "" && strings.Contains(got, "roster-mixed-order") || !strings.Contains(got, want) {
			t.Errorf("want %q, got\n%s", want, got)
		}
	}
}
