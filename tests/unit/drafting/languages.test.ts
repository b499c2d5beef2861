import { describe, expect, test } from 'vitest';
import { createRulesDrafter } from '#drafting/rules/rules-drafter.ts';
import { type ExpectedDraft, goalOf, summaryOf } from '../../support/goals/goals.ts';

/** What stands in front of the arrow needs what stands behind it. */
interface Said {
  readonly text: string;
  readonly tasks: readonly string[];
  readonly needs?: readonly (readonly [string, string])[];
}

const cases: Readonly<Record<string, readonly Said[]>> = {
  'German: infinitives, modal verbs, imperatives and polite requests are to-dos; the verb ends the title': [
    { text: 'Die Rechnung muss bis Freitag bezahlt werden.', tasks: ['Die Rechnung bis Freitag bezahlen'] },
    {
      text: 'Wir sollten den Vertrag kündigen und neue Angebote einholen.',
      tasks: ['Den Vertrag kündigen', 'Neue Angebote einholen'],
    },
    { text: 'Kannst du bitte den Drucker reparieren?', tasks: ['Den Drucker reparieren'] },
    { text: 'Vergiss nicht, den Müll rauszubringen.', tasks: ['Den Müll rausbringen'] },
    { text: 'Bringen Sie bitte Ihren Ausweis mit.', tasks: ['Bringen Sie bitte Ihren Ausweis mit'] },
    {
      text: 'Die Belege kopieren, abheften und den Ordner beschriften.',
      tasks: ['Die Belege kopieren, abheften', 'Den Ordner beschriften'],
    },
    {
      text: 'Gestern war das Wetter gut. Wir haben lange geschlafen. Das Essen war lecker. Alle waren zufrieden.',
      tasks: [],
    },
  ],
  'German: words of order': [
    {
      text: 'Bevor wir den Teppich verlegen, müssen wir den Boden reinigen.',
      tasks: ['Den Teppich verlegen', 'Den Boden reinigen'],
      needs: [['Den Teppich verlegen', 'Den Boden reinigen']],
    },
    {
      text: 'Nachdem wir die Fenster geputzt haben, die Vorhänge aufhängen.',
      tasks: ['Die Fenster putzen', 'Die Vorhänge aufhängen'],
      needs: [['Die Vorhänge aufhängen', 'Die Fenster putzen']],
    },
    {
      text: 'Ich muss zuerst das Fahrrad putzen und dann die Kette ölen.',
      tasks: ['Das Fahrrad putzen', 'Die Kette ölen'],
      needs: [['Die Kette ölen', 'Das Fahrrad putzen']],
    },
  ],
  'French: infinitives, obligations, imperatives and polite requests are to-dos': [
    { text: "Il faut que j'envoie le dossier.", tasks: ['Envoyer le dossier'] },
    {
      text: 'Nous devrions annuler la réservation et prévenir le gardien.',
      tasks: ['Annuler la réservation', 'Prévenir le gardien'],
    },
    { text: 'Pourriez-vous relire le rapport ?', tasks: ['Relire le rapport'] },
    { text: "N'oubliez pas d'éteindre la lumière.", tasks: ['Éteindre la lumière'] },
    { text: 'Imprimer, signer et renvoyer le contrat.', tasks: ['Imprimer, signer et renvoyer le contrat'] },
    { text: 'Prenez rendez-vous chez le dentiste.', tasks: ['Prenez rendez-vous chez le dentiste'] },
    {
      text: "Hier nous avons mangé au restaurant. C'était très bon. Le soir il a plu. Tout le monde était content.",
      tasks: [],
    },
  ],
  'French: words of order': [
    {
      text: 'Avant de poser le parquet, il faut nettoyer le sol.',
      tasks: ['Poser le parquet', 'Nettoyer le sol'],
      needs: [['Poser le parquet', 'Nettoyer le sol']],
    },
    {
      text: 'Une fois les murs peints, accrocher les rideaux.',
      tasks: ['Peindre les murs', 'Accrocher les rideaux'],
      needs: [['Accrocher les rideaux', 'Peindre les murs']],
    },
    {
      text: "Je dois d'abord laver la voiture et ensuite vérifier les pneus.",
      tasks: ['Laver la voiture', 'Vérifier les pneus'],
      needs: [['Vérifier les pneus', 'Laver la voiture']],
    },
  ],
  'Spanish: infinitives, obligations, imperatives and polite requests are to-dos': [
    { text: 'Tengo que renovar el pasaporte.', tasks: ['Renovar el pasaporte'] },
    {
      text: 'Deberíamos cancelar la reserva y avisar al portero.',
      tasks: ['Cancelar la reserva', 'Avisar al portero'],
    },
    { text: '¿Puedes revisar el informe?', tasks: ['Revisar el informe'] },
    { text: 'No te olvides de apagar la luz.', tasks: ['Apagar la luz'] },
    { text: 'Imprimir, firmar y devolver el contrato.', tasks: ['Imprimir, firmar y devolver el contrato'] },
    { text: 'Envíame las fotos.', tasks: ['Envíame las fotos'] },
    {
      text: 'Ayer comimos en un restaurante. Fue muy bonito. Por la noche llovió. Todos estaban contentos.',
      tasks: [],
    },
  ],
  'Spanish: words of order': [
    {
      text: 'Antes de colocar el suelo, hay que limpiar la habitación.',
      tasks: ['Colocar el suelo', 'Limpiar la habitación'],
      needs: [['Colocar el suelo', 'Limpiar la habitación']],
    },
    {
      text: 'Una vez pintadas las paredes, colgar las cortinas.',
      tasks: ['Pintar las paredes', 'Colgar las cortinas'],
      needs: [['Colgar las cortinas', 'Pintar las paredes']],
    },
    {
      text: 'Primero tengo que lavar el coche y luego revisar las ruedas.',
      tasks: ['Lavar el coche', 'Revisar las ruedas'],
      needs: [['Revisar las ruedas', 'Lavar el coche']],
    },
  ],
};

