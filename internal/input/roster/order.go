package roster

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"lanyard/internal/base/source"
)

// capitals reports whether a word is a family name in capitals, as French and many other lists write it: "DUPONT",
// "O'NEILL". Initials ("JJ") and a single letter are none.
func capitals(word string) bool {
	upper, lower := cased(word)
	return upper >= 3 && lower == 0 && !strings.Contains(word, ".")
}

// capitalsFirst returns how many words of a name are its family name in capitals in front of the other words: 2 for
// "DE SOUZA Ana", 0 for "Ana DE SOUZA" and "ANA DE SOUZA".
func capitalsFirst(w []string) int {
	n := 0
	for n < len(w) && (capitals(w[n]) || n+1 < len(w) && capitals(w[n+1]) && isParticle(strings.ToLower(w[n]))) {
		n++
	}
	if n == 0 || n == len(w) {
		return 0
	}
	for _, word := range w[n:] {
		if _, lower := cased(word); lower == 0 || isParticle(word) {
			return 0
		}
	}
	return n
}

// capitalsLast reports whether the last word of a name is its family name in capitals: "Ana DE SOUZA".
func capitalsLast(w []string) bool {
	if len(w) < 2 {
		return false
	}
	_, lower := cased(w[0])
	return lower > 0 && capitals(w[len(w)-1])
}

// givenCyrillic are common given names of Russian, Ukrainian, Belarusian and Bulgarian, with which the two orders of a
// name of two words are told apart. Names that are family names as well (Иванов is none, Мороз would be) are left out.
var givenCyrillic = set("александр алексей анатолий андрей антон аркадий арсений артём артем артур богдан борис вадим " +
	"валентин валерий василий виктор виталий владимир владислав вячеслав всеволод геннадий георгий герман глеб григорий " +
	"данил данила даниил денис дмитрий евгений егор иван игорь илья иннокентий кирилл константин лев леонид максим марк " +
	"матвей михаил никита николай олег павел пётр петр роман руслан рустам савелий семён семен сергей станислав степан " +
	"тимофей тимур фёдор федор эдуард юрий яков ярослав александра алёна алена алина алиса алла анастасия ангелина анна " +
	"валентина валерия варвара василиса вера вероника виктория галина дарья диана ева евгения екатерина елена елизавета " +
	"жанна зинаида зоя инна ирина карина каролина кира клавдия ксения лариса лидия лилия любовь людмила маргарита марина " +
	"мария милана надежда наталия наталья нина оксана олеся ольга полина раиса регина рената светлана снежана софия софья " +
	"тамара татьяна ульяна юлия яна айгуль динара " +
	"олександр олексій андрій анатолій віктор віталій володимир дмитро євген іван ігор ілля кирило микола михайло микита " +
	"олег петро сергій тарас юрій ярослав василь григорій олександра анастасія вікторія ганна дарина катерина олена ірина " +
	"марія наталія оксана світлана тетяна юлія софія людмила надія " +
	"аляксандр аляксей андрэй дзмітрый сяргей уладзімір мікалай міхаіл вольга алена кацярына " +
	"георги димитър иван йордан красимир николай петър пламен стоян тодор христо калин боян елена иванка йорданка петя " +
	"радка цветелина гергана десислава")

// surnameFirst reports whether a Cyrillic name of two words has the family name first: the second is a given name and
// the first is none.
func surnameFirst(w []string) bool {
	return len(w) == 2 && givenCyrillic[strings.ToLower(w[1])] && !givenCyrillic[strings.ToLower(w[0])]
}

// givenFirst reports whether a Cyrillic name of two words has the given name first.
func givenFirst(w []string) bool {
	return len(w) == 2 && surnameFirst([]string{w[1], w[0]})
}

// mixedOrder warns of a list in which some names have the family name first and others last: each is printed as it is
// written, so that badges show sometimes one and sometimes the other in front.
func (b *builder) mixedOrder() {
	if b.columns[fName] == 0 || b.hasParts || b.turn || b.pattern != nil {
		return
	}
	var found [2]struct {
		n, row int
		name   string
	}
	for i := range b.People {
		a := &b.People[i]
		if plain(a.Name) && strings.IndexFunc(a.Name, unicode.IsUpper) < 0 || utf8.RuneCountInString(a.Name) > 80 {
			continue
		}
		w, k := strings.Fields(a.Name), -1
		switch {
		case capitalsFirst(w) > 0, surnameFirst(w):
			k = 0
		case capitalsLast(w), givenFirst(w):
			k = 1
		}
		if k >= 0 {
			if found[k].n++; found[k].n == 1 {
				found[k].row, found[k].name = a.Row, a.Name
			}
		}
	}
	family, given := found[0], found[1]
	if family.n == 0 || given.n == 0 {
		return
	}
	row := family.row
	if given.n < family.n {
		row = given.row
	}
	b.warn(row, b.columns[fName], "roster-mixed-order",
		"%s the family name first, such as %s, and %s the given name first, such as %s: all are printed as written",
		count(family.n, "name has", "names have"), source.Quote(family.name), count(given.n, "name has", "names have"),
		source.Quote(given.name)).Hint = "write all in one order, or the parts in columns of their own: first name, last name"
}
