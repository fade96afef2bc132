// Package sample invents attendees, for trying out templates and for load tests. Equal counts give equal people.
package sample

import (
	"encoding/csv"
	"fmt"
	"io"
	"math/rand/v2"
	"strconv"

	"lanyard/internal/input/roster"
)

// MaxPeople limits a sample to the number of rows a list may have.
const MaxPeople = roster.MaxRows

// Header is the header row of a sample.
var Header = []string{"id", "name", "name_local", "language", "organisation", "country", "role", "email", "ticket"}

// TicketLength is the length of a ticket in characters: a QR code of another system, in a symbol of version 9.
const TicketLength = 180

// Roles are the roles in a sample; repeated ones are more frequent.
var Roles = []string{"participant", "participant", "participant", "speaker", "organiser"}

// Write writes a CSV list of n invented people in twelve scripts. Names repeat beyond some thousands of people, as in
// life; ids and addresses do not.
func Write(w io.Writer, n int) error {
	if n < 1 || n > MaxPeople {
		return fmt.Errorf("inventing attendees: %d is not between 1 and %d", n, MaxPeople)
	}
	out := csv.NewWriter(w)
	if err := out.Write(Header); err != nil {
		return err
	}
	people, tickets := rand.New(rand.NewPCG(2017, 26)), rand.New(rand.NewPCG(2017, 27))
	for i := range n {
		if err := out.Write(append(person(people, i+1), ticket(tickets))); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// person returns the row of person number n.
func person(random *rand.Rand, n int) []string {
	p := peoples[random.IntN(len(peoples))]
	given, family := p.given[random.IntN(len(p.given))], p.family[random.IntN(len(p.family))]
	local := ""
	if given.local != "" {
		local = given.local + p.between + family.local
		if p.familyFirst {
			local = family.local + p.between + given.local
		}
	}
	role := Roles[random.IntN(len(Roles))]
	id := strconv.Itoa(n)
	return []string{id, given.latin + " " + family.latin, local, p.language,
		p.organisations[random.IntN(len(p.organisations))],
		p.country, role, "person" + id + "@example.org"}
}

// ticket returns letters, digits and signs that need no quotes in CSV.
func ticket(random *rand.Rand) string {
	const signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._"
	var b [TicketLength]byte
	for i := range b {
		b[i] = signs[random.IntN(len(signs))]
	}
	return string(b[:])
}

// word is a name in Latin letters and, if it has another script, in that.
type word struct{ latin, local string }

// people holds the names of one country.
type people struct {
	language, country string
	familyFirst       bool
	between           string // between the local given and family name
	given, family     []word
	organisations     []string
}

var peoples = []people{
	{language: "en", country: "Ireland", given: latin("Aoife", "Seán", "Niamh", "Conor", "Róisín", "Eoin", "Maeve",
		"Declan"),
		family: latin("O'Brien", "McDonald", "Kavanagh", "Fitzgerald", "Ní Dhomhnaill", "Byrne",
			"Gallagher"), organisations: []string{"University of Galway", "Shannon Institute"}},
	{language: "ro", country: "Romania", given: latin("Ștefan", "Ioana", "Țuca", "Mădălina", "Răzvan", "Bianca",
		"Ilinca"),
		family: latin("Țăranu", "Popescu", "Brândușescu", "Ștefârță", "Munteanu",
			"Câmpeanu"), organisations: []string{"Politehnica Cluj", "Institutul Dunărea"}},
	{language: "vi", country: "Viet Nam", given: latin("Ánh Tuyết", "Minh Đức", "Thị Hường", "Quốc Bảo", "Ngọc Diệp"),
		family: latin("Nguyễn", "Trần", "Lê", "Phạm", "Đặng", "Vũ"), organisations: []string{"Đại học Sông Hồng"}},
	{language: "tr", country: "Türkiye", given: latin("İbrahim", "Işıl", "Çağla", "Şükrü", "Gülşen", "Ozan"),
		family: latin("Işık", "Yıldırım", "Öztürk", "Çelik", "Güneş",
			"Şahin"), organisations: []string{"Boğaz Üniversitesi", "Ankara Enstitüsü"}},
	{language: "fa", country: "Iran", between: " ",
		given: []word{{"Alireza", "علی‌رضا"}, {"Shirin", "شیرین"}, {"Mohammadreza", "محمدرضا"},
			{"Pegah", "پگاه"}, {"Kourosh", "کوروش"}},
		family: []word{{"Golzar", "گلزار"}, {"Rezaei", "رضایی"}, {"Tehranchi", "تهرانچی"},
			{"Hosseinzadeh", "حسین‌زاده"}, {"Bahrami", "بهرامی"}},
		organisations: []string{"Tehran Institute of Technology", "Shiraz Academy"}},
	{language: "ar", country: "Egypt", between: " ",
		given: []word{{"Layla", "ليلى"}, {"Abdullatif", "عبد اللطيف"}, {"Yusuf", "يوسف"}, {"Maryam", "مريم"},
			{"Khalid", "خالد"}},
		family: []word{{"al-Abnudi", "الأبنودي"}, {"Haddad", "حداد"}, {"al-Masri", "المصري"},
			{"Nasser", "ناصر"}}, organisations: []string{"Nile University"}},
	{language: "hi", country: "India", between: " ",
		given: []word{{"Kshitij", "क्षितिज"}, {"Anjali", "अंजलि"}, {"Rohit", "रोहित"}, {"Shraddha", "श्रद्धा"}},
		family: []word{{"Krishnamurti", "कृष्णमूर्ति"}, {"Sharma", "शर्मा"}, {"Chatterjee", "चटर्जी"},
			{"Mishra", "मिश्र"}}, organisations: []string{"Ganga Institute"}},
	{language: "th", country: "Thailand", between: " ",
		given: []word{{"Namthip", "น้ำทิพย์"}, {"Somchai", "สมชาย"}, {"Kanya", "กัญญา"}, {"Prasit", "ประสิทธิ์"}},
		family: []word{{"Pinkaeo", "ปิ่นแก้ว"}, {"Srisuk", "ศรีสุข"},
			{"Wongsawat", "วงศ์สวัสดิ์"}}, organisations: []string{"Chao Phraya University"}},
	{language: "ja", country: "Japan", familyFirst: true, between: " ",
		given: []word{{"Misaki", "美咲"}, {"Haruto", "陽翔"}, {"Kenji", "健二"}, {"Chitose", "千登勢"}},
		family: []word{{"Takahashi", "髙橋"}, {"Watanabe", "渡邊"}, {"Yoshida", "吉田"},
			{"Saitō", "齋藤"}}, organisations: []string{"Kyoto Institute"}},
	{language: "zh-Hans", country: "China", familyFirst: true,
		given: []word{{"Wei", "伟"}, {"Xiulan", "秀兰"}, {"Jianguo", "建国"}, {"Mei", "梅"}},
		family: []word{{"Zhang", "张"}, {"Ouyang", "欧阳"}, {"Zheng", "郑"},
			{"Liu", "刘"}}, organisations: []string{"Yangtze University"}},
	{language: "ko", country: "Republic of Korea", familyFirst: true,
		given: []word{{"Cheolsu", "철수"}, {"Yeonghui", "영희"}, {"Taeyul", "태율"}, {"Jun", "준"}},
		family: []word{{"Kim", "김"}, {"Gwon", "권"}, {"Namgung", "남궁"},
			{"Yi", "이"}}, organisations: []string{"Hangang University"}},
	{language: "bg", country: "Bulgaria", between: " ",
		given: []word{{"Tsvetelina", "Цветелина"}, {"Yordan", "Йордан"}, {"Kalina", "Калина"}, {"Georgi", "Георги"}},
		family: []word{{"Shtarbanova", "Щърбанова"}, {"Dimitrov", "Димитров"},
			{"Stoyanova", "Стоянова"}}, organisations: []string{"Sofia Academy"}},
}

// latin returns names whose own script is Latin.
func latin(names ...string) []word {
	out := make([]word, len(names))
	for i, n := range names {
		out[i] = word{latin: n}
	}
	return out
}
