//go:build unix

package keyring

import "io/fs"

// openToOthers reports whether anybody but the owner may read or write a file.
func openToOthers(info fs.FileInfo) bool { return info.Mode().Perm()&0o077 != 0 }
