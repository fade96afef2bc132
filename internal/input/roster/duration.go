package roster

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"lanyard/internal/base/locale"
)

// maxSeconds is the longest duration accepted: two years.
const maxSeconds = 2 * 366 * 86400

// Units of a duration in seconds, by the letters they begin with. If several prefixes match, the longest wins.
var durationUnits = map[string]int{
	"h": 3600, "hr": 3600, "hrs": 3600, "hour": 3600, "hours": 3600, "std": 3600, "stunde": 3600, "stunden": 3600,
	"heure": 3600, "heures": 3600,
	"hora": 3600, "horas": 3600, "ora": 3600, "ore": 3600, "uur": 3600, "u": 3600, "uren": 3600, "timme": 3600,
	"timmar": 3600, "tim": 3600, "timer": 3600, "time": 3600, "t": 3600, "godz": 3600,
	"ч": 3600, "час": 3600, "часа": 3600, "часов": 3600, "год": 3600, "sa": 3600, "saat": 3600, "óra": 3600,
	"hod":  3600,
	"ساعت": 3600, "ساعة": 3600, "ساعات": 3600, "時間": 3600, "小时": 3600, "小時": 3600, "时": 3600, "시간": 3600, "giờ": 3600,
	"jam": 3600, "ชั่วโมง": 3600, "घंटे": 3600, "घंटा": 3600,
	"m": 60, "min": 60, "mins": 60, "minute": 60, "minutes": 60, "minuten": 60, "minuto": 60, "minutos": 60,
	"minuti": 60, "minuter": 60, "minutter": 60, "minut": 60, "minuty": 60, "мин": 60, "м": 60, "минута": 60,
	"минуты": 60, "минут": 60, "хв": 60, "хвилин": 60,
	"dk": 60, "dak": 60, "dakika": 60, "perc": 60, "دقیقه": 60, "دقيقة": 60, "دقائق": 60, "分": 60, "分钟": 60, "分鐘": 60,
	"分間": 60, "분": 60, "phút": 60, "menit": 60, "นาที": 60, "मिनट": 60,
	"s": 1, "sec": 1, "secs": 1, "second": 1, "seconds": 1, "sek": 1, "sekunde": 1, "sekunden": 1, "seconde": 1,
	"secondes": 1, "segundo": 1, "segundos": 1, "seg": 1, "secondi": 1, "seconden": 1, "sekunder": 1, "sekund": 1,
	"с": 1, "сек": 1, "секунд": 1, "секунды": 1, "сн": 1, "sn": 1, "saniye": 1, "ثانیه": 1, "ثانية": 1, "秒": 1,
	"秒間": 1, "초": 1, "giây": 1, "detik": 1,
	"d": 86400, "day": 86400, "days": 86400, "tag": 86400, "tage": 86400,
}

// seconds parses a duration in any common spelling: "95", "95.5 min", "1h 1m 55s", "1:01:55", "PT1H5M", "59 Min. 0
// Sek.", "1時間5分". unit is the length in seconds of a bare number's unit. An empty cell and a dash are 0.
func seconds(cell string, unit int) (int, bool) {
	s := strings.ToLower(strings.TrimSpace(asciiDigits(cell)))
	if isDash(s) {
		return 0, true
	}
	if _, _, doubt := locale.DoubtfulNumber(s); doubt {
		return 0, false // 1,200 minutes, or 1.2
	}
	if parts := strings.Split(s, ":"); len(parts) == 2 || len(parts) == 3 {
		return clock(parts)
	}
	if rest, ok := strings.CutPrefix(s, "p"); ok && strings.ContainsAny(rest, "0123456789") { // ISO 8601: PT1H5M
		s = strings.ReplaceAll(rest, "t", " ")
	}
	s = durationMarks.Replace(s)
	total, found, last := 0.0, false, 0
	for s != "" {
		start := strings.IndexFunc(s, unicode.IsDigit)
		if start < 0 {
			break
		}
		if found && strings.TrimFunc(s[:start], func(r rune) bool { return !unicode.IsLetter(r) }) != "" &&
			!joinsDuration(s[:start]) {
			return 0, false
		}
		s = s[start:]
		end := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsDigit(r) && r != '.' && r != ',' })
		if end < 0 {
			end = len(s)
		}
		digits := strings.Trim(strings.ReplaceAll(s[:end], ",", "."), ".")
		n, err := strconv.ParseFloat(digits, 64)
		if err != nil {
			return 0, false
		}
		s = strings.TrimLeft(s[end:], " \u00a0\u202f.")
		word := len(s)
		if i := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }); i >= 0 {
			word = i
		}
		size, known := durationUnits[s[:word]]
		switch {
		case known:
			s = s[word:]
		case word == 0 && !found && strings.TrimSpace(s) == "":
			size = unit
		case word == 0 && last == 3600 && end == 2 && strings.TrimSpace(s) == "":
			size = 60 // 1h05
		default:
			return 0, false
		}
		total, found, last = total+n*float64(size), true, size
	}
	if !found || total > maxSeconds {
		return 0, false
	}
	return int(total), true
}

// durationMarks turns the marks of minutes and seconds into words.
var durationMarks = strings.NewReplacer("′", "min ", "'", "min ", "’", "min ", "″", "s ", "\"", "s ")

// joinsDuration reports whether a word may separate the parts of a duration.
func joinsDuration(s string) bool {
	switch strings.Trim(s, " ,.") {
	case "", "and", "und", "et", "y", "e", "en", "og", "och", "ve", "и", "و":
		return true
	}
	return false
}

// clock parses h:mm:ss or h:mm.
func clock(parts []string) (int, bool) {
	total := 0
	for i, size := range []int{3600, 60, 1}[:len(parts)] {
		n, err := strconv.Atoi(strings.TrimSpace(parts[i]))
		if err != nil || n < 0 || i > 0 && n > 59 || n > maxSeconds/3600 {
			return 0, false
		}
		total += n * size
	}
	return total, true
}

// asciiDigits replaces decimal digits of any script by ASCII digits.
func asciiDigits(s string) string {
	if plain(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r < '0' || !unicode.Is(unicode.Nd, r) {
			return r
		}
		zero := r
		for unicode.Is(unicode.Nd, zero-1) && r-zero < 9 {
			zero--
		}
		return '0' + (r-zero)%10
	}, s)
}

// unitOf returns the unit in seconds of bare numbers in a column: minutes unless the header names another unit.
func unitOf(header string) int {
	words := strings.FieldsFunc(strings.ToLower(header), func(r rune) bool { return !unicode.IsLetter(r) })
	if slices.ContainsFunc(words, func(w string) bool { return durationUnits[w] == 60 && utf8.RuneCountInString(w)+len(w) > 3 }) {
		return 60 // 時間（分）: the word in front means time as well as hours
	}
	for _, w := range words {
		if size := durationUnits[w]; (size == 3600 || size == 1) && len(w) > 2 && w != "time" && w != "sec" {
			return size
		}
	}
	return 60
}

// unreadDurations warns of durations that could not be parsed.
func (b *builder) unreadDurations() {
	if b.unread.rows == 0 {
		return
	}
	b.warn(b.unread.line, b.columns[fMinutes], "roster-duration",
		"the duration %q is not understood, in %s: taken for unknown", b.unread.cell,
		count(b.unread.rows, "row")).Hint =
		"write durations as minutes, or as 1:05:00, or as 1h 5m"
}

// grouped formats a number with commas between its thousands.
func grouped(n int) string {
	digits := fmt.Sprint(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}
