import { conjugated, type VerbClass } from '../conjugation.ts';
import { joined, type Language, phrases, type Step, words } from '../language.ts';
import { germanOrder } from './de-order.ts';
import { english } from './en.ts';
import { GERMAN_KINDS } from './kind-verbs.ts';
import { germanRecall } from './recall-words.ts';

/** Weak verbs; longer endings first, so that "aktualisieren" forms its participle without "ge-". */
const CLASSES: readonly VerbClass[] = [
  { ending: 'ieren', imperatives: ['ier', 'iere'], participles: ['iert'], finites: ['iert'] },
  { ending: 'eln', imperatives: ['le', 'el'], participles: ['ge+elt'], finites: ['elt'] },
  { ending: 'ern', imperatives: ['ere', 're', 'er'], participles: ['ge+ert'], finites: ['ert'] },
  { ending: 'ten', imperatives: ['te'], participles: ['ge+tet'], finites: ['tet'] },
  { ending: 'den', imperatives: ['de'], participles: ['ge+det'], finites: ['det'] },
  { ending: 'nen', imperatives: ['ne'], participles: ['ge+net', 'ge+nt'], finites: ['net', 'nt'] },
  { ending: 'en', imperatives: ['', 'e'], participles: ['ge+t'], finites: ['t'] },
];

