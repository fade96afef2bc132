package locale

import (
	"maps"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// Country returns the name of a country in a language; code is that of ISO 3166-1 with two or three letters. A language
// without country names uses the English ones. Text that is not a code is returned unchanged.
func Country(code, lang string) string {
	region, err := language.ParseRegion(strings.TrimSpace(code))
	if err != nil || !region.IsCountry() {
		return code
	}
	keys := lookup(lang)
	if name, ok := renamedCountries[region.String()]; ok && keys[0] == "en" {
		return name
	}
	for _, key := range keys {
		if names := display.Regions(language.Make(key)); names != nil {
			if name := names.Name(region); name != "" {
				return name
			}
		}
	}
	return code
}

// CountryCode returns the two-letter code of ISO 3166-1 for a country that is
// written in English, in its short, common or formal name, or as a code of two or
// three letters. Case, accents of spelling and a leading "the" do not count.
func CountryCode(name string) (code string, ok bool) {
	if region, err := language.ParseRegion(strings.TrimSpace(name)); err == nil && region.IsCountry() {
		return region.Canonicalize().String(), true
	}
	code, ok = countryCodes()[countryKey(name)]
	return code, ok
}

// CountryNames returns the names of all countries in a language and in English,
// in the order of their codes.
func CountryNames(lang string) []string {
	var names []string
	for _, code := range slices.Sorted(maps.Values(countryCodes())) {
		names = append(names, Country(code, lang), Country(code, "en"))
	}
	return slices.Compact(names)
}

// countryKey is the form in which spellings of a country are compared.
func countryKey(name string) string {
	return strings.TrimPrefix(Fold(countrySpelling.Replace(strings.ToLower(strings.TrimSpace(name)))), "the")
}

var countrySpelling = strings.NewReplacer(".", "", ",", "", "’", "", "'", "", "&", "and", "(", "", ")", "", "st ",
	"saint ", "st. ", "saint ")

// countryCodes maps every English name to its code.
var countryCodes = sync.OnceValue(func() map[string]string {
	codes := map[string]string{}
	names := display.English.Regions()
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			region, err := language.ParseRegion(string([]rune{a, b}))
			if err != nil || !region.IsCountry() || region.Canonicalize() != region {
				continue
			}
			if name := names.Name(region); name != "" {
				codes[countryKey(name)] = region.String()
			}
		}
	}
	for code, name := range renamedCountries {
		codes[countryKey(name)] = code
	}
	for name, code := range otherNames {
		codes[countryKey(name)] = code
	}
	return codes
})

// renamedCountries are names that changed after the data of x/text.
var renamedCountries = map[string]string{"MK": "North Macedonia", "SZ": "Eswatini", "CZ": "Czechia"}

// otherNames holds names used as well as those of the Common Locale Data Repository: formal names of the United
// Nations, former names and abbreviations.
var otherNames = map[string]string{
	"Islamic Republic of Iran": "IR", "Iran Islamic Republic of": "IR", "I.R. Iran": "IR", "I.R. of Iran": "IR",
	"Persia":                          "IR",
	"Islamic Republic of Afghanistan": "AF", "Islamic Republic of Pakistan": "PK",
	"United States of America": "US", "USA": "US", "U.S.A.": "US", "U.S.": "US", "America": "US",
	"Great Britain": "GB", "UK": "GB", "U.K.": "GB", "England": "GB", "Scotland": "GB", "Wales": "GB",
	"Northern Ireland": "GB",
	"United Kingdom of Great Britain and Northern Ireland": "GB",
	"Republic of Korea": "KR", "Korea, Republic of": "KR", "South Korea": "KR", "Korea": "KR", "Korea (Republic of)": "KR",
	"Korea (South)":                         "KR",
	"Democratic People's Republic of Korea": "KP", "DPRK": "KP", "North Korea": "KP",
	"People's Republic of China": "CN", "P.R. China": "CN", "PRC": "CN", "Hong Kong": "HK", "Macau": "MO", "Macao": "MO",
	"Russian Federation": "RU", "Türkiye": "TR", "Turkiye": "TR", "Republic of Turkey": "TR", "Viet Nam": "VN",
	"Federal Republic of Germany": "DE", "French Republic": "FR", "Kingdom of Spain": "ES", "Holland": "NL",
	"The Netherlands":            "NL",
	"Kingdom of the Netherlands": "NL", "Kingdom of Norway": "NO", "Kingdom of Sweden": "SE", "Kingdom of Denmark": "DK",
	"Republic of India": "IN", "Kingdom of Thailand": "TH", "Republic of Bulgaria": "BG", "Republic of Finland": "FI",
	"Czech Republic": "CZ", "Slovak Republic": "SK", "Macedonia": "MK", "Republic of Moldova": "MD",
	"Moldova, Republic of": "MD",
	"Syrian Arab Republic": "SY", "Lao People's Democratic Republic": "LA", "Lao PDR": "LA", "Brunei Darussalam": "BN",
	"Burma": "MM", "Myanmar": "MM", "East Timor": "TL", "Cape Verde": "CV", "Cabo Verde": "CV", "Swaziland": "SZ",
	"Ivory Coast": "CI", "Cote d'Ivoire": "CI", "Congo": "CG", "Republic of the Congo": "CG",
	"Democratic Republic of the Congo": "CD", "DR Congo": "CD", "DRC": "CD", "United Republic of Tanzania": "TZ",
	"Bolivia (Plurinational State of)": "BO", "Venezuela (Bolivarian Republic of)": "VE",
	"Micronesia (Federated States of)": "FM",
	"Palestine":                        "PS", "State of Palestine": "PS", "Holy See": "VA", "Vatican": "VA", "UAE": "AE",
	"Kingdom of Saudi Arabia": "SA", "KSA": "SA",
	"Bosnia": "BA", "Bosnia and Herzegovina": "BA", "Republic of Serbia": "RS", "Kosovo": "XK", "Taiwan": "TW",
}
