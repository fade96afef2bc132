package roster

import (
	"strings"
	"testing"
)

// TestWordsOfAbsence reads words that exports in many languages have for people who have no place or did not come.
func TestWordsOfAbsence(t *testing.T) {
	for lang, words := range map[string]string{
		"cs sk": "čekací listina|náhradník|zrušeno|nedostavil se|čakacia listina|neprítomný",
		"ca":    "llista d'espera|anul·lat|cancel·lada|no hi va assistir", "de": "Warteliste|Nachrücker|Absage|abgemeldet",
		"el": "λίστα αναμονής|ακυρώθηκε|απών|δεν προσήλθε", "et": "tühistatud|ei osalenud", "fi": "jonotuslista|varasijalla|peruttu|ei saapunut",
		"he": "רשימת המתנה|בוטל|לא הגיע", "hu": "várólistás|lemondva|nem jelent meg", "hy": "չեղարկված|բացակա", "ka": "გაუქმებულია|არ გამოცხადდა",
		"kk": "бас тартылды|келмеді|күту тізімі", "lt": "neatvyko|atšaukta", "lv": "neieradās|atcelts|gaidīšanas sarakstā",
		"ro": "listă de așteptare|anulat|neprezentat", "sl": "odpovedan|odsoten", "sv": "Reservlista|på reservlistan|Uteblev|Avbokad",
		"sw": "imefutwa|hakuhudhuria", "th": "รายชื่อสำรอง|ยกเลิก|ไม่มา", "uk bg": "список очікування|не з'явився|чакащ списък|отсъства",
		"uz": "bekor qilingan|kelmadi", "zh": "候补|已取消|缺席|未签到", "ja": "キャンセル待ち|欠席|辞退",
	} {
		for w := range strings.SplitSeq(words, "|") {
			if s := say(w); s != sOut && s != sAbsent && s != sUnseen {
				t.Errorf("%s: %q has the state %d", lang, w, s)
			}
		}
	}
}

// TestHeadersOfPresence reads headers under which lists say who was there.
func TestHeadersOfPresence(t *testing.T) {
	for header := range strings.SplitSeq("Did you attend?|Attended Y/N|Attended the course?|Has attended|Participated?|Took part|Arrived|"+
		"War anwesend|A participé ?|¿Asistió?|Compareceu?|Obecność|Fremmøte|Присутствовал|Katıldı mı?|出席状況|参加|Kehadiran|Có mặt", "|") {
		if m, _, ok := mean(header); !ok || m.field != fPresence {
			t.Errorf("%q is taken for %q", header, m.field)
		}
	}
	for _, header := range []string{"No show", "No-show?"} { // yes: not there
		if m, _, ok := mean(header); !ok || m.field != fCancelled {
			t.Errorf("%q is taken for %q", header, m.field)
		}
	}
}
