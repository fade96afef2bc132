package bundle

import "syscall"

// errsOpen are the errors of a file that another program has open, so that it cannot be replaced:
// ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION (winerror.h).
var errsOpen = []error{syscall.Errno(32), syscall.Errno(33)}

// deniedHint is what to type next where an error may also mean that a program has a file open.
const deniedHint = "close the file if a program such as a PDF viewer shows it, or allow writing to the folder; " +
	"then run the same command again"
