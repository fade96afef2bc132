package layout

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/paper"
	"lanyard/internal/paper/clash"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/template"
)

// longNames are long names in 22 scripts: with descenders, stacked marks, and too long for one line at full size.
var longNames = []struct{ lang, name string }{
	{"en", "Gregory Pyjamagg Montgomery Featherstone Qy"},
	{"vi", "Nguyễn Phước Thị Ngọc Ẩn Ượng Đặng Quỳnh Thuỵ Phượng"},
	{"ru", "Константинополий Щукин-Цыбульский Йогафридович"},
	{"el", "Ἀλεξανδρόπουλος-Παπαδημητρακόπουλος Ὑψηλάντης Ῥήγας"},
	{"hy", "Արշալույս Գրիգորյան-Տեր-Պետրոսյանց Մխիթարյան"},
	{"ka", "შოთა-კონსტანტინე რუსთაველი-ჯავახიშვილი ყიფიანი"},
	{"he", "אַבְרָהָם שָׁלוֹם בֶּן־צִיּוֹן יִצְחָקִי־לֵוִי הַכֹּהֵן"},
	{"ar", "مُحَمَّدُ بْنُ إِبْرَاهِيمَ ٱلْفَضْلِيُّ ٱلْحُسَيْنِيُّ ٱلتَّمِيمِيُّ"},
	{"fa", "سید محمدرضا شفیعی کدکنی امیرحسین‌زاده ژرف‌نگر"},
	{"ur", "نواب زادہ محمد فیض احمد فیض چوہدری رنجیت پوری"},
	{"hi", "क्षितिजकुमार कृष्णमूर्ति र्द्ध्र्य शृङ्गारपुरे ब्रह्मभट्ट"},
	{"bn", "রবীন্দ্রনাথ ঠাকুর মুখোপাধ্যায় বন্দ্যোপাধ্যায় ভট্টাচার্য্য"},
	{"ta", "ஸ்ரீனிவாசன் கொளஞ்சி வேங்கடசுப்பிரமணியன் திருநாவுக்கரசு"},
	{"te", "శ్రీకృష్ణ మూర్తి స్త్రీ వేంకటసుబ్రహ్మణ్యశాస్త్రి క్ష్మీ"},
	{"ml", "ശ്രീകുമാർ മേനോൻ കൃഷ്ണൻകുട്ടി സുബ്രഹ്മണ്യൻ നമ്പൂതിരിപ്പാട്"},
	{"th", "น้ำทิพย์ ปิ่นแก้ว ศรีพิพัฒนกุลธำรงเกียรติไพศาลวัฒนาภิรมย์"},
	{"km", "ស្រីមុំ ច័ន្ទរស្មី ស្ត្រី ខ្ញុំ សង្ក្រាន្ត ព្រះនរោត្តម"},
	{"my", "မြင့်မြတ်ဦး ကျော်စွာထွန်း နာဲသၠုၚ်ဂၠေံ မြတ်နိုးခြူးသွဲ့"},
	{"bo", "བསྟན་འཛིན་རྒྱ་མཚོ་ཨོཾ་མ་ཎི་པདྨེ་ཧཱུྃ་སྐྱབས་རྗེ་བློ་བཟང་གྲགས"},
	{"am", "ኃይለ ሥላሴ ወልደ ጊዮርጊስ ተፈሪ መኮንን ገብረ መድኅን ዘውዴ"},
	{"ja", "小鳥遊瑠璃子東海林勅使河原薫子髙橋美咲武者小路実篤齋藤"},
	{"ko", "남궁빛나래황보선우제갈공명독고영재사공민석선우용녀"},
}

// clashTemplate is the text box of a name and below it what would stand in its way.
const clashTemplate = "\n[[box]]\nname = \"name\"\nat = [\"5mm\", \"5mm\"]\nsize = [\"60mm\", \"10mm\"]\ntype = \"text\"\ntext = \"{{name}}\"\nfont_size = \"20pt\"\n"

