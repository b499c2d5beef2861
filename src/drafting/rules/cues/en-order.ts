import { phrases, words } from '../language.ts';
import { cues, type OrderWords, pairs, passives, split, verbForms } from '../order/order-words.ts';

/** How people put one task before another, in English. Written by hand; a word may be missing, none is there twice. */
export function englishOrder(irregular: ReadonlyMap<string, string>): OrderWords {
  const pastOf = new Map([...irregular].flatMap(([form, base]) => (/(?:s|ing)$/u.test(form) ? [] : [[base, form]])));
  for (const [base, form] of PAST) pastOf.set(base, form);

  return {
    links: cues([
      [split(REQUIRES_SAID), 'requires'],
      [split(EARLIER_SAID), 'earlier'],
      [split(BEFORE), 'before'],
      [split(AFTER), 'after'],
      [split(WHEN), 'when'],
      [split(UNTIL), 'until'],
      [split(UNLESS), 'unless'],
      [split(IF), 'if'],
      [split(SO), 'so'],
      [split(THEN), 'then'],
      [split(FIRST), 'first'],
      [split(LAST), 'last'],
      [split(PARALLEL), 'parallel'],
      [split(IN_ORDER), 'inOrder'],
      [split(IN_REVERSE), 'inReverse'],
      [['between', 'in between', 'sandwiched between', 'halfway between'], 'between'],
      [pairs('as | as a | as an | as its | as their | as the', EARLIER_NOUNS), 'as'],
      [pairs(EARLIER_NOUNS, 'for | of | to | towards'), 'earlier'],
      [pairs(EARLIER_ADJECTIVES, 'for | to | by | in order for | in order to'), 'earlier'],
      [pairs('dependency | dependencies | reliance', 'on | upon'), 'requires'],
      [pairs(LATER_NOUNS, 'of | to | for | after | from'), 'later'],
      [pairs(LATER_ADJECTIVES, 'on | upon'), 'requires'],
      [verbForms(FEEDS, pastOf), 'feeds'],
      [verbForms(EARLIER_VERBS, pastOf), 'earlier'],
      [passives(LATER_TRANSITIVE, pastOf), 'earlier'],
      [verbForms(USES, pastOf), 'uses'],
      [verbForms(REQUIRES_VERBS, pastOf), 'requires'],
      [verbForms(LATER_VERBS, pastOf), 'later'],
      [passives(EARLIER_TRANSITIVE, pastOf), 'later'],
      [split(THIRD_PERSON_EARLIER), 'earlier'],
      [['assumes', 'assumed', 'stands or falls with', 'lives or dies by'], 'requires'],
      [split(OWNED_NOUNS), 'requires'],
      [split(OWNED_LATER_NOUNS), 'earlier'],
    ]),
    marks: cues([
      [split(WITHOUT_NEED), 'without-need'],
      [split(NOT), 'not'],
      [split(FAILS), 'fails'],
      [split(WAIT), 'wait'],
      [split(DONE), 'done'],
      [split(START), 'start'],
      [['already', 'by then', 'by that time', 'beforehand'], 'already'],
      [split('which | who | whose | that in turn | which in turn'), 'which'],
      [split("i | we | you | one | they | somebody | someone | let's"), 'planner'],
      [split('but | though | although | however | yet'), 'but'],
      [['for'], 'for'],
      [['with'], 'with'],
      [split('gap | pause | break | interval | delay | buffer | lag | leave | allow | rest | waiting time'), 'gap'],
    ]),
    groups: cues([
      [split(OTHERS), 'others'],
      [split(ABOVE), 'above'],
      [split(ALL), 'all'],
      [
        split(
          'both | both of them | both of these | both of those | these two | those two | the two | the two of them',
        ),
        'both',
      ],
      [split('the former | the first one | the first of these | the first of them | the first of the two'), 'former'],
      [
        split('the latter | the second one | the second of these | the second of them | the second of the two'),
        'latter',
      ],
      [split(PREVIOUS), 'previous'],
      [split('it | this one | that one | this task | this step | this job'), 'topic'],
    ]),
    notNegations: phrases(
      `not only | not just | don't forget | do not forget | never forget | not forget | don't hesitate | no matter | no doubt |
      not least | can't wait to | makes sense | make sense | make sure | be sure | don't mind | not to mention | not to forget | don't miss | no problem |
      don't skip | do not skip | never skip | don't omit | do not omit | don't leave out | do not leave out | don't neglect | do not neglect`,
    ),
    plain: words(PLAIN),
    breaks: words('comes come goes go takes stays remains works gets starts begins follows becomes'),
    orderNouns: words(ORDER_NOUNS),
    numbers: new Map(
      'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'
        .split(' ')
        .map((word, i) => [word, i + 1]),
    ),
    ordinals: new Map<string, number>([
      ...'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'
        .split(' ')
        .map((word, i): [string, number] => [word, i + 1]),
      ['last', -1],
      ['final', -1],
      ['initial', 1],
      ['opening', 1],
      ['closing', -1],
      ['concluding', -1],
      ['penultimate', -2],
    ]),
    comparatives: new Map([
      ['later', 'after'],
      ['earlier', 'before'],
      ['sooner', 'before'],
    ]),
    than: words('than'),
    lagOpeners: words(
      'a an the about around roughly approximately at least exactly only some another full good half and few couple of or so',
    ),
    lagUnits: words(
      'second seconds minute minutes min mins hour hours hr hrs day days week weeks fortnight month months year years',
    ),
    otherwise: phrases(OTHERWISE),
    outcomes: words(OUTCOMES),
    failures: phrases(FAILURES),
    impersonal: words(IMPERSONAL),
    loops: phrases(
      'repeat | iterate | start over | start again | start all over | do it again | do this again | do that again',
    ),
    through: words('to through thru till until - – — upto'),
    nouns: new Map(
      NOUNS.split(/\s+/u)
        .filter((pair) => pair !== '')
        .map((pair): [string, string] => {
          const [noun = '', verb = ''] = pair.split(':');
          return [noun, verb];
        }),
    ),
  };
}

