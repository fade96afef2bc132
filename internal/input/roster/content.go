package roster

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"lanyard/internal/base/locale"
	"lanyard/internal/base/source"
)

// NotFound is a field without a column in the list, with the columns that could be it.
type NotFound struct {
	Field      string   // "organisation"
	Candidates []string // headers of unused columns, the likeliest first
	Lines      string   // for event.toml; empty without candidates
}

// String returns the question to the organiser: `no organisation: is it one of "Uni", "Group"?`
func (n NotFound) String() string {
	field := strings.ReplaceAll(n.Field, "_", " ")
	switch len(n.Candidates) {
	case 0:
		return "no " + field + " in the list"
	case 1:
		return fmt.Sprintf("no %s: is it %s?", field, source.Quote(n.Candidates[0]))
	}
	return fmt.Sprintf("no %s: is it one of %s?", field, quoteSome(n.Candidates, 6))
}

// looks counts the cells of a column by what they look like.
type looks struct {
	full      int // non-empty cells
	addresses int
	names     int // at most four words, letters only, with a capital
	plain     int // short texts without digits
	distinct  map[string]int
}

// lookAt counts the cells in a sample of a column.
func (l *list) lookAt(column int) looks {
	const sample = 2000
	k := looks{distinct: map[string]int{}}
	for _, r := range l.rows[:min(len(l.rows), sample)] {
		if r.fault != nil || column >= len(r.cells) {
			continue
		}
		cell := tidy(r.cells[column])
		if cell == "" {
			continue
		}
		k.full++
		k.distinct[cell]++
		switch {
		case strings.Contains(cell, "@") && noAddress(cell) == "":
			k.addresses++
		case len(cell) < 80 && strings.IndexFunc(cell, unicode.IsDigit) < 0 && letters(cell) > 0:
			k.plain++
			if likeName(cell) {
				k.names++
			}
		}
	}
	return k
}

// answers reports whether most cells are answers or states, such as yes and no, and so neither an organisation nor a
// role.
func (k looks) answers() bool {
	n := 0
	for cell, rows := range k.distinct {
		if say(cell) != sNone {
			n += rows
		}
	}
	return n*2 > k.full
}

// likeName reports whether a cell could be a name or a part of one.
func likeName(cell string) bool {
	w := strings.Fields(cell)
	if len(w) > 4 {
		return false
	}
	for _, word := range w {
		first, _ := utf8.DecodeRuneInString(word)
		if !unicode.IsUpper(first) && unicode.ToUpper(first) != first && !isParticle(word) {
			return false
		}
		if strings.IndexFunc(word, func(r rune) bool { return !inWord(r) && !strings.ContainsRune("'’.-", r) }) >= 0 {
			return false
		}
	}
	return true
}

// free returns the columns that no field uses and that are not about somebody else.
func (l *list) free() []int {
	var all []int
	for i, h := range l.header.cells {
		if l.plan.taken[i] == "" && h != "" && !slices.Contains(l.plan.columns[fBuyer], i) {
			all = append(all, i)
		}
	}
	return all
}

// most is the share of a column's cells, in percent, that must look alike for a guess.
const likely = 80

// guessColumns assigns columns by their cells when the headers mean nothing to us: a column of addresses is the
// e-mail, a column with role words of event.toml is the role, a column of countries is the country.
func (l *list) guessColumns() {
	missing := func(field string) bool {
		_, mapped := l.opt.Columns[field]
		return len(l.plan.columns[field]) == 0 && !mapped
	}
	for _, guess := range []struct {
		field, why string
		fits       func(k looks, header string) bool
	}{
		{fEmail, "its cells are e-mail addresses", func(k looks, header string) bool {
			const few = 4 // rows in which an address that several people share tells nothing
			shared := k.addresses >= few && len(k.distinct)*2 <= k.addresses
			return k.addresses*100 >= likely*k.full && !shared && !foreignHeader(header)
		}},
		{fRole, "its words are roles of event.toml", func(k looks, _ string) bool { return k.allIn(l.isRole) }},
		{fCountry, "its words are countries", func(k looks, _ string) bool { return k.allIn(l.isCountry) && k.long() }},
	} {
		if !missing(guess.field) {
			continue
		}
		for _, c := range l.free() {
			if _, mapped := l.mappedColumn(c); mapped {
				continue
			}
			k := l.lookAt(c)
			if k.full == 0 || k.full*2 < min(len(l.rows), 2000) && guess.field != fEmail ||
				!guess.fits(k, l.header.cells[c]) {
				continue
			}
			l.plan.columns[guess.field] = []int{c}
			l.plan.taken[c], l.plan.why[c] = guess.field, guess.why
			l.Notes = append(l.Notes,
				fmt.Sprintf("the column %s is taken for the %s: %s; if it is not, write %s = \"\" under "+
					"[attendees.columns]",
					source.Quote(l.header.cells[c]), guess.field, guess.why, guess.field))
			break
		}
	}
}

