package resource

import (
	"math"

	"lanyard/internal/base/cos"
)

// function maps numbers to numbers: ISO 32000-1, 7.10. The zero value maps everything to nothing.
type function struct {
	domain, bounds, encode, c0, c1 []float64
	exponent                       float64
	parts                          []function // stitched together at bounds; or, with no bounds, one for each result
	samples                        []float64  // of one input, results in groups of width
	width                          int
	kind                           int
}

// separate is the kind of several functions with one result each.
const separate = -1

// maxParts is how many functions are stitched together.
const maxParts = 1_000

// function reads a function, or an array of functions with one result each. Of sampled functions it reads those of one
// input; none written in PostScript.
func (r *Reader) function(v cos.Value, depth int) (f function, ok bool) {
	v, err := r.Get(v)
	if err != nil || depth > 3 {
		return f, false
	}
	if list, isList := v.(cos.Array); isList {
		return r.functions(function{kind: separate}, list, depth)
	}
	d := r.Dict(v)
	f.kind = int(r.Number(d["FunctionType"], -2))
	if f.domain, ok = r.Numbers(d["Domain"], 0); !ok || len(f.domain) < 2 {
		return f, false
	}
	switch f.kind {
	case 0:
		return r.sampled(f, v)
	case 2:
		f.exponent = r.Number(d["N"], 1)
		f.c0, f.c1 = []float64{0}, []float64{1}
		if c, ok := r.Numbers(d["C0"], 0); ok {
			f.c0 = c
		}
		if c, ok := r.Numbers(d["C1"], 0); ok {
			f.c1 = c
		}
		return f, len(f.c0) == len(f.c1) && len(f.c0) > 0
	case 3:
		f.bounds, ok = r.Numbers(d["Bounds"], 0)
		if f.encode, _ = r.Numbers(d["Encode"], 0); !ok || len(f.encode) != 2*len(f.bounds)+2 {
			return f, false
		}
		list, err := r.Get(d["Functions"])
		if a, isList := list.(cos.Array); err == nil && isList && len(a) == len(f.bounds)+1 {
			return r.functions(f, a, depth)
		}
	}
	return f, false
}

func (r *Reader) functions(f function, list cos.Array, depth int) (function, bool) {
	for _, v := range list[:min(len(list), maxParts)] {
		part, ok := r.function(v, depth+1)
		if !ok {
			return f, false
		}
		f.parts = append(f.parts, part)
	}
	return f, len(f.parts) == len(list) && len(list) > 0
}

// sampled reads a function given by samples of 8 or 16 bits.
func (r *Reader) sampled(f function, v cos.Value) (function, bool) {
	d := r.Dict(v)
	size, _ := r.Numbers(d["Size"], 1)
	reach, _ := r.Numbers(d["Range"], 0)
	bits := int(r.Number(d["BitsPerSample"], 0))
	data, ok := r.bytes(v)
	if !ok || len(size) != 1 || len(f.domain) != 2 || len(reach) < 2 || len(reach)%2 != 0 || bits != 8 && bits != 16 {
		return f, false
	}
	decode, ok := r.Numbers(d["Decode"], len(reach))
	if !ok {
		decode = reach
	}
	f.width = len(reach) / 2
	n := int(size[0]) * f.width
	if n < 1 || n > 1<<16 || len(data) < n*bits/8 {
		return f, false
	}
	for i := range n {
		v := float64(data[i*bits/8]) / 255
		if bits == 16 {
			v = float64(int(data[2*i])<<8|int(data[2*i+1])) / 65535
		}
		low, high := decode[2*(i%f.width)], decode[2*(i%f.width)+1]
		f.samples = append(f.samples, low+v*(high-low))
	}
	return f, true
}

// at returns the results for some inputs.
func (f *function) at(in []float64) (out []float64) {
	if f.kind == separate {
		for i := range f.parts {
			out = append(out, f.parts[i].at(in)[:1]...)
		}
		return out
	}
	x := max(f.domain[0], min(f.domain[1], in[0]))
	switch f.kind {
	case 0:
		last := len(f.samples)/f.width - 1
		at := 0.0
		if f.domain[1] > f.domain[0] {
			at = (x - f.domain[0]) / (f.domain[1] - f.domain[0]) * float64(last)
		}
		i := max(0, min(last-1, int(at)))
		for k := range f.width {
			a, b := f.samples[i*f.width+k], f.samples[min(last, i+1)*f.width+k]
			out = append(out, a+(b-a)*(at-float64(i)))
		}
	case 2:
		t := math.Pow(x, f.exponent)
		for i := range f.c0 {
			out = append(out, f.c0[i]+t*(f.c1[i]-f.c0[i]))
		}
	case 3:
		i := 0
		for i < len(f.bounds) && x >= f.bounds[i] {
			i++
		}
		return f.parts[i].at([]float64{f.into(i, x)})
	}
	return out
}

// into maps x to the domain of part i of a stitched function.
func (f *function) into(i int, x float64) float64 {
	low, high := f.domain[0], f.domain[1]
	if i > 0 {
		low = f.bounds[i-1]
	}
	if i < len(f.bounds) {
		high = f.bounds[i]
	}
	if high <= low {
		return f.encode[2*i]
	}
	return f.encode[2*i] + (x-low)/(high-low)*(f.encode[2*i+1]-f.encode[2*i])
}

// straight reports whether the results change evenly over the domain.
func (f *function) straight() bool { return f.kind == 2 && f.exponent == 1 }
