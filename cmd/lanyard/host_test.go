package main

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"

	"github.com/rogpeppe/go-internal/testscript"

	"lanyard/internal/trust/server"
)

// host [lanyardd|plain] DIR NAME serves a folder under /verify/ until the script ends, as lanyardd does or as a host
// without any settings, and puts its address into the variable NAME.
func host(ts *testscript.TestScript, _ bool, args []string) {
	want(ts, args, 3, "host lanyardd|plain DIR NAME")
	var h http.Handler = http.FileServerFS(os.DirFS(ts.MkAbs(args[1])))
	if args[0] == "lanyardd" {
		files, err := server.NewDirectory(ts.MkAbs(args[1])).Read()
		ts.Check(err)
		published := server.NewHandler(slog.New(slog.DiscardHandler))
		ts.Check(published.Publish(files))
		h = published
	}
	mux := http.NewServeMux()
	mux.Handle("/verify/", http.StripPrefix("/verify", h))
	host := httptest.NewServer(mux)
	ts.Defer(host.Close)
	ts.Setenv(args[2], host.URL+"/verify")
}
