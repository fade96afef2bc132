package main

import (
	"fmt"
	"net"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// smtpd MODE SPOOL NAME starts a mail server that misbehaves as testdata/smtpstub.py says, with its messages in the folder
// SPOOL, until the script ends, and puts its port into the variable NAME.
func smtpd(ts *testscript.TestScript, _ bool, args []string) {
	want(ts, args, 3, "smtpd MODE SPOOL NAME")
	port, stop, err := startStub(args[0], ts.MkAbs(args[1]))
	ts.Check(err)
	ts.Defer(stop)
	ts.Setenv(args[2], port)
}

// startStub starts the misbehaving mail server and waits until it listens.
func startStub(mode, spool string) (port string, stop func(), err error) {
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	_, port, _ = net.SplitHostPort(free.Addr().String())
	if err := free.Close(); err != nil {
		return "", nil, err
	}
	stub, err := filepath.Abs(filepath.Join("testdata", "smtpstub.py"))
	if err != nil {
		return "", nil, err
	}
	cmd := exec.Command("python3", stub, port, mode, spool)
	cmd.Dir = filepath.Dir(spool)
	if err := cmd.Start(); err != nil {
		return "", nil, err
	}
	stop = func() {
		cmd.Process.Kill()
		cmd.Wait()
	}
	for range 300 {
		if conn, err := net.Dial("tcp", "127.0.0.1:"+port); err == nil {
			conn.Close()
			return port, stop, nil
		}
		time.Sleep(50 * time.Millisecond)
	}
	stop()
	return "", nil, fmt.Errorf("the mail server did not start")
}
