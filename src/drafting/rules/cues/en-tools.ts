import { words } from '../language.ts';

/*
 * How people ask for what tools do, and how tools call it. Written by hand for this project. A line is one meaning: its
 * words count as the same when a request is compared with a tool.
 */

/** What a tool does, by classes that do not stand in for each other: finding a table is not booking it. */
export const DEEDS: Readonly<Record<string, ReadonlySet<string>>> = {
  find: words(`find search get retrieve fetch list lookup look show browse discover check view query locate explore provide tell
    see obtain gather collect give know read recommend suggest identify learn inquire download access display describe explain
    scan explore monitor track watch understand acquire pull return need interested looking inform compile extract review
    what which who when where how any is are require inquire curious aware like grab enumerate inspect examine report
    hunt seek spot trace summarize summarise recall remind figure dig bring select pick choose filter count investigate
    verify audit load share name mention answer say draw resolve`),
  make: words(
    `create make generate build design add new set establish compose write draft produce develop construct insert plan put
    open prepare craft publish append jot note schedule define initialize initialise provision issue post pick choose roll raise file
    invent form arrange organize organise upload save store record log submit invite wake remind spin plot draw render`,
  ),
  remove: words(
    `delete remove cancel drop erase clear destroy uninstall unsubscribe terminate discard wipe revoke withdraw detach
    purge trash dismiss unregister eliminate prune undo rid throw truncate`,
  ),
  change: words(
    `update change modify edit adjust alter rename reschedule move replace set revise amend switch configure assign
    make put turn increase decrease raise lower reduce scale correct fix shift postpone extend resize mark patch swap
    adapt tweak bump dim brighten upgrade downgrade add transfer merge reset filter`,
  ),
  buy: words('buy purchase book reserve order rent hire pay reservation bought booking get grab secure'),
  book: words(
    'book reserve schedule appointment reservation booking arrange call request set rent hire get order secure',
  ),
  send: words(
    `send deliver share post publish message email mail notify forward text submit report invite alert transmit tell broadcast
    write drop ping reply announce let`,
  ),
  pay: words('pay transfer send payment donate tip refund wire remit settle make'),
  request: words('request ask apply claim demand order take file submit'),
  sell: words('sell auction liquidate'),
  play: words('play listen stream watch start resume hear turn put blast'),
  reckon:
    words(`calculate compute estimate determine evaluate assess measure analyze analyse predict forecast compare convert
    count sum solve detect diagnose optimize optimise simulate quantify test verify validate classify rate score much many
    find get interested know translate recommend work figure tell project integrate differentiate multiply divide
    check model generate give average filter add subtract factor simplify categorize categorise run perform process what how`),
  start: words(
    `start begin launch open run execute activate enable turn initiate connect trigger switch play perform unlock register
    restart reboot boot resume deploy install kick put wake fire join call invoke test scan`,
  ),
  stop: words(`stop end close pause disable deactivate turn shut lock disconnect finish halt quit terminate mute kill cancel
    suspend switch block ban snooze`),
  enter:
    words(`register enroll enrol join subscribe signup sign add enlist login log record save store create put import
    put enter apply track`),
  translate:
    words(`translate convert transcribe transform encode decode encrypt decrypt compress parse format render say
    zip unzip reverse invert export turn change summarize summarise rewrite paraphrase minify hash`),
};

/** Behind "make" or "place", the noun is the deed: "make a reservation". */
export const GETTING_NOUNS = words(
  'reservation reservations booking bookings appointment purchase payment order transfer donation search call',
);

/** Nouns that name one thing. */
export const SAME: readonly string[] = [
  'weather forecast temperature rain sunny climate humid',
  'film movie cinema',
  'song music track tune audio artist singer band album listen',
  'restaurant dinner lunch eat cuisine diner meal table food breakfast',
  'hotel accommodation lodging motel room stay resort hostel',
  'flight fly plane airline airport airplane roundtrip',
  'bus coach',
  'cab taxi ride uber lyft',
  'stock share equity ticker',
  'payment pay money transfer fund cash venmo',
  'doctor physician dermatologist gynecologist dentist',
  'therapist psychologist psychiatrist counselor counsellor psychotherapist',
  'house apartment home property flat condo villa residence',
  'hair salon stylist haircut barber hairdresser',
  'attraction museum park sightseeing landmark monument tourist',
  'event concert show gig festival game match play theater theatre',
  'car vehicle automobile sedan suv',
  'job employment vacancy opening career position',
  'employee staff worker personnel',
  'company firm business corporation organization organisation',
  'picture image photo photograph',
  'child kid children toddler',
  'price cost fee rate charge quote',
  'city town municipality location place area',
  'medicine drug medication pharmaceutical',
  'illness disease disorder sickness',
  'student pupil learner',
  'teacher instructor educator professor',
  'error bug fault',
  'text message sms',
  'mail email',
  'alarm wake reminder',
  'wallet balance account bank',
  'train rail railway',
  'trip journey travel tour vacation holiday itinerary',
  'maid housekeeper cleaner',
  'lawyer attorney legal',
  'purchase buy shopping',
  'country nation',
  'crypto cryptocurrency bitcoin ethereum',
  'suggestion recommendation',
  'begin start',
  'novel book',
  'risk danger hazard threat',
  'law legislation regulation legal',
  'speed velocity',
  'user member',
  'author writer',
];

