package roster

// Headers of lists in the languages of western, northern and southern Europe.

var headersGerman = headerWords{"de", `
id: Teilnehmer-ID | Teilnehmernummer | Teilnehmer-Nr. | Teilnehmernr. | Teilnehmer Nr. | Anmelde-ID | Anmeldenummer | Buchungs-ID | Benutzer-ID | Mitglieds-ID | Mitgliedsnummer
id 1: Kennnummer | ID-Nummer | Matrikelnummer | Teilnehmer # | Ausweisnummer
id 2: Ticketnummer | Ticket-Nr. | Barcode-Nummer | Ticketcode
order: Bestellnummer | Bestellcode | Bestell-Nr. | Auftragsnummer
order_line: Positionsnummer | Positions-ID
name: Name auf dem Badge | Name für das Zertifikat | Name auf dem Namensschild | Name auf der Urkunde
name 1: Teilnehmername | Name des Teilnehmers | vollständiger Name | ganzer Name | Vor- und Nachname | Vorname und Nachname | Vorname Nachname | Nachname, Vorname | Vor- und Zuname | Vorname und Name | Name, Vorname | Name und Vorname | Name Vorname | Vorname Name | Teilnehmer | Name (Originalname) | Name des Teilnehmenden | Teilnehmende | Name der Teilnehmerin
given: Vorname | Teilnehmername: Vorname | Vorname(n) | Vornamen | Rufname
family: Nachname | Familienname | Teilnehmername: Nachname | Zuname
middle: zweiter Vorname | zweiter Name | Zweitname | weitere Vornamen | weiterer Vorname
infix: Namenszusatz | Vorsatzwort | Namensvorsatz | Adelsprädikat | Namenspräfix | Vorsatz
suffix: Namenssuffix | Namensnachsatz
honorific: Anrede | akademischer Titel | akad. Titel | akademischer Grad | Titel
email: Teilnehmer-E-Mail | E-Mail des Teilnehmers | E-Mail-Adresse des Teilnehmers
email 1: E-Mail-Adresse | Mailadresse | E-Mailadresse | Mail-Adresse | E-Mail (dienstlich) | Benutzer-E-Mail | E-Mail 1 – Wert | E-Mail-Kontakt
email 2: dienstliche E-Mail
buyer_email: E-Mail des Bestellers | Besteller-E-Mail | E-Mail-Adresse des Bestellers | Rechnungs-E-Mail | Käufer-E-Mail | E-Mail des Käufers
organisation: Firma | Unternehmen | Institut | Einrichtung | Firmenname | Organisation / Firma | Arbeitgeber | Hochschule | Universität
organisation 1: Name der Firma | Name des Unternehmens | Organisationsname | Arbeitsstätte | Dienststelle | Schule
position: Funktion | Berufsbezeichnung | Stellung | Tätigkeit | Berufstitel | Beruf | Organisationstitel | Dienststellung
country: Land | Staat | Herkunftsland
country 1: Ländercode
language: Sprache
language 2: Bestellsprache | Sprache der Bestellung
role: Rolle | Rolle auf der Veranstaltung
role 1: Kategorie | Teilnehmerkategorie | Teilnehmerart | Teilnehmertyp
role 2: Produkt | Ticketart | Tickettyp | Ticketkategorie | Ticketname
status: Bestellstatus | Teilnehmerstatus | Anmeldestatus | Teilnahmestatus | Zusage | Buchungsstatus | Rückmeldung | Zahlungsstatus | Mitgliedsstatus | Mitgliederstatus | Kampagnenmitgliedsstatus | Status der Anmeldung | Status der Teilnahme | Status des Teilnehmers | Einladungsstatus | Zahlstatus
cancelled: storniert | Stornierung | Stornodatum | storniert am
presence: eingecheckt | anwesend | Anwesenheit | teilgenommen | Teilnahme | erschienen | Eingecheckt am | Check-in-Zeit | Anwesenheitsstatus | Präsenz | Anwesenheit bestätigt | Anwesend? | war anwesend | war da | Check-in-Status | Eingecheckt? | Anwesenheitskontrolle | gescannt | Einlass | eingelassen | eingecheckt?
minutes: Dauer (Minuten) | Gesamtdauer (Minuten) | Dauer | Teilnahmedauer | Anwesenheitsdauer | Dauer der Besprechung | Dauer in der Besprechung | Gesamtdauer | Dauer der Teilnahme | Zeit in Sitzung | Zeit in Sitzung (Minuten) | Anwesenheit in Minuten | Minuten | Dauer in Minuten | Verweildauer
sessions: Sitzungen | Veranstaltungen | Vorträge
access: Zugang | Zugangsbereiche
submitted: Zeitstempel | Fertigstellungszeit | Eingegangen am
guests: Begleitpersonen | Gäste
`}

