import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../../src/ui/tokens.css';
import '../../../src/ui/base.css';
import type { LocalModelReport, LocalModelsReport } from '#service/contract.ts';
import App from '../../../src/ui/App.svelte';
import { createApp } from '../../../src/ui/state/create-app.ts';
import { ScriptedService } from '../../support/scripted-service.ts';

let scripted: ScriptedService;
beforeEach(() => {
  history.replaceState(null, '', '#/settings');
  scripted = new ScriptedService();
});
afterEach(() => history.replaceState(null, '', '#/'));

const ORIGINS = ['https://hub.example', 'https://files.hub.example'];

function model(change: Partial<LocalModelReport> = {}): LocalModelReport {
  return {
    model: {
      id: 'qwen-1.7b',
      label: 'Qwen 1.7B',
      tier: 'medium',
      modelUrl: 'https://hub.example/qwen',
      libraryUrl: 'https://hub.example/qwen.wasm',
      contextTokens: 4096,
      bytes: 970_000_000,
      memoryMb: 2037,
    },
    origins: ORIGINS,
    presence: { state: 'absent', bytes: 0, totalBytes: null },
    hindrances: [],
    download: null,
    ...change,
  };
}

async function show(change: Partial<LocalModelsReport>): Promise<void> {
  scripted.localModels = { ...scripted.localModels, hindrances: [], freeBytes: 12e9, models: [model()], ...change };
  await render(App, { app: createApp(scripted.connection) });
  await expect.element(section).toBeVisible();
}
const section = page.getByRole('region', { name: 'Models on this device' });
const button = (name: string) => section.getByRole('button', { name, exact: true });

