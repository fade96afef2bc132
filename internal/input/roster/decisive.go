package roster

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"lanyard/internal/base/source"
)

// decisiveWords occur in the headers of columns whose "no" is a reason not to print: whether somebody has paid, has
// passed, is admitted, or is to get a certificate. As keys.
var decisiveWords = []string{
	"paid", "payment", "bezahl", "gezahlt", "zahlung", "betaal", "payé", "paiement", "réglé", "règlement", "pagad", "pagat",
	"pagament", "betalt", "betalning", "maksett", "opłac", "zapłac", "płatno", "zaplac", "uhraz", "platba", "fizet", "plătit",
	"plată", "πληρω", "ödendi", "ödeme", "оплач", "оплат", "сплач", "платено", "پرداخت", "مدفوع", "الدفع", "سدد", "שולם",
	"תשלום", "भुगतान", "পরিশোধ", "ชำระ", "จ่าย", "đóngphí", "thanhtoán", "lunas", "bayar", "支払", "入金", "付款", "缴费",
	"繳費", "支付", "结算", "결제", "납부", "입금", "greitt", "tasutud", "apmokė", "samaks", "plačano", "plaćeno", "платио",
	"certif", "zertifi", "attest", "diplom", "urkunde", "bescheinig", "constancia", "certidão", "bewijs", "intyg", "todistus",
	"zaświadcz", "osvědč", "igazol", "oklevél", "adeverin", "βεβαίωσ", "πιστοποι", "sertifi", "katılımbelge", "сертиф",
	"удостовер", "справк", "свідоцтв", "گواهی", "شهادة", "תעוד", "प्रमाण", "সনদ", "ประกาศนียบัตร", "เกียรติบัตร", "chứngnhận",
	"chứngchỉ", "sijil", "修了", "証明", "证书", "證書", "证明", "證明", "수료", "증명", "이수",
	"passed", "eligib", "entitled", "qualified", "completed", "bestanden", "berechtigt", "abgeschlossen", "réussi", "validé",
	"éligib", "aprobad", "aprovad", "superat", "promoss", "geslaagd", "bestått", "bestået", "godkän", "godkendt", "hyväksyt",
	"zdał", "zalicz", "splnil", "teljesít", "absolv", "επιτυχ", "başarı", "зачет", "зачёт", "зараховано", "допущен",
	"قبول", "ناجح", "उत्तीर्ण", "ผ่าน", "lulus", "合格", "通过", "通過", "통과",
	"approved", "accepted", "admitted", "confirmed", "bestätigt", "confirmé", "confirmad", "confermat", "bevestigd",
	"bekreftet", "bekræftet", "bekräft", "potwierdz", "potvrz", "подтвержд", "підтвердж", "تایید", "تأیید", "مؤكد",
	"承認", "确认", "確認", "승인", "확인",
}

// undecisiveWords occur in headers with such a word that ask for something else: consent, other documents, wishes.
var undecisiveWords = []string{"terms", "conditions", "privacy", "policy", "gdpr", "photo", "consent", "vaccin", "vaxx",
	"covid", "medical", "visa", "invit", "invoice", "rechnung", "facture", "factura", "fattura", "hotel", "dinner", "lunch",
	"abstract", "paper", "poster", "before", "earlier", "previous", "address", "email", "member", "public", "password",
	"パスワード", "รหัสผ่าน", "newsletter", "linkedin", "website"}

// decisive reports whether the header of a column is about something that a paper depends on.
func decisive(header string) bool {
	const longest = 60 // characters: longer ones are sentences to agree with
	k := key(header)
	says := func(w string) bool { return strings.Contains(k, w) }
	return utf8.RuneCountInString(header) <= longest && slices.ContainsFunc(decisiveWords, says) &&
		!slices.ContainsFunc(undecisiveWords, says)
}