var headersDutch = headerWords{"nl", `
id: Deelnemersnummer | Deelnemernummer | Deelnemer-ID | Deelnemernr. | Deelnemersnr.
id 1: Studentnummer
id 2: Ticketnummer
order: Bestelnummer | Bestelnr. | Bestelling
name: Naam op badge | Naam op certificaat
name 1: volledige naam | voor- en achternaam | voornaam en achternaam | Naam deelnemer | Naam van de deelnemer | Naam (oorspronkelijke naam) | naam van deelnemer
bare: Naam
given: voornaam | voornamen | roepnaam | eerste naam
family: achternaam | familienaam
middle: tweede naam | tweede voornaam
infix: tussenvoegsel | tussenvoegsels | voorvoegsel | voorvoegsels | tussenv. | tv | tussenvoegsel(s) | tussenvgsl | tussenvgs | tussenvgsl.
honorific: aanhef | aanspreektitel | titulatuur
email: e-mail deelnemer
email 1: e-mailadres | emailadres | mailadres | e-mail adres | e-mailadres van gebruiker
buyer_email: e-mail koper | e-mailadres koper | e-mail besteller
organisation: organisatie | bedrijf | bedrijfsnaam | werkgever | instelling | onderneming
organisation 1: naam organisatie | naam van de organisatie | naam bedrijf | school | werkplek
position: functie | functietitel | beroep
country: Land van herkomst
language: Taal
role: rol
role 1: deelnemerstype | soort deelnemer | categorie
role 2: tickettype | soort ticket | type ticket | kaartsoort
status: status deelnemer | deelnemersstatus | aanmeldstatus | inschrijfstatus | deelnamestatus | status aanmelding | status inschrijving | status van deelnemer | status van inschrijving | betaalstatus | aanmeldingsstatus | inschrijvingsstatus
cancelled: geannuleerd
presence: aanwezig | aanwezigheid | ingecheckt | deelgenomen | aanwezig? | aanwezigheidsstatus | was aanwezig | presentie | opkomst | gescand | ingecheckt?
minutes: duur | duur (minuten) | aanwezigheidsduur | duur in vergadering | duur van vergadering | vergaderduur | minuten
submitted: tijdstempel
`}

