package locale

import "strings"

// Han returns the first of some BCP 47 tags whose language writes Han characters, "" if none does. These characters look
// different in Japanese, Korean and the two kinds of Chinese.
func Han(tags ...string) string {
	for _, tag := range tags {
		primary, _, _ := strings.Cut(tag, "-")
		switch strings.ToLower(primary) {
		case "ja", "ko", "zh", "yue", "cmn", "nan", "hak", "wuu", "gan", "hsn", "lzh":
			return tag
		}
	}
	return ""
}

// HanOfCountry returns the language in which a country writes Han characters, "" where it writes none: ja, ko, zh-Hans
// or zh-Hant. The country is written as CountryCode takes it, or in its own language.
func HanOfCountry(name string) string {
	if lang, ok := hanHome[strings.TrimSpace(name)]; ok {
		return lang
	}
	code, _ := CountryCode(name)
	return hanHome[code]
}

// hanHome are the languages by the code of the country and by how it writes its own name.
var hanHome = map[string]string{
	"JP": "ja", "日本": "ja", "日本国": "ja",
	"KR": "ko", "KP": "ko", "대한민국": "ko", "한국": "ko", "韓國": "ko",
	"CN": "zh-Hans", "SG": "zh-Hans", "中国": "zh-Hans", "中华人民共和国": "zh-Hans", "新加坡": "zh-Hans",
	"TW": "zh-Hant", "HK": "zh-Hant", "MO": "zh-Hant", "中國": "zh-Hant", "台灣": "zh-Hant", "臺灣": "zh-Hant", "台湾": "zh-Hant",
	"中華民國": "zh-Hant", "香港": "zh-Hant", "澳門": "zh-Hant",
}
