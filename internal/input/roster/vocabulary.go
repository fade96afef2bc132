package roster

import (
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The fields of a list. Fields of Attendee are named as in the header of our own list; the remaining ones decide
// about rows and names.
const (
	fID         = "id"
	fName       = "name"
	fGiven      = "given"
	fMiddle     = "middle"     // further given names, or the father's and grandfather's in Arabic
	fPatronymic = "patronymic" // отчество
	fInfix      = "infix"      // tussenvoegsel, Namenszusatz
	fFamily     = "family"
	fFamily2    = "family_2" // segundo apellido
	fSuffix     = "suffix"   // Jr., III

	// The same parts in the people's own script, for lists with both scripts, are these with localSuffix.
	localSuffix  = "_local"
	fGivenLocal  = fGiven + localSuffix
	fFamilyLocal = fFamily + localSuffix

	fNameLocal    = "name_local"
	fLanguage     = "language"
	fOrganisation = "organisation"
	fPosition     = "position"
	fCountry      = "country"
	fRole         = "role"
	fEmail        = "email"
	fSessions     = "sessions"
	fAccess       = "access"
	fMinutes      = "minutes"
	fStatus       = "status"
	fCancelled    = "cancelled" // a status in which yes means the person is not coming
	fHonorific    = "honorific"
	fPresence     = "presence"
	fOrder        = "order"       // an id when combined with fOrderLine
	fOrderLine    = "order_line"  // the line within the order
	fBuyer        = "buyer_email" // the ticket buyer's; never taken for the attendee's
	fSubmitted    = "submitted"   // when a form was sent
	fGuests       = "guests"      // number of people a person brings
	fBare         = "bare"        // "Name", "Nom", "نام": full, given or family, depending on the other columns
	fTitle        = "title"       // honorific or position, depending on its values
)

// localOf returns the field for the same part of a name in the people's own script.
func localOf(field string) string {
	if field == fName {
		return fNameLocal
	}
	return field + localSuffix
}

// nameParts are the fields from which a name is joined.
var nameParts = []string{fGiven, fMiddle, fPatronymic, fInfix, fFamily, fFamily2, fSuffix}

// fields are the fields to which an organiser may map a header, in the order of the report.
var fields = []string{
	fID, fName, fGiven, fMiddle, fPatronymic, fInfix, fFamily, fFamily2, fSuffix, fNameLocal, fLanguage, fOrganisation,
	fPosition, fCountry, fRole, fEmail, fSessions, fAccess, fMinutes, fStatus, fCancelled, fPresence, fHonorific,
	fSubmitted, fGuests,
}

// FieldNames returns the fields that [attendees.columns] may map to a header.
func FieldNames() []string { return slices.Clone(fields) }

// headerWords lists the headers for each field in one language: one line per field, "email 1: E-Mail-Adresse |
// Mailadresse", with a rank if it is not 0. A column with a lower rank takes precedence; two columns of the same
// rank are two answers to one question.
type headerWords struct{ lang, lines string }

// vocabulary holds all tables of headers. The words come from the exporters named in systems and from published
// forms and lists.
func vocabulary() []headerWords {
	all := []headerWords{headersEnglish, headersGerman, headersDutch, headersFrench, headersSpanish,
		headersPortuguese, headersItalian, headersCatalan}
	for _, more := range [][]headerWords{headersNordic, headersSlavic, headersEastern, headersRightToLeft,
		headersSouthAsian, headersEastAsian} {
		all = append(all, more...)
	}
	return all
}

// each calls yield with every header of the table and its meaning.
func (w headerWords) each(yield func(header string, m meaning)) {
	for line := range strings.SplitSeq(strings.TrimSpace(w.lines), "\n") {
		field, headers, ok := strings.Cut(line, ": ")
		if !ok {
			continue
		}
		field, digits, ranked := strings.Cut(field, " ")
		m := meaning{field: field}
		if ranked {
			rank, err := strconv.Atoi(digits)
			if err != nil {
				panic("internal error: rank of " + line)
			}
			m.rank = rank
		}
		for header := range strings.SplitSeq(headers, " | ") {
			yield(header, m)
		}
	}
}

// meaning is a field and the rank with which a header names it: 0 is the best rank.
type meaning struct {
	field string
	rank  int
}

// dictionary is the vocabulary by the key of each header.
type dictionary struct {
	meanings map[string]meaning
	langs    map[string][]string // languages in which a header is written
}

// known returns the dictionary.
var known = sync.OnceValue(func() dictionary {
	d := dictionary{map[string]meaning{}, map[string][]string{}}
	for _, w := range vocabulary() {
		w.each(func(header string, m meaning) {
			k := key(header)
			if _, twice := d.meanings[k]; !twice {
				d.meanings[k] = m
			}
			d.langs[k] = append(d.langs[k], w.lang)
		})
	}
	for _, w := range vocabulary() { // "Etat" for "État"
		w.each(func(header string, m meaning) {
			if k := unaccented(key(header)); utf8.RuneCountInString(k) > 3 && only(k, unicode.Latin) {
				if _, taken := d.meanings[k]; !taken {
					d.meanings[k] = m
				}
			}
		})
	}
	return d
})

// languageOf returns the language in which most headers are written, or "" for a tie. English counts last: lists in
// any language use English headers.
func languageOf(header []string) string {
	scores := map[string]float64{}
	for _, h := range header {
		langs := known().langs[key(h)]
		for _, lang := range langs {
			scores[lang] += 1 / float64(len(langs))
		}
	}
	best, second, lang := 0.0, 0.0, ""
	for _, w := range vocabulary() {
		s := scores[w.lang]
		if w.lang == "en" {
			s = min(s, 0.1)
		}
		if s > best {
			best, second, lang = s, best, w.lang
		} else if s > second {
			second = s
		}
	}
	if best == second {
		return ""
	}
	return lang
}

// phrases recognise questions on forms ("What is your first name?") by part of their text. Two of them in one
// header mean the whole name.
var phrases = []struct{ part, field string }{
	{"fullname", fName}, {"yourname", fName}, {"nameasitshouldappear", fName}, {"nameasyouwant", fName},
	{"nameasyouwould", fName},
	{"namefürdas", fName}, {"nomcomplet", fName}, {"nombrecompleto", fName}, {"nomecompleto", fName},
	{"nomeecognome", fName},
	{"vorundnachname", fName}, {"nometprénom", fName}, {"nombreyapellido", fName}, {"imięinazwisko", fName},
	{"fiopolnost", fName},
	{"firstname", fGiven}, {"givenname", fGiven}, {"lastname", fFamily}, {"surname", fFamily}, {"familyname", fFamily},
	{"middlename", fMiddle},
	{"emailaddress", fEmail}, {"youremail", fEmail}, {"correoelectrónico", fEmail}, {"adresseemail", fEmail},
	{"emailadresse", fEmail},
	{"organisation", fOrganisation}, {"organization", fOrganisation}, {"affiliation", fOrganisation},
	{"institution", fOrganisation}, {"company", fOrganisation}, {"university", fOrganisation},
	{"employer", fOrganisation},
	{"jobtitle", fPosition}, {"country", fCountry},
}

// others are words of questions about another person or thing.
var others = []string{
	"emergency", "contact", "buyer", "purchaser", "payer", "billing", "invoice", "manager", "supervisor", "refer",
	"address1", "companion",
	"why", "describe", "do you", "does", "should we", "should i", "website", "phone", "size", "department", "street",
	"type", "visa",
	"phonetic", "nickname", "order", "maiden", "spouse", "parent", "guardian", "domain", "linkedin",
}

const (
	maxHeader    = 400 // bytes: a longer header is the whole text of a question
	phraseRank   = 5   // a phrase ranks behind every exact header
	longestTitle = 40  // characters of a header's key beyond which a phrase is not trusted
)

// mean returns the meaning of a header and the language that it names: "Name in Persian" is the local name, in fa.
func mean(header string) (m meaning, lang string, ok bool) {
	if len(header) > maxHeader {
		return meaning{}, "", false
	}
	k := key(header)
	if m, ok = known().meanings[k]; ok {
		return m, "", true
	}
	for _, affix := range [][2]string{{"fullnamein", ""}, {"namein", ""}, {"name", ""}, {"", "fullname"},
		{"", "name"}} {
		if rest := strings.TrimSuffix(strings.TrimPrefix(k, affix[0]), affix[1]); len(rest) < len(k) {
			if tag, ok := languages[rest]; ok {
				return meaning{fNameLocal, 0}, tag, true
			}
		}
	}
	if forCertificate(k) {
		return meaning{fName, 0}, "", true
	}
	if short := key(withoutBrackets(header)); short != k && short != "" {
		if bracketed := strings.TrimPrefix(k, short); pronounced(bracketed) || foreignHeader(bracketed) {
			return meaning{}, "", false // "氏名（フリガナ）", "Name (buyer)"
		}
		if m, ok = known().meanings[short]; ok {
			return m, "", true
		}
	}
	if m, ok = inTwoLanguages(header); ok {
		return m, "", true
	}
	if m, ok = ofCustomer(header); ok && m.field != fEmail {
		return m, "", true
	}
	if m, ok = owned(header); ok {
		return m, "", true
	}
	if m, ok = ownedBehind(header); ok {
		return m, "", true
	}
	if m, ok = known().meanings[key(withoutDay(header))]; ok && m.field == fPresence {
		return m, "", true // "Aanwezig op dag 2"
	}
	return phrase(k)
}

// forCertificate reports whether the key of a header asks for the name as it is to be on the certificate, which takes
// precedence over the name of an account.
func forCertificate(k string) bool {
	has := func(words ...string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(k, w) })
	}
	return has("certificat", "certificad", "zertifikat", "urkunde", "attestat", "attestation", "diplom", "constancia",
		"attestato", "sertifikat", "sertifika", "сертификат", "证书", "證書", "修了証", "수료증", "الشهادة", "گواهی") &&
		has("name", "nombre", "nome", "naam", "navn", "namn", "imię", "имя", "фио", "姓名", "氏名", "이름", "성명", "الاسم", "نام",
			"isim") &&
		!has("company", "organi", "institut", "number", "email", "course", "event", "kurs", "would", "doyou", "shouldwe",
			"title", "file")
}

