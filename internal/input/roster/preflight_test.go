package roster

import (
	"strings"
	"testing"

	"lanyard/internal/base/source"
)

func TestPreflight(t *testing.T) {
	cases := []struct {
		list string   // rows of name,name_local,language,organisation,country,email
		want []string // code and start of each warning
	}{
		// names as they are: no warning
		{"Seán O'Brien,,,Galway,,a@x.org\nRonald McDONALD,,,,,b@x.org\nIbn Saʿd,,,,,c@x.org", nil},
		{"Ali Rezaei,علی‌رضا رضایی,fa,,IR,a@x.org\nOmar Hadi,عمر الهادي,ar,,,b@x.org", nil},
		{"შოთა რუსთაველი,,ka,,,\nПётр Щукин,,ru,,,\nΝίκος Σεφέρης,,el,,,\n김철수,,ko,,,\nकृष्ण,,hi,,,\nක්‍රිෂ්,,si,,,",
			nil},
		{"U Ba,,my,,,\nÞór,,,,,", nil},
		// and as they are hardly ever meant
		{"Ali,علي رضايي,fa,,,",
			[]string{`roster-arabic-letter list.csv:2:2: the name "علي رضايي" is Persian, but has the Arabic letter ي (U+064A)`}},
		{"محمد كاظمی,,,,Iran,",
			[]string{`roster-arabic-letter list.csv:2:1: the name "محمد كاظمی" is Persian, but has the Arabic letter ك (U+0643)`}},
		{"Пeтров,,,,,", []string{`roster-look-alike list.csv:2:1: the name mixes two alphabets: in "Пeтров" the letter e is the Latin one (U+0065)`}},
		{"Pеtrov,,,,,", []string{`roster-look-alike list.csv:2:1: the name mixes two alphabets: in "Pеtrov" the letter е is the Cyrillic one (U+0435)`}},
		{"Νίκος Ανδρeας,,,,,",
			[]string{`roster-look-alike list.csv:2:1: the name mixes two alphabets: in "Ανδρeας" the letter e is the Latin one`}},
		{"Ahmet Yilmaz,,tr,,,",
			[]string{`roster-dotless-i list.csv:2:1: the name "Yilmaz" was most likely written Yılmaz`}},
		{"i̇brahim Kaya,,tr,,,", []string{`roster-dotted-i list.csv:2:1:`}},
		{"Ana  Pop,,,,,", []string{`roster-double-space list.csv:2:1: the name "Ana  Pop" has two spaces in a row`}},
		{"Ana\u200bPop,,,,,",
			[]string{`roster-invisible-character list.csv:2:1: the name "Ana\u{200b}Pop" has something in it that cannot be seen: a space without width (U+200B)`}},
		{"Ana\u200d Pop,,,,,",
			[]string{`roster-invisible-character list.csv:2:1: the name "Ana\u{200d} Pop" has something in it that cannot be seen: a joiner with nothing to join (U+200D)`}},
		{"Ana,\u200fسارا,,,,",
			[]string{`roster-invisible-character list.csv:2:2: the local name "\u{200f}سارا" has something in it that cannot be seen: a mark of direction (U+200F)`}},
		{"ANA POP,,,,,", []string{`roster-capitals list.csv:2:1: the name "ANA POP" is all capitals`}},
		{"ana pop,,,,,", []string{`roster-small-letters list.csv:2:1: the name "ana pop" has no capital`}},
		{"Ana ana@x.org,,,,,", []string{`roster-address-in-name list.csv:2:1:`}},
		{"Ana 2,,,,,", []string{`roster-number-in-name list.csv:2:1:`}},
		{"=Ana,,,,,", []string{`roster-formula list.csv:2:1:`}},
		{"...,,,,,", []string{`roster-no-letters list.csv:2:1:`}},
		{"N/A,,,,,", []string{`roster-placeholder list.csv:2:1:`}},
		{"Se&aacute;n O&#39;Brien,,,Ben &amp; Jerry,,",
			[]string{`roster-html list.csv:2:1: the name "Se&aacute;n O&#39;Brien" comes from a web page: it was most likely "Seán O'Brien"`,
				`roster-html list.csv:2:4:`}},
		{"Ana Pop,,,AT&T,,\nBo R&D,,,R&D; Labs,,", nil},
		{"iPhone,,,,,", []string{`roster-device list.csv:2:1: the name "iPhone" is a device`}},
		{"Jomo’s iPad,,,,,", []string{`roster-device`}},
		{"Sm-g991b,,,,,", []string{`roster-device`}},
		{"Ana's Otter.ai,,,,,",
			[]string{`roster-device list.csv:2:1: the name "Ana's Otter.ai" is a note-taking program`}},
		{"Pixel Vivo Nokiasson,,,,,\nGrace Galaxy,,,,,\nOtto Fathomless,,,,,", nil},
		{"Zahra Mohammadi / زهرا محمدی,,,,,",
			[]string{`roster-two-scripts list.csv:2:1: the name "Zahra Mohammadi / زهرا محمدی" is in two scripts: "Zahra Mohammadi" and, as the local name, "زهرا محمدی"`}},
		{"Li Wei 李伟,,,,China,", []string{`roster-two-scripts`}},
		{"\"Osterloh, Wiebke\",,,,,\nAna Pop,,,,,",
			[]string{`roster-last-first list.csv:2:1: the name "Osterloh, Wiebke" is written with the family name first: it was most likely "Wiebke Osterloh"`}},
		{"\"Anna Miller, PhD\",,,,,\n\"Walter King, M.D.\",,,,,\nBo Ek,,,,,", nil},
		{"Waterlab Delft,,,waterlab delft,,", []string{`roster-name-is-organisation list.csv:2:1:`}},
		{"JosÃ© Pop,,,,,",
			[]string{`roster-mojibake list.csv:2:1: the name "JosÃ© Pop" came out garbled: it was most likely "José Pop"`}},
		{"Ali,Ø§Ø­Ù…Ø¯,fa,,,",
			[]string{`roster-mojibake list.csv:2:2: the local name "Ø§Ø\u{ad}Ù…Ø¯" came out garbled: it was most likely "احمد"`}},
		{"Jos\ufffd Pop,,,,,", []string{`roster-lost-letters list.csv:2:1:`}},
		{"Ana,????,,,,", []string{`roster-lost-letters list.csv:2:2:`, `roster-no-letters list.csv:2:2:`}},
		{"张伟,,,,,", []string{`roster-language-unknown list.csv:2:1:`}},
		{"Ana Pop,,,,,a@x.org\nAna Pop,,,,,b@x.org",
			[]string{`roster-same-name list.csv:3:1: "Ana Pop" is on line 2 too`}},
		{"José García,,,,,a@x.org\nGarcia Jose,,,,,b@x.org",
			[]string{`roster-same-person list.csv:3:1: "Garcia Jose" may be "José García" of line 2: the letters`}},
		{"Ana Popescu,,,,,a@x.org\nAnna Popescu,,,,,a@x.org",
			[]string{`roster-same-person list.csv:3:1: "Anna Popescu" may be "Ana Popescu" of line 2: the e-mail address`}},
	}
	for _, c := range cases {
		r, problems := Read("list.csv", []byte("name,name_local,language,organisation,country,email\n"+c.list),
			Options{})
		if problems.Err() != nil {
			t.Errorf("%s: %v", c.list, problems)
			continue
		}
		got := Preflight(r)
		if len(got) != len(c.want) {
			t.Errorf("%s: got %d warnings, want %d: %v", c.list, len(got), len(c.want), got)
			continue
		}
		for i, want := range c.want {
			if line := got[i].Code + " " + got[i].Error(); !strings.HasPrefix(line, want) ||
				got[i].Severity != source.Warning {
				t.Errorf("got  %s\nwant %s", line, want)
			}
		}
	}
}

// TestPreflightOfGoodLists checks that the exports of testdata/systems raise no
// warning but those their traps are for.
func TestPreflightOfGoodLists(t *testing.T) {
	for _, file := range []string{"eventbrite.csv", "indico.csv", "lanyard.csv", "moodle-users.csv"} {
		r, _ := Read(file, read(t, "systems/"+file), Options{})
		for _, p := range Preflight(r) {
			if p.Code != "roster-number-in-name" && p.Code != "roster-language-unknown" {
				t.Error(p.Code, p)
			}
		}
	}
}

func BenchmarkPreflight(b *testing.B) {
	var list strings.Builder
	list.WriteString("name,name_local,language,email\n")
	const rows = 10_000
	for i := range rows {
		name := "Ana " + string(rune('A'+i%26)) + strings.Repeat(string(rune('a'+i/26%26)), 1+i/676)
		list.WriteString(name + ",علی‌رضا پورکاوه,fa," + strings.ToLower(strings.ReplaceAll(name, " ", ".")) +
			"@example.org\n")
	}
	r, problems := Read("list.csv", []byte(list.String()), Options{})
	if len(r.People) != rows {
		b.Fatal(problems)
	}
	for b.Loop() {
		Preflight(r)
	}
	b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}
