package font_test

import (
	"io/fs"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"unicode"

	"github.com/go-text/typesetting/language"

	"lanyard/fonts"
	"lanyard/internal/typography/font"
)

// names holds names in many languages, each with the font that draws it in each style.
var names = []struct{ lang, script, name, sans, serif string }{
	{"en", "Latn", "Seán O’Brien-McDonald", "NotoSans-Regular", "NotoSerif-Regular"},
	{"de", "Latn", "Jürgen Weiß", "NotoSans-Regular", "NotoSerif-Regular"},
	{"tr", "Latn", "İbrahim Işık Çağ", "NotoSans-Regular", "NotoSerif-Regular"},
	{"ro", "Latn", "Ștefan Țăranu", "NotoSans-Regular", "NotoSerif-Regular"},
	{"vi", "Latn", "Nguyễn Thị Ánh Tuyết", "NotoSans-Regular", "NotoSerif-Regular"},
	{"is", "Latn", "Þórður Æðarson", "NotoSans-Regular", "NotoSerif-Regular"},
	{"yo", "Latn", "Ọlọ́run Ṣẹ́gun", "NotoSans-Regular", "NotoSerif-Regular"},
	{"haw", "Latn", "Kalaniʻōpuʻu", "NotoSans-Regular", "NotoSerif-Regular"},
	{"az", "Latn", "Əliyev", "NotoSans-Regular", "NotoSerif-Regular"},
	{"ha", "Latn", "Ɗanladi Ƙofar", "NotoSans-Regular", "NotoSerif-Regular"},
	{"el", "Grek", "Ἀλέξανδρος Ῥήγας", "NotoSans-Regular", "NotoSerif-Regular"},
	{"ru", "Cyrl", "Пётр Й. Щукин", "NotoSans-Regular", "NotoSerif-Regular"},
	{"kk", "Cyrl", "Әлихан Бөкейхан", "NotoSans-Regular", "NotoSerif-Regular"},
	{"mn", "Cyrl", "Цэндийн Дамдинсүрэн", "NotoSans-Regular", "NotoSerif-Regular"},
	{"fa", "Arab", "محمدرضا شفیعی کدکنی ۱۲۳", "Vazirmatn-Regular", "NotoNaskhArabic"},
	{"fa-IR", "Arab", "علی‌رضا پورِکاوه", "Vazirmatn-Regular", "NotoNaskhArabic"},
	{"prs", "Arab", "گل‌آغا شیرزی", "Vazirmatn-Regular", "NotoNaskhArabic"},
	{"ps", "Arab", "ټډړږښګڼېۍ", "Vazirmatn-Regular", "NotoNaskhArabic"},
	{"ckb", "Arab", "شێرکۆ بێکەس", "Vazirmatn-Regular", "NotoNaskhArabic"},
	{"ar", "Arab", "عبد اللطيف الأبنودي", "NotoNaskhArabic", "NotoNaskhArabic"},
	{"ur", "Arab", "فیض احمد فیض ڑ ٹ ے", "NotoNaskhArabic", "NotoNaskhArabic"},
	{"ug", "Arab", "ئابدۇرېھىم ئۆتكۈر", "NotoNaskhArabic", "NotoNaskhArabic"},
	{"sd", "Arab", "ڀٽائي ڄام ڏنو", "NotoNaskhArabic", "NotoNaskhArabic"},
	{"", "Arab", "علي", "NotoNaskhArabic", "NotoNaskhArabic"},
	{"he", "Hebr", "יִצְחָק נבון", "NotoSansHebrew-Regular", "NotoSerifHebrew-Regular"},
	{"yi", "Hebr", "שלום־עליכם ײַ", "NotoSansHebrew-Regular", "NotoSerifHebrew-Regular"},
	{"hi", "Deva", "क्षितिज कृष्णमूर्ति", "NotoSansDevanagari-Regular", "NotoSerifDevanagari-Regular"},
	{"ne", "Deva", "लक्ष्मीप्रसाद देवकोटा", "NotoSansDevanagari-Regular", "NotoSerifDevanagari-Regular"},
	{"bn", "Beng", "রবীন্দ্রনাথ ঠাকুর", "NotoSansBengali-Regular", "NotoSerifBengali-Regular"},
	{"pa", "Guru", "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ", "NotoSansGurmukhi-Regular", "NotoSerifGurmukhi-Regular"},
	{"gu", "Gujr", "મોહનદાસ ગાંધી", "NotoSansGujarati-Regular", "NotoSerifGujarati-Regular"},
	{"or", "Orya", "ନବୀନ ପଟ୍ଟନାୟକ", "NotoSansOriya", "NotoSansOriya"},
	{"ta", "Taml", "ஸ்ரீனிவாசன் கொளஞ்சி", "NotoSansTamil-Regular", "NotoSerifTamil-Regular"},
	{"te", "Telu", "శ్రీశ్రీ కృష్ణశాస్త్రి", "NotoSansTelugu", "NotoSansTelugu"},
	{"kn", "Knda", "ಕುವೆಂಪು ಶ್ರೀನಿವಾಸ", "NotoSansKannada", "NotoSerifKannada-Regular"},
	{"ml", "Mlym", "വൈക്കം ബഷീർ", "NotoSansMalayalam", "NotoSerifMalayalam-Regular"},
	{"si", "Sinh", "ශ්‍රී ජයවර්ධන", "NotoSansSinhala", "NotoSansSinhala"},
	{"th", "Thai", "น้ำทิพย์ ปิ่นแก้ว", "NotoSansThai-Regular", "NotoSerifThai-Regular"},
	{"lo", "Laoo", "ສຸວັນນະພູມ", "NotoSansLao-Regular", "NotoSerifLao-Regular"},
	{"km", "Khmr", "ស្រីមុំ ច័ន្ទរស្មី", "NotoSansKhmer-Regular", "NotoSerifKhmer-Regular"},
	{"my", "Mymr", "အောင်ဆန်းစုကြည်", "NotoSansMyanmar-Regular", "NotoSerifMyanmar-Regular"},
	{"bo", "Tibt", "བསྟན་འཛིན་རྒྱ་མཚོ", "NotoSerifTibetan", "NotoSerifTibetan"},
	{"dz", "Tibt", "འཇིགས་མེད་", "NotoSerifTibetan", "NotoSerifTibetan"},
	{"am", "Ethi", "ኃይለ ሥላሴ", "NotoSansEthiopic", "NotoSerifEthiopic-Regular"},
	{"ka", "Geor", "შოთა რუსთაველი", "NotoSansGeorgian-Regular", "NotoSerifGeorgian-Regular"},
	{"hy", "Armn", "Ավետիք Իսահակյան", "NotoSansArmenian-Regular", "NotoSerifArmenian-Regular"},
	{"dv", "Thaa", "މުހައްމަދު", "NotoSansThaana", "NotoSansThaana"},
	{"syr", "Syrc", "ܐܦܪܝܡ", "NotoSansSyriac", "NotoSansSyriac"},
	{"chr", "Cher", "ᏍᏏᏉᏯ", "NotoSansCherokee", "NotoSansCherokee"},
	{"iu", "Cans", "ᐃᓄᒃ ᑐᓴᕋ", "NotoSansCanadianAboriginal", "NotoSansCanadianAboriginal"},
	{"zgh", "Tfng", "ⵎⵓⵃⵎⵎⴰⴷ", "NotoSansTifinagh", "NotoSansTifinagh"},
	{"nqo", "Nkoo", "ߛߟߏߡߣߊ߫", "NotoSansNKo", "NotoSansNKo"},
	{"ff", "Adlm", "𞤀𞤣𞤵𞤤𞤢𞤥", "NotoSansAdlam", "NotoSansAdlam"},
	{"sat", "Olck", "ᱨᱚᱜᱷᱩᱱᱟᱛᱷ", "NotoSansOlChiki", "NotoSansOlChiki"},
	{"mni", "Mtei", "ꯏꯔꯣꯝ", "NotoSansMeeteiMayek", "NotoSansMeeteiMayek"},
	{"jv", "Java", "ꦗꦮ", "NotoSansJavanese", "NotoSansJavanese"},
	{"mn-Mong", "Mong", "ᠮᠣᠩᠭᠣᠯ", "NotoSansMongolian", "NotoSansMongolian"},
	{"ja", "Hani", "髙橋美咲", "NotoSansJP-Regular", "NotoSansJP-Regular"},
	{"ja", "Hira", "さくら", "NotoSansJP-Regular", "NotoSansJP-Regular"},
	{"", "Kana", "ガブリエル", "NotoSansJP-Regular", "NotoSansJP-Regular"},
	{"ko", "Hang", "김철수", "NotoSansKR-Regular", "NotoSansKR-Regular"},
	{"ko", "Hani", "金哲洙", "NotoSansKR-Regular", "NotoSansKR-Regular"},
	{"zh", "Hani", "张伟", "NotoSansSC-Regular", "NotoSansSC-Regular"},
	{"zh-Hans-HK", "Hani", "张伟", "NotoSansSC-Regular", "NotoSansSC-Regular"},
	{"zh-TW", "Hani", "張偉", "NotoSansTC-Regular", "NotoSansTC-Regular"},
	{"zh-Hant", "Hani", "陳綺貞", "NotoSansTC-Regular", "NotoSansTC-Regular"},
	{"yue", "Hani", "陳奕迅", "NotoSansTC-Regular", "NotoSansTC-Regular"},
	{"", "Hani", "王小明", "NotoSansSC-Regular", "NotoSansSC-Regular"},
	{"zh", "Bopo", "ㄅㄆㄇ", "NotoSansSC-Regular", "NotoSansSC-Regular"},
}

