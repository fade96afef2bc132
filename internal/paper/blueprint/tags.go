package blueprint

import (
	"fmt"
	"lanyard/internal/paper/template"
	"slices"

	"lanyard/internal/base/source"
	"lanyard/internal/paper/expression"
)

// The words for each Tag and GroupTag in a template.
var (
	textTags = []string{template.ParagraphTag: "paragraph", template.HeadingTag: "heading",
		template.OrnamentTag: "ornament", template.SubheadingTag: "subheading", template.LabelTag: "label",
		template.HeaderTag: "header", template.SeriesTag: "list"}
	groupTags = []string{template.NoTag: "", template.ListTag: "list", template.TableTag: "table"}
)

// tagWords returns what the key tag may be, each word once.
func tagWords() []string { return append(slices.Clone(textTags), groupTags[template.TableTag]) }

// textTag reads what a text is to a screen reader.
func (p *parser) textTag(key string, raw *rawBox, t *template.Text) {
	t.Alt = expression.Phrase(raw.Alt)
	if raw.Tag != "" {
		t.Tag = template.Tag(max(0, p.oneOf(key+".tag", "tag of a text", raw.Tag, textTags)))
	}
	if t.Tag == template.OrnamentTag && len(t.Alt) > 0 {
		p.report(key+".alt", "an ornament is not read aloud, so it needs no alt", "remove alt, or remove tag = \"ornament\"")
	}
	if t.Tag == template.SeriesTag && len(t.Alt) > 0 {
		p.report(key+".alt", "the items of a list are read aloud as they are printed, so alt would not be heard",
			"remove alt, or remove tag = \"list\"")
	}
}

// groupTag reads what a group is to a screen reader.
func (p *parser) groupTag(key string, raw *rawBox, g *template.Group) {
	g.Tag = template.GroupTag(max(0, p.oneOf(key+".tag", "tag of a group", raw.Tag, groupTags)))
}

// checkTags marks the rows of tables and reports what a screen reader cannot make sense of: a label outside a list, a
// header outside a row, and what checkTable finds.
func (p *parser) checkTags(t *template.Template, boxes []template.Box, list, row bool) {
	for _, b := range boxes {
		switch b := b.(type) {
		case *template.Text:
			if b.Tag == template.LabelTag && !list {
				p.misplaced(t, &b.Frame, "is a label, but not in a list", `write tag = "list" in the group around it`)
			}
			if b.Tag == template.HeaderTag && !row {
				p.misplaced(t, &b.Frame, "is a header, but not in a row of a table",
					`put it into a group, and write tag = "table" in the group around that`)
			}
		case *template.Group:
			if b.Tag == template.TableTag {
				p.checkTable(t, b)
			}
			p.checkTags(t, b.Boxes, list || b.Tag == template.ListTag, b.Row)
		}
	}
}

// misplaced reports a box by its name.
func (p *parser) misplaced(t *template.Template, f *template.Frame, message, hint string) {
	p.problems.Add(source.Problem{Code: "template-invalid", File: t.File, Line: f.Line, Message: f.Name + " " + message,
		Hint: hint})
}

// checkTable marks the rows of a table. Each must have a cell for every column, and one row must have a header that no
// condition hides: then a screen reader knows which header a cell belongs to, whatever a person's fields are.
func (p *parser) checkTable(t *template.Template, table *template.Group) {
	columns, headers := 0, false
	for _, b := range rowsOf(table) {
		row, ok := b.(*template.Group)
		if !ok || row.Down || row.Tag != template.NoTag {
			p.misplaced(t, template.FrameOf(b), "is in a table, but not a row",
				`put the boxes of a row into a box of type = "group" without flow and tag`)
			continue
		}
		row.Row = true
		cells, header := 0, false
		for _, cell := range row.Boxes {
			text, isText := cell.(*template.Text)
			header = header || isText && text.Tag == template.HeaderTag
			if _, ornament := cell.(*template.Shape); !ornament {
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

// rowsOf returns the boxes of a table that must be rows: its own, with a repeated group replaced by its boxes. Shapes
// are ornaments.
func rowsOf(g *template.Group) (rows []template.Box) {
	for _, b := range g.Boxes {
		inner, ok := b.(*template.Group)
		switch {
		case ok && inner.Repeat != "" && inner.Tag == template.NoTag:
			rows = append(rows, rowsOf(inner)...)
		default:
			if _, ornament := b.(*template.Shape); !ornament {
				rows = append(rows, b)
			}
		}
	}
	return rows
}
