package bundle

import (
	"fmt"
	"os"
	"runtime"
	"slices"
	"syscall"
)

// syncfs is the system call number by architecture (Linux, syscall tables of arch/x86 and of include/uapi). Package
// syscall does not define it. Other architectures use one fsync per file.
var syncfs = map[string]uintptr{"amd64": 306, "arm64": 267}

// wholeDisks are the magic numbers of file systems on which syncfs promises what fsync does for a file: ext4 (and
// ext3), XFS and Btrfs (Linux, include/uapi/linux/magic.h). File systems that pass files on (FUSE, CIFS, overlayfs) may
// not pass on the sync.
var wholeDisks = []int64{0xEF53, 0x58465342, 0x9123683E}

// disk is a file system that a single call can sync. The zero value means that there is none.
type disk struct {
	folder *os.File
	device uint64
}

// diskOf returns the file system of root if it is one of wholeDisks and the kernel reports lost writes. It does so from
// Linux 5.8 on, for what was written since root was opened (syncfs(2)).
func diskOf(root *os.Root) (d disk) {
	var name syscall.Utsname
	if syncfs[runtime.GOARCH] == 0 || syscall.Uname(&name) != nil || !since(name.Release[:], 5, 8) {
		return d
	}
	folder, err := root.Open(".")
	if err != nil {
		return d
	}
	var system syscall.Statfs_t
	d = disk{folder: folder}
	if syscall.Fstatfs(int(folder.Fd()), &system) == nil && slices.Contains(wholeDisks, int64(system.Type)) {
		d.device = deviceOf(folder)
	}
	return d
}

// since reports whether a kernel release is at least major.minor.
func since[C int8 | uint8](release []C, major, minor int) bool {
	text := make([]byte, 0, len(release))
	for _, c := range release {
		text = append(text, byte(c))
	}
	var a, b int
	n, err := fmt.Sscanf(string(text), "%d.%d", &a, &b)
	return n == 2 && err == nil && (a > major || a == major && b >= minor)
}

func deviceOf(file *os.File) uint64 {
	info, err := file.Stat()
	if err != nil {
		return 0
	}
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return uint64(s.Dev)
	}
	return 0
}

// holds reports whether a file is on d.
func (d disk) holds(file *os.File) bool { return d.device != 0 && deviceOf(file) == d.device }

// sync waits until all files written so far are on the disk.
func (d disk) sync() error {
	if _, _, errno := syscall.Syscall(syncfs[runtime.GOARCH], d.folder.Fd(), 0, 0); errno != 0 {
		return &os.PathError{Op: "syncfs", Path: d.folder.Name(), Err: errno}
	}
	return nil
}

func (d disk) close() error {
	if d.folder == nil {
		return nil
	}
	return d.folder.Close()
}
