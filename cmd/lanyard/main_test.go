package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"lanyard/fonts"
	"lanyard/internal/base/bundle"
	"lanyard/internal/base/judge"
	"lanyard/internal/base/paper"
	"lanyard/internal/base/program"
	"lanyard/internal/paper/code"
	"lanyard/internal/paper/readback"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/discover"
	"lanyard/internal/trust/ledger"
	"lanyard/internal/trust/openbadge"
	"lanyard/internal/work/create"
	"lanyard/internal/work/folder"
	"lanyard/internal/work/manifest"
	"lanyard/internal/work/owner"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"lanyard": main, "lanyard-weighed": weighed,
		"lanyard-patient": func() { patience = time.Minute; main() }})
}

// slow skips a test of many runs under -short. Scripts that are slow begin with
// "[short] skip" instead.
func slow(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("slow: run without -short")
	}
}

// quick are the scripts that -short runs: one of each task, in a sixth of the time
// of all. A script that -run names runs under -short as well.
var quick = []string{"badlist", "check", "help", "help_lists", "help_publish", "help_revoke", "help_second-run",
	"help_start", "help_verify", "help_walk-ins", "make", "proof", "schema"}

// scripts returns the folder of the scripts, or those of them that are to run.
func scripts() (dir string, files []string) {
	dir = filepath.Join("testdata", "script")
	if !testing.Short() || flag.Lookup("test.run").Value.String() != "" {
		return dir, nil
	}
	for _, name := range quick {
		files = append(files, filepath.Join(dir, name+".txtar"))
	}
	return "", files
}

// TestScripts runs the command as its users do. Beside testscript's own, the
// scripts have the commands that are described at their functions.
func TestScripts(t *testing.T) {
	dir, files := scripts()
	testscript.Run(t, testscript.Params{
		Dir:                dir,
		Files:              files,
		RequireUniqueNames: true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("SOURCE_DATE_EPOCH", "1800000000") // 2027-01-15
			e.Setenv("ESC", "\x1b")
			e.Setenv("HOME", filepath.Join(e.WorkDir, ".home")) // no script knows what another one has verified
			e.Setenv("XDG_CONFIG_HOME", filepath.Join(e.WorkDir, ".config"))
			e.Setenv("XDG_CACHE_HOME", filepath.Join(e.WorkDir, ".cache"))
			examples, err := filepath.Abs(filepath.Join("..", "..", "examples"))
			e.Setenv("EXAMPLES", examples)
			e.Setenv("HOUSE", filepath.Dir(examples))
			e.Setenv("LANYARD_NODE_MODULES", os.Getenv("LANYARD_NODE_MODULES"))
			data, err2 := filepath.Abs("testdata")
			e.Setenv("TESTDATA", data)
			return errors.Join(err, err2)
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"exits":        exits,
			"host":         host,
			"starter":      starterEvent,
			"write":        func(ts *testscript.TestScript, _ bool, args []string) { write(ts, os.O_TRUNC, args) },
			"append":       func(ts *testscript.TestScript, _ bool, args []string) { write(ts, os.O_APPEND, args) },
			"replace":      replace,
			"people":       crowd,
			"mode":         mode,
			"copydir":      copydir,
			"same":         same,
			"age":          age,
			"untouched":    untouched,
			"bare":         bare,
			"agree":        agree,
			"token":        token,
			"flip":         flip,
			"qrpng":        qrpng,
			"pictures":     pictures,
			"contactsheet": contactSheet,
			"pngheader":    pngheader,
			"await":        await,
			"becomes":      becomes,
			"events":       eventLines,
			"tmpfs":        tmpfs,
			"absent":       absent,
			"secrets":      secrets,
			"shows":        shows,
			"program":      otherProgram,
			"overlay":      overlay,
			"overlaid":     overlaid,
			"retype":       retype,
			"smtpd":        smtpd,
			"unbake":       unbake,
			"ownface":      ownFace,
		},
		Condition: func(cond string) (bool, error) { return condition(t, cond) },
	})
}

// ownFace FILE writes a face that the program does not have: Noto Sans under another name.
func ownFace(ts *testscript.TestScript, _ bool, args []string) {
	data, err := fonts.FS.ReadFile("NotoSans/NotoSans-Regular.ttf")
	ts.Check(err)
	wide := func(s string) (b []byte) { // as the table of names has it
		for i := range len(s) {
			b = append(b, 0, s[i])
		}
		return b
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), bytes.ReplaceAll(data, wide("NotoSans-"), wide("MotoSans-")), 0o600))
}

