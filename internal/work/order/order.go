// Package order puts badges into the order of the stack, and into groups: by the words of event.toml or by a column of
// the list.
package order

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"lanyard/internal/base/locale"
	"lanyard/internal/base/source"
	"lanyard/internal/work/people"
)

// What badges can be grouped and sorted by, in addition to the columns of the list.
var (
	groupKeys = []string{"none", "role", "organisation", "country", "letter"}
	sortKeys  = []string{"family", "name", "organisation", "role", "country", "row", "arrival"}
)

// Group returns the group of p, and the group's rank where that does not follow from its name.
func Group(l *people.List, p *people.Person) (key string, rank int) {
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
		return Letter(l, p), 0
	default:
		return p.Fields.Get(by), 0
	}
}

// Letter returns the letter under which an index in the event's main language lists p;
// "" if the name has none.
func Letter(l *people.List, p *people.Person) string {
	lang := l.Event.Languages[0]
	return letterOf(p.SortFamily(lang), lang)
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
func byGroup(l *people.List, all []*people.Person) {
	if l.Event.Badges.Group == "none" {
		return
	}
	compare := locale.Collator(l.Event.Languages[0])
	slices.SortStableFunc(all, func(a, b *people.Person) int {
		keyA, rankA := Group(l, a)
		keyB, rankB := Group(l, b)
		if (keyA == "") != (keyB == "") {
			return cmp.Compare(len(keyB), len(keyA)) // people without a group come last
		}
		return cmp.Or(cmp.Compare(rankA, rankB), compare(keyA, keyB), cmp.Compare(keyA, keyB))
	})
}

// Check reports grouping and sorting keys for which the list has no column.
func Check(l *people.List) (problems source.Problems) {
	b := l.Event.Badges
	if b == nil || len(l.People) == 0 {
		return nil
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
		problems.Add(l.Event.Problem("event-"+by.what, by.key, fmt.Sprintf("the list has no column %s to %s by",
			source.Quote(by.word), by.what), hint))
	}
	return problems
}

// Sorted returns people of the list in the order of their badges in the stack.
func Sorted(l *people.List, all []*people.Person) []*people.Person {
	sorted := slices.Clone(all)
	main := l.Event.Languages[0]
	compare := locale.Collator(main)
	key := func(p *people.Person) string { return "" }
	switch by := l.Event.Badges.Sort; by {
	case "row", "arrival":
	case "family":
		key = func(p *people.Person) string { return people.Joined(" ", p.SortFamily(main), p.Name) }
	case "name":
		key = func(p *people.Person) string { return p.Name }
	case "organisation":
		key = func(p *people.Person) string { return people.Joined(" ", p.Organisation, p.Name) }
	case "country":
		key = func(p *people.Person) string { return people.Joined(" ", p.Country, p.SortFamily(main), p.Name) }
	case "role":
		key = func(p *people.Person) string {
			return people.Joined(" ", fmt.Sprintf("%04d", slices.Index(l.Event.RoleOrder, p.RoleMark.Key)+1), p.Name)
		}
	default:
		key = func(p *people.Person) string { return p.Fields.Get(by) }
		compare = byNumber(compare)
	}
	keys := make(map[*people.Person]string, len(sorted))
	for _, p := range sorted {
		keys[p] = key(p)
	}
	slices.SortStableFunc(sorted, func(a, b *people.Person) int { return compare(keys[a], keys[b]) })
	byGroup(l, sorted)
	return sorted
}

// byNumber compares whole numbers numerically and all other texts with compare; empty texts come last.
func byNumber(compare func(a, b string) int) func(a, b string) int {
	return func(a, b string) int {
		if (a == "") != (b == "") {
			return cmp.Compare(len(b), len(a))
		}
		n, errA := strconv.ParseInt(a, 10, 64)
		m, errB := strconv.ParseInt(b, 10, 64)
		if errA == nil && errB == nil {
			return cmp.Compare(n, m)
		}
		return compare(a, b)
	}
}
