import { joined, type Language, phrases, words } from '../language.ts';
import { asking } from './en-asking.ts';
import { nearVerbs } from './en-near-verbs.ts';
import { englishOrder } from './en-order.ts';
import { verbs } from './en-verbs.ts';

const irregular = new Map(
  `began:begin begun:begin bound:bind broken:break broke:break brought:bring built:build burnt:burn bought:buy caught:catch
  chosen:choose chose:choose cut:cut dealt:deal dug:dig done:do did:do does:do drawn:draw drew:draw drunk:drink driven:drive
  drove:drive eaten:eat ate:eat fed:feed found:find fitted:fit frozen:freeze froze:freeze got:get gotten:get given:give
  gave:give gone:go went:go goes:go ground:grind grown:grow hung:hang had:have has:have heard:hear held:hold hidden:hide
  kept:keep laid:lay led:lead learnt:learn left:leave lent:lend let:let lit:light made:make met:meet paid:pay put:put
  read:read run:run ran:run said:say seen:see saw:see sought:seek sold:sell sent:send set:set sewn:sew shaken:shake
  shot:shoot shown:show shut:shut sung:sing spoken:speak spent:spend split:split spread:spread stuck:stick swept:sweep
  taken:take took:take taught:teach torn:tear told:tell thought:think thrown:throw threw:throw understood:understand
  undone:undo woken:wake worn:wear won:win wound:wind withdrawn:withdraw written:write wrote:write rewritten:rewrite
  redone:redo rebuilt:rebuild dying:die lying:lie tying:tie`
    .split(/\s+/u)
    .map((pair): [string, string] => {
      const [form = '', base = ''] = pair.split(':');
      return [form, base];
    }),
);

