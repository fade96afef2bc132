// Package drawn remembers what a run over everybody has drawn, so that the next one draws only what has changed.
//
// The record is a file in the event's folder, for its owner alone. It has an entry for each paper in a file of its own
// and for each piece of a file of many, under a key: the hash of everything that the paper or piece is made of. An
// entry under the same key gives what drawing would give, so the files of a run have the same bytes with the record and
// without it. The operators of the pages are not in the record: it says where they are in the file.
//
// An event's folder may have come from somebody else, with a record and papers in it. So the record is authenticated
// with a secret of the event's keys, its table and pieces alike, and one that these keys did not make is as good as
// none.
//
// What all papers depend on (the program, event.toml, templates, fonts, pictures, options) is one more hash: with
// another one the record is as good as none, and so it is when it is torn, or written by another program. An entry
// whose file was touched since, by its size or its times, is not used.
//
// The record holds names and codes of people. Forget removes it; a lost record costs one run its time.
package drawn

import (
	"bytes"
	"compress/flate"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/fault"
	"lanyard/internal/base/pack"
	"lanyard/internal/paper/layout"
)

// recordFile is the name of the record in the event's folder, and partFile that of one being written.
const (
	recordFile = ".lanyard.drawn"
	partFile   = ".lanyard.drawn.part"
)

// head is the beginning of a record; another form of it gets another number.
const head = "lanyard drawn 3\n"

// footSize is the size of its end: place and size of the table, and its HMAC-SHA-256.
const footSize = 8 + 8 + sha256.Size

// Limits of what is read back: the record of 100,000 people has a table of 20 MB and entries of 100 kB.
const (
	maxTable = 1 << 29 // bytes
	maxPiece = 1 << 26 // bytes, unpacked
)

// Key identifies everything that something is made of.
type Key [sha256.Size]byte

// Secret authenticates a record: who does not have it makes none that is read.
type Secret [sha256.Size]byte

// AppendFields appends fields so that equal bytes mean equal fields.
func AppendFields(b []byte, fields layout.Fields) []byte {
	b = pack.AppendInt(b, len(fields))
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		v := fields[name]
		for _, text := range [...]string{name, v.Text, v.Lang, v.Plain, v.Link} {
			b = pack.Append(b, text)
		}
		b = pack.AppendInt(pack.AppendBool(b, v.Number), len(v.Items))
		for _, item := range v.Items {
			b = pack.Append(b, item)
		}
		b = pack.AppendInt(b, len(v.In))
		for _, lang := range slices.Sorted(maps.Keys(v.In)) {
			b = pack.Append(pack.Append(b, lang), v.In[lang])
		}
	}
	return b
}

// Paper is a paper in a file of its own.
type Paper struct {
	File    bundle.Written
	Picture bundle.Written // of its page; without a name: none was made
	About   []byte         // what was found out while it was laid out
}

// Piece is a piece of a file of many.
type Piece struct {
	Packed []byte  // what Pack has made of its data
	File   string  // that its operators are in
	Places []int64 // where they begin there, page by page
}

// piece is where a piece is in the record.
type piece struct {
	at, size int64
	sum      Key // SHA-256 of its bytes in the record
	Piece        // without Packed
}

// Past is what the last run has drawn. The zero value is of no run. It is safe for concurrent use.
type Past struct {
	file   *os.File
	since  time.Time // files that changed later were touched
	papers map[Key]Paper
	pieces map[Key]piece
	files  map[string]bundle.Written // those that hold pieces
}

// Open returns what the last run over the event in dir has drawn, if everything that all papers depend on was the same
// and the record was made with the secret. It returns the zero value otherwise, and when there is no record that can be
// read.
func Open(dir string, common Key, secret Secret) *Past {
	p := &Past{}
	name := filepath.Join(dir, recordFile)
	info, err := os.Lstat(name)
	if err != nil || !info.Mode().IsRegular() {
		return p
	}
	file, err := os.Open(name)
	if err != nil {
		return p
	}
	if err := p.read(file, info, common, secret); err != nil {
		file.Close()
		return &Past{}
	}
	p.file = file
	return p
}

// Close closes the record.
func (p *Past) Close() error {
	if p.file == nil {
		return nil
	}
	return p.file.Close()
}

var errDamaged = errors.New("the record of what was drawn is damaged, or of another run")

