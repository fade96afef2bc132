package designer

import (
	"fmt"
	"io"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/source"
	"lanyard/internal/paper/page"
	"lanyard/internal/work/edit"
)

// maxDropped is the most bytes of a dropped file: the limit of an event's pictures.
const maxDropped = 32 << 20

// formats are the extensions of files that may be dropped.
var formats = []string{".png", ".jpg", ".jpeg", ".svg", ".pdf"}

// drop writes a file into the event's folder, never over another one, and makes it the logo, a signature, the
// background of the design or a picture on it.
func (d *Designer) drop(w http.ResponseWriter, r *http.Request) {
	data, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxDropped))
	if err != nil {
		refuse(w, &refusal{Message: fmt.Sprintf("the file cannot be read: %v", err),
			Hint: fmt.Sprintf("a picture may have %d MB; 300 pixels an inch are enough for print", maxDropped>>20)})
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	a, err := d.dropped(r, data)
	d.reply(w, a, err)
}

// dropped takes a file as what the query says: as=logo, signature with its number, background, or picture with x, y, w
// and h in millimetres.
func (d *Designer) dropped(r *http.Request, data []byte) (answer, error) {
	number := func(name string) float64 { v, _ := strconv.ParseFloat(r.FormValue(name), 64); return v }
	q := request{Kind: r.FormValue("kind"), Side: r.FormValue("side")}
	q.Person, _ = strconv.Atoi(r.FormValue("person"))
	f, err := d.faceOf(q)
	if err != nil {
		return answer{}, err
	}
	file := d.free(plainName(r.FormValue("name")))
	if ext := path.Ext(file); !slices.Contains(formats, ext) {
		return answer{}, fault.New(fmt.Sprintf("%s is not a picture that can be printed", source.Quote(r.FormValue("name"))),
			"drop a PNG, JPEG, SVG or PDF")
	}
	if page.Memory(data) > page.MaxMemory {
		return answer{}, fault.New("the picture is too large", "save it with 300 pixels an inch")
	}
	s := step{files: []replaced{{name: file, after: data}}}
	event := func(key string) (err error) {
		s.files, err = d.name(s.files, key, file)
		return err
	}
	said := "The file was copied to " + file
	switch as := r.FormValue("as"); as {
	case "logo":
		s.note, said = "Logo", said+", and [pictures] of event.toml names it as the logo."
		err = event("pictures.logo")
	case "signature":
		i := int(number("signatory"))
		if c := d.preview.Event().Certificates; c == nil || i < 0 || i >= len(c.Signatories) {
			return answer{}, fault.New("there is no such signatory", "add [[certificates.signatories]] to event.toml first")
		}
		s.note, said = "Signature", said+", and event.toml names it for the signatory."
		err = event(fmt.Sprintf("certificates.signatories.%d.picture", i))
	case "background":
		s.note = "Background"
		q.Actions = []edit.Action{{Do: "set", Key: "background", Value: file}}
	case "picture":
		name := strings.TrimSuffix(path.Base(file), path.Ext(file))
		s.note = "Picture"
		if err = event(source.Key("pictures", name)); err == nil {
			q.Actions = []edit.Action{{Do: "add", Key: "box", Table: map[string]any{"type": "picture", "name": name,
				"picture": name, "at": []any{millimetres(number("x")), millimetres(number("y"))},
				"size": []any{millimetres(number("w")), millimetres(number("h"))}}}}
		}
	default:
		err = fmt.Errorf("a file cannot be taken as %q", as)
	}
	if err != nil {
		return answer{}, err
	}
	var keys []string
	if len(q.Actions) > 0 {
		before, err := d.textOf(f)
		if err != nil {
			return answer{}, err
		}
		after, added, err := changedText(f, q, f.Template.File, before)
		if err != nil {
			return answer{}, err
		}
		keys = added
		if f.BuiltIn {
			var more string
			if s.files, more, err = d.copied(s.files, f, after); err != nil {
				return answer{}, err
			}
			said += ". " + more
		} else {
			s.files = append(s.files, replaced{f.Template.File, before, after})
		}
	}
	if err := d.commit(r.Context(), s); err != nil {
		return answer{}, err
	}
	return answer{Said: said, Keys: keys}, nil
}

// millimetres returns a length as a template has it.
func millimetres(v float64) string {
	return strconv.FormatFloat(float64(int(v*100+0.5))/100, 'f', -1, 64) + "mm"
}

// plainName returns the name of a dropped file with nothing but letters, digits and hyphens, in lower case.
func plainName(name string) string {
	name = strings.ToLower(path.Base(strings.ReplaceAll(name, `\`, "/")))
	ext := path.Ext(name)
	var b strings.Builder
	for _, r := range strings.TrimSuffix(name, ext) {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r):
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	bare := strings.Trim(b.String(), "-")
	if len(bare) > 60 || bare == "" {
		bare = "picture"
	}
	return bare + ext
}
