package main

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/adler32"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"lanyard/fonts"
)

// The most that a run may take for three people, whatever lies in the folder.
const (
	mostMemory = 150 << 10 // KiB
	mostTime   = 30 * time.Second
)

// weighed is the command lanyard with one thing more: it leaves the most memory
// that it had at a time, in KiB, in the file that LANYARD_PEAK names. What the
// kernel tells of a child that has ended counts its parent's memory before exec.
func weighed() {
	code := command()
	status, err := os.ReadFile("/proc/self/status")
	_, peak, _ := strings.Cut(string(status), "VmHWM:")
	peak, _, _ = strings.Cut(peak, "kB")
	if err == nil {
		err = os.WriteFile(os.Getenv("LANYARD_PEAK"), []byte(strings.TrimSpace(peak)), 0o600)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "writing the peak of memory:", err)
	}
	os.Exit(code)
}

// weigh runs a verb on an event and returns what it says, its exit code and the
// most memory it had, in KiB.
func weigh(t *testing.T, verb, dir string) (said string, code, peak int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), mostTime)
	defer cancel()
	file := filepath.Join(t.TempDir(), "peak")
	cmd := exec.CommandContext(ctx, "lanyard-weighed", verb, dir)
	if verb == "import" { // into the event in its own folder
		cmd.Dir = filepath.Dir(dir)
	}
	cmd.Env = append(os.Environ(), "SOURCE_DATE_EPOCH=1800000000", "LANYARD_PEAK="+file)
	out, _ := cmd.CombinedOutput() // the exit code tells
	if ctx.Err() != nil {
		t.Fatalf("lanyard %s takes more than %s", verb, mostTime)
	}
	text, errRead := os.ReadFile(file)
	peak, errNumber := strconv.Atoi(string(text))
	if err := errors.Join(errRead, errNumber); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return string(out), cmd.ProcessState.ExitCode(), peak
}

const bombEvent = `id = "e"
title = "T"
start = 2027-01-01
[issuer]
name = "I"
verify = "verify.example.org"
[badges]
template = "badge.toml"
sheet = "none"
`

// badge has a picture of the event, a text in a font of the event and everybody's
// photo, where there are any.
const bombBadge = `name = "b"
kind = "badge"
size = ["90mm", "60mm"]
[styles.main]
family = "%s"
size = "12pt"
[[box]]
type = "text"
text = "{{name}} office"
style = "main"
at = ["5mm", "40mm"]
size = ["80mm", "15mm"]
`

// bomb is a file that asks for far more than it has a right to, or for as much
// as it may.
type bomb struct {
	file string
	data func(t *testing.T) []byte
	want string // in what is said; "" when the file is used
}

// largeJPEG is used twice.
var largeJPEG = sync.OnceValue(func() []byte { return photograph(10_000, 5_000, 25<<20) })