var headersFrench = headerWords{"fr", `
id: numéro de participant | n° de participant | n° participant | participant n° | identifiant | ID du participant | identifiant du participant | ID du répondant
id 1: numéro d'identification | matricule
id 2: n° de billet | numéro de billet | code-barres
order: code de commande | n° de commande | numéro de commande | commande n°
order_line: N° de position
name: nom sur le badge | nom sur le certificat | nom sur l'attestation
name 1: nom complet | nom et prénom | prénom et nom | nom du participant | nom prénom | prénom nom | nom, prénom | noms et prénoms | nom & prénom | NOM Prénom(s) | nom affiché | nom (nom d'origine) | nom d'affichage | nom du stagiaire | nom de l'apprenant
bare: nom
given: prénom | prénoms | prénom(s) | prénom du participant
family: nom de famille | nom d'usage | noms de famille
middle: deuxième prénom | second prénom | autres prénoms | autre prénom
infix: particule
suffix: suffixe
honorific: civilité | titre de civilité
email: e-mail du participant | adresse e-mail du participant | email participant
email 1: adresse e-mail | adresse mail | adresse électronique | courriel | adresse de courriel | adresse courriel | adresse email | mél | e-mail de l'utilisateur | adresse e-mail de l'utilisateur | adresse de messagerie
email 2: courriel professionnel | e-mail professionnel
buyer_email: e-mail de l'acheteur | adresse e-mail de l'acheteur | email acheteur | e-mail de facturation | email payeur
organisation: société | entreprise | organisme | établissement | structure | employeur | nom de l'entreprise | raison sociale
organisation 1: employeur actuel | nom de la société | nom de l'établissement | votre établissement | votre organisme | nom de la structure | université | laboratoire
position: fonction | poste | intitulé du poste | profession | titre du poste
country: pays | pays de résidence | nationalité
language: langue
role: rôle | rôle du participant
role 1: catégorie | type de participant | type d'inscription
role 2: produit | type de billet | billet | tarif | nom du billet
status: statut | statut du participant | statut de l'inscription | état | état de l'inscription | réponse | statut de la commande | statut du membre | statut de participation | statut inscription | état du participant | statut de paiement | participera | participerez-vous | statut de la réservation | état de la commande
cancelled: annulé | annulée | annulation
presence: présence | présent | présente | présent(e) | présent ? | émargement | a participé | enregistré | statut de présence | participation | contrôlé | scanné | pointage | présence effective | statut de la présence | venu | présent (oui/non) | statut d'assiduité | assiduité | utilisé | utilisée | billet utilisé | billet scanné | badgé | pointé
minutes: durée (minutes) | durée | durée de présence | durée totale | durée en réunion | durée de la réunion | temps de présence | durée en minutes | durée de connexion | temps de connexion | temps passé | minutes
sessions: ateliers | atelier
access: accès
submitted: horodateur | date de soumission | date d'envoi
guests: accompagnants | invités
`}

var headersSpanish = headerWords{"es", `
id: número de asistente | n.º de asistente | nº de asistente | ID del asistente | identificador | ID de participante | ID del encuestado | ID de registro | ID de usuario | ID de contacto
id 1: número de ID | número de identificación | matrícula
id 2: número de entrada | n.º de entrada | código de barras
order: N.º de pedido | número de pedido | nº de pedido | pedido
name: nombre en la credencial | nombre en el certificado | nombre para el certificado
name 1: nombre completo | nombre y apellidos | nombre del asistente | nombre y apellido | nombres y apellidos | apellidos y nombre | apellidos, nombre | apellidos y nombres | nombre del participante | nombre(s) y apellido(s) | nombre (nombre original) | nombre mostrado | nombre del alumno | nombre del estudiante | nombre para mostrar
bare: nombre
given: primer nombre | nombre de pila | nombres | nombre(s) | nombre propio
family: apellido | apellidos | apellido(s) | primer apellido | apellido 1 | apellido paterno | 1er apellido | primer apellido del participante | 1.er apellido | 1º apellido | 1er. apellido | primer apellido (paterno) | apellidos del asistente
family_2: segundo apellido | apellido 2 | apellido materno | 2do apellido | 2º apellido | 2.º apellido | 2do. apellido | segundo apellido (materno)
middle: segundo nombre | otros nombres | segundo(s) nombre(s)
honorific: tratamiento
email: correo del asistente | correo electrónico del asistente | correo del participante
email 1: correo | correo electrónico | dirección de correo electrónico | dirección de correo | correo-e | e-mail personal | correo electrónico del usuario | mail
email 2: correo institucional | email institucional | e-mail institucional
buyer_email: correo del comprador | correo electrónico del comprador | email del comprador
organisation: empresa | organización | institución | entidad | universidad | centro de trabajo | centro
organisation 1: nombre de la empresa | nombre de la institución | compañía | institución educativa | escuela | facultad | organismo | dependencia | lugar de trabajo | centro educativo
position: puesto | puesto de trabajo | cargo | profesión | ocupación
country: país | país de residencia | nacionalidad
language: idioma
role: rol
role 1: categoría | tipo de asistente | tipo de participante
role 2: producto | tipo de entrada | tipo de ticket | entrada | tipo de boleto | boleto
status: estado | estado del asistente | estado de la inscripción | estado del pedido | estado de asistencia | confirmación | estado de inscripción | estado inscripción | estado del registro | estado de registro | estado de pago | estado del pago | estado de la solicitud | estado del miembro | estado del participante | estatus | situación | asistirá | ¿asistirá? | confirma asistencia | confirmación de asistencia
cancelled: cancelado | anulado
presence: asistencia | asistió | presente | registrado | ha asistido | acreditado | presencia | asistencia al evento | estado de la asistencia | ¿asistió? | check-in realizado | acreditación | firma de asistencia | registro de asistencia | asistente presente | escaneado | ingresó
minutes: duración (minutos) | duración | tiempo de asistencia | minutos | duración en la reunión | duración de la reunión | duración en minutos | tiempo en la sesión | tiempo conectado | minutos de asistencia
sessions: talleres | taller | sesiones
access: acceso
submitted: marca temporal | fecha de envío
guests: acompañantes | acompañante | nombre del acompañante
`}

