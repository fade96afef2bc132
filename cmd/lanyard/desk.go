package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"time"

	"lanyard/internal/base/fault"
	"lanyard/internal/work/desk"
	"lanyard/internal/work/owner"
)

func runDesk(ctx context.Context, w *world, args []string) error {
	o := w.options("desk", "[DIR]",
		"Desk opens a page in your browser, for this machine only, on which everything can be done that an event needs:\n"+
			"a new event, its people, printing, what was issued, the verification page. What stays with the commands is in\n"+
			"lanyard help desk. DIR is an event; without it, the event in the current folder, or the page with all of them.\n"+
			"The files in the folder stay yours to edit. Stop it with Ctrl+C. Lanyard without any argument is lanyard desk,\n"+
			"unless its output goes into a pipe or a file.")
	port := o.Int("port", 0, "listen on port `N` of the loopback interface; 0: any free port")
	show := o.Bool("browser", true, "open the page in the browser")
	rest, err := o.parse(args, 0, 1)
	if err != nil {
		return err
	}
	if err := checkPort(*port); err != nil {
		return err
	}
	dir, err := deskDir(rest)
	if err != nil {
		return err
	}
	settings := desk.Options{Dir: dir, Port: *port, Random: rand.Reader, Used: papersDrawn,
		Now: func() time.Time { return w.time() }, Say: func(remark string) { w.printf("%s", remark) }}
	if folder, err := os.UserConfigDir(); err == nil {
		settings.Recent = filepath.Join(folder, "lanyard", "recent.json")
	}
	if settings.Home, err = os.UserHomeDir(); err != nil {
		settings.Home, _ = filepath.Abs(".") // a machine without homes, such as a container
	}
	return w.untilStopped("the desk is open at this address until you press Ctrl+C:", func(ready func(string)) error {
		return desk.Serve(ctx, settings, ready)
	}, func(url string) {
		if *show && browse(url) != nil {
			w.printf("no browser could be opened: open the address yourself")
		}
	})
}

// deskDir returns the event that the desk opens first, "" for none.
func deskDir(rest []string) (string, error) {
	if len(rest) > 0 {
		_, err := os.Stat(filepath.Join(rest[0], owner.EventFile))
		if errors.Is(err, fs.ErrNotExist) {
			return "", fault.New(fmt.Sprintf("there is no event in %q", rest[0]), owner.NoEventHint(rest[0]))
		}
		return rest[0], err
	}
	if _, err := os.Stat(owner.EventFile); err == nil {
		return ".", nil
	}
	return "", nil
}

// time returns the time now; that of the run where SOURCE_DATE_EPOCH sets it.
func (w *world) time() time.Time {
	if at, err := now(os.Getenv); err == nil {
		return at
	}
	return w.now
}

// browse opens an address in the user's browser.
func browse(url string) error {
	name, args := "xdg-open", []string{url}
	switch runtime.GOOS {
	case "darwin":
		name = "open"
	case "windows":
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler", url}
	}
	c := exec.Command(name, args...)
	if err := c.Start(); err != nil {
		return err
	}
	go c.Wait() // it may outlive the page; nobody asks how it has ended
	return nil
}

// attended reports whether somebody may be looking: standard output is a terminal, or nothing at all as after a double
// click, and not a pipe or a file.
func (w *world) attended() bool {
	out, ok := w.stdout.(*os.File)
	if !ok {
		return false
	}
	info, err := out.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
