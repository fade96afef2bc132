package roster

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// The fields of a list. Those of an Attendee carry the header of our own list
// as their name; the others decide about rows and names.
const (
	fID           = "id"
	fName         = "name"
	fGiven        = "given"
	fFamily       = "family"
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
	fHonorific    = "honorific"
	fPresence     = "presence"
	fOrder        = "order"       // with fOrderLine an id
	fOrderLine    = "order_line"  // the line within the order
	fGivenLocal   = "given_local" // with fFamilyLocal a local name, beside a Latin one
	fFamilyLocal  = "family_local"
	fBare         = "bare"  // "Name", "Nom", "نام": full, given or family, as the other columns have it
	fTitle        = "title" // honorific or position, as its values have it
)

// fields are the fields an organiser may map a header to, in the order of the report.
var fields = []string{
	fID, fName, fGiven, fFamily, fNameLocal, fLanguage, fOrganisation, fPosition,
	fCountry, fRole, fEmail, fSessions, fAccess, fMinutes, fStatus, fHonorific,
}

// vocabulary lists the headers that say a field, by rank: a column of a better
// rank goes before one of a worse, two of the same rank are two answers to
// one question. The sources are the exporters named in systems.
var vocabulary = map[string][]string{
	fID: {
		"id|attendee id|participant id|registration id|ticket id|api_id|guest id|Teilnehmer-ID|شناسه|کد|reference",
		"attendee #|attendee no.|ID number|idnumber|Kennnummer|numéro d'identification|número de ID",
		"public id|barcode #|barcode|ticket code|ticket number|ticket no.|uuid",
	},
	fOrder:     {"order code|order #|order no.|order id|Bestellnummer|Bestellcode|code de commande|N.º de pedido|order"},
	fOrderLine: {"position id|Positionsnummer|Positions-ID|N° de position"},
	fName: {
		"badge name|name on badge|name for badge|certificate name|name on certificate|name for certificate|Name auf dem Badge|Name für das Zertifikat|English name|name in English|Latin name|name in Latin|name_latin|name (Latin)|name (English)",
		"full name|your name|your full name|what is your name|what is your full name|attendee name|participant name|recipient name|student name|guest name|name (original name)|first and last name|name and surname|display name|Teilnehmername|Name des Teilnehmers|vollständiger Name|ganzer Name|Vor- und Nachname|nom complet|nom et prénom|prénom et nom|nom du participant|nombre completo|nombre y apellidos|nombre del asistente|nome completo|nome e cognome|nome do participante|volledige naam|imię i nazwisko|jméno a příjmení|ad soyad|adı soyadı|isim soyisim|ФИО|полное имя|имя и фамилия|ПІБ|име и фамилия|nume complet|nume și prenume|teljes név|ονοματεπώνυμο|الاسم الكامل|الاسم بالكامل|نام کامل|نام و نام خانوادگی|نام و فامیل|پورا نام|שם מלא|पूरा नाम|ชื่อ-นามสกุล|ชื่อ-สกุล|họ và tên|họ tên|姓名|氏名|お名前|名前|성명|성함",
	},
	fBare:      {"name|Navn|Namn|Naam|Nimi|nom|nome|nombre|nume|név|имя|име|ім'я|ad|isim|όνομα|الاسم|اسم|نام|שם|नाम|নাম|ชื่อ|tên|이름|名"},
	fGiven:     {"first name|given name|given names|given|forename|firstname|attendee name: given name|attendee first name|Vorname|Teilnehmername: Vorname|Vorname(n)|prénom|prénoms|primer nombre|nombre de pila|nombres|primeiro nome|voornaam|förnamn|fornavn|etunimi|imię|jméno|keresztnév|utónév|prenume|ön ad|الاسم الأول|نام کوچک|שם פרטי|पहला नाम|ชื่อจริง|お名前(名)|名(ローマ字)"},
	fFamily:    {"last name|surname|family name|family|lastname|attendee name: family name|attendee last name|attendee surname|Nachname|Familienname|Teilnehmername: Nachname|nom de famille|apellido|apellidos|apellido(s)|sobrenome|apelido|cognome|achternaam|efternamn|efternavn|etternavn|sukunimi|nazwisko|příjmení|priezvisko|prezime|vezetéknév|családnév|nume de familie|soyad|soyadı|soyisim|фамилия|прізвище|επώνυμο|اسم العائلة|اللقب|نام خانوادگی|فامیلی|שם משפחה|उपनाम|นามสกุล|họ|姓|성"},
	fNameLocal: {"local name|name local|name_local|native name|name native|name in local script|name in native script|name in own script|name in original script|نام به فارسی|نام فارسی|نام و نام خانوادگی به فارسی|الاسم بالعربية|الاسم العربي|中文姓名|中文名|漢字氏名|한글 이름"},
	fEmail: {
		"attendee email|attendee e-mail|participant email|recipient email|guest email|Teilnehmer-E-Mail|E-Mail des Teilnehmers|E-Mail-Adresse des Teilnehmers",
		"email|e-mail|mail|email address|e-mail address|your email|your email address|user email|user name (original email)|E-Mail-Adresse|Mailadresse|adresse e-mail|adresse mail|adresse électronique|courriel|correo|correo electrónico|dirección de correo electrónico|endereço de e-mail|indirizzo e-mail|indirizzo email|e-mailadres|e-postadress|e-post|adres e-mail|e-posta|eposta|электронная почта|адрес электронной почты|имейл|adresă de e-mail|البريد الإلكتروني|ایمیل|پست الکترونیک|رایانامه|דוא\"ל|ईमेल|อีเมล|メールアドレス|电子邮件|电子邮箱|邮箱|이메일",
		"buyer email|order email|contact email|invoice email|billing email",
	},
	fOrganisation: {
		"organisation|organization|org|company|affiliation|institution|institute|employer|university|company name|organisation name|organization name|your organisation|your organization|company / organization|Firma|Unternehmen|Institut|Einrichtung|société|entreprise|organisme|établissement|empresa|organización|institución|organização|instituição|azienda|ente|organizzazione|organisatie|bedrijf|organisasjon|kuruluş|kurum|firma adı|organizacja|organizație|organizația|instituția|организация|компания|учреждение|фирма|οργανισμός|المؤسسة|المنظمة|الشركة|الجهة|سازمان|شرکت|موسسه|محل کار|دانشگاه|ארגון|חברה|संस्था|องค์กร|หน่วยงาน|บริษัท|所属|会社名|単位|单位|公司|소속|회사",
	},
	fPosition: {
		"job title|position|designation|job|occupation|function|Funktion|Berufsbezeichnung|Stellung|fonction|poste|cargo|puesto|posizione|ruolo aziendale|functie|stanowisko|görev|unvan|должность|длъжност|funcția|المنصب|المسمى الوظيفي|سمت|پست سازمانی|ตำแหน่ง|役職|職位|职位|직책|직위",
	},
	fTitle:     {"title"},
	fHonorific: {"prefix|salutation|honorific|Anrede|civilité|tratamiento|academic title|akademischer Titel"},
	fRole: {
		"role|badge role|Rolle|rôle|rol|ruolo|роль|роля|rolul|الدور|نقش|役割|角色|역할",
		"category|attendee type|participant type|registration type|registration form|Kategorie|catégorie|categoría|categoria|категория|دسته|نوع شرکت|参加区分",
		"ticket type|ticket name|ticket|ticket_name|product|product name|badge template|Produkt|Ticketart|produit|producto|prodotto|type de billet|tipo de entrada|tipo de ticket",
	},
	fStatus:   {"status|attendee status|order status|registration state|registration status|approval_status|ticket status|Bestellstatus|statut|estado|stato|состояние|статус|وضعیت|الحالة"},
	fPresence: {"checked in|check ins|checked_in_at|attended|presence|eingecheckt|check-in"},
	fMinutes:  {"total duration (minutes)|duration (minutes)|minutes|time in session (minutes)|Dauer (Minuten)|Gesamtdauer (Minuten)|durée (minutes)|duración (minutos)"},
	fLanguage: {"language|name language|language of name|Sprache|langue|idioma|lingua|язык|اللغة|زبان|言語", "lang", "order locale|locale|Bestellsprache|Sprache der Bestellung"},
	fCountry:  {"country|nationality|country of residence|your country|Land|pays|país|paese|kraj|ország|ülke|страна|държава|țara|χώρα|البلد|الدولة|کشور|מדינה|देश|ประเทศ|国|国籍|国家|국가", "country code|country_code|home country|work country|Ländercode"},
	fSessions: {"sessions|session|workshops|workshop|Workshops|Sitzungen|جلسات|نشست ها|الجلسات"},
	fAccess:   {"access|access areas|access zones|zones|Zugang|accès|acceso|دسترسی"},
}

