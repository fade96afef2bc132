// Package output has what a run is asked to make, and the names of its files.
package output

import (
	"cmp"
	"fmt"
	"path"
	"strconv"
	"strings"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/locale"
	"lanyard/internal/base/paper"
	"lanyard/internal/paper/layout"
	"lanyard/internal/trust/credential"
	"lanyard/internal/work/issue"
	"lanyard/internal/work/order"
	"lanyard/internal/work/people"
	"lanyard/internal/work/walkin"
)

// # Runs over a part
//
// A run over a part of the list leaves the files of the whole as they are, and
// names its own after the part:
//
//	badges.pdf                       everybody
//	badges-new-3.pdf                 New; run 3 of the event
//	badges-role-is-speaker.pdf       Where
//	badges-new-3-role-is-speaker.pdf both
//	badges-2.pdf                     One: the person with the id 2
//	reprint-2.pdf                    Again
//	spares.pdf  spares-new-3.pdf     Spares, and of those New
//
// certificates.pdf and certificates.zip are named likewise. Certificates are
// files of their own in any run, one a person, so a part replaces only those.
// The manifest then lists both. The next run over everybody removes the files of
// parts.

// partName limits the name of a part in that of a file, in bytes.
const partName = 100

// certificatesDir is the folder of certificates, one file a person.
const certificatesDir = "certificates"

// badgesDir is the folder of the pictures of badges, one a person.
const badgesDir = "badges"

// The longest file names, in bytes: some systems take 255, extensions included.
const (
	fileName  = 200
	alikeName = 100 // of names that several people have, before the id
)

// Names are the names of a run's files.
type Names struct {
	list         *people.List
	options      Options
	runs         int    // of the event, before this one
	suffix       string // of files with the papers of several people, before the extension
	certificates map[string]string
}

// NamesOf returns the names of the files of a run with options o over a list, after
// as many earlier runs of the event. The suffix marks the files of a shard. Names
// of certificates are there after OfCertificates.
func NamesOf(l *people.List, o Options, runs int, suffix string) *Names {
	return &Names{list: l, options: o, runs: runs, suffix: suffix}
}

// Options returns those of the run.
func (n *Names) Options() Options { return n.options }

// OfCertificates names the certificate of everybody on the list, so that a run
// over a part uses the same names as a run over everybody. Where several would be
// named alike, each has the id at its end, so that the order of rows changes no
// name. The numbers are those of their papers.
func (n *Names) OfCertificates(number func(issue.Paper) credential.Number) {
	n.certificates = map[string]string{}
	d := n.list.DesignOf(paper.Certificate)
	if d == nil || n.options.Only != "" && n.options.Only != paper.Certificate.Plural() {
		return
	}
	n.certificates = n.each(certificatesDir, ".pdf", func(p *people.Person) string { return certificateName(number, d, p) })
}

// each names a file for everybody on the list, in a folder. Where several would be named alike, each has the id at its
// end.
func (n *Names) each(folder, ext string, call func(*people.Person) string) map[string]string {
	files, called := map[string]string{}, map[string]string{}
	alike := map[string]int{}
	for i := range n.list.People {
		p := &n.list.People[i]
		name := call(p)
		called[p.ID] = name
		alike[locale.Fold(name)]++
	}
	var names bundle.Names
	for i := range n.list.People {
		id := n.list.People[i].ID
		name := called[id]
		if alike[locale.Fold(name)] > 1 {
			name = bundle.SafeName(name, alikeName) + " " + id
		}
		files[id] = path.Join(folder, names.Unique(name, ext))
	}
	return files
}

// BadgePictures names the picture of everybody's badge: by their id, where the list has one, and their name.
func (n *Names) BadgePictures() map[string]string {
	return n.each(badgesDir, ".png", func(p *people.Person) string {
		if p.IDDerived {
			return bundle.SafeName(p.Name, fileName) // a derived ID repeats the name or exposes the e-mail address
		}
		return bundle.SafeName(p.ID+" "+p.Name, fileName)
	})
}

// certificateName returns the name that the pattern of event.toml gives to the
// certificate of a person, safe on every file system. Where the list has no column
// for family names, they are taken from the end of names.
func certificateName(number func(issue.Paper) credential.Number, d *people.Design, p *people.Person) string {
	var name strings.Builder
	d.WithFields(p, func(fields layout.Fields) {
		for _, part := range d.FileNames {
			text := cmp.Or(fields[part.Field].Text, d.Base[part.Field].Text)
			switch {
			case part.Field == "":
				text = part.Literal
			case part.Field == "id" && p.IDDerived:
				text = "" // a derived ID repeats the name or exposes the e-mail address
			case part.Field == "number":
				text = number(issue.Paper{Person: p, Kind: paper.Certificate}).String()
			case part.Field == "family" && text == "":
				text = p.SortFamily(d.Event.Languages[0])
			}
			name.WriteString(text)
		}
	})
	return bundle.SafeName(name.String(), fileName)
}

// Certificate returns the name of the file of a person's certificate.
func (n *Names) Certificate(p *people.Person) string { return n.certificates[p.ID] }

// PictureOf returns the name of the picture of a certificate, by that of its file.
func PictureOf(certificate string) string { return strings.TrimSuffix(certificate, ".pdf") + ".png" }

// IsPicture reports whether a file is the picture of a certificate, and returns the name of that.
func IsPicture(file string) (certificate string, ok bool) {
	name, ok := strings.CutSuffix(file, ".png")
	return name + ".pdf", ok && strings.HasPrefix(file, certificatesDir+"/")
}

// IsCollection reports whether a file holds all certificates of a run, and
// whether that run was over everybody.
func IsCollection(file string) (whole, ok bool) {
	rest, ok := strings.CutPrefix(file, certificatesDir)
	return !strings.HasPrefix(rest, "-"), ok && !strings.Contains(rest, "/")
}

// IsCertificate reports whether a file is the certificate of one person.
func IsCertificate(file string) bool {
	_, picture := IsPicture(file)
	return strings.HasPrefix(file, certificatesDir+"/") && !picture
}

// Spares returns the name of the file of this run's spares: all that are not
// given away, or the new ones.
func (n *Names) Spares() string {
	if n.options.New {
		return fmt.Sprintf("%s-new-%d.pdf", walkin.File, n.runs+1)
	}
	return walkin.File + ".pdf"
}

// Several returns the name of a file with papers of several people; what is
// "badges" or "certificates".
func (n *Names) Several(what, ext string) string {
	o := n.options
	if !o.Partial() {
		return n.Sharded(what, ext)
	}
	if o.Again {
		what = "reprint"
	}
	part := o.part()
	if o.New {
		part[0] += " " + strconv.Itoa(n.runs+1)
	}
	var names bundle.Names
	if n.list.Event.Badges != nil && n.list.Event.Badges.Files == "group" {
		taken := map[string]bool{} // by the files of the whole
		for i := range n.list.People {
			key, _ := order.Group(n.list, &n.list.People[i])
			if !taken[key] {
				taken[key] = true
				names.Unique("badges "+cmp.Or(key, "other"), ext)
			}
		}
	}
	name := names.Unique(what+" "+bundle.SafeName(strings.Join(part, " "), partName), ext)
	return n.Sharded(strings.TrimSuffix(name, ext), ext)
}

// Sharded returns the name of a file, marked with the shard.
func (n *Names) Sharded(what, ext string) string { return what + n.suffix + ext }
