// Package event reads event.toml, the one file that describes an event, and turns it into a validated Event.
//
// This is the manual of the file. Only title, start and the issuer's name and verify are required. Write a text once,
// title = "…", in the main language, or once per language, title.en = "…". Languages are BCP 47 tags. Paths are
// relative to the folder of the file, use "/", and must stay inside it. An unknown key is an error. Editors complete
// and check the file with its JSON Schema, which Schema returns, if its first line is "#:schema ./event.schema.json".
//
//	# The stable reference of the event: a-z, 0-9 and "-". It is part of every
//	# certificate number, so never change it. Default: the title and the year.
//	id = "tehran-2017"
//
//	# The languages of the event, the main one first.
//	# Default: those of the title, or en if the title has no language.
//	languages = ["en", "fa"]
//
//	# What is certified. "\n" breaks the line on paper; the signed title has a
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
//	# The last day on which certificates are valid. Default: they never expire.
//	expires = 2027-07-27
//
//	# The issuer, and the host where anyone can verify: a bare host name in
//	# lower case. Write a host with non-Latin letters in its "xn--" form.
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
//	# detected if not given; sheet is the sheet of a workbook. People who came
//	# without being on the list are read from walkins.csv if it exists; "lanyard
//	# walkin" writes it.
//	[attendees]
//	file = "attendees.csv"
//	encoding = "utf-8"
//	sheet = "People"
//
//	# Columns that Lanyard does not recognise by their header: ours = "theirs".
//	[attendees.columns]
//	name = "Full name (as in passport)"
//
//	# The roles, in display order. Colour is "#rrggbb". Aliases are other words
//	# for the role in the list; its key and labels always count.
//	[roles.speaker]
//	label.en = "Speaker"
//	label.fa = "سخنران"
//	colour = "#1b4d3e"
//	aliases = ["Lecturer", "Key-note"]
//
//	# Areas or sessions with restricted admission: people whose access column
//	# has the key get a mark on the badge. The keys are those of a role.
//	[access.closed-door]
//	label.en = "Closed-door meeting"
//	label.fa = "نشست غیرعلنی"
//	colour = "#8c1c13"
//	aliases = ["Ambassadors' meeting"]
//
//	# Badges. Without [badges] and [certificates] both are made, with their
//	# defaults; with only one of the two tables, only that kind is made.
//	#   template      classic (default), another built-in name, or a file of yours
//	#   back          the template of the back; on a folded badge, of the second half,
//	#                 which otherwise repeats the first. Default: none
//	#   sheet         A4 (default), A3, A5, A6, A7, Letter, Legal; a stock by its part
//	#                 number, like "Avery 5392" ("lanyard stocks" lists them); a key
//	#                 of [sheets]; or none: one badge a page, with its bleed
//	#   columns       badges in a row, 1 to 20; default: as many as fit
//	#   rows          badges in a column, 1 to 20; default: as many as fit
//	#   gutter        space between badges on paper that you cut; default: what the
//	#                 bleed of the template needs
//	#   crop_marks    lines to cut along, on paper that you cut; default: true
//	#   registration  registration marks for a print shop; default: false
//	#   outlines      the edges of the badges; default: false
//	#   fold          none (default); tent: folded at the top, the halves one above
//	#                 the other; butterfly: like a book, the halves side by side
//	#   flip          long (default) or short: the edge about which the printer turns
//	#                 the sheet to print its back
//	#   order         rows (default); stack: cut the pile of sheets and put the piles
//	#                 on top of each other, and the badges are in order
//	#   copies        of every badge, 1 (default) to 100
//	#   collate       true (default): all badges, then all of them again; false: the
//	#                 copies of a badge follow each other
//	#   sort          family (default), name, organisation, role, country, row (list
//	#                 order, also called arrival), or a column of the list; whole
//	#                 numbers sort by value
//	#   group         none (default), role, organisation, country, letter (first
//	#                 letter of the family name), or a column of the list
//	#   separator     what precedes a group: a cell (default) or a sheet with the name
//	#                 of the group, or none
//	#   files         one (default), or group: one file per group
//	#   printer       a key of [printers]; default: none
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
//	# Templates for single roles: role = "template". They must have the same size
//	# as the badges' template above.
//	[badges.templates]
//	speaker = "design/speaker"
//
//	# Sheets of your own. Only size is required, and alone it means plain paper.
//	# Any other key means that the sheet is already cut.
//	#   size     width and height of the paper
//	#   cell     width and height of a badge; default: those of the template
//	#   margins  left of and above the first badge; default: badges are centred
//	#   pitch    from one badge to the next, across and down; default: no gap
//	#   columns  default: as many as fit
//	#   rows     default: as many as fit
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
//	# How far a printer must shift its output right and down, at most 20mm. Measure
//	# it with "lanyard testsheet". Default: 0.
//	[printers.front-desk]
//	front = ["0.5mm", "-0.3mm"]
//	back = ["-0.2mm", "0.4mm"]
//
//	# Certificates. The default template is formal.
//	#   files     pattern for the names of certificate files, with the fields of
//	#             templates, like "{{family}}-{{number}}"; characters that file
//	#             systems reject are left out, and equal names get the id appended.
//	#             Default: the id, if the list has one, and the name
//	#   archive   a-2u (default): PDF/A-2u; a-3u: PDF/A-3u with the signed token
//	#             attached as NUMBER.cwt, for archives that keep a document together
//	#             with its proof; a file with certificates of several people has no
//	#             attachment
//	[certificates]
//	template = "formal"
//	files = "{{id}}-{{name}}"
//	archive = "a-2u"
//
//	[certificates.templates]
//	speaker = "modern"
//
//	# The people who sign, at most six. Only the name is required.
//	[[certificates.signatories]]
//	name.en = "Leila Example"
//	name.fa = "لیلا نمونه"
//	title.en = "Representative"
//	title.fa = "نماینده"
//	picture = "pictures/signature.png"
//
//	# Your own fonts, which templates select by family; bold is optional.
//	[[fonts]]
//	family = "Brand"
//	file = "fonts/brand.ttf"
//	bold = "fonts/brand-bold.ttf"
//
//	# Languages in which people's names are set in Nastaliq, the hanging style of
//	# Urdu. It is taller than other writing, so names come out smaller. Without it
//	# they are set in naskh, the usual style of print. For a single person, write
//	# ur-Aran in the list's language column.
//	[names]
//	nastaliq = ["ur"]
//
//	# Pictures that templates use by their key: PNG, JPEG, SVG, or the first page of
//	# a PDF. SVG and PDF stay sharp at any size. Convert the text of an SVG to paths
//	# before you save it. An SVG is refused, with line and column, if it has
//	# something that paper cannot show as the screen does: text, filters, fading
//	# gradients, bitmaps, scripts, or an address outside the file.
//	[pictures]
//	logo = "pictures/logo.svg"
//
//	# Phrases that templates use by their key: {{text.closing.en}}.
//	[text.closing]
//	en = "With thanks for your contribution"
//	fa = "با سپاس از همراهی شما"
package event