func TestFindWhole(t *testing.T) {
	l := font.NewLibrary(fonts.FS)
	for _, n := range names {
		for _, style := range []font.Style{{}, {Family: "serif"}} {
			want := n.sans
			if style.Family == "serif" {
				want = n.serif
			}
			f, ok := l.FindWhole(style, n.lang, font.ScriptOf(n.script), []rune(n.name))
			if !ok {
				t.Errorf("%s %q %+v: no font draws all of it", n.lang, n.name, style)
				continue
			}
			// Some families name their regular face after the family.
			if strings.TrimSuffix(f.Name(), "-Regular") != strings.TrimSuffix(want, "-Regular") {
				t.Errorf("%s %q %+v: drawn with %s, want %s", n.lang, n.name, style, f.Name(), want)
			}
			if p := l.Primary(style, n.lang, font.ScriptOf(n.script)); p != f {
				t.Errorf("%s %q %+v: primary font %s, drawn with %s", n.lang, n.name, style, p.Name(), f.Name())
			}
		}
	}
}

// TestScripts checks that every family has the letters of the scripts assigned to it.
func TestScripts(t *testing.T) {
	l := font.NewLibrary(fonts.FS)
	for script, table := range map[string]*unicode.RangeTable{
		"Latn": unicode.Latin, "Adlm": unicode.Adlam, "Bali": unicode.Balinese, "Bamu": unicode.Bamum,
		"Batk": unicode.Batak,
		"Cakm": unicode.Chakma, "Cham": unicode.Cham, "Java": unicode.Javanese, "Kali": unicode.Kayah_Li,
		"Lana": unicode.Tai_Tham,
		"Lepc": unicode.Lepcha, "Limb": unicode.Limbu, "Lisu": unicode.Lisu, "Mand": unicode.Mandaic,
		"Newa": unicode.Newa,
		"Osge": unicode.Osage, "Plrd": unicode.Miao, "Rohg": unicode.Hanifi_Rohingya, "Saur": unicode.Saurashtra,
		"Sund": unicode.Sundanese, "Sylo": unicode.Syloti_Nagri, "Tale": unicode.Tai_Le, "Talu": unicode.New_Tai_Lue,
		"Tavt": unicode.Tai_Viet, "Vaii": unicode.Vai, "Wcho": unicode.Wancho, "Yiii": unicode.Yi,
		"Hmnp": unicode.Nyiakeng_Puachue_Hmong,
		"Gonm": unicode.Masaram_Gondi, "Gong": unicode.Gunjala_Gondi, "Tglg": unicode.Tagalog, "Hano": unicode.Hanunoo,
		"Buhd": unicode.Buhid, "Tagb": unicode.Tagbanwa, "Bugi": unicode.Buginese, "Rjng": unicode.Rejang,
		"Osma": unicode.Osmanya, "Goth": unicode.Gothic,
		"Mroo": unicode.Mro, "Sora": unicode.Sora_Sompeng, "Wara": unicode.Warang_Citi, "Pauc": unicode.Pau_Cin_Hau,
		"Medf": unicode.Medefaidrin, "Hmng": unicode.Pahawh_Hmong, "Bass": unicode.Bassa_Vah,
		"Mend": unicode.Mende_Kikakui,
		"Yezi": unicode.Yezidi, "Khoj": unicode.Khojki, "Takr": unicode.Takri, "Dogr": unicode.Dogra,
		"Tirh": unicode.Tirhuta,
		"Samr": unicode.Samaritan, "Copt": unicode.Coptic,
	} {
		f := l.Primary(font.Style{}, "", font.ScriptOf(script))
		have, lack := 0, 0
		for _, span := range append(toR32(table.R16), table.R32...) {
			for r := rune(span.Lo); r <= rune(span.Hi); r += rune(span.Stride) {
				switch {
				case !unicode.IsLetter(r) || strings.Contains(font.RuneName(r), "COPTIC"):
				case f.Covers(r):
					have++
				default:
					lack++
				}
			}
		}
		// Some letters were added to Unicode after the fonts were made.
		if have == 0 && script != "Copt" || lack > have/4 {
			t.Errorf("%s: %s has %d letters and lacks %d", script, f.Name(), have, lack)
		}
	}
}

