package roster

import (
	"slices"
	"strings"
	"testing"
)

func TestSeconds(t *testing.T) {
	for cell, want := range map[string]int{
		"95": 95 * 60, "95.5 min": 5730, "95,5": 5730, "60 minutes": 3600, "1h 1m 55s": 3715, "55m": 3300,
		"32m 10s": 1930, "1:01:55": 3715, "01:05": 3900, "00:00:59": 59,
		"PT1H5M": 3900, "PT45M": 2700, "1 hr 2 min": 3720, "2 hrs": 7200, "1 hour and 5 minutes": 3900,
		"59 Min. 0 Sek.": 3540, "1 Std. 15 Min.": 4500, "1 Stunde und 5 Minuten": 3900,
		"1 h 05 min": 3900, "1 ч 5 мин": 3900, "1時間5分": 3900, "1小时5分钟": 3900, "1시간 5분": 3900,
		"۱ ساعت و ۵ دقیقه": 3900, "٩٥": 5700, "1 uur 5 min": 3900, "1 saat 5 dakika": 3900,
		"3715 s": 3715, "1d 2h": 93600, "": 0, "--": 0, "-": 0, "0": 0,
	} {
		if got, ok := seconds(cell, 60); !ok || got != want {
			t.Errorf("%q is %d seconds (%v), want %d", cell, got, ok, want)
		}
	}
	for _, cell := range []string{"long", "5 km", "1:75", "10:00 - 11:00", "1 of 3", "99999999999999999999", "1h 5",
		"12/05/2026"} {
		if got, ok := seconds(cell, 60); ok {
			t.Errorf("%q was read as %d seconds", cell, got)
		}
	}
	for header, want := range map[string]int{"Duration (Minutes)": 60, "Duration": 60, "Duration (hours)": 3600,
		"Dauer in Stunden": 3600, "Time in Session (seconds)": 1, "Attendance duration": 60,
		"Heures de présence": 3600} {
		if got := unitOf(header); got != want {
			t.Errorf("a number under %q counts %d seconds, want %d", header, got, want)
		}
	}
}

// TestStatusWords holds what a status column says to what the row is taken for.
func TestStatusWords(t *testing.T) {
	for taken, words := range map[Taken]string{
		NoPlace: "not yet paid|not fully paid|noch nicht bezahlt|No, cancelled|no (sick)|Paid: no|Attended 0 of 3|no longer attending|not able to attend|deltager ikke|deltar inte|kommt nicht|komt niet|nimmt nicht teil|onaylı değil|حضور نداشت|تکمیل نشد|उपस्थित नहीं|참석 안 함|mætti ekki|angemeldet, nicht erschienen|No-show|no show|NOSHOW|Absent|Did not attend|didn't attend|Void|voided|Denied|Unpaid|Draft|Interested|Maybe|Not going|No|Not Attending|not_attending|Pending approval|Pending from pay later|Waitlist|waiting list|On waitlist|On hold|Terminated|Cancelled|canceled|Refunded|Expired|Declined|Invited|Deferred|Not paid|never confirmed|RELEASED|Decline_Queue|Nominated|" +
			"Nicht teilnehmend|abwesend|nicht erschienen|abgelehnt|Storniert|auf Warteliste|nicht bestätigt|abgemeldet|Nein|absent(e)|absente|annulée|en attente|n'est pas venue|ne participe pas|Non|" +
			"Afgemeld|wachtlijst|niet aanwezig|Lista de espera|no asistió|Cancelada|Rechazado|No confirmado|não compareceu|ausente|lista de espera|assente|in attesa|non confermato|" +
			"avmeldt|väntelista|ikke mødt|peruttu|nieobecny|lista rezerwowa|zrušeno|várólista|nem jelent meg|în așteptare|ακυρώθηκε|iptal|gelmedi|отменено|не явился|не подтверждено|лист ожидания|скасовано|отказан|" +
			"غایب|لغو شده|در انتظار|غائب|ملغي|نعتذر اعتذر|בוטל|欠席|キャンセル待ち|不参加|未払い|缺席|未出席|已取消|待审核|결석|취소됨|मना रद्द|ยกเลิก|đã hủy|batal",
		HasPlace: "will be present|sera présente|jelen lesz|akan hadir|not on waiting list|Yes, attending|deltager|kommt|Confirmed|registered|Attending|Approved|accepted|paid|Complete|Completed|Active|ACQUIRED|valid|Attended|Checked In|checked-in|Present|Yes|Going|Partially refunded|Not cancelled|not refunded|Paid in full|Processing|Comp|" +
			"bestätigt|Angemeldet|Teilnehmend|bezahlt|nicht storniert|anwesend|Ja|confirmé|inscrite|présent|Oui|Participe|bevestigd|aanwezig|confirmado|asistió|inscrita|Sí|compareceu|confermato|presente|bekreftet|närvarande|vahvistettu|obecna|potvrzeno|regisztrált|înscris|επιβεβαιωμένο|katıldı|подтверждено|присутствовал|оплачено|حاضر|تایید شده|مؤكد|אושר|出席|参加予定|已确认|已签到|참석|확정|ยืนยันแล้ว|đã xác nhận|hadir|Not checked in",
		NotKnown: "Limbo|Speaker|VIP|blau|12|tbd",
	} {
		for word := range strings.SplitSeq(words, "|") {
			c := &column{taken: map[string]Taken{}, attended: map[string]Presence{}}
			if c.settle(word); c.taken[word] != taken {
				t.Errorf("%q is taken for %d, want %d", word, c.taken[word], taken)
			}
		}
	}
}

