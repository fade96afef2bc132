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
	"strconv"
	"strings"
	"syscall"
	"text/tabwriter"
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
	w := &world{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, now: now(os.Getenv), terminal: term.IsTerminal(int(os.Stderr.Fd()))}
	w.interactive = w.terminal && term.IsTerminal(int(os.Stdin.Fd()))
	defer stop()
	return run(ctx, w, os.Args[1:])
}

// world is all that a verb sees of the machine beside the files it is told of.
type world struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	now            time.Time
	terminal       bool // stderr is a terminal: progress may be shown
	interactive    bool // and so is stdin: questions may be asked
}

// now returns the time of this run: SOURCE_DATE_EPOCH, in seconds, where it is
// set, so that a run can be repeated to the byte.
// See https://reproducible-builds.org/specs/source-date-epoch/.
func now(env func(string) string) time.Time {
	if s := env("SOURCE_DATE_EPOCH"); s != "" {
		if n, err := strconv.ParseInt(s, 10, 64); err == nil {
			return time.Unix(n, 0).UTC()
		}
	}
	return time.Now().UTC()
}

// verb is one thing the command does.
type verb struct {
	name  string
	args  string // for the usage line
	short string
	run   func(ctx context.Context, w *world, args []string) error
}

var verbs = []verb{
	{"init", "DIR", "make a folder for a new event, ready for make", runInit},
	{"check", "[DIR]", "say everything that would go wrong; write nothing", runCheck},
	{"make", "[DIR]", "write badges and certificates to DIR/out", runMake},
	{"issue", "[DIR]", "give everybody a number and make no file, before a run is spread over machines", runIssue},
	{"merge", "[DIR]", "join the shards of a run that make -shard has made", runMerge},
	{"preview", "[DIR]", "show the papers on a local page that follows what is saved", runPreview},
	{"diff", "[DIR]", "say what has changed since the last print, field by field", runDiff},
	{"printed", "[DIR]", "list the runs, and mark one as printed or not", runPrinted},
	{"reprint", "ID", "write one badge again, with the number it has", runReprint},
	{"walkin", "NUMBER -name NAME", "say who was given a spare badge", runWalkin},
	{"templates", "[DIR]", "list the designs, draw one, copy one to change it", runTemplates},
	{"schema", "event | template", "print the JSON Schema by which editors check what one types", runSchema},
	{"proof", "NAMES | -longest N [DIR]", "draw names, or the longest ones on badges, to look at", runProof},
	{"stocks", "[WORD]", "list the papers and labels that badges can be printed on", runStocks},
	{"testsheet", "[-sheet NAME] -out FILE", "draw a sheet to measure a printer with", runTestsheet},
	{"verify", "WHAT...", "judge a token, address, PDF or picture of a QR code", runVerify},
	{"site", "[DIR]", "write the verification page to DIR/site, to be uploaded", runSite},
	{"status", "[DIR]", "list everything that was issued, and what became of it", runStatus},
	{"revoke", "ID|NUMBER -reason TEXT", "make a certificate or badge invalid for good", runRevoke},
	{"suspend", "ID|NUMBER -reason TEXT", "make it invalid for a while", runSuspend},
	{"reinstate", "ID|NUMBER", "make a suspended one valid again", runReinstate},
	{"reissue", "ID", "give a person a new number, after a typo or a loss", runReissue},
	{"freeze", "[DIR]", "write the page for the last time, when nobody will publish any more", runFreeze},
	{"keys", "make|list|show|... [DIR]", "make, show, change and back up the keys", runKeys},
	{"ledger", "check [DIR]", "say whether the ledger is whole and the last one", runLedger},
	{"version", "", "say which program this is", runVersion},
}

func run(ctx context.Context, w *world, args []string) int {
	if len(args) == 0 || args[0] == "help" || args[0] == "-h" || args[0] == "-help" || args[0] == "--help" {
		usage(w)
		if len(args) == 0 {
			return exitUsage
		}
		return 0
	}
	for _, v := range verbs {
		if v.name == args[0] {
			return w.finish(v.run(ctx, w, args[1:]))
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

func usage(w *world) {
	fmt.Fprintln(w.stderr, "Lanyard makes name badges and certificates that anyone can verify.\n\nUsage:")
	t := tabwriter.NewWriter(w.stderr, 0, 0, 3, ' ', 0)
	for _, v := range verbs {
		fmt.Fprintf(t, "  lanyard %s %s\t%s\n", v.name, v.args, v.short)
	}
	t.Flush()
	fmt.Fprintln(w.stderr, "\nEach command tells its options with -h. DIR is an event's folder, the current one when left out.")
}

// The exit codes. Verify has those of the verdicts beside them.
const (
	exitFailed = 1
	exitUsage  = 2
)

// usageError marks a fault of the command line: the exit code is exitUsage.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

// usageFault returns the error of a command line that cannot be understood.
func usageFault(message, hint string) error { return usageError{fault.New(message, hint)} }

// exitError ends the command with a code when all has been said.
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

// The three ways to say something. All write to standard error, a line each,
// without a final stop. printf tells what was done; errorf says what stopped
// the command, once, as its last word; hintf follows it and names what to type
// next.

func (w *world) printf(format string, args ...any) {
	fmt.Fprintf(w.stderr, "lanyard: "+format+"\n", args...)
}

func (w *world) errorf(format string, args ...any) {
	fmt.Fprintf(w.stderr, "lanyard: error: "+format+"\n", args...)
}

func (w *world) hintf(format string, args ...any) {
	fmt.Fprintf(w.stderr, "lanyard: hint: "+format+"\n", args...)
}

// options are the flags of a verb, with its usage text.
type options struct {
	*flag.FlagSet
	usage func()
}

// options returns the flag set of a verb, to be parsed with its parse.
func (w *world) options(name, args, about string) *options {
	f := flag.NewFlagSet(name, flag.ContinueOnError)
	f.SetOutput(io.Discard)
	f.Usage = func() {}
	return &options{f, func() {
		fmt.Fprintf(w.stderr, "Usage: lanyard %s [options] %s\n\n%s\n", name, args, about)
		f.SetOutput(w.stderr)
		fmt.Fprintln(w.stderr, "\nOptions:")
		f.PrintDefaults()
	}}
}

// parse reads args, flags before, between or after the others, and returns the
// others: at least least and at most most.
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
		return nil, usageFault(fmt.Sprintf("%s needs to be told more", o.Name()), "see how: lanyard "+o.Name()+" -h")
	case len(rest) > most:
		return nil, usageFault(fmt.Sprintf("%s does not know what to do with %s", o.Name(), source.Quote(rest[most])), "see how: lanyard "+o.Name()+" -h")
	}
	return rest, nil
}

// flagFault puts what package flag complains of into the words of the user.
func flagFault(err error) string {
	if name, ok := strings.CutPrefix(err.Error(), "flag provided but not defined: "); ok {
		return "there is no option " + name
	}
	if name, ok := strings.CutPrefix(err.Error(), "flag needs an argument: "); ok {
		return "something is missing after " + name
	}
	return err.Error()
}

// eventDir returns the event's folder among the arguments.
func eventDir(rest []string) string {
	if len(rest) == 0 {
		return "."
	}
	return rest[0]
}
