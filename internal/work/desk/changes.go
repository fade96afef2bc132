package desk

import (
	"lanyard/internal/base/amend"
	"lanyard/internal/input/roster"
	"lanyard/internal/work/revise"
)

// shown returns the list as the page shows it.
func (e *event) shown() revise.List {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.listed()
}

// listed is shown while e.mu is held.
func (e *event) listed() revise.List {
	return revise.List{People: e.list, Table: e.table, Columns: e.report.Columns}
}

// changed answers for a change of files: if it was made, the folder is read again.
func (e *event) changed(err error) (any, error) {
	if err == nil {
		e.load()
	}
	return nil, err
}

// amend makes an edit of event.toml, unless it could not be worked out.
func (e *event) amend(version string, edit amend.Edit, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	return e.changed(e.files.Amend(version, edit))
}

// amendIn is amend for an edit of a table that event.toml must have.
func (e *event) amendIn(table, version string, edits []amend.Edit, err error) (any, error) {
	if err == nil {
		err = e.files.HasTable(table)
	}
	if err != nil {
		return nil, err
	}
	return e.changed(e.files.Amend(version, edits...))
}

// corrected adds corrections of the list to corrections.csv, unless they could not be worked out.
func (e *event) corrected(version string, all []roster.Correction, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	return e.changed(e.files.Correct(version, all))
}

// correct changes cells of the list, leaves rows out or restores them.
func (e *event) correct(in struct {
	Version string
	Changes []revise.Cell
}) (any, error) {
	all, err := e.shown().Corrections(in.Changes)
	return e.corrected(in.Version, all, err)
}

// merge joins a row with another row of the same person.
func (e *event) merge(in struct{ Version, Row, Into string }) (any, error) {
	all, err := e.shown().Merge(in.Row, in.Into)
	return e.corrected(in.Version, all, err)
}

// column uses a column of the list for a field, or for nothing.
func (e *event) column(in struct{ Version, Field, Column string }) (any, error) {
	edit, err := e.shown().Column(in.Field, in.Column)
	return e.amend(in.Version, edit, err)
}

// alias makes a word of the list an alias of a role.
func (e *event) alias(in struct{ Version, Role, Word string }) (any, error) {
	edit, err := e.shown().Alias(in.Role, in.Word)
	return e.amend(in.Version, edit, err)
}

// role makes a role of a word of the list.
func (e *event) role(in struct{ Version, Word string }) (any, error) {
	edit, err := e.shown().Role(in.Word)
	return e.amend(in.Version, edit, err)
}

// rule sets who gets a certificate.
func (e *event) rule(in struct{ Version, Where string }) (any, error) {
	edit, err := e.shown().Rule(in.Where)
	return e.amendIn("certificates", in.Version, []amend.Edit{edit}, err)
}

// offset is how far a printer prints from the right place.
type offset struct {
	Version string
	revise.Offset
}

// offsets writes the offsets of a printer, and makes badges use it.
func (e *event) offsets(in offset) (any, error) {
	edits, err := in.Edits()
	return e.amendIn("badges", in.Version, edits, err)
}

// writeText writes event.toml as it was typed.
func (e *event) writeText(in struct{ Version, Text string }) (any, error) {
	return e.changed(e.files.Write(in.Version, in.Text))
}

// newList replaces the list with a new export. The folder is read again even if that fails: event.toml may be written
// by then.
func (e *event) newList(in struct {
	Version, Name string
	List          []byte
}) (any, error) {
	err := e.files.NewList(in.Version, in.Name, in.List)
	e.load()
	return nil, err
}
