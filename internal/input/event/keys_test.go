package event

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"lanyard/internal/base/locale"
	"lanyard/internal/base/paper"
	"lanyard/internal/input/eventfile"
)

// bad holds lines of event.toml, each with the problem and hint it causes. Each is inserted as line 4 of small, before
// any table begins.
var bad = []struct{ line, problem, hint string }{
	{`languages = "en"`,
		"4:13: languages must be a list, not text", `put it in brackets: languages = ["en"]`},
	{`languages = ["en", "en"]`,
		`4:20: "en" is the language en, which is there already`, "keep one of the two"},
	{`languages = ["aa", "ab", "ae", "af", "ak", "am", "an", "ar", "as"]`,
		"4:13: there are 9 languages, more than 8", "keep the languages that are printed"},
	{`place = 5`,
		"4:9: place must be text, or text by language, not a whole number",
		`write place = "text", or place.en = "text" for each language`},
	{`place = ""`,
		"4:9: place is empty", "write a text between the quotes, or delete the line"},
	{`place.en.us = "x"`,
		"4:7: en must be text, not a table", `write en = "text"`},
	{`end = "tomorrow"`,
		`4:7: end: "tomorrow" is not a date: write year-month-day, like 2017-07-26`, ""},
	{`end = 2017-02-30`,
		"4:15: there is no such day", "write year-month-day, like 2017-07-26"},
	{`expires = 2017`,
		`4:11: expires: "2017" is not a date: write year-month-day, like 2017-07-26`, ""},
	{`expires = 2017-07-26T10:00:00`,
		`4:11: expires: "2017-07-26T10:00:00" is not a date: write year-month-day, like 2017-07-26`, ""},
	{`calendars = "gregorian"`,
		"4:13: calendars must be a table, not text", "write [calendars] on a line of its own and its keys below"},
	{`calendars.farsi = "solar-hijri"`,
		`4:19: "farsi" is not a language tag: write a code like en, fa or zh-Hant`,
		`write fa = "solar-hijri" under [calendars]`},
	{`calendars.fa = 5`,
		`4:16: fa: "5" is not a calendar: use gregorian, solar-hijri, buddhist, islamic or japanese-era`, ""},
	{`attendees = "people.csv"`,
		"4:13: attendees must be a table, not text", "write [attendees] on a line of its own and its keys below"},
	{`attendees.file = 5`,
		"4:18: file must be text, not a whole number", `put it in quotes: file = "5"`},
	{`attendees.file = "../people.csv"`,
		`4:18: "../people.csv" is not a file inside the event folder`,
		"write a path inside the event folder, like pictures/logo.png"},
	{`attendees.encoding = true`,
		"4:22: encoding must be text, not true or false", `put it in quotes: encoding = "true"`},
	{`attendees.encoding = "utf\u00ad8"`,
		`4:22: attendees.encoding has an invisible character: "utf\u{ad}8"`, "delete the line and type it again"},
	{`attendees.sheet = 1`,
		"4:19: sheet must be text, not a whole number", `put it in quotes: sheet = "1"`},
	{`attendees.name = 1`,
		"4:18: name must be text, not a whole number", `put it in quotes: name = "1"`},
	{`attendees.name = "{{given}}\u200b"`,
		`4:18: attendees.name has an invisible character: "{{given}}\u{200b}"`, "delete the line and type it again"},
	{`attendees.columns = ["name"]`,
		"4:21: columns must be a table, not a list",
		"write [attendees.columns] on a line of its own and its keys below"},
	{`attendees.columns.name = 3`,
		"4:26: name must be text, not a whole number", `put it in quotes: name = "3"`},
	{`attendees.columns.name = "Na\u200bme"`,
		`4:26: attendees.columns.name has an invisible character: "Na\u{200b}me"`, "delete the line and type it again"},
	{`roles = ["speaker"]`,
		"4:9: roles must be a table, not a list", "write [roles] on a line of its own and its keys below"},
	{`roles.speaker = "Speaker"`,
		"4:17: speaker must be a table, not text", "write [roles.speaker] on a line of its own and its keys below"},
	{`roles.speaker.label = 1`,
		"4:23: label must be text, or text by language, not a whole number",
		`write label = "text", or label.en = "text" for each language`},
	{`roles.speaker.label.fa = "سخنران"`,
		"4:15: roles.speaker.label is missing in en, the main language", `add: label.en = "…"`},
	{`roles.speaker.colour = "#12"`,
		`4:24: "#12" is not a colour`, `write colour = "#1b4d3e": red, green and blue, two digits each`},
	{`roles.speaker.color = "#123456"`,
		`4:15: there is no key "color" in speaker`, "did you mean colour?"},
	{`roles.speaker.aliases = "Lecturer"`,
		"4:25: aliases must be a list, not text", `put it in brackets: aliases = ["Lecturer"]`},
	{`roles.speaker.aliases = ["Lecturer", 5]`,
		"4:38: each element of aliases must be text, not a whole number", `put it in quotes: "5"`},
	{`roles.speaker.aliases = ["a\tb"]`,
		`4:26: roles.speaker.aliases.0 has an invisible character: "a\u{9}b"`, "delete the line and type it again"},
	{`access.vip = true`,
		"4:14: vip must be a table, not true or false", "write [access.vip] on a line of its own and its keys below"},
	{`access.vip.colour = "gold"`,
		`4:21: "gold" is not a colour`, `write colour = "#1b4d3e": red, green and blue, two digits each`},
	{`access."V I P".label = "VIP"`,
		`4:8: "V I P" cannot be a key`, "write [access.closed-door]: a-z, 0-9, - and _; any text goes into label"},
	{`badges = "classic"`,
		"4:10: badges must be a table, not text", "write [badges] on a line of its own and its keys below"},
	{`badges.template = ""`,
		"4:19: badges.template is empty", "write a word between the quotes, or delete the line"},
	{`badges.template = 1`,
		"4:19: template must be text, not a whole number", `put it in quotes: template = "1"`},
	{`badges.templates = "classic"`,
		"4:20: templates must be a table, not text",
		"write [badges.templates] on a line of its own and its keys below"},
	{`badges.templates.guest = "classic"`,
		`4:26: there is no role "guest"`, "add [roles.guest], or delete the line"},
	{`badges.back = "../back"`,
		`4:15: "../back" is not a file inside the event folder`,
		"write a path inside the event folder, like pictures/logo.png"},
	{`badges.sheet = 4`,
		"4:16: sheet must be text, not a whole number", `put it in quotes: sheet = "4"`},
	{`badges.columns = "two"`,
		"4:18: columns must be a whole number, not text", "write columns = 3"},
	{`badges.columns = 21`,
		"4:18: badges.columns cannot be 21",
		"write a number from 1 to 20, or delete the line to fit as many as possible"},
	{`badges.rows = 2.5`,
		"4:15: rows must be a whole number, not a decimal number", "write rows = 3"},
	{`badges.rows = -1`,
		"4:15: badges.rows cannot be -1", "write a number from 1 to 20, or delete the line to fit as many as possible"},
	{`badges.gutter = "51mm"`,
		"4:17: badges.gutter cannot be 51mm", "write a length from 0mm to 50mm"},
	{`badges.gutter = ["1mm", "1mm"]`,
		"4:17: gutter must be a single value, not a list", "write one value, without brackets"},
	{`badges.crop_marks = "yes"`,
		"4:21: crop_marks must be true or false, not text", "write crop_marks = true"},
	{`badges.registration = 1`,
		"4:23: registration must be true or false, not a whole number", "write registration = true"},
	{`badges.outlines = "no"`,
		"4:19: outlines must be true or false, not text", "write outlines = true"},
	{`badges.fold = true`,
		"4:15: fold must be text, not true or false", `put it in quotes: fold = "true"`},
	{`badges.fold = ""`,
		`4:15: badges.fold cannot be ""`, "write one of none, tent, butterfly"},
	{`badges.flip = "width"`,
		`4:15: badges.flip cannot be "width"`, "write one of long, short"},
	{`badges.order = "stacks"`,
		`4:16: badges.order cannot be "stacks"`, "did you mean stack? write one of rows, stack"},
	{`badges.copies = 0`,
		"4:17: badges.copies cannot be 0", "write a number from 1 to 100"},
	{`badges.copies = "2"`,
		"4:17: copies must be a whole number, not text", "remove the quotes: copies = 2"},
	{`badges.collate = "false"`,
		"4:18: collate must be true or false, not text", "write collate = true"},
	{`badges.sort = ["name"]`,
		"4:15: sort must be text, not a list", `write sort = "text"`},
	{`badges.group = ""`,
		"4:16: badges.group is empty", "write a word between the quotes, or delete the line"},
	{`badges.separator = "page"`,
		`4:20: badges.separator cannot be "page"`, "write one of cell, sheet, none"},
	{`badges.files = "groups"`,
		`4:16: badges.files cannot be "groups"`, "did you mean group? write one of one, group"},
	{`badges.code = "link"`,
		`4:15: badges.code cannot be "link"`, "write one of token, number"},
	{`certificates.code = ""`,
		`4:21: certificates.code cannot be ""`, "write one of token, number"},
	{`certificates.code = 1`,
		"4:21: code must be text, not a whole number", `put it in quotes: code = "1"`},
	{`verify.numbers = "no"`,
		"4:18: numbers must be true or false, not text", "write numbers = true"},
	{`badges.code = "number"
verify.numbers = false`,
		`4:15: badges.code is "number", and verify.numbers is false: nothing would open such a code`,
		`write code = "token", or numbers = true`},
	{`badges.printer = "desk"`,
		`4:18: there is no printer "desk"`, "add [printers.desk], or delete the line"},
	{`sheets = []`,
		"4:10: sheets must be a table, not a list", "write [sheets] on a line of its own and its keys below"},
	{`sheets.own.size = "A4"`,
		"4:19: size must be a list, not text", `write size = ["…", "…"]`},
	{`sheets.own.size = ["210mm", "0"]`,
		"4:29: sheets.own.size.1 cannot be 0mm", "write a length from 1mm to 1500mm"},
	{`sheets.own.size = ["210mm", "2m"]`,
		`4:29: size: "2m" has no known unit: use mm, cm, in or pt, like "85.6mm"`, ""},
	{`sheets.own = { size = ["9cm", "9cm"], cell = ["1mm"] }`,
		"4:46: sheets.own.cell needs 2 lengths, not 1", `write two, across and down, like ["90mm", "60mm"]`},
	{`sheets.own = { size = ["9cm", "9cm"], margins = ["1mm", "-1mm"] }`,
		"4:57: sheets.own.margins.1 cannot be -1mm", "write a length from 0mm to 1500mm"},
	{`sheets.own = { size = ["9cm", "9cm"], pitch = "1mm" }`,
		"4:47: pitch must be a list, not text", `write pitch = ["…", "…"]`},
	{`sheets.own = { size = ["9cm", "9cm"], columns = 0 }`,
		"4:49: sheets.own.columns cannot be 0",
		"write a number from 1 to 20, or delete the line to fit as many as possible"},
	{`sheets.own = { size = ["9cm", "9cm"], rows = "1" }`,
		"4:46: rows must be a whole number, not text", "remove the quotes: rows = 1"},
	{`sheets.own = { size = ["9cm", "9cm"], radius = "3" }`,
		`4:48: radius: "3" has no known unit: use mm, cm, in or pt, like "85.6mm"`, ""},
	{`sheets."my sheet".size = ["9cm", "9cm"]`,
		`4:8: "my sheet" cannot be a key`, "use only a-z, 0-9, - and _, so that a template can name it"},
	{`printers.desk.front = "1mm"`,
		"4:23: front must be a list, not text", `write front = ["…", "…"]`},
	{`printers.desk.front = ["1mm", "-20.5mm"]`,
		"4:31: printers.desk.front.1 cannot be -20.5mm", "write a length from -20mm to 20mm"},
	{`printers.desk.back = [1, 2]`,
		"4:23: back: \"1\" has no known unit: use mm, cm, in or pt, like \"85.6mm\"\nevent.toml:4:26: back: \"2\" " +
			"has no known unit: use mm, cm, in or pt, like \"85.6mm\"",
		"\n"},
	{`printers.desk.left = ["1mm", "1mm"]`,
		`4:15: there is no key "left" in desk`, "the keys here are front, back"},
	{`certificates = true`,
		"4:16: certificates must be a table, not true or false",
		"write [certificates] on a line of its own and its keys below"},
	{`certificates.template = "a\\b"`,
		`4:25: "a\b" is not a file inside the event folder`, `write "a/b"`},
	{`certificates.templates.guest = ""`,
		"4:32: there is no role \"guest\"\nevent.toml:4:32: certificates.templates.guest is empty",
		"add [roles.guest], or delete the line\nwrite a word between the quotes, or delete the line"},
	{`certificates.files = 1`,
		"4:22: files must be text, not a whole number", `put it in quotes: files = "1"`},
	{`attendees.also = [{}]`,
		`4:19: attendees.also.0.file is missing`, `add: file = "scans.csv"`},
	{`attendees.also = [{file = "../scans.csv", encoding = 8}]`,
		"4:27: \"../scans.csv\" is not a file inside the event folder\nevent.toml:4:54: encoding must be text, not a whole number", "write a path inside the event folder, like pictures/logo.png\nput it in quotes: encoding = \"8\""},
	{`attendees.also = [{file = "scans.csv", sheet = 1}]`,
		"4:48: sheet must be text, not a whole number", "put it in quotes: sheet = \"1\""},
	{`attendees.also = [{file = "scans.csv", attended = "yes"}]`,
		"4:51: attended must be true or false, not text", "write attended = true"},
	{`attendees.also = [{file = "scans.csv", columns = {id = 1}}]`,
		"4:56: id must be text, not a whole number", "put it in quotes: id = \"1\""},
	{`certificates.where = " "`,
		`4:22: certificates.where is empty`, `write a condition, like "attended" or "role is speaker", or delete the line`},
	{`certificates.facts = "hours"`,
		"4:22: facts must be a list, not text", `put it in brackets: facts = ["hours"]`},
	{`certificates.facts = ["email"]`,
		`4:23: "email" must not be signed: anyone who holds the paper can read it`, "take it out of the list"},
	{`certificates.facts = ["name"]`,
		`4:23: "name" is signed anyway`, "take it out of the list"},
	{`certificates.facts = ["CPD credits"]`,
		`4:23: "CPD credits" is no field`, `write the header of the column in lower case with "_" between the words`},
	{`certificates.facts = ["a", "b", "a"]` + "\nfacts = {a = {label = \"A\"}, b = {label = \"B\"}}",
		`4:33: "a" is in the list twice`, "delete one of the two"},
	{`badges.facts = ["a", "b", "c", "d", "e", "f", "g", "h", "i"]` + "\nfacts = {" + labelled("abcdefghi") + "}",
		`4:16: there are 9 facts, more than 8`, "keep those that somebody verifies: each makes the QR code denser"},
	{`facts.hours = {label = 5}` + "\n" + `certificates.facts = ["hours"]`,
		`4:24: label must be text, or text by language, not a whole number`, `write label = "text", or label.en = "text" for each language`},
	{`certificates = {facts = ["hours"]}` + "\n" + `facts.hours = {label = "Hours", unit = ""}`,
		`5:40: facts.hours.unit is empty`, "write a text between the quotes, or delete the line"},
	{`certificates = {facts = ["hours"]}` + "\n" + `facts.hours = {label = "Hours", key = 63}`,
		`5:39: facts.hours.key cannot be 63`, "write a number from 64 to 65535, or delete the line: then the key is " + fmt.Sprint(FactKey("hours"))},
	{`certificates = {facts = ["a", "b"]}` + "\n" + `facts = {a = {label = "A", key = 64}, b = {label = "B", key = 64}}`,
		`4:31: "b" has the key 64, as "a" has`, "write under [facts.b]: key = 65, and never change it"},
	{`badges.where = ""`,
		`4:16: badges.where is empty`, `write a condition, like "attended" or "role is speaker", or delete the line`},
	{`certificates.archive = ""`,
		`4:24: certificates.archive cannot be ""`, "write one of a-2u, a-3u"},
	{`certificates.signatories = ["Leila"]`,
		"4:29: each element of signatories must be a table, not text",
		"write [[certificates.signatories]] above the keys of each"},
	{`certificates.signatories = [{ name = "" }]`,
		"4:38: certificates.signatories.0.name is empty", "write a text between the quotes, or delete the line"},
	{`certificates.signatories = [{ name = "L", title = 1 }]`,
		"4:51: title must be text, or text by language, not a whole number",
		`write title = "text", or title.en = "text" for each language`},
	{`certificates.signatories = [{ name = "L", picture = "/s.png" }]`,
		`4:53: "/s.png" is not a file inside the event folder`,
		"write a path inside the event folder, like pictures/logo.png"},
	{`certificates.signatories = [{ name = "` + strings.Repeat("x", 81) + `" }]`,
		"4:38: certificates.signatories.0.name has 81 characters, more than 80", "shorten it to fit on paper"},
	{`fonts = "Brand"`,
		"4:9: fonts must be a list of tables, not text", "write [[fonts]] above the keys of each"},
	{`fonts = [{ file = "a.ttf" }]`,
		"4:10: fonts.0.family is missing", `add: family = "Brand"`},
	{`fonts = [{ family = "B", file = "../a.ttf" }]`,
		`4:33: "../a.ttf" is not a file inside the event folder`,
		"write a path inside the event folder, like pictures/logo.png"},
	{`fonts = [{ family = "B", file = "a.ttf", bold = "b:c" }]`,
		`4:49: "b:c" is not a file inside the event folder`,
		"write a path inside the event folder, like pictures/logo.png"},
	{`fonts = [{ family = "A", file = "a.ttf" }, { family = "a", file = "b.ttf" }]`,
		`4:55: there is already a font family "a"`, "give it another name"},
	{`names = ["ur"]`,
		"4:9: names must be a table, not a list", "write [names] on a line of its own and its keys below"},
	{`names.nastaliq = "ur"`,
		"4:18: nastaliq must be a list, not text", `put it in brackets: nastaliq = ["ur"]`},
	{`names.nastaliq = ["urdu!"]`,
		`4:19: "urdu!" is not a language tag: write a code like en, fa or zh-Hant`, `write nastaliq = ["ur"]`},
	{`names.nastaliq = ["he"]`,
		`4:19: "he" is not written in the Arabic script`, `write nastaliq = ["ur"]`},
	{`look = "blue"`,
		"4:8: look must be a table, not text", "write [look] on a line of its own and its keys below"},
	{`look.primary = "navy"`,
		`4:16: "navy" is not a colour: write "#1b4d3e", "cmyk(80, 20, 0, 10)" or "spot(Ink name, 80, 20, 0, 10)"`, ""},
	{`look.accent = 5`,
		"4:15: accent must be text, not a whole number", `put it in quotes: accent = "5"`},
	{`look.ink = "#12"`,
		`4:12: "#12" is not a colour: write "#1b4d3e", "cmyk(80, 20, 0, 10)" or "spot(Ink name, 80, 20, 0, 10)"`, ""},
	{`look.paper = "#c0a060"`,
		`4:14: #c0a060 is too dark for a page: QR codes on it could not be read`, `write a light colour, like paper = "#fbf7ee"`},
	{`look.heading = "Bra\u200bnd"`,
		`4:16: look.heading has an invisible character: "Bra\u{200b}nd"`, "delete the line and type it again"},
	{`look.text = 1`,
		"4:13: text must be text, not a whole number", `put it in quotes: text = "1"`},
	{`look.ornament = "frames"`,
		`4:17: look.ornament cannot be "frames"`, "did you mean frame? write one of none, rule, frame, guilloche"},
	{`look.ornament = "../frame.svg"`,
		`4:17: "../frame.svg" is not a file inside the event folder`, "write a path inside the event folder, like pictures/logo.png"},
	{`badges.size = "4in"`,
		`4:15: "4in" is not a size of paper`, `write the name of a paper, "A4" or "Letter landscape", or a width and a height, "4in x 3in"`},
	{`certificates.size = "A4 upright"`,
		`4:21: "A4 upright" is not a size of paper`, `write the name of a paper, "A4" or "Letter landscape", or a width and a height, "4in x 3in"`},
	{`press = "/press.icc"`,
		`4:9: "/press.icc" is not a file inside the event folder`, `write a path inside the event folder, like pictures/logo.png`},
	{`timezone = "Tehran"`,
		`4:12: "Tehran" is not a time zone`, `write the name that the IANA has for it, like timezone = "Asia/Tehran"`},
	{`phrases.signd = "x"`,
		`4:17: "signd" is no phrase of the built-in templates`, "did you mean signed? If the text is your own, it belongs under [text]"},
	{`pictures = ["logo.png"]`,
		"4:12: pictures must be a table, not a list", "write [pictures] on a line of its own and its keys below"},
	{`pictures.logo = true`,
		"4:17: logo must be text, not true or false", `put it in quotes: logo = "true"`},
	{`pictures."the logo" = "logo.png"`,
		`4:23: "the logo" cannot be a key`, "use only a-z, 0-9, - and _, so that a template can name it"},
	{`pictures.logo = "https://example.org/logo.png"`,
		`4:17: "https://example.org/logo.png" is not a file inside the event folder`,
		"write a path inside the event folder, like pictures/logo.png"},
	{`text = "x"`,
		"4:8: text must be a table, not text", "write [text] on a line of its own and its keys below"},
	{`text.closing = 5`,
		"4:16: closing must be text, or text by language, not a whole number",
		`write closing = "text", or closing.en = "text" for each language`},
	{`text.closing.en = " "`,
		"4:19: text.closing.en is empty", "write a text between the quotes, or delete the line"},
	{`text.closing.en = "` + strings.Repeat("x", 2001) + `"`,
		"4:19: text.closing.en has 2001 characters, more than 2000", "shorten it to fit on paper"},
	{`text.closing.fa = "با سپاس"`,
		"4:6: text.closing is missing in en, the main language", `add: closing.en = "…"`},
	{`mail = { host = "smtp.example.org" }`,
		"4:8: mail.from is missing", `add under [mail]: from = "Example Institute <office@example.org>"`},
	{`mail = { from = "office" }`,
		`4:17: "office" is not an e-mail address`, `write from = "Example Institute <office@example.org>"`},
	{`mail = { from = "a@b.org", reply_to = "a@b.org\nBcc: c@d.org" }`,
		`4:39: mail.reply_to has an invisible character: "a@b.org\u{a}Bcc: c@d.org"`, "delete the line and type it again"},
	{`mail = { from = "a@b.org", host = "https://smtp.example.org/" }`,
		`4:35: "https://smtp.example.org/" is not a host`, `write host = "smtp.example.org", and the port into port`},
	{`mail = { from = "a@b.org", host = "smtp.example.org:25" }`,
		`4:35: "smtp.example.org:25" is not a host`, `write host = "smtp.example.org", and the port into port`},
	{`mail = { from = "a@b.org", port = 65536 }`,
		"4:35: mail.port is 65536, and must be from 1 to 65535", "correct it, or delete the line for the default"},
	{`mail = { from = "a@b.org", per_minute = 0 }`,
		"4:41: mail.per_minute is 0, and must be from 1 to 6000", "correct it, or delete the line for the default"},
	{`mail = { from = "a@b.org", per_day = -1 }`,
		"4:38: mail.per_day is -1, and must be from 1 to 100000", "correct it, or delete the line for the default"},
	{`mail = { from = "a@b.org", security = "ssl" }`,
		`4:39: mail.security cannot be "ssl"`, "write one of starttls, tls, none"},
	{`mail = { from = "a@b.org", host = "smtp.example.org", security = "none" }`,
		`4:66: security = "none" sends names, addresses and the password to "smtp.example.org" in the clear`,
		`write security = "starttls" or "tls"; "none" is allowed to a server on this machine alone`},
	{`mail = { from = "a@b.org", user = "\u202eu" }`,
		`4:35: mail.user has an invisible character: "\u{202e}u"`, "delete the line and type it again"},
	{`mail = { from = "a@b.org", subject = "one\ntwo" }`,
		"4:38: the subject in en has two lines", `write it without "\n"`},
	{`mail = { from = "a@b.org", text = " " }`,
		"4:35: mail.text is empty", "write a text between the quotes, or delete the line"},
	{`mail = { from = "a@b.org", attach = ["certificat"] }`,
		`4:38: mail.attach.0 cannot be "certificat"`, "did you mean certificate? write one of certificate, badge, open-badge"},
	{`mail = { from = "a@b.org", attach = ["badge", "badge"] }`,
		`4:47: "badge" is attached twice`, "keep one of the two"},
	{`mail = { from = "a@b.org", paragraphs = [{ where = "attended" }] }`,
		"4:42: mail.paragraphs.0.text is missing", `add: text = "Thank you for your talk."`},
	{`mail = { from = "a@b.org", paragraphs = [{ text = "x", where = "" }] }`,
		"4:64: mail.paragraphs.0.where is empty", `write a condition, like "attended" or "role is speaker", or delete the line`},
}