export const english: Language = {
  tag: 'en',
  fingerprint: words(
    'the and to of a in is it for on that with this my we i you need by at be before after then from up',
  ),
  noteHeadings:
    words(`decisions attendees participants present apologies ingredients background notes note context references
    resources links summary introduction intro about faq glossary appendix overview discussion definitions equipment
    materials agenda absent license licence acknowledgements`),
  listChatter:
    words(`todo todos to-do to-dos task tasks list steps plan actions action items next things need do have should must
    want going will here's here is are following what left remaining still my our the to today tomorrow this week now these
    i we you for are follows as some of be done ideas notes`),
  verbs,
  nearVerbs,
  irregular,
  nounLike:
    words(`water paint butter oil salt pepper ice dust mail post light work help support research design test travel
    drink dress plant ship glue tape frame fish cook seal head season time line page name number order list label
    market mix stock note file value total process program paper back end top back care change hand free level own stage
    state style supply round park pin plug point position present press price question record report request rest return
    review score search service set sign sketch source stamp start store strain stretch structure study target taste
    touch tour trade train trash type view walk watch wind wire wrap zip deposit budget interview lease map match film
    release cast plot rate grade range rank risk rule sample scale sequence shape signal sound speed spot staff stress
    subject surface symbol tax term theme tone trend trouble weight yield content format figure form function date demand
    effect experience feature focus gain impact influence interest key lack mask model object part pattern phase picture
    profile profit progress project purchase result cost credit cycle course class code color colour comment contract
    control count cover damage deal debate delay display document dream exhibit experiment export extract face factor
    field filter finance flow force fuel fund gas grant group guess guide heat hit host house import increase index
    insert issue joke judge loan load lobby log loss master mentor merit mirror monitor mount mouth pair paste patrol
    petition phrase pipe pivot play portrait pound prime prospect race rain ration reason reference refund register
    remark ride ring rise role root rush script seat sense shadow shell shelter shift shock shoulder shower
    silence size slice slot smoke snack snow space spell spice spin sponsor spray squad stain standard star statement
    storm strike string stroke substitute sum supply surprise survey suspect swing switch tank term thread tie tip tool
    tower trace track traffic trail trap treat trick trigger trip truck trust tube tutor twist vacuum veto vote wage wash
    waste wave weather weed welcome wheel wish witness wonder worry
    lead access account aim attack award cap caption chain chart charter checkout claim coach commission contest contrast core
    counter craft debit demo dial digest dock dot exploit fuse gauge harness instrument journal juice land layer license
    login memo mine minute nail outfit package pad pilot pitch poll proof prototype punch radio screen segment setup
    shuttle staple suit tally tile toast tweet voice void wax zest stack limit link message query queue route seed
    handle balance alert mention exchange transport transition forecast`),
  lightVerbs: words('go come try run pop stop'),
  withinCall: words('ask tell say see let check remind find inform thank'),
  keepVerbs: words('save store keep name label call title file archive'),
  callVerbs: words('call phone ring email e-mail text message write contact visit ping talk speak ask go'),
  particles: words('up off out down over back away in on through along together around'),
  determiners:
    words(`the a an my our your his her its their this that these those some any all both each every no another
    one two three four five six seven eight nine ten more enough half several`),
  prepositions: words(`to for with at on in by from of about into onto over under after before until till during without
    within through against between among near per via as than off out up down around across behind`),
  subjects: words('i im we you he she they it someone somebody anyone everybody everyone'),
  objectPronouns: words('it them him her this these those that'),
  adverbs:
    words(`also just please quickly carefully then always never not maybe perhaps probably really still already finally
    first definitely actually properly thoroughly gently immediately slowly kindly only simply now again at-least
    next later soon thus therefore basically honestly`),
  auxiliaries:
    words(`is are was were am be been has have had will would can could should shall must may might do does did
    needs need isn't aren't wasn't won't can't cannot couldn't shouldn't mustn't don't doesn't didn't came went got costs
    looks seems says said means contains shows happened`),
  be: words('is are was were be been being gets get got'),
  fillers:
    phrases(`um | uh | uhm | erm | er | hmm | oh | ok | okay | ok so | okay so | so | well | right | anyway | anyways |
    also | and | but | plus | yeah | yes | you know | i mean | like | basically | actually | oh and | and also | oh yeah |
    and uh | and um | let me see | let's see | let me think | please | kindly | maybe | perhaps | probably | of course |
    by the way | btw | fyi | todo | to do | to-do | action | action item | task | reminder | note to self | as well |
    most importantly | importantly | if possible | by all means | if available | if necessary | if needed | if applicable | if you can |
    if you could | if you have time | if you get a chance | if you don't mind | when you get a chance | when you have time |
    when you can | when possible | whenever possible | where possible | at least | just | hopefully | obviously | in addition | additionally |
    furthermore | otherwise | else | or else | failing that | either | again | now | definitely | ideally`),
  obligations:
    phrases(`need to | needs to | needed to | wanted to | had wanted to | was going to | were going to | was hoping to | have to | has to | had to | must | should | shall | ought to | want to |
    wants to | wanna | plan to | plans to | am going to | is going to | are going to | going to | gonna need to | gonna have to | gonna |
    will | got to | gotta | have got to | has got to | would like to | would love to | would need to | will need to |
    will have to | will want to | would want to | would have to | am to | is to | are to | promised to | promises to |
    agreed to | agrees to | offered to | offers to | is supposed to | are supposed to | am supposed to |
    is expected to | are expected to | is responsible for | are responsible for | is required to | are required to |
    am required to | keep forgetting to | keep meaning to | have been meaning to | have yet to | am planning to | is planning to | are planning to | had better | would better | would prefer to |
    hope to | hopes to | am hoping to | are hoping to | intend to | intends to | aim to | aims to | wish to | wishes to |
    am trying to | are trying to | am looking to | are looking to | am about to | are about to | am due to | is due to |
    are due to | am obliged to | is obliged to | are obliged to | require to | am keen to | am eager to | am hoping you can |
    need you to | want you to | am excited to | am ready to`),
  asking,
  requests:
    phrases(`don't forget to | do not forget to | dont forget to | don't forget | do not forget | dont forget | never forget to | remember to | make sure to |
    be sure to | make sure that you | make sure you | make sure we | make sure i | ensure to | let's | lets | let us | try to |
    need to | needs to | have to | got to | gotta | must | should | want to | going to | gonna | gonna need to | gonna have to | going to need to |
    going to have to | will need to | will have to | wanna | would like to | id like to | id love to |
    time to | it is time to | it's time to | it's about time to | all that's left is to | all i have to do is |
    the next step is to | next step is to | the first step is to | the last step is to | the final step is to |
    the next thing is to | the first thing is to | the last thing is to | the goal is to | the aim is to | the plan is to |
    my goal is to | my aim is to | my plan is to | our goal is to | our aim is to | our plan is to | the idea is to |
    the task is to | your task is to | your job is to | my task is to | what's left is to | be careful to | take care to |
    there is a need to | there's a need to | it is necessary to | it's necessary to | it is important to |
    it's important to | it is essential to | it's essential to | it is vital to | it is crucial to | it's crucial to |
    it would be good to | it would be great to | it would be nice to | it would be helpful to | it would be useful to |
    it's good to | it's best to | it is best to | remind me to | remind us to | feel free to | do not hesitate to | don't hesitate to |
    be so kind as to | be so kind and | do me a favor and | do me a favour and | go ahead and |
    proceed to`),
  dates: {
    words: `to(?:day|night|morrow)|noon|midnight|(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun|week|weekend|month|year|morning|afternoon|evening|night|january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|by|before|until`,
    due: 'no later than|not later than|due(?: on| by| at)?|deadline:?|on or before|by the end of|by|until|till|before|within',
    start: 'not before|starting(?: on| from)?|as of|from|after|since|between',
    mention: 'for|of',
    others: 'on|at|in',
    article: 'the',
    target: null,
    more: null,
  },
  cueGrammar: null,
  timeWords:
    words(`today tomorrow tonight monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun
    morning afternoon evening night noon midnight week weekend month year january february march april june july august
    september october november december this next early late end every each`),
  notYet: phrases(
    "can't | cant | cannot | can not | can only | can | may | may not | shouldn't | should not | must not | won't | wont | don't | do not",
  ),
  trailing:
    phrases(`i don't know | i dunno | or something | i guess | i think | you know | and stuff | as well | too | i suppose | thanks |
    please | thank you | or so | if you can | i reckon | or whatever | and so on | you know what i mean | that's it | that's all | first | first of all | before anything else`),
  requires:
    phrases(`requires | require | depends on | depend on | needs | blocked by | is blocked by | waiting for | waits for |
    depends upon | relies on | follows | waiting on`),
  stepWords: words('step steps task tasks item items number no point points'),
  questionWords:
    words(`who what when where which why how should do does did is are will can could shall whose whom was were
    would has have had may might am didn't don't doesn't isn't aren't wasn't weren't won't wouldn't can't couldn't
    shouldn't hasn't haven't any anyone anybody what's who's where's how's when's`),
  planners: words('i we you im'),
  have: words('have has had'),
  and: words('and & plus then also but so or + oh um uh erm'),
  negations: words("not never don't dont mustn't shouldn't"),
  sequence: joined(
    [
      'first | firstly | first of all | to begin with | to start with | to start | start by | begin by | begin with | start off by | start with',
      'first',
    ],
    [
      `then | next | after that | afterwards | afterward | after this | after which | and then | subsequently | thereafter |
       later | later on | following that | following this | from there | second | secondly | third | thirdly | fourth | fifth |
       once that is done | once that's done | once this is done | when that is done | when that's done | when this is done |
       once done | when done | once finished | after doing so | only then | so then | after it | once that has been done |
       when it is done | once it is done | once it's done | and after that | then next | next up`,
      'then',
    ],
    [
      'finally | lastly | last | at last | in the end | at the end | last of all | as a last step | to finish | finish by | end by | conclude by | finish with',
      'finally',
    ],
    [
      'meanwhile | meantime | in the meantime | during this time | at the same time | in parallel | simultaneously | in the meanwhile',
      'meanwhile',
    ],
  ),
  joints: joined<'after' | 'before' | 'when' | 'until' | 'if' | 'while'>(
    ['after | right after | straight after | immediately after | only after | shortly after', 'after'],
    ['before | right before | just before | prior to | ahead of', 'before'],
    ['once | when | as soon as | only when | only once | whenever | now that | the moment', 'when'],
    ['until | till', 'until'],
    [
      `if | in case | unless | provided that | provided | assuming | depending on | depending on whether | depending on how |
      in the event that | in the event of | in case of`,
      'if',
    ],
    ['while | whilst', 'while'],
  ),
  stepPronouns: words('that this it these those both them they all everything either'),
  doneWords: words('done finished complete completed over ready through settled sorted'),
  anybody: words('someone somebody anyone anybody one-of-us'),
  vagueTimes: phrases(
    'soon | sometime | some time | at some point | later | one day | eventually | when i get round to it | shortly | in the near future',
  ),
  actors:
    words(`clerk customer client manager team staff department employee hr finance sales marketing engineering legal procurement
    logistics operations compliance payroll reception support user system patient
    doctor nurse boss student chef guest vendor supplier applicant claimant agent officer accounting it warehouse
    secretary assistant committee board bank company office reviewer kitchen candidate member chair engineer developer
    courier cashier waiter analyst side sides mother father mum mom dad sister brother wife
    husband partner son daughter friend neighbour neighbor landlord colleague aunt uncle grandma grandpa parents kids
    children people everybody`),
  notActors:
    words(`paper number order computer printer water dinner letter folder server container router filter header footer
    matter corner summer winter weather paper butter flower tower door floor colour color error factor motor
    document statement payment agreement appointment equipment apartment client-list cover offer answer counter
    cooker freezer boiler heater trailer poster ladder drawer newsletter timer layer chapter quarter september october
    november december center centre monitor mirror sensor editor-in-chief shower power event content present moment
    department-list list budget list ticket`),
  chatterQuestions:
    phrases(`how are you | how's it going | what's up | you know what i mean | right | ok | okay | know what i mean |
    isn't it | what do you think | does that make sense | make sense | any questions | really | sounds good | how about you |
    what else | anything else | what was it | what else was there | who knows`),
  greetings: words(
    'hi hello hey dear thanks thank cheers regards best bye goodbye morning evening sincerely greetings love yours',
  ),
  abbreviations:
    words(`mr mrs ms dr prof st vs etc e.g i.e eg ie approx dept est no nr fig inc ltd co jan feb mar apr jun jul aug
    sep sept oct nov dec mon tue wed thu fri sat sun min hr hrs a.m p.m ca cf al vol pp ext tel max`),
  order: englishOrder(irregular),
  kinds: null,
  recall: null,
  stopWords:
    words(`the a an my our your his her its their this that these those to of for with at on in by from and or is are was
    be been has have had will i we you it they he she do does did done get got all up out off then so as also please
    about into some any there new s t ll ve re m finished complete completed step task ready after before once when`),
};