// TestLinesNeverMeet sets long names in 22 scripts into every built-in design at five sizes, as the name, the local name,
// the organisation and the role, and finds no ink of one text in another, or in a code or the quiet zone around it. TestPagesKeepTheirTexts
// does the same for the edge of the page.
func TestLinesNeverMeet(t *testing.T) {
	pages, skipped := 0, 0
	for folder, made := range allSizes(t, 2) {
		l := New(library, shelf{})
		for i, n := range longNames {
			if testing.Short() && i%8 != 0 {
				continue
			}
			next := longNames[(i+7)%len(longNames)]
			for name, fields := range map[string]Fields{
				"name":         person(n.name, "", n.lang, "Bo", "Qy"),
				"both":         admitted(person(n.name, n.name, n.lang, n.name, "Ág")),
				"local":        admitted(person("Gregory Jy", n.name, n.lang, "", "")),
				"organisation": person("Bo", "", n.lang, n.name, next.name),
			} {
				if name != "both" && made.Size.W > 2*made.Size.H {
					continue // the longest texts together are enough for strips
				}
				if name == "both" || name == "organisation" {
					say := func(field string, v Value) { fields[field] = v }
					for _, of := range []string{"role.label.main", "role.label.second", "event.title.second", "event.dates.second"} {
						say(of, Value{Text: firstWords(n.name), Lang: n.lang})
					}
					fields["certificate.facts"] = Value{Text: "12 hours", Lang: "en"}
					fields["certificate.facts.main"] = fields["certificate.facts"]
					fields["certificate.facts.second"] = fields["certificate.facts"]
				}
				r := l.Page(made, fields)
				pages++
				overflows := false
				for _, f := range r.Faults {
					overflows = true
					if f.Code != "layout-overflow" && f.Code != "layout-group-full" {
						t.Errorf("%s, %s as %s: %s: %s", folder, n.lang, name, f.Box, f.Message)
					}
				}
				if overflows {
					skipped++
					continue
				}
				for _, f := range r.Fits {
					if c := f.Clash; c != nil {
						t.Errorf("%s, %s as %s: %s runs %.2f mm into %q: %s", folder, n.lang, name, f.Box,
							c.By.Millimetres(), c.With, f.Text)
					}
				}
				if made.Kind == paper.Certificate && i == 0 {
					clearOfFrames(t, folder, l, made, fields, r.Page)
				}
				if made.Kind == paper.Certificate {
					inFrames(t, r.Page, frameGap, func(g *page.Glyphs, ink, frame geom.Rect) {
						t.Errorf("%s, %s as %s: %q comes to the frame: %v in %v", folder, n.lang, name, g.Run.Text, ink, frame)
					})
				}
			}
		}
	}
	if pages < 3*4*10 || !testing.Short() && pages < 22*4*10 || skipped > pages/10 {
		t.Errorf("of %d pages %d have a text that does not fit", pages, skipped)
	}
}

// TestSignatories has one, two, three and six people sign every certificate at five sizes: their texts stay clear of all
// others, of codes, and of the frame, or check says that they do not fit.
func TestSignatories(t *testing.T) {
	names := [][2]string{{"Prof. Dr. Konstantinos Papadimitrakopoulos", "پروفسور کنستانتینوس پاپادیمیتراکوپولوس"},
		{"Johan Lindqvist-Marsh", "یوهان لیندکویست مارش"}, {"Nguyễn Thị Ánh Tuyết", "نگوین تی آن توئت"}}
	const least = geom.Millimetre / 2 // between ink and the line of a frame
	counts := []int{1, 2, 3, 6}
	if testing.Short() {
		counts = []int{1, 6} // the most room, and the least
	}
	pages, skipped, framed := 0, 0, 0
	for _, n := range counts {
		for folder, made := range allSizes(t, n) {
			if made.Kind != paper.Certificate {
				continue
			}
			fields := person("Anca Brândușescu", "", "ro", "Embassy of Romania", "Romania")
			for i := range n {
				for field, text := range map[string][2]string{"name": names[i%len(names)],
					"title": {"Director of the Office for Meetings", "مدیر دفتر نشست‌های بین‌المللی"}} {
					field = fmt.Sprintf("signatory.%d.%s", i+1, field)
					fields[field] = Value{Text: text[0], Lang: "en", In: map[string]string{"en": text[0], "fa": text[1]}}
					fields[field+".main"], fields[field+".second"] = Value{Text: text[0], Lang: "en"}, Value{Text: text[1], Lang: "fa"}
				}
			}
			r := New(library, shelf{}).Page(made, fields)
			if pages++; len(r.Faults) > 0 {
				skipped++
				t.Logf("%s: %d sign: %s: %s", folder, n, r.Faults[0].Box, r.Faults[0].Message)
			}
			for _, f := range r.Fits {
				if c := f.Clash; c != nil {
					t.Errorf("%s: %d sign: %s runs %.2f mm into %q: %s", folder, n, f.Box, c.By.Millimetres(), c.With, f.Text)
				}
			}
			if inFrames(t, r.Page, least, func(g *page.Glyphs, ink, frame geom.Rect) {
				t.Errorf("%s: %d sign: %q comes to the frame: %v in %v", folder, n, g.Run.Text, ink, frame)
			}) {
				framed++
			}
		}
	}
	if pages < len(counts)*13*3 || skipped > pages/10 || framed < pages/4 {
		t.Errorf("of %d pages %d have a text that does not fit, and %d have a frame", pages, skipped, framed)
	}
}

