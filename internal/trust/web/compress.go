package web

import (
	"bytes"
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

// packedPlain holds the parts of plain in each coding. Compressing what every visit loads takes a second, so it is done
// once; languages, of which a visit loads one, have the fast level.
var packedPlain = sync.OnceValue(func() map[string]delivery.Forms {
	packed := make(map[string]delivery.Forms)
	for name, data := range plain().parts {
		level := delivery.BestLevel
		if strings.HasPrefix(name, langFolder) {
			level = delivery.FastLevel
		}
		packed[name] = delivery.Pack(data, level)
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
// its name and the suffix of the coding, for hosts that serve such files.
func addPacked(site map[string][]byte, folder string) {
	add := func(name string, forms delivery.Forms) {
		for n, data := range forms {
			if data != nil {
				site[name+delivery.Codings[n].Suffix] = data
			}
		}
	}
	for name, forms := range packedPlain() {
		if name == styleFile && !bytes.Equal(site[folder+name], plain().style) {
			forms = delivery.Pack(site[folder+name], delivery.BestLevel)
		}
		add(folder+name, forms)
	}
	for _, name := range []string{indexFile, workerFile, archiveFile} {
		add(name, delivery.Pack(site[name], delivery.FastLevel))
	}
}
