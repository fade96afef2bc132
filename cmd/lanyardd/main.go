// Command lanyardd serves a verification site made by "lanyard site" to the public. It holds public keys and status
// only.
//
// It listens on the loopback interface by default: put a proxy in front of it, or give it a certificate. Changes of the
// directory and the certificate are served within seconds. It keeps no record of who asked.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"syscall"
	"time"

	"lanyard/internal/trust/server"
)

const usage = `Usage: lanyardd -site DIR [flags]

Serves the verification site in DIR, made by "lanyard site", until it is
interrupted or terminated. Files that look private, like keys, ledgers and
lists of attendees, are not served, and named at the start.

  -site DIR        the site; it is reread when it changes
  -listen ADDRESS  the public address (default 127.0.0.1:8080)
  -metrics ADDRESS the address of /metrics for Prometheus
                   (default 127.0.0.1:9090); "" for none
  -tls-cert FILE   serve HTTPS with this certificate chain, PEM
  -tls-key FILE    and this key, PEM
  -quiet           log starts, stops, changes and faults, but no requests
`

// pollEvery is how often the site and the certificate are checked for changes.
const pollEvery = 2 * time.Second

// Exit codes, the same as those of lanyard.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// options is the command line.
type options struct {
	site, listen, metrics, cert, key string
	quiet                            bool
}

// run is the whole command. Its log goes to stderr, one JSON object per line.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	o, err := parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(stdout, usage)
		return exitDone
	case err != nil:
		fmt.Fprintf(stderr, "lanyardd: error: %v\nlanyardd: hint: lanyardd -h\n", err)
		return exitUsage
	}
	log := slog.New(slog.NewJSONHandler(stderr, nil))
	if err := serve(ctx, o, log); err != nil {
		log.Error("stopped", "error", err.Error())
		return exitFailed
	}
	log.Info("stopped")
	return exitDone
}

func parse(args []string) (options, error) {
	var o options
	f := flag.NewFlagSet("lanyardd", flag.ContinueOnError)
	f.SetOutput(io.Discard)
	f.StringVar(&o.site, "site", "", "")
	f.StringVar(&o.listen, "listen", "127.0.0.1:8080", "")
	f.StringVar(&o.metrics, "metrics", "127.0.0.1:9090", "")
	f.StringVar(&o.cert, "tls-cert", "", "")
	f.StringVar(&o.key, "tls-key", "", "")
	f.BoolVar(&o.quiet, "quiet", false, "")
	if err := f.Parse(args); err != nil {
		return o, err
	}
	switch {
	case f.NArg() > 0:
		return o, fmt.Errorf("unexpected argument %q", f.Arg(0))
	case o.site == "":
		return o, errors.New("no -site")
	case (o.cert == "") != (o.key == ""):
		return o, errors.New("-tls-cert and -tls-key go together")
	}
	return o, nil
}

// serve publishes the site and answers requests until ctx is done.
func serve(ctx context.Context, o options, log *slog.Logger) error {
	answers := log
	if o.quiet {
		answers = slog.New(slog.DiscardHandler)
	}
	h := server.NewHandler(answers)
	folder := server.NewDirectory(o.site)
	if _, err := publish(h, folder, log); err != nil {
		return err
	}
	certificate, err := newCertificate(o.cert, o.key)
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	listen := func(address string) (net.Listener, error) {
		return new(net.ListenConfig).Listen(ctx, "tcp", address)
	}
	public, err := listen(o.listen)
	if err != nil {
		return fmt.Errorf("listening: %w", err)
	}
	ended := make(chan error, 2)
	running := 1
	if o.metrics != "" {
		private, err := listen(o.metrics)
		if err != nil {
			public.Close()
			return fmt.Errorf("listening for metrics: %w", err)
		}
		log.Info("metrics", "address", private.Addr().String())
		running++
		go func() { ended <- server.Serve(ctx, private, h.Metrics(), nil) }()
	}
	log.Info("serving", "address", public.Addr().String(), "tls", certificate != nil)
	go func() { ended <- server.Serve(ctx, public, h, certificate.config()) }()
	go watch(ctx, h, folder, certificate, log)
	// Whichever ends first, by error or signal, ends the other.
	for range running {
		err = errors.Join(err, <-ended)
		stop()
	}
	return err
}

// publish passes the folder's content to the handler if it has changed.
func publish(h *server.Handler, folder *server.Directory, log *slog.Logger) (changed bool, err error) {
	files, err := folder.Read()
	if err != nil || files == nil {
		return false, err
	}
	if private := folder.Private(); len(private) > 0 {
		log.Warn("not served, because it looks private: move it out of the site", "count", len(private),
			"names", private[:min(len(private), mostNamed)])
	}
	return true, h.Publish(files)
}

// mostNamed limits the private files that are named: nobody reads more.
const mostNamed = 20

// watch follows changes until ctx is done. Files that cannot be read or used are logged once, and the previous ones
// stay in service.
func watch(ctx context.Context, h *server.Handler, folder *server.Directory, c *certificate, log *slog.Logger) {
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	said := ""
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		changed, err := publish(h, folder, log)
		err = errors.Join(err, c.reload())
		switch {
		case err != nil && err.Error() != said:
			log.Error("keeping what was served before", "error", err.Error())
			said = err.Error()
		case err == nil:
			said = ""
			if changed {
				log.Info("site changed")
			}
		}
	}
}
