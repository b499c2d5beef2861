import { words } from '../language.ts';

/** Written by hand for this project: what people ask of themselves and of others, not a dictionary. */
export const verbs = words(`
  accept acknowledge acquire activate adapt add adjust administer admit advertise advise agree align allocate amend analyse
  analyze announce answer apologise apologize apply appoint approve archive argue arrange ask assemble assess assign assist
  attach attend audit authorise authorize automate avoid award back bake balance ban bathe beat begin bind blend block boil
  book boost borrow brainstorm break brew brief bring browse brush budget build bump burn buy calculate calibrate call cancel
  capture care carry carve cash catch celebrate change charge chase chat check chill choose chop circulate claim clarify
  classify clean clear click clone close coat code collect combine commission commit communicate compare compile complain
  complete compose compress compute conduct configure confirm connect consider consolidate construct consult contact continue
  contribute convert convince cook cool coordinate copy correct count cover create crop cross crush cut data-check deactivate
  deal debug decide declare decline decorate deduct deep-clean define defrost delegate delete deliver demo demonstrate deploy
  deposit describe design destroy detach determine develop diagnose dice dig digitise digitize direct disable disassemble
  discard disconnect discuss dish dismantle dispatch dispose distribute divide do document donate double-check download
  draft drag drain draw dress drill drink drive drizzle drop dry duplicate dust earn eat edit elect eliminate email e-mail
  empty enable encourage encrypt end enforce engage enrol enroll ensure enter escalate establish estimate evaluate examine
  exchange execute exercise expand expedite explain explore export extend extract facilitate familiarise fasten fax feed fetch
  fight figure file fill film filter finalise finalize find finish fit fix flag flash flatten flip flush fold follow
  force forecast format formulate forward frame free freeze fry fulfil fulfill fund gather generate get give glaze glue go
  grab grade grant grate grease greet grill grind grow guarantee guide halve hand handle hang harvest have head heat help
  hide highlight hire hold host hug hunt identify illustrate implement import improve include increase inflate inform
  initialise initialize initiate insert inspect install instruct insulate integrate interview introduce inventory invest
  investigate invite invoice iron isolate issue join jot jump keep kick kill knead knock label land laminate launch lay
  layer lead leak learn lease leave lend let level lift light limit line link list listen load locate lock log look lower
  mail maintain make manage map mark marinate market mash match measure meditate meet melt memorise memorize mend mention
  merge message migrate mind mix mock modify monitor mop mount move mow mute name negotiate nominate note notify number
  obtain offer oil onboard open operate optimise optimize order organise organize outline overhaul own pack package pad page
  paint park patch pause pay peel perform persuade phone photocopy photograph pick pickle pilot pin ping pitch place plan
  plant plug point polish pop populate position post postpone pour practice practise praise pray preheat prepare prepay prep
  present preserve press prevent price print prioritise prioritize probe process procure produce program promote proofread
  propose protect prototype prove provide prune publish pull pump purchase purge push put qualify query question queue quit
  quote raise rake rank rate reach reach-out read rearrange reassign reassure rebase reboot rebook rebuild recall receive
  recharge recommend reconcile reconnect record recover recruit recycle redecorate redeem redesign redirect redo reduce
  refactor refer refill refinance refine refresh refund refuse register regroup reheat rehearse reimburse reinstall reject
  relax release relocate remember remind remove rename renegotiate renew renovate rent reorder reorganise reorganize repaint
  repair repeat replace replan reply report repot request rerun reschedule research reseed reserve reset resign resolve
  respond rest restart restock restore restrict restructure retest retire retrieve return reuse reveal reverse review revise
  rewrite ring rinse rip roast roll rotate round route rub run sail salt sand save scale scan schedule score scrape scrub seal
  search season secure seed seek segment select sell send separate serve service set settle sew shake share sharpen shave
  shelve shift ship shop shorten shortlist shoot shovel show shower shred shut sieve sift sign simmer simplify simulate sing
  sketch skim skip slice slide smooth soak soften solve sort source speak specify spell spend split spray spread sprinkle
  squash squeeze stack stage stain stamp standardise standardize start state stay steam steer sterilise sterilize stick
  stir stock stop store strain stream strengthen stretch strip structure study style submit subscribe subtract suggest
  summarise summarize supervise supply support survey suspend swap sweep swim switch sync synchronise synchronize tag take
  talk tap tape target taste teach tear tell terminate test text thank thaw think throw tick tidy tie tighten time toast
  top toss total touch tour trace track trade train transcribe transfer transform translate transplant transport trash
  travel treat triage trim troubleshoot try tune turn type unblock uncover understand undo uninstall unload unlock unpack
  unplug unsubscribe update upgrade upload use vaccinate vacuum validate value vary verify view visit volunteer vote wait
  wake walk warm warn wash watch water wax wear weed weigh welcome whip whisk widen win wind wipe wire withdraw work
  wrap write xerox zip garnish screen hem knit crochet chip chop drain whip season peel core deseed zest juice mince dice
  rinse toast brine carve dish-up plate swim jog stretch practise lift journal declutter unsubscribe donate rehome
  babysit pet-sit water prune repot mulch trim hoover mop shampoo polish varnish undercoat prime caulk grout tile
  screw unscrew nail rivet weld solder bolt rewire replumb rewash tumble-dry fold-up rewind burnish clad insure register
  enroll matriculate revise cram memorise recite summarise cite footnote typeset proof peer-review resubmit publish
  onboard offboard interview shortlist hire promote appraise invoice reconcile remit audit file accrue budget forecast
  lint typecheck containerise containerize provision failover rollback roll-back cherry-pick squash bump release tag
  sanity-check smoke-test stress-test load-test benchmark profile instrument triage reproduce bisect hotfix ship
  demo pitch present rehearse moderate facilitate minute circulate follow-up chase escalate decide vote ratify
  preorder pre-order reserve rent lease hire charter board disembark check-in pack unpack vacate
`);
