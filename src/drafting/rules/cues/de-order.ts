import { phrases, words } from '../language.ts';
import { cues, type OrderWords, pairs, split } from '../order/order-words.ts';

/** What stands first: "Voraussetzung für". */
const EARLIER_NOUNS = `voraussetzung | voraussetzungen | vorbedingung | vorbedingungen | bedingung | grundlage | basis |
  vorstufe | vorarbeit | vorbereitung | notwendig | nötig | erforderlich | unerlässlich | unabdingbar | zwingend |
  startsignal | startschuss | vorleistung`;

const FAILURES = `fehlschlägt | scheitert | schiefgeht | misslingt | abgelehnt | fehlgeschlagen | schlägt fehl | nicht klappt`;

/** How people put one task before another, in German. Written by hand. */
export const germanOrder: OrderWords = {
  links: cues([
    [
      split(`hängt ab von | ist von | sind von | ist vom | sind vom | hängt von | hängt vom | hängen von | hängen vom | abhängig von | abhängig vom | setzt |
        setzen | erfordert | erfordern | benötigt | benötigen | braucht | brauchen | verlangt | bedingt | wartet auf |
        warten auf | angewiesen auf | bedarf | bedürfen | steht und fällt mit | braucht vorher | blockiert von |
        blockiert durch | aufgehalten von | voraussetzung : | voraussetzungen : | benötigt : | braucht : | nach : |
        abhängig von : | wartet auf : | < - | ←`),
      'requires',
    ],
    [pairs('als | als eine | als die', EARLIER_NOUNS), 'as'],
    [pairs(EARLIER_NOUNS, 'für | von | zu | zum | zur'), 'earlier'],
    [
      split(`geht dem | geht der | geht den | gehen dem | gehen der | gehen den | kommt vor | kommen vor | liegt vor |
        ermöglicht | ermöglichen | erlaubt | erlauben | löst | stößt | bildet die grundlage für | ebnet den weg für |
        macht den weg frei für | schafft die voraussetzung für | blockiert | blockieren | - > | → | = > | ⇒ | »`),
      'earlier',
    ],
    [
      split(`baut auf | bauen auf | basiert auf | basieren auf | beruht auf | beruhen auf | aufbauend auf | fußt auf |
        verwendet das ergebnis von | nutzt das ergebnis von | mit dem ergebnis von | auf grundlage von | auf basis von`),
      'uses',
    ],
    [split('liefert die daten für | liefert den input für | fließt ein in | fließt in | geht ein in'), 'feeds'],
    [
      split(`folgt auf | folgen auf | folgt nach | schließt an | kommt nach | kommen nach | folgt dem | folgt der |
        folgt den | schließt sich an`),
      'later',
    ],
    [
      split(`bevor | ehe | noch bevor | vor | noch vor | früher als | im vorfeld | im vorfeld von | vorbereitend für |
        rechtzeitig vor | unmittelbar vor | direkt vor | kurz vor | eher als`),
      'before',
    ],
    [
      split(`nachdem | nach | erst nachdem | erst nach | gleich nach | direkt nach | unmittelbar nach | kurz nach |
        später als | frühestens nach | im anschluss an | anschließend an | nach abschluss von | nach abschluss der |
        nach abschluss des | nach ende der | infolge | auf der grundlage von | nicht vor | nicht ehe | hinter`),
      'after',
    ],
    [
      split(`sobald | wenn | erst wenn | nur wenn | erst sobald | sowie | sofern | vorausgesetzt | vorausgesetzt dass |
        unter der voraussetzung | unter der bedingung | in dem moment | ab dem moment | seit | da nun | solange`),
      'when',
    ],
    [split('bis | erst bis | so lange bis | solange bis | bis zum ende von'), 'until'],
    [split('ohne | ohne dass | außer nach | außer wenn | es sei denn'), 'unless'],
    [split('falls | für den fall | im falle | bei'), 'if'],
    [split('damit | so dass | sodass | um'), 'so'],
    [
      split(`dann | danach | anschließend | im anschluss | im anschluss daran | daraufhin | darauf | hierauf | hiernach |
        als nächstes | als nächster schritt | nachher | hinterher | später | erst dann | und dann | und danach | und anschließend |
        im nächsten schritt | gefolgt von | gefolgt vom | weiter mit | weiter geht es mit | zweitens | drittens |
        schließlich | zuletzt | zum schluss | abschließend | zu guter letzt`),
      'then',
    ],
    [
      split(`zuerst | zunächst | als erstes | als erster schritt | zu beginn | am anfang | vorher | zuvor | davor | vorab |
        im voraus | erstens | beginnen mit | angefangen mit | los geht es mit | begonnen wird mit | an erster stelle`),
      'first',
    ],
    [split('als letztes | ganz am ende | am schluss | an letzter stelle | den abschluss bildet'), 'last'],
    [
      split(`parallel | parallel zu | parallel zum | parallel zur | gleichzeitig | gleichzeitig mit | zeitgleich |
        zeitgleich mit | unabhängig | unabhängig von | unabhängig voneinander | nebeneinander | währenddessen | während |
        zur gleichen zeit | zur selben zeit | in beliebiger reihenfolge | egal in welcher reihenfolge |
        reihenfolge egal | reihenfolge ist egal`),
      'parallel',
    ],
    [
      split(`in dieser reihenfolge | in folgender reihenfolge | in der folgenden reihenfolge | der reihe nach |
        nacheinander | hintereinander | eins nach dem anderen | in der angegebenen reihenfolge | schritt für schritt |
        von oben nach unten | die reihenfolge ist | reihenfolge :`),
      'inOrder',
    ],
    [split('in umgekehrter reihenfolge | von unten nach oben | rückwärts'), 'inReverse'],
    [['zwischen'], 'between'],
  ]),
  marks: cues([
    [
      split(`hängt nicht | hängen nicht | braucht nicht | braucht kein | braucht keine | benötigt nicht | benötigt kein |
        benötigt keine | setzt nicht | setzt kein | setzt keine | keine abhängigkeit | nicht abhängig | nicht nötig`),
      'without-need',
    ],
    [
      split(`nicht | nie | niemals | kein | keine | keinen | keinesfalls | auf keinen fall | unmöglich | verboten |
        zu früh | verfrüht | sinnlos`),
      'not',
    ],
    [split(FAILURES), 'fails'],
    [
      split(
        'warten | warte | wartet | gewartet | aufschieben | zurückstellen | verschieben | abwarten | ruht | pausiert',
      ),
      'wait',
    ],
    [
      split(`fertig | erledigt | abgeschlossen | beendet | fertiggestellt | vorbei | durch | geschafft | getan | vollendet |
        vollständig | erfolgt | vorliegt | vorliegen | steht | stehen | da | abschluss | ende | abschließen | fertigstellung |
        beenden | erfolgreich | bereit | vorhanden`),
      'done',
    ],
    [
      split(`beginnen | beginnt | begonnen | anfangen | anfängt | angefangen | starten | startet | gestartet | beginn |
        start | losgehen | losgeht | angehen | los | loslegen`),
      'start',
    ],
    [split('bereits | schon'), 'already'],
    [split('welche | welcher | welches'), 'which'],
    [split('ich | wir | man | du | ihr | jemand'), 'planner'],
    [split('aber | jedoch | obwohl | allerdings'), 'but'],
    [['für'], 'for'],
    [['mit'], 'with'],
    [split('pause | puffer | abstand | wartezeit | frist'), 'gap'],
  ]),
  groups: cues([
    [
      split('alles andere | alle anderen | alle übrigen | die übrigen | der rest | den rest | alle anderen schritte'),
      'others',
    ],
    [
      split('alles obige | alle vorherigen schritte | alle vorigen schritte | alles bisherige | alles davor | all das'),
      'above',
    ],
    [split('alle schritte | alle aufgaben | alle punkte | alles | jeder schritt | jede aufgabe'), 'all'],
    [split('beides | beide | die beiden | beiden | beide schritte'), 'both'],
    [split('ersteres | erstere | ersterem'), 'former'],
    [split('letzteres | letztere | letzterem'), 'latter'],
    [
      split(`das | dies | der vorige schritt | der vorherige schritt | dem vorigen schritt | dem vorherigen schritt |
        dieser schritt | diesem schritt | diese`),
      'previous',
    ],
    [split('es | sie'), 'topic'],
  ]),
  notNegations: phrases('nicht nur | nicht vergessen | kein problem | vor allem | nicht zuletzt | nach hause'),
  plain:
    words(`der die das den dem des ein eine einen einem einer eines und oder zu zum zur im in am an auf von vom ab aus
    ist sind war waren wird werden wurde wurden worden sein bin kann können könnte darf dürfen muss müssen soll sollen
    sollte sollten will wollen möchte hat haben hatte haben gibt geht gehen kommt kommen macht machen gemacht
    schritt schritte schritten schritts aufgabe aufgaben punkt punkte arbeit arbeiten phase phasen teil sache
    erst nur auch immer noch direkt gleich sofort unbedingt bitte natürlich eigentlich grundsätzlich auf jeden fall doch
    voraus auf vorausgesetzt abhängig wieder weiter an ausführen ausgeführt durchführen durchgeführt durchführung erledigen
    stattfinden statt passieren passiert geschehen möglich sinnvoll wichtig notwendig nötig erforderlich laufen läuft
    unser unsere unseren mein meine sein seine ihr ihre dafür davon daran darauf davor dazu damit hier dort so dass als
    wir ich man sie er es uns mich sich wie was wer wo dran drankommen reihe zeit
    bleibt bleiben lässt lassen tun aus ja also denn zwingend spätestens frühestens mindestens
    jetzt heute freigabe ergebnis ergebnisse arbeitsschritt arbeitsschritte`),
  breaks: words('kommt kommen folgt folgen geht gehen beginnt beginnen wird werden'),
  orderNouns: words(`reihenfolge abhängigkeit abhängigkeiten bedingung bedingungen voraussetzung voraussetzungen regel
    regeln ablauf hinweis hinweise achtung wichtig`),
  numbers: new Map(
    'eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf'.split(' ').map((word, i) => [word, i + 1]),
  ),
  ordinals: new Map<string, number>([
    ...'erst zweit dritt viert fünft sechst siebt acht neunt zehnt'
      .split(' ')
      .flatMap((stem, i) => ['e', 'er', 'es', 'en', 'em'].map((ending): [string, number] => [stem + ending, i + 1])),
    ...['letzte', 'letzter', 'letzten', 'letztem'].map((word): [string, number] => [word, -1]),
  ]),
  comparatives: new Map<string, 'before' | 'after'>([
    ['später', 'after'],
    ['früher', 'before'],
    ['eher', 'before'],
  ]),
  than: words('als'),
  lagOpeners: words('ein eine einen einer etwa ungefähr rund circa mindestens höchstens genau gut halbe halben paar'),
  lagUnits: words(
    'sekunde sekunden minute minuten stunde stunden tag tage tagen woche wochen monat monate monaten jahr jahre',
  ),
  otherwise: new Map(),
  outcomes: words('ergebnis resultat ausgang entscheidung antwort'),
  failures: phrases(FAILURES),
  impersonal: words('spät früh dunkel kalt warm regnet schneit zeit'),
  loops: phrases('wiederholen | wiederhole | von vorn beginnen'),
  through: words('bis - –'),
  nouns: new Map(),
};
