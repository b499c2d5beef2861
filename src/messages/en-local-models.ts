import type { BuiltinState } from '#models/builtin/prompt-api.ts';
import type { CustomModelProblems } from '#models/webgpu/custom-model.ts';
import type { HindranceCode } from '#models/webgpu/device.ts';
import type { DownloadFault } from '#models/webgpu/download-fault.ts';
import type { BarPhase } from '#models/webgpu/load-bar.ts';
import { formatBytes, formatList, formatNumber, formatShare } from './format.ts';

type Problem = NonNullable<CustomModelProblems[keyof CustomModelProblems]>;

/** Models on this device: their part of Settings. Not in `en.ts`, since nobody needs it before Settings is open. */
export const enLocalModels = {
  title: 'Models on this device',
  lead: 'A model that runs in this browser, on your graphics card. What you write stays here, and it works offline once it has been downloaded. You can download and try one here; plans are still drafted by rules alone.',
  looking: 'Looking at what this device can do',
  state: 'This device',
  fine: 'It can run a model.',
  room: (free: number | null) => (free === null ? '' : ` ${formatBytes(free)} of room is free.`),
  tier: { small: 'small: short lists', medium: 'medium: a good start', large: 'large: the best plans, slower' },
  recommended: 'Recommended here',
  yours: 'added by you',
  /** Read before a click starts a download: how much, from where, and how much room there is. */
  takes: (bytes: number | null, memoryMb: number | null, origin: string, others: number, free: number | null) =>
    [
      bytes === null ? `A download from ${origin}` : `About ${formatBytes(bytes)} from ${origin}`,
      others === 0 ? '' : ` and ${others === 1 ? 'one other address' : `${formatNumber(others)} other addresses`}`,
      free === null ? '.' : `; ${formatBytes(free)} is free here.`,
      memoryMb === null ? '' : ` Needs ${formatBytes(memoryMb * 1_000_000)} of graphics memory.`,
    ].join(''),
  here: (bytes: number, memoryMb: number | null) =>
    `Downloaded: ${formatBytes(bytes)}.${memoryMb === null ? '' : ` Needs ${formatBytes(memoryMb * 1_000_000)} of graphics memory.`}`,
  part: (bytes: number, total: number | null) =>
    total === null
      ? `${formatBytes(bytes)} of it is here.`
      : `${formatBytes(bytes)} of ${formatBytes(total)} is here; the rest can follow.`,
  origins: 'Where it comes from',
  originsText: (origins: readonly string[]) =>
    `Downloading allows Foldline to reach ${formatList(origins)} for models. Nothing of yours is sent.`,
  download: 'Download',
  goOn: 'Go on downloading',
  again: 'Try again',
  pause: 'Pause',
  delete: 'Delete',
  tryIt: 'Try it',
  stop: 'Stop',
  /** For readers, who hear the button without its row. */
  of: (act: string, model: string) => `${act}: ${model}`,
  downloading: (model: string) => `Downloading ${model}`,
  progress: (bytes: number, total: number) => `${formatBytes(bytes)} of ${formatBytes(total)}`,
  begins: 'Asking what there is to fetch',
  phase: {
    download: 'Getting ready',
    weights: 'Loading onto the graphics card',
    shaders: 'Preparing the graphics card',
  } satisfies Record<BarPhase, string>,
  phaseShare: (phase: string, share: number) => `${phase}, ${formatShare(share)}`,
  trying: (model: string) => `Trying ${model}`,
  said: 'It says:',
  speed: (tokensPerSecond: number) =>
    `It works: about ${formatNumber(Math.max(0.1, Math.round(tokensPerSecond * 10) / 10))} words or parts of words a second.`,
  worked: 'It works.',
  loaded: 'In memory',
  loadedText: (model: string) => `${model} is loaded. It lets go of the memory by itself after ten minutes of rest.`,
  free: 'Free memory',
  builtin: 'The browser’s own model',
  builtinState: {
    none: '',
    unavailable: 'This browser has one, and does not offer it on this device.',
    downloadable:
      'The browser can fetch it: some 3 GB, kept by the browser for all sites, and nothing is sent to them.',
    downloading: 'The browser is fetching it.',
    available: 'It is here. What you write stays on this device.',
  } satisfies Record<BuiltinState, string>,
  fetching: 'Downloading',
  own: 'A model of your own',
  ownLead:
    'Any model compiled for web-llm: the folder with its files, and its library (.wasm). Its server has to allow pages to read them (CORS).',
  modelUrl: 'Model URL',
  libraryUrl: 'Library URL',
  modelId: 'Model id',
  contextSize: 'Context size',
  contextHint: 'In tokens; 2,048 suits small cards.',
  add: 'Add model',
  problem: {
    missing: 'Fill this in.',
    'no-address': 'This is no address. It begins with https:// or, on this device, http://.',
    'no-number': 'A whole number from 256 up.',
    taken: 'There is a model of this name. Choose another name, or delete that one.',
  } satisfies Record<Problem, string>,
  hindrance: {
    'no-webgpu':
      'This browser offers no WebGPU, so no model can run in it. Chrome, Edge, Firefox and Safari have it in their newest versions. Rules work everywhere.',
    'no-adapter':
      'The browser does not let pages use the graphics card. An update of its driver, or switching on hardware acceleration in the browser’s settings, may help. Rules work without it.',
    'software-adapter':
      'The browser has no graphics card to use and would compute on the processor: a sentence may take minutes. You can try it all the same.',
    'no-f16': 'Compiled for 16-bit arithmetic, which this graphics card can’t do.',
    'little-memory': 'This device has little memory for it. It may be slow, or end the tab.',
    'big-for-phone': 'Too large for a phone: the browser would end the tab.',
    'no-room': 'There is not enough free room to keep it. Free some, or choose a smaller one.',
    'crashed-before':
      'The last time it was used here it was lost or took the tab along. It is not loaded by itself; try it again, or choose a smaller one.',
  } satisfies Record<HindranceCode, string>,
  fault,
};

