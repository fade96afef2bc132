package placeholder

import (
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"lanyard/internal/input/roster"
)

// What a placeholder may mean besides a field of text.
const (
	Code  = "QR" // the QR code
	Photo = "PHOTO"
)

// vocabulary holds what placeholders and labels call the fields that no list of people has, in the languages of the
// designs that were looked at. The words for fields of people are package roster's.
const vocabulary = `
name: recipient | attendee | participant | delegate | student | holder | awardee | winner | nominee | learner | person |
 attendee name | participant name | recipient name | student name | learner name | user name | username | contact name |
 credential recipient name | name of recipient | name of participant | name of attendee | your name | your name here |
 name surname | name here | first last | first name last name | firstname lastname | john doe | jane doe | john smith |
 max mustermann | erika mustermann | vorname name | vorname nachname | teilnehmer | name des teilnehmers | teilnehmername |
 nom prenom | prenom nom | nom du participant | beneficiaire | nombre apellido | nombre del participante |
 nombre y apellidos | nombre completo | nome do participante | nome e cognome | nome cognome | nome completo |
 naam deelnemer | deelnemer | imie i nazwisko | фамилия имя | фио | имя фамилия | участник | имя участника |
 نام شرکت کننده | شرکت کننده | نام و نام خانوادگی | اسم المشارك | المشارك | 受講者名 | 氏名 | お名前 | 姓名 | 参加者 | 학생 | 성명
organisation: attendee company | company | firma | affiliation | organization | institution | school | team
event.title: certificate name | certificate title | credential name | credential title | event | event name | event title | title | course | course name | course title | workshop | workshop name |
 conference | conference name | training | training name | program | program name | programme | seminar | webinar |
 group name | event series name | achievement | competition | veranstaltung | veranstaltungstitel | kurs | kursname |
 seminartitel | evenement | nom de levenement | cours | formation | evento | nombre del evento | curso | nombre del curso |
 nome do evento | nome do curso | corso | evenementnaam | мероприятие | название мероприятия | курс | رویداد | نام رویداد |
 نام دوره | دوره | عنوان دوره | همایش | الفعالية | الدورة | اسم الدورة | 講座名 | イベント名 | 活动 | 活动名称 | 课程 | 행사명
event.dates: date | dates | event date | event dates | event date range | event begin | event begin date | date of event |
 course date | issue date | issued on | date issued | date of issue | issuance date | credential issued on |
 certificate issued on | completion date | date of completion | completed on | completion | award date | today | datum |
 ausstellungsdatum | veranstaltungsdatum | date de delivrance | date de levenement | fecha | fecha de emision |
 fecha del evento | data | data de emissao | data di rilascio | дата | дата выдачи | تاریخ | تاریخ صدور | تاریخ برگزاری |
 التاريخ | تاريخ الإصدار | 日付 | 発行日 | 日期 | 날짜
event.place: place | location | venue | city | event location | event place | town | ort | veranstaltungsort | lieu | ville |
 lugar | ciudad | local | cidade | luogo | plaats | место | город | مکان | محل برگزاری | شهر | المكان | 会場 | 场所 | 地点 | 장소
event.issuer: issuer | organizer | organiser | organizer name | organiser name | organizers | host | issuer name |
 issuing organization | issuing organisation | issued by | event organizer | veranstalter | organisateur | organizador |
 organizzatore | organisator | организатор | برگزارکننده | صادرکننده | المنظم | 主催者 | 主办方 | 주최
number: number | certificate number | certificate no | certificate id | cert id | cert no | cert number | certificate code |
 credential id | credential number | credential license id | license number | serial | serial number | serial no | uuid |
 certificate uuid | credential uuid | verification code | verification number | verification id | certificate | no |
 badge number | badge id | code | reference | reference number | nr | nummer | zertifikatsnummer | zertifikat nr | numero |
 numero de certificat | numero de certificado | numero certificato | номер | номер сертификата | شماره | شماره گواهی |
 رقم | رقم الشهادة | 番号 | 証書番号 | 编号 | 证书编号 | 번호
verify.url: verification url | verification link | verify url | credential url | credential link | certificate url |
 certificate link | url | link | website | web
role.label: role | type | ticket | ticket type | ticket name | badge type | attendee type | category | item | itemvar |
 item category | registration type | funktion | rolle | rol | роль | نقش | الدور
hours: hours | duration | total hours | contact hours | cpd hours | credit hours | dauer | stunden | heures | duree | horas |
 carga horaria | ore | uren | часы | مدت | ساعت | عدد الساعات
signatory.1.name: signatory | signatory name | signature name | signed by | instructor | instructor name | director |
 director name | trainer | trainer name | teacher | dozent | instructor 1 | signatory 1
signatory.1.title: signatory title | signatory position | instructor title | director title
QR: qr | qr code | qrcode | qr code image | certificate qr | certificate qrcode | credential qr | credential qrcode |
 verification qr | verification qr code | scan me | scan to verify | barcode | secret | pseudonymization id
PHOTO: photo | picture | image | portrait | avatar | photograph | headshot | foto | bild | attendee photo | your photo here
given: given name | first name | vorname | prenom
family: last name | surname | nachname
`

