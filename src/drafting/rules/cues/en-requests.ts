import { words } from '../language.ts';

/*
 * What shows how open a request to a helper is. Written by hand for this project: verbs in their base form, nouns in
 * singular and plural where both are usual.
 */

/** A verb of making something that did not exist: how it should be is the asker's to say. */
export const MAKING =
  words(`create write design develop plan draft build generate compose curate put come make organize organise set
  prepare compile assist construct produce devise arrange code program outline-plan brainstorm invent craft sketch schedule
  formulate customize customise help start establish map model`);
/** A verb of finding what is there. */
export const FINDING =
  words(`find get fetch retrieve list search identify look show provide tell locate discover gather give check
  research collect name read obtain query determine-list track-down supply share bring`);
/** A verb of telling what is known. */
export const TELLING =
  words(`explain educate outline summarize summarise define describe teach compare solve translate clarify
  calculate convert spell recap paraphrase illustrate inform introduce`);
/** A verb of forming a judgement. */
export const JUDGING =
  words(`analyze analyse predict determine perform apply assess evaluate visualize visualise count forecast track
  classify estimate examine investigate review rank score detect measure conduct study diagnose plot graph chart`);
/** A verb of doing something with somebody's things. */
export const OPERATING =
  words(`automate organize organise convert monitor run download extract scrape scan clean use set build write
  implement filter select back backup sync rename merge import export upload install configure crawl parse sort delete migrate
  update fix optimize optimise resize edit order book buy reserve rent`);
/** A verb or noun of advice. */
export const ADVISING =
  words(`recommend recommendation recommendations suggest suggestion suggestions advise advice idea ideas tip tips
  ways strategy strategies technique techniques option options resource resources propose hints inspiration
  alternatives pointers`);

/** Things with one answer. */
export const ANSWERED =
  words(`price prices population rate rates standings weather score scores winner winners lyrics definition rating
  ratings temperature capital version exchange calorie calories statistics president height distance author release current
  history requirements guidelines members value performance facts concept concepts meaning vaccination rainfall date time
  age depth length speed formula equation result results founder ceo record ranking timezone currency symbol year area
  diameter weight mass melting boiling elevation birthday birthplace plot synopsis cast director climate gdp inflation
  unemployment stock schedule route timetable headquarters`);
/** What can be told of without knowing who asks. */
export const SUBJECTS =
  words(`concept concepts basics history facts overview summary summarize summarise timeline difference differences
  theory principle principles definition meaning causes effects biography background introduction rules`);
/** Things of which there are many, for every taste. */
export const CHOSEN =
  words(`course courses recipe recipes book books guide plan resource resources app apps tool tools playlist track
  hotel hotels restaurant restaurants flight flights apartment apartments job jobs tutorial tutorials gift gifts workout
  routine itinerary program programme trip menu schedule dataset datasets article articles paper papers product products
  headphones laptop laptops phone phones activities activity exercises exercise movie movies film films game games song songs
  podcast podcasts outfit outfits furniture gadgets gadget device devices camera shoes car cars house school schools
  university universities class classes lesson lessons event events concert concerts festival festivals destination
  destinations wine wines plants instrument software website websites blog blogs software platform platforms service services
  present presents vacation holiday holidays party wedding`);
export const PLANS =
  words(`plan itinerary routine schedule program programme checklist diet menu menus trip challenge project calendar
  agenda curriculum roadmap budget campaign strategy workshop lesson conference event party wedding timetable regimen`);
/** What the asker has in mind when it is judged. */
export const PRAISE =
  words(`best top cheapest latest most highest lowest recent popular good great efficient quickest fastest easiest
  nearest upcoming trending newest largest cheap affordable ideal perfect suitable healthy quick easy effective finest
  recommended famous interesting better right comfortable reliable`);
export const CODE =
  words(`script scripts code coding python program sql html css bash shell latex java javascript typescript function
  query notebook algorithm software swift regex api app-code macro excel spreadsheet formula-sheet chatbot bot scraper
  crawler website webpage dataframe matrix kotlin rust ruby php perl c++ matlab r powershell docker cron react`);
export const NEWS = words('news headlines updates discoveries trends trending developments breakthroughs');
export const CHILDREN = words(
  'kid kids child children toddler toddlers teenager teenagers baby son daughter parent grandson niece nephew',
);
export const TASTE = words(
  'gift gifts outfit outfits wardrobe dress style meal meals diet workout exercise present decor makeup hairstyle tattoo',
);
export const BUYING = words('buy order book reserve rent purchase reservation booking hire shop shopping appointment');
export const SIMPLE = words(
  'beginner beginners basic basics simple fundamentals introductory introduction newbie novice',
);
export const SOMETHING =
  words(`file files dataset datasets data-set website websites webpage webpages folder folders directory directories
  image images matrix database databases document documents text array page pages system audio video photo picture
  spreadsheet csv pdf log logs equation equations integral url email emails code essay paragraph article`);
export const SOME = words(
  'specified given specific certain provided chosen various different particular desired required some multiple several',
);

/** What a question about each of these asks for; the first that is said decides. */
export const FOOD =
  words(`meal meals recipe recipes diet dinner lunch breakfast menu menus cook cooking dish dishes dessert pizza restaurant
  restaurants food vegetarian vegan cuisine snack snacks cake bake baking`);
export const LEARNING =
  words(`learn learning course courses tutorial tutorials lesson lessons teach practice practise skills skill study
  studying beginner beginners guide workout exercise exercises training routine language instrument guitar piano exam`);
export const TRAVEL =
  words(`trip travel itinerary flight flights hotel hotels vacation holiday tour accommodation route visit rent
  stay concert festival festivals event events conference reservation`);
export const PRODUCTS =
  words(`buy product products device devices gadget gadgets laptop headphones phone smartwatch smartwatches camera
  equipment furniture kit gear gift gifts present materials tool tools component components pc computer office outfit
  wardrobe clothes tech paint supplies shop purchase order brand car`);