// unbake PNG FILE writes the Open Badge in a picture to a file.
func unbake(ts *testscript.TestScript, _ bool, args []string) {
	data, err := os.ReadFile(ts.MkAbs(args[0]))
	ts.Check(err)
	badge, err := openbadge.Baked(data)
	if err == nil && badge == nil {
		err = errors.New("the picture has no Open Badge")
	}
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), badge, 0o600))
}

// condition decides [tmpfs], whether a small disk can be mounted, [unshare],
// whether a program can be run without network, [judge:PROGRAM], whether a program is here that looks at what was made,
// and [npm], whether the readers of codes are in $LANYARD_NODE_MODULES.
func condition(t *testing.T, cond string) (bool, error) {
	if name, ok := strings.CutPrefix(cond, "judge:"); ok {
		_, err := exec.LookPath(name)
		if err != nil && judge.Required() {
			return false, fmt.Errorf("the judge %s is absent", name)
		}
		if err != nil {
			t.Logf("the judge %s is absent and was not asked", name)
		}
		return err == nil, nil
	}
	if cond == "unshare" {
		err := exec.Command("unshare", "-rn", "true").Run()
		if err != nil {
			t.Logf("nothing can be run without network here: %v", err)
		}
		return err == nil, nil
	}
	if cond == "npm" {
		_, err := os.Stat(filepath.Join(os.Getenv("LANYARD_NODE_MODULES"), "node_modules", "zxing-wasm"))
		if err != nil && judge.Required() {
			return false, errors.New("no npm packages in $LANYARD_NODE_MODULES")
		}
		return err == nil, nil
	}
	if cond != "tmpfs" {
		return false, fmt.Errorf("there is no condition %q", cond)
	}
	dir := t.TempDir()
	if exec.Command("mount", "-t", "tmpfs", "tmpfs", dir).Run() != nil {
		return false, nil
	}
	return true, exec.Command("umount", dir).Run()
}

// want ends the script unless it was given n arguments.
func want(ts *testscript.TestScript, args []string, n int, usage string) {
	if len(args) != n {
		ts.Fatalf("usage: %s", usage)
	}
}

// otherProgram is the command program FILE. It writes the program under test to
// FILE with another build ID, as another compilation of other sources without a
// stamp has.
func otherProgram(ts *testscript.TestScript, _ bool, args []string) {
	want(ts, args, 1, "program FILE")
	this, err := program.This()
	ts.Check(err)
	path, err := os.Executable()
	ts.Check(err)
	data, err := os.ReadFile(path)
	ts.Check(err)
	id := []byte(this.Build)
	other := bytes.Clone(id)
	slices.Reverse(other[len(other)-20:]) // the hash of the content
	changed := bytes.ReplaceAll(data, id, other)
	if bytes.Equal(changed, data) {
		ts.Fatalf("the build ID %s of %s does not lie in it", id, path)
	}
	ts.Check(os.MkdirAll(filepath.Dir(ts.MkAbs(args[0])), 0o755))
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), changed, 0o755))
}

// starter [-sample N] DIR makes an event as init does, but with facts that can be signed: those of testdata/starter.
func starterEvent(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(ts.Exec("lanyard", append([]string{"init"}, args...)...))
	facts, err := os.ReadFile(filepath.Join(ts.Getenv("TESTDATA"), "starter", "event.toml"))
	ts.Check(err)
	file := ts.MkAbs(filepath.Join(args[len(args)-1], "event.toml"))
	ts.Check(os.WriteFile(file, append([]byte(create.SchemaLine(create.EventSchema)), facts...), 0o644))
}

// exits CODE COMMAND... runs a command that must end with this code.
func exits(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND...")
	}
	if got := exitCode(ts, args[1:]); got != args[0] {
		ts.Fatalf("exit code %s, want %s", got, args[0])
	}
}

// exitCode runs a command and returns the code that it ends with.
func exitCode(ts *testscript.TestScript, command []string) string {
	err := ts.Exec(command[0], command[1:]...)
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return strconv.Itoa(exit.ExitCode())
	}
	ts.Check(err)
	return "0"
}

