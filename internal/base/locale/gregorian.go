package locale

// notation is how a language writes a date. Order has the pieces in the order
// of writing, with "|" between them and one of D, M or Y in each; a piece brings the
// space or the sign that parts it from the one before, so that a range can share
// the pieces that are the same. Months are parted by spaces, "_" is a space
// inside one; without months the language counts them.
type notation struct{ order, months string }

// notations are the long date formats of the Common Locale Data Repository,
// version 48, with the months in the case that they have in a date. English
// is that of most of the world, day first. French "le", Spanish "del" and other
// words that join a date to a sentence belong to the sentence.
var notations = map[string]notation{
	"en":      {"D| M| Y", "January February March April May June July August September October November December"},
	"en-US":   {"M| D|, Y", "January February March April May June July August September October November December"},
	"fa":      {"D| M| Y", "ژانویهٔ فوریهٔ مارس آوریل مهٔ ژوئن ژوئیهٔ اوت سپتامبر اکتبر نوامبر دسامبر"},
	"fa-AF":   {"D| M| Y", "جنوری فبروری مارچ اپریل می جون جولای اگست سپتمبر اکتوبر نومبر دسمبر"},
	"ps":      {"د Y| د M| D", "جنوري فبروري مارچ اپریل مۍ جون جولای اګست سېپتمبر اکتوبر نومبر دسمبر"},
	"ckb":     {"Dی| Mی| Y", "کانوونی_دووەم شوبات ئازار نیسان ئایار حوزەیران تەمووز ئاب ئەیلوول تشرینی_یەکەم تشرینی_دووەم کانونی_یەکەم"},
	"ku":      {"Dê| Ma| Yan", "rêbendan sibat adar nîsan gulan hezîran tîrmeh tebax îlon cotmeh mijdar berfanbar"},
	"ar":      {"D| M| Y", "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"},
	"ur":      {"D| M|، Y", "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر"},
	"he":      {"D| בM| Y", "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר"},
	"hi":      {"D| M| Y", "जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर"},
	"mr":      {"D| M|, Y", "जानेवारी फेब्रुवारी मार्च एप्रिल मे जून जुलै ऑगस्ट सप्टेंबर ऑक्टोबर नोव्हेंबर डिसेंबर"},
	"ne":      {"Y| M| D", "जनवरी फेब्रुअरी मार्च अप्रिल मे जुन जुलाई अगस्ट सेप्टेम्बर अक्टोबर नोभेम्बर डिसेम्बर"},
	"bn":      {"D| M|, Y", "জানুয়ারি ফেব্রুয়ারি মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর"},
	"pa":      {"D| M| Y", "ਜਨਵਰੀ ਫ਼ਰਵਰੀ ਮਾਰਚ ਅਪ੍ਰੈਲ ਮਈ ਜੂਨ ਜੁਲਾਈ ਅਗਸਤ ਸਤੰਬਰ ਅਕਤੂਬਰ ਨਵੰਬਰ ਦਸੰਬਰ"},
	"gu":      {"D| M|, Y", "જાન્યુઆરી ફેબ્રુઆરી માર્ચ એપ્રિલ મે જૂન જુલાઈ ઑગસ્ટ સપ્ટેમ્બર ઑક્ટોબર નવેમ્બર ડિસેમ્બર"},
	"ta":      {"D| M|, Y", "ஜனவரி பிப்ரவரி மார்ச் ஏப்ரல் மே ஜூன் ஜூலை ஆகஸ்ட் செப்டம்பர் அக்டோபர் நவம்பர் டிசம்பர்"},
	"te":      {"D| M|, Y", "జనవరి ఫిబ్రవరి మార్చి ఏప్రిల్ మే జూన్ జులై ఆగస్టు సెప్టెంబర్ అక్టోబర్ నవంబర్ డిసెంబర్"},
	"kn":      {"M| D|, Y", "ಜನವರಿ ಫೆಬ್ರವರಿ ಮಾರ್ಚ್ ಏಪ್ರಿಲ್ ಮೇ ಜೂನ್ ಜುಲೈ ಆಗಸ್ಟ್ ಸೆಪ್ಟೆಂಬರ್ ಅಕ್ಟೋಬರ್ ನವೆಂಬರ್ ಡಿಸೆಂಬರ್"},
	"ml":      {"Y| M| D", "ജനുവരി ഫെബ്രുവരി മാർച്ച് ഏപ്രിൽ മേയ് ജൂൺ ജൂലൈ ഓഗസ്റ്റ് സെപ്റ്റംബർ ഒക്‌ടോബർ നവംബർ ഡിസംബർ"},
	"th":      {"D| M| Y", "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม"},
	"lo":      {"D| M| Y", "ມັງກອນ ກຸມພາ ມີນາ ເມສາ ພຶດສະພາ ມິຖຸນາ ກໍລະກົດ ສິງຫາ ກັນຍາ ຕຸລາ ພະຈິກ ທັນວາ"},
	"km":      {"D| M| Y", "មករា កុម្ភៈ មីនា មេសា ឧសភា មិថុនា កក្កដា សីហា កញ្ញា តុលា វិច្ឆិកា ធ្នូ"},
	"my":      {"Y| M| D", "ဇန်နဝါရီ ဖေဖော်ဝါရီ မတ် ဧပြီ မေ ဇွန် ဇူလိုင် ဩဂုတ် စက်တင်ဘာ အောက်တိုဘာ နိုဝင်ဘာ ဒီဇင်ဘာ"},
	"zh":      {order: "Y年|M月|D日"},
	"zh-Hant": {order: "Y年|M月|D日"},
	"ja":      {order: "Y年|M月|D日"},
	"ko":      {order: "Y년| M월| D일"},
	"vi":      {"D| M|, Y", "tháng_1 tháng_2 tháng_3 tháng_4 tháng_5 tháng_6 tháng_7 tháng_8 tháng_9 tháng_10 tháng_11 tháng_12"},
	"id":      {"D| M| Y", "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"},
	"ms":      {"D| M| Y", "Januari Februari Mac April Mei Jun Julai Ogos September Oktober November Disember"},
	"fil":     {"M| D|, Y", "Enero Pebrero Marso Abril Mayo Hunyo Hulyo Agosto Setyembre Oktubre Nobyembre Disyembre"},
	"tr":      {"D| M| Y", "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık"},
	"az":      {"D| M| Y", "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr"},
	"uz":      {"D|-M|, Y", "yanvar fevral mart aprel may iyun iyul avgust sentabr oktabr noyabr dekabr"},
	"kk":      {"Y ж.| D| M", "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан"},
	"ky":      {"Y-ж.|, D|-M", "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь"},
	"tk":      {"D| M| Y", "ýanwar fewral mart aprel maý iýun iýul awgust sentýabr oktýabr noýabr dekabr"},
	"mn":      {"Y оны| Mын| D", "нэгдүгээр_сар хоёрдугаар_сар гуравдугаар_сар дөрөвдүгээр_сар тавдугаар_сар зургаадугаар_сар долоодугаар_сар наймдугаар_сар есдүгээр_сар аравдугаар_сар арван_нэгдүгээр_сар арван_хоёрдугаар_сар"},
	"ru":      {"D| M| Y", "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"},
	"uk":      {"D| M| Y", "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня"},
	"be":      {"D| M| Y", "студзеня лютага сакавіка красавіка мая чэрвеня ліпеня жніўня верасня кастрычніка лістапада снежня"},
	"bg":      {"D| M| Y", "януари февруари март април май юни юли август септември октомври ноември декември"},
	"mk":      {"D| M| Y", "јануари февруари март април мај јуни јули август септември октомври ноември декември"},
	"sr":      {"D.| M| Y.", "јануар фебруар март април мај јун јул август септембар октобар новембар децембар"},
	"sr-Latn": {"D.| M| Y.", "januar februar mart april maj jun jul avgust septembar oktobar novembar decembar"},
	"hy":      {"D| M|, Y թ.", "հունվարի փետրվարի մարտի ապրիլի մայիսի հունիսի հուլիսի օգոստոսի սեպտեմբերի հոկտեմբերի նոյեմբերի դեկտեմբերի"},
	"ka":      {"D| M|, Y", "იანვარი თებერვალი მარტი აპრილი მაისი ივნისი ივლისი აგვისტო სექტემბერი ოქტომბერი ნოემბერი დეკემბერი"},
	"am":      {"D| M| Y", "ጃንዋሪ ፌብሩዋሪ ማርች ኤፕሪል ሜይ ጁን ጁላይ ኦገስት ሴፕቴምበር ኦክቶበር ኖቬምበር ዲሴምበር"},
	"sw":      {"D| M| Y", "Januari Februari Machi Aprili Mei Juni Julai Agosti Septemba Oktoba Novemba Desemba"},
	"de":      {"D.| M| Y", "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"},
	"de-AT":   {"D.| M| Y", "Jänner Februar März April Mai Juni Juli August September Oktober November Dezember"},
	"nl":      {"D| M| Y", "januari februari maart april mei juni juli augustus september oktober november december"},
	"sv":      {"D| M| Y", "januari februari mars april maj juni juli augusti september oktober november december"},
	"nb":      {"D.| M| Y", "januar februar mars april mai juni juli august september oktober november desember"},
	"da":      {"D.| M| Y", "januar februar marts april maj juni juli august september oktober november december"},
	"is":      {"D.| M| Y", "janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember"},
	"fi":      {"D.| M| Y", "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta"},
	"et":      {"D.| M| Y", "jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember"},
	"lv":      {"Y. gada| D.| M", "janvāris februāris marts aprīlis maijs jūnijs jūlijs augusts septembris oktobris novembris decembris"},
	"lt":      {"Y m.| M| D d.", "sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio"},
	"pl":      {"D| M| Y", "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia"},
	"cs":      {"D.| M| Y", "ledna února března dubna května června července srpna září října listopadu prosince"},
	"sk":      {"D.| M| Y", "januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra"},
	"sl":      {"D.| M| Y", "januar februar marec april maj junij julij avgust september oktober november december"},
	"hr":      {"D.| M| Y.", "siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna listopada studenoga prosinca"},
	"bs":      {"D.| M| Y.", "januar februar mart april maj juni juli august septembar oktobar novembar decembar"},
	"hu":      {"Y.| M| D.", "január február március április május június július augusztus szeptember október november december"},
	"ro":      {"D| M| Y", "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie"},
	"sq":      {"D| M| Y", "janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor"},
	"el":      {"D| M| Y", "Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου Σεπτεμβρίου Οκτωβρίου Νοεμβρίου Δεκεμβρίου"},
	"it":      {"D| M| Y", "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"},
	"es":      {"D| de M| de Y", "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"},
	"pt":      {"D| de M| de Y", "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"},
	"ca":      {"D| M| del Y", "de_gener de_febrer de_març d’abril de_maig de_juny de_juliol d’agost de_setembre d’octubre de_novembre de_desembre"},
	"gl":      {"D| de M| de Y", "xaneiro febreiro marzo abril maio xuño xullo agosto setembro outubro novembro decembro"},
	"fr":      {"D| M| Y", "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"},
	"eu":      {"Y(e)ko| Mren| D(a)", "urtarrila otsaila martxoa apirila maiatza ekaina uztaila abuztua iraila urria azaroa abendua"},
	"ga":      {"D| M| Y", "Eanáir Feabhra Márta Aibreán Bealtaine Meitheamh Iúil Lúnasa Meán_Fómhair Deireadh_Fómhair Samhain Nollaig"},
}

// ranges are the signs between two days and between two longer dates, where
// they are not "–" and " – ".
var ranges = map[string]struct{ tight, wide string }{
	"ja":      {"～", "～"},
	"zh":      {"至", "至"},
	"zh-Hant": {"至", "至"},
	"ko":      {"~", "~"},
	"fa":      {"–", " تا "},
	"fa-AF":   {"–", " تا "},
	"ps":      {"–", " تر "},
}

// firstDays are the languages that write the first of a month as an ordinal.
var firstDays = map[string]string{"fr": "1er", "it": "1º"}
