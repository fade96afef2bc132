package locale

import (
	"regexp"
	"strings"
)

// The forms of numbers: with a decimal point or comma, and with thousands separated by the other of the two, an
// apostrophe or a space.
var (
	plainNumber   = regexp.MustCompile(`^[+-]?\d+([.,]\d+)?$`)
	groupedNumber = regexp.MustCompile(`^[+-]?\d{1,3}([,.' ]\d{3})+([.,]\d+)?$`)
	doubtfulOne   = regexp.MustCompile(`^[+-]?[1-9]\d{0,2}[.,]\d{3}$`)
)

// numberSigns writes the signs of numbers in other scripts, and the spaces and apostrophes of typographers, as those of
// ASCII.
var numberSigns = strings.NewReplacer("\u2212", "-", "٫", ".", "٬", ",", "\u00a0", " ", "\u202f", " ", "\u2009", " ",
	"’", "'")

// ParseNumber returns the number that a text says, in the digits of any script, as digits of ASCII with a decimal
// point: "90", "7,5", "1 200" and "1,200.5" are "90", "7.5", "1200" and "1200.5". "1,200" alone is not a number, nor is
// "1.200": half of the world reads it as a thousand times more than the other half. A number followed by a word is not
// one either.
func ParseNumber(text string) (number string, ok bool) {
	s := strings.TrimSpace(numberSigns.Replace(WesternDigits(text)))
	switch {
	case len(s) > 24 || doubtfulOne.MatchString(s):
		return "", false
	case plainNumber.MatchString(s):
		return strings.Replace(s, ",", ".", 1), true
	case groupedNumber.MatchString(s):
		separator := s[strings.IndexAny(s, ",.' ")]
		return strings.Replace(strings.ReplaceAll(s, string(separator), ""), ",", ".", 1), true
	}
	return "", false
}

// DoubtfulNumber returns the two numbers that a text like "1,200" or "1.200" may mean, in the form of ParseNumber:
// "1200" and "1.2". It returns false for every other text.
func DoubtfulNumber(text string) (whole, decimal string, ok bool) {
	s := strings.TrimSpace(numberSigns.Replace(WesternDigits(text)))
	if !doubtfulOne.MatchString(s) {
		return "", "", false
	}
	front, behind, _ := strings.Cut(strings.Replace(s, ",", ".", 1), ".")
	decimal = front
	if behind = strings.TrimRight(behind, "0"); behind != "" {
		decimal += "." + behind
	}
	return strings.NewReplacer(",", "", ".", "").Replace(s), decimal, true
}

// decimalPoint and decimalComma list languages by the sign before their decimals (CLDR 46, numbers/symbols/decimal).
// Those with Arabic digits have a sign of their own; all others get the point.
const decimalComma = " af az be bg bs ca cs da de el es et eu fi fo fr gl hr hu hy id is it ka kk ky lt lv mk nb nl nn no pl pt ro ru sk sl sq sr sv tr uk uz vi "

// decimalPoint are the regions that differ from their language.
const decimalPoint = " de-CH de-LI it-CH es-MX es-US es-GT es-HN es-NI es-PA es-PE es-PR es-SV es-DO "

// FormatNumber returns a number of ASCII digits with a decimal point, as ParseNumber returns it, in the digits and with
// the decimal sign of a language: "7.5" is "7,5" in German and "۷٫۵" in Persian.
func FormatNumber(number, lang string) string {
	written := Digits(number, lang)
	base, _, _ := strings.Cut(lang, "-")
	sign := "."
	switch {
	case strings.ContainsAny(written, "۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩"):
		sign = "٫"
	case strings.Contains(decimalComma, " "+base+" ") && !strings.Contains(decimalPoint, " "+lang+" "):
		sign = ","
	}
	return strings.Replace(written, ".", sign, 1)
}
