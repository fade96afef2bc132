package main

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"lanyard/internal/base/inorder"
	"lanyard/internal/base/source"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/verifier"
	"lanyard/internal/typography/font"
	"lanyard/internal/work/verify"
)

// stdin is the argument that means standard input.
const stdin = "-"

// Limits of a list of tokens on standard input: a hundred thousand of the longest.
const (
	maxTokenList  = 256 << 20 // bytes
	maxTokenLines = 1 << 20
)

// input is one thing to verify: a file, or text from the command line or from a list.
type input struct {
	what string
	line int    // of standard input, from 1; 0: what is an argument
	file bool   // what is a file
	data []byte // of a file that came on standard input
	err  error  // what cannot be read, and why

	by   *verifier.Trust
	left string // see record

	fonts func() *font.Library // see ownFonts
}

// inputs returns what the arguments of verify name. A single argument that names nothing is an error; among others it
// gets a verdict as they do.
func (w *world) inputs(args []string) (all []input, err error) {
	for _, arg := range args {
		var more []input
		if arg == stdin {
			if slices.ContainsFunc(all, func(in input) bool { return in.what == stdin || in.line > 0 }) {
				return nil, usageFault("standard input can be read once", "write - once")
			}
			more, err = fromStdin(w.stdin)
		} else {
			more, err = expand(arg)
		}
		switch {
		case err == nil:
			all = append(all, more...)
		case len(args) == 1:
			return nil, err
		default:
			all = append(all, input{what: arg, file: true, err: err})
		}
	}
	return all, nil
}

// expand returns the files that what names, or what itself when it is a token
// or an address.
func expand(what string) ([]input, error) {
	info, err := os.Stat(what)
	switch {
	case err != nil && looksLikeFile(what):
		return nil, usageFault(fmt.Sprintf("there is no file %s", source.Quote(what)),
			"name a PDF, a picture of a QR code, or the address that a scan shows")
	case err != nil:
		return []input{{what: what}}, nil
	case info.IsDir():
		return inFolder(what)
	}
	if err := readable(what, info); err != nil {
		return nil, err
	}
	return []input{{what: what, file: true}}, nil
}

// readable returns the reason why a file is not read, nil when it is.
func readable(path string, info fs.FileInfo) error {
	if info.Size() > verify.MaxFile || !info.Mode().IsRegular() {
		return fmt.Errorf("reading %s: not a file of at most %d MB", source.Quote(path), verify.MaxFile>>20)
	}
	return nil
}

// inFolder returns the PDFs and pictures in a folder and its subfolders, by name. What begins with a dot, and links,
// are passed over: programs put them there, like the ._ files of macOS.
func inFolder(dir string) (found []input, err error) {
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		hidden := path != dir && strings.HasPrefix(filepath.Base(path), ".")
		switch {
		case err != nil && path == dir:
			return err
		case hidden && d != nil && d.IsDir():
			return fs.SkipDir
		case hidden:
		case err != nil: // a folder in it that cannot be opened
			found = append(found, input{what: path, file: true, err: err})
		case d.Type().IsRegular() && looksLikeFile(path) && !strings.HasSuffix(path, ".txt"):
			one := input{what: path, file: true}
			if info, err := d.Info(); err == nil {
				one.err = readable(path, info)
			}
			found = append(found, one)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("reading folder: %w", err)
	}
	if len(found) == 0 {
		return nil, usageFault(fmt.Sprintf("there is no PDF and no picture in the folder %s", source.Quote(dir)),
			"name the folder with the certificates")
	}
	return found, nil
}

func looksLikeFile(s string) bool {
	switch strings.ToLower(filepath.Ext(s)) {
	case ".pdf", ".png", ".jpg", ".jpeg", ".txt":
		return !strings.Contains(s, "#")
	}
	return false
}

