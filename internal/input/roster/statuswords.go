package roster

// stateWords lists the words with which lists in one language say whether
// somebody has a place and whether they were there: a line for each state, and
// "not" for the words that turn the next one into its opposite.
type stateWords struct{ lang, lines string }

// states are the tables of all languages. The words come from the exporters
// named in systems and from the lists of organisers.
var states = []stateWords{
	{"en", `
out: cancelled | canceled | cancellation | cancel | refunded | refund | declined | decline | waiting | waitlist | waitlisted | wait list | wait listed | waiting list | pending | rejected | reject | withdrawn | withdrew | expired | deleted | transferred | invited | unconfirmed | void | voided | denied | unpaid | draft | interested | maybe | tentative | on hold | terminated | removed | blocked | spam | failed | abandoned | incomplete | undecided | unsubscribed | inactive | disqualified | revoked | regrets | regret | trash | suspended | awaiting payment | awaiting | overdue | chargeback | disputed | queue | standby | nominated | no response | unassigned | invalid | dropped | drop | left out | deferred | bounced | unregistered | deregistered | de registered | opted out | unable to attend | payment due | past due | released | to be paid | invalidated | pre reserved | duplicate | not eligible | disqualified | bounced | withdrawal | ineligible | opted out | chargeback | chargedback | disputed
absent: no show | noshow | no-show | absent | missed | missing | never joined | did not attend | didn't attend | did not show | didn't show | did not come | did not participate | excused | unexcused | never came | awol | dns | cancelled on the day | sick | ill | apologies | sent apologies | no-showed | n/s
unseen: not checked in | not yet checked in | not scanned | unscanned | not arrived | not arrived yet
place: confirmed | confirm | registered | attending | attend | approved | accepted | accept | paid | complete | completed | active | acquired | valid | issued | booked | going | enrolled | enroled | purchased | ticketed | free | comp | comped | complimentary | subscribed | successful | success | processing | processed | settled | fulfilled | verified | coming | admitted | exempt | waived | assigned | claimed | will attend | to attend | paid in full | partially paid | partially refunded | ok | okay | cleared | sponsored | rsvped | rsvp'd | eligible
present: attended | present | checked in | checked-in | checkedin | arrived | was there | joined | showed up | showed | participated | scanned | signed in | partially attended | here | on site | came | left early | arrived late | attended late | completed attendance | on time
yes: yes | y | true | x | 1 | ✓ | ✔ | ☑ | ✅ | ○ | 〇
no: no | n | false | 0 | ✗ | ✘ | ☐ | ❌ | × | nope
not: not | didn't | never | isn't | won't | no | cannot | can't | hasn't | wasn't
`}, {"de", `
out: storniert | abgelehnt | abgesagt | erstattet | zurückerstattet | warteliste | auf warteliste | ausstehend | abgelaufen | entwurf | unbezahlt | eingeladen | vielleicht | interessiert | zurückgezogen | gelöscht | ungültig | abgemeldet | absage | gesperrt | unbestätigt | keine antwort | zahlung offen | offen | unvollständig | unentschlossen | wartend | rückerstattet | annulliert | verhindert | vorläufig | widerrufen | ausgeschieden | wartet auf freigabe
absent: abwesend | nicht erschienen | fehlend | fehlt | gefehlt | entschuldigt | unentschuldigt | nichterschienen | ferngeblieben | nicht da | ausgefallen | krank | krank gemeldet | krankgemeldet | erkrankt | nicht angetreten | unentschuldigt gefehlt
unseen: nicht eingecheckt
place: bestätigt | angemeldet | teilnehmend | bezahlt | zugesagt | zusage | aktiv | abgeschlossen | registriert | genehmigt | akzeptiert | angenommen | gültig | gebucht | kommt | vollständig | freigegeben | kostenlos
present: anwesend | teilgenommen | erschienen | eingecheckt | da | war da | verspätet | online teilgenommen
yes: ja | wahr
no: nein | falsch
not: nicht | kein | keine | nie
`}, {"nl", `
out: geannuleerd | geweigerd | afgewezen | afgemeld | wachtlijst | op de wachtlijst | uitgenodigd | concept | onbetaald | misschien | geïnteresseerd | verlopen | terugbetaald | in afwachting | ingetrokken | verwijderd | afgezegd | ongeldig
absent: afwezig | niet aanwezig | niet verschenen | niet gekomen | verhinderd | niet komen opdagen | ziek | ziekgemeld | no-show
place: bevestigd | aangemeld | ingeschreven | betaald | goedgekeurd | geaccepteerd | actief | deelnemend | geregistreerd | voltooid
present: aanwezig | deelgenomen | ingecheckt | verschenen
yes: ja | waar
no: nee | onwaar
not: niet | geen | nooit
`}, {"fr", `
out: annulé | annulée | refusé | refusée | remboursé | remboursée | attente | en attente | liste d'attente | sur liste d'attente | invité | invitée | brouillon | impayé | impayée | intéressé | intéressée | peut-être | expiré | expirée | désisté | désistée | désinscrit | désinscrite | rejeté | rejetée | supprimé | supprimée | non payé | retiré | retirée | en cours de validation | sans réponse | décliné | déclinée | suspendu | suspendue | excusé | excusée
absent: absent | absente | n'est pas venu | n'est pas venue | non présenté | non présentée | n'a pas participé | pas venu | pas venue | ne s'est pas présenté | excusé | excusée | absent(e) | absente excusée | malade | non venu | non venue
place: confirmé | confirmée | inscrit | inscrite | payé | payée | accepté | acceptée | validé | validée | participant | participe | approuvé | approuvée | réglé | réglée | actif | active | complet
present: présent | présente | a participé | participé | venu | venue | enregistré | enregistrée | émargé | assidu | assidue | présent(e) | en retard | participant présent
yes: oui | vrai
no: non | faux
not: pas | non | jamais | n'a pas | ne participe pas
`}, {"es", `
out: cancelado | cancelada | rechazado | rechazada | reembolsado | reembolsada | pendiente | lista de espera | en lista de espera | en espera | espera | invitado | invitada | borrador | impagado | impagada | no pagado | interesado | interesada | quizás | quizá | tal vez | caducado | caducada | anulado | anulada | expirado | expirada | denegado | denegada | retirado | retirada | suspendido | suspendida | baja | eliminado | eliminada | devuelto | sin respuesta | declinado
absent: ausente | no asistió | no asistio | faltó | no se presentó | no presentado | inasistente | no vino | no acudió | justificada | justificado | falta | falta justificada | no asiste | ausencia | inasistencia
place: confirmado | confirmada | inscrito | inscrita | pagado | pagada | aceptado | aceptada | aprobado | aprobada | registrado | registrada | activo | activa | asistirá | asiste | completado | completada | matriculado | matriculada | válido
present: asistió | asistio | presente | acreditado | acreditada | asistente | acudió | participó | asistido | asiste | con retraso
yes: sí | si | verdadero
no: no | falso
not: no | nunca | sin
`}, {"pt", `
out: cancelada | recusado | recusada | reembolsado | pendente | lista de espera | na lista de espera | convidado | convidada | rascunho | não pago | interessado | interessada | talvez | expirado | rejeitado | rejeitada | anulado | desistente | desistiu | aguardando | aguardando pagamento | estornado | negado | cancelada pelo participante | cancelado pelo participante | pagamento pendente | desistência
absent: ausente | não compareceu | faltou | não presente | não veio
place: confirmado | confirmada | inscrito | inscrita | pago | paga | aceito | aceite | aprovado | aprovada | ativo | ativa | vai participar | concluído | isento | isenta
present: presente | compareceu | participou | credenciado
yes: sim | verdadeiro
no: não | nao
not: não | nao | nunca
`}, {"it", `
out: annullato | annullata | rifiutato | rifiutata | rimborsato | rimborsata | in attesa | lista d'attesa | in lista d'attesa | invitato | invitata | bozza | non pagato | interessato | interessata | forse | scaduto | scaduta | ritirato | ritirata | respinto | respinta | sospeso | sospesa | cancellato | cancellata | disdetto | rinunciatario | rinunciataria | rinuncia | disdetta
absent: assente | non presente | non si è presentato | non ha partecipato | assente giustificato | assente giustificata | assente ingiustificato | non pervenuto
place: confermato | confermata | iscritto | iscritta | pagato | pagata | accettato | accettata | approvato | approvata | registrato | registrata | attivo | attiva | partecipa | completato | completata
present: presente | ha partecipato | partecipato | accreditato | accreditata
yes: sì | vero
no: no
not: non | mai
`}, {"da nb sv", `
out: annulleret | avlyst | aflyst | kansellert | afvist | avvist | avslått | venteliste | på venteliste | inviteret | invitert | kladde | ikke betalt | måske | kanskje | afmeldt | avmeldt | refunderet | refundert | afventer | avventer | avbokad | avböjt | avanmäld | väntelista | på väntelista | inbjuden | utkast | obetald | kanske | återbetald | inställd | avslag | nekad | udløbet | utløpt | avvaktar
absent: fraværende | udeblevet | ikke mødt | ikke møtt | ikke fremmødt | frånvarande | utebliven | uteblev | ej närvarande | ikke til stede | sjukanmäld | sjuk | syg | sygemeldt | syk | sykmeldt | meldt forfall | forfald
place: bekræftet | bekreftet | bekräftad | tilmeldt | påmeldt | anmäld | betalt | betald | godkendt | godkjent | godkänd | aktiv | registreret | registrert | registrerad | deltager | accepteret | akseptert
present: til stede | fremmødt | mødt | møtt | deltog | deltok | deltatt | närvarande | incheckad | indtjekket | sjekket inn
yes: ja | sant
no: nej | nei
not: ikke | inte | ej
`}, {"fi", `
out: peruttu | peruutettu | hylätty | jonossa | jonotuslista | odottaa | kutsuttu | luonnos | maksamatta | ehkä | palautettu | perunut | vanhentunut
absent: poissa | ei saapunut | ei paikalla | ei osallistunut
place: vahvistettu | ilmoittautunut | rekisteröity | maksettu | hyväksytty | osallistuu | aktiivinen
present: paikalla | läsnä | osallistui | saapunut
yes: kyllä
no: ei
not: ei
`}, {"pl", `
out: anulowane | anulowany | anulowana | odrzucony | odrzucona | odrzucone | lista rezerwowa | oczekuje | oczekujący | oczekująca | zaproszony | zaproszona | szkic | nieopłacony | nieopłacona | nieopłacone | może | zwrócony | zwrot | wypisany | wypisana | wycofany | wycofana | rezygnacja | zrezygnował | zrezygnowała | wygasł | niepotwierdzony | niepotwierdzona
absent: nieobecny | nieobecna | nie przyszedł | nie przyszła | nie uczestniczył | nie uczestniczyła | usprawiedliwiony | usprawiedliwiona | nieusprawiedliwiony | nieobecność | chory | chora
place: potwierdzony | potwierdzona | potwierdzone | zapisany | zapisana | opłacony | opłacona | opłacone | zaakceptowany | zaakceptowana | zarejestrowany | zarejestrowana | aktywny | zatwierdzony
present: obecny | obecna | uczestniczył | uczestniczyła
yes: tak | prawda
no: nie
not: nie
`}, {"cs sk", `
out: zrušeno | zrušen | zrušená | zrušené | odmítnuto | odmietnuté | čekající | čekací listina | náhradník | čaká | pozván | pozvaný | koncept | nezaplaceno | nezaplatené | možná | možno | vráceno | odhlášen | odhlásený | stornováno | stornovaný
absent: nepřítomen | nepřítomna | neprítomný | nedostavil se | nezúčastnil se | nezúčastnila se | chyběl | omluven | omluvena | omluvený | neomluven | ospravedlnený | ospravedlnená | nemocen | nemocná | neprišiel
place: potvrzeno | potvrzen | potvrdené | přihlášen | prihlásený | zaplaceno | zaplatené | registrován | schváleno | aktivní
present: přítomen | přítomna | prítomný | zúčastnil se | zúčastnila se
yes: ano | áno
no: ne | nie
not: ne | nie
`}, {"hr sr sl", `
out: otkazano | odbijeno | lista čekanja | na čekanju | pozvan | neplaćeno | možda | отказано | одбијено | листа чекања | odpovedano | zavrnjeno | čakalna lista
absent: odsutan | odsutna | nije došao | nije došla | одсутан | odsoten | odsotna
place: potvrđeno | prijavljen | plaćeno | odobreno | потврђено | potrjeno | prijavljena
present: prisutan | prisutna | присутан | prisoten | prisotna
yes: da | да
no: ne | не
not: nije | није | ni
`}, {"hu", `
out: lemondva | lemondta | törölve | elutasítva | várólista | várólistán | függőben | meghívott | piszkozat | fizetetlen | nem fizetett | talán | visszatérítve | visszavonva
absent: távol | hiányzott | nem jelent meg | nem jött el | hiányzik | nem vett részt | igazoltan távol | beteg
place: megerősítve | visszaigazolva | regisztrált | fizetve | jóváhagyva | elfogadva | jelentkezett
present: jelen | megjelent | részt vett | jelen volt
yes: igen
no: nem
not: nem
`}, {"ro", `
out: anulat | anulată | respins | respinsă | refuzat | refuzată | listă de așteptare | în așteptare | invitat | invitată | ciornă | neplătit | neplătită | poate | rambursat | retras | retrasă | expirat
absent: absent | absentă | nu s-a prezentat | nu a participat | nu a venit
place: confirmat | confirmată | înscris | înscrisă | plătit | plătită | acceptat | acceptată | aprobat | aprobată | înregistrat | înregistrată | activ
present: prezent | prezentă | a participat
yes: da
no: nu
not: nu
`}, {"el", `
out: ακυρώθηκε | απορρίφθηκε | λίστα αναμονής | σε αναμονή | εκκρεμεί | προσκεκλημένος | ίσως | ακυρωμένο
absent: απών | απούσα | δεν προσήλθε | δεν συμμετείχε | απουσίαζε | απουσία | δεν ήρθε
place: επιβεβαιωμένο | επιβεβαιώθηκε | εγγεγραμμένος | εγγεγραμμένη | πληρωμένο | εγκρίθηκε
present: παρών | παρούσα | συμμετείχε | παρευρέθηκε | ήρθε
yes: ναι
no: όχι
not: δεν | μη
`}, {"tr", `
out: iptal | iptal edildi | reddedildi | bekleme listesi | bekleme listesinde | beklemede | bekliyor | davetli | davet edildi | taslak | ödenmedi | belki | iade | iade edildi | geri çekildi | süresi doldu | iptal etti | vazgeçti
absent: yok | gelmedi | katılmadı | devamsız | katılmadı | gelmedi | mazeretli | izinli | raporlu
place: onaylandı | kayıtlı | kayıt oldu | ödendi | kabul edildi | katılıyor | katılacak | aktif
present: katıldı | geldi | mevcut | var
yes: evet
no: hayır
not: değil
`}, {"ru uk bg", `
out: отменен | отменён | отменена | отменено | отклонено | отклонен | отклонён | отклонена | ожидание | ожидает | лист ожидания | в листе ожидания | приглашен | приглашён | приглашена | черновик | не оплачено | неоплачено | возможно | возврат | возвращено | отказ | отказался | отказалась | аннулировано | аннулирован | удален | удалён | не подтвержден | просрочено | скасовано | відхилено | очікує | лист очікування | запрошено | чернетка | можливо | отказан | отказана | в списък на чакащи | списък на чакащи | анулиран | анулирана | поканен | поканена
absent: отсутствовал | отсутствовала | отсутствует | не явился | не явилась | неявка | не пришел | не пришёл | не пришла | не был | не была | не присутствовал | не участвовал | відсутній | відсутня | не з'явився | отсъства | отсъстващ | не се яви | н | болеет | по болезни | неявился | не взяв участь | не взяла участь | хворів | отсутствие | уважительная причина
place: подтвержден | подтверждён | подтверждена | подтверждено | зарегистрирован | зарегистрирована | оплачено | оплачен | оплачена | принят | принята | принято | одобрено | участник | активен | підтверджено | зареєстровано | сплачено | потвърден | потвърдена | платено | регистриран | регистрирана | записан | записана
present: присутствовал | присутствовала | присутствует | был | была | явился | явилась | пришел | пришёл | пришла | участвовал | участвовала | посетил | посетила | присутній | присутня | був | була | присъства | присъствал | взяла участь | взяв участь | опоздал | опоздала
yes: да | так
no: нет | ні | не
not: не | нет | без
`}, {"fa", `
out: لغو | لغو شده | رد شده | در انتظار | لیست انتظار | در لیست انتظار | دعوت شده | پیش نویس | پرداخت نشده | شاید | علاقه مند | انصراف | منصرف | بازپرداخت | تایید نشده | تأیید نشده | منقضی | حذف شده | انصراف داده | انصراف داد | کنسل | کنسل شده
absent: غایب | غائب | عدم حضور | حاضر نشد | نیامد | شرکت نکرد | شرکت نکرده | غیبت
place: تایید شده | تأیید شده | ثبت نام شده | پرداخت شده | پذیرفته شده | فعال | تایید | قطعی | ثبت نام
present: حاضر | حضور | شرکت کرد | شرکت کرده | آمد | حضور داشت | حاضر آنلاین | با تاخیر
yes: بله | آری | بلی
no: خیر | نه
not: عدم
`}, {"ar", `
out: ملغي | ملغى | ألغي | ملغاة | مرفوض | مرفوضة | قائمة الانتظار | في الانتظار | قيد الانتظار | مدعو | مدعوة | مسودة | غير مدفوع | ربما | مسترد | منسحب | منسحبة | معلق | اعتذر
absent: غائب | غائبة | لم يحضر | لم تحضر | غياب | متغيب | معتذر | معتذرة | بعذر | غائب بعذر | مجاز
place: مؤكد | مؤكدة | مسجل | مسجلة | مدفوع | مقبول | مقبولة | معتمد | تم التأكيد
present: حاضر | حاضرة | حضر | حضرت | متأخر | حضور
yes: نعم
no: لا
not: غير | لم | لا
`}, {"he", `
out: בוטל | בוטלה | נדחה | רשימת המתנה | ממתין | ממתינה | מוזמן | טיוטה | לא שולם | אולי | הוחזר
absent: נעדר | נעדרה | לא הגיע | לא הגיעה | לא נכח
place: אושר | מאושר | רשום | רשומה | שולם | מגיע
present: נכח | נכחה | הגיע | הגיעה | נוכח
yes: כן
no: לא
not: לא
`}, {"hi bn th vi id", `
out: रद्द | अस्वीकृत | प्रतीक्षा सूची | लंबित | বাতিল | ยกเลิก | ปฏิเสธ | รายชื่อรอ | รอดำเนินการ | hủy | đã hủy | từ chối | danh sách chờ | đang chờ | chưa thanh toán | có thể | nháp | dibatalkan | batal | ditolak | daftar tunggu | menunggu | diundang | draf | belum bayar | mungkin | đã huỷ | huỷ | hủy bỏ | huỷ bỏ | yêu cầu huỷ
absent: अनुपस्थित | অনুপস্থিত | ขาด | ไม่มา | ไม่เข้าร่วม | vắng | vắng mặt | không tham dự | không đến | tidak hadir | absen | tidak datang | không tham gia | nghỉ có phép | vắng có phép | izin | sakit | alpa | alpha | berhalangan | ลา | ลาป่วย | ขาดประชุม
place: पुष्टि | पंजीकृत | स्वीकृत | নিবন্ধিত | ยืนยัน | ยืนยันแล้ว | ลงทะเบียน | ชำระแล้ว | xác nhận | đã xác nhận | đã đăng ký | đã thanh toán | dikonfirmasi | terdaftar | lunas | diterima
present: उपस्थित | উপস্থিত | เข้าร่วม | มา | có mặt | tham dự | đã tham dự | hadir | đã tham gia | tham gia | đã điểm danh | มาสาย | เข้าร่วมแล้ว
yes: हाँ | हां | হ্যাঁ | ใช่ | có | ya
no: नहीं | না | ไม่ | không | tidak
not: नहीं | ไม่ | không | chưa | tidak | belum
`}, {"ja", `
out: キャンセル | キャンセル済み | キャンセル待ち | 辞退 | 不参加 | 却下 | 未払い | 未入金 | 下書き | 検討中 | 未定 | 返金 | 返金済み | 保留 | 招待 | 招待中 | 取消 | 取り消し | 落選
absent: 欠席 | 不在 | 無断欠席 | 欠 | 病欠 | 当日キャンセル
unseen: 未チェックイン | 未受付
place: 確定 | 参加予定 | 申込済 | 申込済み | 登録済 | 登録済み | 承認 | 承認済み | 支払済 | 支払い済み | 参加確定 | 当選 | 受付済 | 入金済
present: 出席 | 参加 | 来場 | 参加済み | チェックイン済み | 出 | 来場済 | 出席済 | 遅刻 | 早退
yes: はい | 有
no: いいえ | 無
`}, {"zh", `
out: 取消 | 已取消 | 拒绝 | 已拒绝 | 拒絕 | 候补 | 候補 | 等待 | 待定 | 待审核 | 待审批 | 待付款 | 未付款 | 未支付 | 草稿 | 邀请 | 已邀请 | 退款 | 已退款 | 可能 | 作废 | 作廢 | 审核中 | 未通过 | 已过期 | 已失效 | 不参加 | 不參加 | 待確認 | 待确认
absent: 缺席 | 未出席 | 缺勤 | 未到 | 旷课 | 未参加 | 未參加 | 没来 | 請假 | 请假
unseen: 未签到 | 未簽到
place: 已确认 | 已確認 | 已报名 | 已報名 | 已付款 | 已支付 | 已接受 | 已通过 | 通过 | 审核通过 | 有效 | 已注册 | 確認 | 确认 | 报名成功
present: 出席 | 已签到 | 已簽到 | 签到 | 到场 | 已到 | 参加 | 參加 | 已出席 | 实到 | 迟到 | 早退 | 遲到
yes: 是 | 有 | 对
no: 否 | 无 | 無
`}, {"ko", `
out: 취소 | 취소됨 | 거절 | 거절됨 | 대기 | 대기자 | 대기 중 | 보류 | 환불 | 환불됨 | 미결제 | 미납 | 임시저장 | 초대됨 | 미정 | 불참 예정
absent: 결석 | 불참 | 미참석 | 노쇼 | 병결 | 미출석 | 불출석
place: 확정 | 등록 | 등록됨 | 결제 완료 | 승인 | 승인됨 | 참석 예정 | 신청 완료
present: 출석 | 참석 | 참석함 | 체크인 | 지각 | 조퇴
yes: 예 | 네
no: 아니오 | 아니요
`},
}
