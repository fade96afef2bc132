// Package eventfile says what event.toml may say: its keys and the words that they take, the defaults, the JSON Schema
// and the manual. Package event reads the file and checks what it says.
package eventfile

import (
	"lanyard/internal/base/geom"
	"lanyard/internal/base/locale"
	"lanyard/internal/base/source"
	"lanyard/internal/input/issuer"
)

// File is event.toml as written. Notes documents its keys; package event checks their values.
type File struct {
	ID           string                     `toml:"id"`
	Title        source.Texts               `toml:"title"`
	Place        source.Texts               `toml:"place"`
	Languages    []string                   `toml:"languages"`
	Start        locale.Date                `toml:"start"`
	End          locale.Date                `toml:"end"`
	Expires      locale.Date                `toml:"expires"`
	Issuer       issuer.Table               `toml:"issuer"`
	Calendars    map[string]locale.Calendar `toml:"calendars"`
	Attendees    Attendees                  `toml:"attendees"`
	Roles        map[string]Role            `toml:"roles"`
	Access       map[string]Role            `toml:"access"`
	Badges       *Badges                    `toml:"badges"`
	Sheets       map[string]Sheet           `toml:"sheets"`
	Printers     map[string]Printer         `toml:"printers"`
	Certificates *Certificates              `toml:"certificates"`
	Fonts        []Font                     `toml:"fonts"`
	Names        Names                      `toml:"names"`
	Pictures     map[string]string          `toml:"pictures"`
	Text         map[string]source.Texts    `toml:"text"`
	Phrases      map[string]source.Texts    `toml:"phrases"`
	Facts        map[string]Fact            `toml:"facts"`
	Timezone     string                     `toml:"timezone"`
	Press        string                     `toml:"press"`
	Verify       Verify                     `toml:"verify"`
	Look         Look                       `toml:"look"`
	Mail         *Mail                      `toml:"mail"`
}

// Verify says how papers are verified.
type Verify struct {
	Numbers bool `toml:"numbers"`
}

// Attendees is [attendees].
type Attendees struct {
	File     string            `toml:"file"`
	Encoding string            `toml:"encoding"`
	Sheet    string            `toml:"sheet"`
	Name     string            `toml:"name"`
	Columns  map[string]string `toml:"columns"`
	Also     []Also            `toml:"also"`
}

// Also is [[attendees.also]].
type Also struct {
	File     string            `toml:"file"`
	Encoding string            `toml:"encoding"`
	Sheet    string            `toml:"sheet"`
	Attended bool              `toml:"attended"`
	Columns  map[string]string `toml:"columns"`
}

// Role is a table of [roles] or [access].
type Role struct {
	Label   source.Texts `toml:"label"`
	Colour  string       `toml:"colour"`
	Aliases []string     `toml:"aliases"`
}

// Badges is [badges].
type Badges struct {
	Template     string            `toml:"template"`
	Templates    map[string]string `toml:"templates"`
	Back         string            `toml:"back"`
	Size         string            `toml:"size"`
	Sheet        string            `toml:"sheet"`
	Columns      *int              `toml:"columns"`
	Rows         *int              `toml:"rows"`
	Gutter       *Length           `toml:"gutter"`
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

// Sheet is a table of [sheets].
type Sheet struct {
	Size    []Length `toml:"size"`
	Cell    []Length `toml:"cell"`
	Margins []Length `toml:"margins"`
	Pitch   []Length `toml:"pitch"`
	Columns *int     `toml:"columns"`
	Rows    *int     `toml:"rows"`
	Radius  Length   `toml:"radius"`
}

// Printer is a table of [printers].
type Printer struct {
	Front []Length `toml:"front"`
	Back  []Length `toml:"back"`
}

// Look is [look].
type Look struct {
	Primary  string `toml:"primary"`
	Accent   string `toml:"accent"`
	Ink      string `toml:"ink"`
	Paper    string `toml:"paper"`
	Heading  string `toml:"heading"`
	Text     string `toml:"text"`
	Ornament string `toml:"ornament"`
}

// Length is a length with its unit: "85.6mm".
type Length geom.Length

// UnmarshalText reads what geom.ParseLength reads.
func (l *Length) UnmarshalText(text []byte) error {
	v, err := geom.ParseLength(string(text))
	*l = Length(v)
	return err
}

// Certificates is [certificates].
type Certificates struct {
	Template    string            `toml:"template"`
	Templates   map[string]string `toml:"templates"`
	Size        string            `toml:"size"`
	Files       string            `toml:"files"`
	Archive     string            `toml:"archive"`
	Code        string            `toml:"code"`
	Where       string            `toml:"where"`
	Facts       []string          `toml:"facts"`
	Signatories []Signatory       `toml:"signatories"`
}

// Signatory is [[certificates.signatories]].
type Signatory struct {
	Name    source.Texts `toml:"name"`
	Title   source.Texts `toml:"title"`
	Picture string       `toml:"picture"`
}

// Fact is a table of [facts].
type Fact struct {
	Label source.Texts `toml:"label"`
	Unit  source.Texts `toml:"unit"`
	Key   int          `toml:"key"`
}

// Names is [names].
type Names struct {
	Nastaliq []string `toml:"nastaliq"`
}

// Font is [[fonts]].
type Font struct {
	Family string `toml:"family"`
	File   string `toml:"file"`
	Bold   string `toml:"bold"`
}

// SetDefaults sets the defaults of a file, before it is decoded over them. Three defaults depend on the file and are
// set later: id, languages and end.
func (w *File) SetDefaults(d *source.Document) {
	w.Attendees.File = "attendees.csv"
	w.Verify.Numbers = true
	both := !d.Has("badges") && !d.Has("certificates")
	if both || d.Has("badges") {
		w.Badges = &Badges{Template: "classic", Sheet: "A4", CropMarks: true, Fold: "none", Flip: "long",
			Order:  "rows",
			Copies: 1, Collate: true, Sort: "family", Group: "none", Separator: "cell", Files: "one", Code: CodeToken}
	}
	if both || d.Has("certificates") {
		w.Certificates = &Certificates{Template: "formal", Files: "{{id}}-{{name}}", Archive: Archive2U, Code: CodeToken}
	}
	if d.Has("mail") {
		w.Mail = &Mail{Security: SecurityStartTLS, PerMinute: DefaultPerMinute, Attach: []string{AttachCertificate}}
	}
}
