package roster

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// An older encoding is recognised by the text it yields: the words of a list are names, and a name is written in
// the letters of one language, with capitals only where capitals belong. The score of a reading is the share of its
// words that no language explains.

// Thresholds for strange words, as a share of the words beyond ASCII.
const (
	sure       = 0.02 // accepted: a typing error in fifty words
	outlandish = 0.34 // not even offered as a possibility
)

// charset is an older encoding and the languages written in it.
type charset struct {
	name string // WHATWG label
	enc  encoding.Encoding
	// alphabets are the lower-case letters beyond ASCII, one string per language.
	alphabets []string
	// writes reports whether a word is in the charset's own script.
	writes func(c *charset, word string) bool
	// lead is the range of first bytes of common characters in a double-byte encoding: all other characters are too
	// rare to fill a list.
	lead [2]byte
	// four is set if rare characters have four bytes.
	four bool
	// common are characters that nearly every name or organisation contains at least one of.
	common string
}

const (
	german     = "äöüßé"
	french     = "àâæçéèêëîïôœùûüÿ"
	spanish    = "áéíñóúü"
	catalan    = "àçèéíïòóúü"
	portuguese = "áâãàçéêíóôõúü"
	italian    = "àèéìíîòóù"
	nordic     = "åäöæøéüôò"
	icelandic  = "áéíóúýþæöð"
	dutch      = "ëéèïöüóáíäôû"
	irish      = "áéíóú"
	scottish   = "àèìòù"
	welsh      = "âêîôûŵŷ"
	albanian   = "çë"
	turkish    = "çğıi̇öşüâîû"
	polish     = "ąćęłńóśźż"
	czech      = "áäčďéěíĺľňóôŕřšťúůýž"
	hungarian  = "áéíóöőúüű"
	romanian   = "ăâîşţșț"
	croatian   = "čćđšž"
	latvian    = "āčēģīķļņšūž"
	lithuanian = "ąčęėįšųūž"
	estonian   = "äõöüšž"
)

// charsets are the encodings in use for exports over the last thirty years. Where a file reads the same in several,
// the first is reported.
var charsets = []charset{
	{name: "windows-1252", enc: charmap.Windows1252, alphabets: []string{german, french, spanish, catalan, portuguese,
		italian, nordic, icelandic, dutch, irish, scottish, welsh, albanian, estonian}},
	{name: "windows-1254", enc: charmap.Windows1254, alphabets: []string{turkish, german, french}},
	{name: "windows-1250", enc: charmap.Windows1250, alphabets: []string{polish, czech, hungarian, romanian, croatian,
		german, albanian}},
	{name: "windows-1257", enc: charmap.Windows1257, alphabets: []string{latvian, lithuanian, estonian, polish,
		german, nordic}},
	{name: "iso-8859-2", enc: charmap.ISO8859_2, alphabets: []string{polish, czech, hungarian, romanian, croatian,
		german}},
	{name: "macintosh", enc: charmap.Macintosh, alphabets: []string{german, french, spanish, portuguese, italian,
		nordic, dutch}},
	{name: "windows-1251", enc: charmap.Windows1251, writes: cyrillic},
	{name: "windows-1253", enc: charmap.Windows1253, writes: greek},
	{name: "windows-1255", enc: charmap.Windows1255, writes: hebrew},
	{name: "windows-1256", enc: charmap.Windows1256, alphabets: []string{french}, writes: arabic},
	{name: "windows-874", enc: charmap.Windows874, writes: thai},
	{name: "shift_jis", enc: japanese.ShiftJIS, writes: doubleByte, lead: [2]byte{0x81, 0x98}},
	{name: "gbk", enc: simplifiedchinese.GBK, writes: doubleByte, lead: [2]byte{0xb0, 0xd7},
		common: "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文大学公司院部局国中心" + chineseList},
	{name: "gb18030", enc: simplifiedchinese.GB18030, writes: doubleByte, lead: [2]byte{0xb0, 0xd7}, four: true,
		common: "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文大学公司院部局国中心" + chineseList},
	{name: "big5", enc: traditionalchinese.Big5, writes: doubleByte, lead: [2]byte{0xa4, 0xc6},
		common: "陳林黃張李王吳劉蔡楊許鄭謝郭洪邱曾廖賴徐周葉蘇莊江呂何羅高蕭潘簡朱鍾游彭詹胡施沈余趙盧梁顏柯孫魏翁戴范宋方鄧杜傅侯曹薛丁卓阮馬董唐溫藍石大學公司院部局國中心名姓單位職稱號機郵箱狀態簽到未已出席缺請假教授電話性別時間備註報參加會議人員手"},
	{name: "euc-kr", enc: korean.EUCKR, writes: doubleByte, lead: [2]byte{0xb0, 0xc8},
		common: "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채원천방공현함변염여추대학교회사원부국번호명소속직위메일참석여출결상태연락처"},
	{name: "euc-jp", enc: japanese.EUCJP, writes: doubleByte, lead: [2]byte{0xa4, 0xcf},
		common: "佐藤鈴木高橋田中伊渡辺山本村小林加吉松井上斎清水森池阿部石川前島岡大学会社のアイカサスタトナンリルロー"},
}