// read reads the table of a record.
func (p *Past) read(file *os.File, info fs.FileInfo, common Key, secret Secret) error {
	var start [len(head)]byte
	var foot [footSize]byte
	if info.Size() < int64(len(start)+footSize) {
		return errDamaged
	}
	_, err := file.ReadAt(start[:], 0)
	_, last := file.ReadAt(foot[:], info.Size()-footSize)
	if err := errors.Join(err, last); err != nil || string(start[:]) != head {
		return errDamaged
	}
	at, size := int64(binary.BigEndian.Uint64(foot[:])), int64(binary.BigEndian.Uint64(foot[8:]))
	if at < 0 || size < 0 || size > maxTable || at+size != info.Size()-footSize {
		return errDamaged
	}
	mac := secret.mac() // before there is memory for it: anybody can write a long table
	if _, err := io.Copy(mac, io.NewSectionReader(file, at, size)); err != nil || !hmac.Equal(mac.Sum(nil), foot[16:]) {
		return errDamaged
	}
	table := make([]byte, size)
	if _, err := file.ReadAt(table, at); err != nil {
		return errDamaged
	}
	r := pack.NewReader(table)
	if key(r) != common {
		return errDamaged
	}
	p.since = time.Unix(0, int64(r.Int()))
	p.files = make(map[string]bundle.Written)
	for range r.Count() {
		w := written(r)
		p.files[w.File] = w
	}
	n := r.Count()
	p.papers = make(map[Key]Paper, n)
	for range n {
		p.papers[key(r)] = Paper{File: written(r), Picture: written(r), About: r.Bytes()}
	}
	n = r.Count()
	p.pieces = make(map[Key]piece, n)
	for range n {
		k, one := key(r), piece{at: int64(r.Int()), size: int64(r.Int()), sum: key(r), Piece: Piece{File: r.Text()}}
		for range r.Count() {
			one.Places = append(one.Places, int64(r.Int()))
		}
		p.pieces[k] = one
	}
	return r.End()
}

func (s Secret) mac() hash.Hash { return hmac.New(sha256.New, s[:]) }

func key(r *pack.Reader) (k Key) {
	copy(k[:], r.Bytes())
	return k
}

func written(r *pack.Reader) bundle.Written {
	w := bundle.Written{File: r.Text(), Size: int64(r.Int())}
	copy(w.Sum[:], r.Bytes())
	return w
}

func appendWritten(b []byte, w bundle.Written) []byte {
	return pack.Append(pack.AppendInt(pack.Append(b, w.File), int(w.Size)), w.Sum[:])
}

// Paper returns the paper under a key whose file, and picture if it has one, lie in out as the last run left them.
func (p *Past) Paper(k Key, out *bundle.Dir) (Paper, bool) {
	one, ok := p.papers[k]
	if !ok || !out.Keeps(one.File, p.since) || one.Picture.File != "" && !out.Keeps(one.Picture, p.since) {
		return Paper{}, false
	}
	return one, true
}

// Files calls yield with each file that holds pieces and lies in out as the last run left it.
func (p *Past) Files(out *bundle.Dir, yield func(bundle.Written)) {
	for _, w := range p.files {
		if out.Keeps(w, p.since) {
			yield(w)
		}
	}
}

// Piece returns the piece under a key, and its data.
func (p *Past) Piece(k Key) (found Piece, data []byte, ok bool) {
	one, ok := p.pieces[k]
	if !ok || one.size < 0 || one.size > maxPiece {
		return found, nil, false
	}
	found = one.Piece
	found.Packed = make([]byte, one.size)
	if _, err := p.file.ReadAt(found.Packed, one.at); err != nil || sha256.Sum256(found.Packed) != one.sum {
		return found, nil, false
	}
	data, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(found.Packed)), maxPiece))
	return found, data, err == nil
}

// Next is the record of a run while it draws. It is for one goroutine at a time, but for Pack.
type Next struct {
	dir    string
	common Key
	secret Secret
	file   *os.File
	at     int64
	err    error // the first one; nothing is written after it
	papers []byte
	pieces []byte
	files  []byte
	counts [3]int // of files, papers and pieces
}

