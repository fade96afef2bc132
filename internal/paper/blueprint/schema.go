package blueprint

import (
	_ "embed"
	"lanyard/internal/paper/template"
	"slices"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/paper"
	"lanyard/internal/base/schema"
	"lanyard/internal/paper/expression"
)

// Schema returns the JSON Schema (draft 2020-12) of templates, for editors. It
// asks for no more than Parse does, and not for all of it: which colours and
// styles there are, and what goes together in a box, is for Parse alone.
func Schema() []byte { return schema.JSON(rawTemplate{}, "template of Lanyard", notes()) }

//go:embed manual.txt
var manual string

//go:embed example.toml
var example []byte

// Manual returns the manual of templates as plain text: languages, spans,
// conditions and backgrounds, then every key with an example, its type, its
// default and what it is for.
func Manual() string {
	return manual + "\n" + schema.Manual(rawTemplate{}, "template.toml", notes(), example)
}

// notes explains every key. It is where templates are documented: the schema and
// the manual of "lanyard help templates" are made of it. A new key in rawTemplate
// needs a note here and a line in example.toml; Schema and Manual panic without.
func notes() map[string]schema.Note {
	notes := map[string]schema.Note{
		"name": {About: "The name of the template in reports and in event.toml.", Needed: true},
		"kind": {About: "What it is a template of.", Words: paper.Words(), Needed: true},
		"size": {About: "Trimmed width and height.", Pattern: geom.LengthPattern, Zero: true, Count: 2, Needed: true},
		"min_size": {About: "The smallest page that the design is made for. Default: size. With it and max_size the design takes the size of the " +
			"stock's cells, or that of badges.size and certificates.size, and its letters grow and shrink with the page.",
			Pattern: geom.LengthPattern, Zero: true, Count: 2},
		"max_size": {About: "The largest page that the design is made for. Default: size.", Pattern: geom.LengthPattern,
			Zero: true, Count: 2},
		"ground": {About: "The colour of the whole page and its bleed. Default: bare paper."},
		"ornament": {About: "Which of the boxes with an ornament are drawn, unless [look] of event.toml says otherwise.",
			Words: Ornaments},
		"families": {About: "Names for families that styles use. Those called heading and text take the families of [look] in event.toml.",
			Such: []string{"sans", "serif"}},
		"bleed":  measure("How far paint continues beyond the trim. Default: 0."),
		"mirror": {About: "Exchange left and right on pages in a right-to-left language."},
		"background": {About: "Artwork below all boxes: the key of one of event.toml's [pictures], or a file in the event's folder, " +
			"like \"design/paper.pdf\"."},
		"background_page": {About: "The page of a PDF background. Default: 1.", Least: 1, Most: maxPage},
		"colours": {About: "Names for colours: \"#16202c\", \"cmyk(100, 60, 0, 20)\", \"spot(Gold, 0, 20, 60, 20)\", or a mixture of two, " +
			"\"mix(primary, paper, 25%)\". Those called primary, accent, ink and paper take the colours of [look] in event.toml."},
		"styles":  {About: "Styles of text. A text box may override any key."},
		"box":     {About: "Boxes, painted and read out in order, the first one lowest.", Needed: true, Kinds: boxKeys()},
		"box.box": {About: "The boxes of a group, positioned within it. In a flow, x counts, and y is added to the gap above the box.", Kinds: boxKeys()},
	}
	for _, more := range []map[string]schema.Note{notesOnStyles(), notesOnBoxes(), notesOnShapes()} {
		for key, n := range more {
			notes[key] = n
		}
	}
	return notes
}

// boxKeys returns all keys of each type of box.
func boxKeys() map[string][]string {
	keys := map[string][]string{}
	for kind, own := range keysOf {
		keys[kind] = append(slices.Clone(keysOfAll), own...)
	}
	return keys
}

// sizePattern matches a font size: a length, or a percentage of the surrounding size.
const sizePattern = `(^\s*[0-9]+(\.[0-9]+)?\s*%\s*$)|(` + geom.LengthPattern + `)`

func measure(about string) schema.Note {
	return schema.Note{About: about, Pattern: geom.LengthPattern, Zero: true}
}

func phraseNote(about string) schema.Note {
	return schema.Note{About: about, Pattern: expression.PhrasePattern}
}

// notesOnStyles explains the keys of styles, which text boxes have too.
func notesOnStyles() map[string]schema.Note {
	return map[string]schema.Note{
		"styles.inherits": {About: "The style that this one is based on."},
		"styles.size": {About: "The font size you want, or a share of the surrounding one, \"80%\", for spans and inherited styles. " +
			"In a box it is called font_size.", Pattern: sizePattern, Zero: true},
		"*.family": {About: "sans, serif, or the family of one of event.toml's [[fonts]].", Such: []string{"sans", "serif"},
			Default: plain.Family},
		"*.min":    measure("The smallest allowed font size. Default: size."),
		"*.break":  measure("With fit = \"shrink\": below this size break lines if that makes the font larger. Default: min."),
		"*.bold":   {About: "Use the bold style of the font."},
		"*.colour": {About: "A colour, a name from [colours], or {{field}}."},
		"*.align":  {About: "Where lines stand in the box; start and end follow the reading direction. Of a picture: where it lies, centre unless said.", Words: aligns, Default: aligns[plain.Align]},
		"*.valign": {About: "Where the lines, or the boxes of a flow, stand as a whole. Of a picture: middle unless said.",
			Words: valigns, Default: valigns[plain.Valign]},
		"*.lines": {About: "The maximum number of lines.", Least: 1, Most: maxLines, Default: plain.Lines},
		"styles.fit": {About: "shrink: to the smallest size, then break lines. wrap: break lines, then shrink.", Words: fits,
			Default: fits[0]},
		"*.leading":  {About: "Line pitch as a multiple of the font size; 0 is the font's own.", Least: 0, Most: 5},
		"*.tracking": measure("Extra space between letters, never in joined scripts."),
	}
}

