package owner

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/source"
	"lanyard/internal/input/event"
	"lanyard/internal/input/issuer"
	"lanyard/internal/paper/picture"
	"lanyard/internal/trust/discover"
	"lanyard/internal/trust/web"
)

// maxLogo is the most bytes of the file of a logo: what a drawing may have as well.
const maxLogo = 8 << 20

// Brand returns how the verification page of the event or the issuer in dir looks. Problems say what is wrong with
// event.toml, issuer.toml or the logo; the brand then has what is right. A folder without either file has no brand.
func Brand(dir string) (web.Brand, source.Problems, error) {
	o, problems, err := readOwner(dir)
	if o == nil {
		return web.Brand{}, problems, err
	}
	b := web.Brand{Language: o.language, Colour: o.brand.Colour, Accent: o.brand.Accent}
	if o.brand.Logo != "" {
		var p *source.Problem
		if b.Logo, p = ReadLogo(o.home, o.brand.Logo, o.logoProblem); p != nil {
			problems.Add(*p)
		}
	}
	return b, problems, nil
}

// LogoFile returns the path of the logo of the event or the issuer in dir, "" if it has none.
func LogoFile(dir string) string {
	o, _, err := readOwner(dir)
	if err != nil || o == nil || o.brand.Logo == "" {
		return ""
	}
	return filepath.Join(o.home, filepath.FromSlash(o.brand.Logo))
}

// owner is the owner of the page: the issuer of a folder, or of an event outside such a folder.
type owner struct {
	home        string // the folder with the site
	brand       issuer.Brand
	language    string
	logoProblem func(code, message, hint string) source.Problem
}

// readOwner returns nil if no file says who owns the page, or if that file cannot be read.
func readOwner(dir string) (*owner, source.Problems, error) {
	home, err := discover.Home(dir)
	if err != nil {
		return nil, nil, err
	}
	if discover.IsIssuer(home) {
		i, _, problems, err := readIssuer(home, discover.IssuerToml)
		if err != nil || i == nil {
			return nil, problems, err
		}
		return &owner{home, i.Brand, i.Language, i.LogoProblem}, nil, nil
	}
	data, err := readEvent(home)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, fmt.Errorf("reading event: %s: %w", EventFile, err)
	}
	e, problems := event.Read(EventFile, data)
	if e == nil {
		return nil, problems, nil
	}
	return &owner{home, e.Issuer.Brand, e.Languages[0], e.LogoProblem}, nil, nil
}

// ReadLogo returns the logo in a file below the folder home as the PNG that the verification page shows; at makes a
// problem with it.
func ReadLogo(home, name string, at func(code, message, hint string) source.Problem) ([]byte, *source.Problem) {
	wrong := func(message, hint string) ([]byte, *source.Problem) {
		p := at("event-logo", message, hint)
		return nil, &p
	}
	root, err := os.OpenRoot(home)
	if err != nil {
		return wrong(err.Error(), "")
	}
	defer root.Close()
	data, err := bundle.ReadInside(root, name, maxLogo)
	if err != nil {
		return wrong(bundle.WhyNot(name, err))
	}
	out, err := picture.Logo(data, web.LogoWidth, web.LogoHeight, web.MaxLogo)
	var faults source.Problems
	switch {
	case errors.As(err, &faults):
		first := faults[0]
		first.File, first.Code = name, "event-logo"
		return nil, &first
	case err != nil:
		return wrong(fmt.Sprintf("the logo %s cannot be shown: %v", source.Quote(name), err),
			"save it as SVG, or as a PNG with few colours")
	}
	return out, nil
}
