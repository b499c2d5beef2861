import type { Loss } from '#service/failure.ts';
import { formatMoment, formatNumber } from './format.ts';

const changes = (n: number) => `${formatNumber(n)} ${n === 1 ? 'change' : 'changes'}`;

/** The screen in place of the app when the storage holds less than was saved in it. */
export const enRecovery = {
  title: 'Something is missing',
  lostHeading: 'Some of what you saved is missing here',
  damagedHeading: 'Some of what you saved can’t be read here',
  happened: (loss: Loss): string => {
    if (loss.code === 'LogDamaged') {
      return `A part of what this browser stores is not what was written (${loss.params.where}). ${changes(loss.params.readable)} can still be read.`;
    }
    const { stored, known, at } = loss.params;
    const last = at === null ? '' : `, the last of them on ${formatMoment(at)}`;
    const found =
      stored >= known
        ? 'Something else stands in their place now'
        : stored === 0
          ? 'Now none of them is there'
          : `Now only ${formatNumber(stored)} of them ${stored === 1 ? 'is' : 'are'} there`;
    return `This browser had kept ${changes(known)} for you${last}. ${found}. A crash, a failing disk or a clean-up by the browser can do that.`;
  },
  nothingChanged: 'Nothing has been changed, and nothing is written until you choose.',
  facts: 'What there is',
  saved: 'Saved before',
  here: 'Still here',
  inCopy: 'In the copy',
  count: changes,
  noCopy: 'There is no copy',
  choices: 'What would you like to do?',
  recommended: 'Recommended',
  restore: 'Restore from the copy',
  restoreText: (copied: number, missing: number) =>
    missing <= 0
      ? `Brings back all ${changes(copied)}. Foldline keeps this copy in another place of this browser.`
      : `Brings back ${changes(copied)}. The newest ${formatNumber(missing)} ${missing === 1 ? 'is' : 'are'} in no copy here.`,
  fromFile: 'Restore from a backup file',
  fromFileText: (isCopied: boolean) =>
    `Keeps what is here and adds what a .foldline file of yours holds${isCopied ? ', instead of the copy' : ''}.`,
  fileLabel: 'Backup file',
  goOn: 'Go on with what is here',
  goOnText: (here: number) =>
    here === 0 ? 'Begins with nothing.' : `Keeps the ${changes(here)} that can be read and goes on from there.`,
  goOnHeading: 'Go on without the rest?',
  goOnWarning: (missing: number) =>
    `${changes(missing)} that the copy holds will not be shown any more. Save a file of the copy first if you may want them.`,
  saveCopy: 'Save a file of the copy',
  saveReadable: 'Save a file of what can be read',
  saveText: 'Changes nothing here. The file can be imported at any time.',
  restoring: 'Putting the copy back',
  goingOn: 'Opening what is here',
  saving: 'Writing the file',
  restored: 'The copy was put back. Your plans are here again.',
  wentOn: 'Foldline goes on with what is here.',
};
