// review: none
// L'aperçu en français.

export const words = {
  language: "Français", chooseLanguage: "Langue", preview: "Aperçu", badge: "Badge", certificate: "Certificat", sheet: "Planche",
  shown: "Ce qui est montré", search: "Chercher un nom ou un identifiant", view: "Affichage",
  previous: "Personne précédente (flèche gauche)", next: "Personne suivante (flèche droite)", smaller: "Plus petit (−)",
  larger: "Plus grand (+)", fit: "Ajuster", fitTitle: "Ajuster à la fenêtre (0)", zoomed: "{0} %", boxes: "Cadres",
  boxesTitle: "Montrer les cadres du modèle (o)", longest: "Nom le plus long", longestTitle: "Aller au nom le plus long (l)",
  scripts: "Écritures", scriptsTitle: "Une personne par écriture, côte à côte (s)",
  pdfTitle: "Le PDF de cette personne, marqué comme aperçu", place: "{0} sur {1}", people: "{0} personne|{0} personnes",
  some: "{0} personnes sur {1}", rest: "{0} personnes sur {1} ; cherchez les autres", line: "{0} · ligne {1}", noScript: "Sans écriture",
  nothing: "Rien à montrer pour l'instant", nothingMend: "Corrigez ce qui est dit plus haut et enregistrez : cette page suit.",
  nothingSave: "Enregistrez event.toml ou la liste : cette page suit.", cannot: "Ce papier ne peut pas être dessiné",
  cannotMore: "La raison est indiquée plus haut.", gone: "lanyard preview ne fonctionne plus", failed: "Ceci ne peut pas être dessiné",
  sizeNote: "composé en {0} pt au lieu de {1} pt", linesNote: "coupé en {0} ligne|coupé en {0} lignes",
  messages: "Les messages sur les fichiers sont en anglais.",
};
