import { words } from '../language.ts';
import type { RecallWords } from '../recall/by-cue.ts';

/*
 * What people say in German, French and Spanish who mean one of the templates, which are in English. Written by hand: a
 * phrase is one or more words that all have to be said. Only what names the undertaking outright is here.
 */

function cards(list: string): RecallWords['cards'] {
  return list
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [id = '', said = ''] = line.split(':');
      return [id.trim(), said.split('|').map((phrase) => phrase.trim())] as const;
    });
}

export const germanRecall: RecallWords = {
  cards: cards(`
    move-abroad: auswandern | umzug ausland | ausland ziehen | ausland umziehen | auswanderung
    move-home: umzug | umziehen | wohnungswechsel | neue wohnung finden | wohnung suchen | wohnungssuche | erste eigene wohnung | zusammenziehen
    renovate-room: renovieren | renovierung | bad sanieren | küche modernisieren | zimmer neu streichen | badezimmer umbauen
    buy-home: haus kaufen | wohnung kaufen | hauskauf | wohnungskauf | eigenheim
    declutter-home: ausmisten | entrümpeln | haushaltsauflösung | haus aufräumen
    start-garden: garten anlegen | gemüsegarten | gemüsebeet anlegen | gemüse anbauen | garten starten
    adopt-pet: hund anschaffen | katze anschaffen | hund adoptieren | katze adoptieren | haustier anschaffen | haustier adoptieren
    road-trip: roadtrip | rundreise auto | autoreise
    hiking-trip: wanderung | wandertour | hüttentour | wanderurlaub | trekking | bergtour
    plan-trip: reise | urlaub | ferien | städtereise | städtetrip | flitterwochen | kurztrip | wochenendtrip
    wedding: hochzeit | heiraten | trauung
    birthday-party: geburtstag feiern | geburtstagsfeier | geburtstagsparty | geburtstag | kindergeburtstag
    dinner-party: abendessen freunde | dinnerparty | gäste bekochen | essen gäste | abendessen gäste
    host-workshop: workshop | seminar veranstalten
    christmas: weihnachten | weihnachtsfest | heiligabend
    funeral: beerdigung | bestattung | trauerfeier
    learn-instrument: klavier lernen | gitarre lernen | geige lernen | instrument lernen | schlagzeug lernen
    learn-language: spanisch lernen | englisch lernen | französisch lernen | italienisch lernen | deutsch lernen | sprache lernen | japanisch lernen | portugiesisch lernen
    prepare-exam: prüfung lernen | prüfung vorbereiten | klausur lernen | abitur | prüfungsvorbereitung | klausur vorbereiten | examen | staatsexamen
    apply-university: studienplatz | studium bewerben | universität bewerben | uni bewerben | studienbewerbung
    learn-skill: programmieren lernen | schwimmen lernen | nähen lernen | kochen lernen | zeichnen lernen
    find-job: job finden | arbeit finden | neuer job | jobsuche | stelle finden | neue stelle suchen | neuen job suchen | arbeitssuche
    prepare-interview: vorstellungsgespräch | bewerbungsgespräch
    leave-job: job kündigen | arbeit kündigen | kündigung einreichen | job aufgeben
    ask-raise: gehaltserhöhung | gehaltsverhandlung | gehalt verhandeln
    start-job: neuen job anfangen | neue stelle antreten | neuen job beginnen
    train-race: marathon | halbmarathon | triathlon | zehn kilometer laufen
    get-fit: fit werden | abnehmen | fitter werden | sportlicher werden
    prepare-baby: baby vorbereiten | baby | geburt | erstausstattung
    hospital-stay: krankenhausaufenthalt | operation vorbereiten | operation | krankenhaus gehen
    stop-smoking: rauchen aufhören | nichtraucher werden | rauchen aufgeben
    household-budget: haushaltsbudget | haushaltsbuch | budget aufstellen | haushaltsplan
    tax-return: steuererklärung abgeben | steuererklärung einreichen | steuererklärung | steuer machen | steuern machen
    save-goal: geld sparen | sparen
    pay-debt: schulden abbezahlen | schulden loswerden | kredit abbezahlen | schulden tilgen
    buy-car: auto kaufen | gebrauchtwagen kaufen | autokauf | neues auto
    build-website: website bauen | webseite bauen | homepage erstellen | webseite erstellen | website erstellen | webauftritt
    build-app: app entwickeln | app bauen | app programmieren
    write-thesis: masterarbeit schreiben | bachelorarbeit schreiben | doktorarbeit schreiben | abschlussarbeit schreiben | dissertation schreiben | masterarbeit fertigstellen | masterarbeit | bachelorarbeit | doktorarbeit | abschlussarbeit | diplomarbeit | dissertation
    write-book: buch schreiben | roman schreiben
    write-article: artikel schreiben | blogbeitrag schreiben | aufsatz schreiben
    give-talk: vortrag halten | rede halten | präsentation halten | vortrag vorbereiten | präsentation vorbereiten
    run-survey: umfrage durchführen | umfrage
    grant-proposal: förderantrag | fördermittel beantragen
    start-business: firma gründen | unternehmen gründen | selbständig machen | selbstständig machen | gründung | gewerbe anmelden
    online-shop: onlineshop | online-shop | webshop
    launch-product: produkt einführen | markteinführung | produkteinführung
    hire-someone: mitarbeiter einstellen | stelle besetzen | jemanden einstellen
    trade-fair: messestand | messeauftritt | messe`),
  planning: words(
    `planen plane plant planung organisieren organisiere organisation vorbereiten bereite vor vorbereitung machen mache feiern feiere angehen starten hilfe helfen
     hilf ziel projekt werden wollen möchte gern gerne plan idee ausrichten veranstalten stemmen durchführen große großer großes großen kleine kleiner kleines kleinen schöne schönes
     nächste nächsten nächstes`,
  ),
  places: new Map([
    ['nach', 'to'],
    ['in', 'in'],
  ]),
};

