package readback

import (
	"slices"
	"strings"
	"unicode"

	"lanyard/internal/base/cos"
)

// The limits of one page's operators.
const (
	maxValues   = 2 << 20 // numbers and so on: a sheet of badges has a hundredth
	maxOperands = 64      // of one operator; ours have 6 at most
)

// show is the state in which operators show text.
type show struct {
	font   codes
	saved  []codes
	units  []string // the shown text, glyph by glyph
	spoken *string  // ActualText, which replaces the shown text
	shown  int      // glyphs
	said   int      // bytes
	all    []string
}

// runs returns the text that operators show, one string for each BT ... ET.
func runs(b []byte, fonts map[string]codes) ([]string, error) {
	s := show{all: []string{}} // never nil, even for a page without text
	var operands []cos.Value
	left := maxValues
	for p := cos.NewParser(b, 0, &left); p.More(); {
		v, err := p.Value()
		if err != nil || len(operands) > maxOperands {
			return nil, ErrForeign
		}
		operator, ok := v.(cos.Keyword)
		if !ok {
			operands = append(operands, v)
			continue
		}
		if operator == "BI" {
			_, end, ok := StencilAt(b, p.At())
			if !ok || len(operands) > 0 {
				return nil, ErrForeign
			}
			p = cos.NewParser(b, end, &left)
			continue
		}
		if err := s.do(operator, operands, fonts); err != nil {
			return nil, err
		}
		operands = operands[:0]
	}
	return s.all, nil
}

// do executes one operator.
func (s *show) do(operator cos.Keyword, operands []cos.Value, fonts map[string]codes) error {
	switch operator {
	case "BT":
		s.units = nil
	case "ET":
		if s.font.mirror {
			s.all = append(s.all, mirrored(s.units))
		} else {
			s.all = append(s.all, reading(s.units))
		}
		s.units = nil
	case "q":
		if s.saved = append(s.saved, s.font); len(s.saved) > maxSaved {
			return ErrForeign
		}
	case "Q": // after a group, the font from before it
		if len(s.saved) == 0 {
			return ErrForeign
		}
		s.font, s.saved = s.saved[len(s.saved)-1], s.saved[:len(s.saved)-1]
	case "Tf":
		if len(operands) != 2 {
			return ErrForeign
		}
		name, ok := operands[0].(cos.Name)
		if !ok {
			return ErrForeign
		}
		s.font = fonts[string(name)]
	case "BDC":
		if len(operands) != 2 || operands[0] == cos.Name("OC") {
			return ErrForeign
		}
		d, ok := operands[1].(cos.Dict)
		if !ok {
			return ErrForeign
		}
		s.spoken = nil
		if raw, ok := d["ActualText"].(cos.String); ok {
			text := cos.UTF16(strings.TrimPrefix(string(raw), "\xFE\xFF"))
			s.spoken = &text
		}
	case "EMC":
		if s.spoken != nil {
			s.units = append(s.units, *s.spoken)
		}
		s.spoken = nil
	case "TJ":
		return s.glyphs(operands)
	default:
		if !slices.Contains(operators, operator) {
			return ErrForeign
		}
	}
	return nil
}

// glyphs shows the codes of a TJ array.
func (s *show) glyphs(operands []cos.Value) error {
	if len(operands) != 1 || s.font.text == nil {
		return ErrForeign
	}
	array, ok := operands[0].(cos.Array)
	if !ok {
		return ErrForeign
	}
	for _, v := range array {
		raw, _ := v.(cos.String)
		for i := 0; i+1 < len(raw); i += 2 {
			text := s.font.text[uint16(raw[i])<<8|uint16(raw[i+1])]
			s.shown, s.said = s.shown+1, s.said+len(text) // a code may stand for a whole novel
			if s.shown > maxUnits || s.said > maxSaid {
				return ErrForeign
			}
			if s.spoken == nil {
				s.units = append(s.units, text)
			}
		}
	}
	return nil
}

// mirrored returns the text of glyphs in reading order. Package embed shows right-to-left
// runs with all characters in the opposite order.
func mirrored(units []string) string {
	text := strings.Join(units, "")
	if !strings.ContainsFunc(text, rightToLeft) {
		return text
	}
	r := []rune(text)
	slices.Reverse(r)
	return string(r)
}

// continuation is the text of the second and later glyphs of a cluster in files of
// earlier versions: PDF/A-2u demands some text for every code, and this one is
// invisible.
const continuation = "\u200b"

// reading returns the text of glyphs of such files in reading order: right-to-left runs
// were shown from left to right, each letter before its marks.
func reading(units []string) string {
	if !slices.ContainsFunc(units, func(u string) bool { return strings.ContainsFunc(u, rightToLeft) }) {
		return strings.Join(units, "")
	}
	var letters []string // with their marks
	for _, u := range units {
		if n := len(letters); n > 0 && u != "" && strings.Trim(u, continuation) == "" || n > 0 && isMarks(u) {
			letters[n-1] += u
		} else {
			letters = append(letters, u)
		}
	}
	slices.Reverse(letters)
	return strings.Join(letters, "")
}

func isMarks(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.Is(unicode.M, r) })
}

// rightToLeft reports whether a character belongs to a script that is written
// from right to left. Arabic and Persian digits, their percent sign and separators do,
// but numbers of them are written from left to right (UAX #9: classes AN and EN), in runs of their own.
func rightToLeft(r rune) bool {
	if r >= 0x660 && r <= 0x66C || r >= 0x6F0 && r <= 0x6F9 {
		return false
	}
	return r >= 0x590 && r <= 0x8FF || r >= 0xFB1D && r <= 0xFDFF || r >= 0xFE70 && r <= 0xFEFC ||
		r >= 0x10800 && r <= 0x10FFF || r >= 0x1E800 && r <= 0x1EFFF
}
