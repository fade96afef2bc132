package layout

import (
	"strings"
	"testing"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/expression"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/template"
)

// names are in scripts whose letters reach furthest: stacked marks, deep descenders, and words that cannot be broken.
var names = []struct{ lang, name string }{
	{"en", "Bo"}, {"en", "Seán O'Brien"}, {"en",
		"Maximiliana Throckmorton-Featherstonehaugh van der Wolverhampton"},
	{"en", "Wolfeschlegelsteinhausenbergerdorff"},
	{"vi", "Nguyễn Thị Ánh Tuyết"}, {"vi", "Ẩn Ượng Đặng Quỳnh"}, {"tr", "İbrahim Işık"}, {"ro",
		"Ștefan Țăranu"}, {"sv", "Åsa Ångström"},
	{"el", "Ἀλέξανδρος Ῥήγας"}, {"ru", "Пётр Й. Щукин"}, {"hy", "Արշալույս Գրիգորյան"}, {"ka", "შოთა რუსთაველი"}, {"he",
		"שָׁלוֹם בֶּן־צִיּוֹן"}, {"he", "יצחק נבון"},
	{"fa", "محمدرضا شفیعی کدکنی"}, {"fa", "علی\u200cرضا پورِکاوه"}, {"ar", "عبد اللطيف الأبنودي"}, {"ar",
		"مُحَمَّدٌ إِبْرَاهِيمُ"}, {"ur", "فیض احمد فیض"}, {"ps", "ښاغلی ځدراڼ"}, {"ckb", "ڕێبوار ئەحمەد"},
	{"hi", "क्षितिज कृष्णमूर्ति"}, {"hi", "र्द्ध्र्य शृङ्गार"}, {"bn", "রবীন্দ্রনাথ ঠাকুর"}, {"ta",
		"ஸ்ரீனிவாசன் கொளஞ்சி"}, {"te", "శ్రీకృష్ణ మూర్తి"}, {"kn", "ಶ್ರೀನಿವಾಸ ಮೂರ್ತಿ"}, {"ml", "ശ്രീകുമാർ മേനോൻ"},
	{"gu", "કૃષ્ણકુમાર"}, {"pa", "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ"}, {"si", "ශ්‍රීමත් ගුණසේකර"},
	{"th", "น้ำทิพย์ ปิ่นแก้ว"}, {"th", "ศรีพิพัฒนกุลธำรงเกียรติไพศาลวัฒนาภิรมย์"}, {"lo", "ສົມສີ ປິ່ນແກ້ວ"}, {"km",
		"ស្រីមុំ ច័ន្ទរស្មី"}, {"my", "မြင့်မြတ်ဦး"}, {"bo", "བསྟན་འཛིན་རྒྱ་མཚོ"}, {"am", "ኃይለ ሥላሴ"},
	{"ja", "髙橋 美咲"}, {"ja", "小鳥遊瑠璃子"}, {"zh", "张伟 𠮷田"}, {"ko", "김철수"}, {"mn-Mong", "ᠲᠡᠮᠦᠵᠢᠨ"}, {"ja",
		"ﾀﾞﾐｰ Ａｎａ"}, {"fa", "Ana علی Bo 2017"},
}

// inks calls f for the ink of every run of glyphs, in page coordinates. Turned groups are skipped.
func inks(items []page.Item, at geom.Position, f func(g *page.Glyphs, ink geom.Rect)) {
	for _, it := range items {
		switch it := it.(type) {
		case *page.Glyphs:
			if box := it.Run.Ink; !box.Empty() {
				scale := func(v int32) geom.Length { return it.Run.Font.Scale(int64(v), it.Size) }
				ink := geom.Rect{X: scale(box.XMin), Y: -scale(box.YMax), W: scale(box.XMax) - scale(box.XMin),
					H: scale(box.YMax) - scale(box.YMin)}
				f(it, ink.Move(at.Add(it.At)))
			}
		case *page.Group:
			if it.Turn == 0 {
				inks(it.Items, at.Add(it.At), f)
			}
		}
	}
}

// rounding is how far positions may be from the font's own numbers: they are whole EMU, 1/36,000 mm, and a few
// roundings add up.
const rounding = 8

// TestInkStaysInItsBox sets every name into every text box of every built-in template. Either all its ink is inside the
// box, or the page has a fault.
func TestInkStaysInItsBox(t *testing.T) {
	pages, faults := 0, 0
	for folder, made := range allBuiltIn(t) {
		l := New(library, nil)
		made.Walk(func(b template.Box) {
			text, ok := b.(*template.Text)
			if !ok {
				return
			}
			alone := *text
			alone.When, alone.Turn, alone.Lang = nil, 0, nil
			alone.Style.Ink = template.Ink{}
			alone.Text = expression.Phrase{{Field: "name"}}
			single := &template.Template{Size: made.Size, Boxes: []template.Box{&alone}}
			room := alone.Size.At(alone.At).Inset(-rounding)
			for _, n := range names {
				r := l.Page(single, Fields{"name": {Text: n.name, Lang: n.lang}})
				pages++
				if len(r.Faults) > 0 {
					faults++
					if r.Faults[0].Code != "layout-overflow" {
						t.Errorf("%s: %s: %+v", folder, n.name, r.Faults)
					}
					continue
				}
				inks(r.Page.Items, geom.Position{}, func(g *page.Glyphs, ink geom.Rect) {
					if !room.Contains(ink) {
						t.Errorf("%s, %s: ink of %q at %v leaves the box %v", folder, alone.Name, n.name, ink, room)
					}
				})
			}
		})
	}
	if pages < 1000 || faults > pages/4 {
		t.Errorf("of %d pages %d have faults", pages, faults)
	}
}

// TestPagesKeepTheirTexts lays out whole pages for all names with every template. Either no ink leaves the trim and
// every word of the name is there, or the page has a fault.
func TestPagesKeepTheirTexts(t *testing.T) {
	pages, faults := 0, 0
	for folder, made := range allBuiltIn(t) {
		l := New(library, shelf{})
		trim := made.Size.At(geom.Position{})
		for i, n := range names {
			if testing.Short() && i%8 != 0 {
				continue
			}
			r := l.Page(made, admitted(person(n.name, "Ana Popescu", n.lang, "Embassy of Romania", "Romania")))
			if pages++; len(r.Faults) > 0 {
				if faults++; r.Faults[0].Code != "layout-overflow" {
					t.Errorf("%s: %s: %+v", folder, n.name, r.Faults)
				}
				continue
			}
			inks(r.Page.Items, geom.Position{}, func(g *page.Glyphs, ink geom.Rect) {
				if !trim.Contains(ink) {
					t.Errorf("%s: ink of %q lies beyond the trim", folder, g.Run.Text)
				}
			})
			all := said(r.Page.Items)
			for _, word := range strings.Fields(n.name) {
				if !strings.Contains(all, word) {
					t.Errorf("%s: %q of %q is not on the page", folder, word, n.name)
				}
			}
		}
	}
	if faults > pages/20 {
		t.Errorf("of %d pages %d have faults", pages, faults)
	}
}