const PAST: readonly (readonly [string, string])[] = [
  ['lead', 'led'],
  ['build', 'built'],
  ['let', 'let'],
  ['set', 'set'],
  ['hold', 'held'],
  ['lay', 'laid'],
  ['feed', 'fed'],
  ['hang', 'hung'],
  ['give', 'gave'],
  ['make', 'made'],
  ['take', 'took'],
  ['come', 'came'],
  ['go', 'went'],
  ['arise', 'arose'],
  ['grow', 'grew'],
  ['stand', 'stood'],
  ['sit', 'sat'],
  ['rest', 'rested'],
  ['have', 'had'],
  ['spring', 'sprang'],
  ['bring', 'brought'],
  ['beat', 'beat'],
];

const BEFORE = `before | before which | before having | prior to which | right before | just before | shortly before | well before | long before | directly before |
  immediately before | only before | prior to | ahead of | in advance of | earlier than | sooner than | in front of |
  preceding | previous to | preparatory to | in preparation for | in readiness for | as preparation for |
  as a preparation for | leading up to | in the run-up to | in the lead-up to | by the time | in time for | ere |
  in anticipation of | anterior to | previously to | antecedent to | as a lead-in to | as a prelude to | as a run-up to | en route to | upstream of | on the way to | at the start of | at the beginning of |
  at the latest before | rather than after | and not after | instead of after`;

const AFTER = `after | right after | straight after | directly after | immediately after | soon after | shortly after |
  only after | just after | sometime after | any time after | not before | rather than before | and not before | following |
  following on from | immediately following | directly following | straight following | upon | right upon | subsequent to | subsequently to | consecutive to | consequent on | consequent upon |
  following the completion of | on completion of | upon completion of | after completion of | at the completion of |
  on completing | upon completing | on finishing | upon finishing | on the completion of | upon the completion of | at the end of |
  on conclusion of | at the conclusion of | after conclusion of | on the conclusion of | upon the conclusion of | in the wake of | on the heels of | hot on the heels of | on the back of |
  off the back of | later than | as a follow-up to | as a follow up to | as a result of | as a consequence of | behind |
  having | downstream of | posterior to | in succession to | in sequence after | next after | on the basis of |
  on the strength of | pending | right behind | directly behind | by virtue of`;

const WHEN = `once | once having | at the time | at the time when | at the time that | just once | only once | when | only when | whenever | as soon as | just as soon as | the moment |
  the minute | the instant | the second that | from the moment | immediately once | right when | only if | if and only if |
  provided | provided that | providing | providing that | assuming | assuming that | on condition that |
  on the condition that | under the condition that | as long as | so long as | given | given that | now that | since |
  subject to | contingent on | contingent upon | conditional on | conditional upon | seeing that | as and when |
  depending on | depending upon`;