// pronounced reports whether the key of a header says that it holds how a name is spoken: kana next to kanji.
func pronounced(k string) bool {
	return slices.Contains([]string{"セイ", "メイ", "せい", "めい", "姓カナ", "名カナ"}, k) || slices.ContainsFunc([]string{"フリガナ", "ふりがな", "カナ", "かな", "よみ", "読み", "phonetic", "pronunciation", "拼音",
		"aussprache", "prononciation", "pronunciación", "pronúncia", "발음"},
		func(w string) bool { return strings.Contains(k, w) })
}

// inTwoLanguages returns the meaning of a header that says the same twice: "Nom / Name", "姓名 Name". A word for any
// name next to one for a part of it means the part.
func inTwoLanguages(header string) (m meaning, ok bool) {
	parts := strings.FieldsFunc(header, func(r rune) bool { return strings.ContainsRune("/|／｜\n", r) })
	if len(parts) == 1 {
		parts = byScripts(header)
	}
	if len(parts) < 2 || len(parts) > 4 {
		return meaning{}, false
	}
	for _, part := range parts {
		is, known := known().meanings[key(part)]
		switch {
		case !known:
			return meaning{}, false
		case !ok || partOfName(m.field, is.field):
			m, ok = is, true
		case m.field != is.field && !partOfName(is.field, m.field):
			return meaning{}, false
		default:
			m.rank = max(m.rank, is.rank)
		}
	}
	return m, ok
}

