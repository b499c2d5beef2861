import type { Link, Mark } from './order-words.ts';

/** Which of two tasks comes first, and what that is; `none`: they have nothing to do with each other. */
export type Meaning =
  | { readonly type: 'none' }
  | { readonly type: 'order' | 'feeds' | 'failure'; readonly isSubjectFirst: boolean };

type Marks = ReadonlySet<Mark>;

/**
 * What a link says of its subject and its object.
 *
 * @param clause the marks of the clause up to the link, or of the main clause where the link opens the sentence
 */
export function meaningOf(link: Link, subject: Marks, object: Marks, clause: Marks, isFronted: boolean): Meaning {
  const isForbidden = clause.has('not');
  if (clause.has('without-need')) return { type: 'none' };
  switch (link) {
    case 'after':
      if (object.has('fails')) return FAILURE;
      // "Y must not come after X"
      return (isForbidden && !isFronted) || isAlreadyDone(subject, object) ? SUBJECT_FIRST : OBJECT_FIRST;
    case 'when':
      if (object.has('fails')) return FAILURE;
      return isAlreadyDone(subject, object) ? SUBJECT_FIRST : OBJECT_FIRST;
    case 'if':
      return object.has('fails') ? FAILURE : OBJECT_FIRST;
    case 'before':
      return isForbidden ? OBJECT_FIRST : SUBJECT_FIRST;
    case 'until':
      // "Rehearse until the concert", but "wait until the hall is booked"
      return isFronted || isForbidden || clause.has('wait') ? OBJECT_FIRST : SUBJECT_FIRST;
    case 'earlier':
      return isForbidden ? OBJECT_FIRST : SUBJECT_FIRST;
    case 'feeds':
      return isForbidden ? OBJECT_FIRST : { type: 'feeds', isSubjectFirst: true };
    case 'later':
      return isForbidden ? SUBJECT_FIRST : OBJECT_FIRST;
    case 'uses':
      // "builds on the completion of X" takes no result of it.
      return object.has('done') ? OBJECT_FIRST : { type: 'feeds', isSubjectFirst: false };
    case 'unless':
    case 'requires':
      return OBJECT_FIRST;
    case 'so':
    case 'then':
    case 'first':
    case 'last':
    case 'as':
    case 'between':
    case 'parallel':
    case 'inOrder':
    case 'inReverse':
      return SUBJECT_FIRST;
  }
}

/** "When Y starts, X must be finished." */
function isAlreadyDone(subject: Marks, object: Marks): boolean {
  return object.has('start') && !object.has('done') && subject.has('done');
}

const SUBJECT_FIRST: Meaning = { type: 'order', isSubjectFirst: true };
const OBJECT_FIRST: Meaning = { type: 'order', isSubjectFirst: false };
const FAILURE: Meaning = { type: 'failure', isSubjectFirst: false };
