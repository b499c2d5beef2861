import type { Kind } from '#planner/kind.ts';
import type { NeedType } from '#planner/need.ts';
import type { ActionId } from './action-id.ts';
import type { ConflictCode } from './codes.ts';
import { enBackup } from './en-backup.ts';
import { enDraft } from './en-draft.ts';
import { enErrors } from './en-errors.ts';
import { enInspector } from './en-inspector.ts';
import { enPlan } from './en-plan.ts';
import { enPrivacy } from './en-privacy.ts';
import { enReasons } from './en-reasons.ts';
import { enRecovery } from './en-recovery.ts';
import { formatBytes, formatNumber, formatShare } from './format.ts';
import type { ShownStatus } from './shown-status.ts';

/*
 * English. Sentence case; buttons are verbs; say what happened, what it means and what can be done. A person's own words
 * stand in “typographic quotes”. Each screen has a part of its own beside this file.
 */
export const en = {
  appName: 'Foldline',
  close: 'Close',
  cancel: 'Cancel',
  /** On a toast. Not "Undo": that is the button of the plan, and two of one name are hard to tell apart by ear. */
  takeBack: 'Take back',
  copied: 'Copied',
  copyText: 'Copy this message',
  skipToContent: 'Skip to content',
  toastsLabel: 'Messages',
  dismiss: 'Dismiss',
  count,

  place: {
    home: 'Home',
    plan: 'Plan',
    draft: 'Draft',
    outline: 'Outline',
    settings: 'Settings',
    inspector: 'Inspector',
    privacy: 'Privacy',
    title: (screen: string) => (screen === '' ? 'Foldline' : `${screen} · Foldline`),
  },

  rail: {
    label: 'Main',
    home: 'Home',
    plans: 'Plans',
    settings: 'Settings',
    recentPlans: 'Recent plans',
    noPlans: 'No plans yet',
    newGoal: 'New goal',
  },

  foot: {
    saved: 'Saved',
    saving: 'Saving',
    notSaved: 'Not saved',
    memoryOnly: 'Kept in this tab only',
    offline: 'Offline',
    offlineDetail: 'Offline. Everything here works without a connection.',
    starting: 'Opening your plans',
    lastBackup: (when: string) => `Last backup: ${when}.`,
    never: 'never',
    lastBackupUnknown: 'Reading when you last backed up',
    place: 'Saved in this browser only.',
    memoryPlace: 'This browser gives no storage: closing this tab loses everything.',
  },

  notices: {
    updateReady: 'A newer version of Foldline is ready.',
    updateDetail: 'Reload when it suits you. What you are typing is kept.',
    reload: 'Reload',
    reloadToContinue: 'A part of the app could not be loaded.',
    reloadToContinueDetail:
      'Foldline was probably updated meanwhile. Reloading this tab gets the whole new version; what you are typing is kept.',
    restarted: 'The planner stopped and was started again. Nothing that was saved is lost.',
    notSaved: (n: number) =>
      n === 1 ? 'Your last change is not saved.' : `Your last ${formatNumber(n)} changes are not saved.`,
    discard: 'Discard',
    retry: 'Try again',
    exportNow: 'Export log',
    memoryOnly: 'This browser gives no storage, so nothing survives this tab.',
    memoryOnlyDetail: 'Private windows and strict privacy settings do that. Export the log before you close the tab.',
    planReadOnly: (type: string) =>
      `This plan holds something that a newer version of Foldline wrote (${type}). It is shown as far as this version understands it and can't be changed here.`,
    backUp: 'It is time for a backup.',
    backUpDetail: (events: number) =>
      `${count(events, 'change', 'changes')} since the last one. They are saved in this browser only.`,
    backUpInSafari:
      'Safari deletes what a site keeps when you have not visited it for seven days of use. Add Foldline to the home screen or the Dock, or keep a backup.',
    backUpNow: 'Back up now',
    later: 'In a week',
  },

  /** What the live region says for what the eye sees anyway. */
  said: {
    opened: (screen: string) => `${screen} opened.`,
    saved: 'Saved.',
    undone: 'Undone.',
    redone: 'Done again.',
    offline: 'Offline.',
    online: 'Online again.',
  },

  home: {
    heading: 'Home',
    goal: 'What do you want to get done?',
    placeholder: 'Move to the new flat by the end of March: cancel the lease, book a van, then pack room by room…',
    hint: 'One sentence, a list or a page of notes. Markdown works too.',
    draftPlan: 'Draft plan',
    drafting: 'Starting the plan',
    writeFirst: 'Type what you want to get done first.',
    examplesLabel: 'Examples',
    examples: [
      {
        label: 'Move to a new flat',
        text: `Move to the new flat by 31 March.
First cancel the old lease. Then book a van and order boxes.
Once the boxes are here, pack room by room, about 2 days.
Paint the bedroom before the furniture comes, 4 hours.
Register the new address after the move, and tell the bank.`,
      },
      {
        label: 'Ship a release',
        text: `# Release 2.0

## Before
- Freeze features
- Fix the login crash, about 3 hours
- Write the changelog, 45 min
- Test the upgrade from 1.9 after the login crash is fixed

## On the day
1. Tag the release
2. Publish the build
3. Announce it on the mailing list

## After
- Watch error reports for two days`,
      },
      {
        label: 'Dinner for six',
        text: `# Dinner for six on Saturday

- Ask everyone about allergies by Wednesday
- Choose the menu after asking about allergies
- Write the shopping list once the menu is chosen, 20 min
- Buy everything on Friday, 1 hour
- Make the tiramisu on Friday evening, it rests overnight
- Set the table on Saturday
- Start the risotto at 18:15 on Saturday, 45 min`,
      },
    ],
    dropTitle: 'Drop it here',
    dropText: 'Text and Markdown become your goal. A .foldline file is imported.',
    dropRefused: (name: string) => `“${name}” is not text, Markdown or a .foldline file, so it was left alone.`,
    dropTooLarge: (name: string, bytes: number) =>
      `“${name}” has ${formatBytes(bytes)}. A goal can have up to 2 MB; split it into several plans.`,
    tooLong: (bytes: number) =>
      `This text has ${formatBytes(bytes)}. A goal can have up to 2 MB; split it into several plans.`,
    chooseFile: 'Open a text file',
    addedToGoal: 'The file was added to your text.',
    replacedGoal: 'The example replaced your text.',
    kept: 'Unsent text is kept in this browser.',
    plans: 'Recent plans',
    archived: 'Archived plans',
    search: 'Search plans',
    noneFound: (words: string) => `No plan has “${words}” in its title or next task.`,
    showArchived: (n: number) => `Show ${count(n, 'archived plan', 'archived plans')}`,
    hideArchived: 'Hide archived plans',
    allPlans: (n: number) => `Show all ${formatNumber(n)} plans`,
    emptyTitle: 'No plans yet',
    emptyText:
      'Type a goal above, or try an example: Foldline turns it into tasks that you can check, change and tick off.',
    progress: (done: number, total: number) => `${formatNumber(done)} of ${formatNumber(total)} done`,
    progressLabel: (title: string) => `Progress of ${title}`,
    noTasks: 'No tasks yet',
    next: 'Next:',
    allDone: 'Everything is done',
    proposed: (n: number) => `${count(n, 'proposed change', 'proposed changes')} to look at`,
    changed: (when: string) => `Changed ${when}`,
    open: (title: string) => `Open ${title}`,
    archive: 'Archive',
    archivePlan: (title: string) => `Archive ${title}`,
    unarchive: 'Bring back',
    unarchivePlan: (title: string) => `Bring back ${title}`,
    archivedToast: (title: string) => `“${title}” is archived.`,
    unarchivedToast: (title: string) => `“${title}” is back on Home.`,
  },

  settings: {
    heading: 'Settings',
    storage: 'Storage',
    storageLead: 'Your plans are saved in this browser on this device, nowhere else. A backup is a file that you keep.',
    used: 'Space used',
    usedOf: (usage: number, quota: number) => `${formatBytes(usage)} of ${formatBytes(quota)} that the browser offers`,
    unknown: 'The browser does not say',
    usedLabel: 'Share of the offered space in use',
    usedShare: (share: number) => (share < 0.01 ? 'less than 1 %' : formatShare(share)),
    protection: 'Protection',
    protectionOn: 'On: the browser will not clear your plans on its own',
    protectionOff: 'Off: when space runs short, the browser may clear your plans',
    protect: 'Ask the browser to protect them',
    protectRefused:
      'The browser said no. It often says yes once Foldline is installed, bookmarked or used more; until then, backups protect you.',
    protectGranted: 'The browser will keep your plans until you delete them.',
    holds: 'In the log',
    holdsText: (plans: number, events: number) =>
      `${count(plans, 'plan', 'plans')}, ${count(events, 'change', 'changes')}`,
    memory: 'This tab only',
    memoryText: 'The browser gives Foldline no storage. Closing this tab loses everything that is not exported.',
    backup: 'Last backup',
    backupNever: 'Saved in this browser only. Last backup file: never.',
    backupAt: (moment: string, when: string, place: string | null, events: number) =>
      `${moment} (${when})${place === null ? '' : `, ${place}`}. ${events === 0 ? 'Nothing changed since.' : `${count(events, 'change', 'changes')} since.`}`,
    readingStorage: 'Reading the storage',
    copy: 'Second copy',
    copyState: (state: 'whole' | 'copying' | 'full' | 'failed' | 'elsewhere', when: string | null): string => {
      switch (state) {
        case 'whole':
          return `Kept in another place of this browser${when === null ? '' : `, last change copied ${when}`}. If the database loses something, it can be put back from there.`;
        case 'elsewhere':
          return 'Kept in another place of this browser by another tab.';
        case 'copying':
          return 'Being made for the first time.';
        case 'full':
          return 'Incomplete: there is no room for it. It is tried again when there is; until then, backups protect you.';
        case 'failed':
          return 'Incomplete: the browser would not write it. It is tried again; until then, backups protect you.';
      }
    },
    copyImpossible: 'None: this browser offers no place beside its database. Backups protect you.',
    copyWithoutLocks: 'None: this browser can’t tell which tab should keep it. Backups protect you.',
    copyNotYet: 'Not made yet.',
    otherTabs: 'Other tabs',
    otherTabsLate:
      'What you change in one tab shows in others only when you look at them: this browser lets tabs not talk.',
    freeSpace: 'Free space',
    freeSpaceText: (copy: number) =>
      `Your plans are never removed to make room.${copy > 0 ? ` The second copy takes ${formatBytes(copy)} and stays, because it protects them.` : ''} The browser gives room back in its own time.`,
    freeable: { remade: 'Kept states', aside: 'Set aside' },
    freeableText: {
      remade: (bytes: number) => `${formatBytes(bytes)}. They make plans open faster and are made again when needed.`,
      aside: (bytes: number) =>
        `${formatBytes(bytes)}. What was left behind when you chose how to go on after a loss. Once freed it is gone.`,
    },
    free: 'Free it',
    freeLabel: (what: string) => `Free it: ${what}`,
    files: 'Backup and move',
    filesLead:
      'The log file holds every plan with its whole history. Import it here or on another device: nothing is overwritten, and importing it twice changes nothing.',
    exportLog: 'Export log',
    exporting: 'Writing the file',
    fileKind: 'Foldline log',
    exportedTo: (name: string, bytes: number) => `Saved ${name}, ${formatBytes(bytes)}, and read it back: it is whole.`,
    exported: (name: string, bytes: number) => `Saved ${name}, ${formatBytes(bytes)}, to your downloads.`,
    importLog: 'Import log',
    importFile: 'Import log file',
    importing: 'Reading and checking the file',
    stop: 'Stop',
    imported: (plans: number, added: number, known: number) =>
      added === 0
        ? `Nothing new in this file: all ${count(known, 'change is', 'changes are')} here already.`
        : `Imported ${count(plans, 'plan', 'plans')}: ${count(added, 'change', 'changes')} added${known === 0 ? '' : `, ${formatNumber(known)} here already`}.`,
    share: (share: number) => formatShare(share),
    appearance: 'Appearance',
    theme: 'Theme',
    themes: { system: 'Like the system', light: 'Light', dark: 'Dark' },
    keyboard: 'Keyboard',
    singleKeys: 'Single-key shortcuts',
    singleKeysHint:
      'Such as N for a new goal. They never act while you type. Switch them off if you use speech input or press keys by accident.',
    allShortcuts: 'All shortcuts',
    showShortcuts: 'Show',
    otherFile: 'Choose another file',
    about: 'About',
    version: 'Version',
    versionText: (version: string) => `Foldline ${version}`,
    inspector: 'Inspector',
    inspectorText: 'What is in the log, what is kept beside it, and whether all of it is sound',
    openInspector: 'Open the inspector',
    license: 'License',
    licenseText: 'MIT: free to use, read, change and share',
    network: 'Network',
    networkText:
      'Rules plan on this device and send nothing. What you allow besides, and what left, stands under Privacy.',
  },

  shortcuts: {
    title: 'Keyboard shortcuts',
    thenPress: 'then',
    or: 'or',
    singleOff: 'Single-key shortcuts are switched off in Settings.',
    groups: { everywhere: 'Everywhere', draft: 'Draft', plan: 'Plan', task: 'Selected task' },
    keys: {
      Escape: 'Esc',
      Enter: 'Enter',
      Delete: 'Delete',
      Backspace: 'Backspace',
      ArrowUp: '↑',
      ArrowDown: '↓',
      ArrowLeft: '←',
      ArrowRight: '→',
      Space: 'Space',
      Tab: 'Tab',
      Shift: 'Shift',
      Alt: 'Alt',
      Control: 'Ctrl',
      Meta: '⌘',
    } as Readonly<Record<string, string>>,
  },

  actions: {
    'go-home': 'Go to Home',
    'go-plan': 'Go to the last plan',
    'go-settings': 'Go to Settings',
    'go-inspector': 'Go to the inspector',
    'go-privacy': 'Go to privacy',
    'keep-on-device': 'Nothing leaves this device',
    'new-goal': 'New goal',
    'draft-plan': 'Draft plan',
    search: 'Search',
    'show-shortcuts': 'Keyboard shortcuts',
    undo: 'Undo',
    redo: 'Redo',
    'export-log': 'Export log',
    'import-log': 'Import log',
    'back-up': 'Back up everything',
    retry: 'Try again',
    'reload-app': 'Reload',
    dismiss: 'OK',
    'view-draft': 'Show the draft',
    'view-outline': 'Show the outline',
    'draft-again': 'Draft again',
    'cancel-draft': 'Stop drafting',
    'accept-all': 'Accept all',
    'accept-task': 'Accept this task',
    'reject-task': 'Reject this task',
    'reject-all': 'Reject all',
    'add-task': 'Add task',
    'add-subtask': 'Add task inside',
    'edit-task': 'Edit title',
    'open-details': 'Open details',
    'complete-task': 'Complete',
    'start-task': 'Start',
    'skip-task': 'Skip',
    'reopen-task': 'Reopen',
    'fail-task': 'Mark as failed',
    'retry-task': 'Retry',
    'cancel-task': 'Cancel task',
    'remove-task': 'Remove',
    'indent-task': 'Move inside the one above',
    'outdent-task': 'Move out one level',
    'move-task-up': 'Move up',
    'move-task-down': 'Move down',
    'link-task': 'Add a need',
    'split-task': 'Split',
    'merge-tasks': 'Merge',
    'expand-all': 'Expand all',
    'collapse-all': 'Collapse all',
    'rename-plan': 'Rename plan',
    'plan-details': 'Plan details',
    'duplicate-plan': 'Duplicate plan',
    'archive-plan': 'Archive plan',
    'pause-plan': 'Pause plan',
    'resume-plan': 'Resume plan',
    'roll-back': 'Roll back',
  } satisfies Record<ActionId, string>,

  /** Why an action can't be used now. */
  notNow: {
    nothingToUndo: 'Nothing to undo.',
    nothingToRedo: 'Nothing to do again.',
    noPlanOpen: 'Open a plan first.',
    noTaskSelected: 'Select a task first.',
    readOnly: 'This plan is read-only here.',
    notOnThisScreen: 'Not on this screen.',
  },

  status: {
    planned: 'Planned',
    ready: 'Ready',
    waiting: 'Waiting',
    blocked: 'Blocked',
    running: 'Running',
    'needs-clarification': 'Needs an answer',
    interrupted: 'Interrupted',
    completed: 'Done',
    failed: 'Failed',
    skipped: 'Skipped',
    cancelled: 'Cancelled',
  } satisfies Record<ShownStatus, string>,

  kind: {
    manual: 'By hand',
    clarification: 'Question',
    'tool-call': 'Tool',
    processing: 'Processing',
    'unit-test': 'Test',
    retrieval: 'Look up',
    analysis: 'Analysis',
    refactor: 'Rework',
    implementation: 'Build',
  } satisfies Record<Kind, string>,

  need: {
    blocks: 'must be done first',
    informs: 'must be done first, its result is used',
    'on-failure': 'only if it fails',
    'start-after': 'some time after it',
  } satisfies Record<NeedType, string>,

  confidence: { sure: 'Sure', likely: 'Likely', guess: 'A guess' },

  notFound: {
    heading: 'Nothing here',
    text: 'This address leads nowhere in Foldline. The plan may be in another browser, or the link was cut.',
    plan: 'No such plan in this browser',
    planText: 'Plans stay on the device where they were made. If you have its .foldline file, import it in Settings.',
    goHome: 'Go to Home',
  },

  broken: {
    heading: 'Foldline can’t open its storage',
    loading: 'Opening the plan',
    loadingApp: 'Opening Foldline',
    screenFailed: 'This screen could not be shown.',
  },

  conflicts: {
    NotInitialized: 'A change came before the plan existed.',
    AlreadyInitialized: 'The plan was begun twice; the first beginning holds.',
    TaskMissing: 'A change was about a task that is gone.',
    TaskExists: 'A task was added twice; it is kept once.',
    ParentMissing: 'A task was put under one that is gone; it stands at the top instead.',
    NeedMissing: 'A need named a task that is gone; it was left out.',
    WouldCycle: 'A need would have closed a circle; it was left out.',
    ProposalMissing: 'A change was about a proposal that is gone.',
    ChangeMissing: 'A decision was about a proposed change that is gone.',
    ChangeExists: 'A proposed change came twice under one name; the first is kept.',
    NotOnUndoLine: 'Something was undone twice; once was enough.',
  } satisfies Record<ConflictCode, string>,

  errors: enErrors,
  reasons: enReasons,
  privacy: enPrivacy,
  inspector: enInspector,
  draft: enDraft,
  plan: enPlan,
  recovery: enRecovery,
  backup: enBackup,
};

/** `1 task`, `12 tasks`. */
function count(n: number, one: string, many: string): string {
  return `${formatNumber(n)} ${n === 1 ? one : many}`;
}