func toR32(r []unicode.Range16) (out []unicode.Range32) {
	for _, s := range r {
		out = append(out, unicode.Range32{Lo: uint32(s.Lo), Hi: uint32(s.Hi), Stride: uint32(s.Stride)})
	}
	return out
}

func TestFind(t *testing.T) {
	l := font.NewLibrary(fonts.FS)
	tests := []struct {
		what         string
		style        font.Style
		lang, script string
		cluster      string
		want         string
	}{
		{"bold", font.Style{Bold: true}, "fa", "Arab", "ک", "Vazirmatn-Bold"},
		{"no bold in the family", font.Style{Bold: true}, "", "Tfng", "ⵎ", "NotoSansTifinagh"},
		{"nastaliq by style", font.Style{Family: "nastaliq"}, "ur", "Arab", "فیض", "NotoNastaliqUrdu"},
		{"nastaliq style elsewhere", font.Style{Family: "nastaliq"}, "th", "Thai", "น", "NotoSansThai-Regular"},
		{"family by name", font.Style{Family: "Noto Serif Thai"}, "th", "Thai", "น", "NotoSerifThai-Regular"},
		{"family by name lacks it", font.Style{Family: "Noto Serif Thai"}, "ka", "Geor", "შ", "NotoSansGeorgian"},
		{"unknown family is sans", font.Style{Family: "Comic"}, "", "Latn", "A", "NotoSans-Regular"},
		{"letter outside of its script", font.Style{}, "", "Latn", "น", "NotoSansThai-Regular"},
		{"mark that shaping hides", font.Style{}, "", "Latn", "a\u200d\ufe0f\u2060", "NotoSans-Regular"},
		{"punctuation of the language", font.Style{}, "ja", "Zyyy", "、", "NotoSansJP-Regular"},
		{"punctuation of the language", font.Style{}, "ko", "Zyyy", "、", "NotoSansKR-Regular"},
		{"punctuation of the language", font.Style{}, "fa", "Zyyy", "،", "Vazirmatn-Regular"},
		{"rare character of a neighbour", font.Style{}, "zh", "Hani", "𠮷", "NotoSansJP-Regular"},
	}
	for _, tt := range tests {
		f, ok := l.Find(tt.style, tt.lang, font.ScriptOf(tt.script), []rune(tt.cluster))
		if !ok {
			t.Errorf("%s: no font for %q", tt.what, tt.cluster)
		} else if strings.TrimSuffix(f.Name(), "-Regular") != strings.TrimSuffix(tt.want, "-Regular") {
			t.Errorf("%s: %q drawn with %s, want %s", tt.what, tt.cluster, f.Name(), tt.want)
		}
	}
	if p := l.Primary(font.Style{Family: "Noto Serif Thai"}, "", font.ScriptOf("Armn")); !p.Covers('Ա') {
		t.Errorf("lines of Armenian have the metrics of %s", p.Name())
	}
	for _, r := range []rune{'\U0001F600', '\U00012000', 0x378, '\uE000'} { // emoji, cuneiform, unassigned, private use
		if f, ok := l.Find(font.Style{}, "", font.ScriptOf("Zyyy"), []rune{r}); ok {
			t.Errorf("%U: drawn with %s", r, f.Name())
		}
		if name, ok := l.Has(r); ok {
			t.Errorf("%U: %s claims to have it", r, name)
		}
	}
}

