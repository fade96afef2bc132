package designer

import (
	"cmp"
	"net/http"
	"slices"
	"unicode/utf8"

	"lanyard/internal/paper/template"
	"lanyard/internal/work/batch"
	"lanyard/internal/work/local"
)

// maxSamples is the number of papers in the strip next to the page.
const maxSamples = 6

// maxDense is how many of the longest people are drafted to find the one with the densest code.
const maxDense = 12

// sample is a person whose paper is a hard case.
type sample struct {
	Person int    `json:"person"`
	Why    string `json:"why"`
}

// shownSample is a sample with what is wrong with its paper.
type shownSample struct {
	sample
	Name     string    `json:"name"`
	Lang     string    `json:"lang"`
	Problems []problem `json:"problems"`
	Fits     []fit     `json:"fits"`
}

// strip answers with the hard cases for a side of a paper, and what is wrong with each.
func (d *Designer) strip(w http.ResponseWriter, of wanted) error {
	if d.samples == nil {
		d.samples = map[side][]sample{}
	}
	all, ok := d.samples[of.side]
	if !ok {
		all = samplesOf(d.preview, of.side)
		d.samples[of.side] = all
	}
	people := d.preview.People()
	out := []shownSample{}
	for _, s := range all {
		f, err := d.preview.Face(of.kind, s.Person, of.back)
		if err != nil {
			return err
		}
		p := people[s.Person]
		one := shownSample{s, cmp.Or(p.NameLocal, p.Name), p.Language, written(f.Problems), fitsOf(f.Fits)}
		for i := range one.Problems {
			one.Problems[i].Box = f.Faulty[i]
		}
		out = append(out, one)
	}
	local.SendJSON(w, out)
	return nil
}

// samplesOf chooses the papers of a strip: the longest and the shortest name, the most missing fields, the densest
// code, then a name in each other script.
func samplesOf(v *batch.Preview, of side) (all []sample) {
	people := v.People()
	var candidates []int
	for i := range people {
		if v.Gets(of.kind, i) {
			candidates = append(candidates, i)
		}
	}
	if len(candidates) == 0 {
		return nil
	}
	add := func(person int, why string) {
		for i := range all {
			if all[i].Person == person {
				all[i].Why += ", " + why
				return
			}
		}
		if len(all) < maxSamples {
			all = append(all, sample{person, why})
		}
	}
	length := func(i int) int { return utf8.RuneCountInString(people[i].Name) }
	by := func(a, b int) int { return cmp.Compare(length(a), length(b)) }
	add(slices.MaxFunc(candidates, by), "longest name")
	add(slices.MinFunc(candidates, by), "shortest name")
	if i, n := mostMissing(v, of, candidates); n > 0 {
		add(i, "most is missing")
	}
	add(densest(v, of, candidates), "densest code")
	covered := map[string]bool{}
	for _, s := range all {
		covered[people[s.Person].Script] = true
	}
	for _, i := range candidates {
		if script := people[i].Script; script != "" && !covered[script] {
			covered[script] = true
			add(i, script)
		}
	}
	return all
}

// mostMissing returns the person who lacks the most fields that the design shows, and how many more that is than the
// least.
func mostMissing(v *batch.Preview, of side, candidates []int) (person, more int) {
	f, err := v.Face(of.kind, candidates[0], of.back)
	if err != nil {
		return candidates[0], 0
	}
	var used []string
	f.Template.Walk(func(b template.Box) { used = append(used, template.FieldsOf(b)...) })
	slices.Sort(used)
	used = slices.Compact(used)
	least, most := len(used)+1, -1
	step := max(1, len(candidates)/maxSearched)
	for n := 0; n < len(candidates); n += step {
		i := candidates[n]
		fields, err := v.Fields(of.kind, i)
		if err != nil {
			continue
		}
		lacks := 0
		for _, name := range used {
			if fields[name] == "" {
				lacks++
			}
		}
		least = min(least, lacks)
		if lacks > most {
			person, most = i, lacks
		}
	}
	return person, most - least
}

// maxSearched is how many people are searched for missing fields; of a longer list, every second or third one.
const maxSearched = 200

// densest returns the person with the densest code, among those with the longest facts.
func densest(v *batch.Preview, of side, candidates []int) int {
	people := v.People()
	long := slices.Clone(candidates)
	slices.SortStableFunc(long, func(a, b int) int {
		size := func(p batch.Seen) int { return len(p.Name) + len(p.NameLocal) + len(p.Organisation) }
		return cmp.Compare(size(people[b]), size(people[a]))
	})
	best, most := long[0], -1
	for _, i := range long[:min(len(long), maxDense)] {
		if fields, err := v.Fields(of.kind, i); err == nil && len(fields["verify.url"]) > most {
			best, most = i, len(fields["verify.url"])
		}
	}
	return best
}
