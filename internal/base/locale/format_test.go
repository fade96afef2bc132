package locale

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFormatDate(t *testing.T) {
	for _, test := range []struct {
		lang     string
		calendar Calendar
		want     string
	}{
		{"en", Gregorian, "26 July 2017"},
		{"en-GB", Gregorian, "26 July 2017"},
		{"en-US", Gregorian, "July 26, 2017"},
		{"fa", SolarHijri, "۴ مرداد ۱۳۹۶"},
		{"fa", Gregorian, "۲۶ ژوئیهٔ ۲۰۱۷"},
		{"fa-u-nu-latn", SolarHijri, "4 مرداد 1396"},
		{"prs", SolarHijri, "۴ اسد ۱۳۹۶"},
		{"fa-AF", Gregorian, "۲۶ جولای ۲۰۱۷"},
		{"ps", SolarHijri, "۱۳۹۶ زمری ۴"},
		{"ckb", SolarHijri, "٤ی گەلاوێژی ١٣٩٦"},
		{"en", SolarHijri, "4 Mordad 1396"},
		{"nl", SolarHijri, "4 Mordad 1396"},
		{"ar", Gregorian, "٢٦ يوليو ٢٠١٧"},
		{"ar-MA", Gregorian, "26 يوليوز 2017"},
		{"ar", Islamic, "٢ ذو\u00a0القعدة ١٤٣٨ هـ"},
		{"th", Buddhist, "26 กรกฎาคม 2560"},
		{"th", Gregorian, "26 กรกฎาคม ค.ศ. 2017"},
		{"ja", Gregorian, "2017年7月26日"},
		{"ja", JapaneseEra, "平成29年7月26日"},
		{"ja", SolarHijri, "イラン暦1396年5月4日"},
		{"zh", Gregorian, "2017年7月26日"},
		{"zh-TW", Buddhist, "佛曆2560年7月26日"},
		{"en", JapaneseEra, "26 July Heisei 29"},
		{"ko", Gregorian, "2017년 7월 26일"},
		{"ko", JapaneseEra, "헤이세이 29년 7월 26일"},
		{"ru", Gregorian, "26 июля 2017 г."},
		{"ru", SolarHijri, "4 мордада 1396 г. солнечной хиджры"},
		{"de-CH", Gregorian, "26. Juli 2017"},
		{"es-MX", Gregorian, "26 de julio de 2017"},
		{"fr", Gregorian, "26 juillet 2017"},
		{"tr", Gregorian, "26 Temmuz 2017"},
		{"hi", Gregorian, "26 जुलाई 2017"},
		{"ur", Gregorian, "26 جولائی، 2017"},
		{"bg", Gregorian, "26 юли 2017 г."},
		{"ro", Gregorian, "26 iulie 2017"},
		{"fi", Gregorian, "26. heinäkuuta 2017"},
		{"no", Gregorian, "26. juli 2017"},
		{"sr", Gregorian, "26. јул 2017."},
		{"sr-Latn", Gregorian, "26. jul 2017."},
		{"uz-Cyrl", Gregorian, "26 июл, 2017"},
		{"uz-Arab", Gregorian, "26 July 2017"},
		{"hu", Gregorian, "2017. július 26."},
		{"my", Gregorian, "၂၀၁၇ ဇူလိုင် ၂၆"},
		{"bn", Gregorian, "২৬ জুলাই, ২০১৭"},
		{"mr", Gregorian, "२६ जुलै, २०१७"},
		{"vi", Gregorian, "26 tháng\u00a07, 2017"},
		{"cy", Gregorian, "26 Gorffennaf 2017"},
		{"mt", Gregorian, "26 ta’ Lulju 2017"},
		{"af", Gregorian, "26 Julie 2017"},
		{"zu", Gregorian, "Julayi 26, 2017"},
		{"si", Gregorian, "2017 ඇසළ 26"},
		{"mn", Gregorian, "2017 оны 7-р\u00a0сарын 26"},
		{"nn", Gregorian, "26. juli 2017"},
		{"ur-Aran", Gregorian, "26 جولائی، 2017"},
		{"zh-Hant-HK", Islamic, "伊斯蘭曆1438年11月2日"},
		{"ku", Islamic, "Hicrî 2ê zîlqeʿdea 1438an"},
		{"tlh", Gregorian, "26 July 2017"},
		{"", Gregorian, "26 July 2017"},
		{"not a tag", Gregorian, "26 July 2017"},
	} {
		if got := FormatDate(Date{2017, 7, 26}, test.lang, test.calendar); got != test.want {
			t.Errorf("%s, %s: %q, want %q", test.lang, test.calendar, got, test.want)
		}
	}
	for _, test := range []struct {
		date, lang string
		calendar   Calendar
		want       string
	}{
		{"2019-05-01", "ja", JapaneseEra, "令和元年5月1日"},
		{"2017-07-01", "fr", Gregorian, "1er juillet 2017"},
		{"2017-07-01", "it-CH", Gregorian, "1º luglio 2017"},
		{"1500-01-01", "fa", SolarHijri, "۱ ژانویهٔ ۱۵۰۰"},
	} {
		if got := FormatDate(date(t, test.date), test.lang, test.calendar); got != test.want {
			t.Errorf("%s in %s: %q, want %q", test.date, test.lang, got, test.want)
		}
	}
	if got := FormatDate(Date{}, "en", Gregorian); got != "" {
		t.Errorf("no day is written %q", got)
	}
}

