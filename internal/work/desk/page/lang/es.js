// review: none
// El escritorio en español. {0} y {1} son lugares para valores; «uno|varios» depende del primero.

export const words = {
  language: "Español", chooseLanguage: "Idioma", messages: "Los mensajes sobre la lista y los archivos están en inglés.", skip: "Ir al contenido", allEvents: "Todos los eventos",
  people: "Personas", design: "Diseño", print: "Imprimir", issued: "Emitidos", publish: "Publicar", settings: "Archivo del evento",
  loading: "Leyendo…", gone: "El programa no está en marcha. Inícielo de nuevo: lanyard desk", again: "Cargar de nuevo",
  command: "Lo mismo en la línea de órdenes", copy: "Copiar", copied: "Copiado", close: "Cerrar", cancel: "Cancelar", save: "Guardar", undo: "Deshacer",

  welcome: "Credenciales y certificados que cualquiera puede verificar", welcomeMore: "Todo queda en una carpeta de este ordenador.",
  recent: "Eventos recientes", noRecent: "Todavía no se ha abierto ningún evento en este ordenador.", openOther: "Abrir otro evento", folder: "Carpeta", open: "Abrir",
  newEvent: "Nuevo evento", title: "Título, tal como se imprimirá", issuer: "Organización que certifica", verify: "Dominio de la página de verificación",
  verifyMore: "Un dominio suyo, como verify.example.org. Se imprime en cada código y nunca cambia.",
  first: "Primer día", last: "Último día", lastMore: "si hay varios", languages: "Idiomas de los certificados", languagesMore: "el principal primero: es, en",
  listOfPeople: "Lista de personas", dropList: "Arrastre aquí un archivo CSV o un libro de Excel", or: "o", chooseFile: "elija un archivo", chosen: "Se copiará {0}",
  withoutList: "Sin lista, el evento empieza con tres ejemplos.", make: "Crear el evento", newFolder: "Carpeta del evento",
  example: "¿Solo quiere mirar?", exampleMore: "Un evento con 24 personas inventadas en doce escrituras. Los documentos llevan la palabra DRAFT.", tryExample: "Crear un ejemplo", exampleTitle: "Taller de ejemplo",

  nobody: "No hay nadie en la lista.", persons: "{0} persona|{0} personas", rows: "{0} fila|{0} filas", recognised: "Cómo se ha leído la lista",
  ready: "Todo se puede imprimir", errors: "{0} error impide la ejecución|{0} errores impiden la ejecución", warnings: "{0} advertencia|{0} advertencias",
  corrected: "{0} corrección en corrections.csv|{0} correcciones en corrections.csv", columns: "Columnas", column: "Columna de la lista", takenFor: "significa", notTaken: "– solo se conserva –",
  columnsMore: "Cambie el significado de una columna. La elección se escribe en event.toml.", findings: "Qué revisar", noFindings: "Nada que señalar. Se ha comprobado cada nombre y compuesto cada página.",
  moreFindings: "y {0} más: lanyard check", row: "Fila {0}", event: "Evento", mend: "Corregir la celda", search: "Buscar en la lista", list: "La lista", listMore: "El archivo nunca se modifica: las correcciones están en corrections.csv y valen también para la próxima exportación.",
  newList: "Sustituir la lista por una nueva exportación", was: "en el archivo: {0}", outByYou: "omitida por usted", takeIn: "Volver a incluir", leaveOut: "Omitir la fila", leaveOutShort: "Omitir",
  fixCell: "Escribir «{0}»", fixMerge: "Es la misma persona: unir con la otra fila", fixAlias: "Significa {0}", fixRole: "Convertirlo en un rol", fixOut: "Omitir la fila",
  role: "Rol", attended: "Asistió", yes: "sí", no: "no", unknown: "se desconoce", noRole: "– ninguno –", showing: "{0} a {1} de {2}", previous: "Anterior", next: "Siguiente", name: "Nombre", picture: "Imagen",
  shareBadge: "{0} credencial|{0} credenciales", shareCertificate: "{0} certificado|{0} certificados", shareOut: "{0} sin", doubts: "No se sabe si {0} persona recibe certificado|No se sabe si {0} personas reciben certificado",

  whatToMake: "Qué crear", everything: "Credenciales y certificados", badges: "Credenciales", certificates: "Certificados", onlyNew: "Solo lo nuevo o cambiado desde la última impresión",
  spares: "Credenciales de reserva para no inscritos", zip: "Todos los certificados en un archivo ZIP", merged: "Todos los certificados en un PDF", onePerson: "Solo una persona", onePersonMore: "el id de la lista; vacío: todas",
  reprintOne: "Reimprimir esta credencial con su número", startCell: "Empezar en la casilla {0}", startMore: "Elija la primera casilla libre de una hoja empezada.", sheet: "La hoja",
  go: "Crear", files: "Archivos", noFiles: "Todavía no se ha creado nada.", download: "Descargar", moreFiles: "y {0} más en la carpeta out",
  draft: "Cada documento lleva la palabra DRAFT y nada se firma hasta que sustituya los ejemplos del archivo del evento.", stopFirst: "Primero hay que corregir {0} error: vea Personas.|Primero hay que corregir {0} errores: vea Personas.",
  changed: "Qué ha cambiado desde la última impresión", compare: "Comparar", nothingChanged: "Nada ha cambiado desde la última impresión.", added: "nuevo", changedOne: "cambiado", goneOne: "ya no está", unearned: "ya no corresponde",
  walkin: "Dar una credencial de reserva a alguien no inscrito", walkinNumber: "Número de la reserva", walkinDone: "{0} está en la lista como {1}.", organisation: "Organización", give: "Dar",

  working: "Creando documentos…", workingSite: "Escribiendo la página…", workingCheck: "Consultando la página publicada…", progress: "{0} de {1}", stop: "Detener", stopped: "Detenido. No se emitió nada ni cambió ningún archivo.",
  failed: "No ha funcionado", done: "Hecho", doneMake: "{0} credencial en {1}, {2}|{0} credenciales en {1}, {2}", pages: "{0} página|{0} páginas", spareMade: "{0} credencial de reserva|{0} credenciales de reserva", newNumbers: "{0} número nuevo|{0} números nuevos", noNewNumbers: "todos conservan el número ya emitido",
  same: "Nada ha cambiado desde la última ejecución: los archivos están al día.", newKeys: "Se han creado las claves del evento. Guarde una copia en un lugar seguro: vea Publicar.", undecided: "Algunas personas no han recibido certificado porque no consta si les corresponde.",
  withheld: "Omitidos por estar revocados o suspendidos: {0}", goneStay: "Ya no están en la lista, pero siguen siendo válidos: {0}", printHow: "Imprima las credenciales al 100 %, sin ajustar a la página.",
  askCorrections: "{0} persona recibe un número nuevo|{0} personas reciben números nuevos", askMore: "Lo que tienen ahora queda sustituido: al verificarlo se lee que existe una versión corregida.", askGo: "Continuar", askStop: "Detener",
  askEverybody: "un dato común a todos, como el título o los días", askDoubles: "ha vuelto con otro id; recibe un número nuevo y el antiguo sigue siendo válido",
  askDoubts: "¿Crear los certificados de estas personas?", askDoubtsMore: "La lista no indica si asistieron.", askYes: "Crearlos", askNo: "Omitirlas",
  wordDoubt: "{0} con {1} «{2}»", oddDoubt1: "{0} en filas ocultas", oddDoubt2: "{0} en filas tachadas", oddDoubt3: "{0}: aparatos o programas",

  runs: "Ejecuciones", runsMore: "Qué cuenta como impreso. Marque una ejecución que nunca llegó al papel.", run: "Ejecución {0}", papers: "{0} documento|{0} documentos", wasPrinted: "impreso", notPrinted: "no impreso", printer: "Impresora",
  noIssued: "Todavía no se ha emitido nada. Cree primero credenciales o certificados.", searchIssued: "Buscar nombre, id o número", withReplaced: "también versiones sustituidas",
  valid: "válido", suspended: "suspendido", revoked: "revocado", superseded: "sustituido", badge: "credencial", certificate: "certificado", number: "Número", state: "Estado", since: "desde {0}", printedAs: "impreso {0}: {1}, página {2}", neverPrinted: "nunca impreso",
  revoke: "Revocar", suspend: "Suspender", reinstate: "Restablecer", reissue: "Número nuevo", reprint: "Imprimir de nuevo", history: "Historial", reason: "Motivo", reasonMore: "Para el registro; no se publica.",
  revokeAsk: "¿Revocar: {0} de {1}?", revokeMore: "Pierde su validez para siempre.", suspendAsk: "¿Suspender: {0} de {1}?", suspendMore: "No es válido hasta que lo restablezca.", reinstateAsk: "¿Restablecer: {0} de {1}?", reissueAsk: "¿Dar a {1} un número nuevo ({0})?", reissueMore: "El número actual queda sustituido. Imprima después el nuevo.",
  publishReminder: "Quienes verifican aún no lo saben: publique la página.", version: "versión {0}", issuedOn: "emitido {0}", paperNow: "Como se imprimiría ahora", forgotten: "olvidado",

  site: "La página de verificación", siteNone: "La página nunca se ha escrito.", siteToday: "Escrita hoy", siteAge: "Escrita el {0}, hace {1}", days: "{0} día|{0} días", siteExpires: "Vuelva a subirla antes del {0}: después no podrá indicar qué se ha revocado.",
  siteBehind: "{0} documento se ha emitido o cambiado desde entonces|{0} documentos se han emitido o cambiado desde entonces", siteFine: "Contiene todo lo emitido.", write: "Escribir la página", writeMore: "Suba después la carpeta site a {0}.", wrote: "{0} archivos escritos, {1} sin cambios. Suba la carpeta {2}.",
  check: "Consultar la página publicada", checkMore: "¿Qué recibe allí una persona ajena?", checkAt: "Otra dirección", checkFine: "Bien: {0} tiene la página de esta versión, con todas las listas y archivos.", wrong: "error", note: "nota", todo: "Qué hacer: {0}",
  keys: "Copia de las claves", keysMore: "Sin las claves no se puede emitir, revocar ni publicar nada más. Nunca salen de la carpeta por esta página: haga una copia cifrada en la línea de órdenes.", keysNone: "El evento aún no tiene claves: la primera ejecución las crea.",

  settingsMore: "Todo lo que las demás páginas no preguntan está en este archivo. lanyard help event explica cada clave.", saved: "Guardado.", conflict: "El archivo ha cambiado entretanto", conflictMore: "{0} ha cambiado desde que esta página lo leyó, así que no se ha escrito nada. A un lado está su versión y al otro el archivo actual.", yours: "Su versión", theirs: "El archivo actual", takeTheirs: "Continuar con el archivo actual",
};
