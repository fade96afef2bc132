package cos

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

// parsed reads a text that is a single value.
func parsed(s string) (Value, error) {
	left := 1000
	p := NewParser([]byte(s), 0, &left)
	v, err := p.Value()
	if err == nil && p.More() {
		err = fmt.Errorf("%q is left", s[p.At():])
	}
	return v, err
}

func TestValues(t *testing.T) {
	for s, want := range map[string]Value{
		"null":                          nil,
		"true":                          true,
		"false %comment\n":              false,
		"12":                            Number("12"),
		"-.5":                           Number("-.5"),
		"+4.":                           Number("+4."),
		"12 0 R":                        Ref(12),
		"[12 0 R]":                      Array{Ref(12)},
		"[12 0 RG]":                     nil,
		"[12 0 0 R/A]":                  Array{Number("12"), Ref(0), Name("A")},
		"/Name":                         Name("Name"),
		"/A#20B#2":                      Name("A B#2"),
		"/":                             Name(""),
		"(a(b)c)":                       String("a(b)c"),
		`(\(\)\\\n\r\t\b\f\101\7\0534)`: String("()\\\n\r\t\b\fA\a+4"),
		"(a\\\nb\\\r\nc\r\nd\re)":       String("abc\nd\ne"),
		`(\q)`:                          String("q"),
		"()":                            String(""),
		"<4 14 2>":                      String("AB"),
		"<4>":                           String("@"),
		"<>":                            String(""),
		"[1[]<<>>]":                     Array{Number("1"), Array{}, Dict{}},
		"<</A 1/B null/A 2>>":           Dict{"A": Number("2")},
		"<</A/B/C(d)>>":                 Dict{"A": Name("B"), "C": String("d")},
		"endobj":                        Keyword("endobj"),
		"]":                             Keyword("]"),
		">>":                            Keyword(">>"),
		"'":                             Keyword("'"),
	} {
		if v, err := parsed(s); s != "[12 0 RG]" && (err != nil || !reflect.DeepEqual(v, want)) {
			t.Errorf("%s reads as %#v, %v; want %#v", s, v, err, want)
		}
	}
	for _, s := range []string{"", "(open", "(open\\", "<4", "<4x>", "[1", "[1 >>", "<</A>>", "<</A 1", "<<1 2>>", "<</A endobj>>", "--1", "1.2.3", ".", ")", "[12 0 RG]",
		strings.Repeat("[", MaxNesting+1), "/" + strings.Repeat("x", MaxName+1), strings.Repeat("1", maxNumber+1)} {
		if v, err := parsed(s); err == nil {
			t.Errorf("%.40q reads as %#v", s, v)
		}
	}
}

func TestNumbers(t *testing.T) {
	for s, want := range map[string]int{"0": 0, "12": 12, "-3": -3, "+4": 4} {
		if n, ok := Int(Number(s)); !ok || n != want {
			t.Errorf("%s is %d, %v", s, n, ok)
		}
	}
	for _, v := range []Value{nil, Number("1.5"), Number("999999999999999999"), String("1"), Ref(1)} {
		if n, ok := Int(v); ok {
			t.Errorf("%#v is %d", v, n)
		}
	}
	for s, want := range map[string]float64{"-.5": -0.5, "4.": 4, "12": 12} {
		if f, ok := Float(Number(s)); !ok || f != want {
			t.Errorf("%s is %g, %v", s, f, ok)
		}
	}
}

func TestAppend(t *testing.T) {
	v := Dict{"B": Array{Ref(3), nil, true, Number("1.50")}, "A": String("a\r)\\"), "C d": Name("#/ é"), "D": &Stream{Dict{"Length": Number("3")}, []byte("abc")}}
	const want = `<</A (a\r\)\\)/B [6 0 R null true 1.50]/C#20d /#23#2F#20#C3#A9/D <</Length 3>>>>`
	if got := string(Append(nil, v, func(r Ref) int { return 2 * int(r) })); got != want {
		t.Errorf("%s\n%s", got, want)
	}
}

