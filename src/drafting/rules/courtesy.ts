import type { Language } from './language.ts';

/**
 * Whether a sentence is there for politeness alone: a wish, a farewell, thanks, an offer to be asked, "as attached". Nobody
 * has to do anything because of it, however much it looks like a request ("Feel free to call me if you have questions").
 * Looks at the first 240 characters.
 */
export function isCourtesy(words: string, language: Language): boolean {
  if (language.cueGrammar !== null) return false;
  const said = words
    .slice(0, LONGEST)
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/[.!…\s]+$/u, '');
  const rest = said.replace(LEAD, '');
  if (WISH.test(rest) || THANKS.test(rest) || ATTACHED.test(rest)) return true;
  return OFFERED.test(rest) || (CONDITION_FIRST.test(rest) && CONTACT_ANYWHERE.test(rest));
}

const LONGEST = 240;
const LEAD =
  /^(?:(?:please|so|and|but|again|otherwise|also|meanwhile|until then|in the meantime|as always|anyway|well|ok|okay|just|in any case|of course|finally|lastly|once again|hi|hello|hey)[,:]? )+/u;
const QUESTIONS = '(?:questions?|concerns?|doubts?|problems?|issues?|queries|difficulties|trouble|comments)';
/** Who is to be asked is the writer, and nobody else. */
const CONTACT = `(?:let (?:me|us) know|tell (?:me|us)|(?:contact|call|email|e-mail|phone|text|ping|message|ask|reach|ring|write)(?: to)?(?: (?:me|us|back|out|out to (?:me|us)|the undersigned))?|write back|(?:get|be) in (?:touch|contact)(?: with (?:me|us))?|give (?:me|us) (?:a (?:call|ring|shout|buzz)|a quick call)|drop (?:me|us) a (?:line|note|message|mail)|shout|holler|just ask|stop by|drop by|come by|swing by)`;
const CONDITION = `(?:you (?:do |still |ever |might |should )?(?:have (?:any|more|further|additional|other|some|a) ?(?:\\p{L}+ )?${QUESTIONS}|have (?:any )?${QUESTIONS}|need (?:any|more|further|additional|anything|something|help|assistance|support|me)|(?:want|would like|require|wish|'d like) (?:any|more|further|additional|anything|help|assistance)|run into|get stuck|are (?:unsure|in doubt|interested|stuck))|(?:i|we) (?:can|could|may|might) (?:help|assist|be of|do anything|provide|offer|answer|clarify)|there(?:'s| is| are) (?:any|anything)|(?:anything|something) (?:else )?(?:is|remains|was|seems|should be) (?:unclear|missing|not clear|wrong|unclear to you)|any ${QUESTIONS} (?:arise|come up|remain)|questions arise|necessary|needed|in doubt)`;
const OFFERED = new RegExp(
  `^(?:(?:do not|don't|dont|never|please do not|please don't) hesitate to ${CONTACT}(?=$|[ ,;])|(?:please )?(?:feel free|you are welcome|you're welcome) to ${CONTACT}(?=$| if| with| any| at| should| whenever| on)|${CONTACT}(?: \\p{L}+){0,3},? (?:(?:if|whenever|in case|should) ${CONDITION}|should you (?:have|need|require|want) (?:any|more|further|additional|anything|help)|with (?:any|further|more) ${QUESTIONS})|(?:feel free to )?(?:drop|stop|come|swing) by any ?time)`,
  'u',
);
const CONDITION_FIRST = new RegExp(
  `^(?:(?:if|whenever|in case|when) ${CONDITION}|should you (?:have|need|require|want) (?:any|more|further|additional|anything|help)|for (?:any |further |more )+(?:questions|information|details|queries))`,
  'u',
);
const CONTACT_ANYWHERE = new RegExp(
  `(?:^|[ ,])(?:(?:do not|don't|dont) hesitate|feel free|${CONTACT}(?=$|[ ,])(?! (?:tom|the|my|our) ))`,
  'u',
);
const OCCASION =
  '(?:day|weekend|week|trip|time|evening|holidays?|one|flight|night|vacation|christmas|easter|summer|journey|meal|morning|afternoon|break|stay|year|start|birthday|visit|rest|drive|party)';
const WISH = new RegExp(
  `^(?:have (?:a|an|yourself a) (?:\\p{L}+ ){0,3}${OCCASION}(?= |,|$)|have (?:fun|a good one)|enjoy (?:your|the rest of|yourself|yourselves)|(?:i |we )?(?:hope|wish(?:ing)?|trust)(?:ing|fully)? (?:you|that you|all|your|this|everyone|everything|to (?:see|hear|meet|speak))|best (?:wishes|regards|of luck)|(?:kind|warm|many) (?:regards|greetings)|good luck|happy (?:birthday|new year|holidays|easter|christmas|anniversary|friday|monday)|merry christmas|congrat|take (?:good )?care(?: of yourself)?$|take it easy|safe travels|get well|keep up the|well done|(?:great|good|nice|excellent|amazing) (?:work|job|news|to (?:hear|see|meet))|(?:talk|speak|see|write|chat|catch up)(?: to| with)? (?:you|ya|u|y'all|everyone)(?: all)? ?(?:soon|later|then|there|tomorrow|tonight|next|on|at|in|around|monday|tuesday|wednesday|thursday|friday|saturday|sunday|$)|looking forward|(?:we |i )?look forward to|no (?:need|problem|worries|rush|hurry|reply|response|action)|never mind|sounds? (?:good|great|like)|sorry|my apologies|accept (?:our|my)|(?:keep|stay) (?:safe|well|healthy|in touch|warm)|let me (?:think|see|say|explain|add|clarify|introduce|begin|start|thank)|(?:i|we)(?:'d| would) (?:be (?:glad|happy|delighted|pleased) to|love to (?:come|join|help|meet|attend|be there|see you))|(?:it was|it is|it's) (?:nice|great|good|lovely|a pleasure)|what a )`,
  'u',
);
const THANKS =
  /^(?:(?:many|a thousand|much|big|lots of|with) )?(?:thanks|thank you|thx|thank u|cheers|gratitude|appreciated|much appreciated|(?:i|we)(?: really| greatly| truly| very much)? appreciate (?:it|that|this|your|all|the)|your (?:help|assistance|support|time|patience|cooperation|understanding|prompt)[^,;]{0,60} (?:is|are|would be|will be) (?:highly |greatly |much |very )*appreciated)(?:[^,;:?]{0,120}| so much,? [^:?]{0,60})$/u;
const ATTACHED =
  /^(?:(?:find|see) (?:the |our |my |an |a )?(?:attached|enclosed|below|above)(?! .*(?: and | then ))|find [^.?!]{1,120}(?:attached|enclosed|below)(?! .*(?: and | then ))|(?:attached|enclosed) (?:is|are|please find|you))/u;
