package template

import (
	"slices"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/paper"
	"lanyard/internal/base/source"
)

// Schema returns the JSON Schema (draft 2020-12) of templates, for editors. It
// asks for no more than Parse does, and not for all of it: which colours and
// styles there are, and what goes together in a box, is for Parse alone.
func Schema() []byte {
	notes := map[string]source.Note{
		"name":            {About: "How reports and event.toml call the template.", Needed: true},
		"kind":            {About: "What is made with it.", Words: paper.Words(), Needed: true},
		"size":            {About: "Trimmed width and height.", Pattern: geom.LengthPattern, Zero: true, Count: 2, Needed: true},
		"bleed":           measure("Paint continues this far beyond the trim. Default: 0."),
		"mirror":          {About: "Exchange left and right on pages in a language from right to left. Default: false."},
		"background":      {About: "Artwork below all boxes: a name from event.toml's [pictures], or a file of the event's folder."},
		"background_page": {About: "Which page of a PDF. Default: 1.", Least: 1, Most: maxPage},
		"colours":         {About: "Names for colours: \"#16202c\", \"cmyk(100, 60, 0, 20)\" or \"spot(Gold, 0, 20, 60, 20)\"."},
		"styles":          {About: "Styles of text; a box may override every key."},
		"box":             {About: "What stands on the page, painted in order, the first one lowest.", Needed: true, Kinds: boxKeys()},
		"box.box":         {About: "The boxes of a group, in its own positions.", Kinds: boxKeys()},
	}
	for _, more := range []map[string]source.Note{notesOnStyles(), notesOnBoxes(), notesOnShapes()} {
		for key, n := range more {
			notes[key] = n
		}
	}
	return source.Schema(rawTemplate{}, "template of Lanyard", notes)
}

// boxKeys returns all keys of each type of box.
func boxKeys() map[string][]string {
	keys := map[string][]string{}
	for kind, own := range keysOf {
		keys[kind] = append(slices.Clone(keysOfAll), own...)
	}
	return keys
}

// The patterns of what ParsePhrase and ParseCondition read.
const (
	phrasePattern    = `^([^{]|\{[^{]|\{\{\s*` + fieldPattern + `\s*\}\})*\{?$`
	conditionPattern = `^\s*(` + termPattern + `(\s*(and|or)\s+` + termPattern + `)*)?\s*$`
	termPattern      = `(not\s+)?` + fieldPattern + `(\s+is(\s+not)?(\s*"[^"]*"|\s+[^\s"]+))?`
	fieldPattern     = `[A-Za-z0-9_.-]+`
)

// sizePattern matches a font size: a length, or a share of the size around it.
const sizePattern = `(^\s*[0-9]+(\.[0-9]+)?\s*%\s*$)|(` + geom.LengthPattern + `)`

func measure(about string) source.Note {
	return source.Note{About: about, Pattern: geom.LengthPattern, Zero: true}
}

func phraseNote(about string) source.Note {
	return source.Note{About: about, Pattern: phrasePattern}
}

// notesOnStyles is about the keys of styles, which text boxes have too.
func notesOnStyles() map[string]source.Note {
	return map[string]source.Note{
		"styles.inherits": {About: "The style that this one is like but for what it says."},
		"styles.size":     {About: "The font size that is wanted; in a span 80% is that of the text around it.", Pattern: sizePattern, Zero: true},
		"*.family":        {About: "sans, serif, or a family of event.toml's [[fonts]].", Such: []string{"sans", "serif"}, Default: plain.Family},
		"*.min":           measure("The floor: the font is never smaller. Default: size."),
		"*.break":         measure("With shrink: below this size lines are broken if that makes the font larger. Default: min."),
		"*.bold":          {About: "The bold style of the font."},
		"*.colour":        {About: "A colour, a name from [colours], or {{field}}."},
		"*.align":         {About: "Where lines stand; start and end go by the reading direction.", Words: aligns, Default: aligns[plain.Align]},
		"*.valign":        {About: "Where the lines, or the boxes of a flow, stand as a whole.", Words: valigns, Default: valigns[plain.Valign]},
		"*.lines":         {About: "The most lines.", Least: 1, Most: maxLines, Default: plain.Lines},
		"styles.fit":      {About: "shrink: to the floor, then break; wrap: break, then shrink.", Words: fits, Default: fits[0]},
		"*.leading":       {About: "Line pitch as a multiple of the size; 0: the font's own.", Least: 0, Most: 5},
		"*.tracking":      measure("Extra space between letters; never in joined scripts."),
	}
}

