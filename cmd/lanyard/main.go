// Lanyard reads a list of attendees and makes name badges and certificates as
// print-ready PDF files, each with a QR code that anyone can verify.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"golang.org/x/term"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/source"
)

func main() {
	limitMemory()
	os.Exit(command())
}

// command runs the command line of this process and returns its exit code.
func command() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the command at once
	ended := make(chan struct{})
	w := &world{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, terminal: term.IsTerminal(int(os.Stderr.Fd()))}
	w.interactive = w.terminal && term.IsTerminal(int(os.Stdin.Fd()))
	defer stop()
	defer close(ended) // first: a command that has ended was not stopped
	var err error
	if w.now, err = now(os.Getenv); err != nil {
		return w.finish(err)
	}
	context.AfterFunc(ctx, func() { w.leave(ended) })
	return run(ctx, w, os.Args[1:])
}

// patience is how long a verb that was asked to end may go on. Tests of verbs that end by themselves give them more.
var patience = 700 * time.Millisecond

// forced is what is said when patience ends.
const forced = "stopped in the middle of the work"

// leave ends the process when a verb has not ended in time, in the middle of a step
// that nothing can interrupt. That does no more harm than a power cut: files and the
// ledger survive it, and the next run sweeps up.
func (w *world) leave(ended <-chan struct{}) {
	select {
	case <-ended:
	case <-time.After(patience):
		select {
		case <-ended: // both, on a machine that stood still
			return
		default:
		}
		w.errorf(forced)
		w.hintf("the same command starts again, and puts in order what was left half done")
		os.Exit(exitFailed)
	}
}

// world is everything a verb sees of the machine, except the files it is given.
type world struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	now            time.Time
	terminal       bool                                            // stderr is a terminal: progress may be shown
	interactive    bool                                            // stdin is one too: questions may be asked
	given          bool                                            // stdin held the list
	events         *events                                         // of a verb with -json; nil: people read what it says
	survey         func(name, args, about string, f *flag.FlagSet) // takes what -h would print; nil: it is printed
}