func TestBadKeys(t *testing.T) {
	for _, test := range bad {
		e, problems := Read("event.toml", []byte(strings.Replace(small, "[issuer]", test.line+"\n[issuer]", 1)))
		var got, hints []string
		for _, p := range problems {
			got, hints = append(got, p.Error()), append(hints, p.Hint)
		}
		problem, hint := strings.Join(got, "\n"), strings.Join(hints, "\n")
		if problem != "event.toml:"+test.problem || hint != test.hint || e != nil {
			t.Errorf("%s\n got %s\nhint %s\nwant %s\nhint %s", test.line, problem, hint, "event.toml:"+test.problem,
				test.hint)
		}
	}
}

// TestSubjectsInOrder has a subject of two lines in each language: the problems are in the order of the languages' tags.
func TestSubjectsInOrder(t *testing.T) {
	mail := fmt.Sprintf(`mail = { from = "a@b.org", subject = { es = %[1]q, en = %[1]q, nl = %[1]q, fr = %[1]q, de = %[1]q } }`, "a\nb")
	for range 10 {
		_, problems := Read("event.toml", []byte(strings.Replace(small, "[issuer]", mail+"\n[issuer]", 1)))
		var tags []string
		for _, p := range problems {
			if tag, found := strings.CutPrefix(p.Message, "the subject in "); found {
				tags = append(tags, tag[:2])
			}
		}
		if strings.Join(tags, " ") != "de en es fr nl" {
			t.Fatalf("the languages are %v in\n%v", tags, problems)
		}
	}
}

