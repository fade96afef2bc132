package locale

import "testing"

func TestShows(t *testing.T) {
	page := []string{"Certificate of Participation", "Zoë Ångström-Ek", "German for", "Beginners A1", "Q1A1-7Q3M", "سید علی\u200cاکبر حسینیِ", "ثبت نام شد",
		"山田太郎様", "Nguye\u0302\u0303n Va\u0306n An", "\u2068Level B2\u2069, passed", "Inter", "national", "SPEAKER", "۵۴۰ دقیقه"}
	for fact, want := range map[string]bool{
		"Zoë Ångström-Ek":         true,
		"Zoe\u0308 Ångström Ek":   true, // another normal form, and punctuation
		"Zoe Angstrom-Ek":         false,
		"German for Beginners A1": true, // over two lines
		"German for Beginners C1": false,
		"A1":                      true,
		"1A1":                     false, // only inside another word
		"C1":                      false,
		"B2":                      true,
		"7Q3M":                    true,
		"سید علی\u200cاکبر حسینیِ": true,
		"سید علی اکبر":             true, // found in parts: half-spaces are ignored
		"حسینی":                    false,
		"山田太郎":                     true, // no spaces around it
		"山田次郎":                     false,
		"Nguyễn Văn An":            true,
		"Nguyên Văn An":            false,
		"International":            true, // broken within
		"Speaker":                  true,
		"540":                      true, // digits of another script
		"541":                      false,
		"":                         true,
	} {
		if got := See(page).Shows(fact); got != want {
			t.Errorf("%q: %v", fact, got)
		}
	}
	// two marks below and above one letter, in either order
	if !See([]string{"a\u0323\u0302"}).Shows("a\u0302\u0323") || See([]string{"a\u0323"}).Shows("a\u0302") {
		t.Error("marks")
	}
}

func FuzzShows(f *testing.F) {
	f.Add("Zoë Ångström", "علی")
	f.Fuzz(func(t *testing.T, fact, around string) {
		if !See([]string{around, fact, around}).Shows(fact) {
			t.Errorf("%q is not found in itself", fact)
		}
	})
}

// TestShowsTogether checks that words far apart on the page do not count as one text.
func TestShowsTogether(t *testing.T) {
	for _, c := range []struct {
		pieces []string
		fact   string
		want   bool
	}{
		{[]string{"26–27 July 2017", "Tehran"}, "26–27 July 2017", true},
		{[]string{"26–29 July 2017", "Room 27"}, "26–27 July 2017", false},
		{[]string{"26–27 July", "2017"}, "26–27 July 2017", true},
		{[]string{"2017 July 26–27"}, "26–27 July 2017", true},
		{[]string{"۲۷–۲۶ July 2017"}, "26–27 July 2017", true},
		{[]string{"26–26 July 2017"}, "26–27 July 2017", false},
		{[]string{"27–27 July 2017 26"}, "27–27 July 2017", true},
		{[]string{"27 July 2017 27"}, "27–27 July 2017", true},
		{[]string{"27 July 2017"}, "27–27 July 2017", false},
		{[]string{"Course A1 in Bonn", "Kurs C1"}, "Kurs A1", false},
		{[]string{"招待", "講演者"}, "招待講演者", true},
		{[]string{"来賓"}, "招待講演者", false},
		{[]string{"Kurs A1"}, "", true},
		{nil, "Kurs A1", false},
	} {
		if got := See(c.pieces).ShowsTogether(c.fact); got != c.want {
			t.Errorf("%q shows %q together: %t", c.pieces, c.fact, got)
		}
	}
}