// statusHeaders are in the headers of columns that tell a status or a presence, as keys.
var statusHeaders = []string{"status", "statut", "state", "durum", "trạngthái", "tìnhtrạng", "статус", "стан",
	"състояние", "وضعیت", "حالة", "สถานะ", "状态", "狀態", "ステータス", "状況", "상태", "स्थिति", "situa", "estado", "stato", "stav",
	"állapot", "κατάσταση", "tila", "stöðu", "staða", "állapot", "pendaftaran", "kehadiran", "hadir", "aanwez", "presen",
	"prezen", "närvar", "fremmød", "oppmøte", "obecn", "jelen", "mætt", "asist", "frequ", "حضور", "حضر", "签到", "簽到", "출결",
	"신청", "decision", "decisión", "entscheid", "décision", "decisão", "decisione", "result", "ergebnis", "résultat", "risultat",
	"uitslag", "wynik", "výsled", "eredmény", "rezult", "результат", "αποτέλεσμα", "sonuç", "نتیجه", "نتيجة", "hasil", "kếtquả", "結果",
	"结果", "결과", "stage", "attend", "presen", "particip", "teilnahm", "anwesen", "rsvp", "outcome", "registr", "anmeldung", "buchung",
	"inscri", "iscrizione", "inschrijving", "booking", "出席", "出欠", "参加", "출석", "참석"}

// resultHeaders are in the headers of columns with marks among which one word for a failure is enough for a warning.
var resultHeaders = []string{"result", "ergebnis", "résultat", "risultat", "uitslag", "wynik", "výsled", "eredmény", "rezult",
	"результат", "αποτέλεσμα", "sonuç", "نتیجه", "نتيجة", "結果", "结果", "결과", "finalgrade", "outcome"}

// guessStatus looks for columns whose cells are words of a status, some of which leave people out. One whose header
// says so is taken for it where the list has none; any other is a warning, as nobody is left out for it.
func (l *list) guessStatus() {
	none := map[string]bool{}
	for _, field := range []string{fStatus, fPresence} {
		_, mapped := l.opt.Columns[field]
		none[field] = !mapped && len(l.plan.columns[field]) == 0
	}
	none[fStatus] = none[fStatus] && len(l.plan.columns[fCancelled]) == 0
	for _, c := range l.free() {
		if _, mapped := l.mappedColumn(c); mapped {
			continue
		}
		k := l.lookAt(c)
		field, word, share := k.state()
		header := l.header.cells[c]
		says := func(w string) bool { return strings.Contains(key(header), w) }
		if field == "" || k.full*2 < min(len(l.rows), 2000) || share < 60 && !slices.ContainsFunc(resultHeaders, says) {
			continue
		}
		grid := l.grid(c)
		if share >= 60 && none[field] && slices.ContainsFunc(statusHeaders, says) && !refusesParts(field, grid) {
			none[field] = false
			l.plan.columns[field] = nil
			for _, c := range grid {
				l.plan.columns[field] = append(l.plan.columns[field], c)
				l.plan.taken[c], l.plan.why[c] = field, "its words are those of a "+field
				l.Notes = append(l.Notes, fmt.Sprintf("the column %s is taken for the %s: its words are; if it is not, "+
					"write %s = \"\" under [attendees.columns]", source.Quote(l.header.cells[c]), field, field))
			}
			continue
		}
		if share >= 80 || slices.ContainsFunc(resultHeaders, says) {
			l.warn(l.header.line, c+1, "roster-status-unread",
				"the column %s has words of a status, such as %s, and nobody is left out for them: its header is "+
					"not one that Lanyard knows", source.Quote(header), source.Quote(word)).Hint =
				fmt.Sprintf("if it says who has a place or was there, write in event.toml:\n"+
					"[attendees.columns]\n%s = %s", field, l.address(c))
		}
	}
}

