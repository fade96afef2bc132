package roster

import (
	"fmt"
	"slices"
	"strings"

	"lanyard/internal/base/source"
)

// customers are the words for whoever booked, in programs in which that is the person who comes: appointments, courses,
// classes. A header begins or ends with one: "Customer Name", "Nom du client".
var customers = set("customer customers client clients kunde kunden kundin klant klanten kund kunders cliente clientes " +
	"klient klienta klienti zákazník zákazníka ügyfél asiakas asiakkaan müşteri клиент клиента клієнт клієнта клиентка " +
	"العميل مشتری 客户 客戶 顧客 お客様 고객 booker contact")

// Ranks behind every header that names the attendee: of headers that also stand above other things ("Student: yes"), and
// of those about customers.
const (
	looseRank    = 7
	customerRank = 8
)

// ofCustomer returns the meaning of a header about the customer: "Customer Name", "Nombre del cliente", "Kundenname".
func ofCustomer(header string) (m meaning, ok bool) {
	w := strings.FieldsFunc(strings.ToLower(header), func(r rune) bool { return !inWord(r) })
	if len(w) > 0 && customers[strings.TrimSuffix(w[0], "'s")] {
		w = w[1:]
	} else if n := len(w) - 1; n > 0 && customers[w[n]] {
		for w = w[:n]; len(w) > 1 && ownerParticles[w[len(w)-1]]; {
			w = w[:len(w)-1]
		}
	} else if len(w) == 1 {
		w = withoutCustomer(w[0])
	} else {
		return meaning{}, false
	}
	m, ok = known().meanings[key(strings.Join(w, " "))]
	switch m.field {
	case fBare, fName:
		return meaning{fName, customerRank}, ok
	case fGiven, fFamily, fEmail:
		return meaning{m.field, customerRank}, ok
	}
	return meaning{}, false
}

// withoutCustomer cuts the word for a customer off the start of a compound: "Kundenname", "顧客名".
func withoutCustomer(word string) []string {
	for _, whose := range []string{"kunden", "klant", "kund", "kunde", "顧客", "お客様", "客户", "客戶", "고객"} {
		if rest, ok := strings.CutPrefix(word, whose); ok && rest != "" {
			if _, is := known().meanings[key(rest)]; is {
				return []string{rest}
			}
		}
	}
	return nil
}

// dropCustomers drops the names of customers where other columns are names: the customer is then the buyer. So it does
// with columns like "Student", and with those whose cells are no names.
func (l *list) dropCustomers(claims map[string][]claim) {
	named := false
	for _, field := range []string{fName, fBare, fGiven, fFamily, fNameLocal} {
		named = named || slices.ContainsFunc(claims[field], func(c claim) bool { return c.rank < looseRank })
	}
	for _, field := range []string{fName, fGiven, fFamily} {
		claims[field] = slices.DeleteFunc(slices.Clone(claims[field]), func(c claim) bool {
			if c.rank < looseRank || !named && (c.rank == customerRank || l.most(c.column, fullName)) {
				return false
			}
			l.plan.why[c.column] = "kept as " + l.plan.keys[c.column]
			if c.rank == customerRank {
				l.plan.why[c.column] = "the buyer's, not the attendee's"
			}
			return true
		})
	}
}

// fullName reports whether a cell could be the whole name of a person.
func fullName(cell string) bool {
	name := strings.ReplaceAll(tidy(cell), ",", "")
	return strings.Contains(name, " ") && likeName(name)
}

// takeCustomers takes the addresses of customers for those of the people where their names are, and says so, unless the
// list is that of a program that we know.
func (l *list) takeCustomers(claims map[string][]claim) {
	var names []string
	for _, field := range []string{fGiven, fFamily, fName} {
		for _, c := range claims[field] {
			if c.rank == customerRank {
				names = append(names, source.Quote(l.header.cells[c.column]))
			}
		}
	}
	if len(names) == 0 {
		return
	}
	mine := func(c claim) bool {
		m, ok := ofCustomer(l.header.cells[c.column])
		return ok && m.field == fEmail
	}
	if len(claims[fEmail]) == 0 {
		for _, c := range claims[fBuyer] {
			if mine(c) {
				claims[fEmail] = append(claims[fEmail], claim{c.column, customerRank})
			}
		}
		claims[fBuyer] = slices.DeleteFunc(slices.Clone(claims[fBuyer]), mine)
	}
	l.Notes = append(l.Notes, fmt.Sprintf("no other column is the name: %s %s taken for it, as if all customers came "+
		"themselves", strings.Join(names, " and "), plural(len(names), "is", "are")))
}

// buyersName reports whether a header is that of the name of whoever paid, which is never taken for the attendee's.
func buyersName(header string) bool {
	lower := strings.ToLower(strings.NewReplacer("_", " ", ":", " ", "-", " ", "/", " ").Replace(header))
	for _, whose := range ofBuyer {
		if rest, ok := strings.CutPrefix(lower, whose+" "); ok {
			m := known().meanings[key(rest)]
			return slices.Contains([]string{fName, fBare, fGiven, fFamily}, m.field)
		}
	}
	return false
}
