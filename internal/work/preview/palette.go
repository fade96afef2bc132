package preview

import (
	"cmp"
	"image"
	"image/color"
	"slices"
)

const (
	// maxPalette is the most colours in a PNG's palette.
	maxPalette = 256

	// maxMixed is the most colours of a picture that gets a palette. Printed matter has some thousand: a few, and their
	// mixtures at the edges of letters. A photo has more and would show bands.
	maxMixed = 6000

	// maxLost is how much a colour component may change, out of 255: less than is visible at the edge of a letter.
	maxLost = 24
)

// lean returns img with a palette, which takes a third of the file size. If there are too many colours, similar ones
// are replaced by the most frequent of them. A picture that would change by more than maxLost is returned unchanged.
func lean(img *image.RGBA) image.Image {
	count := map[color.RGBA]int{}
	for i := 0; i < len(img.Pix); i += 4 {
		if count[pixel(img, i)]++; len(count) > maxMixed {
			return img
		}
	}
	var palette color.Palette
	index := map[color.RGBA]uint8{}
	for i, near := range split(count) {
		common := slices.MaxFunc(near, func(a, b color.RGBA) int {
			return cmp.Or(cmp.Compare(count[a], count[b]),
				order(b, a))
		})
		for _, c := range near {
			if max(apart(c.R, common.R), apart(c.G, common.G), apart(c.B, common.B)) > maxLost {
				return img
			}
			index[c] = uint8(i)
		}
		palette = append(palette, common)
	}
	out := image.NewPaletted(img.Rect, palette)
	for i := range out.Pix {
		out.Pix[i] = index[pixel(img, 4*i)]
	}
	return out
}

// split divides colours into at most maxPalette groups of similar ones, halving the widest group until there are
// enough.
func split(count map[color.RGBA]int) [][]color.RGBA {
	var all []color.RGBA
	for c := range count {
		all = append(all, c)
	}
	slices.SortFunc(all, order)
	lots := [][]color.RGBA{all}
	for len(lots) < maxPalette {
		widest, width, part := 0, 0, 0
		for i, lot := range lots {
			if w, p := extent(lot); w > width {
				widest, width, part = i, w, p
			}
		}
		if width == 0 {
			break // every group has one colour
		}
		lot := lots[widest]
		slices.SortFunc(lot, func(a, b color.RGBA) int {
			return cmp.Or(cmp.Compare(parts(a)[part], parts(b)[part]),
				order(a, b))
		})
		middle := (int(parts(lot[0])[part]) + int(parts(lot[len(lot)-1])[part]) + 1) / 2
		at := slices.IndexFunc(lot, func(c color.RGBA) bool { return int(parts(c)[part]) >= middle })
		lots[widest] = lot[:at]
		lots = append(lots, lot[at:])
	}
	return lots
}

// extent returns the component in which the colours of a group differ most, and by how much.
func extent(lot []color.RGBA) (width, part int) {
	for p := range 3 {
		low, high := uint8(255), uint8(0)
		for _, c := range lot {
			low, high = min(low, parts(c)[p]), max(high, parts(c)[p])
		}
		if w := int(high) - int(low); w > width {
			width, part = w, p
		}
	}
	return width, part
}

func parts(c color.RGBA) [3]uint8 { return [3]uint8{c.R, c.G, c.B} }

func order(a, b color.RGBA) int {
	return cmp.Or(cmp.Compare(a.R, b.R), cmp.Compare(a.G, b.G), cmp.Compare(a.B, b.B))
}

func apart(a, b uint8) int { return max(int(a)-int(b), int(b)-int(a)) }

func pixel(img *image.RGBA, i int) color.RGBA {
	return color.RGBA{img.Pix[i], img.Pix[i+1], img.Pix[i+2], img.Pix[i+3]}
}