// good holds lines of event.toml, inserted like bad, each with a value that they set.
var good = []struct {
	line string
	got  func(e *Event) any
	want string
}{
	{`languages = ["en", "fas"]`, func(e *Event) any { return e.Languages }, `[en fa]`},
	{`place = " Tehran\nIran "`, func(e *Event) any { return e.Place }, `map[en: Tehran` + "\n" + `Iran ]`},
	{`place = { en = "T", fa = "ت" }`, func(e *Event) any { return e.Place }, `map[en:T fa:ت]`},
	{`end = 2017-07-27`, func(e *Event) any { return e.End }, `2017-07-27`},
	{`expires = "2027-07-27"`, func(e *Event) any { return e.Expires }, `2027-07-27`},
	{`calendars.fa = "gregorian"`, func(e *Event) any { return e.Calendar("fa") == locale.Gregorian }, `true`},
	{`attendees.file = "lists/people.xlsx"`, func(e *Event) any { return e.Attendees.File }, `lists/people.xlsx`},
	{`attendees.encoding = "windows-1256"`, func(e *Event) any { return e.Attendees.Encoding }, `windows-1256`},
	{`attendees.sheet = "شرکت‌کنندگان"`, func(e *Event) any { return e.Attendees.Sheet }, `شرکت‌کنندگان`},
	{`attendees.columns.name = "Full name"`, func(e *Event) any { return e.Attendees.Columns }, `map[name:Full name]`},
	{`roles.speaker.label = "Speaker"`, func(e *Event) any { return e.Roles["speaker"].Label }, `map[en:Speaker]`},
	{`roles.speaker.colour = "#1B4D3E"`, func(e *Event) any { return e.Roles["speaker"].Colour }, `#1b4d3e`},
	{`roles.speaker.aliases = ["Lecturer"]`, func(e *Event) any { _, _, ok := e.Role("LECTURER"); return ok }, `true`},
	{`access.vip.label = "VIP"`, func(e *Event) any { return e.AccessOrder }, `[vip]`},
	{`badges.template = "design/badge.toml"`, func(e *Event) any { return e.Badges.Template }, `design/badge.toml`},
	{`badges.templates.host = "photo"` + "\nroles.host = {}",
		func(e *Event) any { return e.Badges.Templates }, `map[host:photo]`},
	{`badges.back = "classic"`, func(e *Event) any { return e.Badges.Back }, `classic`},
	{`badges.sheet = "Avery 5392"`, func(e *Event) any { return e.Badges.Sheet }, `Avery 5392`},
	{`badges.columns = 20`, func(e *Event) any { return e.Badges.Columns }, `20`},
	{`badges.rows = 1`, func(e *Event) any { return e.Badges.Rows }, `1`},
	{`badges.gutter = 0`, func(e *Event) any { return *e.Badges.Gutter }, `0mm`},
	{`badges.gutter = "0.5in"`, func(e *Event) any { return *e.Badges.Gutter }, `12.7mm`},
	{`badges.crop_marks = false`, func(e *Event) any { return e.Badges.CropMarks }, `false`},
	{`badges.registration = true`, func(e *Event) any { return e.Badges.Registration }, `true`},
	{`badges.outlines = true`, func(e *Event) any { return e.Badges.Outlines }, `true`},
	{`badges.fold = "tent"`, func(e *Event) any { return e.Badges.Fold }, `tent`},
	{`badges.flip = "short"`, func(e *Event) any { return e.Badges.Flip }, `short`},
	{`badges.order = "stack"`, func(e *Event) any { return e.Badges.Order }, `stack`},
	{`badges.copies = 100`, func(e *Event) any { return e.Badges.Copies }, `100`},
	{`badges.collate = false`, func(e *Event) any { return e.Badges.Collate }, `false`},
	{`badges.sort = "table"`, func(e *Event) any { return e.Badges.Sort }, `table`},
	{`badges.group = "letter"`, func(e *Event) any { return e.Badges.Group }, `letter`},
	{`badges.separator = "none"`, func(e *Event) any { return e.Badges.Separator }, `none`},
	{`badges = { files = "group", group = "role" }`, func(e *Event) any { return e.Badges.Files }, `group`},
	{`badges.printer = "desk"` + "\nprinters.desk = {}", func(e *Event) any { return e.Badges.Printer }, `desk`},
	{`sheets.own.size = ["8.5in", "11in"]`, func(e *Event) any { return e.Sheets["own"].Size }, `{215.9mm 279.4mm}`},
	{`sheets.own = { size = ["9cm", "6cm"], cell = ["9cm", "3cm"] }`,
		func(e *Event) any { return e.Sheets["own"].Cell }, `{90mm 30mm}`},
	{`sheets.own = { size = ["9cm", "6cm"], margins = [0, "1mm"] }`,
		func(e *Event) any { return *e.Sheets["own"].Margins }, `{0mm 1mm}`},
	{`sheets.own = { size = ["9cm", "6cm"], pitch = ["30mm", "20mm"] }`,
		func(e *Event) any { return e.Sheets["own"].Pitch }, `{30mm 20mm}`},
	{`sheets.own = { size = ["9cm", "6cm"], columns = 2 }`,
		func(e *Event) any { return e.Sheets["own"].Columns }, `2`},
	{`sheets.own = { size = ["9cm", "6cm"], rows = 2 }`, func(e *Event) any { return e.Sheets["own"].Rows }, `2`},
	{`sheets.own = { size = ["9cm", "6cm"], radius = "3mm" }`,
		func(e *Event) any { return e.Sheets["own"].Radius }, `3mm`},
	{`printers.desk.front = ["-20mm", "20mm"]`, func(e *Event) any { return e.Printers["desk"].Front }, `{-20mm 20mm}`},
	{`printers.desk.back = ["12pt", "0"]`, func(e *Event) any { return e.Printers["desk"].Back }, `{4.233mm 0mm}`},
	{`certificates.template = "modern"`, func(e *Event) any { return e.Certificates.Template }, `modern`},
	{`certificates.files = "{{number}}"`, func(e *Event) any { return e.Certificates.Files }, `{{number}}`},
	{`attendees.also = [{file = "scans.csv", encoding = "utf-8", sheet = "Hall", attended = true, columns = {id = "Badge"}}]`,
		func(e *Event) any { return e.Attendees.Also }, `[{scans.csv utf-8 Hall true map[id:Badge]}]`},
	{`certificates.where = "attended"`, func(e *Event) any { return e.Certificates.Where }, `attended`},
	{`badges.where = "role is not online"`, func(e *Event) any { return e.Badges.Where }, `role is not online`},
	{`certificates = {facts = ["hours", "cpd_credits"]}` + "\nbadges.facts = [\"hours\"]" +
		"\nfacts.hours = {label = \"Hours\", unit = \"h\"}\nfacts.cpd_credits = {label = \"CPD\", key = 64}",
		func(e *Event) any { return fmt.Sprint(e.FactsOf(paper.Certificate), e.FactsOf(paper.Badge)) },
		fmt.Sprintf(`[{hours %d map[en:Hours] map[en:h]} {cpd_credits 64 map[en:CPD] map[]}] [{hours %[1]d map[en:Hours] map[en:h]}]`, FactKey("hours"))},
	{`certificates.code = "number"`, func(e *Event) any { return e.Certificates.Code }, `number`},
	{`badges.code = "number"`, func(e *Event) any { return e.Badges.Code }, `number`},
	{`verify.numbers = false`, func(e *Event) any { return e.Issuer.Numbers }, `false`},
	{`certificates.archive = "a-3u"`, func(e *Event) any { return e.Certificates.Archive }, `a-3u`},
	{`certificates.signatories = [{ name = "L", title = "R", picture = "s.png" }]`,
		func(e *Event) any { return e.Certificates.Signatories }, `[{map[en:L] map[en:R] s.png}]`},
	{`fonts = [{ family = "Brand", file = "a.ttf", bold = "b.ttf" }]`,
		func(e *Event) any { return e.Fonts }, `[{Brand a.ttf b.ttf}]`},
	{`names.nastaliq = ["ur", "ks", "pa-Arab"]`, func(e *Event) any { return e.Nastaliq }, `[ur ks pa-Arab]`},
	{`pictures.logo = "pictures/logo.svg"`, func(e *Event) any { return e.Pictures }, `map[logo:pictures/logo.svg]`},
	{`look.primary = "#102030"`, func(e *Event) any { return e.Look.Primary }, `#102030`},
	{`look.accent = "cmyk(0, 20, 60, 20)"`, func(e *Event) any { return e.Look.Accent }, `cmyk(0, 20, 60, 20)`},
	{`look.ink = "#222"`, func(e *Event) any { return e.Look.Ink }, `#222`},
	{`look.paper = "#fbf7ee"`, func(e *Event) any { return e.Look.Paper }, `#fbf7ee`},
	{`look.heading = "serif"`, func(e *Event) any { return e.Look.Heading }, `serif`},
	{`look.text = "Brand"`, func(e *Event) any { return e.Look.Text }, `Brand`},
	{`look.ornament = "rule"`, func(e *Event) any { return e.Look.Ornament }, `rule`},
	{`look.ornament = "design/frame.svg"`, func(e *Event) any { return e.Look.Ornament + " " + e.Look.File }, `file design/frame.svg`},
	{`badges.size = "4in x 3in"`, func(e *Event) any { return e.Badges.Size }, `4in x 3in`},
	{`certificates.size = "Letter landscape"`, func(e *Event) any { return e.Certificates.Size }, `Letter landscape`},
	{`press = "design/press.icc"`, func(e *Event) any { return e.Press }, `design/press.icc`},
	{`timezone = "Asia/Tehran"`, func(e *Event) any { return e.Timezone }, `Asia/Tehran`},
	{`phrases = { signed = "Sealed", verify_at.de = "Siehe", fr = { signed = "Scellé" } }`,
		func(e *Event) any { return e.Phrases }, `map[signed:map[en:Sealed fr:Scellé] verify_at:map[de:Siehe]]`},
	{`mail = { from = "Office <office@example.org>", reply_to = "help@example.org", host = "smtp.example.org", port = 2525, security = "tls", user = "u", per_minute = 6, per_day = 90 }`,
		func(e *Event) any { return *e.Mail },
		`{{Office office@example.org} { help@example.org} smtp.example.org 2525 tls u 6 90 map[] map[] [certificate] []}`},
	{`mail = { from = "office@example.org", security = "none", host = "::1", subject = "S {{name}}", text.en = "T", attach = ["badge"], paragraphs = [{ text = "P", where = "attended" }] }`,
		func(e *Event) any { return *e.Mail },
		`{{ office@example.org} { } ::1 25 none office@example.org 30 0 map[en:S {{name}}] map[en:T] [badge] [{map[en:P] attended}]}`},
	{`text.closing = "Thanks"`, func(e *Event) any { return e.Text }, `map[closing:map[en:Thanks]]`},
}

