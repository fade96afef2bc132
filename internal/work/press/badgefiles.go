package press

import (
	"cmp"
	"strings"

	"lanyard/internal/base/bundle"
	"lanyard/internal/work/output"
)

// badgeFile is a press with the file that it fills.
type badgeFile struct {
	*Press
	name string
}

// badgeFiles returns the files of a press of badges: one, or one a group.
func badgeFiles(n *output.Names, p *Press) []badgeFile {
	if p.Spare {
		return []badgeFile{{p, n.Spares()}}
	}
	p.Start = max(0, n.Options().Start-1)
	if n.Options().One != "" {
		return []badgeFile{{p, n.Several("badges", ".pdf")}}
	}
	p.Group()
	if n.Options().Partial() || p.Event.Badges.Files == "one" {
		return []badgeFile{{p, n.Several("badges", ".pdf")}}
	}
	var files []badgeFile
	var names bundle.Names
	first := 0
	for _, g := range p.groups {
		part := *p
		part.Papers, part.groups = p.Papers[first:first+g.papers], nil
		name := names.Unique("badges-"+cmp.Or(g.key, "other"), ".pdf")
		files = append(files, badgeFile{&part, n.Sharded(strings.TrimSuffix(name, ".pdf"), ".pdf")})
		first, p.Start = first+g.papers, 0
	}
	return files
}