// partOfName reports whether one field is any name and the other a certain one.
func partOfName(name, part string) bool {
	return name == fBare && slices.Contains([]string{fName, fGiven, fFamily}, part)
}

// byScripts splits a text in two where letters of the Latin script meet those of another: "姓名", "Name".
func byScripts(s string) []string {
	start, was := 0, 0
	for i, r := range s {
		is := 0
		switch {
		case !unicode.IsLetter(r):
			continue
		case unicode.Is(unicode.Latin, r):
			is = 1
		default:
			is = 2
		}
		if was != 0 && is != was {
			if start != 0 {
				return nil
			}
			start = i
		}
		was = is
	}
	if start == 0 {
		return nil
	}
	return []string{s[:start], s[start:]}
}

// dayWords are the words of a header that name one of several days or sessions, in lower case.
var dayWords = set("day days dag dagen tag jour journée día dia giorno giornata dzień den deň nap gün день дня روز يوم " +
	"اليوم दिन ngày hari วัน session sessions sessie sitzung sesión sessão sessione séance sesi sesja phiên week woche " +
	"semaine semana settimana uke vecka minggu tydzień morning matin matinée mañana manhã mattina vormittag ochtend rano " +
	"pagi sáng afternoon après midi tarde pomeriggio nachmittag middag popołudnie siang chiều am pm on op am le la el du " +
	"de do del di of at for part teil deel partie parte monday tuesday wednesday thursday friday saturday sunday mon tue " +
	"wed thu fri sat sun montag dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi jeudi vendredi " +
	"samedi dimanche lunes martes miércoles jueves viernes sábado domingo maandag dinsdag woensdag donderdag vrijdag " +
	"zaterdag zondag first second third i ii iii 日 日目 日間 第 回 天 上午 下午 午前 午後 차 일차 일 오전 오후 月 월 " +
	"january jan february feb march mar april apr may june jun july jul august aug september sep sept october oct november " +
	"nov december dec januar februar märz mai juni juli oktober okt dezember dez janvier février mars avril juin juillet août " +
	"septembre octobre novembre décembre enero ene febrero marzo abril abr mayo junio julio agosto septiembre octubre noviembre " +
	"diciembre dic janeiro fevereiro fev março maio junho julho setembro set outubro out novembro dezembro gennaio gen febbraio " +
	"aprile maggio mag giugno giu luglio lug ago settembre ottobre ott dicembre januari februari maart mrt mei augustus stycznia " +
	"lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia января февраля марта апреля мая " +
	"июня июля августа сентября октября ноября декабря ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık")

