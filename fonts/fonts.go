// Package fonts embeds the font files of this folder.
package fonts

import "embed"

// FS holds the files as Family/Family-Weight.ttf, each with its licence beside
// it as Family/OFL.txt.
//
//go:embed */*.ttf */OFL.txt
var FS embed.FS