// bombs are named by what they are; before the first "/" stands how the event
// uses them.
var bombs = map[string]bomb{
	"logo/png-huge": {"logo.png", func(*testing.T) []byte {
		return pngOf(50_000, 50_000, 1, 0, 0, nil,
			zeros(50_000*(50_000/8+1)))
	},
		`event.toml:11:8: the picture "logo.png" cannot be used: it has 50000 x 50000 pixels, more than 50 million`},
	"logo/png-text": {"logo.png", func(*testing.T) []byte {
		return pngOf(64, 64, 8, 0, 0, chunk("zTXt", append([]byte("Comment\x00\x00"), zeros(1<<30)...)), zeros(64*65))
	}, ""},
	"logo/png-profile": {"logo.png", func(*testing.T) []byte {
		return pngOf(64, 64, 8, 0, 0, chunk("iCCP", append([]byte("p\x00\x00"), zeros(1<<30)...)), zeros(64*65))
	}, ""},
	"photo/png-text": {"1.png", func(*testing.T) []byte {
		return pngOf(64, 64, 8, 0, 0, chunk("zTXt", append([]byte("Comment\x00\x00"), make([]byte, 30<<20)...)),
			zeros(64*65))
	}, ""},
	"logo/png-more": {"logo.png", func(*testing.T) []byte { return pngOf(64, 64, 8, 6, 0, nil, zeros(1<<30)) },
		`event.toml:11:8: the picture "logo.png" cannot be used: it is damaged`},
	"logo/png-large": {"logo.png", func(*testing.T) []byte {
		return pngOf(10_000, 5_000, 8, 2, 0, nil,
			zeros(5_000*30_001))
	}, "its 10000 x 5000 pixels take 190 MB of memory, more than 104"},
	"logo/png-deep": {"logo.png", func(*testing.T) []byte {
		return pngOf(5_000, 5_000, 16, 6, 0, nil,
			zeros(5_000*40_001))
	}, "pixels take 190 MB of memory, more than 104"},
	// As large as may be: of every kind.
	"logo/png-grey": {"logo.png", func(*testing.T) []byte {
		return pngOf(10_000, 5_000, 8, 0, 0, nil,
			zeros(5_000*10_001))
	}, ""},
	"logo/png-rgba": {"logo.png", func(*testing.T) []byte {
		return pngOf(4_500, 4_400, 8, 6, 0, nil,
			noise(24<<20, 4_400*18_001))
	}, ""},
	"logo/png-transparent": {"logo.png", func(*testing.T) []byte {
		return pngOf(5_000, 5_000, 8, 2, 0, chunk("tRNS", make([]byte, 6)), zeros(5_000*15_001))
	}, "pixels take 190 MB"},
	"logo/png-glass": {"logo.png", func(*testing.T) []byte {
		return pngOf(5_000, 5_000, 8, 0, 0, chunk("tRNS", make([]byte, 2)), zeros(5_000*5_001))
	}, ""},
	"logo/png-interlaced": {"logo.png", func(*testing.T) []byte {
		return pngOf(3_500, 3_500, 8, 2, 1, nil,
			zeros(interlacedSize(3_500)))
	}, ""},
	"photo/jpeg": {"1.jpg", func(*testing.T) []byte { return largeJPEG() }, ""},
	"logo/jpeg":  {"logo.jpg", func(*testing.T) []byte { return largeJPEG() }, ""},
	"logo/jpeg-huge": {"logo.jpg", func(*testing.T) []byte {
		data := photograph(16, 16, 0)
		binary.BigEndian.PutUint32(data[bytes.Index(data, []byte{0xff, 0xc0})+5:], 65_535<<16|65_535)
		return data
	}, `event.toml:11:8: the picture "logo.jpg" cannot be used: it has 65535 x 65535 pixels`},
	"logo/jpeg-scans": {"logo.jpg", func(*testing.T) []byte { return progressive(4_000, 20_000) },
		"it redraws its pixels more than 100 times over"},
	"logo/jpeg-progressive": {"logo.jpg", func(*testing.T) []byte { return progressive(4_500, 100) }, ""},
	"logo/svg-use": {"logo.svg", func(*testing.T) []byte {
		var b strings.Builder
		b.WriteString(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><defs><path id="a0" d="M0 0h1v1z"/>`)
		for i := range 14 {
			fmt.Fprintf(&b, `<g id="a%d">%s</g>`, i+1, strings.Repeat(fmt.Sprintf(`<use href="#a%d"/>`, i), 10))
		}
		b.WriteString(`</defs><use href="#a14"/></svg>`)
		return []byte(b.String())
	}, "lanyard: error: logo.svg:1:"},
	"logo/svg-points": {"logo.svg", func(*testing.T) []byte {
		return []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0` +
			strings.Repeat("l1 1", 1_000_000) + `"/></svg>`)
	}, "lanyard: error: logo.svg:1:"},
	"font/length": {"f.ttf", func(t *testing.T) []byte {
		return fontWith(t, func(tag string, entry, _ []byte) {
			if tag == "GSUB" {
				binary.BigEndian.PutUint32(entry[12:], 0xffff_fff0)
			}
		})
	}, `event.toml:12:8: reading font "Bomb": table "GSUB" lies outside the file`},
	"font/rules": {"f.ttf", func(t *testing.T) []byte {
		return fontWith(t, func(tag string, entry, table []byte) {
			if tag != "GPOS" { // large enough
				return
			}
			// A list of lookups that are all the same one, with all the same rules.
			const n = 15_000
			at := copy(table, words(1, 0, 0, 0, 10))
			at += copy(table[at:], words(n))
			for range n {
				at += copy(table[at:], words(2+2*n))
			}
			at += copy(table[at:], words(1, 0, 1_500))
			for range 1_500 {
				at += copy(table[at:], words(6+2*1_500))
			}
			copy(table[at:], words(1, 6, 0, 1, 1, 3)) // one glyph is moved by nothing
		})
	}, `event.toml:12:8: reading font "Bomb": table "GPOS" expands to more than 8 MB: its parts overlap`},
	"font/loop": {"f.ttf", func(t *testing.T) []byte {
		const a = 36
		var at uint32
		return fontWith(t, func(tag string, _, table []byte) {
			switch tag { // by name, the last first
			case "loca":
				at = binary.BigEndian.Uint32(table[4*a:])
			case "glyf":
				copy(table[at:], words(0xffff, 0, 0, 0, 0, 0x22, a, 0, 2, a, 0)) // made of itself, twice
			}
		})
	}, `event.toml:12:8: reading font "Bomb": glyph `},
	"list/workbook": {"attendees.xlsx", workbook(1 << 30),
		"lanyard: error: attendees.xlsx: the workbook has more than 40 MB once unpacked"},
	"list/workbook-lies": {"attendees.xlsx", workbook(1 << 10), "lanyard: error: attendees.xlsx: the workbook "},
	"background/flate": {"back.pdf", func(*testing.T) []byte {
		return pdfOf("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
			"<</Type/Page/Parent 2 0 R/MediaBox[0 0 255 170]/Contents 4 0 R>>",
			fmt.Sprintf("<</Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream", len(zeros(1<<30)), zeros(1<<30)))
	}, `badge.toml:4:14: the PDF "back.pdf" cannot be used: it decompresses to more than`},
	// Designs to import.
	"import/slides": {"a.pptx", func(t *testing.T) []byte {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for _, name := range []string{"[Content_Types].xml", "ppt/presentation.xml"} {
			w, err := z.Create(name)
			if err != nil {
				t.Fatal(err)
			}
			piece := make([]byte, 1<<20)
			for range 1 << 9 {
				if _, err := w.Write(piece); err != nil {
					t.Fatal(err)
				}
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}, "it unpacks to more than a presentation needs"},
	"import/forms": {"a.pdf", func(*testing.T) []byte {
		form := func(next int) string {
			content := strings.Repeat("/X Do ", 100)
			return fmt.Sprintf("<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>/Length %d>>\nstream\n%s\nendstream",
				next, len(content), content)
		}
		objects := []string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
			"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>",
			"<</Length 5>>\nstream\n/X Do\nendstream"}
		for i := range 10 {
			objects = append(objects, form(min(6+i, 14)))
		}
		return pdfOf(objects...)
	}, "its operators cannot be read"},
	"import/entities": {"a.svg", func(*testing.T) []byte {
		return []byte(`<!DOCTYPE svg [<!ENTITY a "` + strings.Repeat("x", 200) + `">]><svg xmlns="http://www.w3.org/2000/svg"><desc>` +
			strings.Repeat("&a;", 2_000_000) + "</desc></svg>")
	}, "the document type declares texts that expand to more than 1 MB"},
	// More work than their size says.
	"list/workbook-texts": {"attendees.xlsx", repeatedText,
		"lanyard: error: attendees.xlsx: the workbook has cells of more than 100 MB in all"},
	"paper/patterns": {"a.png", func(t *testing.T) []byte {
		var b bytes.Buffer
		if err := png.Encode(&b, tiledPatterns(1_500)); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}, "no readable QR code in the picture"},
	"paper/overlap": {"a.pdf", func(*testing.T) []byte { return overlapping() }, "its objects overlap"},
	"paper/links": {"a.pdf", func(*testing.T) []byte { return []byte("%PDF-1.7\n" + strings.Repeat("/URI(", 1_600_000)) },
		"its objects overlap"},
	"background/loop": {"back.pdf", func(*testing.T) []byte {
		return pdfOf("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R 2 0 R]/Count 9>>",
			"<</Type/Pages/Parent 2 0 R/Kids[2 0 R 3 0 R]/Count 9>>")
	}, `badge.toml:4:14: the PDF "back.pdf" cannot be used: `},
}

// write makes an event of three people that uses a bomb.
func (b bomb) write(t *testing.T, dir, use string) int {
	t.Helper()
	data := b.data(t)
	files := map[string]string{"attendees.csv": "id,name\n1,Ana\n2,Ben\n3,Cem\n", b.file: string(data)}
	event, badge, family := bombEvent, bombBadge, "sans"
	switch use {
	case "logo":
		event += "[pictures]\nlogo = \"" + b.file + "\"\n"
		badge += "[[box]]\ntype = \"picture\"\npicture = \"logo\"\nat = [\"5mm\", \"5mm\"]\nsize = [\"20mm\", \"20mm\"]\n"
	case "photo":
		badge += "[[box]]\ntype = \"picture\"\nfile = \"{{id}}" + filepath.Ext(b.file) +
			"\"\nat = [\"5mm\", \"5mm\"]\nsize = [\"20mm\", \"20mm\"]\n"
		files["2"+filepath.Ext(b.file)] = string(data)
	case "font":
		event += "[[fonts]]\nfamily = \"Bomb\"\nfile = \"" + b.file + "\"\n"
		family = "Bomb"
	case "list":
		event += "[attendees]\nfile = \"" + b.file + "\"\n"
	case "paper", "import": // verify or import reads it
	case "background":
		badge = strings.Replace(badge, "[styles", "background = \"back.pdf\"\n[styles", 1)
	default:
		t.Fatalf("nothing is used as %q", use)
	}
	files["event.toml"], files["badge.toml"] = event, fmt.Sprintf(badge, family)
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return len(data)
}

// TestBombs lets check and make loose on them.
func TestBombs(t *testing.T) {
	slow(t)
	if runtime.GOOS != "linux" {
		t.Skip("the memory of a process is measured on Linux")
	}
	for name, b := range bombs {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			use, _, _ := strings.Cut(name, "/")
			size := b.write(t, dir, use)
			verbs := []string{"check", "make"}
			if b.want == "" {
				verbs = verbs[1:] // make does all that check does
			}
			on := dir
			if use == "import" {
				verbs, on = []string{"import"}, filepath.Join(dir, b.file)
			}
			if use == "paper" {
				verbs, on = []string{"verify"}, filepath.Join(dir, b.file)
			}
			for _, verb := range verbs {
				began := time.Now()
				said, code, peak := weigh(t, verb, on)
				t.Logf("%s: %d bytes, %d MB, %s", verb, size, peak>>10, time.Since(began).Round(time.Millisecond))
				if peak > mostMemory {
					t.Errorf("%s had %d MB, more than %d", verb, peak>>10, mostMemory>>10)
				}
				if (code == 0) != (b.want == "") || !strings.Contains(said, b.want) {
					t.Errorf("%s ends with %d, want %q in\n%s", verb, code, b.want, said)
				}
				if strings.Contains(said, "there is no picture") { // it is there
					t.Errorf("%s blames the template:\n%s", verb, said)
				}
				if b.want != "" && use != "paper" && !strings.Contains(said, "lanyard: hint: ") {
					t.Errorf("%s does not say what to do:\n%s", verb, said)
				}
			}
		})
	}
}

