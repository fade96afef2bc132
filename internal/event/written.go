package event

import (
	"lanyard/internal/locale"
	"lanyard/internal/source"
)

// written is the file as it is written. The manual of its keys is the comment
// of the package.
type written struct {
	ID           string                     `toml:"id"`
	Title        source.Texts               `toml:"title"`
	Place        source.Texts               `toml:"place"`
	Languages    []string                   `toml:"languages"`
	Start        locale.Date                `toml:"start"`
	End          locale.Date                `toml:"end"`
	Expires      locale.Date                `toml:"expires"`
	Issuer       writtenIssuer              `toml:"issuer"`
	Calendars    map[string]locale.Calendar `toml:"calendars"`
	Attendees    writtenAttendees           `toml:"attendees"`
	Roles        map[string]writtenRole     `toml:"roles"`
	Access       map[string]writtenRole     `toml:"access"`
	Badges       *writtenBadges             `toml:"badges"`
	Certificates *writtenCertificates       `toml:"certificates"`
	Fonts        []writtenFont              `toml:"fonts"`
	Pictures     map[string]string          `toml:"pictures"`
	Text         map[string]source.Texts    `toml:"text"`
}

type writtenIssuer struct {
	Name   source.Texts `toml:"name"`
	Verify string       `toml:"verify"`
}

type writtenAttendees struct {
	File     string            `toml:"file"`
	Encoding string            `toml:"encoding"`
	Sheet    string            `toml:"sheet"`
	Columns  map[string]string `toml:"columns"`
}

type writtenRole struct {
	Label   source.Texts `toml:"label"`
	Colour  string       `toml:"colour"`
	Aliases []string     `toml:"aliases"`
}

type writtenBadges struct {
	Template  string `toml:"template"`
	Sheet     string `toml:"sheet"`
	Columns   *int   `toml:"columns"`
	Rows      *int   `toml:"rows"`
	CropMarks bool   `toml:"crop_marks"`
	Sort      string `toml:"sort"`
}

type writtenCertificates struct {
	Template    string             `toml:"template"`
	Signatories []writtenSignatory `toml:"signatories"`
}

type writtenSignatory struct {
	Name    source.Texts `toml:"name"`
	Title   source.Texts `toml:"title"`
	Picture string       `toml:"picture"`
}

type writtenFont struct {
	Family string `toml:"family"`
	File   string `toml:"file"`
	Bold   string `toml:"bold"`
}

// setDefaults fills in what the file need not say, before it is read. Three
// defaults follow from what it says and are set after: id, languages and end.
func (w *written) setDefaults(d *source.Document) {
	w.Attendees.File = "attendees.csv"
	both := !d.Has("badges") && !d.Has("certificates")
	if both || d.Has("badges") {
		w.Badges = &writtenBadges{Template: "classic", Sheet: "A4", CropMarks: true, Sort: "family"}
	}
	if both || d.Has("certificates") {
		w.Certificates = &writtenCertificates{Template: "formal"}
	}
}