// labelled returns tables of facts, one for each letter in names.
func labelled(names string) string {
	var tables []string
	for _, name := range names {
		tables = append(tables, fmt.Sprintf(`%c = {label = "%c"}`, name, name))
	}
	return strings.Join(tables, ", ")
}

func TestFactWarnings(t *testing.T) {
	for line, want := range map[string]string{
		`certificates.facts = ["hours"]`: `event.toml:4:23: the fact "hours" has no label, so papers and verifiers call it "Hours"`,
		`facts.hours.label = "Hours"`:    `event.toml:4:7: no paper signs the fact "hours"`,
	} {
		e, problems := Read("event.toml", []byte(strings.Replace(small, "[issuer]", line+"\n[issuer]", 1)))
		if e == nil || len(problems) != 1 || !strings.HasPrefix(fmt.Sprint(problems[0]), want) {
			t.Errorf("%s: %v, want %s", line, problems, want)
		}
	}
}

// These keys are on printed papers and must never change.
func TestFactKeysAreForEver(t *testing.T) {
	for name, want := range map[string]uint{"hours": 63634, "cpd_credits": 46736, "ساعت": 55468} {
		if got := FactKey(name); got != want {
			t.Errorf("the key of %s is %d, and was %d", name, got, want)
		}
	}
}

