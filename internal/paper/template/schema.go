package template

import (
	"slices"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/source"
)

// Schema returns the JSON Schema (draft 2020-12) of templates, for editors. It rejects nothing that Parse accepts, but
// accepts more: only Parse checks the names of colours and styles and which keys of a box go together.
func Schema() []byte {
	notes := map[string]source.Note{
		"name": {About: "The template's name in reports and in event.toml.", Needed: true},
		"kind": {About: "What the template is for.", Words: kinds, Needed: true},
		"size": {About: "Trimmed width and height.", Pattern: geom.LengthPattern, Zero: true, Count: 2,
			Needed: true},
		"bleed":  measure("How far paint continues beyond the trim. Default: 0."),
		"mirror": {About: "Exchange left and right on pages in a right-to-left language. Default: false."},
		"background": {About: "Artwork below all boxes: a name from event.toml's [pictures], or a file in the " +
			"event folder."},
		"background_page": {About: "Which page of a PDF. Default: 1.", Least: 1, Most: maxPage},
		"colours": {About: "Names for colours: \"#16202c\", \"cmyk(100, 60, 0, 20)\" or \"spot(Gold, 0, 20, " +
			"60, 20)\"."},
		"styles": {About: "Styles of text; a box may override every key."},
		"box": {About: "What is on the page, painted in order, the first at the bottom.", Needed: true,
			Kinds: boxKeys()},
		"box.box": {About: "The boxes of a group, in the group's coordinates.", Kinds: boxKeys()},
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

// Patterns for what ParsePhrase and ParseCondition read.
const (
	phrasePattern    = `^([^{]|\{[^{]|\{\{\s*` + fieldPattern + `\s*\}\})*\{?$`
	conditionPattern = `^\s*(` + termPattern + `(\s*(and|or)\s+` + termPattern + `)*)?\s*$`
	termPattern      = `(not\s+)?` + fieldPattern + `(\s+is(\s+not)?(\s*"[^"]*"|\s+[^\s"]+))?`
	fieldPattern     = `[A-Za-z0-9_.-]+`
)

// sizePattern matches a font size: a length, or a percentage of the surrounding size.
const sizePattern = `(^\s*[0-9]+(\.[0-9]+)?\s*%\s*$)|(` + geom.LengthPattern + `)`

func measure(about string) source.Note {
	return source.Note{About: about, Pattern: geom.LengthPattern, Zero: true}
}

func phraseNote(about string) source.Note {
	return source.Note{About: about, Pattern: phrasePattern}
}

// notesOnStyles covers the keys of styles, which text boxes have too.
func notesOnStyles() map[string]source.Note {
	return map[string]source.Note{
		"styles.inherits": {About: "The style whose keys this one inherits."},
		"styles.size": {About: "The preferred font size; in a span, 80% is relative to the text around it.",
			Pattern: sizePattern, Zero: true},
		"*.family": {About: "sans, serif, or a family of event.toml's [[fonts]].", Such: []string{"sans", "serif"},
			Default: plain.Family},
		"*.min":    measure("The smallest font size allowed. Default: size."),
		"*.break":  measure("With shrink: below this size, lines are broken if that allows larger text. Default: min."),
		"*.bold":   {About: "The bold style of the font."},
		"*.colour": {About: "A colour, a name from [colours], or {{field}}."},
		"*.align": {About: "The alignment of lines; start and end follow the reading direction.", Words: aligns,
			Default: aligns[plain.Align]},
		"*.valign": {About: "The vertical position of the lines, or of the boxes of a flow, as a whole.",
			Words: valigns, Default: valigns[plain.Valign]},
		"*.lines": {About: "The most lines allowed.", Least: 1, Most: maxLines, Default: plain.Lines},
		"styles.fit": {About: "shrink: down to min, then break; wrap: break, then shrink.", Words: fits,
			Default: fits[0]},
		"*.leading":  {About: "Line pitch as a multiple of the size; 0: the font's own.", Least: 0, Most: 5},
		"*.tracking": measure("Extra space between letters; ignored in joined scripts."),
	}
}

// notesOnBoxes covers all types of box, then texts and pictures.
func notesOnBoxes() map[string]source.Note {
	return map[string]source.Note{
		"box.type": {About: "The type of box.", Words: boxTypes, Needed: true},
		"box.name": {About: "The box's name in reports. Default: \"box 1\", \"box 2\", ..."},
		"box.at": {About: "Its upper left corner, from the left and the top.", Pattern: geom.LengthPattern,
			Zero: true, Count: 2, Needed: true},
		"box.size": {About: "Its width and height.", Pattern: geom.LengthPattern, Zero: true, Count: 2,
			Needed: true},
		"box.when": {About: "Draw it only if this holds: \"name_local\", \"not photo\", \"role is speaker or " +
			"role is host\".", Pattern: conditionPattern},
		"box.turn": {About: "Degrees clockwise around the centre of the box.", Default: 0},
		"box.text": phraseNote("The text; fields are in double braces: {{name}}."),
		"box.tag": {About: "For screen readers: what the text is, or ornament, which is not read.", Words: tags,
			Default: tags[ParagraphTag]},
		"box.lang":      phraseNote("The language of the text. Default: that of the page."),
		"box.style":     {About: "A style from [styles]."},
		"box.font_size": {About: "The preferred font size, instead of the style's.", Pattern: sizePattern, Zero: true},
		"box.module": measure("The smallest allowed module of the QR code. Default: 0.33mm on a badge, 0.4mm on a " +
			"certificate."),
		"box.payload": phraseNote("The content of the code. Default of a QR code: the verification address with the " +
			"token."),
		"box.picture": phraseNote("A name from event.toml's [pictures]."),
		"box.file":    phraseNote("A file in the event folder, one per person: photos/{{id}}.jpg."),
		"box.missing": {About: "What to do if the file does not exist.", Words: substitutes,
			Default: substitutes[Silhouette]},
		"box.alt": phraseNote("The description for screen readers."),
		"box.fit": {About: "Text: shrink or wrap. Picture: contain, the whole of it, or cover, cropped.",
			Words: slices.Concat(fits, pictureFits)},
		"box.flow": {About: "down: stack the boxes of a group and close gaps.", Words: flows},
		"box.repeat": {About: "A field with several elements: one copy of the group's boxes for each, with {{item}} " +
			"and {{item.number}}."},
		"box.gap": measure("The gap between the boxes of a flow."),
	}
}

func notesOnShapes() map[string]source.Note {
	return map[string]source.Note{
		"box.shape":        {About: "The shape; a line goes from corner to corner.", Words: shapes},
		"box.radius":       measure("The radius of rounded corners; half the shorter side makes a circle."),
		"box.fill":         {About: "A colour, a name from [colours], or {{field}}."},
		"box.fill_to":      {About: "The far end of a gradient; fill is the near end."},
		"box.stroke":       {About: "The colour of the line."},
		"box.stroke_width": measure("The thickness of the line. Default: 0.5pt."),
		"box.opacity":      {About: "From 0, invisible, to 1, opaque.", Least: 0, Most: 1},
		"box.d":            {About: "Path: SVG path data."},
		"box.view": {About: "Path: width and height of the area in which d is drawn; stretched to size.",
			Least: 0, Most: 1e4, Count: 2},
		"box.band":   measure("Guilloche: width of the border of interlaced curves along the inside. Default: 7mm."),
		"box.corner": measure("Guilloche: space left free at the corners."),
		"box.seed":   phraseNote("Guilloche: text that makes each one different. Default: the number."),
	}
}