const IF = 'if | in case | in the event that | in the event of | should | in case of | if ever | on failure of';

const UNTIL = `until | till | 'til | until after | till after | up until | up to the point where | up to the point when |
  until such time as | not until | only from when`;

const UNLESS = `unless | without | without having | without first | without first having | not having | except after | except once | except when | short of | barring | absent | failing |
  in the absence of | lacking | minus | other than after | save after`;

const SO = `in order to | so that | so as to | in order that | in order for | such that | to be able to | to make way for |
  so we can | so you can | so i can | so they can | so one can | thereby allowing | thus allowing | to allow | to enable |
  to unlock | to permit | to unblock | to make room for | to prepare for | to clear the way for | so`;

const THEN = `then | and then | next | after that | after this | after which | after those | after these | after it |
  after that one | afterwards | afterward | thereafter | thereupon | subsequently | later | later on | following that |
  following this | following which | from there | from that point | from that point on | from then on | once that is done |
  once that's done | once this is done | once it is done | once it's done | once done | once complete | once finished |
  when that is done | when that's done | when this is done | when it is done | when done | when finished | that done |
  this done | with that done | with this done | with that out of the way | at which point | only then | and only then |
  not until then | only afterwards | only after that | whereupon | followed by | closely followed by | directly followed by |
  immediately followed by | followed immediately by | followed directly by | followed next by | followed later by |
  then followed by | followed in turn by | succeeded by | proceed to | proceed with | proceed on to | proceed onto |
  proceed by | follow with | follow up with | follow it with | follow that with | follow it up with | go on to | go on with | move on to | move on with | move to | move onto | move forward to |
  move forward with | continue with | continue to | continue on to | continue on with | carry on with | carry on to |
  progress to | progress onto | advance to | switch to | switch over to | turn to | pass on to | pass to | lastly |
  finally | last of all | ultimately | in the end | to finish | to finish off | to conclude | secondly | thirdly |
  fourthly | fifthly | sixthly | next up | up next | as the next step | as a next step | in a next step | in the next step |
  as the second step | in a second step | next in line | in turn | in the aftermath | the next step is | the next thing is |
  what comes next is | what follows is | next comes | then comes | then it's time for | then it is time for | soon after that |
  shortly after that | right after that | directly after that | immediately after that | straight after that | and after that |
  after doing so | having done so | having done that | once that has been done | that being done | in a later step |
  at a later point | at a later stage | to follow`;

const FIRST = `first | firstly | first of all | first off | first thing | first up | to begin with | to start with | to start | at first |
  initially | at the outset | at the very start | in the first place | beforehand | up front | upfront | in advance |
  ahead of time | earlier | before that | before this | before then | prior to that | prior to this | ahead of that |
  start with | begin with | open with | start by | begin by | start off with | start off by | begin by | kick off with | kick off by |
  starting with | beginning with | starting from | prioritise | prioritize | favour | comes first | come first | goes first | go first | has to come first | earliest`;

const LAST = `comes last | come last | goes last | go last | is last | at the very end | finish with | finish by | end with |
  end by | conclude with | conclude by | close with | wrap up with | wrap up by | finish off with | finish up with |
  end up with | ending with | finishing with | last`;

const PARALLEL = `in parallel | in parallel with | parallel to | parallel with | at the same time | at the same time as |
  simultaneously | simultaneously with | concurrently | concurrently with | concurrent with | alongside | side by side |
  in any order | in whatever order | in whichever order | in either order | in no particular order | in any sequence |
  independently | independently of | independent of | independently from | independent from | independent |
  regardless of | irrespective of | while | whilst | meanwhile | in the meantime | together with | all at once |
  unrelated to | interchangeable | interchangeably | order does not matter | order doesn't matter | order is irrelevant |
  order is free | does not matter | doesn't matter | do not matter | is irrelevant | makes no difference | interleaved | in tandem | overlap | overlaps | during | as you like`;