// zeros returns a stream of zlib that unfolds to n zeros. One mebibyte is
// packed, and then repeated.
func zeros(n int) []byte {
	const piece = 1 << 20
	var b bytes.Buffer
	z, err := zlib.NewWriterLevel(&b, zlib.BestCompression)
	if err != nil {
		panic(err)
	}
	var out []byte
	take := func(n int) []byte {
		b.Reset()
		if _, err := z.Write(make([]byte, n)); err != nil || z.Flush() != nil {
			panic("packing zeros")
		}
		return bytes.Clone(b.Bytes())
	}
	out = append(out, take(n%piece)...)
	if n >= piece {
		out = append(out, take(piece)...) // reaches back before its own
	}
	if n >= 2*piece {
		out = append(out, bytes.Repeat(take(piece), n/piece-1)...)
	}
	out = append(out, 3, 0) // the last block, an empty one
	sum := adler32.Checksum(nil) + uint32(n%65521)<<16
	return binary.BigEndian.AppendUint32(out, sum)
}

// TestZeros checks that the bombs are live ones.
func TestZeros(t *testing.T) {
	for _, n := range []int{0, 1, 1 << 20, 3<<20 + 7} {
		z, err := zlib.NewReader(bytes.NewReader(zeros(n)))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.Copy(io.Discard, z); got != int64(n) || err != nil {
			t.Errorf("%d zeros, want %d: %v", got, n, err)
		}
	}
}

