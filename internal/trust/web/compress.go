package web

import (
	"strings"
	"sync"

	"lanyard/internal/trust/delivery"
)

// packedPage holds the page's own parts in each coding, by name within the folder. The
// style is not among them: a brand changes it. Compressing what every visit loads takes a second, so it is done once;
// languages and what changes have the fast level.
var packedPage = sync.OnceValue(func() map[string]delivery.Forms {
	_, all := pageParts(pageFiles())
	packed := make(map[string]delivery.Forms)
	for name, data := range all {
		if name == styleFile {
			continue
		}
		level := delivery.BestLevel
		if strings.HasPrefix(name, langFolder) {
			level = delivery.FastLevel
		}
		packed[name] = delivery.Pack(data, level)
	}
	return packed
})

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
	for name, forms := range packedPage() {
		add(folder+name, forms)
	}
	add(folder+styleFile, delivery.Pack(site[folder+styleFile], delivery.BestLevel))
	for _, name := range []string{indexFile, workerFile, archiveFile} {
		add(name, delivery.Pack(site[name], delivery.FastLevel))
	}
}