const IN_ORDER = `in this order | in that order | in the following order | in the given order | in the order given |
  in the listed order | in the order listed | in the order shown | in the order below | in the order they are listed |
  in this exact order | in exactly this order | in precisely this order | in the exact order | in order | in sequence |
  in this sequence | in that sequence | in the following sequence | in succession | one after another |
  one after the other | one by one | one at a time | consecutively | successively | sequentially | in series | back to back |
  from top to bottom | top to bottom | in strict order | in strict sequence | order matters | the order is |
  the order should be | the sequence is | the right order is | the correct order is | the order of work is |
  the order will be | the order must be | order : | sequence : | in chronological order`;

const IN_REVERSE = `in reverse order | in reverse | in the reverse order | in the opposite order | from bottom to top |
  bottom to top | in reversed order | in backward order`;

/** Nouns for what comes first. Alone, behind an owner, they name it: "its prerequisite is …". */
const EARLIER_NOUNS = `prerequisite | prerequisites | pre-requisite | pre-requisites | prereq | prereqs | precondition |
  preconditions | pre-condition | pre-conditions | requirement | requirements | requisite | precursor | predecessor |
  predecessors | prelude | preliminary | antecedent | antecedents | foundation | groundwork | springboard |
  stepping-stone | stepping stone | gateway | gatekeeper | enabler | blocker | blockers | dependency | dependencies |
  forerunner | starting point | building block | bedrock | sine qua non | must | necessity | essential | trigger |
  starting signal | entry ticket | preparation | preparations | prep | basis | condition | input | inputs | key | lead-in |
  first step | preparatory step | required step | necessary step | preliminary step | earlier step | upstream task |
  upstream step | prior step | the signal | green light | go-ahead`;

/** Of these, the ones that somebody can have: "its prerequisite is …". */
const OWNED_NOUNS = `prerequisite | prerequisites | pre-requisite | pre-requisites | prereq | prereqs | precondition |
  preconditions | pre-condition | pre-conditions | requirement | requirements | predecessor | predecessors | antecedent |
  antecedents | blocker | blockers | dependency | dependencies`;

/** "Its successor is …": here the owner comes first. */
const OWNED_LATER_NOUNS = `successor | successors | sequel | follow-up | continuation | aftermath | dependent | dependents`;

const EARLIER_ADJECTIVES = `required | needed | necessary | essential | mandatory | obligatory | compulsory | vital | crucial |
  critical | indispensable | imperative | fundamental | integral | preparatory | preliminary | a must | a necessity |
  prerequisite | instrumental | preconditioned`;

const LATER_NOUNS = `successor | successors | follow-up | follow up | followup | sequel | continuation | consequence | outcome |
  aftermath | dependent | dependents | descendant | next step | next task | later step`;

const LATER_ADJECTIVES = `dependent | reliant | contingent | conditional | conditioned | predicated | premised | founded |
  grounded | blocked | gated | waiting | hinging | held up`;

const EARLIER_VERBS = `precede | predate | antedate | antecede | enable | unlock | unblock | trigger | prompt | gate |
  lead to | lead into | lead up to | lead on to | pave the way for | pave the way to | open the way for | open the way to |
  clear the way for | clear the path for | clear the path to | prepare the way for | prepare the ground for |
  open the door for | open the door to | open doors to | set the stage for | set the scene for | lay the groundwork for |
  lay the foundation for | lay the foundations for | lay the basis for | make way for | make room for | give way to |
  give rise to | kick off | usher in | herald | come before | go before | come ahead of | go ahead of | come in front of |
  take precedence over | take priority over | have precedence over | have priority over | get priority over |
  get precedence over | beat | outrank | bar | facilitate | underpin | result in | bring about | set off | spark |
  hand over to | hand off to | hand on to | make possible | transition to | transition into | signal the start of |
  mark the start of | mark the beginning of | give the go-ahead for | start the clock on | block | hold up | hold back |
  hinder | serve as input for | serve as input to | come earlier than | happen before | run before | go earlier than | forego |
  pre-empt | rank before | rank above`;

const EARLIER_SAID = `on which | upon which | without which | from which | out of which | precedence over | priority over | - > | → | = > | ⇒ | ➜ | ➔ | ⟶ | ▶ | » | >`;

const REQUIRES_SAID = `blocked by | blocked on | gated by | gated on | held up by | held back by | stuck behind |
  stuck on | depends : | requires : | needs : | after : | depends on : | dependent on : | blocked by : | prerequisites :
  | prerequisite : | waits on : | < - | ← | < = | ⇐ | ⟵ | waiting for : | possible through | possible by | possible thanks to | unthinkable without
  | on hold for | on ice until after | tied to | linked to | bound to | coupled to | pegged to | anchored to | chained to |
  keyed to | attached to | subordinate to | subordinated to | at the mercy of | beholden to`;