// eventLines is the command events. It checks that standard output is events: a JSON object on each line, of which the
// last one alone is a result.
func eventLines(ts *testscript.TestScript, _ bool, args []string) {
	want(ts, args, 0, "events")
	last := ""
	for line := range strings.Lines(ts.ReadFile("stdout")) {
		var e struct{ Event string }
		if err := json.Unmarshal([]byte(line), &e); err != nil || e.Event == "" || last == "result" {
			ts.Fatalf("no event, or one after the result: %s", line)
		}
		last = e.Event
	}
	if last != "result" {
		ts.Fatalf("the last event is %q", last)
	}
}

// becomes CODE COMMAND... runs a command until it ends with this code, for half
// a minute.
func becomes(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: becomes CODE COMMAND...")
	}
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(200 * time.Millisecond) {
		got := exitCode(ts, args[1:])
		if got == args[0] {
			return
		}
		if time.Now().After(deadline) {
			ts.Fatalf("exit code %s, never %s", got, args[0])
		}
	}
}

// write FILE TEXT and append FILE TEXT put a text with the escapes of Go into a
// file.
func write(ts *testscript.TestScript, how int, args []string) {
	want(ts, args, 2, "write FILE TEXT")
	text, err := strconv.Unquote(`"` + strings.ReplaceAll(args[1], `"`, `\"`) + `"`)
	ts.Check(err)
	f, err := os.OpenFile(ts.MkAbs(args[0]), os.O_WRONLY|os.O_CREATE|how, 0o644)
	ts.Check(err)
	_, err = f.WriteString(text)
	ts.Check(errors.Join(err, f.Close()))
}

// replace FILE OLD NEW changes every OLD in a file, of which there must be one.
func replace(ts *testscript.TestScript, _ bool, args []string) {
	want(ts, args, 3, "replace FILE OLD NEW")
	text := ts.ReadFile(args[0])
	if !strings.Contains(text, args[1]) {
		ts.Fatalf("%s has no %q", args[0], args[1])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.ReplaceAll(text, args[1], args[2])), 0o644))
}

// crowd runs people FILE N, which writes a list of N people, at most 676.
func crowd(ts *testscript.TestScript, _ bool, args []string) {
	want(ts, args, 2, "people FILE N")
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	var b strings.Builder
	b.WriteString("id,name,role\n")
	for i := range n {
		fmt.Fprintf(&b, "%d,Person %c%c,speaker\n", i+1, 'A'+i/26, 'a'+i%26)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(b.String()), 0o644))
}

// mode MODE FILE... checks the mode bits of files, of which there must be one.
func mode(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: mode MODE FILE...")
	}
	var files []string
	for _, pattern := range args[1:] {
		found, err := filepath.Glob(ts.MkAbs(pattern))
		ts.Check(err)
		files = append(files, found...)
	}
	if len(files) == 0 {
		ts.Fatalf("no file is called %q", args[1:])
	}
	for _, file := range files {
		info, err := os.Stat(file)
		ts.Check(err)
		if got := fmt.Sprintf("%04o", info.Mode().Perm()); got != args[0] {
			ts.Fatalf("%s has the mode %s, want %s", file, got, args[0])
		}
	}
}

// copydir FROM TO copies a folder with its modes.
func copydir(ts *testscript.TestScript, _ bool, args []string) {
	want(ts, args, 2, "copydir FROM TO")
	from, to := ts.MkAbs(args[0]), ts.MkAbs(args[1])
	ts.Check(filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		target := filepath.Join(to, strings.TrimPrefix(path, from))
		if d.IsDir() {
			return os.MkdirAll(target, info.Mode().Perm())
		}
		data, err := os.ReadFile(path)
		return errors.Join(err, os.WriteFile(target, data, info.Mode().Perm()))
	}))
}

// contents returns the content of every file in and below dir, which may be
// missing, by its path.
func contents(dir string) (map[string]string, error) {
	found := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && path == dir {
			return nil
		}
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		found[strings.TrimPrefix(path, dir)] = string(data)
		return err
	})
	return found, err
}

