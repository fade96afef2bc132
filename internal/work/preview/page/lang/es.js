// review: none
// La vista previa en español.

export const words = {
  language: "Español", chooseLanguage: "Idioma", preview: "Vista previa", badge: "Credencial", certificate: "Certificado", sheet: "Hoja",
  shown: "Lo que se muestra", search: "Buscar un nombre o identificador", view: "Vista", previous: "Persona anterior (flecha izquierda)",
  next: "Persona siguiente (flecha derecha)", smaller: "Más pequeño (−)", larger: "Más grande (+)", fit: "Ajustar",
  fitTitle: "Ajustar a la ventana (0)", zoomed: "{0} %", boxes: "Cuadros", boxesTitle: "Mostrar los cuadros de la plantilla (o)",
  longest: "Nombre más largo", longestTitle: "Ir al nombre más largo (l)", scripts: "Escrituras",
  scriptsTitle: "Una persona por escritura, lado a lado (s)", pdfTitle: "El PDF de esta persona, marcado como vista previa",
  place: "{0} de {1}", people: "{0} persona|{0} personas", some: "{0} de {1} personas", rest: "{0} de {1} personas; busque las demás",
  line: "{0} · línea {1}", noScript: "Sin escritura", nothing: "Aún no hay nada que mostrar",
  nothingMend: "Corrija lo que se dice arriba y guarde: esta página lo sigue.",
  nothingSave: "Guarde event.toml o la lista: esta página lo sigue.", cannot: "Este papel no se puede dibujar",
  cannotMore: "El motivo está arriba.", gone: "lanyard preview ya no está en marcha", failed: "Esto no se puede dibujar",
  sizeNote: "compuesto a {0} pt en lugar de {1} pt", linesNote: "dividido en {0} línea|dividido en {0} líneas",
  messages: "Los mensajes sobre archivos están en inglés.",
};