func TestGoodKeys(t *testing.T) {
	for _, test := range good {
		e, problems := Read("event.toml", []byte(strings.Replace(small, "[issuer]", test.line+"\n[issuer]", 1)))
		if len(problems) > 0 {
			t.Errorf("%s: %v", test.line, problems)
			continue
		}
		if got := fmt.Sprint(test.got(e)); got != test.want {
			t.Errorf("%s sets %s, want %s", test.line, got, test.want)
		}
	}
}

// TestEveryKeyIsTried fails if a key of the file has no line in good or none in bad. TestProblems covers the keys of
// small.
func TestEveryKeyIsTried(t *testing.T) {
	var goods, bads []string
	for _, test := range good {
		goods = append(goods, test.line)
	}
	for _, test := range bad {
		bads = append(bads, test.line)
	}
	tried := func(lines []string, key string) bool {
		return slices.ContainsFunc(lines, func(line string) bool {
			words := strings.FieldsFunc(line, func(r rune) bool { return r != '_' && !unicode.IsLetter(r) })
			for _, part := range strings.Split(key, ".") {
				if part != "*" && !slices.Contains(words, part) {
					return false
				}
			}
			return true
		})
	}
	for key := range eventfile.Notes() {
		if strings.Contains(small, key+" =") || strings.HasPrefix(key, "issuer") {
			continue
		}
		if !tried(goods, key) || !tried(bads, key) {
			t.Errorf("%s is not tried: good %v, bad %v", key, tried(goods, key), tried(bads, key))
		}
	}
}
