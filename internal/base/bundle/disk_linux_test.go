package bundle

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// Many files are synced together, some of them while others are being written, and all before the first rename. If the
// sync fails, every old file stays, and the next run completes.
func TestWholeDisk(t *testing.T) {
	defer func() { syncDisk = disk.sync }()
	const files = manyFiles + 1
	dir := t.TempDir()
	holding := func(content string) (n int) {
		t.Helper()
		for i := range files {
			if read(t, filepath.Join(dir, fmt.Sprintf("%d.pdf", i))) == content {
				n++
			}
		}
		return n
	}
	run := func(content string) error {
		t.Helper()
		d := open(t, dir)
		if d.disk.folder == nil {
			t.Skip("this kernel does not report files lost in a sync")
		}
		d.disk.device = deviceOf(d.disk.folder) // whatever file system the test runs on
		for i := range files {
			if _, err := d.Stage(fmt.Sprintf("%d.pdf", i), text(content)); err != nil {
				t.Fatal(err)
			}
		}
		return errors.Join(d.Commit(), d.Close())
	}
	if err := run("old"); err != nil {
		t.Fatal(err)
	}
	calls := 0
	syncDisk = func(d disk) error {
		calls++
		if n := holding("old"); n != files {
			t.Errorf("%d files were renamed before the sync", files-n)
		}
		return errors.Join(d.sync(), &os.PathError{Op: "syncfs", Path: d.folder.Name(), Err: syscall.EIO})
	}
	err := run("new")
	wantHint(t, err, "the disk reported an error")
	if n := holding("old"); n != files || calls != 2 {
		t.Errorf("%d files are unchanged after %d syncs, want all after 2", n, calls)
	}
	if left, err := filepath.Glob(filepath.Join(dir, partPrefix+"*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
	syncDisk = disk.sync
	if err := run("new"); err != nil || holding("new") != files {
		t.Errorf("the next run: %v, %d files", err, holding("new"))
	}
}

func TestSince(t *testing.T) {
	for release, want := range map[string]bool{"6.18.44-fc": true, "5.8.0": true, "5.7.19": false,
		"4.18.0-553.el8": false, "10.0": true, "x": false, "": false} {
		if got := since([]byte(release+"\x00\x00"), 5, 8); got != want {
			t.Errorf("since(%q) = %v", release, got)
		}
	}
}
