package roster

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"lanyard/internal/base/source"
)

// amount is what the numbers of a column mean for the papers of people.
type amount int

const (
	noAmount amount = iota
	owed            // any number but 0 is a reason not to print: "Amount due", "Refunded amount"
	done            // 0 is: "Hours attended", "Progress"
)

// owedWords and doneWords occur in the headers of such columns, as keys.
var (
	owedWords = []string{"amountdue", "balancedue", "outstanding", "balanceowing", "amountowed", "stillowed", "unpaidamount",
		"refundamount", "amountrefunded", "refundedamount", "totalrefunded", "offenerbetrag", "restbetrag", "erstattungsbetrag",
		"erstatteterbetrag", "resteàpayer", "soldedû", "montantremboursé", "saldopendiente", "importependiente",
		"importereembolsado", "valorpendente", "valoremaberto", "valorreembolsado", "importodovuto", "saldodovuto",
		"importorimborsato", "openstaandbedrag", "terugbetaaldbedrag", "dozapłaty", "kwotazwrotu", "zbývádoplatit", "кдоплате",
		"суммавозврата", "задолженность", "ödenecektutar", "مبلغبدهی", "未払金額", "返金額", "未付金额", "退款金额", "미납액", "환불금액"}
	doneWords = []string{"hoursattended", "attendedhours", "attendancehours", "hourspresent", "hourscompleted", "progress",
		"percentcomplete", "completion%", "completionrate", "attendancerate", "anwesendestunden", "stundenanwesend",
		"heuresdeprésence", "heuressuivies", "horasdeasistencia", "horasasistidas", "horasdepresença", "oredipresenza",
		"orefrequentate", "urenaanwezig", "fortschritt", "progression", "progreso", "progresso", "voortgang", "прогресс",
		"посещеночасов", "پیشرفت", "進捗", "进度", "進度", "진도"}
)

// amountOf returns what the numbers below a header mean.
func amountOf(header string) amount {
	k := key(header)
	says := func(w string) bool { return strings.Contains(k, key(w)) }
	switch {
	case utf8.RuneCountInString(header) > 40:
		return noAmount
	case slices.ContainsFunc(owedWords, says):
		return owed
	case slices.ContainsFunc(doneWords, says):
		return done
	}
	return noAmount
}

// amountsOf counts the numbers of a column as answers over all rows that are not left out.
func (l *list) amountsOf(column int, rows []row, amount amount) (a answered) {
	for _, r := range rows {
		if _, out, _ := l.state(r); out || column >= len(r.cells) {
			continue
		}
		cell := l.plan.says(r.cells[column])
		digits := strings.ContainsAny(asciiDigits(cell), "123456789")
		zero := !digits && strings.Contains(asciiDigits(cell), "0")
		switch {
		case !digits && !zero:
			if cell != "" && !isDash(cell) {
				a.other++
			}
		case digits == (amount == owed):
			if a.no++; a.no == 1 {
				a.word, a.line = cell, r.line
			}
		default:
			if a.yes++; amount == owed && a.yesWord == "" {
				a.yesWord = cell
			}
		}
	}
	return a
}

// day is a date as spreadsheets and databases write it, with or without a time.
var day = regexp.MustCompile(`^(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})([T ].*)?$`)

// isDay reports whether a cell is such a date.
func isDay(cell string) bool { return day.MatchString(asciiDigits(cell)) }

// remarkWords occur in the headers of columns with remarks, as keys.
var remarkWords = []string{"note", "remark", "comment", "bemerk", "anmerk", "notiz", "remarque", "observa", "comentario", "opmerk",
	"merknad", "bemærk", "anmärk", "huomautus", "uwagi", "poznám", "megjegyz", "примеч", "коммент", "приміт", "açıklama",
	"توضیحات", "ملاحظات", "備考", "备注", "備註", "비고"}

// goneWords begin a remark that says of a person, and not of something that the person wants, that there will be no visit.
var goneWords = []string{"cancel", "withdr", "refund", "no show", "noshow", "no-show", "absent", "declin", "did not", "didn't",
	"storn", "abgesagt", "abgemeldet", "abwesend", "nicht erschienen", "annul", "désist", "rembours", "absente", "cancelad",
	"anulad", "ausente", "no asistió", "não compareceu", "annullat", "rimbors", "assente", "geannul", "afgemeld", "afwezig",
	"avbok", "avlyst", "avmeld", "aflyst", "afmeldt", "perui", "perunut", "poissa", "anulow", "nieobecn", "zrušen", "nepřítom",
	"lemond", "отмен", "отказ", "неявк", "не приш", "не яв", "скасов", "iptal", "gelmedi", "لغو", "انصراف", "غایب", "ملغ", "غائب",
	"取消", "缺席", "未到", "キャンセル", "欠席", "취소", "불참"}

// unreadRemarks warns of a column of remarks that says of people that they do not come.
func (l *list) unreadRemarks(column int, rows []row) {
	header := key(l.header.cells[column])
	if !slices.ContainsFunc(remarkWords, func(w string) bool { return strings.Contains(header, w) }) || l.warned(column) {
		return
	}
	n, first, line := 0, "", 0
	for _, r := range rows {
		if _, out, attended := l.state(r); out || attended == Absent || column >= len(r.cells) {
			continue
		}
		cell := l.plan.says(r.cells[column])
		lower := strings.ToLower(cell)
		if utf8.RuneCountInString(cell) > 60 ||
			!slices.ContainsFunc(goneWords, func(w string) bool { return strings.HasPrefix(lower, w) }) {
			continue
		}
		if s := say(cell); s == sOut || s == sAbsent {
			if n++; n == 1 {
				first, line = cell, r.line
			}
		}
	}
	if n > 0 {
		l.warn(line, column+1, "roster-remark-unread", "the column %s says %s, and nobody is left out for it: %s",
			source.Quote(l.header.cells[column]), source.Quote(first), count(n, "person has such a remark",
				"people have such a remark")).Hint = "delete the rows of those who do not come or were not there"
	}
}
