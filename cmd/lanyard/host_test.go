package main

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"

	"github.com/rogpeppe/go-internal/testscript"

	"lanyard/internal/trust/web"
)

// host [lanyardd|plain] DIR NAME serves a folder under /verify/ until the script ends, as lanyardd does or as a host
// without any settings, and puts its address into the variable NAME.
func host(ts *testscript.TestScript, _ bool, args []string) {
	want(ts, args, 3, "host lanyardd|plain DIR NAME")
	var h http.Handler = http.FileServerFS(os.DirFS(ts.MkAbs(args[1])))
	if args[0] == "lanyardd" {
		files, err := web.NewDirectory(ts.MkAbs(args[1])).Read()
		ts.Check(err)
		published := web.NewHandler(slog.New(slog.DiscardHandler))
		ts.Check(published.Publish(files))
		h = published
	}
	mux := http.NewServeMux()
	mux.Handle("/verify/", http.StripPrefix("/verify", h))
	server := httptest.NewServer(mux)
	ts.Defer(server.Close)
	ts.Setenv(args[2], server.URL+"/verify")
}
