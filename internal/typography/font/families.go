package font

import "strings"

// Script is a writing system by its ISO 15924 code: the four letters as a big-endian number, as in go-text's
// language.Script.
type Script uint32

// String returns the four letters of the code, like "Latn".
func (s Script) String() string { return string(big.AppendUint32(nil, uint32(s))) }

// ScriptOf returns the script with a four-letter code, like "Latn".
func ScriptOf(code string) Script {
	if len(code) != 4 {
		panic("internal error: script code " + code)
	}
	return Script(big.Uint32([]byte(code)))
}

// kind is the look that a style asks for or a family has.
type kind uint8

const (
	sans kind = iota
	serif
	nastaliq
	anyKind // suits every style
)

// listed is a row of the table of embedded families.
type listed struct {
	name    string // also the folder and, without spaces, the stem of the files
	kind    kind
	bold    bool
	scripts string // codes of the scripts it is meant for
	langs   string // languages, in the form of languageKey, that prefer it to its neighbours
}

// embedded lists the families in folder fonts. If two serve a script in the same style and no language prefers one, the
// first wins: Han characters without a language are drawn as in mainland China, where most people who write them live.
// The scripts are those of Unicode Standard Annex #31, tables 5 (recommended) and 7 (limited use), and others in which
// some people write their names today.
var embedded = []listed{
	{"Noto Sans", sans, true, "Latn Cyrl Grek", ""},
	{"Noto Serif", serif, true, "Latn Cyrl Grek", ""},
	{"Noto Naskh Arabic", anyKind, true, "Arab", "ar ur"},
	{"Vazirmatn", sans, true, "Arab", "fa ps ckb lrc mzn glk"},
	{"Noto Nastaliq Urdu", nastaliq, false, "Arab", ""},
	{"Noto Sans SC", sans, true, "Hani Bopo", "zh"},
	{"Noto Sans TC", sans, true, "Hani Bopo", "zh-Hant"},
	{"Noto Sans JP", sans, true, "Hani Hira Kana", "ja"},
	{"Noto Sans KR", sans, true, "Hani Hang", "ko"},
	{"Noto Sans Thai", sans, true, "Thai", ""},
	{"Noto Serif Thai", serif, true, "Thai", ""},
	{"Noto Sans Devanagari", sans, true, "Deva", ""},
	{"Noto Serif Devanagari", serif, true, "Deva", ""},
	{"Noto Sans Bengali", sans, true, "Beng", ""},
	{"Noto Serif Bengali", serif, true, "Beng", ""},
	{"Noto Sans Gurmukhi", sans, true, "Guru", ""},
	{"Noto Serif Gurmukhi", serif, true, "Guru", ""},
	{"Noto Sans Gujarati", sans, true, "Gujr", ""},
	{"Noto Serif Gujarati", serif, true, "Gujr", ""},
	{"Noto Sans Oriya", sans, true, "Orya", ""},
	{"Noto Sans Tamil", sans, true, "Taml", ""},
	{"Noto Serif Tamil", serif, true, "Taml", ""},
	{"Noto Sans Telugu", sans, true, "Telu", ""},
	{"Noto Sans Kannada", sans, true, "Knda", ""},
	{"Noto Serif Kannada", serif, true, "Knda", ""},
	{"Noto Sans Malayalam", sans, true, "Mlym", ""},
	{"Noto Serif Malayalam", serif, true, "Mlym", ""},
	{"Noto Sans Sinhala", sans, true, "Sinh", ""},
	{"Noto Sans Hebrew", sans, true, "Hebr", ""},
	{"Noto Serif Hebrew", serif, true, "Hebr", ""},
	{"Noto Sans Armenian", sans, true, "Armn", ""},
	{"Noto Serif Armenian", serif, true, "Armn", ""},
	{"Noto Sans Georgian", sans, true, "Geor", ""},
	{"Noto Serif Georgian", serif, true, "Geor", ""},
	{"Noto Sans Khmer", sans, true, "Khmr", ""},
	{"Noto Serif Khmer", serif, true, "Khmr", ""},
	{"Noto Sans Lao", sans, true, "Laoo", ""},
	{"Noto Serif Lao", serif, true, "Laoo", ""},
	{"Noto Sans Myanmar", sans, true, "Mymr", ""},
	{"Noto Serif Myanmar", serif, true, "Mymr", ""},
	{"Noto Sans Ethiopic", sans, true, "Ethi", ""},
	{"Noto Serif Ethiopic", serif, true, "Ethi", ""},
	{"Noto Serif Tibetan", anyKind, true, "Tibt", ""},
	{"Noto Sans Mongolian", anyKind, false, "Mong", ""},
	{"Noto Sans Thaana", anyKind, true, "Thaa", ""},
	{"Noto Sans Syriac", anyKind, false, "Syrc", ""},
	{"Noto Sans Cherokee", anyKind, true, "Cher", ""},
	{"Noto Sans Canadian Aboriginal", anyKind, true, "Cans", ""},
	{"Noto Sans Tifinagh", anyKind, false, "Tfng", ""},
	{"Noto Sans NKo", anyKind, false, "Nkoo", ""},
	{"Noto Sans Adlam", anyKind, true, "Adlm", ""},
	{"Noto Sans Vai", anyKind, false, "Vaii", ""},
	{"Noto Sans Gothic", anyKind, false, "Goth", ""},
	{"Noto Sans Osmanya", anyKind, false, "Osma", ""},
	{"Noto Sans Bamum", anyKind, true, "Bamu", ""},
	{"Noto Sans Bassa Vah", anyKind, false, "Bass", ""},
	{"Noto Sans Mende Kikakui", anyKind, false, "Mend", ""},
	{"Noto Sans Medefaidrin", anyKind, true, "Medf", ""},
	{"Noto Sans Coptic", anyKind, false, "Copt", ""},
	{"Noto Sans Samaritan", anyKind, false, "Samr", ""},
	{"Noto Sans Mandaic", anyKind, false, "Mand", ""},
	{"Noto Serif Yezidi", anyKind, true, "Yezi", ""},
	{"Noto Sans Hanifi Rohingya", anyKind, true, "Rohg", ""},
	{"Noto Sans Ol Chiki", anyKind, true, "Olck", ""},
	{"Noto Sans Meetei Mayek", anyKind, true, "Mtei", ""},
	{"Noto Sans Chakma", anyKind, false, "Cakm", ""},
	{"Noto Sans Lepcha", anyKind, false, "Lepc", ""},
	{"Noto Sans Limbu", anyKind, false, "Limb", ""},
	{"Noto Sans Newa", anyKind, false, "Newa", ""},
	{"Noto Sans Tirhuta", anyKind, false, "Tirh", ""},
	{"Noto Sans Syloti Nagri", anyKind, false, "Sylo", ""},
	{"Noto Sans Saurashtra", anyKind, false, "Saur", ""},
	{"Noto Sans Sora Sompeng", anyKind, true, "Sora", ""},
	{"Noto Sans Warang Citi", anyKind, false, "Wara", ""},
	{"Noto Sans Mro", anyKind, false, "Mroo", ""},
	{"Noto Sans Wancho", anyKind, false, "Wcho", ""},
	{"Noto Sans Gunjala Gondi", anyKind, false, "Gong", ""},
	{"Noto Sans Masaram Gondi", anyKind, false, "Gonm", ""},
	{"Noto Sans Khojki", anyKind, false, "Khoj", ""},
	{"Noto Sans Takri", anyKind, false, "Takr", ""},
	{"Noto Serif Dogra", anyKind, false, "Dogr", ""},
	{"Noto Sans Tai Le", anyKind, false, "Tale", ""},
	{"Noto Sans Tai Tham", anyKind, true, "Lana", ""},
	{"Noto Sans Tai Viet", anyKind, false, "Tavt", ""},
	{"Noto Sans New Tai Lue", anyKind, false, "Talu", ""},
	{"Noto Sans Cham", anyKind, true, "Cham", ""},
	{"Noto Sans Kayah Li", anyKind, true, "Kali", ""},
	{"Noto Sans Pau Cin Hau", anyKind, false, "Pauc", ""},
	{"Noto Sans Yi", anyKind, false, "Yiii", ""},
	{"Noto Sans Lisu", anyKind, true, "Lisu", ""},
	{"Noto Sans Miao", anyKind, false, "Plrd", ""},
	{"Noto Sans Pahawh Hmong", anyKind, false, "Hmng", ""},
	{"Noto Serif Nyiakeng Puachue Hmong", anyKind, true, "Hmnp", ""},
	{"Noto Sans Javanese", anyKind, true, "Java", ""},
	{"Noto Sans Balinese", anyKind, true, "Bali", ""},
	{"Noto Sans Sundanese", anyKind, true, "Sund", ""},
	{"Noto Sans Buginese", anyKind, false, "Bugi", ""},
	{"Noto Sans Batak", anyKind, false, "Batk", ""},
	{"Noto Sans Rejang", anyKind, false, "Rjng", ""},
	{"Noto Sans Tagalog", anyKind, false, "Tglg", ""},
	{"Noto Sans Tagbanwa", anyKind, false, "Tagb", ""},
	{"Noto Sans Hanunoo", anyKind, false, "Hano", ""},
	{"Noto Sans Buhid", anyKind, false, "Buhd", ""},
	{"Noto Sans Osage", anyKind, false, "Osge", ""},
}