// TestPresenceWords holds what a presence column says to whether the person was there.
func TestPresenceWords(t *testing.T) {
	for attended, words := range map[Presence]string{
		Present: "Yes|y|TRUE|1|x|✓|3|ja|oui|sí|да|はい|是|예|بله|نعم|Attended|checked in|2026-05-01 09:00|2026-05-01T09:00:00Z|May 1, 2026 10:00 AM|9:05|85%|anwesend|出席|katıldı",
		Absent:  "No|n|false|0|0.0|--|-|nein|non|нет|いいえ|否|خیر|لا|absent|no-show|not checked in|abwesend|欠席|✗|未签到",
		Unknown: "perhaps so|Speaker",
	} {
		for word := range strings.SplitSeq(words, "|") {
			c := &column{presence: true, taken: map[string]Taken{}, attended: map[string]Presence{}}
			if c.settle(word); c.attended[word] != attended {
				t.Errorf("%q says %s, want %s", word, c.attended[word], attended)
			}
		}
	}
}

// TestTally checks the line that counts the words of a column.
func TestTally(t *testing.T) {
	list := "id,name,Status\n" + strings.Repeat("#,Ana Pop,confirmed\n", 3) +
		"#,Bo Ek,No-show\n#,Cy Li,Limbo\n#,Di Ma,\n#,Ed No,CONFIRMED\n"
	for i := 0; strings.Contains(list, "#"); i++ {
		list = strings.Replace(list, "#", string(rune('a'+i)), 1)
	}
	r, problems := Read("list.csv", []byte(list), Options{})
	account(t, r, problems)
	if got, want := r.Counted(),
		[]string{"Status: 4 confirmed printed, 1 No-show left out, 1 Limbo: not known, printed, 1 empty printed"}; !slices.Equal(got,
		want) {
		t.Errorf("got %q, want %q", got, want)
	}
	want := []Word{{"confirmed", 4, 2, HasPlace}, {"No-show", 1, 5, NoPlace}, {"Limbo", 1, 6, NotKnown},
		{"", 1, 7, HasPlace}}
	if len(r.Tallies) != 1 || !slices.Equal(r.Tallies[0].Words, want) {
		t.Errorf("got %+v", r.Tallies)
	}
	r, _ = Read("list.csv", []byte("id,name,Attended\n1,Ana,Yes\n2,Bo,No\n3,Cy,perhaps\n4,Di,\n"), Options{})
	var attended []Presence
	for _, a := range r.People {
		attended = append(attended, a.Attended)
	}
	if !slices.Equal(attended, []Presence{Present, Absent, Unknown, Absent}) || len(r.People) != 4 {
		t.Errorf("attended: %v", attended)
	}
	r, _ = Read("list.csv", []byte("id,name,Checked in\n1,Ana,\n2,Bo,\n"), Options{})
	if len(r.People) != 2 || r.People[0].Attended != Unknown {
		t.Errorf("nobody was checked in yet: %+v", r.People)
	}
}