func TestText(t *testing.T) {
	for s, want := range map[string]string{
		"":       "()",
		"abc":    "(abc)",
		`a(b)\c`: `(a\(b\)\\c)`,
		"a\nb":   "<FEFF0061000A0062>",
		"é":      "<FEFF00E9>",
		"𠮷":      "<FEFFD842DFB7>",
		"\xff":   "<FEFFFFFD>",
	} {
		if got := string(AppendText(nil, s)); got != want {
			t.Errorf("%q: %s, not %s", s, got, want)
		}
	}
}

func TestNewName(t *testing.T) {
	for s, want := range map[string]string{
		"NotoSans-Bold": "/NotoSans-Bold", "PANTONE 300 C": "/PANTONE#20300#20C", "a/b#(c)": "/a#2Fb#23#28c#29", "é": "/#C3#A9", "\x00": "/#EF#BF#BD",
	} {
		if got := string(AppendName(nil, NewName(s))); got != want {
			t.Errorf("%q: %s, not %s", s, got, want)
		}
	}
	if got := string(AppendName(nil, NewName(strings.Repeat("é", 100)))); strings.Count(got, "#C3#A9") != 63 || len(got) != 1+63*6 {
		t.Errorf("a long name is cut to %s", got)
	}
}

func TestThousandths(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 1: "0.001", -1: "-0.001", 10: "0.01", 500: "0.5", 1000: "1", -12340: "-12.34", 255118: "255.118"} {
		if got := string(AppendThousandths(nil, n)); got != want {
			t.Errorf("%d: %s, not %s", n, got, want)
		}
	}
}

func TestObjects(t *testing.T) {
	all := Objects{Dict{"A": Ref(1), "B": Array{Ref(2)}}, &Stream{Dict{"Length": Number("9"), "Next": Ref(0)}, []byte("endstream")}, nil, String("x")}
	b := all.Bytes()
	back, err := ParseObjects(b)
	if err != nil || !reflect.DeepEqual(back, all) || !bytes.Equal(back.Bytes(), b) {
		t.Errorf("%q reads back as %#v, %v", b, back, err)
	}
	for _, bad := range []string{"0 0 obj\n1 0 R\nendobj", "1 0 obj\nnull\nendobj", "0 0 obj\nnull", "0 0 obj\n<</Length 5>>\nstream\nabc\nendstream\nendobj", "x", "0 0 obj\n[<</A 7 0 R>>]\nendobj"} {
		if v, err := ParseObjects([]byte(bad)); err == nil {
			t.Errorf("%q reads as %#v", bad, v)
		}
	}
}