// grid returns a column and all others that ask the same for another day or session, as the grids of forms do: "Did you
// attend? [Day 1]".
func (l *list) grid(column int) []int {
	stem := questionOf(l.header.cells[column])
	if stem == "" {
		return []int{column}
	}
	var all []int
	for _, c := range l.free() {
		if _, mapped := l.mappedColumn(c); !mapped && questionOf(l.header.cells[c]) == stem {
			all = append(all, c)
		}
	}
	return all
}

// questionOf returns the key of what a header asks for several days, sessions or rows of a grid; "" if it names none.
func questionOf(header string) string {
	if question, _, ok := strings.Cut(header, "["); ok {
		return key(question)
	}
	if stem := key(withoutDay(header)); stem != key(header) {
		return stem
	}
	return ""
}

// refusesParts reports whether a grid would leave people out who do not come to one part of the event alone.
func refusesParts(field string, grid []int) bool { return field == fStatus && len(grid) > 1 }

// guessMinutes warns of a column of durations that is not read: the header could mean the length of something else.
func (l *list) guessMinutes() {
	if _, mapped := l.opt.Columns[fMinutes]; mapped || len(l.plan.columns[fMinutes]) > 0 {
		return
	}
	for _, c := range l.free() {
		k := l.lookAt(c)
		spelt := func(cell string) bool {
			if isDash(cell) {
				return true
			}
			n, ok := seconds(cell, 60)
			return ok && n > 0 && strings.IndexFunc(cell, unicode.IsDigit) == 0 && letters(cell) > 0
		}
		if k.full*2 < min(len(l.rows), 2000) || len(k.distinct) < 2 || !k.allIn(spelt) {
			continue
		}
		if l.plan.system.meeting {
			l.take1(fMinutes, c, "its cells are durations")
			return
		}
		l.warn(l.header.line, c+1, "roster-minutes-unread",
			"the column %s has durations and is not read: its header is not one that Lanyard knows",
			source.Quote(l.header.cells[c])).Hint =
			"if it says how long each person was there, write in event.toml:\n[attendees.columns]\nminutes = " + l.address(c)
	}
}

// state returns the field that the cells of a column are words of, a word that leaves people out or counts them as
// absent, and the share of known words in percent; "" if no word does.
func (k looks) state() (field, word string, share int) {
	const most = 200 // words of a status; free text has more
	if len(k.distinct) > most {
		return "", "", 0
	}
	known, out := 0, 0
	field = fPresence
	var marks []Word
	for text, rows := range k.distinct {
		marks = append(marks, Word{Text: withoutBrackets(text), Rows: rows, Taken: HasPlace})
		switch s := say(text); s {
		case sOut, sAbsent, sUnseen:
			known, out = known+rows, out+rows
			if s == sOut {
				field = fStatus
			}
			if word == "" || text < word {
				word = text
			}
		case sPlace:
			known, field = known+rows, fStatus
		case sPresent:
			known += rows
		}
	}
	if a := marksOf(marks, true); a != nil && out == 0 && !a.pair && k.full > 1 {
		for _, m := range marks {
			if a.says(m.Text) == sNo && (word == "" || m.Text < word) {
				word = m.Text
			}
		}
		if word != "" {
			return fPresence, word, 100
		}
	}
	if out == 0 || k.full == 0 {
		return "", "", 0
	}
	return field, word, known * 100 / k.full
}

// mappedColumn returns the field that event.toml assigns to a column.
func (l *list) mappedColumn(column int) (field string, ok bool) {
	for field, want := range l.opt.Columns {
		if at, found := findColumn(l.header.cells, want); want != "" && found && at == column {
			return field, true
		}
	}
	return "", false
}

