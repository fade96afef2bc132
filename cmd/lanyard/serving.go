package main

import "fmt"

// checkPort refuses what is no number of a port.
func checkPort(port int) error {
	if port < 0 || port > 65535 {
		return usageFault(fmt.Sprintf("there is no port %d", port),
			"ports are numbers from 1 to 65535; 0 takes any that is free")
	}
	return nil
}

// untilStopped runs a local page until the user stops it. It says what the address is, prints it, and calls opened with
// it, which may be nil.
func (w *world) untilStopped(says string, serve func(ready func(url string)) error, opened func(url string)) error {
	err := serve(func(url string) {
		w.printf("%s", says)
		fmt.Fprintln(w.stdout, url)
		if opened != nil {
			opened(url)
		}
	})
	if err == nil {
		w.printf("stopped")
	}
	return err
}