func TestFormatRange(t *testing.T) {
	for _, test := range []struct {
		from, to, lang string
		calendar       Calendar
		want           string
	}{
		{"2017-07-26", "2017-07-27", "en", Gregorian, "26–27 July 2017"},
		{"2017-07-26", "2017-08-02", "en", Gregorian, "26 July – 2 August 2017"},
		{"2017-12-26", "2018-01-02", "en", Gregorian, "26 December 2017 – 2 January 2018"},
		{"2017-07-26", "2018-07-27", "en", Gregorian, "26 July 2017 – 27 July 2018"},
		{"2017-07-26", "2017-08-26", "en", Gregorian, "26 July – 26 August 2017"},
		{"2017-07-26", "2017-07-26", "en", Gregorian, "26 July 2017"},
		{"2017-07-26", "2017-07-27", "en-US", Gregorian, "July 26–27, 2017"},
		{"2017-07-26", "2017-08-02", "en-US", Gregorian, "July 26 – August 2, 2017"},
		{"2017-12-26", "2018-01-02", "en-US", Gregorian, "December 26, 2017 – January 2, 2018"},
		{"2017-07-26", "2017-07-27", "fa", SolarHijri, "۴–۵ مرداد ۱۳۹۶"},
		{"2017-07-26", "2017-08-26", "fa", SolarHijri, "۴ مرداد تا ۴ شهریور ۱۳۹۶"},
		{"2017-07-26", "2017-08-26", "fa", Gregorian, "۲۶ ژوئیه تا ۲۶ اوت ۲۰۱۷"},
		{"2017-07-26", "2017-07-27", "fa", Gregorian, "۲۶–۲۷ ژوئیهٔ ۲۰۱۷"},
		{"2017-07-26", "2017-07-27", "prs", SolarHijri, "۴–۵ اسد ۱۳۹۶"},
		{"2017-07-26", "2017-07-27", "ps", SolarHijri, "۱۳۹۶ زمری ۴–۵"},
		{"2017-07-26", "2017-07-27", "ja", Gregorian, "2017年7月26日～27日"},
		{"2017-07-26", "2017-08-02", "ja", Gregorian, "2017年7月26日～8月2日"},
		{"2019-04-30", "2019-05-01", "ja", JapaneseEra, "平成31年4月30日～令和元年5月1日"},
		{"2017-07-26", "2017-07-27", "zh", Gregorian, "2017年7月26日至27日"},
		{"2017-07-26", "2017-07-27", "ko", Gregorian, "2017년 7월 26일~27일"},
		{"2017-07-26", "2017-07-27", "de", Gregorian, "26.–27. Juli 2017"},
		{"2017-07-26", "2017-07-27", "es", Gregorian, "26–27 de julio de 2017"},
		{"2017-07-26", "2017-08-02", "ru", Gregorian, "26 июля – 2 августа 2017 г."},
		{"2017-07-26", "2017-07-27", "th", Buddhist, "26–27 กรกฎาคม 2560"},
		{"2017-07-26", "2017-07-27", "hu", Gregorian, "2017. július 26–27."},
		{"2017-07-26", "2017-08-02", "hu", Gregorian, "2017. július 26. – augusztus 2."},
		{"2017-07-26", "2017-07-27", "lv", Gregorian, "2017. gada 26.–27. jūlijs"},
		{"2017-07-26", "2017-08-02", "lv", Gregorian, "2017. gada 26. jūlijs – 2. augusts"},
		{"2017-12-26", "2018-01-02", "lv", Gregorian, "2017. gada 26. decembris – 2018. gada 2. janvāris"},
		{"2017-07-26", "2017-08-02", "ky", Gregorian, "2017-ж., 26-июль – 2-август"},
		{"2017-07-26", "2017-07-27", "tr", Islamic, "Hicri 2–3 Zilkade 1438"},
		{"2017-07-26", "2017-07-27", "zh-Hant-HK", Gregorian, "2017年7月26日至27日"},
		{"2255-03-20", "2255-03-21", "fa", SolarHijri, "۲۰–۲۱ مارس ۲۲۵۵"},
	} {
		if got := FormatRange(date(t, test.from), date(t, test.to), test.lang, test.calendar); got != test.want {
			t.Errorf("%s to %s in %s: %q, want %q", test.from, test.to, test.lang, got, test.want)
		}
	}
	day := Date{2017, 7, 26}
	if a, b := FormatRange(day, Date{}, "en", Gregorian), FormatRange(Date{}, day, "en", Gregorian); a != "26 July 2017" || b != a {
		t.Errorf("half a range is written %q and %q", a, b)
	}
}

