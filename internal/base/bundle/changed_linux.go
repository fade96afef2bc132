package bundle

import (
	"io/fs"
	"syscall"
	"time"
)

// changed returns when a file, its name or its times were last changed, by the clock of the file system.
func changed(info fs.FileInfo) time.Time {
	at := info.ModTime()
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		if inode := time.Unix(s.Ctim.Unix()); inode.After(at) {
			return inode
		}
	}
	return at
}