// TestFindWholeStaysInTheChain checks that a single odd character does not move a whole name into a font of last
// resort, nor a Chinese name into Japanese forms.
func TestFindWholeStaysInTheChain(t *testing.T) {
	l := font.NewLibrary(fonts.FS)
	for _, tt := range []struct{ lang, script, text string }{{"en", "Latn", "Ann ★"}, {"zh", "Hani", "𠮷直骨"}} {
		if f, ok := l.FindWhole(font.Style{}, tt.lang, font.ScriptOf(tt.script), []rune(tt.text)); ok {
			t.Errorf("%q as a whole drawn with %s", tt.text, f.Name())
		}
	}
}

// TestPunctuation checks that the text fonts have the punctuation of names and titles, whatever surrounds it.
func TestPunctuation(t *testing.T) {
	l := font.NewLibrary(fonts.FS)
	for _, family := range []string{"sans", "serif"} {
		for _, bold := range []bool{false, true} {
			f := l.Primary(font.Style{Family: family, Bold: bold}, "", font.ScriptOf("Latn"))
			for _, r := range " \u00a0.,:;!?-‐‑–—’‘“”«»‹›„‚·•…&@#%/()[]*†‡§¶№°ªº©®™€£¥×ʼʻʹ\u2009\u202f" {
				if !f.Covers(r) {
					t.Errorf("%s lacks %U %s", f.Name(), r, font.RuneName(r))
				}
			}
		}
	}
}

