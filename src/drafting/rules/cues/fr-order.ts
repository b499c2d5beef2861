import { phrases, words } from '../language.ts';
import { cues, type OrderWords, pairs, split } from '../order/order-words.ts';

/** Every verb of a list with each preposition and article that may follow it: "dépend de", "dépend du". */
const OF = 'de | d | du | des';
const TO = 'à | au | aux';
const EARLIER_NOUNS = `condition | conditions | préalable | prérequis | pré-requis | base | nécessaire | nécessaires |
  indispensable | indispensables | essentiel | essentielle | requis | requise | obligatoire | préparation`;

const FAILURES = `échoue | échouent | rate | refusé | refusée | rejeté | rejetée | échec`;

/** How people put one task before another, in French. Written by hand. The lexer parts "l'étape" and "d'abord". */
export const frenchOrder: OrderWords = {
  links: cues([
    [
      pairs('dépend | dépendent | dépendra | dépendant | dépendante | a besoin | ont besoin | auront besoin', OF),
      'requires',
    ],
    [
      split(`nécessite | nécessitent | requiert | requièrent | exige | exigent | suppose | supposent | présuppose | attend |
        attendent | demande | demandent | bloqué par | bloquée par | repose sur | reposent sur | conditionné par |
        conditionnée par | subordonné à | subordonnée à | ne va pas sans | prérequis : | nécessite : | dépend de : |
        après : | ← | < -`),
      'requires',
    ],
    [pairs('comme | comme un | en tant que', EARLIER_NOUNS), 'as'],
    [pairs(EARLIER_NOUNS, `pour | ${TO} | ${OF}`), 'earlier'],
    [
      split(`précède | précèdent | précéder | permet | permettent | débloque | débloquent | déclenche | conditionne |
        conditionnent | ouvre la voie à | prépare | rend possible | bloque | bloquent | - > | → | = > | ⇒`),
      'earlier',
    ],
    [
      split(`s appuie sur | s appuient sur | se base sur | se basent sur | se fonde sur | utilise le résultat de |
        utilise les résultats de | part du résultat de | à partir du résultat de | découle de | découlent de`),
      'uses',
    ],
    [split('alimente | alimentent | fournit les données pour | sert de base à | sert d entrée à'), 'feeds'],
    [
      split(`suit | suivent | fait suite à | font suite à | succède à | vient après | viennent après | intervient après |
        se fait après | se font après`),
      'later',
    ],
    [split('vient avant | viennent avant | passe avant | passent avant'), 'earlier'],
    [
      split(`avant | avant de | avant d | avant que | avant qu | juste avant | bien avant | préalablement à | en amont de |
        plus tôt que | en vue de | antérieurement à | avant même de`),
      'before',
    ],
    [
      split(`après | après avoir | après être | après que | après qu | juste après | seulement après | uniquement après |
        pas avant | pas avant de | pas avant d | à la suite de | à la suite du | suite à | à l issue de | à l issue du | une fois terminé |
        à la fin de | à la fin du | au terme de | à l achèvement de | plus tard que | postérieurement à | en aval de | derrière |
        qu après | qu après avoir | que après`),
      'after',
    ],
    [
      split(`dès que | dès qu | dès | une fois que | une fois qu | une fois | qu une fois | qu une fois que | lorsque | lorsqu | quand | seulement quand |
        seulement si | aussitôt que | sitôt | sitôt que | à condition que | à condition de | sous réserve de | du moment que |
        à partir du moment où | que lorsque | que quand | que si | que lorsqu`),
      'when',
    ],
    [split("jusqu à ce que | jusqu à ce qu | jusqu à | jusqu'à | jusqu au | tant que | tant qu"), 'until'],
    [split('sans | sauf après | à moins de | à moins que | à défaut de'), 'unless'],
    [split('si | s il | au cas où | en cas de | en cas d'), 'if'],
    [split('afin de | afin d | afin que | pour que | pour pouvoir | de sorte que | de façon à'), 'so'],
    [
      split(`puis | ensuite | plus tard | et puis | et ensuite | après ça | après cela | après quoi | par la suite | dans la foulée |
        deuxièmement | troisièmement | à l étape suivante | ensuite seulement | suivi de | suivie de | suivi du | suivi par |
        on passe à | vient ensuite | viennent ensuite | enfin | finalement | pour finir | pour terminer | alors`),
      'then',
    ],
    [
      split(`d abord | tout d abord | premièrement | en premier | en premier lieu | pour commencer | au début |
        au préalable | préalablement | auparavant | commencer par | commence par | commencez par | à commencer par |
        avant tout | avant cela | avant ça`),
      'first',
    ],
    [
      split(
        'en dernier | en dernier lieu | à la toute fin | tout à la fin | terminer par | finir par | vient en dernier',
      ),
      'last',
    ],
    [
      split(`en parallèle | en parallèle de | en parallèle avec | parallèlement | parallèlement à | simultanément | en même temps |
        en même temps que | indépendamment | indépendamment de | indépendant de | indépendants | indépendantes | pendant ce temps |
        pendant que | pendant qu | tandis que | dans n importe quel ordre | dans l ordre que | peu importe l ordre |
        l ordre n a pas d importance`),
      'parallel',
    ],
    [
      split(`dans cet ordre | dans l ordre suivant | dans l ordre | l un après l autre | l une après l autre |
        les uns après les autres | les unes après les autres | successivement | de haut en bas | l ordre est |
        étape par étape`),
      'inOrder',
    ],
    [split('dans l ordre inverse | en sens inverse | de bas en haut'), 'inReverse'],
    [['entre'], 'between'],
  ]),
  marks: cues([
    [
      split(`ne dépend pas | ne dépendent pas | ne nécessite pas | n a pas besoin | n exige pas | ne requiert pas |
        aucune dépendance | pas nécessaire | pas besoin`),
      'without-need',
    ],
    [split('pas | jamais | ni | interdit | impossible | inutile de | trop tôt | éviter | aucun | aucune'), 'not'],
    [split(FAILURES), 'fails'],
    [
      split(
        'attendre | attends | attendez | attendons | patienter | reporter | différer | suspendre | en attente | bloqué',
      ),
      'wait',
    ],
    [
      split(`fini | finie | finis | finies | terminé | terminée | terminés | terminées | fait | faite | faits | faites | achevé |
        achevée | prêt | prête | prêts | prêtes | accompli | accomplie | effectué | effectuée | réalisé | réalisée | validé | validée |
        complet | complète | terminer | finir | la fin | achèvement | réussi | réussie | en place | acquis | acquise`),
      'done',
    ],
    [
      split(`commencer | commence | commencent | débuter | débute | débutent | démarrer | démarre | démarrent | lancer |
        entamer | s attaquer à | début | démarrage`),
      'start',
    ],
    [split('déjà'), 'already'],
    [split('qui | lequel | laquelle'), 'which'],
    [split('je | nous | on | tu | vous'), 'planner'],
    [split('mais | cependant | toutefois'), 'but'],
    [['pour'], 'for'],
    [['avec'], 'with'],
    [split('pause | délai | intervalle | marge'), 'gap'],
  ]),
  groups: cues([
    [
      split('tout le reste | le reste | les autres | toutes les autres | tous les autres | les autres étapes'),
      'others',
    ],
    [split('toutes les étapes précédentes | tout ce qui précède | les étapes précédentes | tout cela'), 'above'],
    [
      split('toutes les étapes | toutes les tâches | chaque étape | chaque tâche | toutes | tous | tout | les étapes'),
      'all',
    ],
    [split('les deux | tous les deux | toutes les deux | ces deux étapes | ces deux tâches'), 'both'],
    [split('la première des deux | le premier des deux'), 'former'],
    [split('la seconde des deux | le second des deux | ce dernier | cette dernière'), 'latter'],
    [
      split(
        'cela | ça | ceci | celui-ci | celle-ci | l étape précédente | la tâche précédente | cette étape | cette tâche',
      ),
      'previous',
    ],
    [split('il | elle | ils | elles | c'), 'topic'],
  ]),
  notNegations: phrases('pas seulement | n oubliez pas | n oublie pas | ne pas oublier | pas de problème | avant tout'),
  plain:
    words(`le la les l un une des du de d à au aux et ou en dans sur par est sont était être été sera seront a ont ne n
    peut peuvent pourra pourront pouvoir doit doivent devra devront devoir faut faudra fait faire font faites se s y
    étape étapes tâche tâches point points travail travaux phase phases partie n° numéro
    que qu qui ce cette ces cet mon ma mes notre nos votre vos son sa ses leur leurs
    seulement uniquement aussi toujours encore directement immédiatement aussitôt absolument bien vraiment
    possible possibles nécessaire nécessaires indispensable important lieu intervenir effectuer réaliser exécuter mener
    je nous on tu vous il elle ils elles lui
    avoir ai as avons avez ayant aura auront eu tout temps moment ordre résultat résultats
    toute tous toutes chaque même autre ainsi donc car très plus moins tôt tard
    mise place passer passe venir vient aller va vont là celle celui`),
  breaks: words('vient viennent passe commence'),
  orderNouns: words(
    'ordre dépendance dépendances condition conditions règle règles prérequis remarque contrainte contraintes',
  ),
  numbers: new Map(
    'un deux trois quatre cinq six sept huit neuf dix onze douze'.split(' ').map((word, i) => [word, i + 1]),
  ),
  ordinals: new Map<string, number>([
    ['premier', 1],
    ['première', 1],
    ['second', 2],
    ['seconde', 2],
    ...'deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième'
      .split(' ')
      .map((word, i): [string, number] => [word, i + 2]),
    ['dernier', -1],
    ['dernière', -1],
  ]),
  comparatives: new Map(),
  than: words('que'),
  lagOpeners: words('un une environ au moins exactement quelques demi demie'),
  lagUnits: words('seconde secondes minute minutes heure heures jour jours semaine semaines mois an ans'),
  otherwise: new Map(),
  outcomes: words('résultat résultats décision réponse'),
  failures: phrases(FAILURES),
  impersonal: words('tard tôt pleut neige froid chaud temps'),
  loops: phrases('répéter | répétez | recommencer | recommencez'),
  through: words('à - –'),
  nouns: new Map(
    Object.entries({
      achat: 'acheter',
      envoi: 'envoyer',
      choix: 'choisir',
      accord: 'accorder',
      appel: 'appeler',
      paiement: 'payer',
      essai: 'essayer',
      lecture: 'lire',
      écriture: 'écrire',
      peinture: 'peindre',
      ouverture: 'ouvrir',
      fermeture: 'fermer',
      livraison: 'livrer',
      mise: 'mettre',
      prise: 'prendre',
      vente: 'vendre',
      commande: 'commander',
      recherche: 'rechercher',
      visite: 'visiter',
      vérification: 'vérifier',
      publication: 'publier',
      rédaction: 'rédiger',
      traduction: 'traduire',
      construction: 'construire',
      pose: 'poser',
      relecture: 'relire',
      dépôt: 'déposer',
      contrôle: 'contrôler',
      test: 'tester',
      tests: 'tester',
      départ: 'partir',
      retour: 'retourner',
      signature: 'signer',
      réception: 'recevoir',
      facture: 'facturer',
      devis: 'devis',
    }),
  ),
};