// TestSpellings checks that days are found on papers that have them as FormatRange once wrote them.
func TestSpellings(t *testing.T) {
	for _, test := range []struct{ from, to, lang, want string }{
		{"2017-07-26", "2017-07-27", "hu", "2017. július 26–27."},
		{"2017-07-26", "2017-07-27", "hu", "2017. július 26.–27."},
		{"2017-07-26", "2017-08-02", "hu", "2017. július 26. – augusztus 2."},
		{"2017-07-26", "2017-07-27", "lv", "2017. gada 26.–gada 27. jūlijs"},
		{"2017-07-26", "2017-08-02", "lv", "2017. gada 26. jūlijs – gada 2. augusts"},
		{"2017-12-26", "2018-01-02", "lv", "2017. gada 26. decembris – 2018. gada 2. janvāris"},
	} {
		found := false
		for text := range Spellings(date(t, test.from), date(t, test.to), test.lang) {
			found = found || text == test.want
		}
		if !found {
			t.Errorf("%s to %s: %q is no spelling", test.from, test.to, test.want)
		}
	}
}

// TestTables checks every row of cldr.tsv through the formatter's own lookup.
func TestTables(t *testing.T) {
	r := cldr()
	if len(r.forms[Gregorian]) < 200 || !strings.Contains(cldrTable, "CLDR "+cldrVersion+";") {
		t.Fatalf("%d languages", len(r.forms[Gregorian]))
	}
	for c, forms := range r.forms {
		for lang, f := range forms {
			fields := strings.Map(func(r rune) rune {
				if strings.ContainsRune("DMY", r) {
					return r
				}
				return -1
			}, strings.NewReplacer("DD", "D", "MM", "M").Replace(f.order))
			if pieces := strings.Count(f.order, "|") + 1; pieces < 3 || pieces > 4 || len(fields) != 3 || !strings.Contains("DMY YMD MDY YDM", fields) {
				t.Errorf("%s, %s: order %q", Calendar(c), lang, f.order)
			}
			if n := len(split(f.months)); n != 12 && n != 0 {
				t.Errorf("%s, %s: %d months", Calendar(c), lang, n)
			}
			eras := len(split(f.eras))
			if strings.Contains(f.order, "G") != (eras > 0) || Calendar(c) == JapaneseEra && eras != len(eraStarts) {
				t.Errorf("%s, %s: order %q with %d eras", Calendar(c), lang, f.order, eras)
			}
			if !slices.Contains(lookup(lang), lang) {
				t.Errorf("%s is never found: %v", lang, lookup(lang))
			}
			if _, ok := first(r.joints, Fallbacks(lang)); !ok {
				t.Errorf("%s: no list", lang)
			}
		}
	}
	for lang, system := range r.numbering {
		if _, ok := zeros[system]; !ok || !slices.Contains(lookup(lang), lang) {
			t.Errorf("%s: numbering %q, found as %v", lang, system, lookup(lang))
		}
	}
}

// split cuts s at its spaces.
func split(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, " ")
}

func TestHasDates(t *testing.T) {
	for lang, want := range map[string]bool{"en": true, "en-ZA": true, "cy": true, "fa-AF": true, "prs": true, "no": true, "nn-NO": true, "zh-TW": true, "ur-Aran": true,
		"": false, "tlh": false, "uz-Arab": false, "not a tag": false, "fa-Latn": false} {
		if got := HasDates(lang); got != want {
			t.Errorf("%q has dates: %v", lang, got)
		}
	}
}

