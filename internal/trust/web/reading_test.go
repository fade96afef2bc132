package web

import (
	"bufio"
	"bytes"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"image"
	"maps"
	"math/big"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	qrcode "github.com/skip2/go-qrcode"

	"lanyard/internal/base/judge"
)

// asked gives a script of testdata lines of JSON and returns the lines it answers.
func asked[T any](t *testing.T, questions []T, arguments ...string) []string {
	t.Helper()
	var lines bytes.Buffer
	for _, q := range questions {
		if err := json.NewEncoder(&lines).Encode(q); err != nil {
			t.Fatal(err)
		}
	}
	command := exec.Command(judge.Program(t, "node"), arguments...)
	command.Stdin = &lines
	var faults bytes.Buffer
	command.Stderr = &faults
	out, err := command.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, faults.Bytes())
	}
	var answers []string
	for scanner := bufio.NewScanner(bytes.NewReader(out)); scanner.Scan(); {
		answers = append(answers, scanner.Text())
	}
	if len(answers) < len(questions) {
		t.Fatalf("%d answers to %d questions", len(answers), len(questions))
	}
	return answers
}

// pixels is a picture as testdata/read.js takes it.
type pixels struct {
	Width  int    `json:"width"`
	Height int    `json:"height"`
	Data   []byte `json:"data"` // base64 in JSON
}

func pixelsOf(picture *image.Gray) pixels {
	return pixels{picture.Rect.Dx(), picture.Rect.Dy(), picture.Pix}
}

// readBy returns what each decoder reads in each picture, "" for nothing: ours first,
// then, when they are at hand, jsQR and ZXing.
func readBy(t *testing.T, pictures []pixels) [][]string {
	t.Helper()
	arguments := []string{"testdata/read.js"}
	folder := os.Getenv("LANYARD_NODE_MODULES")
	_, withoutJSQR := os.Stat(filepath.Join(folder, "node_modules", "jsqr"))
	_, withoutZXing := os.Stat(filepath.Join(folder, "node_modules", "zxing-wasm"))
	switch {
	case folder != "" && withoutJSQR == nil && withoutZXing == nil:
		arguments = append(arguments, folder)
	case judge.Required():
		t.Fatal("no npm packages jsqr and zxing-wasm in $LANYARD_NODE_MODULES, and LANYARD_JUDGES is require")
	default:
		t.Log("the npm packages jsqr and zxing-wasm are not in $LANYARD_NODE_MODULES and were not asked")
	}
	var all [][]string
	for _, line := range asked(t, pictures, arguments...)[:len(pictures)] {
		var texts []string // null is ""
		if err := json.Unmarshal([]byte(line), &texts); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		all = append(all, texts)
	}
	return all
}

