// review: none
// Le bureau en français. {0} et {1} reçoivent des valeurs ; « un|plusieurs » dépend de la première.

export const words = {
  language: "Français", chooseLanguage: "Langue", messages: "Les messages sur la liste et les fichiers sont en anglais.", skip: "Aller au contenu", allEvents: "Tous les événements",
  people: "Personnes", design: "Mise en page", print: "Imprimer", issued: "Délivrés", publish: "Publier", settings: "Fichier de l’événement",
  loading: "Lecture…", gone: "Le bureau ne tourne plus. Relancez-le : lanyard desk", again: "Recharger",
  command: "La même chose en ligne de commande", copy: "Copier", copied: "Copié", close: "Fermer", cancel: "Annuler", save: "Enregistrer", undo: "Annuler les modifications",

  welcome: "Des badges et des certificats que chacun peut vérifier", welcomeMore: "Tout reste dans un dossier de cet ordinateur.",
  recent: "Événements récents", noRecent: "Aucun événement n’a encore été ouvert sur cet ordinateur.", openOther: "Ouvrir un autre événement", folder: "Dossier", open: "Ouvrir",
  newEvent: "Nouvel événement", title: "Titre, tel qu’il sera imprimé", issuer: "Organisation qui certifie", verify: "Hôte de la page de vérification",
  verifyMore: "Un hôte à vous, comme verify.example.org. Il est imprimé dans chaque code et ne change jamais.",
  first: "Premier jour", last: "Dernier jour", lastMore: "s’il y en a plusieurs", languages: "Langues des certificats", languagesMore: "la principale d’abord : fr, en",
  listOfPeople: "Liste des personnes", dropList: "Déposez ici un fichier CSV ou un classeur Excel", or: "ou", chooseFile: "choisissez un fichier", chosen: "{0} sera copié",
  withoutList: "Sans liste, l’événement commence par trois exemples.", make: "Créer l’événement", newFolder: "Dossier de l’événement",
  example: "Juste pour voir ?", exampleMore: "Un événement de 24 personnes inventées, dans douze écritures. Les documents portent la mention DRAFT.", tryExample: "Créer un exemple", exampleTitle: "Atelier d’exemple",

  nobody: "La liste est vide.", persons: "{0} personne|{0} personnes", rows: "{0} ligne|{0} lignes", recognised: "Comment la liste a été lue",
  ready: "Tout peut être imprimé", errors: "{0} erreur empêche l’exécution|{0} erreurs empêchent l’exécution", warnings: "{0} avertissement|{0} avertissements",
  corrected: "{0} correction dans corrections.csv|{0} corrections dans corrections.csv", columns: "Colonnes", column: "Colonne de la liste", takenFor: "signifie", notTaken: "– seulement conservée –",
  columnsMore: "Changez le sens d’une colonne. Le choix est écrit dans event.toml.", findings: "À regarder", noFindings: "Rien à signaler. Chaque nom a été vérifié, chaque page composée.",
  moreFindings: "et {0} autres : lanyard check", row: "Ligne {0}", event: "Événement", mend: "Corriger la cellule", search: "Chercher dans la liste", list: "La liste", listMore: "Le fichier lui-même n’est jamais modifié : les corrections sont dans corrections.csv et valent aussi pour le prochain export.",
  newList: "Remplacer la liste par un nouvel export", was: "dans le fichier : {0}", outByYou: "écartée par vous", takeIn: "Reprendre", leaveOut: "Écarter la ligne", leaveOutShort: "Écarter",
  fixCell: "Écrire « {0} »", fixMerge: "Même personne : joindre à l’autre ligne", fixAlias: "Cela signifie {0}", fixRole: "En faire un rôle", fixOut: "Écarter la ligne",
  role: "Rôle", attended: "Présence", yes: "oui", no: "non", unknown: "inconnue", noRole: "– aucun –", showing: "{0} à {1} sur {2}", previous: "Précédent", next: "Suivant", name: "Nom", picture: "Image",
  shareBadge: "{0} badge|{0} badges", shareCertificate: "{0} certificat|{0} certificats", shareOut: "{0} sans", doubts: "On ignore si {0} personne reçoit un certificat|On ignore si {0} personnes reçoivent un certificat",

  whatToMake: "Que produire", everything: "Badges et certificats", badges: "Badges", certificates: "Certificats", onlyNew: "Seulement ce qui a changé depuis la dernière impression",
  spares: "Badges de réserve pour les non-inscrits", zip: "Tous les certificats dans un fichier ZIP", merged: "Tous les certificats dans un PDF", onePerson: "Une seule personne", onePersonMore: "l’identifiant de la liste ; vide : tout le monde",
  reprintOne: "Réimprimer ce badge avec son numéro", startCell: "Commencer à la case {0}", startMore: "Choisissez la première case libre d’une planche entamée.", sheet: "La planche",
  go: "Produire", files: "Fichiers", noFiles: "Rien n’a encore été produit.", download: "Télécharger", moreFiles: "et {0} autres dans le dossier out",
  draft: "Chaque document porte la mention DRAFT et rien n’est signé tant que les exemples du fichier de l’événement n’ont pas été remplacés.", stopFirst: "Il faut d’abord corriger {0} erreur : voir Personnes.|Il faut d’abord corriger {0} erreurs : voir Personnes.",
  changed: "Ce qui a changé depuis la dernière impression", compare: "Comparer", nothingChanged: "Rien n’a changé depuis la dernière impression.", added: "nouveau", changedOne: "changé", goneOne: "disparu", unearned: "n’est plus dû",
  walkin: "Donner un badge de réserve à un non-inscrit", walkinNumber: "Numéro du badge de réserve", walkinDone: "{0} figure sur la liste comme {1}.", organisation: "Organisation", give: "Donner",

  working: "Production en cours…", workingSite: "Écriture de la page…", workingCheck: "Interrogation de la page publiée…", progress: "{0} sur {1}", stop: "Arrêter", stopped: "Arrêté. Rien n’a été délivré et aucun fichier n’a changé.",
  failed: "Cela n’a pas fonctionné", done: "Terminé", doneMake: "{0} badge sur {1}, {2}|{0} badges sur {1}, {2}", pages: "{0} page|{0} pages", spareMade: "{0} badge de réserve|{0} badges de réserve", newNumbers: "{0} nouveau numéro|{0} nouveaux numéros", noNewNumbers: "tout le monde garde le numéro déjà délivré",
  same: "Rien n’a changé depuis la dernière exécution : les fichiers sont à jour.", newKeys: "Les clés de l’événement ont été créées. Gardez-en une copie en lieu sûr : voir Publier.", undecided: "Certaines personnes n’ont pas de certificat, car il n’est pas précisé si elles y ont droit.",
  withheld: "Écartés car révoqués ou suspendus : {0}", goneStay: "Ne figurent plus sur la liste, mais restent valables : {0}", printHow: "Imprimez les badges à 100 %, sans ajuster à la page.",
  askCorrections: "{0} personne reçoit un nouveau numéro|{0} personnes reçoivent de nouveaux numéros", askMore: "Ce qu’elles ont est remplacé : à la vérification, on lit qu’une version corrigée existe.", askGo: "Continuer", askStop: "Arrêter",
  askEverybody: "une donnée commune à tous, comme le titre ou les dates", askDoubles: "de retour sous un autre identifiant ; reçoit un nouveau numéro, l’ancien reste valable",
  askDoubts: "Produire les certificats de ces personnes ?", askDoubtsMore: "La liste n’indique pas si elles étaient présentes.", askYes: "Les produire", askNo: "Les écarter",
  wordDoubt: "{0} avec {1} « {2} »", oddDoubt1: "{0} dans des lignes masquées", oddDoubt2: "{0} dans des lignes barrées", oddDoubt3: "{0} : appareils ou programmes",

  runs: "Exécutions", runsMore: "Ce qui compte comme imprimé. Marquez une exécution qui n’a jamais été mise sur papier.", run: "Exécution {0}", papers: "{0} document|{0} documents", wasPrinted: "imprimé", notPrinted: "non imprimé", printer: "Imprimante",
  noIssued: "Rien n’a encore été délivré. Produisez d’abord des badges ou des certificats.", searchIssued: "Chercher nom, identifiant ou numéro", withReplaced: "avec les versions remplacées",
  valid: "valable", suspended: "suspendu", revoked: "révoqué", superseded: "remplacé", badge: "badge", certificate: "certificat", number: "Numéro", state: "État", since: "depuis {0}", printedAs: "imprimé {0} : {1}, page {2}", neverPrinted: "jamais imprimé",
  revoke: "Révoquer", suspend: "Suspendre", reinstate: "Rétablir", reissue: "Nouveau numéro", reprint: "Réimprimer", history: "Historique", reason: "Motif", reasonMore: "Pour le registre ; il n’est pas publié.",
  revokeAsk: "Révoquer le {0} de {1} ?", revokeMore: "Il devient définitivement invalide.", suspendAsk: "Suspendre le {0} de {1} ?", suspendMore: "Il est invalide jusqu’à son rétablissement.", reinstateAsk: "Rendre de nouveau valable le {0} de {1} ?", reissueAsk: "Donner à {1} un nouveau numéro pour le {0} ?", reissueMore: "Le numéro actuel est remplacé. Imprimez ensuite le nouveau.",
  publishReminder: "Les vérificateurs ne le savent pas encore : publiez la page.", version: "version {0}", issuedOn: "délivré {0}", paperNow: "Tel qu’il serait imprimé maintenant", forgotten: "oublié",

  site: "La page de vérification", siteNone: "La page n’a jamais été écrite.", siteToday: "Écrite aujourd’hui", siteAge: "Écrite le {0}, il y a {1}", days: "{0} jour|{0} jours", siteExpires: "Remettez-la en ligne avant le {0} : ensuite, elle ne peut plus indiquer ce qui a été révoqué.",
  siteBehind: "{0} document a été délivré ou modifié depuis|{0} documents ont été délivrés ou modifiés depuis", siteFine: "Elle contient tout ce qui a été délivré.", write: "Écrire la page", writeMore: "Envoyez ensuite le dossier site sur {0}.", wrote: "{0} fichiers écrits, {1} laissés tels quels. Mettez en ligne le dossier {2}.",
  check: "Interroger la page publiée", checkMore: "Que voit une personne extérieure ?", checkAt: "Autre adresse", checkFine: "Tout va bien : {0} a la page de cette version, avec toutes ses listes et ses fichiers.", wrong: "erreur", note: "remarque", todo: "À faire : {0}",
  keys: "Sauvegarder les clés", keysMore: "Sans les clés, on ne peut plus rien délivrer, révoquer ni publier. Elles ne sortent jamais du dossier par cette page : faites-en une copie chiffrée en ligne de commande.", keysNone: "L’événement n’a pas encore de clés : la première exécution les crée.",

  settingsMore: "Tout ce que les autres pages ne demandent pas est dans ce fichier. lanyard help event explique chaque clé.", saved: "Enregistré.", conflict: "Le fichier a changé entre-temps", conflictMore: "{0} a été modifié depuis que cette page l’a lu ; rien n’a donc été écrit. Votre version est d’un côté, le fichier actuel de l’autre.", yours: "Votre version", theirs: "Le fichier actuel", takeTheirs: "Continuer avec le fichier actuel",
};