func chunk(kind string, data []byte) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
	out = append(append(out, kind...), data...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[4:]))
}

// pngOf returns a PNG file with what stands between its head and its pixels.
func pngOf(w, h, depth, kind, interlace int, between, pixels []byte) []byte {
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, uint32(w)), uint32(h))
	out := append([]byte("\x89PNG\r\n\x1a\n"), chunk("IHDR", append(head, byte(depth), byte(kind), 0, 0,
		byte(interlace)))...)
	out = append(append(out, between...), chunk("IDAT", pixels)...)
	return append(out, chunk("IEND", nil)...)
}

// interlacedSize returns how many bytes the rows of an interlaced square have, of
// three bytes a pixel: PNG, 8.2.
func interlacedSize(side int) (n int) {
	for _, pass := range [][4]int{{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2},
		{0, 1, 1, 2}} {
		w, h := (side-pass[0]+pass[2]-1)/pass[2], (side-pass[1]+pass[3]-1)/pass[3]
		n += h * (1 + 3*w)
	}
	return n
}

// noise returns a stream of zlib that unfolds to n bytes that no filter of PNG
// objects to, the first of them, so many, random.
func noise(random, n int) []byte {
	data := make([]byte, n)
	source := rand.NewChaCha8([32]byte{1})
	if _, err := source.Read(data[:random]); err != nil {
		panic(err)
	}
	for i := range data[:random] {
		data[i] &= 3 // also where a filter stands
	}
	var b bytes.Buffer
	z, err := zlib.NewWriterLevel(&b, zlib.NoCompression)
	if err == nil {
		_, err = z.Write(data[:random])
	}
	if err != nil || z.Flush() != nil {
		panic(err)
	}
	rest := zeros(n - random)
	out := append(b.Bytes(), rest[2:len(rest)-4]...)
	return binary.BigEndian.AppendUint32(out, adler32.Checksum(data))
}