for (const [name, list] of Object.entries(cases)) {
  describe(name, () => {
    test.each(list)('$text', async ({ text, tasks, needs = [] }) => {
      const found = await summary(text);
      expect(found.tasks.map(({ title }) => title)).toEqual(tasks);
      expect(found.needs).toEqual(needs);
    });
  });
}

describe('dates and repetitions are read in the language of the text', () => {
  test.each([
    ['- Envoyer le dossier avant vendredi\n- Appeler le notaire demain', ['2026-11-27', '2026-11-24'], undefined],
    ['- Enviar el informe antes del viernes\n- Llamar al notario mañana', ['2026-11-27', '2026-11-24'], undefined],
    ['- Die Unterlagen bis Freitag abgeben\n- Den Notar morgen anrufen', ['2026-11-27', '2026-11-24'], undefined],
    ['- Sortir les poubelles tous les lundis\n- Ranger le bureau', undefined, 'FREQ=WEEKLY;BYDAY=MO'],
    ['- Sacar la basura todos los lunes\n- Ordenar el despacho', undefined, 'FREQ=WEEKLY;BYDAY=MO'],
    ['- Den Müll jeden Montag rausbringen\n- Das Büro aufräumen', undefined, 'FREQ=WEEKLY;BYDAY=MO'],
  ])('%s', async (text, due, repeats) => {
    const { tasks } = await summary(text);
    expect(tasks).toHaveLength(2);
    if (due !== undefined) expect(tasks.map((task) => task.due)).toEqual(due);
    if (repeats !== undefined) expect(tasks[0]?.repeats).toBe(repeats);
  });
});

async function summary(text: string): Promise<ExpectedDraft> {
  for await (const delta of createRulesDrafter().draft(goalOf(text), new AbortController().signal)) {
    if (delta.type === 'draft') return summaryOf(delta.draft);
  }
  throw new Error('The drafter ended without a draft.');
}