// meaning is a field and how surely a header says it: 0 is the best rank.
type meaning struct {
	field string
	rank  int
}

// known maps the key of a header to its meaning.
var known = func() map[string]meaning {
	m := map[string]meaning{}
	for field, ranks := range vocabulary {
		for rank, headers := range ranks {
			for header := range strings.SplitSeq(headers, "|") {
				m[key(header)] = meaning{field, rank}
			}
		}
	}
	return m
}()

// phrases recognise questions of forms ("What is your first name?") by a part.
var phrases = []struct{ part, field string }{
	{"fullname", fName}, {"yourname", fName},
	{"firstname", fGiven}, {"givenname", fGiven},
	{"lastname", fFamily}, {"surname", fFamily}, {"familyname", fFamily},
	{"emailaddress", fEmail}, {"youremail", fEmail},
	{"organisation", fOrganisation}, {"organization", fOrganisation}, {"affiliation", fOrganisation},
	{"institution", fOrganisation}, {"company", fOrganisation}, {"university", fOrganisation},
	{"jobtitle", fPosition}, {"country", fCountry},
}

// others are words of questions about somebody or something else.
var others = []string{
	"emergency", "contact", "buyer", "billing", "invoice", "manager", "supervisor", "refer", "address1", "companion",
	"why", "how", "describe", "do you", "does", "should", "website", "phone", "size", "department", "street", "type", "visa",
}