// Create begins the record of a run over the event in dir. Keep or Drop must be called once.
func Create(dir string, common Key, secret Secret) (*Next, error) {
	name := filepath.Join(dir, partFile)
	if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) { // of a run that was killed
		return nil, inTheWay(err)
	}
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600) // follows no link
	if err != nil {
		return nil, inTheWay(err)
	}
	n := &Next{dir: dir, common: common, secret: secret, file: file}
	n.write([]byte(head))
	return n, nil
}

// inTheWay is the fault of a folder in which the record cannot be written, as when somebody's folder has its name.
func inTheWay(err error) error {
	return fault.New(fmt.Sprintf("recording what was drawn: %v", err),
		"remove "+recordFile+" and "+partFile+" from the event's folder: nothing is lost, and everything is drawn once more")
}

func (n *Next) write(b []byte) {
	if n.err == nil {
		_, n.err = n.file.Write(b)
	}
	n.at += int64(len(b))
}

// Paper records a paper in a file of its own.
func (n *Next) Paper(k Key, p Paper) {
	n.counts[1]++
	b := pack.Append(n.papers, k[:])
	n.papers = pack.Append(appendWritten(appendWritten(b, p.File), p.Picture), p.About)
}

// packers compress pieces; making one takes longer than using it.
var packers = sync.Pool{New: func() any {
	w, err := flate.NewWriter(nil, flate.BestSpeed)
	if err != nil {
		panic("internal error: " + err.Error())
	}
	return w
}}

// Pack compresses the data of a piece, for Piece. Any number of workers may call it at once.
func Pack(data []byte) []byte {
	var b bytes.Buffer
	w := packers.Get().(*flate.Writer)
	defer packers.Put(w)
	w.Reset(&b)
	if _, err := w.Write(data); err != nil {
		panic("internal error: " + err.Error()) // a buffer takes everything
	}
	if err := w.Close(); err != nil {
		panic("internal error: " + err.Error())
	}
	return b.Bytes()
}

// Piece records a piece.
func (n *Next) Piece(k Key, p Piece) {
	n.counts[2]++
	b := pack.AppendInt(pack.Append(n.pieces, k[:]), int(n.at))
	sum := sha256.Sum256(p.Packed)
	b = pack.Append(pack.Append(pack.AppendInt(b, len(p.Packed)), sum[:]), p.File)
	b = pack.AppendInt(b, len(p.Places))
	for _, at := range p.Places {
		b = pack.AppendInt(b, int(at))
	}
	n.pieces = b
	n.write(p.Packed)
}

// File records a file that holds pieces.
func (n *Next) File(w bundle.Written) {
	n.counts[0]++
	n.files = appendWritten(n.files, w)
}

// Keep ends the record and gives it its name, after all files that it is about have theirs. It does not wait for the
// disk: one that a power cut has torn is as good as none.
func (n *Next) Keep() error {
	n.write([]byte{0}) // so that the file system says what time it is
	info, err := n.file.Stat()
	if err != nil {
		return errors.Join(fmt.Errorf("recording what was drawn: %w", err), n.Drop())
	}
	table := pack.AppendInt(pack.Append(nil, n.common[:]), int(info.ModTime().UnixNano()))
	for i, part := range [...][]byte{n.files, n.papers, n.pieces} {
		table = append(pack.AppendInt(table, n.counts[i]), part...)
	}
	mac := n.secret.mac()
	mac.Write(table)
	at := n.at
	n.write(table)
	foot := binary.BigEndian.AppendUint64(nil, uint64(at))
	n.write(mac.Sum(binary.BigEndian.AppendUint64(foot, uint64(len(table)))))
	if n.err != nil {
		return errors.Join(fmt.Errorf("recording what was drawn: %w", n.err), n.Drop())
	}
	if err := n.file.Close(); err != nil {
		return fmt.Errorf("recording what was drawn: %w", err)
	}
	if err := os.Rename(filepath.Join(n.dir, partFile), filepath.Join(n.dir, recordFile)); err != nil {
		return inTheWay(err)
	}
	return nil
}

// Drop ends a run without a record.
func (n *Next) Drop() error {
	return errors.Join(n.file.Close(), os.Remove(filepath.Join(n.dir, partFile)))
}

// Forget removes the record of the event in dir, and that of a run that was killed: they hold names and codes.
func Forget(dir string) error {
	for _, name := range [...]string{recordFile, partFile} {
		if err := os.Remove(filepath.Join(dir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("removing what was drawn: %w", err)
		}
	}
	return nil
}