describe('models on this device, in Settings', () => {
  test('[3] size, origin and free room stand beside the button, and only the click begins the download', async () => {
    await show({ recommended: 'qwen-1.7b' });
    await expect
      .element(
        section.getByText(
          'About 970 MB from hub.example and one other address; 12 GB is free here. Needs 2 GB of graphics memory.',
        ),
      )
      .toBeVisible();
    await expect.element(section.getByText('Recommended here')).toBeVisible();
    await section.getByText('Where it comes from').click();
    await expect.element(section.getByText(/https:\/\/hub.example and https:\/\/files.hub.example/)).toBeVisible();
    expect(scripted.modelActs).toEqual([{ type: 'inspect' }]);
    await button('Download: Qwen 1.7B').click();
    expect(scripted.modelActs.at(-1)).toEqual({ type: 'download', modelId: 'qwen-1.7b' });
  });

  test('[4] a running download has a bar in bytes and one button: pause', async () => {
    await show({ models: [model({ download: { type: 'running', progress: { bytes: 97e6, totalBytes: 970e6 } } })] });
    const bar = section.getByRole('progressbar', { name: 'Downloading Qwen 1.7B' });
    await expect.element(bar).toHaveAttribute('aria-valuenow', '10');
    await expect.element(bar).toHaveAttribute('aria-valuetext', '97 MB of 970 MB');
    await button('Pause: Qwen 1.7B').click();
    expect(scripted.modelActs.at(-1)).toEqual({ type: 'pause', modelId: 'qwen-1.7b' });
    await expect.element(button('Download: Qwen 1.7B')).not.toBeInTheDocument();
  });

  test('[5] a download that failed says host and cause, keeps what came, and goes on', async () => {
    const fault = { code: 'page', host: 'hub.example', file: 'params_shard_3.bin', detail: '', room: null } as const;
    const presence = { state: 'part', bytes: 97e6, totalBytes: 970e6 } as const;
    await show({ models: [model({ presence, download: { type: 'failed', fault } })] });
    await expect
      .element(section.getByRole('alert'))
      .toHaveTextContent(/A web page came from hub.example in place of params_shard_3.bin/);
    await button('Try again: Qwen 1.7B').click();
    expect(scripted.modelActs.at(-1)).toEqual({ type: 'download', modelId: 'qwen-1.7b' });
  });

  test('[18] what a model says is shown as text, with how fast it came', async () => {
    const presence = { state: 'whole', bytes: 970e6, totalBytes: 970e6 } as const;
    const text = 'Bring <img src=x onerror=alert(1)> [plates](https://evil.example).';
    await show({
      models: [model({ presence })],
      engine: { type: 'ready', modelId: 'qwen-1.7b' },
      trial: {
        modelId: 'qwen-1.7b',
        bar: { phase: 'shaders', share: 1 },
        text,
        state: 'done',
        failure: null,
        tokensPerSecond: 11.26,
      },
    });
    await expect.element(section.getByText(text)).toBeVisible();
    expect(section.element().querySelector('img, blockquote a')).toBe(null);
    await expect.element(section.getByRole('status')).toHaveTextContent('about 11.3 words');
    await button('Free memory').click();
    expect(scripted.modelActs.at(-1)).toEqual({ type: 'unload' });
    await button('Delete: Qwen 1.7B').click();
    expect(scripted.modelActs.at(-1)).toEqual({ type: 'delete', modelId: 'qwen-1.7b' });
  });

  test('[7] what can’t run is not offered, and says why; what takes room can still be deleted', async () => {
    const presence = { state: 'part', bytes: 97e6, totalBytes: 970e6 } as const;
    await show({
      hindrances: [{ code: 'no-adapter', blocks: true }],
      models: [model(), model({ presence, model: { ...model().model, id: 'old', label: 'Old one' } })],
    });
    await expect.element(section.getByText(/does not let pages use the graphics card/)).toBeVisible();
    await expect.element(section.getByText('Qwen 1.7B')).not.toBeInTheDocument();
    expect(
      section
        .getByRole('button')
        .elements()
        .map((element) => element.textContent?.trim()),
    ).toEqual(['Delete']);
  });

  test('[13] a model that was lost twice says so, and can be tried again', async () => {
    const presence = { state: 'whole', bytes: 970e6, totalBytes: 970e6 } as const;
    await show({ models: [model({ presence, hindrances: [{ code: 'crashed-before', blocks: false }] })] });
    await expect.element(section.getByText(/it was lost or took the tab along/)).toBeVisible();
    await button('Try it: Qwen 1.7B').click();
    expect(scripted.modelActs.at(-1)).toEqual({ type: 'try', modelId: 'qwen-1.7b' });
  });

  test('[20] a model is added by form, from the keyboard; a field that is not right says so and is gone to', async () => {
    await show({});
    scripted.service.localModels = async (act) => {
      scripted.modelActs.push(act);
      const problems = act.type === 'add' && act.form.libraryUrl === '' ? ({ libraryUrl: 'missing' } as const) : null;
      return { report: scripted.localModels, problems };
    };
    await page.getByLabelText('Model URL').fill('https://hub.example/mine');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByLabelText('Library URL')).toHaveFocus();
    await expect.element(page.getByText('Fill this in.')).toBeVisible();
    await userEvent.keyboard('https://hub.example/mine.wasm');
    await page.getByLabelText('Model id').fill('mine');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByLabelText('Model URL')).toHaveValue('');
    expect(scripted.modelActs.at(-1)).toEqual({
      type: 'add',
      form: {
        modelUrl: 'https://hub.example/mine',
        libraryUrl: 'https://hub.example/mine.wasm',
        id: 'mine',
        contextTokens: '2048',
      },
    });
  });
});

describe('the browser’s own model, in Settings', () => {
  const builtin = { modelId: 'built-in', share: null } as const;

  test('is not spoken of where there is none', async () => {
    await show({});
    await expect.element(section.getByText('The browser’s own model')).not.toBeInTheDocument();
  });

  test('[3] says what a download is before the click', async () => {
    await show({ builtin: { ...builtin, state: 'downloadable' } });
    await expect.element(section.getByText(/some 3 GB, kept by the browser/)).toBeVisible();
    await button('Download: The browser’s own model').click();
    expect(scripted.modelActs.at(-1)).toEqual({ type: 'download', modelId: 'built-in' });
  });

  test('is tried where it is here, and offers nothing where it can’t be had', async () => {
    await show({ builtin: { ...builtin, state: 'available' } });
    await button('Try it: The browser’s own model').click();
    expect(scripted.modelActs.at(-1)).toEqual({ type: 'try', modelId: 'built-in' });
  });

  test('that the device does not get is said to be so', async () => {
    await show({ builtin: { ...builtin, state: 'unavailable' }, models: [] });
    await expect.element(section.getByText(/does not offer it on this device/)).toBeVisible();
    await expect.element(button('Try it: The browser’s own model')).not.toBeInTheDocument();
  });
});
