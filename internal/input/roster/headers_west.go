package roster

// Headers of lists in the languages of western, northern and southern Europe.

var headersGerman = headerWords{"de", `
id: Teilnehmer-ID | Teilnehmernummer | Teilnehmer-Nr. | Teilnehmernr. | Teilnehmer Nr. | Anmelde-ID | Anmeldenummer | Buchungs-ID
id 1: Kennnummer | ID-Nummer | Matrikelnummer | Teilnehmer # | Ausweisnummer
id 2: Ticketnummer | Ticket-Nr. | Barcode-Nummer | Ticketcode
order: Bestellnummer | Bestellcode | Bestell-Nr. | Auftragsnummer
order_line: Positionsnummer | Positions-ID
name: Name auf dem Badge | Name für das Zertifikat | Name auf dem Namensschild | Name auf der Urkunde
name 1: Teilnehmername | Name des Teilnehmers | vollständiger Name | ganzer Name | Vor- und Nachname | Vorname und Nachname | Vorname Nachname | Nachname, Vorname | Vor- und Zuname | Vorname und Name | Name, Vorname | Name und Vorname | Name Vorname | Vorname Name | Teilnehmer
given: Vorname | Teilnehmername: Vorname | Vorname(n) | Vornamen | Rufname
family: Nachname | Familienname | Teilnehmername: Nachname | Zuname
middle: zweiter Vorname | zweiter Name | Zweitname | weitere Vornamen | weiterer Vorname
infix: Namenszusatz | Vorsatzwort | Namensvorsatz | Adelsprädikat | Namenspräfix
suffix: Namenssuffix | Namensnachsatz
honorific: Anrede | akademischer Titel | akad. Titel | akademischer Grad | Titel
email: Teilnehmer-E-Mail | E-Mail des Teilnehmers | E-Mail-Adresse des Teilnehmers
email 1: E-Mail-Adresse | Mailadresse | E-Mailadresse | Mail-Adresse | E-Mail (dienstlich)
buyer_email: E-Mail des Bestellers | Besteller-E-Mail | E-Mail-Adresse des Bestellers | Rechnungs-E-Mail | Käufer-E-Mail | E-Mail des Käufers
organisation: Firma | Unternehmen | Institut | Einrichtung | Firmenname | Organisation / Firma | Arbeitgeber | Hochschule | Universität
position: Funktion | Berufsbezeichnung | Stellung | Tätigkeit | Berufstitel | Beruf
country: Land | Staat | Herkunftsland
country 1: Ländercode
language: Sprache
language 2: Bestellsprache | Sprache der Bestellung
role: Rolle | Rolle auf der Veranstaltung
role 1: Kategorie | Teilnehmerkategorie | Teilnehmerart | Teilnehmertyp
role 2: Produkt | Ticketart | Tickettyp | Ticketkategorie | Ticketname
status: Bestellstatus | Teilnehmerstatus | Anmeldestatus | Teilnahmestatus | Zusage | Buchungsstatus | Rückmeldung | Zahlungsstatus
cancelled: storniert | Stornierung | Stornodatum | storniert am
presence: eingecheckt | anwesend | Anwesenheit | teilgenommen | Teilnahme | erschienen | Eingecheckt am | Check-in-Zeit | Anwesenheitsstatus | Präsenz
minutes: Dauer (Minuten) | Gesamtdauer (Minuten) | Dauer | Teilnahmedauer | Anwesenheitsdauer | Dauer der Besprechung | Dauer in der Besprechung | Gesamtdauer | Dauer der Teilnahme
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
name 1: volledige naam | voor- en achternaam | voornaam en achternaam | Naam deelnemer | Naam van de deelnemer
bare: Naam
given: voornaam | voornamen | roepnaam | eerste naam
family: achternaam | familienaam
middle: tweede naam | tweede voornaam
infix: tussenvoegsel | tussenvoegsels | voorvoegsel | voorvoegsels | tussenv. | tv | tussenvoegsel(s)
honorific: aanhef | aanspreektitel | titulatuur
email: e-mail deelnemer
email 1: e-mailadres | emailadres
buyer_email: e-mail koper | e-mailadres koper | e-mail besteller
organisation: organisatie | bedrijf | bedrijfsnaam | werkgever | instelling | onderneming
position: functie | functietitel | beroep
country: Land van herkomst
language: Taal
role: rol
role 1: deelnemerstype | soort deelnemer | categorie
role 2: tickettype | soort ticket | type ticket | kaartsoort
status: status deelnemer | deelnemersstatus | aanmeldstatus | inschrijfstatus | deelnamestatus
cancelled: geannuleerd
presence: aanwezig | aanwezigheid | ingecheckt | deelgenomen
minutes: duur | duur (minuten) | aanwezigheidsduur
submitted: tijdstempel
`}

