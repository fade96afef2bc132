package impose

import "lanyard/internal/base/geom"

// Where the measures below are published. Stocks for which two sources differ by more than 1 mm are not in the table.
const (
	iso       = "ISO 216"
	ansi      = "ANSI/ASME Y14.1"
	card      = "ISO/IEC 7810, ID-1"
	cardTrade = "sizes of the card trade, in inches"
	gLabels   = "templates of gLabels"
	office    = "labels of LibreOffice"
	both      = "templates of gLabels, labels of LibreOffice"
	pretix    = "badge sheets of pretix"
	dymo      = "templates of gLabels, media list of the DYMO driver"
	brother   = "media list of the Brother QL driver"
	zebra     = "size in the maker's product name"
)

// The sheets from which stocks are made.
var (
	a4     = mm(210, 297)
	letter = in(8.5, 11)
)

func mm(w, h float64) geom.Size       { return geom.Size{W: geom.MM(w), H: geom.MM(h)} }
func mmAt(x, y float64) geom.Position { return geom.Position{X: geom.MM(x), Y: geom.MM(y)} }
func in(w, h float64) geom.Size       { return geom.Size{W: geom.Inch.Scale(w), H: geom.Inch.Scale(h)} }
func inAt(x, y float64) geom.Position {
	return geom.Position{X: geom.Inch.Scale(x), Y: geom.Inch.Scale(y)}
}
func parts(numbers ...string) []string { return numbers }
func plain(name string, s geom.Size, source string) Stock {
	return Stock{Part: name, What: "paper", Sheet: s, Source: source}
}

// single is a card, or a label on a roll: a sheet of one cell.
func single(maker, part, what string, size geom.Size, source string) Stock {
	return Stock{Maker: maker, Part: part, What: what, Sheet: size, Cell: size, Columns: 1, Rows: 1, Pitch: size,
		Source: source}
}

// plastic is a card with rounded corners: ISO/IEC 7810.
func plastic(part, what string, size geom.Size, source string) Stock {
	s := single("", part, what, size, source)
	s.Radius = geom.MM(3.18)
	return s
}

func roll(maker, part, what string, size geom.Size, source string) Stock {
	s := single(maker, part, what, size, source)
	s.Roll = true
	return s
}

// also returns s with other numbers of the same label.
func (s Stock) also(numbers ...string) Stock {
	s.Also = numbers
	return s
}

func round(maker, part, what string, diameter float64, source string) Stock {
	s := single(maker, part, what, mm(diameter, diameter), source)
	s.Round, s.Roll = true, true
	return s
}

func endless(maker, part string, width float64) Stock {
	return Stock{Maker: maker, Part: part, What: "endless roll, cut by the printer", Sheet: mm(width, 0),
		Roll: true, Source: brother}
}

