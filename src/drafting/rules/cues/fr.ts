import { conjugated, type VerbClass } from '../conjugation.ts';
import { joined, type Language, phrases, type Step, words } from '../language.ts';
import { english } from './en.ts';
import { frenchOrder } from './fr-order.ts';
import { FRENCH_KINDS } from './kind-verbs.ts';
import { frenchRecall } from './recall-words.ts';

const CLASSES: readonly VerbClass[] = [
  {
    ending: 'ger',
    imperatives: ['ge', 'gez', 'geons'],
    participles: ['gé', 'gée', 'gés', 'gées'],
    finites: ['ge', 'gent', 'gera'],
  },
  {
    ending: 'cer',
    imperatives: ['ce', 'cez', 'çons'],
    participles: ['cé', 'cée', 'cés', 'cées'],
    finites: ['ce', 'cent', 'cera'],
  },
  {
    ending: 'er',
    imperatives: ['e', 'ez', 'ons'],
    participles: ['é', 'ée', 'és', 'ées'],
    finites: ['e', 'ent', 'era'],
  },
  {
    ending: 'ir',
    imperatives: ['is', 'issez', 'issons'],
    participles: ['i', 'ie', 'is', 'ies'],
    finites: ['it', 'isse', 'issent', 'ira'],
  },
  {
    ending: 're',
    imperatives: ['s', 'ez', 'ons'],
    participles: ['u', 'ue', 'us', 'ues'],
    finites: ['', 'e', 'ent', 'ra'],
  },
];

