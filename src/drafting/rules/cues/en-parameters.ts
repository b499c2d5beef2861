import { words } from '../language.ts';

/*
 * What sort of value a parameter takes, by the words of its name. Written by hand for this project. The first line that has
 * one of the words decides.
 */
export const SORTS: readonly (readonly [string, ReadonlySet<string>])[] = [
  ['email', words('email mail')],
  ['phone', words('phone telephone mobile cellphone')],
  [
    'path',
    words('path file filename filepath url uri link image img video audio directory folder website webpage domain'),
  ],
  [
    'flag',
    words(`is has include includes enable enabled disable allow allowed show hide visibility private public flag boolean unisex
    shared share recursive verbose`),
  ],
  ['date', words('date day month year deadline birthday checkin checkout dob from_date until when')],
  ['time', words('time hour clock')],
  [
    'place',
    words(`location locations city state country area region place zone room address destination origin where town airport station 
    street district province county neighborhood neighbourhood venue pickup dropoff latitude longitude
    coordinates from to loc nation continent`),
  ],
  [
    'number',
    words(`number count quantity quantities amount size age weight height price budget percentage percent rate limit
    max min maximum minimum temperature beds baths seats passengers adults rooms stars rating radius distance length width
    version score level volume years months duration days hours minutes seconds nights participants guests people tickets
    capacity depth speed mass value money income salary cost stay offset index page power frequency threshold ratio
    stay window retrieval accessibility factor`),
  ],
  [
    'id',
    words(
      'id ids uuid guid identifier key code token serial tracking reference ref isbn sku username password login zip zipcode postcode postal api credential credentials account',
    ),
  ],
  [
    'choice',
    words(`type category genre cuisine kind format unit units status mode intent method style gender class level priority
    severity currency language color colour subject breed species nationality citizenship sort order ride event`),
  ],
  [
    'name',
    words(`name title track song album artist singer author writer director actor cast starring person contact receiver recipient
    sender user who company hotel restaurant movie film show product brand model team player doctor stylist therapist dentist
    provider theater theatre nickname label ticker symbol exchange stock host server database stop`),
  ],
  [
    'text',
    words(`query question message content text topic keyword keywords description search prompt sentence body item items goal
    note term phrase problem issue reason answer comment data input summary`),
  ],
];

export const NUMBER_WORDS =
  words(`one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty
  hundred thousand couple dozen single double pair half`);
export const MONTHS =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
export const DAYS =
  'today|tomorrow|tonight|yesterday|monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekend|(?:this|next|last|coming) (?:week|month|year|quarter)|christmas|easter';

/** Nobody gives these to a tool: they are how people talk around what they want. */
export const CHATTER =
  words(`hi hello hey dear thanks thank sorry okay ok yes yeah no nope sure great good really please i'm i've i'd i'll it's
  that's what's there's let's he's she's we're we'd you're they're don't can't won't isn't doesn't didn't can could would should will shall may might must
  what which who whom whose where when how why is are am was were be been being do does did done let lets also then but and
  or nor so yet if because since though although while until unless than too very just only even still already again
  something someone somebody anything anyone anybody everything everyone everybody nothing nobody somewhere anywhere
  nice best better there here lot lots much many more most less least about around pretty quite soon going gonna wanna
  planning plan trying try possible available idea ideas thing things stuff want wants wanted need needs needed
  love loves loved like liked likes heard hear prefer preferably ideally guess think believe hope hoping wonder wondering know knows
  looking look find show tell give get got getting put bring take takes took taking make makes made go goes went come comes
  came see seen use using used help helps helping thing way ways time times kind sort type bit couple few several some
  any all each every both either neither other another same own new old current currently now right next last first
  this that these those it its they them their he him his she her hers we us our ours you your yours i me my mine myself
  with without within from into onto upon over under between among through during before after against across along
  behind beside besides near off out up down away back for of to in on at by as not via per etc maybe perhaps whether
  whatever whenever wherever called named titled labelled labeled entitled saying says said say stating reading
  asap urgently urgent quickly fast immediately friend buddy guys mate folks today's tonight's
  specific certain particular given provided specified suitable appropriate different various following fine cool awesome
  amazing interested interesting curious visit visiting stay staying travel travelling traveling attend attending
  happening happen playing starting ending beginning until till total list number amount name details detail information
  info able have has had having work works working way once twice big huge little able done left stand stands start
  run runs end ends today tomorrow yesterday tonight days day week weeks month months year years hour hours minute minutes
  people person persons adults adult guests guest passengers passenger tickets ticket nights night rooms seats
  ask asks asked answer question questions request option options choice excellent lovely favourite favorite
  celsius fahrenheit kelvin metric imperial exactly actually basically literally probably definitely`);

