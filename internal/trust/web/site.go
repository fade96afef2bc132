// Package web makes the page on which anyone can verify certificates: static
// files for any file host, and one file for archives that needs no host at all.
//
// The page is in the folder page: modules without a framework, which judge as
// credential.Judge does. The tests run both on the same vectors.
package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"lanyard/internal/base/geom"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/delivery"
)

//go:embed page/*.html page/*.css page/*.js page/*.svg page/*.txt page/lang/*.js page/qr/*.js
var page embed.FS

// Published is everything that an issuer publishes.
type Published struct {
	Issuer     []byte            // the signed issuer document
	Lists      map[string][]byte // the signed status list at /s/NAME, by NAME
	Badges     map[string][]byte // the signed status lists of Open Badges, by their names in the site: b/NAME.json
	Records    map[string][]byte // the bucket files of records at /r/NAME, by NAME; nil: none
	AllowLists [][]byte          // the files that the issuer document names, in any order
	Brand      Brand             // how the page looks
}

// Names of files that are used in more than one place.
const (
	indexFile   = delivery.IndexFile
	workerFile  = delivery.WorkerFile
	readerFile  = delivery.ReaderFile
	issuerFile  = delivery.IssuerFile
	archiveFile = delivery.ArchiveFile
	listFolder  = delivery.ListFolder

	recordFolder = delivery.RecordFolder
)

// Site returns the verification site as name -> content; names have slashes,
// but no leading one. Equal arguments give equal bytes. Site refuses what a
// verifier would refuse or miss: a list that does not open or is not at its own
// address, and a missing list or allow-list that the issuer document names. When
// ctx ends first, so does Site, with its error.
func Site(ctx context.Context, p Published) (map[string][]byte, error) {
	site, folder, err := unpacked(p)
	if err != nil {
		return nil, err
	}
	if err := addPacked(ctx, site, folder); err != nil {
		return nil, err
	}
	return site, nil
}

// Unpacked is Site without the compressed forms of files, which take most of the time.
func Unpacked(p Published) (map[string][]byte, error) {
	site, _, err := unpacked(p)
	return site, err
}

// unpacked also returns the folder of the page's parts.
func unpacked(p Published) (site map[string][]byte, folder string, err error) {
	issuer, err := credential.OpenIssuer(p.Issuer, credential.Thumbprint{})
	if err != nil {
		return nil, "", fmt.Errorf("building site: %w", err)
	}
	live := map[string][]byte{issuerFile: p.Issuer}
	if err := addLists(live, issuer, p.Lists); err != nil {
		return nil, "", fmt.Errorf("building site: %w", err)
	}
	source := pageFiles()
	look, err := newLook(p.Brand, string(source[styleFile]))
	if err != nil {
		return nil, "", fmt.Errorf("building site: %w", err)
	}
	look.dress(source)
	folder, page := dressedParts(source)
	site = map[string][]byte{"robots.txt": source["robots.txt"]}
	for name, data := range page {
		site[folder+name] = data
	}
	if err := addAllowLists(live, site, issuer, p.AllowLists); err != nil {
		return nil, "", fmt.Errorf("building site: %w", err)
	}
	site[archiveFile] = archive(source, orderAll(source, mainFile), live, look.inlined())
	site[indexFile] = index(source[indexFile], folder, look.about(source, issuer, folder))
	site[workerFile] = worker(source[workerFile], site[indexFile], folder, len(look.Logo) > 0)
	maps.Copy(site, live)
	maps.Copy(site, p.Badges)
	if err := addRecords(site, issuer, p.Records); err != nil {
		return nil, "", fmt.Errorf("building site: %w", err)
	}
	site[".well-known/jwks.json"] = issuer.JWKS()
	site[didFile(issuer)] = issuer.DIDDocument()
	site["_headers"] = delivery.HeadersFile()
	return site, folder, nil
}

// didFile returns where did:web looks for the document: under .well-known for a host,
// in the folder for a path (did:web Method, 3.2).
func didFile(issuer *credential.Issuer) string {
	if strings.Contains(issuer.Host, "/") {
		return delivery.DIDFile
	}
	return ".well-known/did.json"
}

// pageFiles returns the embedded files as they are.
func pageFiles() map[string][]byte {
	files := make(map[string][]byte)
	err := fs.WalkDir(page, "page", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := page.ReadFile(path)
		if filled := strings.HasSuffix(path, ".css") || strings.HasSuffix(path, ".svg"); filled {
			data = bytes.ReplaceAll(data, []byte("@navy@"), []byte(geom.Navy))
		}
		files[strings.TrimPrefix(path, "page/")] = data
		return err
	})
	if err != nil {
		panic("internal error: reading embedded page: " + err.Error())
	}
	return files
}