var headersPortuguese = headerWords{"pt", `
id: número do participante | nº do participante | n.º do participante | ID do participante | ID de usuário | número de inscrição | nº de inscrição | n.º de inscrição
order: número do pedido | nº do pedido | n.º do pedido | n.º da encomenda
name: nome no crachá | nome no certificado | nome para o certificado
name 1: nome completo | nome do participante | nome e sobrenome | nome e apelido | nome (nome original) | nome de exibição | nome do aluno | nome do inscrito | nome do formando
bare: nome
given: primeiro nome | nome próprio | prenome
family: sobrenome | apelido | último nome | sobrenomes | apelidos | último apelido | último sobrenome | apelido de família
middle: nome do meio | segundo nome | nomes do meio
honorific: forma de tratamento
email: e-mail do participante
email 1: endereço de e-mail | endereço de email | correio eletrónico | correio eletrônico | e-mail do usuário | email do utilizador
email 2: e-mail institucional
buyer_email: e-mail do comprador | email do comprador
organisation: organização | instituição | universidade | entidade empregadora
organisation 1: nome da empresa | nome da instituição | escola | órgão | instituição de ensino | faculdade
position: profissão | ocupação
country: país de residência
role: função | papel
role 1: tipo de participante
role 2: tipo de ingresso | tipo de bilhete | ingresso | bilhete
status: situação | status do participante | status da inscrição | estado da inscrição | situação da inscrição | situação do participante | situação do pagamento | estado da inscrição | status de inscrição | estado de pagamento | status do pagamento | status de pagamento | status do pedido | confirmação | estado do participante
presence: presença | compareceu | participou | frequência | situação de presença | check-in realizado | presença no evento | status da presença | frequência (%) | comparecimento | presente (sim/não) | credenciado | credenciamento | assiduidade | presenças | escaneado
minutes: duração (minutos) | duração | tempo de permanência | duração na reunião | duração da reunião | tempo de participação | tempo na reunião
sessions: oficinas | sessões
submitted: carimbo de data/hora
id 1: número de identificação
id 2: nº do ingresso | número do ingresso | código do ingresso | nº ingresso | nº do bilhete | n.º do ingresso | código do bilhete
`}

var headersItalian = headerWords{"it", `
id: numero partecipante | n. partecipante | n° partecipante | codice identificativo
order: numero ordine | n. ordine | n° ordine
name: nome sul badge | nome sull'attestato
name 1: nome e cognome | cognome e nome | nominativo | nome del partecipante | cognome nome | nome cognome | nome (nome originale) | nome visualizzato | nome dello studente | nome del corsista
family: cognome | cognomi
middle: secondo nome
honorific: titolo di cortesia | appellativo
email: e-mail del partecipante | email partecipante
email 1: indirizzo e-mail | indirizzo email | posta elettronica | e-mail utente | email dell'utente
email 2: e-mail istituzionale
buyer_email: e-mail dell'acquirente | email acquirente
organisation: azienda | ente | organizzazione | istituto | istituzione | università | società
organisation 1: nome azienda | nome dell'azienda | ente di appartenenza | ateneo | scuola
position: posizione | ruolo aziendale | qualifica | professione | mansione
country: paese | nazione | nazionalità
language: lingua
role: ruolo
role 1: categoria | tipo di partecipante
role 2: prodotto | tipo di biglietto | biglietto | tipo biglietto
status: stato | stato partecipante | stato del partecipante | stato iscrizione | stato dell'iscrizione | stato della registrazione | stato registrazione | stato pagamento | stato del pagamento | parteciperà | conferma
cancelled: annullato
presence: presenza | presenze | presente (sì/no) | ha partecipato | stato presenza | partecipazione | presente | check-in effettuato | stato della presenza | frequenza | accreditato | ha partecipato? | scansionato
minutes: durata (minuti) | durata | minuti | durata riunione | durata della riunione | durata nella riunione | tempo di permanenza | durata in minuti
submitted: informazioni cronologiche
`}