const (
	maxHeader    = 400 // bytes: a longer header is a question's whole text
	phraseRank   = 5   // a phrase goes behind every exact header
	longestTitle = 40  // characters of a header's key in which a phrase still means what it says
)

// mean returns what a header says, and the language that it names: "Name in
// Persian" is the local name, in fa.
func mean(header string) (m meaning, lang string, ok bool) {
	if len(header) > maxHeader {
		return meaning{}, "", false
	}
	k := key(header)
	if m, ok = known[k]; ok {
		return m, "", true
	}
	for _, affix := range [][2]string{{"fullnamein", ""}, {"namein", ""}, {"name", ""}, {"", "fullname"}, {"", "name"}} {
		if rest := strings.TrimSuffix(strings.TrimPrefix(k, affix[0]), affix[1]); len(rest) < len(k) {
			if tag, ok := languages[rest]; ok {
				return meaning{fNameLocal, 0}, tag, true
			}
		}
	}
	if len([]rune(k)) > longestTitle {
		return meaning{}, "", false
	}
	for _, o := range others {
		if strings.Contains(k, strings.ReplaceAll(o, " ", "")) {
			return meaning{}, "", false
		}
	}
	for _, p := range phrases {
		if strings.Contains(k, p.part) {
			return meaning{p.field, phraseRank}, "", true
		}
	}
	return meaning{}, "", false
}

// key returns what counts of a header: its letters, digits and #, in
// compatibility form and folded case.
func key(header string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '#', unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r):
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFKC.String(header))
}

// fieldKey returns the key of a header in Attendee.Fields: small letters and
// digits, with _ for whatever stands between the words.
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

// languages maps English names of languages, and what people write for them,
// to BCP 47 tags: those of the phrases and of the scripts we have faces for.
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
	"日本語": "ja", "中文": "zh", "한국어": "ko", "ไทย": "th", "हिन्दी": "hi", "simplifiedchinese": "zh-Hans", "traditionalchinese": "zh-Hant",
}
