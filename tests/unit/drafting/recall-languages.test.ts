import { expect, test } from 'vitest';
import { createRulesDrafter } from '#drafting/rules/rules-drafter.ts';
import { sayQuestion } from '#messages/sentence.ts';
import { goalOf } from '../../support/goals/goals.ts';
import { libraryOfApp } from '../../support/recall/library.ts';

const drafter = createRulesDrafter(libraryOfApp({ withVectors: false }));

/** A goal and the template's title; null: none is meant. */
const GOALS: readonly (readonly [string, string | null])[] = [
  ['Umzug nach Berlin planen', 'Move to a new home'],
  ['Wir wollen im Juni heiraten', 'Plan a wedding'],
  ['Ich möchte Spanisch lernen', 'Learn a language'],
  ['Plane meine Reise nach Rom', 'Plan a trip'],
  ['Steuererklärung machen', 'File the tax return'],
  ['Ich will mit dem Rauchen aufhören', 'Stop a habit'],
  ['Hilf mir, eine Firma zu gründen', 'Start a small business'],
  ['Bachelorarbeit schreiben', 'Write a thesis'],
  ['Eine Torte für die Hochzeit bestellen', null],
  ['Umzugskartons besorgen', null],
  ['Auto waschen', null],
  ['Oma zum Geburtstag gratulieren', null],
  ['Müll rausbringen', null],
  ['organiser un mariage', 'Plan a wedding'],
  ['Planifier un voyage à Lisbonne en mai', 'Plan a trip'],
  ["Je voudrais apprendre l'espagnol", 'Learn a language'],
  ['Déménager à Lyon avec deux chats', 'Move to a new home'],
  ['arrêter de fumer', 'Stop a habit'],
  ['Aide-moi à créer une entreprise', 'Start a small business'],
  ['Acheter un cadeau de mariage', null],
  ['Réserver un hôtel pour le voyage', null],
  ['laver la voiture', null],
  ['planear un viaje a Roma', 'Plan a trip'],
  ['Organizar la boda de mi hermana', 'Plan a wedding'],
  ['Quiero aprender inglés', 'Learn a language'],
  ['Mudanza a Madrid en marzo', 'Move to a new home'],
  ['Quiero montar un negocio', 'Start a small business'],
  ['Comprar un regalo de boda', null],
  ['lavar el coche', null],
  ['Llamar a mamá por su cumpleaños', null],
];

test('[R12] goals in German, French and Spanish find the template of the app, which says that it is in English', async () => {
  const wrong: string[] = [];
  for (const [goal, expected] of GOALS) {
    const question = await templateOf(goal);
    const title = question?.params.template ?? null;
    if (title !== expected) wrong.push(`${goal} → ${title}, not ${expected}`);
    if (question !== null) expect(sayQuestion(question)).toContain('in English');
  }
  expect(wrong).toEqual([]);
});

async function templateOf(goal: string) {
  for await (const delta of drafter.draft(goalOf(goal), new AbortController().signal)) {
    if (delta.type !== 'draft') continue;
    const asked = delta.draft.changes.flatMap((change) => (change.type === 'ask' ? [change.question] : []));
    return asked.find(({ code }) => code === 'which-template') ?? null;
  }
  throw new Error('The drafter ended without a draft.');
}