export const frenchRecall: RecallWords = {
  cards: cards(`
    move-abroad: expatriation | s'expatrier | déménager étranger | partir vivre étranger | vivre étranger
    move-home: déménagement | déménager | emménager | changer appartement | trouver appartement | emménagement
    renovate-room: rénover | rénovation | refaire cuisine | refaire salle bain | refaire chambre | travaux cuisine
    buy-home: acheter maison | acheter appartement | achat maison | achat immobilier | achat appartement
    declutter-home: désencombrer | vider maison | trier maison
    start-garden: potager | créer jardin | aménager jardin
    adopt-pet: adopter chien | adopter chat | adopter chiot | adopter chaton | adopter animal
    road-trip: road-trip | road trip | voyage voiture
    hiking-trip: randonnée | trek
    plan-trip: voyage | vacances | lune miel | escapade | city-trip | séjour
    wedding: mariage | noces | se marier | marier
    birthday-party: anniversaire | fête anniversaire | fêter anniversaire
    dinner-party: dîner amis | dîner invités | inviter amis dîner
    host-workshop: atelier animer | atelier organiser | séminaire
    christmas: noël | réveillon
    funeral: enterrement | obsèques | funérailles
    learn-instrument: apprendre piano | apprendre guitare | apprendre violon | apprendre instrument
    learn-language: apprendre espagnol | apprendre anglais | apprendre allemand | apprendre italien | apprendre langue | apprendre japonais | apprendre français
    prepare-exam: préparer examen | réviser examen | examen | concours | baccalauréat | bac | partiels
    apply-university: candidature université | inscription université | inscription fac | postuler université
    learn-skill: apprendre programmer | apprendre nager | apprendre coudre | apprendre cuisiner | apprendre dessiner
    find-job: trouver travail | trouver emploi | chercher emploi | recherche emploi | trouver job | changer travail | nouveau travail | chercher travail
    prepare-interview: entretien embauche | entretien
    leave-job: démissionner | quitter travail | quitter emploi | démission
    ask-raise: augmentation | augmentation salaire
    start-job: commencer nouveau travail | commencer nouveau poste
    train-race: marathon | semi-marathon | triathlon
    get-fit: remettre forme | remise forme | perdre poids | maigrir
    prepare-baby: bébé | arrivée bébé | naissance | accouchement
    hospital-stay: hospitalisation | opération | séjour hôpital
    stop-smoking: arrêter fumer | arrêter cigarette | arrêt tabac
    household-budget: budget familial | budget foyer | budget ménage
    tax-return: remplir déclaration impôts | déposer déclaration impôts | déclaration impôts | impôts | déclaration revenus
    save-goal: économiser | épargner | mettre argent côté
    pay-debt: rembourser dettes | dettes
    buy-car: acheter voiture | achat voiture | nouvelle voiture
    build-website: créer site | site web | site internet | refaire site
    build-app: créer application | développer application | développer appli | créer appli
    write-thesis: écrire mémoire | rédiger mémoire | écrire thèse | rédiger thèse | mémoire | thèse
    write-book: écrire livre | écrire roman
    write-article: écrire article | rédiger article
    give-talk: conférence donner | exposé préparer | présentation préparer | faire discours | préparer discours | faire présentation
    run-survey: sondage | enquête mener
    grant-proposal: demande subvention | dossier subvention
    start-business: créer entreprise | monter boîte | lancer entreprise | création entreprise | monter entreprise | auto-entrepreneur
    online-shop: boutique ligne | e-commerce
    launch-product: lancement produit | lancer produit
    hire-someone: recruter | embaucher | recrutement
    trade-fair: salon professionnel | stand salon`),
  planning: words(
    `planifier organiser organise organisation préparer prépare préparatifs faire fêter célébrer commencer lancer aider aide projet objectif idée envie
     grand grande petit petite beau belle notre mon ma prochain prochaine partir réussir aller`,
  ),
  places: new Map([
    ['à', 'to'],
    ['en', 'in'],
    ['au', 'to'],
    ['aux', 'to'],
    ['vers', 'to'],
  ]),
};