// withoutDay returns a header without the words and numbers that name a day or a session; "" if nothing else is left.
func withoutDay(header string) string {
	var kept []string
	for _, w := range strings.FieldsFunc(header, func(r rune) bool { return !inWord(r) }) {
		w = strings.TrimFunc(w, unicode.IsDigit)
		if w != "" && !dayWords[strings.ToLower(w)] {
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, " ")
}

// The owner of a field, by the last word of a header in languages that put it there: "Nom du participant".
var (
	attendeesBehind = set("participant participante participants participantes partecipante partecipanti teilnehmer " +
		"teilnehmers teilnehmerin teilnehmenden deelnemer deltager deltaker deltagare uczestnika účastníka résztvevő " +
		"participantului katılımcı участника учасника peserta asistente invité inscrit inscrito invitado inscripto convidado")
	buyersBehind = set("acheteur acheteuse payeur commanditaire comprador compradora pagador titular acquirente käufer " +
		"käufers besteller bestellers rechnungsempfänger koper besteller betaler køber kjøper köpare kupującego kupujícího " +
		"vevő vásárló cumpărătorului alıcı покупателя pembeli")
	ownerParticles = set("de du des do da dos del della dell d l der des van von av af di of the le la el")
)

// ownedBehind returns the meaning of a header that names its owner last, as owned does.
func ownedBehind(header string) (meaning, bool) {
	w := strings.FieldsFunc(strings.ToLower(header), func(r rune) bool { return !inWord(r) && r != '-' })
	if len(w) < 2 {
		return meaning{}, false
	}
	whose := w[len(w)-1]
	if !attendeesBehind[whose] && !buyersBehind[whose] {
		return meaning{}, false
	}
	w = w[:len(w)-1]
	for len(w) > 1 && ownerParticles[w[len(w)-1]] {
		w = w[:len(w)-1]
	}
	m, ok := known().meanings[key(strings.Join(w, " "))]
	switch {
	case !ok:
		return meaning{}, false
	case buyersBehind[whose]:
		return meaning{fBuyer, 0}, m.field == fEmail
	}
	switch m.field {
	case fName, fBare, fGiven, fFamily, fMiddle, fSuffix, fOrganisation, fPosition, fCountry, fStatus, fPresence:
		return m, true
	case fEmail:
		return meaning{fEmail, 0}, true
	}
	return meaning{}, false
}

// phrase returns the field for part of a question's key.
func phrase(k string) (m meaning, lang string, ok bool) {
	long := len([]rune(k)) > longestTitle
	for _, o := range others {
		if strings.HasPrefix(k, "how") || strings.Contains(k, strings.ReplaceAll(o, " ", "")) {
			return meaning{}, "", false
		}
	}
	found := ""
	for _, p := range phrases {
		if !strings.Contains(k, p.part) || long && !(p.field == fName && strings.HasPrefix(k, p.part)) {
			continue
		}
		if found == "" {
			found = p.field
		} else if found != p.field && (found == fGiven || found == fFamily) &&
			(p.field == fGiven || p.field == fFamily) {
			found = fName
		}
	}
	return meaning{found, phraseRank}, "", found != ""
}

// withoutBrackets returns a header without text in brackets and without the marks for required answers.
func withoutBrackets(header string) string {
	var b strings.Builder
	depth := 0
	for _, r := range header {
		switch {
		case strings.ContainsRune("([（【", r):
			depth++
		case strings.ContainsRune(")]）】", r):
			depth = max(0, depth-1)
		case depth == 0:
			b.WriteRune(r)
		}
	}
	return strings.Trim(b.String(), " *:?؟")
}

// The owner of a field, by the first word of a header.
var (
	ofAttendee = []string{"attendee", "participant", "guest", "registrant", "delegate", "ticket holder", "holder",
		"ticket", "student", "member", "recipient", "visitor", "speaker", "invitee", "candidate", "trainee", "learner",
		"applicant", "volunteer"}
	ofBuyer = []string{"buyer", "purchaser", "order", "billing", "payer", "booker", "invoice", "customer",
		"billing contact", "lead booker"}
)

// owned returns the meaning of a header that names its owner: "Registrant Last Name". A buyer's address is a field
// of its own; everything else about a buyer is ignored.
func owned(header string) (meaning, bool) {
	lower := strings.ToLower(strings.NewReplacer("_", " ", ":", " ", "-", " ", "/", " ").Replace(header))
	lower = strings.Join(strings.Fields(lower), " ")
	for _, whose := range ofBuyer {
		if rest, ok := strings.CutPrefix(lower, whose+" "); ok {
			m, ok := known().meanings[key(rest)]
			return meaning{fBuyer, 0}, ok && m.field == fEmail
		}
	}
	for _, whose := range ofAttendee {
		rest, ok := strings.CutPrefix(lower, whose+" ")
		if rest = strings.TrimPrefix(rest, "s "); !ok {
			continue
		}
		switch m := known().meanings[key(rest)]; m.field {
		case fGiven, fFamily, fMiddle, fSuffix, fOrganisation, fPosition, fCountry:
			return m, true
		case fEmail:
			return meaning{fEmail, 0}, true
		case fName, fBare:
			if whose != "ticket" {
				return meaning{fName, 1}, true
			}
		}
	}
	return meaning{}, false
}

// key returns the significant part of a header: its letters, digits and #, in compatibility form and folded case.
func key(header string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '#', unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r):
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFKC.String(header))
}