// photograph returns a JPEG file as cameras write it, filled up to a size with
// what they say about it.
func photograph(w, h, size int) []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewYCbCr(image.Rect(0, 0, w, h), image.YCbCrSubsampleRatio420), nil); err != nil {
		panic(err)
	}
	var said []byte
	for b.Len()+len(said) < size {
		said = append(append(said, 0xff, 0xe2, 0xff, 0xff), make([]byte, 65_533)...)
	}
	return append(append([]byte{0xff, 0xd8}, said...), b.Bytes()[2:]...)
}

// progressive returns a JPEG of side x side grey pixels that goes over them n
// times and adds nothing.
func progressive(side, n int) []byte {
	b := []byte{0xff, 0xd8}
	segment := func(marker byte, data ...byte) {
		b = append(binary.BigEndian.AppendUint16(append(b, 0xff, marker), uint16(len(data)+2)), data...)
	}
	segment(0xdb, append(make([]byte, 1), bytes.Repeat([]byte{1}, 64)...)...)
	segment(0xc2, 8, byte(side>>8), byte(side), byte(side>>8), byte(side), 1, 1, 0x11, 0)
	segment(0xc4, append(append([]byte{0x10, 1}, make([]byte, 15)...), 0xe0)...) // one code: up to 32,767 blocks end here
	blocks := (side + 7) / 8 * ((side + 7) / 8)
	for range n {
		segment(0xda, 1, 1, 0, 1, 63, 0)
		var bits, n uint
		for range (blocks + 32_766) / 32_767 {
			bits, n = bits<<15|0x3fff, n+15 // the code, and 14 ones
			for ; n >= 8; n -= 8 {
				if b = append(b, byte(bits>>(n-8))); b[len(b)-1] == 0xff {
					b = append(b, 0)
				}
			}
		}
		b = append(b, byte(bits<<(8-n)|0xff>>n), 0)
	}
	return append(b, 0xff, 0xd9)
}