// now returns the time of this run in the machine's time zone, or
// SOURCE_DATE_EPOCH, in seconds and in UTC, if it is set, so that a run can be
// repeated to the byte on any machine.
// See https://reproducible-builds.org/specs/source-date-epoch/.
// What is no such number is an error: a run that was to be repeated would be one of
// today.
func now(env func(string) string) (time.Time, error) {
	s := env("SOURCE_DATE_EPOCH")
	if s == "" {
		return time.Now(), nil
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 0 || n > lastSecond {
		return time.Time{}, usageFault(fmt.Sprintf("SOURCE_DATE_EPOCH is %s, and not a number of seconds since 1970-01-01",
			source.Quote(s)), "take the time from the clock with: unset SOURCE_DATE_EPOCH; or write one like 1800000000")
	}
	return time.Unix(n, 0).UTC(), nil
}

// lastSecond is the end of the year 9999, the last that a date is written for.
const lastSecond = 253_402_300_799

// runClock returns a clock that shows the time of this run now, and goes on from there.
func (w *world) runClock() func() time.Time {
	began := time.Now()
	return func() time.Time { return w.now.Add(time.Since(began)) }
}

// verb is one thing the command does.
type verb struct {
	name  string
	args  string // for the usage line
	short string
	run   func(ctx context.Context, w *world, args []string) error
}

var verbs = []verb{
	{"init", "DIR", "make a folder for a new event, or for an issuer of several", runInit},
	{"check", "[DIR]", "report everything that would go wrong", runCheck},
	{"make", "[DIR]", "write badges and certificates to DIR/out", runMake},
	{"watch", "[DIR]", "make again whenever a file of the event changes", runWatch},
	{"issue", "[DIR]", "number everybody before a run with -shard", runIssue},
	{"merge", "[DIR]", "join the shards of a run", runMerge},
	{"desk", "[DIR]", "do all of it on a page in a browser", runDesk},
	{"preview", "[DIR]", "show badges and certificates in a browser", runPreview},
	{"design", "[DIR]", "change designs by hand in a browser", runDesign},
	{"diff", "[DIR]", "show what has changed since the last print", runDiff},
	{"printed", "[DIR]", "list runs; mark one as printed or not", runPrinted},
	{"reprint", "ID", "write one badge again with its number", runReprint},
	{"send", "[DIR]", "mail everybody their certificate", runSend},
	{"bounces", "MAILBOX [DIR]", "read what came back of what was sent", runBounces},
	{"deliveries", "[DIR]", "list what was sent, and what became of it", runDeliveries},
	{"walkin", "NUMBER -name NAME", "record who was given a spare badge", runWalkin},
	{"templates", "[DIR]", "list, draw or copy built-in designs", runTemplates},
	{"import", "FILE", "make a template of a PDF, PowerPoint or SVG file", runImport},
	{"schema", "event | issuer | template", "print the JSON Schema of a file format", runSchema},
	{"proof", "NAMES | -longest N [DIR]", "draw names to look at before printing", runProof},
	{"stocks", "[WORD]", "list papers and labels for badges", runStocks},
	{"testsheet", "[-sheet NAME] -out FILE", "draw a sheet to measure a printer with", runTestsheet},
	{"verify", "FILE...", "judge a PDF, picture, address or token", runVerify},
	{"issuers", "add|list|remove", "organisers whose papers verify accepts", runIssuers},
	{"site", "[DIR]", "write the verification page to DIR/site", runSite},
	{"status", "[DIR]", "list everything issued and its state", runStatus},
	{"revoke", "ID|NUMBER -reason TEXT", "make a badge or certificate invalid", runRevoke},
	{"suspend", "ID|NUMBER -reason TEXT", "the same, until it is reinstated", runSuspend},
	{"reinstate", "ID|NUMBER", "make a suspended one valid again", runReinstate},
	{"reissue", "ID", "give a person a new number", runReissue},
	{"forget", "ID|NUMBER [DIR]", "take a person out of ledger and files", runForget},
	{"adopt", "EVENT", "take an event made alone into an issuer's folder", runAdopt},
	{"freeze", "[DIR]", "write the final verification page", runFreeze},
	{"keys", "make|list|show|...", "make, show, replace and back up keys", runKeys},
	{"ledger", "check|repair [DIR]", "check the ledger; sign it again", runLedger},
	{"licences", "", "print the licences of everything in the program", runLicences},
	{"version", "", "print which program this is", runVersion},
}

func run(ctx context.Context, w *world, args []string) int {
	if len(args) == 0 && w.attended() {
		args = []string{"desk"}
	}
	if len(args) == 0 {
		usage(w.stderr)
		return exitUsage
	}
	if slices.Contains([]string{"help", "-h", "-help", "--help"}, args[0]) {
		return w.finish(runHelp(ctx, w, args[1:]))
	}
	for _, v := range verbs {
		if v.name == args[0] {
			err := v.run(ctx, w, args[1:])
			code := w.finish(err)
			if !errors.Is(err, flag.ErrHelp) {
				w.events.end(code, err)
			}
			return code
		}
	}
	hint := "the commands are " + strings.Join(verbNames(), ", ") + "; try: lanyard help"
	if near := source.Nearest(args[0], verbNames()); near != "" {
		hint = "did you mean " + near + "? " + hint
	}
	return w.finish(usageFault(fmt.Sprintf("there is no command %s", source.Quote(args[0])), hint))
}

func verbNames() []string {
	var names []string
	for _, v := range verbs {
		names = append(names, v.name)
	}
	return names
}

// The exit codes. Verify also has those of the verdicts.
const (
	exitFailed = 1
	exitUsage  = 2
	exitSite   = 60 // site -check: the published page needs somebody
)

// usageError marks a fault of the command line: the exit code is exitUsage.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

// usageFault returns the error of a command line that cannot be understood.
func usageFault(message, hint string) error { return usageError{fault.New(message, hint)} }

// exitError ends the command with an exit code and no further message.
type exitError int

func (e exitError) Error() string { return fmt.Sprintf("exit status %d", int(e)) }

// finish reports err and returns the exit code.
func (w *world) finish(err error) int {
	var code exitError
	var wrong usageError
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return 0
	case errors.As(err, &code):
		return int(code)
	case errors.Is(err, context.Canceled):
		w.errorf("stopped; nothing was issued and no file was changed")
		w.hintf("the same command starts again")
		return exitFailed
	}
	w.errorf("%v", err)
	if hint := fault.Hint(err); hint != "" {
		w.hintf("%s", hint)
	}
	if errors.As(err, &wrong) {
		return exitUsage
	}
	return exitFailed
}

