package svg

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// sheet holds the rules of all style elements.
type sheet struct {
	rules map[string][]*rule // by the first of id, class and element in the selector: "#id", ".class", "element", "*"
	count int
}

type rule struct {
	element      string // "" and "*": any
	ids, classes []string
	declarations []declaration
	rank         int // by specificity
	order        int
}

func newSheet() *sheet { return &sheet{rules: map[string][]*rule{}} }

// matching returns the rules for n, lowest priority first.
func (d *drawing) matching(n *node) []*rule {
	var found []*rule
	classes := strings.Fields(n.attributes["class"])
	if len(classes) > maxClasses {
		d.limit(n, fmt.Sprintf("an element has more than %d classes", maxClasses))
		return nil
	}
	take := func(key string) {
		for _, r := range d.sheet.rules[key] {
			if r.matches(n, classes) {
				found = append(found, r)
			}
		}
	}
	take("*")
	take(n.name)
	for _, c := range slices.Compact(slices.Sorted(slices.Values(classes))) {
		take("." + c)
	}
	if id := n.attributes["id"]; id != "" {
		take("#" + id)
	}
	slices.SortFunc(found, func(a, b *rule) int { return cmp.Or(a.rank-b.rank, a.order-b.order) })
	return found
}

func (r *rule) matches(n *node, classes []string) bool {
	for _, id := range r.ids {
		if n.attributes["id"] != id {
			return false
		}
	}
	for _, c := range r.classes {
		if !slices.Contains(classes, c) {
			return false
		}
	}
	return r.element == "" || r.element == "*" || r.element == n.name
}

// readSheet reads the rules of a style element (CSS 2.1, chapter 4).
func (d *drawing) readSheet(n *node) {
	css := strings.NewReplacer("<!--", " ", "-->", " ").Replace(uncommented(string(n.text)))
	for {
		css = strings.TrimSpace(css)
		if css == "" {
			return
		}
		if css[0] == '@' {
			if css = d.atRule(n, css); css == "" {
				return
			}
			continue
		}
		head, rest, ok := strings.Cut(css, "{")
		body, after, closed := strings.Cut(rest, "}")
		if !ok || !closed || strings.Contains(body, "{") {
			d.refuse(n, fmt.Sprintf("the style sheet has %q where a rule is expected", short(css)),
				"save it again with presentation attributes instead of styles")
			return
		}
		list := declarations(body)
		for selector := range strings.SplitSeq(head, ",") {
			if !d.addRule(n, strings.TrimSpace(selector), list) {
				return
			}
		}
		css = after
	}
}

// atRule skips at-rules that do not affect print and refuses others.
func (d *drawing) atRule(n *node, css string) (rest string) {
	name := css[1:]
	if i := strings.IndexAny(name, " \t\r\n\"'({;"); i >= 0 {
		name = name[:i]
	}
	switch name {
	case "font-face", "keyframes", "-webkit-keyframes", "charset", "namespace", "page":
	case "media": // paper is light
		if head, _, _ := strings.Cut(css, "{"); strings.Contains(strings.ReplaceAll(head, " ", ""),
			"(prefers-color-scheme:dark)") && !strings.Contains(head, "not") && !strings.Contains(head, ",") {
			break
		}
		fallthrough
	default:
		d.refuse(n, fmt.Sprintf("the style sheet has the unsupported rule @%s", short(name)),
			"save it again with its styles embedded as plain rules")
		return ""
	}
	depth := 0
	for i, c := range css {
		switch c {
		case '{':
			depth++
		case '}':
			if depth--; depth <= 0 {
				return css[i+1:]
			}
		case ';':
			if depth == 0 {
				return css[i+1:]
			}
		}
	}
	return ""
}

// live are the pseudo-classes that depend on interaction.
var live = []string{":hover", ":active", ":focus", ":visited", ":target"}

func (d *drawing) addRule(n *node, selector string, list []declaration) bool {
	if selector == "" || slices.ContainsFunc(live, func(p string) bool { return strings.Contains(selector, p) }) {
		return true
	}
	if d.sheet.count++; d.sheet.count > maxRules {
		d.limit(n, fmt.Sprintf("the style sheets have more than %d selectors", maxRules))
		return false
	}
	r := &rule{declarations: list, order: d.sheet.count}
	rest, key := selector, "*"
	if i := strings.IndexAny(rest, ".#"); i != 0 {
		if i < 0 {
			i = len(rest)
		}
		r.element, rest = rest[:i], rest[i:]
		key = r.element
		if r.element != "*" {
			r.rank++
		}
	}
	for rest != "" {
		kind, name := rest[0], rest[1:]
		i := strings.IndexAny(name, ".#")
		if i < 0 {
			i = len(name)
		}
		name, rest = name[:i], name[i:]
		if kind == '#' {
			r.ids, r.rank = append(r.ids, name), r.rank+1<<20
			key = "#" + name
		} else {
			r.classes, r.rank = append(r.classes, name), r.rank+1<<10
			if key[0] != '#' {
				key = "." + name
			}
		}
	}
	if strings.ContainsAny(selector, " \t\r\n>+~:[]()\\\"'") {
		d.refuse(n, fmt.Sprintf("the style sheet has the selector %q, but only element, .class and #id are supported",
			short(selector)),
			"save it again with presentation attributes instead of styles")
		return false
	}
	d.sheet.rules[key] = append(d.sheet.rules[key], r)
	return true
}

// declarations reads "name: value; name: value". A ";" in brackets or quotes is part of a value.
func declarations(s string) (list []declaration) {
	s = uncommented(s)
	from, depth, quote := 0, 0, byte(0)
	add := func(until int) {
		name, value, _ := strings.Cut(s[from:until], ":")
		from = until + 1
		decl := declaration{name: strings.ToLower(strings.TrimSpace(name)), value: strings.TrimSpace(value)}
		if v, ok := strings.CutSuffix(decl.value, "important"); ok {
			if v, ok = strings.CutSuffix(strings.TrimSpace(v), "!"); ok {
				decl.value, decl.important = strings.TrimSpace(v), true
			}
		}
		if properties[decl.name] && decl.value != "" {
			list = append(list, decl)
		}
	}
	for i := range len(s) {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == ';' && depth <= 0:
			add(i)
		}
	}
	if from < len(s) {
		add(len(s))
	}
	return list
}

// uncommented returns CSS without its comments.
func uncommented(s string) string {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(s, "/*")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		b.WriteByte(' ')
		_, s, _ = strings.Cut(rest, "*/")
	}
}