// foreignHeader reports whether a header is about somebody else's address.
func foreignHeader(header string) bool {
	k := key(header)
	return slices.ContainsFunc([]string{"emergency", "contact", "buyer", "purchaser", "payer", "billing", "invoice",
		"manager", "supervisor", "refer", "order", "secretary", "parent", "host",
		"assistant", "notfall", "rechnung", "käufer", "besteller", "acheteur", "facturation", "comprador", "factura",
		"acquirente", "kupując", "køber", "köpare", "kjøper", "покупател", "заказчик", "聯絡人", "联系人", "购票人", "購票人", "購入者",
		"구매자", "teacher", "tutor", "instructor", "trainer", "lecturer", "coach", "advisor", "adviser", "registeredby",
		"bookedby", "submittedby", "createdby", "invitedby", "addedby", "nominat", "guardian", "mother", "father", "spouse",
		"companion", "owner", "organiser", "organizer", "sponsor", "salesrep", "recruiter", "approver", "mentor", "lehrer",
		"dozent", "betreuer", "vorgesetzt", "eltern", "erziehungsberecht", "begleit", "enseignant", "professeur", "formateur",
		"responsable", "accompagn", "profesor", "docente", "tutor", "acompañ", "acompanh", "insegnante", "referente", "docent",
		"begeleider", "leidinggevende", "nauczyciel", "opiekun", "učitel", "tanár", "преподавател", "учител", "руководител",
		"родител", "викладач", "öğretmen", "veli", "استاد", "معلم", "先生", "教師", "保護者", "担当者", "老师", "老師", "家长", "家長",
		"담당자", "보호자", "교사"},
		func(w string) bool { return strings.Contains(k, w) })
}

// allIn reports whether a condition holds for nearly all cells.
func (k looks) allIn(so func(string) bool) bool {
	n := 0
	for word, rows := range k.distinct {
		if so(word) {
			n += rows
		}
	}
	return k.full > 0 && n*100 >= likely*k.full
}

// long reports whether the words of a column are longer than two letters; short codes are ambiguous.
func (k looks) long() bool {
	n := 0
	for word := range k.distinct {
		if utf8.RuneCountInString(word) > 3 {
			n++
		}
	}
	return n*2 >= len(k.distinct)
}

// isRole reports whether a word is a role of event.toml.
func (l *list) isRole(word string) bool {
	_, ok := l.roles()[locale.Fold(word)]
	return ok
}

// isCountry reports whether a word is a country, in English or the header's language.
func (l *list) isCountry(word string) bool {
	if _, ok := locale.CountryCode(word); ok {
		return true
	}
	lang := l.headerLanguage()
	if lang == "" || lang == "en" {
		return false
	}
	if l.countries == nil {
		l.countries = map[string]bool{}
		for _, name := range locale.CountryNames(lang) {
			l.countries[locale.Fold(name)] = true
		}
	}
	return l.countries[locale.Fold(word)]
}

// headerLanguage returns the language of the headers, "" when it is unclear.
func (l *list) headerLanguage() string {
	if !l.asked {
		l.asked, l.lang = true, languageOf(l.header.cells)
	}
	return l.lang
}

// familyFirst lets the header's language decide how names are joined and split: the family first in Hungarian and
// Vietnamese, two surnames in Spanish.
func (l *list) familyFirst() {
	if lang := l.headerLanguage(); lang == "hu" || lang == "vi" || lang == "es" {
		l.plan.order = lang
	}
}

