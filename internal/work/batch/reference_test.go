package batch_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"image"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/image/draw"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/judge"
	"lanyard/internal/base/paper"
	"lanyard/internal/paper/code"
	"lanyard/internal/paper/readback"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/keyring"
	"lanyard/internal/trust/ledger"
	"lanyard/internal/trust/registry"
	"lanyard/internal/work/batch"
	"lanyard/internal/work/issue"
)

// afterwards is when the reference event's papers are made.
var afterwards = time.Date(2017, 7, 28, 9, 30, 0, 0, time.UTC)

// TestReference makes the reference event as "lanyard make" does and looks at
// all that came out of it.
func TestReference(t *testing.T) {
	dir := referenceEvent(t)
	made := makeAll(t, batch.Job{Dir: dir, Workers: 3})
	if made.Badges != 140 || made.Certificates != 140 || made.Issued != 280 || made.Sheets != 18 || made.Problems.Err() != nil {
		t.Fatalf("%d badges on %d sheets, %d certificates, %d new numbers, problems: %v", made.Badges, made.Sheets, made.Certificates, made.Issued, made.Problems)
	}
	var files []string
	for _, f := range made.Files {
		files = append(files, f.File)
	}
	if len(files) != 142 {
		t.Fatalf("%d files instead of badges.pdf, 140 certificates and certificates.pdf", len(files))
	}
	out := filepath.Join(dir, "out")
	book := readBook(t, dir)
	t.Run("records", func(t *testing.T) { book.judgeRecords(t, dir) })
	t.Run("links", func(t *testing.T) { book.judgeLinks(t, out, files) })
	t.Run("again", func(t *testing.T) { sameAgain(t, dir) })
	t.Run("elsewhere", func(t *testing.T) { sameElsewhere(t, dir) })
	t.Run("qpdf", func(t *testing.T) { judgeSyntax(t, out, files) })
	t.Run("pdffonts", func(t *testing.T) { judgeFonts(t, out, files) })
	t.Run("zbarimg", func(t *testing.T) { book.judgeCodes(t, out) })
}

// TestReferenceModules holds the codes of the reference event to the table in package code. Its keys are always the same:
// with others a token has a digit more or fewer, which now and then moves a paper to the next size.
func TestReferenceModules(t *testing.T) {
	dir := referenceEvent(t)
	ring, err := issue.NewKeys(dir, rand.NewChaCha8([32]byte{1}), afterwards)
	if err == nil {
		err = ring.Save()
	}
	if err != nil {
		t.Fatal(err)
	}
	makeAll(t, batch.Job{Dir: dir, Workers: 3})
	readBook(t, dir).judgeModules(t)
}

// referenceEvent copies examples/tehran-2017 without what runs have made there.
func referenceEvent(t testing.TB) string {
	t.Helper()
	const from = "../../../examples/tehran-2017"
	dir := t.TempDir()
	err := filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		name, _ := filepath.Rel(from, path)
		switch {
		case err != nil:
			return err
		case name == "out" || name == "keys":
			return fs.SkipDir
		case strings.HasPrefix(name, "ledger.db") || name == ".lanyard.lock":
			return nil
		case d.IsDir():
			return os.MkdirAll(filepath.Join(dir, name), 0o755)
		}
		data, err := os.ReadFile(path)
		return errors.Join(err, os.WriteFile(filepath.Join(dir, name), data, 0o644))
	})
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// makeAll runs j, one more file for all certificates included.
func makeAll(t testing.TB, j batch.Job) *batch.Report {
	t.Helper()
	j.Now, j.Merged = afterwards, true
	report, err := batch.Make(t.Context(), j)
	if err != nil {
		t.Fatalf("%v %v", err, report.Problems)
	}
	return report
}

// contents reads all files below dir.
func contents(t testing.TB, dir string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, _ := filepath.Rel(dir, path)
		files[name], err = os.ReadFile(path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func sameContents(t testing.TB, got, want map[string][]byte) {
	t.Helper()
	if len(want) < 143 || !slices.Equal(slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want))) {
		t.Fatalf("%d files, and then %d", len(want), len(got))
	}
	for name, data := range want {
		if !bytes.Equal(got[name], data) {
			t.Errorf("%s has other bytes", name)
		}
	}
}

