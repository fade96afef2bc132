package locale

import (
	"slices"
	"strings"
	"unicode"
)

// List joins items as the language does: "Ana, Bo and Chen", "آنا، بو و چن",
// "安娜、波和陈". It returns "" for no items.
func List(items []string, lang string) string { return cldr().list(items, lookup(lang)) }

func (r *repository) list(items, keys []string) string {
	j, _ := first(r.joints, keys)
	switch n := len(items); n {
	case 0:
		return ""
	case 1:
		return items[0]
	case 2:
		return items[0] + before(items[1], j.pair, keys) + items[1] + j.tail
	default:
		return strings.Join(items[:n-1], j.comma) + before(items[n-1], j.last, keys) + items[n-1] + j.tail
	}
}

// before returns the sign before an item, changed as the item's sound or script requires: "España e Italia", "A ו-B".
func before(item, sign string, keys []string) string {
	switch {
	case slices.Contains(keys, "es") && sign == " y " && soundsI(item):
		return " e "
	case slices.Contains(keys, "he") && strings.HasSuffix(sign, "ו") && !startsHebrew(item):
		return sign + "-"
	}
	return sign
}

func startsHebrew(item string) bool {
	for _, r := range item {
		return unicode.Is(unicode.Hebrew, r)
	}
	return false
}

// Join joins two facts, like an organisation and its country, with the comma of the
// writing that the first one ends in: "Office, Iran", "دانشگاه تهران، ایران",
// "東京大学、日本"; in Chinese it is "北京大学，中国". One that is empty is left out.
func Join(a, b, lang string) string {
	if a == "" || b == "" {
		return a + b
	}
	last := ' '
	for _, r := range a {
		if unicode.IsLetter(r) {
			last = r
		}
	}
	switch {
	case unicode.Is(unicode.Arabic, last):
		return a + "، " + b
	case unicode.In(last, unicode.Hiragana, unicode.Katakana), last == 'ー':
		return a + "、" + b
	case unicode.Is(unicode.Han, last) && strings.HasPrefix(lang, "zh"):
		return a + "，" + b
	case unicode.Is(unicode.Han, last):
		return a + "、" + b
	case unicode.Is(unicode.Ethiopic, last):
		return a + "፣ " + b
	}
	return a + ", " + b
}

// Series joins items that may hold commas of their own, such as the titles of
// sessions, with the language's sign between such: "Opening; Law, old and new",
// "افتتاح؛ حقوق", "開会、法律". It returns "" for no items.
func Series(items []string, lang string) string {
	sign, _ := first(semicolons, lookup(lang))
	return strings.Join(items, sign)
}

// semicolons part the items of a series. Greek writes its question mark as
// others do the semicolon.
var semicolons = map[string]string{
	"en": "; ",
	"fa": "؛ ", "ar": "؛ ", "ur": "؛ ", "ps": "؛ ", "ckb": "؛ ", "sd": "؛ ", "ug": "؛ ",
	"zh": "；", "zh-Hant": "；", "ja": "、",
	"el": "· ", "am": "፤ ", "ti": "፤ ", "th": " ", "lo": " ",
}

// soundsI reports whether a Spanish word begins with the sound of "y", before
// which "y" becomes "e": "España e Italia", but "agua y hielo".
func soundsI(word string) bool {
	word = strings.TrimPrefix(strings.ToLower(word), "h")
	return strings.HasPrefix(word, "i") && !strings.HasPrefix(word, "ie") && !strings.HasPrefix(word, "ia")
}
