package locale

import (
	"maps"
	"strings"
)

// decide puts what this room has decided over the data of the repository. Each
// decision is about what the repository lacks or has wrong; the test that asks
// Intl knows of no other difference.
func (r *repository) decide() {
	for c, languages := range houseMonths {
		for key, months := range languages {
			f := r.forms[c][key]
			f.months = months
			r.forms[c][key] = f
		}
	}
	for c, languages := range houseEras {
		for key, year := range languages {
			f := r.forms[c][key]
			f.eras = year.era
			if year.order != "" {
				f.order = year.order
			}
			r.forms[c][key] = f
		}
	}
	for key, f := range r.forms[SolarHijri] {
		if f.eras == stopgap {
			f.order, f.eras = withoutEra(f.order), ""
			r.forms[SolarHijri][key] = f
		}
	}
	for key, f := range r.forms[JapaneseEra] {
		if f.eras != "" && !strings.Contains(f.order, "GY") && !strings.Contains(f.order, "G Y") {
			f.order = strings.Replace(r.gregorian(key).order, "Y", "G Y", 1)
			f.months = r.gregorian(key).months
			r.forms[JapaneseEra][key] = f
		}
	}
	for _, forms := range r.forms {
		if f, ok := forms["lv"]; ok { // gada belongs to the year, which a range has once
			f.order = strings.Replace(f.order, "Y.| gada ", "Y. gada| ", 1)
			forms["lv"] = f
		}
	}
	maps.Copy(r.joints, houseJoints)
	maps.Copy(r.numbering, houseNumbering)
	r.firstDays = map[string]string{"fr": "1er", "it": "1º"}
}

// stopgap is what the repository has for the era of the Solar Hijri calendar where no translator has written one: Anno
// Persico, which nobody writes. The names of the months identify the calendar.
const stopgap = "AP"

// withoutEra returns an order without its era.
func withoutEra(order string) string {
	for _, with := range []struct{ era, none string }{{"G Y", "Y"}, {"GY", "Y"}, {"Y G", "Y"}, {"G| ", ""}, {" (G)", ""},
		{"| G", ""}, {" G", ""}, {"G ", ""}} {
		if strings.Contains(order, with.era) {
			return strings.Replace(order, with.era, with.none, 1)
		}
	}
	return order
}

// houseMonths are names of months that the repository has not, has in another case
// than a date asks for, or has wrong: those of CLDR 48 for the Solar Hijri months in
// Arabic and Urdu are not the words that Arabs and Pakistanis use for them.
var houseMonths = map[Calendar]map[string]string{
	Gregorian: {"mn": "1-р_сар 2-р_сар 3-р_сар 4-р_сар 5-р_сар 6-р_сар 7-р_сар 8-р_сар 9-р_сар 10-р_сар 11-р_сар 12-р_сар"}, // the ordinals in letters are too long for a badge
	SolarHijri: {
		"ps":  "وری غویی غبرګولی چنګاښ زمری وږی تله لړم لیندۍ مرغومی سلواغه کب",
		"ckb": "خاکەلێوە گوڵان جۆزەردان پووشپەڕ گەلاوێژ خەرمانان ڕەزبەر گەڵاڕێزان سەرماوەز بەفرانبار ڕێبەندان ڕەشەمە",
		"ar":  "فروردين أرديبهشت خرداد تير مرداد شهريور مهر آبان آذر دي بهمن إسفند",
		"ur":  "فروردین اردیبہشت خرداد تیر مرداد شہریور مہر آبان آذر دی بہمن اسفند",
		"ru":  "фарвардина ордибехешта хордада тира мордада шахривара мехра абана азара дея бахмана эсфанда",
	},
	Islamic: {
		"ur": "محرم صفر ربیع_الاول ربیع_الثانی جمادی_الاول جمادی_الثانی رجب شعبان رمضان شوال ذوالقعدۃ ذوالحجۃ",
		"fr": "mouharram safar rabia_al_awal rabia_ath-thani joumada_al_oula joumada_ath-thania rajab chaabane ramadan chawwal dhou_al_qi’da dhou_al-hijja",
		"ru": "мухаррама сафара раби-уль-авваля раби-уль-ахира джумад-уль-авваля джумад-уль-ахира раджаба шаабана рамадана шавваля зуль-каады зуль-хиджжи",
	},
}

// houseEras are how years of other calendars are marked where the repository has no
// word, only the Latin letters of root, or one that is not what people write; the
// order is that of the repository where none is given.
var houseEras = map[Calendar]map[string]struct{ order, era string }{
	SolarHijri: {
		"ar": {"", "هـ.ش"}, "ur": {"", "ہجری_شمسی"}, "ru": {"", "солнечной_хиджры"},
		"ja": {"", "イラン暦"}, "ko": {"", "이란력"},
		"eu": {"Y(e)ko| Mren| D(a)", ""}, "zh-Hant": {"GY年|M月|D日", "波斯曆"},
	},
	Buddhist: {
		"fa": {"", "بودایی"}, "ru": {"", "буддийской_эры"}, "km": {"D| M| G Y", "ព.ស."}, "lo": {"D| M| G Y", "ພ.ສ."},
	},
	JapaneseEra: {
		"ru": {"", "Мэйдзи Тайсё Сёва Хэйсэй Рэйва"},
	},
	Islamic: {
		"ps": {"", "هـ.ق"}, "ckb": {"", "ی_کۆچی"}, "bn": {"", "হিজরি"}, "ru": {"", "хиджры"}, "fr": {"", "de_l’hégire"},
		"ja": {"", "ヒジュラ暦"}, "ko": {"", "이슬람력"},
	},
}

// houseJoints are the lists of languages in which the repository has none, or
// writes them as nobody prints them.
var houseJoints = map[string]joint{
	"fa":  {" و ", "، ", " و ", ""},
	"ckb": {" و ", "، ", " و ", ""},
	"km":  {" និង ", ", ", " និង ", ""},
	"my":  {"နှင့် ", "၊ ", "နှင့် ", ""},
}

// houseNumbering are the digits of Arabic where no country is named: those of the Mashriq, in which most official
// papers are printed. The repository has changed this twice.
var houseNumbering = map[string]string{
	"ar": "arab", "ar-AE": "latn", "ar-DZ": "latn", "ar-EH": "latn", "ar-LY": "latn", "ar-MA": "latn", "ar-TN": "latn",
}

// ranges are the signs between two days and between two longer dates, where
// they are not "–" and " – ".
var ranges = map[string]struct{ tight, wide string }{
	"ja":      {"～", "～"},
	"zh":      {"至", "至"},
	"zh-Hant": {"至", "至"},
	"ko":      {"~", "~"},
	"fa":      {"–", " تا "},
	"fa-AF":   {"–", " تا "},
	"ps":      {"–", " تر "},
}
