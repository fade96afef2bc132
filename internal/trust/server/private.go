package server

import (
	"bytes"
	"path"
	"slices"
	"strings"
)

// privateNames are endings of the names of an organiser's private files: keys and their backups, ledgers, lists of
// attendees, what is made from them, and the file of the event. A site has none of them.
var privateNames = []string{".key", ".p12", ".pfx", ".age", ".head", ".next",
	".db", ".db-wal", ".db-shm", ".db-journal", ".sqlite", ".sqlite3",
	".csv", ".tsv", ".xls", ".xlsx", ".xlsm", ".ods", ".numbers", ".toml", "manifest.json",
	".zip", ".tar", ".tar.gz", ".tgz", ".bak", "~"}

// privateStarts are the first bytes of files of the same kinds under any name.
var privateStarts = []string{"SQLite format 3\x00", "age-encryption.org/", "PK\x03\x04"}

// privateWords occur in private keys as text, whatever comes before them: those of other programs, and all three kinds of
// key files that package credential writes.
var privateWords = []string{"PRIVATE KEY-----", "AGE-SECRET-KEY-", "-----BEGIN LANYARD "}

// looksPrivateByName reports whether a file must not be served because of its name
// or its folder.
func looksPrivateByName(name string) bool {
	name = strings.ToLower(name)
	folders := strings.Split(path.Dir(name), "/")
	return slices.Contains(folders, "keys") ||
		slices.ContainsFunc(privateNames, func(end string) bool { return strings.HasSuffix(name, end) })
}

// looksPrivate reports whether a file must not be served because of its content.
func looksPrivate(data []byte) bool {
	return slices.ContainsFunc(privateStarts, func(s string) bool { return bytes.HasPrefix(data, []byte(s)) }) ||
		slices.ContainsFunc(privateWords, func(s string) bool { return bytes.Contains(data, []byte(s)) })
}