// The rules of speech. Data goes to standard output, everything else to standard
// error, one line each, without a final stop. printf reports what was done, errorf
// what stopped the command (once, at the end), hintf what to type next.

func (w *world) printf(format string, args ...any) {
	fmt.Fprintf(w.stderr, "lanyard: "+format+"\n", args...)
}

func (w *world) errorf(format string, args ...any) {
	fmt.Fprintf(w.stderr, "lanyard: error: "+format+"\n", args...)
	if w.events != nil {
		w.events.message, w.events.hint = fmt.Sprintf(format, args...), ""
	}
}

func (w *world) hintf(format string, args ...any) {
	fmt.Fprintf(w.stderr, "lanyard: hint: "+format+"\n", args...)
	if w.events != nil && w.events.message != "" && w.events.hint == "" {
		w.events.hint = fmt.Sprintf(format, args...)
	}
}

// options are the flags of a verb, with its usage text.
type options struct {
	*flag.FlagSet
	usage func()
}

// options returns the flag set of a verb. Read it with parse, not with Parse.
func (w *world) options(name, args, about string) *options {
	f := flag.NewFlagSet(name, flag.ContinueOnError)
	f.SetOutput(io.Discard)
	f.Usage = func() {}
	return &options{f, func() {
		if w.survey != nil {
			w.survey(name, args, about, f)
			return
		}
		fmt.Fprintf(w.stdout, "Usage: lanyard %s\n\n%s\n", strings.TrimSpace(name+" [options] "+args),
			paragraphs(about))
		fmt.Fprintln(w.stdout, "\nOptions:")
		printOptions(w.stdout, f)
	}}
}

// parse reads args, in which flags and other arguments may be mixed, and returns
// the other arguments: at least least and at most most.
func (o *options) parse(args []string, least, most int) ([]string, error) {
	var rest []string
	for {
		if err := o.Parse(args); errors.Is(err, flag.ErrHelp) {
			o.usage()
			return nil, err
		} else if err != nil {
			return nil, usageFault(flagFault(err), "see the options: lanyard "+o.Name()+" -h")
		}
		if o.NArg() == 0 {
			break
		}
		rest, args = append(rest, o.Arg(0)), o.Args()[1:]
	}
	switch {
	case len(rest) < least:
		return nil, usageFault(o.Name()+": missing argument", "see the usage: lanyard "+o.Name()+" -h")
	case len(rest) > most:
		return nil, usageFault(o.Name()+": unexpected argument "+source.Quote(rest[most]), "see the usage: lanyard "+
			o.Name()+" -h")
	}
	return rest, nil
}

// flagFault rewords the errors of package flag.
func flagFault(err error) string {
	if name, ok := strings.CutPrefix(err.Error(), "flag provided but not defined: "); ok {
		return "there is no option " + name
	}
	if name, ok := strings.CutPrefix(err.Error(), "flag needs an argument: "); ok {
		return name + ": missing value"
	}
	return err.Error()
}

// eventDir returns the event's folder: the first argument, or the current folder.
func eventDir(rest []string) string {
	if len(rest) == 0 {
		return "."
	}
	return rest[0]
}
