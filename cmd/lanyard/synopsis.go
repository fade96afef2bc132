package main

import (
	"context"
	"flag"
	"io"
	"strings"
	"unicode"
)

// synopsis is one command as its usage text has it, for completions and the man page.
type synopsis struct {
	name    string // "make", "keys list"
	args    string // of the usage line
	about   string
	options []option
}

// option is one option of a command.
type option struct {
	name     string // without dash
	argument string // "" if it takes none
	about    string // on one line
	initial  string // its default, "" if that says nothing
}

// choices returns the words that an option takes, nil if it takes anything else.
func (o option) choices() []string { return alternatives(o.argument) }

// words returns what may be written in the first place behind a command, besides files and options.
func (c synopsis) words() []string {
	if words := alternatives(strings.ReplaceAll(c.args, " | ", "|")); words != nil {
		return words
	}
	for _, v := range verbs {
		if v.name == c.name {
			return alternatives(v.args)
		}
	}
	return nil
}

// alternatives returns the words of a text like "check|repair [DIR]": lower-case words with bars between.
func alternatives(text string) (words []string) {
	first, _, _ := strings.Cut(text, " ")
	for word := range strings.SplitSeq(first, "|") {
		plain := strings.IndexFunc(word, func(r rune) bool { return !unicode.IsLower(r) && r != '-' }) < 0
		switch {
		case plain && word != "":
			words = append(words, word)
		case word != "...":
			return nil
		}
	}
	if len(words) < 2 {
		return nil
	}
	return words
}

// synopses returns every command, in the order of the usage text, with subcommands behind theirs, as the commands
// themselves describe their options.
func synopses(ctx context.Context) (all []synopsis) {
	w := &world{stdin: strings.NewReader(""), stdout: io.Discard, stderr: io.Discard}
	w.survey = func(name, args, about string, f *flag.FlagSet) {
		c := synopsis{name: name, args: args, about: about}
		f.VisitAll(func(o *flag.Flag) {
			argument, about := flag.UnquoteUsage(o)
			one := option{name: o.Name, argument: argument, about: strings.Join(strings.Fields(about), " ")}
			if o.DefValue != "0" && o.DefValue != "false" {
				one.initial = o.DefValue
			}
			c.options = append(c.options, one)
		})
		all = append(all, c)
	}
	for _, v := range verbs {
		_ = v.run(ctx, w, []string{"-h"}) // flag.ErrHelp
		if v.name == "keys" {
			for _, k := range keyVerbs {
				_ = runKeys(ctx, w, []string{k.name, "-h"})
			}
		}
	}
	return all
}