/** Words that mean a place by themselves. */
export const PLACE_NOUNS =
  words(`kitchen bedroom bathroom livingroom lounge office hallway hall garage garden basement attic cellar
  nursery study porch balcony patio terrace upstairs downstairs home house downtown centre center airport station hospital
  school university campus library museum stadium arena beach harbour harbor port downtown uptown suburb suburbs mall
  supermarket pharmacy church theatre theater cinema hotel park square bridge gym warehouse depot`);

/** What the words behind a number count. */
export const UNITS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    weight: 'kg kilo kilos kilogram kilograms g gram grams lb lbs ounce ounces tonne tonnes',
    length:
      'm cm mm km metre metres meter meters foot feet inch inches mile miles yard yards kilometre kilometres kilometer kilometers centimeter centimeters centimetre centimetres',
    time: 'second seconds minute minutes min mins hour hours hr hrs',
    days: 'day days night nights week weeks month months',
    years: 'year years',
    percent: 'percent % percentage',
    temperature: 'degree degrees celsius fahrenheit kelvin',
    money: 'dollar dollars euro euros pound pounds usd eur gbp yen rupee rupees franc francs bucks cents',
    people:
      'people person persons adult adults guest guests passenger passengers child children kids traveller travellers travelers player players',
    seats: 'seat seats ticket tickets',
    rooms: 'room rooms bed beds bedroom bedrooms bath baths bathroom bathrooms',
    stars: 'star stars',
    data: 'mb gb tb kb bytes byte bit bits',
  }).flatMap(([dimension, units]) => units.split(' ').map((unit) => [unit, dimension] as const)),
);

/** The parameters that take a number of each dimension, by words of their names and descriptions. */
export const DIMENSIONS: Readonly<Record<string, ReadonlySet<string>>> = {
  weight: words('weight mass load'),
  length: words(
    'length height width depth distance radius diameter base side size altitude elevation range tall displacement position thickness perimeter',
  ),
  time: words('duration time minutes seconds hours timeout interval period delay length age'),
  days: words('duration days nights stay length weeks months period age day month'),
  years: words('duration years age term period experience time'),
  percent: words(
    'percent percentage rate interest share ratio discount tax probability level brightness volume growth yield',
  ),
  temperature: words('temperature temp heat celsius degrees angle'),
  money: words(
    'amount price budget cost fee salary income principal value sum total money payment investment rent balance loan',
  ),
  people: words(
    'people persons guests adults passengers party size seats travelers travellers participants players children tickets number count',
  ),
  seats: words('seats tickets number quantity count passengers people party size'),
  rooms: words('rooms beds bedrooms baths bathrooms number'),
  stars: words('star stars rating class'),
  data: words('size memory storage capacity limit length bandwidth'),
};

/** What a number is the measure of, by the word behind it: "9 high". */
export const MEASURED_BY: Readonly<Record<string, string>> = {
  high: 'height',
  tall: 'height',
  wide: 'width',
  long: 'length',
  deep: 'depth',
  thick: 'thickness',
  old: 'age',
  heavy: 'weight',
};

export const LANGUAGES =
  words(`english french german spanish italian portuguese dutch swedish norwegian danish finnish polish russian ukrainian
  czech slovak hungarian romanian bulgarian greek turkish arabic hebrew persian farsi hindi urdu bengali punjabi tamil
  telugu marathi gujarati thai vietnamese indonesian malay tagalog filipino mandarin cantonese chinese japanese korean
  swahili zulu afrikaans latin welsh irish gaelic icelandic estonian latvian lithuanian croatian serbian slovenian
  catalan basque albanian armenian georgian mongolian nepali`);
export const CURRENCIES =
  words(`usd eur gbp jpy chf cad aud nzd cny rmb inr krw brl mxn sek nok dkk pln czk huf rub try zar sgd hkd thb aed ils
  dollar dollars euro euros yen yuan rupee rupees peso pesos franc francs krona kroner zloty lira rand ruble rubles dirham
  sterling`);