// sameAgain runs once more in the same folder: nothing is issued or written.
func sameAgain(t *testing.T, dir string) {
	before := contents(t, filepath.Join(dir, "out"))
	report := makeAll(t, batch.Job{Dir: dir, Workers: 1})
	if report.Issued != 0 || report.NewKeys != "" {
		t.Errorf("the second run issued %d numbers, keys %q", report.Issued, report.NewKeys)
	}
	for _, f := range report.Files {
		if f.Changed {
			t.Errorf("%s was written again", f.File)
		}
	}
	sameContents(t, contents(t, filepath.Join(dir, "out")), before)
}

// sameElsewhere runs in another folder with the same keys and no ledger, on
// another number of workers.
func sameElsewhere(t *testing.T, dir string) {
	if testing.Short() {
		t.Skip("the same event a third time: run without -short")
	}
	other := referenceEvent(t)
	if err := os.CopyFS(filepath.Join(other, batch.KeysDir), os.DirFS(filepath.Join(dir, batch.KeysDir))); err != nil {
		t.Fatal(err)
	}
	if err := filepath.WalkDir(filepath.Join(other, batch.KeysDir), func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			err = os.Chmod(path, 0o600) // CopyFS gives what the umask leaves
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	makeAll(t, batch.Job{Dir: other, Workers: 2, Desk: registry.Options{AcceptLedger: true}})
	sameContents(t, contents(t, filepath.Join(other, "out")), contents(t, filepath.Join(dir, "out")))
}

// book is what the ledger and the manifest know of a run.
type book struct {
	issuer   *credential.Issuer
	manifest bundle.Manifest
	entries  map[string]ledger.Entry // by number
}

func readBook(t *testing.T, dir string) *book {
	t.Helper()
	ring, err := keyring.Open(filepath.Join(dir, batch.KeysDir))
	if err != nil {
		t.Fatal(err)
	}
	out, err := bundle.Open(filepath.Join(dir, "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	b := &book{issuer: ring.Issuer, entries: map[string]ledger.Entry{}}
	if b.manifest, err = out.ReadManifest("."); err != nil {
		t.Fatal(err)
	}
	l, err := ledger.Open(filepath.Join(dir, "ledger.db"), func() time.Time { return afterwards })
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for e, err := range l.All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		b.entries[e.Number.String()] = e
	}
	if listed := slices.Collect(b.manifest.Entries); len(b.entries) != 280 || len(listed) != 280 {
		t.Fatalf("the ledger has %d entries, the manifest %d", len(b.entries), len(listed))
	}
	return b
}

// on returns what the manifest says to stand on a page of a file; page 0 is all
// of them.
func (b *book) on(file string, page int) (entries []ledger.Entry) {
	for e := range b.manifest.Entries {
		if e.File == file && (page == 0 || e.Page == page) {
			entries = append(entries, b.entries[e.Number])
		}
	}
	return entries
}

func (b *book) urls(entries []ledger.Entry) (urls []string) {
	for _, e := range entries {
		urls = append(urls, e.Token.URL(b.issuer.Host))
	}
	return urls
}

// codes returns what the codes of the papers carry: the compact spelling of their tokens.
func (b *book) codes(t *testing.T, entries []ledger.Entry) (urls []string) {
	for _, e := range entries {
		small, ok := credential.Compact(e.Token, b.issuer)
		if !ok {
			t.Fatalf("the token of %s has no compact spelling", e.Name)
		}
		urls = append(urls, small.URL(b.issuer.Host))
	}
	return urls
}

// judgeLinks holds the links of every file against the ledger.
func (b *book) judgeLinks(t *testing.T, out string, files []string) {
	for _, file := range files {
		data, err := os.ReadFile(filepath.Join(out, file))
		if err != nil {
			t.Fatal(err)
		}
		got, err := readback.Links(context.Background(), data)
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		want := b.urls(b.on(file, 0))
		if file == "certificates.pdf" {
			for e := range b.manifest.Entries {
				if e.Kind == paper.Certificate.String() {
					want = append(want, b.urls(b.on(e.File, 0))...)
				}
			}
		}
		slices.Sort(got)
		slices.Sort(want)
		if len(want) == 0 || !slices.Equal(got, want) {
			t.Errorf("%s has %d links, and %d are expected", file, len(got), len(want))
		}
		for _, url := range got {
			b.judge(t, file, url)
		}
	}
}

// judge lets a verifier look at what a code or a link carries, and returns the
// number of the claim.
func (b *book) judge(t testing.TB, where, payload string) string {
	t.Helper()
	v := credential.Judge(payload, []*credential.Issuer{b.issuer}, nil, afterwards)
	if v.State != credential.StateUnknown {
		t.Errorf("%s: %s, %s", where, v.State, v.Detail)
		return ""
	}
	e, ok := b.entries[v.Claim.Number.String()]
	if !ok || v.Claim.Name != e.Name || v.Claim.Kind != e.Kind || v.Claim.Event != "Tehran Meeting on Preventing and Combating Cybercrime" {
		t.Errorf("%s: the ledger knows no such claim: %+v", where, *v.Claim)
	}
	return v.Claim.Number.String()
}

// judgeModules holds the codes of the papers, as they are drawn, to the table in package code.
func (b *book) judgeModules(t *testing.T) {
	tally := map[paper.Kind]map[int]int{paper.Badge: {}, paper.Certificate: {}}
	for _, e := range b.entries {
		symbol, err := code.Encode(b.codes(t, []ledger.Entry{e})[0], code.M)
		if err != nil {
			t.Fatal(err)
		}
		tally[e.Kind][symbol.Modules]++
		if symbol.Modules > 53 && e.Kind == paper.Badge {
			t.Logf("%d modules for %s", symbol.Modules, e.Name)
		}
	}
	var table strings.Builder
	for _, modules := range []int{49, 53, 57, 61} {
		fmt.Fprintf(&table, "//\t%-7d  %6d  %12d\n", modules, tally[paper.Badge][modules], tally[paper.Certificate][modules])
		delete(tally[paper.Badge], modules)
		delete(tally[paper.Certificate], modules)
	}
	for kind, rest := range tally {
		for modules, n := range rest {
			t.Errorf("%d %s with %d modules", n, kind.Plural(), modules)
		}
	}
	manual, err := os.ReadFile("../../paper/code/code.go")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(manual), table.String()) {
		t.Errorf("the comment of package code should have the table\n%s", table.String())
	}
}

// judgeRecords makes the records of all papers as a site has them, and looks in them for everything of the list that
// names a person, and for every number and token.
func (b *book) judgeRecords(t *testing.T, dir string) {
	ring, err := keyring.Open(filepath.Join(dir, batch.KeysDir))
	if err != nil {
		t.Fatal(err)
	}
	issuer := *b.issuer
	issuer.Buckets = credential.Buckets(len(b.entries))
	var secrets []string
	numbers := slices.Sorted(maps.Keys(b.entries))
	for _, n := range numbers {
		e := b.entries[n]
		small := b.codes(t, []ledger.Entry{e})[0]
		_, digits, _ := strings.Cut(small, "#")
		secrets = append(secrets, n, e.Number.Short(), string(e.Number[:]), string(e.Token), e.Token.String(), e.Token.Digits(), digits,
			string(e.Token[len(e.Token)-32:]), e.AttendeeID)
	}
	list, err := os.ReadFile(filepath.Join(dir, "attendees.csv"))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(list)).ReadAll()
	if err != nil || len(rows) != 141 || rows[0][7] != "email" {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for _, row := range rows[1:] {
		secrets = append(secrets, row[1], row[2], row[7])
		secrets = append(secrets, strings.Fields(row[1])...)
		secrets = append(secrets, strings.Fields(row[2])...)
	}
	files, err := issuer.Records(func(yield func(credential.Number, credential.Token) bool) {
		for _, n := range numbers {
			if !yield(b.entries[n].Number, b.entries[n].Token) {
				return
			}
		}
	}, nil, ring.ID)
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files of records, %v", len(files), err)
	}
	searched := 0
	for name, data := range files {
		for _, secret := range secrets {
			if len(secret) < 6 {
				continue // in a megabyte of noise by chance
			}
			if searched++; bytes.Contains(data, []byte(secret)) {
				t.Errorf("%s contains %q", name, secret)
			}
		}
	}
	if searched < 2000 {
		t.Errorf("only %d searches", searched)
	}
	// What is searched for is there to be found: each number opens its token.
	for _, n := range numbers {
		e := b.entries[n]
		token, err := issuer.OpenRecord(e.Number, files[path.Base(issuer.RecordPath(e.Number))])
		if err != nil || !bytes.Equal(token, e.Token) {
			t.Errorf("%s: %v", n, err)
		}
	}
}