var headersFrench = headerWords{"fr", `
id: numéro de participant | n° de participant | n° participant | participant n° | identifiant | ID du participant
id 1: numéro d'identification | matricule
id 2: n° de billet | numéro de billet | code-barres
order: code de commande | n° de commande | numéro de commande | commande n°
order_line: N° de position
name: nom sur le badge | nom sur le certificat | nom sur l'attestation
name 1: nom complet | nom et prénom | prénom et nom | nom du participant | nom prénom | prénom nom | nom, prénom | noms et prénoms | nom & prénom | NOM Prénom(s)
bare: nom
given: prénom | prénoms | prénom(s) | prénom du participant
family: nom de famille | nom d'usage | noms de famille
middle: deuxième prénom | second prénom | autres prénoms | autre prénom
infix: particule
suffix: suffixe
honorific: civilité | titre de civilité
email: e-mail du participant | adresse e-mail du participant | email participant
email 1: adresse e-mail | adresse mail | adresse électronique | courriel | adresse de courriel | adresse courriel | adresse email | mél
buyer_email: e-mail de l'acheteur | adresse e-mail de l'acheteur | email acheteur | e-mail de facturation | email payeur
organisation: société | entreprise | organisme | établissement | structure | employeur | nom de l'entreprise | raison sociale
position: fonction | poste | intitulé du poste | profession | titre du poste
country: pays | pays de résidence | nationalité
language: langue
role: rôle
role 1: catégorie | type de participant | type d'inscription
role 2: produit | type de billet | billet | tarif | nom du billet
status: statut | statut du participant | statut de l'inscription | état | état de l'inscription | réponse | statut de la commande
cancelled: annulé | annulée | annulation
presence: présence | présent | présente | présent(e) | présent ? | émargement | a participé | enregistré | statut de présence | participation
minutes: durée (minutes) | durée | durée de présence | durée totale | durée en réunion | durée de la réunion | temps de présence
sessions: ateliers | atelier
access: accès
submitted: horodateur | date de soumission | date d'envoi
guests: accompagnants | invités
`}

var headersSpanish = headerWords{"es", `
id: número de asistente | n.º de asistente | nº de asistente | ID del asistente | identificador | ID de participante
id 1: número de ID | número de identificación | matrícula
id 2: número de entrada | n.º de entrada | código de barras
order: N.º de pedido | número de pedido | nº de pedido | pedido
name: nombre en la credencial | nombre en el certificado | nombre para el certificado
name 1: nombre completo | nombre y apellidos | nombre del asistente | nombre y apellido | nombres y apellidos | apellidos y nombre | apellidos, nombre | apellidos y nombres | nombre del participante | nombre(s) y apellido(s)
bare: nombre
given: primer nombre | nombre de pila | nombres | nombre(s) | nombre propio
family: apellido | apellidos | apellido(s) | primer apellido | apellido 1 | apellido paterno | 1er apellido | primer apellido del participante | 1.er apellido
family_2: segundo apellido | apellido 2 | apellido materno | 2do apellido | 2º apellido | 2.º apellido
middle: segundo nombre | otros nombres | segundo(s) nombre(s)
honorific: tratamiento
email: correo del asistente | correo electrónico del asistente | correo del participante
email 1: correo | correo electrónico | dirección de correo electrónico | dirección de correo | correo-e | e-mail personal
buyer_email: correo del comprador | correo electrónico del comprador | email del comprador
organisation: empresa | organización | institución | entidad | universidad | centro de trabajo | centro
position: puesto | puesto de trabajo | cargo | profesión | ocupación
country: país | país de residencia | nacionalidad
language: idioma
role: rol
role 1: categoría | tipo de asistente | tipo de participante
role 2: producto | tipo de entrada | tipo de ticket | entrada | tipo de boleto | boleto
status: estado | estado del asistente | estado de la inscripción | estado del pedido | estado de asistencia | confirmación
cancelled: cancelado | anulado
presence: asistencia | asistió | presente | registrado | ha asistido | acreditado
minutes: duración (minutos) | duración | tiempo de asistencia | minutos | duración en la reunión | duración de la reunión
sessions: talleres | taller | sesiones
access: acceso
submitted: marca temporal | fecha de envío
guests: acompañantes
`}

