package workbook

import (
	"archive/zip"
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"lanyard/internal/base/source"
)

// weigh refuses a workbook that would fill the memory once it is read: XML takes
// three times its bytes, a text in it six times, and a tag of five bytes three
// hundred where the part becomes a tree. Rows are read one at a time.
func weigh(z *zip.Reader) error {
	var all uint64
	for _, f := range z.File {
		if all += min(f.UncompressedSize64, MaxUnzip+1); all > MaxUnzip {
			return fmt.Errorf("has more than %d MB once unpacked", MaxUnzip>>20)
		}
	}
	for _, f := range z.File {
		most := MaxTags
		switch name := strings.ToLower(f.Name); {
		case strings.HasPrefix(name, "xl/worksheets/"):
			most = MaxUnzip
		case name == "xl/sharedstrings.xml":
			most = MaxTexts
		}
		switch tags, text := measure(f, most); {
		case text > MaxText:
			return fmt.Errorf("has a text of more than %d bytes in %s", MaxText, source.Quote(f.Name))
		case tags > most:
			return fmt.Errorf("has more than %d elements in %s", most, source.Quote(f.Name))
		}
	}
	return weighCells(z)
}

// weighCells refuses a workbook whose cells would be too large: a text is stored
// once, and each of a million cells may name it. Where a cell does not say in the
// usual way what it is, the longest text is taken.
func weighCells(z *zip.Reader) error {
	sizes, longest := sharedSizes(z)
	all, sheets := 0, 0
	for _, f := range z.File {
		name := strings.ToLower(f.Name)
		if name == "xl/styles.xml" && longFormat(f) {
			return fmt.Errorf("has a number format of more than %d characters, or with more than %d places for a text",
				maxFormat, maxRepeats)
		}
		if !strings.HasPrefix(name, "xl/worksheets/") || strings.Contains(name, "/_rels/") {
			continue
		}
		if sheets++; sheets > MaxSheet {
			return fmt.Errorf("has more than %d sheets", MaxSheet)
		}
		shared := false
		eachTag(f, func(name string, tag, text []byte, _ int64) {
			switch {
			case name == "c":
				shared = maybeShared(tag)
			case shared && name == "/v":
				if n, err := strconv.Atoi(string(bytes.TrimSpace(text))); err == nil && n >= 0 && n < len(sizes) {
					all += sizes[n]
				} else {
					all += longest
				}
			case shared && strings.HasPrefix(name, "!"):
				all += longest
			}
		})
		if all > MaxCells {
			return fmt.Errorf("has cells of more than %d MB in all, because many of them repeat a long text", MaxCells>>20)
		}
	}
	return nil
}

// sharedSizes returns how many bytes each of the shared texts has with its
// formatting, and the most of them.
func sharedSizes(z *zip.Reader) (sizes []int, longest int) {
	for _, f := range z.File {
		if strings.ToLower(f.Name) != "xl/sharedstrings.xml" {
			continue
		}
		n := 0
		begin := int64(-1)
		eachTag(f, func(name string, tag, _ []byte, at int64) {
			switch {
			case name == "si" && !bytes.HasSuffix(tag, []byte("/")):
				begin = at
			case name == "si", name == "/si" && begin >= 0:
				size := 0
				if name == "/si" {
					size = int(at - begin)
				}
				begin = -1
				if n == len(sizes) {
					sizes = append(sizes, 0)
				}
				sizes[n] = max(sizes[n], size) // of several such parts, any may count
				longest = max(longest, size)
				n++
			}
		})
	}
	return sizes, longest
}

// maybeShared reports whether a cell may name a shared text: it does not say, in
// the form of spreadsheet programs, that it is something else.
func maybeShared(tag []byte) bool {
	for _, field := range bytes.Fields(bytes.TrimSuffix(tag, []byte("/")))[1:] {
		switch key, value, _ := bytes.Cut(field, []byte("=")); string(key) {
		case "r", "s", "cm", "vm", "ph":
		case "t":
			return !slices.Contains([]string{`"n"`, `"str"`, `"b"`, `"e"`, `"d"`, `"inlineStr"`}, string(value))
		default:
			return true
		}
	}
	return false
}

// longFormat reports whether a part has a number format that spreadsheet programs
// would refuse, or that repeats the text of its cell: each cell costs as much.
func longFormat(f *zip.File) (long bool) {
	eachTag(f, func(name string, tag, _ []byte, _ int64) {
		long = long || name == "!" || name == "numFmt" &&
			(len(tag) > maxFormat+len(`numFmt numFmtId="1000" formatCode=""`) || bytes.Count(tag, []byte("@")) > maxRepeats)
	})
	return long
}

// eachTag calls use for each tag of a part, as tags does.
func eachTag(f *zip.File, use func(name string, tag, text []byte, at int64)) {
	r, err := f.Open()
	if err != nil {
		return // the reader of the workbook says so better
	}
	defer r.Close()
	tags(r, use)
}

// measure counts the opening tags of a part, and the bytes of the longest
// stretch without any tag, as far as the part can be unpacked and until one is
// too many.
func measure(f *zip.File, most int) (tags, longest int) {
	r, err := f.Open()
	if err != nil {
		return 0, 0 // the reader of the workbook says so better
	}
	defer r.Close()
	buffer := make([]byte, 64<<10)
	for text := 0; err == nil && tags <= most && longest <= MaxText; {
		var n int
		n, err = r.Read(buffer)
		b := buffer[:n]
		tags += bytes.Count(b, []byte("<")) - bytes.Count(b, []byte("</"))
		if first := bytes.IndexByte(b, '<'); first < 0 {
			text += n
		} else {
			longest = max(longest, text+first)
			text = n - bytes.LastIndexByte(b, '<') // a shorter tag in between does not count
		}
		longest = max(longest, text)
	}
	return tags, longest
}