func TestDigits(t *testing.T) {
	for lang, want := range map[string]string{
		"en": "A26–27", "fa": "A۲۶–۲۷", "ar": "A٢٦–٢٧", "ar-DZ": "A26–27", "ps": "A۲۶–۲۷", "prs": "A۲۶–۲۷", "ur": "A26–27", "ur-IN": "A۲۶–۲۷",
		"hi": "A26–27", "th": "A26–27", "th-u-nu-thai": "A๒๖–๒๗", "my": "A၂၆–၂၇", "bn": "A২৬–২৭", "ne": "A२६–२७", "zz-bad": "A26–27", "": "A26–27", "en-u-nu-roman": "A26–27",
	} {
		if got := Digits("A26–27", lang); got != want {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
	}
}

func TestList(t *testing.T) {
	items := []string{"Ana", "Bo", "Chen", "Dilan"}
	for lang, want := range map[string][3]string{
		"en":      {"Ana and Bo", "Ana, Bo and Chen", "Ana, Bo, Chen and Dilan"},
		"en-US":   {"Ana and Bo", "Ana, Bo, and Chen", "Ana, Bo, Chen, and Dilan"},
		"fa":      {"Ana و Bo", "Ana، Bo و Chen", "Ana، Bo، Chen و Dilan"},
		"ar":      {"Ana وBo", "Ana وBo وChen", "Ana وBo وChen وDilan"},
		"he":      {"Ana ו-Bo", "Ana, Bo ו-Chen", "Ana, Bo, Chen ו-Dilan"},
		"ti":      {"Anaን Boን", "Ana፣ Boን Chenን", "Ana፣ Bo፣ Chenን Dilanን"},
		"ja":      {"Ana、Bo", "Ana、Bo、Chen", "Ana、Bo、Chen、Dilan"},
		"zh-Hant": {"Ana和Bo", "Ana、Bo和Chen", "Ana、Bo、Chen和Dilan"},
		"xx":      {"Ana and Bo", "Ana, Bo and Chen", "Ana, Bo, Chen and Dilan"},
	} {
		for i, w := range want {
			if got := List(items[:i+2], lang); got != w {
				t.Errorf("%s: %q, want %q", lang, got, w)
			}
		}
	}
	if List(nil, "en") != "" || List(items[:1], "en") != "Ana" {
		t.Error("a list of none or one is wrong")
	}
	if got := List([]string{"España", "Italia"}, "es"); got != "España e Italia" {
		t.Errorf("got %q", got)
	}
	if got := List([]string{"agua", "hielo"}, "es"); got != "agua y hielo" {
		t.Errorf("got %q", got)
	}
}

func TestJoin(t *testing.T) {
	for _, c := range [][4]string{
		{"Office", "Iran", "fa", "Office, Iran"}, {"دانشگاه تهران", "ایران", "", "دانشگاه تهران، ایران"}, {"دانشگاه تهران (UT)", "ایران", "en", "دانشگاه تهران (UT), ایران"},
		{"東京大学", "日本", "ja", "東京大学、日本"}, {"ソニー", "Japan", "en", "ソニー、Japan"}, {"北京大学", "中国", "zh-Hans", "北京大学，中国"},
		{"", "Iran", "en", "Iran"}, {"Office", "", "en", "Office"}, {"", "", "", ""}, {"123", "4", "en", "123, 4"},
	} {
		if got := Join(c[0], c[1], c[2]); got != c[3] {
			t.Errorf("%q and %q: %q, want %q", c[0], c[1], got, c[3])
		}
	}
}

func FuzzFormat(f *testing.F) {
	f.Add(17373, 17374, "fa", uint8(1))
	f.Add(-400000, 900000, "zh-Hant-HK", uint8(4))
	f.Fuzz(func(t *testing.T, a, b int, lang string, c uint8) {
		from, to := FromDays(a%3_000_000), FromDays(b%3_000_000)
		calendar := Calendar(c % 5)
		if s := FormatRange(from, to, lang, calendar); s == "" || !utf8.ValidString(s) || s != strings.TrimSpace(s) {
			t.Fatalf("%v to %v in %q, %s: %q", from, to, lang, calendar, s)
		}
	})
}

func BenchmarkFormatDate(b *testing.B) {
	for b.Loop() {
		FormatDate(Date{2017, 7, 26}, "fa", SolarHijri)
	}
}