// Symbols of every version and level, as go-qrcode draws them, in each kind of segment.
func TestNodeReadsEveryVersion(t *testing.T) {
	nodes.take(t)
	random := rand.New(rand.NewPCG(18004, 1))
	var payloads []string
	var pictures []pixels
	for version := 1; version <= 40; version++ {
		for level := qrcode.Low; level <= qrcode.Highest; level++ {
			if testing.Short() && (version > 12 || (version+int(level))%4 != 0) {
				continue
			}
			signs := []string{"0123456789", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:", "abc déf Ünï \U0001f4dc 名札"}[random.IntN(3)]
			letters := []rune(signs)
			var text []rune
			for range 1 + 2*version + random.IntN(2+version) {
				text = append(text, letters[random.IntN(len(letters))])
			}
			if version == 1 {
				text = text[:1]
			}
			symbol, err := qrcode.NewWithForcedVersion(string(text), version, level)
			if err != nil {
				t.Fatal(err)
			}
			payloads, pictures = append(payloads, string(text)), append(pictures, enlarged(symbol.Bitmap(), 3))
		}
	}
	for n, texts := range readBy(t, pictures) {
		if texts[0] != payloads[n] {
			t.Errorf("%d pixels: reads %q, not %q", pictures[n].Width, texts[0], payloads[n])
		}
	}
}

// enlarged draws rows of modules, true for dark.
func enlarged(rows [][]bool, module int) pixels {
	side := len(rows) * module
	p := pixels{side, side, bytes.Repeat([]byte{255}, side*side)}
	for at := range p.Data {
		if rows[at/side/module][at%side/module] {
			p.Data[at] = 0
		}
	}
	return p
}

// What we print, spoilt as paper and cameras spoil it, is read by our decoder wherever
// jsQR reads it, and where none of it is past hope.
func TestNodeReadsWhatIsSpoilt(t *testing.T) {
	nodes.take(t)
	spoilt := map[string]scene{
		"crisp":         crisp,
		"two pixels":    {module: 2, top: 255},
		"1.6 pixels":    {module: 1.6, top: 255},
		"large":         {module: 10, top: 255},
		"turned":        {module: 4, top: 255, turn: 33},
		"upside down":   {module: 4, top: 255, turn: 183},
		"tilted":        {module: 5, top: 255, turn: 8, tilt: 0.3},
		"tilted far":    {module: 5, top: 255, turn: -60, tilt: 0.35},
		"blurred":       {module: 5, top: 255, blur: 2.2},
		"noisy":         {module: 4, top: 200, low: 60, noise: 30},
		"pale":          {module: 4, top: 250, low: 225},
		"dark":          {module: 4, top: 45, low: 5, noise: 2},
		"in the shade":  {module: 4, top: 255, shade: 0.85},
		"ink runs":      {module: 5, top: 255, spread: 0.28},
		"under sticker": {module: 4, top: 255, hole: 0.08},
		"telephone":     {module: 3.4, turn: 8, tilt: 0.15, blur: 1.3, noise: 6, low: 50, top: 205, shade: 0.4},
	}
	long := "https://verify.example.org/#" + strings.Repeat("73915284606172839455", 60)
	var names, payloads []string
	var pictures []pixels
	lengths := []string{long[:240], long[:560], long[:1000]} // 49, 69 and 85 modules
	if testing.Short() {
		lengths = lengths[:1]
	}
	for _, name := range slices.Sorted(maps.Keys(spoilt)) {
		for _, payload := range lengths {
			picture := spoilt[name].draw(payload)
			names, payloads, pictures = append(names, name), append(payloads, payload), append(pictures, pixelsOf(picture))
			if !testing.Short() {
				names, payloads = append(names, name+", negative"), append(payloads, payload)
				pictures = append(pictures, pixelsOf(negative(picture)))
			}
		}
	}
	tally := make([]int, 3)
	for n, texts := range readBy(t, pictures) {
		for k, text := range texts {
			if text == payloads[n] {
				tally[k]++
			}
		}
		if texts[0] != payloads[n] {
			t.Errorf("%s, %d characters: ours, jsQR and ZXing read %.40q", names[n], len(payloads[n]), texts)
		}
	}
	t.Logf("of %d pictures ours, jsQR and ZXing read %v", len(pictures), tally)
}

// Pictures without a code are read in bounded time and say nothing.
func TestNodeReadsNothing(t *testing.T) {
	nodes.take(t)
	random := rand.New(rand.NewPCG(3, 3))
	noise := white(900, 900)
	for at := range noise.Pix {
		noise.Pix[at] = uint8(random.UintN(256))
	}
	pictures := []pixels{pixelsOf(white(40, 30)), pixelsOf(white(1, 1)), {Width: 2000, Height: 3, Data: make([]byte, 6000)}}
	if !testing.Short() { // each takes all 2,000 attempts of a reader
		pictures = append(pictures, pixelsOf(noise), pixelsOf(finders(1500)))
	}
	for n, line := range asked(t, pictures, "testdata/read.js")[:len(pictures)] {
		if line != "[null]" {
			t.Errorf("picture %d: reads %s", n, line)
		}
	}
}

// The vectors again, without WebCrypto.
func TestNodeAnswersVectorsAlone(t *testing.T) {
	if testing.Short() {
		t.Skip("the vectors a second time, with slow signatures: run without -short")
	}
	nodes.take(t)
	out, err := exec.Command(judge.Program(t, "node"), "--test", "testdata/alone.test.js").CombinedOutput()
	if err != nil || !bytes.Contains(out, []byte("pass ")) {
		t.Errorf("%v\n%s", err, out)
	}
}

// The page's own Ed25519 takes what Project Wycheproof calls valid, and of signatures
// at the edges of the curve exactly what crypto/ed25519 takes.
func TestNodeSignatures(t *testing.T) {
	nodes.take(t)
	all := wycheproof(t)
	edges := edgeSignatures()
	if testing.Short() {
		// The halves follow each other in fours: 5 takes of each.
		for n := range len(edges) / 5 {
			edges[n] = edges[5*n]
		}
		edges = edges[:len(edges)/5]
	}
	all = append(all, edges...)
	answers := asked(t, all, "testdata/signatures.js")
	taken := 0
	for n, c := range all {
		if answers[n] != strconv.FormatBool(c.Valid) {
			t.Errorf("%s: says %s, Go %v: key %s, signature %s", c.Comment, answers[n], c.Valid, c.Key, c.Sig)
		}
		if c.Comment == "edge" && c.Valid {
			taken++
		}
	}
	if taken == 0 {
		t.Error("no signature at the edges is valid")
	}
	median, err := strconv.ParseFloat(answers[len(all)], 64)
	if err != nil || median > 50 {
		t.Errorf("a signature takes %s ms", answers[len(all)])
	}
	t.Logf("a signature takes %.2f ms; %d of those at the edges are valid", median, taken)
}

// edgeSignatures are of keys and points that are of small order, or spelt with numbers
// from 2^255-19 on, with halves that are nothing, the order of the group, and more.
func edgeSignatures() []signature {
	p := new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), 255), big.NewInt(19))
	order, _ := new(big.Int).SetString("1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed", 16)
	var points, halves [][]byte
	little := func(n *big.Int) []byte {
		b := n.FillBytes(make([]byte, 32))
		slices.Reverse(b)
		return b
	}
	for _, d := range []int64{-1, 0, 1, 2, 18} {
		for _, base := range []*big.Int{new(big.Int), p} {
			if y := new(big.Int).Add(base, big.NewInt(d)); y.Sign() >= 0 && y.BitLen() <= 255 {
				point := little(y)
				signed := bytes.Clone(point)
				signed[31] |= 0x80
				points = append(points, point, signed)
			}
		}
	}
	for _, torsion := range []string{"26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
		"c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"} {
		point, _ := hex.DecodeString(torsion)
		signed := bytes.Clone(point)
		signed[31] |= 0x80
		points = append(points, point, signed)
	}
	for _, n := range []*big.Int{new(big.Int), big.NewInt(1), new(big.Int).Sub(order, big.NewInt(1)), order} {
		halves = append(halves, little(n))
	}
	var all []signature
	for _, key := range points {
		for _, r := range points {
			for _, s := range halves[:1+len(all)%len(halves)] {
				sig, message := append(bytes.Clone(r), s...), []byte{byte(len(all))}
				all = append(all, signature{"edge", hex.EncodeToString(key), hex.EncodeToString(message), hex.EncodeToString(sig),
					ed25519.Verify(key, message, sig)})
			}
		}
	}
	return all
}
