package main

import (
	"context"
	"embed"
	"flag"
	"fmt"
	doc "go/doc/comment"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"lanyard/internal/base/phrases"
	"lanyard/internal/base/source"
	"lanyard/internal/input/eventfile"
	"lanyard/internal/input/issuer"
	"lanyard/internal/paper/blueprint"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/ledger"
)

// A topic is one chapter of the manual, printed by "lanyard help NAME".
type topic struct {
	name  string
	about string        // completes the line of "lanyard help"
	text  func() string // nil: the file help/NAME.txt
}

// topics are the chapters in reading order. A chapter about a file format is
// generated from what reads the format; every other one is a text file, whose
// transcripts a script of the same name holds against the program.
var topics = []topic{
	{"start", "a first event: what init and make write", nil},
	{"desk", "everything on a page in a browser", nil},
	{"event", "event.toml, every key", eventfile.Manual},
	{"lists", "the list of people: where it may come from, what is checked", nil},
	{"designs", "badges and certificates: choose, preview and change a design", nil},
	{"design", "change a design by hand, on a page in the browser", nil},
	{"import", "a design from PDF, Illustrator, PowerPoint, SVG, pdfme, pretix", nil},
	{"templates", "template files, every key", blueprint.Manual},
	{"fields", "what templates can show", fieldsChapter},
	{"paper", "sheets, labels, backs, folds, groups and printers", nil},
	{"second-run", "the list has changed: what is new, corrected or lost", nil},
	{"walk-ins", "spare badges for people who are not on the list", nil},
	{"send", "mail everybody their certificate; what became of it", nil},
	{"verify", "judge a certificate, a badge or a photo of a QR code", nil},
	{"issuer", "one issuer of several events: issuer.toml, adopt", issuerChapter},
	{"publish", "put the verification page on the web and keep it fresh", nil},
	{"open-badges", "what holders do with a certificate: Open Badge, LinkedIn, PNG", nil},
	{"revoke", "revoke, suspend, reissue; the ledger", nil},
	{"privacy", "personal data: what is where, for how long; forget somebody", nil},
	{"keys", "back up and replace keys; what to do if one leaks", nil},
	{"shards", "spread a large run over several machines", nil},
	{"automation", "scripts, lists from other programs, events as JSON, GitHub Actions", nil},
	{"exit-codes", "what each command returns to the shell", nil},
	{"limits", "how large, how fast, what is refused", nil},
	{"trouble", "what can go wrong, and what Lanyard does then", nil},
	{"archive", "in ten years: PDF/A, accessibility, freeze", nil},
	{"changes", "what is new in which version", nil},
	{"tokens", "the format of tokens, status lists and issuer documents", specification(credential.Manual)},
	{"ledger-file", "the format of ledger.db", specification(ledger.Manual)},
	{"manifest-file", "the format of manifest.json: which file and page has whose paper", nil},
}

//go:embed help/*.txt
var chapters embed.FS

// runHelp prints a chapter of the manual, the options of a verb, or the list of
// both. What was asked for goes to standard output.
func runHelp(ctx context.Context, w *world, args []string) error {
	switch {
	case len(args) == 0:
		usage(w.stdout)
		return nil
	case args[0] == "-man":
		return printMan(ctx, w.stdout)
	case len(args) > 1:
		return usageFault("help: unexpected argument "+source.Quote(args[1]), "write lanyard help and one topic")
	}
	if i := slices.IndexFunc(topics, func(t topic) bool { return t.name == args[0] }); i >= 0 {
		text := topics[i].read()
		if slices.Contains(verbNames(), args[0]) {
			text += "\nThe options of the command: lanyard " + args[0] + " -h\n"
		}
		_, err := io.WriteString(w.stdout, text)
		return err
	}
	for _, v := range verbs {
		if v.name == args[0] {
			return v.run(ctx, w, []string{"-h"})
		}
	}
	names := topicNames()
	hint := "the topics are " + strings.Join(names, ", ")
	if near := source.Nearest(args[0], append(names, verbNames()...)); near != "" {
		hint = "did you mean " + near + "? " + hint
	}
	return usageFault("there is no help on "+source.Quote(args[0]), hint)
}