// same A B compares the files of two folders, byte for byte.
func same(ts *testscript.TestScript, neg bool, args []string) {
	want(ts, args, 2, "same A B")
	a, err := contents(ts.MkAbs(args[0]))
	ts.Check(err)
	b, err := contents(ts.MkAbs(args[1]))
	ts.Check(err)
	if len(a) == 0 {
		ts.Fatalf("%s holds no file", args[0])
	}
	different := len(a) != len(b)
	for name, content := range a {
		if b[name] != content {
			different = true
			ts.Logf("%s differs", name)
		}
	}
	if different != neg {
		ts.Fatalf("%s and %s: different is %v", args[0], args[1], different)
	}
}

var longAgo = time.Unix(1_000_000_000, 0)

// age DIR makes all files of a folder old.
func age(ts *testscript.TestScript, _ bool, args []string) {
	want(ts, args, 1, "age DIR")
	all, err := contents(ts.MkAbs(args[0]))
	ts.Check(err)
	for name := range all {
		ts.Check(os.Chtimes(filepath.Join(ts.MkAbs(args[0]), name), longAgo, longAgo))
	}
}

// untouched DIR checks that all files of a folder are as old as age made them.
func untouched(ts *testscript.TestScript, _ bool, args []string) {
	want(ts, args, 1, "untouched DIR")
	all, err := contents(ts.MkAbs(args[0]))
	ts.Check(err)
	if len(all) == 0 {
		ts.Fatalf("%s holds no file", args[0])
	}
	for name := range all {
		info, err := os.Stat(filepath.Join(ts.MkAbs(args[0]), name))
		ts.Check(err)
		if !info.ModTime().Equal(longAgo) {
			ts.Fatalf("%s was written anew", name)
		}
	}
}

// bare DIR checks that an event has nothing that a run makes: no output, no
// keys, no ledger and nothing half-written.
func bare(ts *testscript.TestScript, _ bool, args []string) {
	want(ts, args, 1, "bare DIR")
	all, err := contents(ts.MkAbs(args[0]))
	ts.Check(err)
	for name := range all {
		for _, made := range []string{string(filepath.Separator) + "out", string(filepath.Separator) + "keys",
			"ledger.db", ".part"} {
			if strings.Contains(name, made) {
				ts.Fatalf("%s is there", name)
			}
		}
	}
}

// agree DIR [OUT] checks that output, manifest and ledger of an event say the
// same: every file is whole and in the manifest, every link in it and every
// entry is in the ledger, and nothing half-written lies about.
func agree(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 1 || len(args) > 2 {
		ts.Fatalf("usage: agree DIR [OUT]")
	}
	dir, out := ts.MkAbs(args[0]), filepath.Join(ts.MkAbs(args[0]), "out")
	if len(args) == 2 {
		out = ts.MkAbs(args[1])
	}
	ts.Check(agreement(dir, out))
}

// printedLinks returns the links with a token in a PDF, or in the list for mail merges.
func printedLinks(name, content string) ([]string, error) {
	if path.Base(filepath.ToSlash(name)) != manifest.MailingFile {
		return readback.Links(context.Background(), []byte(content))
	}
	rows, err := csv.NewReader(strings.NewReader(content)).ReadAll()
	var links []string
	for _, row := range rows[min(1, len(rows)):] {
		links = append(links, row[slices.Index(manifest.MailingColumns, "token_link")])
	}
	return links, err
}

func agreement(dir, out string) error {
	issued, err := issues(dir)
	if err != nil {
		return err
	}
	all, err := contents(out)
	if err != nil {
		return err
	}
	m, err := readManifest(out)
	if err != nil {
		return err
	}
	listed := map[string]bool{string(filepath.Separator) + bundle.ManifestName: true}
	for _, f := range m.Files {
		name := string(filepath.Separator) + filepath.FromSlash(f.File)
		listed[name] = true
		if sum := sha256.Sum256([]byte(all[name])); hex.EncodeToString(sum[:]) != f.Sum {
			return fmt.Errorf("%s is not what the manifest says", name)
		}
		links, err := printedLinks(name, all[name])
		if err != nil || len(links) == 0 {
			return fmt.Errorf("%s has no links: %w", name, err)
		}
		for _, l := range links {
			t, err := credential.ParseToken(l)
			if sum := t.Hash(); err != nil || issued[hex.EncodeToString(sum[:])] == nil {
				return fmt.Errorf("%s shows a token that the ledger does not know", name)
			}
		}
	}
	for name := range all {
		if !listed[name] {
			return fmt.Errorf("%s is not in the manifest", name)
		}
	}
	for _, e := range m.Entries {
		entry := issued[e.Token]
		if entry == nil || entry.Number.String() != e.Number || entry.Name != e.Name ||
			entry.AttendeeID != e.Attendee || entry.State != ledger.Valid {
			return fmt.Errorf("the manifest's %s of %q is not in the ledger", e.Kind, e.Attendee)
		}
	}
	if len(m.Entries) == 0 {
		return errors.New("the manifest has no entry")
	}
	return nil
}