// headersElsewhere occur in headers of columns that are neither organisation, role nor part of a name.
var headersElsewhere = []string{
	"city", "town", "diet", "size", "shirt", "gender", "sex", "phone", "tel", "mobile", "address", "street", "zip",
	"postcode", "postal", "state", "note", "comment", "remark", "date", "time", "url", "http",
	"allerg", "meal", "food", "lunch", "dinner", "price", "amount", "currency", "payment", "paid", "coupon",
	"discount", "tag", "label", "photo", "picture", "bio", "topic", "motto", "website", "twitter", "linkedin",
	"consent", "gdpr", "newsletter", "birth", "age", "ip", "event", "source", "utm", "hotel", "room", "flight",
	"arrival", "departure", "color", "colour", "question", "answer", "total", "score", "grade", "class", "fax",
	"host", "join", "leave", "guest", "pronoun", "nickname", "phonetic", "preferred", "file", "order", "invoice",
	"tax", "vat", "interest", "track", "table", "seat", "campus", "timezone",
	"ort", "stadt", "plz", "straße", "telefon", "bemerkung", "datum", "ernährung", "geschlecht", "ville", "adresse",
	"téléphone", "remarque", "régime", "sexe", "ciudad", "teléfono", "dirección", "observaci", "fecha", "dieta", "sexo",
	"città", "telefono", "indirizzo", "cidade", "telefone", "endereço", "plaats", "woonplaats", "telefoon",
	"opmerking", "dieet", "город", "телефон", "адрес", "примечание", "дата", "شهر", "تلفن", "موبایل", "آدرس",
	"توضیحات", "المدينة", "الهاتف", "نامپدر", "پدر",
	"報到", "报到", "聯絡人", "联系人", "市", "電話", "住所", "備考", "电话", "城市", "地址", "备注", "전화", "주소",
}

// elsewhere reports whether a header names something that is never printed.
func elsewhere(header string) bool {
	k := key(header)
	return slices.ContainsFunc(headersElsewhere, func(w string) bool {
		if len(w) <= 3 { // as a whole word: "ip" is in "participant"
			return slices.Contains(strings.FieldsFunc(strings.ToLower(header),
				func(r rune) bool { return !unicode.IsLetter(r) }), w)
		}
		return strings.Contains(k, w)
	})
}

// notFound notes the fields without a column in the list.
func (l *list) notFound() {
	for _, field := range []string{fOrganisation, fRole, fEmail} {
		if _, mapped := l.opt.Columns[field]; mapped || len(l.plan.columns[field]) > 0 {
			continue
		}
		n := NotFound{Field: field}
		var columns []int
		for _, c := range l.free() {
			k := l.lookAt(c)
			fits := false
			switch field {
			case fOrganisation:
				fits = k.plain*2 > k.full && len(k.distinct) > 1 && !elsewhere(l.header.cells[c])
			case fRole:
				fits = k.plain*2 > k.full && len(k.distinct)*2 <= max(k.full, 3) && len(k.distinct) <= 20 &&
					!elsewhere(l.header.cells[c])
			case fEmail:
				fits = k.addresses*2 > k.full
			}
			if k.full > 0 && fits && (field == fEmail || !k.answers()) {
				columns = append(columns, c)
			}
		}
		if field == fEmail {
			if buyer := l.plan.columns[fBuyer]; len(buyer) > 0 {
				l.Notes = append(l.Notes,
					fmt.Sprintf("%s is the address of whoever bought the ticket: not taken for the attendee's; if "+
						"it is, write email = %s under [attendees.columns]",
						source.Quote(l.header.cells[buyer[0]]), l.address(buyer[0])))
			}
		}
		for i, c := range columns {
			n.Candidates = append(n.Candidates, l.header.cells[c])
			if i == 0 {
				n.Lines = "[attendees.columns]"
			}
			n.Lines += fmt.Sprintf("\n%s = %s", field, l.address(c))
		}
		l.NotFound = append(l.NotFound, n)
	}
}

// nameWords occur in the headers of columns with a name or a part of one, by language.
var nameWords = []string{"name", "nom", "nombre", "nome", "apellid", "sobrenom", "cognom", "naam", "navn", "namn",
	"nimi", "nazwisk", "imię", "jmén", "příjm", "priezv", "ime", "prezim", "nume", "név", "имя", "фамили", "отчеств",
	"прізвищ", "όνομα", "soyad", "isim", "نام", "اسم", "لقب", "שם", "नाम", "ชื่อ", "tên", "姓", "名", "氏", "이름"}