// TestWholeNames checks that every part of a name gets to paper, in the order of its language.
func TestWholeNames(t *testing.T) {
	for _, c := range []struct {
		header, row, want string // name | given | family
		opt               Options
	}{
		{header: "First name,Middle name,Last name,Suffix", row: "Jomo,Mwangi,Karanja,III",
			want: "Jomo Mwangi Karanja III | Jomo Mwangi | Karanja"},
		{header: "First name,Last name,Suffix", row: "Anna,Miller,PhD", want: "Anna Miller, PhD | Anna | Miller"},
		{header: "First name,Middle name,Last name", row: "Ana,-,Pop", want: "Ana Pop | Ana | Pop"},
		{header: "First name,Last name", row: "Suharto,.", want: "Suharto | Suharto | "},
		{header: "Roepnaam,Tussenvoegsel(s),Achternaam", row: "Bram,van den,Oever",
			want: "Bram van den Oever | Bram | van den Oever"},
		{header: "Vorname,Namenszusatz,Nachname", row: "Ida,von der,Heide",
			want: "Ida von der Heide | Ida | von der Heide"},
		{header: "Фамилия,Имя,Отчество", row: "Иванов,Пётр,Сергеевич", want: "Иванов Пётр Сергеевич | Пётр | Иванов"},
		{header: "Прізвище,Ім'я,По батькові", row: "Шевченко,Олена,Іванівна",
			want: "Шевченко Олена Іванівна | Олена | Шевченко"},
		{header: "First name,Patronymic,Last name", row: "Pyotr,Sergeyevich,Ivanov",
			want: "Pyotr Sergeyevich Ivanov | Pyotr | Ivanov"},
		{header: "Име,Презиме,Фамилия", row: "Иван,Петров,Колев", want: "Иван Петров Колев | Иван Петров | Колев"},
		{header: "Nombres,Apellido paterno,Apellido materno", row: "José,Pérez,Soto",
			want: "José Pérez Soto | José | Pérez Soto"},
		{header: "Nom,Prénom,Deuxième prénom", row: "Delambre,Zoé,Lise",
			want: "Zoé Lise Delambre | Zoé Lise | Delambre"},
		{header: "Fornavn,Mellemnavn,Efternavn", row: "Bo,Juul,Ek", want: "Bo Juul Ek | Bo Juul | Ek"},
		{header: "الاسم الأول,اسم الأب,اسم العائلة", row: "سارة,علي,الراشد",
			want: "سارة علي الراشد | سارة علي | الراشد"},
		{header: "نام,نام خانوادگی,نام پدر", row: "علی,رضایی,حسن", want: "علی رضایی | علی | رضایی"},
		{header: "Vezetéknév,Keresztnév", row: "Nagy,Pál", want: "Nagy Pál | Pál | Nagy"},
		{header: "Họ,Tên đệm,Tên", row: "Nguyễn,Văn,An", want: "Nguyễn Văn An | Văn An | Nguyễn"},
		{header: "First name,Last name,language", row: "伟,张,zh", want: "张伟 | 伟 | 张"},
		{header: "Name", row: `"Karanja, Jomo"`, want: "Jomo Karanja | Jomo | Karanja"},
		{header: "Name", row: `"King, Jr., Walter"`, want: "Walter King Jr. | Walter | King"},
		{header: "Name", row: `"van den Oever, Bram"`, want: "Bram van den Oever | Bram | van den Oever"},
		{header: "Name", row: `"Karanja, Jomo"`, want: "Karanja, Jomo | Jomo | Karanja",
			opt: Options{Name: "{{name}}"}},
		{header: "Name", row: `"Anna Miller, PhD"`, want: "Anna Miller, PhD | Anna | Miller"},
		{header: "Name", row: "Dr. Jomo Karanja Jr.", want: "Dr. Jomo Karanja Jr. | Jomo | Karanja"},
		{header: "Name", row: "Ludwig van Beethoven", want: "Ludwig van Beethoven | Ludwig | van Beethoven"},
		{header: "Name", row: "Suharto", want: "Suharto | Suharto | "},
		{header: "Name,language", row: "Lucía Vega Montalbán,es",
			want: "Lucía Vega Montalbán | Lucía | Vega Montalbán"},
		{header: "Name", row: "김철수", want: "김철수 | 철수 | 김"},
		{header: "Name", row: "欧阳修文", want: "欧阳修文 | 修文 | 欧阳"},
		{header: "ФИО", row: "Иванов Пётр Сергеевич", want: "Иванов Пётр Сергеевич | Пётр | Иванов"},
		{header: "Name", row: "Zahra Mohammadi / زهرا محمدی", want: "Zahra Mohammadi | Zahra | Mohammadi",
			opt: Options{Name: "{{name.latin}}"}},
		{header: "First name,Clan,Last name", row: "Ana,Oda,Pop", want: "Ana Oda Pop | Ana | Pop",
			opt: Options{Name: "{{given}} {{clan}} {{family}}"}},
		{header: "First name,Clan,Last name", row: "Ana,,Pop", want: "Ana Pop | Ana | Pop",
			opt: Options{Name: "{{given}} ({{clan}}) {{family}}"}},
		{header: "Salutation,First name,Last name", row: "Dr.,Ana,Pop", want: "Dr. Ana Pop | Ana | Pop",
			opt: Options{Name: "{{honorific}} {{given}} {{family}}"}},
		{header: "Full name (as it should appear on the certificate) *", row: "Ana Pop", want: "Ana Pop | Ana | Pop"},
		{header: "Full name as it should appear on your certificate of attendance", row: "Ana Pop",
			want: "Ana Pop | Ana | Pop"},
		{header: "Registrant First Name,Registrant Last Name", row: "Ana,Pop", want: "Ana Pop | Ana | Pop"},
	} {
		r, problems := Read("list.csv", []byte(c.header+"\n"+c.row+"\n"), c.opt)
		account(t, r, problems)
		if len(r.People) != 1 {
			t.Errorf("%s: %v", c.header, problems)
			continue
		}
		a := r.People[0]
		if got := a.Name + " | " + a.Given + " | " + a.Family; got != c.want {
			t.Errorf("%s: %s is\n%s, want\n%s", c.header, c.row, got, c.want)
		}
	}
}

