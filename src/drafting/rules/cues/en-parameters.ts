import { words } from '../language.ts';

/*
 * What sort of value a parameter takes, by the words of its name. Written by hand for this project. The first line that has
 * one of the words decides.
 */
export const SORTS: readonly (readonly [string, ReadonlySet<string>])[] = [
  ['email', words('email mail')],
  ['phone', words('phone telephone mobile cell')],
  [
    'path',
    words('path file filename filepath url uri link image img video audio directory folder website webpage domain'),
  ],
  [
    'flag',
    words(`is has include includes enable enabled disable allow allowed show hide visibility private public flag boolean unisex
    shared share recursive verbose`),
  ],
  ['date', words('date day month deadline birthday checkin checkout dob from_date until when')],
  ['time', words('time hour clock')],
  [
    'place',
    words(`location city state country area region place address destination origin where town airport station zip
    zipcode postcode street district province county neighborhood neighbourhood venue pickup dropoff latitude longitude
    coordinates from to loc nation continent`),
  ],
  [
    'number',
    words(`number count quantity quantities amount size age weight height price budget percentage percent rate limit
    max min maximum minimum temperature beds baths seats passengers adults rooms stars rating radius distance length width
    version score level volume year duration days hours minutes seconds nights participants guests people tickets
    capacity depth speed mass value money income salary cost stay offset index page power frequency threshold ratio
    stay window retrieval accessibility factor`),
  ],
  [
    'id',
    words(
      'id ids uuid guid identifier key code token serial tracking reference ref isbn sku username password login api credential credentials account',
    ),
  ],
  [
    'choice',
    words(`type category genre cuisine kind format unit units status mode intent method style gender class level priority
    severity currency language color colour subject breed species sort order ride event`),
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