var headersPortuguese = headerWords{"pt", `
id: número do participante | nº do participante | n.º do participante | ID do participante
order: número do pedido | nº do pedido | n.º do pedido | n.º da encomenda
name: nome no crachá | nome no certificado | nome para o certificado
name 1: nome completo | nome do participante | nome e sobrenome | nome e apelido
bare: nome
given: primeiro nome | nome próprio | prenome
family: sobrenome | apelido | último nome | sobrenomes | apelidos
middle: nome do meio | segundo nome | nomes do meio
honorific: forma de tratamento
email: e-mail do participante
email 1: endereço de e-mail | endereço de email | correio eletrónico | correio eletrônico
buyer_email: e-mail do comprador | email do comprador
organisation: organização | instituição | universidade | entidade empregadora
position: profissão | ocupação
country: país de residência
role: função | papel
role 1: tipo de participante
role 2: tipo de ingresso | tipo de bilhete | ingresso | bilhete
status: situação | status do participante | status da inscrição | estado da inscrição | situação da inscrição | situação do participante | situação do pagamento | estado da inscrição
presence: presença | compareceu | participou | frequência | situação de presença
minutes: duração (minutos) | duração | tempo de permanência
sessions: oficinas | sessões
submitted: carimbo de data/hora
`}

var headersItalian = headerWords{"it", `
id: numero partecipante | n. partecipante | n° partecipante
order: numero ordine | n. ordine | n° ordine
name: nome sul badge | nome sull'attestato
name 1: nome e cognome | cognome e nome | nominativo | nome del partecipante | cognome nome | nome cognome
family: cognome | cognomi
middle: secondo nome
honorific: titolo di cortesia | appellativo
email: e-mail del partecipante | email partecipante
email 1: indirizzo e-mail | indirizzo email | posta elettronica
buyer_email: e-mail dell'acquirente | email acquirente
organisation: azienda | ente | organizzazione | istituto | istituzione | università | società
position: posizione | ruolo aziendale | qualifica | professione | mansione
country: paese | nazione | nazionalità
language: lingua
role: ruolo
role 1: categoria | tipo di partecipante
role 2: prodotto | tipo di biglietto | biglietto | tipo biglietto
status: stato | stato partecipante | stato del partecipante | stato iscrizione | stato dell'iscrizione
cancelled: annullato
presence: presenza | presenze | presente (sì/no) | ha partecipato | stato presenza | partecipazione
minutes: durata (minuti) | durata | minuti | durata riunione
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
name 1: fulde navn | for- og efternavn
given: fornavn
family: efternavn
middle: mellemnavn | mellemnavne
email 1: e-mailadresse
organisation: virksomhed | firmanavn | arbejdsplads
position: stilling | jobtitel
presence: fremmødt | deltog
minutes: varighed
`}, {"nb", `
name 1: fullt navn | for- og etternavn
given: fornavn
family: etternavn
middle: mellomnavn
email 1: e-post | e-postadresse
organisation: organisasjon | bedrift
position: stilling
presence: oppmøte | til stede | møtte
minutes: varighet
`}, {"sv", `
bare: Namn
name 1: fullständigt namn | för- och efternamn
given: förnamn | tilltalsnamn
family: efternamn
middle: mellannamn
email 1: e-postadress
organisation: företag | arbetsgivare
position: befattning
presence: närvaro | närvarande | deltog | närvarostatus | deltagande
minutes: varaktighet | längd (minuter)
submitted: tidsstämpel
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
presence: läsnä | osallistui
minutes: kesto
submitted: aikaleima
`}, {"is", `
bare: nafn
name 1: fullt nafn
given: fornafn | eiginnafn
family: eftirnafn | kenninafn
middle: millinafn
email 1: netfang
`},
}
