import { words } from '../language.ts';

/*
 * What stands around names of people and places. Written by hand for this project.
 */

/** "Dr Weber", "aunt Mary": a name follows. */
export const TITLES =
  'mr|mrs|ms|miss|mx|dr|prof|professor|aunt|auntie|uncle|grandma|grandpa|sir|lady|captain|coach|herr|frau|madame|monsieur|señora?|doña?';
/** What one does to or with people. */
export const TO_PEOPLE =
  'call|phone|ring|email|e-mail|text|ask|tell|meet|remind|thank|visit|invite|message|contact|help|interview|congratulate|brief|inform|notify|consult|join|welcome|introduce|hire|nominate|persuade|convince|greet|bother|chase';
/** What is given or said to people. */
export const GIVEN_TO_PEOPLE =
  'send|give|write|talk|speak|hand|lend|return|forward|show|explain|report|pay|bring|introduce|say|sell|reply|apologi[sz]e|assign|delegate|listen|mail|post|present|submit|read|teach|offer|owe|promise|suggest|mention|belongs?|engaged|married';
/** How one gets somewhere. */
export const GOING =
  'fly|drive|travel|move|go|goes|going|trip|train|flight|flights|bus|coach|ferry|tickets?|tour|walk|cycle|return|relocate|ship|journey|commute|sail|ride|transfer|emigrate|road|route|way|visit|holiday|move|moving|travelling|flying|driving|van|shuttle';

/** Capitals that name neither. */
export const NO_NAMES =
  words(`monday tuesday wednesday thursday friday saturday sunday january february march april may june july
  august september october november december english german french spanish italian portuguese dutch polish russian chinese
  japanese latin greek turkish arabic christmas easter halloween thanksgiving ramadan hanukkah pdf csv html css json sql api
  excel word powerpoint photoshop figma markdown git python java javascript typescript linux windows macos android ios
  wifi bluetooth internet ok hr it ceo cto cfo pr qa ui ux q1 q2 q3 q4 phase milestone step part chapter section page room
  building floor appendix figure table monday's friday's i i'm i'll dear hi hello best kind regards thanks todo asap`);

/** Names that are verbs too: "Mark to call the bank", but "Walk to work". */
export const VERBS_AND_NAMES = words(
  'mark bill will grant chase rob pat sue jack frank drew dale lance wade skip hunter',
);
