package locale

import (
	"slices"
	"strings"
)

// List joins items as the language does: "Ana, Bo and Chen", "آنا، بو و چن",
// "安娜、波和陈". It returns "" for no items.
func List(items []string, lang string) string {
	keys := lookup(lang)
	j, _ := first(joints, keys)
	if len(items) > 1 && slices.Contains(keys, "es") && soundsI(items[len(items)-1]) {
		j.pair, j.last = " e ", " e "
	}
	switch n := len(items); n {
	case 0:
		return ""
	case 1:
		return items[0]
	case 2:
		return items[0] + j.pair + items[1]
	default:
		return strings.Join(items[:n-1], j.comma) + j.last + items[n-1]
	}
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

// joints are what stands between the items of a list: between two, between
// the items of a longer one, and before its last (CLDR 48, list patterns of
// type standard; Persian,
// Kurdish, Khmer and Burmese as they are printed).
var joints = map[string]struct{ pair, comma, last string }{
	"en":      {" and ", ", ", " and "},
	"en-US":   {" and ", ", ", ", and "},
	"fa":      {" و ", "، ", " و "},
	"ps":      {" او ", "، ", "، او "},
	"ckb":     {" و ", "، ", " و "},
	"ku":      {" û ", ", ", " û "},
	"ar":      {" و", " و", " و"},
	"ur":      {" اور ", "، ", "، اور "},
	"he":      {" ו-", ", ", " ו-"},
	"hi":      {" और ", ", ", ", और "},
	"mr":      {" आणि ", ", ", " आणि "},
	"ne":      {" र ", ", ", " र "},
	"bn":      {" এবং ", ", ", " এবং "},
	"pa":      {" ਅਤੇ ", ", ", " ਅਤੇ "},
	"gu":      {" અને ", ", ", " અને "},
	"ta":      {" மற்றும் ", ", ", " மற்றும் "},
	"te":      {" మరియు ", ", ", " మరియు "},
	"kn":      {" ಮತ್ತು ", ", ", ", ಮತ್ತು "},
	"ml":      {", ", ", ", ", "},
	"th":      {"และ", " ", " และ"},
	"lo":      {" ແລະ ", ", ", ", "},
	"km":      {" និង ", ", ", " និង "},
	"my":      {"နှင့် ", "၊ ", "နှင့် "},
	"zh":      {"和", "、", "和"},
	"zh-Hant": {"和", "、", "和"},
	"ja":      {"、", "、", "、"},
	"ko":      {" 및 ", ", ", " 및 "},
	"vi":      {" và ", ", ", " và "},
	"id":      {" dan ", ", ", ", dan "},
	"ms":      {" dan ", ", ", " dan "},
	"fil":     {" at ", ", ", ", at "},
	"tr":      {" ve ", ", ", " ve "},
	"az":      {" və ", ", ", " və "},
	"uz":      {" va ", ", ", " va "},
	"kk":      {" және ", ", ", ", "},
	"ky":      {" жана ", ", ", " жана "},
	"tk":      {" we ", ", ", " we "},
	"mn":      {", ", ", ", ", "},
	"ru":      {" и ", ", ", " и "},
	"uk":      {" і ", ", ", " і "},
	"be":      {" і ", ", ", " і "},
	"bg":      {" и ", ", ", " и "},
	"mk":      {" и ", ", ", " и "},
	"sr":      {" и ", ", ", " и "},
	"sr-Latn": {" i ", ", ", " i "},
	"hy":      {" և ", ", ", " և "},
	"ka":      {" და ", ", ", " და "},
	"am":      {" እና ", "፣ ", " እና "},
	"sw":      {" na ", ", ", " na "},
	"de":      {" und ", ", ", " und "},
	"nl":      {" en ", ", ", " en "},
	"sv":      {" och ", ", ", " och "},
	"nb":      {" og ", ", ", " og "},
	"da":      {" og ", ", ", " og "},
	"is":      {" og ", ", ", " og "},
	"fi":      {" ja ", ", ", " ja "},
	"et":      {" ja ", ", ", " ja "},
	"lv":      {" un ", ", ", " un "},
	"lt":      {" ir ", ", ", " ir "},
	"pl":      {" i ", ", ", " i "},
	"cs":      {" a ", ", ", " a "},
	"sk":      {" a ", ", ", " a "},
	"sl":      {" in ", ", ", " in "},
	"hr":      {" i ", ", ", " i "},
	"bs":      {" i ", ", ", " i "},
	"hu":      {" és ", ", ", " és "},
	"ro":      {" și ", ", ", " și "},
	"sq":      {" dhe ", ", ", " dhe "},
	"el":      {" και ", ", ", " και "},
	"it":      {" e ", ", ", " e "},
	"es":      {" y ", ", ", " y "},
	"pt":      {" e ", ", ", " e "},
	"ca":      {" i ", ", ", " i "},
	"gl":      {" e ", ", ", " e "},
	"fr":      {" et ", ", ", " et "},
	"eu":      {" eta ", ", ", " eta "},
	"ga":      {" agus ", ", ", " agus "},
}