// notesOnBoxes is about boxes of all types, and those of words and pictures.
func notesOnBoxes() map[string]source.Note {
	return map[string]source.Note{
		"box.type":      {About: "What kind of box it is.", Words: boxTypes, Needed: true},
		"box.name":      {About: "How reports call the box. Default: \"box 1\", \"box 2\", ..."},
		"box.at":        {About: "Where its upper left corner stands, from the left and from the top.", Pattern: geom.LengthPattern, Zero: true, Count: 2, Needed: true},
		"box.size":      {About: "Its width and height.", Pattern: geom.LengthPattern, Zero: true, Count: 2, Needed: true},
		"box.when":      {About: "Draw it only then: \"name_local\", \"not photo\", \"role is speaker or role is host\".", Pattern: conditionPattern},
		"box.turn":      {About: "Degrees, clockwise around the middle of the box.", Default: 0},
		"box.text":      phraseNote("The words; fields stand in double braces: {{name}}."),
		"box.tag":       {About: "To who hears the page: what the text is, or ornament, which is not read out.", Words: tags, Default: tags[ParagraphTag]},
		"box.lang":      phraseNote("The language of the words. Default: that of the first field."),
		"box.style":     {About: "A style from [styles]."},
		"box.font_size": {About: "The font size that is wanted, in place of the style's.", Pattern: sizePattern, Zero: true},
		"box.module":    measure("The smallest allowed module of the QR code. Default: 0.33mm on a badge, 0.4mm on a certificate."),
		"box.payload":   phraseNote("What the code says. Default of a QR code: the verification address with the token."),
		"box.picture":   phraseNote("A name from event.toml's [pictures]."),
		"box.file":      phraseNote("A file of the event's folder, one a person: photos/{{id}}.jpg."),
		"box.missing":   {About: "What stands there without the file.", Words: substitutes, Default: substitutes[Silhouette]},
		"box.alt":       phraseNote("What a screen reader says."),
		"box.fit":       {About: "Of a text: shrink or wrap. Of a picture: contain, the whole of it, or cover, cropped.", Words: slices.Concat(fits, pictureFits)},
		"box.flow":      {About: "down: place the boxes of a group one under another and close up the gaps.", Words: flows},
		"box.repeat":    {About: "A field with several elements: the boxes of the group stand once for each, as {{item}} and {{item.number}}."},
		"box.gap":       measure("Between the boxes of a flow."),
	}
}

func notesOnShapes() map[string]source.Note {
	return map[string]source.Note{
		"box.shape":        {About: "What is drawn; a line goes from corner to corner.", Words: shapes},
		"box.radius":       measure("Of rounded corners; half of the shorter side makes a circle."),
		"box.fill":         {About: "A colour, a name from [colours], or {{field}}."},
		"box.fill_to":      {About: "The far end of a gradient; fill is the near end."},
		"box.stroke":       {About: "The colour of the line."},
		"box.stroke_width": measure("How thick the line is. Default: 0.5pt."),
		"box.opacity":      {About: "From nothing to opaque.", Least: 0, Most: 1},
		"box.d":            {About: "Of a path: SVG path data without arcs."},
		"box.view":         {About: "Of a path: the width and height that d is drawn in; stretched over size.", Least: 0, Most: 1e4, Count: 2},
		"box.band":         measure("Of a guilloche: width of the border of interlaced curves along the inside. Default: 7mm."),
		"box.corner":       measure("Of a guilloche: how far from its corners the curves end."),
		"box.seed":         phraseNote("Of a guilloche: what makes each one different. Default: the number."),
	}
}