/** Why a download ended, and what can be done; what has come stays in each case. */
function fault({ code, host, file, detail, room }: DownloadFault): string {
  switch (code) {
    case 'cancelled':
      return 'You stopped it. What has come stays.';
    case 'not-sent':
      return notSent(host, detail);
    case 'unreachable':
      return `${host} could not be reached for ${file}, after four tries. You may be offline, or the server does not allow pages to read it (CORS). What has come stays; try again later.`;
    case 'missing':
      return `${host} has no ${file}. Check the address.`;
    case 'refused':
      return `${host} would not give ${file} (${detail}). It may ask for a sign-in, or for fewer requests: try again later.`;
    case 'server':
      return `${host} had a fault of its own (${detail}) with ${file}, after four tries. Try again later.`;
    case 'page':
      return `A web page came from ${host} in place of ${file}. In a café or hotel, log in to the network first, then try again. Else check the address.`;
    case 'cut':
      return `The connection to ${host} broke off in ${file}, after four tries. What has come whole stays; try again.`;
    case 'wrong-length':
      return `${file} from ${host} is not as long as it should be, after four tries. Try again later.`;
    case 'corrupt':
      return `${file} from ${host} came damaged, four times. Try again on another network.`;
    case 'stalled':
      return `${host} sent nothing more of ${file}, after four tries. What has come whole stays; try again later.`;
    case 'no-room':
      return room === null || room.needed === 0
        ? 'The browser has no more room for it. Free some, or choose a smaller model.'
        : `It needs ${formatBytes(room.needed)} of room, and ${formatBytes(room.free)} is free. Free some, or choose a smaller model.`;
    case 'not-a-model':
      return `What ${host} has as ${file} is no model that can run here. It has to be compiled for web-llm.`;
  }
}

function notSent(host: string, code: string): string {
  switch (code) {
    case 'NetworkOff':
      return 'Foldline can’t send anything from this page yet. Reload it, then try again.';
    case 'LocalNetworkRefused':
      return `The browser did not let this page reach ${host} in your own network. Allow “local network” for this page in the browser’s site settings, then try again.`;
    case 'Redirected':
      return `${host} sends on to an address that Foldline does not know, so it did not follow. Add the model by the address that it leads to.`;
    default:
      return `Foldline did not ask ${host} (${code}). Allow it in Settings, then try again.`;
  }
}
