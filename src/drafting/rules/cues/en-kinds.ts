import { words } from '../language.ts';

/*
 * Which words tell what sort of work a task is. Written by hand for this project. Verbs stand in their base form, nouns in
 * the singular.
 */

/** What takes hands, a voice or a presence. */
export const BY_HAND = words(`
  call phone ring visit meet buy cook bake clean wash paint drive walk carry pack unpack load unload sign pay collect mow
  water plant iron sew cut chop fry boil simmer sleep exercise talk ask interview attend deliver post mail lift
  repair sand glue hang assemble hoover vacuum mop dust feed bathe shop order pick-up drop-off eat drink
  practise practice rehearse train rest stretch jog swim cycle hike dance sing pray hug knit crochet weed prune rake
  shovel sweep scrub polish tidy declutter babysit celebrate thank apologise apologize congratulate greet welcome`);

/** A verb of asking for what is known somewhere. */
export const RETRIEVE =
  words(`retrieve fetch query look-up lookup search find locate obtain download scrape crawl gather
  browse discover research google`);
/** Verbs that fetch facts as readily as things: what they stand with decides. */
export const RETRIEVE_OR_TAKE = words(
  'get check list show see read track monitor collect view access watch learn know',
);
/** "Tell me", "give us": what follows is to be said, not done. */
export const SAY = words(
  'tell give show provide inform explain describe teach educate recommend suggest list share send',
);

/** A verb of forming a judgement from what is there. */
export const ANALYSE = words(`analyse analyze compare evaluate assess detect examine investigate diagnose
  benchmark audit profile measure appraise weigh estimate-risk predict forecast correlate interpret scrutinise
  scrutinize study review rank score critique contrast explore inspect`);
/** Verbs that judge where their object is data, and are something to do with hands or voices elsewhere. */
export const ANALYSE_DATA = words(
  'determine identify measure review rank score study explore inspect classify predict forecast weigh profile',
);

/** A verb of turning one thing into another by rule. */
export const PROCESS =
  words(`calculate compute convert translate summarise summarize encrypt decrypt compress decompress
  transcribe encode decode transform normalise normalize parse simulate paraphrase proofread deduplicate dedupe aggregate
  anonymise anonymize tokenise tokenize annotate tag-parts extrapolate interpolate integrate-function differentiate solve
  resize crop upscale downscale hash sum average concatenate generate optimise optimize render`);
/** Those of them that nobody says of code or of things. */
export const CALCULATE =
  words(`calculate compute translate summarise summarize encrypt decrypt transcribe paraphrase proofread
  extrapolate interpolate generate estimate simulate solve resize`);
/** These are for a machine only where they name what to work on. */
export const PROCESS_FILE = words(
  'extract classify count sort merge split filter format convert compress rename clean',
);

/** A verb that changes something in a system. */
export const ACT = words(`create update add remove delete set book schedule send cancel register enrol enroll start stop
  request apply assign submit reserve order upload lock unlock activate deactivate enable disable launch publish post reply
  renew subscribe unsubscribe transfer pay purchase issue open close edit change modify rename archive restore reset
  reschedule configure provision deploy scale terminate reboot restart approve reject grant revoke refund invoice
  notify alert broadcast share invite save log report file record turn switch adjust play pause control dispatch
  initiate trigger execute run place rent hire check-in authenticate`);

/** What stands in a system and has no body. */
export const DIGITAL = words(`account record campaign database table-row firmware software policy-number profile
  ticket-number entry dns zone bucket instance server cluster container resource pipeline dashboard webhook endpoint
  password permission repository pull-request branch workflow job cron event-id
  reminder alarm playlist newsletter notification tweet reel survey subscription 
  advertisement ad prototype application app website site domain template asset dataset model
  graphic design thumbnail document-id customer-record ticket order-number shipment
  metadata setting configuration preference status salary biometric credential booking-reference policy program
  programme`);

/** What one asks a source for. */
export const INFORMATION = words(`information info detail data fact figure statistic number price cost fee rate quote
  level condition status weather forecast temperature schedule timetable calendar agenda itinerary route direction distance
  address location hour availability opening vacancy list ranking rating review score result standing profile biography
  history background timeline summary overview report record document documentation article paper study literature book
  novel author album song lyrics music playlist film movie series show podcast video game recipe tutorial course lesson guide
  class definition meaning explanation example news headline update policy rule regulation law standard requirement
  guideline code configuration setting version specification dimension size weight capacity population balance
  transaction statement profit revenue budget sales salary trait characteristic feature property structure hierarchy
  origin source reference citation quotation trend pattern market stock exchange currency flight train bus hotel
  restaurant museum attraction event concert festival job traffic content move step technique method tip idea theory concept`);

/** Where a service is named, the work is done there: "via Slack". */
export const SERVICE =
  words(`api gmail outlook slack teams discord whatsapp telegram instagram facebook twitter linkedin
  youtube tiktok pinterest reddit spotify netflix uber lyft airbnb amazon ebay paypal venmo stripe github gitlab jira
  trello asana notion dropbox onedrive icloud zoom calendly salesforce hubspot mailchimp shopify wordpress zapier
  google-calendar google-drive google-docs aws azure gcp kubernetes docker terraform`);
