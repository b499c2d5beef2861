import type { EgressFailure } from '#models/egress-port.ts';
import { formatBytes, formatNumber } from './format.ts';

const count = (n: number, one: string, many: string) => `${formatNumber(n)} ${n === 1 ? one : many}`;

/** Why something was sent, by the word that the ledger keeps. Any other word is shown as it is. */
const purposes: Readonly<Record<string, string>> = {
  draft: 'To draft a plan',
  replan: 'To plan the rest anew',
  split: 'To split a task',
  merge: 'To merge tasks',
  estimate: 'To estimate a task',
  needs: 'To suggest what a task needs',
  ask: 'To find what to ask you',
  criteria: 'To write when a task is done',
  summary: 'To summarise the plan',
  test: 'To test the connection',
  models: 'To list the models there',
  'model-list': 'To list the models there',
  download: 'To download a model',
  'model-download': 'To download a model',
  'model-trial': 'To try a model',
  'sign-in': 'To sign in and receive a key',
};

/** How it ended. */
const ends: Readonly<Record<EgressFailure['code'] | 'whole', string>> = {
  whole: 'Answered',
  NetworkOff: 'Not sent: nothing could leave',
  PlanOffline: 'Stopped: the plan now stays on this device',
  NotGranted: 'Stopped: you took the permission back',
  AddressRefused: 'Not sent: the address was refused',
  SecretRefused: 'Not sent: the key belongs elsewhere',
  RequestRefused: 'Not sent: the browser refused the request',
  LedgerFailed: 'Not sent: it could not be noted here first',
  BlockedByPolicy: 'Not sent: the browser held it back',
  Redirected: 'Sent on to somewhere else, and not followed',
  Unreachable: 'No answer that may be read',
  LocalNetworkRefused: 'Not sent: the browser did not allow the local network',
  TooLarge: 'Stopped: the answer was too large',
  TimedOut: 'Stopped: it took too long',
  CutOff: 'The connection broke off',
  Cancelled: 'Stopped by you',
  EgressLost: 'Cut short here; how far it came is not known',
};

/** The words of the privacy screen, and of what asks for permission. */
export const enPrivacy = {
  heading: 'Privacy',
  lead: 'What left this device, when, to whom and why. Everything else stays here.',

  standing: 'Requests to others',
  standingOn: 'What may leave',
  standingOff: 'Nothing can leave',
  checking: 'Looking whether anything can leave',
  on: 'Only to addresses that you allow, one by one. The browser itself holds back everything else.',
  off: {
    uncontrolled:
      'Off in this tab: Foldline’s service worker, which holds requests to what you allow, is not in charge here. Reload the tab. Planning by rules works as always.',
    unsupported:
      'Off: this browser or address offers no service worker, which would hold requests to what you allow. Open Foldline over https in a usual window. Planning by rules works as always.',
  },
  reload: 'Reload',

  totals: 'By address',
  totalsLead: 'Bytes as they were sent and received, encryption and connection not counted.',
  total: (requests: number, sent: number, received: number, when: string) =>
    `${count(requests, 'request', 'requests')}: ${formatBytes(sent)} sent, ${formatBytes(received)} received. Last ${when}.`,
  showOnly: 'Show only these',
  showOnlyOf: (origin: string) => `Show only requests to ${origin}`,

  requests: 'Every request',
  requestsLead: 'Newest first. A row is written before anything is sent, so that no crash can hide it.',
  all: 'All',
  ofPlan: 'Plan',
  ofOrigin: 'Address',
  unknownPlan: 'A plan that is not here',
  reading: 'Reading the ledger',
  older: 'Show older',
  emptyTitle: 'Nothing has left this device',
  empty: 'When you use a model elsewhere, every request to it is listed here.',
  noneFitTitle: 'No such request',
  noneFit: 'Nothing was sent for this plan to this address.',
  showAll: 'Show all',

  columns: { when: 'When', where: 'Where', why: 'Why', sent: 'Sent', received: 'Received', end: 'How it ended' },
  purpose: (word: string) => (Object.hasOwn(purposes, word) ? (purposes[word] ?? word) : word),
  end: (code: string, status: number | null) => {
    const words = Object.hasOwn(ends, code) ? ends[code as keyof typeof ends] : code;
    return status === null || status < 400 ? words : `${words} with an error (HTTP ${status})`;
  },
  open: 'Not known: no end was written. It is under way, or the tab ended.',
  attempt: (id: string) => `Attempt ${id}`,
  elsewhere: 'On another device',

  allowed: 'What you allow',
  allowedLead: 'Foldline reaches these addresses and no others.',
  noneAllowed: 'Nothing. You are asked before the first request to an address.',
  forModels: 'For models',
  forPlan: (title: string) => `For ${title}`,
  network: {
    public: 'On the internet',
    loopback: 'On this device',
    private: 'In your own network',
  },
  unencrypted: 'Not encrypted: others in between can read it.',
  allowedSince: (when: string) => `allowed ${when}`,
  revoke: 'Revoke',
  revokeOf: (origin: string) => `Revoke ${origin}`,
  revoked: (origin: string) => `${origin} is no longer allowed. What was under way is stopped.`,

  keys: 'Keys',
  keysLead: 'Each goes to its own address only, in a header, and is never shown again, logged or exported.',
  keptInTab: 'Kept until the last tab of Foldline is closed',
  keptOnDevice: 'Kept on this device: whoever can use this browser profile can use it',
  forget: 'Forget',
  forgetOf: (origin: string) => `Forget the key for ${origin}`,
  forgotten: 'The key is gone from this device. Where it was issued it still works.',

  offlineOnly: 'Nothing leaves this device',
  offlineOnlyOn:
    'On: no model or tool elsewhere is asked for this plan. Rules and models on this device work as always.',
  offlineOnlyOff: 'Off: what you have allowed may be asked for this plan.',
  offlineSaid: (on: boolean) =>
    on ? 'Nothing of this plan leaves this device' : 'What you allow may be asked for this plan',
  seePlan: 'What left for this plan',

  settings: 'Privacy',
  settingsLead: 'Nothing leaves this device unless you set up a model elsewhere.',
  ledger: 'What left this device',
  ledgerText: 'Every request: when, where to, why and how much',
  openLedger: 'Open privacy',

  askBefore: 'Show me what is sent, each time',
  askBeforeOn: 'On: every request waits until you have read it and said yes.',
  askBeforeOff: 'Off: requests to what you allow leave at once, and are listed afterwards.',

  asking: {
    send: 'Send',
    sendAndStop: 'Send, and show no more',
    title: (host: string) => `Send this to ${host}?`,
    why: 'Why',
    where: 'Where to',
    size: 'How much',
    sizeText: (bytes: number) => `${formatBytes(bytes)}, with address and headers`,
    headers: 'Headers',
    hidden: '(your key)',
    noHeaders: 'None of our own',
    body: 'Exactly what is sent',
    noBody: 'No text: only the address is asked for',
    once: 'Allow once',
    forPlan: 'Allow for this plan',
    forModels: 'Allow for models',
    cancel: 'Don’t send',
  },
};
