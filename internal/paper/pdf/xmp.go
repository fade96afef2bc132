package pdf

import (
	"sync"
	"time"

	"lanyard/internal/paper/deflate"
	"lanyard/internal/paper/metadata"
)

// packets caches the parts of XMP packets around the title, which files for one person each have in common: making and
// compressing whole packets takes a twentieth of the time of such a file. Whether a packet is in the cache changes no
// byte.
var packets struct {
	sync.Mutex
	known map[packetKey]packet
}

// packetKey is everything in a packet except the title.
type packetKey struct {
	document metadata.Document // without title and date
	seconds  int64             // of the date
	titled   bool
	claims   metadata.Claims
}

// packet is what precedes and follows the title.
type packet struct{ before, after deflate.Part }

// maxPackets limits the cache to some 200 kB: events have a few languages, and papers a few days of issue.
const maxPackets = 64

// xmp returns the XMP packet of a document, compressed. The title is stored.
func xmp(d metadata.Document, c metadata.Claims) []byte {
	key := packetKey{document: d, seconds: d.Date.Unix(), titled: d.Title != "", claims: c}
	key.document.Title, key.document.Date = "", time.Time{}
	packets.Lock()
	p, ok := packets.known[key]
	packets.Unlock()
	if !ok {
		before, after := d.XMP(c)
		p = packet{deflate.NewPart(before), deflate.NewPart(after)}
		packets.Lock()
		if packets.known == nil || len(packets.known) >= maxPackets {
			packets.known = map[packetKey]packet{}
		}
		packets.known[key] = p
		packets.Unlock()
	}
	return deflate.Joined(p.before, deflate.Stored(d.XMPTitle()), p.after)
}
