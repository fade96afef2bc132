package verify

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"unicode"
	"unicode/utf8"

	"lanyard/internal/base/locale"
	"lanyard/internal/paper/artwork"
	"lanyard/internal/paper/code"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/readback"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/openbadge"
)

// find is a token or address in a file, with the page around it.
type find struct {
	text  string
	link  string        // where the text was found, if it is the attached token of the paper to which a short link leads
	page  int           // of a PDF, from 1; 0: unknown
	shown *locale.Sight // the text of the page; nil: unknown
	texts []string      // of the page, in the order in which it shows them
	pdf   bool

	without int    // pages of the file with no token of their own; of its first find
	badge   []byte // the file of an Open Badge, instead of a text

	other bool // a different token is attached to the file
}

// tokens returns the tokens or addresses in a file, at least one. The error explains why there is none.
func tokens(ctx context.Context, data []byte) ([]find, error) {
	switch {
	case bytes.HasPrefix(data, []byte("\x89PNG")):
		return inPNG(ctx, data)
	case bytes.HasPrefix(data, []byte("\xff\xd8")):
		return inPicture(ctx, data)
	case openbadge.Is(data):
		return []find{{badge: data}}, nil
	case artwork.Is(data):
		return inPDF(ctx, data)
	}
	return inText(data)
}

// inText reads the whole text of a file as a token or an address.
func inText(data []byte) ([]find, error) {
	control := func(r rune) bool { return r == utf8.RuneError || unicode.IsControl(r) && !unicode.IsSpace(r) }
	if bytes.ContainsFunc(data[:min(len(data), maxText)], control) {
		return nil, errors.New("the file is no PDF, no picture (PNG or JPEG) and no text")
	}
	if len(data) > maxText {
		return nil, fmt.Errorf("the file is a text of more than %d KB, which no token is", maxText>>10)
	}
	return []find{{text: string(data)}}, nil
}

// inPNG returns the content of the QR code in a PNG, and the Open Badge that the picture carries; of a picture with a
// badge the code may be missing.
func inPNG(ctx context.Context, data []byte) ([]find, error) {
	badge, _ := openbadge.Baked(data) // what is wrong with the PNG, inPicture reports
	finds, err := inPicture(ctx, data)
	if badge == nil {
		return finds, err
	}
	return append(finds, find{badge: badge}), nil
}

// inPicture reads the QR code of a picture. Decoders of pictures do not listen to ctx: when it ends first, what they
// have begun is left to end by itself, within the limits of a picture.
func inPicture(ctx context.Context, data []byte) ([]find, error) {
	done := make(chan struct{})
	var found []find
	var wrong error
	go func() {
		defer close(done)
		found, wrong = decoded(ctx, data)
	}()
	select {
	case <-done:
		return found, wrong
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// decoded reads the QR code of a picture.
func decoded(ctx context.Context, data []byte) ([]find, error) {
	_, img, err := page.DecodeImage(data)
	if err != nil {
		return nil, fmt.Errorf("reading the picture: %w", err)
	}
	payload, err := code.Read(ctx, img)
	if err != nil {
		return nil, err
	}
	return []find{{text: payload}}, nil
}

// inPDF returns the verification addresses in a PDF without duplicates. If Lanyard made the file and nobody has
// changed it since, each comes with the text of its page.
func inPDF(ctx context.Context, data []byte) ([]find, error) {
	sheets, err := readback.Read(ctx, data)
	switch {
	case errors.Is(err, readback.ErrForeign):
		urls, err := readback.Links(ctx, data)
		if err != nil {
			return nil, err
		}
		sheets = []readback.Sheet{{Links: urls}}
	case err != nil:
		return nil, err
	}
	var finds []find
	without := 0
	seen := map[string]bool{}
	for i, s := range sheets {
		on := find{pdf: true}
		if s.Text != nil {
			sight := locale.See(s.Text)
			on.page, on.shown, on.texts = i+1, &sight, s.Text
		}
		before := len(finds)
		for _, url := range s.Links {
			_, number, _ := credential.ReadNumber(url)
			if _, err := credential.ParseToken(url); err != nil && !number || seen[url] {
				continue
			}
			seen[url] = true
			on.text = url
			finds = append(finds, on)
		}
		if len(finds) == before && s.Text != nil {
			without++
		}
	}
	if len(finds) > 0 {
		finds[0].without = without
	}
	finds = attached(ctx, data, finds, sheets)
	if len(finds) == 0 {
		return nil, errors.New("the PDF has no verification link; make a picture of its QR code and verify that")
	}
	return finds, nil
}

// attached compares the tokens attached to a PDF with those of its QR codes. Without a code, the attached tokens
// are used instead.
func attached(ctx context.Context, data []byte, finds []find, sheets []readback.Sheet) []find {
	files, err := readback.Attached(ctx, data)
	if err != nil {
		return finds // Lanyard did not make the PDF, or somebody changed it: the result reports that
	}
	for _, file := range files {
		token := credential.Token(file)
		same := func(f find) bool {
			t, err := credential.ParseToken(f.text)
			return err == nil && bytes.Equal(t, token)
		}
		if of, ok := credential.NumberOf(token); ok { // a short link needs a network, the token none
			for i := range finds {
				if n, is, err := credential.ReadNumber(finds[i].text); is && err == nil && n == of {
					finds[i].link, finds[i].text = finds[i].text, token.String()
				}
			}
		}
		switch {
		case slices.ContainsFunc(finds, same):
		case len(finds) == 0 && len(sheets) == 1:
			sight := locale.See(sheets[0].Text)
			finds = append(finds, find{text: token.String(), page: 1, shown: &sight, texts: sheets[0].Text, pdf: true})
		case len(finds) == 0:
			finds = append(finds, find{text: token.String(), pdf: true})
		default:
			for i := range finds {
				finds[i].other = true
			}
		}
	}
	return finds
}