export const spanishRecall: RecallWords = {
  cards: cards(`
    move-abroad: emigrar | mudarse extranjero | mudanza extranjero | vivir extranjero
    move-home: mudanza | mudarse | mudarme | mudarnos | cambiar piso | cambiar casa | buscar piso | encontrar piso
    renovate-room: reformar | reforma | renovar cocina | renovar baño | renovación
    buy-home: comprar casa | comprar piso | comprar vivienda | compra casa | compra piso
    declutter-home: ordenar casa | vaciar casa | despejar casa
    start-garden: huerto | crear jardín | montar huerto
    adopt-pet: adoptar perro | adoptar gato | adoptar mascota
    road-trip: viaje coche | viaje carretera
    hiking-trip: senderismo | excursión montaña | trekking
    plan-trip: viaje | vacaciones | luna miel | escapada | viajar
    wedding: boda | casarse | casarnos | casarme
    birthday-party: cumpleaños | fiesta cumpleaños
    dinner-party: cena amigos | cena invitados
    host-workshop: taller | seminario
    christmas: navidad | nochebuena
    funeral: funeral | entierro
    learn-instrument: aprender piano | aprender guitarra | aprender violín | aprender instrumento
    learn-language: aprender inglés | aprender francés | aprender alemán | aprender idioma | aprender italiano | aprender japonés | aprender español
    prepare-exam: preparar examen | estudiar examen | oposiciones | examen | exámenes
    apply-university: solicitar universidad | inscripción universidad | entrar universidad
    learn-skill: aprender programar | aprender nadar | aprender coser | aprender cocinar | aprender dibujar
    find-job: encontrar trabajo | buscar trabajo | encontrar empleo | buscar empleo | cambiar trabajo | nuevo trabajo
    prepare-interview: entrevista trabajo | entrevista
    leave-job: dejar trabajo | renunciar trabajo | dimitir
    ask-raise: aumento sueldo | pedir aumento
    start-job: empezar nuevo trabajo
    train-race: maratón | media maratón | triatlón
    get-fit: ponerme forma | ponerse forma | perder peso | adelgazar | estar forma
    prepare-baby: bebé | llegada bebé | nacimiento
    hospital-stay: operación | hospitalización | ingreso hospital
    stop-smoking: dejar fumar | dejar tabaco
    household-budget: presupuesto familiar | presupuesto hogar
    tax-return: presentar declaración renta | presentar renta | declaración renta | declaración impuestos | hacer renta
    save-goal: ahorrar
    pay-debt: pagar deudas | deudas
    buy-car: comprar coche | comprar carro | compra coche | nuevo coche
    build-website: crear web | página web | sitio web | hacer web
    build-app: crear aplicación | desarrollar aplicación | crear app | desarrollar app
    write-thesis: escribir tesis | redactar tesis | escribir tfg | terminar tesis | tesis | trabajo fin grado | trabajo fin máster | tfg | tfm
    write-book: escribir libro | escribir novela
    write-article: escribir artículo | redactar artículo
    give-talk: dar charla | preparar charla | dar conferencia | preparar presentación | preparar discurso
    run-survey: encuesta
    grant-proposal: solicitud subvención | pedir subvención
    start-business: montar negocio | crear empresa | montar empresa | abrir negocio | emprender | hacerme autónomo
    online-shop: tienda online | tienda línea
    launch-product: lanzar producto | lanzamiento producto
    hire-someone: contratar alguien | contratar empleado | contratación
    trade-fair: feria | stand feria`),
  planning: words(
    `planear planificar planea planifica organizar organiza organización preparar prepara preparativos hacer celebrar empezar lanzar ayudar ayuda proyecto objetivo idea
     gran grande pequeño pequeña bonito bonita nuestro nuestra próximo próxima ir tener plan`,
  ),
  places: new Map([
    ['a', 'to'],
    ['en', 'in'],
    ['hacia', 'to'],
  ]),
};
