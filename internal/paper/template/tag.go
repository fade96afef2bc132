package template

// Tag says what a text is to a screen reader.
type Tag uint8

// The tags of texts, .
const (
	ParagraphTag  Tag = iota
	HeadingTag        // the subject of the page: the title, or the name on a badge
	OrnamentTag       // not read aloud
	SubheadingTag     // below the heading
	LabelTag          // the number or bullet of an item of a list
	HeaderTag         // a cell of a table that names the cells of its column or its row
	SeriesTag         // of a text with a field that has several elements: each is an item of a list
)

// GroupTag says what a group is to a screen reader.
type GroupTag uint8

// The tags of groups, .
const (
	NoTag    GroupTag = iota
	ListTag           // each repetition is an item; if the group has no repeat, each box is one
	TableTag          // groups in it are rows, and so are groups in a repetition; boxes of a row are cells
)
