//go:build !unix

package keyring

import "io/fs"

// openToOthers always returns false: mode bits mean nothing on this system, and
// a user's folder is closed to other users.
func openToOthers(fs.FileInfo) bool { return false }

// syncFolder does nothing: this system writes names through.
func syncFolder(string) error { return nil }
