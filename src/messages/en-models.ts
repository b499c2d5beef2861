import type { ModelFailureCode, ModelFailureOf } from '#models/failure.ts';
import type { PresetId } from '#models/hosted/endpoint.ts';
import { formatMoment, formatNumber } from './format.ts';

type Failures = { [Code in ModelFailureCode]: (params: ModelFailureOf<Code>['params']) => string };

const seconds = (ms: number) => `${formatNumber(Math.max(1, Math.round(ms / 1000)))} s`;

/** A server's own words, shortened and in quotes. */
const said = (words: string) => {
  const plain = words.replace(/\s+/gu, ' ').trim();
  return plain === '' ? '' : ` It says: “${plain.length > 200 ? `${plain.slice(0, 200)}…` : plain}”`;
};

const failures: Failures = {
  Unreachable: ({ origin }) =>
    `No answer from ${origin}. It may be off or offline, the address may be wrong, or it may not allow pages from here to ask it (CORS). The model’s settings say what its server needs.`,
  LocalNetworkRefused: ({ origin }) =>
    `The browser did not let this page reach ${origin} in your own network. Allow “local network” for this page in the browser’s site settings, then test the connection again.`,
  NotGranted: ({ origin }) =>
    `Foldline may not send anything to ${origin} yet. Allow it in Settings first; nothing was sent.`,
  PlanStaysHere: () =>
    'This plan keeps everything on this device, so nothing was sent. Use a model in the browser, or change the plan’s privacy.',
  NetworkOff: ({ reason }) => {
    switch (reason) {
      case 'unsupported':
        return 'This browser offers no guard for what leaves the device, so asking models elsewhere is off. Rules and models in the browser still work.';
      case 'uncontrolled':
        return 'This page was opened before the guard for what leaves the device was ready, so asking models elsewhere is off. Reload Foldline to switch it on.';
      case 'offline':
        return 'This device is offline. Rules and models in the browser still work; ask again when you are back online.';
    }
  },
  BadAddress: ({ origin }) =>
    `Foldline does not send anything to “${origin}”. An address begins with https://, or with http:// for this device, and holds no name or password.`,
  KeyMissing: ({ origin }) =>
    `The key for ${origin} is no longer here: it was kept until the browser was closed. Enter it again in Settings.`,
  NotSent: ({ reason }) => `Foldline held this back, so nothing was sent (${reason}). Reload, then ask again.`,
  Unauthorised: ({ origin, status }) =>
    status === 403
      ? `${origin} knows the key, yet does not allow this (403). Check what the key may do, or choose another model.`
      : `${origin} did not accept the key (${status}). Check it in Settings.`,
  NoCredit: ({ origin }) =>
    `The account at ${origin} has nothing left to spend. Top it up there, or use another model.`,
  ModelUnknown: ({ model, origin }) =>
    `${origin === null ? 'This browser' : origin} has no model “${model}”. Choose one from its list in Settings.`,
  RateLimited: ({ origin, atMs }) =>
    atMs === null
      ? `${origin} asks for fewer requests for now. Wait a minute, then ask again.`
      : `${origin} asks to wait until ${formatMoment(atMs)}. Ask again then.`,
  ServerFailed: ({ origin, status, said: words }) =>
    `${origin} had a fault of its own${status === null ? '' : ` (${status})`}.${said(words)} Ask again in a while.`,
  BadRequest: ({ origin, status, said: words }) =>
    `${origin} did not understand the request (${status}).${said(words)} Choose another model, or check the address in Settings.`,
  NotAModelServer: ({ origin, found }) =>
    found === 'redirect'
      ? `${origin} sends on to another address, and Foldline does not follow. Enter the address that it leads to in Settings.`
      : found === 'html'
        ? `A web page answered at ${origin}, not a model. Check the address in Settings: it often ends in /v1. In a café or hotel, log in to the network first.`
        : `What answered at ${origin} does not speak like a model server. Check the address in Settings: it often ends in /v1.`,
  OverContext: ({ needs, has }) =>
    needs === null || has === null
      ? 'The goal is too long for this model. Shorten it, or use a model with a larger context.'
      : `The goal needs about ${formatNumber(needs)} tokens and this model has room for ${formatNumber(has)}. Shorten it, or use a model with a larger context.`,
  OverBudget: ({ of, needs, has }) =>
    of === 'tokens'
      ? `This would need about ${formatNumber(needs)} tokens and the budget has ${formatNumber(has)} left. Nothing was sent. Raise the budget, or go on with rules.`
      : `This would cost about ${formatNumber(needs)} cents and the budget has ${formatNumber(has)} left. Nothing was sent. Raise the budget, or go on with rules.`,
  Refused: ({ said: words }) => `The model would not answer.${said(words)} Say it in other words, or go on with rules.`,
  CutOff: () => 'The answer broke off before its end. What came is kept; ask again for the rest.',
  Stalled: ({ while: when, afterMs }) => {
    switch (when) {
      case 'first':
        return `The model had not begun to answer after ${seconds(afterMs)}, so Foldline stopped waiting. It may still be loading: ask again in a while.`;
      case 'silence':
        return `The answer stopped in the middle and nothing came for ${seconds(afterMs)}. What came is kept; ask again for the rest.`;
      case 'total':
        return `The answer was not done after ${seconds(afterMs)}, so Foldline stopped it. What came is kept. A smaller model is quicker.`;
    }
  },
  NotParsable: () =>
    'The model’s answer is not in the form that was asked for, so it was not used. Ask again, or choose a larger model.',
  DeviceLost: () =>
    'The graphics card was taken away while the model ran. Ask again; if it happens once more, choose a smaller model.',
  OutOfMemory: ({ of }) =>
    of === 'memory'
      ? 'There was not enough memory for this model. Close other tabs, or choose a smaller model.'
      : 'There is not enough free space to keep this model. Free some, or choose a smaller model.',
  NotLoaded: ({ model }) => `“${model}” is not on this device. Load it in Settings first.`,
  Unsupported: () => 'This browser or device can’t run this model. Settings says what is missing.',
  LeftAlone: ({ model, atMs }) =>
    `“${model}” failed several times in a row, so it is not asked again before ${formatMoment(atMs)}. The next model was asked instead.`,
  Cancelled: () => 'You stopped it. What came is kept.',
};

