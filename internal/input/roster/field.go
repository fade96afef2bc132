package roster

import "strings"

// FieldOf returns the field of templates that a header or label names, in any of the languages whose headers Read
// knows: "Full name", "Organisation:" and "recipient.name" are name, organisation and name. It is false for words that
// name none, and for parts of a list that no paper shows, like a buyer's address.
func FieldOf(label string) (field string, ok bool) {
	m, _, ok := mean(strings.NewReplacer(".", " ", "_", " ").Replace(label))
	if !ok {
		return "", false
	}
	switch m.field {
	case fBare, fName:
		return fName, true
	case fRole:
		return "role.label", true
	case fAccess:
		return "access.label", true
	case fTitle, fPosition:
		return fPosition, true
	case fID, fGiven, fFamily, fNameLocal, fOrganisation, fCountry, fEmail, fSessions, fMinutes:
		return m.field, true
	}
	return "", false
}