// unreadAnswers warns of columns that no field uses in which some people have a no below a header such as "Paid" or
// "Certificate": they get their papers like everybody else. Columns that a rule of event.toml asks about are none.
func (l *list) unreadAnswers(rows []row) {
	if slices.Contains(l.opt.Asked, "*") {
		return
	}
	for _, c := range l.free() {
		header := l.header.cells[c]
		_, mapped := l.mappedColumn(c)
		if mapped || slices.Contains(l.opt.Asked, l.plan.keys[c]) {
			continue
		}
		l.unreadRemarks(c, rows)
		var a answered
		switch amount := amountOf(header); {
		case amount != noAmount:
			a = l.amountsOf(c, rows, amount)
		case decisive(header):
			a = l.answersOf(c, rows)
		}
		if a.other*5 > a.yes+a.no || a.no == 0 && (a.yes == 0 || a.empty == 0) {
			continue
		}
		if l.warned(c) {
			continue
		}
		what := fmt.Sprintf("%s in %s", source.Quote(a.word), count(a.no, "row"))
		switch {
		case a.no == 0:
			what = fmt.Sprintf("nothing in %s and %s in %s", count(a.empty, "row"), source.Quote(a.yesWord),
				count(a.yes, "row"))
		case a.empty > 0 && a.yes > 0:
			what += fmt.Sprintf(", and nothing in %s", count(a.empty, "row"))
		}
		p := l.warn(max(a.line, l.header.line), c+1, "roster-answer-unread",
			"the column %s has %s: these people get their papers as all others do", source.Quote(header), what)
		whom, rule := "only for the others", " is "+strings.ToLower(a.yesWord)
		switch {
		case a.dates > 0 && a.no == 0:
			rule = ""
		case a.yesWord == "":
			whom, rule = "for nobody with that answer", " is not "+strings.ToLower(a.word)
		}
		p.Hint = fmt.Sprintf("to make certificates %s, write in event.toml:\n[certificates]\nwhere = \"%s%s\"   # or "+
			"\"everybody\"; [badges] takes such a rule as well", whom, l.plan.keys[c], rule)
	}
}

// warned reports whether there is a warning about a column's header already.
func (l *list) warned(column int) bool {
	return slices.ContainsFunc(l.problems, func(p source.Problem) bool {
		return p.Column == column+1 && p.Line == l.header.line
	})
}

// answered counts the cells of a column that answer with yes and with no.
type answered struct {
	yes, no, empty, other int
	word, yesWord         string // the first no and the first yes
	dates                 int    // days instead of a yes: "Paid on"
	line                  int    // of the first no, or of the first empty cell
}

// answersOf counts the answers of a column over all rows that are not left out.
func (l *list) answersOf(column int, rows []row) (a answered) {
	emptyLine := 0
	for _, r := range rows {
		if _, out, _ := l.state(r); out || column >= len(r.cells) {
			continue
		}
		cell := l.plan.says(r.cells[column])
		s := sNone
		if cell != "" && utf8.RuneCountInString(cell) <= 40 {
			s = say(cell)
		}
		switch {
		case cell == "":
			if a.empty++; a.empty == 1 {
				emptyLine = r.line
			}
		case s == sNo, s == sOut, s == sAbsent, s == sUnseen, isDash(cell), s == sNone && startsWithNo(cell):
			if a.no++; a.no == 1 {
				a.word, a.line = cell, r.line
			}
		case s == sYes, s == sPlace, s == sPresent:
			if a.yes++; a.yes == 1 {
				a.yesWord = cell
			}
		case isDay(cell):
			a.dates++
			if a.yes++; a.yesWord == "" {
				a.yesWord = cell
			}
		default:
			a.other++
		}
	}
	if a.no == 0 {
		a.line = emptyLine
	}
	return a
}

// startsWithNo reports whether a cell is a no with words behind it: "no (invoice sent)".
func startsWithNo(cell string) bool {
	t := tokens(cell)
	return len(t) > 1 && stateOf().words[stateKey(t[0].word)] == sNo
}
