package text

import (
	"strings"
	"testing"

	"lanyard/internal/base/geom"
	"lanyard/internal/typography/font"
)

// TestItems checks how a text is split by font, language and level, in visual order.
func TestItems(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		{"en", "O'Brien 2", `NotoSans-Regular en 0 "O'Brien 2"`},
		{"", "山﨑 さくら", `NotoSansJP-Regular ja 0 "山﨑 さくら"`},
		{"ja", "アレクサ・ラン（仮）", `NotoSansJP-Regular ja 0 "アレクサ・ラン（仮）"`},
		{"", "李舜臣 이순신", `NotoSansKR-Regular ko 0 "李舜臣 " NotoSansKR-Regular ko 0 "이순신"`},
		{"zh-Hant", "陳さん", `NotoSansTC-Regular zh-Hant 0 "陳" NotoSansJP-Regular ja 0 "さん"`},
		{"en", "陳 ㄔ", `NotoSansTC-Regular zh-Hant 0 "陳 " NotoSansTC-Regular zh-Hant 0 "ㄔ"`},
		{"", "张伟", `NotoSansSC-Regular - 0 "张伟"`},
		{"ru", "Анна (Anna) Б",
			`NotoSans-Regular ru 0 "Анна (" NotoSans-Regular ru 0 "Anna" NotoSans-Regular ru 0 ") Б"`},
		{"fa", "علی ۱۲", `Vazirmatn-Regular fa 2 "۱۲" Vazirmatn-Regular fa 1 "علی "`},
		{"en", "1 علی", `NotoNaskhArabic-Regular en 1 " علی" NotoNaskhArabic-Regular en 2 "1"`},
		// Without letters, the language decides the direction of a line.
		{"fa", "12 – 34", `NotoSans-Regular fa 2 "34" NotoSans-Regular fa 1 " – " NotoSans-Regular fa 2 "12"`},
		{"ur-PK", "12 – 34",
			`NotoSans-Regular ur-PK 2 "34" NotoSans-Regular ur-PK 1 " – " NotoSans-Regular ur-PK 2 "12"`},
		{"ar", "٢٦ (٢٧)",
			`NotoSans-Regular ar 1 ")" NotoNaskhArabic-Regular ar 2 "٢٧" NotoSans-Regular ar 1 "(" ` +
				`NotoNaskhArabic-Regular ar 1 " " NotoNaskhArabic-Regular ar 2 "٢٦"`},
		{"ks-Deva", "12 – 34", `NotoSans-Regular ks-Deva 0 "12 – 34"`},
		{"en", "12 – 34", `NotoSans-Regular en 0 "12 – 34"`},
		{"fa", "A 12 – 34", `NotoSans-Regular fa 0 "A 12 – 34"`},
		{"he", "משה (Moshe)",
			`NotoSans-Regular he 1 ")" NotoSans-Regular he 2 "Moshe" NotoSans-Regular he 1 "(" ` +
				`NotoSansHebrew-Regular he 1 "משה "`},
		{"hi", "क्षि", `NotoSansDevanagari-Regular hi 0 "क्षि"`},
		{"", "12:30", `NotoSans-Regular - 0 "12:30"`},
		// Vazirmatn, the font for Persian, lacks U+075D, so the whole name uses another font.
		{"fa", "ݝلی", `NotoNaskhArabic-Regular fa 1 "ݝلی"`},
		// A mark stays with its base, and joiners with their neighbours.
		{"en", "e\u0301\u0323\u200d\u200cx", "NotoSans-Regular en 0 \"e\u0301\u0323\\u200d\\u200cx\""},
		{"ja", "葛\U000E0100", "NotoSansJP-Regular ja 0 \"葛\U000e0100\""},
		// Spaces and hyphens that the shaper replaces with similar characters do not count as missing.
		{"en", "a\u2007b\u202f\u2011\tc", `NotoSans-Regular en 0 "a\u2007b\u202f‑\tc"`},
	} {
		var got []string
		for _, r := range oneLine(t, NewShaper(library), Paragraph{Text: c.text, Lang: c.lang}).Runs {
			d := dump(r.Run)
			f := strings.SplitN(d, " ", 5)
			got = append(got, f[0]+" "+f[2]+" "+f[3]+" "+f[4][:strings.LastIndex(f[4], `"`)+1])
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s %q:\n got %s\nwant %s", c.lang, c.text, s, c.want)
		}
	}
}

// TestMarksAlone draws the marks of a name that has no letters.
func TestMarksAlone(t *testing.T) {
	s := NewShaper(library)
	for _, text := range []string{"\u0301", "\u200d", "\u200f\u200e", "\u064e\u064b", "\u093f", "\ufeff", "\u00ad"} {
		for _, lang := range []string{"", "ar", "hi"} {
			p := Paragraph{Text: text, Lang: lang}
			lim := Limits{Max: geom.Pt(12)}
			b, err := s.Fit(p, badge, lim)
			if err != nil {
				t.Errorf("%q: %v", text, err)
				continue
			}
			check(t, p, badge, lim, b)
		}
	}
}

// TestStops marks where lines may end: "|" by UAX #14, "¦" between syllables.
func TestStops(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Ana Maria", "Ana |Maria"},
		{"Smith-Jones", "Smith-|Jones"},
		{"Jean\u2011Luc\u00a0d’Or", "Jean\u2011Luc\u00a0d’Or"},
		{"aus\u00adgang", "aus\u00adgang"},
		{"山﨑さくら", "山|﨑|さ|く|ら"},
		{"བསྟན་འཛིན་", "བསྟན་|འཛིན་"},
		{"สมเด็จพระเจ้า", "สม¦เด็จพระ¦เจ้า"},
		{"น้ำทิพย์ ปิ่นแก้ว", "น้ำ¦ทิพย์ |ปิ่น¦แก้ว"},
		{"ນ້ຳຝົນ", "ນ້ຳ¦ຝົນ"},
		{"ស្រីមុំ ច័ន្ទរស្មី", "ស្រី¦មុំ |ច័ន្ទរ¦ស្មី"},
		{"អោងដានសុជី", "អោង¦ដាន¦សុ¦ជី"},
		{"အောင်ဆန်းစုကြည်", "အောင်¦ဆန်း¦စု¦ကြည်"},
		{"မင်္ဂလာ", "မင်္ဂ¦လာ"},
	} {
		a := NewShaper(library).newAnalysis(Paragraph{Text: c.text}, nil)
		var b strings.Builder
		from := 0
		for _, s := range a.pieces[0].stops {
			b.WriteString(string(a.pieces[0].runes[from:s.at]))
			b.WriteString([]string{forced: "", allowed: "|", syllable: "¦"}[s.kind])
			from = s.at
		}
		if got := b.String(); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

// TestFaceStyle checks which face each style selects.
func TestFaceStyle(t *testing.T) {
	for _, c := range []struct {
		style      font.Style
		lang, text string
		want       string
	}{
		{font.Style{Bold: true}, "en", "A", "NotoSans-Bold"},
		{font.Style{Family: "serif"}, "en", "A", "NotoSerif-Regular"},
		{font.Style{Family: "nastaliq"}, "ur", "احمد", "NotoNastaliqUrdu"},
	} {
		r := oneLine(t, NewShaper(library), Paragraph{Text: c.text, Lang: c.lang, Style: c.style}).Runs[0].Run
		if got := r.Font.Name(); !strings.HasPrefix(got, c.want) {
			t.Errorf("%q in %+v: %s, want %s", c.text, c.style, got, c.want)
		}
	}
}