func squeezed(data string) string {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	if _, err := z.Write([]byte(data)); err != nil {
		panic(err)
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.String()
}

// file returns a PDF of the given objects, numbered from 1, with a classic cross-reference table.
func file(trailer string, objects ...string) []byte {
	b := []byte("%PDF-1.7\n")
	var table strings.Builder
	for i, o := range objects {
		fmt.Fprintf(&table, "%010d 00000 n \n", len(b))
		b = fmt.Appendf(b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	return fmt.Appendf(b, "xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d%s>>\nstartxref\n%d\n%%%%EOF\n",
		len(objects)+1, table.String(), len(objects)+1, trailer, len(b))
}

var limits = Limits{Bytes: 1 << 20, Objects: 1000, Values: 10_000, Parsed: 1 << 20, Stream: 1 << 16, Inflated: 1 << 18}

func TestFile(t *testing.T) {
	packed := squeezed("2 0 3 6 (two) [3]")
	data := file("/Root 1 0 R", "<</A 4 0 R>>", "null", "null", fmt.Sprintf("<</Length 5 0 R/Filter/FlateDecode>>stream\r\n%s\nendstream", squeezed("hello")), fmt.Sprint(len(squeezed("hello"))))
	// an update puts objects 2 and 3 into an object stream, object 6
	start := bytes.LastIndex(data, []byte("xref\n0"))
	at := len(data)
	data = fmt.Appendf(data, "6 0 obj\n<</Type/ObjStm/N 2/First 8/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream\nendobj\n", len(packed), packed)
	rows := string([]byte{2, 0, 6, 0, 2, 0, 6, 9, 1, byte(at >> 8), byte(at), 0}) // the index of object 3 is wrong
	table := len(data)
	data = fmt.Appendf(data, "7 0 obj\n<</Type/XRef/Size 8/W[1 2 1]/Index[2 2 6 1]/Root 1 0 R/Prev %d/Length %d>>\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n",
		start, len(rows), rows, table)
	f, err := Open(data, limits)
	if err != nil {
		t.Fatal(err)
	}
	for n, want := range map[int]Value{1: Dict{"A": Ref(4)}, 2: String("two"), 3: Array{Number("3")}, 8: nil, -1: nil} {
		if v, err := f.Object(n); err != nil || !reflect.DeepEqual(v, want) {
			t.Errorf("object %d is %#v, %v", n, v, err)
		}
	}
	v, err := f.Get(Ref(4))
	s, ok := v.(*Stream)
	if err != nil || !ok {
		t.Fatalf("object 4 is %#v, %v", v, err)
	}
	if content, err := f.Decode(s); err != nil || string(content) != "hello" {
		t.Errorf("its content is %q, %v", content, err)
	}
	f.Forget()
	if again, err := f.Object(4); err != nil || again == v || !reflect.DeepEqual(again, v) {
		t.Errorf("object 4 is then %#v, %v", again, err)
	}
}

func TestFilters(t *testing.T) {
	f, err := Open(file("/Root 1 0 R", "<<>>"), limits)
	if err != nil {
		t.Fatal(err)
	}
	rows := squeezed("\x01\x05\x01\x02\x02\x01\x01\x01") // two rows of three bytes, by Sub and by Up
	for _, c := range []struct {
		filter Value
		parms  Value
		raw    string
		want   string
	}{
		{nil, nil, "as it is", "as it is"},
		{Name("FlateDecode"), nil, squeezed("flat"), "flat"},
		{Array{Name("ASCIIHexDecode"), Name("FlateDecode")}, nil, fmt.Sprintf("%x>", squeezed("both")), "both"},
		{Name("ASCII85Decode"), nil, "<~87cURD]~>", "Hello"},
		{Array{Name("FlateDecode")}, Array{Dict{"Predictor": Number("15"), "Columns": Number("3")}}, rows, "\x05\x06\x08\x06\x07\x09"},
	} {
		d := Dict{}
		if c.filter != nil {
			d["Filter"] = c.filter
		}
		if c.parms != nil {
			d["DecodeParms"] = c.parms
		}
		if got, err := f.Decode(&Stream{d, []byte(c.raw)}); err != nil || string(got) != c.want {
			t.Errorf("%v: %q, %v", c.filter, got, err)
		}
		if err := f.Sound(&Stream{d, []byte(c.raw)}); err != nil {
			t.Errorf("%v: %v", c.filter, err)
		}
	}
	old := &Stream{Dict{"Filter": Name("LZWDecode")}, []byte("x")}
	if _, err := f.Decode(old); kind(err) != Filter {
		t.Errorf("an old filter: %v", err)
	}
	if err := f.Sound(old); err != nil {
		t.Errorf("an old filter is not sound: %v", err)
	}
	if _, err := f.Decode(&Stream{Dict{"Filter": Name("Crypt")}, nil}); kind(err) != Encrypted {
		t.Errorf("an encrypted stream: %v", err)
	}
	big := &Stream{Dict{"Filter": Name("FlateDecode")}, []byte(squeezed(strings.Repeat("x", 1<<17)))}
	if _, err := f.Decode(big); kind(err) != TooMuch {
		t.Errorf("a bomb: %v", err)
	}
}

// kind returns the kind of an error, or 255 for an error that is not ours.
func kind(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return 255
}

func TestErrors(t *testing.T) {
	whole := file("/Root 1 0 R", "<<>>")
	start := bytes.LastIndex(whole, []byte("xref\n0"))
	for name, c := range map[string]struct {
		data []byte
		want Kind
	}{
		"empty":               {nil, Foreign},
		"a picture":           {[]byte("\x89PNG"), Foreign},
		"large":               {append(bytes.Clone(whole), make([]byte, 1<<20)...), TooMuch},
		"cut off":             {whole[:len(whole)/2], Damaged},
		"encrypted":           {file("/Root 1 0 R/Encrypt<</Filter/Standard>>", "<<>>"), Encrypted},
		"tables in a circle":  {file(fmt.Sprintf("/Prev %d", start), "<<>>"), Damaged},
		"hybrid in a circle":  {file(fmt.Sprintf("/XRefStm %d", start), "<<>>"), Damaged},
		"a table without end": {bytes.Replace(whole, []byte("trailer"), []byte("xxxxxxx"), 1), Damaged},
		"many objects":        {bytes.Replace(whole, []byte("xref\n0 2"), []byte("xref\n0 9"), 1), Damaged},
		"table elsewhere":     {bytes.Replace(whole, []byte("startxref\n"), []byte("startxref\n9"), 1), Damaged},
	} {
		if _, err := Open(c.data, limits); kind(err) != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, object := range map[string]string{
		"another number":     "endobj 2 0 obj",
		"no value":           "stream",
		"a stream cut off":   "<</Length 999999>>stream\nx\nendstream",
		"a length of itself": "<</Length 1 0 R>>stream\nx\nendstream",
		"a short stream":     "<</Length 1>>stream\nxyz\nendstream",
		"too many values":    "[" + strings.Repeat("0 ", 10_001) + "]",
	} {
		f, err := Open(file("", object), limits)
		if err != nil {
			t.Fatal(err)
		}
		if name == "another number" {
			f.entries[1] = entry{kind: plain, at: f.entries[1].at + 1}
		}
		if v, err := f.Object(1); err == nil {
			t.Errorf("%s: %#v", name, v)
		}
	}
}

// FuzzText checks that a text string ends at its last byte and reads back unchanged.
func FuzzText(f *testing.F) {
	for _, s := range []string{`a) Tj (b\`, ">> endobj", "\r\n", "\\\r", "é(", "((("} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		b := AppendText(nil, s)
		left := 10
		p := NewParser(append(b[:len(b):len(b)], ")>] /Next"...), 0, &left)
		v, err := p.Value()
		if err != nil || p.At() != len(b) {
			t.Fatalf("%q is written as %q, which ends at %d, %v", s, b, p.At(), err)
		}
		if b[0] == '(' && v != String(s) {
			t.Fatalf("%q reads back as %q", s, v)
		}
		if utf8.ValidString(s) && b[0] == '<' && UTF16(string(v.(String))) != "\ufeff"+s {
			t.Fatalf("%q reads back as %q", s, v)
		}
		if v, err := parsed(string(AppendLiteral(nil, s))); err != nil || v != String(s) {
			t.Fatalf("%q reads back as %q, %v", s, v, err)
		}
	})
}

// FuzzValue checks that any value that was read is written in a form that reads back the same.
func FuzzValue(f *testing.F) {
	for _, s := range []string{"<</A[1 0 R(x\\)<41>]/B#20 -.5>>", "null", "[[[]]]", "(\\\r\n\\053)", "/#00", "1 0 R", "endobj"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		left := len(data) + 1
		v, err := NewParser(data, 0, &left).Value()
		if err != nil {
			return
		}
		b := Append(nil, v, nil)
		left = len(b) + 1
		p := NewParser(b, 0, &left)
		again, err := p.Value()
		if err != nil || !reflect.DeepEqual(again, v) || p.More() {
			t.Fatalf("%q reads as %#v, is written as %q, and reads as %#v, %v", data, v, b, again, err)
		}
	})
}

// FuzzOpen checks that arbitrary files are read within the limits.
func FuzzOpen(f *testing.F) {
	f.Add(file("/Root 1 0 R", "<</A 2 0 R>>", "<</Length 1>>stream\nx\nendstream"))
	f.Add([]byte("%PDF-1.7\nxref\n0 2\n0000000000 65535 f \n0000000000 00000 n \nstartxref\n0\n%%EOF\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Open(data, limits)
		if err != nil {
			if kind(err) > Filter {
				t.Fatalf("%#v is not an error of this package", err)
			}
			return
		}
		for n := range file.entries {
			v, err := file.Object(n)
			if err != nil {
				continue
			}
			if s, ok := v.(*Stream); ok {
				if cap(s.Raw) > len(s.Raw) {
					t.Fatal("appending to a stream would overwrite the bytes after it")
				}
				if content, err := file.Decode(s); err == nil && len(s.Dict) > 0 && s.Dict["Filter"] != nil && int64(len(content)) > limits.Stream {
					t.Fatalf("%d bytes of content", len(content))
				}
			}
		}
		if file.parsed > limits.Parsed || file.values > limits.Values {
			t.Fatal("reading exceeded the limits of bytes parsed or of values")
		}
	})
}
