package batch

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/fault"
	"lanyard/internal/base/source"
)

// # Runs over a part
//
// A run over a part of the list leaves the files of the whole as they are, and
// calls its own after the part:
//
//	badges.pdf                       everybody
//	badges-new-3.pdf                 New; run 3 of the event
//	badges-role-is-speaker.pdf       Where
//	badges-new-3-role-is-speaker.pdf both
//	badges-2.pdf                     One: the person with the id 2
//	reprint-2.pdf                    Again
//	spares.pdf  spares-new-3.pdf     Spares, and of those New
//
// certificates.pdf and certificates.zip are called likewise. Certificates are
// files of their own in any run, one a person, so a part replaces only those.
// The manifest then tells of both. The next run over everybody removes the
// files of parts.

// partName is how long the name of a part may be in that of a file, in bytes.
const partName = 100

// partial reports whether the run is not over everybody.
func (r *run) partial() bool { return r.One != "" || r.New || r.Where != "" }

// part returns the words that tell a run over a part from others; the last of
// them is how the files of the part are called.
func (r *run) part() []string {
	var part []string
	if r.New {
		part = append(part, "new")
	}
	return slices.DeleteFunc(append(part, r.Where, r.One), func(s string) bool { return s == "" })
}

// about is the part as the ledger remembers it.
func (r *run) about() string {
	about := strings.Join(r.part(), ", ")
	if r.Again {
		about = "reprint of " + about
	}
	if r.Only != "" && about != "" {
		return r.Only + ", " + about
	}
	return r.Only + about
}

// fileOf returns the name of a file with several papers of this run; what is
// "badges" or "certificates".
func (r *run) fileOf(what, ext string) string {
	if !r.partial() {
		return r.Shard.named(what + ext)
	}
	if r.Again {
		what = "reprint"
	}
	part := r.part()
	if r.New {
		part[0] += " " + strconv.Itoa(r.history.Runs+1)
	}
	var names bundle.Names
	if r.work.Event.Badges != nil && r.work.Event.Badges.Files == "group" {
		taken := map[string]bool{} // by the files of the whole
		for i := range r.work.People {
			key, _ := r.work.GroupOf(&r.work.People[i])
			if !taken[key] {
				taken[key] = true
				names.Unique("badges "+cmp.Or(key, "other"), ext)
			}
		}
	}
	return r.Shard.named(names.Unique(what+" "+bundle.SafeName(strings.Join(part, " "), partName), ext))
}

// choosePeople picks the people of the part.
func (r *run) choosePeople() error {
	holds, err := r.work.Where(r.Where)
	if err != nil {
		return err
	}
	found := false
	for i := range r.work.People {
		p := &r.work.People[i]
		if r.One != "" && r.One != p.ID {
			continue
		}
		found = true
		if !p.Failed && holds(p) {
			r.people = append(r.people, p)
		}
	}
	switch {
	case !found && r.One != "":
		return r.work.Nobody(r.One)
	case len(r.people) == 0 && r.Where != "":
		return fault.New("nobody is meant by: "+source.Printable(r.Where), "see who is on the list: lanyard check -explain")
	}
	return nil
}

// sift leaves of the papers those that nobody holds as they are now.
func (r *run) sift() {
	for _, p := range r.presses {
		p.papers = slices.DeleteFunc(p.papers, func(one printed) bool { return r.holds(p, &one) })
	}
}

// holds reports whether a person holds this very paper.
func (r *run) holds(p *press, one *printed) bool {
	return r.history.Holds(one.Issued, func() string { return one.shownOn(p) })
}