// need ends a test unless all judges are on this machine.
func need(t testing.TB, judges ...string) {
	t.Helper()
	for _, j := range judges {
		judge.Program(t, j)
	}
}

// everywhere does the work of n pieces on all processors.
func everywhere(n int, work func(i int)) {
	var group sync.WaitGroup
	next := make(chan int)
	for range runtime.NumCPU() {
		group.Go(func() {
			for i := range next {
				work(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	group.Wait()
}

func judgeSyntax(t *testing.T, out string, files []string) {
	need(t, "qpdf")
	everywhere(len(files), func(i int) {
		said, err := exec.Command("qpdf", "--check", filepath.Join(out, files[i])).CombinedOutput()
		if err != nil || !strings.Contains(string(said), "No syntax or stream encoding errors") {
			t.Errorf("%s: %v\n%s", files[i], err, said)
		}
	})
}

// judgeFonts wants every font embedded, cut down to what is used, and with the
// characters of its glyphs.
func judgeFonts(t *testing.T, out string, files []string) {
	need(t, "pdffonts")
	everywhere(len(files), func(i int) {
		said, err := exec.Command("pdffonts", filepath.Join(out, files[i])).CombinedOutput()
		lines := strings.Split(strings.TrimSpace(string(said)), "\n")
		if err != nil || len(lines) < 3 {
			t.Errorf("%s: %v\n%s", files[i], err, said)
			return
		}
		for _, line := range lines[2:] {
			cells := strings.Fields(line)
			if n := len(cells); n < 6 || strings.Join(cells[n-5:n-2], " ") != "yes yes yes" {
				t.Errorf("%s: not embedded, subset and with Unicode: %s", files[i], line)
			}
		}
	})
}

// readEnlarged reads the codes of a picture at twice its size.
func readEnlarged(t *testing.T, name string) []string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Error(err)
		return nil
	}
	var w, h, most, head int
	if _, err := fmt.Sscanf(string(data[:min(len(data), 64)]), "P5\n%d %d\n%d\n", &w, &h, &most); err != nil {
		t.Errorf("%s: %v", name, err)
		return nil
	}
	head = len(data) - w*h
	small := &image.Gray{Pix: data[head:], Stride: w, Rect: image.Rect(0, 0, w, h)}
	large := image.NewGray(image.Rect(0, 0, 2*w, 2*h))
	draw.CatmullRom.Scale(large, large.Rect, small, small.Rect, draw.Src, nil)
	out := append(fmt.Appendf(nil, "P5\n%d %d\n255\n", 2*w, 2*h), large.Pix...)
	if err := os.WriteFile(name, out, 0o600); err != nil {
		t.Error(err)
		return nil
	}
	said, err := exec.Command("zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", name).Output()
	if err != nil {
		t.Errorf("%s: zbarimg: %v", name, err)
	}
	return strings.Fields(string(said))
}

// judgeCodes reads the QR codes of all badges and of every seventh certificate
// from rendered pages, at the resolutions of a poor and of a usual office
// scanner.
func (b *book) judgeCodes(t *testing.T, out string) {
	need(t, "pdftoppm", "zbarimg")
	type view struct {
		file      string
		page, dpi int
	}
	var views []view
	certificates := 0
	for _, dpi := range []int{150, 200} {
		for page := 1; len(b.on("badges.pdf", page)) > 0; page++ {
			views = append(views, view{"badges.pdf", page, dpi})
		}
		for e := range b.manifest.Entries {
			if e.Kind == paper.Certificate.String() {
				if certificates++; certificates%7 == 0 {
					views = append(views, view{e.File, 1, dpi})
				}
			}
		}
	}
	if len(views) != 2*(18+20) {
		t.Fatalf("%d views", len(views))
	}
	dir := t.TempDir()
	everywhere(len(views), func(i int) {
		v := views[i]
		where := fmt.Sprintf("%s page %d at %d dpi", v.file, v.page, v.dpi)
		picture := filepath.Join(dir, fmt.Sprint(i))
		page := fmt.Sprint(v.page)
		if said, err := exec.Command("pdftoppm", "-r", fmt.Sprint(v.dpi), "-gray", "-f", page, "-l", page, "-singlefile", filepath.Join(out, v.file), picture).CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", where, err, said)
			return
		}
		said, err := exec.Command("zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", picture+".pgm").Output()
		if err != nil {
			t.Errorf("%s: zbarimg: %v", where, err)
			return
		}
		read := strings.Fields(string(said))
		if len(read) < len(b.on(v.file, v.page)) {
			// One code in a thousand lies so on the pixels of 150 dpi that the
			// reader misses it there, and finds it in the same pixels enlarged.
			read = append(read, readEnlarged(t, picture+".pgm")...)
			slices.Sort(read)
			read = slices.Compact(read)
		}
		for _, payload := range read {
			b.judge(t, where, payload)
		}
		want := b.codes(t, b.on(v.file, v.page))
		slices.Sort(read)
		slices.Sort(want)
		if !slices.Equal(read, want) {
			t.Errorf("%s: read %d codes of %d", where, len(read), len(want))
		}
	})
}
