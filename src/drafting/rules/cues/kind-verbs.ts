/*
 * What the English words that tell a kind of work are in other languages: `english: word word`. Verbs stand in their base
 * form, nouns in the singular. Written by hand; a verb that is missing leaves its task to a person.
 */

export type KindWords = ReadonlyMap<string, string>;

function kindWords(list: string): KindWords {
  const found = new Map<string, string>();
  for (const line of list.split('\n')) {
    const [english = '', said = ''] = line.trim().split(':');
    for (const word of said.split(/\s+/u)) if (word !== '' && !found.has(word)) found.set(word, english);
  }
  return found;
}

export const GERMAN_KINDS = kindWords(`research:recherchieren nachforschen nachschlagen googeln
  find:finden suchen heraussuchen raussuchen ermitteln herausfinden rausfinden
  retrieve:abrufen abfragen herunterladen auslesen
  compare:vergleichen gegenüberstellen
  analyse:analysieren auswerten untersuchen bewerten beurteilen evaluieren
  summarise:zusammenfassen
  translate:übersetzen
  calculate:berechnen ausrechnen kalkulieren hochrechnen
  convert:umwandeln konvertieren umrechnen
  transcribe:transkribieren verschriftlichen
  proofread:korrekturlesen
  generate:generieren
  simulate:simulieren
  sort:sortieren
  filter:filtern
  send:senden
  call:anrufen telefonieren
  price:preis kosten gebühr
  information:information informationen auskunft angabe daten
  weather:wetter
  flight:flug flüge
  train:zug zugverbindung verbindung
  schedule:fahrplan zeitplan
  result:ergebnis
  report:bericht
  list:liste tabelle
  hotel:hotel unterkunft
  address:adresse
  review:bewertung
  article:artikel
  source:quelle
  market:markt
  law:gesetz vorschrift`);

export const FRENCH_KINDS = kindWords(`research:rechercher
  find:trouver chercher
  retrieve:télécharger extraire
  compare:comparer
  analyse:analyser évaluer examiner
  summarise:résumer synthétiser
  translate:traduire
  calculate:calculer
  convert:convertir
  transcribe:transcrire retranscrire
  generate:générer
  simulate:simuler
  sort:trier
  filter:filtrer
  call:appeler téléphoner
  price:prix tarif coût
  information:information renseignement donnée infos
  weather:météo
  flight:vol
  train:train
  schedule:horaire
  result:résultat
  report:rapport
  list:liste tableau
  hotel:hôtel hébergement
  address:adresse
  review:avis
  article:article
  source:source
  market:marché
  law:loi règlement`);

export const SPANISH_KINDS = kindWords(`research:investigar
  find:encontrar buscar averiguar localizar
  retrieve:descargar extraer
  compare:comparar contrastar
  analyse:analizar evaluar examinar
  summarise:resumir sintetizar
  translate:traducir
  calculate:calcular
  convert:convertir
  transcribe:transcribir
  generate:generar
  simulate:simular
  sort:ordenar clasificar
  filter:filtrar
  call:llamar telefonear
  price:precio tarifa coste
  information:información dato datos
  weather:tiempo
  flight:vuelo
  train:tren
  schedule:horario
  result:resultado
  report:informe
  list:lista tabla
  hotel:hotel alojamiento
  address:dirección
  review:reseña opinión
  article:artículo
  source:fuente
  market:mercado
  law:ley normativa`);
