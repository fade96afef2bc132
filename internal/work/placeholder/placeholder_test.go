package placeholder

import "testing"

// TestRead reads placeholders as they occur in designs.
func TestRead(t *testing.T) {
	for text, want := range map[string]string{
		"{{name}}":                        "{{name}}",
		"{name}":                          "{{name}}",
		"<<Name>>":                        "{{name}}",
		"«Name»":                          "{{name}}",
		"[recipient.name]":                "{{name}}",
		"{{ attendee }}":                  "{{name}}",
		"%NAME%":                          "{{name}}",
		"${fullName}":                     "{{name}}",
		"<Full Name>":                     "{{name}}",
		"{{{Name}}}":                      "{{name}}",
		"[Vorname Nachname]":              "{{name}}",
		"[نام و نام خانوادگی]":            "{{name}}",
		"【姓名】":                            "{{name}}",
		"Your Name":                       "{{name}}",
		"Name:":                           "",
		"Event":                           "",
		"NAME_PLACEHOLDER\u200b":          "{{name}}",
		"Placeholder for name":            "",
		"STUDENT_NAME":                    "{{name}}",
		"Recipient Name Here":             "{{name}}",
		"Course title goes here":          "{{event.title}}",
		"Insert organisation":             "{{organisation}}",
		"We are here":                     "",
		"Sample":                          "",
		"NAME":                            "",
		"of [Organisation], {country}":    "of {{organisation}}, {{country}}",
		"[Event Title] on %event_date%":   "{{event.title}} on {{event.dates}}",
		"«Datum» «Ort»":                   "{{event.dates}} {{event.place}}",
		"No. [certificate.uuid]":          "No. {{number}}",
		"{{qr_code}}":                     "{{QR}}",
		"{T-Shirt size}":                  "{{t_shirt_size}}",
		"see [1] and 50 % of <b>":         "",
		"a < b {name}":                    "a << b {{name}}",
		"100% of {name} is 20%":           "100% of {{name}} is 20%",
		"{{name}} { {":                    "{{name}} { {",
		"This certi\ufb01es that [NAME]":  "This certifies that {{name}}",
		"{signatory} / {instructor name}": "{{signatory.1.name}} / {{signatory.1.name}}",
	} {
		if got := Read(text).Phrase; got != want {
			t.Errorf("%s is %q, want %q", text, got, want)
		}
	}
}

// TestBlanks checks which lines are blanks to write on.
func TestBlanks(t *testing.T) {
	for text, want := range map[string]bool{"________": true, "Name: ........................": true, "— — — — — — — — — —": true,
		"a ... b": false, "snake_case_name": false, "__": false} {
		if _, _, got := Blank(text); got != want {
			t.Errorf("%q is a blank: %v", text, got)
		}
	}
}
