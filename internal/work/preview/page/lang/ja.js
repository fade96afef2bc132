// review: none
// プレビューの日本語.

export const words = {
  language: "日本語", chooseLanguage: "言語", preview: "プレビュー", badge: "名札", certificate: "証明書", sheet: "用紙", shown: "表示するもの",
  search: "名前または ID を検索", view: "表示", previous: "前の人（左矢印）", next: "次の人（右矢印）", smaller: "縮小（−）", larger: "拡大（+）", fit: "全体表示",
  fitTitle: "ウィンドウに合わせる（0）", zoomed: "{0} %", boxes: "枠", boxesTitle: "テンプレートの枠を表示（o）", longest: "最も長い名前", longestTitle: "最も長い名前へ（l）",
  scripts: "文字体系", scriptsTitle: "文字体系ごとに一人ずつ並べる（s）", pdfTitle: "この人の PDF（プレビューの印付き）", place: "{1} 中 {0}", people: "{0} 人",
  some: "{1} 人中 {0} 人", rest: "{1} 人中 {0} 人。ほかの人は検索してください", line: "{0} · {1} 行目", noScript: "文字なし", nothing: "まだ表示するものがありません",
  nothingMend: "上の内容を直して保存すると、このページに反映されます。", nothingSave: "event.toml またはリストを保存すると、このページに反映されます。", cannot: "この紙面は描けません",
  cannotMore: "理由は上にあります。", gone: "lanyard preview は動いていません", failed: "これは描けません", sizeNote: "{1} pt を {0} pt に縮小", linesNote: "{0} 行に改行",
  messages: "ファイルに関するメッセージは英語です。",
};