// noNames are headers that contain such a word without being a person's name.
var noNames = []string{"username", "user name", "filename", "file name", "company", "event", "ticket", "product",
	"session", "course", "nickname", "file as", "phonetic", "hostname", "domain", "team", "group", "order", "buyer",
	"purchaser",
	"screen", "school", "city", "hotel", "badge name (old)", "time", "regime", "régime", "maiden", "emergency",
	"contact", "pet", "father", "mother", "spouse", "manager", "nominat", "پدر", "مادر", "institut", "organi", "item",
	"campaign", "webinar", "meeting", "account", "employer", "economi", "numero", "nominal", "denomina", "commitment",
	"crime", "sime", "empresa", "azienda", "firma", "société", "entreprise", "établissement", "asistir", "unternehmen",
	"organisat", "acheteur", "comprador", "käufer", "besteller", "koper", "acquirente", "kupując", "nabywc", "køber",
	"köpare", "kjøper", "ostaja", "покупател", "заказчик", "плательщик", "замовник", "聯絡人", "联系人", "购票人", "購票人", "購買者",
	"購入者", "申込者", "구매자", "신청자", "vásárló", "kupujíc", "cumpărător", "alıcı", "خریدار", "المشتري", "spitzname", "roepnaam",
	"کاربری", "شرکت", "سازمان"}

// credentialHeaders are headers, as keys, of columns with letters behind a name.
var credentialHeaders = set("credentials credential professionalcredentials credentialsaftername lettersaftername " +
	"postnominalletters postnominaltitles degreesaftername degreesandcredentials suffixcredentials degree degrees " +
	"degreeearned highestdegree academicdegree designations titelnachgestellt nachgestelltertitel akademischergrad " +
	"tytułponazwisku tytuły titulyzajménem titulyzajmenom grade diplômes grado titolodistudio учёнаястепень ученаястепень")

// credentials notes the columns with letters behind a name that are not printed: "RN, MSN", "PhD".
func (l *list) credentials() {
	if l.pattern != nil {
		return
	}
	for _, c := range l.free() {
		k, header := l.lookAt(c), l.header.cells[c]
		if _, mapped := l.mappedColumn(c); mapped || k.full == 0 || !k.allIn(behindName) {
			continue
		}
		if !credentialHeaders[key(header)] && (elsewhere(header) || !k.allIn(isSuffix)) {
			continue
		}
		n, first := 0, ""
		for _, r := range l.rows {
			if r.fault == nil && c < len(r.cells) && tidy(r.cells[c]) != "" {
				n, first = n+1, cmp.Or(first, tidy(r.cells[c]))
			}
		}
		l.Notes = append(l.Notes, fmt.Sprintf("%s letters behind the name in %s, such as %s: not printed; to print them, "+
			"write suffix = %s under [attendees.columns]", count(n, "person has", "people have"), source.Quote(header),
			source.Quote(first), l.address(c)))
	}
}

// looseParts warns of parts of names that may be missing on paper: names made of given names alone, and unused
// columns that look like a part of a name.
func (l *list) looseParts() {
	if _, mapped := l.opt.Columns[fName]; mapped || l.pattern != nil {
		return
	}
	has := func(field string) bool { return len(l.plan.columns[field]) > 0 }
	whole := has(fName) || has(fNameLocal)
	alone := !whole && has(fGiven) && !has(fFamily)
	single := has(fName) && !has(fGiven) && !has(fFamily) && l.lookAt(l.plan.columns[fName][0]).short()
	var loose []int
	for _, c := range l.free() {
		if l.loosePart(c, whole && !single, alone || single) {
			loose = append(loose, c)
		}
	}
	switch {
	case alone:
		l.givenAlone(loose, l.plan.columns[fGiven][0], has(fFamily2))
	case single && len(loose) > 0:
		l.givenAlone(loose, l.plan.columns[fName][0], true)
	case !single:
		for _, c := range loose {
			l.warn(l.header.line, c+1, "roster-name-part",
				"the column %s looks like a part of the name, and is not printed", source.Quote(l.header.cells[c])).Hint =
				"if it is one, write in event.toml which:\n[attendees.columns]" + l.lines(fMiddle, []int{c}) +
					"   # or infix, patronymic, family, family_2, suffix\nor how the name is put " +
					"together:\n[attendees]\nname = \"{{given}} {{" +
					l.plan.keys[c] + "}} {{family}}\""
		}
	}
}

