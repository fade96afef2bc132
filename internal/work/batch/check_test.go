package batch

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// morning is when the tests run.
var morning = time.Date(2017, 7, 26, 6, 0, 0, 0, time.UTC)

// invented are given and family names of nobody, by language: n of each make n²
// people.
var invented = []struct{ lang, given, family string }{
	{"en", "Orla Wenna Bertin Corwin Delphia Edwyn Faye Gareth Hollis Imke", "Ashgrove McTavish O'Brannagh Throckmorton St-Clair Wolverhampton Featherstone Quillfeather Dunmore Elphick"},
	{"fa", "گلبهار شیرزاد هنگامه به‌آفرین پژمان کاوه‌یار مجتبی نازی‌گل آنیتا سمانه", "نیک‌سرشت ره‌نوردی کوه‌پیما کلاته‌ای گلدوزیان می‌گساریان ژیان‌تاش رستگارفام علی‌پور لاله‌زاری"},
	{"ar", "مؤمن شيماء هالة لؤي نهى عبدالله ڤيڤيان رؤوف سلمى زياد", "اللبابيدي الشماس الأزرقي الدندشي المنصوري القلقشندي الإبشيهي الليف چرجورة حداد"},
	{"zh", "昱 曦 梦 雪 岚 澄 霁 棠 珂 衡", "欧阳 尉迟 龙 买 司马 上官 夏侯 诸葛 东方 皇甫"},
	{"ja", "瑠璃子 典彦 雪代 小鷺 冬馬 いろは 千早 楓 宗太 澪", "渡邊 齋藤 髙橋 鈴木山 大山 三浦 水無瀬 小鳥遊 八雲 月島"},
	{"ko", "솔 휘온 아라 돌이 가람 누리 다솜 마루 바다 하늘", "남궁 선우 갹 황보 제갈 사공 서문 독고 동방 망절"},
	{"hi", "ऋषिकृष्ण उज्ज्वला फ़ज़ीला ज्ञानेश्वर कुङ्कुमिका त्र्यम्बक शृङ्गार लक्ष्म्यङ्गना ध्रुव मैथिली", "द्व्यर्थी ठाकुर वाघमारे क़ाज़ीख़ेल शर्मिष्ठ गोस्वामी चतुर्वेदी भट्टाचार्य श्रीवास्तव अग्निहोत्री"},
	{"th", "เกื้อกูล ปิยะพันธุ์ ฐิติญาณ์ น้ำผึ้ง ญาณิศุ์ กฤษฎิ์ศุลี ศุภชัย วรรณา ธีรภัทร์ ชลธิชา", "ตั้งสัตย์ชื่นปรีดิ์ กร่ำไพรภิญโญ อยุธาวัง ฐานุฏฐ์ ซ้ำซ้อนจ้ำ ศุภนิมิตร รุ่งเรือง จันทร์เพ็ญ สุขสวัสดิ์ บุญมา"},
	{"ru", "Любомудра Аграфёна Милица Ждан Святогор Ярина Велимир Забава Лада Твердислав", "Щёголевская Щукинский Подольцева Ёжикова Дъяк Жемчужная Кружевников Зимородок Лукошкин Чернотроп"},
	{"vi", "Bảo Ngữ Ượng Quỳnh Thuỳ Hữu Phước Ngọc Đặng Ẩn", "Nguyễn Trịnh Lường Đỗ Phạm Huỳnh Võ Đoàn Lê Trần"},
}

// inventedList returns a list of n people in many scripts with the header of
// our own lists; nobody stands twice.
func inventedList(n int) string {
	var b strings.Builder
	b.WriteString("id,name,name_local,language,organisation,country,role,email\n")
	for i := range n {
		latin, local := invented[0], invented[i%len(invented)]
		k := i / len(invented)
		pick := func(words string, j int) string { w := strings.Fields(words); return w[j%len(w)] }
		name := pick(latin.given, k) + " " + pick(latin.given, k/10+i) + " " + pick(latin.family, k/100+i) + " " + strings.Repeat("X", i/1000%7) + letters(i)
		own := ""
		if local.lang != "en" {
			own = pick(local.given, k) + " " + pick(local.given, k/10) + " " + pick(local.family, k/100)
		}
		fmt.Fprintf(&b, "p%d,%s,%s,%s,University of Example %d,Romania,%s,p%d@example.org\n", i, name, own, local.lang, i%97, []string{"Speaker", "Participant"}[i%2], i)
	}
	return b.String()
}

// letters writes a number as letters, the first of them a capital.
func letters(i int) string {
	s := ""
	for ; i > 0; i /= 26 {
		s = string(rune('a'+i%26)) + s
	}
	return "Q" + s
}

const checkedEvent = `id = "tehran-2017"
title = "Tehran Meeting on Preventing and Combating Cybercrime"
place = "Tehran"
start = 2017-07-26
end = 2017-07-27
languages = ["en", "fa"]

[issuer]
name = "Example Office"
verify = "verify.lakedays.eu"

[roles.speaker]
label = "Speaker"
[roles.participant]
label = "Participant"
`

// folderOf writes an event with a list into a new folder.
func folderOf(t testing.TB, event, list string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"event.toml": event, "attendees.csv": list} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// BenchmarkCheck checks a list of 10,000 people in ten scripts, badges and
// certificates.
func BenchmarkCheck(b *testing.B) {
	const rows = 10_000
	dir := folderOf(b, checkedEvent, inventedList(rows))
	for b.Loop() {
		report, err := Check(b.Context(), Job{Dir: dir, Now: morning})
		if err != nil || report.People != rows {
			_ = report.Problems.Format(os.Stderr, "")
			b.Fatalf("%v: %d people", err, report.People)
		}
	}
	b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}
