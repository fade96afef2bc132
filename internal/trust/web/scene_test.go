package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"lanyard/internal/paper/code"
)

// scene is a sheet of paper with a code before a camera.
type scene struct {
	module   float64 // pixels
	turn     float64 // degrees, clockwise
	tilt     float64 // share by which the far side is shorter
	blur     float64 // standard deviation, pixels
	noise    float64 // standard deviation, of 255
	low, top float64 // brightness of ink and paper, 0 to 255
	shade    float64 // share by which the light falls off downwards
	spread   float64 // modules by which ink runs over its edges
	hole     float64 // share of the symbol that a sticker hides
	width    int     // pixels, 0: as wide as the symbol needs
	height   int
}

// crisp is the symbol as software draws it.
var crisp = scene{module: 4, top: 255}

// draw returns what the camera sees of the payload.
func (s scene) draw(payload string) *image.Gray {
	symbol, err := code.Encode(payload, code.M)
	if err != nil {
		panic(err)
	}
	n := float64(symbol.Modules)
	side := int(math.Ceil((n + 20) * s.module * (1 + s.tilt) * 1.2))
	if s.width == 0 {
		s.width, s.height = side, side
	}
	reach := 5
	if s.spread == 0 {
		reach = 1
	}
	dice := rand.New(rand.NewPCG(7, 11))
	picture := image.NewGray(image.Rect(0, 0, s.width, s.height))
	sin, cos := math.Sincos(s.turn * math.Pi / 180)
	ink := func(x, y float64) float64 { // 1: dark
		x, y = x-float64(s.width)/2, y-float64(s.height)/2
		x, y = (x*cos+y*sin)/s.module, (y*cos-x*sin)/s.module
		depth := 1 + s.tilt*y/n
		u, v := x*depth+n/2, y*depth+n/2
		if hidden := math.Sqrt(s.hole) / 2 * n; math.Abs(u-0.55*n) < hidden && math.Abs(v-0.6*n) < hidden {
			return 0
		}
		for _, d := range [][2]float64{{0, 0}, {s.spread, 0}, {-s.spread, 0}, {0, s.spread}, {0, -s.spread}}[:reach] {
			if symbol.Dark(int(math.Floor(u+d[0])), int(math.Floor(v+d[1]))) {
				return 1
			}
		}
		return 0
	}
	values := make([]float64, s.width*s.height)
	for at := range values {
		x, y := float64(at%s.width), float64(at/s.width)
		for _, d := range [][2]float64{{.25, .25}, {.75, .25}, {.25, .75}, {.75, .75}} {
			values[at] += ink(x+d[0], y+d[1]) / 4
		}
	}
	values = blurred(values, s.width, s.height, s.blur)
	for at, v := range values {
		light := 1 - s.shade*float64(at/s.width)/float64(s.height)
		v = (s.top-(s.top-s.low)*v)*light + s.noise*dice.NormFloat64()
		picture.Pix[at] = uint8(max(0, min(255, v+0.5)))
	}
	return picture
}

// blurred is a Gaussian, first along rows, then along columns.
func blurred(values []float64, width, height int, sigma float64) []float64 {
	if sigma == 0 {
		return values
	}
	reach := int(math.Ceil(3 * sigma))
	along := func(values []float64, step, length int, start func(k int) int) []float64 {
		out := make([]float64, len(values))
		for line := range len(values) / length {
			for k := range length {
				sum, weights := 0.0, 0.0
				for d := max(-reach, -k); d <= min(reach, length-1-k); d++ {
					w := math.Exp(-float64(d*d) / (2 * sigma * sigma))
					sum += w * values[start(line)+(k+d)*step]
					weights += w
				}
				out[start(line)+k*step] = sum / weights
			}
		}
		return out
	}
	values = along(values, 1, width, func(y int) int { return y * width })
	return along(values, width, height, func(x int) int { return x })
}

// negative exchanges light and dark.
func negative(picture *image.Gray) *image.Gray {
	out := image.NewGray(picture.Rect)
	for at, v := range picture.Pix {
		out.Pix[at] = 255 - v
	}
	return out
}

func asPNG(picture image.Image) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, picture); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// asPDF puts a photograph on the page of a PDF, as scanners do.
func asPDF(picture *image.Gray) []byte {
	var photo bytes.Buffer
	if err := jpeg.Encode(&photo, picture, &jpeg.Options{Quality: 80}); err != nil {
		panic(err)
	}
	objects := []string{
		"<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Kids[3 0 R]/Count 1/Resources<</XObject<</P 4 0 R>>>>>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]>>",
		fmt.Sprintf("<</Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode/Length %d>>stream\n%s\nendstream",
			picture.Rect.Dx(), picture.Rect.Dy(), photo.Len(), photo.Bytes()),
	}
	return pdfOf(objects, "")
}

// pdfOf writes objects, numbered from 1, of which the first is the catalogue.
func pdfOf(objects []string, trailer string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	table := fmt.Sprintf("xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for n, object := range objects {
		table += fmt.Sprintf("%010d 00000 n \n", b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", n+1, object)
	}
	start := b.Len()
	fmt.Fprintf(&b, "%strailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n", table, len(objects)+1, trailer, start)
	return b.Bytes()
}

// linking is a PDF whose page links to the addresses.
func linking(addresses ...string) []byte { return linkingOf(1, addresses...) }

// linkingOf says that it has so many pages.
func linkingOf(pages int, addresses ...string) []byte {
	var links strings.Builder
	for _, a := range addresses {
		fmt.Fprintf(&links, "<</Type/Annot/Subtype/Link/A<</S/URI/URI(%s)>>>>", a)
	}
	return pdfOf([]string{"<</Type/Catalog/Pages 2 0 R>>", fmt.Sprintf("<</Type/Pages/Kids[3 0 R]/Count %d>>", pages),
		"<</Type/Page/Annots[" + links.String() + "]>>"}, "")
}

// filmed is a badge before a camera.
var filmed = scene{module: 5.3, turn: 8, tilt: 0.15, blur: 1, noise: 3, low: 40, top: 215, shade: 0.3, width: 1280, height: 720}

// film puts the code of a vector before the camera of a browser that takes no film from a file.
func (b *tab) film(v vector) string {
	b.Helper()
	id, err := b.driver.Film(asPNG(filmed.draw(v.Input)))
	b.check(err)
	return id
}

// filmFile writes what the fake camera of the browser shows, a badge in front of it,
// and returns the name of the file.
func filmFile(folder string) string {
	data, err := os.ReadFile(filepath.Join(vectorFolder, "valid.json"))
	var v vector
	if err == nil {
		err = json.Unmarshal(data, &v)
	}
	if err != nil {
		panic(err)
	}
	badge := filmed.draw(v.Input)
	var film bytes.Buffer
	film.WriteString("YUV4MPEG2 W1280 H720 F5:1 Ip A1:1 C420jpeg\n")
	for n := range 4 {
		film.WriteString("FRAME\n")
		for at, value := range badge.Pix {
			film.WriteByte(value - min(value, uint8((at+n)%3)))
		}
		film.Write(bytes.Repeat([]byte{128}, 1280*720/2))
	}
	name := filepath.Join(folder, "film.y4m")
	if err := os.WriteFile(name, film.Bytes(), 0o600); err != nil {
		panic(err)
	}
	return name
}

// white is paper alone.
func white(width, height int) *image.Gray {
	picture := image.NewGray(image.Rect(0, 0, width, height))
	for at := range picture.Pix {
		picture.Pix[at] = 255
	}
	return picture
}
