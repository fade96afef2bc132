package layout

import (
	"slices"
	"strings"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/template"
)

// roles are what the tags of texts are on a page. A header is a paragraph within its cell.
var roles = [...]page.Role{template.ParagraphTag: page.Paragraph, template.HeadingTag: page.Heading,
	template.OrnamentTag: page.Ornament, template.SubheadingTag: page.Subheading, template.LabelTag: page.Label,
	template.HeaderTag: page.Paragraph, template.SeriesTag: page.Paragraph}

// tagOf returns the tag of g as a whole; nil: none.
func tagOf(g *template.Group) *page.Tag {
	switch {
	case g.Row:
		return &page.Tag{Role: page.Row}
	case g.Tag == template.ListTag:
		return &page.Tag{Role: page.List}
	case g.Tag == template.TableTag:
		return &page.Tag{Role: page.Table}
	}
	return nil
}

// itemOf returns the tag of a repetition in g; nil: none.
func itemOf(g *template.Group) *page.Tag {
	if g.Tag == template.ListTag {
		return &page.Tag{Role: page.ListItem}
	}
	return nil
}

// partOf returns the tag of b as a part of g, which does not repeat: an item or a cell; nil: none.
func partOf(g *template.Group, b template.Box) *page.Tag {
	_, ornament := b.(*template.Shape)
	switch {
	case !g.Row || ornament:
		return itemOf(g)
	case !isHeader(b):
		return &page.Tag{Role: page.Cell}
	case slices.ContainsFunc(g.Boxes, func(b template.Box) bool {
		_, ornament := b.(*template.Shape)
		return !ornament && !isHeader(b)
	}):
		return &page.Tag{Role: page.RowHeader}
	}
	return &page.Tag{Role: page.ColumnHeader}
}

func isHeader(b template.Box) bool {
	t, ok := b.(*template.Text)
	return ok && t.Tag == template.HeaderTag
}

// tagged returns items in a group with a tag, or as they are if that is nil or if they are the
// items of nothing. A cell counts even if it is empty.
func tagged(items []page.Item, tag *page.Tag) []page.Item {
	if tag == nil || len(items) == 0 && !tag.Role.IsCell() {
		return items
	}
	return []page.Item{&page.Group{Tag: tag, Items: slices.Clone(items)}}
}

// divide cuts o into its spans and the elements of its list, for which it has spans of their own in
// the look of b, whose colour is given. Then no run of a line belongs to two elements. Spans are
// numbered by the element they belong to, from 1; 0 is before the list, and the last number behind it.
func (o *speech) divide(b *template.Text, colour geom.Colour) {
	if len(o.items) == 0 {
		return
	}
	look := template.Span{Family: b.Style.Family, Bold: b.Style.Bold, Ink: b.Style.Ink, Scale: 1}
	cuts := slices.Concat(o.items, []int{0, len(o.text)})
	for _, s := range o.spans {
		cuts = append(cuts, s.from, s.to)
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var parts []span
	for i, from := range cuts[:len(cuts)-1] {
		part := span{from: from, to: cuts[i+1], Span: look, colour: colour}
		for _, s := range o.spans {
			if s.from <= from && from < s.to {
				part.Span, part.colour = s.Span, s.colour
			}
		}
		for part.item < len(o.items) && o.items[part.item] <= from {
			part.item++
		}
		parts = append(parts, part)
	}
	o.spans = parts
}

// starts returns where each item begins in words, which are their series, and where the last one
// ends, all moved by from.
func starts(items []string, words string, from int) []int {
	var at []int
	next := 0
	for _, item := range items {
		i := strings.Index(words[next:], item)
		if i < 0 {
			return nil
		}
		at, next = append(at, from+next+i), next+i+len(item)
	}
	return append(at, from+len(words))
}

// series returns the runs of a text with a list of n elements in it as a paragraph before the list,
// the list, and a paragraph behind it. of holds the span of each run, as an index into spans.
func series(runs []page.Item, of []int, n int, k memoryKey, spans []span) []page.Item {
	parts := make([]*page.Group, n+2)
	for i := range parts {
		parts[i] = &page.Group{Tag: &page.Tag{Role: page.Paragraph, Lang: k.lang}}
	}
	for _, s := range spans {
		parts[s.item].Tag.Text += plain(k.text[s.from:s.to])
	}
	for i, run := range runs {
		part := parts[spans[of[i]].item]
		part.Items = append(part.Items, run)
	}
	list := &page.Group{Tag: &page.Tag{Role: page.List}}
	for _, part := range parts[1 : n+1] {
		list.Items = append(list.Items, &page.Group{Tag: &page.Tag{Role: page.ListItem}, Items: []page.Item{part}})
	}
	return slices.DeleteFunc([]page.Item{parts[0], list, parts[n+1]}, func(it page.Item) bool {
		return len(it.(*page.Group).Items) == 0
	})
}