// fieldKey returns the key of a header in Attendee.Fields: lower-case letters and digits, with _ for everything
// between the words.
func fieldKey(header string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFKC.String(header) {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte('_')
			gap = false
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// languages maps English names of languages, and what people write for them, to BCP 47 tags: those that phrases
// mention and those of scripts for which we have fonts.
var languages = map[string]string{
	"amharic": "am", "arabic": "ar", "armenian": "hy", "azerbaijani": "az", "belarusian": "be", "bengali": "bn",
	"bulgarian": "bg", "burmese": "my", "catalan": "ca", "chinese": "zh", "croatian": "hr", "czech": "cs",
	"danish": "da", "dari": "prs", "dutch": "nl", "english": "en", "estonian": "et", "farsi": "fa", "finnish": "fi",
	"french": "fr", "georgian": "ka", "german": "de", "greek": "el", "gujarati": "gu", "hebrew": "he", "hindi": "hi",
	"hungarian": "hu", "icelandic": "is", "indonesian": "id", "italian": "it", "japanese": "ja", "kannada": "kn",
	"kazakh": "kk", "khmer": "km", "korean": "ko", "kurdish": "ckb", "lao": "lo", "latvian": "lv", "lithuanian": "lt",
	"macedonian": "mk", "malay": "ms", "malayalam": "ml", "marathi": "mr", "mongolian": "mn", "nepali": "ne",
	"norwegian": "nb", "pashto": "ps", "persian": "fa", "polish": "pl", "portuguese": "pt", "punjabi": "pa",
	"romanian": "ro", "russian": "ru", "serbian": "sr", "sinhala": "si", "slovak": "sk", "slovenian": "sl",
	"spanish": "es", "swedish": "sv", "tamil": "ta", "telugu": "te", "thai": "th", "tibetan": "bo", "turkish": "tr",
	"ukrainian": "uk", "urdu": "ur", "uyghur": "ug", "uzbek": "uz", "vietnamese": "vi",
	"deutsch": "de", "français": "fr", "español": "es", "italiano": "it", "português": "pt", "română": "ro",
	"türkçe": "tr", "русский": "ru", "български": "bg", "فارسی": "fa", "العربية": "ar", "عربی": "ar", "اردو": "ur",
	"日本語": "ja", "中文": "zh", "한국어": "ko", "ไทย": "th", "हिन्दी": "hi", "simplifiedchinese": "zh-Hans",
	"traditionalchinese": "zh-Hant",
}