/** Written by hand for this project. Verbs with forms of their own follow as infinitive/imperative/participle/others. */
const verbs = conjugated(
  `scanner convoquer émettre/émets,émettez/émis,émise/émet débarquer récupérer imprimer relancer retranscrire/retranscris,retranscrivez/retranscrit,retranscrite/retranscrit
  abaisser accepter accompagner accrocher acheter/achète,achetez,achetons//achète,achètent actualiser adapter adresser afficher affiner agrafer
  aider ajouter ajuster aller/va,allez,allons/allé,allée,allés/va,vont,aille aligner allumer améliorer aménager analyser annoncer annuler appeler/appelle,appelez,appelons//appelle,appellent
  appliquer apporter apprendre/apprends,apprenez/appris,apprise/apprend,apprenne approuver archiver arranger arrêter arriver arroser assaisonner assembler assigner assister attacher attendre
  attribuer augmenter autoriser avertir avancer badigeonner balayer/balaie,balayez//balaie baisser battre/bats,battez/battu/bat,battent bavarder beurrer blanchir bloquer boire/bois,buvez/bu/boit bouger
  boucler bouillir/bous,bouillez/bouilli/bout brancher broder brosser brûler cacher calculer caler casser changer charger chauffer chercher chiffrer choisir ciseler classer clouer cliquer cloner coder coiffer
  coller collecter commander commencer communiquer comparer compléter/complète,complétez//complète composer comprendre/comprends,comprenez/compris/comprend compter concevoir/concevez/conçu,conçue/conçoit conclure conduire/conduis,conduisez/conduit,conduite/conduit
  configurer confirmer congeler/congèle,congelez//congèle connaître connecter conserver consigner construire/construis,construisez/construit,construite/construit consulter contacter contrôler convenir convertir convoquer coordonner copier corriger coucher coudre/couds,cousez/cousu/coud couler couper courir/cours,courez/couru/court
  couvrir/couvre,couvrez/couvert,couverte/couvre créer creuser cueillir/cueille,cueillez/cueilli/cueille cuire/cuis,cuisez/cuit,cuite,cuits,cuites/cuit cuisiner danser débarrasser débiter débrancher déboucher décaler décharger déchirer décider déclarer décorer découper découvrir/découvre,découvrez/découvert/découvre décrire/décris,décrivez/décrit,décrite/décrit
  décrocher dégager déglacer dégivrer déjeuner demander démarrer déménager démonter démouler dénoyauter dépanner dépenser déplacer déplier déployer/déploie,déployez//déploie déposer dérouler descendre désherber désinfecter désinstaller dessiner détailler détartrer développer devenir dicter diffuser diluer dîner dire/dis,dites/dit,dite/dit
  diriger discuter disposer distribuer diviser documenter donner dormir/dors,dormez/dormi/dort doubler dresser durer échanger éclaircir écouter écraser écrire/écris,écrivez/écrit,écrite/écrit,écrive effacer effectuer égoutter élaborer élargir élire emballer embaucher émincer émettre emménager emmener/emmène,emmenez//emmène empaqueter empiler emporter emprunter encadrer encaisser
  encoller encourager enduire enfiler enfourner engager enlever/enlève,enlevez//enlève enregistrer enseigner entamer entourer entraîner entrer entretenir envoyer/envoie,envoyez//envoie,envoient,enverra éplucher éponger épousseter équeuter essayer/essaie,essayez//essaie essorer essuyer/essuie,essuyez//essuie établir étaler éteindre/éteins,éteignez/éteint,éteinte/éteint étendre étiqueter étudier évacuer évaluer éviter examiner exécuter expédier
  expliquer exporter fabriquer faire/fais,faites,faisons/fait,faite,faits,faites/fait,fasse,font,fera fariner fermer fêter feuilleter fignoler filmer filtrer finaliser financer finir fixer fondre former formuler fouetter fouiller fournir frapper frire/fris/frit,frite/frit frotter fumer gagner garder garer garnir gérer/gère,gérez//gère glacer goûter graisser graver griller grouper guider habiller hacher imaginer imprimer
  incorporer indiquer informer inscrire/inscris,inscrivez/inscrit,inscrite/inscrit inspecter installer intégrer/intègre,intégrez//intègre interroger interviewer introduire/introduis,introduisez/introduit,introduite/introduit inventorier inviter jardiner jeter/jette,jetez//jette joindre/joins,joignez/joint,jointe/joint jouer jeûner justifier labourer lacer laisser lancer laver lessiver lever/lève,levez//lève libérer lier limer limiter lire/lis,lisez/lu,lue,lus,lues/lit,lise lisser lister
  livrer localiser louer lustrer maçonner maintenir manger manipuler marcher mariner marquer masser mélanger ménager mener/mène,menez//mène mentionner mesurer mettre/mets,mettez,mettons/mis,mise,mises/met,mette,mettent meubler migrer mixer modérer modifier moderniser monter montrer moudre mouiller nager négocier nettoyer/nettoie,nettoyez//nettoie nommer noter nouer nourrir numériser numéroter observer obtenir/obtiens,obtenez/obtenu,obtenue/obtient
  occuper offrir/offre,offrez/offert,offerte/offre opérer optimiser ordonner organiser orienter ôter ouvrir/ouvre,ouvrez/ouvert,ouverte/ouvre paner parcourir parfumer parler partager participer partir/pars,partez/parti/part passer patienter payer/paie,paye,payez//paie,paye pêcher peigner peindre/peins,peignez/peint,peinte,peints,peintes/peint peler/pèle,pelez//pèle percer permettre peser/pèse,pesez//pèse pétrir photocopier photographier piler pincer piquer placer plancher planifier planter plier plonger
  poêler poivrer polir poncer porter poser positionner poster postuler pousser pratiquer précéder préchauffer préciser préférer prélever prendre/prends,prenez,prenons/pris,prise,prises/prend,prenne,prennent préparer présenter presser prêter prévenir/préviens,prévenez/prévenu,prévenue/prévient prévoir/prévois,prévoyez/prévu,prévue/prévoit prier procéder produire/produis,produisez/produit,produite/produit programmer promener/promène,promenez//promène proposer protéger publier purger quitter
  raccommoder raccorder raccrocher raconter rafraîchir ralentir ramasser ramener/ramène,ramenez//ramène ramer ranger râper rappeler/rappelle,rappelez//rappelle rapporter raser rassembler ratisser rayer réaliser recevoir/reçois,recevez/reçu,reçue,reçus/reçoit réceptionner rechercher recharger récolter recoller recommander recommencer reconduire récupérer/récupère,récupérez//récupère recycler rédiger redémarrer redresser réduire/réduis,réduisez/réduit,réduite/réduit refaire/refais,refaites/refait,refaite/refait refroidir
  regarder régler/règle,réglez//règle regrouper réinitialiser relâcher relancer relever/relève,relevez//relève relier relire/relis,relisez/relu,relue/relit rembourser remercier remettre/remets,remettez/remis,remise,remises/remet remplacer remplir remuer rencontrer rendre renforcer renouveler/renouvelle,renouvelez//renouvelle rénover renseigner rentrer renverser renvoyer/renvoie,renvoyez//renvoie réparer répartir repasser repeindre/repeins,repeignez/repeint/repeint repérer répéter/répète,répétez//répète répondre reporter reposer reprendre/reprends,reprenez/repris/reprend
  reproduire réserver résilier résoudre/résous,résolvez/résolu/résout respecter rester restaurer résumer retirer retourner retrouver réunir réussir réveiller revenir/reviens,revenez/revenu/revient réviser revoir/revois,revoyez/revu,revue/revoit rincer rôtir rouler sabler saisir saler sauter sauvegarder sauver savoir sceller scier scanner sécher/sèche,séchez//sèche secouer sélectionner semer/sème,semez//sème sentir séparer serrer servir/sers,servez/servi,servie/sert signaler signer simplifier solder soigner
  sortir/sors,sortez/sorti,sortie/sort soulever souligner soumettre/soumets,soumettez/soumis,soumise/soumet souscrire stocker suivre/suis,suivez/suivi,suivie/suit supprimer surveiller suspendre tailler tamiser tamponner taper tapisser tartiner teindre télécharger téléphoner tendre tenir/tiens,tenez/tenu/tient tenter terminer tester tirer tomber tondre torréfier toucher tourner tracer traduire/traduis,traduisez/traduit,traduite/traduit traiter trancher transférer/transfère,transférez//transfère transformer transmettre/transmets,transmettez/transmis,transmise/transmet transporter travailler
  traverser tremper tresser tricoter trier trouver tuer utiliser vacciner valider vendre venir/viens,venez/venu,venue/vient,vienne vérifier verser vider visiter visser voir/vois,voyez/vu,vue/voit voter voyager`,
  CLASSES,
  { separable: [], inseparable: [], enclitics: [], endings: /(?:es|s|x|e)$/u },
);

