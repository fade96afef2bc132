package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"lanyard/internal/base/program"
)

// roffText makes a text safe for roff(7) within a line.
var roffText = strings.NewReplacer(`\`, `\e`, "-", `\-`, "'", `\(aq`, "`", "\\`", "^", `\(ha`, "~", `\(ti`)

// roff returns a line of text in ASCII, which is no request even if it begins like one.
func roff(line string) string {
	var b strings.Builder
	if strings.HasPrefix(line, ".") {
		b.WriteString(`\&`)
	}
	for _, r := range roffText.Replace(line) {
		if r < utf8.RuneSelf {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, `\[u%04X]`, r)
		}
	}
	return b.String()
}

// printMan writes the man page: the commands with their options, as -h prints them, and the topics of the manual.
func printMan(ctx context.Context, out io.Writer) error {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line(".TH LANYARD 1 %s %q", program.Built().Format(time.DateOnly), "Lanyard "+program.Version)
	line(".SH NAME\nlanyard \\- name badges and certificates that anyone can verify")
	line(".SH SYNOPSIS\n.B lanyard\n.I COMMAND\n[\\fIoptions\\fR]")
	line(".SH DESCRIPTION\n%s", roff("Lanyard reads a list of attendees and makes name badges and certificates as "+
		"print-ready PDF files, each with a QR code that anyone can verify. A command without DIR works in the current folder. "+
		"The manual is in the program: lanyard help start is a first event."))
	line(".SH COMMANDS")
	short := map[string]string{}
	for _, v := range verbs {
		short[v.name] = v.short
	}
	for _, c := range synopses(ctx) {
		line(".SS %q", roff(strings.TrimSpace("lanyard "+c.name+" [options] "+c.args)))
		if s := short[c.name]; s != "" {
			line("%s.\n.PP", roff(strings.ToUpper(s[:1])+s[1:]))
		}
		manText(&b, c.about)
		for _, o := range c.options {
			line(".TP\n.BR \\-%s %s", roff(o.name), manArgument(o.argument))
			about := o.about
			if o.initial != "" {
				about += " (default " + o.initial + ")"
			}
			line("%s", roff(about))
		}
	}
	line(".SH TOPICS\n%s", roff("lanyard help TOPIC prints a chapter:"))
	for _, t := range topics {
		line(".TP\n.B %s\n%s", roff(t.name), roff(t.about))
	}
	line(".SH EXIT STATUS\n%s", roff("0 when done, 1 when something failed, 2 when the command line is wrong; verify and site "+
		"-check have codes of their own: lanyard help exit-codes."))
	line(".SH ENVIRONMENT\n.TP\n.B SOURCE_DATE_EPOCH\n%s",
		roff("the time of the run in seconds since 1970-01-01, so that it can be repeated to the byte"))
	_, err := io.WriteString(out, b.String())
	return err
}

// manArgument returns the argument of an option as the rest of a .BR line.
func manArgument(argument string) string {
	if argument == "" {
		return ""
	}
	return `" \fI` + roff(strings.ReplaceAll(argument, `"`, "")) + `\fR"`
}

// manText writes the paragraphs of a usage text; indented blocks stay as they are.
func manText(b *strings.Builder, about string) {
	for block := range strings.SplitSeq(about, "\n\n") {
		fixed := strings.HasPrefix(block, "  ")
		if fixed {
			b.WriteString(".nf\n")
		}
		for text := range strings.SplitSeq(strings.Trim(block, "\n"), "\n") {
			b.WriteString(roff(text) + "\n")
		}
		if fixed {
			b.WriteString(".fi\n")
		}
		b.WriteString(".PP\n")
	}
}
