package extract

import (
	"strings"

	"lanyard/internal/base/cos"
	"lanyard/internal/paper/charset"
)

// typeface is a font of the file: characters and widths of its codes.
type typeface struct {
	look   Look
	bytes  int            // of a code: 1 or 2
	utf16  bool           // codes are UTF-16
	text   map[int]string // of codes
	widths map[int]float64
	usual  float64 // width of other codes; all in ems
	scale  float64 // width of a unit of a Type 3 font, in ems; 0.001 for all others
}

// typeface returns the font of a font dictionary, read once.
func (r *reader) typeface(v cos.Value) (*typeface, error) {
	ref, isRef := v.(cos.Ref)
	if t, ok := r.fonts[ref]; ok && isRef {
		return t, nil
	}
	d, err := r.dict(v)
	if err != nil {
		return nil, err
	}
	t := &typeface{bytes: 1, text: map[int]string{}, widths: map[int]float64{}, scale: 0.001}
	base, _ := d["BaseFont"].(cos.Name)
	t.look.named(string(base))
	if d["Subtype"] == cos.Name("Type0") {
		err = r.composite(t, d)
	} else {
		err = r.simple(t, d)
	}
	if err != nil {
		return nil, err
	}
	if s, err := r.stream(d["ToUnicode"]); err != nil {
		return nil, err
	} else if s != nil {
		data, err := r.Decode(s)
		if err != nil {
			return nil, err
		}
		if err := r.toUnicode(t, data); err != nil {
			return nil, err
		}
	}
	if isRef {
		r.fonts[ref] = t
	}
	return t, nil
}

// named reads the look of a font from its name, as foundries write them: "ABCDEF+Lato-BoldItalic".
func (l *Look) named(name string) {
	if prefix, rest, ok := strings.Cut(name, "+"); ok && len(prefix) == 6 {
		name = rest
	}
	l.Name = name
	lower := strings.ToLower(name)
	has := func(words string) bool {
		for w := range strings.FieldsSeq(words) {
			if strings.Contains(lower, w) {
				return true
			}
		}
		return false
	}
	sans := has("sans arial helvetica gothic grotesk lato roboto")
	l.Bold = has("bold black heavy semibold demi -bd") && !has("-light")
	l.Italic = has("italic oblique kursiv -it")
	l.Script = has("script brush handwrit vibes pacifico dancing calligra chancery pinyon allura parisienne cursive")
	l.Serif = !sans && has("serif times roman georgia garamond cambria minion palatino bodoni caslon baskerville didot "+
		"playfair merriweather book century cinzel trajan goudy sabon constantia bembo lora cormorant tinos")
}

// described reads what the descriptor adds: its flags (ISO 32000-1, table 123) and weight.
func (r *reader) described(t *typeface, v cos.Value) error {
	d, err := r.dict(v)
	if err != nil || d == nil {
		return err
	}
	flags, _ := cos.Int(d["Flags"])
	known := t.look.Serif || strings.Contains(strings.ToLower(t.look.Name), "sans")
	t.look.Serif = t.look.Serif || flags&(1<<1) != 0 && !known
	t.look.Script = t.look.Script || flags&(1<<3) != 0
	t.look.Italic = t.look.Italic || flags&(1<<6) != 0
	weight, _ := cos.Float(d["FontWeight"])
	t.look.Bold = t.look.Bold || flags&(1<<18) != 0 || weight >= 600
	if w, ok := cos.Float(d["MissingWidth"]); ok {
		t.usual = w * t.scale
	}
	return nil
}

// simple reads a font with codes of one byte.
func (r *reader) simple(t *typeface, d cos.Dict) error {
	if m, err := r.array(d["FontMatrix"]); err != nil {
		return err
	} else if d["Subtype"] == cos.Name("Type3") && len(m) == 6 {
		t.scale, _ = cos.Float(m[0])
	}
	if err := r.described(t, d["FontDescriptor"]); err != nil {
		return err
	}
	if err := r.encoding(t, d); err != nil {
		return err
	}
	widths, err := r.array(d["Widths"])
	if err != nil {
		return err
	}
	first, _ := cos.Int(d["FirstChar"])
	for i, v := range widths[:min(len(widths), 256)] {
		if v, err = r.Get(v); err != nil {
			return err
		}
		w, _ := cos.Float(v)
		t.widths[first+i] = w * t.scale
	}
	if len(widths) == 0 {
		t.standardWidths()
	}
	return nil
}

// composite reads a Type 0 font: ISO 32000-1, 9.7.
func (r *reader) composite(t *typeface, d cos.Dict) error {
	t.bytes, t.usual = 2, 1
	if name, ok := d["Encoding"].(cos.Name); ok {
		t.utf16 = strings.Contains(string(name), "UCS2") || strings.Contains(string(name), "UTF16")
	}
	list, err := r.array(d["DescendantFonts"])
	if err != nil || len(list) == 0 {
		return err
	}
	cid, err := r.dict(list[0])
	if err != nil {
		return err
	}
	if t.look.Name == "" {
		base, _ := cid["BaseFont"].(cos.Name)
		t.look.named(string(base))
	}
	if err := r.described(t, cid["FontDescriptor"]); err != nil {
		return err
	}
	t.usual = 1
	if w, ok := cos.Float(cid["DW"]); ok {
		t.usual = w / 1000
	}
	a, err := r.array(cid["W"])
	if err != nil {
		return err
	}
	return r.wideWidths(t, a)
}

// wideWidths reads the widths of a composite font: ISO 32000-1, 9.7.4.3.
func (r *reader) wideWidths(t *typeface, a cos.Array) error {
	for i := 0; i+1 < len(a) && len(t.widths) < maxCodes; {
		first, _ := cos.Int(a[i])
		list, err := r.array(a[i+1])
		if err != nil {
			return err
		}
		if list != nil {
			for k, v := range list {
				w, _ := cos.Float(v)
				t.widths[first+k] = w / 1000
			}
			i += 2
			continue
		}
		if i+2 >= len(a) {
			break
		}
		last, _ := cos.Int(a[i+1])
		w, _ := cos.Float(a[i+2])
		if r.values -= max(0, min(last-first, 0xffff)); r.values < 0 {
			return errTooMuch
		}
		for code := max(0, first); code <= min(last, 0xffff); code++ {
			t.widths[code] = w / 1000
		}
		i += 3
	}
	return nil
}

// width returns how far a code moves the pen, in ems.
func (t *typeface) width(code int) float64 {
	if w, ok := t.widths[code]; ok {
		return w
	}
	return t.usual
}

// standardWidths sets the widths of a font that states none.
func (t *typeface) standardWidths() {
	table, other := charset.Widths(t.look.Name, t.look.Bold, t.look.Italic)
	t.usual = other / 1000
	for code, text := range t.text {
		if table != nil && len(text) == 1 && text[0] >= ' ' && text[0] <= '~' {
			t.widths[code] = table[text[0]-' '] / 1000
		}
	}
}
