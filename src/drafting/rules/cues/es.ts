import { conjugated, type VerbClass } from '../conjugation.ts';
import { joined, type Language, phrases, type Step, words } from '../language.ts';
import { english } from './en.ts';
import { spanishOrder } from './es-order.ts';
import { SPANISH_KINDS } from './kind-verbs.ts';
import { spanishRecall } from './recall-words.ts';

const PARTICIPLES = ['ado', 'ada', 'ados', 'adas'];
const CLASSES: readonly VerbClass[] = [
  {
    ending: 'car',
    imperatives: ['ca', 'que', 'quen', 'cad'],
    participles: PARTICIPLES.map((one) => `c${one}`),
    finites: ['ca', 'can', 'que', 'quen', 'cará'],
  },
  {
    ending: 'gar',
    imperatives: ['ga', 'gue', 'guen', 'gad'],
    participles: PARTICIPLES.map((one) => `g${one}`),
    finites: ['ga', 'gan', 'gue', 'guen', 'gará'],
  },
  {
    ending: 'zar',
    imperatives: ['za', 'ce', 'cen', 'zad'],
    participles: PARTICIPLES.map((one) => `z${one}`),
    finites: ['za', 'zan', 'ce', 'cen', 'zará'],
  },
  {
    ending: 'ar',
    imperatives: ['a', 'e', 'en', 'ad'],
    participles: PARTICIPLES,
    finites: ['a', 'an', 'e', 'en', 'ará'],
  },
  {
    ending: 'ger',
    imperatives: ['ge', 'ja', 'jan', 'ged'],
    participles: ['gido', 'gida', 'gidos', 'gidas'],
    finites: ['ge', 'gen', 'ja', 'jan'],
  },
  {
    ending: 'er',
    imperatives: ['e', 'a', 'an', 'ed'],
    participles: ['ido', 'ida', 'idos', 'idas'],
    finites: ['e', 'en', 'a', 'an', 'erá'],
  },
  {
    ending: 'ir',
    imperatives: ['e', 'a', 'an', 'id'],
    participles: ['ido', 'ida', 'idos', 'idas'],
    finites: ['e', 'en', 'a', 'an', 'irá'],
  },
  { ending: 'ír', imperatives: ['íe', 'ía', 'ían'], participles: ['ído', 'ída'], finites: ['íe', 'íen'] },
];

