package roster_test

import (
	"fmt"

	"lanyard/internal/input/roster"
)

// A list of another system is read with no mapping written.
func ExampleRead() {
	list := `Order #,First Name,Last Name,Email,Ticket Type,Attendee #,Attendee Status,Company
1001,Seán,O'Brien,sean@example.org,Speaker,9001,Attending,University of Galway
1001,美咲,髙橋,misaki@example.org,Speaker,9002,Attending,東都大学
1002,Jan,van der Berg,jan@,Visitor,9003,Attending,Waterlab Delft
1003,Ana,Popescu,ana@example.org,Visitor,9004,Refunded,
1004,,,eve@example.org,Visitor,9005,Attending,
`
	people, problems := roster.Read("attendees.csv", []byte(list), roster.Options{})
	fmt.Println(people.Recognised)
	for _, a := range people.People {
		fmt.Printf("%s: %s, %s\n", a.ID, a.Name, a.Organisation)
	}
	for _, p := range problems {
		fmt.Printf("%s: %v\n", p.Severity, p)
	}
	// Output:
	// Eventbrite export: 5 rows, 1 refunded left out, 1 refused; name = First Name + Last Name; organisation = Company; role = Ticket Type
	// 9001: Seán O'Brien, University of Galway
	// 9002: 髙橋美咲, 東都大学
	// 9003: Jan van der Berg, Waterlab Delft
	// warning: attendees.csv:4:4: email "jan@": missing domain
	// error: attendees.csv:6:2: the row has no name (eve@example.org)
}
