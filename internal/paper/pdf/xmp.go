package pdf

import (
	"sync"

	"lanyard/internal/paper/deflate"
	"lanyard/internal/paper/metadata"
)

// packets caches the parts of XMP packets around the title, which files for one person each have in common: compressing
// a whole packet takes a twentieth of the time of such a file. Whether a packet is in the cache changes no byte.
var packets struct {
	sync.Mutex
	known map[string]packet // by the bytes of both parts
}

// packet is what precedes and follows the title.
type packet struct{ before, after deflate.Part }

// maxPackets limits the cache to some 400 kB: events have a few languages, and papers a few days of issue.
const maxPackets = 64

// xmp returns the XMP packet of a document, compressed. The title is stored.
func xmp(d metadata.Document, c metadata.Claims) []byte {
	before, title, after := d.XMP(c)
	key := append(append(before[:len(before):len(before)], 0), after...) // XML has no zeros
	packets.Lock()
	p, ok := packets.known[string(key)]
	packets.Unlock()
	if !ok {
		p = packet{deflate.NewPart(before), deflate.NewPart(after)}
		packets.Lock()
		if packets.known == nil || len(packets.known) >= maxPackets {
			packets.known = map[string]packet{}
		}
		packets.known[string(key)] = p
		packets.Unlock()
	}
	return deflate.Joined(p.before, deflate.Stored(title), p.after)
}
