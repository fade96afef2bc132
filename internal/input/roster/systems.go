package roster

import "strings"

// system is a program whose exports are recognised by their headers.
type system struct {
	name  string   // shown in the report: "Eventbrite export"
	needs []string // headers that must all be present; "a|b" accepts either, and "*b" any that ends so
	// columns maps headers of this system that the vocabulary lacks or reads differently: "name = Display Name |
	// Participant Name". If several are present, the first wins. The field "-" keeps a column but gives it no
	// meaning.
	columns []string
	// first is set where a header occurs twice: the first column is the attendee's, the second the invoice's.
	first bool
	// sums is set where a person has a row per visit; minutes add up.
	sums bool
	// form is set where a person who submits the form again is listed twice; the later row wins.
	form bool
	// anonymous is set where the form writes the word "anonymous" for questions it did not ask.
	anonymous bool
	// meeting is set where people type their own display name, followed by pronouns or by their first name in
	// brackets.
	meeting bool
	// parts is set where given and family name take precedence over a whole name.
	parts bool
	// tickets is set where a row without name and address is a ticket that is not assigned to anybody.
	tickets bool
}

// systems are tried in this order; the last is every other list. A further
// system is a row here, and a sample in testdata.
//
// The headers are those of the exporters' own source or published samples:
// pretix orderlist and checkinlist exporters, Indico registrant list,
// Eventbrite attendee report, Google Forms responses, Microsoft Forms
// responses, Zoom usage, meeting and webinar reports, Luma guests, Hi.Events
// attendees export, alf.io attendees, open-event-server attendees, Moodle grade
// and user exports, WordCamp CampTix, Accredible roster, Tito tickets, Teams
// attendance report, Meetup attendees, Google Contacts, SurveyMonkey responses,
// Event Tickets (The Events Calendar), EasyChair authors, Google Meet
// attendance, HubSpot contacts. From their documentation or from memory:
// Microsoft Bookings, CiviCRM participants, Salesforce campaign members, Sessionize speakers, Whova
// attendees, GoToWebinar attendees, Sched, Webex.
var systems = []system{
	{name: "Tito export", needs: []string{"Ticket Full Name|Ticket First Name", "Ticket Email",
		"Ticket Reference|Order Reference"}, tickets: true,
		columns: []string{"name = Ticket Full Name", "given = Ticket First Name", "family = Ticket Last Name",
			"email = Ticket Email", "organisation = Ticket Company Name", "position = Ticket Job Title", "id = Ticket Reference",
			"role = Ticket", "cancelled = Void Status", "- = Number | Event | Order Reference"}},
	{name: "Event Tickets export", needs: []string{"Ticket Holder Name", "Ticket ID|Order ID|Order Status"}, tickets: true,
		columns: []string{"name = Ticket Holder Name", "email = Ticket Holder Email Address | Ticket Holder Email",
			"id = Ticket ID", "role = Ticket | Ticket Name", "status = Order Status", "presence = Check in | Checked in",
			"- = Purchaser Name"}},
	{name: "Microsoft Bookings export", needs: []string{"Customer Name", "Customer Email",
		"Booking Id|Service|Staff Name|Staff"},
		columns: []string{"name = Customer Name", "email = Customer Email", "sessions = Service",
			"- = Booking Id | Event Type | Location | Price | Duration (mins.) | Duration | Staff | Staff Name | " +
				"Staff Email | Cc Attendees | Date Time"}},
	{name: "pretix order list", needs: []string{"Order code|Bestellnummer|Bestellcode",
		"Position ID|Positionsnummer|Positions-ID", "Attendee name|Teilnehmername"}, first: true},
	{name: "pretix check-in list", needs: []string{"Order code|Bestellnummer|Bestellcode", "Attendee name|Teilnehmername",
		"Product|Produkt"}, first: true},
	{name: "Eventbrite export", needs: []string{"Order #|Order no.", "First Name", "Last Name|Surname",
		"Ticket Type|Attendee #|Attendee no.|Attendee Status"}},
	{name: "Eventbrite export", needs: []string{
		"Bestellnummer|Bestellnr.|N° de commande|Commande n°|Numéro de commande|N.º de pedido|Número de pedido|Nº do pedido|Número do pedido|Numero ordine|N. ordine|N° ordine|Bestelnummer|Bestelnr.",
		"Vorname|Prénom|Nombre|Nome|Voornaam",
		"Nachname|Nom|Nom de famille|Apellido|Apellidos|Sobrenome|Apelido|Cognome|Achternaam",
		"Ticketart|Tickettyp|Type de billet|Tipo de entrada|Tipo de boleto|Tipo de ingresso|Tipo de bilhete|Tipo di biglietto|Tickettype|Soort ticket"}},
	{name: "open-event-server export", needs: []string{"Order#", "Ticket ID", "Ticket Name"}},
	{name: "alf.io export", needs: []string{"ID", "Category", "Event", "Status", "Full Name"}},
	{name: "Hi.Events export", needs: []string{"ID", "First Name", "Last Name", "Public ID"}},
	{name: "Luma export", needs: []string{"api_id", "name", "approval_status|ticket_name|checked_in_at"}},
	{name: "Meetup export", needs: []string{"Name", "User ID", "RSVP"},
		columns: []string{"id = User ID", "status = RSVP", "guests = Guests", "- = Title"}},
	{name: "EasyChair export", needs: []string{"first name", "last name", "person #"},
		columns: []string{"id = person #", "organisation = affiliation", "- = submission #"}},
	{name: "Sessionize export", needs: []string{"FirstName|First Name", "LastName|Last Name", "TagLine|Tag Line"},
		columns: []string{"id = Speaker Id | Id", "sessions = Title | Session Title", "status = Status", "- = Session Id"}},
	{name: "CiviCRM export", needs: []string{"Display Name|Participant Name",
		"Event Title|Fee Level|Participant Status|Participant Role|Participant ID",
		"Status|Participant Status|Role|Participant Role"},
		columns: []string{"name = Display Name | Participant Name", "organisation = Current Employer",
			"role = Participant Role | Role", "status = Participant Status | Status", "id = Participant ID",
			"- = Event Title | Fee Level"}},
	{name: "CiviCRM export", needs: []string{"Contact ID", "First Name", "Last Name",
		"Sort Name|Participant Status|Participant Role|Individual Suffix|Current Employer"},
		columns: []string{"id = Participant ID | Contact ID", "organisation = Current Employer", "suffix = Individual Suffix",
			"honorific = Individual Prefix", "- = Sort Name"}},
	{name: "Salesforce report", needs: []string{"First Name", "Last Name",
		"Member Status|Campaign Member Status|Account Name|Company / Account"},
		columns: []string{"honorific = Salutation", "organisation = Company / Account | Account Name | Company",
			"position = Title", "status = Member Status | Campaign Member Status"}},
	{name: "Whova export", needs: []string{"First Name|Name", "Attendee Category|Attendee Type",
		"Ticket Type|Whova ID|Registration Email"},
		columns: []string{"role = Attendee Category | Attendee Type | Ticket Type"}},
	{name: "Teams attendance report",
		needs: []string{"Name|Full Name|Nom|Nombre|Nome|Naam|Nom complet|Nombre completo|Vollständiger Name",
			"First Join|Join Time|Erster Beitritt|Beitrittszeit|Première participation|Heure d'arrivée|Primera unión|Hora de unión|Primeira entrada|Primo accesso|Primera entrada|Primera incorporación|Hora de entrada|Eerste deelname|Pierwsze dołączenie|İlk Katılma|Первое присоединение|首次加入|最初の参加", "In-Meeting Duration|Duration|Dauer der Besprechung|Dauer|Durée de la réunion|Durée en réunion|Durée|Duración en la reunión|Duración de la reunión|Duración|Duração na reunião|Duração da reunião|Duração|Durata riunione|Durata della riunione|Durata nella riunione|Durata|Duur in vergadering|Duur van vergadering|Duur|Czas trwania spotkania|Toplantı Süresi|Длительность собрания|会议时长|会議の期間", "Participant ID (UPN)|Role|Teilnehmer-ID (UPN)|Rolle|Rôle|Rol|Função|Ruolo"}, sums: true, meeting: true},
	{name: "Teams attendance report", needs: []string{"*UPN"}, sums: true, meeting: true},
	{name: "Zoom webinar report", needs: []string{"Attended", "User Name (Original Name)", "Time in Session (minutes)"},
		sums: true, meeting: true, parts: true,
		columns: []string{"- = Is Guest | Source Name"}},
	{name: "GoToWebinar report", needs: []string{"Attended", "Last Name", "First Name", "Time in Session|Interest Rating"},
		sums: true, columns: []string{"minutes = Time in Session"}},
	{name: "Zoom registration report", needs: []string{"First Name", "Last Name", "Registration Time", "Approval Status"},
		columns: []string{"status = Approval Status"}},
	{name: "Zoom report", needs: []string{"Name (Original Name)|User Name (Original Name)|Name",
		"Join Time|Duration (Minutes)|Total Duration (Minutes)", "User Email|Email"}, sums: true, meeting: true,
		columns: []string{"cancelled = In Waiting Room"}},
	{name: "Zoom report", needs: []string{"Name (Originalname)|Nom (nom d'origine)|Nombre (nombre original)|Nome (nome original)|Nome (nome originale)|Naam (oorspronkelijke naam)|Namn (ursprungligt namn)|Nazwa (oryginalna nazwa)|Имя (настоящее имя)|名前（元の名前）|姓名（原名）|姓名（原始姓名）|名称（原始名称）|名稱（原始名稱）|用户名（原名）|Tên (Tên gốc)|Nama (Nama asli)|이름(원래 이름)",
		"Dauer (Minuten)|Gesamtdauer (Minuten)|Durée (minutes)|Durée totale (minutes)|Duración (minutos)|Duración total (minutos)|Duração (minutos)|Duração total (minutos)|Durata (minuti)|Duur (minuten)|Varaktighet (minuter)|Czas trwania (minuty)|Длительность (минуты)|Продолжительность (минуты)|時間（分）|期間（分）|时长（分钟）|Thời lượng (phút)|Durasi (menit)|기간(분)|時長（分鐘）|持續時間（分鐘）|持续时间（分钟）"}, sums: true, meeting: true,
		columns: []string{"email = 用户邮件 | 用户电子邮件 | 使用者電子郵件 | 用戶電子郵件",
			"minutes = 時長（分鐘） | 持續時間（分鐘） | 持续时间（分钟）",
			"cancelled = Im Warteraum | In Warteraum | En salle d'attente | Dans la salle d'attente | En sala de espera | En la sala de espera | Na sala de espera | Em sala de espera | In sala d'attesa | Nella sala d'attesa | In sala di attesa | In wachtkamer | In wachtruimte | I väntrummet | I väntrum | W poczekalni | В зале ожидания | Зал ожидания | 待機室 | 待機室内 | 等候室中 | 在等候室中 | 在等候室 | 在等候室內 | 等候室 | Trong phòng chờ | Di ruang tunggu | 대기실 | 대기실에 있음"}},
	{name: "Google Meet report", needs: []string{"First name", "Last name", "Duration", "Time joined|Time exited"},
		sums: true, meeting: true},
	{name: "Webex report", needs: []string{"Attendee Email|Email Address|Attendee Email Address",
		"Join Time|Attendee Join Time", "Leave Time|Attendee Leave Time", "Name|First Name|Attendee Name|Display Name"},
		sums: true, meeting: true},
	{name: "Google Contacts", needs: []string{"First Name|Given Name|Name", "E-mail 1 - Value"},
		columns: []string{"email = E-mail 1 - Value", "honorific = Name Prefix",
			"position = Organization Title | Organization 1 - Title", "organisation = Organization Name | Organization 1 - Name",
			"- = E-mail 2 - Value | E-mail 3 - Value | Organization Department | File As"}},
	{name: "SurveyMonkey export", needs: []string{"Respondent ID", "Collector ID"},
		columns: []string{"id = Respondent ID", "- = Start Date | End Date"}, form: true},
	{name: "HubSpot export", needs: []string{"Record ID|Record ID - Contact", "First Name", "Last Name", "Email"},
		columns: []string{"id = Record ID | Record ID - Contact",
			"organisation = Company Name | Company | Associated Company | Primary Company",
			"- = Lead Status | Associated Company IDs"}},
	{name: "Sched export", needs: []string{"Name|Full Name", "Email", "Username", "Company|Position|Sessions"},
		columns: []string{"- = Username"}},
	{name: "Indico export", needs: []string{"ID", "Name|First Name", "Registration state|Affiliation",
		"Email Address|Email"}},
	{name: "Microsoft Forms export",
		needs: []string{"ID", "Start time|Startzeit|Heure de début|Hora de inicio|Hora de início|Ora di inizio|Begintijd|開始時刻|开始时间", "Completion time|Fertigstellungszeit|Heure de fin|Hora de finalización|Hora de conclusão|Ora di completamento|Tijd van voltooien|完了時刻|完成时间"}, anonymous: true, form: true},
	{name: "Google Forms export", needs: []string{"Timestamp|Zeitstempel|Horodateur|Marca temporal|Carimbo de data/hora|Informazioni cronologiche|Отметка времени|タイムスタンプ|Tijdstempel|Zaman damgası|Sygnatura czasowa|الطابع الزمني|时间戳记|Позначка часу|Tidsstämpel|Aikaleima|Časová značka|Időbélyeg|타임스탬프|חותמת זמן|Dấu thời gian|Stempel waktu|Cap waktu|Cap masa|टाइमस्टैम्प|टाइमस्टैंप|Marcaj de timp|Marcaj temporal|ประทับเวลา|Χρονική σήμανση|Клеймо за време|Vremenska oznaka|Marca de temps|Tidsstempel|Tidsmerke|مُهر زمانی|مهر زمان|টাইমস্ট্যাম্প|Časová pečiatka|Časovni žig|Laiko žyma|Laika zīmogs|Ajatempel|Tímastimpill|ጊዜ ማህተም"}, form: true},
	{name: "Peatix export", needs: []string{"注文番号", "参加者名", "お名前|氏名|名前"},
		columns: []string{"- = 参加者名", "presence = 受付状況"}},
	{name: "Blackboard grade book", needs: []string{"Last Name", "First Name", "Username", "Availability", "Last Access|Student ID"},
		columns: []string{"status = Availability", "- = Last Access"}},
	{name: "Moodle user list", needs: []string{"username", "firstname", "lastname"}},
	{name: "Moodle grades", needs: []string{"First name", "Surname|Last name", "ID number", "Email address"}},
	{name: "Moodle grades", needs: []string{"Prénom|Nombre|Vorname|Nome|Voornaam",
		"Nom de famille|Nom|Apellido(s)|Apellidos|Nachname|Cognome|Sobrenome|Achternaam",
		"Numéro d'identification|Número de ID|ID-Nummer|Codice identificativo|Número de identificação|ID-nummer",
		"Institution|Institución|Einrichtung|Istituzione|Instituição|Département|Departamento|Abteilung|Adresse de courriel|Dirección de correo|E-Mail-Adresse"}},
	{name: "WordCamp export", needs: []string{"First Name", "Last Name", "Ticket|Ticket Type", "Coupon|Purchase Date"}},
	{name: "Accredible list", needs: []string{"Recipient Name", "Recipient Email"}},
	{name: "plain list"},
}

// systemOf returns the system that wrote a header.
func systemOf(header []string) system {
	has := map[string]bool{}
	for _, h := range header {
		has[key(h)] = true
	}
	for _, s := range systems {
		if s.wrote(has) {
			return s
		}
	}
	return system{name: "plain list"}
}

// wrote reports whether a header has what every export of the system has.
func (s system) wrote(has map[string]bool) bool {
	for _, need := range s.needs {
		found := false
		for h := range strings.SplitSeq(need, "|") {
			found = found || has[key(h)]
			if end, any := strings.CutPrefix(h, "*"); any && !found {
				for k := range has {
					found = found || strings.HasSuffix(k, key(end))
				}
			}
		}
		if !found {
			return false
		}
	}
	return true
}

// means returns what the system itself means by a header; the field "-" is none.
func (s system) means(header string) (m meaning, ok bool) {
	k := key(header)
	for _, line := range s.columns {
		field, headers, _ := strings.Cut(line, " = ")
		rank := 0
		for h := range strings.SplitSeq(headers, " | ") {
			if key(h) == k {
				return meaning{field, rank}, true
			}
			rank++
		}
	}
	return meaning{}, false
}
