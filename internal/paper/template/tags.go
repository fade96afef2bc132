package template

import (
	"fmt"
	"slices"

	"lanyard/internal/base/source"
	"lanyard/internal/paper/expression"
)

// Tag says what a text is to a screen reader.
type Tag uint8

// The tags of texts, written as in textTags.
const (
	ParagraphTag  Tag = iota
	HeadingTag        // the subject of the page: the title, or the name on a badge
	OrnamentTag       // not read aloud
	SubheadingTag     // below the heading
	LabelTag          // the number or bullet of an item of a list
	HeaderTag         // a cell of a table that names the cells of its column or its row
	SeriesTag         // of a text with a field that has several elements: each is an item of a list
)

// GroupTag says what a group is to a screen reader.
type GroupTag uint8

// The tags of groups, written as in groupTags.
const (
	NoTag    GroupTag = iota
	ListTag           // each repetition is an item; if the group has no repeat, each box is one
	TableTag          // groups in it are rows, and so are groups in a repetition; boxes of a row are cells
)

// The words for each Tag and GroupTag in a template.
var (
	textTags = []string{ParagraphTag: "paragraph", HeadingTag: "heading", OrnamentTag: "ornament",
		SubheadingTag: "subheading", LabelTag: "label", HeaderTag: "header", SeriesTag: "list"}
	groupTags = []string{NoTag: "", ListTag: "list", TableTag: "table"}
)

// tagWords returns what the key tag may be, each word once.
func tagWords() []string { return append(slices.Clone(textTags), groupTags[TableTag]) }

// textTag reads what a text is to a screen reader.
func (p *parser) textTag(key string, raw *rawBox, t *Text) {
	t.Alt = expression.Phrase(raw.Alt)
	if raw.Tag != "" {
		t.Tag = Tag(max(0, p.oneOf(key+".tag", "tag of a text", raw.Tag, textTags)))
	}
	if t.Tag == OrnamentTag && len(t.Alt) > 0 {
		p.report(key+".alt", "an ornament is not read aloud, so it needs no alt", "remove alt, or remove tag = \"ornament\"")
	}
	if t.Tag == SeriesTag && len(t.Alt) > 0 {
		p.report(key+".alt", "the items of a list are read aloud as they are printed, so alt would not be heard",
			"remove alt, or remove tag = \"list\"")
	}
}

// groupTag reads what a group is to a screen reader.
func (p *parser) groupTag(key string, raw *rawBox, g *Group) {
	g.Tag = GroupTag(max(0, p.oneOf(key+".tag", "tag of a group", raw.Tag, groupTags)))
}

// checkTags marks the rows of tables and reports what a screen reader could make nothing of: a
// label outside of a list, a header outside of a row, and what checkTable finds.
func (p *parser) checkTags(t *Template, boxes []Box, list, row bool) {
	for _, b := range boxes {
		switch b := b.(type) {
		case *Text:
			if b.Tag == LabelTag && !list {
				p.misplaced(t, &b.Frame, "is a label, but not in a list", `write tag = "list" in the group around it`)
			}
			if b.Tag == HeaderTag && !row {
				p.misplaced(t, &b.Frame, "is a header, but not in a row of a table",
					`put it into a group, and write tag = "table" in the group around that`)
			}
		case *Group:
			if b.Tag == TableTag {
				p.checkTable(t, b)
			}
			p.checkTags(t, b.Boxes, list || b.Tag == ListTag, b.Row)
		}
	}
}

// misplaced reports a box by its name.
func (p *parser) misplaced(t *Template, f *Frame, message, hint string) {
	p.problems.Add(source.Problem{Code: "template-invalid", File: t.File, Line: f.Line, Message: f.Name + " " + message,
		Hint: hint})
}

// checkTable marks the rows of a table. Each must have a cell for every column, and one row
// must have a header that no condition hides: then a reader knows which header a cell belongs to,
// whatever a person's fields are.
func (p *parser) checkTable(t *Template, table *Group) {
	columns, headers := 0, false
	for _, b := range rowsOf(table) {
		row, ok := b.(*Group)
		if !ok || row.Down || row.Tag != NoTag {
			p.misplaced(t, b.frame(), "is in a table, but not a row",
				`put the boxes of a row into a box of type = "group" without flow and tag`)
			continue
		}
		row.Row = true
		cells, header := 0, false
		for _, cell := range row.Boxes {
			text, isText := cell.(*Text)
			header = header || isText && text.Tag == HeaderTag
			if _, ornament := cell.(*Shape); !ornament {
				cells++
			}
		}
		if columns == 0 {
			columns = cells
		}
		if cells == 0 || cells != columns {
			p.misplaced(t, &row.Frame, fmt.Sprintf("has %d cells, but the first row of the table has %d", cells, columns),
				"give each row a box for each column; a text without words keeps its place")
		}
		headers = headers || header
		if header && len(row.When) > 0 {
			p.misplaced(t, &row.Frame, "has a header of a table, but is not always shown", "put its when on the table")
		}
	}
	if !headers {
		p.misplaced(t, &table.Frame, "is a table without a header, so nobody hears what its cells are about",
			`write tag = "header" in the texts of its first row`)
	}
}

// rowsOf returns the boxes of a table that must be rows: its own, with those of a repeated
// group in place of it. Shapes are ornaments.
func rowsOf(g *Group) (rows []Box) {
	for _, b := range g.Boxes {
		inner, ok := b.(*Group)
		switch {
		case ok && inner.Repeat != "" && inner.Tag == NoTag:
			rows = append(rows, rowsOf(inner)...)
		default:
			if _, ornament := b.(*Shape); !ornament {
				rows = append(rows, b)
			}
		}
	}
	return rows
}