/** Used in the third person only: in the base form they are things to do. */
const THIRD_PERSON_EARLIER = `allows | allows for | permits | lets | sets up | supports | frees | frees up | releases |
  clears | prepares | prepares for | opens | opens up | starts off | launches | activates | authorises | authorizes | decides whether | decides if |
  determines whether | determines if | settles whether | dictates whether | dictates when | decides when | determines when |
  greenlights | green-lights | informs | determines | drives | introduces | causes | makes | initiates | leaves room for |
  will allow | would allow | should allow | must allow | contributes to | guides | controls | guards | ends before |
  finishes before`;

const EARLIER_TRANSITIVE = `precede | enable | unlock | unblock | trigger | prompt | gate | block | permit | allow |
  introduce | initiate | support | underpin | prepare | determine | inform | launch | herald | condition | delay | bar |
  authorise | authorize | hold`;

const FEEDS = `feed | feed into | flow into | provide input for | provide input to | provide the input for |
  provide the data for | provide data for | provide the basis for | form the basis of | form the basis for |
  supply the input for | serve as the basis for | serve as a basis for | deliver input for`;

const LATER_VERBS = `follow | follow on from | follow on | follow after | follow upon | follow from | succeed | ensue from |
  trail | trail behind | queue behind | queue after | sit behind | stand behind | line up behind | come behind | go behind |
  come after | go after | happen after | run after | arise from | originate from | come off the back of | take over from |
  take over after | pick up from | pick up after | pick up where | come later than | spring from | come next after |
  branch off from | start from | stem from | result from | take off from`;

const LATER_TRANSITIVE = `follow | succeed | require | need | demand | presuppose | presume | await | assume | expect`;

const REQUIRES_VERBS = `require | need | presuppose | presume | necessitate | demand | await | call for | depend on |
  depend upon | rely on | rely upon | lean on | lean upon | hinge on | hinge upon | hang on | rest on | rest upon |
  bank on | count on | turn on | turn upon | wait for | wait on | wait upon | hold for | hold out for | stand on |
  have to wait for | have to wait on | want | take for granted | stay blocked by | hold off for | look to have |
  stand or fall with | live or die by | suppose | postulate | take as given`;

const USES = `build on | build upon | draw on | draw upon | derive from | flow from | grow out of | come out of |
  make use of | inherit from | work from | proceed from | work off | use the result of | use the results of | use the output of |
  take the result of | take the output of | base on`;

const NOT = `not | never | no | cannot | can't | cant | don't | dont | doesn't | didn't | won't | shouldn't | mustn't |
  isn't | aren't | wasn't | couldn't | wouldn't | mayn't | shan't | neither | avoid | avoids | refrain | refrain from | forbidden |
  prohibited | impossible | premature | too early | nothing | nobody | nowhere | not allowed | off limits | off-limits |
  out of the question | pointless | useless | senseless | hardly | barely | unable | by no means | under no circumstances |
  ruled out | disallowed | not possible | unthinkable | inconceivable | makes no sense | cannot be | at no point | don't even think of | don't think of | don't bother |
  don't even think about | don't think about | do not even think about | do not think about | never think about`;

const WITHOUT_NEED = `doesn't need | does not need | don't need | do not need | no need | needn't | need not | doesn't depend |
  does not depend | don't depend | do not depend | doesn't require | does not require | don't require | do not require |
  doesn't have to | does not have to | don't have to | do not have to | no dependency | no dependencies | isn't needed |
  is not needed | isn't required | is not required | not dependent | not required | not needed | not necessary | aren't required |
  are not required | unaffected | isn't dependent | isn't blocked | is not blocked | not blocked`;

const OTHERWISE = `otherwise | or else | else | if not | failing that | failing which | in the other case |
  in the opposite case | in any other case | alternatively | as an alternative`;

const OUTCOMES = `outcome outcomes result results answer answers reply replies response responses decision verdict feedback
  findings conclusion reaction assessment approval confirmation ok okay yes no so not`;

/** Of "it is …": the weather, the hour, and what is possible. */
const IMPERSONAL = `rain rains raining snow snows snowing freeze freezes hail hails thunder thunders pour pours pouring sunny
  rainy dry wet windy hot cold warm dark light late early monday tuesday wednesday thursday friday saturday sunday
  possible necessary needed required convenient helpful easier better best important urgent time desired applicable`;

