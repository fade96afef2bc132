//go:build !windows

package bundle

// errsOpen are the errors of a file that another program has open: here such a file can be replaced.
var errsOpen []error

// deniedHint is what to type next when something may not be written.
const deniedHint = "allow writing to the folder, or choose another one"