// fromStdin returns what comes on standard input: a PDF or a picture, or a list with a token or an address on each
// line. Blank lines are skipped, and file names are not opened: whoever wrote the list must not choose what we read.
func fromStdin(r io.Reader) ([]input, error) {
	in := bufio.NewReader(r)
	start, err := in.Peek(8)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("reading standard input: %w", err)
	}
	file, most := false, int64(maxTokenList)
	for _, magic := range []string{"%PDF-", "\x89PNG", "\xff\xd8"} {
		if bytes.HasPrefix(start, []byte(magic)) {
			file, most = true, verify.MaxFile
		}
	}
	data, err := io.ReadAll(io.LimitReader(in, most+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("reading standard input: %w", err)
	case int64(len(data)) > most:
		return nil, fmt.Errorf("reading standard input: more than %d MB", most>>20)
	case file:
		return []input{{what: stdin, file: true, data: data}}, nil
	}
	var all []input
	line := 0
	for text := range strings.Lines(string(bytes.TrimPrefix(data, []byte("\ufeff")))) {
		line++
		if text = strings.TrimSpace(text); text == "" {
			continue
		}
		if len(all) == maxTokenLines {
			return nil, fmt.Errorf("reading standard input: more than %d tokens", maxTokenLines)
		}
		all = append(all, input{what: text, line: line})
	}
	if len(all) == 0 {
		return nil, usageFault("there is nothing on standard input",
			"send it a PDF, a picture of a QR code, or a token or address on each line")
	}
	return all, nil
}

// verifyAll judges the inputs on all cores, draws their pages if pictures is not nil, and prints the results in their
// order. It returns the gravest exit code as an error.
func (w *world) verifyAll(ctx context.Context, inputs []input, pictures *album) error {
	code, printed := 0, 0
	counts := map[verdictCount]int{}
	err := inorder.Do(ctx, len(inputs), runtime.GOMAXPROCS(0), func() func(int) ([]record, error) {
		return func(i int) ([]record, error) { return recordsOf(ctx, inputs[i], w.now), ctx.Err() }
	}, func(i int, records []record) error {
		if err := pictures.add(ctx, w, inputs[i], records); err != nil {
			return err
		}
		for k, r := range records {
			code = max(code, r.Exit)
			counts[verdictCount{r.Exit, r.Verdict}]++
			if w.events != nil {
				w.events.write(r)
				continue
			}
			if printed++; printed > 1 {
				fmt.Fprintln(w.stdout)
			}
			switch {
			case len(inputs) == 1 || k > 0:
			case r.Line > 0:
				fmt.Fprintf(w.stdout, "line %d:\n", r.Line)
			case r.file:
				fmt.Fprintf(w.stdout, "%s:\n", source.Printable(r.What))
			}
			r.print(w.stdout)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if len(inputs) > 1 {
		w.printf("%s", summary(counts))
	}
	w.events.result(verified{len(inputs), counted(counts)})
	return pictures.finish(w, code)
}

// verdictCount is a verdict to be counted.
type verdictCount struct {
	exit    int
	verdict string
}

// verified is the result of verify -json.
type verified struct {
	Inputs   int            `json:"inputs"`   // files, texts and lines of standard input
	Verdicts map[string]int `json:"verdicts"` // how many of each
}

func counted(counts map[verdictCount]int) map[string]int {
	all := map[string]int{}
	for v, n := range counts {
		all[v.verdict] += n
	}
	return all
}

// summary counts the verdicts, the gravest last.
func summary(counts map[verdictCount]int) string {
	order := slices.SortedFunc(maps.Keys(counts), func(a, b verdictCount) int {
		return cmp.Or(cmp.Compare(a.exit, b.exit), cmp.Compare(a.verdict, b.verdict))
	})
	total := 0
	var parts []string
	for _, v := range order {
		total += counts[v]
		parts = append(parts, fmt.Sprintf("%d %s", counts[v], v.verdict))
	}
	return plural(total, "result", "results") + ": " + strings.Join(parts, ", ")
}

// recordsOf returns a record for each token in one input.
func recordsOf(ctx context.Context, in input, now time.Time) (records []record) {
	for _, r := range in.results(ctx, now) {
		one := newRecord(in, r)
		one.left, one.Trust = in.left, in.by.Why(r.Issuer)
		records = append(records, one)
	}
	return records
}

// results judges every token in one input; there is at least one result.
func (in input) results(ctx context.Context, now time.Time) []verify.Result {
	if in.err == nil && !in.file {
		return []verify.Result{verify.Text(in.what, in.by, now)}
	}
	data, err := in.data, in.err
	if err == nil && data == nil {
		data, err = os.ReadFile(in.what)
	}
	if err != nil {
		return []verify.Result{{Verdict: credential.Verdict{State: credential.StateUnreadable, Detail: err.Error()}}}
	}
	return verify.FileWith(ctx, data, in.by, now, in.fonts())
}