// read returns the text of a chapter.
func (t topic) read() string {
	if t.text != nil {
		return t.text()
	}
	data, err := chapters.ReadFile("help/" + t.name + ".txt")
	if err != nil {
		panic("internal error: " + err.Error())
	}
	return string(data)
}

func topicNames() []string {
	var names []string
	for _, t := range topics {
		names = append(names, t.name)
	}
	return names
}

// fieldsChapter returns the chapter on fields, with the keys of all phrases.
func fieldsChapter() string {
	return topic{name: "fields"}.read() + "\n" + source.Wrap(strings.Join(phrases.Keys(), ", "), helpWidth, "", "")
}

// issuerChapter returns the chapter on issuers, with every key of issuer.toml.
func issuerChapter() string {
	return topic{name: "issuer"}.read() + "\n" + issuer.Manual()
}

// specification returns the chapter that the package comment in a Go file is.
func specification(source func() string) func() string {
	return func() string {
		var comment strings.Builder
		for line := range strings.Lines(source()) {
			text, ok := strings.CutPrefix(line, "//")
			if !ok {
				break
			}
			comment.WriteString(strings.TrimPrefix(text, " "))
		}
		var p doc.Parser
		var text strings.Builder
		printer := doc.Printer{TextWidth: helpWidth, TextCodePrefix: "  "}
		for line := range strings.Lines(string(printer.Text(p.Parse(comment.String())))) {
			if heading, ok := strings.CutPrefix(line, "# "); ok {
				line = strings.ToUpper(heading)
			}
			text.WriteString(line)
		}
		return text.String()
	}
}

// usage lists the verbs and the topics, within 80 columns.
func usage(out io.Writer) {
	fmt.Fprintln(out, "Lanyard makes name badges and certificates that anyone can verify.\n\nUsage: lanyard "+
		"COMMAND [options]")
	fmt.Fprintln(out, "\nCommands:")
	t := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, v := range verbs {
		fmt.Fprintf(t, "  %s\t%s\n", strings.TrimSpace(v.name+" "+v.args), v.short)
	}
	fmt.Fprintln(t, "  help [TOPIC]\tprint a chapter of the manual")
	t.Flush()
	fmt.Fprintln(out, "\nTopics of lanyard help:")
	for _, topic := range topics {
		fmt.Fprintf(t, "  %s\t%s\n", topic.name, topic.about)
	}
	t.Flush()
	fmt.Fprintln(out, "\nDIR is the folder of an event or of an issuer, by default the current one. For the\noptions of a command: "+
		"lanyard COMMAND -h")
}

// options prints the options of a verb: each with its argument, and its meaning
// indented below it.
func printOptions(out io.Writer, f *flag.FlagSet) {
	f.VisitAll(func(o *flag.Flag) {
		argument, about := flag.UnquoteUsage(o)
		fmt.Fprintln(out, strings.TrimRight("  -"+o.Name+" "+argument, " "))
		if o.DefValue != "" && o.DefValue != "0" && o.DefValue != "false" {
			about += " (default " + o.DefValue + ")"
		}
		io.WriteString(out, source.Wrap(about, helpWidth, "      ", "      "))
	})
}

// helpWidth is the most columns of help: a terminal has 80.
const helpWidth = 78

// paragraphs wraps text that is separated by blank lines. Blocks with indented
// lines stay as they are.
func paragraphs(text string) string {
	var all []string
	for block := range strings.SplitSeq(text, "\n\n") {
		if !strings.HasPrefix(block, "  ") {
			block = source.Wrap(block, helpWidth, "", "")
		}
		all = append(all, strings.TrimRight(block, "\n"))
	}
	return strings.Join(all, "\n\n")
}
