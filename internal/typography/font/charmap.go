package font

// Mapped returns the glyph to which one table of an embedded font's character map leads (OpenType 1.9, "cmap"): that of
// a platform and encoding, like 3 and 1 for Unicode on Windows. It is for fonts of ParseOutlines, in which PDF files
// mean a table by name; NominalGlyph is for all others. ok is false if there is no such table or no glyph for the code.
// It reads formats 0, 4 and 6, which have codes of two bytes at most.
func (f *Font) Mapped(platform, encoding, code int) (gid uint16, ok bool) {
	b, err := f.file.table("cmap")
	if err != nil || len(b) < 4 {
		return 0, false
	}
	for i := range u16(b, 2) {
		at := 4 + 8*i
		if at+8 > len(b) {
			return 0, false
		}
		if u16(b, at) != platform || u16(b, at+2) != encoding {
			continue
		}
		from := int64(big.Uint32(b[at+4:]))
		if from >= int64(len(b)) {
			return 0, false
		}
		n := mapped(b[from:], code)
		return uint16(n), n > 0 && n < f.glyphs
	}
	return 0, false
}

// mapped looks up a code in a table of a character map. It returns 0 for a missing code or one outside the table.
func mapped(b []byte, code int) int {
	switch u16(b, 0) {
	case 0:
		if code < 256 && 6+code < len(b) {
			return int(b[6+code])
		}
	case 4:
		double := u16(b, 6) // twice the number of segments
		ends, starts, deltas, offsets := 14, 16+double, 16+2*double, 16+3*double
		for i := 0; i+1 < double; i += 2 {
			if code > u16(b, ends+i) {
				continue
			}
			if code < u16(b, starts+i) {
				return 0
			}
			offset := u16(b, offsets+i)
			if offset == 0 {
				return (code + u16(b, deltas+i)) & 0xffff
			}
			n := u16(b, offsets+i+offset+2*(code-u16(b, starts+i)))
			if n == 0 {
				return 0
			}
			return (n + u16(b, deltas+i)) & 0xffff
		}
	case 6:
		first, count := u16(b, 6), u16(b, 8)
		if code >= first && code < first+count {
			return u16(b, 10+2*(code-first))
		}
	}
	return 0
}