/** Written by hand for this project. Verbs with forms of their own follow as infinitive/imperative/participle/others. */
const verbs = conjugated(
  `emitir ensayar desenchufar ingresar colgar convocar desayunar grapar abonar abrir/abre,abra,abran/abierto,abierta,abiertos,abiertas/abre,abra,abren abrochar aceptar aclarar acompañar acordar/acuerda,acuerde//acuerda acostar activar actualizar adaptar adjuntar administrar adornar afeitar afilar afinar agarrar agendar agitar
  agradecer agregar ahorrar aislar ajustar alargar alcanzar aliñar almacenar almorzar alojar alquilar amasar ampliar analizar anotar anunciar añadir apagar aparcar apilar aplanar aplastar aplazar aplicar apoyar aprender aprobar/aprueba,apruebe//aprueba,apruebe apretar apuntar archivar armar arrancar
  arreglar arrendar asar asegurar asignar asistir aspirar atar atender/atiende,atienda//atiende atornillar autorizar avanzar averiguar avisar ayudar bailar bajar barnizar barrer batir beber bloquear bordar borrar buscar calcular calentar/calienta,caliente//calienta calibrar cambiar cancelar cantar capturar cargar
  cavar cazar celebrar cenar cepillar cerrar/cierra,cierre,cierren//cierra,cierre,cierren chequear citar clasificar clavar cobrar cocer/cuece,cueza/cocido,cocida/cuece cocinar coger colar/cuela,cuele//cuela colgar/cuelga,cuelgue//cuelga colocar colorear combinar comentar comenzar/comienza,comience//comienza comer comparar compartir compilar completar componer comprar comprobar/comprueba,compruebe//comprueba comunicar
  concertar concretar conducir/conduce,conduzca//conduce conectar configurar confirmar congelar conseguir/consigue,consiga//consigue conservar construir/construye,construya/construido,construida/construye consultar contactar contar/cuenta,cuente//cuenta contestar contratar controlar convencer convertir/convierte,convierta//convierte convocar coordinar copiar corregir/corrige,corrija//corrige correr cortar coser
  crear cribar cuadrar cubrir/cubre,cubra/cubierto,cubierta/cubre cuidar cultivar cumplir dar/da,dé,den/dado,dada/da,dé decidir decir/di,diga,digan/dicho,dicha/dice,diga decorar dedicar definir dejar demostrar depositar derretir/derrite,derrita//derrite desactivar desarrollar desatascar desayunar desviar/desvía,desvíe//desvía descansar descargar descolgar descongelar desconectar describir/describe,describa/descrito,descrita/describe
  descubrir deshacer desinstalar desinfectar desmontar despachar despedir despegar despejar desplegar destapar destinar detallar detectar devolver/devuelve,devuelva/devuelto,devuelta,devueltos,devueltas/devuelve dibujar dictar diluir dirigir discutir diseñar disolver/disuelve,disuelva/disuelto,disuelta/disuelve disponer distribuir/distribuye,distribuya//distribuye dividir doblar documentar donar dormir/duerme,duerma//duerme
  duchar duplicar echar editar educar efectuar ejecutar elaborar elegir/elige,elija,elijan/elegido,elegida/elige,elija eliminar embalar embolsar empapelar empaquetar empezar/empieza,empiece//empieza emplatar empujar encajar encargar encender/enciende,encienda//enciende encerar encolar encontrar/encuentra,encuentre//encuentra encuadernar encuestar enfriar enganchar enjuagar enmarcar ensamblar ensayar enseñar entender entregar
  entrenar entrevistar enviar/envía,envíe,envíen//envía,envíen,envíe envolver/envuelve,envuelva/envuelto,envuelta/envuelve equilibrar escalfar escanear escoger escribir/escribe,escriba,escriban/escrito,escrita,escritos,escritas/escribe,escriba escuchar escurrir espaciar esparcir especificar esperar espolvorear esquivar establecer/establece,establezca//establece estimar estirar estructurar estudiar etiquetar evaluar/evalúa,evalúe//evalúa evitar
  examinar exigir explicar explorar exponer exportar exprimir extender/extiende,extienda//extiende extraer fabricar facturar felicitar fichar fijar filmar filtrar finalizar firmar formar formatear formular forrar fotocopiar fotografiar fregar/friega,friegue//friega freír/fríe,fría/frito,frita,fritos,fritas/fríe frotar fumar fusionar ganar garantizar gastar gestionar girar golpear grabar graduar grapar guardar guiar guisar
  hablar hacer/haz,haga,hagan,haced/hecho,hecha,hechos,hechas/hace,hacen,haga hervir/hierve,hierva//hierve hornear identificar igualar ilustrar imaginar implementar importar imprimir/imprime,imprima/impreso,impresa,imprimido/imprime impulsar incluir/incluye,incluya//incluye incorporar indicar informar ingresar iniciar inflar inscribir/inscribe,inscriba/inscrito,inscrita/inscribe insertar inspeccionar instalar integrar intentar intercambiar introducir/introduce,introduzca//introduce investigar
  invertir/invierte,invierta//invierte invitar ir/ve,vaya,vayan/ido/va,van jugar/juega,juegue//juega juntar justificar lanzar lavar leer/lee,lea/leído,leída/lee levantar liberar lijar limitar limpiar liquidar listar llamar llegar llenar llevar localizar lograr lubricar machacar maquetar marcar marchar marinar mandar mantener/mantén,mantenga//mantiene manejar medir/mide,mida//mide mejorar memorizar mencionar mezclar migrar mirar modificar mojar moler/muele,muela//muele montar morder mostrar/muestra,muestre//muestra mover/mueve,mueva//mueve
  mudar multiplicar nadar navegar negociar nombrar notificar nivelar numerar observar obtener/obtén,obtenga//obtiene ocupar ofrecer/ofrece,ofrezca//ofrece oír olvidar operar optimizar ordenar organizar orientar pagar parar participar partir pasar pasear patrocinar pedir/pide,pida,pidan//pide,pida pegar peinar pelar pensar/piensa,piense//piensa perforar permitir pesar pescar picar pintar pinchar planchar planear planificar plantar plegar podar poner/pon,ponga,pongan,poned/puesto,puesta,puestos,puestas/pone,ponga posponer practicar
  precalentar/precalienta,precaliente//precalienta preguntar premiar preparar presentar prestar presupuestar prever prever probar/prueba,pruebe//prueba procesar producir/produce,produzca//produce programar prolongar prometer promocionar promover pronunciar proponer proporcionar proteger publicar pulir purgar quedar quemar quitar rallar rastrillar realizar rebajar rebozar recargar recaudar recetar rechazar recibir reciclar reclamar recoger recolectar recomendar/recomienda,recomiende//recomienda reconocer recordar/recuerda,recuerde//recuerda recorrer recortar rectificar recuperar
  redactar reducir/reduce,reduzca//reduce reembolsar reenviar/reenvía,reenvíe//reenvía reemplazar reformar refrescar refrigerar regalar regar/riega,riegue//riega registrar regresar rehacer rehogar reiniciar relajar rellenar remojar remover/remueve,remueva//remueve renovar/renueva,renueve//renueva reorganizar reparar repartir repasar repetir/repite,repita//repite reponer reportar reposar representar reprogramar resaltar rescatar reservar resolver/resuelve,resuelva/resuelto,resuelta/resuelve respetar respirar responder restaurar resumir
  retirar retocar retrasar reunir/reúne,reúna//reúne revisar revolver rodear romper rotular sacar salar salir/sal,salga//sale saltar saltear saludar salvar sazonar secar segar seguir/sigue,siga//sigue seleccionar sellar sembrar/siembra,siembre//siembra sentar separar servir/sirve,sirva,sirvan//sirve,sirva señalar simplificar sincronizar situar sofreír/sofríe,sofría/sofrito/sofríe solicitar soltar/suelta,suelte//suelta solucionar soplar subir subrayar subscribir sujetar sumar sumergir supervisar sustituir/sustituye,sustituya//sustituye
  talar tapar tardar tasar tejer tender/tiende,tienda//tiende tener/ten,tenga/tenido/tiene terminar testear tirar tocar tomar tostar/tuesta,tueste//tuesta trabajar traducir/traduce,traduzca//traduce traer/trae,traiga/traído,traída/trae trazar tramitar transferir/transfiere,transfiera//transfiere transcribir transformar transportar trasladar trasplantar tratar triturar trocear ubicar unir untar usar utilizar vaciar/vacía,vacíe//vacía vacunar validar valorar variar vender venir/ven,venga/venido/viene ventilar ver/ve,vea/visto,vista/ve verificar verter/vierte,vierta//vierte vestir viajar vigilar
  visitar volar volcar volver/vuelve,vuelva/vuelto,vuelta/vuelve votar zurcir`,
  CLASSES,
  {
    separable: [],
    inseparable: [],
    enclitics:
      'melo mela melos melas telo tela selo sela selos selas noslo nosla los las les nos me te se lo la le os'.split(
        ' ',
      ),
    endings: /(?:es|s|o|a|e)$/u,
  },
);

