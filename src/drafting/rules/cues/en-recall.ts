import { words } from '../language.ts';

/**
 * Verbs for what is done at one go: a goal that begins with one is an errand, whatever it is done to ("pay the loan",
 * "paint the kitchen"), unless a template is recalled by that very verb ("pay off debts", "go on holiday").
 */
export const SMALL_ACTS =
  words(`accept add adjust advise air alert answer apologise apologize approve ask assemble attach
  attend bake bathe beat boil book borrow bring brush call cancel capture carry cash catch change charge check chop
  clean click close collect comb comfort confirm congratulate contact copy correct count cover cross cut cuddle delete
  deliver deposit dial dig disconnect discuss double download drag draw drill drink drop dry dust eat edit email empty
  enter exchange explain extend fax feed fetch fill fix flush fold follow forward fry give glue go grab greet hand
  hang hear heat hide hit hoover hug inform inspect install invite iron joke jump kiss knock lend lie lift light listen
  load lock log mail mark measure meet melt mend mention message mop mow name notify nail note oil open order pack
  paint park paste pay peel pet phone photocopy pick ping pin play point polish post pour praise pray press print proofread
  pull pump push put read receive refill refuel reheat remember remind remove renew repair repeat replace reply report
  reset restart return review ride ring rinse roast roll say scan scrub seal see send serve sew shake share sharpen shave
  shop show shower shut sign sing sit skip slice smell smile snap soak speak spray squeeze stack stand stick stir store
  stretch submit subscribe sweep swap switch take talk taste tear tell test text thank throw tick tie tighten top touch
  transfer translate trim tune turn type unblock unload unlock unpack unplug unsubscribe update upload use vacuum visit wait
  wake walk warm wash watch water wax wear weigh whisk whisper wind wipe wrap zip`);

/** What makes an errand of any verb: "do the dishes", "write a postcard", "get train tickets". */
export const SMALL_THINGS =
  words(`appointment appointments bath battery batteries bed bill bills bin bins boots bread breakfast
  bulb bulbs bus cake call calls card cards charger cheque clothes coat coffee copies copy cup curtains dishes document
  dress dustbin egg eggs email emails errand errands fee fees fine flowers form forms fridge fruit glasses groceries haircut hat hoover
  hug invoice ironing jacket jumper kettle key keys lamp laundry lawn letter letters list lunch mail mattress meat medicine
  message messages milk mirror nap note notes oil oven package paint paper paperwork parcel pen phone photo photos picture
  pictures pill pills pillow pizza plate postcard postcards present receipt reminder rent reservation rubbish salad sandwich
  scarf shampoo sheets shirt shirts shoes shopping shower sink snack socks soup stamp stamps statement sweater table tap tea text
  ticket tickets tie toothbrush towel towels toy trash trousers umbrella vacuum voucher wallet walls washing watch water windows wine`);

/** Words in front of what a goal is about: who wants it, and that it is wanted. */
export const GOAL_LEADS =
  words(`i i'm i'd i'll i've we we're we'd we'll we've you he she they it's it is am are be been being was were
  have has had to of about on for me us my our a an the and so ok okay hi hello hey please just really finally now soon
  also how what can could should shall would will must may might need needs want wants wanted wish like love hope hoping
  going gonna wanna try trying think thinking consider considering decide decided plan plans planning planned intend intending help
  let let's lets do does dream aim goal looking forward ready prepare preparing organise organize organising organizing
  time ever one day best way project idea new next year`);
