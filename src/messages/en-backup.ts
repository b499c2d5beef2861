import { formatNumber } from './format.ts';

const changes = (n: number) => `${formatNumber(n)} ${n === 1 ? 'change' : 'changes'}`;
const plans = (n: number) => `${formatNumber(n)} ${n === 1 ? 'plan' : 'plans'}`;

/** Backups, and what a file would bring. */
export const enBackup = {
  now: 'Back up now',
  done: (folder: string) => `Backed up to “${folder}”. The file was read back and is whole.`,
  place: (place: { readonly type: 'folder' | 'file' | 'download'; readonly name: string }): string => {
    switch (place.type) {
      case 'folder':
        return `in the folder “${place.name}”`;
      case 'file':
        return `as “${place.name}”`;
      case 'download':
        return 'as a download';
    }
  },
  folder: 'Backup folder',
  noFolder: 'None yet. Choose one that is not on this disk alone, such as one that is synced.',
  inFolder: (name: string) => `“${name}”. The newest seven backups stay there.`,
  expired: (name: string) => `Foldline may no longer write to “${name}” until you allow it again.`,
  expiredDetail: 'Browsers forget such permissions. No backup is made until then.',
  unsupported: 'This browser does not let Foldline write to a folder. You are reminded of a backup instead.',
  choose: 'Choose a folder',
  other: 'Choose another',
  allow: 'Allow again',
  forget: 'Stop using it',
  every: 'Back up by itself',
  everyText: 'While Foldline is open in a tab, and when you open it and one is due.',
  times: { off: 'Off', daily: 'Every day', weekly: 'Every week', changes: 'After 50 changes' },
  failed: 'The backup did not work.',
  under: (act: 'export' | 'import' | 'preview' | 'backup', part: 'reading' | 'writing' | 'checking' | null): string => {
    if (act === 'import') return part === 'writing' ? 'Taking the file in' : 'Reading and checking the file';
    if (act === 'preview') return 'Reading and checking the file';
    if (part === 'checking') return 'Reading the file back';
    return act === 'backup' ? 'Writing a backup' : 'Writing the file';
  },
  seenHeading: 'Import this file?',
  seen: (name: string, planCount: number, added: number, known: number) =>
    `“${name}” is whole. It holds ${plans(planCount)} and ${changes(added + known)}: ${formatNumber(added)} new here${known === 0 ? '' : `, ${formatNumber(known)} here already`}.`,
  seenText: 'Nothing here is overwritten or removed: the file is added to what you have.',
  keepFirst: 'First save what is here now as a file',
  importNow: 'Import',
};
