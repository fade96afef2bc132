package registry

import (
	"fmt"
	"time"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/program"
	"lanyard/internal/trust/publish"
)

// # The clock
//
// What is signed on a day that has not come yet cannot be called back: verifiers
// keep the newest status list that they have seen, and a paper bears its day for
// ever. So a clock that looks wrong is asked about before anything is signed. It
// looks wrong
//
//   - when it is behind the last change (clockSlack): what is signed now would be
//     older than what verifiers have seen;
//   - when it is years past the day on which this program was built (lateBuild);
//   - when it is nearly a year or more past whatever was signed here last: the
//     head of the ledger or a list of the site (longSilence).
//
// An event is remade and corrected months after it took place, and a site is
// published every month, so days and months mean nothing. A mistyped year is what
// people get wrong, and what a clock without a battery does. So the question comes
// when a folder has rested for a year, and then not again for a year.
const (
	// clockSlack is how far the clock may be behind the time of the last change.
	clockSlack = publish.ClockSlack
	// lateBuild is how many years a program is used without a doubt.
	lateBuild = 10
	// longSilence is a little less than a year, so that no mistyped year is shorter.
	longSilence = 350 * 24 * time.Hour
)

// clock returns an error when the clock is behind the last change: what is
// signed now would be older than what verifiers have seen.
func (d *Desk) clock() error {
	if !d.now.Add(clockSlack).Before(d.signed) {
		return nil
	}
	return fault.New(fmt.Sprintf("the clock of this machine says %s, but the last change here was made at %s",
		d.now.Format(time.RFC3339), d.signed.Format(time.RFC3339)),
		"set the clock right if it is wrong, and run the same command again; "+
			"if it is right, that change was made with a clock that was ahead: lanyard ledger repair")
}

// doubt asks about a clock that is far ahead.
func (d *Desk) doubt(o Options) error {
	today := o.Now.Format(time.DateOnly)
	why := d.farAhead(o.Now)
	if o.Today != "" && o.Today != today {
		return fault.New(fmt.Sprintf("-today says %s, but the clock of this machine says %s", o.Today, today),
			"set the clock right, or give its day")
	}
	switch {
	case why == "", o.Today != "":
		return nil
	case o.Clock == nil:
		return fault.New(why, "if the clock is wrong, set it right and run the same command again; "+
			"if it is right, add to the command: -today "+today)
	case o.Clock(why):
		return nil
	}
	return fault.New("stopped on your word; nothing was signed", "set the clock right, and run the same command again")
}

// Confirm asks whether the clock is right when something here is of a day that has
// not come by it: either that was signed by a clock that was ahead, or this one is
// behind.
func (d *Desk) Confirm(o Options) error {
	if d.clock() == nil || o.Today == o.Now.Format(time.DateOnly) {
		return nil
	}
	why := fmt.Sprintf("the clock of this machine says %s, and the last change here was made at %s",
		d.now.Format(time.RFC3339), d.signed.Format(time.RFC3339))
	if o.Clock != nil && o.Clock(why) {
		return nil
	}
	return fault.New(why+": nothing was changed",
		"if the clock is wrong, set it right; if it is right, add to the command: -today "+o.Now.Format(time.DateOnly))
}

// farAhead says why the clock looks as if it was far ahead, or "".
func (d *Desk) farAhead(now time.Time) string {
	today := now.Format(time.DateOnly)
	if built := program.Built(); now.After(built.AddDate(lateBuild, 0, 0)) {
		return fmt.Sprintf("the clock of this machine says %s, more than %d years after this program was built (%s)",
			today, lateBuild, built.Format(time.DateOnly))
	}
	if d.signed.IsZero() || now.Sub(d.signed) < longSilence {
		return ""
	}
	last := d.signed
	for _, at := range d.publisher().Published(d.siteDir()) {
		if at.After(last) {
			last = at
		}
	}
	if now.Sub(last) < longSilence {
		return ""
	}
	return fmt.Sprintf("the clock of this machine says %s, %d days after anything was signed here (%s)", today,
		int(now.Sub(last)/(24*time.Hour)), last.Format(time.DateOnly))
}
