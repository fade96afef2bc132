package local

import (
	"bytes"
	"math"
	"net/http"
	"strconv"

	"lanyard/internal/paper/page"
	"lanyard/internal/paper/raster"
)

// Limits of pictures of papers.
const (
	// MinWidth and MaxWidth limit the width in pixels: a page that fills the largest screens.
	MinWidth, MaxWidth = 40, 5120

	// maxDrawn is the most pixels that are drawn.
	maxDrawn = 16_000_000
)

// Width returns the width in pixels that a request asks for a picture with "width", within the limits; the least
// without one.
func Width(r *http.Request) int {
	width, _ := strconv.Atoi(r.FormValue("width"))
	return max(MinWidth, min(MaxWidth, width))
}

// SendPicture answers with a PNG of a page, width pixels wide, or less where a high page would have too many pixels.
func SendPicture(w http.ResponseWriter, drawer *raster.Rasteriser, p *page.Page, width int) error {
	wide := min(float64(width), math.Sqrt(maxDrawn*float64(p.Size.W)/float64(p.Size.H)))
	img, err := drawer.Draw(p, raster.DPI(p, int(wide), raster.Trim), raster.Trim)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := raster.WritePNG(&out, img); err != nil {
		return err
	}
	Send(w, "image/png", out.Bytes())
	return nil
}
