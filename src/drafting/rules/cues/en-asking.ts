import { type Asking, joined, phrases, words } from '../language.ts';

/** English requests: closed classes and fixed openings. Contractions stand in full ("'m" is "am"). */
export const asking: Asking = {
  wants: joined(
    [
      `need | require | want | would like | would love | could use | could do with | am after | am in need of | are in need of |
      desire | request | am requesting | would appreciate | would welcome | am hoping for | would prefer | needed | would be grateful for | would be thankful for | will need | shall need |
      will require | would need | would require`,
      'get',
    ],
    [
      `am looking for | are looking for | am searching for | are searching for | am seeking | are seeking |
      am in search of | am in the market for | am on the lookout for | am hunting for`,
      'find',
    ],
    [
      `am interested in | are interested in | am curious about | are curious about | would be interested in |
      have an interest in | am keen on | am eager to know about | am wondering about | have a question about |
      have questions about | would like to know about | would like to hear about | want to know about |
      am interested in knowing about | are interested in knowing about | am interested in knowing more about |
      am interested in hearing about`,
      'learn about',
    ],
  ),
  knowing: new Map([
    ['know', 'find out'],
    ['understand', 'understand'],
    ['have', 'get'],
    ['be', 'be'],
  ]),
  intents: phrases(
    `want to | wants to | wanna | would like to | would love to | plan to | am planning to | are planning to | hope to |
    am hoping to | intend to | wish to | am trying to | are trying to | am looking to | are looking to | aim to |
    am thinking of | am thinking about | am considering | plan on | am planning on | am interested in | are interested in |
    am keen to | am eager to | am going to | are going to | am about to | am working on | am curious to | am excited to`,
  ),
  helpVerbs: phrases(
    `help me | help us | assist me | assist us | support me | support us | aid me | guide me | give me a hand |
    lend me a hand | help out | be of assistance | be of help`,
  ),
  helpNouns: words('help assistance support aid guidance hand favor favour advice'),
  gerundAsks: phrases(
    `would you mind | do you mind | i would appreciate | i would appreciate you | we would appreciate | we would appreciate you |
    i would appreciate your | how about | what about | would you consider | could you consider | am interested in |
    are interested in | would be interested in | am thinking of | am thinking about | are thinking of | am considering |
    are considering | plan on | am planning on | are planning on | am working on | are working on | am looking into |
    are looking into | am in charge of | am responsible for | are responsible for | am keen on`,
  ),
  polite: words('please kindly pls plz'),
  softeners: phrases(
    `i was hoping | i was hoping that | i am hoping | i am hoping that | we were hoping | we were hoping that | i was wondering if | i was wondering whether | i am wondering if | i wonder if | i wonder whether | we were wondering if |
    i would appreciate it if | i would really appreciate it if | i would greatly appreciate it if | we would appreciate it if |
    i would be grateful if | i would be very grateful if | we would be grateful if | i would be happy if |
    it would be great if | it would be good if | it would be nice if | it would be helpful if | it would be very helpful if |
    it would be really helpful if | it would be lovely if | it would be wonderful if | it would be fantastic if |
    it would be ideal if | it would be useful if | it would help if | it would help me if | it would be appreciated if |
    it would mean a lot if | do you think | is there any chance | is there a chance | any chance | is there any way |
    is there a way | i just wanted to see if | i wanted to see if | i wanted to see whether | just wanted to see if |
    i just wanted to know if | i just wanted to know whether | i wanted to know if | i wanted to know whether |
    i just wanted to check if | i wanted to check if | i just wanted to ask if | i wanted to ask if | i want to ask if |
    may i ask if | may i ask whether | can i ask you to | may i ask you to | could i ask you to | may i request you to |
    i would like to ask you to | i would like to request you to | i would like to ask if | i would kindly ask you to`,
  ),
  additions: phrases(
    `also | additionally | in addition | in addition to that | in addition to this | furthermore | moreover | besides |
    besides that | besides this | on top of that | on top of this | apart from that | aside from that | other than that | plus |
    as well | another thing | one more thing | one other thing | moving on | secondly | second | thirdly | third |
    separately | likewise | similarly | next | then | lastly | finally | last | afterwards | afterward | after that |
    after this | later | subsequently | following that | following this | first | firstly | first of all | to start | to begin |
    last but not least | meanwhile | in the meantime | at the same time | simultaneously | on another note |
    on a different note | on a separate note | on the other hand | as a final step | as a next step | as a last step |
    in conclusion | to conclude | to finish | to wrap up | alongside | along with that | along with this | too`,
  ),
  specifics: phrases(
    `specifically | in particular | particularly | more specifically | especially | namely | for instance | for example |
    to be precise | to be specific | more precisely | in detail | that is | i.e. | e.g.`,
  ),
  detailVerbs:
    words(`provide give include show tell let list report share describe explain mention specify state use utilize utilise
    ensure consider focus return display output note present confirm indicate highlight summarize summarise send inform
    format limit keep identify suggest recommend offer supply generate calculate determine retrieve find get fetch
    obtain apply allow`),
  manner: phrases(
    `keep in mind | bear in mind | note that | please note | be aware | be mindful | remember that | do not forget that |
    take care that | take care not to | focus on | focus mainly on | concentrate on | assume | assume that | suppose |
    presume | imagine that | limit yourself to | restrict yourself to | stick to | adhere to | be thorough | be brief |
    be concise | be precise | be specific | be careful | be creative | be honest | be quick | be as | feel free | proceed |
    avoid using | refrain from | prefer | prioritise | prioritize | emphasise | emphasize | consider that | make do with |
    keep me posted | keep me updated | keep me informed | keep me in the loop | keep us posted | keep us updated |
    keep us informed | keep me up to date | keep us up to date | think carefully | take your time | look for something | base it on |
    base this on | base them on | base your`,
  ),
  roles: phrases(
    `act as | act like | play the role of | play the part of | pretend to be | pretend that you are | pretend you are |
    imagine you are | imagine that you are | assume the role of | take the role of | take on the role of | behave like |
    put yourself in`,
  ),
  undertakings:
    words(`plan organise organize prepare arrange improve sort deal handle manage get launch renovate redo move finish
    tackle learn start host throw celebrate become lose change switch grow save study research investigate conduct set
    file settle tidy declutter redecorate run optimise optimize boost increase reduce understand explore train work
    complete coordinate carry do`),
  sees: phrases('make sure | ensure | make certain | see to it | see that | be sure that | guarantee'),
  shapingVerbs:
    words(`round sort order format label name call title display show present express number colour color group
    arrange sum-up visualise visualize phrase word style structure base limit restrict shorten abbreviate align indent
    illustrate rank highlight underline address mark double-check explain justify repeat`),
  yieldVerbs:
    words(`get obtain retrieve find identify determine calculate compute collect gather receive fetch generate produce
    create have do complete finish finalise finalize process perform conduct run make analyse analyze check search
    locate estimate evaluate assess work-out provide establish discover extract list select choose measure detect
    review examine verify build set prepare draw write compile gain acquire know see understand`),
  formats:
    words(`pdf csv json xml html excel word powerpoint markdown latex png jpg jpeg svg mp3 mp4 wav zip apa mla ascii
    unicode yaml sql english german french spanish italian celsius fahrenheit kelvin usd eur gbp`),
  resultNouns:
    words(`result results detail details description descriptions summary summaries report reports list information info
    output outputs finding findings answer answers insight insights recommendation recommendations confirmation
    explanation explanations forecast analysis overview breakdown evidence feedback update updates estimate estimates
    value values outcome outcomes conclusion conclusions suggestion suggestions guidance tips data content contents copy
    reason reasons example examples specifics particulars figures statistics metrics`),
  pointers:
    words(`it its this that these those them they he she his her him their theirs same such one ones both there here
    above aforementioned corresponding respective`),
  genericNouns:
    words(`information info detail details data help assistance support guidance task tasks thing things question questions
    issue issues request requests project projects research work series few some several multiple different various
    related relating regarding concerning following field fields area areas aspect aspects topic topics matter matters
    purpose purposes need needs want like please more certain couple number lot lots variety specific particular general
    job jobs stuff item items activity activities currently now today perform complete carry gather get find learn
    collect know find-out out explore assist help conduct start begin today's step steps list id ids
    number name code label title type kind value user system file`),
  leadOpeners:
    words(`as for with in on at by from of about into under during without within through based using given considering
    since because to regarding concerning per according due following besides including looking speaking having being
    depending starting beginning working keeping taking making bearing if while when whenever although though despite
    instead rather unlike like even via upon throughout along alongside among before after once given assuming provided`),
  notVerbs:
    words(`the a an this that these those my your his her its our their some any no every each either neither both all half
    such what which who whose whom whoever whatever where when why how i you he she it we they me him us them one
    someone somebody anyone anybody everyone everybody nobody nothing something anything everything there here
    and or but nor so yet because although though since as if unless until while whereas whether than that
    is are was were am be been being has have had having do does did will would shall should can could may might must
    of in on at by for with from to into onto about over under after before during without within through between
    against among near per via off out up down around across behind beyond despite except like unlike regarding concerning
    including plus minus not never also too very quite rather just only even still already again once twice maybe perhaps
    today tomorrow yesterday tonight now then soon later meanwhile instead anyway however therefore thus hence moreover
    using furthermore additionally finally lastly next last first second third yes no ok okay hi hello hey dear thanks thank sorry
    well please re fyi ps nb most many much more less few several enough other another`),
  listOpeners: words('including include includes such like e.g i.e namely e.g. i.e. containing'),
};