// printed is the manifest as its readers see it.
type printed struct {
	Files []struct {
		File string
		Sum  string `json:"sha256"`
	}
	Entries []struct {
		Attendee, Kind, Name, Number, Token, File string
		Page                                      int
	}
}

func readManifest(out string) (m printed, err error) {
	data, err := os.ReadFile(filepath.Join(out, bundle.ManifestName))
	if err == nil {
		err = json.Unmarshal(data, &m)
	}
	return m, err
}

// issues returns what the ledger of an event holds, by the hash of the token.
func issues(dir string) (map[string]*ledger.Entry, error) {
	home, err := discover.Home(dir)
	if err != nil {
		return nil, err
	}
	event, err := owner.View(dir)
	if err != nil {
		return nil, err
	}
	l, err := ledger.Open(filepath.Join(home, "ledger.db"), time.Now)
	if err != nil {
		return nil, err
	}
	defer l.Close()
	if _, err := l.Check(context.Background()); err != nil {
		return nil, err
	}
	all := map[string]*ledger.Entry{}
	for e, err := range l.All(context.Background()) {
		if err != nil {
			return nil, err
		}
		if event == "" || e.EventID == event {
			all[hex.EncodeToString(e.TokenHash[:])] = &e
		}
	}
	return all, nil
}

// token DIR ID KIND NAME sets NAME to the last token of an attendee, in
// base64url, NAME_URL to its address and NAME_NUMBER to its number.
func token(ts *testscript.TestScript, _ bool, args []string) {
	want(ts, args, 4, "token DIR ID KIND NAME")
	all, err := issues(ts.MkAbs(args[0]))
	ts.Check(err)
	var last *ledger.Entry
	for _, e := range all {
		if e.AttendeeID == args[1] && e.Kind.String() == args[2] && (last == nil || e.Version > last.Version) {
			last = e
		}
	}
	if last == nil {
		ts.Fatalf("the ledger knows no %s of %s", args[2], args[1])
	}
	ts.Setenv(args[3], last.Token.String())
	ts.Setenv(args[3]+"_URL", last.Token.URL("verify.example.org"))
	ts.Setenv(args[3]+"_NUMBER", last.Number.String())
}

// flip NAME changes a character in the middle of a variable into a similar one.
func flip(ts *testscript.TestScript, _ bool, args []string) {
	want(ts, args, 1, "flip NAME")
	s := []byte(ts.Getenv(args[0]))
	at := len(s) / 2
	switch c := s[at]; {
	case c == '0', c == 'a', c == 'A':
		s[at]++
	case '0' < c && c <= '9', 'a' < c && c <= 'z', 'A' < c && c <= 'Z':
		s[at]--
	default:
		s[at] = 'A'
	}
	ts.Setenv(args[0], string(s))
}

// qrpng FILE PAYLOAD draws a QR code, as a scanner sees it.
func qrpng(ts *testscript.TestScript, _ bool, args []string) {
	want(ts, args, 2, "qrpng FILE PAYLOAD")
	symbol, err := code.Encode(args[1], code.M)
	ts.Check(err)
	const module = 4 // pixels
	side := (symbol.Modules + 2*code.Quiet) * module
	img := image.NewGray(image.Rect(0, 0, side, side))
	for y := range side {
		for x := range side {
			if !symbol.Dark(x/module-code.Quiet, y/module-code.Quiet) {
				img.SetGray(x, y, color.Gray{Y: 255})
			}
		}
	}
	var b bytes.Buffer
	ts.Check(png.Encode(&b, img))
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), b.Bytes(), 0o644))
}

