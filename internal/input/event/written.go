package event

import (
	"lanyard/internal/base/geom"
	"lanyard/internal/base/locale"
	"lanyard/internal/base/source"
	"lanyard/internal/input/issuer"
)

// written is the decoded file. The package comment documents its keys.
type written struct {
	ID           string                     `toml:"id"`
	Title        source.Texts               `toml:"title"`
	Place        source.Texts               `toml:"place"`
	Languages    []string                   `toml:"languages"`
	Start        locale.Date                `toml:"start"`
	End          locale.Date                `toml:"end"`
	Expires      locale.Date                `toml:"expires"`
	Issuer       issuer.Table               `toml:"issuer"`
	Calendars    map[string]locale.Calendar `toml:"calendars"`
	Attendees    writtenAttendees           `toml:"attendees"`
	Roles        map[string]writtenRole     `toml:"roles"`
	Access       map[string]writtenRole     `toml:"access"`
	Badges       *writtenBadges             `toml:"badges"`
	Sheets       map[string]writtenSheet    `toml:"sheets"`
	Printers     map[string]writtenPrinter  `toml:"printers"`
	Certificates *writtenCertificates       `toml:"certificates"`
	Fonts        []writtenFont              `toml:"fonts"`
	Names        writtenNames               `toml:"names"`
	Pictures     map[string]string          `toml:"pictures"`
	Text         map[string]source.Texts    `toml:"text"`
	Phrases      map[string]source.Texts    `toml:"phrases"`
	Facts        map[string]writtenFact     `toml:"facts"`
	Timezone     string                     `toml:"timezone"`
	Press        string                     `toml:"press"`
	Verify       writtenVerify              `toml:"verify"`
	Look         writtenLook                `toml:"look"`
}

// writtenVerify says how papers are verified.
type writtenVerify struct {
	Numbers bool `toml:"numbers"`
}

type writtenAttendees struct {
	File     string            `toml:"file"`
	Encoding string            `toml:"encoding"`
	Sheet    string            `toml:"sheet"`
	Name     string            `toml:"name"`
	Columns  map[string]string `toml:"columns"`
	Also     []writtenAlso     `toml:"also"`
}

type writtenAlso struct {
	File     string            `toml:"file"`
	Encoding string            `toml:"encoding"`
	Sheet    string            `toml:"sheet"`
	Attended bool              `toml:"attended"`
	Columns  map[string]string `toml:"columns"`
}

type writtenRole struct {
	Label   source.Texts `toml:"label"`
	Colour  string       `toml:"colour"`
	Aliases []string     `toml:"aliases"`
}

type writtenBadges struct {
	Template     string            `toml:"template"`
	Templates    map[string]string `toml:"templates"`
	Back         string            `toml:"back"`
	Size         string            `toml:"size"`
	Sheet        string            `toml:"sheet"`
	Columns      *int              `toml:"columns"`
	Rows         *int              `toml:"rows"`
	Gutter       *length           `toml:"gutter"`
	CropMarks    bool              `toml:"crop_marks"`
	Registration bool              `toml:"registration"`
	Outlines     bool              `toml:"outlines"`
	Fold         string            `toml:"fold"`
	Flip         string            `toml:"flip"`
	Order        string            `toml:"order"`
	Copies       int               `toml:"copies"`
	Collate      bool              `toml:"collate"`
	Sort         string            `toml:"sort"`
	Group        string            `toml:"group"`
	Separator    string            `toml:"separator"`
	Files        string            `toml:"files"`
	Code         string            `toml:"code"`
	Printer      string            `toml:"printer"`
	Where        string            `toml:"where"`
	Facts        []string          `toml:"facts"`
}

type writtenSheet struct {
	Size    []length `toml:"size"`
	Cell    []length `toml:"cell"`
	Margins []length `toml:"margins"`
	Pitch   []length `toml:"pitch"`
	Columns *int     `toml:"columns"`
	Rows    *int     `toml:"rows"`
	Radius  length   `toml:"radius"`
}

type writtenPrinter struct {
	Front []length `toml:"front"`
	Back  []length `toml:"back"`
}

// length is a length with its unit: "85.6mm".
type length geom.Length

// UnmarshalText reads what geom.ParseLength reads.
func (l *length) UnmarshalText(text []byte) error {
	v, err := geom.ParseLength(string(text))
	*l = length(v)
	return err
}

type writtenCertificates struct {
	Template    string             `toml:"template"`
	Templates   map[string]string  `toml:"templates"`
	Size        string             `toml:"size"`
	Files       string             `toml:"files"`
	Archive     string             `toml:"archive"`
	Code        string             `toml:"code"`
	Where       string             `toml:"where"`
	Facts       []string           `toml:"facts"`
	Signatories []writtenSignatory `toml:"signatories"`
}

type writtenSignatory struct {
	Name    source.Texts `toml:"name"`
	Title   source.Texts `toml:"title"`
	Picture string       `toml:"picture"`
}

type writtenFact struct {
	Label source.Texts `toml:"label"`
	Unit  source.Texts `toml:"unit"`
	Key   int          `toml:"key"`
}

type writtenNames struct {
	Nastaliq []string `toml:"nastaliq"`
}

type writtenFont struct {
	Family string `toml:"family"`
	File   string `toml:"file"`
	Bold   string `toml:"bold"`
}

// setDefaults sets defaults before decoding. Three defaults depend on the file and are set later: id, languages and
// end.
func (w *written) setDefaults(d *source.Document) {
	w.Attendees.File = "attendees.csv"
	w.Verify.Numbers = true
	both := !d.Has("badges") && !d.Has("certificates")
	if both || d.Has("badges") {
		w.Badges = &writtenBadges{Template: "classic", Sheet: "A4", CropMarks: true, Fold: "none", Flip: "long",
			Order:  "rows",
			Copies: 1, Collate: true, Sort: "family", Group: "none", Separator: "cell", Files: "one", Code: CodeToken}
	}
	if both || d.Has("certificates") {
		w.Certificates = &writtenCertificates{Template: "formal", Files: "{{id}}-{{name}}", Archive: Archive2U, Code: CodeToken}
	}
}
