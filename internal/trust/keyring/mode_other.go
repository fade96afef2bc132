//go:build !unix

package keyring

import "io/fs"

// openToOthers is always false: the mode bits mean nothing on this system, and
// the folder of the user is closed to others.
func openToOthers(fs.FileInfo) bool { return false }

// syncFolder does nothing: this system writes names through.
func syncFolder(string) error { return nil }
