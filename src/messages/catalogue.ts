import { en } from './en.ts';

/** Every language says the same things: a missing or misnamed entry does not compile. */
export type Catalogue = typeof en;

/** The words of the language in use. English, until there is a second one. */
export const t: Catalogue = en;
