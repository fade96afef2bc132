package folder

import (
	"fmt"

	"lanyard/internal/base/source"
)

// nearly is the percentage of a limit at which a warning is given: early enough to act before thirty more people
// register.
const nearly = 80

// nears warns, at p, of a value close to its limit. The format takes both numbers.
func (w *Work) nears(p source.Problem, format string, has, most int64, hint string) {
	if has*100 < most*nearly {
		return
	}
	p.Severity, p.Code, p.Message, p.Hint = source.Warning, "limit-near", fmt.Sprintf(format, has, most), hint
	w.problems.Add(p)
}
