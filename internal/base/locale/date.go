// Package locale knows how people write dates, numbers, lists and the names of countries and scripts.
//
// Languages are BCP 47 tags. Every function takes any tag: one that it has no
// words for is served from its parent (de-CH by de, zh-TW by zh-Hant), and the
// last resort is English. All functions are pure and safe for concurrent use.
package locale

import (
	"cmp"
	"fmt"
	"time"
)

// Date is a day of the proleptic Gregorian calendar, without a time and without a time zone. The zero value is not a
// day.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// ParseDate reads "2017-07-26": the years 1 to 9999, and only days that exist.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < 1 {
		return Date{}, fmt.Errorf("%q is not a date: write year-month-day, like 2017-07-26", s)
	}
	return dateOf(t), nil
}

func dateOf(t time.Time) Date {
	year, month, day := t.Date()
	return Date{year, month, day}
}

func (d Date) time() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// secondsADay is the length of every UTC day in package time.
const secondsADay = 24 * 60 * 60

// Days returns the days from 1 January 1970 to d, negative before it.
func (d Date) Days() int { return int(d.time().Unix() / secondsADay) }

// FromDays returns the date that is n days after 1 January 1970.
func FromDays(n int) Date { return dateOf(time.Unix(int64(n)*secondsADay, 0).UTC()) }

// String returns the date as ParseDate reads it, and "" for no day.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// IsZero reports whether d is the zero value, which is not a day.
func (d Date) IsZero() bool { return d == Date{} }

// Compare returns -1 when d is before e, +1 when it is after it, and else 0.
func (d Date) Compare(e Date) int {
	return cmp.Or(cmp.Compare(d.Year, e.Year), cmp.Compare(d.Month, e.Month), cmp.Compare(d.Day, e.Day))
}

// UnmarshalText reads what ParseDate reads.
func (d *Date) UnmarshalText(text []byte) (err error) {
	*d, err = ParseDate(string(text))
	return err
}

// MarshalText writes what UnmarshalText reads.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }
