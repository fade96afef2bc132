package intake

import "lanyard/internal/base/fault"

func (d *draft) fromSVG(s Source) error { return fault.New("no", "no") }
