package roster

import "strings"

// system is a program whose exports we know by their headers.
type system struct {
	name  string   // "Eventbrite export"
	needs []string // headers that must all be there; "a|b" is one of both
	// first says that of two columns with one header the first is the
	// attendee's, the other the invoice's.
	first bool
	// sums says that a person has a row for each visit and minutes add up.
	sums bool
	// anonymous says that the word stands where nothing was asked.
	anonymous bool
}

// systems are tried in this order; the last is every other list.
//
// The headers are those of the exporters' own source or published samples:
// pretix orderlist and checkinlist exporters, Indico registrant list,
// Eventbrite attendee report, Google Forms responses, Microsoft Forms
// responses, Zoom usage report, Luma guests, Hi.Events attendees export,
// alf.io attendees, open-event-server attendees, Moodle grade and user
// exports, WordCamp CampTix, Accredible roster.
var systems = []system{
	{name: "pretix order list", needs: []string{"Order code|Bestellnummer|Bestellcode", "Position ID|Positionsnummer|Positions-ID", "Attendee name|Teilnehmername"}, first: true},
	{name: "pretix check-in list", needs: []string{"Order code|Bestellnummer|Bestellcode", "Attendee name|Teilnehmername", "Product|Produkt"}, first: true},
	{name: "Eventbrite export", needs: []string{"Order #|Order no.", "First Name", "Last Name|Surname", "Ticket Type|Attendee #|Attendee no.|Attendee Status"}},
	{name: "open-event-server export", needs: []string{"Order#", "Ticket ID", "Ticket Name"}},
	{name: "alf.io export", needs: []string{"ID", "Category", "Event", "Status", "Full Name"}},
	{name: "Hi.Events export", needs: []string{"ID", "First Name", "Last Name", "Public ID"}},
	{name: "Luma export", needs: []string{"api_id", "name", "approval_status|ticket_name|checked_in_at"}},
	{name: "Indico export", needs: []string{"ID", "Name|First Name", "Registration state|Affiliation", "Email Address|Email"}},
	{name: "Zoom report", needs: []string{"Name (Original Name)|User Name (Original Name)|Name", "Join Time|Duration (Minutes)|Total Duration (Minutes)", "User Email|Email"}, sums: true},
	{name: "Microsoft Forms export", needs: []string{"ID", "Start time|Startzeit|Heure de début|Hora de inicio", "Completion time|Fertigstellungszeit|Heure de fin|Hora de finalización"}, anonymous: true},
	{name: "Google Forms export", needs: []string{"Timestamp|Zeitstempel|Horodateur|Marca temporal|Carimbo de data/hora|Informazioni cronologiche|Отметка времени|タイムスタンプ|Tijdstempel|Zaman damgası|Sygnatura czasowa|الطابع الزمني|时间戳记"}},
	{name: "Moodle user list", needs: []string{"username", "firstname", "lastname"}},
	{name: "Moodle grades", needs: []string{"First name", "Surname|Last name", "ID number", "Email address"}},
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

func (s system) wrote(has map[string]bool) bool {
	for _, need := range s.needs {
		found := false
		for h := range strings.SplitSeq(need, "|") {
			found = found || has[key(h)]
		}
		if !found {
			return false
		}
	}
	return true
}

// away are the words of a status that say that somebody does not come or is
// not yet let in, in the languages the systems speak.
var away = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.SplitSeq("cancelled canceled cancellation refunded refund declined waiting waitlist waitlisted waitlist pending rejected withdrawn expired deleted transferred invited unconfirmed "+
		"storniert abgelehnt abgesagt erstattet warteliste ausstehend abgelaufen annulé annulée refusé refusée remboursé remboursée attente cancelado cancelada rechazado rechazada reembolsado pendiente "+
		"annullato rifiutato rimborsato geannuleerd anulowane отменен отменён отменено отклонено ожидание لغو ملغي مرفوض キャンセル 取消 已取消 취소", " ") {
		m[key(w)] = true
	}
	return m
}()

// leftOut returns the word for which a row with this status is left out:
// "Not Attending" and "approval pending" are, "Attending" is not.
func leftOut(status string) (string, bool) {
	words := strings.FieldsFunc(status, func(r rune) bool {
		return r == ' ' || r == '_' || r == '-' || r == '/' || r == '(' || r == ')' || r == ','
	})
	for i, w := range words {
		k := key(w)
		switch {
		case away[k]:
			return strings.ToLower(strings.Join(words, " ")), true
		case k == "not" && i+1 < len(words) && strings.HasPrefix(key(words[i+1]), "attend"),
			k == "on" && i+1 < len(words) && strings.HasPrefix(key(words[i+1]), "wait"):
			return strings.ToLower(strings.Join(words, " ")), true
		case k == "partially":
			return "", false // partially refunded: still comes
		}
	}
	return "", false
}