/** What is spoken of where something is meant that has another name: who asks for an umbrella asks for the weather. */
export const RELATED: readonly string[] = [
  'weather outside umbrella snow wind storm degree celsius fahrenheit thermostat heat warm cold hot meteorology precipitation drizzle',
  'film imdb',
  'song lyric melody',
  'restaurant brunch supper bistro cafe pizzeria steakhouse',
  'recipe cook ingredient bake dish',
  'hotel inn',
  'flight airfare',
  'cab driver pickup chauffeur',
  'stock nasdaq nyse',
  'payment wire remittance',
  'doctor ophthalmologist pediatrician cardiologist surgeon clinic medical',
  'house rental bungalow townhouse cottage',
  'attraction sight',
  'event musical opera',
  'car truck van',
  'job hiring',
  'employee colleague hr',
  'leave absence pto',
  'company enterprise startup',
  'picture screenshot drawing illustration portrait',
  'child baby',
  'price expensive cheap tariff',
  'address relocate',
  'medicine pill prescription',
  'illness symptom diagnosis',
  'teacher tutor lecturer',
  'error defect glitch failure',
  'text whatsapp',
  'mail inbox',
  'alarm notification remind alert',
  'calendar appointment meeting agenda diary',
  'wallet saving',
  'loan mortgage borrow lend debt credit',
  'crypto coin',
  'currency dollar euro pound yen usd eur gbp jpy exchange rupee peso franc',
  'novel library',
  'law statute court lawsuit',
  'speed fast',
  'distance far mile kilometer kilometre km',
  'duration long',
  'height tall high',
  'age old',
  'weight heavy weigh kilo kg',
  'language english french german spanish italian japanese chinese portuguese russian arabic translate translation',
  'package parcel shipment delivery',
  'pizza margherita pepperoni',
  'coffee espresso latte cappuccino',
  'light lamp bulb brightness dim',
  'door lock unlock gate',
  'issue complaint',
  'pull pr merge',
  'repository repo github git',
  'container docker pod kubernetes',
  'server host machine node',
  'log trace',
  'equation solve quadratic root polynomial',
  'probability chance likelihood odds',
  'average mean',
  'triangle hypotenuse',
  'circle radius circumference',
  'gene genome dna protein',
  'animal species plant bird mammal insect',
  'history historical war battle',
  'president minister government election',
  'team league player season football soccer basketball baseball',
  'exercise workout fitness gym calorie',
  'art painting sculpture artwork painter',
  'planet moon galaxy astronomy orbit',
  'earthquake tsunami volcano',
  'population inhabitant',
  'virus covid infection pandemic',
  'vulnerability cve exploit weakness',
  'password passphrase',
  'phone mobile telephone',
  'website site webpage url link http',
  'video youtube clip',
  'news headline article',
  'note memo',
  'task todo chore',
  'customer client',
  'item product',
  'invoice bill',
  'tax irs',
  'profit revenue earning income',
  'salary wage',
  'investment invest portfolio return',
  'insurance policy premium',
  'discount coupon promo voucher',
  'clothes outfit shirt dress jacket',
  'flower bouquet rose',
  'word vocabulary',
  'ticket seat',
  'file document',
  'folder directory',
  'math mathematics arithmetic',
  'clock timezone',
];

/** Said of every tool or request, so they tell none apart. */
export const EMPTY =
  words(`a an the and or of for in on at to by with from as is are be been was were it its this that these those
  there their them they he she his her i me my we our us you your please would could can may might shall will should want wants
  need needs like help also then next finally first lastly after before additionally moreover furthermore afterwards
  specific given certain particular provided based various related using use uses used via about into some any all more most
  information info data detail details result results value values api function tool user users existing current new one two
  following including such well let know assist assistance interested retrieve get getting provide give tell information's do
  does did have has had not no so if when where what which who how up out over per between within their own along just make
  sure able return returns returned specified required optional allow allows set list number name id identifier unique`);

/** Said of many things: a time and a place alone make no tool fit. */
export const COMMON =
  words(`date time day week month year hour period range location city place area state format available availability
  filter option options criteria preference preferences request optional desired name type kind start end change check
  detail specification single multiple various different provide service services thing item items`);