// pngheader FILE W H writes a PNG that says it has W x H pixels, and has none.
func pngheader(ts *testscript.TestScript, _ bool, args []string) {
	want(ts, args, 3, "pngheader FILE W H")
	var b bytes.Buffer
	b.WriteString("\x89PNG\r\n\x1a\n")
	chunk := func(kind string, data []byte) {
		body := append([]byte(kind), data...)
		ts.Check(binary.Write(&b, binary.BigEndian, uint32(len(data))))
		b.Write(body)
		ts.Check(binary.Write(&b, binary.BigEndian, crc32.ChecksumIEEE(body)))
	}
	var head []byte
	for _, side := range args[1:] {
		n, err := strconv.ParseUint(side, 10, 32)
		ts.Check(err)
		head = binary.BigEndian.AppendUint32(head, uint32(n))
	}
	chunk("IHDR", append(head, 8, 2, 0, 0, 0)) // eight bits, RGB
	chunk("IEND", nil)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), b.Bytes(), 0o644))
}

// await DIR N waits until N files lie in and below a folder.
func await(ts *testscript.TestScript, _ bool, args []string) {
	want(ts, args, 2, "await DIR N")
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	for range 1000 {
		found := 0
		// Files come and go under our eyes: what cannot be read does not count.
		_ = filepath.WalkDir(ts.MkAbs(args[0]), func(_ string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				found++
			}
			return nil
		})
		if found >= n {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	ts.Fatalf("%s holds less than %s files after ten seconds", args[0], args[1])
}

// tmpfs DIR SIZE mounts a small disk.
func tmpfs(ts *testscript.TestScript, _ bool, args []string) {
	want(ts, args, 2, "tmpfs DIR SIZE")
	dir := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(dir, 0o755))
	ts.Check(exec.Command("mount", "-t", "tmpfs", "-o", "size="+args[1], "tmpfs", dir).Run())
	ts.Defer(func() { ts.Check(exec.Command("umount", dir).Run()) })
}

// TestExamples makes every event of the examples and looks for everybody of
// their lists in what was made. Under -short it leaves out the congress of 2,000:
// the other events go through the same steps.
func TestExamples(t *testing.T) {
	found, err := filepath.Glob(filepath.Join("..", "..", "examples", "*", "event.toml"))
	if err != nil || len(found) == 0 {
		t.Fatalf("there are no examples (%v)", err)
	}
	for _, path := range found {
		t.Run(filepath.Base(filepath.Dir(path)), func(t *testing.T) {
			if strings.Contains(path, "congress-2000") {
				slow(t)
			}
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "event")
			if err := os.CopyFS(dir, os.DirFS(filepath.Dir(path))); err != nil {
				t.Fatal(err)
			}
			for _, made := range []string{"out", "keys", "ledger.db"} { // by those who tried the example
				if err := os.RemoveAll(filepath.Join(dir, made)); err != nil {
					t.Fatal(err)
				}
			}
			var messages bytes.Buffer
			w := &world{stdout: io.Discard, stderr: &messages, now: time.Unix(1_800_000_000, 0).UTC()}
			if code := run(t.Context(), w, []string{"make", dir}); code != 0 {
				t.Fatalf("exit code %d:\n%s", code, &messages)
			}
			if err := agreement(dir, filepath.Join(dir, "out")); err != nil {
				t.Error(err)
			}
			everybody(t, dir)
		})
	}
}

// everybody checks that each person of an event's list has a page of each kind
// that the event makes.
func everybody(t *testing.T, dir string) {
	work, problems, err := folder.Load(context.Background(), dir)
	if err != nil || problems.Err() != nil {
		t.Fatal(err, problems)
	}
	m, err := readManifest(filepath.Join(dir, "out"))
	if err != nil {
		t.Fatal(err)
	}
	var want, got []string
	for _, p := range work.Roster.People {
		if work.Main(paper.Badge) != nil {
			want = append(want, "badge of "+p.ID+", "+p.Name)
		}
		if work.Main(paper.Certificate) != nil {
			want = append(want, "certificate of "+p.ID+", "+p.Name)
		}
	}
	for _, e := range m.Entries {
		got = append(got, e.Kind+" of "+e.Attendee+", "+e.Name)
	}
	slices.Sort(want)
	slices.Sort(got)
	if len(want) == 0 || !slices.Equal(want, got) {
		t.Errorf("the manifest has %d entries, the list gives %d, or they differ", len(got), len(want))
	}
}