// chineseList are characters of the headers and words that lists have besides names.
const chineseList = "名姓单位职务号机邮箱状态签到未已出席缺请假教授老师电话性别男女时间地区省市县工作称备注序报参加会议人员手"

// alphabetOf holds the alphabets of the languages whose headers identify the encoding of a list.
var alphabetOf = map[string]string{
	"de": german, "fr": french, "es": spanish, "ca": catalan, "pt": portuguese, "it": italian, "da": nordic,
	"nb": nordic, "sv": nordic, "fi": nordic, "is": icelandic, "nl": dutch,
	"tr": turkish, "pl": polish, "cs": czech, "sk": czech, "hu": hungarian, "ro": romanian, "hr": croatian,
	"sl": croatian, "sr": croatian, "lv": latvian, "lt": lithuanian, "et": estonian,
}

// scriptOf holds the charsets of the languages with a script of their own.
var scriptOf = map[string][]string{
	"ru": {"windows-1251"}, "uk": {"windows-1251"}, "bg": {"windows-1251"}, "el": {"windows-1253"},
	"he": {"windows-1255"}, "fa": {"windows-1256"}, "ar": {"windows-1256"}, "ur": {"windows-1256"},
	"th": {"windows-874"}, "ja": {"shift_jis", "euc-jp"}, "zh": {"gbk", "gb18030", "big5"}, "ko": {"euc-kr"},
}

// serves reports whether lists in a language are written in the charset.
func (c *charset) serves(lang string) bool {
	alphabet, ok := alphabetOf[lang]
	return ok && slices.Contains(c.alphabets, alphabet) || slices.Contains(scriptOf[lang], c.name)
}

// headerLanguage returns the language of the headers in a reading, "" when it is unclear.
func (r *reading) headerLanguage() string {
	head := newReader(r.text, comma(r.text, nil))
	var rows []row
	for rec, ok := head.next(); ok && len(rows) < maxSearch; rec, ok = head.next() {
		if !rec.blank() {
			rows = append(rows, rec)
		}
	}
	index, _ := findHeader(rows, nil)
	if index < 0 {
		return ""
	}
	return languageOf(rows[index].cells)
}

// inHeaderLanguage returns the only reading whose charset serves the language of its own header, out of readings
// that are otherwise equally good.
func inHeaderLanguage(readings []reading) (reading, bool) {
	var fits []reading
	for _, r := range readings {
		if lang := r.headerLanguage(); r.strange <= sure && lang != "" && r.serves(lang) {
			fits = append(fits, r)
		}
	}
	if len(fits) != 1 {
		return reading{}, false
	}
	return fits[0], true
}

// encodingNames returns the names of the encodings that event.toml accepts.
func encodingNames() []string {
	names := []string{"utf-8", "utf-16le", "utf-16be"}
	for _, c := range charsets {
		names = append(names, c.name)
	}
	return names
}

// reading is a text in one encoding.
type reading struct {
	charset
	text    string
	strange float64 // share of the words beyond ASCII that no language explains
}

// readIn returns the plausible readings of data, the best first. Of encodings that yield the same text only the
// first is included.
func readIn(data string) []reading {
	var all []reading
	for _, c := range charsets {
		text, err := c.enc.NewDecoder().String(data)
		if err != nil || strings.IndexFunc(text, undefined) >= 0 ||
			slices.ContainsFunc(all, func(r reading) bool { return r.text == text }) {
			continue
		}
		if bad, words := c.count(text); words > 0 && float64(bad) < outlandish*float64(words) {
			all = append(all, reading{c, text, float64(bad) / float64(words)})
		}
	}
	slices.SortStableFunc(all, func(a, b reading) int { return cmp.Compare(a.strange, b.strange) })
	return all
}

// beats reports whether r is right beyond doubt although o is possible: in the lines in which they differ, half of
// the words in o are strange, or at least two of them and a tenth.
func (r *reading) beats(other *reading) bool {
	mine, theirs := strings.Split(r.text, "\n"), strings.Split(other.text, "\n")
	bad, words := 0, 0
	for i := range min(len(mine), len(theirs)) {
		if mine[i] != theirs[i] {
			b, w := other.count(theirs[i])
			bad, words = bad+b, words+w
		}
	}
	return bad*2 >= words || bad >= 2 && bad*10 >= words
}

// undefined reports whether r results from a byte that the encoding does not define.
func undefined(r rune) bool { return r == utf8.RuneError || r >= 0x80 && r < 0xa0 }

