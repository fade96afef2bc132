package press

import (
	"lanyard/internal/paper/outline"
	"lanyard/internal/work/order"
)

// lettersFrom is how many people a file or a group must have before its bookmarks are
// grouped by letter: more than a reader shows at once.
const lettersFrom = 40

// bookmarks returns the bookmarks of a file with all papers of p: groups, letters where
// the papers are in their order, and people. page has the page of each paper, from 1. A
// file for one person needs none.
func (p *Press) bookmarks(page []int) (marks []outline.Bookmark) {
	if len(p.Papers) < 2 {
		return nil
	}
	groups := p.groups
	if len(groups) < 2 {
		groups = []group{{papers: len(p.Papers)}}
	}
	first := 0
	for _, g := range groups {
		level, next := 0, first+g.papers
		if len(groups) > 1 {
			marks = append(marks, outline.Bookmark{Title: g.name, Page: page[first]})
			level = 1
		}
		letters := p.letters(first, next)
		for i := first; i < next; i++ {
			below := level
			if letters != nil {
				if below++; i == first || letters[i-first] != letters[i-first-1] {
					marks = append(marks, outline.Bookmark{Title: letters[i-first], Level: level, Page: page[i]})
				}
			}
			marks = append(marks, outline.Bookmark{Title: p.titleOf(i), Level: below, Page: page[i]})
		}
		first = next
	}
	return marks
}

// titleOf returns the bookmark of a paper: the name on it, or the number of a blank one.
func (p *Press) titleOf(i int) string {
	if name := p.Papers[i].Person.Name; name != "" && !p.Spare {
		return name
	}
	return p.Papers[i].Number.String()
}

// letters returns the letter of each of the papers from from up to to; nil if there are
// too few, or if a letter would come twice, because they are not in that order.
func (p *Press) letters(from, to int) []string {
	if to-from < lettersFrom || p.Spare {
		return nil
	}
	letters, seen := make([]string, to-from), map[string]bool{}
	for i := range letters {
		l := order.Letter(p.List, p.Papers[from+i].Person)
		if l == "" {
			l = unnamed
		}
		if letters[i] = l; i == 0 || l != letters[i-1] {
			if seen[l] {
				return nil
			}
			seen[l] = true
		}
	}
	if len(seen) < 2 {
		return nil
	}
	return letters
}