/** What a server is called, and what it needs before it answers a page. */
const presets: Record<PresetId, { readonly label: string; readonly needs: (origin: string) => string }> = {
  openai: {
    label: 'OpenAI',
    needs: () => 'It answers pages as it is. It needs a key of your account there, and what you ask is paid by use.',
  },
  openrouter: {
    label: 'OpenRouter',
    needs: () =>
      'It answers pages as it is, and has models of many makers. “Sign in” gives Foldline a key of its own, which you can take back there at any time.',
  },
  ollama: {
    label: 'Ollama',
    needs: (origin) =>
      `It runs on your own machine. Allow this page before you start it: OLLAMA_ORIGINS=${origin} ollama serve. The browser asks once whether this page may reach your machine.`,
  },
  'lm-studio': {
    label: 'LM Studio',
    needs: () =>
      'It runs on your own machine. Switch “Enable CORS” on in its server settings, or start it with: lms server start --cors. The browser asks once whether this page may reach your machine.',
  },
  'llama-cpp': {
    label: 'llama.cpp',
    needs: () =>
      'It runs on your own machine and answers pages as it is: llama-server -m model.gguf --port 8080. The browser asks once whether this page may reach your machine.',
  },
  vllm: {
    label: 'vLLM',
    needs: (origin) =>
      `It runs on a machine of yours. Allow this page when you start it: --allowed-origins '["${origin}"]'. For one on this machine the browser asks once whether this page may reach it.`,
  },
  other: {
    label: 'Another server',
    needs: (origin) =>
      `Any server that speaks like OpenAI’s. Its address usually ends in /v1. It has to allow pages of ${origin} (CORS) with the headers “authorization” and “content-type”.`,
  },
};

/** Models' part of the catalogue. Not in `en.ts`: nobody needs it before a model is set up, and the first load is small. */
export const enModels = { failures, presets };