// count returns the number of words and signs beyond ASCII in text, and how many of them no language of the charset
// explains.
func (c *charset) count(text string) (strange, words int) {
	before := ' '
	for text != "" {
		end := strings.IndexFunc(text, func(r rune) bool { return !inWord(r) })
		if end < 0 {
			end = len(text)
		}
		if word := text[:end]; beyond(word) {
			words++
			if !c.explains(word) {
				strange++
			}
		}
		if end > 0 {
			before, _ = utf8.DecodeLastRuneInString(text[:end])
		}
		if text = text[end:]; text == "" {
			break
		}
		sign, size := utf8.DecodeRuneInString(text)
		if text = text[size:]; sign >= utf8.RuneSelf {
			after, _ := utf8.DecodeRuneInString(text)
			if !punctuation(before, sign, after) {
				strange++
				words++
			}
		}
		before = sign
	}
	return strange, words
}

// punctuation reports whether a sign beyond ASCII is in a plausible place.
func punctuation(before, sign, after rune) bool {
	switch {
	case strings.ContainsRune("’·ʼ、。・，；：（）「」　،؛؟°ºª№\u00a0\u200e\u200f", sign):
		return true
	case strings.ContainsRune("‘“”„«»–—…", sign):
		return !inWord(before) || !inWord(after)
	}
	return false
}

// beyond reports whether s has a character beyond ASCII.
func beyond(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) >= 0
}

// inWord reports whether r is part of a word.
func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsMark(r) || r == '\u200c' || r == '\u200d'
}

// explains reports whether a language of the charset has such words.
func (c *charset) explains(word string) bool {
	if !capitalised(word) {
		return false
	}
	lower := strings.ToLower(word)
	for _, alphabet := range c.alphabets {
		if strings.IndexFunc(lower, func(r rune) bool {
			return r >= utf8.RuneSelf && !strings.ContainsRune(alphabet,
				r)
		}) < 0 {
			return true
		}
	}
	return c.writes != nil && c.writes(c, word)
}

// capitalised reports whether the capitals beyond ASCII are where names have them: at the start, or throughout.
func capitalised(word string) bool {
	small, inside := false, false
	before := rune(0)
	for i, r := range word {
		small = small || unicode.IsLower(r)
		inside = inside || i > 0 && unicode.IsUpper(r) && (r >= utf8.RuneSelf || before >= utf8.RuneSelf)
		before = r
	}
	return !small || !inside
}

// all reports whether is holds for every character of word.
func all(word string, so func(rune) bool) bool {
	return strings.IndexFunc(word, func(r rune) bool { return !so(r) }) < 0
}

// cyrillic accepts letters of the script; a name begins with a capital.
func cyrillic(_ *charset, word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(first) && all(word, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) })
}

// greek accepts an initial capital, one accent in a word with lower-case letters, and the final sigma only at the
// end.
func greek(_ *charset, word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	accents := 0
	for i, r := range word {
		if strings.ContainsRune("άέήίόύώΐΰΆΈΉΊΌΎΏ", r) {
			accents++
		}
		if last := i+utf8.RuneLen(r) == len(word); r == 'ς' != last && (r == 'ς' || r == 'σ') {
			return false
		}
	}
	upper := strings.ToUpper(word) == word
	return unicode.IsUpper(first) && (upper || accents == 1) &&
		all(word, func(r rune) bool { return unicode.Is(unicode.Greek, r) })
}

// hebrew accepts letters without points, as names are written.
func hebrew(_ *charset, word string) bool {
	return all(word, func(r rune) bool { return r >= 'א' && r <= 'ת' })
}

// arabic accepts letters and points of the script, with joiners between them.
func arabic(_ *charset, word string) bool {
	return all(word, func(r rune) bool {
		return unicode.Is(unicode.Arabic, r) || r == 'ـ' || r == '\u200c' || r == '\u200d' ||
			unicode.Is(unicode.Inherited, r)
	}) && !unicode.IsMark([]rune(word)[0])
}

// thai accepts letters and marks of the script, except a mark at the start and the abbreviation sign.
func thai(_ *charset, word string) bool {
	return !unicode.IsMark([]rune(word)[0]) && all(word, func(r rune) bool {
		return unicode.Is(unicode.Thai, r) &&
			r != 'ฯ'
	})
}

// doubleByte accepts common two-byte characters, at least one of them very common; in GB18030 rare four-byte
// characters too.
func doubleByte(c *charset, word string) bool {
	e := c.enc.NewEncoder()
	return (c.common == "" || strings.ContainsAny(word, c.common)) && all(word, func(r rune) bool {
		b, err := e.String(string(r))
		return err == nil && (len(b) == 2 && b[0] >= c.lead[0] && b[0] <= c.lead[1] || len(b) == 4 && c.four)
	})
}