// notesOnBoxes explains the keys of all boxes, and those of text, codes, pictures and groups.
func notesOnBoxes() map[string]schema.Note {
	return map[string]schema.Note{
		"box.type": {About: "The type of the box.", Words: boxTypes, Needed: true},
		"box.name": {About: "The name of the box in reports. Default: \"box 1\", \"box 2\", ..."},
		"box.at": {About: "The position of the upper left corner, from the left and from the top of the trimmed page or of the group. " +
			"\"100% - 35mm\" is 35 mm before its far end, \"50%\" its middle.",
			Pattern: extentPattern, Zero: true, Count: 2, Needed: true},
		"box.size": {About: "Width and height; \"100% - 10mm\" leaves 10 mm of the page's or the group's.",
			Pattern: extentPattern, Zero: true, Count: 2,
			Needed: true},
		"box.on": {About: "Draw the box only on pages of this orientation. Default: on all; a square is landscape.",
			Words: sides},
		"box.ornament": {About: "Draw the box only if this is the ornament: of the template, or of [look] in event.toml.",
			Words: Ornaments},
		"box.when": {About: "Draw the box only if this holds, like \"not photo\"; see Conditions.",
			Pattern: expression.ConditionPattern},
		"box.turn": {About: "Degrees, clockwise around the middle of the box; fractions are allowed.", Default: 0},
		"box.text": phraseNote("The text. Fields are in double braces: {{name}}."),
		"box.tag": {About: "What a screen reader hears. Of a text: a heading, a subheading, a paragraph, an ornament, which is not read out, a label of a " +
			"list, a header of a table, or a list of the elements of its field. Of a group: a list or a table; see Lists and tables. " +
			"Default of a text: paragraph.", Words: tagWords()},
		"box.lang":      phraseNote("The language of the text. Default: that of the page."),
		"box.style":     {About: "A style from [styles]."},
		"box.font_size": {About: "The font size you want, overriding the style's.", Pattern: sizePattern, Zero: true},
		"box.module":    measure("The smallest allowed module of a QR code. Default: 0.33mm on a badge, 0.4mm on a certificate."),
		"box.payload": phraseNote("What the code contains. A bar code is Code 128 and takes printable ASCII. " +
			"Default of a QR code: the verification address with the signed token."),
		"box.picture": phraseNote("The key of one of event.toml's [pictures]: PNG, JPEG, SVG or PDF."),
		"box.file": phraseNote("A file in the event's folder, usually one per person: photos/{{id}}.jpg. Flags are yours to bring: " +
			"flags/{{country.code}}.svg."),
		"box.missing": {About: "What to draw without the file; stop makes it an error.", Words: substitutes,
			Default: substitutes[template.Silhouette]},
		"box.alt": phraseNote("What a screen reader says. Default of a QR code: that and where it can be verified; of a bar code: its contents; " +
			"of a picture: the title of an SVG, otherwise the picture is an ornament; of a text: the text itself."),
		"box.fit": {About: "Of a text: shrink or wrap. Of a picture: contain, all of it, or cover, cropped to fill the box.",
			Words: slices.Concat(fits, pictureFits)},
		"box.flow": {About: "down: place the boxes one below the other and close the gaps. across: draw the boxes once for each signatory, side by side.",
			Words: flows},
		"box.repeat": {About: "A field with several elements, like sessions: draw the boxes once for each, as {{item}} and {{item.number}}. " +
			"In a row: signatories, whose fields are written {{signatory.name}}, {{signatory.title}} and {{signatory.picture}}."},
		"box.gap": measure("The space between the boxes of a flow."),
		"box.columns": {About: "Of a row: the most boxes side by side; more go into further lines.", Least: 1,
			Most: maxColumns, Default: maxColumns},
		"box.widest": measure("Of a row: the largest width of a cell. Default: its share of the row."),
	}
}

func notesOnShapes() map[string]schema.Note {
	return map[string]schema.Note{
		"box.shape":        {About: "What to draw; a line goes from corner to corner.", Words: shapes},
		"box.radius":       measure("Rounded corners; half of the shorter side makes a circle."),
		"box.fill":         {About: "A colour, a name from [colours], or {{field}}."},
		"box.fill_to":      {About: "The far end of a gradient from fill."},
		"box.stroke":       {About: "The colour of the line."},
		"box.stroke_width": measure("The width of the line. Default: 0.5pt."),
		"box.opacity":      {About: "From transparent to opaque. Default: 1.", Least: 0, Most: 1},
		"box.d":            {About: "Of a path: SVG path data without arcs."},
		"box.view": {About: "Of a path: the width and height of the coordinates in d, which are stretched to size.",
			Least: 0, Most: 1e4, Count: 2},
		"box.band":   measure("Of a guilloche: the width of the border of interlaced curves along the inside. Default: 7mm."),
		"box.corner": measure("Of a guilloche: how far from its corners the curves end."),
		"box.seed":   phraseNote("Of a guilloche: what makes each one different. Default: the number."),
	}
}