// stocks is the table. Measures are in the unit of the maker's country.
var stocks = []Stock{
	plain("A3", mm(297, 420), iso),
	plain("A4", a4, iso),
	plain("A5", mm(148, 210), iso),
	plain("A6", mm(105, 148), iso),
	plain("A7", mm(74, 105), iso),
	plain("Letter", letter, ansi),
	plain("Legal", in(8.5, 14), "8.5 x 14 in, the North American office size"),
	{Maker: "A4", Part: "4 x A6", What: "perforated into four A6", Sheet: a4, Cell: mm(105, 148.5), Columns: 2, Rows: 2,
		Pitch: mm(105, 148.5), Source: pretix},
	{Maker: "A4", Part: "8 x A7", What: "perforated into eight A7", Sheet: a4, Cell: mm(105, 74.25), Columns: 2,
		Rows: 4, Pitch: mm(105, 74.25), Source: pretix},

	// North America, on Letter.
	{Maker: "Avery", Part: "5392", Also: parts("5384", "74459", "74540", "74541"), What: "name badge inserts",
		Sheet: letter,
		Cell:  in(4, 3), Columns: 2, Rows: 3, First: inAt(0.25, 1), Pitch: in(4, 3), Source: office},
	{Maker: "Avery", Part: "5395", Also: parts("8395"), What: "name badge labels", Sheet: letter,
		Cell: in(3.375, 7.0/3), Columns: 2, Rows: 4, First: inAt(0.6875, 7.0/12), Pitch: in(3.75,
			2.5), Radius: geom.Inch.Scale(0.1875), Source: both},
	{Maker: "Avery", Part: "74552", What: "name badge inserts", Sheet: letter,
		Cell: in(3, 63.0/32), Columns: 2, Rows: 5, First: inAt(1.25, 0.5625), Pitch: in(3, 63.0/32), Source: office},
	{Maker: "Avery", Part: "5160", Also: parts("5260", "5960", "8160", "8460"), What: "address labels", Sheet: letter,
		Cell: in(2.625, 1), Columns: 3, Rows: 10, First: inAt(0.1875, 0.5), Pitch: in(2.75,
			1), Radius: geom.Inch.Scale(0.0625), Source: both},
	{Maker: "Avery", Part: "5161", Also: parts("5261", "5961", "8161", "8461"), What: "address labels", Sheet: letter,
		Cell: in(4, 1), Columns: 2, Rows: 10, First: inAt(0.15625, 0.5), Pitch: in(4.1875,
			1), Radius: geom.Inch.Scale(0.0625), Source: both},
	{Maker: "Avery", Part: "5162", Also: parts("5262", "5922", "5962", "8162", "8462"), What: "address labels",
		Sheet: letter,
		Cell:  in(4, 4.0/3), Columns: 2, Rows: 7, First: inAt(0.15625, 5.0/6), Pitch: in(4.1875,
			4.0/3), Radius: geom.Inch.Scale(0.0625), Source: both},
	{Maker: "Avery", Part: "5163", Also: parts("5263", "5963", "8163", "8463"), What: "shipping labels", Sheet: letter,
		Cell: in(4, 2), Columns: 2, Rows: 5, First: inAt(0.15625, 0.5), Pitch: in(4.1875,
			2), Radius: geom.Inch.Scale(0.125), Source: both},
	{Maker: "Avery", Part: "5164", Also: parts("5264", "8164", "8254", "8464"), What: "shipping labels", Sheet: letter,
		Cell: in(4, 10.0/3), Columns: 2, Rows: 3, First: inAt(0.15625, 0.5), Pitch: in(4.1875,
			10.0/3), Radius: geom.Inch.Scale(0.125), Source: both},
	{Maker: "Avery", Part: "5168", What: "shipping labels", Sheet: letter,
		Cell: in(3.5, 5), Columns: 2, Rows: 2, First: inAt(0.5, 0.5), Pitch: in(4, 5), Source: office},
	{Maker: "Avery", Part: "5371", Also: parts("5376", "5377", "5871", "5873", "5877", "5911", "8371", "8376", "8377",
		"8871"), What: "business cards", Sheet: letter,
		Cell: in(3.5, 2), Columns: 2, Rows: 5, First: inAt(0.75, 0.5), Pitch: in(3.5, 2), Source: both},
	{Maker: "Avery", Part: "5388", Also: parts("5386", "8388"), What: "index cards", Sheet: letter,
		Cell: in(5, 3), Columns: 1, Rows: 3, First: inAt(1.75, 1), Pitch: in(5, 3), Source: both},
	{Maker: "Avery", Part: "8387", What: "postcards", Sheet: in(11, 8.5),
		Cell: in(5.5, 4.25), Columns: 2, Rows: 2, Pitch: in(5.5, 4.25), Source: office},
	{Maker: "Avery", Part: "5305", What: "tent cards, before they are folded", Sheet: letter,
		Cell: in(8.5, 5), Columns: 1, Rows: 2, First: inAt(0, 0.5), Pitch: in(8.5, 5), Source: both},
	{Maker: "Avery", Part: "5309", What: "large tent cards, before they are folded", Sheet: in(11, 8.5),
		Cell: in(11, 7), Columns: 1, Rows: 1, First: inAt(0, 0.75), Pitch: in(11, 7), Source: office},

	// Europe, on A4.
	{Maker: "Avery", Part: "L4785", Also: parts("L4784", "L4786", "L4787"), What: "name badge labels", Sheet: a4,
		Cell: mm(80, 50), Columns: 2, Rows: 5, First: mmAt(17.5, 13.5), Pitch: mm(95,
			55), Radius: geom.MM(4), Source: gLabels + ", with equal margins"},
	{Maker: "Avery", Part: "L7414", What: "name badge inserts", Sheet: a4,
		Cell: mm(90, 52), Columns: 2, Rows: 5, First: mmAt(15, 18.5), Pitch: mm(90, 52), Source: gLabels},
	{Maker: "Avery", Part: "C32011", Also: parts("32010", "C2364", "C2365", "C2366", "C2367", "C32010"),
		What: "business cards", Sheet: a4,
		Cell: mm(85, 54), Columns: 2, Rows: 5, First: mmAt(15, 13.5), Pitch: mm(95, 54), Source: both},
	{Maker: "Avery", Part: "C32015", Also: parts("32015"), What: "business cards", Sheet: a4,
		Cell: mm(85, 54), Columns: 2, Rows: 4, First: mmAt(17, 31.5), Pitch: mm(91, 60), Source: gLabels},
	{Maker: "Avery", Part: "C2244", What: "round stickers", Sheet: a4, Round: true,
		Cell: mm(71.95, 71.95), Columns: 2, Rows: 3, First: mmAt(29.66, 33.81), Pitch: mm(78.74,
			78.72), Source: office},
	{Maker: "Avery", Part: "L7159", Also: parts("J8359"), What: "address labels", Sheet: a4,
		Cell: mm(64, 33.86), Columns: 3, Rows: 8, First: mmAt(6.46, 13.06), Pitch: mm(66.54, 33.86), Source: office},
	{Maker: "Avery", Part: "L7160", Also: parts("C2160", "J8360"), What: "address labels", Sheet: a4,
		Cell: mm(63.5, 38.1), Columns: 3, Rows: 7, First: mmAt(7.2, 15.15), Pitch: mm(66.04,
			38.1), Radius: geom.MM(1.76), Source: both},
	{Maker: "Avery", Part: "L7161", Also: parts("J8361"), What: "address labels", Sheet: a4,
		Cell: mm(63.5, 46.56), Columns: 3, Rows: 6, First: mmAt(7.21, 8.82), Pitch: mm(66.04,
			46.56), Radius: geom.MM(2.47), Source: both},
	{Maker: "Avery", Part: "L7162", Also: parts("J8362"), What: "address labels", Sheet: a4,
		Cell: mm(99.06, 33.87), Columns: 2, Rows: 8, First: mmAt(4.67, 13.02), Pitch: mm(101.6,
			33.87), Radius: geom.MM(1.76), Source: both},
	{Maker: "Avery", Part: "L7163", Also: parts("C2163", "J8363"), What: "address labels", Sheet: a4,
		Cell: mm(99.06, 38.1), Columns: 2, Rows: 7, First: mmAt(4.67, 15.15), Pitch: mm(101.6,
			38.1), Radius: geom.MM(1.76), Source: office},
	{Maker: "Avery", Part: "L7164", What: "address labels", Sheet: a4,
		Cell: mm(63.5, 71.97), Columns: 3, Rows: 4, First: mmAt(7.21, 4.57), Pitch: mm(66.04,
			71.97), Radius: geom.MM(3), Source: office},
	{Maker: "Avery", Part: "L7165", Also: parts("C2165", "J8365", "L7765"), What: "parcel labels", Sheet: a4,
		Cell: mm(99.06, 67.73), Columns: 2, Rows: 4, First: mmAt(4.67, 13.04), Pitch: mm(101.6, 67.73), Source: both},
	{Maker: "Avery", Part: "L7166", What: "parcel labels", Sheet: a4,
		Cell: mm(99.06, 93.13), Columns: 2, Rows: 3, First: mmAt(4.67, 8.81), Pitch: mm(101.6, 93.13), Source: office},
	{Maker: "Avery", Part: "L7168", Also: parts("J8368", "L7768"), What: "shipping labels", Sheet: a4,
		Cell: mm(199.6, 143.53), Columns: 1, Rows: 2, First: mmAt(5.2, 4.97), Pitch: mm(199.6, 143.53), Source: office},
	{Maker: "Avery", Part: "L7169", Also: parts("C9169", "J8369", "L7769"), What: "parcel labels", Sheet: a4,
		Cell: mm(99.1, 139), Columns: 2, Rows: 2, First: mmAt(4.63, 9.5), Pitch: mm(101.64,
			139), Radius: geom.MM(2.12), Source: office},
	{Maker: "Avery", Part: "L7173", What: "address labels", Sheet: a4,
		Cell: mm(99.06, 57), Columns: 2, Rows: 5, First: mmAt(4.67, 6), Pitch: mm(101.6, 57), Source: office},
	{Maker: "Avery", Part: "J21013", Also: parts("C91131", "J21015", "J21016", "J21033", "J21131", "M21131"),
		What: "business cards", Sheet: a4,
		Cell: mm(91, 55), Columns: 2, Rows: 5, First: mmAt(14, 11), Pitch: mm(91, 55), Source: office},
	{Maker: "Avery Zweckform", Part: "3669", What: "labels", Sheet: a4,
		Cell: mm(70, 50.8), Columns: 3, Rows: 5, First: mmAt(0, 21.5), Pitch: mm(70, 50.8), Source: gLabels},
	{Maker: "HERMA", Part: "4412", What: "name badge labels", Sheet: a4,
		Cell: mm(80, 50), Columns: 2, Rows: 5, First: mmAt(17.5, 13.5), Pitch: mm(95, 55), Source: pretix},
	{Maker: "HERMA", Part: "4099", Also: parts("10013", "10307", "4223", "4349", "4667", "8653", "8806", "8845", "8893",
		"8967"), What: "labels", Sheet: a4,
		Cell: mm(96, 50.8), Columns: 2, Rows: 5, First: mmAt(8, 21.5), Pitch: mm(99, 50.8), Source: gLabels},
	{Maker: "HERMA", Part: "4103", Also: parts("10007", "10301", "10802", "4113", "4677", "4904", "8632", "8838"),
		What: "labels", Sheet: a4,
		Cell: mm(63.5, 38.1), Columns: 3, Rows: 7, First: mmAt(6.75, 15.5), Pitch: mm(66.5, 38.1), Source: gLabels},
	{Maker: "HERMA", Part: "4625", Also: parts("4674", "5057"), What: "labels", Sheet: a4,
		Cell: mm(105, 42.3), Columns: 2, Rows: 7, Pitch: mm(105, 42.3), Source: gLabels},
	{Maker: "HERMA", Part: "5028", What: "business cards", Sheet: a4,
		Cell: mm(83.8, 50.8), Columns: 2, Rows: 5, First: mmAt(18.6, 22), Pitch: mm(89.2,
			50.8), Radius: geom.MM(2), Source: gLabels},
	{Maker: "HERMA", Part: "10809", What: "labels", Sheet: a4,
		Cell: mm(105, 148), Columns: 2, Rows: 2, Pitch: mm(105, 148), Source: gLabels},
	{Maker: "DURABLE", Part: "1445", Also: parts("1445-02"), What: "BADGEMAKER name badge inserts", Sheet: a4,
		Cell: mm(90, 54), Columns: 2, Rows: 5, First: mmAt(15, 12), Pitch: mm(90, 54), Source: pretix},
	{Maker: "DURABLE", Part: "1453", Also: parts("1453-02"), What: "BADGEMAKER name badge inserts", Sheet: a4,
		Cell: mm(75, 40), Columns: 2, Rows: 6, First: mmAt(30, 28.5), Pitch: mm(75, 40), Source: pretix},
	{Maker: "DURABLE", Part: "1456", Also: parts("1456-02"), What: "BADGEMAKER name badge inserts", Sheet: a4,
		Cell: mm(90, 60), Columns: 2, Rows: 4, First: mmAt(15, 28.5), Pitch: mm(90, 60), Source: pretix},

	// Cards for card printers.
	plastic("CR80", "plastic card", mm(85.6, 53.98), card),
	plastic("CR79", "plastic card with a frame", in(3.303, 2.051), cardTrade),
	plastic("CR100", "large plastic card", in(3.88, 2.63), cardTrade),

	// Rolls: across the roll, then along it.
	roll("DYMO", "11354", "labels", mm(57, 32), dymo).also("30334"),
	roll("DYMO", "11356", "name badges", mm(41, 89), dymo),
	roll("DYMO", "30256", "shipping labels", mm(59, 102), dymo).also("30364", "30857"),
	roll("DYMO", "30374", "appointment cards", mm(51, 89), dymo),
	roll("DYMO", "99010", "address labels", mm(28, 89), dymo).also("30252", "30320"),
	roll("DYMO", "99012", "large address labels", mm(36, 89), dymo).also("30321", "99013"),
	roll("DYMO", "99014", "shipping labels and name badges", mm(54, 101), dymo).also("30323"),
	roll("DYMO", "99015", "labels", mm(54, 70), dymo).also("30258", "30324"),
	roll("Brother", "DK-11201", "address labels", mm(29, 90), brother).also("DK-1201"),
	roll("Brother", "DK-11202", "shipping labels", mm(62, 100), brother).also("DK-1202"),
	roll("Brother", "DK-11208", "large address labels", mm(38, 90), brother).also("DK-1208"),
	roll("Brother", "DK-11209", "small address labels", mm(62, 29), brother).also("DK-1209"),
	roll("Brother", "DK-11234", "name badges", mm(60, 86), brother).also("DK-1234"),
	roll("Brother", "DK-11240", "labels", mm(102, 51), brother).also("DK-1240"),
	roll("Brother", "DK-11241", "large shipping labels", mm(102, 152), brother).also("DK-1241"),
	roll("Brother", "DK-11247", "large shipping labels", mm(103, 164), brother),
	round("Brother", "DK-11207", "round labels", 58, brother),
	endless("Brother", "DK-22205", 62),
	endless("Brother", "DK-22243", 102),
	roll("Zebra", "800261-105", "Z-Select 2000D labels", in(1.25, 1), zebra),
	roll("Zebra", "800262-125", "Z-Select 2000D labels", in(2.25, 1.25), zebra),
	roll("Zebra", "800263-205", "Z-Select 2000D labels", in(3, 2), zebra),
	roll("Zebra", "800264-155", "Z-Select 2000D labels", in(4, 1.5), zebra),
	roll("Zebra", "880175-031D", "Z-Perform 1000D labels", mm(51, 32), zebra),
	roll("Zebra", "10010035", "Z-Perform 2000D labels", in(4, 6), zebra),
}