// addLists puts the lists into live and checks that none is missing.
func addLists(live map[string][]byte, issuer *credential.Issuer, lists map[string][]byte) error {
	given := make(map[string]bool)
	for _, n := range slices.Sorted(maps.Keys(lists)) {
		list, err := credential.OpenStatusList(lists[n], issuer)
		if err != nil {
			return fmt.Errorf("status list %s: %w", n, err)
		}
		name := listFolder + n
		if path, ours := issuer.PathOf(list.URI); !ours || path != "/"+name || !fs.ValidPath(name) {
			return fmt.Errorf("status list %s: its address is %s", n, list.URI)
		}
		live[name], given[list.URI] = lists[n], true
	}
	for _, uri := range issuer.StatusLists {
		if _, ours := issuer.PathOf(uri); ours && !given[uri] {
			return fmt.Errorf("status list %s: named by the issuer document and missing", uri)
		}
	}
	return nil
}

// addRecords adds the bucket files, all of them or none: an archive would be too large with them.
func addRecords(site map[string][]byte, issuer *credential.Issuer, records map[string][]byte) error {
	if len(records) > 0 && len(records) != int(issuer.Buckets) {
		return fmt.Errorf("%d files of records, and the issuer document names %d", len(records), issuer.Buckets)
	}
	for _, name := range slices.Sorted(maps.Keys(records)) {
		if err := issuer.CheckBucket(name, records[name]); err != nil {
			return fmt.Errorf("records %s: %w", name, err)
		}
		site[recordFolder+name] = records[name]
	}
	return nil
}

// addAllowLists puts each allow-list into live, under the name that the issuer
// document gives it.
func addAllowLists(live, site map[string][]byte, issuer *credential.Issuer, lists [][]byte) error {
	byHash := make(map[[sha256.Size]byte][]byte)
	for _, data := range lists {
		if err := issuer.AddAllowList(data); err != nil {
			return err
		}
		byHash[sha256.Sum256(data)] = data
	}
	for _, key := range issuer.Keys {
		if key.AllowList.Path == "" {
			continue
		}
		name := strings.TrimPrefix(key.AllowList.Path, "/")
		data, ok := byHash[key.AllowList.Hash]
		switch {
		case !ok:
			return fmt.Errorf("allow-list %s: named by the issuer document and missing", key.AllowList.Path)
		case !fs.ValidPath(name) || strings.ContainsAny(name, "?%:*") || strings.HasPrefix(name, ".") ||
			site[name] != nil || name == archiveFile || name == "_headers" || live[name] != nil &&
			string(live[name]) != string(data):
			return fmt.Errorf("allow-list %s: not a path that a file can have here", key.AllowList.Path)
		}
		live[name] = data
	}
	return nil
}

// index returns the page with its policy, the folder of its parts, and what it says about itself.
func index(html []byte, folder, about string) []byte {
	text := fillIn(string(html), "@policy@", delivery.DocumentPolicy)
	text = fillIn(text, "<!-- about -->\n", about)
	text = strings.ReplaceAll(text, "@parts@", folder)
	text = fillIn(text, "<!-- modules -->", `<script type="module" src="`+folder+mainFile+`"></script>`)
	return []byte(fillIn(text, "<!-- archive -->\n", ""))
}

// worker returns the service worker. Its version changes with every byte of the page:
// the folder is named after what is in it.
func worker(source, index []byte, folder string, logo bool) []byte {
	hash := sha256.Sum256(index)
	text := fillIn(withoutComments(string(source)), `"@version@"`, quoted(hex.EncodeToString(hash[:8])))
	if logo {
		text = fillIn(text, `"icon.svg"];`, `"icon.svg", `+quoted(logoFile)+`];`)
	}
	return []byte(fillIn(text, `"@parts@"`, quoted(folder)))
}

// quoted returns v as JSON, which is JavaScript.
func quoted(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		panic("internal error: " + err.Error())
	}
	return string(data)
}

// fillIn replaces a placeholder that must occur exactly once in an embedded
// file.
func fillIn(text, place, with string) string {
	if strings.Count(text, place) != 1 {
		panic("internal error: the embedded page does not hold " + place + " once")
	}
	return strings.Replace(text, place, with, 1)
}
