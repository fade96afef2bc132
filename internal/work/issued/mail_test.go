package issued

import (
	"path/filepath"
	"testing"

	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/maillog"
)

// Letters have the names of the ledger, those that came back stand before those that arrived, and forgetting a person
// takes out what was recorded of theirs.
func TestMail(t *testing.T) {
	e := newEvent(t)
	e.print(t)
	log, err := maillog.Open(filepath.Join(e.Dir, maillog.File), e.Now)
	if err != nil {
		t.Fatal(err)
	}
	for name, state := range map[string]maillog.State{"Ana": maillog.Accepted, "Bob": maillog.Bounced} {
		n, err := credential.ParseNumber(e.papers(t, name, false).Rows[0].Number)
		if err == nil {
			err = log.Plan([]maillog.Letter{{Number: n, Message: name + "@letters"}})
		}
		for _, s := range []maillog.State{maillog.Handed, maillog.Accepted, state} {
			if err == nil && s > 0 {
				err = log.Record(n, maillog.Step{State: s})
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := log.Close(); err != nil {
		t.Fatal(err)
	}
	m, err := e.Mail(t.Context())
	if err != nil || m.Total != 2 || m.Counts["bounced"] != 1 || m.Rows[0].Name != "Bob Hale" || m.Rows[1].Name != "Ana Pop" {
		t.Errorf("%+v %v", m, err)
	}
	done, err := e.Forget(t.Context(), Whom{What: "2"}, 1)
	if err != nil || done.Letters != 1 {
		t.Errorf("%+v %v", done, err)
	}
	if m, err := e.Mail(t.Context()); err != nil || m.Total != 1 || m.Rows[0].Name != "Ana Pop" {
		t.Errorf("%+v %v", m, err)
	}
}