func TestAdd(t *testing.T) {
	file := func(path string) []byte {
		data, err := fs.ReadFile(fonts.FS, path)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	l := font.NewLibrary(fonts.FS)
	lisu := file("NotoSansLisu/NotoSansLisu-Regular.ttf")
	// Ask before the font is added: the answer must change afterwards.
	if f, _ := l.Find(font.Style{Family: "Brand"}, "", font.ScriptOf("Lisu"),
		[]rune("ꓐ")); f.Name() != "NotoSansLisu" && f.Name() != "NotoSansLisu-Regular" {
		t.Fatalf("drawn with %s", f.Name())
	}
	embedded, _ := l.Find(font.Style{}, "", font.ScriptOf("Lisu"), []rune("ꓐ"))
	if err := l.Add("Brand", lisu, nil); err != nil {
		t.Fatal(err)
	}
	for _, bold := range []bool{false, true} {
		f, ok := l.Find(font.Style{Family: "Brand", Bold: bold}, "", font.ScriptOf("Lisu"), []rune("ꓐ"))
		if !ok || f == embedded {
			t.Errorf("bold %v: the event's own font is not used", bold)
		}
		// Lines of a script that the font lacks use the metrics of a font that has it.
		if p := l.Primary(font.Style{Family: "Brand", Bold: bold}, "", font.ScriptOf("Thai")); p == f {
			t.Errorf("bold %v: lines of Thai have the metrics of %s", bold, p.Name())
		}
		if p := l.Primary(font.Style{Family: "Brand", Bold: bold}, "", font.ScriptOf("Lisu")); p != f {
			t.Errorf("bold %v: lines of Lisu have the metrics of %s", bold, p.Name())
		}
	}
	if f, _ := l.Find(font.Style{}, "", font.ScriptOf("Lisu"), []rune("ꓐ")); f != embedded {
		t.Error("the event's own font is used without being asked for")
	}
	if !slices.Contains(l.Families(), "Brand") {
		t.Errorf("Families lacks it: %q", l.Families())
	}
	for _, tt := range []struct {
		name string
		data []byte
		want string
	}{
		{"Brand", lisu, "has a family of that name"},
		{"Vazirmatn", lisu, "has a family of that name"},
		{"serif", lisu, "taken by a built-in style"},
		{"", lisu, "taken by a built-in style"},
		{"Broken", lisu[:5000], `reading font "Broken": table`},
	} {
		if err := l.Add(tt.name, tt.data, nil); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("adding %q: %v", tt.name, err)
		}
	}
	if err := l.Add("Half", lisu, lisu[:100]); err == nil || !strings.Contains(err.Error(), "Half bold") {
		t.Errorf("a broken bold face: %v", err)
	}
}

