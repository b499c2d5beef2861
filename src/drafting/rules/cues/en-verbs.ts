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
  sketch skim skip slice slide smooth soak soften solve sort sow source speak specify spell spend split spray spread sprinkle
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
  abandon abolish absorb abstract accelerate access accommodate accompany accomplish account aim alert alter alternate
  anchor animate annotate anonymise anonymize anticipate append applaud approach arbitrate arrest ascertain aspire assert
  assign attack attempt attract augment avert await backup barbecue bargain barter bid bill bless block bookmark bother box
  brainstorm brand broaden broadcast bundle bury bypass cable campaign cap caption cater caution cement certify chain chair
  chart chase cite clap clarify clasp climb clip coach collate colour color combat comb commence commemorate compensate
  compete compliment comprehend concatenate concentrate conceptualise conceptualize conclude condense confer confine
  confront congratulate conserve constrain consume contest contract contrast control converse convey cooperate cope
  correspond corroborate counter craft crawl credit criticise criticize crush cultivate cure curate customise
  customize cycle dance date deactivate deal debate debit decode decompose decorate decouple decrease decrypt dedicate deduce
  deepen default defend defer define deflate delay deliberate delimit demolish demand denote depict depart deprecate derive
  descend detach detail detect deter devise dial dictate differentiate digest dilute diminish dip disarm disclose disinfect
  dismiss display disprove dissolve distill distinguish diversify dock dodge dominate dot double download dredge dub dye
  earmark ease echo educate elaborate elevate elicit embark embed embellish embrace emphasise emphasize employ empower emulate
  enact encode encompass endorse enhance enjoy enlarge enlist enrich entertain enumerate envision equip eradicate erase erect
  escort evacuate evade evolve exaggerate exceed excel excerpt exclude excuse exempt exhibit experience experiment exploit
  expose express extinguish extrapolate fabricate face factor familiarise familiarize fail favour favor feature fertilise
  fertilize fetch finetune fine-tune fire flavour focus forbid forget forgive fork formalise formalize fortify foster
  fragment fuel fulfill function furnish fuse gauge gather germinate glance google graph grasp group guard guess hack hail
  halt hammer harden harmonise harmonize harness haul heal hear hinder hit honour honor house hover humidify hurry
  hypothesise hypothesize identify ignite ignore illuminate imagine imitate immerse impose impress improvise incorporate
  incubate index indicate induce infer inflict influence inhibit inject innovate inquire inscribe inspire instantiate
  instal integrate intensify interact intercept interpolate interpret interrupt intervene inventory invert invoke irrigate
  itemise itemize jam joke judge juggle justify key kneel label launder leverage liaise license liquidate litigate loan lobby
  localise localize loosen lubricate magnify manipulate manufacture mask master mature maximise maximize mediate memo mentor
  merge mimic mine minimise minimize mirror mobilise mobilize mould mount multiply mute narrate narrow navigate neutralise
  neutralize normalise normalize notarise notarize nourish nurture observe occupy offset omit ooze orchestrate orient
  originate outfit outsource overcome override oversee overwrite paginate pair parallelise parallelize paraphrase parse
  participate partition pass paste patrol paraphrase penalise penalize perceive percolate perfect permit persist
  personalise personalize petition phrase pipe pipette pivot play plot plough plow pluck plunge poach poll portray possess
  postprocess postulate predict prefer preprocess prescribe preview prime privatise privatize profit prolong pronounce
  propagate prosecute prospect prove pulverise pulverize punch punctuate pursue quantify quarantine quarter quench quilt quiz
  race radio raffle ramp randomise randomize ransack ration rationalise rationalize react readjust realign reallocate reap
  reason reattach rebalance recap recapture recite reckon reclaim recognise recognize recompile recompute reconfigure
  reconsider reconstruct recount recreate rectify redact redecorate redeploy redeposit redistribute redraft redraw reduce
  reelect reestablish reevaluate reference reflect reformat regain regenerate regulate reheat rehydrate reinforce reinvest
  reissue reject rejoin relabel relate relay relearn relieve relist reload remediate remodel remit renovate reopen reorient
  repackage repay repeal replenish replicate repopulate reposition repost represent reprint reproduce repurpose
  rescue resell resend reshape resize resist resume resupply retain rethink retouch retrain retrofit retry reunite revert
  revisit revive revoke reward rework rid ride rise risk rob rule sabotage sample sanitise sanitize satisfy saute scaffold
  scatter schedule scold scour scout scream screenshot script sculpt sequence serialise serialize sever shadow shape shell
  shelter shield shine shout shutdown shuttle sideload silence sip sit situate size sleep slit slow smash smell smile smoke
  smuggle snap sniff soothe spawn spice spin spoil sponsor spot spruce stabilise stabilize stand staple startup steal
  stimulate stipulate strategise strategize streamline stress strike strive stuff subdivide subdue substantiate
  substitute subtitle succeed sue suffer suit sum summon suppress surf surprise surrender surround sustain swallow swear
  sweat sweeten swing symbolise symbolize sympathise sympathize synthesise synthesize tabulate tackle tailor tally tame
  tape-up tax tempt tend testify theorise theorize threaten tilt time tint tip toggle tokenise tokenize tolerate tone
  topple torch tow toughen tour transact transcend transcribe transition transmit transpose trap trick trigger triple trust
  tutor twist typify undergo underline undertake unfold unify unite unmute unravel unroll unwind unwrap unzip uphold urge
  utilise utilize vaccinate vaporise vaporize vectorise vectorize veto vindicate visualise visualize voice void wager waive
  wander warrant waste weave weld whiten widen wiggle wipe-down wish witness wonder wrangle wrestle wrap-up yield
  fact-check spell-check crosscheck cross-check setup set-up sign-off follow-up log-in check-out checkout login logout log-out
  rsvp tweet retweet dm whatsapp zoom skype facetime unfollow crowdfund babyproof spring-clean deep-clean dry-clean
  pressure-wash jump-start kick-start kickstart touch-up top-up double-book gift-wrap hand-wash hand-deliver speed-read
`);
