import { joined, type Language, phrases, words } from '../language.ts';
import { english } from './en.ts';

/** German: the order of steps and what has to be done. What is not here is read as in English, which is in many notes too. */
export const german: Language = {
  ...english,
  tag: 'de',
  fingerprint: words(
    'der die das und ich nicht ein eine zu mit auf für von ist den dem muss bis wir noch dann im am bei oder',
  ),
  noteHeadings: words(
    'teilnehmer anwesend zutaten hintergrund notizen kontext quellen material einleitung zusammenfassung',
  ),
  listChatter: words(
    'todo todos to-do aufgaben liste aufgabenliste zu tun noch offen erledigen heute morgen diese woche wir müssen ich muss',
  ),
  verbs: new Set(),
  irregular: new Map(),
  determiners: words(
    'der die das den dem des ein eine einen einem einer mein meine meinen unser unsere jede jeden alle kein keine',
  ),
  prepositions: words(
    'zu mit für auf an am bei im in ins aus von vom über unter nach vor bis seit ohne durch um zum zur',
  ),
  subjects: words('ich wir du ihr sie er es man jemand'),
  planners: words('ich wir du ihr man'),
  anybody: words('jemand irgendwer'),
  adverbs: words('noch auch bitte unbedingt schnell mal dann heute morgen einfach nur'),
  auxiliaries: words('ist sind war waren wird werden hat haben kann können'),
  be: words('ist sind wird werden wurde'),
  verbFinal: /(?:en|ern|eln|tun|sein)$/u,
  timeWords: words('heute morgen übermorgen montag dienstag mittwoch donnerstag freitag samstag sonntag'),
  fillers: phrases('äh | ähm | also | und | ok | okay | bitte | außerdem | vielleicht | so | noch | aber'),
  obligations: phrases(
    'muss | müssen | musst | soll | sollen | sollte | sollten | sollst | will | wollen | möchte | möchten | werde | brauche ich zu',
  ),
  requests: phrases('nicht vergessen zu | denk daran zu'),
  notYet: phrases('kann nicht | können nicht'),
  trailing: phrases('weiß nicht | oder so | glaube ich'),
  requires: phrases('braucht | benötigt | hängt ab von | setzt voraus'),
  stepWords: words('schritt schritte aufgabe punkt nr'),
  questionWords: words('wer was wann wo wie warum welche welcher welches soll sollen muss müssen ist kann'),
  and: words('und dann sowie oder & +'),
  negations: words('nicht nie kein'),
  sequence: joined(
    ['zuerst | zunächst | als erstes | erst', 'first'],
    ['dann | danach | anschließend | im anschluss | daraufhin | als nächstes | und dann', 'then'],
    ['zuletzt | schließlich | zum schluss | am ende | zu guter letzt', 'finally'],
    ['währenddessen | gleichzeitig | parallel dazu | inzwischen', 'meanwhile'],
  ),
  joints: joined<'after' | 'before' | 'when' | 'until' | 'if' | 'while'>(
    ['nachdem', 'after'],
    ['bevor | ehe', 'before'],
    ['sobald | sowie', 'when'],
    ['falls | wenn', 'if'],
    ['während', 'while'],
  ),
  vagueTimes: phrases('bald | irgendwann | demnächst | später mal'),
  greetings: words('hallo hi moin liebe lieber grüße gruß danke viele tschüss servus'),
  abbreviations: words(
    'z.b bzw ca usw etc nr str dr prof evtl ggf inkl max min std tel u.a d.h vgl mo di mi do fr sa so',
  ),
  stopWords: words(
    'der die das den dem des ein eine einen und oder mit für von zu auf an am im in ist sind nach vor bis ich wir',
  ),
};