const FAILURES = `fail | fails | failed | failing | goes wrong | go wrong | went wrong | going wrong | unsuccessful |
  doesn't work | does not work | didn't work | doesn't work out | doesn't succeed | does not succeed | falls through |
  fall through | fell through | breaks down | isn't successful | is not successful | is unsuccessful | falls flat |
  collapses | errors out | crashes | breaks`;

const FAILS = `${FAILURES} | rejected | declined | denied | refused | isn't approved | is not approved | turned down`;

const WAIT = `wait | waits | waiting | hold | holds | hold off | hold off on | on hold | holding off | delay | delays |
  delayed | postpone | postponed | postpones | defer | deferred | defers | put off | puts off | blocked | stuck | locked |
  pause | paused | save | keep | leave | left | stay closed | remains closed | stays closed | idle | suspended | parked |
  stays blocked | remains blocked | held back | held | out of bounds | closed | frozen | on ice | tabled | shelved |
  unavailable | inactive | hang back | for later | for afterwards | until later | till later | wait its turn | await its turn | wait in line | line up | stand by | sit tight | withhold | withheld | back burner`;

const DONE = `done | finished | complete | completed | completes | complete with | completion | completing | finish |
  finishes | finishing | end | ends | ended | ending | over | ready | wrapped up | wraps up | wrap up | wrapping up |
  concluded | concludes | conclusion | concluding | accomplished | fulfilled | achieved | executed | performed |
  carried out | in place | through | out of the way | behind you | behind us | behind me | sorted | settled | taken care of |
  dealt with | ticked off | checked off | crossed off | closed out | signed off | in the bag | under your belt | handled |
  out of the door | finalised | finalized | successful | successfully | succeeded | succeeds | resolved | met | satisfied |
  the completion of | the end of | completion of | in hand | off the list | off your plate | cleared | all set`;

const START = `start | starts | started | starting | begin | begins | began | begun | beginning | commence | commences |
  commenced | commencing | initiate | initiates | initiated | initiating | launch | launched | kick off | kicks off |
  kicked off | kicking off | proceed | proceeds | proceeding | proceeded | resume | resumed | tackle | tackling | tackled |
  undertake | undertaken | undertaking | get going | gets going | get started | get underway | get under way | underway |
  under way | go ahead | goes ahead | going ahead | attempt | attempting | attempted | embark on | embarking on | open | the start of |
  set about | setting about | dive into | diving into | jump into | get to | getting to | get to work on | move on to |
  moving on to | moving onto | moving to | going on to | proceeding to | proceeding with | continuing with |
  continuing to | carrying on with | comes into play | come into play | to happen | to take place | to occur | to be possible | to work | enter into | take up | taking up | pick up | take on | taking on | get on with`;

const OTHERS = `everything else | all else | anything else | all other steps | all other tasks | all other
  things | all others | all the others | the others | others | all the other steps | all the other tasks | the other steps |
  the other tasks | the rest | all the rest | the remaining steps | the remaining tasks | the remaining ones |
  all remaining steps | all remaining tasks | every other step | every other task | any other step | any other task |
  the rest of the steps | the rest of the tasks | the rest of the list | all of the others | any of the others |
  any of the other steps | any of the other tasks | all of the other steps | all of the other tasks | all remaining |
  whatever else | else | other step | other task | other steps | other tasks | the other ones | any others | the remainder | everything that remains`;

const ABOVE = `all of the above | the above | everything above | the steps above | the tasks above | all the above |
  the above steps | the above tasks | all above | all previous steps | all previous tasks | all the previous steps |
  all preceding steps | all earlier steps | all prior steps | all of the previous steps | all the steps above |
  all steps above | everything before it | everything before that | everything before this | everything so far |
  all of the steps above | all that | everything listed above | all the preceding steps | all the earlier steps |
  all of the preceding steps | all preceding tasks | all earlier tasks | all prior tasks | everything up to here`;

const ALL = `everything | all steps | all of them | all tasks | all of these | all of those | all of the steps |
  all of the tasks | all the steps | all the tasks | all these steps | all these tasks | each step | each task |
  every step | every task | each of these | each of them | each of the steps | each of the tasks | all of it |
  these steps | these tasks | the following steps | the following tasks | the steps below | the tasks below |
  the following | the whole list | all items | all points | any of these | any of them | the steps | the tasks`;

