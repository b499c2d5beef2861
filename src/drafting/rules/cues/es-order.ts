import { phrases, words } from '../language.ts';
import { cues, type OrderWords, pairs, split } from '../order/order-words.ts';

const OF = 'de | del';
const EARLIER_NOUNS = `requisito | requisitos | requisito previo | condición | condiciones | base | paso previo | necesario |
  necesaria | necesarios | necesarias | imprescindible | imprescindibles | indispensable | indispensables | esencial | clave | preparación`;

const FAILURES = `falla | fallan | fracasa | rechazado | rechazada | sale mal | se rechaza | deniega | denegado`;

/** How people put one task before another, in Spanish. Written by hand. */
export const spanishOrder: OrderWords = {
  links: cues([
    [pairs('depende | dependen | dependerá | dependiente | dependientes', OF), 'requires'],
    [
      split(`requiere | requieren | requerirá | necesita | necesitan | necesitará | exige | exigen | presupone | supone |
        espera a | esperan a | bloqueado por | bloqueada por | se apoya en | condicionado a | condicionada a | precisa |
        precisa de | hace falta | hacen falta | requisito : | requisitos : | requiere : | depende de : | después de : | ← | < -`),
      'requires',
    ],
    [pairs('como | como un | como una', EARLIER_NOUNS), 'as'],
    [pairs(EARLIER_NOUNS, `para | ${OF}`), 'earlier'],
    [
      split(`precede a | precede al | preceden a | precede | permite | permiten | desbloquea | desbloquean | desencadena |
        condiciona | abre el camino a | hace posible | posibilita | bloquea | bloquean | va antes de | va antes del |
        van antes de | viene antes de | - > | → | = > | ⇒`),
      'earlier',
    ],
    [
      split(`se basa en | se basan en | parte de | parten de | utiliza el resultado de | usa el resultado de |
        usa los resultados de | a partir del resultado de | se deriva de`),
      'uses',
    ],
    [split('alimenta | alimentan | proporciona los datos para | sirve de base para'), 'feeds'],
    [
      split(`sigue a | sigue al | siguen a | va después de | va después del | van después de | viene después de |
        viene tras | viene después del | va tras | sucede a | es posterior a`),
      'later',
    ],
    [
      split(`antes de | antes de que | antes del | antes que | justo antes de | justo antes del | previo a | previamente a |
        con anterioridad a | anterior a | en vísperas de | de cara a`),
      'before',
    ],
    [
      split(`después de | después de que | después del | tras | tras haber | justo después de | justo después del | solo después de |
        sólo después de | no antes de | no antes del | a raíz de | posterior a | posteriormente a | al terminar | al acabar |
        al finalizar | a continuación de | al término de | luego de | detrás de | nada más`),
      'after',
    ],
    [
      split(`en cuanto | una vez | una vez que | cuando | tan pronto como | apenas | solo cuando | sólo cuando | solo si |
        sólo si | únicamente cuando | siempre que | siempre y cuando | a condición de que | con tal de que | desde que | ya que`),
      'when',
    ],
    [split('hasta que | hasta | hasta después de | mientras no'), 'until'],
    [split('sin | sin que | a menos que | salvo que | excepto después de'), 'unless'],
    [split('si | en caso de | en caso de que | por si'), 'if'],
    [split('para que | a fin de | a fin de que | con el fin de | de modo que | para poder | así'), 'so'],
    [
      split(`luego | después | y luego | y después | a continuación | más tarde | posteriormente | seguidamente | acto seguido |
        en segundo lugar | en tercer lugar | tras eso | tras ello | tras esto | después de eso | después de esto | seguido de | seguida de | seguido por |
        y entonces | entonces | pasar a | en el siguiente paso | como siguiente paso | por último | finalmente | al final |
        para terminar | solo entonces`),
      'then',
    ],
    [
      split(`primero | en primer lugar | lo primero | para empezar | al principio | antes que nada | ante todo | previamente |
        antes | de antemano | empezar por | empezar con | empieza con | comenzar con | comenzar por | primero que nada`),
      'first',
    ],
    [split('lo último | en último lugar | de último | al final del todo | terminar con | acabar con'), 'last'],
    [
      split(`en paralelo | en paralelo con | paralelamente | paralelamente a | simultáneamente | al mismo tiempo | al mismo tiempo que |
        a la vez | a la vez que | mientras | mientras tanto | independientemente | independientemente de | independiente de |
        independientes | en cualquier orden | en el orden que sea | el orden no importa | no importa el orden |
        da igual el orden`),
      'parallel',
    ],
    [
      split(`en este orden | en ese orden | en el siguiente orden | en orden | por orden | uno tras otro | uno por uno |
        una tras otra | sucesivamente | de arriba abajo | paso a paso | el orden es`),
      'inOrder',
    ],
    [split('en orden inverso | al revés | de abajo arriba'), 'inReverse'],
    [['entre'], 'between'],
  ]),
  marks: cues([
    [
      split(`no depende | no dependen | no requiere | no requieren | no necesita | no necesitan | no hace falta |
        ninguna dependencia | no es necesario`),
      'without-need',
    ],
    [split('no | nunca | jamás | ni | ninguno | ninguna | prohibido | imposible | evitar | demasiado pronto'), 'not'],
    [split(FAILURES), 'fails'],
    [split('esperar | espera | esperad | esperamos | aplazar | posponer | en espera | bloqueado | bloqueada'), 'wait'],
    [
      split(`listo | lista | listos | listas | hecho | hecha | hechos | hechas | terminado | terminada | terminados |
        terminadas | acabado | acabada | acabados | acabadas | completado | completada | completo | completa | finalizado |
        finalizada | concluido | concluida | terminar | acabar | finalizar | el final | en su sitio | aprobado | aprobada`),
      'done',
    ],
    [
      split(`empezar | empieza | empiezan | comenzar | comienza | comienzan | iniciar | inicia | arrancar | arranca |
        inicio | comienzo | ponerse con | ponerse a`),
      'start',
    ],
    [split('ya'), 'already'],
    [split('que lo | el cual | la cual'), 'which'],
    [split('yo | nosotros | tú | usted | ustedes'), 'planner'],
    [split('pero | sin embargo | aunque'), 'but'],
    [['para'], 'for'],
    [['con'], 'with'],
    [split('pausa | margen | intervalo | plazo | espera de'), 'gap'],
  ]),
  groups: cues([
    [
      split(
        'todo lo demás | lo demás | los demás | las demás | el resto | los otros | los demás pasos | los otros pasos',
      ),
      'others',
    ],
    [split('todo lo anterior | los pasos anteriores | todos los pasos anteriores | todo eso'), 'above'],
    [split('todos los pasos | todas las tareas | cada paso | cada tarea | todo | todos | todas | los pasos'), 'all'],
    [split('ambos | ambas | los dos | las dos | los dos pasos | ambas cosas'), 'both'],
    [split('el primero de los dos | la primera de las dos | aquel'), 'former'],
    [split('el segundo de los dos | la segunda de las dos | este último | esta última'), 'latter'],
    [split('eso | esto | ello | el paso anterior | la tarea anterior | este paso | esta tarea'), 'previous'],
    [split('él | ella'), 'topic'],
  ]),
  notNegations: phrases('no solo | no sólo | no olvides | no olvidar | no hay problema | ante todo'),
  plain:
    words(`el la los las lo un una unos unas de del al a y o u e en por es son era está están estar esté estén ser será serán fue
    sido se su sus mi mis tu tus nuestro nuestra nuestros nuestras este esta estos estas ese esa que cual
    puede pueden podrá podrán poder debe deben deberá deberán tiene tienen hay hace hacen hacer haga hagan hecho
    paso pasos tarea tareas punto puntos trabajo trabajos fase fases parte nº número
    solo sólo únicamente también siempre todavía aún directamente inmediatamente absolutamente bien realmente
    posible posibles necesario necesaria importante imprescindible lugar realizar realiza realizan realizarse ejecutar
    efectuar llevar cabo ha han haya hayan haber he hemos yo nosotros tú usted ustedes
    tiempo momento orden resultado resultados muy más menos tarde pronto así pues vez va van ir viene vienen
    me te nos les le como cosa cosas`),
  breaks: words('va viene toca sigue empieza'),
  orderNouns: words(
    'orden dependencia dependencias condición condiciones regla reglas requisito requisitos nota restricción',
  ),
  numbers: new Map(
    'uno dos tres cuatro cinco seis siete ocho nueve diez once doce'.split(' ').map((word, i) => [word, i + 1]),
  ),
  ordinals: new Map<string, number>([
    ['primer', 1],
    ['tercer', 3],
    ...'primero segundo tercero cuarto quinto sexto séptimo octavo noveno décimo'
      .split(' ')
      .flatMap((word, i): [string, number][] => [
        [word, i + 1],
        [`${word.slice(0, -1)}a`, i + 1],
      ]),
    ['último', -1],
    ['última', -1],
  ]),
  comparatives: new Map(),
  than: words('que'),
  lagOpeners: words('un una unos unas aproximadamente al menos exactamente medio media par'),
  lagUnits: words('segundo segundos minuto minutos hora horas día días semana semanas mes meses año años'),
  otherwise: new Map(),
  outcomes: words('resultado resultados decisión respuesta'),
  failures: phrases(FAILURES),
  impersonal: words('tarde temprano llueve nieva frío calor hora'),
  loops: phrases('repetir | repite | volver a empezar'),
  through: words('a al - –'),
  nouns: new Map(
    Object.entries({
      compra: 'comprar',
      envío: 'enviar',
      pago: 'pagar',
      firma: 'firmar',
      entrega: 'entregar',
      reserva: 'reservar',
      elección: 'elegir',
      pintura: 'pintar',
      limpieza: 'limpiar',
      apertura: 'abrir',
      cierre: 'cerrar',
      lectura: 'leer',
      redacción: 'redactar',
      traducción: 'traducir',
      construcción: 'construir',
      montaje: 'montar',
      diseño: 'diseñar',
      prueba: 'probar',
      pruebas: 'probar',
      revisión: 'revisar',
      visita: 'visitar',
      venta: 'vender',
      pedido: 'pedir',
      encargo: 'encargar',
      llamada: 'llamar',
      viaje: 'viajar',
      búsqueda: 'buscar',
      recogida: 'recoger',
      impresión: 'imprimir',
      contratación: 'contratar',
      consulta: 'consultar',
    }),
  ),
};
