// Package event reads event.toml, the one file that says what an occasion is,
// and turns it into a validated Event.
//
// This is the manual of the file. Only title, start and the issuer's name and
// verify are required. A text is written once, title = "…", in the main language,
// or once for each language, title.en = "…". Languages are BCP 47 tags. Paths are
// relative to the folder of the file, with "/" between their parts, and never
// lead out of it. An unknown key is an error. Editors complete and check what
// one types by the file's JSON Schema, which Schema returns, where its first line
// is "#:schema ./event.schema.json".
//
//	# The stable reference of the event, a-z, 0-9 and "-". It goes into every
//	# certificate number: never change it. Default: the title and the year.
//	id = "tehran-2017"
//
//	# The languages it is held in, the main one first.
//	# Default: those of the title, and en for a title written once.
//	languages = ["en", "fa"]
//
//	# What is certified. "\n" breaks the line on paper; the signed fact has a
//	# space there.
//	title.en = "Tehran Meeting on Preventing\nand Combating Cybercrime"
//	title.fa = "نشست تهران در پیشگیری و مبارزه با جرایم سایبری"
//
//	place.en = "Tehran"
//	place.fa = "تهران"
//
//	# First and last day. Default of end: start.
//	start = 2017-07-26
//	end = 2017-07-27
//
//	# The last day on which certificates are valid. Default: they do not expire.
//	expires = 2027-07-27
//
//	# Who certifies, and the host where anyone verifies: the name alone, in
//	# lower case; a host with other than Latin letters in its form with "xn--".
//	[issuer]
//	name.en = "UNODC Iran"
//	name.fa = "دفتر مقابله با مواد مخدر و جرم سازمان ملل متحد در ایران"
//	verify = "verify.example.org"
//
//	# The calendar of each language: gregorian, solar-hijri, buddhist, islamic or
//	# japanese-era. Default: solar-hijri for fa and ps, buddhist for th,
//	# gregorian for all others.
//	[calendars]
//	fa = "solar-hijri"
//
//	# The list of people. Default of file: attendees.csv. Encoding and sheet are
//	# recognised when they are not given; sheet is that of a workbook. Those who
//	# came without being on it are read from walkins.csv, if there is one, which
//	# "lanyard walkin" writes.
//	[attendees]
//	file = "attendees.csv"
//	encoding = "utf-8"
//	sheet = "People"
//
//	# Which column is what, where its header does not tell: ours = "theirs".
//	[attendees.columns]
//	name = "Full name (as in passport)"
//
//	# The roles, in the order they are shown. Colour is "#rrggbb". Aliases are
//	# other words for the role in the list; its key and its labels are always.
//	[roles.speaker]
//	label.en = "Speaker"
//	label.fa = "سخنران"
//	colour = "#1b4d3e"
//	aliases = ["Lecturer", "Key-note"]
//
//	# What some are admitted to: a mark on the badge of those whose access column
//	# has the key. The same keys as a role.
//	[access.closed-door]
//	label.en = "Closed-door meeting"
//	label.fa = "نشست غیرعلنی"
//	colour = "#8c1c13"
//	aliases = ["Ambassadors' meeting"]
//
//	# Badges. Without this table and without the next, both are made with their
//	# defaults; with only one of them, only that is made.
//	#   template      classic (default), another built-in name, or a file of yours
//	#   back          the template of the other side; of a badge that is folded, of
//	#                 its second half, which else repeats the first. Default: none
//	#   sheet         A4 (default), A3, A5, A6, A7, Letter, Legal; a stock by its part
//	#                 number, like "Avery 5392" ("lanyard stocks" lists them); the key
//	#                 of one of [sheets]; or none: one badge a page, with its bleed
//	#   columns       badges in a row, 1 to 20; default: as many as fit
//	#   rows          badges in a column, likewise
//	#   gutter        between badges on paper that you cut; default: as the bleed
//	#                 of the template needs it
//	#   crop_marks    lines to cut along, on paper that you cut; default: true
//	#   registration  targets for a print shop; default: false
//	#   outlines      the edges of the badges; default: false
//	#   fold          none (default); tent, along the top, the halves one over the
//	#                 other; butterfly, like a book, the halves side by side
//	#   flip          long (default) or short: the edge about which the printer turns
//	#                 the sheet to print its back
//	#   order         rows (default); stack: once the pile of sheets has been cut, the
//	#                 badges lie in order when you put one pile on the other
//	#   copies        of every badge, 1 (default) to 100
//	#   collate       true (default): all badges, and then all of them again; false:
//	#                 the copies of a badge follow each other
//	#   sort          family (default), name, organisation, role, country, row of the
//	#                 list, which is also called arrival, or a column of the list,
//	#                 whole numbers by their value
//	#   group         none (default), role, organisation, country, letter (the first
//	#                 one of the family name), or a column of the list
//	#   separator     what stands before a group: a cell (default) or a sheet of its
//	#                 own with the name of the group, or none
//	#   files         one (default), or group: one file a group
//	#   printer       the key of one of [printers]; default: none
//	[badges]
//	template = "classic"
//	back = "classic"
//	sheet = "A4"
//	columns = 2
//	rows = 4
//	gutter = "6mm"
//	crop_marks = true
//	registration = false
//	outlines = false
//	fold = "none"
//	flip = "long"
//	order = "rows"
//	copies = 1
//	collate = true
//	sort = "family"
//	group = "role"
//	separator = "cell"
//	files = "one"
//	printer = "front-desk"
//
//	# Templates of roles that have one of their own: role = "template". Those of
//	# badges have the size of the one above.
//	[badges.templates]
//	speaker = "design/speaker"
//
//	# Sheets of your own. Only size is needed: then it is plain paper. A sheet
//	# with any of the others is one that has been cut, and is not cut again.
//	#   size     width and height of the paper
//	#   cell     width and height of a badge; default: those of the template
//	#   margins  to the left of and above the first badge; default: equal on both sides
//	#   pitch    from one badge to the next, across and down; default: no gap
//	#   columns  default: as many as fit
//	#   rows     likewise
//	#   radius   of the corners of a badge; default: 0
//	[sheets.stationer]
//	size = ["210mm", "297mm"]
//	cell = ["90mm", "60mm"]
//	margins = ["15mm", "28.5mm"]
//	pitch = ["90mm", "60mm"]
//	columns = 2
//	rows = 4
//	radius = "3mm"
//
//	# By how much a printer is to print further right and further down, at most
//	# 20mm: what "lanyard testsheet" lets you measure. Default: 0.
//	[printers.front-desk]
//	front = ["0.5mm", "-0.3mm"]
//	back = ["-0.2mm", "0.4mm"]
//
//	# Certificates. The default of template is formal.
//	#   files     how the files of certificates are called, with the fields of
//	#             templates, like "{{family}}-{{number}}"; what no file system takes
//	#             is left out, and who would be called alike gets the id behind it.
//	#             Default: the id, where the list gives one, and the name
//	#   archive   what the file of a certificate is made for: a-2u (default), PDF/A-2u;
//	#             a-3u, PDF/A-3u, with the signed token as a file inside, NUMBER.cwt,
//	#             for archives that keep a document together with its proof; a file
//	#             with the certificates of several people has none
//	[certificates]
//	template = "formal"
//	files = "{{id}}-{{name}}"
//	archive = "a-2u"
//
//	[certificates.templates]
//	speaker = "modern"
//
//	# Those who sign, at most six. Only the name is required.
//	[[certificates.signatories]]
//	name.en = "Leila Example"
//	name.fa = "لیلا نمونه"
//	title.en = "Representative"
//	title.fa = "نماینده"
//	picture = "pictures/signature.png"
//
//	# Fonts of your own, which templates call by the family; bold is optional.
//	[[fonts]]
//	family = "Brand"
//	file = "fonts/brand.ttf"
//	bold = "fonts/brand-bold.ttf"
//
//	# The languages in which names of people are set in Nastaliq, the hanging
//	# style of Urdu. It is higher than other writing, so names come out smaller.
//	# Without it they are set in naskh, the style of print. For a single person
//	# write ur-Aran in the list's language column.
//	[names]
//	nastaliq = ["ur"]
//
//	# Pictures that templates call by their key: PNG, JPEG, the first page of a PDF,
//	# whose outlines stay outlines, or SVG, which prints sharp at any size. An SVG
//	# is taken as drawing programs write it when its text was converted to paths;
//	# it is refused, with line and column, when it holds what paper cannot show as
//	# a screen does: text, filters, fading gradients, pictures of pixels, scripts,
//	# or an address outside of the file.
//	[pictures]
//	logo = "pictures/logo.svg"
//
//	# Phrases that templates call by their key: {{text.closing.en}}.
//	[text.closing]
//	en = "With thanks for your contribution"
//	fa = "با سپاس از همراهی شما"
package event