/** Written by hand for this project. Strong verbs follow as infinitive/imperative/participle/third person. */
const verbs = conjugated(
  `scannen mailen joggen löten beschriften/beschrifte/beschriftet/beschriftet veranlassen/veranlasse/veranlasst/veranlasst abonnieren sichten frankieren delegieren koordinieren
  priorisieren moderieren terminieren mitnehmen aktualisieren analysieren archivieren basteln bauen backen/back,backe/gebacken/backt,bäckt bearbeiten beantragen/beantrage/beantragt/beantragt
  beantworten/beantworte/beantwortet/beantwortet beauftragen/beauftrage/beauftragt/beauftragt begleichen/begleiche/beglichen/begleicht
  begrüßen/begrüße/begrüßt/begrüßt beraten/berate/beraten/berät berechnen/berechne/berechnet/berechnet besichtigen/besichtige/besichtigt/besichtigt
  besorgen/besorg,besorge/besorgt/besorgt besprechen/besprich/besprochen/bespricht bestätigen/bestätige/bestätigt/bestätigt
  bestellen/bestell,bestelle/bestellt/bestellt besuchen/besuch,besuche/besucht/besucht bezahlen/bezahl,bezahle/bezahlt/bezahlt
  bewerten/bewerte/bewertet/bewertet beenden/beende/beendet/beendet behalten/behalte/behalten/behält beheben/behebe/behoben/behebt
  benachrichtigen/benachrichtige/benachrichtigt/benachrichtigt beobachten/beobachte/beobachtet/beobachtet bereiten/bereite/bereitet/bereitet
  bilden bitten/bitte/gebeten/bittet biegen/bieg,biege/gebogen/biegt bieten/biete/geboten/bietet binden/binde/gebunden/bindet blanchieren bleiben/bleib,bleibe/geblieben/bleibt bohren borgen
  braten/brate/gebraten/brät brauen brechen/brich/gebrochen/bricht bringen/bring,bringe/gebracht/bringt buchen bügeln bürsten checken decken
  dekorieren diskutieren dokumentieren drehen drucken dübeln düngen duschen ehren einigen entfernen/entferne/entfernt/entfernt
  entkalken/entkalke/entkalkt/entkalkt entscheiden/entscheide/entschieden/entscheidet entsorgen/entsorge/entsorgt/entsorgt
  entwerfen/entwirf/entworfen/entwirft entwickeln/entwickle/entwickelt/entwickelt ergänzen/ergänze/ergänzt/ergänzt
  erhitzen/erhitze/erhitzt/erhitzt erhöhen/erhöhe/erhöht/erhöht erinnern/erinnere/erinnert/erinnert erklären/erklär,erkläre/erklärt/erklärt
  erledigen/erledige/erledigt/erledigt ermitteln/ermittle/ermittelt/ermittelt erneuern/erneuere/erneuert/erneuert
  eröffnen/eröffne/eröffnet/eröffnet ersetzen/ersetze/ersetzt/ersetzt erstellen/erstell,erstelle/erstellt/erstellt erwärmen/erwärme/erwärmt/erwärmt
  erzählen/erzähl,erzähle/erzählt/erzählt essen/iss/gegessen/isst exportieren fahren/fahr,fahre/gefahren/fährt falten fangen/fang,fange/gefangen/fängt fassen faxen fegen feiern feilen fertigen
  finanzieren finden/finde/gefunden/findet flicken fliegen/flieg,fliege/geflogen/fliegt folgen formulieren fotografieren fragen fressen
  frieren frisieren füllen führen füttern garen garnieren geben/gib/gegeben/gibt gehen/geh,gehe/gegangen/geht genehmigen/genehmige/genehmigt/genehmigt
  gestalten/gestalte/gestaltet/gestaltet gewinnen gießen/gieß,gieße/gegossen/gießt glätten graben/grab,grabe/gegraben/gräbt gratulieren grillen grundieren gründen gucken hacken haken
  halbieren halten/halt,halte/gehalten/hält hämmern handeln hängen/häng,hänge/gehängt,gehangen/hängt heben/heb,hebe/gehoben/hebt heften heizen helfen/hilf/geholfen/hilft hinterlegen/hinterlege/hinterlegt/hinterlegt
  hobeln holen hören importieren impfen informieren installieren interviewen investieren jäten kassieren kaufen kehren kippen kitten klären klatschen kleben klemmen klicken klingeln kneten kochen köcheln kommen/komm,komme/gekommen/kommt
  konfigurieren kontaktieren kontrollieren kopieren korrigieren kosten kratzen kühlen kümmern kündigen/kündige,kündig/gekündigt/kündigt kürzen laden/lad,lade/geladen/lädt lagern lassen/lass,lasse/gelassen/lässt laufen/lauf,laufe/gelaufen/läuft leeren legen
  leihen/leih,leihe/geliehen/leiht leiten lernen lesen/lies/gelesen/liest liefern löschen lösen lüften machen mahlen mahnen malen markieren marinieren melden merken messen/miss/gemessen/misst mieten mischen mixen
  mitteilen montieren mähen nähen nageln nehmen/nimm/genommen/nimmt nennen/nenne/genannt/nennt notieren nutzen öffnen ölen ordnen organisieren packen parken passieren pfeffern pflanzen pflegen pflücken planen polieren posten präsentieren proben
  probieren produzieren programmieren protokollieren prüfen pumpen putzen pürieren quetschen quittieren rasieren raspeln recherchieren rechnen recyceln reden reduzieren regeln regnen reichen reiben/reib,reibe/gerieben/reibt reinigen/reinige/gereinigt/reinigt reisen reklamieren
  renovieren rennen reparieren reservieren restaurieren retten richten rollen rösten rufen/ruf,rufe/gerufen/ruft ruhen rühren räumen sägen salzen sammeln säubern säen schaffen schälen schalten schärfen schätzen schauen scheren schenken schicken
  schieben/schieb,schiebe/geschoben/schiebt schlafen/schlaf,schlafe/geschlafen/schläft schlagen/schlag,schlage/geschlagen/schlägt schleifen/schleif,schleife/geschliffen/schleift schleppen schließen/schließ,schließe/geschlossen/schließt schmecken schmelzen/schmilz/geschmolzen/schmilzt schmieren schmücken schneiden/schneide/geschnitten/schneidet schnitzen schrauben
  schreiben/schreib,schreibe/geschrieben/schreibt schreien schrubben schulen schütteln schütten schwimmen/schwimm,schwimme/geschwommen/schwimmt segeln sehen/sieh,siehe/gesehen/sieht senden/sende/gesendet,gesandt/sendet setzen sichern/sichere/gesichert/sichert sichten sieben sieden signieren singen/sing,singe/gesungen/singt skizzieren sollen sortieren sparen
  spazieren speichern spenden spielen spenden sprechen/sprich/gesprochen/spricht springen spülen stapeln starten staubsaugen stecken stehen/steh,stehe/gestanden/steht steigen/steig,steige/gestiegen/steigt stellen stempeln stimmen stoppen stornieren stopfen streichen/streich,streiche/gestrichen/streicht streuen stricken studieren stutzen suchen
  surfen tanken tanzen tapezieren tauschen teilen telefonieren testen tippen töpfern tragen/trag,trage/getragen/trägt trainieren treffen/triff/getroffen/trifft treiben/treib,treibe/getrieben/treibt trennen trinken/trink,trinke/getrunken/trinkt trocknen tun/tu,tue/getan/tut turnen üben übergeben/übergib/übergeben/übergibt übernehmen/übernimm/übernommen/übernimmt
  überarbeiten/überarbeite/überarbeitet/überarbeitet überlegen/überleg,überlege/überlegt/überlegt übermitteln/übermittle/übermittelt/übermittelt überprüfen/überprüfe,überprüf/überprüft/überprüft übersetzen/übersetze/übersetzt/übersetzt
  überweisen/überweise/überwiesen/überweist überwachen/überwache/überwacht/überwacht umarmen unterrichten/unterrichte/unterrichtet/unterrichtet unterschreiben/unterschreib,unterschreibe/unterschrieben/unterschreibt untersuchen/untersuche/untersucht/untersucht
  unterstützen/unterstütze/unterstützt/unterstützt verabreden/verabrede/verabredet/verabredet verbessern/verbessere/verbessert/verbessert verbinden/verbinde/verbunden/verbindet vereinbaren/vereinbare/vereinbart/vereinbart verfassen/verfasse/verfasst/verfasst
  vergessen/vergiss/vergessen/vergisst vergleichen/vergleiche,vergleich/verglichen/vergleicht verhandeln/verhandle/verhandelt/verhandelt verkaufen/verkauf,verkaufe/verkauft/verkauft verlängern/verlängere/verlängert/verlängert verlegen/verlege/verlegt/verlegt
  verpacken/verpack,verpacke/verpackt/verpackt verreisen verschieben/verschieb,verschiebe/verschoben/verschiebt verschicken/verschick,verschicke/verschickt/verschickt versenden/versende/versendet,versandt/versendet versichern/versichere/versichert/versichert verstauen/verstaue/verstaut/verstaut
  verteilen/verteil,verteile/verteilt/verteilt veröffentlichen/veröffentliche/veröffentlicht/veröffentlicht verwenden/verwende/verwendet/verwendet verzieren/verziere/verziert/verziert wachsen wählen wandern wärmen warten waschen/wasch,wasche/gewaschen/wäscht wässern wechseln wecken wegen weisen/weise/gewiesen/weist
  wenden/wende/gewendet/wendet werben/wirb/geworben/wirbt werfen/wirf/geworfen/wirft wickeln wiederholen/wiederhole,wiederhol/wiederholt/wiederholt wiegen/wieg,wiege/gewogen/wiegt wischen würfeln würzen zahlen zählen zeichnen zeigen zerlegen/zerlege/zerlegt/zerlegt zerkleinern/zerkleinere/zerkleinert/zerkleinert ziehen/zieh,ziehe/gezogen/zieht  züchten
  fragen frühstücken kuscheln lackieren spachteln verputzen/verputze/verputzt/verputzt abdichten fliesen isolieren verkabeln/verkable/verkabelt/verkabelt`,
  CLASSES,
  {
    separable:
      'zurück zusammen weiter herunter hinunter hinaus heraus hinein herein vorbei vorher nach fertig fest frei bereit bekannt kennen ab an auf aus bei durch ein empor entgegen fort heim her hin hoch los mit nieder raus rein rüber runter rauf sauber statt teil um unter vor weg wieder zu'.split(
        ' ',
      ),
    inseparable: ['be', 'ver', 'er', 'ent', 'zer', 'miss', 'über', 'unter', 'wider', 'hinter'],
    enclitics: [],
    endings: /(?:innen|en|er|es|em|e|n|s)$/u,
  },
);

