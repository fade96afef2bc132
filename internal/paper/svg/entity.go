package svg

import (
	"fmt"
	"regexp"
	"strings"
)

// declared entity: the name and the text between quotes (XML 1.0, 4.2).
var entity = regexp.MustCompile(`^<!ENTITY\s+([\pL_][\pL\d_.-]*)\s+(?:"([^"]*)"|'([^']*)')\s*>`)

// entities returns the entities that a document type declares at an offset. Only short texts are read; their expansion
// is bounded before anything is expanded.
func (d *drawing) entities(at int, directive string) map[string]string {
	_, subset, ok := strings.Cut(directive, "[")
	if !ok {
		return nil
	}
	refuse := func(what string) map[string]string {
		d.fault(at, "the document type "+what, "save it again as plain SVG; in Illustrator without "+
			"\"preserve editing capabilities\"")
		d.full = true
		return nil
	}
	end := strings.LastIndexByte(subset, ']')
	if end < 0 {
		return refuse("does not end")
	}
	all, expanded := map[string]string{}, 0
	for rest := strings.TrimSpace(subset[:end]); rest != ""; {
		m := entity.FindStringSubmatch(rest)
		if m == nil {
			return refuse("contains declarations other than of short texts")
		}
		rest = strings.TrimSpace(rest[len(m[0]):])
		name, value := m[1], m[2]+m[3]
		switch _, twice := all[name]; {
		case strings.ContainsAny(value, "&%<"):
			return refuse(fmt.Sprintf("declares %q by other entities or elements", short(name)))
		case len(value) > maxEntity:
			return refuse(fmt.Sprintf("declares a text of more than %d bytes", maxEntity))
		case len(all) == maxEntities:
			return refuse(fmt.Sprintf("declares more than %d texts", maxEntities))
		case !twice: // the first counts
			all[name] = value
			expanded += strings.Count(string(d.data), "&"+name+";") * len(value)
		}
	}
	if expanded > maxExpanded {
		return refuse(fmt.Sprintf("declares texts that expand to more than %d MB", maxExpanded>>20))
	}
	return all
}