var headersCatalan = headerWords{"ca", `
name 1: nom i cognoms
family: cognoms | primer cognom | cognom
family_2: segon cognom
email 1: adreça electrònica | correu electrònic | correu
organisation: entitat
presence: assistència
`}

var headersNordic = []headerWords{
	{"da", `
bare: Navn
name 1: fulde navn | for- og efternavn | Navn (oprindeligt navn)
given: fornavn
family: efternavn
middle: mellemnavn | mellemnavne
email 1: e-mailadresse
organisation: virksomhed | firmanavn | arbejdsplads
position: stilling | jobtitel
presence: fremmødt | deltog | til stede | fremmødestatus | tilstede | check-in | tjekket ind | indtjekket | scannet | mødt
minutes: varighed
status: tilmeldingsstatus | deltagerstatus | status for tilmelding
id: deltagernr. | deltagernummer | deltager-id
`}, {"nb", `
name 1: fullt navn | for- og etternavn | navn (opprinnelig navn)
given: fornavn
family: etternavn
middle: mellomnavn
email 1: e-post | e-postadresse
organisation: organisasjon | bedrift
position: stilling
presence: oppmøte | fremmøte | til stede | møtte | tilstede | oppmøtestatus | deltok | møtt | sjekket inn | innsjekket | skannet
minutes: varighet | varighet i møte | minutter
status: påmeldingsstatus | deltakerstatus | status for påmelding
id: deltakernr. | deltakernummer | deltaker-id
`}, {"sv", `
bare: Namn
name 1: fullständigt namn | för- och efternamn | namn (ursprungligt namn)
given: förnamn | tilltalsnamn
family: efternamn
middle: mellannamn
email 1: e-postadress
organisation: företag | arbetsgivare
position: befattning
presence: närvaro | närvarande | deltog | närvarostatus | deltagande | närvaro (ja/nej) | incheckad | närvaro? | ankommen | inchecka | skannad
minutes: varaktighet | längd (minuter) | tid i möte | varaktighet i möte | minuter
submitted: tidsstämpel
status: anmälningsstatus | deltagarstatus | bokningsstatus
id: deltagarnr | deltagarnummer | deltagar-id
`}, {"fi", `
bare: Nimi
name 1: koko nimi | etu- ja sukunimi
given: etunimi | etunimet
family: sukunimi
middle: toinen nimi
email 1: sähköposti | sähköpostiosoite
organisation: organisaatio | yritys
position: tehtävänimike | ammatti
country: maa
presence: läsnä | osallistui | läsnäolo | paikalla | saapui | sisäänkirjautunut | saapunut | skannattu
minutes: kesto
submitted: aikaleima
status: ilmoittautumisen tila | osallistujan tila
`}, {"is", `
bare: nafn
name 1: fullt nafn
given: fornafn | eiginnafn
family: eftirnafn | kenninafn | föðurnafn | móðurnafn | ættarnafn
middle: millinafn
email 1: netfang
position: starfsheiti | starf
country: land
status: skráningarstaða | staða skráningar
presence: mætti | mæting | viðvera | mætt | mætti?
minutes: tímalengd
language: tungumál
role: hlutverk
organisation 1: fyrirtæki | vinnustaður | stofnun | skóli
`},
}