// frameGap is the least space between ink and the line of a frame, for names and what stands around them.
const frameGap = 8 * geom.Millimetre / 10

// inFrames calls leaves for every run whose ink is not inside all frames of a page by at least gap, and reports whether
// the page has a frame.
func inFrames(t *testing.T, p *page.Page, gap geom.Length, leaves func(g *page.Glyphs, ink, frame geom.Rect)) bool {
	t.Helper()
	frames := framesOf(p.Items, geom.Position{}, p.Size)
	inks(p.Items, geom.Position{}, func(g *page.Glyphs, ink geom.Rect) {
		for _, frame := range frames {
			if !frame.Inset(gap).Contains(ink) {
				leaves(g, ink, frame)
			}
		}
	})
	return len(frames) > 0
}

// clearOfFrames checks that no code hides a line around the page: the four modules around it are painted.
func clearOfFrames(t *testing.T, folder string, l *Layouter, made *template.Template, fields Fields, p *page.Page) {
	t.Helper()
	boxes, _ := l.Boxes(made, fields)
	for _, b := range boxes {
		qr, ok := b.(*template.QR)
		if !ok {
			continue
		}
		const densest = 49 // modules a side of the codes of certificates, at least: the fewer, the wider is a module
		box := qr.Size.At(qr.At).Inset(-qr.Size.W * 4 / densest)
		for _, frame := range framesOf(p.Items, geom.Position{}, p.Size) {
			if !frame.Contains(box) {
				t.Errorf("%s: the code with its quiet zone, %v, hides the frame %v", folder, box, frame)
			}
		}
	}
}

// framesOf returns the lines around a page of some size: what is stroked and not filled, around its middle.
func framesOf(items []page.Item, at geom.Position, size geom.Size) (frames []geom.Rect) {
	for _, it := range items {
		switch it := it.(type) {
		case *page.Group:
			frames = append(frames, framesOf(it.Items, at.Add(it.At), size)...)
		case *page.Path:
			if it.Stroke == nil || it.Fill != nil {
				continue
			}
			box := it.Bounds().Move(at)
			middle := geom.Position{X: box.X + box.W/2 - size.W/2, Y: box.Y + box.H/2 - size.H/2}
			if box.X > 0 && box.Y > 0 && box.W > size.W/2 && box.H > size.H/2 && max(middle.X, -middle.X, middle.Y, -middle.Y) < geom.Millimetre {
				frames = append(frames, box)
			}
		}
	}
	return frames
}

// firstWords returns about twenty letters of a name, whole words.
func firstWords(name string) string {
	short := ""
	for _, w := range strings.Fields(name) {
		if short != "" && len([]rune(short+w)) > 20 {
			break
		}
		short = strings.TrimSpace(short + " " + w)
	}
	if r := []rune(short); len(r) > 26 {
		short = string(r[:26])
	}
	return short
}

