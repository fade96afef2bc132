// review: none
// התצוגה המקדימה בעברית.

export const words = {
  language: "עברית", chooseLanguage: "שפה", preview: "תצוגה מקדימה", badge: "תג", certificate: "תעודה", sheet: "גיליון", shown: "מה מוצג",
  search: "חיפוש שם או מזהה", view: "תצוגה", previous: "האדם הקודם (חץ ימינה)", next: "האדם הבא (חץ שמאלה)", smaller: "קטן יותר (−)",
  larger: "גדול יותר (+)", fit: "התאמה", fitTitle: "התאמה לחלון (0)", zoomed: "{0} %", boxes: "מסגרות",
  boxesTitle: "הצגת מסגרות התבנית (o)", longest: "השם הארוך ביותר", longestTitle: "מעבר לשם הארוך ביותר (l)", scripts: "כתבים",
  scriptsTitle: "אדם אחד לכל כתב, זה לצד זה (s)", pdfTitle: "ה־PDF של אדם זה, מסומן כתצוגה מקדימה", place: "{0} מתוך {1}",
  people: "אדם אחד|{0} אנשים", some: "{0} מתוך {1} אנשים", rest: "{0} מתוך {1} אנשים; חפשו את השאר", line: "{0} · שורה {1}",
  noScript: "ללא כתב", nothing: "עדיין אין מה להציג", nothingMend: "תקנו את האמור למעלה ושמרו: הדף הזה עוקב.",
  nothingSave: "שמרו את event.toml או את הרשימה: הדף הזה עוקב.", cannot: "אי אפשר לצייר את הדף הזה", cannotMore: "הסיבה מופיעה למעלה.",
  gone: "lanyard preview כבר אינו פועל", failed: "אי אפשר לצייר את זה", sizeNote: "בגודל {0} נק׳ במקום {1} נק׳",
  linesNote: "נשבר לשורה אחת|נשבר ל־{0} שורות", messages: "ההודעות על קבצים הן באנגלית.",
};
