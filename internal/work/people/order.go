package people

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"lanyard/internal/base/locale"
	"lanyard/internal/base/source"
)

// What badges can be grouped and sorted by, in addition to the columns of the list.
var (
	groupKeys = []string{"none", "role", "organisation", "country", "letter"}
	sortKeys  = []string{"family", "name", "organisation", "role", "country", "row", "arrival"}
)

// GroupOf returns the group of p, and the group's rank where that does not follow from its name.
func (l *List) GroupOf(p *Person) (key string, rank int) {
	switch by := l.Event.Badges.Group; by {
	case "none":
		return "", 0
	case "role":
		return p.RoleMark.Key, slices.Index(l.Event.RoleOrder, p.RoleMark.Key)
	case "organisation":
		return p.Organisation, 0
	case "country":
		return p.Country, 0
	case "letter":
		return letterOf(p.SortFamily(l.Event.Languages[0]), l.Event.Languages[0]), 0
	default:
		return p.Fields.Get(by), 0
	}
}

// letterOf returns the letter under which a dictionary of a language lists a word. Letters with marks sort under
// the plain letter, unless the language sorts them after all words of that letter, as Swedish does with Ö after Z.
func letterOf(word, lang string) string {
	for _, r := range word {
		if !unicode.IsLetter(r) {
			continue
		}
		letter := string(unicode.ToUpper(r))
		plain := strings.ToUpper(locale.Slug(letter))
		if len(plain) == 1 && locale.Collator(lang)(letter+"a", plain+"zz") < 0 {
			return plain
		}
		return letter
	}
	return ""
}

// byGroup sorts people by group and keeps the order within groups.
func (l *List) byGroup(people []*Person) {
	if l.Event.Badges.Group == "none" {
		return
	}
	compare := locale.Collator(l.Event.Languages[0])
	slices.SortStableFunc(people, func(a, b *Person) int {
		keyA, rankA := l.GroupOf(a)
		keyB, rankB := l.GroupOf(b)
		if (keyA == "") != (keyB == "") {
			return cmp.Compare(len(keyB), len(keyA)) // people without a group come last
		}
		return cmp.Or(cmp.Compare(rankA, rankB), compare(keyA, keyB), cmp.Compare(keyA, keyB))
	})
}

// checkOrder reports grouping and sorting keys for which the list has no column.
func (l *List) checkOrder() {
	b := l.Event.Badges
	if b == nil || len(l.People) == 0 {
		return
	}
	columns := l.Columns()
	for _, by := range []struct {
		key, word, what string
		known           []string
	}{{"badges.group", b.Group, "group", groupKeys}, {"badges.sort", b.Sort, "sort", sortKeys}} {
		known := slices.Concat(by.known, columns)
		if slices.Contains(known, by.word) {
			continue
		}
		hint := "write one of " + strings.Join(known, ", ")
		if near := source.Nearest(by.word, known); near != "" {
			hint = "did you mean " + near + "? " + hint
		}
		l.report("event-"+by.what, by.key, fmt.Sprintf("the list has no column %s to %s by", source.Quote(by.word),
			by.what), hint)
	}
}
