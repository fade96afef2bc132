//go:build !linux && !darwin

package bundle

import (
	"io/fs"
	"time"
)

// changed returns when a file was last modified: this system notes no other change.
func changed(info fs.FileInfo) time.Time { return info.ModTime() }
