// review: none
// المعاينة بالعربية.

export const words = {
  language: "العربية", chooseLanguage: "اللغة", preview: "معاينة", badge: "بطاقة", certificate: "شهادة", sheet: "ورقة", shown: "ما يُعرض",
  search: "ابحث عن اسم أو معرّف", view: "العرض", previous: "الشخص السابق (السهم الأيمن)", next: "الشخص التالي (السهم الأيسر)",
  smaller: "أصغر (−)", larger: "أكبر (+)", fit: "ملاءمة", fitTitle: "ملاءمة النافذة (0)", zoomed: "{0} ٪", boxes: "الإطارات",
  boxesTitle: "إظهار إطارات القالب (o)", longest: "أطول اسم", longestTitle: "الانتقال إلى أطول اسم (l)", scripts: "الكتابات",
  scriptsTitle: "شخص لكل كتابة، جنبًا إلى جنب (s)", pdfTitle: "ملف هذا الشخص بصيغة PDF، موسومًا كمعاينة", place: "{0} من {1}",
  people: "{0} من الأشخاص", some: "{0} من {1} شخصًا", rest: "{0} من {1} شخصًا؛ ابحث عن الآخرين", line: "{0} · السطر {1}",
  noScript: "بلا كتابة", nothing: "لا شيء للعرض بعد", nothingMend: "أصلح ما ذُكر أعلاه واحفظ: هذه الصفحة تتبع.",
  nothingSave: "احفظ event.toml أو القائمة: هذه الصفحة تتبع.", cannot: "لا يمكن رسم هذه الورقة", cannotMore: "السبب مذكور أعلاه.",
  gone: "لم يعد lanyard preview يعمل", failed: "لا يمكن رسم هذا", sizeNote: "بحجم {0} نقطة بدل {1} نقطة",
  linesNote: "موزّع على {0} من الأسطر", messages: "الرسائل عن الملفات بالإنجليزية.",
};
