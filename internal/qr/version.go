package qr

import (
	"fmt"
	"strings"

	qrcode "github.com/skip2/go-qrcode"

	"lanyard/internal/geom"
)

// MinSideOf returns the side of the smallest box, quiet zone included, in which
// the symbol that Encode makes of payload has modules at least as large as
// module. The errors are those of Encode. It draws nothing, and so takes about a
// hundredth of the time: lists are checked with it.
func MinSideOf(payload string, level Level, module geom.Length) (geom.Length, error) {
	if payload == "" || strings.ContainsFunc(payload, func(r rune) bool { return r < ' ' || r > '~' }) {
		return 0, fmt.Errorf("encoding QR code: %q is not printable ASCII", payload)
	}
	code, err := qrcode.New(payload, guest[level]) // chooses the version; Bitmap is what takes its time
	if err != nil || code.VersionNumber > maxVersion {
		return 0, fmt.Errorf("encoding QR code: %w", tooLong(payload))
	}
	s := Symbol{Modules: 17 + 4*code.VersionNumber}
	return s.MinSide(module), nil
}