// fieldWords is the vocabulary by the key of each word.
var fieldWords = sync.OnceValue(func() map[string]string {
	words := map[string]string{}
	field := ""
	for line := range strings.Lines(vocabulary) {
		if before, rest, ok := strings.Cut(line, ": "); ok && !strings.HasPrefix(line, " ") {
			field, line = before, rest
		}
		for word := range strings.SplitSeq(line, "|") {
			if k := wordKey(word); k != "" {
				words[k] = field
			}
		}
	}
	return words
})

// wordKey returns the letters and digits of a word without case and accents.
func wordKey(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r):
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFKD.String(s))
}

// FieldOf returns the field, Code or Photo that a word names, in a placeholder or a label; false if it is not known.
func FieldOf(word string) (string, bool) {
	word = spaced(word)
	if f, ok := fieldWords()[wordKey(word)]; ok {
		return f, true
	}
	if f, ok := roster.FieldOf(word); ok {
		return f, true
	}
	for _, owner := range []string{"certificate", "credential", "event", "course", "group", "attendee", "recipient",
		"participant", "user", "badge", "conference", "my", "the"} {
		if rest, ok := strings.CutPrefix(strings.ToLower(word), owner+" "); ok {
			if f, ok := fieldWords()[wordKey(rest)]; ok {
				return f, true
			}
		}
	}
	return "", false
}

// spaced separates the words of a name that a programmer has given: "recipient.fullName", "EVENT_DATE".
func spaced(s string) string {
	var b strings.Builder
	before := rune(0)
	for _, r := range s {
		if unicode.IsUpper(r) && unicode.IsLower(before) {
			b.WriteByte(' ')
		}
		if strings.ContainsRune("._-:/", r) {
			r = ' '
		}
		b.WriteRune(r)
		before = r
	}
	return strings.TrimSpace(strings.Join(strings.Fields(b.String()), " "))
}

// columnOf returns the field of a column of the list that is called word; "" if the word cannot name a field.
func columnOf(word string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(word) {
		if r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			if gap && b.Len() > 0 {
				b.WriteByte('_')
			}
			gap = false
			b.WriteRune(r)
		} else {
			gap = true
		}
	}
	return b.String()
}

// awarding are phrases after which a certificate has a name, as letters without accents.
var awarding = []string{"awardedto", "presentedto", "grantedto", "givento", "conferredupon", "conferredon",
	"bestowedupon", "certifythat", "certifiesthat", "acknowledgesthat", "recognizes", "recognises", "isherebyawarded",
	"issuedto", "verliehenan", "bescheinigenwir", "hiermitwirdbestatigt", "bestatigtdass", "bescheinigtdass", "decernea",
	"remisa", "attribuea", "certifieque", "attesteque", "otorgadoa", "otorgaa", "seotorga", "concedidoa", "certificaque",
	"entregadoa", "conferidoa", "conferitoa", "rilasciatoa", "sicertificache", "siattestache", "uitgereiktaan",
	"toegekendaan", "przyznajesie", "zaswiadczasie", "вручается", "награждается", "удостоверяетчто",
	"настоящимподтверждается",
	"اهدامیگردد", "اهدامیشود", "گواهیمیشود", "تقدیممیگردد", "تمنحهذهالشهادة", "يمنحهذا", "تشهدبأن", "表彰", "兹证明", "授予",
	"수여"}

// Awards reports whether a text announces the name of its holder.
func Awards(text string) bool {
	k := wordKey(text)
	for _, a := range awarding {
		if strings.Contains(k, wordKey(a)) {
			return true
		}
	}
	return false
}

// Certifies reports whether a text says that its paper is a certificate.
func Certifies(text string) bool {
	k := wordKey(text)
	for _, word := range []string{"certificate", "certificat", "zertifikat", "urkunde", "diploma", "bescheinigung",
		"attestation", "certificado", "certificato", "attestato", "certidao", "oorkonde", "dyplom", "сертификат", "диплом",
		"грамота", "گواهی", "شهادة", "証明", "修了証", "证书", "수료증"} {
		if strings.Contains(k, wordKey(word)) {
			return true
		}
	}
	return Awards(text)
}

// Signs reports whether a label is below a line that a person signs.
func Signs(label string) bool {
	k := wordKey(label)
	for _, word := range []string{"signature", "signed", "unterschrift", "firma", "assinatura", "handtekening", "podpis",
		"подпись", "امضا", "التوقيع", "署名", "签名", "서명"} {
		if strings.Contains(k, wordKey(word)) {
			return true
		}
	}
	return false
}

// TrimLabel returns a label without the marks around it.
func TrimLabel(s string) string {
	label, _, _ := strings.Cut(strings.ReplaceAll(s, "：", ":"), ":")
	return strings.TrimSpace(label)
}
