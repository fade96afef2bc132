package locale

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// Canonical returns a BCP 47 tag in its one spelling, with old and long codes
// replaced: "fas" is "fa", "iw" is "he", "EN_gb" is "en-GB", and Dari, "prs", is
// "fa-AF" as the Common Locale Data Repository has it. The error says what is
// wrong with the tag.
func Canonical(tag string) (string, error) {
	t, err := parse(tag)
	if err != nil {
		return "", fmt.Errorf("%q is not a language tag: write a code like en, fa or zh-Hant", tag)
	}
	return t.String(), nil
}

func parse(tag string) (language.Tag, error) {
	t, err := language.Parse(tag)
	if err != nil {
		return language.Und, err
	}
	if t, err = language.All.Canonicalize(t); err != nil {
		return language.Und, err
	}
	if b, _ := t.Base(); b.String() == "prs" {
		return language.Parse("fa-AF")
	}
	return t, nil
}

// kin are the languages whose dates and phrases are served by a near one.
var kin = map[string]string{"no": "nb", "nn": "nb"}

// lookup returns the keys of a language in the tables of this room, best first,
// and at last English.
func lookup(lang string) []string { return append(Fallbacks(lang), "en") }

// Fallbacks returns the tags under which a table by language may have the words of lang, best first: with its region,
// with its script when that is not the usual one of the language, without either, and those of a closely related
// language ("nb" for "nn"). The words of a language never serve another script of it. English is not among them, and
// there are none for text that is not a language tag.
func Fallbacks(lang string) (keys []string) {
	t, err := parse(lang)
	if err != nil {
		return nil
	}
	b, _ := t.Base()
	script, _ := t.Script()
	usual, _ := language.Make(b.String()).Script()
	names := []string{b.String()}
	if near, ok := kin[names[0]]; ok {
		names = append(names, near)
	}
	region, sure := t.Region()
	for _, name := range names {
		if script != usual && script.String() != "Aran" { // a hand of Arab
			name += "-" + script.String()
		}
		if sure == language.Exact {
			keys = append(keys, name+"-"+region.String())
		}
		keys = append(keys, name)
	}
	return keys
}

// Closest returns the tag of offered that serves a reader of the language lang:
// the tag itself, else the same language in the same script, first with the same
// region, then without any, then the first one. So fa serves fa-AF and zh-Hant
// zh-TW, but zh does not, nor does one language serve another.
func Closest(lang string, offered []string) (tag string, ok bool) {
	if slices.Contains(offered, lang) {
		return lang, true
	}
	want, ok := kind(lang)
	if !ok {
		return "", false
	}
	nearest := 0
	for _, o := range offered {
		is, ok := kind(o)
		if !ok || is.language != want.language || is.script != want.script {
			continue
		}
		near := 1
		switch is.region {
		case want.region:
			near = 3
		case "":
			near = 2
		}
		if near > nearest {
			tag, nearest = o, near
		}
	}
	return tag, nearest > 0
}

// variety is what Closest compares. The region is "" where a tag has none.
type variety struct{ language, script, region string }

func kind(tag string) (v variety, ok bool) {
	t, err := parse(tag)
	if err != nil {
		return v, false
	}
	b, _ := t.Base()
	s, _ := t.Script()
	v.language, v.script = b.String(), s.String()
	if near, ok := kin[v.language]; ok {
		v.language = near
	}
	if v.script == "Aran" { // a hand of Arab
		v.script = "Arab"
	}
	if r, sure := t.Region(); sure == language.Exact {
		v.region = r.String()
	}
	return v, true
}

// first returns the entry of the first key that table has.
func first[V any](table map[string]V, keys []string) (value V, ok bool) {
	for _, key := range keys {
		if value, ok = table[key]; ok {
			return value, true
		}
	}
	return value, false
}

// Direction reports whether the language is written from right to left, by
// the script of its tag: "fa", "ur", "ks-Arab", not "ks-Deva".
func Direction(lang string) (rtl bool) { return rightToLeft[ScriptCode(lang)] }

// ScriptCode returns the ISO 15924 code of the script in which a language is written, by its tag or else by the
// language itself: "Arab" for "ur". It is "" for text that is not a language tag.
func ScriptCode(lang string) string {
	t, err := parse(lang)
	if err != nil {
		return ""
	}
	script, _ := t.Script()
	return script.String()
}

// rightToLeft are the scripts in use that run from right to left (Unicode
// Character Database, DerivedBidiClass: R and AL).
var rightToLeft = map[string]bool{
	"Arab": true, "Aran": true, "Hebr": true, "Syrc": true, "Thaa": true, "Nkoo": true, "Adlm": true,
	"Rohg": true, "Mand": true, "Samr": true, "Mend": true, "Yezi": true,
}

// Fold returns s in the form in which two spellings of one word are equal:
// compatibility-normalised (NFKC), case-folded, and without spaces, "_" and "-".
func Fold(s string) string {
	s = norm.NFKC.String(cases.Fold().String(norm.NFKC.String(s)))
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '_', '-', '\u00a0', '\u200c', '\t':
			return -1
		}
		return r
	}, s)
}

// NFC returns s in the composed form of Unicode, in which facts are signed.
func NFC(s string) string { return norm.NFC.String(s) }

// Slug returns the Latin letters without their marks and the digits of s in
// lower case, with one "-" between words: "Întâlnirea 2017" is "intalnirea-2017".
// Letters of other scripts are left out, so the result may be "".
func Slug(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFKD.String(strings.ToLower(s)) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			b.WriteRune(r)
			gap = false
		case !unicode.Is(unicode.M, r):
			gap = true
		}
	}
	return b.String()
}

// Digits returns s with its ASCII digits replaced by those of the language (the default numbering system of CLDR; ar is
// that of Egypt): "26" is "۲۶" in Persian, "٢٦" in Arabic, "26" in Hindi. An extension of the tag takes precedence:
// "fa-u-nu-latn" keeps the ASCII digits.
func Digits(s, lang string) string {
	return inDigits(s, zeroOf(lang))
}

// inDigits returns s with the digits that follow a zero.
func inDigits(s string, zero rune) string {
	if zero == '0' {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return zero + r - '0'
		}
		return r
	}, s)
}

func zeroOf(lang string) rune {
	if t, err := parse(lang); err == nil {
		if zero, ok := zeros[t.TypeForKey("nu")]; ok {
			return zero
		}
	}
	system, _ := first(cldr().numbering, lookup(lang))
	return zeros[system]
}

// zeros are the zeros of the decimal numbering systems (UTS 35, part 3).
var zeros = map[string]rune{
	"latn": '0', "arab": '٠', "arabext": '۰', "deva": '०', "beng": '০', "mymr": '၀', "tibt": '༠',
	"thai": '๐', "laoo": '໐', "khmr": '០', "guru": '੦', "gujr": '૦', "orya": '୦', "telu": '౦', "knda": '೦',
	"mlym": '൦', "tamldec": '௦', "nkoo": '߀', "adlm": '\U0001e950', "olck": '᱐', "cakm": '\U00011136',
}
