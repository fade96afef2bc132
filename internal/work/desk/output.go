package desk

import (
	"io/fs"
	"mime"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"lanyard/internal/base/bundle"
	"lanyard/internal/work/batch"
	"lanyard/internal/work/issued"
)

// made is a file of the output folder.
type made struct {
	Name string    `json:"name"`
	Size int64     `json:"size"`
	At   time.Time `json:"at"`
}

// output answers with the files of the output folder: those at its top first, then the certificates.
func (e *event) output(*http.Request) (any, error) {
	out := struct {
		Files []made `json:"files"`
		Total int    `json:"total"`
	}{Files: []made{}}
	root, err := os.OpenRoot(filepath.Join(e.dir, batch.OutDir))
	if err == nil {
		defer root.Close()
		var below []made
		fs.WalkDir(root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !offered(name) {
				return nil // a file that cannot be read is not offered
			}
			info, err := d.Info()
			if err != nil {
				return nil
			}
			one := made{name, info.Size(), info.ModTime()}
			if strings.Contains(name, "/") {
				below = append(below, one)
			} else {
				out.Files = append(out.Files, one)
			}
			return nil
		})
		out.Files = append(out.Files, below...)
	}
	out.Total = len(out.Files)
	out.Files = out.Files[:min(out.Total, issued.MaxListed)]
	return out, nil
}

// kinds are the media types of the files that are served from the output folder, by extension.
var kinds = map[string]string{".pdf": "application/pdf", ".zip": "application/zip", ".json": "application/json"}

// offered reports whether a file of the output folder is one for the organiser.
func offered(name string) bool {
	return kinds[path.Ext(name)] != "" && !slices.ContainsFunc(strings.Split(name, "/"),
		func(part string) bool { return strings.HasPrefix(part, ".") })
}

// sendFile answers with a file of the output folder; with download=1 it is one to keep.
func (e *event) sendFile(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	if !offered(name) || !fs.ValidPath(name) {
		http.NotFound(w, r)
		return
	}
	root, err := os.OpenRoot(filepath.Join(e.dir, batch.OutDir))
	if err != nil {
		http.NotFound(w, r)
		return
	}
	defer root.Close()
	file, err := bundle.OpenInside(root, name)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		answerError(w, err)
		return
	}
	how := "inline"
	if r.FormValue("download") != "" {
		how = "attachment"
	}
	w.Header().Set("Content-Disposition", mime.FormatMediaType(how, map[string]string{"filename": path.Base(name)}))
	w.Header().Set("Content-Type", kinds[path.Ext(name)])
	w.Header().Del("Content-Security-Policy") // a browser shows a PDF with a page of its own, which the policy would stop
	http.ServeContent(w, r, "", info.ModTime(), file)
}
