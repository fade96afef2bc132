// Package fonts embeds the font files of this folder, so that the program
// draws the same letters on every machine.
//
// All are static TrueType builds with glyf outlines, unchanged as their source
// ships them, under the SIL Open Font License 1.1 (its text with the family's
// copyright line is OFL.txt in each folder). R and B stand for the weights
// regular and bold. The sources:
//
//	noto  Debian package fonts-noto-core 20201225-1
//	expo  npm packages @expo-google-fonts/noto-sans-{jp,kr,sc,tc} 0.4.3
//	vazir npm package vazirmatn 33.0.3
//
// The families, with the version that the files state:
//
//	NotoNaskhArabic                R B 2.004     noto
//	NotoNastaliqUrdu               R   2.000     noto
//	NotoSans                       R B 2.004     noto
//	NotoSansAdlam                  R B 3.000     noto
//	NotoSansArmenian               R B 2.005     noto
//	NotoSansBalinese               R B 2.002     noto
//	NotoSansBamum                  R B 2.000     noto
//	NotoSansBassaVah               R   2.000     noto
//	NotoSansBatak                  R   2.000     noto
//	NotoSansBengali                R B 2.001     noto
//	NotoSansBuginese               R   2.000     noto
//	NotoSansBuhid                  R   2.000     noto
//	NotoSansCanadianAboriginal     R B 2.000     noto
//	NotoSansChakma                 R   2.001     noto
//	NotoSansCham                   R B 2.000     noto
//	NotoSansCherokee               R B 2.000     noto
//	NotoSansCoptic                 R   2.000     noto
//	NotoSansDevanagari             R B 2.001     noto
//	NotoSansEthiopic               R B 2.000     noto
//	NotoSansGeorgian               R B 2.001     noto
//	NotoSansGothic                 R   2.000     noto
//	NotoSansGujarati               R B 2.001     noto
//	NotoSansGunjalaGondi           R   1.002     noto
//	NotoSansGurmukhi               R B 2.001     noto
//	NotoSansHanifiRohingya         R B 2.100     noto
//	NotoSansHanunoo                R   2.000     noto
//	NotoSansHebrew                 R B 3.000     noto
//	NotoSansJP                     R B 2.004-H2  expo
//	NotoSansJavanese               R B 2.000     noto
//	NotoSansKR                     R B 2.004-H2  expo
//	NotoSansKannada                R B 2.001     noto
//	NotoSansKayahLi                R B 2.001     noto
//	NotoSansKhmer                  R B 2.001     noto
//	NotoSansKhojki                 R   2.001     noto
//	NotoSansLao                    R B 2.001     noto
//	NotoSansLepcha                 R   2.000     noto
//	NotoSansLimbu                  R   2.000     noto
//	NotoSansLisu                   R B 2.100     noto
//	NotoSansMalayalam              R B 2.001     noto
//	NotoSansMandaic                R   2.001     noto
//	NotoSansMasaramGondi           R   1.003     noto
//	NotoSansMedefaidrin            R B 1.001     noto
//	NotoSansMeeteiMayek            R B 2.001     noto
//	NotoSansMendeKikakui           R   2.000     noto
//	NotoSansMiao                   R   2.001     noto
//	NotoSansMongolian              R   2.001     noto
//	NotoSansMro                    R   2.000     noto
//	NotoSansMyanmar                R B 2.001     noto
//	NotoSansNKo                    R   2.001     noto
//	NotoSansNewTaiLue              R   2.000     noto
//	NotoSansNewa                   R   2.003     noto
//	NotoSansOlChiki                R B 2.002     noto
//	NotoSansOriya                  R B 2.000     noto
//	NotoSansOsage                  R   2.000     noto
//	NotoSansOsmanya                R   2.000     noto
//	NotoSansPahawhHmong            R   2.000     noto
//	NotoSansPauCinHau              R   2.000     noto
//	NotoSansRejang                 R   2.000     noto
//	NotoSansSC                     R B 2.004-H2  expo
//	NotoSansSamaritan              R   2.000     noto
//	NotoSansSaurashtra             R   2.000     noto
//	NotoSansSinhala                R B 2.001     noto
//	NotoSansSoraSompeng            R B 2.100     noto
//	NotoSansSundanese              R B 2.001     noto
//	NotoSansSylotiNagri            R   2.001     noto
//	NotoSansSyriac                 R   2.000     noto
//	NotoSansTC                     R B 2.004-H2  expo
//	NotoSansTagalog                R   2.000     noto
//	NotoSansTagbanwa               R   2.000     noto
//	NotoSansTaiLe                  R   2.000     noto
//	NotoSansTaiTham                R B 2.001     noto
//	NotoSansTaiViet                R   2.000     noto
//	NotoSansTakri                  R   2.002     noto
//	NotoSansTamil                  R B 2.001     noto
//	NotoSansTelugu                 R B 2.001     noto
//	NotoSansThaana                 R B 2.000     noto
//	NotoSansThai                   R B 2.000     noto
//	NotoSansTifinagh               R   2.002     noto
//	NotoSansTirhuta                R   2.001     noto
//	NotoSansVai                    R   2.000     noto
//	NotoSansWancho                 R   2.000     noto
//	NotoSansWarangCiti             R   3.000     noto
//	NotoSansYi                     R   2.000     noto
//	NotoSerif                      R B 2.004     noto
//	NotoSerifArmenian              R B 2.005     noto
//	NotoSerifBengali               R B 2.001     noto
//	NotoSerifDevanagari            R B 2.001     noto
//	NotoSerifDogra                 R   1.003     noto
//	NotoSerifEthiopic              R B 2.000     noto
//	NotoSerifGeorgian              R B 2.001     noto
//	NotoSerifGujarati              R B 2.002     noto
//	NotoSerifGurmukhi              R B 2.001     noto
//	NotoSerifHebrew                R B 2.000     noto
//	NotoSerifKannada               R B 2.002     noto
//	NotoSerifKhmer                 R B 2.001     noto
//	NotoSerifLao                   R B 2.000     noto
//	NotoSerifMalayalam             R B 2.001     noto
//	NotoSerifMyanmar               R B 2.001     noto
//	NotoSerifNyiakengPuachueHmong  R B 1.000     noto
//	NotoSerifTamil                 R B 2.001     noto
//	NotoSerifThai                  R B 2.000     noto
//	NotoSerifTibetan               R B 2.001     noto
//	NotoSerifYezidi                R B 1.000     noto
//	Vazirmatn                      R B 33.003    vazir
//
// Han characters beyond the Basic Multilingual Plane are those of Noto: 2,352 of the
// 2,365 that Noto Sans CJK 2.004 has. With them the faces draw every character of Hong
// Kong's HKSCS, Japan's JIS X 0213, Korea's KS X 1001 and 1002 and planes 1 and 2 of
// Taiwan's CNS 11643; of plane 3 99 %, of plane 4 55 %, of planes 5 to 7 6 %, and of the
// 1,647 characters that Unicode took from Japan's family registers 6. U+20000 and U+2A6A5
// are in no Noto face; an event that needs such a name brings a font in [[fonts]].
package fonts

import "embed"

// FS holds the files as Family/Family-Weight.ttf and Family/OFL.txt. Package
// font has the table of what each family is for.
//
//go:embed */*.ttf */OFL.txt
var FS embed.FS
