package roster

// stateWords lists the words with which lists in one language say whether
// somebody has a place and whether they were there: a line for each state, "not"
// for the words that turn the next one into its opposite, and "after" for those
// that turn the one before them.
type stateWords struct{ lang, lines string }

// states are the tables of all languages. The words come from the exporters
// named in systems and from the lists of organisers.
var states = []stateWords{
	{"en", `
out: cancelled | canceled | cancellation | cancel | refunded | refund | declined | decline | waiting | waitlist | waitlisted | wait list | wait listed | waiting list | pending | rejected | reject | withdrawn | withdrew | expired | deleted | transferred | invited | unconfirmed | void | voided | denied | unpaid | draft | interested | maybe | tentative | on hold | terminated | removed | blocked | spam | failed | abandoned | incomplete | undecided | unsubscribed | inactive | disqualified | revoked | regrets | regret | trash | suspended | awaiting payment | awaiting | overdue | chargeback | disputed | queue | standby | nominated | no response | unassigned | invalid | dropped | drop | left out | deferred | bounced | unregistered | deregistered | de registered | opted out | unable to attend | payment due | past due | released | to be paid | invalidated | pre reserved | duplicate | not eligible | disqualified | bounced | withdrawal | ineligible | opted out | chargeback | chargedback | disputed | provisional | ghosted | bailed | forfeited | lapsed | alternate | can't make it | cannot make it | rsvp no | sent regrets | payment required | to be confirmed | tbc | no longer | pulled out | backed out | turned down | cancelled by organiser | released back | cxl | cxld | cnl | cncl | can not attend | not able to attend | undeliverable | no reply | not responded | 👎 | in progress | not started | not yet started | fail | failing | not passed | didn't pass | not competent | not achieved | flunked
absent: no show | noshow | no-show | absent | missed | missing | never joined | did not attend | didn't attend | did not show | didn't show | did not come | did not participate | excused | unexcused | never came | awol | dns | cancelled on the day | sick | ill | apologies | sent apologies | no-showed | n/s | apology | leave of absence | on leave | dnf | dna | left before start | not present | absence | excused absence | unexcused absence
unseen: not checked in | not yet checked in | not scanned | unscanned | not arrived | not arrived yet
place: confirmed | confirm | registered | attending | attend | approved | accepted | accept | paid | complete | completed | active | acquired | valid | issued | booked | going | enrolled | enroled | purchased | ticketed | free | comp | comped | complimentary | subscribed | successful | success | processing | processed | settled | fulfilled | verified | coming | admitted | exempt | waived | assigned | claimed | will attend | to attend | paid in full | partially paid | partially refunded | ok | okay | cleared | sponsored | rsvped | rsvp'd | eligible | able to attend | able to come | come | admit | pre registered | preregistered | confirmed in writing | scholarship | waitlist cleared | pass | passed | merit | distinction | high distinction | commended | competent | passed with distinction | passed with merit | will be present | will be there | plans to attend | planning to attend | intends to attend | in person | in-person | online | virtual | virtually | remote | remotely | hybrid | onsite | 👍
present: attended | present | checked in | checked-in | checkedin | arrived | was there | joined | showed up | showed | participated | scanned | signed in | partially attended | here | on site | came | left early | arrived late | attended late | completed attendance | on time | attended online | attended in person | checked out | completed with merit | late arrival | attended partially | walk-in | walkin | attended virtually | attended remotely | ✅ attended
yes: yes | y | true | x | 1 | ✓ | ✔ | ☑ | ✅ | ○ | 〇 | + | √ | ● | v | checked | 👍 | ☒ | 🗸 | ✔️ | ☑️ | 👍🏻 | 👍🏼 | 👍🏽 | 👍🏾 | 👍🏿
no: no | n | false | 0 | ✗ | ✘ | ☐ | ❌ | × | nope | ✕ | ✖ | unchecked | 👎 | 🚫 | ✖️
not: not | didn't | never | isn't | won't | no | cannot | can't | hasn't | wasn't
`}, {"de", `
out: storniert | abgelehnt | abgesagt | erstattet | zurückerstattet | warteliste | auf warteliste | ausstehend | abgelaufen | entwurf | unbezahlt | eingeladen | vielleicht | interessiert | zurückgezogen | gelöscht | ungültig | abgemeldet | absage | gesperrt | unbestätigt | keine antwort | zahlung offen | offen | unvollständig | unentschlossen | wartend | rückerstattet | annulliert | verhindert | vorläufig | widerrufen | ausgeschieden | wartet auf freigabe | nachrücker | nachrückerliste | nachrückliste | reserveliste | rücktritt | zurückgetreten | vorgemerkt | zahlung fehlgeschlagen | nimmt nicht teil | in bearbeitung | in prüfung | unter vorbehalt | kein interesse | rücklastschrift
absent: abwesend | nicht erschienen | fehlend | fehlt | gefehlt | entschuldigt | unentschuldigt | nichterschienen | ferngeblieben | nicht da | ausgefallen | krank | krank gemeldet | krankgemeldet | erkrankt | nicht angetreten | unentschuldigt gefehlt | beurlaubt | im urlaub | nicht gekommen | fernbleiben
unseen: nicht eingecheckt
place: bestätigt | angemeldet | teilnehmend | bezahlt | zugesagt | zusage | aktiv | abgeschlossen | registriert | genehmigt | akzeptiert | angenommen | gültig | gebucht | kommt | vollständig | freigegeben | kostenlos | zugelassen | nimmt teil | zugeteilt | aufgenommen | vorangemeldet | dabei | nachgerückt | teilnahme bestätigt | wird anwesend sein | wird teilnehmen | vor ort | in präsenz | präsenz | virtuell
present: anwesend | teilgenommen | erschienen | eingecheckt | da | war da | verspätet | online teilgenommen | gekommen | mitgemacht | verspätet gekommen | online dabei
yes: ja | wahr
no: nein | falsch
not: nicht | kein | keine | nie
after: nicht
`}, {"nl", `
out: geannuleerd | geweigerd | afgewezen | afgemeld | wachtlijst | op de wachtlijst | uitgenodigd | concept | onbetaald | misschien | geïnteresseerd | verlopen | terugbetaald | in afwachting | ingetrokken | verwijderd | afgezegd | ongeldig | reservelijst | op de reservelijst | reserve | wacht op betaling | wacht op goedkeuring | wacht op bevestiging | voorlopig | in behandeling | optie | uitgeschreven | betaling mislukt | mislukt | openstaand | neemt niet deel | komt niet | gaat niet | niet geplaatst | teruggetrokken | onder voorbehoud
absent: afwezig | niet aanwezig | niet verschenen | niet gekomen | verhinderd | niet komen opdagen | ziek | ziekgemeld | no-show | ziek gemeld | niet op komen dagen | zonder bericht afwezig | met bericht afwezig
place: bevestigd | aangemeld | ingeschreven | betaald | goedgekeurd | geaccepteerd | actief | deelnemend | geregistreerd | voltooid | geplaatst | neemt deel | komt | gaat | toegelaten | vrijgesteld | toegezegd | zal deelnemen | zal aanwezig zijn | zal aanwezig
present: aanwezig | deelgenomen | ingecheckt | verschenen | gekomen | was aanwezig | te laat | online aanwezig | aanwezig geweest
yes: ja | waar
no: nee | onwaar
not: niet | geen | nooit
after: niet
`}, {"fr", `
out: annulé | annulée | refusé | refusée | remboursé | remboursée | attente | en attente | liste d'attente | sur liste d'attente | invité | invitée | brouillon | impayé | impayée | intéressé | intéressée | peut-être | expiré | expirée | désisté | désistée | désinscrit | désinscrite | rejeté | rejetée | supprimé | supprimée | non payé | retiré | retirée | en cours de validation | sans réponse | décliné | déclinée | suspendu | suspendue | excusé | excusée | empêché | empêchée | ne viendra pas | ne vient pas | défection | se désiste | a décliné | à confirmer | à payer | paiement refusé | annulation | liste complémentaire | désistement | en cours de traitement | en cours d'examen | non admis | non admise | radié | radiée
absent: absent | absente | n'est pas venu | n'est pas venue | non présenté | non présentée | n'a pas participé | pas venu | pas venue | ne s'est pas présenté | excusé | excusée | absent(e) | absente excusée | malade | non venu | non venue | absence | absence justifiée | absence injustifiée | ne s'est pas présentée | défaillant | défaillante
place: confirmé | confirmée | inscrit | inscrite | payé | payée | accepté | acceptée | validé | validée | participant | participe | approuvé | approuvée | réglé | réglée | actif | active | complet | admis | admise | viendra | vient | sélectionné | sélectionnée | exonéré | exonérée | valide | sera présent | sera présente | sera là | en présentiel | présentiel | en ligne | en distanciel | à distance | distanciel | sur place
present: présent | présente | a participé | participé | venu | venue | enregistré | enregistrée | émargé | assidu | assidue | présent(e) | en retard | participant présent | retardataire | arrivé en retard | arrivée en retard | contrôlé | contrôlée | scanné | scannée
yes: oui | vrai
no: non | faux
not: pas | non | jamais | n'a pas | ne participe pas
after: pas
`}, {"es", `
out: cancelado | cancelada | rechazado | rechazada | reembolsado | reembolsada | pendiente | lista de espera | en lista de espera | en espera | espera | invitado | invitada | borrador | impagado | impagada | no pagado | interesado | interesada | quizás | quizá | tal vez | caducado | caducada | anulado | anulada | expirado | expirada | denegado | denegada | retirado | retirada | suspendido | suspendida | baja | eliminado | eliminada | devuelto | sin respuesta | declinado | reserva | en reserva | lista de reserva | en lista de reserva | suplente | renuncia | renunció | por confirmar | sin confirmar | en proceso | en revisión | desistió | abandono | pago rechazado | pago pendiente | excluido | excluida | desestimado | desestimada | descartado | descartada | dado de baja | dada de baja | no podrá asistir | no puede asistir | vencido | vencida
absent: ausente | no asistió | no asistio | faltó | no se presentó | no presentado | inasistente | no vino | no acudió | justificada | justificado | falta | falta justificada | no asiste | ausencia | inasistencia | no concurrió | no ha asistido | ausente con aviso | ausente sin aviso | licencia
place: confirmado | confirmada | inscrito | inscrita | pagado | pagada | aceptado | aceptada | aprobado | aprobada | registrado | registrada | activo | activa | asistirá | asiste | completado | completada | matriculado | matriculada | válido | plaza adjudicada | adjudicado | adjudicada | becado | becada | admitido | admitida | exento | exenta | gratuito | gratuita | confirma asistencia | seleccionado | seleccionada | concedida | estará presente | piensa asistir | va a asistir | presencial | en línea | a distancia | en persona
present: asistió | asistio | presente | acreditado | acreditada | asistente | acudió | participó | asistido | asiste | con retraso | retraso | llegó tarde | se presentó | ha asistido | concurrió | asistencia completa | asistencia parcial
yes: sí | si | verdadero
no: no | falso
not: no | nunca | sin
`}, {"pt", `
out: cancelada | recusado | recusada | reembolsado | pendente | lista de espera | na lista de espera | convidado | convidada | rascunho | não pago | interessado | interessada | talvez | expirado | rejeitado | rejeitada | anulado | desistente | desistiu | aguardando | aguardando pagamento | estornado | negado | cancelada pelo participante | cancelado pelo participante | pagamento pendente | desistência | em análise | vencido | vencida | boleto vencido | em aberto | suplente | fila de espera | em espera | a confirmar | indeferido | indeferida | desclassificado | desclassificada | trancado | excluído | excluída | reprovado | reprovada | cancelado | não irá | não vou | aguarda pagamento | por pagar | reembolsada | recusou | abandonou | não vai
absent: ausente | não compareceu | faltou | não presente | não veio | justificou ausência | ausência | ausência justificada | falta | falta justificada | falta injustificada | não assistiu | não esteve presente
place: confirmado | confirmada | inscrito | inscrita | pago | paga | aceito | aceite | aprovado | aprovada | ativo | ativa | vai participar | concluído | isento | isenta | homologado | homologada | deferido | deferida | participando | selecionado | selecionada | validado | validada | bolsista | matriculado | matriculada | irá participar | concluída | estará presente | pretende participar | presencial | presencialmente | on-line
present: presente | compareceu | participou | credenciado | check-in feito | check-in realizado | presença | presença registrada | presença confirmada | atrasado | atrasada | esteve presente | frequentou | assistiu
yes: sim | verdadeiro
no: não | nao
not: não | nao | nunca
`}, {"it", `
out: annullato | annullata | rifiutato | rifiutata | rimborsato | rimborsata | in attesa | lista d'attesa | in lista d'attesa | invitato | invitata | bozza | non pagato | interessato | interessata | forse | scaduto | scaduta | ritirato | ritirata | respinto | respinta | sospeso | sospesa | cancellato | cancellata | disdetto | rinunciatario | rinunciataria | rinuncia | disdetta | in sospeso | lista di riserva | riserva | da confermare | da pagare | impedito | impedita | escluso | esclusa | rinunciato | ha rinunciato | in lavorazione | in verifica
absent: assente | non presente | non si è presentato | non ha partecipato | assente giustificato | assente giustificata | assente ingiustificato | non pervenuto | assenza | assenza giustificata | non venuto | non venuta | non si è presentata
place: confermato | confermata | iscritto | iscritta | pagato | pagata | accettato | accettata | approvato | approvata | registrato | registrata | attivo | attiva | partecipa | completato | completata | ammesso | ammessa | selezionato | selezionata | parteciperà | esonerato | esonerata | valido | sarà presente | in presenza | da remoto
present: presente | ha partecipato | partecipato | accreditato | accreditata | in ritardo | venuto | venuta | presenza confermata | check-in effettuato | registrato all'ingresso
yes: sì | vero
no: no
not: non | mai
`}, {"da nb sv", `
out: annulleret | avlyst | aflyst | kansellert | afvist | avvist | avslått | venteliste | på venteliste | inviteret | invitert | kladde | ikke betalt | måske | kanskje | afmeldt | avmeldt | refunderet | refundert | afventer | avventer | avbokad | avböjt | avanmäld | reservlista | reservlistan | på reservlista | på reservlistan | väntelista | på väntelista | inbjuden | utkast | obetald | kanske | återbetald | inställd | avslag | nekad | udløbet | utløpt | avvaktar | återbud | lämnat återbud | reservplats | reserv | avbestilt | trukket seg | afbud | meldt afbud | framelder | udgået | trukket sig | strøket | struken | avregistrerad | avbruten | ikke bekræftet | preliminär | foreløpig | foreløbig | venter på betaling | väntar på betalning | venter på godkendelse | kommer ikke | kommer inte | ej anmäld
absent: fraværende | udeblevet | ikke mødt | ikke møtt | ikke fremmødt | frånvarande | utebliven | uteblev | ej närvarande | ikke til stede | sjukanmäld | sjuk | syg | sygemeldt | syk | sykmeldt | meldt forfall | forfald | udebleven | ikke møtt opp | møtte ikke | mødte ikke | mødte ikke op | frånvaro | fravær | dök inte upp | kom inte | kom ikke
place: bekræftet | bekreftet | bekräftad | tilmeldt | påmeldt | anmäld | betalt | betald | godkendt | godkjent | godkänd | aktiv | registreret | registrert | registrerad | deltager | accepteret | akseptert | kommer | deltar | antagen | antaget | optaget | tatt opp | bekräftat | bokad | booket | vil være til stede | kommer att närvara | kommer att delta
present: til stede | fremmødt | mødt | møtt | deltog | deltok | deltatt | närvarande | incheckad | indtjekket | sjekket inn | var der | var til stede | deltog online | kom | sen ankomst | forsinket | försenad | møtt opp | mødt op
yes: ja | sant
no: nej | nei
not: ikke | inte | ej
after: ikke | inte | ej
`}, {"fi", `
out: peruttu | peruutettu | hylätty | jonossa | jonotuslista | odottaa | kutsuttu | luonnos | maksamatta | ehkä | palautettu | perunut | vanhentunut | varasija | varasijalla | perui | ei tule | peruttu osallistuminen | vahvistamatta | odottaa maksua
absent: poissa | ei saapunut | ei paikalla | ei osallistunut | poissaolo | sairas | sairaana | ei tullut
place: vahvistettu | ilmoittautunut | rekisteröity | maksettu | hyväksytty | osallistuu | aktiivinen | tulossa | osallistuva | hyväksytty osallistuja
present: paikalla | läsnä | osallistui | saapunut | saapui | myöhässä | osallistunut
yes: kyllä
no: ei
not: ei
`}, {"pl", `
out: anulowane | anulowany | anulowana | odrzucony | odrzucona | odrzucone | lista rezerwowa | oczekuje | oczekujący | oczekująca | zaproszony | zaproszona | szkic | nieopłacony | nieopłacona | nieopłacone | może | zwrócony | zwrot | wypisany | wypisana | wycofany | wycofana | rezygnacja | zrezygnował | zrezygnowała | wygasł | niepotwierdzony | niepotwierdzona | lista oczekujących | na liście oczekujących | do zapłaty | wstępnie | wstępna rezerwacja | rezerwowy | rezerwowa | w trakcie | odwołany | odwołana | nie weźmie udziału | oczekuje na płatność | anulowano | odmowa | skreślony | skreślona | zwrócono | zwrócono środki | zwrócona | nie uczestniczy | anulowano zamówienie
absent: nieobecny | nieobecna | nie przyszedł | nie przyszła | nie uczestniczył | nie uczestniczyła | usprawiedliwiony | usprawiedliwiona | nieusprawiedliwiony | nieobecność | chory | chora | nie stawił się | nie stawiła się | nie wziął udziału | nie wzięła udziału | nie był | nie była | zwolnienie
place: potwierdzony | potwierdzona | potwierdzone | zapisany | zapisana | opłacony | opłacona | opłacone | zaakceptowany | zaakceptowana | zarejestrowany | zarejestrowana | aktywny | zatwierdzony | przyjęty | przyjęta | zakwalifikowany | zakwalifikowana | weźmie udział | zapłacono | potwierdzono | aktywna | będzie obecny | będzie obecna | uczestniczy | stacjonarnie | zdalnie
present: obecny | obecna | uczestniczył | uczestniczyła | spóźniony | spóźniona | wziął udział | wzięła udział | stawił się | stawiła się | był | była | zameldowany | zameldowana | odprawiony | odprawiona
yes: tak | prawda
no: nie
not: nie
`}, {"cs sk", `
out: zrušeno | zrušen | zrušená | zrušené | odmítnuto | odmietnuté | čekající | čekací listina | náhradník | čaká | pozván | pozvaný | koncept | nezaplaceno | nezaplatené | možná | možno | vráceno | odhlášen | odhlásený | stornováno | stornovaný | zrušil | zrušila | neuhrazeno | čeká na platbu | čeká | předběžně | odhlášena | odhlásil se | odhlásila se | neprijatý | nepřijat | nepřijata | nepotvrzeno | náhradníci | čakacia listina | na čakacej listine
absent: nepřítomen | nepřítomna | neprítomný | nedostavil se | nezúčastnil se | nezúčastnila se | chyběl | omluven | omluvena | omluvený | neomluven | ospravedlnený | ospravedlnená | nemocen | nemocná | neprišiel | nepřišel | nepřišla | neprišla | nezúčastnila | neúčast | absence | neospravedlnený | neprítomná | nezúčastnil
place: potvrzeno | potvrzen | potvrdené | přihlášen | prihlásený | zaplaceno | zaplatené | registrován | schváleno | aktivní | přijat | přijata | prijatý | prijatá | uhrazeno | potvrzena | přihlášena | zúčastní se | bude přítomen | bude přítomna
present: přítomen | přítomna | prítomný | zúčastnil se | zúčastnila se | dorazil | dorazila | prítomná | zúčastnil | zúčastnila | pozdě
yes: ano | áno
no: ne | nie
not: ne | nie
`}, {"hr sr sl", `
out: otkazano | odbijeno | lista čekanja | na čekanju | pozvan | neplaćeno | možda | отказано | одбијено | листа чекања | odpovedano | zavrnjeno | čakalna lista | otkazao | otkazala | otkazan | odbijen | odbijena | odustao | odustala | lista rezervi | rezerva | odjavljen | odjavljena | nepotvrđeno | čeka uplatu | odjavljeno | preklicano | отказао | отказала | одустао | одјављен | odpovedan | odpovedana
absent: odsutan | odsutna | nije došao | nije došla | одсутан | odsoten | odsotna | nije se pojavio | nije se pojavila | izostao | izostala | opravdan izostanak | ni prišel | ni prišla | није дошао | није дошла | изостао
place: potvrđeno | prijavljen | plaćeno | odobreno | потврђено | potrjeno | prijavljena | potvrđen | potvrđena | odobren | odobrena | prihvaćen | prihvaćena | sprejet | sprejeta | пријављен
present: prisutan | prisutna | присутан | prisoten | prisotna | došao | došla | prisustvovao | prisustvovala | kasni | udeležen | prišel | prišla | присутна | дошао | дошла
yes: da | да
no: ne | не
not: nije | није | ni
`}, {"hu", `
out: lemondva | lemondta | törölve | elutasítva | várólista | várólistán | függőben | meghívott | piszkozat | fizetetlen | nem fizetett | talán | visszatérítve | visszavonva | lemondott | törölt | várólistás | fizetésre vár | fizetésre várakozik | elutasított | meghívva | visszalépett | jóváhagyásra vár | függő | előzetes | nem jön | törölték
absent: távol | hiányzott | nem jelent meg | nem jött el | hiányzik | nem vett részt | igazoltan távol | beteg | távollevő | távol volt | igazolatlan | igazolt hiányzás | igazolatlan hiányzás | hiányzás
place: megerősítve | visszaigazolva | regisztrált | fizetve | jóváhagyva | elfogadva | jelentkezett | visszaigazolt | megerősített | elfogadott | fizetett | befizetve | jön | részt vesz | felvéve | jelen lesz
present: jelen | megjelent | részt vett | jelen volt | késett | későn érkezett | eljött | résztvett
yes: igen
no: nem
not: nem
`}, {"ro", `
out: anulat | anulată | respins | respinsă | refuzat | refuzată | listă de așteptare | în așteptare | invitat | invitată | ciornă | neplătit | neplătită | poate | rambursat | retras | retrasă | expirat | în curs | retras din listă | plată în așteptare | provizoriu | anulare | renunțat | a renunțat | nu vine | rezervă
absent: absent | absentă | nu s-a prezentat | nu a participat | nu a venit | absent motivat | absent nemotivat | absență | neprezentat | neprezentată
place: confirmat | confirmată | înscris | înscrisă | plătit | plătită | acceptat | acceptată | aprobat | aprobată | înregistrat | înregistrată | activ | confirmare | participă | admis | admisă | vine | validat
present: prezent | prezentă | a participat | întârziat | a venit | participant prezent
yes: da
no: nu
not: nu
`}, {"el", `
out: ακυρώθηκε | απορρίφθηκε | λίστα αναμονής | σε αναμονή | εκκρεμεί | προσκεκλημένος | ίσως | ακυρωμένο | ακύρωσε | ακυρωμένη | ακύρωση | απορρίφθηκαν | αναμονή | επιλαχών | επιλαχούσα | απλήρωτο | προσωρινή
absent: απών | απούσα | δεν προσήλθε | δεν συμμετείχε | απουσίαζε | απουσία | δεν ήρθε | δικαιολογημένη απουσία | αδικαιολόγητος | απουσίασε
place: επιβεβαιωμένο | επιβεβαιώθηκε | εγγεγραμμένος | εγγεγραμμένη | πληρωμένο | εγκρίθηκε | επιβεβαιωμένη | πληρωμένη | εγκεκριμένος | εγκεκριμένη | δεκτός | δεκτή
present: παρών | παρούσα | συμμετείχε | παρευρέθηκε | ήρθε | παρουσία | παρευρέθη | προσήλθε
yes: ναι
no: όχι
not: δεν | μη
`}, {"tr", `
out: iptal | iptal edildi | reddedildi | bekleme listesi | bekleme listesinde | beklemede | bekliyor | davetli | davet edildi | taslak | ödenmedi | belki | iade | iade edildi | geri çekildi | süresi doldu | iptal etti | vazgeçti | yedek | yedek liste | onay bekliyor | ödeme bekliyor | iptal talebi | onaylanmadı | kesinleşmedi | kayıt iptal | katılmayacak | gelmeyecek | davet gönderildi
absent: yok | gelmedi | katılmadı | devamsız | katılmadı | gelmedi | mazeretli | izinli | raporlu | gelemedi | katılamadı | katılım sağlamadı | bulunmadı | özürlü | özürsüz | devamsızlık
place: onaylandı | kayıtlı | kayıt oldu | ödendi | kabul edildi | katılıyor | katılacak | aktif | onaylı | asil | asil liste | kesin kayıt | ödeme yapıldı | kabul | gelecek | tamamlandı | burslu
present: katıldı | geldi | mevcut | var | katılım sağladı | bulundu | geç geldi | tam katılım
yes: evet
no: hayır
not: değil
after: değil | edilmedi | yapılmadı | olmadı | sağlanmadı
`}, {"ru uk bg", `
out: отменен | отменён | отменена | отменено | отклонено | отклонен | отклонён | отклонена | ожидание | ожидает | лист ожидания | в листе ожидания | приглашен | приглашён | приглашена | черновик | не оплачено | неоплачено | возможно | возврат | возвращено | отказ | отказался | отказалась | аннулировано | аннулирован | удален | удалён | не подтвержден | просрочено | скасовано | відхилено | очікує | лист очікування | запрошено | чернетка | можливо | отказан | отказана | в списък на чакащи | списък на чакащи | анулиран | анулирана | поканен | поканена | резерв | в резерве | ждет оплаты | ждёт оплаты | на рассмотрении | снят | снята | снят с участия | предварительно | не придет | не придёт | отклонил | отклонила | отклонена заявка | отменил | отменила | отозвана | відмовився | відмовилася | на розгляді | відхилена | скасована | отказал се | отменена регистрация | список очікування | у списку очікування | чакащ списък | в чакащия списък
absent: отсутствовал | отсутствовала | отсутствует | не явился | не явилась | неявка | не пришел | не пришёл | не пришла | не был | не была | не присутствовал | не участвовал | відсутній | відсутня | не з'явився | отсъства | отсъстващ | не се яви | н | болеет | по болезни | неявился | не взяв участь | не взяла участь | хворів | отсутствие | уважительная причина | прогул | болезнь | болен | больна | не пришёл на мероприятие | не прийшов | не прийшла | не присутствовала | не участвовала | нб | н/б | без уважительной причины
place: подтвержден | подтверждён | подтверждена | подтверждено | зарегистрирован | зарегистрирована | оплачено | оплачен | оплачена | принят | принята | принято | одобрено | участник | активен | підтверджено | зареєстровано | сплачено | потвърден | потвърдена | платено | регистриран | регистрирана | записан | записана | допущен | допущена | придет | придёт | одобрена | подтвердил | подтвердила | подтвердил участие | прийнято | допущено | примет участие | будет присутствовать | планирует участвовать | будет участвовать | бесплатно | бесплатный | безкоштовно | очно | онлайн участие
present: присутствовал | присутствовала | присутствует | был | была | явился | явилась | пришел | пришёл | пришла | участвовал | участвовала | посетил | посетила | присутній | присутня | був | була | присъства | присъствал | взяла участь | взяв участь | опоздал | опоздала | присутствие подтверждено | опоздание | посещено | прибыл | прибыла | прийшов | прийшла | брав участь | брала участь
yes: да | так
no: нет | ні | не
not: не | нет | без
after: нет
`}, {"fa", `
out: لغو | لغو شده | رد شده | در انتظار | لیست انتظار | در لیست انتظار | دعوت شده | پیش نویس | پرداخت نشده | شاید | علاقه مند | انصراف | منصرف | بازپرداخت | تایید نشده | تأیید نشده | منقضی | حذف شده | انصراف داده | انصراف داد | کنسل | کنسل شده | انصرافی | لیست ذخیره | ذخیره | معلق | مشروط | لغو ثبت نام | عدم تایید | عدم پرداخت | در حال بررسی | در دست بررسی | مردود | پرداخت ناموفق
absent: غایب | غائب | عدم حضور | حاضر نشد | نیامد | شرکت نکرد | شرکت نکرده | غیبت | مرخصی | غ | غیبت موجه | غیبت غیرموجه | حضور نداشت | حضور نیافت | شرکت نداشت | نیامده
place: تکمیل | تایید شده | تأیید شده | ثبت نام شده | پرداخت شده | پذیرفته شده | فعال | تایید | قطعی | ثبت نام | تکمیل شده | تایید نهایی | پذیرش شده | ثبت نام کرده
present: حاضر | حضور | شرکت کرد | شرکت کرده | آمد | حضور داشت | حاضر آنلاین | با تاخیر | ح | حضور یافت | حضور یافته | آمده | شرکت داشت | تاخیر
yes: بله | آری | بلی
no: خیر | نه
not: عدم
after: نشده | نشد | نیست | نداشت | ندارد | نکرد | نکرده | نبود | ناموفق
`}, {"ar", `
out: ملغي | ملغى | ألغي | ملغاة | مرفوض | مرفوضة | قائمة الانتظار | في الانتظار | قيد الانتظار | مدعو | مدعوة | مسودة | غير مدفوع | ربما | مسترد | منسحب | منسحبة | معلق | اعتذر | تم الرفض | تم الإلغاء | تم الالغاء | تم إلغاء التسجيل | الغيت | ملغية | بانتظار | بانتظار الموافقة | بانتظار الدفع | بإنتظار | انتظار | احتياط | احتياطي | لم يتم الدفع | لم يدفع | لم يسدد | انسحب | انسحبت | انسحاب | موقوف | منتهي | اعتذرت | اعتذار | قيد المراجعة | قيد الدراسة | غير مكتمل | لن يحضر | لن تحضر
absent: غائب | غائبة | لم يحضر | لم تحضر | غياب | متغيب | معتذر | معتذرة | بعذر | غائب بعذر | مجاز | تغيب | تغيبت | غاب | غابت | غ | لم يحضروا | لم يشارك | لم تشارك | لم يأت | متغيبة | إجازة | مريض
place: مؤكد | مؤكدة | مسجل | مسجلة | مدفوع | مقبول | مقبولة | معتمد | تم التأكيد | تم القبول | تم التسجيل | تم الدفع | تمت الموافقة | مكتمل | سيحضر | ستحضر | موافق عليه | مدعوم | نشط
present: حاضر | حاضرة | حضر | حضرت | متأخر | حضور | تم الحضور | حضور كامل | ح | حضر متأخرا | متأخرة | شارك | شاركت | موجود | موجودة
yes: نعم
no: لا
not: غير | لم | لا
`}, {"he", `
out: בוטל | בוטלה | נדחה | רשימת המתנה | ממתין | ממתינה | מוזמן | טיוטה | לא שולם | אולי | הוחזר | ביטל | ביטלה | ביטול | ממתין לאישור | ממתין לתשלום | ברשימת המתנה | לא מגיע | לא מגיעה | לא אושר
absent: נעדר | נעדרה | לא הגיע | לא הגיעה | לא נכח | היעדרות | חולה | לא השתתף | לא השתתפה
place: אושר | מאושר | רשום | רשומה | שולם | מגיע | מגיעה | אושרה | שילם | שילמה | משתתף | משתתפת
present: נכח | נכחה | הגיע | הגיעה | נוכח | השתתף | השתתפה | היה | הייתה | מאחר | איחר
yes: כן
no: לא
not: לא
`}, {"hi bn th vi id", `
out: रद्द | अस्वीकृत | प्रतीक्षा सूची | लंबित | বাতিল | ยกเลิก | ปฏิเสธ | รายชื่อรอ | รอดำเนินการ | hủy | đã hủy | từ chối | danh sách chờ | đang chờ | chưa thanh toán | có thể | nháp | dibatalkan | batal | ditolak | daftar tunggu | menunggu | diundang | draf | belum bayar | mungkin | đã huỷ | huỷ | hủy bỏ | huỷ bỏ | yêu cầu huỷ | रद्द किया गया | प्रतीक्षारत | प्रतीक्षा में | भुगतान बाकी | आमंत्रित | निरस्त | अस्वीकार | chờ duyệt | bị từ chối | chờ xác nhận | chờ thanh toán | chưa đóng phí | chưa nộp phí | hết hạn | dự bị | rút lui | bị hủy | bị loại | không tham dự được | cadangan | mengundurkan diri | menarik diri | tarik diri | dibatalkan oleh peserta | ditangguhkan | kedaluwarsa | gagal | diproses | dalam proses | menunggu konfirmasi | senarai menunggu | pengecualian | অপেক্ষমাণ | প্রত্যাখ্যাত | ยกเลิกแล้ว | สละสิทธิ์ | รอชำระเงิน | ไม่อนุมัติ | สำรอง | รอยืนยัน | รายชื่อสำรอง
absent: अनुपस्थित | অনুপস্থিত | ขาด | ไม่มา | ไม่เข้าร่วม | vắng | vắng mặt | không tham dự | không đến | tidak hadir | absen | tidak datang | không tham gia | nghỉ có phép | vắng có phép | izin | sakit | alpa | alpha | berhalangan | ลา | ลาป่วย | ขาดประชุม | गैरहाज़िर | गैरहाजिर | नहीं आए | शामिल नहीं हुए | छुट्टी | vắng không phép | không phép | có phép | nghỉ | nghỉ không phép | nghỉ ốm | bỏ thi | tanpa keterangan | mangkir | bolos | cuti | tak hadir | ponteng | cuti sakit | tidak ikut | tidak mengikuti | অনুপস্থিত ছিলেন | ไม่มาเข้าร่วม | ลากิจ
place: पुष्टि | पंजीकृत | स्वीकृत | নিবন্ধিত | ยืนยัน | ยืนยันแล้ว | ลงทะเบียน | ชำระแล้ว | xác nhận | đã xác nhận | đã đăng ký | đã thanh toán | dikonfirmasi | terdaftar | lunas | diterima | पुष्ट | पंजीकरण पूर्ण | भुगतान किया | अनुमोदित | đã duyệt | được duyệt | đã đóng phí | đóng phí | nộp phí | thanh toán | duyệt | hợp lệ | disetujui | terverifikasi | lolos | terkonfirmasi | sudah bayar | bayar | konfirmasi | valid | berbayar | disahkan | อนุมัติ | อนุมัติแล้ว | ชำระเงินแล้ว | akan datang | akan hadir | sẽ tham dự | sẽ tham gia | đăng ký tham dự | đăng ký tham gia | उपस्थित रहेंगे | शामिल होंगे
present: उपस्थित | উপস্থিত | เข้าร่วม | มา | có mặt | tham dự | đã tham dự | hadir | đã tham gia | tham gia | đã điểm danh | มาสาย | เข้าร่วมแล้ว | हाज़िर | हाजिर | शामिल हुए | उपस्थित रहे | đến muộn | đi muộn | về sớm | đi trễ | đến trễ | hadir terlambat | terlambat | datang | มาเข้าร่วม | มาแล้ว | উপস্থিত ছিলেন
yes: हाँ | हां | হ্যাঁ | ใช่ | có | ya
no: नहीं | না | ไม่ | không | tidak
not: नहीं | ไม่ | không | chưa | tidak | belum | bukan | tak
after: नहीं | না | নয় | নেই
`}, {"ja", `
out: キャンセル | キャンセル済み | キャンセル待ち | 辞退 | 不参加 | 却下 | 未払い | 未入金 | 下書き | 検討中 | 未定 | 返金 | 返金済み | 保留 | 招待 | 招待中 | 取消 | 取り消し | 落選 | 参加しない | 参加しません | 不参加予定 | 参加できません | 欠席予定 | 取り下げ | 辞退済み | 申込取消 | 申込キャンセル | 未承認 | 承認待ち | 入金待ち | 支払い待ち | 期限切れ | 補欠 | 未確認 | 未申込 | 抽選中 | 未回答 | 参加キャンセル | 参加辞退 | 落選者 | 抽選落ち
absent: 欠席 | 不在 | 無断欠席 | 欠 | 病欠 | 当日キャンセル | 欠席しました | 出席しません | 出席しない | 連絡なし | 公欠 | 忌引 | 未参加 | 未出席 | 欠席(連絡あり) | 欠席(連絡なし) | 欠席連絡あり | 欠席連絡なし
unseen: 未チェックイン | 未受付
place: 確定 | 参加予定 | 申込済 | 申込済み | 登録済 | 登録済み | 承認 | 承認済み | 支払済 | 支払い済み | 参加確定 | 当選 | 受付済 | 入金済 | 参加する | 参加します | 出席予定 | 出席する | 出席します | 受付完了 | 申込完了 | 入金済み | 確認済 | 確認済み | 無料 | オンライン参加 | オンラインで参加 | 現地参加 | 会場で参加 | 会場参加
present: 出席 | 参加 | 来場 | 参加済み | チェックイン済み | 出 | 来場済 | 出席済 | 遅刻 | 早退 | 出席しました | 参加しました | 参加した | 出席した | 来場済み | 参加済
yes: はい | 有
no: いいえ | 無
`}, {"zh", `
out: 取消 | 已取消 | 拒绝 | 已拒绝 | 拒絕 | 候补 | 候補 | 等待 | 待定 | 待审核 | 待审批 | 待付款 | 未付款 | 未支付 | 草稿 | 邀请 | 已邀请 | 退款 | 已退款 | 可能 | 作废 | 作廢 | 审核中 | 未通过 | 已过期 | 已失效 | 不参加 | 不參加 | 待確認 | 待确认 | 审核不通过 | 不通过 | 待缴费 | 未缴费 | 已取消报名 | 取消报名 | 候补中 | 候补名单 | 报名失败 | 已退费 | 退费 | 放弃 | 已放弃 | 未录取 | 不能参加 | 无法参加 | 无法出席 | 不出席 | 待支付 | 待審核 | 待付款确认 | 已撤回 | 撤销 | 未确认 | 未報名 | 已取消報名 | 取消報名 | 備取 | 备取 | 未繳費 | 待繳費 | 婉拒 | 已婉拒 | 已拒絕 | 審核中 | 待審批 | 未錄取 | 候補中 | 已退費 | 退費 | 已過期 | 未確認 | 邀請 | 已邀請 | 未通過 | 待繳款 | 未繳款 | 不克出席 | 不克參加 | 無法出席 | 無法參加 | 取消參加
absent: 缺席 | 未出席 | 缺勤 | 未到 | 旷课 | 未参加 | 未參加 | 没来 | 請假 | 请假 | 事假 | 病假 | 未到场 | 未到場 | 没参加 | 缺课 | 缺課 | 公假 | 旷会 | 未出勤 | 沒來 | 沒有出席 | 没有参加
unseen: 未签到 | 未簽到 | 未报到 | 未報到 | 未入場 | 未入场
place: 已确认 | 已確認 | 已报名 | 已報名 | 已付款 | 已支付 | 已接受 | 已通过 | 通过 | 审核通过 | 有效 | 已注册 | 確認 | 确认 | 报名成功 | 已缴费 | 已繳費 | 录取 | 已录取 | 正取 | 已审核 | 已錄取 | 審核通過 | 已核准 | 免费 | 会参加 | 将出席 | 将参加 | 确认参加 | 确认出席 | 計劃參加 | 免費 | 已繳款 | 報名成功 | 已註冊 | 通過
present: 出席 | 已签到 | 已簽到 | 签到 | 到场 | 已到 | 参加 | 參加 | 已出席 | 实到 | 迟到 | 早退 | 遲到 | 准时 | 準時 | 已参加 | 已參加 | 全勤 | 已到場 | 到場 | 已到场 | 全程参加 | 到 | 已报到 | 已報到 | 报到 | 報到 | 已入場 | 已入场 | 準時到場
yes: 是 | 有 | 对
no: 否 | 无 | 無
`}, {"ko", `
out: 취소 | 취소됨 | 거절 | 거절됨 | 대기 | 대기자 | 대기 중 | 보류 | 환불 | 환불됨 | 미결제 | 미납 | 임시저장 | 초대됨 | 미정 | 불참 예정 | 취소 요청 | 취소요청 | 신청취소 | 신청 취소 | 취소 완료 | 취소완료 | 대기중 | 결제 대기 | 결제대기 | 입금 대기 | 입금대기 | 미입금 | 반려 | 승인 대기 | 승인대기 | 탈락 | 포기 | 신청 철회 | 철회 | 예비 | 미승인 | 참가 취소 | 참석 취소 | 참가취소
absent: 결석 | 불참 | 미참석 | 노쇼 | 병결 | 미출석 | 불출석 | 미참 | 미참가 | 불참함 | 불참석 | 공결 | 참석 안함 | 참석 안 함 | 참석하지 않음 | 참여하지 않음 | 병가 | 무단결석 | 결석함 | 미참여 | 오지 않음 | 안옴 | 연락 없음
place: 확정 | 등록 | 등록됨 | 결제 완료 | 승인 | 승인됨 | 참석 예정 | 신청 완료 | 참가 확정 | 참가확정 | 신청완료 | 결제완료 | 입금완료 | 입금 완료 | 승인완료 | 승인 완료 | 선정 | 참가 예정 | 참가예정 | 참석예정 | 등록완료 | 등록 완료 | 무료 | 온라인 참석 | 현장 참석 | 온라인참석 | 현장참석
present: 출석 | 참석 | 참석함 | 체크인 | 지각 | 조퇴 | 참여 | 참가 | 참여함 | 참가함 | 참석 완료 | 참석완료 | 출석함 | 출석 완료 | 출석완료 | 이수 | 참여완료 | 참여 완료
yes: 예 | 네
no: 아니오 | 아니요
after: 안함 | 않음 | 못함
`}, {"is", `
out: afskráð | afskráður | afskráðir | afboðað | afboðaði | afboðun | hætti við | hætt við | á biðlista | biðlisti | hafnað | ógreitt | boðið | kannski | í bið | bíður greiðslu
absent: mætti ekki | fjarverandi | forfallaðist | forföll | veikur | veik | ekki mætt
place: staðfest | staðfestur | skráð | skráður | greitt | samþykkt | samþykktur | kemur
present: mætti | mætt | mættur | viðstaddur | viðstödd | mætti seint
yes: já
no: nei
not: ekki
after: ekki
`}, {"am", `
out: ተሰርዟል | ሰርዟል | ተቀባይነት አላገኘም | በመጠባበቅ ላይ | ተጠባባቂ | አልከፈለም
absent: አልተገኘም | አልተገኘችም | ቀሪ | አልመጣም | አልመጣችም | በፈቃድ
place: ተመዝግቧል | ተመዝግባለች | ተረጋግጧል | ከፍሏል
present: ተገኝቷል | ተገኝታለች | መጥቷል | መጥታለች | ተሳትፏል | ተሳትፋለች
yes: አዎ | አዎን
no: አይ | አይደለም
`}, {"sw", `
out: imeghairiwa | imefutwa | ameghairi | imekataliwa | orodha ya kusubiri | hajalipa | amejiondoa
absent: hakuhudhuria | hayupo | hakuja
place: imethibitishwa | amesajiliwa | amelipa | imekubaliwa
present: alihudhuria | amehudhuria | yupo
yes: ndiyo
no: hapana
`}, {"ca et lt lv", `
out: cancel·lat | cancel·lada | anul·lat | anul·lada | llista d'espera | en llista d'espera | rebutjat | rebutjada | tühistatud | tühistas | loobus | ootenimekirjas | ootenimekiri | tagasi lükatud | atšaukta | atšauktas | atšaukė | atmesta | laukiančiųjų sąraše | laukiančiųjų sąrašas | atcelts | atcelta | noraidīts | noraidīta | gaidīšanas sarakstā | gaidīšanas saraksts
absent: no hi va assistir | no ha assistit | no assistit | ei osalenud | ei ilmunud | puudus | neatvyko | nedalyvavo | neieradās | nepiedalījās
place: confirmat | inscrit | kinnitatud | registreeritud | registreerunud | patvirtinta | užregistruota | užregistruotas | apstiprināts | apstiprināta | reģistrēts | reģistrēta
present: ha assistit | va assistir | assistit | osales | kohal | dalyvavo | atvyko | ieradās | piedalījās
yes: jah | taip | jā
no: nē
`}, {"hy ka", `
out: չեղարկված | մերժված | սպասման ցուցակ | ლოდინის სია | გაუქმებული | გაუქმებულია | ჩაშლილია | უარყოფილი
absent: բացակա | չի ներկայացել | არ გამოცხადდა | არ დასწრებია
place: հաստատված | գրանցված | დადასტურებული | რეგისტრირებული
present: ներկա | ներկայացել է | დაესწრო | გამოცხადდა
yes: այո | დიახ
no: ոչ | არა
`}, {"kk uz", `
out: бас тартылды | бас тартты | жойылды | күту тізімі | күту тізімінде | bekor qilingan | bekor qilindi | rad etildi | rad etilgan | kutish ro'yxati | kutish ro'yxatida
absent: қатыспады | келмеді | kelmadi | qatnashmadi
place: расталды | тіркелді | tasdiqlangan | tasdiqlandi | ro'yxatdan o'tgan
present: қатысты | келді | keldi | qatnashdi
yes: иә
no: жоқ | yo'q
`}, {"results of examinations in all languages", `
out: durchgefallen | nicht bestanden | échoué | échouée | ajourné | ajournée | recalé | recalée | non validé | non validée | non acquis | suspenso | suspensa | no apto | no apta | no superado | no superada | bocciato | bocciata | non superato | non superata | non idoneo | non idonea | gezakt | niet geslaagd | niet behaald | onvoldoende | nie zdał | nie zdała | niezaliczone | niezaliczony | niezaliczona | neprospěl | neprospěla | nesplnil | nesplnila | neprospel | neprospela | underkänd | underkänt | ikke bestått | ikke bestået | kaldı | başarısız | geçemedi | не сдал | не сдала | не зачтено | незачет | незачёт | не зачет | не зачёт | не прошел | не прошёл | не прошла | не складено | не зараховано | nepromovat | nepromovată | nem felelt meg | sikertelen | αποτυχών | αποτυχούσα | nije položio | nije položila | ni opravil | ni opravila | راسب | راسبة | رسب | مردود شد | tidak lulus | không đạt | trượt | ไม่ผ่าน | 不合格 | 未合格 | 不及格 | 不通过 | 不通過 | 불합격 | 미통과
place: bestanden | mit auszeichnung bestanden | réussi | réussie | reçu | reçue | acquis | apto | apta | superado | superada | promosso | promossa | superato | superata | idoneo | idonea | geslaagd | behaald | voldoende | zdał | zdała | zaliczone | zaliczony | zaliczona | prospěl | prospěla | prospel | prospela | splnil | splnila | bestått | bestået | läpäisty | läpäissyt | geçti | başarılı | сдал | сдала | зачтено | зачет | зачёт | прошел | прошёл | прошла | складено | зараховано | promovat | promovată | megfelelt | sikeres | επιτυχών | επιτυχούσα | položio | položila | opravil | opravila | ناجح | ناجحة | نجح | قبول شد | lulus | đạt | ผ่าน | 合格 | 及格 | 합격 | 통과
absent: 未修了 | 미수료
present: 修了 | 수료
`},
}