// givenAlone warns that names are made of a single column, mostly of one word, with the columns that could be the rest.
func (l *list) givenAlone(loose []int, given int, second bool) {
	header := source.Quote(l.header.cells[given])
	p := l.warn(l.header.line, given+1, "roster-given-name-alone",
		"the names are made of %s alone: no column is the family name", header)
	p.Hint = "if there is a column of family names, name it in event.toml:\n[attendees.columns]\nfamily = " +
		"\"the header of that column\""
	switch {
	case len(loose) > 0:
		p.Hint = "if one of these is the family name, write in event.toml:\n[attendees.columns]" +
			l.lines(fFamily, loose) + "\nor put the name together:\n[attendees]\nname = \"{{" +
			l.plan.taken[given] + "}}"
		for _, c := range loose {
			p.Hint += " {{" + l.plan.keys[c] + "}}"
		}
		p.Hint += "\""
	case !second:
		p.Hint += "\nif " + header + " is the whole name:\nname = " + l.address(given)
	}
}

// lines returns the lines of [attendees.columns] that assign each column to a field.
func (l *list) lines(field string, columns []int) string {
	var b strings.Builder
	for _, c := range columns {
		fmt.Fprintf(&b, "\n%s = %s", field, l.address(c))
	}
	return b.String()
}

// loosePart reports whether an unused column looks like a part of the name: by its header, or by its cells if it is
// next to a part.
func (l *list) loosePart(column int, whole, alone bool) bool {
	header := l.header.cells[column]
	if l.plan.system.name != "plain list" {
		if _, ok := l.plan.system.means(header); ok {
			return false
		}
	}
	k := l.lookAt(column)
	if pronounced(key(header)) || k.allIn(func(cell string) bool { return only(key(cell), unicode.Hiragana, unicode.Katakana) }) {
		return false // how the name is spoken
	}
	if !whole && k.full > 0 && k.allIn(isPartWord) {
		return true
	}
	father := alone && fathers(header)
	if !father && notNameHeader(header) || len(header) > 60 {
		return false
	}
	if k.full == 0 || k.names*100 < likely*k.full {
		return false
	}
	if father || likeNameHeader(header) {
		return !whole || len(l.plan.columns[fGiven])+len(l.plan.columns[fFamily]) > 0
	}
	if whole || elsewhere(header) || k.full*5 < len(l.rows)*3 {
		return false
	}
	if alone {
		return len(k.distinct)*2 > k.full
	}
	beside := false
	for _, field := range nameParts {
		for _, c := range l.plan.columns[field] {
			beside = beside || c == column-1 || c == column+1
		}
	}
	return beside && len(k.distinct)*2 > k.full && k.short()
}

// isPartWord reports whether a cell is nothing but particles or a generation: "van den", "binti", "Jr.".
func isPartWord(cell string) bool {
	for w := range strings.FieldsSeq(strings.ToLower(cell)) {
		if !isParticle(w) && !boundWords[w] && !generations[suffixKey(w)] && w != "jun." && w != "sen." {
			return false
		}
	}
	return letters(cell) > 1
}

// likeNameHeader reports whether a header has a word for a name, and notNameHeader whether it has one for the name of
// something or somebody else.
func likeNameHeader(header string) bool {
	lower := strings.ToLower(header)
	return !notNameHeader(header) && slices.ContainsFunc(nameWords,
		func(w string) bool { return strings.Contains(lower, w) })
}

func notNameHeader(header string) bool {
	lower := strings.ToLower(header)
	return slices.ContainsFunc(noNames, func(w string) bool { return strings.Contains(lower, w) })
}

// fathers reports whether a header is about the father or grandfather, whose names are part of their child's in
// Ethiopia, Somalia and Arabic countries.
func fathers(header string) bool {
	lower := strings.ToLower(header)
	return slices.ContainsFunc([]string{"father", "الأب", "الجد", "የአባት", "የአያት", "पिता"}, func(w string) bool {
		return strings.Contains(lower, w)
	})
}

// short reports whether the cells of a column are mostly one word.
func (k looks) short() bool {
	n, rows := 0, 0
	for word, times := range k.distinct {
		rows += times
		if len(strings.Fields(word)) == 1 {
			n += times
		}
	}
	return n*4 > rows*3
}
