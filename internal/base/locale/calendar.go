package locale

import "fmt"

// Calendar is a way to count years, months and days.
type Calendar uint8

// The calendars. The zero value is the Gregorian one.
const (
	Gregorian   Calendar = iota
	SolarHijri           // of Iran and Afghanistan; from 1178 to 1633, that is 1799 to 2255
	Buddhist             // of Thailand: the Gregorian days in the year + 543
	Islamic              // civil, tabular: it may differ by a day from the sighting of the moon
	JapaneseEra          // Gregorian days in the years of an era, from 1 January 1873
)

var calendarNames = [...]string{"gregorian", "solar-hijri", "buddhist", "islamic", "japanese-era"}

// CalendarNames returns the names that files use, in the order of the
// calendars.
func CalendarNames() []string { return calendarNames[:] }

// String returns the name that files use: "solar-hijri".
func (c Calendar) String() string {
	if int(c) < len(calendarNames) {
		return calendarNames[c]
	}
	return fmt.Sprintf("calendar %d", uint8(c))
}

// MarshalText writes what UnmarshalText reads.
func (c Calendar) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads "gregorian", "solar-hijri", "buddhist", "islamic" or
// "japanese-era".
func (c *Calendar) UnmarshalText(text []byte) error {
	for i, name := range calendarNames {
		if name == string(text) {
			*c = Calendar(i)
			return nil
		}
	}
	return fmt.Errorf("%q is not a calendar: use gregorian, solar-hijri, buddhist, islamic or japanese-era", text)
}

// HomeCalendar returns the calendar of daily life where the language is at
// home: SolarHijri for Persian, Dari and Pashto, Buddhist for Thai, else Gregorian.
func HomeCalendar(lang string) Calendar {
	home, _ := first(homes, lookup(lang))
	return home
}

var homes = map[string]Calendar{"fa": SolarHijri, "ps": SolarHijri, "th": Buddhist}

// civil is a date as one calendar counts it. Era is the index of a Japanese
// era in eraStarts, else -1.
type civil struct{ year, month, day, era int }

// in returns d as calendar c counts it; ok is false outside the range of c.
func (d Date) in(c Calendar) (date civil, ok bool) {
	date = civil{d.Year, int(d.Month), d.Day, -1}
	switch c {
	case Gregorian:
		return date, true
	case Buddhist:
		date.year += 543
		return date, true
	case SolarHijri:
		return solarHijri(d.Days())
	case Islamic:
		return islamic(d.Days())
	case JapaneseEra:
		return japaneseEra(d, date)
	}
	return date, false
}

// The range of the Solar Hijri calendar, in its years. It is that in which
// the cycle of 33 years, with the two exceptions below, agrees with the true
// equinox at Tehran.
const (
	firstSolarHijri = 1178
	lastSolarHijri  = 1633
)

// nowruz1178 is 1 Farvardin 1178, the 21 March 1799, in days from 1970.
const nowruz1178 = -62377

// solarHijriLeap reports whether a year has 366 days. The rule of 8 leap
// years in 33 (Birashk 1993; Borkowski, "The Persian calendar for 3000 years",
// 1996) holds from 1178; in 1502 and 1601 the equinox falls so close to noon
// that the leap day waits for a year (the table of ICU 74, persncal.cpp).
func solarHijriLeap(year int) bool {
	switch year {
	case 1502, 1601:
		return false
	case 1503, 1602:
		return true
	}
	return (25*year+11)%33 < 8
}

// solarHijri returns a day in the Solar Hijri calendar: six months of 31 days,
// five of 30, and one of 29 or 30.
func solarHijri(days int) (civil, bool) {
	if days < nowruz1178 {
		return civil{}, false
	}
	left := days - nowruz1178
	for year := firstSolarHijri; year <= lastSolarHijri; year++ {
		length := 365
		if solarHijriLeap(year) {
			length++
		}
		if left >= length {
			left -= length
			continue
		}
		if left < 6*31 {
			return civil{year, left/31 + 1, left%31 + 1, -1}, true
		}
		left -= 6 * 31
		return civil{year, left/30 + 7, left%30 + 1, -1}, true
	}
	return civil{}, false
}

// islamicEpoch is 1 Muharram 1, the 16 July 622 of the Julian calendar, in
// days from 1970 (Reingold and Dershowitz, "Calendrical Calculations", chapter 7).
const islamicEpoch = -492148

// islamic returns a day in the civil Islamic calendar: months of 30 and 29
// days in turn, and a leap day at the end of 11 years in 30.
func islamic(days int) (civil, bool) {
	left := days - islamicEpoch
	if left < 0 {
		return civil{}, false
	}
	const cycle = 30*354 + 11
	year := left/cycle*30 + 1
	left %= cycle
	for {
		length := 354
		if (11*year+14)%30 < 11 {
			length++
		}
		if left < length {
			break
		}
		left -= length
		year++
	}
	// Two months have 59 days; the leap day makes the last one longer.
	month := min(left/59*2+left%59/30, 11)
	return civil{year, month + 1, left - month/2*59 - month%2*30 + 1, -1}, true
}

// eraStarts are the first days of the Japanese eras since the Gregorian calendar
// came into force there: Meiji, Taishō, Shōwa, Heisei and Reiwa.
var eraStarts = [...]Date{{1868, 10, 23}, {1912, 7, 30}, {1926, 12, 25}, {1989, 1, 8}, {2019, 5, 1}}

// gregorianJapan is the first day of the Gregorian calendar in Japan.
var gregorianJapan = Date{1873, 1, 1}

func japaneseEra(d Date, date civil) (civil, bool) {
	if d.Compare(gregorianJapan) < 0 {
		return civil{}, false
	}
	for i, start := range eraStarts {
		if d.Compare(start) >= 0 {
			date.era, date.year = i, d.Year-start.Year+1
		}
	}
	return date, true
}