// TestSortFamily checks by what names are sorted.
func TestSortFamily(t *testing.T) {
	for _, c := range []struct{ name, family, lang, want string }{
		{"Robert Smith Jr.", "", "en", "Smith"}, {"Peter Adams III", "", "en", "Adams"},
		{"Anna Miller, PhD", "", "en", "Miller"}, {"Walter King, M.D.", "", "en", "King"},
		{"Osterloh, Wiebke", "", "en", "Osterloh"}, {"Jan van der Berg", "", "en", "Berg"},
		{"María de la Vega", "", "es", "Vega"}, {"Ana Pop", "Pop Jr.", "en", "Pop"},
		{"Bram van den Oever", "van den Oever", "nl", "Oever"}, {"Bram Van den Oever", "Van den Oever", "nl-BE",
			"Van den Oever"}, {"Bram Van den Oever", "Van den Oever", "nl", "Oever"},
		{"Robert De Niro", "De Niro", "en", "De Niro"}, {"Luca de Rossi", "de Rossi", "it", "de Rossi"},
		{"Ursula von der Leyen", "", "de", "Leyen"},
		{"Guy de Maupassant", "de Maupassant", "fr", "Maupassant"}, {"Guy du Pont", "du Pont", "fr", "du Pont"},
		{"Harun al-Rashid", "", "en", "Rashid"},
		{"Suharto", "", "id", "Suharto"}, {"张伟", "", "zh", "张"}, {"Nguyễn Văn An", "", "vi", "Nguyễn"},
		{"Lucía Vega Montalbán", "", "es", "Vega Montalbán"}, {"PhD", "", "en", "PhD"}, {"van", "van", "nl", "van"},
	} {
		a := Attendee{Name: c.name, Family: c.family}
		if got := a.SortFamily(c.lang); got != c.want {
			t.Errorf("%s (%s) in %s is sorted by %q, want %q", c.name, c.family, c.lang, got, c.want)
		}
	}
}

// TestIsList checks which files are lists of people.
func TestIsList(t *testing.T) {
	for text, want := range map[string]bool{
		"name,email\nAna,a@x.org\n": true, "Vorname;Nachname\nAna;Pop\n": true,
		"1. Summary\n\n2. Participants\nName\tEmail\nAna\ta@x.org\n": true,
		"bring the banner\n": false, "name\n": false, "": false, "sku,price\n1,2\n": false,
		"id = \"x\"\ntitle = \"y\"\n": false, "%PDF-1.7\n": false,
	} {
		if got := IsList([]byte(text), Options{}); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
	if !IsList(read(t, "cases/54-sheets.xlsx"), Options{}) || IsList([]byte("PK\x03\x04"), Options{}) {
		t.Error("workbooks")
	}
	for name, want := range map[string]bool{"people.csv": true, "Liste.XLSX": true, "~$Liste.xlsx": false,
		".hidden.csv": false, "event.toml": false, "photo.png": false} {
		if got := ListFile(name); got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestHeaderLanguage checks that headers are in one language or in none.
func TestHeaderLanguage(t *testing.T) {
	for header, want := range map[string]string{
		"Ad Soyad|Kurum|Email": "tr", "Név|Cég": "hu", "Vorname|Nachname|Firma": "de", "Prénom|Nom|Société": "fr",
		"name|email": "en", "Voornaam|Achternaam": "nl", "x|y": "", "Imię|Nazwisko|Organizacja": "pl",
	} {
		if got := languageOf(strings.Split(header, "|")); got != want {
			t.Errorf("%s: %q, want %q", header, got, want)
		}
	}
}
