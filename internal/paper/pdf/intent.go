package pdf

import (
	"strconv"
	"sync"

	"lanyard/internal/base/cos"
	"lanyard/internal/base/geom"
	"lanyard/internal/paper/deflate"
	"lanyard/internal/paper/icc"
	"lanyard/internal/paper/metadata"
	"lanyard/internal/paper/paint"
)

// Press is the press that files are made for: its ICC profile says which colours its CMYK is. It
// is immutable; files share it.
type Press struct {
	name    string
	profile []byte // compressed
}

// ReadPress reads the ICC profile of a press in CMYK. The error is a sentence about "it".
func ReadPress(profile []byte) (*Press, error) {
	name, err := icc.CheckPress(profile)
	if err != nil {
		return nil, err
	}
	return &Press{name: metadata.Printable(name), profile: deflate.Bytes(profile)}, nil
}

// sRGB is the profile of sRGB as files store it.
var sRGB = sync.OnceValue(func() []byte { return deflate.Bytes(icc.SRGB()) })

// screen returns the object with the profile of sRGB.
func (f *File) screen() int {
	if f.profile == 0 {
		f.profile = f.objects.Stream("/N 3/Filter/FlateDecode", sRGB())
	}
	return f.profile
}

// intent appends the output intent of the file to its catalog: sRGB, or the press of its Meta.
func (f *File) intent(d []byte) []byte {
	d = append(d, "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier"...)
	p := f.meta.Press
	if p == nil {
		d = append(d, "(sRGB)/Info(sRGB IEC 61966-2-1)/DestOutputProfile "...)
		return append(cos.AppendRef(d, f.screen()), ">>]"...)
	}
	d = cos.AppendText(append(d, "(Custom)/Info"...), p.name)
	profile := f.objects.Stream("/N 4/Filter/FlateDecode", p.profile)
	return append(cos.AppendRef(append(d, "/DestOutputProfile "...), profile), ">>]"...)
}

// spaces appends the colour spaces of a chunk to its resources. In a file for a press, RGB is
// that of sRGB, which ISO 19005-2, 6.2.4.3 demands.
func (f *File) spaces(d []byte, c *Chunk) []byte {
	if f.meta.Press == nil && len(c.spaces) == 0 {
		return d
	}
	d = append(d, "/ColorSpace<<"...)
	if f.meta.Press != nil {
		d = append(cos.AppendRef(append(d, "/DefaultRGB[/ICCBased "...), f.screen()), ']')
	}
	return append(append(d, c.spaces...), ">>"...)
}

// appendSpaces appends the colour spaces of named inks (ISO 32000-1, 8.6.6.4).
func (c *Chunk) appendSpaces(b []byte) []byte {
	for i, ink := range c.spots {
		b = strconv.AppendInt(append(b, "/CS"...), int64(i+1), 10)
		b = cos.AppendName(append(b, "[/Separation"...), cos.NewName(ink))
		b = append(b, "/DeviceRGB<</FunctionType 2/Domain[0 1]/Range[0 1 0 1 0 1]/N 1/C0[1 1 1]/C1["...)
		for k, v := range (geom.Colour{Space: geom.CMYK, V: c.inks[ink]}).Screen() {
			if k > 0 {
				b = append(b, ' ')
			}
			b = paint.AppendPart(b, v)
		}
		b = append(b, "]>>]"...)
	}
	return b
}