// workbook makes a workbook whose parts unfold to 1 GB and say that they have as
// many bytes as given.
func workbook(says uint64) func(*testing.T) []byte {
	return func(t *testing.T) []byte {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		packed := zeros(1 << 30)
		packed = packed[2 : len(packed)-4] // without the frame of zlib
		for _, name := range []string{"xl/workbook.xml", "xl/worksheets/sheet1.xml"} {
			w, err := z.CreateRaw(&zip.FileHeader{Name: name, Method: zip.Deflate,
				CompressedSize64: uint64(len(packed)), UncompressedSize64: says})
			if err == nil {
				_, err = w.Write(packed)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
}

// repeatedText makes a workbook of which each cell names the same long text.
func repeatedText(t *testing.T) []byte {
	t.Helper()
	book := excelize.NewFile()
	defer book.Close()
	text := strings.Repeat("a", 32_000)
	for line := 1; line <= 5_000; line++ {
		if err := book.SetSheetRow("Sheet1", fmt.Sprintf("A%d", line), &[]any{line, text}); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// overlapping makes a PDF whose object streams are parts of each other and decode to
// nothing: each is all that follows it, empty blocks of deflate.
func overlapping() []byte {
	begin := []byte("/ObjStm stream\n\x78\x01")
	b := append([]byte("%PDF-1.7\n"), begin...)
	for range 2_000 { // in a block that is passed over
		b = append(append(b, 0, byte(len(begin)), 0, ^byte(len(begin)), 0xff), begin...)
	}
	return append(b, bytes.Repeat([]byte{0, 0, 0, 0xff, 0xff}, 1_600_000)...)
}

// tiledPatterns is a picture full of the corners of QR codes.
func tiledPatterns(side int) image.Image {
	img := image.NewPaletted(image.Rect(0, 0, side, side), color.Palette{color.White, color.Black})
	for i := range img.Pix {
		u, v := i%side%8-3, i/side%8-3
		if ring := max(u, -u, v, -v); ring != 2 && ring < 4 {
			img.Pix[i] = 1
		}
	}
	return img
}

// words returns 16-bit numbers as they stand in a font.
func words(all ...int) (b []byte) {
	for _, v := range all {
		b = binary.BigEndian.AppendUint16(b, uint16(v))
	}
	return b
}

// fontWith returns a font of ours with some of its tables changed, each of which
// change is given, with its entry in the directory, those before it by name last.
func fontWith(t *testing.T, change func(tag string, entry, table []byte)) []byte {
	t.Helper()
	data, err := fonts.FS.ReadFile("NotoSans/NotoSans-Regular.ttf")
	if err != nil {
		t.Fatal(err)
	}
	data = bytes.Clone(data)
	for i := int(binary.BigEndian.Uint16(data[4:])) - 1; i >= 0; i-- {
		entry := data[12+16*i:][:16]
		from, length := binary.BigEndian.Uint32(entry[8:]), binary.BigEndian.Uint32(entry[12:])
		change(string(entry[:4]), entry, data[from:from+length])
	}
	return data
}

// pdfOf is a PDF file with the given objects, from 1 on.
func pdfOf(objects ...string) []byte {
	b := []byte("%PDF-1.7\n")
	var table strings.Builder
	for i, o := range objects {
		fmt.Fprintf(&table, "%010d 00000 n \n", len(b))
		b = fmt.Appendf(b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	return fmt.Appendf(b,
		"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n",
		len(objects)+1, table.String(), len(objects)+1, len(b))
}