// TestConcurrent uses one library from many goroutines; all must get the same fonts. It is most useful with -race.
func TestConcurrent(t *testing.T) {
	l := font.NewLibrary(fonts.FS)
	const workers = 8
	got := make([][]*font.Font, workers)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for _, n := range names {
				f, _ := l.FindWhole(font.Style{Bold: true}, n.lang, font.ScriptOf(n.script), []rune(n.name))
				gid, _ := f.NominalGlyph([]rune(n.name)[0])
				f.Ink(gid)
				got[w] = append(got[w], f)
			}
		})
	}
	wg.Wait()
	for w := range got {
		if !slices.Equal(got[w], got[0]) {
			t.Errorf("worker %d got other fonts than worker 0", w)
		}
	}
}

// TestFolder checks that the table of families matches the folder fonts and that each family has its licence.
func TestFolder(t *testing.T) {
	files, err := fs.Glob(fonts.FS, "*/*.ttf")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	families := font.NewLibrary(fonts.FS).Families()[3:]
	folders := map[string]bool{}
	for _, path := range files {
		folder, _, _ := strings.Cut(path, "/")
		folders[folder] = true
		licence, err := fs.ReadFile(fonts.FS, folder+"/OFL.txt")
		if err != nil || !strings.Contains(string(licence), "SIL OPEN FONT LICENSE Version 1.1") {
			t.Errorf("%s has no licence: %v", folder, err)
		}
	}
	for _, f := range families {
		folder := strings.ReplaceAll(f, " ", "")
		if !folders[folder] {
			t.Errorf("family %s has no folder", f)
		}
		delete(folders, folder)
		if _, err := fs.Stat(fonts.FS, folder+"/"+folder+"-Bold.ttf"); err == nil {
			l := font.NewLibrary(fonts.FS)
			if l.Primary(font.Style{Family: f}, "", 0) == l.Primary(font.Style{Family: f, Bold: true}, "", 0) {
				t.Errorf("family %s has a bold face that is not used", f)
			}
		}
	}
	for folder := range folders {
		t.Errorf("folder %s is in no family", folder)
	}
}

// TestPartOfTheFolder checks that a library works with only a few families.
func TestPartOfTheFolder(t *testing.T) {
	data, err := fs.ReadFile(fonts.FS, "NotoSerif/NotoSerif-Regular.ttf")
	if err != nil {
		t.Fatal(err)
	}
	l := font.NewLibrary(fstest.MapFS{"NotoSerif/NotoSerif-Regular.ttf": {Data: data}})
	if f, ok := l.Find(font.Style{}, "", font.ScriptOf("Latn"), []rune("é")); !ok || f.Name() != "NotoSerif" &&
		f.Name() != "NotoSerif-Regular" {
		t.Errorf("found %v", f)
	}
}

func TestScriptOf(t *testing.T) {
	if s := font.ScriptOf("Arab"); uint32(s) != uint32(language.Arabic) || s.String() != "Arab" {
		t.Errorf("%v", s)
	}
}