// TestClash finds ink in the wrong place and no other.
func TestClash(t *testing.T) {
	for _, c := range []struct {
		name, boxes, want string
	}{
		{"far below", clashBox("below", 40, 0, "Åg"), ""},
		{"overlapping boxes, ink apart", clashBox("below", 22, 0, "aa"), ""},
		{"ink in ink", clashBox("below", 9, 0, "Åg"), "name>below"},
		{"an ornament", clashBox("below", 9, 0, "Åg") + "tag = \"ornament\"\n", ""},
		{"side by side", clashBox("below", 9, 0, "Åg") + "align = \"right\"\n", ""},
		{"turned away", clashBox("below", 9, 90, "Åg") + "align = \"right\"\n", ""},
		{"turned upside down", clashBox("below", 9, 180, "Åg") + "align = \"right\"\n", "name>below"},
		{"in the quiet zone", "\n[[box]]\nname = \"code\"\ntype = \"qr\"\npayload = \"x\"\nat = [\"5mm\", \"10mm\"]\n" +
			"size = [\"30mm\", \"30mm\"]\n", "name>code"},
		{"beside a code", "\n[[box]]\nname = \"code\"\ntype = \"qr\"\npayload = \"x\"\nat = [\"50mm\", \"5mm\"]\n" +
			"size = [\"30mm\", \"30mm\"]\n", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			made := parsed(t, clashTemplate+c.boxes)
			r := lay(t, New(library, nil), made, Fields{"name": {Text: "Gregory"}})
			var found []string
			for _, f := range r.Fits {
				if f.Clash != nil {
					found = append(found, f.Box+">"+f.Clash.With)
					if f.Clash.By < clash.Hair || f.Clash.By > 20*geom.Millimetre || f.Clash.Line == 0 {
						t.Errorf("%+v", *f.Clash)
					}
				}
			}
			if got := strings.Join(found, " "); got != c.want {
				t.Errorf("finds %q, expected %q", got, c.want)
			}
		})
	}
}

func clashBox(name string, y, turn int, text string) string {
	return fmt.Sprintf("\n[[box]]\nname = %q\ntype = \"text\"\ntext = %q\nfont_size = \"20pt\"\nat = [\"5mm\", \"%dmm\"]\n"+
		"size = [\"60mm\", \"10mm\"]\nturn = %d\n", name, text, y, turn)
}

// TestFlowKeepsTextsApart: texts of a flow do not meet, wherever they are in their boxes and however they are shrunk,
// and the flow closes the space above a text that is not at the top of its box.
func TestFlowKeepsTextsApart(t *testing.T) {
	for _, valign := range []string{"top", "middle", "bottom"} {
		text := func(name string) string {
			return "[[box.box]]\ntype = \"text\"\nname = \"" + name + "\"\ntext = \"{{" + name + "}}\"\nfont_size = " +
				"\"40pt\"\nmin = \"6pt\"\nlines = 2\nfamily = \"serif\"\nleading = 1.1\nvalign = \"" + valign +
				"\"\nat = [\"0mm\", \"0mm\"]\nsize = [\"80mm\", \"18mm\"]\n"
		}
		made := parsed(t, "\n[[box]]\ntype = \"group\"\nname = \"flow\"\nflow = \"down\"\nat = [\"5mm\", \"2mm\"]\nsize = "+
			"[\"80mm\", \"60mm\"]\n"+text("a")+text("b")+text("c"))
		for _, n := range longNames {
			r := New(library, nil).Page(made, Fields{"a": {Text: n.name, Lang: n.lang}, "b": {Text: "Ágy Ǻ"},
				"c": {Text: n.name, Lang: n.lang}})
			for _, f := range r.Fits {
				if f.Clash != nil {
					t.Errorf("%s, %s: %s runs %v into %s", valign, n.lang, f.Box, f.Clash.By, f.Clash.With)
				}
			}
			var tops []geom.Length
			lowest := geom.Length(-1 << 40)
			inks(r.Page.Items, geom.Position{}, func(g *page.Glyphs, ink geom.Rect) {
				tops = append(tops, ink.Y)
				lowest = max(lowest, ink.Bottom())
			})
			if len(tops) == 0 || slices.Min(tops) < geom.MM(2)-rounding {
				t.Errorf("%s, %s: ink above the flow", valign, n.lang)
			}
		}
	}
}

// BenchmarkClashes measures the search on the design with the most texts.
func BenchmarkClashes(b *testing.B) {
	made := builtIn(b, "certificates/letter")
	l := New(library, shelf{})
	who := person("Anca Brândușescu", "", "ro", "Embassy of Romania", "Romania")
	s := l.setter(made, who)
	var items []page.Item
	for _, box := range s.boxes(made) {
		items = append(items, s.box(box).items...)
	}
	b.ResetTimer()
	for range b.N {
		s.clashes(made, items)
	}
}