/** French. */
export const french: Language = {
  ...english,
  tag: 'fr',
  dates: {
    words: `aujourd['’]hui|demain|après-demain|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|semaine|week-end|mois|soir|matin|midi|minuit|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|avant|jusqu|jours?|prochaine?|fin`,
    due: "avant|au plus tard|d['’]ici(?: à| au)?|jusqu['’](?:à|au)|échéance :?|dans les",
    start: 'après|à partir (?:de|du)|dès|depuis|du|entre',
    mention: 'de|pour',
    others: 'le|à|au|en|dans|ce|cette',
    article: 'le|la|les',
    target: {
      cue: 'pour',
      booked: 'réserv|command|achet|lou|invit|billet|place|table|salle|rendez|météo|prévoi|prévu',
    },
    more: {
      weekdays: ['di', 'lu', 'ma', 'me', 'je', 've', 'sa'],
      words: [
        ['après-demain(?: matin| midi| soir)?', 'in-two-days'],
        ['demain midi', 'tomorrow'],
        ['(?:ce |le )?(?:week-end|weekend)', 'weekend'],
        ['(?:la )?fin de (?:la |cette )?semaine', 'end-of-week'],
        ['(?:la )?fin (?:du|de ce) mois', 'end-of-month'],
        ['midi', 'noon'],
      ],
    },
  },
  cueGrammar: {
    ...verbs,
    isVerbFinal: false,
    infinitive: /^\p{Ll}{2,}(?:er|ir|oir|re)$/u,
    past: words('hier avant-hier était étaient avait avaient fut dernier dernière eu été'),
    reflexives: words('se s'),
    contentWords: words('si que qui où quand comment pourquoi combien'),
    wishes: phrases(``),
    lastModals: words(''),
    nominals: [
      ['ation', 'er'],
      ['ication', 'ier'],
      ['ition', 'er'],
      ['ition', 'ir'],
      ['age', 'er'],
      ['ement', 'er'],
      ['ement', 'ir'],
      ['issement', 'ir'],
      ['ction', 'cter'],
    ],
    infinitiveMarkers: words('de d à'),
    ownEndings: [],
    happenings: words(
      'recevoir coucher se endormir rentrer tomber naître sécher arriver refroidir fondre partir venir revenir pousser dorer durcir bouillir finir terminer dormir lever',
    ),
    subordinators: words(
      `parce pour qui que dont où car afin comme comment pourquoi combien quel quelle quels quelles lequel laquelle ce c si`,
    ),
  },
  fingerprint: words(
    `le la les et de des un une je nous vous il elle est pas pour dans avec sur au aux du que qui ne ce cette mon ma mes son
     faut puis ensuite avant après à doit dois être`,
  ),
  noteHeadings: words(
    `participants présents présent absents absent excusés ingrédients contexte notes remarques sources liens introduction
     résumé décisions annexe matériel`,
  ),
  listChatter: words(
    `à faire liste tâches todo choses pour ce cette le la les week-end weekend semaine aujourd'hui demain il faut je dois
     nous devons voici reste encore ma mon mes et actions étapes prochaines suivantes en`,
  ),
  verbs: new Set(),
  irregular: new Map(),
  determiners: words(
    `le la les l un une des du de mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs ce cet cette ces chaque tous
     toutes tout toute deux trois quatre cinq six sept huit neuf dix quelques plusieurs aucun aucune`,
  ),
  prepositions: words(
    `à au aux avec chez contre dans depuis dès en entre jusque jusqu par pendant pour sans sous sur vers avant après de d du des`,
  ),
  subjects: words("je j tu il elle on nous vous ils elles quelqu'un qui"),
  objectPronouns: words('le la les l lui leur me m te t nous vous se s y en moi'),
  planners: words('je j tu nous vous on il'),
  anybody: words("quelqu'un quelqu"),
  adverbs: words(
    `aussi encore bien vite rapidement également toujours absolument simplement juste vraiment surtout déjà immédiatement
     soigneusement s'il plaît tout rapidement peut-être éventuellement enfin vraiment ensuite vite absolument d'abord`,
  ),
  auxiliaries: words('est sont était étaient a ont avait ai as avons avez peut peuvent suis es sera seront'),
  be: words('est sont était étaient sera seront être été soit soient fut'),
  have: words('a ai as ont avons avez avoir aura auras aurons aurez ayant'),
  timeWords: words(
    `aujourd'hui demain après-demain lundi mardi mercredi jeudi vendredi samedi dimanche matin soir midi après-midi semaine
     mois week-end weekend prochain prochaine janvier février mars avril mai juin juillet août septembre octobre novembre
     décembre heures heure cette ce tard lundis mardis
     mercredis jeudis vendredis samedis dimanches jour jours matins soirs semaines prochains fin quotidiennement`,
  ),
  fillers: phrases(
    `alors | donc | euh | bon | ben | bah | ah | oh | ok | voilà | et | mais | sinon | aussi | s'il te plaît | stp |
     s'il vous plaît | svp | par ailleurs | de plus | en plus | au fait | peut-être | important | ah oui | également | ok alors`,
  ),
  obligations: phrases(
    `dois | doit | devons | devez | doivent | devrais | devrait | devrions | devriez | devra | devrai | devront | faut |
     faudra | faudrait | faut que | faudra que | faudrait que | vais | va | allons | veux | voudrais | voudrions | aimerais |
     aimerions | ai besoin de | avons besoin de | ai besoin d | faut absolument | ai à | avons à | as à | reste plus qu à | compte | comptons | aimerait | voudrait | souhaiterais | souhaiterions | envisage de | envisageons de | il reste à | est nécessaire de | est nécessaire d | est important de | est important d |
     je compte | nous comptons | prévois de | prévoyons de | souhaite | souhaitons | pense à | tâche de`,
  ),
  requests: phrases(
    `auriez-vous l amabilité de | auriez-vous l amabilité d | auriez-vous la gentillesse de | auriez-vous la gentillesse d | auriez-vous la bonté de |
     seriez-vous d accord pour | serait-il possible de | serait-il possible d | est-il possible de | est-ce qu il serait possible de | est-ce que vous pourriez |
     est-ce que tu pourrais | pourrais tu | tu peux me | vous serait-il possible de | te serait-il possible de | ça te dérange de | ça t ennuie de | cela vous dérangerait-il de |
     merci de bien vouloir | merci d avance de | veuillez bien | veuillez s il vous plaît | je vous prie de bien vouloir | je vous saurais gré de | je vous serais reconnaissant de |
     je vous serais reconnaissante de | nous vous prions de | nous vous prions de bien vouloir | nous vous demandons de | nous vous remercions de | je vous remercie de | je te remercie de |
     quelqu'un pourrait-il | quelqu'un peut-il | quelqu'un pourrait | quelqu'un peut | est-ce que quelqu'un peut | est-ce que quelqu'un pourrait | l un de vous pourrait-il | l un d entre vous peut-il |
     j ai oublié de | j ai oublié d | nous avons oublié de | faut pas oublier de | faut pas oublier d | il faut pas oublier de | il ne faut pas oublier de | il ne faut pas oublier d |
     je voudrais que vous | je voudrais que tu | j aimerais que tu | j aimerais que vous | je veux que tu | il vaudrait mieux | il vaut mieux | il serait bon de | il serait bon d | il serait bien de | il serait bien d |
     il serait préférable de | il serait utile de | ce serait bien de | ce serait bien d | ce serait bien que tu | ce serait bien que vous | ce serait bien si tu pouvais | ce serait bien si vous pouviez |
     ce serait gentil de | ce serait sympa de | ce serait super si tu pouvais | ce serait top si tu pouvais | il est important de | il est important d | il est important aussi de | il est aussi important de |
     il est aussi important d | il est nécessaire de | il est nécessaire d | il est indispensable de | il est urgent de | il est urgent d | il est essentiel de | il est temps d | reste à | reste encore à | il me reste à | il nous reste à |
     il reste encore à | il s agit de | il s agit d | j ai l intention de | nous avons l intention de | j essaie de | j ai prévu de | j ai prévu d | nous avons prévu de | il est prévu de | je prévois de |
     ne manquez pas de | ne manque pas de | n omettez pas de | n oublions pas de | n oublions pas d | pense bien à | pensez bien à | pensez aussi à | pense aussi à | penser aussi à | songe à | songez à | veille à | veillez à |
     charge-toi de | chargez-vous de | occupe-toi de | occupez-vous de | dépêche-toi de | on pourrait | nous pourrions | si tu peux | si vous pouvez | si tu pouvais | aide-moi à | aidez-moi à | aide moi à |
     n oublie pas de | n oublie pas d | n oubliez pas de | n oubliez pas d | ne pas oublier de | ne pas oublier d |
     pense à | pensez à | penser à | merci de | merci d | veuillez | pourriez vous | pourriez-vous | pouvez-vous | peux-tu |
     pourrais-tu | pouvez vous | peux tu | est-ce que tu peux | est-ce que vous pouvez | tu peux | vous pouvez | tu pourrais |
     vous pourriez | prière de | prière d | rappelle-moi de | rappelle-moi d | rappelle moi de | essaie de | essaye de |
     essayez de | assure-toi de | assurez-vous de | il est temps de | pouvons-nous | peut-on | pourrait-on | besoin de |
     l objectif est de | le but est de | je vous prie de | je te prie de | je vous demande de | je te demande de |
     et n oublie pas de | et n oublie pas d`,
  ),
  notYet: phrases('ne peut pas | ne peuvent pas | ne pouvons pas | ne peux pas'),
  trailing: phrases(
    "s'il te plaît | s'il vous plaît | merci | stp | svp | je crois | je pense | ou quelque chose | etc",
  ),
  requires: phrases(
    `nécessite | nécessitent | dépend de | dépendent de | dépend du | exige | requiert | a besoin de | attend | bloqué par`,
  ),
  stepWords: words('étape étapes tâche tâches point points numéro n°'),
  stepPronouns: words('c ça cela ce ceci ceux celui tout'),
  doneWords: words('fait faite faits fini finie terminé terminée prêt prête bon réglé'),
  questionWords: words(
    'qui que quand où comment pourquoi combien quel quelle quels quelles est-ce faut-il doit-on peut-on quoi',
  ),
  chatterQuestions: phrases(
    "ça va | comment ça va | comment vas | comment allez | d'accord | qu en penses | qu en pensez",
  ),
  and: words('et ou & + ni'),
  negations: words('ne n pas jamais'),
  sequence: joined<Step>(
    [
      `d abord | tout d abord | premièrement | en premier | en premier lieu | pour commencer | au début | dans un premier temps`,
      'first',
    ],
    [
      `puis | ensuite | et puis | et ensuite | après ça | après cela | après quoi | par la suite | alors ensuite | puis ensuite |
       deuxièmement | troisièmement | dans un deuxième temps | dans un second temps | une fois fait | une fois que c est fait |
       quand c est fait | ceci fait | cela fait | à la suite de quoi | après | dès que c est fait`,
      'then',
    ],
    ['enfin | finalement | pour finir | à la fin | en dernier | en dernier lieu | pour terminer', 'finally'],
    ['pendant ce temps | en même temps | entre-temps | parallèlement | en parallèle | simultanément', 'meanwhile'],
    [`avant ça | avant cela | auparavant | au préalable | juste avant | avant`, 'beforehand'],
    [`sinon | autrement | dans le cas contraire | à défaut`, 'otherwise'],
  ),
  joints: joined<'after' | 'before' | 'when' | 'until' | 'if' | 'while'>(
    ['après avoir | après être | après que | après l | après la | après le | après les', 'after'],
    ['avant de | avant d | avant que | avant qu | avant l | avant la | avant le | avant les', 'before'],
    [
      `dès que | dès qu | une fois que | une fois qu | une fois | aussitôt que | lorsque | lorsqu | quand | seulement quand |
       seulement après que | sitôt que | à partir du moment où | dès`,
      'when',
    ],
    ["jusqu'à ce que | jusqu à ce que | jusqu à ce qu | tant que", 'until'],
    ['si | s il | au cas où', 'if'],
    ['pendant que | pendant qu | tandis que', 'while'],
  ),
  vagueTimes: phrases(
    "bientôt | un jour | un de ces jours | plus tard | à l'occasion | à l occasion | à un moment donné",
  ),
  greetings: words(
    `bonjour bonsoir salut coucou cher chère chers merci cordialement bien amicalement bises bisous cdlt sincères à
     amitiés madame monsieur mesdames messieurs bisou`,
  ),
  abbreviations: words('m mm mme mlle dr pr etc env ex p.ex c.-à-d st ste tél janv févr avr juil sept oct nov déc n°'),
  actors: words(
    `employé employée manager responsable client cliente équipe service directeur directrice comptable secrétaire médecin
     patient fournisseur maman papa mère père enfants voisins chef assistant assistante vendeur technicien`,
  ),
  order: frenchOrder,
  kinds: FRENCH_KINDS,
  recall: frenchRecall,
  stopWords: words(
    `le la les l un une des du de d à au aux et ou en dans pour par sur avec est sont être été a ont mon ma mes son sa ses notre
     nos votre vos leur leurs ce cet cette ces je j tu il elle on nous vous ils elles que qui ne pas y se s c étape tâche`,
  ),
};
