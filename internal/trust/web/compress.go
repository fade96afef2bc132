package web

import (
	"bytes"
	"context"
	"strings"
	"sync"

	"lanyard/internal/trust/delivery"
)

// plain is the page without a brand, as most sites have it, woven once.
var plain = sync.OnceValue(func() (p struct {
	style  []byte
	folder string            // of the parts
	parts  map[string][]byte // by name within the folder
}) {
	files := pageFiles()
	p.style = files[styleFile]
	p.folder, p.parts = pageParts(files)
	return p
})

// fairLevel is the level of brotli for languages, of which a visit loads one, and for what is made anew with each site.
// The best one would take a second for all.
const fairLevel = 7

// packedPlain returns for each part of plain what gives it in each coding. Compressing what every visit loads takes a
// second, so each part is compressed once.
var packedPlain = sync.OnceValue(func() map[string]func() delivery.Forms {
	packed := make(map[string]func() delivery.Forms)
	for name, data := range plain().parts {
		level := delivery.BestLevel
		if strings.HasPrefix(name, langFolder) {
			level = fairLevel
		}
		packed[name] = sync.OnceValue(func() delivery.Forms { return delivery.Pack(data, level) })
	}
	return packed
})

// dressedParts is pageParts for the embedded page in a brand. A brand changes only the style and the logo.
func dressedParts(files map[string][]byte) (folder string, all map[string][]byte) {
	if p := plain(); files[logoFile] == nil && bytes.Equal(files[styleFile], p.style) {
		return p.folder, p.parts
	}
	return pageParts(files)
}

// addPacked adds each file that compression makes smaller again in each coding, under
// its name and the suffix of the coding, for hosts that serve such files. It fails
// only when ctx ends.
func addPacked(ctx context.Context, site map[string][]byte, folder string) error {
	add := func(name string, forms delivery.Forms) {
		for n, data := range forms {
			if data != nil {
				site[name+delivery.Codings[n].Suffix] = data
			}
		}
	}
	for name, pack := range packedPlain() {
		if err := ctx.Err(); err != nil {
			return err
		}
		if name == styleFile && !bytes.Equal(site[folder+name], plain().style) {
			add(folder+name, delivery.Pack(site[folder+name], delivery.BestLevel))
			continue
		}
		add(folder+name, pack())
	}
	add(indexFile, delivery.Pack(site[indexFile], fairLevel))
	add(workerFile, delivery.Pack(site[workerFile], fairLevel))
	add(archiveFile, delivery.Pack(site[archiveFile], delivery.FastLevel)) // half a megabyte, which no visit loads
	return nil
}