// path returns the file of a weight of the family in folder fonts.
func (e listed) path(weight string) string {
	stem := strings.ReplaceAll(e.name, " ", "")
	return stem + "/" + stem + "-" + weight + ".ttf"
}

// languageKey reduces a BCP 47 tag to what the choice of a face depends on: the language, and "zh-Hant" where Chinese
// is written in traditional characters. Here Dari counts as Persian, and Cantonese as Chinese.
func languageKey(tag string) string {
	parts := strings.FieldsFunc(tag, func(r rune) bool { return r == '-' || r == '_' })
	if len(parts) == 0 {
		return ""
	}
	key := strings.ToLower(parts[0])
	hant := false
	switch key {
	case "prs", "pes":
		return "fa"
	case "pbu", "pst", "pbt":
		return "ps"
	case "yue", "nan", "hak", "lzh":
		key, hant = "zh", true
	case "cmn":
		key = "zh"
	}
	if key != "zh" {
		return key
	}
	for _, p := range parts[1:] {
		switch strings.ToLower(p) {
		case "hant":
			return "zh-Hant"
		case "hans":
			return "zh"
		case "tw", "hk", "mo":
			hant = true
		case "cn", "sg", "my":
			hant = false
		}
	}
	if hant {
		return "zh-Hant"
	}
	return key
}

// hanging reports whether a BCP 47 tag asks for Nastaliq, whose ISO 15924 code is Aran.
func hanging(tag string) bool {
	return len(tag) > len("-Aran") && strings.Contains(strings.ToLower(tag), "-aran")
}