/** German. What is not here is read as in English, which is in many notes too. */
export const german: Language = {
  ...english,
  tag: 'de',
  dates: {
    words: String.raw`heute|morgen|übermorgen|(?:mon|diens|donners|frei|sams|sonn)tag\p{L}*|mittwoch\p{L}*|sonnabend|woche|wochenende|monats?|monatsende|wochentag|tagen?|jahr|abend|mittag|januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|bis|vor`,
    due: 'bis(?: spätestens)?(?: zum| zur)?|bis (?:spätestens )?am|vor(?: dem| der)?|spätestens(?: bis)?(?: am| zum)?|innerhalb von|deadline:?|frist:?|fällig(?: am)?',
    start: 'ab(?: dem)?|nach(?: dem)?|von|frühestens(?: am)?|nicht vor(?: dem)?|seit',
    mention: 'für(?: den)?|vom',
    others: 'am|im|in|um|an|gegen|zum',
    article: 'den|dem|der',
    target: {
      cue: 'für(?: den)?',
      booked: 'reservier|buch|bestell|kauf|miet|einlad|lad|karte|ticket|tisch|raum|saal|termin|treff|wetter|plan',
    },
    more: {
      weekdays: ['so', 'mo', 'di', 'mi', 'do', 'fr', 'sa'],
      words: [
        ['morgen (?:früh|vormittag|mittag|nachmittag|abend)', 'tomorrow'],
        [
          `(?:(?:diese[nrm]?|kommende[nrm]?) )?(?<weekday>montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)(?:früh|morgen|vormittag|mittag|nachmittag|abend|nacht)?`,
          'weekday',
        ],
        ['(?:dieses |kommendes |am |das )?wochenende', 'weekend'],
        ['ende (?:der|dieser) woche|wochenende (?:der|dieser) woche|zum wochenschluss', 'end-of-week'],
        ['(?:ende (?:des|dieses) monats|(?:zum )?monatsende)', 'end-of-month'],
        ['kommende woche', 'next-week'],
        ['(?:kommenden|anfang nächsten) monat', 'next-month'],
      ],
    },
  },
  cueGrammar: {
    ...verbs,
    isVerbFinal: true,
    infinitive: /^\p{Ll}{2,}(?:en|ern|eln)$/u,
    past: words(
      'gestern vorgestern war waren hatte hatten wurde wurden ging gingen kam kamen gab letzte letzten letztes',
    ),
    reflexives: words(''),
    contentWords: words('ob dass wie wann wo wer was welche welcher welches wieviel warum'),
    wishes:
      phrases(`es wäre toll wenn du | es wäre toll , wenn du | es wäre gut , wenn du | es wäre schön , wenn du | es wäre super , wenn du |
      es wäre nett , wenn du | es wäre lieb , wenn du | wäre toll , wenn du | wäre super , wenn du | wäre super wenn du |
      wäre lieb , wenn du | es wäre schön , wenn sie | es wäre gut , wenn sie | es wäre hilfreich , wenn sie | es wäre toll , wenn ihr |
      es wäre schön , wenn ihr | es wäre gut , wenn wir | ich wäre dir dankbar , wenn du | ich wäre dankbar , wenn sie |
      ich wäre ihnen dankbar , wenn sie | wir wären ihnen dankbar , wenn sie | wir würden uns freuen , wenn sie | ich würde mich freuen , wenn sie |
      ich würde mich freuen , wenn du | ich hätte gern , dass du | ich möchte , dass du | ich möchte , dass sie | ich will , dass du |
      denk daran , dass du | denk daran , dass wir | denk bitte daran , dass wir | denk bitte daran , dass du | denk dran , dass wir | denkt daran , dass wir | denkt daran , dass ihr |
      bitte denk daran , dass wir | bitte denkt daran , dass wir | bitte denken sie daran , dass sie | vergiss nicht , dass wir | vergiss nicht , dass du | vergesst nicht , dass wir |
      es ist wichtig , dass wir | es ist wichtig , dass du | wichtig ist , dass wir | nicht vergessen , dass wir | sorg dafür , dass | sorge dafür , dass | sorgen sie dafür , dass |
      ich bitte dich , dass du | ich bitte sie , dass sie | wir sollten darauf achten , dass wir | achte darauf , dass du`),
    lastModals: words(
      'muss müssen musst müsst soll sollen sollte sollten kann können könnte könntest könnten könntet kannst würdest würden willst wollen will',
    ),
    nominals: [
      ['ung', 'en'],
      ['ierung', 'ieren'],
      ['nahme', 'nehmen'],
      ['gabe', 'geben'],
      ['ungen', 'en'],
      ['kauf', 'kaufen'],
      ['bau', 'bauen'],
      ['ruf', 'rufen'],
      ['fahrt', 'fahren'],
      ['ieren', 'ieren'],
    ],
    infinitiveMarkers: words('zu'),
    ownEndings: [
      ['st', 't'],
      ['e', 't'],
    ],
    happenings:
      words(`trocknen abtrocknen antrocknen durchtrocknen kommen ankommen eintreffen abkühlen auskühlen kochen aufkochen
      erhalten bekommen eingehen aufgehen losgehen einschlafen schlafengehen enden beginnen weggehen umkippen reichen stattfinden da verreisen heimkommen wiederkommen zurückkommen steigen sinken schmelzen wachsen gehen vergehen fahren abfahren fliegen schlafen passieren laufen durchlaufen frieren klingeln
      ablaufen verstreichen aufwachen`),
    subordinators:
      words(`weil da dass ob damit um ohne statt anstatt obwohl denn deren dessen welche welcher welches wer was
      wie wo warum wann wozu womit sodass solange`),
  },
  fingerprint: words(
    `der die das und ich nicht ein eine zu mit auf für von ist den dem muss bis wir noch dann im am bei oder zum zur nach
     danach zuerst bitte sie einen sind wird vor aus über`,
  ),
  noteHeadings: words(
    `teilnehmer teilnehmende anwesend anwesende abwesend entschuldigt zutaten hintergrund notizen kontext quellen material
     einleitung zusammenfassung beschlüsse entscheidungen anhang hinweise links`,
  ),
  listChatter: words(
    `todo todos to-do aufgaben liste aufgabenliste zu tun noch offen erledigen heute morgen diese dieses nächste woche
     wochenende wir müssen ich muss was ist punkte nächsten schritte als nächstes folgendes die hier`,
  ),
  verbs: new Set(),
  irregular: new Map(),
  determiners: words(
    `der die das den dem des ein eine einen einem einer eines mein meine meinen meinem meiner unser unsere unseren unserem
     dein deine deinen ihr ihre ihren sein seine seinen jede jeden jedes alle allen kein keine keinen zwei drei vier fünf
     diese diesen dieses dieser beide beiden neue neuen mehr einige`,
  ),
  prepositions: words(
    `mit für auf an am bei beim im in ins aus von vom über unter nach vor bis seit ohne durch zum zur gegen neben zwischen
     ab pro per wegen`,
  ),
  subjects: words('ich wir du ihr er es man jemand wer'),
  objectPronouns: words('es ihn ihm ihnen uns mir mich dir dich euch sie sich'),
  planners: words('ich wir du ihr man sie'),
  anybody: words('jemand irgendwer irgendjemand einer'),
  adverbs: words(
    `noch auch bitte unbedingt schnell mal einfach nur dringend gleich sofort endlich schon außerdem später nochmal wieder
     eben halt doch immer zudem natürlich wahrscheinlich wohl rechtzeitig erstmal vielleicht gern gerne möglichst kurz
     eigentlich unbedingt lieber selbst ganz sehr`,
  ),
  auxiliaries:
    words(`ist sind war waren hat habe haben hatte hatten kann können könnte darf dürfen wurde wurden bin bist
    seid kommt kommen geht steht liegt gibt soll muss`),
  be: words('ist sind war wird werden wurde wurden worden sein'),
  have: words('hat habe haben hast hatte hatten'),
  timeWords: words(
    `heute morgen übermorgen montag dienstag mittwoch donnerstag freitag samstag sonntag montags früh abend vormittag mittag
     nachmittag mittags abends uhr woche wochenende monat januar februar märz april mai juni juli august september oktober
     november dezember jahr nächste nächsten nächstes nächster kommende kommenden
     kommendes ende anfang mitte monats monatsende diese dieses diesen spätestens täglich wöchentlich monatlich jährlich gleich tag tagen wochen monaten dieser
     montagabend dienstagabend mittwochabend donnerstagabend freitagabend samstagabend sonntagabend montagmorgen dienstagmorgen
     mittwochmorgen donnerstagmorgen freitagmorgen samstagmorgen sonntagmorgen freitagnachmittag samstagnachmittag`,
  ),
  fillers: phrases(
    `äh | ähm | hm | also | okay | ok | na ja | naja | bitte | außerdem | vielleicht | so | aber | ach | ach ja | oh | ah |
     und | ja | gut | übrigens | wichtig | tja | achso | bitte auch | ferner | darüber hinaus`,
  ),
  obligations: phrases(
    `muss | müssen | musst | müsst | müsste | müssten | soll | sollen | sollte | sollten | sollst | solltest | will | wollen |
     willst | möchte | möchten | werde | werden | wird | hat zu | habe zu | haben zu | darf nicht vergessen |
     dürfen nicht vergessen | muss daran denken | müssen daran denken | sollte nicht vergessen | brauchen zu | hab zu | bin dabei zu | braucht nur noch zu | hat noch zu | müssten | müsstest | müsse | sollest`,
  ),
  requests: phrases(
    `nicht vergessen | bitte nicht vergessen | vergiss nicht | vergesst nicht | vergessen sie nicht | denk daran |
     denk dran | denkt daran | denken sie daran | nicht zu vergessen | erinnere mich daran | erinner mich daran |
     wären sie so freundlich | wärst du so nett | wärst du so lieb | wären sie so nett | würdest du bitte | würden sie bitte |
     würdet ihr | würdet ihr bitte | wäre es möglich | wäre es ihnen möglich | wäre es dir möglich | dürfte ich sie bitten | darf ich sie bitten |
     dürfte ich dich bitten | darf ich dich bitten | ich möchte sie bitten | ich möchte dich bitten | wir möchten sie bitten | hiermit bitte ich sie |
     könnte jemand | kann jemand | könnte jemand von euch | kann jemand von euch | könnte bitte jemand | kann bitte jemand | könnte vielleicht jemand | könnte jemand bitte |
     ich habe vergessen | ich hab vergessen | wir haben vergessen | es wäre gut | es wäre schön | es wäre toll | es wäre besser | es wäre sinnvoll | es wäre wichtig | wäre gut | wäre schön | es lohnt sich |
     ich habe vor | wir haben vor | ich plane | wir planen | ich versuche | ich schaffe es hoffentlich | ich sollte daran denken | ich hab vor |
     denk bitte daran | denk bitte dran | denkt bitte daran | bitte denk daran | bitte denkt daran | bitte denken sie daran | vergiss bitte nicht |
     bitte vergiss nicht | bitte vergessen sie nicht | vergesst bitte nicht | erinnere mich bitte daran | erinnert mich daran | sorg dafür | kümmere dich darum |
     kümmert euch darum | kümmern sie sich bitte darum | es ist auch wichtig | wichtig ist auch | es ist auch nötig | außerdem ist es wichtig | es bleibt noch |
     es steht noch aus | es steht an | es fehlt noch | ich brauche dich um | kannst du mal | könntest du mal | kannst du vielleicht | könntest du vielleicht |
     könnten sie vielleicht | könnt ihr bitte | könntet ihr bitte | könnten sie mir bitte | kannst du auch | könntest du auch | könnten sie uns | können sie mir |
     hilf mir | hilf mir bitte | hilf mir dabei | helfen sie mir | helft mir | ich bitte um | nicht zu vergessen ist | zeit | es ist zeit | es wird zeit | höchste zeit | ich habe keine lust aber muss |
     es ist nötig | es ist notwendig | es ist wichtig | wichtig ist | ziel ist es | es gilt | kannst du | könntest du |
     kannst du bitte | könntest du bitte | könnten sie | könnten sie bitte | könnten sie außerdem | können sie |
     können sie bitte | könnt ihr | könntet ihr | würdest du | würden sie | könnten wir | können wir | lass uns |
     ich bitte sie | ich bitte dich | wir bitten sie | zeit`,
  ),
  notYet: phrases('kann nicht | können nicht | kann erst | können erst'),
  trailing: phrases('weiß nicht | oder so | glaube ich | danke | bitte | und so | und so weiter | denke ich'),
  requires: phrases(
    'braucht | benötigt | hängt ab von | hängt von | setzt voraus | erfordert | wartet auf | blockiert durch | abhängig von',
  ),
  stepWords: words('schritt schritte schritten aufgabe aufgaben punkt punkte nr nummer'),
  stepPronouns: words('das dies dieses es alles'),
  doneWords: words('fertig erledigt getan geschafft vorbei abgeschlossen durch soweit'),
  questionWords: words(
    'wer was wann wo wie warum welche welcher welches welchen wieviel wohin woher soll sollen muss müssen ist kann hat haben',
  ),
  chatterQuestions: phrases(
    'wie geht | alles klar | alles gut | was meinst du | was denkst du | was denkt ihr | passt das',
  ),
  and: words('und sowie oder & + plus'),
  negations: words('nicht nie niemals kein keine keinen'),
  sequence: joined<Step>(
    ['zuerst | zunächst | als erstes | als allererstes | zu beginn | erst | erst einmal | erstens', 'first'],
    [
      `dann | danach | anschließend | im anschluss | im anschluss daran | daraufhin | als nächstes | hierauf | darauf |
       nachher | hinterher | später dann | wenn das erledigt ist | wenn das fertig ist | sobald das erledigt ist |
       sobald das fertig ist | zweitens | drittens | viertens | im nächsten schritt | und dann`,
      'then',
    ],
    [
      'zuletzt | schließlich | abschließend | zum schluss | zum abschluss | am ende | ganz am ende | zu guter letzt | als letztes',
      'finally',
    ],
    [
      'währenddessen | gleichzeitig | parallel dazu | parallel | inzwischen | in der zwischenzeit | derweil | zeitgleich | nebenbei',
      'meanwhile',
    ],
    [
      `vorher | davor | zuvor | vorab | noch vorher | aber vorher | und vorher | vorher noch | kurz davor`,
      'beforehand',
    ],
    [`andernfalls | ansonsten | sonst | anderenfalls | wenn nicht | falls nicht`, 'otherwise'],
  ),
  joints: joined<'after' | 'before' | 'when' | 'until' | 'if' | 'while'>(
    ['nachdem | nach dem | nach der | nach den | nach', 'after'],
    ['bevor | ehe | vor dem | vor der | vor den', 'before'],
    ['sobald | erst wenn | erst sobald | sowie | erst nachdem | wenn | als', 'when'],
    ['bis', 'until'],
    ['falls | sofern | im falle dass', 'if'],
    ['während | solange', 'while'],
  ),
  vagueTimes: phrases(
    'bald | irgendwann | irgendwann mal | demnächst | später mal | mal wieder | eines tages | irgendwann einmal | bei gelegenheit | wenn zeit ist',
  ),
  greetings: words(
    `hallo hi moin liebe lieber liebes grüße gruß danke viele tschüss servus mfg sehr beste herzliche mit guten hey
     vielen lg vg`,
  ),
  abbreviations: words(
    `z.b bzw ca usw etc nr str dr prof evtl ggf inkl max min std tel u.a d.h vgl mo di mi do fr sa so hr fr bspw zzgl abs
     mio tsd geb`,
  ),
  actors: words(
    `chef chefin sachbearbeiter sachbearbeiterin mitarbeiter mitarbeiterin kunde kundin team abteilung vermieter arzt ärztin
     lehrer lehrerin mama papa mutter vater oma opa kinder eltern bruder schwester mann frau nachbarn verein`,
  ),
  order: germanOrder,
  kinds: GERMAN_KINDS,
  recall: germanRecall,
  stopWords: words(
    `der die das den dem des ein eine einen einem einer und oder mit für von zu auf an am im in ist sind nach vor bis ich wir
     wird wurde werden worden haben hat noch auch dann danach schon bitte es das fertig erledigt schritt`,
  ),
};