const PREVIOUS = `that | this | these | those | them | the previous step | the previous task | the previous one |
  the preceding step | the preceding task | the preceding one | the prior step | the prior task | the step before |
  the one before | the previous | the preceding | the last one | that task | that step | that job | these steps |
  those steps | these tasks | those tasks | the earlier one | the earlier step | such`;

const ORDER_NOUNS = `order ordering orderings dependency dependencies constraint constraints prerequisite prerequisites
  precedence sequence sequencing restriction restrictions rule rules requirement requirements relation relations
  relationship relationships precondition preconditions predecessor predecessors condition conditions note notes notice
  links priorities schedule logic flow`;

const PLAIN = `the a an of in on at to by it its it's is are was were be been being am has have had having do does did doing
  can could may might must shall should will would need needs needed ought has-to able allowed permitted supposed going
  task tasks step steps activity activities job jobs item items phase phases stage stages part parts thing things work
  point points number no. nr action actions process procedure operation bit one ones to-do todo
  only just also always ever even still immediately directly right straight fully entirely successfully completely strictly
  properly safely actually really simply please clearly obviously naturally however though although but yet well very
  absolutely definitely certainly necessarily usually normally ideally preferably generally instead rather either
  carry carried out perform performed execute executed conduct conducted tackle handle happen happens occur occurs take takes
  place taking taken run runs go goes going come comes coming get gets getting got make makes making made put puts set
  schedule scheduled plan planned sequence order ordered arrange arranged slot give gives given keep kept sure ensure
  remember note see that's there there's here this that these those such as than so too if
  up off on over into onto soon long little while time times moment way ways sense use chance possible feasible possibility
  my our your his her their them they he she who whoever someone somebody anyone anybody us me
  about your other another same own each every all any some both
  minimum least most earliest latest completely whole want wants like followed is-to firstly
  finish finished start started begin done complete completed ready
  it'll there'll 'll 've 'd 're 'm s t & + then because therefore thus hence since what where how why whether when
  attempt attempted dealt deal work working worked active activity consider considered
  now currently today execution implementation carrying realised realized tasks' step's obeyed obey respected respect
  second third fourth fifth sixth stays stay remains remain works take takes
  following below above apply applies hold holds observe observed considered executing performing doing
  strict strictly hard soft finish-to-start finish-start mandatory sequence: constraint: rule: here's ok okay yes and/or`;

const NOUNS = `decision:decide choice:choose analysis:analyse delivery:deliver proof:prove flight:fly sale:sell loss:lose
  growth:grow thought:think permission:permit speech:speak gift:give payment:pay approval:approve arrival:arrive
  departure:depart removal:remove proposal:propose rehearsal:rehearse renewal:renew review:review purchase:buy
  purchasing:buy acquisition:acquire completion:complete inspection:inspect selection:select collection:collect
  installation:install registration:register reservation:book invitation:invite invites:invite application:apply
  confirmation:confirm presentation:present publication:publish description:describe subscription:subscribe
  transcription:transcribe preparation:prepare translation:translate creation:create design:design election:elect
  assembly:assemble discovery:discover recovery:recover entry:enter maintenance:maintain insurance:insure
  acceptance:accept performance:perform assistance:assist agreement:agree announcement:announce assessment:assess
  deployment:deploy development:develop employment:employ enrolment:enrol enrollment:enroll measurement:measure
  recruitment:recruit replacement:replace settlement:settle shipment:ship treatment:treat deposit:deposit
  comparison:compare conversation:converse discussion:discuss division:divide submission:submit
  revision:revise provision:provide supervision:supervise verification:verify notification:notify
  identification:identify specification:specify classification:classify calculation:calculate migration:migrate
  demolition:demolish destruction:destroy construction:build reconstruction:rebuild production:produce
  reduction:reduce introduction:introduce reception:receive receipt:receive shopping:shop packing:pack cleaning:clean
  cleanup:clean clean-up:clean setup:set set-up:set sign-off:sign signature:sign signing:sign kickoff:kick launch:launch
  rollout:roll pickup:pick drop-off:drop handover:hand checkout:check checkup:check backup:back
  visit:visit trip:travel drive:drive walk:walk search:search wash:wash wait:wait`;
