// review: none
// デスクの日本語。{0} と {1} には値が入る。

export const words = {
  language: "日本語", chooseLanguage: "言語", messages: "リストとファイルについてのメッセージは英語で表示されます。", skip: "本文へ移動", allEvents: "すべてのイベント",
  people: "参加者", design: "デザイン", print: "印刷", issued: "発行済み", publish: "公開", settings: "イベントファイル",
  loading: "読み込み中…", gone: "デスクが動作していません。もう一度起動してください：lanyard desk", again: "再読み込み",
  command: "コマンドラインでの同じ操作", copy: "コピー", copied: "コピーしました", close: "閉じる", cancel: "キャンセル", save: "保存", undo: "元に戻す",

  welcome: "誰でも検証できる名札と証明書", welcomeMore: "データはすべてこのコンピューターのフォルダーに残ります。",
  recent: "最近のイベント", noRecent: "このコンピューターではまだイベントを開いていません。", openOther: "別のイベントを開く", folder: "フォルダー", open: "開く",
  newEvent: "新しいイベント", title: "印刷するタイトル", issuer: "証明する団体", verify: "検証ページのホスト",
  verifyMore: "verify.example.org のような、ご自身のホスト。すべてのコードに印刷され、後から変わることはありません。",
  first: "初日", last: "最終日", lastMore: "複数日の場合", languages: "証明書の言語", languagesMore: "主な言語を先に：ja, en",
  listOfPeople: "参加者リスト", dropList: "CSV ファイルまたは Excel ブックをここにドロップ", or: "または", chooseFile: "ファイルを選択", chosen: "{0} をコピーします",
  withoutList: "リストがない場合は、3 件の例で始まります。", make: "イベントを作成", newFolder: "イベントのフォルダー",
  example: "お試しですか？", exampleMore: "12 種類の文字を使う架空の 24 人のイベントです。印刷物には DRAFT と入ります。", tryExample: "例を作成", exampleTitle: "サンプルワークショップ",

  nobody: "リストに誰もいません。", persons: "{0} 人", rows: "{0} 行", recognised: "リストの読み取り結果",
  ready: "すべて印刷できます", errors: "{0} 件のエラーのため実行できません", warnings: "警告 {0} 件",
  corrected: "corrections.csv の訂正 {0} 件", columns: "列", column: "リストの列", takenFor: "意味", notTaken: "– 保持のみ –",
  columnsMore: "列の意味を変更できます。選択は event.toml に書き込まれます。", findings: "確認事項", noFindings: "指摘はありません。すべての名前を確認し、すべてのページを組みました。",
  moreFindings: "ほかに {0} 件：lanyard check", row: "{0} 行目", event: "イベント", mend: "セルを訂正", search: "リストを検索", list: "リスト", listMore: "ファイル自体は変更されません。訂正は corrections.csv に保存され、次回の書き出しにも適用されます。",
  newList: "新しい書き出しでリストを置き換える", was: "ファイルでは：{0}", outByYou: "除外した行", takeIn: "元に戻す", leaveOut: "この行を除外", leaveOutShort: "除外",
  fixCell: "「{0}」に書き換える", fixMerge: "同一人物：もう一方の行と統合", fixAlias: "{0} を意味する", fixRole: "役割として追加", fixOut: "この行を除外",
  role: "役割", attended: "出席", yes: "はい", no: "いいえ", unknown: "不明", noRole: "– なし –", showing: "{2} 件中 {0}～{1}", previous: "前へ", next: "次へ", name: "名前", picture: "画像",
  shareBadge: "名札 {0} 枚", shareCertificate: "証明書 {0} 通", shareOut: "対象外 {0} 人", doubts: "証明書の対象か不明な人：{0} 人",

  whatToMake: "作成するもの", everything: "名札と証明書", badges: "名札", certificates: "証明書", onlyNew: "前回の印刷以降に追加・変更されたものだけ",
  spares: "当日参加者用の予備名札", zip: "全証明書を 1 つの ZIP ファイルに", merged: "全証明書を 1 つの PDF に", onePerson: "1 人だけ", onePersonMore: "リストの ID。空欄なら全員",
  reprintOne: "同じ番号でこの名札を再印刷", startCell: "{0} 番目の面から開始", startMore: "一部使用済みの用紙では、最初の空き面を選んでください。", sheet: "用紙",
  go: "作成する", files: "ファイル", noFiles: "まだ何も作成されていません。", download: "ダウンロード", moreFiles: "ほかに out フォルダー内に {0} 件",
  draft: "イベントファイルの例をご自身の内容に書き換えるまで、印刷物には DRAFT と入り、署名されません。", stopFirst: "先に {0} 件のエラーを直してください。「参加者」を参照。",
  changed: "前回の印刷以降の変更", compare: "比較", nothingChanged: "前回の印刷から変更はありません。", added: "新規", changedOne: "変更", goneOne: "削除", unearned: "対象外に",
  walkin: "当日参加者に予備名札を渡す", walkinNumber: "予備の番号", walkinDone: "{0} を {1} としてリストに追加しました。", organisation: "所属", give: "渡す",

  working: "作成中…", workingSite: "ページを書き出し中…", workingCheck: "公開ページに問い合わせ中…", progress: "{1} 件中 {0} 件", stop: "中止", stopped: "中止しました。何も発行されず、ファイルも変更されていません。",
  failed: "完了できませんでした", done: "完了", doneMake: "名札 {0} 枚（{1}）、{2}", pages: "{0} ページ", spareMade: "予備名札 {0} 枚", newNumbers: "新しい番号 {0} 件", noNewNumbers: "全員が発行済みの番号をそのまま使用",
  same: "前回の実行から変更はありません。ファイルは最新です。", newKeys: "イベントの鍵を作成しました。安全な場所に控えを保管してください。「公開」を参照。", undecided: "証明書の対象かどうか指定されていないため、証明書を作成しなかった人がいます。",
  withheld: "失効または停止中のため除外：{0}", goneStay: "リストにはないが有効：{0}", printHow: "名札はページに合わせず 100 % で印刷してください。",
  askCorrections: "{0} 人に新しい番号が付きます", askMore: "現在の番号は置き換えられます。検証した人には、訂正版があると表示されます。", askGo: "続ける", askStop: "中止",
  askEverybody: "タイトルや日付など、全員に共通の事項", askDoubles: "別の ID で再登録されています。新しい番号が付き、以前の番号も有効なままです",
  askDoubts: "この人たちの証明書を作成しますか？", askDoubtsMore: "出席したかどうかがリストに記されていません。", askYes: "作成する", askNo: "除外する",
  wordDoubt: "{0}：{1} が「{2}」", oddDoubt1: "{0}：非表示の行", oddDoubt2: "{0}：取り消し線の行", oddDoubt3: "{0}：機器またはプログラム",

  runs: "実行", runsMore: "印刷済みとして扱う実行です。紙にしなかった実行には印を付けてください。", run: "実行 {0}", papers: "{0} 枚", wasPrinted: "印刷済み", notPrinted: "未印刷", printer: "プリンター",
  noIssued: "まだ何も発行されていません。先に名札か証明書を作成してください。", searchIssued: "名前、ID、番号を検索", withReplaced: "置き換えられた版も表示",
  valid: "有効", suspended: "停止中", revoked: "失効", superseded: "置き換え済み", badge: "名札", certificate: "証明書", number: "番号", state: "状態", since: "{0} から", printedAs: "{0} に印刷：{1}、{2} ページ", neverPrinted: "未印刷",
  revoke: "失効させる", suspend: "停止する", reinstate: "停止を解除", reissue: "新しい番号", reprint: "再印刷", history: "履歴", reason: "理由", reasonMore: "台帳用で、公開されません。",
  revokeAsk: "{1} の{0}を失効させますか？", revokeMore: "以後ずっと無効になります。", suspendAsk: "{1} の{0}を停止しますか？", suspendMore: "解除するまで無効になります。", reinstateAsk: "{1} の{0}を再び有効にしますか？", reissueAsk: "{1} の{0}に新しい番号を付けますか？", reissueMore: "現在の番号は置き換えられます。その後、新しいものを印刷してください。",
  publishReminder: "検証する人にはまだ伝わっていません。ページを公開してください。", version: "第 {0} 版", issuedOn: "{0} 発行", paperNow: "いま印刷した場合の見た目", forgotten: "個人情報を消去済み",

  site: "検証ページ", siteNone: "ページはまだ書き出されていません。", siteToday: "本日書き出し済み", siteAge: "{0} に書き出し（{1}前）", days: "{0} 日", siteExpires: "{0} までに再アップロードしてください。以後は失効の有無を示せません。",
  siteBehind: "その後に発行または変更されたもの：{0} 件", siteFine: "発行済みのものがすべて含まれています。", write: "ページを書き出す", writeMore: "その後、site フォルダーを {0} にアップロードします。", wrote: "{0} 個のファイルを書き出し、{1} 個はそのままです。フォルダー {2} をアップロードしてください。",
  check: "公開ページに問い合わせる", checkMore: "第三者にはどう見えるでしょうか？", checkAt: "別のアドレス", checkFine: "問題ありません：{0} にはこの版のページがあり、すべてのリストとファイルがそろっています。", wrong: "誤り", note: "注記", todo: "対処：{0}",
  keys: "鍵のバックアップ", keysMore: "鍵がないと、発行、失効、公開ができなくなります。鍵がこのページから外へ出ることはありません。コマンドラインで暗号化した控えを作成してください。", keysNone: "このイベントにはまだ鍵がありません。最初の実行時に作成されます。",

  settingsMore: "ほかのページで扱わない設定はすべてこのファイルにあります。各キーの説明は lanyard help event で見られます。", saved: "保存しました。", conflict: "ファイルがその間に変更されました", conflictMore: "このページが {0} を読み込んだ後に変更があったため、何も書き込みませんでした。片方にあなたの内容、もう片方に現在のファイルを示します。", yours: "あなたの内容", theirs: "現在のファイル", takeTheirs: "現在のファイルで続ける",
};
