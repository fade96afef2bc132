package locale

// months are the names of the months of a calendar that has its own. They are
// those in use where the calendar is, and elsewhere the transliterations of CLDR
// where these are sound; every other language takes the English ones.
var months = map[Calendar]map[string]string{
	SolarHijri: {
		"en":    "Farvardin Ordibehesht Khordad Tir Mordad Shahrivar Mehr Aban Azar Dey Bahman Esfand",
		"fa":    "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند",
		"fa-AF": "حمل ثور جوزا سرطان اسد سنبله میزان عقرب قوس جدی دلو حوت",
		"ps":    "وری غویی غبرګولی چنګاښ زمری وږی تله لړم لیندۍ مرغومی سلواغه کب",
		"ckb":   "خاکەلێوە گوڵان جۆزەردان پووشپەڕ گەلاوێژ خەرمانان ڕەزبەر گەڵاڕێزان سەرماوەز بەفرانبار ڕێبەندان ڕەشەمە",
		"ar":    "فروردين أرديبهشت خرداد تير مرداد شهريور مهر آبان آذر دي بهمن إسفند",
		"ur":    "فروردین اردیبہشت خرداد تیر مرداد شہریور مہر آبان آذر دی بہمن اسفند",
		"he":    "פרורדין ארדיבהשת ח׳רדאד תיר מרדאד שהריור מהר אבאן אד׳ר די בהמן אספנד",
		"ru":    "фарвардина ордибехешта хордада тира мордада шахривара мехра абана азара дея бахмана эсфанда",
		"tr":    "Ferverdin Ordibeheşt Hordad Tir Mordad Şehriver Mehr Aban Azer Dey Behmen Esfend",
		"th":    "ฟาร์วาร์ดิน ออร์ดิเบเฮชต์ คอร์แดด เตอร์ มอร์แดด ชาหริวาร์ เมฮร์ อะบาน อะซาร์ เดย์ บาฮ์มาน เอสฟานด์",
		"fr":    "farvardin ordibehešt khordâd tir mordâd šahrivar mehr âbân âzar dey bahman esfand",
		"de":    "Farwardin Ordibehescht Chordād Tir Mordād Schahriwar Mehr Ābān Āsar Déi Bahman Essfand",
		"es":    "farvardin ordibehesht khordad tir mordad shahrivar mehr aban azar dey bahman esfand",
		"sv":    "farvardin ordibehesht khordād tir mordād shahrivar mehr ābān āzar dey bahman esfand",
	},
	Islamic: {
		"en": "Muharram Safar Rabiʻ_I Rabiʻ_II Jumada_I Jumada_II Rajab Shaʻban Ramadan Shawwal Dhuʻl-Qiʻdah Dhuʻl-Hijjah",
		"fa": "محرم صفر ربیع‌الاول ربیع‌الثانی جمادی‌الاول جمادی‌الثانی رجب شعبان رمضان شوال ذیقعده ذیحجه",
		"ar": "محرم صفر ربيع_الأول ربيع_الآخر جمادى_الأولى جمادى_الآخرة رجب شعبان رمضان شوال ذو_القعدة ذو_الحجة",
		"ur": "محرم صفر ربیع_الاول ربیع_الثانی جمادی_الاول جمادی_الثانی رجب شعبان رمضان شوال ذوالقعدۃ ذوالحجۃ",
		"bn": "মুহররম সফর রবিউল_আউয়াল রবিউস_সানি জমাদিউল_আউয়াল জমাদিউস_সানি রজব শা‘বান রমজান শাওয়াল জ্বিলকদ জ্বিলহজ্জ",
		"tr": "Muharrem Safer Rebiülevvel Rebiülahir Cemaziyelevvel Cemaziyelahir Recep Şaban Ramazan Şevval Zilkade Zilhicce",
		"id": "Muharam Safar Rabiulawal Rabiulakhir Jumadilawal Jumadilakhir Rajab Syakban Ramadan Syawal Zulkaidah Zulhijah",
		"ms": "Muharam Safar Rabiulawal Rabiulakhir Jamadilawal Jamadilakhir Rejab Syaaban Ramadan Syawal Zulkaedah Zulhijah",
		"ru": "мухаррама сафара раби-уль-авваля раби-уль-ахира джумад-уль-авваля джумад-уль-ахира раджаба шаабана рамадана шавваля зуль-каады зуль-хиджжи",
		"kk": "Мұхаррам Сафар Рабиғул_әууәл Рабиғул_ахир Жұмадәл_аууәл Жұмадәл_ахир Ережеп Шағбан Рамазан Шәууал Зұлқағда Зұлхижжа",
		"fr": "mouharram safar rabia_al_awal rabia_ath-thani joumada_al_oula joumada_ath-thania rajab chaabane ramadan chawwal dhou_al_qi’da dhou_al-hijja",
		"he": "מוחרם צפר רביע_אל-אוול רביע_א-ת׳אני ג׳ומאדא_אל-אולא ג׳ומאדא_א-ת׳אניה רג׳ב שעבאן רמדאן שוואל ד׳ו_אל־קעדה ד׳ו_אל־חיג׳ה",
		"es": "muharram safar rabiʻ_I rabiʻ_II jumada_I jumada_II rajab shaʻban ramadán shawwal dhuʻl-qiʻdah dhuʻl-hijjah",
	},
}

// years are how a language marks a year of a calendar; Y is the number. Where
// a calendar is at home its years need no mark. Languages that are not here
// take the English mark, and the Gregorian year none.
var years = map[Calendar]map[string]string{
	Gregorian: {"en": "Y", "th": "ค.ศ. Y", "ru": "Y г.", "be": "Y г.", "bg": "Y г.", "mk": "Y г.", "uk": "Y р."},
	SolarHijri: {
		"en": "Y", "fa": "Y", "fa-AF": "Y", "ps": "Y", "ckb": "Y", "ar": "Y هـ.ش", "ur": "Y ہجری شمسی", "fr": "Y A. P.",
		"ru": "Y г. солнечной хиджры", "th": "ปีเปอร์เซีย Y",
		"zh": "波斯历Y", "zh-Hant": "波斯曆Y", "ja": "イラン暦Y", "ko": "이란력 Y",
	},
	Buddhist: {
		"en": "Y BE", "th": "Y", "fa": "Y بودایی", "fr": "Y E. B.", "ru": "Y г. буддийской эры", "id": "Y EB", "it": "Y EB",
		"zh": "佛历Y", "zh-Hant": "佛曆Y", "ja": "仏暦Y", "ko": "불기 Y", "lo": "ພ.ສ. Y", "km": "ព.ស. Y",
	},
	Islamic: {
		"en": "Y AH", "ar": "Y هـ", "fa": "Y ه‍.ق.", "fa-AF": "Y ه‍.ق.", "ps": "Y هـ.ق", "ckb": "Y ی کۆچی", "ur": "Y ہجری", "bn": "Y হিজরি",
		"ru": "Y г. хиджры", "fr": "Y de l’hégire", "tr": "Hicri Y", "id": "Y H", "ms": "Y H", "th": "ฮ.ศ. Y",
		"zh": "伊斯兰历Y", "zh-Hant": "伊斯蘭曆Y", "ja": "ヒジュラ暦Y", "ko": "이슬람력 Y",
	},
}