func TestIgnorable(t *testing.T) {
	for r, want := range map[rune]bool{
		0x00AD: true, 0x034F: true, 0x061C: true, 0x200B: true, 0x200C: true, 0x200D: true, 0x2060: true, 0xFEFF: true,
		0xFE0F:  true,
		0xE0100: true, 0x180B: true, 0x115F: true, 0x3164: true,
		' ': false, 'a': false, 0x0301: false, 0x0600: false, 0x06DD: false, 0xFFF9: false, 0x13430: false, '\n': false,
	} {
		if font.Ignorable(r) != want {
			t.Errorf("%U %s: ignorable is %v", r, font.RuneName(r), !want)
		}
	}
}

func TestRuneName(t *testing.T) {
	for r, want := range map[rune]string{'é': "LATIN SMALL LETTER E WITH ACUTE", '\n': "<control>",
		0x378: "<unassigned>", '髙': "<CJK Ideograph>"} {
		if got := font.RuneName(r); got != want {
			t.Errorf("%U: %q, want %q", r, got, want)
		}
	}
}

func TestRuneScript(t *testing.T) {
	for r, want := range map[rune]string{'A': "Latn", 'ب': "Arab", '漢': "Hani", '\u0301': "", '7': "", '🎉': "",
		0x17000: "Tang"} {
		script, ok := font.RuneScript(r)
		if ok != (want != "") || ok && script.String() != want {
			t.Errorf("RuneScript(%U) = %v, %v, want %q", r, script, ok, want)
		}
	}
}

func TestNastaliqByLanguage(t *testing.T) {
	l := font.NewLibrary(fonts.FS)
	for _, c := range []struct{ family, lang, text, want string }{
		{"sans", "ur-Aran", "ر", "NotoNastaliqUrdu-Regular"},
		{"serif", "ur-aran-PK", "ر", "NotoNastaliqUrdu-Regular"},
		{"serif", "ur-Aran", "A", "NotoSerif-Regular"},
		{"sans", "ur", "ر", "NotoNaskhArabic-Regular"},
		{"Noto Naskh Arabic", "ur-Aran", "ر", "NotoNaskhArabic-Regular"},
	} {
		r := []rune(c.text)
		script, _ := font.RuneScript(r[0])
		if f, _ := l.Find(font.Style{Family: c.family}, c.lang, script, r); f.Name() != c.want {
			t.Errorf("%s in %s and %s: %s, want %s", c.text, c.lang, c.family, f.Name(), c.want)
		}
	}
}

// TestNamed: every embedded face is found by its PostScript name, and no other.
func TestNamed(t *testing.T) {
	l := font.NewLibrary(fonts.FS)
	files, err := fs.Glob(fonts.FS, "*/*.ttf")
	if err != nil || len(files) < 100 {
		t.Fatal(len(files), err)
	}
	for _, file := range files {
		f := l.Open(file)
		if f == nil {
			t.Errorf("%s is in no family", file)
			continue
		}
		if got, style := l.Named(f.Name()); got != f || style.Family == "" {
			t.Errorf("%s is found as %v, %v", f.Name(), got, style)
		}
	}
	if f, _ := l.Named("Helvetica"); f != nil {
		t.Error("Helvetica is found")
	}
}

// TestBare: a subset has nothing to execute; a whole font has.
func TestBare(t *testing.T) {
	whole, _ := font.NewLibrary(fonts.FS).Named("NotoSans-Regular")
	gid, _ := whole.NominalGlyph('Ä')
	s, err := whole.Subset([]uint16{gid})
	if err != nil {
		t.Fatal(err)
	}
	if f, err := font.ParseOutlines(s.Data); err != nil || !f.Bare() || !f.SameVersion(whole) {
		t.Errorf("a subset: %v", err)
	}
	data, err := fonts.FS.ReadFile("NotoSans/NotoSans-Regular.ttf")
	if err != nil {
		t.Fatal(err)
	}
	if f, err := font.ParseOutlines(data); err != nil || f.Bare() {
		t.Errorf("a whole font is taken for its outlines alone: %v", err)
	}
}
