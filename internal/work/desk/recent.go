package desk

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/source"
	"lanyard/internal/work/owner"
)

// Limits of the file of recent events.
const (
	maxRecent     = 20      // more than fit on a screen
	maxRecentFile = 1 << 20 // bytes
)

// recent is an event that was open on the desk.
type recent struct {
	Dir   string `json:"dir"`
	Title string `json:"title"`
}

// readRecent returns the recent events, the last one first, without those whose folder is gone. A file that cannot be
// read is ignored: it only saves typing.
func readRecent(file string) []recent {
	all := []recent{}
	data, err := bundle.ReadRegular(file, maxRecentFile)
	if err != nil || json.Unmarshal(data, &all) != nil {
		return []recent{}
	}
	return slices.DeleteFunc(all, func(r recent) bool {
		_, err := os.Stat(filepath.Join(r.Dir, owner.EventFile))
		return err != nil
	})
}

// remember puts an event first among the recent ones, while d.mu is held. If that fails, the event is open all the
// same.
func (d *desk) remember(one recent) {
	if err := keepRecent(d.Recent, one); err != nil && !d.unkept && d.Say != nil {
		d.unkept = true
		d.Say(source.Printable(fmt.Sprintf("the list of recent events is not kept: %v", err)))
	}
}

// keepRecent puts an event first. Only its owner may read the file, because folders and titles are private.
func keepRecent(file string, one recent) error {
	if file == "" {
		return nil
	}
	all := slices.DeleteFunc(readRecent(file), func(r recent) bool { return r.Dir == one.Dir })
	all = append([]recent{one}, all[:min(len(all), maxRecent-1)]...)
	data, err := json.MarshalIndent(all, "", "  ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return err
	}
	out, err := bundle.Open(filepath.Dir(file))
	if err != nil {
		return err
	}
	return errors.Join(out.PutPrivate(filepath.Base(file), append(data, '\n')), out.Close())
}