/** Spanish. */
export const spanish: Language = {
  ...english,
  tag: 'es',
  dates: {
    words: `hoy|mañana|lunes|martes|miércoles|jueves|viernes|sábado|domingo|semana|mes|tarde|noche|mediodía|medianoche|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|antes|hasta|d[ií]as?|semanas?|que viene`,
    due: 'antes de(?:l)?|a más tardar|como tarde|hasta|dentro de|fecha límite:?',
    start: 'después de(?:l)?|a partir de(?:l)?|desde|no antes de(?:l)?|entre',
    mention: 'de|del|para',
    others: 'el|a|en|este|esta|al',
    article: 'el|la|las|los',
    target: { cue: 'para', booked: 'reserv|compr|alquil|invit|pedir|pide|entrada|billete|mesa|sala|cita|tiempo' },
    more: {
      weekdays: ['do', 'lu', 'ma', 'mi', 'ju', 'vi', 'sá'],
      words: [
        ['pasado mañana(?: por la (?:mañana|tarde|noche))?', 'in-two-days'],
        ['mañana por la (?:mañana|tarde|noche)|mañana temprano', 'tomorrow'],
        [
          '(?<weekday>lunes|martes|miércoles|jueves|viernes|sábado|domingo)(?: por la (?:mañana|tarde|noche)| que viene)',
          'weekday',
        ],
        ['(?:(?:este|el|próximo) )*fin de semana', 'weekend'],
        ['(?:a )?final(?:es)? de (?:la |esta )?semana', 'end-of-week'],
        ['(?:a )?fin(?:al|ales)? de(?:l)? (?:este )?mes', 'end-of-month'],
        ['la (?:semana que viene|próxima semana|semana próxima)', 'next-week'],
        ['el (?:mes que viene|próximo mes|mes próximo)', 'next-month'],
        ['mediodía', 'noon'],
      ],
    },
  },
  cueGrammar: {
    ...verbs,
    isVerbFinal: false,
    infinitive: /^\p{Ll}{2,}(?:[aei]r|ír)(?:l[aeo]s?|me|te|se|nos)?$/u,
    past: words('ayer anteayer anoche fue fueron era eran estaba estaban había hubo estuvo pasada'),
    reflexives: words('se'),
    contentWords: words('si que qué quién cuándo cómo dónde'),
    wishes: phrases(``),
    lastModals: words(''),
    nominals: [
      ['ación', 'ar'],
      ['icación', 'icar'],
      ['ición', 'ir'],
      ['ición', 'er'],
      ['amiento', 'ar'],
      ['imiento', 'ir'],
      ['imiento', 'er'],
      ['ado', 'ar'],
      ['ción', 'tar'],
    ],
    infinitiveMarkers: words('de a'),
    ownEndings: [
      ['o', 'a'],
      ['o', 'e'],
      ['amos', 'ar'],
      ['emos', 'er'],
      ['imos', 'ir'],
    ],
    happenings: words(
      'recibir acostar dormir ir marchar caer nacer acabar secar llegar enfriar derretir salir venir volver crecer dorar hervir terminar dormir partir pasar',
    ),
    subordinators: words('porque para que quien cuyo donde como cuánto aunque pues si qué quién cuál cuáles por'),
  },
  fingerprint: words(
    `el la los las y de un una es no que en con por para se lo al del tengo hay luego mi su más pero como está son después
     antes este esta también debo tenemos`,
  ),
  noteHeadings: words(
    `asistentes presentes ausentes participantes ingredientes contexto notas observaciones fuentes enlaces introducción resumen
     decisiones acuerdos anexo material materiales`,
  ),
  listChatter: words(
    `por hacer lista tareas todo cosas pendientes para este esta el la los las fin de semana hoy mañana hay que tengo tenemos
     acciones pasos próximos siguientes lo cosas a mi mis y`,
  ),
  verbs: new Set(),
  irregular: new Map(),
  determiners: words(
    `el la los las un una unos unas mi mis tu tus su sus nuestro nuestra nuestros nuestras este esta estos estas ese esa esos
     esas cada todo toda todos todas dos tres cuatro cinco seis siete ocho nueve diez algunos algunas varios varias ningún ninguna al del`,
  ),
  prepositions: words(
    'a al ante bajo con contra de del desde durante en entre hacia hasta para por según sin sobre tras',
  ),
  subjects: words('yo tú él ella nosotros nosotras vosotros ellos ellas usted ustedes alguien uno'),
  objectPronouns: words('me te se lo la los las le les nos os'),
  planners: words('yo tú nosotros nosotras vosotros usted ustedes'),
  anybody: words('alguien'),
  adverbs: words(
    'también además ya todavía aún bien rápido rápidamente urgentemente inmediatamente siempre solo sólo simplemente',
  ),
  auxiliaries: words('es son era eran está están estaba ha han he hemos había puede pueden fue fueron será serán'),
  be: words('es son fue fueron será serán ser sido está están esté estén estar sea sean'),
  have: words('ha han he has hemos haber haya hayan hayas hayamos habiendo'),
  timeWords: words(
    `hoy mañana pasado lunes martes miércoles jueves viernes sábado domingo tarde noche mediodía semana mes fin próximo
     próxima enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre horas esta este día días semanas mañanas
     tardes noches sábados domingos dentro viene diariamente`,
  ),
  fillers: phrases(
    `bueno | pues | eh | em | este | a ver | vale | ok | ah | oh | y | pero | entonces | por favor | porfa | además | también |
     quizás | quizá | tal vez | por cierto | importante | ah sí | ah y | bueno pues | y también | o sea`,
  ),
  obligations: phrases(
    `tengo que | tenemos que | tienes que | tiene que | tienen que | tenéis que | debo | debes | debe | debemos | deben |
     debería | deberías | deberíamos | deberían | hay que | habrá que | habría que | había que | voy a | vamos a | va a |
     quiero | queremos | quisiera | me gustaría | nos gustaría | necesito | necesitamos | hace falta | es necesario |
     es importante | queda por | quedan por | debo de | tendré que | tendremos que | tendría que | tendríamos que |
     he de | hemos de | ha de | deberé | deberemos | deberá | deberán | quería | queríamos | querría | querríamos | necesitaría | necesitaríamos | tocará | planeo | planeamos | prefiero | pienso | pensamos`,
  ),
  requests: phrases(
    `sería tan amable de | serías tan amable de | sería usted tan amable de | serían tan amables de | tendría la amabilidad de | tendrían la amabilidad de | tenga la bondad de | tenga la amabilidad de |
     sería posible | es posible | sería mejor | sería bueno | sería conveniente | sería bueno que | sería mejor que | sería genial si pudieras | estaría bien | estaría bien que | sería importante | sería genial que |
     alguien puede | alguien podría | puede alguien | podría alguien | alguno puede | alguno de vosotros puede |
     he olvidado | se me ha olvidado | se me olvidó | olvidé | no puedo olvidarme de | no puedo olvidar | no hay que olvidar | no hay que olvidarse de | que no se me olvide |
     conviene | convendría | vale la pena | es mejor | más vale | es importante | también es importante | es importante también | es urgente | es imprescindible | es fundamental | es esencial | también hay que | queda | quedan |
     falta | faltaría | le ruego que | les ruego que | te ruego que | les rogamos que | le rogamos que | rogamos que | te agradecería que | le agradecería que | les agradecería que | le agradeceríamos que | agradecería que |
     te pido que | le pido que | os pido que | les pido que | le pedimos que | les pedimos que | me gustaría que | nos gustaría que | quisiera que | quiero que | necesito que | necesitamos que | hace falta que | es necesario que | es importante que |
     procura | procure | procurad | encárgate de | encárguese de | ocúpate de | ocúpese de | no te olvides | no dejes de | no deje de | no os olvidéis | hay que acordarse de | acordarse de | acuérdate | acordaos de | recuerde que hay que | recuerda que hay que |
     tengo previsto | tenemos previsto | tengo intención de | tenemos intención de | tengo pensado | intentaré | intentaremos | me toca | nos toca | te toca | toca | ayúdame a | ayúdenme a | ayudadme a | puedes por favor | podrías por favor | podría por favor |
     podrían por favor | serías capaz de | te importa | os importaría | les importaría | no te importaría | haced el favor de | hagan el favor de |
     no olvides | no te olvides de | no olvide | no se olvide de | no olvidar | no olvidarse de | no olvidéis | no os olvidéis de |
     no olvidemos | recuerda | recuerde | recordad | acuérdate de | acuérdese de | puedes | podrías | podría | puede usted |
     pueden | podrían | podéis | podríais | podemos | podríamos | haz el favor de | haga el favor de | favor de |
     se ruega | se debe | se deben | se tiene que | es hora de | te pido | le pido | os pido | necesito que | quiero que |
     me puedes | nos puedes | me podrías | nos podrías | te importaría | le importaría | asegúrate de | asegúrese de |
     trata de | intenta | recuérdame | el objetivo es | y no te olvides de | y no olvides`,
  ),
  notYet: phrases('no puede | no pueden | no podemos | no puedo'),
  trailing: phrases('por favor | gracias | porfa | creo | o algo así | no sé | etc | si puedes'),
  requires: phrases(
    'requiere | requieren | depende de | dependen de | depende del | necesita | exige | espera a | bloqueado por',
  ),
  stepWords: words('paso pasos tarea tareas punto puntos número nº'),
  stepPronouns: words('eso esto ello todo esta este'),
  doneWords: words('hecho hecha listo lista terminado terminada acabado acabada'),
  questionWords: words('quién quiénes qué cuándo dónde cómo cuánto cuánta cuántos cuántas cuál cuáles debemos hay'),
  chatterQuestions: phrases('qué tal | cómo estás | cómo está | cómo va | verdad | te parece bien | qué te parece'),
  and: words('y e o u & + ni'),
  negations: words('no nunca jamás'),
  sequence: joined<Step>(
    [
      `primero | en primer lugar | lo primero | para empezar | al principio | antes que nada | ante todo | primeramente | primero que nada`,
      'first',
    ],
    [
      `luego | después | y luego | y después | a continuación | más tarde | posteriormente | seguidamente | acto seguido |
       en segundo lugar | en tercer lugar | tras eso | tras ello | después de eso | una vez hecho | una vez hecho esto |
       cuando esté hecho | cuando esté listo | segundo | tercero`,
      'then',
    ],
    ['por último | finalmente | al final | para terminar | en último lugar | para acabar', 'finally'],
    ['mientras tanto | al mismo tiempo | entretanto | en paralelo | simultáneamente | a la vez', 'meanwhile'],
    [`antes de eso | antes de ello | previamente | antes de nada | antes`, 'beforehand'],
    [`si no | de lo contrario | en caso contrario`, 'otherwise'],
  ),
  joints: joined<'after' | 'before' | 'when' | 'until' | 'if' | 'while'>(
    ['después de | después de que | después del | tras', 'after'],
    ['antes de | antes de que | antes del', 'before'],
    [
      `en cuanto | una vez | una vez que | cuando | tan pronto como | apenas | solo cuando | sólo cuando | nada más | siempre que`,
      'when',
    ],
    ['hasta que', 'until'],
    ['si | en caso de que', 'if'],
    ['mientras | mientras que', 'while'],
  ),
  vagueTimes: phrases('pronto | algún día | en algún momento | más adelante | un día de estos | cuando pueda'),
  greetings: words(
    'hola buenos buenas estimado estimada querido querida gracias saludos un atentamente besos abrazos adiós señor señora señores cordialmente saludo',
  ),
  abbreviations: words('sr sra srta dr dra etc aprox ej p.ej núm tel pág ud uds av avda c'),
  actors: words(
    `empleado empleada cliente clienta equipo jefe jefa departamento director directora secretaria secretario contable médico
     proveedor mamá papá madre padre niños vecinos gerente asistente vendedor técnico responsable`,
  ),
  order: spanishOrder,
  kinds: SPANISH_KINDS,
  recall: spanishRecall,
  stopWords: words(
    `el la los las un una unos unas de del a al y o u e en con por para es son ser está están ha han mi mis tu tus su sus nuestro
     nuestra este esta ese esa que se lo le les me te nos no ya también paso tarea`,
  ),
};
